// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

extension StatedDate {
  /// The same days, so many days later. What is not exact to the day becomes the interval of its bounds: `2017-03` begins with no month any more, and stays as wide as it was.
  /// Nil where nothing bounds it, or where it would leave the years 0 to 9999.
  func shifted(by days: Int) -> StatedDate? {
    func moved(_ day: Day?) -> Day? { day.map { Day($0.number + days) } }
    let (first, last) = (moved(bounds.earliest), moved(bounds.latest))
    if let first, bounds.isExact { return StatedDate(first) }
    guard first != nil || last != nil else { return nil }
    let text = "\(first.map(\.description) ?? "..")/\(last.map(\.description) ?? "..")"
    guard let date = try? StatedDate(parsing: text), date.bounds == DayBounds(earliest: first, latest: last) else {
      return nil
    }
    return date
  }
}

extension StatedTime {
  /// The same time with its dates so many days later and its events by other names; nil where nothing is left of it.
  func shifted(by days: Int, naming name: (String) -> String?) -> StatedTime? {
    func moved(_ anchor: Anchor) -> Anchor? {
      name(anchor.id).map { Anchor(edge: anchor.edge, cycle: anchor.cycle, id: $0) }
    }
    if case .oneOf(let all) = form {
      let readings = all.compactMap { $0.shifted(by: days, naming: name) }
      // Of an open time no reading may get lost: what is left would be narrower.
      guard readings.count == all.count else { return nil }
      return StatedTime(oneOf: readings) ?? readings.first
    }
    let own: StatedTime? =
      switch form {
      case .date(let date): date.shifted(by: days).map { StatedTime($0) }
      case .at(let anchor): moved(anchor).map { StatedTime(.at($0)) }
      case .after(let span, let anchor): moved(anchor).map { .after($0, by: span) }
      case .before(let span, let anchor): moved(anchor).map { .before($0, by: span) }
      case .during(let anchor): moved(anchor).map { StatedTime(.during($0)) }
      case .cycle(let number, nil, let part): StatedTime(.cycle(number, of: nil, part: part))
      case .cycle(let number, let anchor?, let part):
        moved(anchor).map { StatedTime(.cycle(number, of: $0, part: part)) }
      case .oneOf: nil
      case .unknown: StatedTime(.unknown)
      }
    guard let own else { return nil }
    let readings = others.compactMap { $0.shifted(by: days, naming: name) }
    return readings.isEmpty ? own : StatedTime(chosen: own, others: readings)
  }

  /// How many of its dates are not exact to the day.
  var partialDates: Int {
    if case .oneOf(let all) = form { return all.reduce(0) { $0 + $1.partialDates } }
    let own = date.map { $0.bounds.isExact ? 0 : 1 } ?? 0
    return own + others.reduce(0) { $0 + $1.partialDates }
  }
}

extension Patient {
  /// The first day that is known of the patient; else the first that bounds one.
  var firstDay: Day? {
    var dates: [DayBounds] = []
    for entry in entries {
      var times = entry.when + entry.ends
      if case .therapy(let therapy) = entry.content {
        times += therapy.phases.flatMap(\.when)
        dates += therapy.administrations.map { DayBounds(earliest: $0.date, latest: $0.date) }
      }
      dates += times.flatMap(\.readings).compactMap { $0.date?.bounds }
    }
    dates += lesions.map { DayBounds(earliest: $0.date, latest: $0.date) }
    return dates.filter(\.isExact).compactMap(\.earliest).min() ?? dates.compactMap(\.earliest).min()
      ?? dates.compactMap(\.latest).min()
  }

  /// Whether something of the course is known only because it lies in the study's period. Where nothing is, the period is left out: it begins with a year or a month, and so would tell the shift.
  func needsPeriod(of study: Study) -> Bool {
    var without = study
    without.period = .notRecorded
    let (one, other) = (PatientTimeline(self, in: study), PatientTimeline(self, in: without))
    // What no event of the course has by the period, no length between two of them has.
    func bounds(_ timeline: PatientTimeline) -> [DayBounds] {
      entries.flatMap { [timeline.start(of: $0.id), timeline.end(of: $0.id)] }.compactMap(\.self).map(timeline.bounds)
    }
    return bounds(one) != bounds(other) || one.conflicts.count != other.conflicts.count
      || one.furtherConflicts != other.furtherConflicts
  }

  /// Whether an age that is stated, and what was seen after it, tell of an age of 90 or above that the age itself does not.
  func tellsOfGreatAge(in study: Study) -> Bool {
    guard let age = age.value, ([age] + age.others).contains(where: { $0.years < 90 && $0.years > 30 }) else {
      return false
    }
    let timeline = PatientTimeline(self, in: study)
    let events = entries.flatMap { [timeline.start(of: $0.id), timeline.end(of: $0.id)] }.compactMap(\.self)
    return ([age] + age.others).contains { age in
      let from = age.anchor.flatMap(timeline.event) ?? diagnosis.flatMap { timeline.start(of: $0.entry.id) }
      return events.contains { event in
        let starts = from.map { [$0] } ?? events
        return starts.contains { start in
          guard let least = timeline.length(from: start, to: event).lower else { return false }
          return age.years < 90 && Double(age.years) + least.years >= 90
        }
      }
    }
  }

  /// Events of a birth from which a time is counted that may be 90 years or more: it tells an age above 89 as the age itself would.
  func birthsOfGreatAge(_ isBirth: (String) -> Bool) -> Set<Entry.ID> {
    let births = Set(
      entries.compactMap { entry in
        if case .event(let words) = entry.content, isBirth(words) { entry.id } else { nil }
      })
    guard !births.isEmpty else { return [] }
    var times = entries.flatMap { $0.when + $0.ends }
    for (_, therapy) in therapies { times += (therapy.phases + therapy.planned).flatMap(\.when) }
    return Set(
      times.flatMap(\.readings).compactMap { time in
        guard case .after(let span?, let anchor) = time.form, births.contains(anchor.id) else { return nil }
        return (span.bounds().upper?.years ?? 90) >= 90 ? anchor.id : nil
      })
  }
}
