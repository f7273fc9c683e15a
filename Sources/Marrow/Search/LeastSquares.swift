// SPDX-License-Identifier: Apache-2.0

import Statistics

/// A least sum of squares by the method of Levenberg and Marquardt (Marquardt, J Soc Ind Appl Math 1963;11:431), with derivatives by central differences: for curves in closed form.
struct LeastSquares {
  struct Minimum {
    var place: [Double]
    var squares: Double
    /// JᵀJ at the minimum.
    var information: Matrix
  }

  var mostSteps = 300

  /// From a start; nil where the residuals have no value there.
  func minimise(from start: [Double], _ residuals: ([Double]) -> [Double]?) -> Minimum? {
    var place = start
    guard var rest = residuals(place) else { return nil }
    var squares = Self.sum(rest)
    var damping = 1e-2
    var information = Matrix(size: start.count)
    for _ in 0..<mostSteps {
      guard let columns = Self.derivatives(place, residuals) else { return nil }
      information = Self.product(columns)
      let gradient = columns.map { column in zip(column, rest).reduce(0) { $0 + $1.0 * $1.1 } }
      var isBetter = false
      while damping < 1e12 {
        var damped = information
        for index in place.indices { damped[index, index] += damping * max(information[index, index], 1e-12) }
        guard let step = damped.cholesky()?.solve(gradient) else {
          damping *= 10
          continue
        }
        let trial = zip(place, step).map { $0 - $1 }
        if let found = residuals(trial), Self.sum(found) <= squares {
          let gain = squares - Self.sum(found)
          let length = step.map(\.magnitude).max() ?? 0
          (place, rest) = (trial, found)
          squares = Self.sum(found)
          damping = max(1e-12, damping / 10)
          isBetter = gain > 1e-14 * squares && length > 1e-12
          break
        }
        damping *= 10
      }
      if !isBetter { break }
    }
    if let columns = Self.derivatives(place, residuals) { information = Self.product(columns) }
    return Minimum(place: place, squares: squares, information: information)
  }

  private static func sum(_ rest: [Double]) -> Double { rest.reduce(0) { $0 + $1 * $1 } }

  private static func derivatives(_ place: [Double], _ residuals: ([Double]) -> [Double]?) -> [[Double]]? {
    var columns: [[Double]] = []
    for index in place.indices {
      let step = 1e-5 * max(1, place[index].magnitude)
      var (above, below) = (place, place)
      above[index] += step
      below[index] -= step
      guard let up = residuals(above), let down = residuals(below) else { return nil }
      columns.append(zip(up, down).map { ($0 - $1) / (2 * step) })
    }
    return columns
  }

  private static func product(_ columns: [[Double]]) -> Matrix {
    var product = Matrix(size: columns.count)
    for row in columns.indices {
      for column in columns.indices {
        product[row, column] = zip(columns[row], columns[column]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    return product
  }
}
