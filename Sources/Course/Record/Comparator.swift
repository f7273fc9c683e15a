// SPDX-License-Identifier: Apache-2.0

/// A published arm to hold beside the cohort: a row of `comparators.csv`.
///
/// It is shown with its own uncertainty and never pooled with the cohort.
public struct Comparator: Sendable, Hashable {
  /// Its name: `Bay 2006`.
  public var name: String
  /// What was measured.
  public var endpoint: Endpoint
  /// Patients; nil where the source does not say.
  public var count: Int?
  /// Patients with the event, where the source states the number: with a response, with disease control; of freedom from progression and survival the progressions or deaths.
  public var events: Int?
  /// Of freedom from progression and survival: patients free of progression, or alive, at ``atMonths``.
  public var free: Int?
  /// The rate as printed, in percent, with its decimals: `18.4`.
  public var rate: StatedRate?
  /// Months at which the rate holds (progression-free rate at 3 months).
  public var atMonths: Double?
  /// Median time in months.
  public var medianMonths: Double?
  /// Whom it treated with what.
  public var population: String?
  /// Where it is published.
  public var source: String

  /// What an arm reports.
  public enum Endpoint: String, Sendable, Hashable, CaseIterable {
    /// Objective response: CR or PR.
    case response
    /// Disease control as the source counts it, mostly CR, PR or SD.
    case diseaseControl = "disease control"
    /// Free of progression at a time, or its median.
    case progressionFree = "progression-free"
    /// Alive at a time, or its median.
    case survival
  }

  /// A percentage with the decimals that it was printed with.
  public struct StatedRate: Sendable, Hashable {
    /// Percent.
    public var percent: Double
    /// Digits after the point.
    public var decimals: Int

    /// A rate.
    public init(percent: Double, decimals: Int) {
      self.percent = percent
      self.decimals = decimals
    }

    /// Counts out of `total` that print as this percentage (rounded to the nearest, halves either way); empty if it is not
    /// attainable.
    public func attainable(of total: Int) -> ClosedRange<Int>? {
      // Beyond 2^52 a Double does not hold every count.
      guard total > 0, total < 1 << 52, percent.isFinite else { return nil }
      var scale = 1.0
      for _ in 0..<min(max(decimals, 0), 15) { scale *= 10 }
      let half = 0.5 / scale + 1e-9
      func fits(_ count: Int) -> Bool {
        (0...total).contains(count) && abs(Double(count) / Double(total) * 100 - percent) <= half
      }
      // Shares rise with the count, so that those which fit are neighbours. Where the first and the last should be is a division;
      // which of two neighbours it is, rounding could decide otherwise: the comparison above does. Not counted through: an arm has
      // up to ten million patients, and a file a row for each of a hundred thousand arms.
      func near(_ share: Double) -> ClosedRange<Int> {
        let count = Int(min(max(share / 100 * Double(total), -1), Double(total) + 1).rounded())
        return (count - 2)...(count + 2)
      }
      guard let first = near(percent - half).first(where: fits), let last = near(percent + half).last(where: fits)
      else {
        return nil
      }
      return first...last
    }
  }

  /// An arm.
  public init(
    name: String, endpoint: Endpoint, count: Int?, events: Int? = nil, free: Int? = nil, rate: StatedRate? = nil,
    atMonths: Double? = nil, medianMonths: Double? = nil, population: String? = nil, source: String
  ) {
    self.name = name
    self.endpoint = endpoint
    self.count = count
    self.events = events
    self.free = free
    self.rate = rate
    self.atMonths = atMonths
    self.medianMonths = medianMonths
    self.population = population
    self.source = source
  }

  /// Whether its rate is a share without the event, as of freedom from progression and of survival, and not one with it.
  public var countsFree: Bool { endpoint == .progressionFree || endpoint == .survival }

