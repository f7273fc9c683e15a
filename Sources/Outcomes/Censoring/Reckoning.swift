// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// One run of a rule over the facts of one patient.
///
/// The rule is asked what can have ended the time; bounds may leave several answers. Each possible answer has its own length,
/// and the result is their hull.
struct Reckoning {
  let rule: CensoringRule
  private(set) var facts: FollowUp
  let endPoint: EndPoint

  private typealias Decider = ReckonedTime.Decider

  /// A fact that is an event, with how it ends the time.
  private struct Event {
    var fact: Fact
    var end: TimeToEvent.End
  }

  /// One way in which the time can have ended.
  private struct Possibility {
    var end: TimeToEvent.End
    var length: LengthBounds
    var deciding: [Decider] = []
    var lastFree: LengthBounds?
    var notes: [Phrase] = []
  }

  /// Facts after death or the data cut-off that are left out.
  private let excluded: [Fact]

  init(rule: CensoringRule, facts: FollowUp, endPoint: EndPoint) {
    self.rule = rule
    self.endPoint = endPoint
    (self.facts, excluded) = facts.withinObservation()
  }

  func result() -> ReckonedTime {
    var result = reckoned()
    if let conflict = contactAfterDeath(result) {
      result.time = TimeToEvent(length: .unbounded, end: .contradicted(conflict))
    }
    result.notes += setAside(result)
    if !excluded.isEmpty {
      result.notes.append(
        Phrase(
          "Left out, because it lies after death or the data cut-off: \(words(excluded)).",
          "Ausgelassen, da nach Tod oder Datenschnitt: \(words(excluded))."))
    }
    return result
  }

  /// Days by which a last contact may lie after the death that ends a time: notice of a death reaches a centre late, and either may be known to the month alone.
  static let noticeDays = 31

  /// A last contact that certainly lies after the death that ends a time: one of the two is wrong, and with it how long the patient lived. nil where there is none.
  private func contactAfterDeath(_ result: ReckonedTime) -> TimeToEvent.Contradiction? {
    let deaths = result.deciding.map(\.fact).filter { $0.kind == .death }
    for death in deaths {
      for contact in excluded where contact.kind == .contact {
        let excess = facts.length(from: death.moment, to: contact.moment).lower ?? .zero
        guard excess > .days(Self.noticeDays) else { continue }
        return TimeToEvent.Contradiction(
          statements: [facts.words(death), facts.words(contact)], days: excess.days)
      }
    }
    return nil
  }

  private func words(_ some: [Fact]) -> Phrase { some.map(facts.words).joined(separator: "; ") }

  /// What stands beside the progression that ended a time and did not count, in sentences.
  private func setAside(_ result: ReckonedTime) -> [Phrase] {
    guard endPoint.countsProgression, result.time.end.isProgression, !result.deciding.isEmpty else { return [] }
    let deciding = result.deciding.map(\.fact)
    func isAfter(_ fact: Fact) -> Bool { deciding.allSatisfy { facts.isBefore($0, fact) } }
    var notes: [Phrase] = []
    let better = facts.facts.filter { fact in
      [.complete, .partial, .stable].contains(fact.kind.response) && isAfter(fact)
    }
    if !better.isEmpty {
      notes.append(
        Phrase(
          "Not counted, after the progression: \(words(better)).", "Nicht gezählt, nach dem Progress: \(words(better))."
        ))
    }
    if result.time.end == .progressionBeforeStop {
      let shown = facts.facts.filter { showsProgression($0) && isAfter($0) }
      if !shown.isEmpty {
        notes.append(
          Phrase(
            "Shown more than \(Self.documentationDays) d after the stop, and so not taken to document it: \(words(shown)).",
            "Mehr als \(Self.documentationDays) Tage nach dem Therapieende gezeigt und daher nicht als dessen Beleg genommen: \(words(shown))."
          ))
      }
    }
    let undocumented = stopsForProgression
    let documented = facts.facts.filter { stop in
      stop.kind == .stopForProgression && !undocumented.contains(stop)
        && deciding.allSatisfy { showsProgression($0) && facts.isBefore(stop, $0) }
    }
    if !documented.isEmpty {
      notes.append(
        Phrase(
          "\(words(documented)), is taken as documented by what was shown within \(Self.documentationDays) d of it.",
          "\(words(documented)): gilt als belegt durch das, was innerhalb von \(Self.documentationDays) Tagen danach gezeigt wurde."
        ))
    }
    return notes
  }

