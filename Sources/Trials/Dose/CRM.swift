// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The continual reassessment method with the power model: P(toxicity of dose i) = skeleton_i^exp(a), a normal with mean 0. O'Quigley, Pepe and Fisher, Biometrics 1990;46:33.
public struct CRM: Sendable, Hashable {
  /// What is believed of the doses before the trial, from the lowest.
  public let skeleton: [Double]
  /// The target rate.
  public let target: Double
  /// Variance of a; 1.34 by custom.
  public let variance: Double

  /// A model; the skeleton rises.
  public init(skeleton: [Probability], target: Probability, variance: Double = 1.34) throws(DesignProblem) {
    guard (1...20).contains(skeleton.count), zip(skeleton, skeleton.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw DesignProblem("skeleton", found: "\(skeleton.map(\.value))", expected: "1 to 20 rising probabilities")
    }
    guard variance > 0, variance.isFinite else {
      throw DesignProblem("variance", found: "\(variance)", expected: "a number above 0")
    }
    self.skeleton = skeleton.map(\.value)
    self.target = target.value
    self.variance = variance
  }

  /// What the patients so far say.
  public struct Estimate: Sendable, Hashable {
    /// Posterior mean of a.
    public let mean: Double
    /// Posterior variance of a.
    public let variance: Double
    /// Rate of each dose at the mean of a.
    public let rates: [Double]
    /// The dose nearest to the target, from 0; of two that are equally near the lower.
    public let dose: Int
  }

  /// The estimate from each patient's dose, from 0, and whether there was toxicity.
  public func estimate(_ patients: [(dose: Int, toxicity: Bool)]) throws(DesignProblem) -> Estimate {
    var counts = [(with: Double, without: Double)](repeating: (0, 0), count: skeleton.count)
    for patient in patients {
      guard counts.indices.contains(patient.dose) else {
        throw DesignProblem("dose", found: "\(patient.dose + 1)", expected: "1 to \(skeleton.count)")
      }
      if patient.toxicity { counts[patient.dose].with += 1 } else { counts[patient.dose].without += 1 }
    }
    func posterior(_ a: Double) -> Double {
      let power = exp(a)
      var sum = -a * a / (2 * variance)
      for (dose, count) in counts.enumerated() where count.with + count.without > 0 {
        let exponent = power * log(skeleton[dose])
        // log(1 − p) where p is next to 1 or to 0.
        sum += count.with * exponent
        if count.without > 0 { sum += count.without * log(-expm1(exponent)) }
      }
      return sum
    }
    // The log posterior is a sum of concave terms and falls like the prior at least: ten prior deviations hold all of it.
    let reach = 10 * variance.squareRoot()
    var top = -Double.infinity
    for step in 0...400 { top = max(top, posterior(-reach + 2 * reach * Double(step) / 400)) }
    func moment(_ value: (Double) -> Double) -> Double {
      GaussLegendre.of20.integral(-reach...reach, parts: 40) { a in
        let height = posterior(a) - top
        return height < -700 ? 0 : value(a) * exp(height)
      }
    }
    let mass = moment { _ in 1 }
    let mean = moment { $0 } / mass
    let spread = moment { ($0 - mean) * ($0 - mean) } / mass
    let rates = skeleton.map { pow($0, exp(mean)) }
    var best = 0
    for dose in rates.indices where abs(rates[dose] - target) < abs(rates[best] - target) { best = dose }
    return Estimate(mean: mean, variance: spread, rates: rates, dose: best)
  }

  /// The dose of the next patient: the nearest to the target, but never more than one above the highest that was given.
  public func next(_ patients: [(dose: Int, toxicity: Bool)], start: Int) throws(DesignProblem) -> Int {
    guard skeleton.indices.contains(start) else {
      throw DesignProblem("starting dose", found: "\(start + 1)", expected: "1 to \(skeleton.count)")
    }
    guard let highest = patients.map(\.dose).max() else { return start }
    return min(try estimate(patients).dose, max(highest, start) + 1, skeleton.count - 1)
  }

  /// A skeleton by Lee and Cheung's indifference intervals (Clin Trials 2009;6:227): doses whose rates are within `halfwidth` of the target are not told apart.
  public static func skeleton(
    target: Probability, halfwidth: Double, prior dose: Int, doses: Int
  ) throws(DesignProblem) -> [Probability] {
    guard (1...20).contains(doses), (0..<doses).contains(dose) else {
      throw DesignProblem(
        "dose that is thought the right one", found: "\(dose + 1) of \(doses)", expected: "1 to \(doses), of at most 20"
      )
    }
    guard halfwidth > 0, halfwidth < target.value, target.value + halfwidth < 1 else {
      throw DesignProblem("halfwidth", found: "\(halfwidth)", expected: "above 0 and below the target, \(target.value)")
    }
    let (low, high) = (log(target.value - halfwidth), log(target.value + halfwidth))
    var logs = [Double](repeating: log(target.value), count: doses)
    for index in stride(from: dose + 1, to: doses, by: 1) { logs[index] = logs[index - 1] * high / low }
    for index in stride(from: dose - 1, through: 0, by: -1) { logs[index] = logs[index + 1] * low / high }
    return try logs.map { value throws(DesignProblem) in try Probability(exp(value), "skeleton") }
  }
}
