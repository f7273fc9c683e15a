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
