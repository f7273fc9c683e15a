// SPDX-License-Identifier: Apache-2.0

import Chronology
import Outcomes
import Plain

/// A time to an event as it stands in a line: its bounds in days, how it ended, and the last visit before.
enum TimeLine {
  static func json(_ time: TimeToEvent) -> JSON {
    .object(
      bounds(time.length) + end(time.end)
        + (time.lastFree.map { [("free", .object(bounds($0)))] } ?? []))
  }

  static func read(_ value: TapeValue) throws(LineFault) -> TimeToEvent {
    let length = try length(value)
    if let lower = length.lower, lower < .zero, let field = try value.optional("lower") {
      throw field.fault("a time that is not negative")
    }
    return TimeToEvent(
      length: length, end: try end(value), lastFree: try value.optional("free").read(self.length))
  }

  private static func bounds(_ bounds: LengthBounds) -> [(key: String, value: JSON)] {
    (bounds.lower.map { [("lower", .number($0.days))] } ?? [])
      + (bounds.upper.map { [("upper", .number($0.days))] } ?? [])
  }

  /// No time between two dates that a record can have is longer, in days; whether a patient can have lived so long, the review asks.
  private static let longest = 4_000_000.0

  /// Bounds in days, the lower not above the upper: what cannot be is none that was derived.
  private static func length(_ value: TapeValue) throws(LineFault) -> LengthBounds {
    let (lower, upper) = (try value.optional("lower"), try value.optional("upper"))
    let (low, high) = (try lower?.number(), try upper?.number())
    for (field, number) in [(lower, low), (upper, high)] {
      if let field, let number, !(-longest...longest).contains(number) {
        throw field.fault("days between two dates of a calendar")
      }
    }
    if let upper, let low, let high, low > high { throw upper.fault("an upper bound not below the lower one") }
    return LengthBounds(lower: low?.asDays, upper: high?.asDays)
  }

  // MARK: ends

  private static let ends: [(word: String, end: TimeToEvent.End)] = [
    ("progression", .progression), ("clinical progression", .clinicalProgression),
    ("local relapse", .newDisease(.localRelapse)), ("new metastases", .newDisease(.metastases)),
    ("progression before the stop", .progressionBeforeStop), ("death", .death), ("stop", .stop),
    ("next therapy", .nextTherapy), ("as stated", .statedEnd),
  ]

  private static let reasons: [(word: String, why: TimeToEvent.Censoring)] = [
    ("ongoing", .ongoing), ("ongoing without cut-off", .ongoingWithoutCutOff), ("stop not stated", .stopNotStated),
    ("alive", .alive), ("last contact", .lastContact), ("last seen", .lastSeen), ("cut-off", .cutOff),
    ("death", .death), ("last adequate visit", .lastAdequateVisit), ("last visit", .lastVisit),
    ("before next therapy", .beforeNextTherapy), ("before undocumented progression", .beforeUndocumentedProgression),
    ("next therapy", .nextTherapy), ("no visit before next therapy", .noVisitBeforeNextTherapy),
    ("no adequate visit", .noAdequateVisit), ("no baseline", .noBaseline), ("not seen again", .notSeenAgain),
    ("nothing later", .nothingLater), ("end of follow-up", .endOfFollowUp), ("response open", .responseOpen),
  ]

  private static let words = Dictionary(ends.map { ($0.end, $0.word) }, uniquingKeysWith: { one, _ in one })
  private static let endOf = Dictionary(ends.map { ($0.word, $0.end) }, uniquingKeysWith: { one, _ in one })
  private static let reasonWords = Dictionary(reasons.map { ($0.why, $0.word) }, uniquingKeysWith: { one, _ in one })
  private static let reasonOf = Dictionary(reasons.map { ($0.word, $0.why) }, uniquingKeysWith: { one, _ in one })

  private static func end(_ end: TimeToEvent.End) -> [(key: String, value: JSON)] {
    switch end {
    case .censored(.missedVisits(let count, let event)):
      return [
        ("end", .string("censored")), ("why", .string("missed visits")), ("count", .integer(count)),
        ("before", .object(self.end(event))),
      ]
    case .censored(let why):
      return [("end", .string("censored")), ("why", .string(reasonWords[why] ?? ""))]
    case .open(let ends):
      return [("end", .string("open")), ("ends", .array(ends.map { .object(self.end($0)) }))]
    case .contradicted(let contradiction):
      return [
        ("end", .string("contradicted")), ("kind", .string(contradiction.kind.rawValue)),
        ("words", PhraseLine.json(contradiction.phrase)),
      ]
    default: return [("end", .string(words[end] ?? ""))]
    }
  }

  private static func end(_ value: TapeValue) throws(LineFault) -> TimeToEvent.End {
    let field = try value.needed("end")
    let word = try field.text()
    if let end = endOf[word] { return end }
    switch word {
    case "censored":
      let why = try value.needed("why")
      let reason = try why.text()
      if reason == "missed visits" {
        return .censored(
          .missedVisits(try value.needed("count").integer(), before: try end(try value.needed("before"))))
      }
      guard let found = reasonOf[reason] else {
        throw why.fault(reasons.map { "`\($0.word)`" }.joined(separator: ", "))
      }
      return .censored(found)
    case "open":
      var all: [TimeToEvent.End] = []
      for item in try value.needed("ends").list() { all.append(try end(item)) }
      return .open(all)
    case "contradicted":
      return .contradicted(
        TimeToEvent.Contradiction(
          kind: try value.needed("kind").word(TimeToEvent.Contradiction.Kind.self),
          phrase: try PhraseLine.read(try value.needed("words"))))
    default: throw field.fault((ends.map(\.word) + ["censored", "open", "contradicted"]).joined(separator: ", "))
    }
  }
}

extension Double {
  /// A length of so many days, to the grid on which lengths are added.
  fileprivate var asDays: TimeLength { TimeLength(days: self) }
}

extension Optional {
  /// What is read of a value, where there is one.
  fileprivate func read<Value>(_ change: (Wrapped) throws(LineFault) -> Value) throws(LineFault) -> Value? {
    guard let self else { return nil }
    return try change(self)
  }
}

/// A phrase as it stands in a line, in every language.
enum PhraseLine {
  static func json(_ phrase: Phrase) -> JSON {
    .object([("en", .string(phrase.english)), ("de", .string(phrase.german))])
  }

  static func read(_ value: TapeValue) throws(LineFault) -> Phrase {
    Phrase("\(try value.needed("en").text())", "\(try value.needed("de").text())")
  }
}
