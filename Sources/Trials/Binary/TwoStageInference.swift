// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Statistics

/// What can be said of the rate after a two-stage trial: the number of patients was decided by the first stage, so that the plain share is biased downwards and
/// its interval is not the binomial one.
public struct TwoStageInference: Sendable, Hashable {
  /// The design.
  public let design: TwoStageDesign
  /// Responses seen in all.
  public let responses: Int
  /// Whether the trial stopped after the first stage.
  public let stoppedEarly: Bool
  /// The plain share of those treated, which is biased.
  public let share: Double
  /// The unbiased estimate of least variance (Jung and Kim, Stat Med 2004;23:881).
  public let unbiased: Double
  /// P at p0 of what was seen or more, in the order of Koyama and Chen (Stat Med 2008;27:3145): whatever reached the second stage is more than what did not.
  public let pValue: Double
  /// Koyama and Chen's interval: the rates at which that p is the tail and one less the tail. Its upper end rests on P(less than seen), not on P(seen or less): with
  /// counts it covers less than its level; of no response it has no upper end.
  public let koyamaChen: ConfidenceInterval
  /// The interval of both tails with what was seen counted in each (as Clopper and Pearson's): it covers at least its level.
  public let exact: ConfidenceInterval

  /// Inference from `responses` in all; a trial that has so many or fewer than r1 stopped after the first stage.
  ///
  /// - Parameters:
  ///   - design: the design that was followed.
  ///   - responses: in all.
  ///   - null: p0 of the test.
  ///   - level: of the two-sided intervals; 0.9 has 0.05 at each end, as a trial at one-sided 0.05.
  public init(
    _ design: TwoStageDesign, responses: Int, null: Probability, level: Double = 0.9
  ) throws(DesignProblem) {
    let stopped = responses <= design.stopAtMost
    let most = stopped ? design.firstStage : design.size
    guard (0...most).contains(responses) else {
      throw DesignProblem("responses", found: "\(responses)", expected: "0 to \(most)")
    }
    let level = try Probability(level, "level").value
    self.design = design
    self.responses = responses
    stoppedEarly = stopped
    share = Double(responses) / Double(most)
    unbiased = Self.unbiased(design, responses)
    pValue = Self.atLeast(design, responses, null.value)
    let tail = (1 - level) / 2
    func rate(_ responses: Int, _ target: Double) -> Double? {
      if responses <= 0 { return nil }
      return Roots.find(0...1) { Self.atLeast(design, responses, $0) - target }
    }
    let lower = rate(responses, tail) ?? 0
    koyamaChen = ConfidenceInterval(lower: lower, upper: rate(responses, 1 - tail), level: level)
    // P(seen or less) is one less P(the next or more).
    exact = ConfidenceInterval(
      lower: lower, upper: responses == design.size ? 1 : rate(responses + 1, 1 - tail) ?? 1, level: level)
  }

  /// P(what was seen, or more): of a trial that stopped, X1 of so many; of another, all ways of both stages to so many.
  static func atLeast(_ design: TwoStageDesign, _ responses: Int, _ rate: Double) -> Double {
    let one = BinomialLaw(trials: design.firstStage, probability: rate)
    if responses <= design.stopAtMost { return one.above(responses - 1) }
    let two = BinomialLaw(trials: design.secondStage, probability: rate)
    var sum = 0.0
    for x in stride(from: design.firstStage, to: design.stopAtMost, by: -1) {
      sum += one.mass[x] * two.above(responses - x - 1)
    }
    return min(1, sum)
  }

  /// The share of the first stage, given the sum: over all ways in which the sum comes about.
  private static func unbiased(_ design: TwoStageDesign, _ responses: Int) -> Double {
    guard responses > design.stopAtMost else { return Double(responses) / Double(design.firstStage) }
    var (top, bottom) = (0.0, 0.0)
    let range = max(design.stopAtMost + 1, responses - design.secondStage)...min(responses, design.firstStage)
    let logs = range.map { logChoose(design.firstStage, $0) + logChoose(design.secondStage, responses - $0) }
    let largest = logs.max() ?? 0
    for (x, log) in zip(range, logs) {
      let weight = exp(log - largest)
      bottom += weight
      top += weight * Double(x) / Double(design.firstStage)
    }
    return top / bottom
  }
}
