// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// The growth modulation index as an endpoint: the time to progression on a treatment over that on the one before, of the same patient. Von Hoff, Clin Cancer Res 1998;4:1079.
///
/// Both times are Weibull with one shape k; the second hazard is the first times `ratio`. Then P(index ≥ c) = 1/(1 + ratio·c^k) for independent times. The times of one patient
/// go together: with Gumbel's copula of parameter θ (Kendall's τ = 1 − 1/θ) it is 1/(1 + (ratio·c^k)^θ). At ratio 1 and c = 1 it is one half whatever the rest: that half
/// exceeds 1 shows nothing.
public struct GrowthModulation: Sendable, Hashable {
  /// Shape of both times.
  public let shape: Double
  /// Hazard of the second time over that of the first.
  public let ratio: Double
  /// Kendall's τ of the two times of a patient, 0 to below 1.
  public let concordance: Double

  /// A model.
  public init(shape: Double = 1, hazardRatio ratio: Double, concordance: Double = 0) throws(DesignProblem) {
    guard shape > 0, shape.isFinite else {
      throw DesignProblem("shape", found: "\(shape)", expected: "a number above 0")
    }
    guard ratio > 0, ratio.isFinite else {
      throw DesignProblem("hazard ratio", found: "\(ratio)", expected: "a number above 0")
    }
    guard concordance >= 0, concordance < 1 else {
      throw DesignProblem("concordance", found: "\(concordance)", expected: "Kendall's τ, 0 to below 1")
    }
    self.shape = shape
    self.ratio = ratio
    self.concordance = concordance
  }

  /// P(index ≥ cutoff).
  public func share(atLeast cutoff: Double) -> Double {
    let odds = ratio * pow(cutoff, shape)
    return 1 / (1 + pow(odds, 1 / (1 - concordance)))
  }

  /// P(index ≥ cutoff) of those whose second time is longer than a guarantee: who is registered for maintenance after an induction has come through it without progression, and where the time runs from the begin of induction nobody can have less.
  ///
  /// With U = T^k the cumulative hazards are linear: first rate λ = ln 2/median^k, second ratio·λ. Under Gumbel's copula with θ = 1/(1 − τ) the density of the pair on the ray U₂ = c^k·U₁ gives
  /// P = 1 − q·(ratio·c^k)^θ/(1 + (ratio·c^k)^θ), where −ln q = λ·g^k·((c^(−kθ) + ratio^θ)^(1/θ) − ratio). For independent times −ln q is λ·(g/c)^k: the first time has come to the guarantee over the cutoff.
  ///
  /// - Parameters:
  ///   - cutoff: the index that counts.
  ///   - guarantee: months of the second time that everybody has.
  ///   - median: of the first time.
  public func share(
    atLeast cutoff: Double, guarantee: Months, medianOfFirst median: Months
  ) throws(DesignProblem) -> Double {
    guard guarantee.value >= 0, guarantee.value.isFinite else {
      throw DesignProblem("guarantee", found: "\(guarantee.value) months", expected: "0 or more")
    }
    let rate = log(2) / pow(try median.positive("median"), shape)
    let theta = 1 / (1 - concordance)
    let odds = pow(ratio * pow(cutoff, shape), theta)
    let gap = pow(pow(cutoff, -shape * theta) + pow(ratio, theta), 1 / theta) - ratio
    return 1 - exp(-rate * pow(guarantee.value, shape) * gap) * odds / (1 + odds)
  }

  /// The share of indices known to reach a cutoff, and of those not known to fail it, when the second time is censored after so long: by simulation. The first time of a median
  /// in months is always known, since the treatment followed its end.
  ///
  /// Gumbel's copula by the frailty of Chambers, Mallows and Stuck (J Am Stat Assoc 1976;71:340).
  public func simulated(
    atLeast cutoff: Double, median: Months, censoredAfter follow: Months?, patients: Int, seed: UInt64
  ) throws(DesignProblem) -> (known: MonteCarlo, possible: MonteCarlo) {
    guard (2...100_000_000).contains(patients) else {
      throw DesignProblem("simulated patients", found: "\(patients)", expected: "2 to 100000000")
    }
    let scale = try median.positive("median") / pow(log(2), 1 / shape)
    let stable = 1 - concordance
    var known = MonteCarlo.Sum()
    var possible = MonteCarlo.Sum()
    for patient in 0..<patients {
      var random = RandomStream(seed: seed, replicate: UInt64(patient))
      let frailty: Double
      if stable == 1 {
        frailty = 1
      } else {
        // A positive stable number of index 1/θ (Kanter's form).
        let angle = Double.pi * max(1e-12, random.unit())
        let part = random.exponential()
        frailty =
          sin(stable * angle) / pow(sin(angle), 1 / stable)
          * pow(sin((1 - stable) * angle) / part, (1 - stable) / stable)
      }
      // −log of a uniform of the copula is (exponential/frailty)^stable, and the cumulative hazard of its time.
      let first = scale * pow(pow(random.exponential() / frailty, stable), 1 / shape)
      let second = scale * pow(pow(random.exponential() / frailty, stable) / ratio, 1 / shape)
      let seen = min(second, follow?.value ?? .infinity)
      known.add(seen >= cutoff * first ? 1 : 0)
      possible.add(second > seen || seen >= cutoff * first ? 1 : 0)
    }
    return (known.value, possible.value)
  }
}
