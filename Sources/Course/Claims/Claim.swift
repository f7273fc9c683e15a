// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// What a source asserts, kept apart from the facts so that it can be judged against them.
public struct Claim: Sendable, Hashable, Identifiable {
  /// Identifier, unique in the study.
  public var id: String
  /// Whom it is about.
  public var subject: Subject
  /// What is asserted.
  public var assertion: Assertion
  /// Where it is asserted.
  public var sources: [Source]
  /// A note of the folder's author.
  public var note: String?

  /// A claim.
  public init(
    id: String, subject: Subject, assertion: Assertion, sources: [Source], note: String? = nil
  ) {
    self.id = id
    self.subject = subject
    self.assertion = assertion
    self.sources = sources
    self.note = note
  }

  /// Whom a claim is about.
  public enum Subject: Sendable, Hashable {
    /// One patient.
    case patient(Patient.ID)
    /// All patients of the series.
    case series
    /// Another study: who, when.
    case literature(String)
  }
}

/// The kinds of assertion that can be judged.
public enum Assertion: Sendable, Hashable {
  /// `sex`
  case sex(Sex)
  /// `age`: completed years at an anchor.
  case age(years: Int, at: Anchor?)
  /// `diagnosis`: histology, and where stated site and grade.
  case diagnosis(histology: String, site: String?, grade: String?)
  /// `metastatic sites`: all sites, as a table lists them.
  case metastaticSites([String])
  /// `treatments`: what was given before a therapy, as a table lists it: drugs joined by ` + `, or
  /// `surgery`, `radiation`, `ablation`.
  case treatments([String], before: Entry.ID?)
  /// `duration` of an entry or dose phase.
  case duration(StatedSpan, of: String, ongoing: Bool)
  /// `interval` between two events.
  case interval(StatedSpan, from: Anchor, to: Anchor)
  /// `response` on a therapy, and how long it held; `while` names a dose phase that is said to have been in force.
  case response(Response, on: TherapySelector, lasting: StatedSpan?, whilePhase: DosePhase.ID?)
  /// `response counts` over the series.
  case responseCounts([Response: Int], on: TherapySelector, lasting: StatedSpan?)
  /// `dose`: amount, days and next day 1 of a phase.
  case dose(Dose, days: [Int], nextDay1: Int?, of: DosePhase.ID)
  /// `initial dose range` over the series, lowest and highest.
  case initialDoseRange(lowest: Dose, highest: Dose, on: TherapySelector)
  /// `dose change`: the fraction by which a dose was cut, from one phase to another.
  case doseChange(StatedFraction, from: DosePhase.ID, to: DosePhase.ID)
  /// `dose timing`: the change from one phase to another was made for the cycle named and all after it.
  case doseChangeFromCycle(Int, to: Dose, of: Entry.ID)
  /// `reason` of a dose.
  case reason(String, of: DosePhase.ID)
  /// `until progression`: therapy given until progression.
  case untilProgression(on: TherapySelector)
  /// `refractory` to drugs: progression under each.
  case refractory(to: [String])
  /// `progressive to at least one line`.
  case progressiveToOneLine
  /// `no serious toxicity` on a therapy.
  case noSeriousToxicity(on: TherapySelector)
  /// `quality of life`: statement during a therapy.
  case qualityOfLife(String, on: TherapySelector)
  /// `line`: a therapy is the n-th line.
  case line(Int, of: Entry.ID)
  /// `percentage`: as printed, of a denominator if it is stated.
  case percentage(printed: String, of: Recorded<Int>, what: String)
  /// `refers to`: the text sends the reader to a table or figure for a topic.
  case refersTo(String, topic: String)
  /// `statement`: recorded and not judged by machine.
  case statement(String)
}

/// Which therapies a claim means.
public enum TherapySelector: Sendable, Hashable {
  /// One entry.
  case entry(Entry.ID)
  /// All therapies with an intent.
  case intent(Intent)
  /// All therapies with exactly these drugs, in any order.
  case drugs([String])

  /// Whether a therapy is meant.
  public func matches(_ entry: Entry, _ therapy: Therapy) -> Bool {
    switch self {
    case .entry(let id): entry.id == id
    case .intent(let intent): therapy.intent == intent
    case .drugs(let drugs): Set(drugs) == Set(therapy.drugs) && therapy.intent != .maintenance
    }
  }
}
