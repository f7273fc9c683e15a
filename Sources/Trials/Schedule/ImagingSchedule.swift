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
  /// The last scan by the landmark.
  public let lastScan: Months
  /// The share of events that are deaths, which are seen on their day.
  public let deaths: Double
  /// Share seen free of progression where the true one is p0.
  public let seenNull: Double
  /// Where it is p1.
  public let seenAlternative: Double
  /// Shape of the true curve; 1 is a constant hazard.
  private let shape: Double

  /// By how much the level that is seen may pass the one asked for before it is called not kept.
  public static let tolerance = 0.01

  /// True shares at the landmark with a constant hazard, seen through a schedule; throws where no scan lies by the landmark.
  public init(
    landmark: Months, _ rates: RateHypotheses, schedule: ImagingSchedule, deaths: Double = 0, shape: Double = 1
  ) throws(DesignProblem) {
    try schedule.check(landmark: landmark, deaths: deaths)
    self.landmark = landmark
    self.deaths = deaths
    self.shape = shape
    lastScan = Months(schedule.lastScan(by: landmark.value))
    let null = try HistoricalCurve(survival: rates.null, at: landmark, shape: shape)
    let other = try HistoricalCurve(survival: rates.alternative, at: landmark, shape: shape)
    seenNull = try SeenCurve(null, schedule: schedule, deaths: deaths).survival(at: landmark)
    seenAlternative = try SeenCurve(other, schedule: schedule, deaths: deaths).survival(at: landmark)
  }

  /// Whether the last scan is on the landmark, so that what is true is what is seen.
  public var isOnScan: Bool { abs(lastScan.value - landmark.value) < 1e-6 }

  /// The share that is seen free of progression where the true one is `share`: f·S(t) + (1 − f)·S(s), and S(s) is S(t) to the power of (s/t)^k.
  public func seen(_ share: Double) -> Double {
    guard share > 0, share < 1 else { return share }
    return deaths * share + (1 - deaths) * pow(share, pow(lastScan.value / landmark.value, shape))
  }

  /// What a two-stage design really does where the true share is `share`.
  public func characteristics(of design: TwoStageDesign, at share: Double) -> TwoStageDesign.Characteristics {
    design.characteristics(at: seen(share))
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

extension ImagingSchedule {
  /// Refuses a schedule whose first scan comes after the landmark: but for deaths everybody would count as free of progression.
  ///
  /// - Parameters:
  ///   - landmark: when freedom from progression counts.
  ///   - deaths: the share of events that are deaths.
  ///   - window: by how much a scan may come early.
  func check(landmark: Months, deaths: Double, window: Months = Months(0)) throws(DesignProblem) {
    _ = try landmark.positive("landmark")
    guard let interval, deaths < 1, (interval.value - window.value) > landmark.value * (1 + 1e-9) else { return }
    throw DesignProblem(
      "scans", found: "every \(interval.words), the first after the landmark of \(landmark.words)",
      expected:
        "a scan by the landmark: without one nobody's progression is seen before it, and all but the dead count as free (days and weeks are written \"90 days\", \"12 weeks\")"
    )
  }
}
