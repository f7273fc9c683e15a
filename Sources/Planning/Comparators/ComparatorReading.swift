// SPDX-License-Identifier: Apache-2.0

public import Course
import Plain
import Report
import Statistics

/// What the published arms of a study state, as numbers that a design may ask for. They are never pooled with the series, nor with each other.
public struct ComparatorReading: Sendable {
  /// What the arms state, by name, end point and time.
  public let assumptions: [Assumption]
  /// The arms in the same order, with the events that fit what they state.
  let arms: [Arm]

  /// How medians of progression-free survival are called.
  static let medianWithoutProgression = "median progression-free survival"

  /// A published arm of a study.
  struct Arm: Sendable {
    var published: PublishedArm
    var record: RecordPath
    /// `bay-2006-response`
    var id: String
  }

  /// Reads the arms of a study.
  public init(_ study: Study, rule: AloneRule = AloneRule()) {
    var seen: [String: Int] = [:]
    let sorted = study.comparators.enumerated().map { (index: $0, arm: $1) }.sorted { one, other in
      Self.order(one.arm).lexicographicallyPrecedes(Self.order(other.arm))
    }
    arms = sorted.map { index, arm in
      var id = Self.name(arm.name) + "-" + arm.endpoint.rawValue.replacingBlanks
      if let months = arm.atMonths { id += "-\(Numbers.machine(months, decimals: 2))" }
      seen[id, default: 0] += 1
      if let count = seen[id], count > 1 { id += "-again-\(count)" }
      return Arm(published: PublishedArm(arm, level: rule.level), record: .comparator(index), id: id)
    }
    let names = Dictionary(grouping: arms) {
      "\($0.published.arm.name.lowercased())|\($0.published.arm.endpoint.rawValue)|\($0.published.arm.atMonths ?? -1)"
    }
    let twice = Set(names.values.filter { Set($0.map { $0.published.arm.stated }).count > 1 }.flatMap { $0.map(\.id) })
    let byName = Dictionary(grouping: study.comparators, by: \.name)
    assumptions = arms.flatMap { arm in
      let own = arm.published.arm
      return arm.assumptions(
        rule, isStatedTwice: twice.contains(arm.id), fault: own.medianFault(among: byName[own.name] ?? []))
    }
  }

  private static func order(_ arm: Comparator) -> [String] {
    [
      arm.name, arm.endpoint.rawValue, Numbers.fixed(arm.atMonths ?? 0, decimals: 3), arm.stated, arm.source,
      arm.population ?? "",
    ]
  }

  /// `Bay 2006` is `bay-2006`; letters beyond ASCII stay.
  private static func name(_ text: String) -> String {
    let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    return parts.isEmpty ? "arm" : parts.joined(separator: "-")
  }

  /// What arms state of freedom from progression at a landmark of months.
  public func progressionFree(at months: Double) -> [Assumption] {
    zip(arms.map(\.published.arm), arms.map(\.id)).filter { arm, _ in
      arm.endpoint == .progressionFree && arm.atMonths.map { abs($0 - months) < 1e-9 } ?? false
    }.flatMap { _, id in assumptions.filter { $0.id == id } }
  }
}

extension String {
  fileprivate var replacingBlanks: String { split(separator: " ").joined(separator: "-") }
}

extension Comparator {
  /// What it states, to tell two rows of one arm apart.
  fileprivate var stated: String {
    "\(count.map(String.init) ?? "")|\(events.map(String.init) ?? "")|\(free.map(String.init) ?? "")|\(rate.map { "\($0.percent)" } ?? "")|\(medianMonths.map { "\($0)" } ?? "")"
  }

  /// What its end point is, with its time.
  var endpointWords: String {
    let time = atMonths.map { " at \(Numbers.text($0, decimals: 2)) months" } ?? ""
    switch endpoint {
    case .response: return "objective response" + time
    case .diseaseControl: return "disease control" + time
    case .progressionFree: return "free of progression" + time
    case .survival: return "alive" + time
    }
  }
}

extension ComparatorReading.Arm {
  private var arm: Comparator { published.arm }

  /// Of which population, as it is stated.
  private var population: String { arm.population.map { "population: \($0)" } ?? "population not stated" }

  func assumptions(_ rule: AloneRule, isStatedTwice: Bool, fault: Comparator.MedianFault?) -> [Assumption] {
    let remark = population + (isStatedTwice ? "; the arm is stated twice with different numbers" : "")
    let rateRemark = remark + (lost.map { "; \($0)" } ?? "")
    var found: [Assumption] = []
    if arm.rate != nil || arm.counted != nil { found.append(rate(rule, rateRemark, fault)) }
    if arm.medianMonths != nil { found.append(median(remark, fault)) }
    if found.isEmpty {
      found.append(
        Assumption(
          id, "\(arm.name): \(arm.endpointWords)", .share, origin: .comparator(arm.name), source: arm.source,
          records: [record],
          standing: .notDetermined(
            arm.hasUnclearEvents
              ? "whether \(arm.events ?? 0) are patients with the event or without it is not said"
              : "the arm states neither a rate nor a median", option: nil), remark: remark))
    }
    return found
  }

