// SPDX-License-Identifier: Apache-2.0

/// What a count does over a stretch: its least value and when, how long it is below limits, and when it comes back.
struct NadirWatch {
  /// The stretch that is watched.
  let start: Double
  let end: Double
  let limits: [Double]

  private(set) var least = Double.infinity
  private(set) var leastTime = Double.nan
  /// Hours below each limit.
  private(set) var below: [Double]
  /// Crossings upwards of each limit.
  private var upward: [[Double]]

  init(from start: Double, to end: Double, limits: [Double]) {
    self.start = start
    self.end = end
    self.limits = limits
    below = limits.map { _ in 0 }
    upward = limits.map { _ in [] }
  }

  /// Into so many pieces a step is cut: a turn within one piece that its ends do not show is below the error of the solver's steps.
  private static let pieces = 4

  mutating func take(_ curve: DenseCurve<Double>) {
    let (low, high) = (max(curve.start, start), min(curve.end, end))
    guard high > low else { return }
    let width = (high - low) / Double(Self.pieces)
    func place(_ piece: Int) -> Double { piece == Self.pieces ? high : low + Double(piece) * width }
    take(curve, place, value: { curve.value(at: place($0)) }, slope: { curve.slope(at: place($0)) })
  }

  /// The same of a step whose values and slopes at the ends of its quarters are known, and stand so far apart.
  mutating func take(
    _ curve: DenseCurve<Double>, values: UnsafePointer<Double>, slopes: UnsafePointer<Double>, apart: Int
  ) {
    guard curve.start >= start, curve.end <= end else { return take(curve) }
    let width = curve.width / Double(Self.pieces)
    take(
      curve, { curve.start + Double($0) * width }, value: { values[$0 * apart] }, slope: { slopes[$0 * apart] })
  }

  /// The same of a step, within the stretch, over which a count rises or falls and crosses no limit.
  @inline(__always) mutating func take(_ value: Double, _ next: Double, from time: Double, to nextTime: Double) {
    note(value, time)
    note(next, nextTime)
    for (index, limit) in limits.enumerated() where value < limit { below[index] += nextTime - time }
  }

  @inline(__always)
  private mutating func take(
    _ curve: DenseCurve<Double>, _ place: (Int) -> Double, value valueAt: (Int) -> Double,
    slope slopeAt: (Int) -> Double
  ) {
    var (time, value) = (place(0), valueAt(0))
    note(value, time)
    var slope = slopeAt(0)
    for piece in 1...Self.pieces {
      let nextTime = place(piece)
      let next = valueAt(piece)
      let nextSlope = slopeAt(piece)
      note(next, nextTime)
      if slope < 0, nextSlope > 0 {
        let turn = SignChange.place(time, nextTime, within: 1e-7) { curve.slope(at: $0) }
        let bottom = curve.value(at: turn)
        note(bottom, turn)
        cross(curve, time, value, turn, bottom)
        cross(curve, turn, bottom, nextTime, next)
      } else if slope > 0, nextSlope < 0 {
        let turn = SignChange.place(time, nextTime, within: 1e-7) { curve.slope(at: $0) }
        let top = curve.value(at: turn)
        cross(curve, time, value, turn, top)
        cross(curve, turn, top, nextTime, next)
      } else {
        cross(curve, time, value, nextTime, next)
      }
      (time, value, slope) = (nextTime, next, nextSlope)
    }
  }

  @inline(__always) private mutating func note(_ value: Double, _ time: Double) {
    if value < least { (least, leastTime) = (value, time) }
  }

  private mutating func cross(
    _ curve: DenseCurve<Double>, _ from: Double, _ first: Double, _ to: Double, _ last: Double
  ) {
    for (index, limit) in limits.enumerated() {
      let (isBelow, endsBelow) = (first < limit, last < limit)
      if isBelow, endsBelow {
        below[index] += to - from
      } else if isBelow != endsBelow {
        let place = SignChange.place(from, to, within: 1e-7) { curve.value(at: $0) - limit }
        below[index] += isBelow ? place - from : to - place
        if isBelow { upward[index].append(place) }
      }
    }
  }

  /// When the count first comes back to a limit after its least value; nil where it was never below it, or does not come back.
  func recovery(_ index: Int) -> Double? {
    least < limits[index] ? upward[index].first { $0 >= leastTime } : nil
  }
}
