// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Notation
import Plain
import Store

/// The administrations of one therapy as they are typed in a grid: those that are recorded, and those that are laid out from a plan and not yet saved.
/// The reader of folders judges every row before it is saved.
struct CycleRows: Sendable {
  /// The columns that are typed. What else a recorded row has stays as it is.
  static let columns = ["cycle", "day", "date", "drug", "dose", "reason"]
  /// So many rows are shown at once.
  static let most = 600

  /// A row of the grid.
  struct Row: Sendable {
    /// The part that it is; nil where it is not saved yet.
    var part: Int?
    /// What is typed, by column.
    var typed: [String: String]
    /// What is recorded, by column of the table.
    var recorded: [String: String] = [:]
    var isRemoved = false
    var problems: [Phrase] = []
    var warnings: [Phrase] = []

    /// Whether nothing is typed that makes a dose or an omission.
    var isBlank: Bool { part == nil && ["date", "dose"].allSatisfy { (typed[$0] ?? "").trimmed.isEmpty } }
  }

  let patient: Patient.ID
  let therapy: Entry.ID
  let drugs: [String]
  /// The dose of each drug as it is planned or stated, by which `=` and a bare number are read.
  let plans: [String: Dose]
  /// Doses that phases state for certain cycles, by drug.
  var byCycle: [String: [(cycles: ClosedRange<Int>, dose: Dose)]] = [:]
  var rows: [Row] = []

  /// How a block of cycles is laid out.
  struct Layout: Sendable {
    var firstCycle: Int
    var count: Int
    var start: Day
    var length: Int
    /// The days and the dose of each drug.
    var drugs: [(drug: String, days: [Int], dose: String)]
    /// How many rows it has.
    var size: Int { count * drugs.reduce(0) { $0 + $1.days.count } }
  }

  init(patient: Patient.ID, therapy: Entry.ID, drugs: [String], plans: [String: Dose]) {
    self.patient = patient
    self.therapy = therapy
    self.drugs = drugs
    self.plans = plans
  }

  // MARK: rows

  /// Takes over the rows that are recorded.
  mutating func take(_ parts: [StoredPart], columns: [String]) {
    for part in parts where part.part.kind == .administration {
      let cells = Dictionary(zip(columns, StudyParts.cells(part.part.text)), uniquingKeysWith: { first, _ in first })
      guard cells["therapy"] == therapy else { continue }
      var typed = cells.filter { Self.columns.contains($0.key) }
      if (typed["drug"] ?? "").isEmpty, drugs.count == 1 { typed["drug"] = drugs[0] }
      rows.append(Row(part: part.id, typed: typed, recorded: cells.filter { !$0.value.isEmpty }))
    }
    sort()
  }

  /// Order of time as it is typed: by cycle, day and drug; what is no number stands last.
  mutating func sort() {
    func key(_ row: Row) -> (Int, Int, Int) {
      (
        Int(row.typed["cycle"] ?? "") ?? .max, Int(row.typed["day"] ?? "") ?? .max,
        drugs.firstIndex(of: row.typed["drug"] ?? "") ?? .max
      )
    }
    rows = rows.enumerated().sorted { one, other in
      key(one.element) == key(other.element) ? one.offset < other.offset : key(one.element) < key(other.element)
    }.map(\.element)
  }

  /// Adds a block of cycles as it would be by the plan. Nothing of it is saved: what was given is what a person leaves standing. A cycle and day of a drug that is there is not added again.
  mutating func add(_ layout: Layout) {
    var there = Set(rows.map { "\($0.typed["cycle"] ?? "") \($0.typed["day"] ?? "") \($0.typed["drug"] ?? "")" })
    for cycle in 0..<layout.count {
      for (drug, days, dose) in layout.drugs {
        for day in days {
          let number = layout.firstCycle + cycle
          guard there.insert("\(number) \(day) \(drug)").inserted else { continue }
          let date = Day(layout.start.number + cycle * layout.length + day - 1)
          rows.append(
            Row(
              part: nil,
              typed: [
                "cycle": "\(number)", "day": "\(day)", "date": date.description, "drug": drug,
                "dose": laid(dose, drug, number),
              ]))
        }
      }
    }
    sort()
  }

