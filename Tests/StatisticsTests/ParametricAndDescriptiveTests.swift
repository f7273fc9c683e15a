// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

@Suite("Parametric models against R survreg")
struct ParametricTests {
  private func compare(_ model: AcceleratedFailureModel, _ expected: [String: Any], _ place: Comment) {
    for (found, value) in zip(model.coefficients, numbers(expected["coef"])) { #expect(close(found, value), place) }
    #expect(numbers(expected["coef"]).count == model.coefficients.count)
    #expect(close(model.scale, numbers(expected["scale"]).first), place)
    #expect(close(model.logLikelihood, numbers(expected["loglik"]).first), place)
    let errors = model.standardErrors + (model.logScaleError.map { [$0] } ?? [])
    for (found, value) in zip(errors, numbers(expected["se"])) { #expect(close(found, value), place) }
  }

  @Test(arguments: ["aml", "lung", "kidney"]) func rightCensored(_ name: String) throws {
    let data = try DataSet(name)
    let json = try #require(try Reference.json("survival/\(name)/parametric.json") as? [String: Any])
    for (key, value) in try #require(json["models"] as? [String: [String: Any]]) {
      let level = texts(value["coef_names"])[1].dropFirst("group".count)
      let model = try AcceleratedFailureModel(
        IntervalSample(
          data.sample.times.indices.map {
            data.sample.events[$0] ? .exactly(data.sample.times[$0]) : .after(data.sample.times[$0])
          }),
        covariates: [data.groups.map { $0 == level ? 1 : 0 }],
        distribution: try #require(FailureDistribution(rawValue: key)))
      compare(model, value, "\(name) \(key)")
    }
  }

  @Test(arguments: TurnbullTests.sets) func intervalCensored(_ name: String) throws {
    let json = try #require(try Reference.json("interval_censored/\(name)/notes.json") as? [String: Any])
    let groups = try Reference("interval_censored/\(name)/input.csv").texts("group")
    for (key, value) in try #require(json["survreg_interval2"] as? [String: [String: Any]]) {
      let level = texts(value["coef_names"])[1].dropFirst("group".count)
      let model = try AcceleratedFailureModel(
        try TurnbullTests.sample(name), covariates: [groups.map { $0 == level ? 1 : 0 }],
        distribution: try #require(FailureDistribution(rawValue: key)))
      compare(model, value, "\(name) \(key)")
    }
  }
}

@Suite("Descriptive statistics against R stats")
struct DescriptiveTests {
  @Test func everyValue() throws {
    let json = try #require(try Reference.json("descriptive/two_group.json") as? [String: Any])
    let a = numbers(json["a"])
    let b = numbers(json["b"])
    func part(_ key: String, _ field: String) -> [Double] { numbers((json[key] as? [String: Any])?[field]) }
    #expect(
      close(Quantiles.mean(a), numbers(json["mean"]).first) && close(Quantiles.mean(b), numbers(json["mean"]).last))
    #expect(close(Quantiles.standardDeviation(a), numbers(json["sd"]).first))
    #expect(close(Quantiles.standardDeviation(b), numbers(json["sd"]).last))
    for item in try #require(json["quantiles"] as? [[String: Any]]) {
      let type = try #require(QuantileType(rawValue: Int(numbers(item["type"])[0])))
      for (index, probability) in numbers(item["probs"]).enumerated() {
        #expect(close(Quantiles.value(a, probability, type: type), numbers(item["a"])[index]), "\(type) \(probability)")
        #expect(close(Quantiles.value(b, probability, type: type), numbers(item["b"])[index]), "\(type) \(probability)")
      }
    }
    let welch = try #require(try RankTests.welch(a, b))
    #expect(close(welch.t, part("welch_t", "t").first) && close(welch.degreesOfFreedom, part("welch_t", "df").first))
    #expect(close(welch.p, part("welch_t", "p").first))
    #expect(close(welch.interval.lower, part("welch_t", "ci").first))
    #expect(close(welch.interval.upper, part("welch_t", "ci").last))
    for (key, correction) in [("wilcoxon_rank_sum_cc", true), ("wilcoxon_rank_sum_nocc", false)] {
      let test = try #require(try RankTests.rankSum(a, b, continuityCorrection: correction))
      #expect(close(test.statistic, part(key, "W").first) && close(test.p, part(key, "p").first), "\(key)")
    }
    let kruskal = try #require(try RankTests.kruskalWallis([a, b]))
    #expect(close(kruskal.statistic, part("kruskal", "stat").first) && close(kruskal.p, part("kruskal", "p").first))
    let signed = try #require(try RankTests.signedRank(a, b, exact: false))
    #expect(close(signed.statistic, part("wilcoxon_signed_rank_paired", "V").first))
    #expect(close(signed.p, part("wilcoxon_signed_rank_paired", "p").first))
    let spearman = try #require(try RankTests.spearman(a, b, exact: false))
    #expect(close(spearman.statistic, part("spearman_paired", "rho").first))
    #expect(close(spearman.p, part("spearman_paired", "p").first), "\(spearman.p)")
    let rows = (json["table"] as? [Any] ?? []).map { numbers($0).map { Int($0) } }
    let table = try TwoByTwo(rows[0][0], rows[0][1], rows[1][0], rows[1][1])
    let fisher = try table.fisher()
    #expect(close(fisher.p, numbers(json["fisher_p"]).first))
    // R finds the odds ratio and its limits with uniroot to about 1e-4 of its own default tolerance.
    #expect(close(fisher.oddsRatio, numbers(json["fisher_or"]).first, relative: 1e-4), "\(fisher.oddsRatio)")
    #expect(close(fisher.interval.lower, numbers(json["fisher_ci"]).first, relative: 1e-3))
    #expect(close(fisher.interval.upper, numbers(json["fisher_ci"]).last, relative: 1e-3))
    let plain = try #require(table.chiSquared())
    #expect(close(plain.statistic, part("chisq_nocc", "stat").first) && close(plain.p, part("chisq_nocc", "p").first))
    let yates = try #require(table.chiSquared(yates: true))
    #expect(close(yates.statistic, part("chisq_yates", "stat").first) && close(yates.p, part("chisq_yates", "p").first))
  }

