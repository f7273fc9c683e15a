// SPDX-License-Identifier: Apache-2.0

import Course
import Planning
import Plain
import Testing
import Trials

/// Prior predictive p-values against products written out here.
@Suite struct PriorConflictTests {
  /// Beta(1, 3) of two patients: B(1, 5)/B(1, 3) = 3/5, 2·B(2, 4)/B(1, 3) = 3/10, B(3, 3)/B(1, 3) = 1/10.
  @Test func predictive() throws {
    let found = try PriorPredictive(BetaPrior(1, 3), patients: 2)
    for (mass, expected) in zip(found.masses, [0.6, 0.3, 0.1]) { #expect(abs(mass - expected) < 1e-12) }
    for (count, expected) in [(0, 1), (1, 0.4), (2, 0.1)] { #expect(abs(found.pValue(count) - expected) < 1e-12) }
    #expect(abs(found.leastPValue - 0.1) < 1e-12)
    let range = found.pValues(1...2)
    #expect(abs(range.lowerBound - 0.1) < 1e-12 && abs(range.upperBound - 0.4) < 1e-12)
    // A flat prior is surprised by nothing.
    #expect(try PriorPredictive(BetaPrior(1, 1), patients: 3).leastPValue > 1 - 1e-9)
    #expect(throws: DesignProblem.self) { try PriorPredictive(BetaPrior(1, 1), patients: 0) }
  }

  /// 20 of 100 is beta(20.5, 80.5): three of three have the probability 20.5·21.5·22.5/(101·102·103) = 0.00935, and no number is less likely.
  @Test func aConflict() async throws {
    var study = try await Support.series()
    study.comparators = try Support.study(comparators: [
      "Low,disease control,100,20,,,,,,L", "High,disease control,100,90,,,,,,H", "Half,progression-free,100,,20,,6,,,S",
    ]).comparators
    let conflicts = try await Support.plan(study).conflicts
    let p = 20.5 * 21.5 * 22.5 / (101 * 102 * 103)
    let low = try #require(conflicts.first { $0.comparison.hasPrefix("Low") })
    #expect(low.seen == 3...3 && low.verdict == "conflict")
    #expect(abs((low.pValue?.lowerBound ?? 0) - p) < 1e-12)
    let high = try #require(conflicts.first { $0.comparison.hasPrefix("High") })
    #expect(high.verdict == "no conflict shown" && (high.pValue?.lowerBound ?? 0) > 0.99)
    // At 6 months two or three of three: two have 3·20.5·21.5·80.5/(101·102·103) = 0.1003, and with three 0.1097.
    let half = try #require(conflicts.first { $0.comparison.hasPrefix("Half") })
    let two = 3 * 20.5 * 21.5 * 80.5 / (101 * 102 * 103)
    #expect(half.seen == 2...3)
    #expect(abs((half.pValue?.lowerBound ?? 0) - p) < 1e-12 && abs((half.pValue?.upperBound ?? 0) - (two + p)) < 1e-12)
    #expect(half.verdict == "conflict or not: the record or the arm leaves it open")
  }

  /// One patient and an arm of one half: both outcomes are equally likely.
  @Test func onePatientShowsNothing() async throws {
    let study = try Support.study(
      ["A": Support.maintained(until: nil)], comparators: ["Half,progression-free,100,,50,,3,,,H"])
    let conflict = try #require(try await Support.plan(study).conflicts.first)
    #expect(conflict.verdict == "no outcome of 1 patient could show a conflict")
  }

  /// A printed 20 % of 1000 is 195 to 205: p spans what the counts give.
  @Test func countsThatPrintAlike() async throws {
    var study = try await Support.series()
    study.comparators = try Support.study(comparators: ["Low,disease control,1000,,,20,,,,L"]).comparators
    let conflict = try #require(try await Support.plan(study).conflicts.first)
    let ends = [195.5, 205.5].map { $0 * ($0 + 1) * ($0 + 2) / (1001.0 * 1002 * 1003) }
    #expect(abs((conflict.pValue?.lowerBound ?? 0) - ends[0]) < 1e-12)
    #expect(abs((conflict.pValue?.upperBound ?? 0) - ends[1]) < 1e-12)
  }
}
