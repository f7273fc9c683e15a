// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes
import Dosing

extension Rule {
  /// Doses closer together than the plan allows.
  static let shortInterval = Rule(
    id: "short-interval", summary: "Doses closer together than the plan",
    explanation:
      "Recorded administrations against the days of the plan: an interval shorter than the shortest that the plan has between two "
      + "doses, or a cycle that begins early.",
    check: { context in
      eachTherapy(context) { patient, entry, therapy in
        TherapyAccount.of(entry, therapy, library: context.outcomes.library).flatMap { account in
          let days = account.plan.pattern.days
          let gaps =
            zip(days.dropFirst(), days).map { $0 - $1 }
            + [account.plan.pattern.cycleDays + days[0] - (days.last ?? 0)]
          let least = gaps.min() ?? 0
          let given = therapy.administrations.filter { $0.drug == account.drug && !$0.isOmission }
          let close = zip(given, given.dropFirst()).compactMap { one, next -> Finding? in
            let gap = next.date.number - one.date.number
            guard gap < least else { return nil }
            return Finding(
              "short-interval", .warning, patient: patient.id, about: "\(entry.id)-\(account.drug)-\(next.date)",
              "\(account.drug) on \(next.date) is \(gap) d after the dose before; the plan has at least \(least) d.",
              arithmetic: "\(next.date) − \(one.date) = \(gap) d < \(least) d",
              evidence: [evidence(one), evidence(next)], settledBy: "The dates in the chart.")
          }
          let early = account.account.delays.filter { $0.days < 0 }.map { delay in
            Finding(
              "short-interval", .warning, patient: patient.id,
              about: "\(entry.id)-\(account.drug)-cycle-\(delay.cycle)",
              "Cycle \(delay.cycle) of \(entry.id) begins \(-delay.days) d earlier than the plan.",
              arithmetic: "planned cycle of \(account.plan.pattern.cycleDays) d",
              evidence: [Evidence(entry, therapy.name)], settledBy: "The dates in the chart.")
          }
          return close + early
        }
      }
    })

  /// Given although a rule said hold.
  static let givenWhileHeld = Rule(
    id: "given-while-held", summary: "A dose given, or given in full, where the rule set of the regimen says less",
    explanation:
      "The counts of the three days before an administration through the first rule set of the regimen that the therapy names. Rule "
      + "sets differ: the finding names which one. Nothing is assumed normal; an unknown value never makes a finding.",
    check: { context in
      eachTherapy(context) { patient, entry, therapy in
        guard let regimen = therapy.regimen.flatMap({ context.outcomes.library.regimens[$0] }),
          let set = regimen.rules.first.flatMap({ context.outcomes.library.rules[$0] })
        else { return [] }
        let laboratory = DatedValue.of(patient)
        return regimen.drugs.filter { set.drugs.contains($0) }.flatMap { drug -> [Finding] in
          guard let planned = regimen.components.first(where: { $0.drug == drug })?.dose else { return [] }
          return AdministrationAudit.of(
            therapy.administrations, drug, planned: planned, rules: set, laboratory: laboratory
          ).compactMap { held($0, set, patient, entry) }
        }
      }
    })

  private static func held(
    _ audit: AdministrationAudit, _ set: RuleSet, _ patient: Patient, _ entry: Entry
  ) -> Finding? {
    guard let given = audit.givenPercent, given > 0, let allowed = audit.decision.percent, given > allowed + 0.5 else {
      return nil
    }
    let counts = Analyte.allCases.compactMap { analyte in
      audit.observations.values[analyte]?.today.map {
        "\(analyte.rawValue) \(Numbers.text($0, decimals: 3)) \(analyte.printedUnit)"
      }
    }.joined(separator: ", ")
    let isHeld = allowed == 0
    let says = isHeld ? "hold" : "\(Numbers.text(allowed)) %"
    return Finding(
      "given-while-held", isHeld ? .warning : .note, patient: patient.id,
      about: "\(entry.id)-\(audit.administration.drug)-c\(audit.administration.cycle)-d\(audit.administration.day)",
      "\(audit.administration.drug) at \(Numbers.text(given)) % was given on \(audit.administration.date); "
        + "\(set.id) says \(says) for \(counts).",
      arithmetic: "rule \(audit.decision.decidedBy ?? "–") of \(set.name) (\(set.origin))",
      evidence: [evidence(audit.administration)],
      settledBy: "The rules that the centre followed, and the counts on which it decided.")
  }

  /// A stated absolute dose that no body size explains.
  static let absoluteDose = Rule(
    id: "absolute-dose", summary: "A stated dose in mg that no body size explains",
    explanation:
      "The dose in mg over the dose per m² is a body surface. It is compared with what every formula and every weight in use gives for "
      + "the recorded height and weight, with 10 % for rounding (HOPA); without them with 1.2 to 2.8 m².",
    check: { context in
      eachTherapy(context) { patient, entry, therapy in
        var told = Set<String>()
        return therapy.administrations.compactMap { given in
          guard !given.isOmission, given.dose.unit == .milligramsPerSquareMetre, let milligrams = given.milligrams
          else { return nil }
          let implied = milligrams / given.dose.amount
          let (range, basis) = surfaces(patient)
          guard implied < range.lowerBound * 0.9 || implied > range.upperBound * 1.1 else { return nil }
          let about = "\(entry.id)-\(given.drug)-\(Numbers.text(milligrams))"
          guard told.insert(about).inserted else { return nil }
          return Finding(
            "absolute-dose", .warning, patient: patient.id, about: about,
            "\(Numbers.text(milligrams)) mg for \(Numbers.text(given.dose.amount)) mg/m² of \(given.drug) would be a body "
              + "surface of \(Numbers.text(implied, decimals: 2)) m²; \(basis).",
            arithmetic: "\(Numbers.text(milligrams)) ÷ \(Numbers.text(given.dose.amount)) = "
              + "\(Numbers.text(implied, decimals: 2)) m²", evidence: [evidence(given)],
            settledBy: "The dose given, height and weight on that day, and the formula used.")
        }
      }
    })

  private static func surfaces(_ patient: Patient) -> (ClosedRange<Double>, String) {
    guard let height = patient.heightCentimetres.value, let weight = patient.weightKilograms.value else {
      return (1.34...2.54, "no height and weight are recorded, and adults have 1.2 to 2.8 m²")
    }
    let size = BodySize(heightCentimetres: height, weightKilograms: weight, sex: patient.sex.value)
    var found: [Double] = []
    for formula in SurfaceFormula.allCases {
      for basis in [WeightBasis.actual, .adjustedDevine, .ideal(.devine)] {
        if let surface = try? size.surface(formula, basis: basis) { found.append(surface.squareMetres) }
      }
    }
    let low = found.min() ?? 1.34
    let high = found.max() ?? 2.54
    return (
      low...high,
      "the recorded height and weight give \(Numbers.text(low, decimals: 2)) to \(Numbers.text(high, decimals: 2)) m² by "
        + "the formulas and weights in use"
    )
  }
}
