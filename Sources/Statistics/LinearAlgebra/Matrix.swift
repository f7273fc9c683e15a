// SPDX-License-Identifier: Apache-2.0

/// A small square matrix, row by row; enough for the information matrices of the regressions here.
struct Matrix: Sendable, Hashable {
  let size: Int
  var values: [Double]

  init(size: Int) {
    self.size = size
    values = [Double](repeating: 0, count: size * size)
  }

  init(_ rows: [[Double]]) {
    size = rows.count
    values = rows.flatMap { $0 }
  }

  init(size: Int, values: [Double]) {
    self.size = size
    self.values = values
  }

  subscript(row: Int, column: Int) -> Double {
    get { values[row * size + column] }
    set { values[row * size + column] = newValue }
  }

  var rows: [[Double]] { (0..<size).map { Array(values[($0 * size)..<(($0 + 1) * size)]) } }

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
  func cholesky() -> Cholesky? {
    var lower = self
    let largest = (0..<size).map { self[$0, $0] }.max() ?? 0
    for column in 0..<size {
      var pivot = self[column, column]
      for k in 0..<column { pivot -= lower[column, k] * lower[column, k] }
      guard pivot > 1e-13 * self[column, column], pivot > 1e-300 * largest else { return nil }
      let root = pivot.squareRoot()
      lower[column, column] = root
      for row in (column + 1)..<max(size, column + 1) {
        var value = self[row, column]
        for k in 0..<column { value -= lower[row, k] * lower[column, k] }
        lower[row, column] = value / root
      }
    }
    return Cholesky(lower: lower)
  }
}

/// The factor of a positive definite matrix.
struct Cholesky: Sendable {
  let lower: Matrix

  func solve(_ right: [Double]) -> [Double] {
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

  var inverse: Matrix {
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
