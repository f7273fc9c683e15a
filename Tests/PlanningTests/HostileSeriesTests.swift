// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Planning
import Plain
import Report
import Testing
import Trials
import VerlaufTesting

/// Studies of which little can be said: nothing is made up, and each number that is not there says why.
@Suite struct HostileSeriesTests {
  @Test func anEmptyStudy() async throws {
    let plan = try await Support.plan(Support.study())
    #expect(plan.caution == "The study has no patient: it proposes nothing.")
    #expect(plan.shown.allSatisfy { $0.value == nil })
    for assumption in plan.shown {
      #expect(assumption.standing.words.contains("the study has no patient"), "\(assumption.id)")
    }
    #expect(plan.comparators.isEmpty && plan.design == nil)
    #expect(PlanTables.all(plan).count == 4)
    #expect(plan.open.map(\.option).contains("--p0"))
  }

  @Test func aStudyWithoutMaintenance() async throws {
    let study = try Support.study([
      "A": "  - therapy: doxorubicin\n    id: dox\n    when: 2020-01-01\n    ends: 2020-06-01\n"
    ])
    let plan = try await Support.plan(study, Support.question())
    #expect(plan.caution == "No patient of the study has maintenance: it proposes nothing.")
    #expect(plan.shown.allSatisfy { $0.value == nil })
    // A design can be made of what is stated all the same.
    #expect(plan.design?.design == (try TwoStageDesign(stopAtMost: 3, of: 13, critical: 12, of: 43)))
  }

  /// The arms of the series: 18.4 % of 133 is 24.47 patients, which no count gives; so 15.6 % of 281, 43.8; and of how many 5.5 % is, is not stated.
  @Test func armsWithoutIntervals() async throws {
    let plan = try await Support.plan(Support.series())
    #expect(
      plan.comparators.map(\.id) == [
        "bay-2006-response", "bay-2006-survival-median", "choi-2018-response", "choi-2018-survival-median",
        "merimsky-2000-response",
      ])
    for arm in plan.comparators {
      #expect(arm.interval == nil, "\(arm.id)")
      #expect(arm.source.contains("as cited by Harrer et al. 2021"))
      guard case .told = arm.standing else {
        Issue.record("\(arm.id) proposes")
        continue
      }
    }
    #expect(plan.comparators[0].value == NumberBounds(0.184) && plan.comparators[0].effectivePatients == nil)
    #expect(plan.comparators[0].standing.words.contains("no number of 133 patients gives the printed rate"))
    #expect(plan.comparators[1].effectivePatients == NumberBounds(lower: nil, upper: 133))
    #expect(plan.conflicts.allSatisfy { $0.pValue == nil && $0.verdict.hasPrefix("not determined: ") })
    #expect(plan.conflicts.count == 5)
  }

  /// A progression before the first dose is no time: the patient is open, and the interval spans both.
  @Test func contradictedTimes() async throws {
    let study = try Support.study([
      "A": Support.maintained(until: "2020-12-31"), "B": Support.maintained(until: nil),
      "C": Support.maintained(until: "2020-12-31").replacing("when: 2020-12-31", with: "when: 2018-12-31"),
    ])
    let plan = try await Support.plan(study)
    let found = try plan.shown("progression-free-3")
    #expect(found.remark.contains("the statements of 1 contradict each other"))
    #expect(found.effectivePatients == NumberBounds(lower: 2, upper: 3))
    #expect(found.value == NumberBounds(lower: 2 / 3.0, upper: 1))
  }

  @Test func anArmIsStatedTwice() async throws {
    let arms = [
      "Old 2001,progression-free,100,,40,,3,,,\"Old, J 2001\"",
      "Old 2001,progression-free,100,,55,,3,,,\"Old, J 2001\"",
    ]
    var question = TrialQuestion()
    question.landmark = Months(3)
    let plan = try await Support.plan(Support.study(comparators: arms), question)
    #expect(plan.comparators.count == 2 && Set(plan.comparators.map(\.id)).count == 2)
    #expect(plan.comparators.allSatisfy { $0.remark.contains("stated twice with different numbers") })
    // Neither is chosen.
    #expect(try plan.assumption("p0").standing.words.contains("2 published arms state it, and are not pooled"))
  }

  /// One exact arm at the landmark proposes p0, and whoever plans has to take it.
  @Test func anArmProposes() async throws {
    var question = TrialQuestion()
    question.landmark = Months(3)
    let arms = ["Old 2001,progression-free,200,,80,,3,,,\"Old, J 2001\""]
    let plan = try await Support.plan(Support.study(comparators: arms), question)
    let found = try plan.assumption("p0")
    #expect(found.value == NumberBounds(0.4) && found.effectivePatients == NumberBounds(200))
    #expect(found.standing.words.hasPrefix("proposed by Old 2001") && found.standing.words.hasSuffix("--p0"))
    #expect(plan.open.contains { $0.option == "--p0" } && plan.design == nil)
  }

  /// The order of patients and of published arms changes nothing.
  @Test(arguments: 0..<8) func orderChangesNothing(_ seed: Int) async throws {
    var study = try await Support.series()
    study.comparators += try Support.study(comparators: [
      "Old 2001,progression-free,200,,80,,3,,,Old", "Old 2001,progression-free,200,,90,,3,,,Old",
      "New,response,50,10,,,,,,N",
    ]).comparators
    let before = try await Support.plan(study, Support.question())
    var generator = SeededGenerator(seed: UInt64(seed))
    study.patients.shuffle(using: &generator)
    study.comparators.shuffle(using: &generator)
    let after = try await Support.plan(study, Support.question())
    #expect(after.withoutRecords == before.withoutRecords)
  }
}
