// SPDX-License-Identifier: Apache-2.0

public import Plain
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
  public func text(in unit: DisplayUnit = .months) -> String { phrase(in: unit).english }

  /// The same in every language.
  public func phrase(in unit: DisplayUnit = .months) -> Phrase {
    guard length.printed(in: unit) != nil else {
      return isEvent ? .notDetermined : .notDetermined + Phrase(" (\(end.phrase))", " (\(end.phrase))")
    }
    let time = length.phrase(in: unit)
    if isEvent { return time }
    if case .censored(let why) = end { return time + Phrase("+ (\(why.phrase))", "+ (\(why.phrase))") }
    return time + Phrase(" (\(end.phrase))", " (\(end.phrase))")
  }

  /// The same with what ended it, events too: `5.5–6.5 mo (progression)`.
  public func textWithReason(in unit: DisplayUnit = .months) -> String { phraseWithReason(in: unit).english }

  /// The same in every language.
  public func phraseWithReason(in unit: DisplayUnit = .months) -> Phrase {
    let time = phrase(in: unit)
    return isEvent ? Phrase("\(time) (\(end.phrase))", "\(time) (\(end.phrase))") : time
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
    /// A response ended when the source says so, and nothing in the record says with what.
    case statedEnd
    /// The statements contradict each other, as where the end lies before the origin, and there is no time.
    case contradicted(Contradiction)

    /// Whether it is the observed event, whichever of those left open it was.
    public var isEvent: Bool {
      switch self {
      case .progression, .clinicalProgression, .newDisease, .progressionBeforeStop, .death, .stop, .nextTherapy,
        .statedEnd:
        true
      case .censored, .contradicted: false
      case .open(let ends): ends.allSatisfy(\.isEvent)
      }
    }

    /// Whether an assessment shows it to be progression: what only a stop, or a relapse after the therapy, tells of says nothing of how the
    /// therapy worked.
    public var isAssessedProgression: Bool { self == .progression || self == .clinicalProgression }

    /// In words, for tables and explanations.
    public var words: String { phrase.english }

    /// The same in every language.
    public var phrase: Phrase {
      switch self {
      case .progression: Phrase("progression", "Progress")
      case .clinicalProgression: Phrase("clinical progression", "klinischer Progress")
      case .newDisease(let disease): disease.phrase
      case .progressionBeforeStop:
        Phrase("progression before the stop for it", "Progress vor dem Ende der Therapie wegen Progress")
      case .death: Phrase("death", "Tod")
      case .stop: Phrase("stop of treatment", "Ende der Therapie")
      case .nextTherapy: Phrase("start of another therapy", "Beginn einer anderen Therapie")
      case .statedEnd: Phrase("end as stated", "Ende nach Angabe")
      case .censored(let why): why.phrase
      case .open(let ends):
        ends.map(\.phrase).joined(separator: Phrase(", or ", " oder "))
          + Phrase(": which is open", ": was davon, ist offen")
      case .contradicted(let contradiction): contradiction.phrase
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
    /// Whether there was a response at all is open, and with it how long it held.
    case responseOpen

    /// In words, for tables and explanations.
    public var words: String { phrase.english }

    /// The same in every language.
    public var phrase: Phrase {
      switch self {
      case .ongoing: Phrase("ongoing at the data cut-off", "andauernd beim Datenschnitt")
      case .ongoingWithoutCutOff:
        Phrase("ongoing; the data cut-off is not stated", "andauernd; der Datenschnitt ist nicht angegeben")
      case .stopNotStated: Phrase("the stop is not stated", "das Ende ist nicht angegeben")
      case .alive: Phrase("alive at last contact", "lebend beim letzten Kontakt")
      case .lastContact: Phrase("censored, last contact", "zensiert, letzter Kontakt")
      case .lastSeen: Phrase("censored, last known alive", "zensiert, zuletzt lebend bekannt")
      case .cutOff: Phrase("censored, data cut-off", "zensiert, Datenschnitt")
      case .death: Phrase("censored, death", "zensiert, Tod")
      case .lastAdequateVisit: Phrase("last adequate visit", "letzte verwertbare Kontrolle")
      case .lastVisit: Phrase("last visit", "letzte Kontrolle")
      case .beforeNextTherapy:
        Phrase("last adequate visit before another therapy", "letzte verwertbare Kontrolle vor einer anderen Therapie")
      case .beforeUndocumentedProgression:
        Phrase(
          "last adequate visit before a progression that is not documented",
          "letzte verwertbare Kontrolle vor einem nicht dokumentierten Progress")
      case .nextTherapy: Phrase("censored, start of the next therapy", "zensiert, Beginn der nächsten Therapie")
      case .missedVisits(let count, let event):
        Phrase(
          "\(event.phrase) after at least \(count) missed visits",
          "\(event.phrase) nach mindestens \(count) \(count == 1 ? "versäumten Kontrolle" : "versäumten Kontrollen")")
      case .noVisitBeforeNextTherapy:
        Phrase("another therapy, no visit before it", "andere Therapie, keine Kontrolle davor")
      case .noAdequateVisit: Phrase("no adequate visit", "keine verwertbare Kontrolle")
      case .noBaseline: Phrase("no baseline assessment", "keine Ausgangsuntersuchung")
      case .notSeenAgain: Phrase("not seen after the start", "nach Beginn nicht mehr gesehen")
      case .nothingLater: Phrase("no later time is stated", "keine spätere Zeit angegeben")
      case .endOfFollowUp: Phrase("end of follow-up", "Ende der Nachbeobachtung")
      case .responseOpen: Phrase("whether there was a response is open", "ob es ein Ansprechen gab, ist offen")
      }
    }
  }

  /// Statements on a time that cannot all be true.
  public struct Contradiction: Sendable, Hashable {
    /// What contradicts what.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// An end lies before its origin.
      case order
      /// A stated length does not fit what the record shows at its end.
      case statedLength
      /// Statements behind the time contradict each other.
      case statements
    }

    /// What contradicts what.
    public var kind: Kind
    /// In every language; the names of the ends stay as they are.
    public var phrase: Phrase

    /// A contradiction as it was told.
    package init(kind: Kind, phrase: Phrase) {
      self.kind = kind
      self.phrase = phrase
    }

    /// An end that certainly lies before its origin, each with its day: `progression (CT), 2020-03-10`, `first dose, 2020-03-15`.
    public init(end: Phrase, origin: Phrase) {
      kind = .order
      phrase = Phrase("contradicted: \(end), lies before \(origin)", "widersprüchlich: „\(end)“ liegt vor „\(origin)“")
    }

    /// A length that a source states, beside what the record shows at its end: `19.5–20.5 mo`, `progression at 5 mo`.
    public init(stated: Phrase, shown: Phrase) {
      kind = .statedLength
      phrase = Phrase(
        "contradicted: \(stated) as stated, but \(shown)", "widersprüchlich: \(stated) nach Angabe, aber \(shown)")
    }

    /// Statements behind a time of which one at least is wrong, and by how many days they miss each other.
    public init(statements: [Phrase], days: Double) {
      kind = .statements
      let all = statements.map { Phrase("“\($0)”", "„\($0)“") }.joined(separator: ", ")
      let excess = Phrase.number(days, decimals: 0)
      phrase = Phrase(
        "contradicted: \(all) cannot all be true, by \(excess) d",
        "widersprüchlich: \(all) können nicht alle stimmen, um \(Phrase.days(days, decimals: 0))")
    }

    /// In words.
    public var words: String { phrase.english }
  }
}
