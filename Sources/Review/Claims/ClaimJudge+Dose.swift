// SPDX-License-Identifier: Apache-2.0

import Plain
import Dosing
import Chronology
import Course
import Outcomes

// Doses, and how they changed.
extension ClaimJudge {
  func dose(_ claim: Claim, _ dose: Dose, _ days: [Int], _ next: Int?, _ id: DosePhase.ID, _ outcome: PatientOutcomes)
    -> JudgedClaim
  {
    guard let phase = phase(id, of: outcome) else {
      return JudgedClaim(claim, .notDecidable, "No dose phase \(id) is recorded.")
    }
    var differences: [String] = []
    if let recorded = phase.dose.value, recorded != dose {
      differences.append("the dose is recorded as \(recorded.words)")
    }
    if !phase.days.isEmpty, !days.isEmpty, phase.days != days {
      differences.append("the days are recorded as \(phase.days.map { "d\($0)" }.joined(separator: ", "))")
    }
    if let next, let length = phase.cycleLength.value, !length.days.contains(next - 1) {
      differences.append("the next day 1 is recorded as \(length.days.map { "d\($0 + 1)" }.joined(separator: " or "))")
    }
    let evidence = [Evidence(id, sources: phase.sources, location: phase.location)]
    if !differences.isEmpty {
      return JudgedClaim(
        claim, .contradicted, Self.sentence(differences), evidence: evidence, settledBy: "The infusion record.")
    }
    if phase.dose.value == nil {
      return JudgedClaim(claim, .notDecidable, "The dose is not recorded.", evidence: evidence)
    }
    return JudgedClaim(claim, .supported, "As recorded.", evidence: evidence)
  }

  func initialDoses(_ claim: Claim, _ lowest: Dose, _ highest: Dose, _ on: TherapySelector) -> JudgedClaim {
    var outside: [String] = []
    var first: [Double] = []
    var evidence: [Evidence] = []
    for outcome in outcomes.patients {
      for therapy in therapies(on, of: outcome) {
        guard let phase = therapy.therapy.phases.first, let dose = phase.dose.value, dose.unit == lowest.unit else {
          continue
        }
        first.append(dose.amount)
        evidence.append(
          Evidence(
            "patient \(outcome.patient.id), \(phase.id): \(dose.words)", sources: phase.sources,
            location: phase.location))
        if dose.amount < lowest.amount || dose.amount > highest.amount {
          outside.append("patient \(outcome.patient.id) began with \(dose.words)")
        }
      }
    }
    guard let least = first.min(), let most = first.max() else {
      return JudgedClaim(claim, .notDecidable, "No first dose is recorded.")
    }
    let words = "\(Numbers.text(least)) to \(Numbers.text(most)) \(lowest.unit.printed)"
    if !outside.isEmpty || least != lowest.amount || most != highest.amount {
      if outside.isEmpty { outside.append("the first doses recorded are \(words)") }
      return JudgedClaim(
        claim, .contradicted, Self.sentence(outside), arithmetic: "first doses recorded: \(words)", evidence: evidence,
        settledBy: "The first infusion record of each patient.")
    }
    return JudgedClaim(claim, .supported, "First doses are \(words).", evidence: evidence)
  }

  func doseChange(
    _ claim: Claim, _ fraction: Double, _ words: String, _ from: DosePhase.ID, _ to: DosePhase.ID,
    _ outcome: PatientOutcomes
  ) -> JudgedClaim {
    guard let before = phase(from, of: outcome), let after = phase(to, of: outcome) else {
      return JudgedClaim(claim, .notDecidable, "The phases \(from) and \(to) are not both recorded.")
    }
    let change = DoseIntensity.change(from: before, to: after)
    // "Two-thirds" and "50 %" are said to the percent.
    let agrees = { (value: Double) in abs(value - fraction) <= 0.01 }
    var readings: [(String, String, Verdict)] = []
    if let value = change.perAdministration {
      readings.append(("per administration", Self.percent(value), agrees(value) ? .supported : .contradicted))
    }
    if let value = change.perCycle {
      readings.append(("per cycle", Self.percent(value), agrees(value) ? .supported : .contradicted))
    }
    if let bounds = change.perWeek, let low = bounds.lower, let high = bounds.upper {
      let text = agrees(low) && agrees(high) ? Self.percent(low) : "\(Self.percent(low)) to \(Self.percent(high))"
      let verdict: Verdict =
        agrees(low) && agrees(high)
        ? .supported : low - 0.01 <= fraction && fraction <= high + 0.01 ? .notDecidable : .contradicted
      readings.append(("per week", text, verdict))
    }
    guard !readings.isEmpty else { return JudgedClaim(claim, .notDecidable, "The doses are not recorded.") }
    let arithmetic = Self.changeArithmetic(before, after)
    let told = readings.map { reading in
      let judged =
        reading.2 == .supported
        ? "true" : reading.2 == .contradicted ? "not true" : "open, the cycle length is not stated"
      return "\(reading.0) \(reading.1) (\(judged))"
    }.joined(separator: "; ")
    let verdicts = Set(readings.map(\.2))
    let verdict: Verdict =
      verdicts == [.supported] ? .supported : verdicts == [.contradicted] ? .contradicted : .dependsOnReading
    return JudgedClaim(
      claim, verdict, "From \(from) to \(to) the dose fell by: \(told). The claim says \(words).",
      arithmetic: arithmetic,
      evidence: [before, after].map { Evidence($0.id, sources: $0.sources, location: $0.location) },
      settledBy: "Saying of what: per administration, per cycle or per week; and the cycle length of \(from).")
  }

