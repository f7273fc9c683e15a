// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing
import Trials

@Suite("Designs of a time to an event against rpact, lrstat and logRank1s")
struct SurvivalReferenceTests {
  private func trial(_ row: Reference.Row, accrual: Double, allocation: Double = 1) throws -> TwoArmTrial {
    try TwoArmTrial(
      control: PiecewiseHazard(Hazard(median: Months(row.value("median_control")))), hazardRatio: row.value("hr"),
      dropout: Hazard(lost: row.value("dropout12"), within: Months(12)), allocation: allocation,
      accrual: Accrual(uniform: Months(accrual)))
  }

  private func errors(_ row: Reference.Row) throws -> ErrorRates {
    try ErrorRates(alpha: row.value("alpha"), power: row.value("power"))
  }

  @Test func events() throws {
    var agreement = Agreement("logrank_events")
    for row in try Reference("logrank_events").rows {
      for (formula, column) in [
        (LogRankFormula.schoenfeld, "schoenfeld"), (.freedman, "freedman"), (.hsiehFreedman, "hsiehfreedman"),
      ] {
        agreement.add(
          column, try formula.events(hazardRatio: row.value("hr"), errors(row), allocation: row.value("ratio")),
          row.value("events_\(column)"), within: 1e-8, row)
      }
    }
    agreement.report()
  }

  @Test func sampleSize() throws {
    var agreement = Agreement("logrank_samplesize")
    for row in try Reference("logrank_samplesize").rows {
      let ratio = row.value("ratio")
      let design = try LogRankDesign(
        trial(row, accrual: row.value("accrual"), allocation: ratio), errors(row),
        followUp: Months(row.value("followup")))
      for (column, value) in [
        ("rpact_events", design.events), ("rpact_n", design.patients),
        ("rpact_n1", design.patients * ratio / (1 + ratio)),
        ("rpact_n2", design.patients / (1 + ratio)), ("study_duration", design.duration.value),
        ("critical_hr", design.criticalHazardRatio),
      ] { agreement.add(column, value, row.value(column), within: 1e-8, row) }
    }
    agreement.report()
  }

  @Test func eventProbabilities() throws {
    var agreement = Agreement("event_probabilities")
    for row in try Reference("event_probabilities").rows {
      let shares = try trial(row, accrual: row.value("accrual")).eventShares(at: Months(row.value("time")))
      agreement.add("p_event_overall", shares.overall, row.value("p_event_overall"), within: 1e-8, row)
      agreement.add("p_event_trt", shares.treatment, row.value("p_event_trt"), within: 1e-8, row)
      agreement.add("p_event_ctl", shares.control, row.value("p_event_ctl"), within: 1e-8, row)
    }
    agreement.report()
  }

  @Test func fixedAccrual() throws {
    var agreement = Agreement("logrank_fixed_accrual")
    for row in try Reference("logrank_fixed_accrual").rows {
      let patients = row.value("n")
      let trial = try trial(row, accrual: patients / row.value("rate"))
      let events = try LogRankFormula.schoenfeld.events(hazardRatio: row.value("hr"), errors(row))
      let time = trial.time(of: events, patients: patients)
      agreement.add("accrual_time", trial.accrual.duration.value, row.value("accrual_time"), within: 1e-8, row)
      #expect((time == nil) == (row["feasible"] == "FALSE"), row.place)
      if let duration = row.optional("study_duration") {
        agreement.add("events", events, row.value("events"), within: 1e-8, row)
        // rpact looks for the time until its own search stands still: what happens by its time is up to 3e-8 of the events away, the time up to 1.9e-8 of itself.
        agreement.add(
          "events at the time", time.map { patients * trial.eventShares(at: $0).overall }, events, within: 1e-12, row)
        agreement.add(
          "events at rpact's time", patients * trial.eventShares(at: Months(duration)).overall, events, within: 4e-8,
          row)
        agreement.add("study_duration", time?.value, duration, within: 2.5e-8, row)
        // The difference of two times: to the tolerance of the times, not of what is left.
        agreement.add(
          "followup", time.map { ($0.value - trial.accrual.duration.value) / duration },
          row.value("followup") / duration,
          within: 2.5e-8, row)
      }
    }
    agreement.report()
  }

  @Test func piecewise() throws {
    var agreement = Agreement("logrank_piecewise")
    for row in try Reference("logrank_piecewise").rows {
      let control = try PiecewiseHazard(
        [Hazard(median: Months(row.value("med_early"))), Hazard(median: Months(row.value("med_late")))],
        breaks: [Months(row.value("breakpoint"))])
      let accrual = try Accrual(
        weights: row.list("relative_intensity"), ends: row.list("accrual_breaks").dropFirst().map { Months($0) })
      let trial = try TwoArmTrial(
        control: control, hazardRatio: row.value("hr"),
        dropout: Hazard(lost: row.value("dropout12"), within: Months(12)),
        accrual: accrual)
      let design = try LogRankDesign(trial, errors(row), followUp: Months(row.value("followup")))
      agreement.add("events", design.events, row.value("events"), within: 1e-8, row)
      agreement.add("n", design.patients, row.value("n"), within: 1e-8, row)
    }
    agreement.report()
  }

