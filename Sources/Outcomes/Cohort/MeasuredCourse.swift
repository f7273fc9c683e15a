// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import TumourResponse

/// What the lesions under one therapy give: visits judged by RECIST 1.1, and the times that follow from them.
struct MeasuredCourse {
  let lesions: TherapyCourse
  private let start: CohortStart
  private let derivation: OutcomeDerivation
  private let points: [TimePoint]

  /// nil unless the first reader followed the patient's lesions under the therapy at the start.
  init?(_ start: CohortStart, _ derivation: OutcomeDerivation) {
    guard let therapy = start.therapy?.therapy,
      let lesions = derivation.lesionCourse(
        from: start.entry, through: start.therapies, name: therapy.name,
        reader: derivation.patient.lesions.first?.reader),
      !lesions.points().isEmpty
    else { return nil }
    self.lesions = lesions
    self.start = start
    self.derivation = derivation
    points = RECIST.timePoints(lesions.course)
  }

  /// The facts of the record with the visits of the lesions in place of those that the source judged.
  private func followUp(from origin: OutcomeDerivation.Origin, _ censoring: CensoringRule, _ visitInterval: Int?) -> (
    facts: FollowUp, remarks: [String]
  ) {
    var (facts, remarks) = derivation.followUp(
      from: origin, of: start.entry, through: start.therapies, censoring, visitInterval: visitInterval)
    // Only rules that ignore other therapies take what was measured under them.
    let counted = points.filter { censoring.newTherapy == .ignore || lesions.isUnder($0.date) ?? true }
    let measured = counted.map { point in
      Fact(
        .visit(point.overall), .day(point.date),
        name: point.overall == .progressive ? "progression, measured" : "\(point.overall.rawValue), measured")
    }
    let kept = facts.facts.filter { $0.kind.response == nil || $0.kind == .clinicalVisit(.progressive) }
    facts.facts = measured + kept
    facts.hasBaseline = hasBaseline
    remarks += told
    return (facts, remarks)
  }

  /// Whether there is a measurement before the first dose; nil where that is open, or the first came after it.
  var hasBaseline: Bool? { lesions.daysBefore.least.map { $0 >= 0 } == true ? true : nil }

  /// What a number of this course must be read with.
  private var told: [String] {
    [lesions.baselineMark.map { "Judged against a \($0)." }].compactMap(\.self) + lesions.remarks
      + derivation.misplaced.map { "Not counted: \($0.reading.lesion) \($0.words)." }
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
    lesions.rule().rule.objectiveResponse(points.map(\.visit)).map { response in
      let origin = OutcomeDerivation.Origin(
        moment: .day(response), input: Trace.Input("first shown, measured", "\(response)"))
      let (facts, remarks) = followUp(from: origin, censoring, visitInterval)
      return derivation.derived(censoring.time(facts, to: .responseDuration), from: origin, naming, remarks)
    }
  }

  func best(_ names: CohortNames) -> Derived<BestResponse>? {
    let (rule, reference) = lesions.rule()
    let best = rule.best(points.map(\.visit), reference: reference)
    guard let response = best.response else { return nil }
    return Derived(
      BestResponse(response: response, basis: .measured),
      Trace(
        id: "\(derivation.patient.id)/cohort-\(names.options.anchor.name)/best-response",
        title: "Best response, \(names.options.anchor.name), measured", value: response.rawValue,
        definition: .bestResponse,
        inputs: lesions.points().map {
          Trace.Input("\($0.date)", "\($0.overall.rawValue): \($0.reasons.joined(separator: "; "))")
        },
        remarks: [best.reason] + told))
  }
}