  /// The dose of a cycle that is laid out: where the dose of the plan was left standing, that of the phase which the cycle belongs to.
  private func laid(_ dose: String, _ drug: String, _ cycle: Int) -> String {
    guard dose == plans[drug]?.text, let phase = byCycle[drug]?.first(where: { $0.cycles.contains(cycle) }) else {
      return dose
    }
    return phase.dose.text
  }

  /// Moves the dates of a cycle and of all behind it by days, as where a cycle begins late. What is no date stays.
  mutating func move(from cycle: Int, days: Int) {
    for index in rows.indices {
      guard let own = Int(rows[index].typed["cycle"] ?? ""), own >= cycle,
        let date = Self.day(rows[index].typed["date"] ?? "")
      else { continue }
      rows[index].typed["date"] = Day(date.number + days).description
    }
  }

  // MARK: reading

  /// The day of a text, as charts write it; nil for what is no one day.
  static func day(_ text: String) -> Day? {
    (TypedTime.day(text) ?? text.trimmed).isEmpty ? nil : try? Day(parsing: TypedTime.day(text) ?? text.trimmed)
  }

  /// A dose as the table has it: `o` is an omission, `=` the dose of the plan, a number alone is in the unit of the plan.
  func dose(_ text: String, of drug: String) -> String {
    let text = text.trimmed
    if ["o", "omitted", "ausgelassen"].contains(text.lowercased()) { return "omitted" }
    guard let plan = plans[drug] else { return text }
    if text == "=" { return plan.text }
    let number = Quantity.withPoint(text)
    guard let amount = Double(number) else { return text }
    return Dose(amount: amount, unit: plan.unit).text
  }

  /// The cells of a row by column of the table, as they would be saved.
  func cells(_ row: Row) -> [String: String] {
    var cells = row.recorded
    cells["patient"] = patient
    cells["therapy"] = therapy
    for column in Self.columns { cells[column] = (row.typed[column] ?? "").trimmed }
    if let date = row.typed["date"] { cells["date"] = Self.day(date)?.description ?? date.trimmed }
    let drug = cells["drug"] ?? ""
    cells["dose"] = dose(cells["dose"] ?? "", of: drug.isEmpty ? drugs.first ?? "" : drug)
    // Milligrams are of the dose that they stand with.
    if cells["dose"] != row.recorded["dose"] { cells["mg"] = nil }
    // The only drug of a therapy need not stand in its rows.
    if drugs.count == 1, row.recorded["drug"] == nil, row.part != nil { cells["drug"] = nil }
    return cells.filter { !$0.value.isEmpty }
  }

  private func isChanged(_ row: Row) -> Bool {
    row.part == nil
      ? !row.isBlank
      : cells(row) != row.recorded.merging(["patient": patient, "therapy": therapy]) { first, _ in first }
  }

  /// Rows that a save would change.
  var changed: [Row] { rows.filter { $0.isRemoved || isChanged($0) } }

  /// Holds the rows against the record: the reader of folders reads them with the patient.
  mutating func check(_ store: Store, at revision: Int) async throws {
    let standing = rows.indices.filter { !rows[$0].isRemoved && !rows[$0].isBlank }
    // Rows of other therapies stay beside these: one dose may be told twice.
    let reading = try await RowReading(
      standing.map { cells(rows[$0]) }, .administration, of: patient, store, at: revision
    ) { $1["therapy"] != therapy }
    for (index, told) in zip(standing, reading.told) {
      rows[index].problems += told.problems
      rows[index].warnings += told.warnings
    }
  }

  /// Whether every row is understood.
  var isClear: Bool { rows.allSatisfy(\.problems.isEmpty) }

  /// The edits of all that was changed, as it was seen in a revision.
  func edits(base: Int) -> [Edit] {
    changed.map { row in
      guard let part = row.part else { return .addRow(.administration, cells(row), at: .last) }
      return row.isRemoved ? .remove(part, base: base) : .replaceRow(part, base: base, cells(row))
    }
  }
}
