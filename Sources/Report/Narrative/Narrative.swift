// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology
public import Course
public import Dosing
public import Outcomes

/// A patient's course told in sentences, from the recorded facts alone.
public enum Narrative {
  /// One paragraph: what is known in order of time, with times as they were stated; then, once, what is not stated.
  ///
  /// - Parameters:
  ///   - outcome: the patient.
  ///   - study: whose own fields are told too, and in whose time a reading of a time is possible or not.
  public static func text(_ outcome: PatientOutcomes, in study: Study? = nil) -> String {
    text(sentences(outcome, in: study))
  }

  /// The sentences of the paragraph, each with the entries that it tells: in English as a case report has them, in German as a discharge letter has them.
  ///
  /// With a library, what was given of each drug in all is told of therapies with single administrations.
  public static func sentences(
    _ outcome: PatientOutcomes, in study: Study? = nil, library: RegimenLibrary? = nil, language: Language = .english
  ) -> [Sentence] {
    switch language {
    case .english:
      var teller = CourseTeller(outcome, study, library)
      return teller.sentences()
    case .german:
      var teller = GermanTeller(outcome, study, library)
      return teller.sentences()
    }
  }

  /// What is told of some entries: one sentence, or a few that belong together.
  public struct Sentence: Sendable, Hashable {
    /// The words.
    public var text: String
    /// The entries that it tells; none where it says what is not stated.
    public var entries: [Entry.ID]
  }

  /// The sentences as one paragraph.
  static func text(_ sentences: [Sentence]) -> String { sentences.map(\.text).joined(separator: " ") }

  /// An age in words: `73 years`, `73 Jahre`.
  public static func words(_ age: StatedAge, in language: Language) -> String {
    language == .german ? GermanWording.age(age) : age.words
  }

  /// Bounds in words: `5.5 to 6.5 months`, `at most 1.4 months`, `an unstated time`.
  public static func words(_ bounds: LengthBounds) -> String {
    // What prints as no time at all says nothing.
    let low = bounds.lower.flatMap { Numbers.isZero($0.months) ? nil : Numbers.text($0.months) }
    switch (low, bounds.upper.map { Numbers.text($0.months) }) {
    case (nil, nil): return "an unstated time"
    case (let low?, nil): return "at least \(Wording.months(low))"
    case (nil, let high?): return "at most \(Wording.months(high))"
    case (let low?, let high?): return low == high ? Wording.months(low) : "\(low) to \(Wording.months(high))"
    }
  }
}
