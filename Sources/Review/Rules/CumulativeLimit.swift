// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// A cumulative dose above the limit of the drug.
struct CumulativeLimit: Rule {
  let id = "cumulative-limit"
  let severity = Severity.error
  let summary = "A cumulative dose above the limit of the drug"
  let explanation =
    "The sum of a drug's doses over all therapies, from administrations or from dose phases, against the limits of the library. Doses that are not "
    + "stated cannot be counted: the sum is then a lower bound. An error where the sum is above, a warning where it may be; a note for a limit "
    + "that holds for some patients only."
  let needs = "`administrations.csv`, or dose phases with dose, days and cycles"
  let source =
    "limits of the drug in the library, from its label (doxorubicin: 550 mg/m², or 400 mg/m² with other cardiotoxic therapy)"

  let fires = RuleExample(
    "eight doses of 70 mg/m² are 560 mg/m²",
    course: """
      - therapy: doxorubicin
        id: dox
        cycles: 8
        every: 21 d
        phases: [{id: full, dose: 70 mg/m2, days: [1], cycles: 1-8}]
      """)
  let passes = RuleExample(
    "five doses of 75 mg/m² are 375 mg/m², below either limit",
    course: """
      - therapy: doxorubicin
        id: dox
        cycles: 5
        every: 21 d
        phases: [{id: full, dose: 75 mg/m2, days: [1], cycles: 1-5}]
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      context.outcomes.library.drugs.values.filter { !$0.cumulativeLimits.isEmpty }.sorted { $0.id < $1.id }
        .flatMap { find($0, outcome, context.outcomes.library) }
    }
  }

  private func find(_ drug: Drug, _ outcome: PatientOutcomes, _ library: RegimenLibrary) -> [Found] {
    func isMeant(_ name: String) -> Bool { library.generic(name) == drug.id }
    var lower = 0.0
    var upper: Double? = 0
    var parts: [String] = []
    var evidence: [Evidence] = []
    for therapy in outcome.therapies where therapy.therapy.drugs.contains(where: isMeant) {
      let given = therapy.therapy.administrations.filter { isMeant($0.drug) }.compactMap(\.dose)
      let unit = drug.cumulativeLimits[0].dose.unit
      if !given.isEmpty, given.allSatisfy({ $0.unit == unit }) {
        let sum = given.reduce(0) { $0 + $1.amount }
        lower += sum
        upper = upper.map { $0 + sum }
        parts.append("\(therapy.entry.id) \(Numbers.text(sum, decimals: 1))")
      } else {
        let phases = therapy.phases.filter { isMeant($0.phase.drug) && $0.phase.dose.value?.unit == unit }
        if phases.isEmpty { upper = nil }
        for phase in phases {
          lower += phase.cumulative?.value.lower ?? 0
          if let most = phase.cumulative?.value.upper { upper = upper.map { $0 + most } } else { upper = nil }
          parts.append("\(phase.phase.id) \(phase.cumulative?.value.text() ?? "not determined")")
        }
      }
      evidence.append(Evidence(therapy.entry, therapy.therapy.name))
    }
    let greatest = drug.cumulativeLimits.map(\.dose.amount).max()
    return drug.cumulativeLimits.compactMap { limit in
      let isPassed = lower > limit.dose.amount
      let mayBe = upper.map { $0 > limit.dose.amount } ?? false
      guard isPassed || mayBe else { return nil }
      // A lower limit holds only for some patients: passing it is worth knowing, not an error.
      let isGeneral = limit.dose.amount == greatest
      return Found(
        patient: outcome.patient.id, about: "\(drug.id)-\(Numbers.text(limit.dose.amount))",
        severity: isGeneral ? (isPassed ? .error : .warning) : .note,
        "Cumulative \(drug.id) \(isPassed ? "is" : "may be") above \(Numbers.text(limit.dose.amount)) "
          + "\(limit.dose.unit.printed), the limit \(limit.condition).",
        arithmetic: "\(parts.joined(separator: " + ")) = \(NumberBounds(lower: lower, upper: upper).text()) "
          + "\(limit.dose.unit.printed)", evidence: evidence,
        settledBy: "The doses given, and whether other cardiotoxic therapy was given.")
    }
  }
}