  /// Of how many patients its rate tells, as they are stated: with a response or disease control; free of progression, or alive.
  ///
  /// Where `events` stand beside a printed rate, the rate says what they are: what is left of all patients prints as it, or they do themselves. Otherwise they are those of the
  /// whole follow-up, or it is not said, and nothing is counted from them.
  public var counted: Int? {
    guard countsFree else { return events }
    if let free { return free }
    guard let events, let count, events <= count, let fits = rate?.attainable(of: count) else { return nil }
    let left = count - events
    return fits.contains(left) ? left : fits.contains(events) ? events : nil
  }

  /// Progressions or deaths of the whole follow-up, which say how sure a median is, between bounds; nil where they are not stated as such.
  ///
  /// Beside a rate or a time they are at least those that are stated: whether they had come by then or only later is not said.
  public var eventsOfMedian: ClosedRange<Int>? {
    guard countsFree, medianMonths != nil, let events, count.map({ events <= $0 }) ?? true else { return nil }
    if rate == nil, atMonths == nil { return events...events }
    guard let count else { return nil }
    // `free` counts those without, so that the others had the event.
    if let free { return events == count - free ? events...count : events...events }
    if let rate {
      guard let fits = rate.attainable(of: count) else { return events...events }
      if fits.contains(count - events) { return events...count }
      return isMoreThanByThen(events, count - fits.upperBound) ? events...events : nil
    }
    return areNotFree ? events...count : nil
  }

  /// Whether so many are more than can have progressed or died by the time of the rate, so that they are those of the whole follow-up.
  private func isMoreThanByThen(_ events: Int, _ least: Int) -> Bool { events > least && !fitsAsFree }

  /// Whether `events` print as the rate themselves, and are therefore those without.
  private var fitsAsFree: Bool {
    guard let events, let count, let fits = rate?.attainable(of: count) else { return false }
    return fits.contains(events)
  }

  /// Whether `events` at a time without a rate cannot be patients without the event: after the median at most half are.
  private var areNotFree: Bool {
    guard let events, let count, let atMonths, let medianMonths else { return false }
    return atMonths >= medianMonths && 2 * events > count
  }

  /// Whether `events` stand on freedom from progression or survival without word of what they are: patients with the event in all, by a time, or those without it.
  public var hasUnclearEvents: Bool {
    countsFree && events != nil && counted == nil && eventsOfMedian == nil && rateFault == nil
  }

  /// Numbers of patients of whom the rate tells that fit what is stated: the stated number, else those that print as the rate; nil without a count,
  /// or if no number of this many patients prints as the rate.
  public var possibleEvents: ClosedRange<Int>? {
    if let counted { return counted...counted }
    guard let count, let rate else { return nil }
    return rate.attainable(of: count)
  }

  /// What is wrong with a rate.
  public enum RateFault: Sendable, Hashable {
    /// No number of so many patients prints as it.
    case notAttainable
    /// Some do, but not what is stated: patients of whom the rate would tell, by each reading of what is stated.
    case otherCount([Int])
  }

  /// What is wrong with the rate beside what else is stated; nil where nothing is, or where there is none.
  public var rateFault: RateFault? {
    guard let count, let rate else { return nil }
    guard let fits = rate.attainable(of: count) else { return .notAttainable }
    if !countsFree { return events.flatMap { fits.contains($0) ? nil : .otherCount([$0]) } }
    if let free { return fits.contains(free) ? nil : .otherCount([free]) }
    guard let events, !readingsOfEvents.contains(where: fits.contains), eventsOfMedian == nil else { return nil }
    return .otherCount(events == count - events ? [events] : readingsOfEvents)
  }

  /// Patients of whom the rate would tell if `events` are without the event, and if they are those with it.
  public var readingsOfEvents: [Int] {
    guard countsFree, let events, let count, events <= count else { return [] }
    return [events, count - events]
  }

  /// Whether no number of patients gives the printed rate, or not the one that is stated.
  public var isUnattainable: Bool { rateFault != nil }
}
