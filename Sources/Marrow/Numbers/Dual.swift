// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A number with its derivatives by up to four parameters (forward differentiation): every operation carries both, so that derivatives are exact but for rounding.
struct Dual: Scalar {
  static let width = 4

  var value: Double
  var slope: SIMD4<Double>

  @inline(__always) init(value: Double, slope: SIMD4<Double>) {
    self.value = value
    self.slope = slope
  }

  /// A constant.
  @inline(__always) init(_ value: Double) {
    self.value = value
    slope = .zero
  }

  /// The parameter of an index itself.
  init(_ value: Double, parameter: Int) {
    self.value = value
    slope = .zero
    slope[parameter] = 1
  }

  @inline(__always) static func + (first: Dual, second: Dual) -> Dual {
    Dual(value: first.value + second.value, slope: first.slope + second.slope)
  }
  @inline(__always) static func - (first: Dual, second: Dual) -> Dual {
    Dual(value: first.value - second.value, slope: first.slope - second.slope)
  }
  @inline(__always) static func * (first: Dual, second: Dual) -> Dual {
    Dual(value: first.value * second.value, slope: first.value * second.slope + second.value * first.slope)
  }
  @inline(__always) static func / (first: Dual, second: Dual) -> Dual {
    let share = first.value / second.value
    return Dual(value: share, slope: (first.slope - share * second.slope) / second.value)
  }
  @inline(__always) static func * (factor: Double, second: Dual) -> Dual {
    Dual(value: factor * second.value, slope: factor * second.slope)
  }
  @inline(__always) static func + (first: Dual, second: Double) -> Dual {
    Dual(value: first.value + second, slope: first.slope)
  }
  @inline(__always) static func - (first: Dual, second: Double) -> Dual {
    Dual(value: first.value - second, slope: first.slope)
  }

  @inline(__always) static func exponential(_ x: Dual) -> Dual {
    let value = Foundation.exp(x.value)
    return Dual(value: value, slope: value * x.slope)
  }
  @inline(__always) static func logarithm(_ x: Dual) -> Dual {
    Dual(value: Foundation.log(x.value), slope: x.slope / x.value)
  }
  @inline(__always) static func root(_ x: Dual) -> Dual {
    let value = x.value.squareRoot()
    return Dual(value: value, slope: x.slope / (2 * value))
  }

  /// Derivatives are held to the same share of the value or of themselves, whichever is larger.
  @inline(__always)
  func squaredError(_ reference: Dual, _ other: Dual, absolute: Double, relative: Double) -> Double {
    let size = Swift.max(reference.value.magnitude, other.value.magnitude)
    let own = value / (absolute + relative * size)
    var worst = own * own
    for index in 0..<Dual.width {
      let scale = Swift.max(size, Swift.max(reference.slope[index].magnitude, other.slope[index].magnitude))
      let share = slope[index] / (absolute + relative * scale)
      worst = Swift.max(worst, share * share)
    }
    return worst
  }
}
