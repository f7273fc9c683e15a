// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

@Suite("Turnbull's estimate against icenReg")
struct TurnbullTests {
  static let sets = ["bcos_breast_cosmesis", "lung_visits56"]

  static func sample(_ name: String, _ group: String = "all") throws -> IntervalSample {
    let table = try Reference("interval_censored/\(name)/input.csv")
    let left = try table.numbers("left")
    let right = try table.texts("right").map { $0 == "Inf" ? .infinity : Double($0) ?? .nan }
    let groups = try table.texts("group")
    return try IntervalSample(
      left.indices.filter { group == "all" || groups[$0] == group }.map { .between(left[$0], right[$0]) })
  }

  @Test(arguments: sets) func massesAndLikelihood(_ name: String) throws {
    var byStratum: [String: [[String: String]]] = [:]
    for record in try Reference("interval_censored/\(name)/icenreg_npmle_mass.csv").records() {
      byStratum[record["stratum"] ?? "", default: []].append(record)
    }
    for (stratum, records) in byStratum {
      let found = Turnbull(try Self.sample(name, stratum))
      let expected = try #require(records.first?["loglik"].flatMap { Double($0) })
      // icenReg stops when its likelihood moves by less than 1e-10 or so: ours may only be higher.
      #expect(found.logLikelihood >= expected - 1e-9, "\(name) \(stratum)")
      #expect(close(found.logLikelihood, expected), "\(name) \(stratum)")
      #expect(found.certificate < 1e-10, "\(name) \(stratum)")
      var worst = 0.0
      for record in records {
        let left = (record["turnbull_left"].flatMap { Double($0) } ?? .nan) - 1e-10
        let right =
          record["turnbull_right"] == "Inf" ? .infinity : record["turnbull_right"].flatMap { Double($0) } ?? .nan
        let mass = try #require(record["mass"].flatMap { Double($0) })
        let own = found.cells.first { abs($0.left - left) < 1e-6 && $0.right == right }?.mass ?? 0
        worst = max(worst, abs(own - mass))
      }
      // Masses of icenReg are that far from the maximum on bcos, all (1.9e-8); elsewhere within 1e-8.
      #expect(worst < (stratum == "all" ? 2e-8 : 1e-8), "\(name) \(stratum): \(worst)")
    }
  }

  /// R's EM: S at the ends of cells agrees as far as it converged (5.4e-4 on bcos, 3e-6 elsewhere, by the reference README).
  @Test func survfitStopsEarly() throws {
    for record in try Reference("interval_censored/lung_visits56/survfit_turnbull.csv").records() {
      let time = try #require(record["time"].flatMap { Double($0) })
      guard time.truncatingRemainder(dividingBy: 56) == 0 else { continue }
      let found = Turnbull(try Self.sample("lung_visits56", record["stratum"] ?? "")).survival(at: time)
      let expected = try #require(record["surv"].flatMap { Double($0) })
      #expect(found.lowerBound <= expected + 3e-6 && expected - 3e-6 <= found.upperBound, "\(record)")
    }
  }

