// SPDX-License-Identifier: Apache-2.0

/// A minimum within a box by the method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright, Numerical Optimization, 2nd edition 2006, algorithm 6.1), with steps cut at the box.
struct BoundedBFGS {
  /// The box is −bound to bound in every coordinate.
  var bound = 6.0
  /// Ends where no slope along a free coordinate is larger.
  var tolerance = 1e-6
  var mostSteps = 200

  struct Minimum {
    var place: [Double]
    var value: Double
    var gradient: [Double]
  }

  /// From a start; nil where the function has no value there.
  func minimise(
    from start: [Double], _ function: ([Double]) -> (value: Double, gradient: [Double])?
  ) -> Minimum? {
    let size = start.count
    var place = start.map(clamped)
    guard var (value, gradient) = function(place) else { return nil }
    var inverse = Self.unit(size, 0.5)
    for _ in 0..<mostSteps {
      if free(place, gradient) <= tolerance { break }
      var direction = (0..<size).map { row in
        -(0..<size).reduce(0) { $0 + inverse[row][$1] * gradient[$1] }
      }
      // A coordinate at its bound does not go beyond it.
      for index in 0..<size where isStuck(place[index], -direction[index]) { direction[index] = 0 }
      var slope = zip(direction, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      if slope >= 0 {
        inverse = Self.unit(size, 0.5)
        direction = (0..<size).map { isStuck(place[$0], gradient[$0]) ? 0 : -0.5 * gradient[$0] }
        slope = zip(direction, gradient).reduce(0) { $0 + $1.0 * $1.1 }
        if slope >= 0 { break }
      }
      // No step is longer than two standard deviations.
      let length = direction.map(\.magnitude).max() ?? 0
      var share = length > 2 ? 2 / length : 1
      var next: (place: [Double], value: Double, gradient: [Double])?
      for _ in 0..<30 {
        let trial = zip(place, direction).map { clamped($0 + share * $1) }
        if let found = function(trial), found.value <= value + 1e-4 * share * slope + 1e-13 * abs(value) {
          next = (trial, found.value, found.gradient)
          break
        }
        share *= 0.4
      }
      guard let next else { break }
      let step = zip(next.place, place).map { $0 - $1 }
      let change = zip(next.gradient, gradient).map { $0 - $1 }
      let product = zip(step, change).reduce(0) { $0 + $1.0 * $1.1 }
      if product > 1e-14 { Self.update(&inverse, step, change, product) }
      let gain = value - next.value
      (place, value, gradient) = next
      if gain <= 1e-14 * max(1, abs(value)), free(place, gradient) <= 100 * tolerance { break }
    }
    return Minimum(place: place, value: value, gradient: gradient)
  }

  private func clamped(_ x: Double) -> Double { min(bound, max(-bound, x)) }

  /// Whether a coordinate is at a bound and its slope leads beyond.
  private func isStuck(_ x: Double, _ slope: Double) -> Bool { x >= bound && slope < 0 || x <= -bound && slope > 0 }

  private func free(_ place: [Double], _ gradient: [Double]) -> Double {
    zip(place, gradient).reduce(0) { isStuck($1.0, $1.1) ? $0 : max($0, $1.1.magnitude) }
  }

  private static func unit(_ size: Int, _ value: Double) -> [[Double]] {
    (0..<size).map { row in (0..<size).map { $0 == row ? value : 0 } }
  }

  private static func update(
    _ inverse: inout [[Double]], _ step: [Double], _ change: [Double], _ product: Double
  ) {
    let size = step.count
    let turned = (0..<size).map { row in (0..<size).reduce(0) { $0 + inverse[row][$1] * change[$1] } }
    let square = zip(change, turned).reduce(0) { $0 + $1.0 * $1.1 }
    let factor = (1 + square / product) / product
    for row in 0..<size {
      for column in 0..<size {
        inverse[row][column] +=
          factor * step[row] * step[column] - (turned[row] * step[column] + step[row] * turned[column]) / product
      }
    }
  }
}
