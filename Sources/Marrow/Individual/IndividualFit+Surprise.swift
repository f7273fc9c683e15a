// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

extension IndividualFit {
  /// How far counts and their parameters are together from what the population and the scatter of counts allow (Box, J R Stat Soc A 1980;143:383: the prior predictive check).
  public struct Surprise: Sendable, Hashable {
    /// Σ of squared standardised residuals, and of squared etas in standard deviations of the population times its weight.
    public let statistic: Double
    /// So many counts are in it.
    public let counts: Int
    /// The upper tail of χ² with a degree of freedom a count: exact where the model is linear in its etas.
    public var p: Double { ChiSquared.upperTail(statistic, degreesOfFreedom: counts) }
    /// Less than this is believed of no patient of the population; no source: one in a thousand.
    public static let least = 0.001
  }

  /// How surprising the counts are. One that is only known to be below a limit adds a distance where the model says more than that, from the limit, which is less than its
  /// true distance, and a degree of freedom as any other.
  public var surprise: Surprise {
    var statistic = prior.standard(etas).reduce(0) { $0 + $1 * $1 } * priorWeight
    var counts = 0
    for (observation, predicted) in zip(data.observations, predictions) {
      counts += 1
      if observation.isBelow, predicted <= observation.count { continue }
      let residual =
        switch prior.residual {
        case .logAdditive(let sd): log(observation.count / predicted) / sd
        case .combined(let share, let own):
          (observation.count - predicted) / (share * share * predicted * predicted + own * own).squareRoot()
        }
      statistic += residual * residual
    }
    return Surprise(statistic: statistic, counts: counts)
  }

  /// The parameters of which the counts say next to nothing: their spread is still at least so much of the population's.
  public func uninformed(share: Double = 0.95) -> [ParameterKey] {
    prior.keys.enumerated().compactMap { index, key in
      let own = covariance[index, index].squareRoot()
      let population = prior.standardDeviation(index) / priorWeight.squareRoot()
      return own >= share * population ? key : nil
    }
  }
}
