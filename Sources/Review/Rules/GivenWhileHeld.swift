// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain

/// Given although a rule said hold, or less.
struct GivenWhileHeld: Rule {
  let id = "given-while-held"
  let severity = Severity.warning
  let summary = "A dose given, or given in full, where the rule set of the regimen says less"
  let explanation =
    "The counts before an administration through the first rule set of the regimen that the therapy names. Rule sets differ: the finding "
    + "names which one. A warning where the rules say hold, a note where they say less. Nothing is assumed normal; an unknown value never makes a finding."
  let needs = "`regimen` of the therapy; `administrations.csv`; `labs.csv`"
  let source = "the rule set's sources in the library (`verlauf regimen show ID`)"

  static let tolerance = Threshold(
    "dose above what is allowed", 0.5, "percentage points", why: "rounding of a dose per m²: 755 of 1000 mg/m² is 75 %"
  )
  let thresholds = [
    Self.tolerance,
    Threshold(
      "age of a count", Double(AdministrationAudit.window), "d", why: "older counts say little of the day of treatment"),
  ]

  let fires = RuleExample(
    "in full with 0.4 × 10⁹ neutrophils/L the day before", course: Self.course,
    files: Self.files(neutrophils: "0.4"))
  let passes = RuleExample(
    "with 2 × 10⁹/L", course: Self.course, files: Self.files(neutrophils: "2"))
  private static let course = """
    - therapy: gemcitabine
      id: gem
      regimen: gemcitabine-1000-q28
      when: 2024-01-08
    """
  private static func files(neutrophils: String) -> [RuleExample.File] {
    [
      .init("administrations.csv", "patient,therapy,cycle,day,date,dose\n1,gem,1,8,2024-01-15,1000 mg/m2"),
      .init(
        "labs.csv",
        "patient,analyte,when,value,unit\n1,ANC,2024-01-14,\(neutrophils),10^9/L\n1,platelets,2024-01-14,150,10^9/L"),
    ]
  }

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      guard let regimen = context.regimen(of: therapy),
        let set = regimen.rules.first.flatMap({ context.outcomes.library.rules[$0] })
      else { return [] }
      let laboratory = LaboratoryRecord(patient)
      return regimen.drugs.filter { set.drugs.contains($0) }.flatMap { drug -> [Found] in
        AdministrationAudit.of(
          therapy.administrations, drug,
          planned: { regimen.component(of: drug, on: $0.day, in: context.outcomes.library)?.dose },
          rules: set, laboratory: laboratory,
          isMeant: { context.outcomes.library.isSame($0, drug) }
        ).compactMap { held($0, set, patient, entry) }
      }
    }
  }

  private func held(_ audit: AdministrationAudit, _ set: RuleSet, _ patient: Patient, _ entry: Entry) -> Found? {
    guard let percent = audit.givenPercent, percent > 0, let allowed = audit.decision.percent,
      percent > allowed + Self.tolerance.value
    else { return nil }
    let counts = Analyte.allCases.compactMap { analyte in
      audit.observations.values[analyte]?.today.map {
        "\(analyte.rawValue) \($0.text) \(analyte.printedUnit)"
      }
    }.joined(separator: ", ")
    let isHeld = allowed == 0
    let says = isHeld ? "hold" : "\(Numbers.text(allowed)) %"
    let given = audit.administration
    return Found(
      patient: patient.id, about: "\(entry.id)-\(given.drug)-c\(given.cycle)-d\(given.day)",
      severity: isHeld ? .warning : .note,
      "\(given.drug) at \(Numbers.text(percent)) % was given on \(given.date); \(set.id) says \(says) for \(counts).",
      arithmetic: "rule \(audit.decision.decidedBy ?? "–") of \(set.name) (\(set.origin))",
      evidence: [Evidence(given, of: entry, patient)],
      settledBy: "The rules that the centre followed, and the counts on which it decided.")
  }
}