  private func reckoned() -> ReckonedTime {
    if rule.needsBaseline, endPoint.countsProgression, facts.hasBaseline == false {
      return merged([atOrigin(.noBaseline)])
    }
    let events = events()
    // Nothing begins after death or after the data cut-off, whatever the time runs to.
    let ends = facts.facts.filter { $0.kind == .death || $0.kind == .cutOff }
    if let early = (events.map(\.fact) + ends).first(where: facts.isBeforeOrigin) {
      let day = facts.bounds(of: facts.origin).phrase
      let origin = Phrase("\(facts.originName), \(day)", "\(Phrase.fact(facts.originName)), \(day)")
      let contradiction = TimeToEvent.Contradiction(end: facts.words(early), origin: origin)
      return ReckonedTime(
        time: TimeToEvent(length: .unbounded, end: .contradicted(contradiction)),
        deciding: [Decider(part: early.name, fact: early)])
    }
    return merged(possibilities(events) + withoutDoubtful().flatMap { $0.possibilities($0.events()) })
  }

  /// The same facts without new disease that can lie before the origin, or after the start of the next therapy: then it is no event of this time. Nothing where none can.
  private func withoutDoubtful() -> [Reckoning] {
    func isDoubtful(_ fact: Fact) -> Bool {
      guard case .newDisease = fact.kind else { return false }
      if facts.length(from: facts.origin, to: fact.moment).lower.map({ $0 < .zero }) ?? true { return true }
      return rule.newTherapy != .ignore && nextTherapies.contains { !facts.isNotAfter(fact, $0) }
    }
    guard endPoint.countsProgression || endPoint == .treatmentFailure, facts.facts.contains(where: isDoubtful) else {
      return []
    }
    var other = self
    other.facts.facts.removeAll(where: isDoubtful)
    return [other]
  }

  private func possibilities(_ events: [Event]) -> [Possibility] {
    let limits = limits
    if events.isEmpty { return [limits.isEmpty ? withoutEvent() : beforeNextTherapy()] }
    // Another therapy ends time before an event, not on its day.
    let precedes = events.allSatisfy { event in limits.contains { !facts.isNotAfter(event.fact, $0) } }
    let reached = events.filter { event in limits.allSatisfy { !facts.isBefore($0, event.fact) } }
    return ended(by: reached) + (precedes ? [beforeNextTherapy()] : [])
  }

  // MARK: facts by their part

  private var nextTherapies: [Fact] { facts.facts.filter { $0.kind == .nextTherapy } }

  /// Therapies, and stops for a progression that nothing documents, that end time at the last adequate visit before the first of them.
  private var limits: [Fact] {
    guard rule.newTherapy == .censor, endPoint.countsProgression else { return [] }
    return nextTherapies + (rule.countsClinicalProgression ? [] : stopsForProgression)
  }

  /// Days after a stop for progression within which the assessment that documents it may come.
  static let documentationDays = 28

  /// Stops for progression that nothing dated can have shown by then or documented soon after: their progression is known by the stop alone.
  private var stopsForProgression: [Fact] {
    let shown = facts.facts.filter(showsProgression)
    return facts.facts.filter { stop in
      stop.kind == .stopForProgression
        && !shown.contains { fact in
          let delay = facts.length(from: stop.moment, to: fact.moment)
          return delay.lower.map { $0 <= .days(Self.documentationDays) } ?? true
        }
    }
  }

  private func showsProgression(_ fact: Fact) -> Bool {
    switch fact.kind {
    case .visit(.progressive), .clinicalVisit(.progressive), .newDisease: true
    default: false
    }
  }

