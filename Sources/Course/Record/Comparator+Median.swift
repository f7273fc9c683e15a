// SPDX-License-Identifier: Apache-2.0

extension Comparator {
  /// What is wrong with a median beside what else is stated of the arm.
  public enum MedianFault: Sendable, Hashable {
    /// No patient had the event, so that no median can have been reached.
    case withoutEvents
    /// Less than half are without the event at a time before the median: percent, months.
    case lessThanHalfBefore(percent: Double, atMonths: Double)
    /// More than half are without the event at a time after the median: percent, months.
    case moreThanHalfAfter(percent: Double, atMonths: Double)
  }

  /// What is wrong with the median beside rates of the same arm and end point, in this row or in others; nil where nothing is.
  ///
  /// By a median half are without the event: before it more are, after it not more (what has been rounded, the median as the rate, contradicts only beyond its rounding). A rate that
  /// counts patients who were lost as with the event can lie below half before the median: then the rate is no estimate beside that median, and the source has to say so.
  ///
  /// - Parameter arms: the arms of the study, this one among them or not.
  public func medianFault(among arms: [Comparator]) -> MedianFault? {
    guard countsFree, let medianMonths else { return nil }
    if eventsOfMedian?.upperBound == 0 { return .withoutEvents }
    let half = Self.halfUnit(of: medianMonths)
    for arm in [self] + arms where arm.name == name && arm.endpoint == endpoint && arm.population == population {
      guard let months = arm.atMonths, let share = arm.percentFree else { continue }
      if months < medianMonths - half, share.upperBound < 50 {
        return .lessThanHalfBefore(percent: share.middle, atMonths: months)
      }
      if months > medianMonths + half, share.lowerBound > 50 {
        return .moreThanHalfAfter(percent: share.middle, atMonths: months)
      }
    }
    return nil
  }

  /// Percent without the event at ``atMonths``, as exact as it was printed or counted.
  private var percentFree: ClosedRange<Double>? {
    guard countsFree else { return nil }
    if let rate {
      var half = 0.5
      for _ in 0..<min(max(rate.decimals, 0), 15) { half /= 10 }
      return (rate.percent - half)...(rate.percent + half)
    }
    guard let counted, let count, count > 0 else { return nil }
    let share = Double(counted) / Double(count) * 100
    return share...share
  }

  /// Half of the last digit with which a number is written; a nought at its end is not kept, so that it may be more than was meant.
  private static func halfUnit(of value: Double) -> Double {
    let digits = "\(value)".split(separator: ".").dropFirst().first ?? ""
    guard digits != "0", digits.allSatisfy(\.isNumber) else { return 0.5 }
    return digits.reduce(0.5) { half, _ in half / 10 }
  }
}

extension ClosedRange<Double> {
  fileprivate var middle: Double { (lowerBound + upperBound) / 2 }
}
