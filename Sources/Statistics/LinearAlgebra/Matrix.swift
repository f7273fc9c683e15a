// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A small square matrix, row by row; enough for the information matrices of regressions.
package struct Matrix: Sendable, Hashable {
  package let size: Int
  package var values: [Double]

  package init(size: Int) {
    self.size = size
    values = [Double](repeating: 0, count: size * size)
  }

  package init(_ rows: [[Double]]) {
    size = rows.count
    values = rows.flatMap { $0 }
  }

  package init(size: Int, values: [Double]) {
    self.size = size
    self.values = values
  }

  package subscript(row: Int, column: Int) -> Double {
    get { values[row * size + column] }
    set { values[row * size + column] = newValue }
  }

  package var rows: [[Double]] { (0..<size).map { Array(values[($0 * size)..<(($0 + 1) * size)]) } }

  func part(_ kept: [Int]) -> Matrix { Matrix(kept.map { row in kept.map { self[row, $0] } }) }

  func times(_ other: Matrix) -> Matrix {
    var product = Matrix(size: size)
    for i in 0..<size {
      for k in 0..<size {
        let factor = self[i, k]
        for j in 0..<size { product[i, j] += factor * other[k, j] }
      }
    }
    return product
  }

  /// The lower triangle L with L·Lᵀ = self; nil unless positive definite beyond rounding.
  package func cholesky() -> Cholesky? { try? cholesky(above: [Double](repeating: 0, count: size)).get() }

  /// A row that is a combination of those before it.
  struct Dependent: Error { var column: Int }

  /// The same, or the first row that depends on those before it; what is left of one at `floors` or below is rounding.
  func cholesky(above floors: [Double]) -> Result<Cholesky, Dependent> {
    var lower = self
    let largest = (0..<size).map { self[$0, $0] }.max() ?? 0
    for column in 0..<size {
      var pivot = self[column, column]
      for k in 0..<column { pivot -= lower[column, k] * lower[column, k] }
      guard pivot > 1e-13 * self[column, column], pivot > 1e-300 * largest, pivot > floors[column] else {
        return .failure(Dependent(column: column))
      }
      let root = pivot.squareRoot()
      lower[column, column] = root
      for row in (column + 1)..<max(size, column + 1) {
        var value = self[row, column]
        for k in 0..<column { value -= lower[row, k] * lower[column, k] }
        lower[row, column] = value / root
      }
    }
    return .success(Cholesky(lower: lower))
  }
}

/// The factor of a positive definite matrix.
package struct Cholesky: Sendable {
  package let lower: Matrix

  package func solve(_ right: [Double]) -> [Double] {
    let size = lower.size
    var x = right
    for i in 0..<size {
      for k in 0..<i { x[i] -= lower[i, k] * x[k] }
      x[i] /= lower[i, i]
    }
    for i in stride(from: size - 1, through: 0, by: -1) {
      for k in (i + 1)..<max(size, i + 1) { x[i] -= lower[k, i] * x[k] }
      x[i] /= lower[i, i]
    }
    return x
  }

  /// √(x·M⁻¹·x): the length of `x` in the metric of the inverse.
  func length(_ x: UnsafeBufferPointer<Double>) -> Double {
    let size = lower.size
    var sum = 0.0
    withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { part in
      for i in 0..<size {
        var value = x[i]
        for k in 0..<i { value -= lower[i, k] * part[k] }
        part[i] = value / lower[i, i]
        sum += part[i] * part[i]
      }
    }
    return sum.squareRoot()
  }

  /// Log of the determinant of the matrix.
  package var logDeterminant: Double { (0..<lower.size).reduce(0) { $0 + 2 * log(lower[$1, $1]) } }

  package var inverse: Matrix {
    let size = lower.size
    var result = Matrix(size: size)
    for column in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[column] = 1
      for (row, value) in solve(unit).enumerated() { result[row, column] = value }
    }
    return result
  }
}
