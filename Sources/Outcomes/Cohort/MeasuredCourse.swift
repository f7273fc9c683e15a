// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import TumourResponse

/// What the lesions of one therapy give: visits judged by RECIST 1.1, and the times that follow from them.
struct MeasuredCourse {
  private let patient: Patient
  private let start: CohortStart
  private let derivation: OutcomeDerivation
  private let reference: Day
  private let points: [TimePoint]
  private let rule: BestResponseRule

  /// nil unless the patient's lesions are measured for the therapy at the start, whose first dose is an exact day.
  init?(_ outcome: PatientOutcomes, _ start: CohortStart, _ derivation: OutcomeDerivation) {
    guard outcome.lesionsBelong(to: start.entry.id), let reference = outcome.lesionReference,
      let course = outcome.tumourCourse(reader: outcome.lesionReaders.first ?? nil)
    else { return nil }
    patient = outcome.patient
    self.start = start
    self.derivation = derivation
    self.reference = reference
    points = RECIST.timePoints(course)
    // What shrinks under another therapy is no response to this one.
    let (later, _) = derivation.laterTherapies(than: start.entry, through: start.therapies)
    let next = later.compactMap { entry in
      outcome.timeline.start(of: entry.id).flatMap { outcome.timeline.bounds(of: $0).latest }
    }.min()
    rule = BestResponseRule(newTherapy: next)
  }

  private var visits: [JudgedVisit] { points.map(\.visit) }

  /// The facts of the record with the visits of the lesions in place of those that the source judged.
  private func followUp(from origin: OutcomeDerivation.Origin, _ censoring: CensoringRule, _ visitInterval: Int?) -> (
    facts: FollowUp, remarks: [String]
  ) {
    var (facts, remarks) = derivation.followUp(
      from: origin, of: start.entry, through: start.therapies, censoring, visitInterval: visitInterval)
    let measured = points.map { point in
      Fact(
        .visit(point.overall), .day(point.date),
        name: point.overall == .progressive ? "progression, measured" : "\(point.overall.rawValue), measured")
    }
    let kept = facts.facts.filter { $0.kind.response == nil || $0.kind == .clinicalVisit(.progressive) }
    facts.facts = measured + kept
    facts.hasBaseline = true
    return (facts, remarks)
  }

  func time(
    to endPoint: EndPoint, by censoring: CensoringRule, visitInterval: Int?, _ naming: OutcomeDerivation.Naming
  ) -> Derived<TimeToEvent>? {
    derivation.origin(start.entry, "first dose").map { origin in
      let (facts, remarks) = followUp(from: origin, censoring, visitInterval)
      return derivation.derived(censoring.time(facts, to: endPoint), from: origin, naming, remarks)
    }
  }

  /// From the first CR or PR; nil without one.
  func responseDuration(by censoring: CensoringRule, visitInterval: Int?, _ naming: OutcomeDerivation.Naming)
    -> Derived<TimeToEvent>?
  {
    rule.objectiveResponse(visits).map { response in
      let origin = OutcomeDerivation.Origin(
        moment: .day(response), input: Trace.Input("first shown, measured", "\(response)"))
      let (facts, remarks) = followUp(from: origin, censoring, visitInterval)
      return derivation.derived(censoring.time(facts, to: .responseDuration), from: origin, naming, remarks)
    }
  }

  func best(_ names: CohortNames) -> Derived<BestResponse>? {
    let best = rule.best(visits, reference: reference)
    guard let response = best.response else { return nil }
    return Derived(
      BestResponse(response: response, basis: .measured),
      Trace(
        id: "\(patient.id)/cohort-\(names.options.anchor.name)/best-response-measured",
        title: "Best response, \(names.options.anchor.name), measured", value: response.rawValue,
        definition: .bestResponse,
        inputs: points.map {
          Trace.Input("\($0.date)", "\($0.overall.rawValue): \($0.reasons.joined(separator: "; "))")
        },
        remarks: [best.reason]))
  }
}
