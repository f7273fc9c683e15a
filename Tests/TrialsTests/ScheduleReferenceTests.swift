// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Trials

@Suite("Designs under an imaging schedule, growth modulation, simulated trials")
struct ScheduleReferenceTests {
  private func schedule(_ weeks: Double) throws -> ImagingSchedule {
    weeks == 0 ? .continuous : try ImagingSchedule(every: Months(weeks: weeks))
  }

  /// The table has six decimals.
  @Test func simonReadByScans() throws {
    var agreement = Agreement("own_scan_interval_simon")
    for row in try Reference("own_scan_interval_simon").rows {
      let design = try TwoStageDesign(
        stopAtMost: row.whole("r1"), of: row.whole("n1"), critical: row.whole("r"), of: row.whole("n"))
      let seen = try LandmarkUnderSchedule(
        landmark: Months(row.value("landmark_months")),
        RateHypotheses(null: row.value("p0"), alternative: row.value("p1")),
        schedule: schedule(row.value("scan_weeks")), deaths: row.value("frac_death"))
      let actual = seen.actual(design)
      for (column, value) in [
        ("pfr_seen_h0", seen.seenNull), ("pfr_seen_h1", seen.seenAlternative), ("alpha_actual", actual.alpha),
        ("power_actual", actual.power),
      ] { agreement.add(column, value, row.value(column), within: 1e-6, row) }
    }
    agreement.report()
  }

  @Test func growthModulation() throws {
    var agreement = Agreement("own_gmi_closed_form")
    for row in try Reference("own_gmi_closed_form").rows {
      let model = try GrowthModulation(shape: row.value("shape"), hazardRatio: row.value("hr21"))
      agreement.add("p_gmi", model.share(atLeast: row.value("cutoff")), row.value("p_gmi"), within: 1e-9, row)
    }
    agreement.report()
  }

  /// 1,000 trials here against 4,000 there. The shares at landmarks are closed here and simulated there, of 63 patients a trial.
  @Test func imagingSchedule() throws {
    for row in try Reference("own_imaging_schedule").rows {
      let trial = try TwoArmTrial(
        control: PiecewiseHazard(Hazard(median: Months(row.value("median_control")))), hazardRatio: row.value("hr"),
        dropout: Hazard(lost: row.value("dropout12"), within: Months(12)),
        accrual: Accrual(uniform: Months(row.value("accrual"))))
      let watching = try TwoArmSimulation.Watching(schedule(row.value("scan_weeks")), deaths: row.value("frac_death"))
      let simulation = try TwoArmSimulation(
        trial, patients: row.whole("n"), looks: .calendar([Months(row.value("calendar_cut"))]),
        upper: [1.6448536269514722],
        control: watching, treatment: watching)
      let found = try simulation.characteristics(replicates: 1000, seed: 5)
      func near(_ what: String, _ found: Double, _ expected: Double, _ error: Double) {
        #expect(abs(found - expected) <= 4 * error, "line \(row.number), \(what): \(found) for \(expected) ± \(error)")
      }
      let both = (found.rejection.error * found.rejection.error + row.value("power_se") * row.value("power_se"))
        .squareRoot()
      near("power", found.rejection.mean, row.value("power"), both)
      // The same deviation of events there as here.
      near(
        "events", found.events.mean, row.value("events"),
        found.events.error * (1 + 1000 / row.value("reps")).squareRoot())
      let treated = Months(row.value("median_control") / row.value("hr"))
      for (arm, median) in [("ctl", Months(row.value("median_control"))), ("trt", treated)] {
        let seen = try SeenCurve(
          HistoricalCurve(median: median), schedule: watching.schedule, deaths: row.value("frac_death"))
        for landmark in [3.0, 6] {
          let share = seen.survival(at: Months(landmark))
          let error = (share * (1 - share) / (row.value("reps") * 63)).squareRoot()
          near("pfr\(Int(landmark))_\(arm)", share, row.value("pfr\(Int(landmark))_\(arm)"), error)
        }
        if arm == "ctl" {
          #expect(abs(try HistoricalCurve(median: median).survival(at: Months(3)) - row.value("true_pfr3_ctl")) < 1e-9)
          #expect(abs(try HistoricalCurve(median: median).survival(at: Months(6)) - row.value("true_pfr6_ctl")) < 1e-9)
        }
        // The medians of the table are those of what was simulated: there the curve passes a half, to the error of the simulation.
        let median = row.value("obs_median_\(arm)")
        let error = 4 * 0.5 / (row.value("reps") * 63).squareRoot()
        #expect(
          seen.survival(at: Months(median - 1e-6)) >= 0.5 - error, "line \(row.number), \(arm): \(seen.median.value)")
        #expect(
          seen.survival(at: Months(median + 1e-6)) <= 0.5 + error, "line \(row.number), \(arm): \(seen.median.value)")
      }
    }
  }

  /// 1,000 trials here against 50,000 there.
  @Test func twoArms() throws {
    for row in try Reference("mc_two_arm_rpact").rows {
      let trial = try TwoArmTrial(
        control: PiecewiseHazard(Hazard(median: Months(row.value("median_control")))), hazardRatio: row.value("hr"),
        dropout: Hazard(lost: row.value("dropout12"), within: Months(12)),
        accrual: Accrual(uniform: Months(row.value("accrual"))))
      let events = row.wholes("events")
      let errors = try ErrorRates(alpha: row.value("alpha"), power: 0.8)
      let upper =
        events.count == 1
        ? [1.6448536269514722]
        : try GroupSequentialDesign(
          shares: events.map { Double($0) / Double(events[events.count - 1]) },
          family: .spending(row["design"] == "asOF" ? .obrienFleming : .pocock), errors
        ).upper
      let found = try TwoArmSimulation(trial, patients: row.whole("n"), looks: .events(events), upper: upper)
        .characteristics(replicates: 1000, seed: 7)
      let there = (1 + 1000 / row.value("iterations")).squareRoot()
      func check(_ what: String, _ found: MonteCarlo, _ expected: Double, least: Double = 0) {
        let error = max(found.error, least) * there
        #expect(abs(found.mean - expected) <= 4 * error, "line \(row.number), \(what): \(found) for \(expected)")
      }
      check("reject", found.rejection, row.value("reject"))
      for (look, expected) in row.list("reject_stage").enumerated() {
        check("reject at look \(look + 1)", found.rejectionAtLook[look], expected, least: 1e-3)
      }
      for (look, expected) in row.list("analysis_time").enumerated() {
        check("time of look \(look + 1)", found.times[look], expected, least: 1e-2)
      }
      check("events", found.events, row.value("exp_events"), least: 1e-2)
      check("patients", found.accrued, row.value("exp_n"), least: 1e-2)
      check("duration", found.duration, row.value("study_duration"), least: 1e-2)
    }
  }
}
