// SPDX-License-Identifier: Apache-2.0

public import Chronology
import Course
import TumourResponse

/// What counts as an event of progression-free survival, and what censors it when: a guideline as data.
public struct CensoringRule: Sendable, Hashable, Identifiable {
  /// A short name for options and tables: `fda-a`.
  public var id: String
  /// Its name in words.
  public var name: String
  /// Where it is described.
  public var source: String
  /// Whether progression by symptoms is an event.
  public var countsClinicalProgression: Bool
  /// What the start of another therapy does.
  public var newTherapy: NewTherapy
  /// Missed visits from which an event no longer counts, and time ends at the last adequate visit before them.
  public var missedVisits: Int?
  /// Where time ends without an event.
  public var end: End
  /// Whether a patient without baseline assessment is censored at the reference date.
  public var needsBaseline: Bool

  /// What another anticancer therapy before progression does.
  public enum NewTherapy: String, Sendable, Hashable, CaseIterable {
    /// Nothing: later progression and death count (treatment policy).
    case ignore
    /// Ends time at the last adequate visit before it.
    case censor
    /// Is an event itself.
    case event
  }

  /// Where time ends without an event.
  public enum End: String, Sendable, Hashable, CaseIterable {
    /// The last visit that was evaluable.
    case lastAdequateVisit = "last adequate visit"
    /// The last visit, evaluable or not.
    case lastVisit = "last visit"
    /// The last day known alive.
    case lastAlive = "last known alive"
  }

  /// FDA 2018, Appendix 3, Table A: only documented progression and death; the default of regulators' primary analyses.
  public static let fdaA = CensoringRule(
    id: "fda-a", name: "FDA, documented events only",
    source: "FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics, 2018, Appendix 3, Table A",
    countsClinicalProgression: false, newTherapy: .censor, missedVisits: 2, end: .lastAdequateVisit, needsBaseline: true
  )

  /// FDA 2018, Appendix 3, Table C: the investigator's call; symptoms and another therapy are events too.
  public static let fdaC = CensoringRule(
    id: "fda-c", name: "FDA, investigator's claim",
    source: "FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics, 2018, Appendix 3, Table C",
    countsClinicalProgression: true, newTherapy: .event, missedVisits: nil, end: .lastAdequateVisit, needsBaseline: true
  )

  /// EMA 2012: events count whatever happened before them.
  public static let ema = CensoringRule(
    id: "ema", name: "EMA, events whenever they happen",
    source: "EMA/CHMP/27994/2008/Rev.1, Appendix 1 to the guideline on anticancer medicinal products, 2012",
    countsClinicalProgression: false, newTherapy: .ignore, missedVisits: nil, end: .lastAdequateVisit,
    needsBaseline: false)

  /// The template of the admiralonco package: like EMA's, but a last visit that is not evaluable ends time too.
  public static let lastVisit = CensoringRule(
    id: "last-visit", name: "last visit, evaluable or not",
    source: "pharmaverse admiralonco 1.4, ADTTE template", countsClinicalProgression: false, newTherapy: .ignore,
    missedVisits: nil, end: .lastVisit, needsBaseline: false)

  /// All rules, the default first.
  public static let all: [CensoringRule] = [.ema, .fdaA, .fdaC, .lastVisit]

  /// Progression-free survival (`countsDeath`) or time to progression.
  public func time(_ facts: FollowUp, countsDeath: Bool = true) -> EventTime {
    let start = facts.reference
    func ended(_ day: Day, _ isEvent: Bool, _ reason: String, lastFree: Day? = nil) -> EventTime {
      EventTime(start: start, end: day, isEvent: isEvent, reason: reason, lastFree: lastFree)
    }
    if needsBaseline, !facts.hasBaseline { return ended(start, false, "no baseline assessment") }
    let adequate = facts.visits.filter { $0.response != .notEvaluable && $0.date >= start }
    // The earliest of what counts; imaging first where two share a day.
    var events: [(day: Day, what: String, isProgression: Bool)] = []
    if let progression = adequate.first(where: { $0.response == .progressive }) {
      events.append((progression.date, "progression", true))
    }
    if countsClinicalProgression, let day = facts.clinicalProgression {
      events.append((day, "clinical progression", true))
    }
    if newTherapy == .event, let day = facts.newTherapy { events.append((day, "start of another therapy", false)) }
    if countsDeath, let day = facts.death { events.append((day, "death", false)) }
    let event = events.filter { $0.day >= start }.min { $0.day < $1.day }
    let limit = newTherapy == .censor ? facts.newTherapy : nil
    let free = adequate.filter { visit in
      visit.response != .progressive && (event.map { visit.date < $0.day } ?? true)
    }
    if let limit, event.map({ limit < $0.day }) ?? true {
      let last = free.last { $0.date <= limit }?.date
      return ended(
        last ?? start, false, "another therapy on \(limit) before an event\(last == nil ? ", no visit before it" : "")")
    }
    if let event {
      let last = free.last?.date
      if let missed = missedVisits, let interval = facts.visitInterval, interval > 0 {
        let gap = event.day.number - (last ?? start).number
        // With visits every 8 weeks, 24 weeks without one hold two that were missed.
        let count = Int((Double(gap) / Double(interval)).rounded()) - 1
        if count >= missed {
          return ended(last ?? start, false, "\(event.what) on \(event.day) after \(count) missed visits")
        }
      }
      return ended(event.day, true, event.what, lastFree: event.isProgression ? last ?? start : nil)
    }
    switch end {
    case .lastAdequateVisit:
      return ended(free.last?.date ?? start, false, free.isEmpty ? "no adequate visit" : "last adequate visit")
    case .lastVisit:
      let last = facts.visits.last?.date
      return ended(last ?? start, false, last == nil ? "no visit" : "last visit")
    case .lastAlive:
      let last = [facts.lastAlive, free.last?.date].compactMap(\.self).max()
      return ended(last ?? start, false, last == nil ? "no later contact" : "last known alive")
    }
  }

  /// Overall survival: death, else the last day known alive; nil if neither is known.
  public static func survival(_ facts: FollowUp) -> EventTime? {
    if let death = facts.death { return EventTime(start: facts.reference, end: death, isEvent: true, reason: "death") }
    return facts.lastAlive.map {
      EventTime(
        start: facts.reference, end: max($0, facts.reference), isEvent: false,
        reason: $0 < facts.reference ? "not seen after the start" : "last known alive")
    }
  }

  /// Duration of response from `response`, the first visit that shows it, to progression or death; nil without response.
  public func responseDuration(_ facts: FollowUp, from response: Day?) -> EventTime? {
    guard let response else { return nil }
    var later = facts
    later.reference = response
    return time(later)
  }
}
