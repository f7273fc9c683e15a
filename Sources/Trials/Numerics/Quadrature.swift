// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Nodes and weights of integration by Gauss and Legendre on −1…1.
struct GaussLegendre: Sendable {
  let nodes: [Double]
  let weights: [Double]

  /// The roots of the Legendre polynomial of a degree, by Newton's method from Tricomi's approximation.
  init(_ degree: Int) {
    var nodes = [Double](repeating: 0, count: degree)
    var weights = nodes
    let n = Double(degree)
    for index in 0..<(degree + 1) / 2 {
      var x = cos(Double.pi * (Double(index) + 0.75) / (n + 0.5))
      var slope = 0.0
      for _ in 0..<100 {
        var (last, value) = (1.0, x)
        for k in 2...max(2, degree) {
          let order = Double(k)
          (last, value) = (value, ((2 * order - 1) * x * value - (order - 1) * last) / order)
        }
        slope = n * (x * value - last) / (x * x - 1)
        let change = value / slope
        x -= change
        if abs(change) < 1e-16 { break }
      }
      nodes[index] = -x
      nodes[degree - 1 - index] = x
      weights[index] = 2 / ((1 - x * x) * slope * slope)
      weights[degree - 1 - index] = weights[index]
    }
    self.nodes = nodes
    self.weights = weights
  }

  static let of20 = GaussLegendre(20)
  static let of64 = GaussLegendre(64)
  static let of128 = GaussLegendre(128)
  static let of256 = GaussLegendre(256)

  /// The integral over a range.
  func integral(_ range: ClosedRange<Double>, _ value: (Double) -> Double) -> Double {
    let half = (range.upperBound - range.lowerBound) / 2
    let middle = (range.upperBound + range.lowerBound) / 2
    var sum = 0.0
    for index in nodes.indices { sum += weights[index] * value(middle + half * nodes[index]) }
    return sum * half
  }

  /// The integral over a range in so many equal parts.
  func integral(_ range: ClosedRange<Double>, parts: Int, _ value: (Double) -> Double) -> Double {
    let width = (range.upperBound - range.lowerBound) / Double(parts)
    return (0..<parts).reduce(0.0) { sum, part in
      let start = range.lowerBound + Double(part) * width
      return sum + integral(start...(start + width), value)
    }
  }
}

/// Integration over 0…1 of a function that may be singular at its ends: the double exponential rule of Takahasi and Mori (1974). A node
/// says how far it is from both ends, so that nothing cancels there.
enum DoubleExponential {
  /// Nodes so close that something of a width (a standard deviation) between the ends is resolved to 1e-10.
  static func nodes(width: Double) -> [(x: Double, rest: Double, weight: Double)] {
    let step = min(1.0 / 16, max(1.0 / 1024, width * 0.8))
    let count = Int((3.5 / step).rounded(.up))
    return (-count...count).map { index in
      let t = Double(index) * step
      let u = Double.pi / 2 * sinh(t)
      let (x, rest) = (1 / (1 + exp(-2 * u)), 1 / (1 + exp(2 * u)))
      return (x, rest, step * Double.pi * cosh(t) * x * rest)
    }
  }
}
