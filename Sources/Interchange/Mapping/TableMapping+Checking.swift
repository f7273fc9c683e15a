// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension TableMapping.Table {
  /// Tells what the keys of a table say wrongly together.
  func check(_ reading: Mapping) {
    let log = reading.log
    let marks = Self.marks(reading.item("columns"))
    func mark(_ index: Int) -> Mark { marks.indices.contains(index) ? marks[index] : reading.mark("columns") }
    let names = entries.map(\.name)
    if Set(names).count < names.count {
      log.error(reading.mark("entries"), "two entries of one name", expected: "a name of its own for each")
    }
    if columns.count(where: { $0.key == "patient" && $0.entry == nil }) != 1, reading.has("columns") {
      log.error(
        reading.mark("columns"),
        "\(columns.count { $0.key == "patient" && $0.entry == nil }) columns with `is: patient`",
        expected: "one, which says whose a row is")
    }
    if !reading.has("columns") {
      log.error(reading.mark, "a table without `columns`", expected: "`columns:` and a list of them")
    }
    if header != header.sorted() || header.isEmpty || Set(header).count < header.count {
      log.error(reading.mark("header"), "rows of the header out of order", expected: "each once, from above: `[1, 2]`")
    }
    var keys: Set<String> = []
    for (index, column) in columns.enumerated() where column.key != TableMapping.ignored {
      let known = Self.keys(of: column.entry, entries)
      guard let known else {
        log.error(
          mark(index), "no entry \(ProblemLog.quoted(column.entry ?? ""))",
          expected: names.isEmpty ? "an entry that `entries` declares" : Wording.list(names),
          suggestion: log.nearest(to: column.entry ?? "", in: names))
        continue
      }
      if !known.contains(column.key) {
        log.error(
          mark(index), "\(ProblemLog.quoted(column.key)) for what the column \(ProblemLog.quoted(column.name)) is",
          expected: Wording.list(known), suggestion: log.nearest(to: column.key, in: known))
      }
      let place = "\(column.entry ?? "") \(column.key) \(column.field ?? "")"
      if !keys.insert(place).inserted {
        log.error(
          mark(index), "a second column that is `\(column.key)`" + (column.entry.map { " of `\($0)`" } ?? ""),
          expected: "one column; of two entries, each its own")
      }
      if column.form == .time, column.days == nil, days == nil {
        log.error(
          mark(index), "numbers for times without an event",
          expected: "`times: {from: start of chemo, is number: 1}` here or in the table")
      }
      checkCodes(column, mark(index), log)
      checkUnits(column, mark(index), log)
      if !column.replaced.isEmpty, column.key != "patient" || column.entry != nil {
        log.error(
          mark(index), "`replace` in a column that is `\(column.key)`", expected: "it in the column of the patient")
      }
      if column.form == .word, column.words.isEmpty {
        log.error(mark(index), "`read as: word` without `words`", expected: "`words: {m: male, w: female}`")
      }
    }
    for plan in entries {
      let own = columns.filter { $0.entry == plan.name }.map(\.name)
      for name in plan.needs where !own.contains(name) {
        log.error(
          reading.mark("entries"), "\(ProblemLog.quoted(name)) under `needs` of `\(plan.name)`",
          expected: Wording.list(own), suggestion: log.nearest(to: name, in: own))
      }
      let known = Self.keys(of: plan.name, entries) ?? []
      for word in plan.always where !known.contains(word.text) {
        log.error(
          reading.mark("entries"), "\(ProblemLog.quoted(word.text)) under `always` of `\(plan.name)`",
          expected: Wording.list(known), suggestion: log.nearest(to: word.text, in: known))
      }
    }
  }

  /// Codes need their system, and a system is of codes.
  private func checkCodes(_ column: TableMapping.Column, _ mark: Mark, _ log: ProblemLog) {
    if column.form == .code, column.codes == nil {
      log.error(
        mark, "`read as: code` without `codes`",
        expected: "the system: " + Wording.list(CodeSystem.allCases.map(\.rawValue)))
    }
    if let system = column.codes, let form = column.form, form != .code {
      log.error(
        mark, "`codes: \(system.rawValue)` beside `read as: \(form.rawValue)`", expected: "`read as: code`, or neither")
    }
  }

  /// A unit stands in the mapping or in the file, and is of what is a number or text.
  private func checkUnits(_ column: TableMapping.Column, _ mark: Mark, _ log: ProblemLog) {
    guard column.unitColumn != nil else {
      if !column.units.isEmpty { log.error(mark, "`units` without `unit in`", expected: "the column that has them") }
      return
    }
    if column.unit != nil {
      log.error(mark, "`unit` beside `unit in`", expected: "one of them")
    }
    if column.reading != .number, column.reading != .text {
      log.error(mark, "`unit in` beside `read as: \(column.reading.rawValue)`", expected: "`read as: number`")
    }
    if column.split != nil { log.error(mark, "`unit in` beside `split`", expected: "one of them") }
  }

  /// The table with the forms in which cells of a spreadsheet that are dates are given, beside those that the mapping states for its texts.
  var withDatesOfSpreadsheets: TableMapping.Table {
    func all(_ forms: [DateForm]) -> [DateForm] { forms + [.iso, .isoMonth].filter { !forms.contains($0) } }
    var own = self
    own.dates = all(dates)
    for index in own.columns.indices where !own.columns[index].dates.isEmpty {
      own.columns[index].dates = all(own.columns[index].dates)
    }
    return own
  }

  /// Keys that a column can be: of a patient, or of an entry; nil for an entry that is not there.
  static func keys(of entry: String?, _ entries: [TableMapping.EntryPlan]) -> [String]? {
    guard let entry else { return patientKeys }
    guard let plan = entries.first(where: { $0.name == entry }) else { return nil }
    return table(of: plan.kind).map { table in table.names.filter { !nested.contains($0) } + ownerKeys(plan.kind) }
      ?? []
  }

  /// The keys of a kind of entry, or of a row.
  static func table(of kind: String) -> KeyTable? {
    switch kind {
    case "lesion": LesionReading.notation.table
    case "administration": Administration.notation.table
    case "phase": DosePhase.notation.table
    default: EntryKind.whole.first { $0.word == kind }?.record.table
    }
  }

  private static func ownerKeys(_ kind: String) -> [String] {
    TableMapping.ownedKinds.contains(kind) ? ["therapy"] : []
  }

  /// What no cell can hold.
  static let nested: Set = ["planned", "phases", "administrations"]
  private static let patientKeys =
    ["patient", "field"]
    + Patient.notation.table.names.filter { !["patient", "section", "fields", "course"].contains($0) }

  private static func marks(_ item: Item?) -> [Mark] {
    if case .list(let items)? = item?.content { items.map(\.mark) } else { [] }
  }
}
