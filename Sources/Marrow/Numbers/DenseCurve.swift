// SPDX-License-Identifier: Apache-2.0

/// One component of a solution within a step: the interpolant of order 7.
struct DenseCurve<Number: Scalar> {
  let start: Double
  let width: Double
  let begin: Number
  /// Coefficients, the lowest first; the value is nested in the share of the step that has passed and in the share that is left, in turn.
  let parts: (Number, Number, Number, Number, Number, Number, Number)

  var end: Double { start + width }

  /// The value at a time of the step.
  @inline(__always)
  func value(at time: Double) -> Number {
    let x = (time - start) / width
    let rest = 1 - x
    var y = x * parts.6
    y = rest * (y + parts.5)
    y = x * (y + parts.4)
    y = rest * (y + parts.3)
    y = x * (y + parts.2)
    y = rest * (y + parts.1)
    y = x * (y + parts.0)
    return begin + y
  }
}

extension DenseCurve where Number == Double {
  /// The slope at a time of the step: the derivative of the nested form.
  func slope(at time: Double) -> Double {
    let x = (time - start) / width
    let rest = 1 - x
    var (y, slope) = (x * parts.6, parts.6)
    func wind(_ part: Double, _ factor: Double, _ sign: Double) {
      y += part
      slope = slope * factor + sign * y
      y *= factor
    }
    wind(parts.5, rest, -1)
    wind(parts.4, x, 1)
    wind(parts.3, rest, -1)
    wind(parts.2, x, 1)
    wind(parts.1, rest, -1)
    wind(parts.0, x, 1)
    return slope / width
  }
}
