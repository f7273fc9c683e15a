// SPDX-License-Identifier: Apache-2.0

import Course
import Figures
import Foundation
import Outcomes
import Plain
import Testing

@testable import Report

/// What a reader finds in the tables of a cohort, against hand calculation from ``WorkedStudy/three``.
///
/// Free of progression, n = 3: events at 16 and 32 months, one censored at 48. S(16) = 2/3, S(32) = 2/3 · 1/2 = 1/3.
/// Greenwood's sum at 16 is 1/(3·2) = 1/6, at 32 it is 1/6 + 1/(2·1) = 2/3. Log-log limits are S^exp(±z·√sum/|ln S|), z = 1.959964:
/// at 16 months √(1/6)/0.405465 = 1.006865, times z 1.973420, exp = 7.1952: (2/3)^7.1952 = 0.054, (2/3)^(1/7.1952) = 0.945;
/// at 32 months √(2/3)/1.098612 = 0.743208, times z 1.456661, exp = 4.3116: (1/3)^4.3116 = 0.009, (1/3)^(1/4.3116) = 0.774.
/// The median is 32; its limits are where the lower (16 months, 0.054 ≤ ½) and the upper curve (never: 0.774 > ½) cross one half.
@Suite("Tables of a cohort, worked by hand") struct CohortTableTests {
  private func cohort(
    _ change: (inout CohortOptions) -> Void = { _ in }, study: String = "", files: [String: String] = [:]
  ) async throws -> CohortOutcomes {
    let outcomes = try await WorkedStudy.outcomes(WorkedStudy.three.merging(files) { $1 }, study: study)
    var options = CohortOptions(anchor: .advancedLine(1))
    options.landmarkMonths = [12, 16, 40]
    change(&options)
    return CohortOutcomes(outcomes, options: options)
  }

