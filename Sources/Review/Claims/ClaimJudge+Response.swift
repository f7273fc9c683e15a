// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

// How long, how well, how tolerable.
extension ClaimJudge {
  func duration(_ claim: Claim, _ span: StatedSpan, _ id: String, _ ongoing: Bool, _ outcome: PatientOutcomes)
    -> JudgedClaim
  {
    guard let derived = outcome.timeline.length(of: id) else {
      return JudgedClaim(claim, .notDecidable, "Neither start nor end of \(id) is recorded.")
    }
    let entry = outcome.patient.entry(id)
    var evidence = entry.map { [Evidence($0, "\(id): \(derived.text())")] } ?? []
    if let start = outcome.timeline.start(of: id), let end = outcome.timeline.end(of: id) {
      evidence += outcome.timeline.support(from: start, to: end).filter { $0.kind == .stated }.map(Evidence.init)
    }
    if let entry, entry.isOngoing != ongoing {
      return JudgedClaim(
        claim, .contradicted, "\(id) is recorded as \(entry.isOngoing ? "ongoing" : "ended").", evidence: evidence)
    }
    let verdict = compare(span, with: derived)
    return JudgedClaim(
      claim, verdict, "The facts give \(derived.text()).",
      arithmetic: "stated \(span.bounds(tolerance: study.definitions.tolerance).text()); derived \(derived.text())",
      evidence: evidence, settledBy: "First and last day of \(id).")
  }

  func interval(_ claim: Claim, _ span: StatedSpan, _ from: Anchor, _ to: Anchor, _ outcome: PatientOutcomes)
    -> JudgedClaim
  {
    guard let start = outcome.timeline.event(from), let end = outcome.timeline.event(to) else {
      return JudgedClaim(claim, .notDecidable, "\(from.text) or \(to.text) is not recorded.")
    }
    let derived = outcome.timeline.length(from: start, to: end)
    return JudgedClaim(
      claim, compare(span, with: derived), "The facts give \(derived.text()).",
      arithmetic: "stated \(span.bounds(tolerance: study.definitions.tolerance).text()); derived \(derived.text())",
      evidence: outcome.timeline.support(from: start, to: end).filter { $0.kind == .stated }.map(Evidence.init),
      settledBy: "The dates of \(from.text) and \(to.text).")
  }

  func response(
    _ claim: Claim, _ response: Response, _ on: TherapySelector, _ lasting: StatedSpan?, _ phaseID: DosePhase.ID?,
    _ outcome: PatientOutcomes
  ) -> JudgedClaim {
    let therapies = therapies(on, of: outcome)
    guard let therapy = therapies.first else {
      return JudgedClaim(claim, .notDecidable, "No therapy “\(on.words)” is recorded.")
    }
    let evidence =
      therapy.bestResponse?.trace.inputs.map { Evidence($0.value, sources: $0.sources, location: $0.location) } ?? []
    if let phaseID, let lasting, let phase = phase(phaseID, of: outcome),
      let inForce = outcome.timeline.length(of: phaseID)
    {
      let stated = lasting.bounds(tolerance: study.definitions.tolerance)
      if let most = inForce.upper, let least = stated.lower, most < least {
        let start = outcome.timeline.start(of: phaseID)
        let end = outcome.timeline.end(of: phaseID)
        let support = if let start, let end { outcome.timeline.support(from: start, to: end) } else { [Statement]() }
        return JudgedClaim(
          claim, .contradicted,
          "\(phase.dose.value?.words ?? phaseID) was in force for \(inForce.text()) of the \(lasting.text) at most; the rest of the time the "
            + "dose was higher.",
          arithmetic: "claimed \(stated.text()); \(phaseID) in force \(inForce.text())",
          evidence: support.filter { $0.kind == .stated }.map(Evidence.init),
          settledBy: "The date of the first dose of \(phaseID).")
      }
    }
    guard let best = therapy.bestResponse, case .assessed = best.value.basis else {
      return JudgedClaim(
        claim, .notDecidable,
        "No dated assessment of \(therapy.entry.id) shows \(response.rawValue)"
          + (evidence.isEmpty ? "." : "; the only ones show progression."), evidence: evidence,
        settledBy: "An assessment before the progression, with date, modality and result.")
    }
    if response == .progressive, evidence.contains(where: { $0.text.hasPrefix("PD") }) {
      return JudgedClaim(claim, .supported, "Progression is dated.", evidence: evidence)
    }
    guard best.value.response == response else {
      return JudgedClaim(
        claim, .contradicted, "The best dated assessment of \(therapy.entry.id) is \(best.value.response.rawValue).",
        evidence: evidence, settledBy: "Lesion measurements and criteria.")
    }
    guard let lasting, let duration = therapy.responseDuration else {
      return JudgedClaim(claim, .supported, "A dated assessment shows it.", evidence: evidence)
    }
    let verdict = compare(lasting, with: duration.value.length)
    return JudgedClaim(
      claim, verdict, "\(response.rawValue) held \(duration.value.text()).",
      arithmetic:
        "stated \(lasting.bounds(tolerance: study.definitions.tolerance).text()); derived \(duration.value.text())",
      evidence: evidence, settledBy: "The dates of the assessments.")
  }

