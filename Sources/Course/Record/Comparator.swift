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
  /// Patients with the event, where the source states the number.
  public var events: Int?
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
    name: String, endpoint: Endpoint, count: Int?, events: Int? = nil, rate: StatedRate? = nil, atMonths: Double? = nil,
    medianMonths: Double? = nil, population: String? = nil, source: String
  ) {
    self.name = name
    self.endpoint = endpoint
    self.count = count
    self.events = events
    self.rate = rate
    self.atMonths = atMonths
    self.medianMonths = medianMonths
    self.population = population
    self.source = source
  }

  /// Numbers of events that fit what is stated: the stated number, else those that print as the rate; nil without a count,
  /// or if no number of this many patients prints as the rate.
  public var possibleEvents: ClosedRange<Int>? {
    if let events { return events...events }
    guard let count, let rate else { return nil }
    return rate.attainable(of: count)
  }

  /// Whether no number of patients gives the printed rate.
  public var isUnattainable: Bool {
    guard let count, let rate else { return false }
    guard let fits = rate.attainable(of: count) else { return true }
    return events.map { !fits.contains($0) } ?? false
  }
}