  /// What counts as an event; of two on one day the earlier in this list is it.
  private func events() -> [Event] {
    var events: [Event] = []
    func add(_ kind: Fact.Kind, _ end: TimeToEvent.End) {
      events += facts.facts.filter { $0.kind == kind }.map { Event(fact: $0, end: end) }
    }
    if endPoint.countsProgression || endPoint == .treatmentFailure {
      add(.visit(.progressive), .progression)
      for disease in NewDisease.allCases { add(.newDisease(disease), .newDisease(disease)) }
      if rule.countsClinicalProgression {
        add(.clinicalVisit(.progressive), .clinicalProgression)
        events += stopsForProgression.map { Event(fact: $0, end: .progressionBeforeStop) }
      }
    }
    if endPoint == .treatmentFailure {
      add(.stop, .stop)
      // Whoever begins another therapy has stopped this one, if nobody says when.
      if openStop != nil { add(.nextTherapy, .stop) }
    }
    if endPoint.countsProgression {
      if rule.newTherapy == .event { add(.nextTherapy, .nextTherapy) }
    }
    if endPoint.countsNextTherapy { add(.nextTherapy, .nextTherapy) }
    if endPoint.countsDeath, !(yieldsToNextTherapy && events.isEmpty) { add(.death, .death) }
    return events
  }

  /// Up to when treatment certainly went on, where its stop is not stated.
  private var openStop: Fact? { facts.facts.first { $0.kind == .openStop } }

  private var yieldsToNextTherapy: Bool {
    rule.newTherapy == .yield && endPoint.countsProgression && !nextTherapies.isEmpty
  }

  /// Visits that show the patient free of progression, or nothing, on or after the origin.
  private func visits(adequateOnly: Bool) -> [Fact] {
    facts.facts.filter { fact in
      guard let response = fact.kind.response, response != .progressive else { return false }
      return !(adequateOnly && response == .notEvaluable) && !facts.isBeforeOrigin(fact)
    }
  }

  // MARK: possible ends

  private func atOrigin(_ why: TimeToEvent.Censoring, _ deciding: [Decider] = []) -> Possibility {
    Possibility(end: .censored(why), length: LengthBounds(exactly: .zero), deciding: deciding)
  }

  /// The earliest of some events, as each of them that can be it; none for none.
  private func ended(by events: [Event]) -> [Possibility] {
    // All at their latest is one of the courses that the bounds allow, and the time ends at the earliest of them, and no later than what else ends it.
    let latest = (events.compactMap(latestElapsed) + limits.compactMap { facts.elapsed(to: $0).upper }).min()
    return indices(ofFirst: events.map(\.fact)).flatMap { index -> [Possibility] in
      let event = events[index]
      var elapsed = facts.elapsed(to: event.fact)
      // A visit without progression came before the progression that a stop tells of, wherever a stop that nobody dates lies. One that may lie after a
      // stop that is dated may count for nothing.
      let isByStop = event.end == .progressionBeforeStop
      func isSurelyBefore(_ visit: Fact) -> Bool {
        guard isByStop else { return facts.isBefore(visit, event.fact) }
        return event.fact.isTold ? facts.isNotAfter(visit, event.fact) : !facts.isBefore(event.fact, visit)
      }
      let free = lastVisits(
        surely: isSurelyBefore,
        perhaps: { isByStop ? !facts.isBefore(event.fact, $0) : !facts.isNotAfter(event.fact, $0) })
      // A progression that only the stop tells of came after the last visit without it.
      if isByStop { elapsed.lower = free.length.lower ?? .zero }
      // Treatment is taken to go on until progression; before another therapy or death it stopped nobody knows when.
      var end = event.end
      if endPoint == .treatmentFailure, let openStop, !end.isProgression {
        let least = facts.elapsed(to: openStop).lower ?? .zero
        if elapsed.lower.map({ $0 > least }) ?? false {
          elapsed.lower = least
          if end != .stop { end = .open([.stop, end]) }
        }
      }
      let length = LengthBounds(lower: elapsed.lower, upper: latest)
      let decider = Decider(part: event.fact.name, fact: event.fact)
      let isProgression = event.end.isProgression
      let counted = Possibility(
        end: end, length: length, deciding: [decider],
        lastFree: isProgression ? LengthBounds(lower: free.length.lower, upper: capped(free.length.upper, latest)) : nil
      )
      guard let limit = rule.missedVisits, endPoint.countsProgression, let missed = missedVisits(before: event.fact),
        missed.most.map({ $0 >= limit }) ?? true
      else { return [counted] }
      let least = max(limit, missed.least)
      let censored = Possibility(
        end: .censored(.missedVisits(least, before: event.end)), length: free.length,
        deciding: free.deciding + [decider])
      return missed.least >= limit ? [censored] : [counted, censored]
    }
  }

