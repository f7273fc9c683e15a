// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing

/// The days on which the drugs of a therapy were due by its phases, else by its plan or regimen, so that a day without a row is seen.
struct DueDays {
  private let therapy: Therapy
  private let library: RegimenLibrary
  /// Drugs of the therapy that have a model.
  private let drugs: [String]

  init(_ therapy: Therapy, _ library: RegimenLibrary) {
    self.therapy = therapy
    self.library = library
    drugs = therapy.drugs.filter { name in MarrowDrug.allCases.contains { library.isSame(name, $0.rawValue) } }
  }

  /// Whether no days are stated of a drug that has rows.
  var isUnknown: Bool { drugs.contains { name in hasRows(name) && phases(of: name).isEmpty && pattern(name) == nil } }

  /// The first day up to another that has no row, in words; nil where each has one.
  func missing(until day: Day) -> String? {
    let cycles = TherapyAccount.cycles(therapy.administrations)
    let starts = Dictionary(cycles.compactMap { own in own.number.map { ($0, own.startDay) } }, uniquingKeysWith: min)
    guard let last = starts.keys.max() else { return nil }
    for name in drugs where hasRows(name) {
      let rows = Set(rows(of: name).map { [$0.cycle, $0.day] })
      for cycle in 1...max(1, last) {
        guard let days = days(of: name, in: cycle), !days.isEmpty else { continue }
        guard let start = starts[cycle] else { return "\(name) has no row for cycle \(cycle)" }
        for due in days where !rows.contains([cycle, due]) && start + due - 1 <= day.number {
          return "\(name) has no row for cycle \(cycle) day \(due)"
        }
      }
    }
    return nil
  }

  /// Rows of a drug, under any of its names.
  private func rows(of name: String) -> [Administration] {
    therapy.administrations.filter { library.isSame($0.drug, name) }
  }
  private func hasRows(_ name: String) -> Bool { !rows(of: name).isEmpty }
  private func phases(of name: String) -> [DosePhase] {
    therapy.phases.filter { library.isSame($0.drug, name) && !$0.days.isEmpty }
  }
  private func pattern(_ name: String) -> CyclePattern? { TherapyAccount.pattern(name, therapy, library) }

  /// The days of a cycle: of the phases that hold in it, where they agree, else of the plan; nil where they are not known.
  private func days(of name: String, in cycle: Int) -> [Int]? {
    let own = phases(of: name)
    guard !own.isEmpty else { return pattern(name)?.days }
    // Of phases without cycles nobody knows which of them a cycle had: what all of them have was due.
    let holding = own.filter { $0.holds(in: cycle) }.map { Set($0.days) }
    guard let first = holding.first else { return [] }
    return holding.dropFirst().reduce(first) { $0.intersection($1) }.sorted()
  }
}