  @Test func whoIsInIt() async throws {
    let table = CohortTables.characteristics(try await cohort())
    #expect(
      table.texts == [
        ["Patients, time from", "the first dose of line 1 for advanced disease", "3", "100"],
        // Ages 50, 60, 71: the middle one.
        ["Age, years", "median 60, range 50–71", "3", "100"],
        ["Sex", "male", "2", "66.7"], ["Sex", "female", "1", "33.3"],
        ["Histology", "leiomyosarcoma", "2", "66.7"], ["Histology", "liposarcoma", "1", "33.3"],
        ["Grade", "G2", "2", "66.7"], ["Grade", "G3", "1", "33.3"], ["Primary site", "thigh", "3", "100"],
        ["Metastases", "lung", "2", "66.7"], ["Metastases", "liver", "1", "33.3"], ["Lines before", "0", "3", "100"],
      ])
  }

  /// Clopper-Pearson of n = 3: 0/3 up to 1 − 0.025^⅓ = 0.7076; 1/3 from 1 − 0.975^⅓ = 0.0084 to the root of 3x² − 2x³ = 0.975, 0.9057; 2/3 is the
  /// mirror, 0.0943 to 0.9916.
  @Test func bestResponses() async throws {
    let table = try #require(CohortTables.responses(try await cohort()))
    #expect(
      table.texts == [
        ["CR", "0/3", "0", "0–70.8"], ["PR", "1/3", "33.3", "0.8–90.6"], ["SD", "1/3", "33.3", "0.8–90.6"],
        ["PD", "1/3", "33.3", "0.8–90.6"], ["Objective response (CR + PR)", "1/3", "33.3", "0.8–90.6"],
        ["Disease control (CR + PR + SD)", "2/3", "66.7", "9.4–99.2"],
      ])
  }

  /// Survival: one death at 32, S = 2/3 from there on. Follow-up turned round: two at 48, B censored at 32.
  @Test func medianAndLandmarks() async throws {
    let table = CohortTables.survival(try await cohort())
    #expect(table.texts[0] == ["OS", "3", "1", "KM", "not reached (32–n.r.)", "100", "100", "66.7 (5.4–94.5)"])
    #expect(
      table.texts[1] == ["PFS", "3", "2", "KM", "32 (16–n.r.)", "100", "66.7 (5.4–94.5)", "33.3 (0.9–77.4)"])
    #expect(table.texts.map { $0[0] } == ["OS", "PFS", "TTP", "TTF", "TTNT", "DoR", "Follow-up"])
    // Treatment ended at 16, 16 and 32 months: S(16) = 1/3 up to 0.774, and S(32) = 0 has no limits.
    #expect(table.texts[3][1...4] == ["3", "3", "KM", "16 (16–n.r.)"])
    // PR of C, from 16 to 32 months.
    #expect(table.texts[5][1...3] == ["1", "1", "KM"])
    #expect(table.texts[5][4].hasPrefix("16 ("))
    #expect(table.texts[6][1] == "3" && table.texts[6][4].hasPrefix("48 ("))
    #expect(table.footnotes.contains { $0.english.hasPrefix("3 patients: the intervals say how little") })
  }

  /// Areas under the steps up to 40 months. PFS: 16 + 16·2/3 + 8·1/3 = 29.333; its variance (40/3)²/6 + (8/3)²/2 = 33.185, ± 1.96·5.761 = 11.291. OS:
  /// 32 + 8·2/3 = 37.333; variance (16/3)²/6 = 4.741, ± 4.268. No mean up to 40 months is above 40.
  @Test func meansUpToAHorizon() async throws {
    let table = try #require(CohortTables.restrictedMeans(try await cohort()))
    #expect(table.title.english == "Mean times up to 40 months")
    #expect(table.texts[0] == ["OS", "all", "3", "37.3 (33.1–40)"])
    #expect(table.texts[1] == ["PFS", "all", "3", "29.3 (18–40)"])
    // Without an event before the horizon the error is not determined: 12 of 12 months.
    let early = try #require(CohortTables.restrictedMeans(try await cohort { $0.landmarkMonths = [12] }))
    #expect(early.texts[1] == ["PFS", "all", "3", "12 (n.d.)"])
  }

  /// 3/3 from 0.025^⅓ = 0.2924.
  @Test func freeOfProgression() async throws {
    let table = try #require(CohortTables.progressionFreeRates(try await cohort()))
    #expect(
      table.texts == [
        ["12", "3/3", "100", "29.2–100", "–"], ["16", "2/3", "66.7", "9.4–99.2", "–"],
        ["40", "1/3", "33.3", "0.8–90.6", "–"],
      ])
    let thresholds = try #require(CohortTables.progressionFreeRates(try await cohort { $0.landmarkMonths = [3] }))
    #expect(thresholds.texts[0].last == "pretreated: activity from 40 %, inactivity to 20 %")
  }

  @Test func timesOfEachPatient() async throws {
    let table = CohortTables.times(try await cohort())
    #expect(
      table.texts[0][0...3] == [
        "A", "SD", "48 mo+ (alive at last contact)", "48 mo+ (censored, last contact)",
      ])
    #expect(table.texts[1][0...3] == ["B", "PD", "32 mo (death)", "16 mo (progression)"])
    #expect(table.texts[2][0...3] == ["C", "PR", "48 mo+ (alive at last contact)", "32 mo (progression)"])
    // The response of A and B is none: no duration of it.
    #expect(table.texts.map { $0.last } == ["–", "–", "16 mo (progression)"])
  }

  /// All times are exact: however uncertain ones are treated, nothing moves.
  @Test func sensitivityOfExactTimes() async throws {
    let cohort = try await cohort()
    let table = try #require(CohortTables.sensitivity(cohort))
    let own = table.texts.filter { $0[0] == "PFS" && $0[1] == "as the study defines" && $0[2] != "between-visits" }
    #expect(own.map { $0[2] } == ["interval", "midpoint", "earliest", "latest"])
    #expect(own.allSatisfy { $0[3...] == ["3", "2", "32 (16–n.r.)", "100"] })
    let survival = table.texts.filter { $0[0] == "OS" }
    #expect(survival.count == 4 && survival.allSatisfy { $0[3...] == ["3", "1", "not reached (32–n.r.)", "100"] })
    // One row a rule that is not the study's own; where one is chosen, the study's own has a row too.
    #expect(table.texts.count == 5 + 4 + CensoringRule.all.count)
    let chosen = try #require(CohortTables.sensitivity(try await self.cohort { $0.rule = .everyEvent }))
    #expect(chosen.texts.count == table.texts.count)
    #expect(chosen.texts.map { $0[1] }.contains("as the study defines"))
  }

  /// Women: B alone. At 16 months 1 of 3 at risk is a woman, at 32 none of 2: expected 1/3, men 2/3 + 1 = 5/3; variance 1/3·2/3 = 2/9;
  /// (1 − 1/3)² ÷ 2/9 = 2 on one degree of freedom, p = 0.1573.
  @Test func groupsCompared() async throws {
    let small = try #require(CohortTables.comparison(try await cohort { $0.group = .sex }))
    #expect(
      small.texts.allSatisfy { $0[1...7].allSatisfy { $0 == "–" } && $0[8].hasPrefix("not given: female, male: ") })
    let tested = try #require(
      CohortTables.comparison(
        try await cohort {
          $0.group = .sex
          $0.testsSmallGroups = true
        }))
    let rows = tested.texts.filter { $0[0] == "PFS" }
    #expect(rows[0] == ["PFS", "female", "1", "1", "0.33", "1", "2", "1", "0.1573", ""])
    // The only woman progressed first: the ratio of the men has no maximum.
    #expect(rows[1] == ["PFS", "male", "2", "1", "1.67", "not determined (separation)", "", "", "", ""])
    let who = CohortTables.characteristics(try await cohort { $0.group = .sex })
    #expect(
      who.texts.filter { $0[0] == "Histology" }.map { Array($0[2...]) } == [
        ["2", "66.7", "0 (0)", "2 (100)"], ["1", "33.3", "1 (100)", "0 (0)"],
      ])
  }

  /// Progression at 16 and 32 of A… and B's death without progression as competing events: with B's assessment left out, 1 death at 32 of 3.
  @Test func competingEvents() async throws {
    let files = WorkedStudy.three["patients/B.yaml"]?.replacingOccurrences(of: "response: PD", with: "response: SD")
    let cohort = try await cohort(files: ["patients/B.yaml": try #require(files)])
    let table = try #require(CohortTables.incidence(cohort))
    // At 32 months one of three progressed (C) and one died without it (B): 33.3 % each.
    #expect(table.texts.map { $0[0] } == ["12", "16", "40"])
    #expect(table.texts[2][1].hasPrefix("33.3 (") && table.texts[2][2].hasPrefix("33.3 ("))
    #expect(table.texts[2][3] == "33.3")
    #expect(table.texts[0] == ["12", "0", "0", "100"])
  }

  /// 32/16 = 2 is above 1.33; at least 0.5 is open. 1 to 2 of 2: 1/2 from 1 − 0.975^½ = 0.0126 to its mirror 0.9874; 2/2 to 1; 1/1 from 0.025.
  @Test func growthModulation() async throws {
    let outcomes = try await WorkedStudy.outcomes(WorkedStudy.twoLines)
    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .advancedLine(2)))
    let table = try #require(CohortTables.growth(cohort))
    #expect(
      table.texts.prefix(5) == [
        ["D", "2", "yes"], ["E", "≥ 0.5", "open"], ["All, open from both ends", "1–2/2", "50–100 % (1.3–100)"],
        ["All, open as no", "1/2", "50 % (1.3–98.7)"], ["Without open", "1/1", "100 % (2.5–100)"],
      ])
    #expect(table.texts[5][0...1] == ["All, as censored ratios (Kaplan-Meier)", "median 2"])
    let lines = try #require(CohortTables.lines(cohort))
    #expect(lines.texts.map { Array($0[0...2]) } == [["1", "2", "0/2"], ["2", "2", "0/2"]])
    #expect(lines.texts.map { $0[6] } == ["–", "1–2/2"])
  }

  /// 3 of 10 by Clopper and Pearson: 6.7 to 65.2 %. Of 7 patients 2 are 28.6 % and 3 are 42.9 %: none prints as 30.
  @Test func publishedArms() async throws {
    let arms = """
      name,endpoint,n,events,rate %,at months,median months,population,source
      Counted,response,10,3,,,,,First 2001
      Impossible,response,7,,30,,,,Second 2002
      Silent,response,,,18.4,,,,Third 2003
      Median,survival,133,,,,12.1,,Fourth 2004

      """
    let cohort = try await cohort(files: ["comparators.csv": arms])
    let table = try #require(CohortTables.comparators(cohort))
    #expect(
      table.texts == [
        ["This cohort", "objective response", "3", "1/3", "33.3 %", "0.8–90.6", "–", "–"],
        ["This cohort", "disease control (CR + PR + SD)", "3", "2/3", "66.7 %", "9.4–99.2", "–", "–"],
        ["This cohort", "progression-free", "3", "2", "–", "–", "32 (16–n.r.)", "–"],
        ["This cohort", "survival", "3", "1", "–", "–", "not reached (32–n.r.)", "–"],
        ["Counted", "response", "10", "3", "–", "6.7–65.2", "–", "First 2001"],
        ["Impossible", "response", "7", "not attainable", "30 %", "–", "–", "Second 2002"],
        ["Silent", "response", "not stated", "not stated", "18.4 %", "–", "–", "Third 2003"],
        ["Median", "survival", "133", "not stated", "–", "–", "12.1", "Fourth 2004"],
      ])
    let forest = try #require(CohortFigures(cohort).forest)
    let rows = forest.csv.dropFirst().map { $0.map(\.written) }
    #expect(
      rows.map { Array($0[1...3]) } == [
        ["From the first dose of line 1 for advanced disease", "3", "1"], ["Counted", "10", "3"],
        ["Impossible", "7", "?"],
        ["Silent", "", "not stated"],
      ])
    // Estimates: 1/3, 3/10, none where the rate cannot be or the number is not stated.
    #expect(rows.map { $0[4] } == ["33.333333333", "30", "", ""])
    #expect(rows.map { $0[10] } == ["", "", "30 % of 7 is not attainable", "18.4 %, n not stated"])
  }
}
