// SPDX-License-Identifier: Apache-2.0

/// Stopping for toxicity by repeated tests of the tolerable rate, each at one nominal level (Pocock's shape).
///
/// Levels of counts are steps: as the nominal level rises, the probability to stop at the tolerable rate jumps past the one that was asked for. `cautious` is the boundary just past the
/// jump (it stops at least as often), `strict` the one just before (it stops less often). Ivanova, Qaqish and Schell, Biometrics 2005;61:540.
public struct ToxicityBoundary: Sendable, Hashable {
  /// The largest nominal level with less than the wanted probability to stop: H0 is protected.
  public let strict: SequentialRule
  /// The next one, which stops at least as often as was asked.
  public let cautious: SequentialRule
  /// Nominal levels of the two.
  public let levels: (strict: Double, cautious: Double)

  /// Both boundaries, exactly: every nominal level at which a bound changes is looked at.
  ///
  /// - Parameters:
  ///   - looks: patients at each look, rising.
  ///   - tolerable: the rate of toxicity that is accepted.
  ///   - chance: the wanted probability to stop at that rate.
  public init(looks: [Int], tolerable: Probability, chance: Probability) throws(DesignProblem) {
    let laws = looks.map { BinomialLaw(trials: max(1, $0), probability: tolerable.value) }
    func rule(_ level: Double) throws(DesignProblem) -> SequentialRule {
      let bounds = laws.map { law -> Int? in
        var bound = 0
        // Of a level that is one of the tails it is that tail, whatever its last bits.
        while law.above(bound) > level * (1 + 1e-12) { bound += 1 }
        return bound
      }
      return try SequentialRule(looks: looks, stopAtMost: looks.map { _ in nil }, stopAbove: bounds)
    }
    let steps = Set(laws.flatMap { law in (0..<law.trials).map { law.above($0) } }).sorted()
    var (low, high) = (-1, steps.count - 1)
    guard let top = steps.last, try rule(top).course(at: tolerable.value).crossing >= chance.value else {
      throw DesignProblem("looks", found: "\(looks)", expected: "more patients for the probability to stop")
    }
    // The probability to stop rises with the level.
    while high - low > 1 {
      let middle = (low + high) / 2
      if try rule(steps[middle]).course(at: tolerable.value).crossing >= chance.value {
        high = middle
      } else {
        low = middle
      }
    }
    cautious = try rule(steps[high])
    strict = try rule(low < 0 ? 0 : steps[low])
    levels = (low < 0 ? 0 : steps[low], steps[high])
  }

  /// By their rules.
  public static func == (first: ToxicityBoundary, second: ToxicityBoundary) -> Bool {
    first.strict == second.strict && first.cautious == second.cautious
  }
  /// By its rules.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(strict)
    hasher.combine(cautious)
  }
}
