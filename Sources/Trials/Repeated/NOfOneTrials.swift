// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// Trials of single patients, taken together: each has so many pairs of periods, in each pair one on treatment and one on control in random order.
///
/// Zucker, Ruthazer and Schmid, J Clin Epidemiol 2010;63:1312; Senn, Stat Methods Med Res 2019;28:372. The mean difference of a patient has the variance τ² + 2σ²/m: τ is by how much the effect differs from patient
/// to patient, σ the deviation of one period within a patient, m the pairs. The mean of all patients' is tested by Student's t with n − 1 degrees of freedom, so that the answer is one about the patients to come.
public struct NOfOneTrials: Sendable, Hashable {
  /// Patients.
  public let patients: Int
  /// Pairs of periods of each.
  public let pairs: Int
  /// Deviation of one period within a patient, in the unit of the outcome.
  public let within: Double
  /// Deviation of the effect among patients.
  public let among: Double

  /// Trials.
  public init(patients: Int, pairs: Int, within: Double, among: Double) throws(DesignProblem) {
    guard (2...100_000).contains(patients) else {
      throw DesignProblem("patients", found: "\(patients)", expected: "2 to 100000")
    }
    guard (1...100).contains(pairs) else {
      throw DesignProblem("pairs of periods", found: "\(pairs)", expected: "1 to 100")
    }
    guard within > 0, within.isFinite, among >= 0, among.isFinite else {
      throw DesignProblem(
        "deviations", found: "\(within) and \(among)", expected: "above 0 within, 0 or more among patients")
    }
    self.patients = patients
    self.pairs = pairs
    self.within = within
    self.among = among
  }

  /// The variance of a patient's mean difference.
  public var variance: Double { among * among + 2 * within * within / Double(pairs) }
  /// The standard error of the mean of all.
  public var error: Double { (variance / Double(patients)).squareRoot() }
  /// How much of what a patient's own mean difference says is that patient's own effect: τ²/(τ² + 2σ²/m). With 0 the mean of all says all there is.
  public var reliability: Double { among * among / variance }

  /// The probability to find a mean effect, on its side.
  public func power(effect: Double, alpha: Probability, sides: Sides = .one) -> Double {
    let degrees = Double(patients - 1)
    let critical = StudentT.critical(level: 1 - 2 * alpha.value / Double(sides.rawValue), degreesOfFreedom: degrees)
    return NoncentralT.upperTail(critical, degreesOfFreedom: degrees, mean: abs(effect) / error)
  }

  /// The fewest patients with the power.
  public static func size(
    effect: Double, pairs: Int, within: Double, among: Double, _ errors: ErrorRates, sides: Sides = .one
  ) throws(DesignProblem) -> NOfOneTrials {
    guard effect != 0, effect.isFinite else {
      throw DesignProblem("effect", found: "\(effect)", expected: "a number that is not 0")
    }
    func power(_ patients: Int) throws(DesignProblem) -> Double {
      try NOfOneTrials(patients: patients, pairs: pairs, within: within, among: among)
        .power(effect: effect, alpha: errors.alpha, sides: sides)
    }
    // Power rises with patients: doubled, then halved.
    var (low, high) = (1, 2)
    while try power(high) < errors.power.value {
      (low, high) = (high, high * 2)
      guard high <= 100_000 else {
        throw DesignProblem("patients", found: "more than 50000", expected: "a larger effect or smaller deviations")
      }
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if try power(middle) < errors.power.value { low = middle } else { high = middle }
    }
    return try NOfOneTrials(patients: high, pairs: pairs, within: within, among: among)
  }
}

/// Student's t around a mean that is not 0.
enum NoncentralT {
  /// P(T > t): the normal upper tail averaged over the deviation that the sample has.
  static func upperTail(_ t: Double, degreesOfFreedom degrees: Double, mean: Double) -> Double {
    let half = degrees / 2
    let scale = log(2.0) + half * log(half) - lgamma(half)
    let width = 10 / degrees.squareRoot()
    return min(
      1,
      GaussLegendre.of64.integral(max(0, 1 - width)...(1 + width), parts: 4) { s in
        // s² times the degrees is chi-squared.
        guard s > 0 else { return 0 }
        return exp(scale + (degrees - 1) * log(s) - half * s * s) * Normal.cumulative(mean - t * s)
      })
  }
}
