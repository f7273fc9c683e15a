// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes
import Dosing

extension Rule {
  /// A dose that is none of the regimen's.
  static let doseLevels = Rule(
    id: "dose-levels", summary: "A dose outside the levels of the regimen that the therapy names",
    explanation:
      "A therapy that names a regimen of the library is measured by its dose levels; where the regimen has none, by its full dose "
      + "and the percentages of its rule sets. Doses in another unit are left alone, and so are doses whose reason is body size.",
    check: { context in
      eachTherapy(context) { patient, entry, therapy in
        guard let regimen = therapy.regimen.flatMap({ context.outcomes.library.regimens[$0] }) else { return [] }
        var told = Set<String>()
        return therapy.administrations.compactMap { given in
          guard !given.isOmission, given.reason != .bodySize,
            let component = regimen.components.first(where: { $0.drug == given.drug }),
            component.dose.unit == given.dose.unit
          else { return nil }
          let levels = levels(of: component, in: regimen, context.outcomes.library)
          guard !levels.contains(where: { abs($0 - given.dose.amount) <= 0.005 * $0 }) else { return nil }
          let about = "\(entry.id)-\(given.drug)-\(Numbers.text(given.dose.amount, decimals: 2))"
          guard told.insert(about).inserted else { return nil }
          return Finding(
            "dose-levels", .warning, patient: patient.id, about: about,
            "\(given.drug) \(Numbers.text(given.dose.amount, decimals: 2)) \(given.dose.unit.printed) (cycle \(given.cycle), "
              + "day \(given.day)) is no dose level of \(regimen.id).",
            arithmetic: "levels: " + levels.sorted(by: >).map { Numbers.text($0, decimals: 2) }.joined(separator: ", "),
            evidence: [evidence(given)], settledBy: "The protocol, or the reason for this dose.")
        }
      }
    })

  private static func levels(of component: Regimen.Component, in regimen: Regimen, _ library: RegimenLibrary)
    -> [Double]
  {
    let stated =
      regimen.levels.compactMap { $0[component.drug]?.amount }
      + regimen.variants.compactMap {
        $0.doses[component.drug]?.amount
      }
    if regimen.levels.count > 1 { return stated }
    let percents = regimen.rules.compactMap { library.rules[$0] }.flatMap(\.rows).compactMap { row -> Double? in
      if case .percent(let percent) = row.action { percent } else { nil }
    }
    return Set(stated + ([100] + percents).map { component.dose.amount * $0 / 100 }).sorted()
  }

  /// Cumulative limits.
  static let cumulativeLimit = Rule(
    id: "cumulative-limit", summary: "A cumulative dose above the limit of the drug",
    explanation:
      "The sum of a drug's doses over all therapies, from administrations or from dose phases, against the limits of the library "
      + "(doxorubicin: 550 mg/m², or 400 mg/m² with other cardiotoxic therapy). Doses that are not stated "
      + "cannot be counted: the sum is then a lower bound.",
    check: { context in
      context.outcomes.patients.flatMap { outcome in
        context.outcomes.library.drugs.values.filter { !$0.cumulativeLimits.isEmpty }.sorted { $0.id < $1.id }
          .flatMap { cumulative($0, outcome) }
      }
    })

  private static func cumulative(_ drug: Drug, _ outcome: PatientOutcomes) -> [Finding] {
    var lower = 0.0
    var upper: Double? = 0
    var parts: [String] = []
    var evidence: [Evidence] = []
    for therapy in outcome.therapies where therapy.therapy.drugs.contains(drug.id) {
      let given = therapy.therapy.administrations.filter { $0.drug == drug.id && !$0.isOmission }
      let unit = drug.cumulativeLimits[0].dose.unit
      if !given.isEmpty, given.allSatisfy({ $0.dose.unit == unit }) {
        let sum = given.reduce(0) { $0 + $1.dose.amount }
        lower += sum
        upper = upper.map { $0 + sum }
        parts.append("\(therapy.entry.id) \(Numbers.text(sum, decimals: 1))")
      } else {
        let phases = therapy.phases.filter { $0.phase.drug == drug.id && $0.phase.dose.value?.unit == unit }
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
      return Finding(
        "cumulative-limit", isGeneral ? (isPassed ? .error : .warning) : .note, patient: outcome.patient.id,
        about: "\(drug.id)-\(Numbers.text(limit.dose.amount))",
        "Cumulative \(drug.id) \(isPassed ? "is" : "may be") above \(Numbers.text(limit.dose.amount)) "
          + "\(limit.dose.unit.printed), the limit \(limit.condition).",
        arithmetic: "\(parts.joined(separator: " + ")) = \(NumberBounds(lower: lower, upper: upper).text()) "
          + "\(limit.dose.unit.printed)", evidence: evidence,
        settledBy: "The doses given, and whether other cardiotoxic therapy was given.")
    }
  }

  /// Every therapy of every patient.
  static func eachTherapy(
    _ context: ReviewContext, _ find: (Patient, Entry, Therapy) -> [Finding]
  ) -> [Finding] {
    context.study.patients.flatMap { patient in patient.therapies.flatMap { find(patient, $0.entry, $0.therapy) } }
  }

  static func evidence(_ given: Administration) -> Evidence {
    Evidence(
      "\(given.drug), cycle \(given.cycle) day \(given.day), \(given.date): "
        + (given.isOmission
          ? "omitted" : "\(Numbers.text(given.dose.amount, decimals: 2)) \(given.dose.unit.printed)"),
      location: given.location)
  }
}
