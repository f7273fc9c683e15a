// SPDX-License-Identifier: Apache-2.0

import Plain
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
    guard let recorded = outcome.patient.age.value else {
      return Judgement(.notDecidable, Phrase("Age is not recorded.", "Das Alter ist nicht dokumentiert."))
    }
    let evidence = [
      Evidence(
        Phrase("age: \(recorded.phrase)", "Alter: \(recorded.phrase)"), sources: outcome.patient.sources,
        record: .patient(outcome.patient.id))
    ]
    let settledBy = Phrase("The date of birth.", "Das Geburtsdatum.")
    guard !recorded.isAtLeast else {
      return Judgement(
        years < recorded.years && (anchor == nil || recorded.anchor == anchor) ? .contradicted : .notDecidable,
        Phrase("Recorded as \(recorded.inWords).", "Dokumentiert: \(recorded.inWords)."), evidence: evidence,
        settledBy: settledBy)
    }
    if recorded.years != years, recorded.anchor == anchor || anchor == nil {
      return Judgement(
        .contradicted, Phrase("Recorded as \(recorded.years) years.", "Dokumentiert: \(recorded.years) Jahre."),
        evidence: evidence, settledBy: settledBy)
    }
    guard let anchor, let other = recorded.anchor, anchor != other else {
      return Judgement(
        .supported, Phrase("Recorded as \(recorded.years) years.", "Dokumentiert: \(recorded.years) Jahre."),
        evidence: evidence)
    }
    // The same age at two events is possible while less than a year lies between them.
    if let one = outcome.timeline.event(anchor), let two = outcome.timeline.event(other),
      let least = outcome.timeline.length(from: one, to: two).lower,
      least > .years(Double(recorded.years - years + 1))
    {
      return Judgement(
        .contradicted,
        Phrase(
          "\(other.text) is at least \(LengthBounds(exactly: least).phrase()) after \(anchor.text).",
          "\(Phrase.event(other.text)) liegt mindestens \(LengthBounds(exactly: least).phrase()) nach \(Phrase.event(anchor.text))."
        ),
        evidence: evidence, settledBy: settledBy)
    }
    if recorded.years == years {
      let isOneTime = outcome.timeline.event(anchor).flatMap { one in
        outcome.timeline.event(other).map { outcome.timeline.length(from: one, to: $0) == LengthBounds(exactly: .zero) }
      }
      return isOneTime == true
        ? Judgement(
          .supported,
          Phrase(
            "Recorded as \(recorded.years) years at \(other.text), on the same day.",
            "Dokumentiert: \(recorded.years) Jahre bei \(Phrase.event(other.text)), am selben Tag."), evidence: evidence
        )
        : Judgement(
          .dependsOnReading,
          Phrase(
            "Recorded of \(other.text); both can be true, unless a birthday lies between.",
            "Dokumentiert für \(Phrase.event(other.text)); beides kann stimmen, wenn kein Geburtstag dazwischen liegt."),
          evidence: evidence, settledBy: settledBy)
    }
    return Judgement(
      .notDecidable,
      Phrase(
        "Recorded as \(recorded.years) at \(other.text).",
        "Dokumentiert: \(recorded.years) bei \(Phrase.event(other.text))."), evidence: evidence, settledBy: settledBy)
  }
}
