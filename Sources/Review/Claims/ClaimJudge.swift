// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// Judges claims against the facts of the record, like tests are run against code.
struct ClaimJudge {
  let outcomes: StudyOutcomes

  var study: Study { outcomes.study }

  func judge(_ claim: Claim) -> JudgedClaim {
    switch claim.assertion {
    case .percentage(let printed, let denominator, _): percentage(claim, printed, denominator)
    case .refersTo(let place, let topic): refersTo(claim, place, topic)
    case .statement: JudgedClaim(claim, .notJudged, "Recorded; no rule judges it.")
    case .responseCounts(let counts, let on, let lasting): responseCounts(claim, counts, on, lasting)
    case .initialDoseRange(let lowest, let highest, let on): initialDoses(claim, lowest, highest, on)
    default: judgeForEach(claim)
    }
  }

  /// A claim on one patient, or on each patient of the series: the worst verdict stands.
  private func judgeForEach(_ claim: Claim) -> JudgedClaim {
    let patients: [PatientOutcomes]
    switch claim.subject {
    case .patient(let id): patients = outcomes.patient(id).map { [$0] } ?? []
    case .series: patients = outcomes.patients
    case .literature: return JudgedClaim(claim, .notJudged, "About another study.")
    }
    guard !patients.isEmpty else { return JudgedClaim(claim, .notDecidable, "No such patient is in the study.") }
    if case .series = claim.subject, case .metastaticSites(let sites) = claim.assertion {
      return seriesSites(claim, sites)
    }
    let judged = patients.map { ($0, judge(claim, of: $0)) }
    guard judged.count > 1 else { return judged[0].1 }
    let order: [Verdict] = [.contradicted, .dependsOnReading, .notDecidable, .supported, .notJudged]
    guard let worst = order.first(where: { verdict in judged.contains { $0.1.verdict == verdict } }) else {
      return judged[0].1
    }
    let deciding = judged.filter { $0.1.verdict == worst }
    return JudgedClaim(
      claim, worst, deciding.map { "Patient \($0.0.patient.id): \($0.1.explanation)" }.joined(separator: " "),
      arithmetic: deciding.compactMap(\.1.arithmetic).first, evidence: deciding.flatMap(\.1.evidence),
      settledBy: deciding[0].1.settledBy)
  }

  private func judge(_ claim: Claim, of outcome: PatientOutcomes) -> JudgedClaim {
    switch claim.assertion {
    case .sex(let sex): self.sex(claim, sex, outcome)
    case .age(let years, let anchor): age(claim, years, anchor, outcome)
    case .diagnosis(let histology, let site, let grade): diagnosis(claim, histology, site, grade, outcome)
    case .metastaticSites(let sites): self.sites(claim, sites, outcome)
    case .treatments(let given, let before): treatments(claim, given, before, outcome)
    case .duration(let span, let id, let ongoing): duration(claim, span, id, ongoing, outcome)
    case .interval(let span, let from, let to): interval(claim, span, from, to, outcome)
    case .response(let response, let on, let lasting, let phase):
      self.response(claim, response, on, lasting, phase, outcome)
    case .dose(let dose, let days, let next, let id): self.dose(claim, dose, days, next, id, outcome)
    case .doseChange(let fraction, let words, let from, let to): doseChange(claim, fraction, words, from, to, outcome)
    case .doseChangeFromCycle(let cycle, let dose, let id): changeFromCycle(claim, cycle, dose, id, outcome)
    case .reason(let words, let id): reason(claim, words, id, outcome)
    case .untilProgression(let on): untilProgression(claim, on, outcome)
    case .refractory(let drugs): refractory(claim, drugs, outcome)
    case .progressiveToOneLine: progressive(claim, outcome)
    case .noSeriousToxicity(let on): noSeriousToxicity(claim, on, outcome)
    case .qualityOfLife(let words, let on): qualityOfLife(claim, words, on, outcome)
    case .line(let number, let id): line(claim, number, id, outcome)
    default: JudgedClaim(claim, .notJudged, "Recorded; no rule judges it.")
    }
  }

  // MARK: helpers

  func phase(_ id: String, of outcome: PatientOutcomes) -> DosePhase? {
    for (_, therapy) in outcome.patient.therapies {
      if let phase = (therapy.phases + therapy.planned).first(where: { $0.id == id }) { return phase }
    }
    return nil
  }

  func therapies(_ selector: TherapySelector, of outcome: PatientOutcomes) -> [TherapyOutcome] {
    outcome.therapies.filter { selector.matches($0.entry, $0.therapy) }
  }

  /// A stated span against derived bounds.
  func compare(_ span: StatedSpan, with derived: LengthBounds) -> Verdict {
    let stated = span.bounds(tolerance: study.definitions.tolerance)
    guard stated.intersection(derived) != nil else { return .contradicted }
    return stated.contains(derived) ? .supported : .notDecidable
  }

  static func percent(_ fraction: Double) -> String { Numbers.text(fraction * 100, decimals: 1) + " %" }
}