  func responseCounts(_ claim: Claim, _ counts: [Response: Int], _ on: TherapySelector, _ lasting: StatedSpan?)
    -> JudgedClaim
  {
    var found: [Response: Int] = [:]
    var open: [String] = []
    var evidence: [Evidence] = []
    for outcome in outcomes.patients {
      for therapy in therapies(on, of: outcome).prefix(1) {
        guard let best = therapy.bestResponse else {
          open.append(outcome.patient.id)
          continue
        }
        found[best.value.response, default: 0] += 1
        evidence.append(
          Evidence(
            "patient \(outcome.patient.id): \(best.trace.value)", sources: best.trace.inputs.flatMap(\.sources),
            location: therapy.entry.location))
      }
    }
    let differing = Response.allCases.filter { (counts[$0] ?? 0) != (found[$0] ?? 0) }
    let words = Response.allCases.compactMap { response in found[response].map { "\($0) \(response.rawValue)" } }
      .joined(separator: ", ")
    let isExceeded = differing.contains { (found[$0] ?? 0) > (counts[$0] ?? 0) }
    let verdict: Verdict = differing.isEmpty ? .supported : open.isEmpty || isExceeded ? .contradicted : .notDecidable
    let missing = open.isEmpty ? "" : "; no response is stated for patient \(open.joined(separator: ", "))"
    return JudgedClaim(
      claim, verdict, "The record gives \(words.isEmpty ? "none" : words)\(missing).", evidence: evidence,
      settledBy: "The assessments of each patient on \(on.words).")
  }

  func untilProgression(_ claim: Claim, _ on: TherapySelector, _ outcome: PatientOutcomes) -> JudgedClaim {
    for therapy in therapies(on, of: outcome) {
      let evidence = [Evidence(therapy.entry, therapy.duration.value.text())]
      if therapy.entry.isOngoing {
        return JudgedClaim(
          claim, .contradicted, "\(therapy.entry.id) is ongoing; no progression is recorded.", evidence: evidence)
      }
      if therapy.timeToProgression.value.isCensored {
        return JudgedClaim(
          claim, .notDecidable, "No progression on \(therapy.entry.id) is dated.", evidence: evidence,
          settledBy: "The assessment at the end of \(therapy.entry.id).")
      }
      if let late = progressionAfterEnd(of: therapy, outcome) {
        return JudgedClaim(
          claim, .contradicted,
          "Progression came at least \(Numbers.text(late.days, decimals: 0)) d after \(therapy.entry.id) had ended.",
          evidence: evidence, settledBy: "Why \(therapy.entry.id) was stopped.")
      }
    }
    return JudgedClaim(claim, .supported, "Progression ends it.")
  }

  /// The least time from the end of a therapy to its progression, where that is more than a week: longer than a result is waited for.
  private func progressionAfterEnd(of therapy: TherapyOutcome, _ outcome: PatientOutcomes) -> TimeLength? {
    // As for time to progression: an assessment that names no therapy judges the one listed before it.
    var current: Entry.ID?
    var progression: Entry?
    for entry in outcome.patient.entries {
      switch entry.content {
      case .therapy: current = entry.id
      case .assessment(let assessment):
        let isOfTherapy = (assessment.of ?? current) == therapy.entry.id
        if progression == nil, isOfTherapy, assessment.response.value == .progressive { progression = entry }
      default: continue
      }
    }
    guard let progression, let end = outcome.timeline.end(of: therapy.entry.id),
      let event = outcome.timeline.start(of: progression.id),
      let least = outcome.timeline.length(from: end, to: event).lower, least > .days(7)
    else { return nil }
    return least
  }

