// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// What shows a patient alive, and what shows the disease progressing, outside of assessments.
extension OutcomeDerivation {
  // MARK: alive

  /// Death, contacts, the data cut-off, and whatever else shows the patient alive last.
  func endOfLife(from origin: Moment) -> [Fact] {
    let contacts = patient.entries.compactMap { entry in
      if case .lastContact = entry.content { fact(.contact, entry, "last contact") } else { nil }
    }
    let ongoing = patient.entries.filter(timeline.isOngoing).compactMap { entry in
      timeline.cutOff.map { Fact(.ongoing, .event($0), name: "\(entry.id) is ongoing", entry: entry.id) }
    }
    let cutOff = timeline.cutOff.map { Fact(.cutOff, .event($0), name: "data cut-off") }
    return [patient.death.flatMap { fact(.death, $0, "death") }, cutOff].compactMap(\.self) + contacts + ongoing
      + signsOfLife.map { sign in
        var sign = sign
        sign.countsOnlyEarliest = isOpenLate(sign, from: origin)
        return sign
      }
  }

  func fact(_ kind: Fact.Kind, _ entry: Entry, _ name: String) -> Fact? {
    timeline.start(of: entry.id).map { Fact(kind, .event($0), name: name, entry: entry.id) }
  }

  /// What can be the last sign of life: entries that state a time, doses and measured lesions. Of exact days the last is enough; of others those are
  /// left out that certainly do not lie after another.
  static func signsOfLife(of timeline: PatientTimeline) -> [Fact] {
    let patient = timeline.patient
    var lastDay: (day: Day, fact: Fact)?
    var open: [Fact] = []
    func see(_ day: Day, _ fact: Fact) {
      if lastDay.map({ $0.day < day }) ?? true { lastDay = (day, fact) }
    }
    func see(_ event: EventID?, _ entry: Entry, _ name: String) {
      guard let event else { return }
      let fact = Fact(.seen, .event(event), name: name, entry: entry.id)
      let bounds = timeline.bounds(of: event)
      if let day = bounds.earliest, day == bounds.latest { return see(day, fact) }
      let follows = open.contains { isNotAfter(fact, $0, timeline) }
      guard !follows else { return }
      open.removeAll { isNotAfter($0, fact, timeline) }
      open.append(fact)
    }
    for entry in patient.entries where showsLife(entry.content) {
      if entry.when.contains(where: \.isTold) { see(timeline.start(of: entry.id), entry, entry.id) }
      let isEnded = entry.ends.contains(where: \.isTold) || !entry.lasts.isEmpty
      if isEnded, entry.content.lasts, !entry.isOngoing { see(timeline.end(of: entry.id), entry, "end of \(entry.id)") }
      guard case .therapy(let therapy) = entry.content, let last = therapy.administrations.map(\.date).max() else {
        continue
      }
      see(last, Fact(.seen, .day(last), name: "dose of \(entry.id)", entry: entry.id))
    }
    if let last = patient.lesions.map(\.date).max() { see(last, Fact(.seen, .day(last), name: "lesions measured")) }
    return open + [lastDay?.fact].compactMap(\.self)
  }

  private static func isNotAfter(_ one: Fact, _ other: Fact, _ timeline: PatientTimeline) -> Bool {
    guard case .event(let first) = one.moment, case .event(let second) = other.moment else { return false }
    return timeline.length(from: first, to: second).lower.map { $0 >= .zero } ?? false
  }

  /// Whether an entry shows its patient alive: not death, not what was planned or decided, perhaps without the patient.
  private static func showsLife(_ content: Entry.Content) -> Bool {
    switch content {
    case .death, .decision, .plan, .lastContact: false
    default: true
    }
  }

  /// Whether nothing but the data cut-off or death bounds when a sign of life was: then it shows the patient alive at its earliest time alone.
  private func isOpenLate(_ sign: Fact, from origin: Moment) -> Bool {
    guard case .event(let event) = sign.moment, case .event(let start) = origin else { return false }
    let bounds = timeline.bounds(of: event)
    if bounds.earliest != nil, bounds.earliest == bounds.latest { return false }
    guard timeline.length(from: start, to: event).upper != nil else { return true }
    return timeline.network.support(from: start, to: event).upper.contains { id in
      switch timeline.statement(id)?.kind {
      case .implied(let rule): rule == PatientTimeline.untilCutOff || rule == PatientTimeline.untilDeath
      default: false
      }
    }
  }

  // MARK: progression

  /// Local relapses and metastases at new sites that belong to one of these therapies by their times.
  func newDisease(of therapies: [Entry.ID]) -> [(entry: Entry, kind: NewDisease)] {
    Self.newDisease(of: therapies, timeline: timeline)
  }

  static func newDisease(of therapies: [Entry.ID], timeline: PatientTimeline) -> [(
    entry: Entry, kind: NewDisease
  )] {
    timeline.patient.entries.compactMap { entry in
      guard let kind = newDisease(entry, timeline), let therapy = timeline.therapy(inForceAt: entry).therapy,
        therapies.contains(therapy)
      else { return nil }
      return (entry, kind)
    }
  }

  private static func newDisease(_ entry: Entry, _ timeline: PatientTimeline) -> NewDisease? {
    switch entry.content {
    case .localRelapse: return .localRelapse
    case .metastases(let metastases):
      guard !metastases.alreadyKnown, !metastases.sites.isEmpty else { return nil }
      // Known are the sites of all that does not certainly lie later; of what time leaves open, what is listed before.
      var isListedBefore = true
      var known: [BodySite] = []
      for other in timeline.patient.entries {
        if other.id == entry.id { isListedBefore = false }
        guard other.id != entry.id, case .metastases(let earlier) = other.content else { continue }
        switch timeline.order(of: other.id, to: entry.id) {
        case .before, .notAfter: known += earlier.bodySites
        case .after, .notBefore: continue
        case .same, .open: if isListedBefore { known += earlier.bodySites }
        }
      }
      return metastases.bodySites.allSatisfy { $0.isKnown(from: known) } ? nil : .metastases
    default: return nil
    }
  }
}
