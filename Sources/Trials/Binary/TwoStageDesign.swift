// SPDX-License-Identifier: Apache-2.0

/// A single-arm trial with one look for futility: stop with `stopAtMost` responses or fewer of `firstStage` patients; at the end reject H0 with
/// more than `critical` of `size`. Simon, Control Clin Trials 1989;10:1.
public struct TwoStageDesign: Sendable, Hashable {
  /// r1: the trial stops with so many responses in the first stage, or fewer.
  public let stopAtMost: Int
  /// n1: patients of the first stage.
  public let firstStage: Int
  /// r: H0 is rejected with more responses than this in both stages.
  public let critical: Int
  /// n: patients of both stages.
  public let size: Int

  /// A design; `0 ≤ r1 < n1 < n` and `r1 ≤ r < n`.
  public init(stopAtMost r1: Int, of n1: Int, critical r: Int, of n: Int) throws(DesignProblem) {
    guard n1 >= 1, n > n1, n <= 100_000 else {
      throw DesignProblem(
        "stages", found: "\(n1) and \(n) patients", expected: "1 or more, and more in all, up to 100000")
    }
    guard (0..<n1).contains(r1) else {
      throw DesignProblem("r1", found: "\(r1)", expected: "0 to \(n1 - 1)")
    }
    guard (r1..<n).contains(r) else { throw DesignProblem("r", found: "\(r)", expected: "\(r1) to \(n - 1)") }
    stopAtMost = r1
    firstStage = n1
    critical = r
    size = n
  }

  /// Patients of the second stage.
  public var secondStage: Int { size - firstStage }

  /// What happens at a true rate, exactly.
  public struct Characteristics: Sendable, Hashable {
    /// Probability to reject H0: the level at p0, the power at p1.
    public let rejection: Double
    /// Probability of early termination (PET).
    public let stopping: Double
    /// Expected number of patients (EN).
    public let expectedSize: Double
  }

  /// The operating characteristics at a true rate, by summing the binomials of both stages.
  public func characteristics(at rate: Double) -> Characteristics {
    let one = BinomialLaw(trials: firstStage, probability: rate)
    let two = BinomialLaw(trials: secondStage, probability: rate)
    var rejection = 0.0
    for x in stride(from: firstStage, to: stopAtMost, by: -1) { rejection += one.mass[x] * two.above(critical - x) }
    let stopping = one.atMost(stopAtMost)
    return Characteristics(
      rejection: min(1, rejection), stopping: stopping,
      expectedSize: Double(firstStage) + Double(secondStage) * one.above(stopAtMost))
  }
}