  /// The latest time of an event. Progression that only a stop tells of was known when the next therapy began, and to somebody who saw the patient; new disease that an entry dates is of this therapy no later than
  /// the next began. Neither limit holds where the event certainly lies after it.
  private func latestElapsed(_ event: Event) -> TimeLength? {
    let elapsed = facts.elapsed(to: event.fact)
    var limits = nextTherapies.compactMap { facts.elapsed(to: $0).upper }
    switch event.end {
    case .progressionBeforeStop:
      let contacts = facts.facts.filter { $0.kind == .contact }.map(facts.elapsed)
      if !contacts.contains(where: { $0.upper == nil }) {
        limits += [contacts.compactMap(\.upper).max()].compactMap(\.self)
      }
    case .newDisease: if rule.newTherapy == .ignore { limits = [] }
    default: limits = []
    }
    limits = limits.filter { limit in limit > .zero && elapsed.lower.map { limit >= $0 } ?? true }
    return ([elapsed.upper].compactMap(\.self) + limits).min()
  }

  /// How many visits can have been missed between the last adequate one and an event; nil where no schedule is known.
  private func missedVisits(before event: Fact) -> (least: Int, most: Int?)? {
    guard let interval = facts.visitInterval, interval > 0 else { return nil }
    let free = visits(adequateOnly: true)
    let fromOrigin = facts.elapsed(to: event)
    let gaps = free.filter { !facts.isNotAfter(event, $0) }.map { facts.length(from: $0.moment, to: event.moment) }
    let sure = free.filter { facts.isBefore($0, event) }.map { facts.length(from: $0.moment, to: event.moment) }
    let least = (gaps.map { max(.zero, $0.lower ?? .zero) } + [fromOrigin.lower ?? .zero]).min() ?? .zero
    let most = (sure.map(\.upper) + [fromOrigin.upper]).compactMap(\.self).min()
    // With visits every 8 weeks, 24 weeks without one hold two that were missed.
    func count(_ length: TimeLength) -> Int { max(0, Int((length.days / Double(interval)).rounded()) - 1) }
    return (count(least), most.map(count))
  }

  /// Before another therapy: the last adequate visit on or before its day.
  private func beforeNextTherapy() -> Possibility {
    let limits = limits
    let last = lastVisits(
      surely: { visit in limits.allSatisfy { facts.isNotAfter(visit, $0) } },
      perhaps: { visit in limits.allSatisfy { !facts.isBefore($0, visit) } })
    let therapies = earliest(limits)
    let deciding = last.deciding + therapies.deciding
    let isStop = therapies.deciding.allSatisfy { $0.fact.kind == .stopForProgression }
    guard !last.deciding.isEmpty else {
      return atOrigin(isStop ? .noAdequateVisit : .noVisitBeforeNextTherapy, deciding)
    }
    return Possibility(
      end: .censored(isStop ? .beforeUndocumentedProgression : .beforeNextTherapy),
      length: LengthBounds(lower: last.length.lower, upper: capped(last.length.upper, therapies.length.upper)),
      deciding: deciding)
  }

  /// The last adequate visit of those that surely, or perhaps, lie before something; the origin where none does.
  private func lastVisits(surely: (Fact) -> Bool, perhaps: (Fact) -> Bool) -> (
    length: LengthBounds, deciding: [Decider]
  ) {
    let possible = visits(adequateOnly: true).filter(perhaps)
    let last = latest(possible, part: "last adequate visit")
    let sure = possible.filter(surely).compactMap { facts.elapsed(to: $0).lower }.max()
    return (LengthBounds(lower: sure ?? .zero, upper: possible.isEmpty ? .zero : last.length.upper), last.deciding)
  }

