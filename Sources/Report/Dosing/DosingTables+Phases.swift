// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// Dose phases in words.
extension DosingTables {
  /// The dose of a phase: `900 mg/m²`, `1000 mg/m² (implied)`, `not stated`.
  static func dose(_ phase: DosePhase, trace: String? = nil) -> Table.Cell {
    let dose = phase.dose.value
    return .init(
      Table.Cell.dose(dose, or: .because("not stated")).value,
      note: dose != nil && phase.doseIsImplied ? "(implied)" : nil, trace: trace)
  }

  /// `d1, d8`, `d1-28`, or `once daily` where the days are all of the cycle.
  static func days(_ phase: DosePhase) -> String {
    guard let first = phase.days.first, let last = phase.days.last else { return "not stated" }
    // Days of infusions stand one by one; a run of days is one.
    guard phase.isTakenDaily else {
      return phase.days.map { "d\($0)" }.joined(separator: ", ")
    }
    let often = DoseFrequency.words(phase.timesADay)
    if isDaily(phase) { return often }
    return "d\(first)-\(last)" + (phase.timesADay > 1 ? ", \(often)" : "")
  }

  /// Whether it is taken on every day of its cycle.
  private static func isDaily(_ phase: DosePhase) -> Bool {
    phase.isTakenDaily && phase.cycleLength.value?.days == [phase.days.count]
  }

  /// The next day 1: `d22`, `d22 or d29`; every day has none.
  static func repetition(_ phase: DosePhase) -> String {
    if isDaily(phase) { return "every day" }
    guard let length = phase.cycleLength.value else { return "not stated" }
    return length.days.map { "d\($0 + 1)" }.joined(separator: " or ")
  }

  /// `900 mg/m² d1, d8, repeated d22`
  static func words(_ phase: DosePhase) -> String {
    "\(dose(phase).text) \(days(phase))" + (isDaily(phase) ? "" : ", repeated \(repetition(phase))")
  }
}
