// SPDX-License-Identifier: Apache-2.0

/// A single-arm trial without an interim look: H0 is rejected with more than `critical` responses of `size` patients.
public struct SingleStageDesign: Sendable, Hashable {
  /// Patients.
  public let size: Int
  /// H0 is rejected with more responses than this.
  public let critical: Int

  /// A design; `0 ≤ critical < size`.
  public init(size: Int, critical: Int) throws(DesignProblem) {
    guard size > 0, size <= 100_000 else {
      throw DesignProblem("patients", found: "\(size)", expected: "1 to 100000")
    }
    guard (0..<size).contains(critical) else {
      throw DesignProblem("critical value", found: "\(critical)", expected: "0 to \(size - 1)")
    }
    self.size = size
    self.critical = critical
  }

  /// The exact probability to reject H0 where the rate is `rate`.
  public func rejection(at rate: Double) -> Double {
    BinomialLaw(trials: size, probability: rate).above(critical)
  }
}

/// The two answers to "how many patients": exact power is a saw-tooth in n, so that the first n that reaches it is not the n from which it holds.
///
/// Clopper and Pearson's exact test, one-sided (A'Hern, Stat Med 2001;20:859).
public struct SingleStageSizes: Sendable, Hashable {
  /// The least n whose exact test keeps alpha and has the power.
  public let first: SingleStageDesign
  /// The least n from which on every n has the power, as far as `checkedTo`.
  public let stable: SingleStageDesign
  /// Every n up to this was looked at.
  public let checkedTo: Int

  /// Both, by complete search; throws where none is reached within `limit` patients.
  public init(_ rates: RateHypotheses, _ errors: ErrorRates, limit: Int = 20_000) throws(DesignProblem) {
    let (p0, p1) = (rates.null.value, rates.alternative.value)
    let (alpha, power) = (errors.alpha.value, errors.power.value)
    // P(X > r) and P(X = r) under both rates go from n to n + 1 and from r to r + 1 by their recurrences.
    var null = Tail(p0)
    var other = Tail(p1)
    var first: (n: Int, r: Int)?
    var stable: (n: Int, r: Int)?
    var checked = 0
    for n in 1...limit {
      null.addPatient()
      other.addPatient()
      while null.above > alpha, null.r < n {
        null.raise()
        other.raise()
      }
      checked = n
      if other.above >= power, null.r < n {
        if first == nil { first = (n, null.r) }
        if stable == nil { stable = (n, null.r) }
      } else {
        stable = nil
      }
      // The tooth gets smaller with n while the power rises: twice the first n, and half as many again as the last n that failed, is far beyond the last dip.
      if let first, let stable, n >= 2 * first.n + 50, 2 * n >= 3 * stable.n { break }
    }
    guard let first, let stable else {
      throw DesignProblem(
        "patients", found: "no design up to \(limit)", expected: "rates further apart, or weaker errors")
    }
    self.first = try SingleStageDesign(size: first.n, critical: first.r)
    self.stable = try SingleStageDesign(size: stable.n, critical: stable.r)
    checkedTo = checked
  }

  /// P(X > r) and P(X = r) of a binomial that grows.
  private struct Tail {
    let p: Double
    var n = 0
    var r = 0
    var mass = 1.0
    var above = 0.0

    init(_ p: Double) { self.p = p }

    mutating func addPatient() {
      above += p * mass
      n += 1
      mass *= Double(n) / Double(n - r) * (1 - p)
    }

    mutating func raise() {
      mass *= Double(n - r) / Double(r + 1) * p / (1 - p)
      r += 1
      above = max(0, above - mass)
    }
  }
}