  private func withoutEvent() -> Possibility {
    if endPoint == .treatmentFailure, let openStop {
      var last = openStop
      last.countsOnlyEarliest = true
      return Possibility(
        end: .censored(.stopNotStated), length: facts.elapsed(to: last),
        deciding: [Decider(part: "treatment certainly until", fact: last)])
    }
    if yieldsToNextTherapy, rule.end == .lastAlive {
      let next = earliest(nextTherapies)
      return Possibility(end: .censored(.nextTherapy), length: next.length, deciding: next.deciding)
    }
    switch rule.end {
    case .lastAdequateVisit: return atLast(visits(adequateOnly: true), .lastAdequateVisit, "last adequate visit")
    case .lastVisit: return atLast(visits(adequateOnly: false), .lastVisit, "last assessment without progression")
    case .lastAlive: return lastAlive()
    }
  }

  private func atLast(_ visits: [Fact], _ why: TimeToEvent.Censoring, _ part: String) -> Possibility {
    guard !visits.isEmpty else { return atOrigin(.noAdequateVisit) }
    let last = latest(visits, part: part)
    return Possibility(end: .censored(why), length: last.length, deciding: last.deciding)
  }

  /// The last day on which anything recorded shows the patient alive: death, where it does not end time itself, else the last of contacts, visits,
  /// doses and what goes on at the data cut-off. That nothing is recorded shows nothing.
  private func lastAlive() -> Possibility {
    if let death = facts.facts.first(where: { $0.kind == .death }) {
      let decider = Decider(part: death.name, fact: death)
      return Possibility(end: .censored(.death), length: facts.elapsed(to: death), deciding: [decider])
    }
    let seen = facts.facts.filter { fact in
      switch fact.kind {
      case .contact, .seen, .ongoing, .aliveAtCutOff: true
      case .visit, .clinicalVisit, .newDisease, .stop, .openStop, .stopForProgression, .nextTherapy, .death, .cutOff:
        false
      }
    }
    guard !seen.isEmpty else {
      // Tables of a trial may give visits and no day last known alive.
      let visits = visits(adequateOnly: false)
      guard !visits.isEmpty else { return Possibility(end: .censored(.nothingLater), length: .unbounded) }
      return atLast(visits, .lastVisit, "last visit")
    }
    // The origin itself shows the patient alive.
    var later = seen.filter { !facts.isBeforeOrigin($0) }
    // Of what shares a day the last in the list is named: the contact; of treatment, that it goes on.
    let named: Fact.Kind = endPoint == .treatmentFailure ? .ongoing : .contact
    later = later.filter { $0.kind != named } + later.filter { $0.kind == named }
    guard !later.isEmpty else { return atOrigin(.notSeenAgain, latest(seen, part: "last known alive").deciding) }
    let last = latest(later, part: "last known alive")
    let deciding = last.deciding.map { Decider(part: part(of: $0.fact), fact: $0.fact) }
    if last.length == LengthBounds(exactly: .zero) { return atOrigin(.notSeenAgain, deciding) }
    var notes: [Phrase] = []
    let why: TimeToEvent.Censoring
    let stated = seen.filter { $0.kind == .contact }
    if !stated.isEmpty, !deciding.contains(where: { $0.fact.kind == .contact }) {
      notes.append(
        Phrase(
          "Seen after the last contact that is recorded (\(words(stated))): \(words(deciding.map(\.fact))).",
          "Nach dem dokumentierten letzten Kontakt gesehen (\(words(stated))): \(words(deciding.map(\.fact)))."))
    }
    if deciding.contains(where: { $0.fact.kind == .contact }) {
      why = endPoint == .survival ? .alive : .lastContact
    } else if deciding.contains(where: { $0.fact.kind == .ongoing }) {
      why = endPoint == .treatmentFailure ? .ongoing : .cutOff
    } else if deciding.contains(where: { $0.fact.kind == .aliveAtCutOff }) {
      why = .cutOff
    } else {
      why = .lastSeen
    }
    return Possibility(end: .censored(why), length: last.length, deciding: deciding, notes: notes)
  }

  private func part(of fact: Fact) -> String {
    switch fact.kind {
    case .contact: "last contact"
    case .ongoing, .aliveAtCutOff: "data cut-off (\(fact.name))"
    default: "last known alive (\(fact.name))"
    }
  }

  // MARK: the last and the first of some

