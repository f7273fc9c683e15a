// SPDX-License-Identifier: Apache-2.0

/// Where a function changes its sign between two places, by bisection that is sped up by secants (the Illinois method; Dowell and Jarratt, BIT 1971;11:168).
enum SignChange {
  /// The place; the function has different signs at both ends, or is 0 at one.
  static func place(_ low: Double, _ high: Double, within tolerance: Double, _ function: (Double) -> Double) -> Double {
    var (a, b) = (low, high)
    var (atA, atB) = (function(a), function(b))
    if atA == 0 { return a }
    if atB == 0 { return b }
    var side = 0
    for _ in 0..<200 where abs(b - a) > tolerance {
      var middle = (a * atB - b * atA) / (atB - atA)
      if !(middle > min(a, b) && middle < max(a, b)) { middle = (a + b) / 2 }
      let value = function(middle)
      if value == 0 { return middle }
      if (value < 0) == (atB < 0) {
        (b, atB) = (middle, value)
        if side == -1 { atA /= 2 }
        side = -1
      } else {
        (a, atA) = (middle, value)
        if side == 1 { atB /= 2 }
        side = 1
      }
      if abs(value) < 1e-15 { return middle }
    }
    return (a + b) / 2
  }
}
