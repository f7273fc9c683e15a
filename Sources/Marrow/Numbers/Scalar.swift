// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A number on which the equations are written once: a plain one, or one that carries its derivatives (``Dual``). So a gradient cannot be of another model than its value.
protocol Scalar: Sendable {
  init(_ value: Double)
  var value: Double { get }

  static func + (first: Self, second: Self) -> Self
  static func - (first: Self, second: Self) -> Self
  static func * (first: Self, second: Self) -> Self
  static func / (first: Self, second: Self) -> Self
  static func * (factor: Double, second: Self) -> Self
  static func + (first: Self, second: Double) -> Self
  static func - (first: Self, second: Double) -> Self

  static func exponential(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  static func root(_ x: Self) -> Self

  /// How far apart rows of so many components stand: padded to what is added at once.
  static func stride(_ size: Int) -> Int
  /// from + width · Σ factor · row of a stage, a row of the stride at once.
  static func combine(
    _ terms: UnsafeBufferPointer<Tableau853.Term>, _ rows: UnsafePointer<Self>, _ stride: Int,
    _ width: Double,
    from: UnsafePointer<Self>, into: UnsafeMutablePointer<Self>)

  /// The square of an error of this size against a scale of `absolute + relative · reference`; of derivatives the greatest counts too.
  func squaredError(_ reference: Self, _ other: Self, absolute: Double, relative: Double) -> Double
}

extension Scalar {
  @inline(__always) static func stride(_ size: Int) -> Int { size }

  @inline(__always)
  static func combine(
    _ terms: UnsafeBufferPointer<Tableau853.Term>, _ rows: UnsafePointer<Self>, _ stride: Int,
    _ width: Double,
    from: UnsafePointer<Self>, into: UnsafeMutablePointer<Self>
  ) {
    for index in 0..<stride {
      var sum = from[index]
      for term in terms { sum += (width * term.factor) * rows[term.stage * stride + index] }
      into[index] = sum
    }
  }

  @inline(__always) static prefix func - (x: Self) -> Self { -1 * x }
  @inline(__always) static func += (first: inout Self, second: Self) { first = first + second }
}

extension Double: Scalar {
  @inline(__always) var value: Double { self }
  @inline(__always) static func exponential(_ x: Double) -> Double { Foundation.exp(x) }
  @inline(__always) static func logarithm(_ x: Double) -> Double { Foundation.log(x) }
  @inline(__always) static func root(_ x: Double) -> Double { x.squareRoot() }

  /// No structure has more than eight states: a row is one vector.
  @inline(__always) static func stride(_ size: Int) -> Int { size <= 8 ? 8 : size }

  @inline(__always)
  static func combine(
    _ terms: UnsafeBufferPointer<Tableau853.Term>, _ rows: UnsafePointer<Double>, _ stride: Int,
    _ width: Double,
    from: UnsafePointer<Double>, into: UnsafeMutablePointer<Double>
  ) {
    func row(_ pointer: UnsafePointer<Double>) -> SIMD8<Double> {
      UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Double>.self)
    }
    guard stride == 8 else {
      for index in 0..<stride {
        into[index] = terms.reduce(from[index]) {
          $0 + width * $1.factor * rows[$1.stage * stride + index]
        }
      }
      return
    }
    var sum = row(from)
    for term in terms { sum += (width * term.factor) * row(rows + term.stage * 8) }
    UnsafeMutableRawPointer(into).storeBytes(of: sum, as: SIMD8<Double>.self)
  }

  @inline(__always)
  func squaredError(_ reference: Double, _ other: Double, absolute: Double, relative: Double)
    -> Double
  {
    let share = self / (absolute + relative * Swift.max(reference.magnitude, other.magnitude))
    return share * share
  }
}
