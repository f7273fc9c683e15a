// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import TumourResponse

/// The dated facts from which times to an event are made, all as exact days.
public struct FollowUp: Sendable, Hashable {
  /// Where time starts: randomisation, first dose, diagnosis.
  public var reference: Day
  /// Whether the disease was assessed at baseline.
  public var hasBaseline: Bool
  /// Judged visits, in any order. A visit is adequate if its response is not NE.
  public var visits: [JudgedVisit]
  /// Progression by symptoms, without imaging.
  public var clinicalProgression: Day?
  /// Start of another anticancer therapy.
  public var newTherapy: Day?
  /// Death.
  public var death: Day?
  /// Last day on which the patient is known to live.
  public var lastAlive: Day?
  /// Days between scheduled visits; nil if no schedule is known.
  public var visitInterval: Int?

  /// Facts with a reference date; everything else is unknown until set.
  public init(
    reference: Day, hasBaseline: Bool = true, visits: [JudgedVisit] = [], clinicalProgression: Day? = nil,
    newTherapy: Day? = nil, death: Day? = nil, lastAlive: Day? = nil, visitInterval: Int? = nil
  ) {
    self.reference = reference
    self.hasBaseline = hasBaseline
    self.visits = visits.sorted { $0.date < $1.date }
    self.clinicalProgression = clinicalProgression
    self.newTherapy = newTherapy
    self.death = death
    self.lastAlive = lastAlive
    self.visitInterval = visitInterval
  }
}

/// A time to an event or to censoring, in whole days.
public struct EventTime: Sendable, Hashable {
  /// Where it starts.
  public var start: Day
  /// Where it ends.
  public var end: Day
  /// Whether the event was observed.
  public var isEvent: Bool
  /// What ended it, in words.
  public var reason: String
  /// For progression: the last adequate visit without it. The event lies after this day and not later than `end`.
  public var lastFree: Day?

  /// end − start.
  public var days: Int { end.number - start.number }
  /// end − start + 1, as CDISC's ADaM counts.
  public var inclusiveDays: Int { days + 1 }
}
