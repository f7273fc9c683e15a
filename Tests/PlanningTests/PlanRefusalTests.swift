// SPDX-License-Identifier: Apache-2.0

import Foundation
import Planning
import Plain
import Testing
import Trials

/// Questions that make no sense, and those that only look so.
@Suite struct PlanRefusalTests {
  private func problem(_ change: (inout TrialQuestion) -> Void) -> DesignProblem? {
    var question = Support.question()
    change(&question)
    do throws(DesignProblem) {
      _ = try PlannedDesign.make(question)
      return nil
    } catch { return error }
  }

  /// 3/13, 12/43: a look at 100 patients never comes. At 43 it does.
  @Test func looksBeyondTheTrial() {
    func looks(_ looks: [Int]) -> DesignProblem? {
      problem {
        ($0.tolerable, $0.toxic) = (0.2, 0.4)
        $0.looks = looks
      }
    }
    #expect(looks([10, 20, 100])?.expected.hasPrefix("at most 43") == true)
    #expect(looks([10, 20, 44]) != nil)
    #expect(looks([10, 20, 43]) == nil)
  }

  /// Scans every 4 months and a landmark at 3: nobody's progression is seen by then, and the level would be 1. On the landmark they may be, and where all events are deaths nothing has to be seen.
  @Test func noScanBeforeTheLandmark() throws {
    func scans(_ months: Double, deaths: Double? = nil, landmark: Double = 3) -> DesignProblem? {
      problem {
        $0.landmark = Months(landmark)
        $0.scans = Months(months)
        $0.deaths = deaths
      }
    }
    #expect(scans(4)?.found == "every 4 months, the first after the landmark of 3 months")
    #expect(scans(3.01) != nil && scans(3) == nil && scans(1.5) == nil)
    #expect(scans(4, deaths: 1) == nil)
    // Thirteen weeks are 91 days, a day or less before the landmark of 91.3.
    #expect(scans(91 / 30.4375) == nil)
    let rates = try RateHypotheses(null: 0.2, alternative: 0.4)
    #expect(throws: DesignProblem.self) {
      try LandmarkUnderSchedule(landmark: Months(3), rates, schedule: ImagingSchedule(every: Months(4)), deaths: 0.1)
    }
    let design = try TwoStageDesign(stopAtMost: 3, of: 13, critical: 12, of: 43)
    func trial(_ every: Double, window: Double = 0) throws -> MaintenanceTrial {
      try MaintenanceTrial(
        MaintenanceTrial.Intake(perMonth: 6, induction: Months(4), eligible: 0.6, registered: 43),
        MaintenanceTrial.Truth(hazard: PiecewiseHazard(Hazard(median: Months(2.5))), hazardRatio: 1),
        scans: MaintenanceTrial.Scans(ImagingSchedule(every: Months(every)), window: Months(window)),
        question: .landmark(Months(3), design))
    }
    #expect(throws: DesignProblem.self) { try trial(6) }
    #expect(throws: Never.self) { try trial(3) }
    // A window of a month brings the first scan of month 3½ to month 2½.
    #expect(throws: Never.self) { try trial(3.5, window: 1) }
  }

  /// Days that were read as months are asked about; three months and two years are not.
  @Test func aLongLandmark() async throws {
    for (months, isAsked) in [(90.0, true), (24.1, true), (24, false), (3, false)] {
      var question = Support.question()
      question.landmark = Months(months)
      question.scans = Months(months / 2)
      let remark = try await Support.plan(Support.series(), question).assumption("landmark").remark
      #expect(remark.contains("read as months") == isAsked, "\(months): \(remark)")
    }
  }

  /// 20 % against 25 % has no design of up to 200 patients and one of up to 1000: for a one-sided 0.05 and 0.8 a single normal test needs (1.645·√(.2·.8) + 0.842·√(.25·.75))²/.05² = 417; the fewest of two stages are a few more.
  @Test func closeRatesHaveADesign() throws {
    var question = Support.question()
    question.alternative = 0.25
    question.choice = .minimax
    let found = try #require(try PlannedDesign.make(question))
    #expect(found.searched == 1000 && (400...450).contains(found.design.size), "\(found.design)")
    #expect(found.underNull.rejection <= 0.05 && found.underAlternative.rejection >= 0.8)
    #expect(try PlannedDesign.make(Support.question())?.searched == 200)
    #expect(problem { $0.alternative = 0.201 } != nil)
  }

  /// A bolder wish makes no series say more: 6 to 7 of 12 have an interval of 21 to 85 %, 64 points, whatever the design is to find.
  @Test func aBolderWishProposesNothing() {
    let interval = Assumption.Interval(lower: 0.21, upper: 0.85, level: 0.95, method: "Clopper-Pearson")
    for other in [0.9, 0.5, 0.4, 0.3] {
      #expect(!AloneRule(null: 0.2, alternative: other).suffices(interval), "\(other)")
    }
    #expect(AloneRule(null: 0.2, alternative: 0.9).difference == 0.2)
    #expect(abs(AloneRule(null: 0.2, alternative: 0.3).difference - 0.1) < 1e-12)
  }
}
