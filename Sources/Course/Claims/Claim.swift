// SPDX-License-Identifier: Apache-2.0

public import Plain
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
  /// Numbers of the references that it cites.
  public var cites: [Int]
  /// A note of the folder's author.
  public var note: String?

  /// A claim.
  public init(
    id: String, subject: Subject, assertion: Assertion, sources: [Source], cites: [Int] = [], note: String? = nil
  ) {
    self.id = id
    self.subject = subject
    self.assertion = assertion
    self.sources = sources
    self.cites = cites
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
  /// `response over therapies`: one response said of several therapies together.
  case responseOverTherapies(Response, over: [Entry.ID])
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
  /// `categories`: how many of a number of patients are in which category.
  case categories(String, counts: [String: Int], of: Int)
  /// `number of patients`: how many there are of a kind: `included`, `evaluable`.
  case numberOfPatients(Int, what: String)
  /// `median` of the series, with its range (two numbers) and unit.
  case median(PrintedNumber, what: String, range: [PrintedNumber], unit: String?)
  /// `event`: whether a patient's death or progression was counted as an event or the time censored.
  case event(ClaimedEvent, countedAs: ClaimedEvent.Counted, on: TherapySelector?)
  /// `events` of the series: how many, how many censored, of how many.
  case events(ClaimedEvent, number: Int, censored: Int?, of: Int?)
  /// `hazard ratio`, with its interval (two numbers), p and the medians of the group and of the one that it is compared with.
  case hazardRatio(PrintedNumber, interval: [PrintedNumber], p: PrintedNumber?, medians: [PrintedNumber])
  /// `change` from a number to another, in percent.
  case change(String, from: PrintedNumber, to: PrintedNumber, percent: PrintedNumber)
  /// `cumulative dose` of a therapy or dose phase.
  case cumulativeDose(Dose, of: String)
  /// `fractions`: total dose, number of fractions and dose of each, in gray.
  case fractions(total: PrintedNumber, number: Int, each: PrintedNumber, of: Entry.ID?)
  /// `dose intensity` of a phase in percent of its plan.
  case doseIntensity(PrintedNumber, of: DosePhase.ID)
  /// `dose basis`: the weight that absolute doses were computed from, in words: `adjusted ideal body weight`.
  case doseBasis(String, on: TherapySelector)
  /// `dose in words`: by how much a dose was cut, in words: `slightly reduced`.
  case doseInWords(String, from: DosePhase.ID?, to: DosePhase.ID)
  /// `longer after response`: who responded to one therapy had the longer benefit of another.
  case longerAfterResponse(to: TherapySelector, on: TherapySelector)
  /// `statement`: recorded and not judged by machine.
  case statement(String)
}

/// What a time may end with.
public enum ClaimedEvent: String, Sendable, Hashable, CaseIterable {
  /// Death.
  case death
  /// Progression.
  case progression

  /// How a patient's time entered an estimate.
  public enum Counted: String, Sendable, Hashable, CaseIterable {
    /// It ended with the event.
    case event
    /// It was censored.
    case censored
  }
}

/// Which therapies a claim means.
public enum TherapySelector: Sendable, Hashable {
  /// One entry.
  case entry(Entry.ID)
  /// All therapies with an intent.
  case intent(Intent)
  /// All therapies with exactly these drugs, in any order.
  case drugs([String])

  /// As a reader would say it, in every language.
  public var phrase: Phrase {
    switch self {
    case .entry(let id): Phrase(same: id)
    case .intent(let intent): intent.phrase
    case .drugs(let drugs): Phrase(same: drugs.joined(separator: " + "))
    }
  }

  /// Whether a therapy is meant.
  public func matches(_ entry: Entry, _ therapy: Therapy) -> Bool {
    switch self {
    case .entry(let id): entry.id == id
    case .intent(let intent): therapy.intent == intent
    case .drugs(let drugs): Set(drugs) == Set(therapy.drugs) && therapy.intent != .maintenance
    }
  }
}