  @Test func oneSample() throws {
    for row in try Reference("one_sample_logrank_wu").rows {
      let curve = try HistoricalCurve(median: Months(row.value("m0")), shape: row.value("k"))
      let design = try OneSampleLogRankDesign(
        curve, hazardRatio: row.value("hr"), errors(row), accrual: Months(row.value("ta")),
        followUp: Months(row.value("tf")))
      #expect(design.size == row.whole("n"), row.place)
      #expect(abs(design.power - row.value("power_at_n")) <= 5.001e-4, row.place)
    }
  }

  @Test func oneSampleAnalysis() throws {
    var agreement = Agreement("one_sample_logrank_analysis")
    for row in try Reference("one_sample_logrank_analysis").rows {
      let curve = try HistoricalCurve(median: Months(row.value("median_null")))
      let test = try OneSampleLogRankTest(
        times: row.list("times", ";").map { Months($0) }, events: row["status"].map { $0 == "1" }, curve: curve)
      #expect(test.observed == row.whole("O"), row.place)
      let interval = try test.ratioInterval()
      for (column, value) in [
        ("E", test.expected), ("z_var_E", test.z), ("z_wu", test.zByWu), ("smr", test.ratio),
        ("smr_lo", interval.lower ?? .nan), ("smr_hi", interval.upper ?? .nan),
      ] { agreement.add(column, value, row.value(column), within: 1e-9, row) }
      #expect(abs(-test.z - row.value("OneArm2stage_Z")) < 1e-4, row.place)
    }
    agreement.report()
  }

  /// lrstat finds the time of the power by iteration; power and events are held where it stopped.
  @Test func milestone() throws {
    var agreement = Agreement("one_sample_milestone_km")
    for row in try Reference("one_sample_milestone_km").rows {
      let setting = try MilestoneDesign.Setting(
        milestone: Months(row.value("milestone")), null: Probability(row.value("surv_h0")),
        alternative: Probability(row.value("surv_h1")),
        dropout: Hazard(lost: row.value("dropout12"), within: Months(12)),
        perMonth: row.value("rate"), followUp: Months(row.value("followup")))
      let errors = try ErrorRates(alpha: row.value("alpha"), power: 1 - row.value("beta"))
      let design = try MilestoneDesign(setting, errors)
      #expect(design.size == row.whole("n"), row.place)
      agreement.add("accrual", design.accrual.value, row.value("accrual"), within: 1e-9, row)
      let stopped = Months(row.value("study_duration"))
      agreement.add(
        "power", setting.power(accrual: design.accrual, duration: stopped, alpha: errors.alpha), row.value("power"),
        within: 1e-5, row)
      agreement.add(
        "events", try setting.events(accrual: design.accrual, duration: stopped), row.value("events"), within: 1e-5, row
      )
    }
    agreement.report()
  }

  /// The peer searches at random, rounds to 4 decimals, and takes the first statistic's mean by the root of the patients at the look, though its moments are shares of all: its power is
  /// 0.1 to 1.4 points too low. Its designs keep both errors here, and what is found here is no larger.
  @Test func twoStageLogRank() throws {
    for rows in try Reference("one_sample_logrank_two_stage").groups(["hr", "rate", "alpha", "beta"]) {
      let row = rows[0]
      let setting = try TwoStageLogRank.Setting(
        HistoricalCurve(survival: Probability(row.value("S0")), at: Months(row.value("x0")), shape: row.value("shape")),
        hazardRatio: row.value("hr"), followUp: Months(row.value("tf")), perMonth: row.value("rate"))
      let errors = try ErrorRates(alpha: row.value("alpha"), power: 1 - row.value("beta"))
      let found = try TwoStageLogRank.search(setting, errors)
      #expect(found.singleStage == row.whole("n_single"), row.place)
      for design in [found.optimal, found.minimax] {
        #expect(design.alpha <= errors.alpha.value + 1e-7 && design.power >= errors.power.value - 1e-7, row.place)
      }
      for row in rows {
        let theirs = try TwoStageLogRank(
          setting, size: row.whole("n"), look: Months(row.value("t1")), stopBelow: row.value("c1"),
          critical: row.value("c"))
        #expect(abs(theirs.alpha - errors.alpha.value) < 2e-4, row.place)
        #expect(theirs.power >= errors.power.value - 1e-4, row.place)
        #expect(abs(theirs.stopping - row.value("PS")) < 1e-4, row.place)
        #expect(abs(theirs.expectedSize - row.value("ES")) < 5e-3, row.place)
        #expect(abs(theirs.duration.value - row.value("MTSL")) < 1e-9, row.place)
        if row["criterion"] == "Optimal" {
          #expect(found.optimal.expectedSize <= row.value("ES") + 1e-3, row.place)
        } else {
          #expect(found.minimax.size <= row.whole("n"), row.place)
        }
        print(
          "two-stage log-rank: peer n \(theirs.size) ES \(theirs.expectedSize) alpha \(theirs.alpha) power \(theirs.power); here optimal n \(found.optimal.size) ES \(found.optimal.expectedSize), minimax n \(found.minimax.size) ES \(found.minimax.expectedSize)"
        )
      }
    }
  }
}
