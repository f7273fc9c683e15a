// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Trials

@Suite("Bayesian monitoring against ph2bayes and exact recursion")
struct BayesianReferenceTests {
  @Test func posterior() throws {
    var agreement = Agreement("bayes_postprob")
    for row in try Reference("bayes_postprob").rows {
      let comparison = ThallSimon(
        new: try BetaPrior(row.value("alpha_e"), row.value("beta_e")),
        standard: try BetaPrior(row.value("alpha_s"), row.value("beta_s")))
      agreement.add(
        "postprob", comparison.superiority(after: row.whole("y"), of: row.whole("n"), margin: row.value("delta")),
        row.value("postprob"), within: 1e-8, row)
    }
    agreement.report()
  }

  @Test func predictive() throws {
    var agreement = Agreement("bayes_predprob")
    for row in try Reference("bayes_predprob").rows {
      let design = try PredictiveProbability(
        prior: BetaPrior(row.value("alpha_e"), row.value("beta_e")), null: Probability(row.value("p0")),
        success: Probability(row.value("theta_t")), size: row.whole("nmax"))
      agreement.add(
        "predprob", try design.value(responses: row.whole("y"), of: row.whole("n")), row.value("predprob"),
        within: 1e-8, row)
    }
    agreement.report()
  }

  @Test func predictiveBounds() throws {
    var agreement = Agreement("bayes_predprob_boundaries")
    for row in try Reference("bayes_predprob_boundaries").rows {
      let design = try PredictiveProbability(
        prior: BetaPrior(row.value("a"), row.value("b")), null: Probability(row.value("p0")),
        success: Probability(row.value("theta_t")), size: row.whole("nmax"))
      let bounds = design.bounds(futility: row.value("theta_l"), superiority: row.value("theta_u"))
      #expect(bounds.futility == row.gaps("futility"), row.place)
      #expect(bounds.superiority == row.gaps("superiority"), row.place)
      let rule = try design.rule(looks: row.wholes("looks"), futility: row.value("theta_l"))
      let null = rule.course(at: row.value("p0"))
      let other = rule.course(at: row.value("p0") + 0.2)
      for (column, value) in [
        ("alpha_futility_only", null.crossing), ("en_p0", null.expectedSize), ("pet_p0", null.earlyBelow),
        ("power_p0plus20", other.crossing), ("en_p1", other.expectedSize),
      ] { agreement.add(column, value, row.value(column), within: 1e-8, row) }
    }
    agreement.report()
  }

  /// The table names the sizes at which a bound changes.
  @Test func thallSimon() throws {
    for row in try Reference("bayes_thall_simon").rows {
      let comparison = ThallSimon(
        new: try BetaPrior(row.value("alpha_e"), row.value("beta_e")),
        standard: try BetaPrior(row.value("alpha_s"), row.value("beta_s")))
      let size = row.whole("nmax")
      let bounds =
        row["type"] == "futility"
        ? comparison.futility(below: row.value("theta"), margin: row.value("delta"), upTo: size)
        : comparison.success(above: row.value("theta"), upTo: size)
      let changes = bounds.indices.filter { $0 == 0 || bounds[$0] != bounds[$0 - 1] }
      #expect(changes.map { $0 + 1 } == row.gaps("n").compactMap(\.self), row.place)
      #expect(changes.map { bounds[$0] } == row.gaps("bound"), row.place)
    }
  }

  @Test func optimalBayesian() throws {
    var agreement = Agreement("bop2_style_own_exact")
    for row in try Reference("bop2_style_own_exact").rows {
      let found = try OptimalBayesianDesign(
        RateHypotheses(null: row.value("p0"), alternative: row.value("p1")), looks: row.wholes("looks"),
        prior: BetaPrior(row.value("prior_a"), row.value("prior_b")), alpha: Probability(row.value("alpha_max")))
      #expect(found.stopAtMost == row.gaps("futility"), row.place)
      for (column, value) in [
        ("lambda", found.lambda), ("gamma", found.gamma), ("alpha", found.alpha), ("power", found.power),
        ("en_p0", found.expectedUnderNull), ("pet_p0", found.stopping), ("en_p1", found.expectedUnderAlternative),
      ] { agreement.add(column, value, row.value(column), within: 1e-8, row) }
    }
    agreement.report()
  }
}
