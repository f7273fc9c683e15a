// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// What shows a patient alive, and what shows the disease progressing, outside of assessments.
extension OutcomeDerivation {
  // MARK: alive

  /// Death, contacts, the data cut-off, and whatever else shows the patient alive last.
  func endOfLife(from origin: Moment) -> [Fact] {
    if let before = memo.endOfLife[origin] { return before }
    let facts = foundEndOfLife(from: origin)
    memo.endOfLife[origin] = facts
    return facts
  }

  private func foundEndOfLife(from origin: Moment) -> [Fact] {
    let contacts = patient.entries.compactMap { entry -> Fact? in
      switch entry.content {
      case .lastContact:
        return isAfterCutOff(entry)
          ? aliveAtCutOff(entry, "a contact after it shows the patient alive") : fact(.contact, entry, "last contact")
      // Who dies after the data cut-off was alive at it.
      case .death: return isAfterCutOff(entry) ? aliveAtCutOff(entry, "the patient died after it") : nil
      default: return nil
      }
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

  private func isAfterCutOff(_ entry: Entry) -> Bool {
    guard let cutOff = timeline.cutOff, let event = timeline.start(of: entry.id) else { return false }
    return timeline.length(from: cutOff, to: event).lower.map { $0 > .zero } ?? false
  }

  private func aliveAtCutOff(_ entry: Entry, _ why: String) -> Fact? {
    timeline.cutOff.map { Fact(.aliveAtCutOff, .event($0), name: why, entry: entry.id) }
  }

  func fact(_ kind: Fact.Kind, _ entry: Entry, _ name: String) -> Fact? {
    timeline.start(of: entry.id).map { Fact(kind, .event($0), name: name, entry: entry.id) }
  }

  /// What can be the last sign of life: entries that state a time, doses and measured lesions. Of exact days the last is enough; of others those are
  /// left out that certainly do not lie after another.
  ///
  /// What certainly lies after the data cut-off or death is left out: it has a wrong date, or shows nothing of the time before.
  static func signsOfLife(of timeline: PatientTimeline) -> [Fact] {
    let patient = timeline.patient
    let limits = [timeline.cutOff, patient.death.flatMap { timeline.start(of: $0.id) }].compactMap(\.self)
    let latest = limits.compactMap { timeline.bounds(of: $0).latest }.min()
    var lastDay: (day: Day, fact: Fact)?
    var open: [Fact] = []
    func shows(_ day: Day) -> Bool { day.isBelieved && latest.map { day <= $0 } ?? true }
    func see(_ day: Day, _ fact: Fact) {
      guard shows(day) else { return }
      if lastDay.map({ $0.day < day }) ?? true { lastDay = (day, fact) }
    }
    func see(_ event: EventID?, _ entry: Entry, _ name: String) {
      guard let event else { return }
      let fact = Fact(.seen, .event(event), name: name, entry: entry.id)
      let bounds = timeline.bounds(of: event)
      if let day = bounds.earliest, day == bounds.latest { return see(day, fact) }
      if let latest, let earliest = bounds.earliest, earliest > latest { return }
      let follows = open.contains { isNotAfter(fact, $0, timeline) }
      guard !follows else { return }
      open.removeAll { isNotAfter($0, fact, timeline) }
      open.append(fact)
    }
    for entry in patient.entries where entry.content.showsLife {
      if entry.when.contains(where: \.isTold) { see(timeline.start(of: entry.id), entry, entry.id) }
      // Cycles that were given say how long it went on at least.
      if tellsEnd(entry), entry.content.lasts || entry.content.isResponse, !entry.isOngoing {
        see(timeline.end(of: entry.id), entry, "end of \(entry.id)")
      }
      guard case .therapy(let therapy) = entry.content,
        let last = therapy.administrations.map(\.date).filter(shows).max()
      else {
        continue
      }
      see(last, Fact(.seen, .day(last), name: "dose of \(entry.id)", entry: entry.id))
    }
    if let last = patient.lesions.map(\.date).filter(shows).max() {
      see(last, Fact(.seen, .day(last), name: "lesions measured"))
    }
    return open + [lastDay?.fact].compactMap(\.self)
  }

  private static func isNotAfter(_ one: Fact, _ other: Fact, _ timeline: PatientTimeline) -> Bool {
    guard case .event(let first) = one.moment, case .event(let second) = other.moment else { return false }
    return timeline.length(from: first, to: second).lower.map { $0 >= .zero } ?? false
  }

  /// Whether nothing but the data cut-off or death bounds when a sign of life was: then it shows the patient alive at its earliest time alone.
  private func isOpenLate(_ sign: Fact, from origin: Moment) -> Bool {
    guard case .event(let event) = sign.moment, case .event(let start) = origin else { return false }
    let bounds = timeline.bounds(of: event)
    if bounds.earliest != nil, bounds.earliest == bounds.latest { return false }
    return isLengthOpen(
      from: start, to: event,
      but: [PatientTimeline.untilCutOff, PatientTimeline.untilDeath, PatientTimeline.untilLastContact])
  }

  /// Whether nothing bounds a length from above, or nothing without these of the rules that a course implies.
  func isLengthOpen(from start: EventID, to end: EventID, but rules: Set<String>) -> Bool {
    guard timeline.length(from: start, to: end).upper != nil else { return true }
    return timeline.statementIDs(behind: start, end).upper.contains { id in
      if case .implied(let rule) = timeline.statement(id)?.kind { rules.contains(rule) } else { false }
    }
  }

  // MARK: progression

  /// Radiotherapies that were stopped for progression after a therapy began, with the words and the therapies in force.
  static func radiotherapiesStoppedForProgression(_ timeline: PatientTimeline) -> [(
    entry: Entry, reason: String, therapies: [Entry.ID]
  )] {
    timeline.patient.entries.compactMap { entry in
      guard case .radiotherapy(let radiation) = entry.content, let reason = radiation.stopReason.value,
        StopWords(reason) == .progression, !timeline.isOngoing(entry)
      else { return nil }
      let therapies = timeline.therapy(inForceAt: entry).therapies
      return therapies.isEmpty ? nil : (entry, reason, therapies)
    }
  }

  /// Whether an entry tells when it ended: by an end, a length, or cycles that were given.
  static func tellsEnd(_ entry: Entry) -> Bool {
    entry.ends.contains(where: \.isTold) || !entry.lasts.isEmpty || entry.content.countsCycles
  }

  /// What was stopped for progression, with when: some therapies, and radiotherapy while one of them was the last to have begun.
  static func stopsForProgression(of therapies: [Entry.ID], _ timeline: PatientTimeline) -> [(
    entry: Entry, end: EventID
  )] {
    let systemic = timeline.treatments.filter { entry, therapy in
      therapies.contains(entry.id) && therapy.isStoppedForProgression && !timeline.isOngoing(entry)
    }.map(\.entry)
    let local = radiotherapiesStoppedForProgression(timeline).filter { entry, _, own in
      own.contains(where: therapies.contains) && entry.when.contains(where: \.isTold)
    }.map(\.entry)
    return (systemic + local).compactMap { entry in timeline.end(of: entry.id).map { (entry, $0) } }
  }

  func stopsForProgression(of therapies: [Entry.ID]) -> [(entry: Entry, end: EventID)] {
    if let before = memo.stops[therapies] { return before }
    let stops = Self.stopsForProgression(of: therapies, timeline)
    memo.stops[therapies] = stops
    return stops
  }

  /// Local relapses and metastases at new sites that belong to one of these therapies by their times.
  func newDisease(of therapies: [Entry.ID]) -> [(entry: Entry, kind: NewDisease)] {
    if let before = memo.newDisease[therapies] { return before }
    let found = Self.newDisease(of: therapies, among: foundDisease, timeline)
    memo.newDisease[therapies] = found
    return found
  }

  static func newDisease(of therapies: [Entry.ID], timeline: PatientTimeline) -> [(
    entry: Entry, kind: NewDisease
  )] {
    newDisease(of: therapies, among: foundDisease(timeline), timeline)
  }

  /// A local relapse, or metastases at a new site, with the therapies in force when it was found.
  struct FoundDisease {
    var entry: Entry
    var kind: NewDisease
    var therapies: [Entry.ID]
  }

  /// All new disease of a course. What is new follows from all sites before it: it is found once a patient, not once for each time.
  static func foundDisease(_ timeline: PatientTimeline) -> [FoundDisease] {
    timeline.patient.entries.compactMap { entry in
      guard let kind = newDisease(entry, timeline) else { return nil }
      let inForce = timeline.therapy(inForceAt: entry).therapies
      let therapies = inForce + possibleTherapies(at: entry, timeline).filter { !inForce.contains($0) }
      // Of what has no time nobody knows that it came after the first dose: where it stands in a file says nothing.
      guard entry.when.contains(where: \.isTold) || certainly(after: therapies, entry, timeline) else { return nil }
      return FoundDisease(entry: entry, kind: kind, therapies: therapies)
    }
  }

  /// Treatments that may have been the last to begin before an entry, where times leave that open: the place in the file says nothing of it.
  private static func possibleTherapies(at entry: Entry, _ timeline: PatientTimeline) -> [Entry.ID] {
    guard entry.when.contains(where: \.isTold) else { return [] }
    let all = timeline.treatments.map { ($0.entry.id, timeline.order(of: $0.entry.id, to: entry.id)) }
    return all.filter { id, order in
      guard order != .after, order != .notBefore else { return false }
      let between = all.filter { other, _ in other != id && timeline.order(of: id, to: other) == .before }
      let isOpen = order == .open || between.contains { $0.1 == .open }
      return isOpen && !between.contains { [.before, .notAfter, .same].contains($0.1) }
    }.map(\.0)
  }

  private static func certainly(after therapies: [Entry.ID], _ entry: Entry, _ timeline: PatientTimeline) -> Bool {
    therapies.contains { [.before, .notAfter].contains(timeline.order(of: $0, to: entry.id)) }
  }

  /// Local relapses and metastases that have no time, and so are progression of no therapy.
  static func undatedDisease(_ timeline: PatientTimeline) -> [(entry: Entry, kind: NewDisease)] {
    let found = Set(foundDisease(timeline).map(\.entry.id))
    return timeline.patient.entries.compactMap { entry in
      guard !found.contains(entry.id), !entry.when.contains(where: \.isTold) else { return nil }
      return newDisease(entry, timeline).map { (entry, $0) }
    }
  }

  private static func newDisease(
    of therapies: [Entry.ID], among found: [FoundDisease], _ timeline: PatientTimeline
  ) -> [(entry: Entry, kind: NewDisease)] {
    found.compactMap { disease in
      guard let therapy = disease.therapies.first(where: therapies.contains),
        !isStaging(disease.entry, at: therapy, timeline)
      else { return nil }
      return (disease.entry, disease.kind)
    }
  }

  /// Days after the first dose within which the first finding of metastases is the staging of the disease that is treated: as long before it as a
  /// baseline may be (RECIST 1.1, section 4.2).
  static let stagingDays = 28

  /// Whether metastases are the first that are recorded, and found so soon after the first dose of a therapy of advanced disease that they were there.
  private static func isStaging(_ entry: Entry, at therapy: Entry.ID, _ timeline: PatientTimeline) -> Bool {
    guard case .metastases = entry.content,
      let treatment = timeline.treatments.first(where: { $0.entry.id == therapy })?.therapy,
      treatment.intent != .neoadjuvant, treatment.intent != .adjuvant, let start = timeline.start(of: therapy),
      let found = timeline.start(of: entry.id),
      let most = timeline.length(from: start, to: found).upper, most <= .days(stagingDays)
    else { return false }
    return !timeline.patient.entries.contains { other in
      guard other.id != entry.id, case .metastases(let earlier) = other.content, earlier.presence == .found else {
        return false
      }
      return ![.after, .notBefore].contains(timeline.order(of: other.id, to: entry.id))
    }
  }

  /// Whether an entry says that no metastases were left: a complete response, or none found.
  private static func showsNoDisease(_ entry: Entry) -> Bool {
    switch entry.content {
    case .assessment(let assessment): assessment.response.value == .complete
    case .metastases(let metastases): metastases.presence == .absent
    default: false
    }
  }

  private static func newDisease(_ entry: Entry, _ timeline: PatientTimeline) -> NewDisease? {
    switch entry.content {
    case .localRelapse: return .localRelapse
    case .metastases(let metastases):
      guard !metastases.alreadyKnown, metastases.presence == .found else { return nil }
      // Known are the sites of all that does not certainly lie later; of what time leaves open, what is listed before. After a complete response
      // none is: disease that is seen again is progression (RECIST 1.1, Table 3, footnote a).
      let completes = timeline.patient.entries.filter { seen in
        showsNoDisease(seen) && timeline.order(of: seen.id, to: entry.id) == .before
      }
      var isListedBefore = true
      var known: [BodySite] = []
      // Metastases known somewhere, without their site, may be those that are found at a site now.
      var (isAnyKnown, isSomewhere) = (false, false)
      for other in timeline.patient.entries {
        if other.id == entry.id { isListedBefore = false }
        guard other.id != entry.id, case .metastases(let earlier) = other.content,
          !completes.contains(where: { timeline.order(of: other.id, to: $0.id) == .before })
        else { continue }
        switch timeline.order(of: other.id, to: entry.id) {
        case .before, .notAfter: break
        case .after, .notBefore: continue
        case .same, .open: guard isListedBefore else { continue }
        }
        known += earlier.bodySites
        if earlier.presence == .found {
          isAnyKnown = true
          isSomewhere = isSomewhere || earlier.sites.isEmpty
        }
      }
      // Of metastases whose site is not stated nobody knows whether it is new, unless they are the first.
      if metastases.sites.isEmpty || isSomewhere { return isAnyKnown ? nil : .metastases }
      return metastases.bodySites.allSatisfy { $0.isKnown(from: known) } ? nil : .metastases
    default: return nil
    }
  }
}
