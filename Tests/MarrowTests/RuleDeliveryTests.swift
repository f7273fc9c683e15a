// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Foundation
import Statistics
import Testing

@testable import Marrow

/// What rules let through of a schedule, against what follows by hand from a single rule.
@Suite("Rules over cycles") struct RuleDeliveryTests {
  private func rules(_ rows: [(condition: String, action: RuleAction)], of drug: String = "gemcitabine") throws
    -> RuleSet
  {
    var set = RuleSet(id: "own", name: "Own", drugs: [drug], authority: "none", version: "1", date: "2026-11")
    set.rows = try rows.enumerated().map { index, row in
      RuleSet.Row(id: "row-\(index)", days: .any, condition: try Condition(parsing: row.condition), action: row.action)
    }
    return set
  }

  private func delivery(
    _ set: RuleSet, _ schedule: String = "1000 mg/m2 d1, d8, d15 q28", draws: Int = 400, cycles: Int = 4
  ) async throws -> RuleDelivery {
    let model = try #require(try MarrowModels()["gemcitabine"])
    return try await RuleDelivery(
      try MarrowPosterior.population(try MarrowPrior(model), draws: draws), after: PatientCounts([], []), from: .zero,
      try MarrowSchedule(parsing: schedule), set, surface: 1.8, cycles: cycles)
  }

