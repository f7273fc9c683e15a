// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

@Suite("Competing risks against R survival and cmprsk")
struct CompetingRiskTests {
  struct Data {
    let sample: CompetingSample
    let causes: [String]
    let groups: [String]
    let names: [String]
    let table: Reference

    init(_ name: String) throws {
      table = try Reference("competing_risks/\(name)/input.csv")
      let states = try table.texts("state")
      let causes = Array(Set(states).subtracting(["censored"])).sorted()
      groups = try table.texts("group")
      names = Array(Set(groups)).sorted()
      sample = try CompetingSample(
        times: table.numbers("time"), causes: states.map { (causes.firstIndex(of: $0) ?? -1) + 1 })
      self.causes = causes
    }

    func part(_ group: String) throws -> CompetingSample {
      let rows = groups.indices.filter { group == "all" || groups[$0] == group }
      return try CompetingSample(times: rows.map { sample.times[$0] }, causes: rows.map { sample.causes[$0] })
    }

    func cause(_ name: String) throws -> Int { try #require(causes.firstIndex(of: name)) + 1 }
  }

  static let sets = ["melanoma", "colon_recurrence"]

  @Test(arguments: sets) func aalenJohansen(_ name: String) throws {
    let data = try Data(name)
    for record in try Reference("competing_risks/\(name)/survfit_multistate.csv").records() {
      let curve = try CumulativeIncidence(
        data.part(record["stratum"] ?? ""), cause: data.cause(record["event"] ?? ""))
      let step = try #require(curve.at(Double(record["time"] ?? "") ?? .nan))
      let place = Comment(rawValue: "\(record)")
      #expect(close(step.incidence, record["cif"].flatMap { Double($0) }), place)
      #expect(close(step.variance.squareRoot(), record["std_err_aalen_johansen"].flatMap { Double($0) }), place)
      #expect(close(step.interval().lower, record["lower"].flatMap { Double($0) }), place)
      #expect(close(step.interval().upper, record["upper"].flatMap { Double($0) }), place)
    }
  }

  @Test(arguments: sets) func grayVariance(_ name: String) throws {
    let data = try Data(name)
    for record in try Reference("competing_risks/\(name)/cmprsk_cuminc.csv").records() {
      let curve = try CumulativeIncidence(
        data.part(record["stratum"] ?? ""), cause: data.cause(record["event"] ?? ""), variance: .gray)
      let step = try #require(curve.at(Double(record["time"] ?? "") ?? .nan))
      let place = Comment(rawValue: "\(record)")
      #expect(close(step.incidence, record["cif"].flatMap { Double($0) }), place)
      #expect(close(step.variance, record["variance"].flatMap { Double($0) }), place)
    }
  }

  @Test(arguments: sets) func grayTestAndFineGray(_ name: String) throws {
    let data = try Data(name)
    let json = try #require(try Reference.json("competing_risks/\(name)/tests.json") as? [String: Any])
    let groups = data.groups.compactMap { data.names.firstIndex(of: $0) }
    for item in try #require(json["gray_test"] as? [[String: Any]]) {
      let cause = try data.cause(item["event"] as? String ?? "")
      let test = try GrayTest(data.sample, groups: groups, groupCount: data.names.count, cause: cause).test
      #expect(close(test.statistic, numbers(item["stat"]).first), "\(item)")
      #expect(close(test.p, numbers(item["p"]).first), "\(item)")
      #expect(Double(test.degreesOfFreedom) == numbers(item["df"]).first)
    }
    for (event, value) in try #require(json["fine_gray_crr"] as? [String: [String: Any]]) {
      let covariates = try texts(value["terms"]).map { (name: $0, values: try data.table.numbers($0)) }
      let model = try FineGrayModel(data.sample, covariates: covariates, cause: data.cause(event))
      for (index, term) in model.terms.enumerated() {
        #expect(close(term.coefficient, numbers(value["coef"])[index]), "\(event) \(term.name)")
        #expect(close(term.standardError, numbers(value["se"])[index]), "\(event) \(term.name)")
      }
    }
  }

  /// Within strata: Gray's test as cmprsk's `cuminc(strata =)`; the coefficient of Fine and Gray's model as `coxph` with strata gives it on the weights of
  /// `finegray` with strata (converged to 1e-6). With covariates of each stratum alone the model falls apart into those of the strata, so that
  /// coefficients and standard errors are cmprsk's of each, and no two are correlated.
  @Test(arguments: sets) func strata(_ name: String) throws {
    let data = try Data(name)
    let json = try #require(try Reference.json("competing_risks/\(name)/strata.json") as? [String: Any])
    let strata = try data.table.numbers("binary_covariate").map { Int($0) }
    let groups = data.groups.compactMap { data.names.firstIndex(of: $0) }
    for (event, value) in try #require(json["gray"] as? [String: [String: Any]]) {
      let test = try GrayTest(
        data.sample, groups: groups, groupCount: data.names.count, cause: data.cause(event), strata: strata
      ).test
      #expect(close(test.statistic, numbers(value["stat"]).first), "\(event)")
      #expect(close(test.p, numbers(value["p"]).first), "\(event)")
    }
    let age = try data.table.numbers("age")
    for (event, value) in try #require(json["fine_gray"] as? [String: [String: Any]]) {
      let common = try FineGrayModel(
        data.sample, covariates: [(name: "age", values: age)], cause: data.cause(event), strata: strata)
      let expected = try #require(numbers(value["coef"]).first)
      #expect(abs(common.terms[0].coefficient - expected) < 2e-6 * abs(expected), "\(event)")
      let parts = try #require(value["by_stratum"] as? [[String: Any]])
      let own = try FineGrayModel(
        data.sample,
        covariates: parts.map { part in
          let stratum = Int(part["stratum"] as? String ?? "")
          return (name: "age in \(stratum ?? -1)", values: zip(age, strata).map { $1 == stratum ? $0 : 0 })
        }, cause: data.cause(event), strata: strata)
      for (term, part) in zip(own.terms, parts) {
        #expect(close(term.coefficient, numbers(part["coef"]).first, relative: 1e-7), "\(event) \(term.name)")
        #expect(close(term.standardError, numbers(part["se"]).first, relative: 1e-7), "\(event) \(term.name)")
      }
      // One stratum is none.
      let one = try FineGrayModel(
        data.sample, covariates: [(name: "age", values: age)], cause: data.cause(event),
        strata: strata.map { _ in 7 })
      let none = try FineGrayModel(
        data.sample, covariates: [(name: "age", values: age)], cause: data.cause(event))
      #expect(one.terms == none.terms)
    }
    #expect(throws: SampleProblem.self) {
      try GrayTest(data.sample, groups: groups, groupCount: data.names.count, cause: 1, strata: [0])
    }
  }

  /// With one kind of event the incidence is one minus Kaplan-Meier.
  @Test func oneCauseIsKaplanMeier() throws {
    let sample = try DataSet("lung").sample
    let curve = try KaplanMeier(sample)
    let incidence = try CumulativeIncidence(
      CompetingSample(times: sample.times, causes: sample.events.map { $0 ? 1 : 0 }), cause: 1)
    for step in curve.steps where step.events > 0 {
      #expect(close(incidence.at(step.time)?.incidence, 1 - step.survival))
    }
  }
}
