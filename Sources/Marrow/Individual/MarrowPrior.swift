// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Statistics

/// How patients differ around typical values: the logarithms of some parameters are normal.
public struct MarrowPrior: Sendable, Hashable {
  /// Typical values.
  public let typical: MarrowParameters
  /// The parameters in which patients differ, in the order of every eta.
  public let keys: [ParameterKey]
  /// Variances and covariances of the etas.
  package let covariance: Matrix
  /// How counts scatter.
  public let residual: ResidualError
  /// The places of the keys among the values, and L with L·Lᵀ = covariance.
  let places: [Int]
  let factor: Matrix
  let inverse: Matrix

  /// A prior; its matrix is symmetric and positive definite.
  package init(
    _ typical: MarrowParameters, _ keys: [ParameterKey], covariance: Matrix, residual: ResidualError
  ) throws(MarrowProblem) {
    var places: [Int] = []
    for key in keys {
      guard let place = typical.structure.parameters.firstIndex(of: key) else {
        throw MarrowProblem(
          "parameters that vary", found: key.rawValue, expected: "one of \(typical.structure.rawValue)")
      }
      places.append(place)
    }
    guard !keys.isEmpty, Set(keys).count == keys.count, covariance.size == keys.count,
      covariance.values.allSatisfy(\.isFinite)
    else {
      throw MarrowProblem("parameters that vary", found: "\(keys.count)", expected: "some, each once, with a variance")
    }
    for row in 0..<keys.count {
      for column in 0..<row where covariance[row, column] != covariance[column, row] {
        throw MarrowProblem("covariance of patients", found: "a matrix that is not symmetric", expected: "one that is")
      }
    }
    guard let cholesky = covariance.cholesky() else {
      throw MarrowProblem("covariance of patients", found: "a matrix that is none", expected: "a positive definite one")
    }
    self.typical = typical
    self.keys = keys
    self.covariance = covariance
    self.residual = try residual.checked()
    self.places = places
    factor = cholesky.lower
    inverse = cholesky.inverse
  }

  /// The prior of a model that may forecast; of another the problem tells why not.
  public init(_ model: MarrowModel) throws(MarrowProblem) {
    guard model.use == .forecast, let residual = model.residual else {
      throw MarrowProblem("model", found: model.id, expected: "one that may forecast. \(model.notFor.first ?? "")")
    }
    var covariance = Matrix(size: model.variability.count)
    for (index, one) in model.variability.enumerated() { covariance[index, index] = one.variance }
    try self.init(
      try model.typical(), model.variability.map(\.key), covariance: covariance, residual: residual)
  }

  /// The values of a patient with these etas, in the order of the structure's parameters.
  func values(_ etas: [Double]) -> [Double] {
    var values = typical.values
    for (place, eta) in zip(places, etas) { values[place] *= exp(eta) }
    return values
  }

  /// The same with derivatives by up to four etas from an index on.
  func duals(_ etas: [Double], from first: Int) -> [Dual] {
    var values = typical.values.map { Dual($0) }
    for (index, place) in places.enumerated() {
      let slot = index - first
      let eta = (0..<Dual.width).contains(slot) ? Dual(etas[index], parameter: slot) : Dual(etas[index])
      values[place] = values[place] * Dual.exponential(eta)
    }
    return values
  }

  /// The standard deviation of an eta in the population.
  public func standardDeviation(_ index: Int) -> Double { covariance[index, index].squareRoot() }

  /// L·z: etas of numbers that are standard normal in the population.
  func etas(_ z: [Double]) -> [Double] {
    (0..<keys.count).map { row in (0...row).reduce(0) { $0 + factor[row, $1] * z[$1] } }
  }

  /// L⁻¹·η.
  func standard(_ etas: [Double]) -> [Double] {
    var z = etas
    for row in 0..<keys.count {
      for column in 0..<row { z[row] -= factor[row, column] * z[column] }
      z[row] /= factor[row, row]
    }
    return z
  }
}