  /// On the first day the count is the baseline of the patient with its scatter: ln N has the mean ln 5.05 and the variance ω² + s². So many are at 5 or above as a normal law says, within four standard errors of 4,000 draws.
  @Test func theFirstDayByHand() async throws {
    let set = try rules([
      ("neutrophils >= 5 10^9/L", .percent(100)), ("neutrophils < 5 10^9/L", .percent(50)),
    ])
    let found = try await delivery(set, "1000 mg/m2 d1 q28", draws: 4000, cycles: 1)
    let model = try #require(try MarrowModels()["gemcitabine"])
    let prior = try MarrowPrior(model)
    guard case .logAdditive(let scatter) = prior.residual else { return }
    let place = try #require(prior.keys.firstIndex(of: .baseline))
    let spread = (pow(prior.standardDeviation(place), 2) + scatter * scatter).squareRoot()
    let expected = Normal.cumulative(log((try #require(prior.typical[.baseline])) / 5) / spread)
    let day = try #require(found.days.first)
    #expect(abs(day.full - expected) < 4 * (expected * (1 - expected) / 4000).squareRoot(), "\(day.full), \(expected)")
    #expect(abs(day.full + day.reduced - 1) < 1e-12 && found.undecided == 0 && found.stopped == 0)
    // Half of them get the whole dose and half of them half of it: 50 to 100 %.
    #expect(found.intensityPercent.quantiles[0] == 50 && found.intensityPercent.quantiles[4] == 100)
  }

  /// What each draw is given, cycle by cycle: half the dose on every day is 0.5 of each cycle; a day 1 that waits four weeks in vain leaves 0; a rule that ends treatment on the first day leaves one cycle of nothing; where
  /// nothing waits and nobody stops, the mean over cycles is the intensity.
  @Test func theCoursesOfDraws() async throws {
    let always = "neutrophils < 150 10^9/L"
    let half = try await delivery(try rules([(always, .percent(50))]), draws: 100)
    #expect(half.courses.count == 100)
    #expect(half.courses.allSatisfy { $0.cycleShares == [0.5, 0.5, 0.5, 0.5] && !$0.isStopped })
    let none = try await delivery(try rules([(always, .hold)]), draws: 100)
    #expect(none.courses.allSatisfy { $0.cycleShares == [0, 0, 0, 0] && !$0.isStopped })
    let ended = try await delivery(try rules([(always, .stop)]), draws: 100)
    #expect(ended.courses.allSatisfy { $0.cycleShares == [0] && $0.isStopped })
    let mixed = try await delivery(
      try rules([("neutrophils >= 1.5 10^9/L", .percent(100)), ("neutrophils < 1.5 10^9/L", .percent(75))]), draws: 100)
    #expect(mixed.delayedCycles == 0)
    let mean: [Double] = mixed.courses.map { $0.cycleShares.reduce(0, +) / 4 }
    let ofDays: [Double] = mixed.days.map { $0.full + 0.75 * $0.reduced }
    let (all, days) = (mean.reduce(0, +) / 100, ofDays.reduce(0, +) / 12)
    #expect(abs(all - days) < 1e-9)
    #expect(Set(mean).count > 1)
  }

  /// A rule that always gives the full dose gives 100 %; 75 % are 75; one that always holds puts off every day 1 for four weeks and gives nothing; one that stops ends treatment.
  @Test func rulesThatAlwaysSayTheSame() async throws {
    let always = "neutrophils < 150 10^9/L"
    let full = try await delivery(try rules([(always, .percent(100))]), draws: 100)
    #expect(full.intensityPercent.quantiles.allSatisfy { $0 == 100 } && full.delayedCycles == 0)
    #expect(full.days.count == 12 && full.days.allSatisfy { $0.full == full.days[0].full && $0.reduced == 0 })
    let less = try await delivery(try rules([(always, .percent(75))]), draws: 100)
    #expect(less.intensityPercent.quantiles.allSatisfy { abs($0 - 75) < 1e-9 })
    let none = try await delivery(try rules([(always, .hold)]), draws: 100)
    #expect(none.intensityPercent.quantiles.allSatisfy { $0 == 0 } && abs(none.delayedCycles - 4) < 1e-9)
    let stop = try await delivery(try rules([(always, .stop)]), draws: 100)
    #expect(abs(stop.stopped - 1) < 1e-9 && stop.intensityPercent.median == 0)
    let silent = try await delivery(try rules([("neutrophils < 0.001 10^9/L", .percent(100))]), draws: 100)
    #expect(abs(silent.undecided - 1) < 1e-9)
  }

  /// A day 1 that waits a week each time until the count is 1.5 or more: 28 days of a cycle and the delays, so that the intensity is never above 100 %, and less of a higher dose gets through.
  @Test func moreIsLetThroughOfLess() async throws {
    let set = try rules([
      ("neutrophils >= 1.5 10^9/L", .percent(100)), ("neutrophils < 1.5 10^9/L", .hold),
    ])
    let small = try await delivery(set, "250 mg/m2 d1, d8, d15 q28", draws: 200)
    let large = try await delivery(set, "2000 mg/m2 d1, d8, d15 q28", draws: 200)
    for level in 0..<5 { #expect(small.intensityPercent.quantiles[level] >= large.intensityPercent.quantiles[level]) }
    #expect(large.intensityPercent.quantiles[4] <= 100 && large.intensityPercent.median < small.intensityPercent.median)
  }

  /// Not a bit depends on how many cores there are, and the same seed is the same patient.
  @Test func isTheSameAgain() async throws {
    let set = try rules([("neutrophils >= 1 10^9/L", .percent(100)), ("neutrophils < 1 10^9/L", .percent(75))])
    #expect(try await delivery(set, draws: 100) == delivery(set, draws: 100))
  }

  @Test func whatCannotBeFollowedIsRefused() async throws {
    let plain = try rules([("neutrophils >= 1 10^9/L", .percent(100))])
    let white = try rules([("leukocytes >= 2 10^9/L and neutrophils >= 1 10^9/L", .percent(100))])
    var ofLast = plain
    ofLast.sharesAreOfLastDose = true
    for set in [white, ofLast, try rules([("neutrophils >= 1 10^9/L", .percent(100))], of: "docetaxel")] {
      await #expect(throws: MarrowProblem.self) { try await delivery(set) }
    }
    for schedule in ["1000 mg d1 q28", "900 mg/m2 d1, d8 q21; docetaxel 75 mg/m2 d8 q21"] {
      await #expect(throws: MarrowProblem.self) { try await delivery(plain, schedule) }
    }
  }
}
