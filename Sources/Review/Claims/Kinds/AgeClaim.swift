// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes

/// `age`: completed years at an event.
struct AgeClaim: PatientClaimKind {
  let years: Int
  let anchor: Anchor?

  static let topics = ["patient characteristics", "demographics"]

  var words: String { "age: \(years) years" + (anchor.map { " at \($0.text)" } ?? "") }
  var topics: [String] { Self.topics }
  var namesReadings: Bool { true }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let recorded = outcome.patient.age.value else { return Judgement(.notDecidable, "Age is not recorded.") }
    let evidence = [
      Evidence(
        "age: \(recorded.text)", sources: outcome.patient.sources,
        record: .patient(outcome.patient.id))
    ]
    let settledBy = "The date of birth."
    guard !recorded.isAtLeast else {
      return Judgement(
        years < recorded.years && (anchor == nil || recorded.anchor == anchor) ? .contradicted : .notDecidable,
        "Recorded as \(recorded.words).", evidence: evidence, settledBy: settledBy)
    }
    if recorded.years != years, recorded.anchor == anchor || anchor == nil {
      return Judgement(
        .contradicted, "Recorded as \(recorded.years) years.", evidence: evidence, settledBy: settledBy)
    }
    guard let anchor, let other = recorded.anchor, anchor != other else {
      return Judgement(.supported, "Recorded as \(recorded.years) years.", evidence: evidence)
    }
    // The same age at two events is possible while less than a year lies between them.
    if let one = outcome.timeline.event(anchor), let two = outcome.timeline.event(other),
      let least = outcome.timeline.length(from: one, to: two).lower,
      least > .years(Double(recorded.years - years + 1))
    {
      return Judgement(
        .contradicted, "\(other.text) is at least \(LengthBounds(exactly: least).text()) after \(anchor.text).",
        evidence: evidence, settledBy: settledBy)
    }
    if recorded.years == years {
      let isOneTime = outcome.timeline.event(anchor).flatMap { one in
        outcome.timeline.event(other).map { outcome.timeline.length(from: one, to: $0) == LengthBounds(exactly: .zero) }
      }
      return isOneTime == true
        ? Judgement(
          .supported, "Recorded as \(recorded.years) years at \(other.text), on the same day.", evidence: evidence)
        : Judgement(
          .dependsOnReading, "Recorded of \(other.text); both can be true, unless a birthday lies between.",
          evidence: evidence, settledBy: settledBy)
    }
    return Judgement(
      .notDecidable, "Recorded as \(recorded.years) at \(other.text).", evidence: evidence, settledBy: settledBy)
  }
}
