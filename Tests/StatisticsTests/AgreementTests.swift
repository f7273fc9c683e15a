// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

/// The worst relative difference from the peers for each kind of value: the numbers of Documentation/Estimators.md.
///
/// `VERLAUF_AGREEMENT=1 swift test --filter AgreementTests` prints the table.
@Suite("Measured agreement with the peers")
struct AgreementTests {
  private struct Worst {
    var value = 0.0
    var count = 0

    mutating func note(_ found: Double?, _ expected: Double?) {
      guard let found, let expected, expected.isFinite else { return }
      count += 1
      value = max(value, found == expected ? 0 : abs(found - expected) / max(abs(expected), 1e-300))
    }
  }

  @Test func tableOfTheDocumentation() throws {
    var worst: [String: Worst] = [:]
    for (name, folder) in KaplanMeierTests.sets {
      let data = try DataSet(name, in: folder)
      var curves: [String: KaplanMeier] = [:]
      for record in try Reference("\(folder)/\(name)/km.csv").records() {
        let stratum = record["stratum"] ?? ""
        let curve = try curves[stratum] ?? KaplanMeier(data.stratum(stratum))
        curves[stratum] = curve
        guard let time = number(record["time"]), let step = curve.steps.first(where: { $0.time == time }),
          let scale = SurvivalScale(rawValue: record["conf_type"] ?? "")
        else { continue }
        let limits = curve.interval(step, scale: scale)
        worst["Kaplan-Meier: S", default: Worst()].note(step.survival, number(record["surv"]))
        worst["Kaplan-Meier: Greenwood se", default: Worst()].note(step.standardError, number(record["std_err"]))
        worst["Kaplan-Meier: limits (\(scale.rawValue))", default: Worst()].note(limits.lower, number(record["lower"]))
        worst["Kaplan-Meier: limits (\(scale.rawValue))", default: Worst()].note(limits.upper, number(record["upper"]))
        worst["Nelson-Aalen", default: Worst()].note(step.cumulativeHazard, number(record["cumhaz"]))
      }
    }
    for name in ["aml", "lung", "kidney"] {
      let data = try DataSet(name)
      for record in try Reference("survival/\(name)/rmst.csv").records() {
        let mean = try KaplanMeier(data.stratum(record["stratum"] ?? "")).restrictedMean(to: number(record["tau"]) ?? 0)
        worst["Restricted mean and se", default: Worst()].note(mean.estimate, number(record["rmst"]))
        worst["Restricted mean and se", default: Worst()].note(mean.standardError, number(record["se"]))
      }
      let json = try #require(try Reference.json("survival/\(name)/logrank.json") as? [String: Any])
      for (key, weight) in [("rho0", LogRankWeight.logRank), ("rho1", .flemingHarrington(rho: 1, gamma: 0))] {
        let expected = (json["logrank"] as? [String: [String: Any]])?[key]
        let test = try LogRankTest(data.sample, groups: data.groupNumbers, groupCount: 2, weight: weight)
        worst["Log-rank and Peto: chi-squared", default: Worst()].note(
          test.chiSquared, numbers(expected?["chisq"]).first)
        worst["Log-rank and Peto: p", default: Worst()].note(test.p, numbers(expected?["p"]).first)
      }
    }
    for record in try Reference("binomial/binomial_ci.csv").records() {
      guard let n = record["n"].flatMap({ Int($0) }), let x = record["x"].flatMap({ Int($0) }),
        let level = number(record["conf_level"])
      else { continue }
      for (method, key) in [
        (BinomialMethod.clopperPearson, "clopper"), (.wilson, "wilson"), (.wilsonContinuity, "wilson_cc"),
      ] {
        let found = method.interval(successes: x, trials: n, level: level)
        worst["Binomial: \(method.rawValue)", default: Worst()].note(found?.lower, number(record["\(key)_lower"]))
        worst["Binomial: \(method.rawValue)", default: Worst()].note(found?.upper, number(record["\(key)_upper"]))
      }
    }
    for name in CompetingRiskTests.sets {
      let data = try CompetingRiskTests.Data(name)
      for record in try Reference("competing_risks/\(name)/survfit_multistate.csv").records() {
        let curve = try CumulativeIncidence(
          data.part(record["stratum"] ?? ""), cause: data.cause(record["event"] ?? ""))
        let step = curve.at(number(record["time"]) ?? 0)
        worst["Cumulative incidence and its se", default: Worst()].note(step?.incidence, number(record["cif"]))
        worst["Cumulative incidence and its se", default: Worst()].note(
          step?.variance.squareRoot(), number(record["std_err_aalen_johansen"]))
      }
      for record in try Reference("competing_risks/\(name)/cmprsk_cuminc.csv").records() {
        let curve = try CumulativeIncidence(
          data.part(record["stratum"] ?? ""), cause: data.cause(record["event"] ?? ""), variance: .gray)
        worst["Gray's variance", default: Worst()].note(
          curve.at(number(record["time"]) ?? 0)?.variance, number(record["variance"]))
      }
      let json = try #require(try Reference.json("competing_risks/\(name)/tests.json") as? [String: Any])
      let groups = data.groups.compactMap { data.names.firstIndex(of: $0) }
      for item in json["gray_test"] as? [[String: Any]] ?? [] {
        let test = try GrayTest(
          data.sample, groups: groups, groupCount: data.names.count, cause: data.cause(item["event"] as? String ?? "")
        ).test
        worst["Gray's test", default: Worst()].note(test.statistic, numbers(item["stat"]).first)
      }
    }
    for name in TurnbullTests.sets {
      for stratum in Set(try Reference("interval_censored/\(name)/icenreg_npmle_mass.csv").texts("stratum")) {
        let found = Turnbull(try TurnbullTests.sample(name, stratum))
        let expected = try Reference("interval_censored/\(name)/icenreg_npmle_mass.csv").records().first {
          $0["stratum"] == stratum
        }
        worst["Turnbull: log likelihood", default: Worst()].note(found.logLikelihood, number(expected?["loglik"]))
      }
    }
    #expect(worst.count == 16)
    for (name, value) in worst { #expect(value.value <= 1e-8 && value.count > 0, "\(name)") }
    guard ProcessInfo.processInfo.environment["VERLAUF_AGREEMENT"] != nil else { return }
    for (name, value) in worst.sorted(by: { $0.key < $1.key }) {
      print("| \(name) | \(value.count) | \(String(format: "%.1e", value.value)) |")
    }
  }

  private func number(_ text: String?) -> Double? { text.flatMap { Double($0) } }
}