  func refractory(_ claim: Claim, _ drugs: [String], _ outcome: PatientOutcomes) -> JudgedClaim {
    var open: [String] = []
    var against: [String] = []
    var evidence: [Evidence] = []
    for drug in drugs {
      let given = outcome.therapies.filter { $0.therapy.drugs.contains(drug.lowercased()) }
      let progressed = given.first { !$0.timeToProgression.value.isCensored }
      if let progressed {
        evidence.append(Evidence(progressed.entry, "\(drug): progression"))
      } else if let responded = given.first(where: {
        [.complete, .partial].contains($0.bestResponse?.value.response)
      }) {
        against.append(drug)
        evidence.append(Evidence(responded.entry, "\(drug): \(responded.bestResponse?.trace.value ?? "")"))
      } else {
        open.append(drug)
        evidence += given.map { Evidence($0.entry, "\(drug): \($0.therapy.effect ?? "effect not stated")") }
      }
    }
    if !against.isEmpty {
      return JudgedClaim(
        claim, .contradicted, "A response to \(against.joined(separator: ", ")) is recorded, and no progression.",
        evidence: evidence)
    }
    if !open.isEmpty {
      return JudgedClaim(
        claim, .notDecidable, "No assessment shows progression under \(open.joined(separator: ", ")).",
        evidence: evidence, settledBy: "The assessments under \(open.joined(separator: ", ")).")
    }
    return JudgedClaim(claim, .supported, "Progression under each is dated.", evidence: evidence)
  }

  func progressive(_ claim: Claim, _ outcome: PatientOutcomes) -> JudgedClaim {
    if let therapy = outcome.therapies.first(where: { !$0.timeToProgression.value.isCensored }) {
      return JudgedClaim(
        claim, .supported, "Progression on \(therapy.entry.id).", evidence: [Evidence(therapy.entry, "progression")])
    }
    return JudgedClaim(claim, .notDecidable, "No assessment shows progression on any therapy.")
  }

  func noSeriousToxicity(_ claim: Claim, _ on: TherapySelector, _ outcome: PatientOutcomes) -> JudgedClaim {
    let ids = therapies(on, of: outcome).map(\.entry.id)
    var absence: [Evidence] = []
    for entry in outcome.patient.entries {
      guard case .toxicity(let toxicity) = entry.content, let of = toxicity.of, ids.contains(of) else { continue }
      if toxicity.isAbsence { absence.append(Evidence(entry, toxicity.term)) }
      if Rule.isSevere(toxicity) {
        return JudgedClaim(
          claim, .dependsOnReading,
          "“\(([toxicity.qualifier.value].compactMap(\.self) + [toxicity.term]).joined(separator: " "))” is recorded on \(of): "
            + "severe, though perhaps not serious.", evidence: [Evidence(entry, toxicity.term)],
          settledBy: "Grade and criteria of seriousness of the event.")
      }
    }
    return JudgedClaim(
      claim, absence.isEmpty ? .notDecidable : .supported,
      absence.isEmpty ? "Nothing is recorded on toxicity of \(on.words)." : "As recorded.", evidence: absence)
  }

  func qualityOfLife(_ claim: Claim, _ words: String, _ on: TherapySelector, _ outcome: PatientOutcomes) -> JudgedClaim
  {
    let ids = therapies(on, of: outcome).map(\.entry.id)
    for entry in outcome.patient.entries {
      guard case .qualityOfLife(let quality) = entry.content, quality.of.map(ids.contains) ?? true else { continue }
      let evidence = [Evidence(entry, quality.statement)]
      if Words.plain(quality.statement) == Words.plain(words) {
        return JudgedClaim(claim, .supported, "As recorded.", evidence: evidence)
      }
      return JudgedClaim(
        claim, .dependsOnReading, "Recorded as “\(quality.statement)”, which is not the same.", evidence: evidence,
        settledBy: "A questionnaire, or the note that was read.")
    }
    return JudgedClaim(claim, .notDecidable, "No statement on quality of life is recorded.")
  }
}
