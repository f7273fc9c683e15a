// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// A time from an origin to an event or to censoring, as bounds. It is never negative.
public struct TimeToEvent: Sendable, Hashable {
  /// The time. Where it is censored, the time at which it was.
  public var length: LengthBounds
  /// How it ended.
  public var end: End
  /// Of progression: time to the last adequate visit without it. Progression lies after this and not later than `length`.
  public var lastFree: LengthBounds?

  /// A time.
  public init(length: LengthBounds, end: End, lastFree: LengthBounds? = nil) {
    self.length = length
    self.end = end
    self.lastFree = lastFree
  }

  /// Whether the event was observed.
  public var isEvent: Bool { end.isEvent }

  /// Whether the end was not observed.
  public var isCensored: Bool { !isEvent }

  /// Whether the record bears the time out. A time that its statements contradict enters no estimate.
  public var isDetermined: Bool { if case .contradicted = end { false } else { true } }

  /// What is known of the time until the event itself: censoring leaves the upper bound open.
  public var lengthToEvent: LengthBounds {
    isCensored ? LengthBounds(lower: length.lower, upper: nil) : length
  }

  /// `5.5–6.5 mo`, `13.5–14.5 mo+ (ongoing at the data cut-off)`, `not determined (no later time is stated)`
  public func text(in unit: DisplayUnit = .months) -> String {
    guard let time = length.printed(in: unit) else {
      return isEvent ? LengthBounds.notDetermined : "\(LengthBounds.notDetermined) (\(end.words))"
    }
    if isEvent { return time }
    if case .censored(let why) = end { return "\(time)+ (\(why.words))" }
    return "\(time) (\(end.words))"
  }

  /// The same with what ended it, events too: `5.5–6.5 mo (progression)`.
  public func textWithReason(in unit: DisplayUnit = .months) -> String {
    isEvent ? "\(text(in: unit)) (\(end.words))" : text(in: unit)
  }
}

extension TimeToEvent {
  /// How a time ended.
  public enum End: Sendable, Hashable {
    /// Progression was documented by imaging, or judged without word of how.
    case progression
    /// Progression was judged by symptoms or examination.
    case clinicalProgression
    /// Progression that an entry other than an assessment dates.
    case newDisease(NewDisease)
    /// Progression for which treatment was stopped and that nothing dates: it lies between the last visit without it and the stop.
    case progressionBeforeStop
    /// Death.
    case death
    /// Treatment was stopped.
    case stop
    /// Another therapy began, where that is an event.
    case nextTherapy
    /// Not observed to its end; why.
    case censored(Censoring)
    /// The record leaves open which of these came first, and with it how the time ended; the length spans them.
    indirect case open([End])
    /// The end lies before the origin: the statements contradict each other, and there is no time.
    case contradicted(Contradiction)

    /// Whether it is the observed event, whichever of those left open it was.
    public var isEvent: Bool {
      switch self {
      case .progression, .clinicalProgression, .newDisease, .progressionBeforeStop, .death, .stop, .nextTherapy: true
      case .censored, .contradicted: false
      case .open(let ends): ends.allSatisfy(\.isEvent)
      }
    }

    /// Whether an assessment shows it to be progression: what only a stop, or a relapse after the therapy, tells of says nothing of how the
    /// therapy worked.
    public var isAssessedProgression: Bool { self == .progression || self == .clinicalProgression }

    /// In words, for tables and explanations.
    public var words: String {
      switch self {
      case .progression: "progression"
      case .clinicalProgression: "clinical progression"
      case .newDisease(let disease): disease.rawValue
      case .progressionBeforeStop: "progression before the stop for it"
      case .death: "death"
      case .stop: "stop of treatment"
      case .nextTherapy: "start of another therapy"
      case .censored(let why): why.words
      case .open(let ends): ends.map(\.words).joined(separator: ", or ") + ": which is open"
      case .contradicted(let contradiction): contradiction.words
      }
    }
  }

  /// Why a time was not observed to its end.
  public enum Censoring: Sendable, Hashable {
    /// Treatment goes on at the data cut-off.
    case ongoing
    /// Treatment goes on, and the data cut-off is not stated.
    case ongoingWithoutCutOff
    /// The stop of treatment is not stated, and nothing but the data cut-off bounds it.
    case stopNotStated
    /// Alive when last seen.
    case alive
    /// Last known alive, free of the event.
    case lastContact
    /// The last day that anything recorded shows the patient alive, where that is no last contact.
    case lastSeen
    /// The data cut-off, at which something recorded goes on.
    case cutOff
    /// Death, where death is not the event.
    case death
    /// The last visit that was evaluable.
    case lastAdequateVisit
    /// The last visit, evaluable or not.
    case lastVisit
    /// The last visit that was evaluable before another therapy.
    case beforeNextTherapy
    /// The last visit that was evaluable before a stop for progression that nothing documents.
    case beforeUndocumentedProgression
    /// The start of another therapy.
    case nextTherapy
    /// The last visit that was evaluable before an event that does not count, after so many visits missed at least.
    indirect case missedVisits(Int, before: End)
    /// Another therapy began, and no visit lies before it.
    case noVisitBeforeNextTherapy
    /// No visit that was evaluable: time ends where it starts.
    case noAdequateVisit
    /// The disease was not assessed at baseline: time ends where it starts.
    case noBaseline
    /// Not seen after the origin.
    case notSeenAgain
    /// Nothing later is stated.
    case nothingLater
    /// Follow-up of an abstracted record ended.
    case endOfFollowUp

    /// In words, for tables and explanations.
    public var words: String {
      switch self {
      case .ongoing: "ongoing at the data cut-off"
      case .ongoingWithoutCutOff: "ongoing; the data cut-off is not stated"
      case .stopNotStated: "the stop is not stated"
      case .alive: "alive at last contact"
      case .lastContact: "censored, last contact"
      case .lastSeen: "censored, last known alive"
      case .cutOff: "censored, data cut-off"
      case .death: "censored, death"
      case .lastAdequateVisit: "last adequate visit"
      case .lastVisit: "last visit"
      case .beforeNextTherapy: "last adequate visit before another therapy"
      case .beforeUndocumentedProgression: "last adequate visit before a progression that is not documented"
      case .nextTherapy: "censored, start of the next therapy"
      case .missedVisits(let count, let event): "\(event.words) after at least \(count) missed visits"
      case .noVisitBeforeNextTherapy: "another therapy, no visit before it"
      case .noAdequateVisit: "no adequate visit"
      case .noBaseline: "no baseline assessment"
      case .notSeenAgain: "not seen after the start"
      case .nothingLater: "no later time is stated"
      case .endOfFollowUp: "end of follow-up"
      }
    }
  }

  /// An end that certainly lies before its origin.
  public struct Contradiction: Sendable, Hashable {
    /// The end with its day: `progression (CT), 2020-03-10`.
    public var end: String
    /// The origin with its day: `first dose, 2020-03-15`.
    public var origin: String

    /// A contradiction.
    public init(end: String, origin: String) {
      self.end = end
      self.origin = origin
    }

    /// In words.
    public var words: String { "contradicted: \(end), lies before \(origin)" }
  }
}
