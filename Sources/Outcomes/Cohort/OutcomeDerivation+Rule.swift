// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// Times to progression by a guideline's rule, in the bounds of the record.
extension OutcomeDerivation {
  /// Time to the next therapy after these, or to death.
  func timeToNextTreatment(from entry: Entry, through therapies: [Entry.ID]) -> CohortTime? {
    guard let origin = timeline.start(of: entry.id) else { return nil }
    let end: (event: EventID, isEvent: Bool, reason: String)?
    if let next = nextTherapy(after: therapies).flatMap({ timeline.start(of: $0.id) }) {
      end = (next, true, "start of another therapy")
    } else if let death = patient.death.flatMap({ timeline.start(of: $0.id) }) {
      end = (death, true, "death")
    } else {
      end = lastContact.map { ($0, false, "last known alive") }
    }
    return end.map {
      CohortTime(
        patient: patient.id, length: elapsed(from: origin, to: $0.event), isEvent: $0.isEvent, reason: $0.reason)
    }
  }

  /// Progression-free survival or time to progression of a therapy (with what continues it) by `rule`.
  ///
  /// Visits stand in the order of the record; where the rule follows patients beyond another therapy, its visits count too.
  func time(
    by rule: CensoringRule, from entry: Entry, through therapies: [Entry.ID], countsDeath: Bool, visitInterval: Int?
  ) -> CohortTime {
    func result(_ event: EventID?, _ origin: EventID?, _ isEvent: Bool, _ reason: String, free: EventID? = nil)
      -> CohortTime
    {
      guard let origin else {
        return CohortTime(patient: patient.id, length: .unbounded, isEvent: false, reason: "start not stated")
      }
      let length = event.map { elapsed(from: origin, to: $0) } ?? LengthBounds(exactly: .zero)
      return CohortTime(
        patient: patient.id, length: length, isEvent: isEvent, reason: reason,
        lastFree: free.map { elapsed(from: origin, to: $0) })
    }
    let origin = timeline.start(of: entry.id)
    let next = nextTherapy(after: therapies)
    let all = patient.therapies.map(\.entry.id)
    let later = all.lastIndex { therapies.contains($0) }.map { Array(all[($0 + 1)...]) } ?? []
    let followed = rule.newTherapy == .ignore ? therapies + later : therapies
    let judged = assessments(of: followed).filter { _, assessment in
      guard let response = assessment.response.value else { return false }
      // Progression by symptoms is none where the rule wants it documented.
      return rule.countsClinicalProgression || response != .progressive || !assessment.isClinical
    }
    let visits = judged.filter { $0.assessment.response.value != .notEvaluable || rule.end == .lastVisit }
    let progression = visits.firstIndex { $0.assessment.response.value == .progressive }
    let free = (progression.map { Array(visits[..<$0]) } ?? visits).last.flatMap { timeline.start(of: $0.entry.id) }

    func missed(_ event: EventID) -> Int? {
      guard let limit = rule.missedVisits, let interval = visitInterval, interval > 0, let start = free ?? origin,
        let least = elapsed(from: start, to: event).lower
      else { return nil }
      let count = Int((least.days / Double(interval)).rounded()) - 1
      return count >= limit ? count : nil
    }
    if let progression, let event = timeline.start(of: visits[progression].entry.id) {
      if let count = missed(event) {
        return result(free, origin, false, "progression after at least \(count) missed visits")
      }
      return result(event, origin, true, "progression", free: free ?? origin)
    }
    if let next, rule.newTherapy == .event, let event = timeline.start(of: next.id) {
      return result(event, origin, true, "start of another therapy")
    }
    if next != nil, rule.newTherapy == .censor {
      return result(
        free, origin, false,
        free == nil ? "another therapy, no visit before it" : "last adequate visit before another therapy")
    }
    if countsDeath, let death = patient.death, let event = timeline.start(of: death.id) {
      if let count = missed(event) { return result(free, origin, false, "death after at least \(count) missed visits") }
      return result(event, origin, true, "death")
    }
    switch rule.end {
    case .lastAlive:
      return result(lastContact ?? free, origin, false, "last known alive")
    case .lastVisit, .lastAdequateVisit:
      return result(free, origin, false, free == nil ? "no adequate visit" : rule.end.rawValue)
    }
  }
}