  /// The latest of some facts: in bounds, with those that can be it.
  private func latest(_ some: [Fact], part: String) -> (length: LengthBounds, deciding: [Decider]) {
    let lengths = some.map(facts.elapsed)
    let upper = lengths.contains { $0.upper == nil } ? nil : lengths.compactMap(\.upper).max()
    let last = some.indices.filter { index in
      !some.indices.contains { other in
        other > index
          ? facts.isNotAfter(some[index], some[other]) : other < index && facts.isBefore(some[index], some[other])
      }
    }
    return (
      LengthBounds(lower: lengths.compactMap(\.lower).max() ?? .zero, upper: upper),
      last.map { Decider(part: part, fact: some[$0]) }
    )
  }

  /// The earliest of some facts: in bounds, with those that can be it.
  private func earliest(_ some: [Fact]) -> (length: LengthBounds, deciding: [Decider]) {
    let lengths = some.map(facts.elapsed)
    return (
      LengthBounds(lower: lengths.map { $0.lower ?? .zero }.min(), upper: lengths.compactMap(\.upper).min()),
      indices(ofFirst: some).map { index in
        Decider(
          part: some[index].kind == .nextTherapy ? "start of the next therapy" : some[index].name, fact: some[index])
      }
    )
  }

  /// Which of some facts can be the first; of two that share a day it is the one named earlier. Some always can.
  private func indices(ofFirst some: [Fact]) -> [Int] {
    // What certainly lies behind the latest that another can be is not the first, nor before any that can: so that of many facts those near the first alone are held against each other.
    let lengths = some.map { facts.length(from: facts.origin, to: $0.moment) }
    let latest = lengths.compactMap(\.upper).min()
    let near = some.indices.filter { index in
      guard let latest, let lower = lengths[index].lower else { return true }
      return lower <= latest
    }
    return near.filter { index in
      !near.contains { other in
        other < index
          ? facts.isNotAfter(some[other], some[index]) : other > index && facts.isBefore(some[other], some[index])
      }
    }
  }

  private func capped(_ upper: TimeLength?, _ limit: TimeLength?) -> TimeLength? {
    [upper, limit].compactMap(\.self).min()
  }

  // MARK: the hull

  private func merged(_ possible: [Possibility]) -> ReckonedTime {
    var ends: [TimeToEvent.End] = []
    var deciding: [Decider] = []
    for one in possible {
      if !ends.contains(one.end) { ends.append(one.end) }
      for decider in one.deciding where !deciding.contains(decider) { deciding.append(decider) }
    }
    let free = possible.compactMap(\.lastFree)
    let end = ends.count == 1 ? ends[0] : .open(ends)
    var notes = possible.flatMap(\.notes)
    if ends.count > 1 {
      notes.append(
        Phrase(
          "What came first is open, and with it how this time ended: \(words(deciding.map(\.fact))). The length spans what it can be.",
          "Was zuerst kam, ist offen, und damit, wie diese Zeit endete: \(words(deciding.map(\.fact))). Die Länge umfasst, was möglich ist."
        ))
    } else if possible.count > 1 {
      notes.append(
        Phrase(
          "Which of these came first is open; the length spans them.",
          "Was davon zuerst kam, ist offen; die Länge umfasst beides."))
    }
    return ReckonedTime(
      time: TimeToEvent(
        length: .hull(possible.map(\.length)), end: end,
        lastFree: free.count == possible.count && !free.isEmpty ? .hull(free) : nil),
      deciding: deciding, notes: notes)
  }
}

extension TimeToEvent.End {
  /// Whether it is progression, however it was found.
  var isProgression: Bool {
    switch self {
    case .progression, .clinicalProgression, .newDisease, .progressionBeforeStop: true
    case .death, .stop, .nextTherapy, .statedEnd, .censored, .contradicted: false
    case .open(let ends): ends.allSatisfy(\.isProgression)
    }
  }
}

extension LengthBounds {
  /// The narrowest bounds that hold all of some bounds; open for none.
  static func hull(_ some: [LengthBounds]) -> LengthBounds {
    let lower = some.compactMap(\.lower)
    let upper = some.compactMap(\.upper)
    return LengthBounds(
      lower: lower.count == some.count ? lower.min() : nil, upper: upper.count == some.count ? upper.max() : nil)
  }
}