  private static func changeArithmetic(_ before: DosePhase, _ after: DosePhase) -> String {
    [before, after].compactMap { phase -> String? in
      guard let dose = phase.dose.value, let cycle = DoseIntensity.perCycle(phase) else { return nil }
      let week = DoseIntensity.perWeek(phase).map { "; \($0.text()) \(dose.unit.printed)/wk" } ?? ""
      return
        "\(phase.id): \(Numbers.text(dose.amount)) × \(phase.days.count) = \(Numbers.text(cycle)) \(dose.unit.printed) a cycle\(week)"
    }.joined(separator: ". ")
  }

  func changeFromCycle(_ claim: Claim, _ cycle: Int, _ dose: Dose, _ id: Entry.ID, _ outcome: PatientOutcomes)
    -> JudgedClaim
  {
    guard let therapy = outcome.therapy(id) else {
      return JudgedClaim(claim, .notDecidable, "No therapy \(id) is recorded.")
    }
    guard let phase = therapy.phases.first(where: { $0.phase.dose.value == dose })?.phase else {
      return JudgedClaim(claim, .contradicted, "\(dose.words) is not recorded in \(id).")
    }
    var first = phase.firstCycle
    for time in phase.when { if case .cycle(let number, _, _) = time.form { first = first ?? number } }
    let evidence = [Evidence(phase.id, sources: phase.sources, location: phase.location)]
    guard let first else {
      return JudgedClaim(claim, .notDecidable, "The first cycle of \(phase.id) is not recorded.", evidence: evidence)
    }
    if first == cycle { return JudgedClaim(claim, .supported, "As recorded.", evidence: evidence) }
    return JudgedClaim(
      claim, .contradicted, "\(dose.words) is recorded from cycle \(first); until then the dose was higher.",
      arithmetic: "claimed from cycle \(cycle), recorded from cycle \(first)", evidence: evidence,
      settledBy: "The infusion record of cycles \(min(cycle, first)) to \(max(cycle, first)).")
  }

  func reason(_ claim: Claim, _ words: String, _ id: DosePhase.ID, _ outcome: PatientOutcomes) -> JudgedClaim {
    guard let phase = phase(id, of: outcome), let reason = phase.reason.value else {
      return JudgedClaim(
        claim, .notDecidable, "No reason is recorded for \(id).", settledBy: "The note of the day of the change.")
    }
    let evidence = [Evidence("\(id): \(reason.words)", sources: phase.sources, location: phase.location)]
    let claimed = Set(Words.plain(words).split(separator: " "))
    let recorded = Set(Words.plain(reason.words).split(separator: " "))
    if !claimed.intersection(recorded).isEmpty {
      return JudgedClaim(claim, .supported, "As recorded.", evidence: evidence)
    }
    let general: Set<Substring> = [
      "hematotoxicity", "haematotoxicity", "myelotoxicity", "myelosuppression", "cytopenia",
    ]
    if reason.code == .haematotoxicity, !claimed.intersection(general).isEmpty {
      return JudgedClaim(
        claim, .supported, "The same, said less exactly than “\(reason.words)”.", evidence: evidence)
    }
    return JudgedClaim(
      claim, .dependsOnReading, "Elsewhere the reason is “\(reason.words)”.", evidence: evidence,
      settledBy: "The blood counts behind the change.")
  }
}