  private func rate(_ rule: AloneRule, _ remark: String, _ doubt: Comparator.MedianFault?) -> Assumption {
    var value = arm.rate.map { NumberBounds($0.percent / 100) }
    var weight: NumberBounds?
    var interval: Assumption.Interval?
    let standing: Assumption.Standing
    switch published.events {
    case .among(let events):
      if let count = arm.count, count > 0 {
        value = NumberBounds(
          lower: Double(events.lowerBound) / Double(count), upper: Double(events.upperBound) / Double(count))
        weight = NumberBounds(Double(count))
        interval = published.interval.map {
          Assumption.Interval(
            lower: $0.lower, upper: $0.upper, level: $0.level, method: BinomialMethod.clopperPearson.rawValue)
        }
        standing = doubt.map { .told(contradiction($0)) } ?? rule.standing(interval)
      } else {
        standing = .told("of how many patients is not stated: no interval")
      }
    case .notAttainable:
      standing = .told(fault)
    case .notStated:
      standing = .told("of how many patients is not stated: no interval")
    }
    return Assumption(
      id, "\(arm.name): \(arm.endpointWords)", .share, value: value, interval: interval, effectivePatients: weight,
      origin: .comparator(arm.name), source: arm.source, records: [record], standing: standing, remark: remark)
  }

  /// Why the rate has no interval.
  private var fault: String {
    let count = arm.count ?? 0
    let printed = arm.rate.map { Numbers.fixed($0.percent, decimals: $0.decimals) } ?? ""
    func percent(_ number: Int) -> String {
      Numbers.text(Double(number) / Double(max(count, 1)) * 100, decimals: 1) + " %"
    }
    let without = arm.endpoint == .survival ? "alive" : "free of it"
    /// What the stated number of patients is in percent, by each of its readings.
    var stated: String? {
      if !arm.countsFree { return arm.events.map { "\($0) of \(count) patients are \(percent($0))" } }
      if let free = arm.free { return "\(free) of \(count) patients are \(percent(free))" }
      guard let events = arm.events, events <= count else { return nil }
      return
        "\(events) of \(count) patients are \(percent(events)) if they are those without the event, and leave \(percent(count - events)) \(without) if they had it"
    }
    if case .otherCount = arm.rateFault {
      return
        "\(stated ?? "the number of patients"); the printed rate is \(printed) %: the two do not agree, and there is no interval"
    }
    return
      "no number of \(count) patients gives the printed rate of \(printed) %\(stated.map { " (\($0))" } ?? ""): no interval; some were not counted, or a number is wrong"
  }

  /// `3.5 months and 0 % free of progression at 3 months contradict each other`
  private func contradiction(_ fault: Comparator.MedianFault) -> String {
    let median = Numbers.text(arm.medianMonths ?? 0, decimals: 2)
    switch fault {
    case .withoutEvents: return "a median of \(median) months without an event cannot be"
    case .lessThanHalfBefore(let percent, let time), .moreThanHalfAfter(let percent, let time):
      let what = arm.endpoint == .survival ? "alive" : "free of progression"
      return
        "a median of \(median) months and \(Numbers.text(percent, decimals: 1)) % \(what) at \(Numbers.text(time, decimals: 2)) months do not agree"
    }
  }

  private func median(_ remark: String, _ fault: Comparator.MedianFault?) -> Assumption {
    let what =
      arm.endpoint == .survival
      ? "survival" : arm.endpoint == .progressionFree ? "progression-free survival" : "time to \(arm.endpoint.rawValue)"
    if let fault {
      return Assumption(
        id + "-median", "\(arm.name): median \(what)", .months, origin: .comparator(arm.name), source: arm.source,
        records: [record], standing: .notDetermined(contradiction(fault), option: nil), remark: remark)
    }
    let events = arm.eventsOfMedian
    return Assumption(
      id + "-median", "\(arm.name): median \(what)", .months, value: arm.medianMonths.map { NumberBounds($0) },
      effectivePatients: events.map { NumberBounds(lower: Double($0.lowerBound), upper: Double($0.upperBound)) }
        ?? arm.count.map { NumberBounds(lower: nil, upper: Double($0)) },
      origin: .comparator(arm.name), source: arm.source, records: [record],
      standing: .told(worth(events) + ": a control of maintenance counts from the end of induction"),
      remark: remark)
  }

  /// What a median is worth, and what is not known of it.
  private func worth(_ events: ClosedRange<Int>?) -> String {
    if let events, events.count == 1 {
      return "no interval is stated; worth its \(events.lowerBound) events; nor is it stated from when time counts"
    }
    if let events {
      return
        "no interval is stated; worth at least its \(events.lowerBound) events, of which is not said whether they are those by \(months) or those in all; nor is it stated from when time counts"
    }
    if let number = arm.events, arm.countsFree {
      return
        "no interval is stated, nor that the \(number) of `events` are progressions or deaths in all, nor from when time counts"
    }
    return "no interval and no number of events are stated, nor from when time counts"
  }

  private var months: String {
    arm.atMonths.map { "\(Numbers.text($0, decimals: 2)) months" } ?? "the time of the rate"
  }

  /// Patients who are neither among those with the event nor among those without it.
  private var lost: String? {
    guard arm.countsFree, let count = arm.count, let events = arm.events, let free = arm.free, events + free < count
    else { return nil }
    return
      "\(events) with the event and \(free) without it leave \(count - events - free) of \(count) who were lost before, or a number is wrong"
  }
}
