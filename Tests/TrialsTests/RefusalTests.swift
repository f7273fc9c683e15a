// SPDX-License-Identifier: Apache-2.0

import Testing
import Trials

@Suite("What cannot be is refused, with what was found and what is expected")
struct RefusalTests {
  private func refused(_ part: String, _ make: () throws -> Void) {
    do {
      try make()
      Issue.record("nothing was refused; expected \(part)")
    } catch let problem as DesignProblem {
      #expect(problem.description.contains(part), "\(problem)")
      #expect(problem.description.contains("expected"))
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func inputs() throws {
    let errors = try ErrorRates(alpha: 0.05, power: 0.8)
    let rates = try RateHypotheses(null: 0.2, alternative: 0.4)
    refused("p1: found 0.2") { _ = try RateHypotheses(null: 0.3, alternative: 0.2) }
    refused("alpha: found 5.0") { _ = try ErrorRates(alpha: 5, power: 0.8) }
    refused("power: found 0.04") { _ = try ErrorRates(alpha: 0.05, power: 0.04) }
    refused("probability: found nan") { _ = try Probability(.nan) }
    refused("none of up to 10 patients") { _ = try SimonSearch(rates, errors, limit: 10) }
    refused("r1: found 13") { _ = try TwoStageDesign(stopAtMost: 13, of: 13, critical: 20, of: 43) }
    refused("r: found 2") { _ = try TwoStageDesign(stopAtMost: 3, of: 13, critical: 2, of: 43) }
    refused("responses: found 44") {
      _ = try TwoStageInference(
        TwoStageDesign(stopAtMost: 3, of: 13, critical: 12, of: 43), responses: 44, null: Probability(0.2))
    }
    refused("looks: found 10, 10") {
      _ = try SequentialRule(looks: [10, 10], stopAtMost: [nil, nil], stopAbove: [nil, nil])
    }
    refused("hazard ratio: found 1.0") { _ = try LogRankFormula.schoenfeld.events(hazardRatio: 1, errors) }
    refused("median: found -3.0 months") { _ = try Hazard(median: Months(-3)) }
    refused("no time at risk") {
      _ = try OneSampleLogRankTest(
        times: [Months(0)], events: [false], curve: HistoricalCurve(median: Months(3), shape: 1, events: nil))
    }
    refused("breaks") { _ = try PiecewiseHazard([.none, .none], breaks: [Months(0)]) }
    refused("shares of information") { _ = try GroupSequentialDesign(shares: [0.5, 0.9], family: .pocock, errors) }
    refused("futility: found with a two-sided test") {
      _ = try GroupSequentialDesign(
        shares: [0.5, 1], family: .pocock, futility: .spending(.pocock), errors, sides: .two)
    }
    refused("starting dose: found 6") {
      _ = try BOINTrial(BOIN(target: Probability(0.3)), rates: [Probability(0.1)], cohorts: 10, start: 5)
    }
    refused("skeleton") { _ = try CRM(skeleton: [Probability(0.3), Probability(0.2)], target: Probability(0.25)) }
    refused("interval of scans: found 0.0 months") { _ = try ImagingSchedule(every: Months(0)) }
  }
}
