// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

@Suite("Cox regression against R survival")
struct CoxTests {
  /// The formula's terms as columns; rows with a missing value are dropped as R does.
  private func fit(
    _ name: String, _ model: [String: Any]
  ) throws -> (model: CoxModel, sample: SurvivalSample) {
    let data = try DataSet(name)
    let table = try Reference("survival/\(name)/input.csv")
    let names = texts(model["terms"])
    var columns: [[Double]] = []
    for term in names {
      if term.hasPrefix("factor(group)") {
        let level = String(term.dropFirst("factor(group)".count))
        columns.append(data.groups.map { $0 == level ? 1 : 0 })
      } else {
        columns.append(try table.numbers(term))
      }
    }
    let kept = data.groups.indices.filter { row in columns.allSatisfy { !$0[row].isNaN } }
    let sample = try SurvivalSample(
      times: kept.map { data.sample.times[$0] }, events: kept.map { data.sample.events[$0] })
    let covariates = zip(names, columns).map { name, column in (name: name, values: kept.map { column[$0] }) }
    let ties = try #require(TieMethod(rawValue: model["ties"] as? String ?? ""))
    return (try CoxModel(sample, covariates: covariates, ties: ties), sample)
  }

  @Test(arguments: ["aml", "lung", "kidney"]) func everyModel(_ name: String) throws {
    let json = try #require(try Reference.json("survival/\(name)/cox.json") as? [String: Any])
    for model in try #require(json["models"] as? [[String: Any]]) {
      let place = Comment(rawValue: "\(name) \(model["formula"] ?? "") \(model["ties"] ?? "")")
      let (found, sample) = try fit(name, model)
      #expect(Double(found.count) == numbers(model["n"]).first, place)
      #expect(Double(found.eventCount) == numbers(model["nevent"]).first, place)
      for (index, term) in found.terms.enumerated() {
        #expect(close(term.coefficient, numbers(model["coef"])[index]), place)
        #expect(close(term.standardError, numbers(model["se"])[index]), place)
        #expect(close(term.z, numbers(model["z"])[index]), place)
        #expect(close(term.p, numbers(model["p"])[index]), place)
        #expect(close(term.hazardRatio, numbers(model["hr"])[index]), place)
        #expect(close(term.interval().lower, numbers(model["hr_lower95"])[index]), place)
        #expect(close(term.interval().upper, numbers(model["hr_upper95"])[index]), place)
        let row = numbers((model["vcov"] as? [Any])?[index])
        for (a, b) in zip(found.covariance[index], row) { #expect(close(a, b, relative: 2e-8), place) }
      }
      #expect(close(found.nullLogLikelihood, numbers(model["loglik_null"]).first), place)
      #expect(close(found.logLikelihood, numbers(model["loglik"]).first), place)
      #expect(close(found.likelihoodRatio.statistic, numbers(model["lr"]).first), place)
      #expect(close(found.likelihoodRatio.p, numbers(model["lr"]).last), place)
      #expect(close(found.score.statistic, numbers(model["score"]).first), place)
      #expect(close(found.score.p, numbers(model["score"]).last), place)
      // R prints Wald's statistic to two decimals.
      #expect(abs(found.wald.statistic - numbers(model["wald"])[0]) <= 0.005 + 1e-9, place)
      #expect(close(found.wald.p, numbers(model["wald"]).last), place)
      if let concordance = numbers(model["concordance"]).first {
        let risks = try predictors(name, model, found)
        let own = try #require(try Concordance(sample, risks: risks))
        #expect(close(own.estimate, concordance), place)
        #expect(close(own.standardError, numbers(model["concordance_se"]).first), place)
      }
      if let check = model["cox_zph_km"] as? [String: Any] {
        let test = try found.proportionalHazards(sample)
        let statistics = test.terms.map { $0.statistic } + [test.global.statistic]
        let ps = test.terms.map { $0.p } + [test.global.p]
        #expect(numbers(check["chisq"]).count == statistics.count, place)
        for (a, b) in zip(statistics, numbers(check["chisq"])) { #expect(close(a, b), place) }
        for (a, b) in zip(ps, numbers(check["p"])) { #expect(close(a, b), place) }
      }
      if let baseline = model["baseline_cumhaz_at_covariates_zero"] as? [String: Any] {
        let own = try #require(found.baselineHazard.first)
        for (time, value) in zip(numbers(baseline["time"]), numbers(baseline["cumhaz"])) {
          #expect(close(own.last { $0.time <= time }?.cumulative, value), place)
        }
      }
    }
  }

  private func predictors(_ name: String, _ model: [String: Any], _ found: CoxModel) throws -> [Double] {
    let data = try DataSet(name)
    let table = try Reference("survival/\(name)/input.csv")
    var columns: [[Double]] = []
    for term in found.terms {
      columns.append(
        term.name.hasPrefix("factor(group)")
          ? data.groups.map { $0 == term.name.dropFirst("factor(group)".count) ? 1 : 0 } : try table.numbers(term.name))
    }
    return data.groups.indices.filter { row in columns.allSatisfy { !$0[row].isNaN } }.map { row in
      zip(found.terms, columns).reduce(0) { $0 + $1.0.coefficient * $1.1[row] }
    }
  }

  @Test func delayedEntry() throws {
    let data = try DataSet("heart", in: "survival_delayed_entry")
    let json = try #require(try Reference.json("survival_delayed_entry/heart/cox.json") as? [String: Any])
    let model = try CoxModel(
      data.sample, covariates: [(name: "tx1", values: data.groups.map { $0 == "tx1" ? 1 : 0 })])
    #expect(close(model.terms[0].coefficient, numbers(json["coef"]).first))
    #expect(close(model.terms[0].standardError, numbers(json["se"]).first))
    #expect(close(model.nullLogLikelihood, numbers(json["loglik"]).first))
    #expect(close(model.logLikelihood, numbers(json["loglik"]).last))
    #expect(close(model.score.statistic, numbers(json["score"]).first))
  }

  /// Two people, the one with x = 1 first: the likelihood e^b/(e^b + 1) has no maximum.
  @Test func separationIsToldNotFitted() throws {
    let sample = try SurvivalSample(times: [1, 2, 3, 4], events: [true, true, true, true])
    #expect(throws: SampleProblem.separated(["x"])) {
      try CoxModel(sample, covariates: [(name: "x", values: [1, 1, 0, 0])])
    }
    #expect(throws: SampleProblem.collinear("x")) {
      try CoxModel(sample, covariates: [(name: "x", values: [2, 2, 2, 2])])
    }
  }
}
