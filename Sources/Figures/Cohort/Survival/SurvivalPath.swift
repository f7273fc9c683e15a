// SPDX-License-Identifier: Apache-2.0

/// A curve as pieces of known and unknown course, in the units of its axes.
struct SurvivalPath: Sendable {
  /// A time during which survival stays as it is.
  struct Level: Hashable, Sendable {
    var start: Double
    var end: Double
    var survival: Double
    var lower: Double?
    var upper: Double?
  }

  /// A time during which the curve falls in an unknown way.
  struct Unknown: Hashable, Sendable {
    var start: Double
    var end: Double
    var above: Double
    var below: Double
  }

  /// Levels in order of time; two that touch are joined by a fall.
  private(set) var levels: [Level] = []
  /// Unknown falls in order of time.
  private(set) var unknown: [Unknown] = []

  /// The last time with anything known, before the axis is chosen.
  static func lastTime(of curve: SurvivalPlot.Curve) -> Double {
    let times: [Double]
    switch curve.estimate {
    case .steps(let steps): times = steps.map(\.time)
    case .intervals(let falls): times = falls.flatMap { [$0.start, $0.end] }
    }
    return ([curve.end ?? 0] + times + curve.censored).filter(\.isFinite).max() ?? 0
  }

  init(_ curve: SurvivalPlot.Curve, axisEnd: Double) {
    let end = min(max(curve.end ?? Self.lastTime(of: curve), 0), axisEnd)
    var level = Level(start: 0, end: 0, survival: 1, lower: 1, upper: 1)
    switch curve.estimate {
    case .steps(let steps):
      for step in steps.filter({ $0.time.isFinite && $0.survival.isFinite }).sorted(by: { $0.time < $1.time })
      where step.time <= end {
        level.end = max(step.time, 0)
        levels.append(level)
        level = Level(
          start: level.end, end: level.end, survival: Self.share(step.survival), lower: step.lower.map(Self.share),
          upper: step.upper.map(Self.share))
      }
    case .intervals(let falls):
      level.lower = nil
      level.upper = nil
      for fall in falls.filter({ $0.start.isFinite }).sorted(by: { $0.start < $1.start }) where fall.start <= axisEnd {
        level.end = max(fall.start, level.start)
        levels.append(level)
        let last = fall.end.isFinite ? min(max(fall.end, level.end), axisEnd) : axisEnd
        let below = Self.share(fall.survival)
        if last > level.end {
          unknown.append(Unknown(start: level.end, end: last, above: level.survival, below: below))
        }
        level = Level(start: last, end: last, survival: below)
      }
    }
    level.end = max(end, level.start)
    levels.append(level)
  }

  private static func share(_ value: Double) -> Double { value.isFinite ? min(max(value, 0), 1) : 0 }

  /// The survival at a time on a level; nil where the course is unknown or the curve has ended.
  func survival(at time: Double) -> Double? {
    levels.last { $0.start <= time && time <= $0.end }?.survival
  }

  /// The first time at which survival is at most a half; where it is a half exactly until a later event, the middle of that stretch. nil if it
  /// never is, or nobody knows when.
  var median: Double? {
    guard let index = levels.firstIndex(where: { $0.survival <= 0.5 + 1e-9 }) else { return nil }
    let level = levels[index]
    if unknown.contains(where: { $0.end == level.start && $0.above > 0.5 }) { return nil }
    // Without a later event the stretch has no end.
    guard abs(level.survival - 0.5) < 1e-9, index + 1 < levels.count else { return level.start }
    return (level.start + level.end) / 2
  }

  /// Lines through known places: one for each part of the curve between unknown falls.
  var lines: [[(time: Double, survival: Double)]] {
    var lines: [[(time: Double, survival: Double)]] = []
    for level in levels {
      let piece = [(level.start, level.survival), (level.end, level.survival)]
      let joins = !unknown.contains { $0.end == level.start && $0.start < level.start }
      if joins, !lines.isEmpty {
        lines[lines.count - 1] += piece
      } else {
        lines.append(piece)
      }
    }
    return lines
  }

  /// Outlines of the band: one for each run of levels that have both bounds.
  var bands: [[(time: Double, survival: Double)]] {
    var runs: [[Level]] = [[]]
    for level in levels {
      if level.lower != nil, level.upper != nil {
        runs[runs.count - 1].append(level)
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    // Before the first event both bounds are 1: a run of that alone has no area.
    let wide = runs.filter { run in run.contains { ($0.upper ?? 0) > ($0.lower ?? 0) } }
    return wide.map { run in
      var outline: [(time: Double, survival: Double)] = []
      for level in run {
        outline.append((level.start, level.upper ?? 0))
        outline.append((level.end, level.upper ?? 0))
      }
      for level in run.reversed() {
        outline.append((level.end, level.lower ?? 0))
        outline.append((level.start, level.lower ?? 0))
      }
      return outline
    }
  }
}
