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
    + "that holds for some patients only. Several anthracyclines are also added up as doxorubicin, by every scheme of equivalents in the library that has a factor for each; "
    + "where none has, a note says that they are not."
  let needs = "`administrations.csv`, or dose phases with dose, days and cycles"
  let source =
    "limits of the drug in the library, from its label (doxorubicin: 550 mg/m², or 400 mg/m² with other cardiotoxic therapy); factors of the ESC 2022 guideline and of Feijen 2019, as the drug files name them"

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
    let unit = drug.cumulativeLimits[0].dose.unit
    let own = outcome.cumulative(drug.id, in: unit, library)
    let greatest = drug.cumulativeLimits.map(\.dose.amount).max() ?? .infinity
    let all = drug.id == "doxorubicin" ? outcome.anthracyclines(library) : []
    let isTogether = all.count > 1
    var found: [Found] = []
    for limit in drug.cumulativeLimits {
      let name = Numbers.text(limit.dose.amount)
      // A lower limit holds only for some patients: passing it is worth knowing, not an error.
      let isGeneral = limit.dose.amount == greatest
      func judge(_ sum: NumberBounds) -> (isPassed: Bool, mayBe: Bool) {
        ((sum.lower ?? 0) > limit.dose.amount, sum.upper.map { $0 > limit.dose.amount } ?? false)
      }
      if let own, case let (isPassed, mayBe) = judge(own.sum), isPassed || mayBe {
        found.append(
          Found(
            patient: outcome.patient.id, about: "\(drug.id)-\(name)",
            severity: isGeneral ? (isPassed ? .error : .warning) : .note,
            "Cumulative \(drug.id) \(isPassed ? "is" : "may be") above \(name) \(limit.dose.unit.printed), the limit \(limit.condition)."
              + (isTogether ? " Other anthracyclines are not counted in it." : ""),
            arithmetic: "\(own.parts.joined(separator: " + ")) = \(own.sum.text()) \(limit.dose.unit.printed)",
            evidence: own.therapies.map { Evidence($0, drug.id) },
            settledBy: "The doses given, and whether other cardiotoxic therapy was given."))
        if isPassed { continue }
      }
      if isTogether, let sums = together(all, limit, isGeneral, outcome, library) { found.append(sums) }
    }
    return found
  }

  /// Several anthracyclines, added up as doxorubicin by every scheme of the library that has a factor for each.
  private func together(
    _ all: [CumulativeDose], _ limit: Drug.CumulativeLimit, _ isGeneral: Bool, _ outcome: PatientOutcomes,
    _ library: RegimenLibrary
  ) -> Found? {
    let sums = AnthracyclineSum.all(of: all, library)
    let complete = sums.filter(\.uncounted.isEmpty)
    let name = Numbers.text(limit.dose.amount)
    let evidence = all.flatMap { dose in dose.therapies.map { Evidence($0, dose.drug) } }
    let drugs = all.map(\.drug).joined(separator: ", ")
    guard !complete.isEmpty else {
      // What is counted by a scheme may be above the limit already, whatever is not.
      let above = sums.filter { ($0.sum.lower ?? 0) > limit.dose.amount }
      if !above.isEmpty {
        return Found(
          patient: outcome.patient.id, about: "anthracyclines-\(name)", severity: isGeneral ? .warning : .note,
          "\(drugs) together are above \(name) \(limit.dose.unit.printed) of doxorubicin, the limit \(limit.condition): "
            + above.map { "\($0.sum.text()) by \($0.scheme)" }.joined(separator: ", ")
            + ", without what has no factor.",
          arithmetic: above.map {
            "\($0.scheme): \($0.arithmetic) = \($0.sum.text()); no factor: \($0.uncounted.joined(separator: ", "))"
          }
          .joined(separator: "; "),
          evidence: evidence, settledBy: "The doses given, and the scheme of equivalents that the centre uses.")
      }
      guard isGeneral else { return nil }
      let without = Set(sums.flatMap(\.uncounted)).sorted().joined(separator: ", ")
      return Found(
        patient: outcome.patient.id, about: "anthracyclines", severity: .note,
        "Several anthracyclines were given (\(drugs)), and no scheme of the library has a factor for all: they are not added up.",
        arithmetic: all.map { "\($0.drug) \($0.sum.text())" }.joined(separator: "; ")
          + (without.isEmpty ? "" : "; without a factor in some scheme: \(without)"),
        evidence: evidence, settledBy: "A scheme of doxorubicin equivalents for these drugs.")
    }
    let passed = complete.filter { ($0.sum.lower ?? 0) > limit.dose.amount }
    let open = complete.filter { $0.sum.upper.map { $0 > limit.dose.amount } ?? true }
    guard !open.isEmpty else { return nil }
    return Found(
      patient: outcome.patient.id, about: "anthracyclines-\(name)", severity: isGeneral ? .warning : .note,
      "\(drugs) together \(passed.count == complete.count ? "are" : "may be") above \(name) \(limit.dose.unit.printed) of doxorubicin, the limit \(limit.condition): "
        + complete.map { "\($0.sum.text()) by \($0.scheme)" }.joined(separator: ", ") + ".",
      arithmetic: complete.map { "\($0.scheme): \($0.arithmetic) = \($0.sum.text())" }.joined(separator: "; "),
      evidence: evidence, settledBy: "The doses given, and the scheme of equivalents that the centre uses.")
  }
}
