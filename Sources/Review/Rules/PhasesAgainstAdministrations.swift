// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// Dose phases and single administrations that do not add up to the same.
struct PhasesAgainstAdministrations: Rule {
  let id = "phases-against-administrations"
  let severity = Severity.warning
  let summary = Phrase(
    "Dose phases whose sum is not that of the single administrations",
    "Dosisphasen, deren Summe nicht die der einzelnen Gaben ist")
  let explanation =
    "A course may be told in phases and, beside that, dose by dose. Both are printed; where the sum of the phases, with everything that they leave open, cannot be that of the rows, one "
    + "of them is incomplete or wrong. A phase of which some rows have another dose, or were left out, is a note; one whose dose no row has, a warning. Rows that cannot have been given count for nothing."
  let needs = "`phases` with dose, days and cycles; `administrations.csv`"
  let source = "Arithmetic of the record"

  static let tolerance = Threshold("difference", 0.5, "%", why: "rounding of a dose per m² to a whole number")
  let thresholds = [Self.tolerance]

  let fires = RuleExample(
    "two cycles of 1000 mg/m² on two days are 4,000, the rows 3000 mg/m²", course: Self.course,
    files: [.init("administrations.csv", Self.rows(1000, 1000, 1000))])
  let passes = RuleExample(
    "four rows of 1000 mg/m²", course: Self.course,
    files: [.init("administrations.csv", Self.rows(1000, 1000, 1000, 1000))])

  private static let course = """
    - therapy: gemcitabine
      id: gem
      cycles: 2
      every: 21 d
      phases: [{id: full, dose: 1000 mg/m2, days: [1, 8], cycles: 1-2}]
      when: 2024-01-08
      ends: 2024-02-05
    """

  private static func rows(_ amounts: Int...) -> String {
    let days = [(1, 1, "2024-01-08"), (1, 8, "2024-01-15"), (2, 1, "2024-01-29"), (2, 8, "2024-02-05")]
    return "patient,therapy,cycle,day,date,dose\n"
      + zip(days, amounts).map { "1,gem,\($0.0),\($0.1),\($0.2),\($1) mg/m2\n" }.joined()
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.therapies.flatMap { therapy in
        therapy.therapy.drugs.compactMap { find($0, therapy, outcome) }
          + therapy.phases.compactMap { find($0.phase, therapy, outcome, context.outcomes.library) }
      }
    }
  }

  /// A phase whose own rows say another dose.
  private func find(
    _ phase: DosePhase, _ outcome: TherapyOutcome, _ patient: PatientOutcomes, _ library: RegimenLibrary
  ) -> Found? {
    guard let dose = phase.dose.value, let given = patient.given(in: phase, library) else { return nil }
    // A dose per m² may be rounded to a whole number in the rows.
    func isNear(_ other: Dose) -> Bool {
      other.unit == dose.unit && abs(other.amount - dose.amount) <= dose.amount * Self.tolerance.value / 100
    }
    let others = given.doses.filter { !isNear($0.dose) }
    guard given.omissions > 0 || !others.isEmpty, given.doses.allSatisfy({ $0.dose.unit == dose.unit }) else {
      return nil
    }
    return Found(
      patient: patient.patient.id, about: "phase-\(phase.id)",
      severity: given.doses.contains { isNear($0.dose) } ? .note : .warning,
      Phrase(
        "The phase \(phase.id) states \(Posology(dose).phrase) of \(phase.drug); its single administrations were \(given.phrase).",
        "Die Phase \(phase.id) nennt \(Posology(dose).phrase) \(phase.drug); die einzelnen Gaben waren \(given.phrase)."
      ),
      evidence: [Evidence(phase)]
        + given.rows.filter { !($0.dose.map(isNear) ?? false) }.prefix(3).map {
          Evidence($0, of: outcome.entry, patient.patient)
        },
      settledBy: Phrase(
        "Whether the phase is what was planned or what was given.", "Ob die Phase das Geplante oder das Gegebene ist."))
  }

  private func find(_ drug: String, _ outcome: TherapyOutcome, _ patient: PatientOutcomes) -> Found? {
    let misplaced = MisplacedAdministration.all(
      of: outcome.entry, outcome.therapy, patient.patient, patient.timeline)
    let rows = outcome.therapy.without(misplaced).administrations.filter { $0.drug == drug }
    let phases = outcome.phases.filter { $0.phase.drug == drug }
    guard !rows.isEmpty, let unit = phases.first?.phase.dose.value?.unit,
      phases.allSatisfy({ $0.phase.dose.value?.unit == unit }),
      rows.allSatisfy({ $0.dose.map { $0.unit == unit } ?? true })
    else { return nil }
    let sums = phases.compactMap(\.cumulative?.value)
    guard sums.count == phases.count else { return nil }
    let least = sums.reduce(0) { $0 + ($1.lower ?? 0) }
    let most = sums.reduce(0 as Double?) { sum, own in sum.flatMap { sum in own.upper.map { sum + $0 } } }
    let given = rows.compactMap(\.dose).reduce(0) { $0 + $1.amount }
    let share = Self.tolerance.value / 100
    guard given < least * (1 - share) || most.map({ given > $0 * (1 + share) }) ?? false else { return nil }
    let stated = NumberBounds(lower: least, upper: most).phrase()
    return Found(
      patient: patient.patient.id, about: "\(outcome.entry.id)-\(drug)",
      Phrase(
        "The dose phases of \(outcome.entry.id) give \(stated) \(unit.printed) of \(drug), its single administrations \(Phrase.number(given)) \(unit.printed).",
        "Die Dosisphasen von \(outcome.entry.id) ergeben \(stated) \(unit.printed) \(drug), die einzelnen Gaben \(Phrase.number(given)) \(unit.printed)."
      ),
      arithmetic:
        phases.map { Phrase(same: "\($0.phase.id) ") + ($0.cumulative?.value.phrase() ?? .none) }
        .joined(separator: " + ")
        + Phrase(
          "; \(rows.count) rows, \(Phrase.number(given))",
          "; \(rows.count) \(rows.count == 1 ? "Zeile" : "Zeilen"), \(Phrase.number(given))"),
      evidence: [Evidence(outcome.entry, same: outcome.therapy.name)],
      settledBy: Phrase(
        "The infusion record: whether rows are missing, or the phases are a plan.",
        "Das Infusionsprotokoll: ob Zeilen fehlen, oder die Phasen ein Plan sind."))
  }
}
