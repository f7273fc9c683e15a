// SPDX-License-Identifier: Apache-2.0

import Foundation

/// When patients are scanned: every so long from the start of the clock, or as if watched all the time.
public struct ImagingSchedule: Sendable, Hashable {
  /// From scan to scan; nil where progression is seen at once.
  public let interval: Months?

  /// Scans every so long.
  public init(every interval: Months) throws(DesignProblem) {
    _ = try interval.positive("interval of scans")
    self.interval = interval
  }

  /// Watched all the time.
  public static let continuous = ImagingSchedule()
  private init() { interval = nil }

  /// The last scan at or before a time.
  func lastScan(by time: Double) -> Double {
    guard let interval = interval?.value else { return time }
    // A scan on the very day is on it, whatever the last bits of a division.
    return (time / interval + 1e-9).rounded(.down) * interval
  }

  /// The first scan at or after a time.
  func firstScan(from time: Double) -> Double {
    guard let interval = interval?.value else { return time }
    return max(1, (time / interval - 1e-9).rounded(.up)) * interval
  }
}

/// What is seen of a curve of progression-free survival through a schedule: progression shows at the next scan, a death on its day.
public struct SeenCurve: Sendable, Hashable {
  /// The true curve.
  public let curve: HistoricalCurve
  /// The schedule.
  public let schedule: ImagingSchedule
  /// The share of events that are deaths without a progression before.
  public let deaths: Double

  /// A curve as it is seen.
  public init(_ curve: HistoricalCurve, schedule: ImagingSchedule, deaths: Double = 0) throws(DesignProblem) {
    guard deaths >= 0, deaths <= 1 else {
      throw DesignProblem("share of deaths", found: "\(deaths)", expected: "0 to 1")
    }
    if let end = curve.end {
      throw DesignProblem("curve", found: "known up to \(end.value) months", expected: "a curve that goes on")
    }
    self.curve = curve
    self.schedule = schedule
    self.deaths = deaths
  }

  /// The share without a seen event at a time: of deaths all until then count, of progressions those until the last scan.
  public func survival(at time: Months) -> Double {
    deaths * curve.survival(at: time) + (1 - deaths) * curve.survival(at: Months(schedule.lastScan(by: time.value)))
  }

  /// The first time at which half have had a seen event.
  public var median: Months {
    guard let interval = schedule.interval?.value, curve.median.value.isFinite else { return curve.median }
    var scan = interval
    while survival(at: Months(scan)) > 0.5 {
      scan += interval
    }
    // Between scans only deaths are seen.
    let before = scan - interval
    let start = deaths * curve.survival(at: Months(before)) + (1 - deaths) * curve.survival(at: Months(before))
    guard start > 0.5, deaths > 0 else { return Months(scan) }
    func excess(_ time: Double) -> Double {
      deaths * curve.survival(at: Months(time)) + (1 - deaths) * curve.survival(at: Months(before)) - 0.5
    }
    guard excess(scan) < 0, let found = Roots.find(before...scan, excess) else { return Months(scan) }
    return Months(found)
  }
}

/// What a single-arm trial of the share without progression at a landmark really does when progression is seen only at scans.
///
/// The landmark falls between two scans: who progressed since the last is still counted as free. The shares that the trial sees are higher than the true ones, under H0 too.
public struct LandmarkUnderSchedule: Sendable, Hashable {
  /// The landmark.
  public let landmark: Months
  /// Share seen free of progression where the true one is p0.
  public let seenNull: Double
  /// Where it is p1.
  public let seenAlternative: Double

  /// True shares at the landmark with a constant hazard, seen through a schedule.
  public init(
    landmark: Months, _ rates: RateHypotheses, schedule: ImagingSchedule, deaths: Double = 0, shape: Double = 1
  ) throws(DesignProblem) {
    self.landmark = landmark
    let null = try HistoricalCurve(survival: rates.null, at: landmark, shape: shape)
    let other = try HistoricalCurve(survival: rates.alternative, at: landmark, shape: shape)
    seenNull = try SeenCurve(null, schedule: schedule, deaths: deaths).survival(at: landmark)
    seenAlternative = try SeenCurve(other, schedule: schedule, deaths: deaths).survival(at: landmark)
  }

  /// The level and the power that a two-stage design really has.
  public func actual(_ design: TwoStageDesign) -> (alpha: Double, power: Double) {
    (design.characteristics(at: seenNull).rejection, design.characteristics(at: seenAlternative).rejection)
  }

  /// The level and the power that a single-stage design really has.
  public func actual(_ design: SingleStageDesign) -> (alpha: Double, power: Double) {
    (design.rejection(at: seenNull), design.rejection(at: seenAlternative))
  }
}
