// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing
import Trials

@Suite("Single-arm designs of a yes-or-no endpoint against clinfun and exact binomials")
struct BinaryReferenceTests {
  private func question(_ row: Reference.Row) throws -> (RateHypotheses, ErrorRates) {
    (
      try RateHypotheses(null: row.value("p0"), alternative: row.value("p1")),
      try ErrorRates(alpha: row.value("alpha"), power: 1 - row.value("beta"))
    )
  }

  @Test func singleStage() throws {
    var agreement = Agreement("single_stage_exact")
    for row in try Reference("single_stage_exact").rows {
      let (rates, errors) = try question(row)
      let found = try SingleStageSizes(rates, errors)
      #expect(found.first.size == row.whole("n_first") && found.first.critical == row.whole("r_first"), row.place)
      #expect(found.stable.size == row.whole("n_stable") && found.stable.critical == row.whole("r_stable"), row.place)
      agreement.add(
        "alpha", found.first.rejection(at: rates.null.value), row.value("attained_alpha"), within: 1e-9, row)
      agreement.add(
        "power", found.first.rejection(at: rates.alternative.value), row.value("attained_power"), within: 1e-9, row)
    }
    agreement.report()
  }

  @Test func simon() throws {
    var agreement = Agreement("simon_two_stage")
    for row in try Reference("simon_two_stage").rows {
      let (rates, errors) = try question(row)
      let search = try SimonSearch(rates, errors, limit: row.whole("nmax_searched"))
      let found = row["criterion"] == "optimal" ? search.optimal : search.minimax
      let design = found.design
      #expect(
        [design.stopAtMost, design.firstStage, design.critical, design.size]
          == ["r1", "n1", "r", "n"].map { row.whole($0) },
        row.place)
      for (column, value) in [
        ("EN_p0", found.underNull.expectedSize), ("PET_p0", found.underNull.stopping),
        ("PET_p1", found.underAlternative.stopping), ("EN_p1", found.underAlternative.expectedSize),
        ("attained_alpha", found.underNull.rejection), ("attained_power", found.underAlternative.rejection),
      ] { agreement.add(column, value, row.value(column), within: 1e-9, row) }
    }
    agreement.report()
  }

  @Test func admissible() throws {
    var agreement = Agreement("simon_admissible")
    for all in try Reference("simon_admissible").groups(["p0", "p1", "alpha", "beta"]) {
      // A design that is both optimal and minimax stands there twice.
      let rows = all.enumerated().filter { $0.offset == 0 || $0.element.cells != all[$0.offset - 1].cells }.map(
        \.element)
      let (rates, errors) = try question(rows[0])
      let found = try SimonSearch(rates, errors, limit: (rows.map { $0.whole("n") }.max() ?? 0) + 20).admissible
      #expect(found.count == rows.count, rows[0].place)
      for (found, row) in zip(found, rows) {
        let design = found.design
        #expect(
          [design.stopAtMost, design.firstStage, design.critical, design.size]
            == ["r1", "n1", "r", "n"].map { row.whole($0) },
          row.place)
        agreement.add("EN_p0", found.underNull.expectedSize, row.value("EN_p0"), within: 1e-9, row)
        agreement.add("PET_p0", found.underNull.stopping, row.value("PET_p0"), within: 1e-9, row)
        // The table has three decimals.
        agreement.add("qLo", found.weights?.lowerBound, row.value("qLo"), within: 5.001e-4, row)
        agreement.add("qHi", found.weights?.upperBound, row.value("qHi"), within: 5.001e-4, row)
      }
    }
    agreement.report()
  }

  @Test func inference() throws {
    var agreement = Agreement("simon_inference")
    for row in try Reference("simon_inference").rows {
      let design = try TwoStageDesign(
        stopAtMost: row.whole("r1"), of: row.whole("n1"), critical: row.whole("r"), of: row.whole("n"))
      let found = try TwoStageInference(design, responses: row.whole("x"), null: Probability(row.value("p0")))
      #expect(found.stoppedEarly == (row["stopped_stage1"] == "TRUE"), row.place)
      agreement.add("umvue", found.unbiased, row.value("umvue"), within: 1e-9, row)
      agreement.add("p_value", found.pValue, row.value("p_value"), within: 1e-9, row)
      if let lower = row.optional("ci_lower") {
        agreement.add("ci_lower", found.koyamaChen.lower, lower, within: 1.0001e-4, row)
      }
      if let upper = row.optional("ci_upper") {
        agreement.add("ci_upper", found.koyamaChen.upper, upper, within: 1.0001e-4, row)
      }
    }
    agreement.report()
  }

  @Test func intervals() throws {
    var agreement = Agreement("binomial_ci")
    for row in try Reference("binomial_ci").rows {
      for (method, name) in [(BinomialMethod.clopperPearson, "cp"), (.wilson, "wilson")] {
        let found = method.interval(successes: row.whole("x"), trials: row.whole("n"))
        agreement.add("\(name)_lower", found?.lower, row.value("\(name)_lower"), within: 1e-9, row)
        agreement.add("\(name)_upper", found?.upper, row.value("\(name)_upper"), within: 1e-9, row)
      }
    }
    agreement.report()
  }

  @Test func toxicity() throws {
    var agreement = Agreement("clinfun_toxbdry")
    for rows in try Reference("clinfun_toxbdry").groups(["pLo", "pHi", "looks", "cP0", "delta"]) {
      let first = rows[0]
      let boundary = try ToxicityBoundary(
        looks: first.wholes("looks"), tolerable: Probability(first.value("pLo")),
        chance: Probability(first.value("cP0")))
      #expect(boundary.cautious.stopAbove == rows.map { $0.whole("stop_if_gt_lo") }, first.place)
      #expect(boundary.strict.stopAbove == rows.map { $0.whole("stop_if_gt_hi") }, first.place)
      for (rate, at) in [(first.value("pLo"), "pLo"), (first.value("pHi"), "pHi")] {
        let cautious = boundary.cautious.course(at: rate)
        agreement.add("cross_lo_at_\(at)", cautious.crossing, first.value("cross_lo_at_\(at)"), within: 1e-9, first)
        agreement.add("ess_lo_at_\(at)", cautious.expectedSize, first.value("ess_lo_at_\(at)"), within: 1e-9, first)
        agreement.add(
          "cross_hi_at_\(at)", boundary.strict.course(at: rate).crossing, first.value("cross_hi_at_\(at)"),
          within: 1e-9, first)
      }
    }
    agreement.report()
  }

  @Test func selection() throws {
    var agreement = Agreement("selection_design_pselect")
    for row in try Reference("selection_design_pselect").rows {
      let rates = try row.list("p").map { try Probability($0) }
      let design = try SelectionDesign(size: row.whole("n"), margin: row.whole("min_diff"))
      let found = design.selection(of: rates)
      let expected = row["result"].split(separator: ";").compactMap { part in
        part.split(separator: "=").last.flatMap { Double($0.trimmingCharacters(in: .whitespaces)) }
      }
      for (arm, value) in expected.suffix(rates.count).enumerated() {
        agreement.add("selection", found[arm], value, within: 1e-9, row)
      }
      agreement.add("inconclusive", 1 - found.reduce(0, +), expected.first ?? .nan, within: 1e-9, row)
    }
    agreement.report()
  }
}
