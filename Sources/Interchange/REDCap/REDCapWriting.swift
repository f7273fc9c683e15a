// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// Writes a study as a project of REDCap: a data dictionary that has an instrument for each kind of record, the records, and the mapping that reads them again.
///
/// Times are text: a date that REDCap checks cannot be a month or a year. What the notation says with words of a list is a choice.
enum REDCapWriting {
  /// The name of the records and of the dictionary.
  static let (data, dictionary) = ("records.csv", "dictionary.csv")

  /// The files, and what they cannot hold.
  static func write(_ study: Study) -> StudyWriting {
    let form = REDCapForms(study)
    var writing = TableWriting.write(study, { study, flat in layout(study, flat, form) }) { files, mapping in
      REDCapReading.read(files, by: mapping, told: .max)
    }
    tellFormulas(&writing)
    return writing
  }

  /// REDCap takes an apostrophe before a text for a part of it: none is set, and what a spreadsheet would run is told.
  private static func tellFormulas(_ writing: inout StudyWriting) {
    guard let text = writing.files[data] else { return }
    var rows = SeparatedRows(ProblemLog(text: SourceText(file: data, text: text)), separator: UInt8(ascii: ","))
    var found: [String] = []
    while let row = rows.next() { found += row.cells.map(\.text).filter { CSVField.guarded($0) != $0 } }
    guard let first = found.first else { return }
    writing.losses.add(
      .kept, file: data, column: "",
      meaning: "text that a spreadsheet would run as a formula: import the file, and open it in none",
      count: found.count, example: first)
  }

  private static func layout(_ study: Study, _ flat: FlatRows, _ forms: REDCapForms) -> TableWriting.Layout {
    var layout = TableWriting.Layout(
      mapping: TableWriting.emptyMapping(study, "A project of REDCap, as Verlauf writes it"), files: [:], rows: [:])
    var table = TableMapping.Table()
    table.files = [data]
    table.entries = forms.all.filter { $0.kind != REDCapForms.patient }.map { form in
      var plan = TableMapping.EntryPlan(name: Identifier.slug(form.kind), kind: form.kind)
      plan.conditions = [TableMapping.Condition(column: "redcap_repeat_instrument", texts: [form.name])]
      return plan
    }
    table.columns = [TableMapping.Column(name: forms.record, key: "patient")]
    for form in forms.all {
      for item in form.items {
        layout.keys[item.field.name] = item.key
        var column = TableMapping.Column(name: item.field.name, key: item.key)
        if form.kind != REDCapForms.patient { column.entry = Identifier.slug(form.kind) }
        if let own = item.own { (column.key, column.field) = ("field", own) }
        column.words = item.words
        if item.isList { column.split = FlatRows.separator }
        table.columns.append(column)
      }
    }
    layout.mapping.tables = [table]
    layout.files[dictionary] = forms.dictionary.text
    let (text, rows) = records(flat, forms)
    layout.files[data] = text
    layout.rows[data] = rows
    return layout
  }

  /// The records: a row for each patient, and one for each instance of an instrument that repeats.
  private static func records(_ flat: FlatRows, _ forms: REDCapForms) -> (String, [Int]) {
    let items = forms.all.flatMap { form in form.items.map { (form.kind, $0) } }
    let header =
      [forms.record, "redcap_repeat_instrument", "redcap_repeat_instance"] + items.map(\.1.field.name)
      + forms.all.map { "\($0.name)_complete" }
    var lines = [header]
    var instances: [String: Int] = [:]
    for row in flat.rows {
      guard let form = forms.all.first(where: { $0.kind == row.kind }) else { continue }
      let repeats = form.kind != REDCapForms.patient
      var instance = ""
      if repeats {
        instances["\(row.patient)\u{1F}\(row.kind)", default: 0] += 1
        instance = String(instances["\(row.patient)\u{1F}\(row.kind)"] ?? 1)
      }
      lines.append(
        [row.patient, repeats ? form.name : "", instance]
          + items.map { kind, item in kind == row.kind ? item.cell(row.cells[item.key] ?? []) : "" }
          // Complete is what the record says; whether there is more to say, somebody has to judge.
          + forms.all.map { $0.kind == row.kind ? "0" : "" })
    }
    return (SeparatedRows.text(lines), Array(flat.rows.indices))
  }
}

/// The instruments of a project that holds whole records: one of the patient, and one for each kind of entry or row, which repeats.
struct REDCapForms {
  static let patient = "patient"

  /// An instrument.
  struct Form {
    var kind: String
    var name: String
    var items: [Item]
  }

  /// A field of an instrument, and how a key of the record stands in it.
  struct Item {
    var field: REDCapDictionary.Field
    var key: String
    /// The field of the study's own that it is.
    var own: String?
    /// What its codes mean.
    var words: [TableMapping.Word] = []
    var isList = false

