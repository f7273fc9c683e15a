// SPDX-License-Identifier: Apache-2.0

/// A two-stage trial whose stages did not have the sizes that were planned: too few (under-running) or too many patients (over-running).
public struct ActualSizes: Sendable, Hashable {
  /// What was planned.
  public let planned: TwoStageDesign
  /// Patients of the first stage that there were.
  public let firstStage: Int
  /// Patients in all that there were.
  public let size: Int
  /// What takes the place of r1: the largest bound that stops no more often at p1 than was planned.
  public let stopAtMost: Int
  /// For each number of responses of the first stage that goes on, from `stopAtMost` + 1, the total above which H0 is rejected.
  ///
  /// With a first stage as planned it keeps the planned conditional level (Koyama and Chen, Stat Med 2008;27:3145): rejecting is no likelier, given the first stage, than it was to be. With another
  /// first stage there is no such level to keep, and one total holds for all, the least whose exact level is at most alpha.
  public let criticalTotals: [Int]
  /// The exact level of these rules.
  public let alpha: Double
  /// Their exact power.
  public let power: Double

  /// The rules for the sizes that there were.
  public init(
    _ planned: TwoStageDesign, _ rates: RateHypotheses, alpha level: Probability, firstStage: Int, size: Int
  ) throws(DesignProblem) {
    guard firstStage >= 1, size > firstStage, size <= 100_000 else {
      throw DesignProblem(
        "actual stages", found: "\(firstStage) and \(size) patients",
        expected: "1 or more, and more in all, up to 100000")
    }
    let (p0, p1) = (rates.null.value, rates.alternative.value)
    let one0 = BinomialLaw(trials: firstStage, probability: p0)
    let one1 = BinomialLaw(trials: firstStage, probability: p1)
    let two0 = BinomialLaw(trials: size - firstStage, probability: p0)
    let two1 = BinomialLaw(trials: size - firstStage, probability: p1)
    let isAsPlanned = firstStage == planned.firstStage
    var stop = planned.stopAtMost
    if !isAsPlanned {
      let allowed = BinomialLaw(trials: planned.firstStage, probability: p1).atMost(planned.stopAtMost)
      stop = -1
      while stop + 1 < firstStage, one1.atMost(stop + 1) <= allowed { stop += 1 }
    }
    let going = (stop + 1)...firstStage
    var totals: [Int] = []
    func rejection(_ total: (Int) -> Int, _ one: BinomialLaw, _ two: BinomialLaw) -> Double {
      going.reversed().reduce(0.0) { $0 + one.mass[$1] * two.above(total($1) - $1) }
    }
    if isAsPlanned {
      let plan = BinomialLaw(trials: planned.secondStage, probability: p0)
      totals = going.map { x in
        let allowed = plan.above(planned.critical - x)
        var total = x - 1
        while two0.above(total - x) > allowed { total += 1 }
        return total
      }
    } else {
      var total = max(0, stop)
      while total < size, rejection({ _ in total }, one0, two0) > level.value { total += 1 }
      totals = going.map { _ in total }
    }
    self.planned = planned
    self.firstStage = firstStage
    self.size = size
    stopAtMost = stop
    criticalTotals = totals
    alpha = rejection({ totals[$0 - stop - 1] }, one0, two0)
    power = rejection({ totals[$0 - stop - 1] }, one1, two1)
  }
}