  /// On bcos R sets its jumps at the middle of cells; S after each cell agrees to 5.4e-4, as far as its EM went.
  @Test func survfitOnBcos() throws {
    var checked = 0
    for record in try Reference("interval_censored/bcos_breast_cosmesis/survfit_turnbull.csv").records() {
      let time = try #require(record["time"].flatMap { Double($0) })
      let found = Turnbull(try Self.sample("bcos_breast_cosmesis", record["stratum"] ?? ""))
      guard let cell = found.cells.first(where: { $0.left < time && time <= $0.right && $0.right.isFinite }) else {
        continue
      }
      let expected = try #require(record["surv"].flatMap { Double($0) })
      // Where a censored time splits a cell R shows S within it: between its two ends.
      #expect(cell.survivalAfter - 6e-4 <= expected && expected <= cell.survivalAfter + cell.mass + 6e-4, "\(record)")
      if (cell.left + cell.right) / 2 == time { #expect(abs(cell.survivalAfter - expected) < 6e-4, "\(record)") }
      checked += 1
    }
    #expect(checked > 20)
  }

  @Test(arguments: ["aml", "lung", "kidney"]) func exactTimesGiveKaplanMeier(_ name: String) throws {
    let sample = try DataSet(name).sample
    let intervals = try IntervalSample(
      sample.times.indices.map { sample.events[$0] ? .exactly(sample.times[$0]) : .after(sample.times[$0]) })
    let found = Turnbull(intervals)
    let curve = try KaplanMeier(sample)
    for step in curve.steps where step.events > 0 {
      let survival = found.survival(at: step.time)
      #expect(close(survival.lowerBound, step.survival), "\(name) at \(step.time)")
      #expect(survival.lowerBound == survival.upperBound)
      let cell = try #require(found.cells.first { $0.right == step.time })
      // The observed information of a multinomial with right-censoring is Greenwood's.
      if step.survival > 0 {
        #expect(close(cell.logVariance, step.greenwood, relative: 1e-6), "\(name) at \(step.time)")
      }
    }
  }

  /// By hand: [0, 2] and [1, 3] share (1, 2]: all mass there. A third row (4, ∞) takes a third of it.
  @Test func smallByHand() throws {
    let two = Turnbull(try IntervalSample([.between(0, 2), .between(1, 3)]))
    #expect(two.cells.map { [$0.left, $0.right, $0.mass] } == [[1, 2, 1]])
    let three = Turnbull(try IntervalSample([.between(0, 2), .between(1, 3), .after(4)]))
    #expect(three.cells.count == 2)
    #expect(close(three.cells[0].mass, 2.0 / 3))
    #expect(three.survival(at: 1.5) == (three.cells[0].survivalAfter...1))
    #expect(close(three.survival(at: 2).upperBound, 1.0 / 3))
    let median = try #require(three.quantile(0.5))
    #expect(median.earliest == 1 && median.latest == 2)
    #expect(three.quantile(0.9) == nil)
  }

  @Test func bootstrapHoldsTheEstimate() throws {
    let sample = try Self.sample("bcos_breast_cosmesis", "Rad")
    let limits = try Turnbull.bootstrap(sample, at: 20, rounds: 60, seed: 11)
    let found = Turnbull(sample).survival(at: 20)
    let lower = try #require(limits.lower)
    let upper = try #require(limits.upper)
    #expect(lower < found.lowerBound && found.upperBound < upper)
    let again = try Turnbull.bootstrap(sample, at: 20, rounds: 60, seed: 11)
    #expect(again == limits)
  }

  @Test func emptyIntervalsAreRefused() {
    #expect(throws: SampleProblem.time(row: 0, 2)) {
      try IntervalSample([.init(left: 2, right: 2, includesLeft: false)])
    }
    #expect(throws: SampleProblem.time(row: 1, 1)) { try IntervalSample([.exactly(1), .between(3, 1)]) }
  }

  /// Two of one each in (1, 2] and (3, 4]: S is ½ between the cells. Whatever the true times, the middle of the level stretch lies between (1 + 3)/2 and (2 + 4)/2;
  /// the first time in the first cell. Exact times 1 and 3 give Kaplan and Meier's 2 and 1; without a later event the first time stands in both.
  @Test func levelStretchesFollowTheConvention() throws {
    let apart = Turnbull(try IntervalSample([.between(1, 2), .between(3, 4)]))
    let middle = try #require(apart.quantile(0.5, convention: .midpoint))
    #expect(middle.earliest == 2 && middle.latest == 3)
    let first = try #require(apart.quantile(0.5, convention: .first))
    #expect(first.earliest == 1 && first.latest == 2)
    let exact = Turnbull(try IntervalSample([.exactly(1), .exactly(3)]))
    let curve = try KaplanMeier(SurvivalSample(times: [1, 3], events: [true, true]))
    for convention in KaplanMeier.QuantileConvention.allCases {
      let found = try #require(exact.quantile(0.5, convention: convention))
      #expect(found.earliest == found.latest)
      #expect(found.earliest == curve.median(convention: convention).estimate)
    }
    let open = Turnbull(try IntervalSample([.between(1, 2), .after(5)]))
    let left = try #require(open.quantile(0.5, convention: .midpoint))
    #expect(left.earliest == 1 && left.latest == 2)
  }

  /// 7, 7 and 6 of 20 between 1 and 2, 3 and 4, 5 and 6: survival 0.65, 0.3, 0. The lower limit of 0.65 is 0.403 by hand (log-log: ln(−ln 0.65) = −0.842, its standard error √(0.35/13)/0.431 = 0.381), at most a half: the median may be as early as 1, where that
  /// cell begins, and not only from 2 on, where it ends.
  @Test func theLowerLimitOfAMedianIsWhereItsCellBegins() throws {
    let rows =
      Array(repeating: IntervalSample.Observation.between(1, 2), count: 7)
      + Array(repeating: .between(3, 4), count: 7) + Array(repeating: .between(5, 6), count: 6)
    let found = Turnbull(try IntervalSample(rows))
    #expect(found.cells.count == 3)
    let first = found.interval(try #require(found.cells.first))
    #expect(abs(try #require(first.lower) - 0.403) < 5e-4)
    #expect(found.quantileLimits(0.5).lower == 1)
  }
}