    /// The cell of values. A word that has no code stays as it is, which the reader tells.
    func cell(_ texts: [String]) -> String {
      texts.map { text in words.first { $0.meaning == text }?.text ?? text }.joined(separator: FlatRows.separator)
    }
  }

  /// The variable of the record's id.
  let record = "record_id"
  private(set) var all: [Form] = []
  private var names: Set<String> = ["record_id"]

  init(_ study: Study) {
    for kind in [Self.patient] + EntryKind.words + TableMapping.rowKinds {
      let name = Identifier.slug(kind).replacing("-", with: "_")
      var items: [Item] = []
      if TableMapping.ownedKinds.contains(kind) { items.append(owner(name)) }
      let table = kind == Self.patient ? Patient.notation.table : TableMapping.Table.table(of: kind)
      for key in table?.keys ?? [] where !isNested(key, kind) { items.append(item(key, form: name)) }
      if kind == Self.patient { for field in study.fields { items.append(item(field, form: name)) } }
      all.append(Form(kind: kind, name: name, items: items))
    }
  }

  private func isNested(_ key: KeyTable.Key, _ kind: String) -> Bool {
    TableMapping.Table.nested.contains(key.name)
      || kind == Self.patient && ["patient", "section", "fields", "course", "lesions"].contains(key.name)
  }

  /// The dictionary of all instruments.
  var dictionary: REDCapDictionary {
    var dictionary = REDCapDictionary()
    let name = all.first?.name ?? Self.patient
    dictionary.fields = [.init(name: record, form: name, type: "text", label: "Patient", isRequired: true)]
    dictionary.fields += all.flatMap { $0.items.map(\.field) }
    return dictionary
  }

  // MARK: fields

  private mutating func owner(_ form: String) -> Item {
    Item(
      field: .init(
        name: variable("therapy", form), form: form, type: "text", label: "therapy",
        note: "The id of the therapy that it is of.", isRequired: true), key: "therapy")
  }

  private mutating func item(_ key: KeyTable.Key, form: String) -> Item {
    var field = REDCapDictionary.Field(
      name: variable(key.name, form), form: form, type: "text", label: key.name,
      note: key.summary.replacing("`", with: ""), isRequired: key.isRequired)
    var item = Item(field: field, key: key.name)
    let (schema, isRecorded) = RecordForm.value(key.schema)
    switch schema {
    case .list, .oneOrMore: item.isList = true
    // Days of a cycle, or `daily`.
    case .either(let all) where all.contains(where: RecordForm.isList): item.isList = true
    case .words(let words): item.words = Self.coded(words, isRecorded)
    case .flag: item.words = [TableMapping.Word("1", "true"), TableMapping.Word("0", TableMapping.leaveOut)]
    default: break
    }
    if case .flag = schema {
      field.type = "yesno"
    } else if !item.words.isEmpty {
      field.type = item.words.count > 6 ? "dropdown" : "radio"
      field.choices = item.words
    } else if key.name == "note" {
      field.type = "notes"
    } else if case .integer(let least, let most) = schema {
      field.validation = "integer"
      field.least = String(least)
      field.most = most.map(String.init) ?? ""
    }
    item.field = field
    return item
  }

  private mutating func item(_ own: StudyField, form: String) -> Item {
    let field = REDCapDictionary.Field(
      name: variable(own.name, "field"), form: form, type: "text", label: Self.oneLine(own.name),
      note: Self.oneLine(own.about ?? ""))
    return Item(field: field, key: FlatRows.fieldKey(own.name), own: own.name)
  }

  /// A text on one line, without signs that no file of text has.
  private static func oneLine(_ text: String) -> String {
    let plain = String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\t" }))
    return SheetHeader.oneLine(plain)
  }

  /// Words with their codes; the two silences have codes of their own.
  private static func coded(_ words: [String], _ isRecorded: Bool) -> [TableMapping.Word] {
    let own = words.enumerated().map { TableMapping.Word(String($0.offset + 1), $0.element) }
    return own
      + (isRecorded
        ? [TableMapping.Word("ns", Silence.notStated), TableMapping.Word("unk", Silence.unknown)] : [])
  }

  /// A name for a variable: the instrument and the key in at most 26 signs, which is what REDCap advises, and one that nothing has yet.
  private mutating func variable(_ key: String, _ form: String) -> String {
    let slug = Identifier.slug(key).replacing("-", with: "_")
    var stem = "\(form)_\(slug)"
    if stem.utf8.count > Self.longest {
      stem = form.split(separator: "_").compactMap { $0.first.map(String.init) }.joined() + "_\(slug)"
    }
    stem = String(stem.prefix(Self.longest - 3))
    while stem.hasSuffix("_") { stem.removeLast() }
    var name = stem
    var number = 2
    while !names.insert(name).inserted {
      name = "\(stem)_\(number)"
      number += 1
    }
    return name
  }

  private static let longest = 26
}