  /// The exact limits by definition: at them a tail of the conditional distribution is 2.5 %. For 3 of 4 against 1 of 4 the
  /// distribution of a given the margins (4, 4, 4, 4) is C(4,a)·C(4,4−a)·ψᵃ: weights 1, 16ψ, 36ψ², 16ψ³, ψ⁴.
  @Test func fisherLimitsByHand() throws {
    let exact = try TwoByTwo(3, 1, 1, 3).fisher()
    let low = try #require(exact.interval.lower)
    let weights = { (psi: Double) in [1, 16 * psi, 36 * psi * psi, 16 * psi * psi * psi, psi * psi * psi * psi] }
    let at = weights(low)
    #expect(close((at[3] + at[4]) / at.reduce(0, +), 0.025))
    let high = try #require(exact.interval.upper)
    let end = weights(high)
    #expect(close((end[0] + end[1] + end[2] + end[3]) / end.reduce(0, +), 0.025))
    // p: tables with a = 0, 1, 3, 4 of weights 1, 16, 16, 1 out of 70.
    #expect(close(exact.p, 34.0 / 70))
  }

  /// By hand: of the 6 orders of 3 pairs, the perfect one and its reverse are as extreme: p = 2/6.
  @Test func spearmanOfThree() throws {
    let test = try #require(try RankTests.spearman([1, 2, 3], [10, 20, 30]))
    #expect(close(test.statistic, 1) && close(test.p, 2.0 / 6))
  }

  /// By hand: differences 1, 2, 3, −4: V = 6; sums of sets of {1, 2, 3, 4} of at least 6: 1+2+3, 2+4, 1+2+4, 3+4, 1+3+4, 2+3+4,
  /// 1+2+3+4 = 7 and so 7 of 16 above; below or at 6: 11 of 16; p = 14/16.
  @Test func signedRankByHand() throws {
    let test = try #require(try RankTests.signedRank([1, 2, 3, 0], [0, 0, 0, 4]))
    #expect(test.statistic == 6 && close(test.p, 14.0 / 16))
  }
}
