// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain
import Statistics
import Trials
import TumourResponse

/// Freedom from progression, times and scans.
extension SeriesWriter {
  /// `3`, `2.76`
  static func months(_ months: Double) -> String { Numbers.text(months, decimals: 2) }

  /// Alive and free of progression at a landmark.
  func progressionFree(at months: Double) -> Assumption {
    let leftOut = cohort.leftOut(.progressionFree).count
    let remarks = [
      leftOut == 0 ? nil : "the statements of \(leftOut) contradict each other or bound no time",
      notScanned(at: months),
      anotherTherapy(before: months),
    ]
    return share(
      SeriesReading.id(progressionFreeAt: months),
      "alive and free of progression \(Self.months(months)) months after the first dose of maintenance",
      cohort.progressionFree(at: months), remark: remarks.compactMap(\.self).joined(separator: "; "),
      undecided: "censored before, or the bounds of the record span the landmark")
  }

  /// Of whom freedom says only that they lived and that no progression is recorded, since no assessment of the tumour is.
  private func notScanned(at months: Double) -> String? {
    let count = cohort.members.count { member in
      guard member.time(.progressionFree)?.isFree(at: months) == true else { return false }
      return !member.isMeasured && member.outcomes.judgedVisits(of: [member.start.id]).visits.isEmpty
    }
    return count == 0
      ? nil
      : "of \(count) free no assessment of the tumour is recorded: that says that they lived and that no progression is recorded"
  }

  /// Who began another therapy before without a progression: open here, not free in a trial that counts it so.
  private func anotherTherapy(before months: Double) -> String? {
    let count = cohort.members.count { member in
      guard let time = member.time(.progressionFree), time.isFree(at: months) == nil, case .censored(let why) = time.end
      else { return false }
      return switch why {
      case .nextTherapy, .beforeNextTherapy, .noVisitBeforeNextTherapy: true
      default: false
      }
    }
    return count == 0
      ? nil
      : "\(count) began another therapy before, and \(count == 1 ? "is" : "are") open here: the trial as it is proposed counts that as not free"
  }

  /// Median progression-free survival, by the times of visits and between visits, and the rate of events.
  func times() -> [Assumption] {
    [
      median(
        "pfs-median", "median progression-free survival from the first dose of maintenance", .interval,
        "progression at the visit that found it"),
      median(
        "pfs-median-between-visits",
        "the same, progression anywhere between the last visit without it and the visit that found it", .betweenVisits,
        "as scans see it"),
      rate(),
    ]
  }

  private func median(
    _ id: String, _ quantity: String, _ uncertainty: CohortOptions.Uncertainty, _ remark: String
  ) -> Assumption {
    guard let estimate = cohort.estimate(.progressionFree, uncertainty: uncertainty) else {
      return open(id, quantity, .months, "no time to progression is bounded by the record")
    }
    let found = estimate.quantile(0.5)
    guard let range = found.range else {
      return open(id, quantity, .months, "fewer than half have had an event: the median is not reached")
    }
    let interval = Assumption.Interval(
      lower: found.interval.lower, upper: found.interval.upper, level: found.interval.level,
      method: "\(estimate.curve.shortName), log-log")
    return Assumption(
      id, quantity, .months, value: range, interval: interval,
      effectivePatients: NumberBounds(Double(estimate.eventCount)), origin: .series, source: source, records: records,
      standing: .told(
        "a time, of which a design for a share at a landmark takes nothing; \(estimate.eventCount) \(estimate.eventCount == 1 ? "event" : "events") of \(estimate.times.count) \(estimate.times.count == 1 ? "patient" : "patients")"
      ),
      remark: "\(remark); weight: events")
  }

  /// Events over months at risk: what the times say if the hazard is constant, which a small series cannot show.
  private func rate() -> Assumption {
    let (id, quantity) = ("pfs-rate", "progressions and deaths in 100 months at risk, if their rate is constant")
    let times = cohort.times(.progressionFree).filter(\.isKnown)
    guard !times.isEmpty else {
      return open(id, quantity, .eventsPer100PatientMonths, "no time to progression is bounded by the record")
    }
    // Whole steps of the grid of time: their sum is the same in every order.
    let least = times.reduce(TimeLength.zero) { $0 + max($1.length.lower ?? .zero, .zero) }.months
    let most =
      times.contains { $0.length.upper == nil }
      ? nil : times.reduce(TimeLength.zero) { $0 + max($1.length.upper ?? .zero, .zero) }.months
    let events = times.count(where: \.isEvent)
    let openEnds = times.count { time in if case .open = time.end { !time.isEvent } else { false } }
    func limits(_ count: Int, _ months: Double?) -> (lower: Double?, upper: Double?) {
      guard let months, months > 0 else { return (nil, nil) }
      let found = Garwood.rate(events: count, months: months, level: rule.level)
      return (found?.lower.map { $0 * 100 }, found?.upper.map { $0 * 100 })
    }
    let interval = Assumption.Interval(
      lower: most == nil ? 0 : limits(events, most).lower, upper: limits(events + openEnds, least).upper,
      level: rule.level, method: "Garwood")
    return Assumption(
      id, quantity, .eventsPer100PatientMonths,
      value: NumberBounds(
        lower: most.map { $0 > 0 ? Double(events) / $0 * 100 : 0 } ?? 0,
        upper: least > 0 ? Double(events + openEnds) / least * 100 : nil),
      interval: interval, effectivePatients: NumberBounds(Double(events)), origin: .series, source: source,
      records: records,
      standing: .told(
        "a rate over time, of which a design for a share at a landmark takes nothing; \(events) \(events == 1 ? "event" : "events")"
      ),
      remark:
        "\(events) in \(NumberBounds(lower: least, upper: most).text()) months; weight: events; that the rate is constant cannot be seen in it"
    )
  }

