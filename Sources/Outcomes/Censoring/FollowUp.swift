// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology
public import Course
public import TumourResponse

/// When something was: an event of a resolved course, whose time may be known between bounds, or an exact day.
public enum Moment: Sendable, Hashable {
  /// An event of the network.
  case event(EventID)
  /// A day.
  case day(Day)
}

/// Something dated in a course that can end or bound a time.
public struct Fact: Sendable, Hashable {
  /// What it is.
  public var kind: Kind
  /// When it was.
  public var moment: Moment
  /// The event that it is; nil of an exact day.
  var event: EventID? { if case .event(let event) = moment { event } else { nil } }
  /// Its name in an explanation: `progression (CT)`.
  public var name: String
  /// What shows a patient alive, by its name in every language.
  public var phrase: Phrase { .fact(name) }
  /// The entry that records it; nil for what is measured or comes from the study.
  public var entry: Entry.ID?
  /// Whether only its earliest time says something: what shows a patient alive and has no time of its own shows it no later than it must be.
  public var countsOnlyEarliest = false
  /// Whether the record tells when it was, and its time does not only follow from what lies around it.
  var isTold = true

  /// What a fact is.
  public enum Kind: Sendable, Hashable {
    /// A judged visit. It is adequate unless it was not evaluable.
    case visit(Response)
    /// A visit judged by symptoms or examination, without imaging.
    case clinicalVisit(Response)
    /// Progression that an entry other than an assessment dates.
    case newDisease(NewDisease)
    /// The stop of treatment for progression: it lies on or before this day.
    case stopForProgression
    /// The stop of treatment.
    case stop
    /// A stop of treatment that nobody dates: it lies on or after the earliest time of this.
    case openStop
    /// The start of another therapy.
    case nextTherapy
    /// Death.
    case death
    /// Last contact, as the record calls it.
    case contact
    /// Anything else that shows the patient alive: a visit, a dose, a laboratory value.
    case seen
    /// Goes on at the data cut-off, and shows the patient alive then.
    case ongoing
    /// A death or a contact after the data cut-off, which shows the patient alive at it.
    case aliveAtCutOff
    /// The data cut-off.
    case cutOff

    /// The response of a visit.
    var response: Response? {
      switch self {
      case .visit(let response), .clinicalVisit(let response): response
      case .newDisease, .stopForProgression, .stop, .openStop, .nextTherapy, .death, .contact, .seen, .ongoing,
        .aliveAtCutOff,
        .cutOff:
        nil
      }
    }
  }

  /// A fact.
  public init(_ kind: Kind, _ moment: Moment, name: String, entry: Entry.ID? = nil) {
    self.kind = kind
    self.moment = moment
    self.name = name
    self.entry = entry
  }
}

/// The dated facts of one patient from which times to an event are made. Exact days are bounds of no width.
public struct FollowUp: Sendable {
  /// Where time starts: first dose, first response, randomisation.
  public var origin: Moment
  /// Its name in an explanation.
  public var originName: String
  /// Whether the disease was assessed at baseline; nil where the record does not say.
  public var hasBaseline: Bool?
  /// What happened. The order says which of two counts that share a day, and nothing else.
  public var facts: [Fact]
  /// Days between scheduled visits; nil if no schedule is known.
  public var visitInterval: Int?
  /// What resolves events in time; empty where all moments are days.
  public var network: TemporalNetwork

  /// Facts from an origin.
  public init(
    origin: Moment, originName: String = "start", hasBaseline: Bool? = nil, facts: [Fact] = [],
    visitInterval: Int? = nil, network: TemporalNetwork = TemporalNetwork()
  ) {
    self.origin = origin
    self.originName = originName
    self.hasBaseline = hasBaseline
    self.facts = facts
    self.visitInterval = visitInterval
    self.network = network
  }

