// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing
import Trials

@testable import Planning

/// Plans from numbers that an option would refuse, that contradict each other, or of which next to nobody is needed.
@Suite struct ImplausiblePlanTests {
  private static func arm(_ row: String) -> String { "Arm,progression-free,\(row),,paper" }

  private func plan(_ arms: [String], _ question: TrialQuestion) async throws -> TrialPlan {
    try await Support.plan(Support.study(comparators: arms.map(Self.arm)), question)
  }

  private static func randomised(control: String? = nil, median: Double? = nil, ratio: Double = 0.6) -> TrialQuestion {
    var question = TrialQuestion()
    question.design = .randomised
    question.control = control
    question.median = median.map { Months($0) }
    question.hazardRatio = ratio
    (question.perMonth, question.followUp) = (3, Months(6))
    return question
  }

  private static let key = "arm-progression-free-median"

  /// `--median` takes 0.1 to 240 months; an arm of the study brings in no other.
  @Test(arguments: ["500", "0.001"]) func aControlBeyondTheOption(median: String) async throws {
    let problem = await #expect(throws: DesignProblem.self) {
      try await plan(["50,,,,,\(median)"], Self.randomised(control: Self.key))
    }
    #expect(problem?.expected == "0.1 to 240, as --median takes", "\(String(describing: problem))")
    #expect(try await plan(["50,,,,,3.5"], Self.randomised(control: Self.key)).further != nil)
  }

  /// None of 50 free at 3 months, and a median of 3.5.
  @Test func aControlThatContradictsItself() async throws {
    let problem = await #expect(throws: DesignProblem.self) {
      try await plan(["50,,0,,3,3.5"], Self.randomised(control: Self.key.replacing("-median", with: "-3-median")))
    }
    #expect(
      problem?.found.contains("a median of 3.5 months and 0 % free of progression at 3 months do not agree") == true,
      "\(String(describing: problem))")
    let told = try await plan(["50,,0,,3,3.5"], Self.randomised())
    #expect(told.assumptions.first { $0.id == "median" }?.isDetermined == false)
    #expect(!told.assumptions.contains { $0.standing == .proposed })
  }

  /// 50 of 50 free at 3 months leave no room for a better rate, and 0 of 50 none for a worse.
  @Test(arguments: ["50", "0"]) func aRateOfAllOrNone(free: String) async throws {
    var question = TrialQuestion()
    question.landmark = Months(3)
    let rate = try #require(try await plan(["50,,\(free),,3,"], question).assumptions.first { $0.id == "p0" })
    #expect(!rate.isDetermined && rate.standing.words.contains("no design can be made"), "\(rate.standing.words)")
    let other = try #require(try await plan(["500,,100,,3,"], question).assumptions.first { $0.id == "p0" })
    #expect(other.value?.lower == 0.2 && other.value?.upper == 0.2)
  }

  /// Schoenfeld: 4 (1.645 + 0.842)² / ln² 0.05 = 2.76, so three events.
  @Test func fewEvents() async throws {
    let design = try #require(try await plan([], Self.randomised(median: 3.5, ratio: 0.05)).further)
    #expect(design.number("events")?.value == 3)
    #expect(design.notes(Self.randomised(median: 3.5, ratio: 0.05)).contains { $0.hasPrefix("Fewer than ten events") })
    let question = Self.randomised(median: 3.5, ratio: 0.6)
    let usual = try #require(try await plan([], question).further)
    #expect(!usual.notes(question).contains { $0.contains("ewer than ten") })
  }

  /// θ = 1/(1 − 0.95) = 20: an index of 1.33 is reached by 1/(1 + 1.33²⁰) = 0.0033 without an effect, and at a hazard ratio of 0.3 by 1/(1 + 0.399²⁰) = 1.0000 (to eight digits).
  @Test func onePatient() async throws {
    var question = TrialQuestion()
    question.design = .growthModulation
    (question.hazardRatio, question.concordance) = (0.65, 0.95)
    let design = try #require(try await plan([], question).further)
    #expect(design.size < 10 && design.notes(question).contains { $0.contains("lie so far apart") })
  }

  /// A thousand a month and no follow-up: by the analysis next to nobody was followed to the milestone, and the formula has the power of nobody.
  @Test(arguments: [(1000.0, 0.0), (200, 0), (1000, 2.9)]) func aMilestoneOfNobody(
    perMonth: Double, followUp: Double
  ) throws {
    func design(_ perMonth: Double, _ followUp: Double) throws -> MilestoneDesign {
      try MilestoneDesign(
        .init(
          milestone: Months(3), null: Probability(0.4, "p0"), alternative: Probability(0.6, "p1"), perMonth: perMonth,
          followUp: Months(followUp)), ErrorRates(alpha: 0.05, power: 0.8))
    }
    let problem = #expect(throws: DesignProblem.self) { try design(perMonth, followUp) }
    #expect(problem?.subject == "patients who can be followed to the milestone")
    #expect(try design(perMonth, 6).power > 0.799)
    #expect(try design(5, 0).power > 0.799)
  }
}
