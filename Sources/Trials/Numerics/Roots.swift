// SPDX-License-Identifier: Apache-2.0

/// Roots and minima of functions of one number.
enum Roots {
  /// Where a function that has different signs at both ends is 0, by Brent's method (Brent 1973, chapter 4); nil where it has not.
  static func find(_ range: ClosedRange<Double>, tolerance: Double = 1e-13, _ value: (Double) -> Double) -> Double? {
    var (a, b) = (range.lowerBound, range.upperBound)
    var (fa, fb) = (value(a), value(b))
    if fa == 0 { return a }
    if fb == 0 { return b }
    guard fa.isFinite, fb.isFinite, (fa > 0) != (fb > 0) else { return nil }
    var (c, fc) = (a, fa)
    var step = b - a
    var before = step
    for _ in 0..<200 {
      if (fb > 0) == (fc > 0) {
        (c, fc) = (a, fa)
        step = b - a
        before = step
      }
      if abs(fc) < abs(fb) { (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb) }
      let near = 2e-16 * abs(b) + tolerance / 2
      let middle = (c - b) / 2
      if abs(middle) <= near || fb == 0 { return b }
      if abs(before) >= near, abs(fa) > abs(fb) {
        let s = fb / fa
        var (p, q): (Double, Double)
        if a == c {
          (p, q) = (2 * middle * s, 1 - s)
        } else {
          let (u, v) = (fa / fc, fb / fc)
          p = s * (2 * middle * u * (u - v) - (b - a) * (v - 1))
          q = (u - 1) * (v - 1) * (s - 1)
        }
        if p > 0 { q = -q } else { p = -p }
        if 2 * p < min(3 * middle * q - abs(near * q), abs(before * q)) {
          before = step
          step = p / q
        } else {
          step = middle
          before = middle
        }
      } else {
        step = middle
        before = middle
      }
      (a, fa) = (b, fb)
      b += abs(step) > near ? step : (middle > 0 ? near : -near)
      fb = value(b)
    }
    return b
  }

  /// The root of a function that rises from below 0, with the upper end doubled until it is reached; nil where it never is.
  static func rising(from low: Double, guess: Double, limit: Double = 1e9, _ value: (Double) -> Double) -> Double? {
    var high = guess
    while high < limit, value(high) < 0 { high *= 2 }
    return value(high) < 0 ? nil : find(low...high, value)
  }
}
