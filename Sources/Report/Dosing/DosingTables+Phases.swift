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

  /// `d1, d8`
  static func days(_ phase: DosePhase) -> String {
    phase.days.isEmpty ? "not stated" : phase.days.map { "d\($0)" }.joined(separator: ", ")
  }

  /// The next day 1: `d22`, `d22 or d29`.
  static func repetition(_ phase: DosePhase) -> String {
    guard let length = phase.cycleLength.value else { return "not stated" }
    return length.days.map { "d\($0 + 1)" }.joined(separator: " or ")
  }

  /// `900 mg/m² d1, d8, repeated d22`
  static func words(_ phase: DosePhase) -> String {
    "\(dose(phase).text) \(days(phase)), repeated \(repetition(phase))"
  }
}
