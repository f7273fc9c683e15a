// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain
import Store

/// Rows that were copied out of a spreadsheet, as rows of one of the study's tables. Dates with points (DIN 5008) and decimal commas are written as the record has them, and shown beside what was
/// pasted; everything else is as it stands, and the reader of folders judges every cell.
struct PastedRows: Sendable {
  /// The tables that have rows of patients.
  enum Table: String, Sendable, CaseIterable {
    case laboratory, administration, lesion

    /// The page on which its rows are corrected; administrations stand with their therapy, as doses by cycle.
    func page(of patient: Int) -> Address? {
      switch self {
      case .laboratory: .laboratoryRows(patient)
      case .lesion: .lesionRows(patient)
      case .administration: nil
      }
    }

    var kind: StudyPart.Kind {
      switch self {
      case .laboratory: .laboratory
      case .administration: .administration
      case .lesion: .lesion
      }
    }

    var phrase: Phrase {
      switch self {
      case .laboratory: Words.laboratory
      case .administration: Words.administrations
      case .lesion: Words.lesions
      }
    }

    /// The columns that a row may have beside its patient.
    var columns: [String] { FolderFormat.columns(kind.path(nil)).filter { $0 != "patient" } }
    /// The columns with what they mean, those that are needed first.
    func meanings(_ language: Language) -> [(column: String, isNeeded: Bool, words: String)] {
      let keys =
        switch self {
        case .laboratory: EntryKind.all.first { $0.word == "lab" }?.record.table
        case .administration: Administration.notation.table
        case .lesion: LesionReading.notation.table
        }
      return (required + columns.filter { !required.contains($0) }).map { column in
        let key = keys?.order[column].flatMap { keys?.keys[$0] } ?? KeyTable.Key(column, .text, "")
        return (column, required.contains(column), FieldHelp.said(of: key, in: rawValue, language).words)
      }
    }
    var required: [String] { FolderFormat.requiredColumns(kind.path(nil)).filter { $0 != "patient" } }
  }

  /// A row with what became of it.
  struct Row: Sendable {
    /// From 1, as it stands below the heads.
    let number: Int
    let cells: [String: String]
    /// What was pasted, of the cells that are written otherwise.
    var pasted: [String: String] = [:]
    /// All of its cells as they were pasted.
    var raw: [String] = []
    /// What is wrong with it.
    var problems: [Phrase] = []
    /// What the reader has warned of.
    var warnings: [Phrase] = []
    var isThere = false
  }

  let table: Table
  /// The heads as they were pasted.
  let heads: [String]
  /// The column that each head is; nil for one that is left out.
  let columns: [String?]
  private(set) var rows: [Row]

  /// So many rows are taken at once.
  static let most = 2000

  /// Reads a text of rows, the first of which has the heads.
  ///
  /// - Parameter chosen: the columns that a person has chosen, by the place of the head; an empty one is left out.
  init?(_ text: String, _ table: Table, chosen: [Int: String] = [:]) {
    let log = ProblemLog(text: SourceText(file: "pasted", text: text))
    let first = text.prefix { !$0.isNewline }
    let separator: UInt8 =
      first.contains("\t") ? UInt8(ascii: "\t") : first.contains(";") ? UInt8(ascii: ";") : UInt8(ascii: ",")
    var reader = SeparatedRows(log, separator: separator)
    guard let head = reader.next() else { return nil }
    self.table = table
    heads = head.cells.map(\.text)
    let known = table.columns
    var taken: Set<String> = []
    columns = heads.enumerated().map { index, head in
      let meant = chosen[index] ?? Self.meant(head, known)
      guard let meant, known.contains(meant), taken.insert(meant).inserted else { return nil }
      return meant
    }
    rows = []
    while let row = reader.next(), rows.count < Self.most {
      var cells: [String: String] = [:]
      var pasted: [String: String] = [:]
      for ((column, head), cell) in zip(zip(columns, heads), row.cells) {
        let text = cell.text.trimmed
        guard let column, !text.isEmpty else { continue }
        cells[column] = Self.written(text, column, under: head)
        if cells[column] != text { pasted[column] = text }
      }
      guard row.cells.contains(where: { !$0.text.trimmed.isEmpty }) else { continue }
      rows.append(Row(number: rows.count + 1, cells: cells, pasted: pasted, raw: row.cells.map(\.text)))
      if row.cells.count > heads.count {
        rows[rows.count - 1].problems.append(
          Phrase(
            "\(row.cells.count) cells under \(heads.count) heads",
            "\(row.cells.count) Zellen unter \(heads.count) Überschriften"))
      }
    }
    for problem in log.problems {
      rows.append(Row(number: rows.count + 1, cells: [:], problems: [ReaderWords.phrase(problem)]))
    }
  }