  /// The share of events that were deaths, which are seen on their day.
  func deaths() -> Assumption {
    let ends = cohort.times(.progressionFree).map(\.end)
    let events = ends.filter { end in
      if case .open(let all) = end { all.contains(where: \.isEvent) } else { end.isEvent }
    }
    let (id, quantity) = ("deaths-among-events", "deaths among events of progression-free survival")
    guard !events.isEmpty else { return open(id, quantity, .share, "no event was observed", option: "--deaths") }
    return share(
      id, quantity,
      share(
        events.map { end -> Bool? in
          guard case .open = end else { return end == .death }
          return nil
        }), option: "--deaths", remark: "scans see the others late", undecided: "which event came first is open")
  }

  // MARK: scans

  /// From one look at the tumour to the next, from the first dose of maintenance on, as they were.
  func scans() -> Assumption {
    let (id, quantity) = ("scan-interval", "from one assessment of the tumour to the next under maintenance")
    let all = cohort.members.map(Self.intervals)
    let lengths = all.flatMap(\.self)
    guard !lengths.isEmpty else {
      return open(id, quantity, .months, "no assessment under maintenance has a time", option: "--scans")
    }
    let bounds = NumberBounds(
      lower: lengths.map { $0.lower?.months ?? 0 }.min(),
      upper: lengths.contains { $0.upper == nil } ? nil : lengths.compactMap { $0.upper?.months }.max())
    var counts: [String: (key: Double, count: Int)] = [:]
    for length in lengths {
      let text = NumberBounds(lower: length.lower?.months, upper: length.upper?.months).text()
      let key = length.lower?.months ?? 0
      counts[text] = (min(counts[text]?.key ?? key, key), (counts[text]?.count ?? 0) + 1)
    }
    let texts = counts.sorted { ($0.value.key, $0.key) < ($1.value.key, $1.key) }.map { text, found in
      found.count == 1 ? text : "\(text) (\(found.count) times)"
    }
    return Assumption(
      id, quantity, .months, value: bounds,
      effectivePatients: NumberBounds(Double(all.count { !$0.isEmpty })), origin: .series, source: source,
      records: records, standing: .told("as it was done; a trial states its own"),
      remark:
        "\(lengths.count) \(lengths.count == 1 ? "interval" : "intervals"), months: \(texts.prefix(12).joined(separator: ", "))\(texts.count > 12 ? ", …" : "")"
    )
  }

  /// The intervals of one patient.
  private static func intervals(_ member: CohortMember) -> [LengthBounds] {
    let timeline = member.outcomes.timeline
    guard let start = timeline.start(of: member.start.id) else { return [] }
    if member.isMeasured, let lesions = member.lesions {
      let bounds = timeline.bounds(of: start)
      let days = Set(lesions.points().map(\.date)).filter { day in bounds.latest.map { day > $0 } ?? true }.sorted()
      guard let first = days.first else { return [] }
      let beginning = LengthBounds(
        lower: bounds.latest.map { .days(max(0, first.number - $0.number)) },
        upper: bounds.earliest.map { .days(first.number - $0.number) })
      return [beginning] + zip(days, days.dropFirst()).map { LengthBounds(exactly: .days($1.number - $0.number)) }
    }
    let visits = member.outcomes.judgedVisits(of: [member.start.id]).visits.compactMap {
      timeline.start(of: $0.entry.id)
    }
    let placed = visits.map { visit in (event: visit, from: timeline.length(from: start, to: visit)) }
      // What may lie before the first dose is no scan under it.
      .filter { ($0.from.lower ?? TimeLength(ticks: -1)) >= .zero }
      .sorted { one, other in
        (one.from.lower ?? .zero, one.from.upper?.ticks ?? .max) < (
          other.from.lower ?? .zero, other.from.upper?.ticks ?? .max
        )
      }
    return zip([start] + placed.map(\.event), placed.map(\.event)).compactMap { one, other in
      let length = timeline.length(from: one, to: other)
      // Two looks at one time are one.
      if let most = length.upper, most <= .zero { return nil }
      return LengthBounds(lower: length.lower.map { max($0, .zero) }, upper: length.upper)
    }
  }
}

/// The exact interval of a rate of events (Garwood, Biometrika 1936;28:437).
enum Garwood {
  /// Limits of events a month.
  static func rate(events: Int, months: Double, level: Double) -> (lower: Double?, upper: Double?)? {
    // Against a hazard of 1 a month, events over those expected are the rate.
    let parts = max(events, 1)
    guard let one = try? HistoricalCurve(median: Months(0.693_147_180_559_945_3)),
      let test = try? OneSampleLogRankTest(
        times: Array(repeating: Months(months / Double(parts)), count: parts),
        events: Array(repeating: events > 0, count: parts), curve: one),
      let found = try? test.ratioInterval(level: level)
    else { return nil }
    return (found.lower, found.upper)
  }
}
