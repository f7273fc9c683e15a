// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes

/// `response` on a therapy, and how long it held; `while` names a dose phase that is said to have been in force.
struct ResponseClaim: PatientClaimKind {
  let response: Response
  let on: TherapySelector
  let lasting: StatedSpan?
  let phase: DosePhase.ID?

  var words: String {
    "\(response.rawValue) on \(on.words)" + (lasting.map { " for \($0.text)" } ?? "")
      + (phase.map { " at \($0)" } ?? "")
  }
  var topics: [String] { ["response"] }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let therapy = outcome.therapies(on).first else {
      return Judgement(.notDecidable, "No therapy “\(on.words)” is recorded.")
    }
    if let excluded = judgePhase(of: outcome, record) { return excluded }
    let id = therapy.entry.id
    let evidence =
      therapy.bestResponse?.trace.inputs.map { Evidence($0.value, sources: $0.sources, record: $0.record) } ?? []
    guard let best = therapy.bestResponse, case .assessed = best.value.basis else {
      return Judgement(
        .notDecidable,
        "No dated assessment of \(id) shows \(response.rawValue)"
          + (evidence.isEmpty ? "." : "; the only ones show progression."), evidence: evidence,
        settledBy: "An assessment before the progression, with date, modality and result.")
    }
    let judged = outcome.timeline.assessments(judging: [id]).map(\.assessment.response.value)
    if response == .progressive, judged.contains(.progressive) {
      return Judgement(.supported, "Progression is dated.", evidence: evidence)
    }
    if let alternative = best.value.alternative, [best.value.response, alternative].contains(response) {
      return Judgement(
        .notDecidable, "The best dated assessment of \(id) is \(best.value.words).", evidence: evidence,
        settledBy: "The days of the assessments.")
    }
    guard best.value.response == response else {
      return Judgement(
        .contradicted, "The best dated assessment of \(id) is \(best.value.response.rawValue).", evidence: evidence,
        settledBy: "Lesion measurements and criteria.")
    }
    guard let lasting, let duration = therapy.responseDuration else {
      return Judgement(.supported, "A dated assessment shows it.", evidence: evidence)
    }
    return Judgement(
      record.compare(lasting, with: duration.value.length), "\(response.rawValue) held \(duration.value.text()).",
      arithmetic: "stated \(record.bounds(lasting).text()); derived \(duration.value.text())", evidence: evidence,
      settledBy: "The dates of the assessments.")
  }

  /// A dose cannot have held a response for longer than it was in force.
  private func judgePhase(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement? {
    guard let id = phase, let lasting, let phase = outcome.phase(id), let inForce = outcome.timeline.length(of: id),
      let most = inForce.upper, let least = record.bounds(lasting).lower, most < least
    else { return nil }
    return Judgement(
      .contradicted,
      "\(phase.dose.value?.words ?? id) was in force for \(inForce.text()) of the \(lasting.text) at most; the rest of the time the "
        + "dose was higher.",
      arithmetic: "claimed \(record.bounds(lasting).text()); \(id) in force \(inForce.text())",
      evidence: outcome.stated(from: outcome.timeline.start(of: id), to: outcome.timeline.end(of: id)),
      settledBy: "The date of the first dose of \(id).")
  }
}
