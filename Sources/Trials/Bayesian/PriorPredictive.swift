// SPDX-License-Identifier: Apache-2.0

/// How surprising a number of responses is to a beta prior: the check for a conflict between prior and data.
///
/// Box, J R Stat Soc A 1980;143:383, on the number of responses, which is the minimal sufficient statistic that Evans and Moshonov ask for (Bayesian Anal 2006;1:893).
public struct PriorPredictive: Sendable, Hashable {
  /// The probability of each number of responses, from none to all, before any is seen: beta-binomial.
  public let masses: [Double]

  /// What a prior expects of so many patients.
  public init(_ prior: BetaPrior, patients: Int) throws(DesignProblem) {
    guard (1...100_000).contains(patients) else {
      throw DesignProblem("patients", found: "\(patients)", expected: "1 to 100000")
    }
    masses = (0...patients).map { prior.ahead($0, of: patients, after: 0, of: 0) }
  }

  /// The probability of a number that is no likelier than this one. Small: prior and data are in conflict.
  public func pValue(_ responses: Int) -> Double {
    guard masses.indices.contains(responses) else { return 0 }
    // Two numbers that are equally likely are so whatever their last bits.
    let limit = masses[responses] * (1 + 1e-9)
    return min(1, masses.reduce(0) { $1 <= limit ? $0 + $1 : $0 })
  }

  /// The p-values that numbers between bounds can have.
  public func pValues(_ responses: ClosedRange<Int>) -> ClosedRange<Double> {
    // One summit: the least lies at an end, the largest at the summit or at an end.
    let summit = masses.indices.max { masses[$0] < masses[$1] } ?? 0
    let places = [
      responses.lowerBound, responses.upperBound, min(max(summit, responses.lowerBound), responses.upperBound),
    ]
    let values = places.map(pValue)
    return (values.min() ?? 0)...(values.max() ?? 1)
  }

  /// The least p that any number of responses has: above the level of a check, so many patients can show no conflict at all.
  public var leastPValue: Double { min(pValue(0), pValue(masses.count - 1)) }
}
