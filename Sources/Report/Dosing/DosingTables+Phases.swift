// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Plain

/// Dose phases in words.
extension DosingTables {
  /// The dose of a phase: `900 mg/m²`, `1000 mg/m² (implied)`, `not stated`.
  static func dose(_ phase: DosePhase, trace: String? = nil) -> PhraseTable.Cell {
    let dose = phase.dose.value
    return .init(
      PhraseTable.Cell.dose(dose, or: .because(.notStated)).value,
      note: dose != nil && phase.doseIsImplied ? Phrase("(implied)", "(erschlossen)") : nil, trace: trace)
  }

  /// `d1, d8`, `d1-28`, or `once daily` where the days are all of the cycle.
  static func days(_ phase: DosePhase) -> Phrase {
    guard let first = phase.days.first, let last = phase.days.last else { return .notStated }
    // Days of infusions stand one by one; a run of days is one.
    guard phase.isTakenDaily else {
      return Phrase(same: phase.days.map { "d\($0)" }.joined(separator: ", "))
    }
    let often = DoseFrequency.phrase(phase.timesADay)
    if isDaily(phase) { return often }
    return Phrase(same: "d\(first)-\(last)") + (phase.timesADay > 1 ? Phrase(same: ", ") + often : .none)
  }

  /// Whether it is taken on every day of its cycle.
  private static func isDaily(_ phase: DosePhase) -> Bool {
    phase.isTakenDaily && phase.cycleLength.value?.days == [phase.days.count]
  }

  /// The next day 1: `d22`, `d22 or d29`; every day has none.
  static func repetition(_ phase: DosePhase) -> Phrase {
    if isDaily(phase) { return Phrase("every day", "täglich") }
    guard let length = phase.cycleLength.value else { return .notStated }
    return length.days.map { "d\($0 + 1)" }.joined(separator: Phrase.or)
  }

  /// `900 mg/m² d1, d8, repeated d22`
  static func words(_ phase: DosePhase) -> Phrase {
    let own = dose(phase).phrase + Phrase(same: " ") + days(phase)
    if isDaily(phase) { return own }
    return Phrase("\(own), repeated \(repetition(phase))", "\(own), Wdh. \(repetition(phase))")
  }

  /// `900 mg/m²`, `AUC 5`, in every language.
  static func phrase(_ dose: Dose) -> Phrase { PhraseTable.Cell.dose(dose).phrase }

  /// The same with how often a day it is given.
  static func phrase(_ posology: Posology) -> Phrase {
    phrase(posology.dose) + (posology.timesADay.map { Phrase(same: " ") + DoseFrequency.phrase($0) } ?? Phrase.none)
  }
}

extension Phrase {
  /// `mg/m²/wk`, in German `mg/m²/Wo.`
  static let perWeekSign = Phrase("/wk", "/Wo.")
}

extension TableOf.Column where Text == Phrase {
  /// The column of therapies.
  static var therapy: Self { .init("Therapy", "Therapie") }
  /// The column of drugs.
  static var drug: Self { .init("Drug", "Substanz") }
}
