// SPDX-License-Identifier: Apache-2.0

public import Course

/// What is known of a patient on the day of treatment. What is not given is unknown, never normal.
public struct Observations: Sendable, Hashable {
  /// Values by analyte.
  public var values: [Analyte: Values]
  /// Yes/no facts by the words of ``Condition/factWords``.
  public var facts: [String: Bool]
  /// CTCAE grades by the terms of ``Comparison/gradeTerms``.
  public var grades: [String: Int]
  /// Day of the cycle.
  public var day: Int?
  /// Days by which the cycle is late.
  public var cycleDelayDays: Double?
  /// Body surface in m².
  public var bodySurfaceSquareMetres: Double?
  /// Age in years.
  public var ageYears: Double?

  /// The values of one analyte, in its unit.
  public struct Values: Sendable, Hashable {
    /// On the day of treatment.
    public var today: Double?
    /// The lowest since the last dose.
    public var nadir: Double?
    /// The highest since the last dose.
    public var peak: Double?
    /// Upper limit of normal.
    public var upperLimit: Double?
    /// Lower limit of normal.
    public var lowerLimit: Double?
    /// All values since the last dose by day, ascending; they give durations.
    public var series: [DayValue]

    /// Values of which nothing is known.
    public init(today: Double? = nil, nadir: Double? = nil, peak: Double? = nil, upperLimit: Double? = nil) {
      self.today = today
      self.nadir = nadir
      self.peak = peak
      self.upperLimit = upperLimit
      lowerLimit = nil
      series = []
    }

    /// A series since the last dose; its last value is that of today, its lowest the nadir.
    public init(series: [DayValue]) {
      self.series = series.sorted { $0.day < $1.day }
      today = self.series.last?.value
      nadir = series.map(\.value).min()
      peak = series.map(\.value).max()
      upperLimit = nil
      lowerLimit = nil
    }
  }

  /// A value on a day.
  public struct DayValue: Sendable, Hashable {
    /// Day number, any origin.
    public var day: Double
    /// The value.
    public var value: Double

    /// A value on a day.
    public init(day: Double, value: Double) {
      self.day = day
      self.value = value
    }
  }

  /// Nothing is known.
  public init() {
    values = [:]
    facts = [:]
    grades = [:]
  }
}

/// What is known of the truth of a condition.
public enum Truth: String, Sendable, Hashable {
  /// It holds.
  case yes
  /// It does not hold.
  case no
  /// Not known: something is missing.
  case unknown

  init(_ value: Bool) { self = value ? .yes : .no }
}

extension Condition {
  /// Whether it holds for what is known; a missing value matters only where it could change the answer.
  public func truth(_ observations: Observations) -> Truth {
    switch self {
    case .comparison(let comparison): return comparison.truth(observations)
    case .fact(let word): return observations.facts[word].map(Truth.init) ?? .unknown
    case .not(let part):
      switch part.truth(observations) {
      case .yes: return .no
      case .no: return .yes
      case .unknown: return .unknown
      }
    case .all(let parts):
      var result = Truth.yes
      for part in parts {
        switch part.truth(observations) {
        case .no: return .no
        case .unknown: result = .unknown
        case .yes: continue
        }
      }
      return result
    case .any(let parts):
      var result = Truth.no
      for part in parts {
        switch part.truth(observations) {
        case .yes: return .yes
        case .unknown: result = .unknown
        case .no: continue
        }
      }
      return result
    }
  }
}

extension Comparison {
  /// The value that is compared, in the unit of the threshold; nil where it is not known.
  public func value(_ observations: Observations) -> Double? {
    switch subject {
    case .analyte(let analyte, let when):
      guard let values = observations.values[analyte] else { return nil }
      let value =
        switch when {
        case .today: values.today
        // Today's value is one since the last dose too.
        case .nadir: values.nadir.map { min($0, values.today ?? $0) }
        case .peak: values.peak.map { max($0, values.today ?? $0) }
        }
      guard isMultipleOfLimit else { return value }
      guard let value, let limit = values.upperLimit, limit > 0 else { return nil }
      return value / limit
    case .grade(let term): return observations.grades[term].map(Double.init)
    case .cycleDelay: return observations.cycleDelayDays
    case .bodySurface: return observations.bodySurfaceSquareMetres
    case .age: return observations.ageYears
    }
  }

  /// Whether it holds.
  public func truth(_ observations: Observations) -> Truth {
    guard let value = value(observations) else { return impliedByToday(observations) ? .yes : .unknown }
    let holds = relation.holds(value, threshold)
    guard let days = forMoreThanDays else { return Truth(holds) }
    // A value that never held cannot have held for days.
    guard holds else { return .no }
    guard case .analyte(let analyte, _) = subject, !isMultipleOfLimit,
      let series = observations.values[analyte]?.series, !series.isEmpty
    else { return .unknown }
    return longestRun(series, longerThan: days, orEqual: includesThoseDays)
  }

  /// Whether today's value alone shows it: the lowest since the last dose is at most, the highest at least today's.
  private func impliedByToday(_ observations: Observations) -> Bool {
    guard case .analyte(let analyte, let when) = subject, forMoreThanDays == nil else { return false }
    switch (when, relation) {
    case (.nadir, .less), (.nadir, .atMost), (.peak, .more), (.peak, .atLeast):
      var today = self
      today.subject = .analyte(analyte, .today)
      return today.truth(observations) == .yes
    default: return false
    }
  }

  /// Whether the comparison held for more than so many days: at least between the first and the last value of a run, at most
  /// between its neighbours on either side, where it did not hold. A run that reaches the end of the series may go on.
  private func longestRun(_ series: [Observations.DayValue], longerThan days: Double, orEqual: Bool) -> Truth {
    var result = Truth.no
    var index = 0
    while index < series.count {
      guard relation.holds(series[index].value, threshold) else {
        index += 1
        continue
      }
      var end = index
      while end + 1 < series.count, relation.holds(series[end + 1].value, threshold) { end += 1 }
      let atLeast = series[end].day - series[index].day
      if atLeast > days || (orEqual && atLeast == days) { return .yes }
      let from = index > 0 ? series[index - 1].day : nil
      let to = end + 1 < series.count ? series[end + 1].day : nil
      // Between its neighbours a run lasts less than from one to the other.
      if let from, let to, to - from <= days {} else { result = .unknown }
      index = end + 1
    }
    return result
  }
}
