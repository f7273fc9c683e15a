// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// How much of an error may be spent by a share of the information.
public enum Spending: Sendable, Hashable {
  /// Lan and DeMets, Biometrika 1983;70:659, like O'Brien and Fleming's bounds: 2 − 2Φ(z(1 − α/2)/√t).
  case obrienFleming
  /// Like Pocock's: α·log(1 + (e − 1)t).
  case pocock
  /// Kim and DeMets, Biometrika 1987;74:149: α·t^ρ.
  case kimDeMets(rho: Double)
  /// Hwang, Shih and DeCani, Stat Med 1990;9:1439: α(1 − e^(−γt))/(1 − e^(−γ)); at γ = 0 α·t.
  case hwangShihDeCani(gamma: Double)

  /// What is spent by a share of the information from 0 to 1.
  public func spent(of error: Double, at share: Double) -> Double {
    guard share > 0 else { return 0 }
    guard share < 1 else { return error }
    switch self {
    case .obrienFleming: return 2 * Normal.upperTail(-Normal.quantile(error / 2) / share.squareRoot())
    case .pocock: return error * log1p((M_E - 1) * share)
    case .kimDeMets(let rho): return error * pow(share, rho)
    case .hwangShihDeCani(let gamma):
      return abs(gamma) < 1e-12 ? error * share : error * expm1(-gamma * share) / expm1(-gamma)
    }
  }

  /// With its source.
  public var words: String {
    switch self {
    case .obrienFleming: "Lan-DeMets spending like O'Brien-Fleming (Biometrika 1983;70:659)"
    case .pocock: "Lan-DeMets spending like Pocock (Biometrika 1983;70:659)"
    case .kimDeMets(let rho): "Kim-DeMets spending, ρ = \(rho) (Biometrika 1987;74:149)"
    case .hwangShihDeCani(let gamma): "Hwang-Shih-DeCani spending, γ = \(gamma) (Stat Med 1990;9:1439)"
    }
  }
}

/// How the bounds of efficacy of a group-sequential test are made.
public enum BoundaryFamily: Sendable, Hashable {
  /// By spending of alpha.
  case spending(Spending)
  /// O'Brien and Fleming, Biometrics 1979;35:549: z falls with the root of the information.
  case obrienFleming
  /// Pocock, Biometrika 1977;64:191: the same z at every look.
  case pocock
  /// Wang and Tsiatis, Biometrics 1987;43:193: z ∝ t^(Δ − 1/2).
  case wangTsiatis(delta: Double)
  /// Haybittle and Peto (Peto et al., Br J Cancer 1976;34:585): z = 3 at every look but the last.
  case haybittlePeto(interim: Double = 3)

  /// The z of looks as a function of one constant; nil of spending.
  func bounds(_ constant: Double, _ shares: [Double]) -> [Double]? {
    switch self {
    case .spending: nil
    case .obrienFleming: shares.map { constant / $0.squareRoot() }
    case .pocock: shares.map { _ in constant }
    case .wangTsiatis(let delta): shares.map { constant * pow($0, delta - 0.5) }
    case .haybittlePeto(let interim): shares.dropLast().map { _ in interim } + [constant]
    }
  }
}

/// Bounds of futility.
public enum FutilityRule: Sendable, Hashable {
  /// None.
  case none
  /// By spending of beta; `binding` bounds lower the bounds of efficacy, which then no longer hold if the trial goes on beyond them.
  case spending(Spending, binding: Bool = false)
  /// Pampallona and Tsiatis, J Stat Plan Inference 1994;42:19, with their shape Δ: drift·√t − c·t^(Δ − 1/2), not binding. The bounds of efficacy are those of the family.
  case pampallonaTsiatis(delta: Double)
}