  /// The column that a head means: its name in any case, or what German sheets write.
  private static func meant(_ head: String, _ known: [String]) -> String? {
    let head = unit(head).name.lowercased()
    return known.first { $0.lowercased() == head } ?? words[head]?.first { known.contains($0) }
  }

  /// A head without the length that it has in brackets: `Diameter (mm)`.
  private static func unit(_ head: String) -> (name: String, unit: String?) {
    let head = head.trimmed
    for unit in ["mm", "cm"] {
      for end in ["(\(unit))", "[\(unit)]", ", \(unit)"] where head.lowercased().hasSuffix(end) {
        return (String(head.dropLast(end.count)).trimmed, unit)
      }
    }
    return (head, nil)
  }

  /// A cell as the record has it: `09.04.2018` is a day (DIN 5008), `15,5` a number of a length; what may mean two things stays as it is, and is asked.
  static func written(_ text: String, _ column: String, under head: String) -> String {
    switch column {
    case "date", "when":
      return text.contains("/") ? text : TypedTime.day(text) ?? text
    case "finding":
      // A length is recorded in mm; one of cm is shown in both.
      let number = Quantity.withPoint(text)
      guard let quantity = try? Quantity(parsing: number), quantity.number >= 0 else { return number }
      switch (quantity.unit, unit(head).unit) {
      case ("cm", _), ("", "cm"): return Quantity.digits((quantity.number * 10_000).rounded() / 1000)
      case ("mm", _): return Quantity.digits(quantity.number)
      default: return number
      }
    default: return text
    }
  }

  private static let words = [
    "datum": ["date", "when"], "date": ["when"], "wann": ["when"], "zeitpunkt": ["when"], "tag": ["day"],
    "parameter": ["analyte"], "analyt": ["analyte"], "test": ["analyte"], "wert": ["value"], "ergebnis": ["value"],
    "result": ["value"], "einheit": ["unit"], "units": ["unit"], "zyklus": ["cycle"], "dosis": ["dose"],
    "therapie": ["therapy"], "wirkstoff": ["drug"], "grund": ["reason"], "läsion": ["lesion"], "rolle": ["role"],
    "ort": ["site"], "befund": ["finding"], "messung": ["finding"], "untersucher": ["reader"],
    "durchmesser": ["finding"], "diameter": ["finding"], "longest diameter": ["finding"], "size": ["finding"],
    "größe": ["finding"], "target lesion": ["lesion"], "location": ["site"], "lokalisation": ["site"],
    "arzneimittel": ["drug"], "substanz": ["drug"], "medikament": ["drug"], "grund der änderung": ["reason"],
  ]

  /// Holds the rows against the record: the reader of folders reads them with the patient.
  mutating func check(_ patient: Patient.ID, _ store: Store, at revision: Int) async throws {
    let columns = RowReading.columns(table.kind, try await store.parts(of: nil, at: revision))
    var known = Set(
      try await store.parts(of: patient, at: revision).filter { $0.part.kind == table.kind }.map { part in
        RowReading.cells(part, columns).filter { !$1.isEmpty }
      })
    let own = rows.map { $0.cells.merging(["patient": patient]) { first, _ in first } }
    for index in rows.indices where rows[index].problems.isEmpty {
      for column in table.required where rows[index].cells[column] == nil {
        rows[index].problems.append(Phrase("no `\(column)`", "`\(column)` fehlt"))
      }
      rows[index].isThere = !known.insert(own[index]).inserted
    }
    let reading = try await RowReading(own, table.kind, of: patient, store, at: revision) { _, _ in true }
    for (index, told) in reading.told.enumerated() {
      rows[index].problems += told.problems
      rows[index].warnings += told.warnings
    }
  }

  /// The rows that are new.
  var new: [Row] { rows.filter { !$0.isThere } }

  /// Whether all that are new are understood.
  var isClear: Bool { !new.isEmpty && rows.allSatisfy { $0.isThere || $0.problems.isEmpty } }

  /// The rows that are new and understood, where others are not.
  var good: [Row] { new.filter(\.problems.isEmpty) }

  /// The rows that are not understood under their heads, to be mended and pasted again.
  var rest: String { SeparatedRows.text([heads] + rows.filter { !$0.problems.isEmpty && !$0.raw.isEmpty }.map(\.raw)) }

  /// The edits that add the rows that are new and understood, in their order.
  func edits(_ patient: Patient.ID) -> [Edit] {
    // Of several at one place the last stands first; at the end each comes behind the one before.
    good.map { .addRow(table.kind, $0.cells.merging(["patient": patient]) { first, _ in first }, at: .last) }
  }
}
