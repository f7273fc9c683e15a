// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

extension IndividualFit {
  /// How far a count moves the estimate.
  public struct Influence: Sendable, Hashable {
    /// The count.
    public let observation: CountObservation
    /// The parameter that it moves most.
    public let parameter: ParameterKey
    /// By how much the most probable logarithm of it would be higher without the count, in standard deviations of what the counts leave open.
    public let deviations: Double
  }

  /// Of each count, in their order, what leaving it out would do to the parameter that it moves most: one step of Newton's with the curvature of all counts (Cook and Weisberg, Residuals and Influence in Regression 1982,
  /// section 5.2), which understates a count that alone determines a parameter.
  public func influences() throws(MarrowProblem) -> [Influence] {
    let objective = try Objective(prior, data, weight: priorWeight)
    guard let slopes = objective.slopesOfTerms(prior.standard(etas)) else {
      throw MarrowProblem("influence of counts", found: "no solution at the fit", expected: "one")
    }
    return zip(data.observations, slopes).compactMap { observation, slope in
      // Without the term the gradient at the fit is minus its own; the covariance is twice the inverse of the curvature.
      let moved = prior.keys.indices.map { row -> Double in
        let step = prior.keys.indices.reduce(0.0) { $0 + 0.5 * covariance[row, $1] * slope[$1] }
        return step / covariance[row, row].squareRoot()
      }
      guard let most = moved.indices.max(by: { moved[$0].magnitude < moved[$1].magnitude }) else { return nil }
      return Influence(observation: observation, parameter: prior.keys[most], deviations: moved[most])
    }
  }
}