  /// Facts in exact days, as a trial's tables have them; what is nil is not known.
  public init(
    reference: Day, hasBaseline: Bool? = nil, visits: [JudgedVisit] = [], clinicalProgression: Day? = nil,
    newTherapy: Day? = nil, death: Day? = nil, lastAlive: Day? = nil, visitInterval: Int? = nil
  ) {
    func fact(_ kind: Fact.Kind, _ day: Day?, _ name: String) -> Fact? {
      day.map { Fact(kind, .day($0), name: name) }
    }
    self.init(
      origin: .day(reference), hasBaseline: hasBaseline,
      facts: visits.map { Fact(.visit($0.response), .day($0.date), name: $0.response.rawValue) }
        + [
          fact(.clinicalVisit(.progressive), clinicalProgression, "clinical progression"),
          fact(.nextTherapy, newTherapy, "another therapy"), fact(.death, death, "death"),
          fact(.contact, lastAlive, "last known alive"),
        ].compactMap(\.self),
      visitInterval: visitInterval)
  }
}

extension FollowUp {
  /// How long it was from one moment to another.
  func length(from: Moment, to: Moment) -> LengthBounds {
    switch (from, to) {
    case (.event(let from), .event(let to)): network.bounds(from: from, to: to)
    case (.day(let from), .day(let to)): LengthBounds(exactly: .days(to.number - from.number))
    // A day is a point of the calendar, so that the bounds of the event are all there is to know.
    case (.event(let from), .day(let to)): LengthBounds(exactly: .days(to.number)) + -network.timeBounds(of: from)
    case (.day(let from), .event(let to)): LengthBounds(exactly: .days(-from.number)) + network.timeBounds(of: to)
    }
  }

  /// Without what certainly lies after death or after the data cut-off: nothing follows them, so such facts are wrong and extend
  /// no time. What is left out is given too.
  func withinObservation() -> (facts: FollowUp, excluded: [Fact]) {
    let ends = facts.filter { $0.kind == .death || $0.kind == .cutOff }
    // A data cut-off after death is no fact that comes too late: it is only when the study looked.
    let excluded = facts.filter { fact in
      fact.kind != .cutOff && ends.contains { $0 != fact && isBefore($0, fact) }
    }
    guard !excluded.isEmpty else { return (self, []) }
    var within = self
    within.facts = facts.filter { !excluded.contains($0) }
    return (within, excluded)
  }

  /// When a moment was, as days.
  func bounds(of moment: Moment) -> DayBounds {
    switch moment {
    case .event(let event): network.bounds(of: event)
    case .day(let day): DayBounds(earliest: day, latest: day)
    }
  }

  /// From the origin to a fact: where their order is not stated, at least nothing.
  func elapsed(to fact: Fact) -> LengthBounds {
    var length = length(from: origin, to: fact.moment)
    if fact.countsOnlyEarliest, let lower = length.lower { length.upper = lower }
    return length.intersection(LengthBounds(lower: .zero, upper: nil)) ?? LengthBounds(exactly: .zero)
  }

  /// Whether a fact certainly lies before the origin.
  func isBeforeOrigin(_ fact: Fact) -> Bool {
    length(from: origin, to: fact.moment).upper.map { $0 < .zero } ?? false
  }

  /// Whether one fact certainly lies before another.
  func isBefore(_ one: Fact, _ other: Fact) -> Bool {
    length(from: one.moment, to: other.moment).lower.map { $0 > .zero } ?? false
  }

  /// Whether one fact certainly does not lie after another.
  func isNotAfter(_ one: Fact, _ other: Fact) -> Bool {
    length(from: one.moment, to: other.moment).lower.map { $0 >= .zero } ?? false
  }

  /// `progression (CT), 2020-03-10`
  func words(_ fact: Fact) -> Phrase {
    let bounds = bounds(of: fact.moment).phrase
    return Phrase("\(fact.name), \(bounds)", "\(fact.phrase), \(bounds)")
  }
}
