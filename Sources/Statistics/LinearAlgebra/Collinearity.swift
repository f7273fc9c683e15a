// SPDX-License-Identifier: Apache-2.0

/// Which of some columns are a combination of those before them, and how a direction is freed of others.
enum Collinearity {
  /// The first column that adds nothing to those before it and, with `withIntercept`, to a constant; nil if each does.
  ///
  /// Columns are centred, then freed of each other twice (Gram and Schmidt): what is left of one below 1e-10 of its length is rounding.
  static func first(_ columns: [[Double]], withIntercept: Bool = true) -> Int? {
    var basis: [[Double]] = []
    for (index, column) in columns.enumerated() {
      let largest = column.reduce(0) { max($0, abs($1)) }
      guard largest > 0 else { return index }
      // Divided by the largest value, so that no square overflows.
      var rest = column.map { $0 / largest }
      if withIntercept {
        let mean = rest.reduce(0, +) / Double(rest.count)
        rest = rest.map { $0 - mean }
      }
      // A constant leaves the rounding of its mean.
      let length = norm(rest)
      guard length > 1e-14 * Double(rest.count).squareRoot() else { return index }
      free(&rest, of: basis)
      free(&rest, of: basis)
      let left = norm(rest)
      guard left > 1e-10 * length else { return index }
      basis.append(rest.map { $0 / left })
    }
    return nil
  }

  /// Takes from a vector its parts along the unit vectors of a basis.
  static func free(_ vector: inout [Double], of basis: [[Double]]) {
    for unit in basis {
      let part = dot(vector, unit)
      for index in vector.indices { vector[index] -= part * unit[index] }
    }
  }

  static func norm(_ vector: [Double]) -> Double { dot(vector, vector).squareRoot() }
}

/// The inner product of two vectors of one length.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}
