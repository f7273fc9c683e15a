// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// The columns in which a kind of record is written down: a form for each kind, made from the notation.
struct RecordForm {
  /// A column of the form.
  struct Column {
    /// The key of the record.
    var key: String
    /// Its header: the key, as a cell can hold it.
    var head: String
    /// The field of the study's own that it is.
    var own: String?
    /// What may stand there, in words.
    var stands: String
    /// What it means.
    var meaning: String
    var isNeeded: Bool
    /// Whether several values may stand there.
    var isList = false
    /// The words that may stand there; none where others may too.
    var words: [String] = []
    /// Whether any text may stand there, which is none of a number or a day.
    var isText = false
  }

  /// `patient`, a kind of entry, `lesion`, `phase` or `administration`.
  var kind: String
  /// What it is of, in words.
  var summary: String
  /// The columns, without that of the patient.
  var columns: [Column]

  static let patient = "patient"

  /// The forms of all kinds of records.
  static func all(_ fields: [StudyField]) -> [RecordForm] {
    ([patient] + EntryKind.words + TableMapping.rowKinds).map { RecordForm(kind: $0, fields) }
  }

  private init(kind: String, _ fields: [StudyField]) {
    self.kind = kind
    let table = kind == Self.patient ? Patient.notation.table : TableMapping.Table.table(of: kind)
    summary = table?.summary ?? ""
    columns = (table?.keys ?? []).filter { !Self.isNested($0.name, kind) }.map(Self.column)
    if TableMapping.ownedKinds.contains(kind) {
      let owner = Column(
        key: "therapy", head: "therapy", stands: "text", meaning: "The id of the therapy that it is of.",
        isNeeded: true, isText: true)
      columns.insert(owner, at: 0)
    }
    guard kind == Self.patient else { return }
    var heads = Set(columns.map(\.head))
    columns += fields.map { field in
      let key = FlatRows.fieldKey(field.name)
      let held = SheetHeader.oneLine(WorkbookText.held(key))
      var (head, number) = (held, 2)
      while !heads.insert(head).inserted { (head, number) = ("\(held) (\(number))", number + 1) }
      return Column(
        key: key, head: head, own: field.name, stands: "a field of the study's own",
        meaning: SheetHeader.oneLine(field.about ?? field.name), isNeeded: false, isText: false)
    }
  }

  private static func isNested(_ key: String, _ kind: String) -> Bool {
    TableMapping.Table.nested.contains(key)
      || kind == patient && ["patient", "section", "fields", "course", "lesions"].contains(key)
  }

  private static func column(_ key: KeyTable.Key) -> Column {
    var column = Column(
      key: key.name, head: key.name, stands: plain(key.schema.words()), meaning: plain(key.summary),
      isNeeded: key.isRequired)
    // The source of a row is where it stands.
    if key.name == "source" { column.stands = "text" }
    let (schema, isRecorded) = value(key.schema)
    switch schema {
    case .list(let inner), .oneOrMore(let inner):
      column.isList = true
      column.isText = isText(inner)
    // Days of a cycle, or `daily`.
    case .either(let all) where all.contains(where: Self.isList): (column.isList, column.isText) = (true, true)
    case .words(let words): column.words = words + (isRecorded ? [Silence.notStated, Silence.unknown] : [])
    case .flag: column.words = ["true"]
    default: column.isText = isText(schema)
    }
    return column
  }

  /// What may stand in a cell, and whether it can be silent. A fact that two sources can state differently has one cell.
  static func value(_ schema: Schema) -> (Schema, isRecorded: Bool) {
    switch schema {
    case .recorded(let own): (own, true)
    // Of a fact or its statements side by side a cell has the fact; `1` or `1-3` are two ways of one fact.
    case .either(let all) where all.count == 2 && !RecordForm.isWritten(all[1]):
      all.first.map { value($0) } ?? (schema, false)
    default: (schema, false)
    }
  }

  /// Whether a schema is of a text of its own form.
  static func isWritten(_ schema: Schema) -> Bool {
    switch schema {
    case .pattern, .words, .text: true
    default: false
    }
  }

  static func isList(_ schema: Schema) -> Bool {
    switch schema {
    case .list, .oneOrMore: true
    default: false
    }
  }

  private static func isText(_ schema: Schema) -> Bool {
    switch schema {
    case .text, .pattern, .trueOrWords: true
    case .recorded(let own): isText(own)
    default: false
    }
  }

  private static func plain(_ text: String) -> String { text.replacing("`", with: "") }
}
