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

  var therapies: TherapySelector? { on }
  var words: String {
    "\(response.rawValue) on \(on.words)" + (lasting.map { " for \($0.text)" } ?? "")
      + (phase.map { " at \($0)" } ?? "")
  }
  var topics: [String] { ["response"] }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let therapy = outcome.therapies(on, record.outcomes.library).first else {
      return Judgement(.notDecidable, "No therapy “\(on.words)” is recorded.")
    }
    if let excluded = judgePhase(of: outcome, record) { return excluded }
    if let phase { return judge(in: phase, of: therapy, outcome, record) }
    let id = therapy.entry.id
    let evidence =
      therapy.judged?.bestResponse?.trace.inputs.map { Evidence($0.value, sources: $0.sources, record: $0.record) }
      ?? []
    guard let best = therapy.judged?.bestResponse, case .assessed = best.value.basis else {
      return Judgement(
        .notDecidable,
        "No dated assessment of \(id) shows \(response.rawValue)"
          + (evidence.isEmpty ? "." : "; the only ones show progression."), evidence: evidence,
        settledBy: "An assessment before the progression, with date, modality and result.")
    }
    let judged = outcome.timeline.assessments(judging: [id]).map(\.assessment.response.value)
    if response == .progressive, judged.contains(.progressive) {
      guard best.value.shown != .progressive else {
        return best.value.response == nil
          ? Judgement(
            .dependsOnReading, "Progression is dated; the best response is \(best.value.words).", evidence: evidence,
            settledBy: "What the assessments before it showed.")
          : Judgement(.supported, "Progression is dated.", evidence: evidence)
      }
      return Judgement(
        .dependsOnReading, "Progression is dated; the best response is \(best.value.words).",
        evidence: evidence, settledBy: "Whether the best response or the last is meant.")
    }
    if best.value.response == nil, best.value.isOne(of: [response]) != false {
      return Judgement(
        .notDecidable, "The best dated assessment of \(id) is \(best.value.words).", evidence: evidence,
        settledBy: best.value.silent.isEmpty ? "The days of the assessments." : "What they showed.")
    }
    guard best.value.response == response else {
      return Judgement(
        .contradicted, "The best dated assessment of \(id) is \(best.value.words).", evidence: evidence,
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

  /// By the assessments that certainly, or perhaps, lie in the dose phase: others show nothing of that dose.
  private func judge(
    in phase: DosePhase.ID, of therapy: TherapyOutcome, _ outcome: PatientOutcomes, _ record: ClaimRecord
  ) -> Judgement {
    let timeline = outcome.timeline
    guard let start = timeline.start(of: phase), let end = timeline.end(of: phase) else {
      return Judgement(.notDecidable, "No dose phase “\(phase)” with a time is recorded.")
    }
    var inside: [(entry: Entry, response: Response)] = []
    var perhaps: [(entry: Entry, response: Response)] = []
    for (entry, assessment) in timeline.assessments(judging: [therapy.entry.id]) {
      guard let response = assessment.response.value, let event = timeline.start(of: entry.id) else { continue }
      let (since, until) = (timeline.length(from: start, to: event), timeline.length(from: event, to: end))
      if since.upper.map({ $0 < .zero }) ?? false || until.upper.map({ $0 < .zero }) ?? false { continue }
      if since.lower.map({ $0 >= .zero }) ?? false, until.lower.map({ $0 >= .zero }) ?? false {
        inside.append((entry, response))
      } else {
        perhaps.append((entry, response))
      }
    }
    func words(_ some: [(entry: Entry, response: Response)]) -> String {
      some.map { "\($0.entry.id) (\($0.response.rawValue))" }.joined(separator: ", ")
    }
    let evidence = (inside + perhaps).map { Evidence($0.entry, "\($0.entry.id): \($0.response.rawValue)") }
    let settling = "The date of the first dose of \(phase), and of an assessment under it."
    guard !inside.isEmpty else {
      let open = perhaps.isEmpty ? "" : "; whether these do is open: \(words(perhaps))"
      return Judgement(
        .notDecidable, "No assessment certainly lies in the time of \(phase)\(open).", evidence: evidence,
        settledBy: settling)
    }
    guard inside.contains(where: { $0.response == response }) else {
      return Judgement(
        perhaps.contains { $0.response == response } ? .notDecidable : .contradicted,
        "In the time of \(phase) the assessments show \(words(inside)).", evidence: evidence, settledBy: settling)
    }
    guard lasting == nil else {
      return Judgement(
        .notDecidable,
        "\(words(inside.filter { $0.response == response })) in the time of \(phase) shows it; how long it held at that dose is not recorded.",
        evidence: evidence, settledBy: settling)
    }
    return Judgement(
      .supported, "\(words(inside.filter { $0.response == response })) lies in the time of \(phase).",
      evidence: evidence)
  }

  /// A dose cannot have held a response for longer than it was in force.
  private func judgePhase(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement? {
    guard let id = phase, let lasting, let phase = outcome.phase(id), let inForce = outcome.timeline.length(of: id),
      let most = inForce.upper, let least = record.bounds(lasting).lower, most < least
    else { return nil }
    return Judgement(
      .contradicted,
      "\(phase.dose.value?.words ?? id) was in force for at most \(LengthBounds(exactly: most).text()) of the \(lasting.text).",
      arithmetic: "claimed \(record.bounds(lasting).text()); \(id) in force \(inForce.text())",
      evidence: outcome.stated(from: outcome.timeline.start(of: id), to: outcome.timeline.end(of: id)),
      settledBy: "The date of the first dose of \(id).")
  }
}
