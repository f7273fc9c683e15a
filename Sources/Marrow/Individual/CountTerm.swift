// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// What a count adds to the objective: twice the negative logarithm of its likelihood, without the constant ln 2π.
enum CountTerm {
  /// The term of an observation that can be at several times, where the model says a count at each: the likelihood is the mean of theirs.
  static func value<Number: Scalar>(
    _ observation: CountObservation, _ counts: ArraySlice<Number>, _ error: ResidualError
  ) -> Number {
    let terms = counts.map { value(observation, $0, error) }
    guard terms.count > 1, let least = terms.min(by: { $0.value < $1.value }) else { return terms.first ?? Number(0) }
    // From the greatest of the likelihoods, so that none of them is lost below the smallest number.
    let sum = terms.reduce(Number(0)) { $0 + Number.exponential(-0.5 * ($1 - least)) }
    return least - 2 * Number.logarithm((1 / Double(terms.count)) * sum)
  }

  /// The term of an observation where the model says a count.
  static func value<Number: Scalar>(
    _ observation: CountObservation, _ count: Number, _ error: ResidualError
  ) -> Number {
    switch error {
    case .logAdditive(let sd):
      let step = (1 / sd) * (Number(log(observation.count)) - Number.logarithm(count))
      if observation.isBelow { return -2 * logCumulative(step) }
      return step * step + 2 * log(sd)
    case .combined(let share, let own):
      let variance = share * share * (count * count) + own * own
      if observation.isBelow {
        return -2 * logCumulative((Number(observation.count) - count) / Number.root(variance))
      }
      let step = count - observation.count
      return Number.logarithm(variance) + step * step / variance
    }
  }

  /// ln Φ(z), and far down its tail too: below −30 by the leading terms of its asymptotic series (Abramowitz and Stegun 26.2.12).
  static func logCumulative(_ z: Double) -> Double {
    if z > -30 { return log(Normal.cumulative(z)) }
    let square = z * z
    return -square / 2 - 0.5 * log(2 * .pi) - log(-z) + log1p(-1 / square + 3 / (square * square))
  }

  static func logCumulative<Number: Scalar>(_ z: Number) -> Number {
    let value = logCumulative(z.value)
    // The slope is the density over the distribution.
    let slope = exp(-0.5 * z.value * z.value - 0.5 * log(2 * .pi) - value)
    return Number(value) + slope * (z - z.value)
  }
}
