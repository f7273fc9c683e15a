// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain
import Testing
import TumourResponse

/// Lesions that were measured through several lines: each line against a baseline of its own. Every expectation is worked out by hand.
@Suite struct TherapyCourseTests {
  static func outcome(_ course: String, _ rows: [String], cutOff: String = "2021-12-31") async throws -> PatientOutcomes
  {
    var study = try CohortTests.study(
      ["A": course], lesions: (["patient,date,lesion,role,site,finding"] + rows).joined(separator: "\n"))
    study.dataCutOff = .notRecorded
    return try #require(await StudyOutcomes(study, library: RegimenLibrary()).patients.first)
  }

  static func therapy(_ id: String, _ when: String, _ more: String = "") -> String {
    "  - therapy: \(id)\n    id: \(id)\n    when: \(when)\n\(more)"
  }

  static func row(_ date: String, _ finding: String, _ lesion: String = "T1") -> String {
    "A,\(date),\(lesion),\(lesion.hasPrefix("N") ? "new" : "target"),liver,\(finding)"
  }

  private func summary(_ outcome: PatientOutcomes) -> [String] {
    outcome.lesionCourses.map { course in
      ([course.therapies.first ?? "none", "\(course.course.baseline.date)"]
        + course.points().map { "\($0.date) \($0.overall.rawValue)" }).joined(separator: ", ")
    }
  }

  static let twoLines = therapy("a", "2020-01-15") + therapy("b", "2020-06-01")

  /// 50 mm before and under a; under b 25 mm, −50 % of the 50 mm seven days before its first dose. The measurement of 2020-05-25 is the last visit
  /// under a and the baseline of b.
  @Test func eachLineHasItsBaseline() async throws {
    let rows =
      ["2020-01-10", "2020-03-20", "2020-05-25"].map { Self.row($0, "50") }
      + ["2020-08-20", "2020-10-20"].map { Self.row($0, "25") }
    let outcome = try await Self.outcome(Self.twoLines, rows)
    #expect(
      summary(outcome) == [
        "a, 2020-01-10, 2020-03-20 SD, 2020-05-25 SD", "b, 2020-05-25, 2020-08-20 PR, 2020-10-20 PR",
      ])
    #expect(outcome.lesionCourses.allSatisfy { $0.baselineMark == nil })
    let bests = outcome.lesionCourses.map { course in
      let (rule, reference) = course.rule(confirmation: .init())
      return rule.best(course.points().map(\.visit), reference: reference).response
    }
    #expect(bests == [.stable, .partial])
  }

  /// The day of the first dose is still before it: 20 of 50 mm on that day is a response to a, and the baseline of b.
  @Test func onTheDayOfTheFirstDose() async throws {
    let outcome = try await Self.outcome(
      Self.twoLines, [Self.row("2020-01-15", "50"), Self.row("2020-06-01", "20"), Self.row("2020-08-01", "20")])
    #expect(summary(outcome) == ["a, 2020-01-15, 2020-06-01 PR", "b, 2020-06-01, 2020-08-01 SD"])
    let (rule, reference) = outcome.lesionCourses[0].rule()
    #expect(rule.best(outcome.lesionCourses[0].points().map(\.visit), reference: reference).response == .partial)
  }

  /// Maintenance continues its line: one course, one baseline.
  @Test func maintenanceOpensNoCourse() async throws {
    let course =
      Self.therapy("a", "2020-01-15") + Self.therapy("m", "2020-06-01", "    intent: maintenance\n    continues: a\n")
    let outcome = try await Self.outcome(
      course, [Self.row("2020-01-10", "50"), Self.row("2020-05-25", "30"), Self.row("2020-08-20", "30")])
    #expect(summary(outcome) == ["a, 2020-01-10, 2020-05-25 PR, 2020-08-20 PR"])
  }

  /// A lesion that was new under a is known at the baseline of b: there it is no new lesion.
  @Test func whatWasNewIsKnownLater() async throws {
    let outcome = try await Self.outcome(
      Self.twoLines,
      [
        Self.row("2020-01-10", "50"), Self.row("2020-05-25", "50"), Self.row("2020-05-25", "present", "N1"),
        Self.row("2020-08-20", "50"), Self.row("2020-08-20", "present", "N1"),
      ])
    #expect(summary(outcome) == ["a, 2020-01-10, 2020-05-25 PD", "b, 2020-05-25, 2020-08-20 SD"])
  }

  /// T2 was chosen at the baseline of b, on 2020-05-25, which is the last visit under a: a is judged by T1 alone (50 → 50 mm, SD), b by both (70 → 45 mm,
  /// −35.7 %).
  @Test func targetsOfALaterLine() async throws {
    let outcome = try await Self.outcome(
      Self.twoLines,
      [
        Self.row("2020-01-10", "50"), Self.row("2020-05-25", "50"), Self.row("2020-05-25", "20", "T2"),
        Self.row("2020-08-20", "30"), Self.row("2020-08-20", "15", "T2"),
      ])
    #expect(summary(outcome) == ["a, 2020-01-10, 2020-05-25 SD", "b, 2020-05-25, 2020-08-20 PR"])
    #expect(
      outcome.lesionCourses[0].remarks == ["Not followed under a, since first measured for the next therapy: T2."])
  }

  /// T1 was gone at the baseline of b: no complete response to b, and progression when it is back.
  @Test func goneAtTheBaselineOfALaterLine() async throws {
    let rows = [Self.row("2020-01-10", "50"), Self.row("2020-05-25", "absent"), Self.row("2020-08-20", "absent")]
    #expect(
      summary(try await Self.outcome(Self.twoLines, rows))
        == ["a, 2020-01-10, 2020-05-25 CR", "b, 2020-05-25, 2020-08-20 NE"])
    #expect(
      summary(try await Self.outcome(Self.twoLines, rows + [Self.row("2020-10-20", "12")])).last
        == "b, 2020-05-25, 2020-08-20 NE, 2020-10-20 PD")
  }

  /// A line that nobody measured has no course: two lines, measured only around the second.
  @Test func aLineWithoutMeasurements() async throws {
    let outcome = try await Self.outcome(Self.twoLines, [Self.row("2020-05-25", "50"), Self.row("2020-08-20", "30")])
    #expect(summary(outcome) == ["b, 2020-05-25, 2020-08-20 PR"])
  }

  /// 2020-01-15 to 2020-03-20 are 65 days; from 2019-12-01 to 2020-01-15 are 45, of which four weeks are 28.
  @Test(arguments: [
    ("2020-03-20", "baseline 65 d after the first dose"), ("2020-01-15", nil), ("2019-12-18", nil),
    ("2019-12-17", "baseline 29 d before the first dose"), ("2019-12-01", "baseline 45 d before the first dose"),
  ])
  func baselineOutOfTime(date: String, mark: String?) async throws {
    let outcome = try await Self.outcome(
      Self.therapy("a", "2020-01-15"), [Self.row(date, "50"), Self.row("2020-05-20", "20")])
    #expect(outcome.lesionCourses.map(\.baselineMark) == [mark])
    #expect(outcome.lesionCourses[0].points().map(\.overall) == [.partial])
  }

  /// First dose in January 2020, measured on the 10th: 9 days after it at most, 21 before it at most. A measurement of the 20th may be either, and is not
  /// judged. With one before the month nothing is in doubt.
  @Test func theFirstDoseInAMonth() async throws {
    let outcome = try await Self.outcome(
      Self.therapy("a", "2020-01"),
      [Self.row("2020-01-10", "50"), Self.row("2020-01-20", "20"), Self.row("2020-03-20", "50")])
    #expect(summary(outcome) == ["a, 2020-01-10, 2020-03-20 SD"])
    let course = try #require(outcome.lesionCourses.first)
    #expect(course.daysBefore.least == -9 && course.daysBefore.most == 21)
    #expect(course.baselineMark == "baseline open: 2020-01-10 or 2020-01-20")
    #expect(course.remarks.count == 1 && course.remarks[0].contains("2020-01-20"))
    let before = try await Self.outcome(
      Self.therapy("a", "2020-01"), [Self.row("2019-12-30", "50"), Self.row("2020-03-20", "20")])
    #expect(before.lesionCourses.map(\.baselineMark) == ["baseline perhaps more than 28 d before the first dose"])
  }

  /// The next line began in June 2020: 20 mm on the 10th may be its effect. The visit is shown, and does not count.
  @Test func theNextLineInAMonth() async throws {
    let outcome = try await Self.outcome(
      Self.therapy("a", "2020-01-15") + Self.therapy("b", "2020-06"),
      [Self.row("2020-01-10", "50"), Self.row("2020-05-25", "50"), Self.row("2020-06-10", "20")])
    let course = try #require(outcome.lesionCourses.first)
    #expect(course.points().map(\.overall) == [.stable, .partial])
    let (rule, reference) = course.rule()
    #expect(rule.best(course.points().map(\.visit), reference: reference).response == .stable)
    #expect(course.remarks.contains { $0.contains("2020-06-10") && $0.contains("spans both") })
  }

  /// Without a therapy that has a place in time the first measurement is the baseline, and no therapy is credited.
  @Test func withoutTherapy() async throws {
    let outcome = try await Self.outcome(
      "  - diagnosis: leiomyosarcoma\n    when: 2019-12-01\n",
      [Self.row("2020-01-10", "50"), Self.row("2020-05-25", "30")])
    #expect(summary(outcome) == ["none, 2020-01-10, 2020-05-25 PR"])
  }

  /// The cohort takes the same courses: from line 1 SD without a response, from line 2 PR on 2020-08-20, 80 d after its first dose.
  @Test(arguments: [nil, CensoringRule.everyEvent, .fdaA])
  func theCohort(rule: CensoringRule?) async throws {
    let study = try CohortTests.study(
      ["A": Self.twoLines + "  - last contact: true\n    when: 2021-12-01\n"],
      lesions: (["patient,date,lesion,role,site,finding"]
        + ["2020-01-10", "2020-03-20", "2020-05-25"].map { Self.row($0, "50") }
        + ["2020-08-20", "2020-10-20"].map { Self.row($0, "25") }).joined(separator: "\n"))
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    var options = CohortOptions(anchor: .line(1))
    options.rule = rule
    let first = try #require(CohortOutcomes(outcomes, options: options).members.first)
    #expect(first.best?.value.response == .stable && first.times[.responseDuration] == nil)
    options.anchor = .line(2)
    let second = try #require(CohortOutcomes(outcomes, options: options).members.first)
    #expect(second.best?.value.response == .partial)
    let duration = try #require(second.times[.responseDuration])
    #expect(duration.trace.inputs.first?.value == "2020-08-20")
  }

  /// Non-targets alone, seen to persist: there is no SD without targets, in a cohort neither.
  @Test func withoutTargetsThereIsNoStableDisease() async throws {
    let study = try CohortTests.study(
      ["A": Self.therapy("a", "2020-01-15")],
      lesions: """
        patient,date,lesion,role,site,finding
        A,2020-01-10,NT1,non-target,liver,present
        A,2020-03-20,NT1,non-target,liver,present
        """)
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let member = try #require(CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1))).members.first)
    #expect(member.best?.value.response == .nonCompleteNonProgressive)
  }

  /// Died on 2020-04-01, measured on 2020-06-25 (80 of 50 mm would be PD). That row counts for nothing: the best response is SD, the time to progression
  /// ends without one, and progression-free survival with death, 77 days after the first dose.
  @Test func afterDeath() async throws {
    let study = try CohortTests.study(
      ["A": Self.therapy("a", "2020-01-15") + "  - death: disease\n    when: 2020-04-01\n"],
      lesions: (["patient,date,lesion,role,site,finding", Self.row("2020-01-10", "50"), Self.row("2020-03-20", "50")]
        + [Self.row("2020-06-25", "80")]).joined(separator: "\n"))
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let patient = try #require(outcomes.patients.first)
    #expect(summary(patient) == ["a, 2020-01-10, 2020-03-20 SD"])
    #expect(patient.misplacedReadings.map(\.words) == ["measured on 2020-06-25, after death (2020-04-01)"])
    let member = try #require(CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1))).members.first)
    #expect(member.best?.value.response == .stable)
    let free = try #require(member.times[.progressionFree])
    #expect(free.value.end == .death && free.value.length.lower?.days == 77)
    #expect(free.trace.remarks.contains("Not counted: T1 measured on 2020-06-25, after death (2020-04-01)."))
    #expect(member.times[.progression]?.value.isEvent == false)
  }

  /// Data cut-off 2021-12-31: what was measured in 2023 is no progression.
  @Test func afterTheCutOff() async throws {
    let study = try CohortTests.study(
      ["A": Self.therapy("a", "2020-01-15") + "  - last contact: true\n    when: 2021-06-01\n"],
      lesions: (["patient,date,lesion,role,site,finding", Self.row("2020-01-10", "50"), Self.row("2020-03-20", "50")]
        + [Self.row("2023-06-25", "80")]).joined(separator: "\n"))
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let member = try #require(CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1))).members.first)
    let free = try #require(member.times[.progressionFree]?.value)
    #expect(!free.isEvent && member.best?.value.response == .stable)
    // 2020-01-15 to 2021-06-01 are 503 days.
    #expect(free.length.upper?.days == 503)
  }

  private func member(_ visits: String, _ rows: [String], _ change: (inout CohortOptions) -> Void = { _ in })
    async throws
    -> CohortMember
  {
    let study = try CohortTests.study(
      ["A": Self.therapy("a", "2020-01-15") + visits + "  - last contact: true\n    when: 2021-06-01\n"],
      lesions: (["patient,date,lesion,role,site,finding,density HU,reader"] + rows).joined(separator: "\n"))
    var options = CohortOptions(anchor: .line(1))
    change(&options)
    return try #require(
      CohortOutcomes(await StudyOutcomes(study, library: RegimenLibrary()), options: options).members.first)
  }

  /// Measured until 2020-03-20 (50 → 30 mm, PR); the source saw progression on 2020-08-20, which nobody measured. It counts: 218 d after the first
  /// dose, 153 d after the response. A progression that the source saw before the last measurement does not, and is told.
  @Test func whatIsJudgedAfterTheLastMeasurement() async throws {
    let rows = ["A,2020-01-10,T1,target,liver,50,,", "A,2020-03-20,T1,target,liver,30,,"]
    let late = try await member("  - {assessment: CT, id: pd, response: PD, of: a, when: 2020-08-20}\n", rows)
    #expect(late.isMeasured && late.visits == [.partial, .progressive])
    #expect(late.times[.progressionFree]?.value.length.lower?.days == 218)
    #expect(late.times[.progressionFree]?.value.end == .progression)
    #expect(late.times[.responseDuration]?.value.length.lower?.days == 153)
    #expect(
      late.best?.trace.remarks.contains("As judged by the source, after the last measurement: pd (PD).") == true)
    let early = try await member("  - {assessment: CT, id: pd, response: PD, of: a, when: 2020-02-20}\n", rows)
    #expect(early.times[.progressionFree]?.value.isEvent == false && early.visits == [.partial])
    #expect(
      early.best?.trace.remarks.contains { $0.hasPrefix("Not counted, since the lesions were measured later") } == true)
  }

  /// 50 mm and 100 HU; 48 mm (−4 %) and 80 HU (−20 %): SD by RECIST, PR by Choi, SD by modified Choi, which asks for both.
  @Test(arguments: [
    (LesionCriteria.recist, Response.stable), (.choi, .partial), (.modifiedChoi, .stable),
  ])
  func criteria(_ criteria: LesionCriteria, _ response: Response) async throws {
    let member = try await member(
      "", ["A,2020-01-10,T1,target,liver,50,100,", "A,2020-03-20,T1,target,liver,48,80,"]
    ) { $0.judgement.criteria = criteria }
    #expect(member.best?.value.response == response && member.visits == [response])
    #expect((member.times[.responseDuration] != nil) == (response == .partial))
  }

  /// Two readers: 50 → 30 mm is PR, 50 → 40 mm SD. The first counts, or the one that is named; without rows of that one the source does.
  @Test(arguments: [
    (nil, Response.partial, true), ("one", .partial, true), ("two", .stable, true), ("three", .complete, false),
  ])
  func readers(_ reader: String?, _ response: Response, _ isMeasured: Bool) async throws {
    let rows = [("one", "50", "30"), ("two", "50", "40")].flatMap { name, before, after in
      ["A,2020-01-10,T1,target,liver,\(before),,\(name)", "A,2020-03-20,T1,target,liver,\(after),,\(name)"]
    }
    let member = try await member("  - {assessment: CT, response: CR, of: a, when: 2020-03-20}\n", rows) {
      $0.judgement.reader = reader
    }
    #expect(member.best?.value.response == response && member.isMeasured == isMeasured)
  }

  /// 50 → 65 mm on 2020-03-20 is progression (+30 %), 65 d after the first dose of a, which went on until 2020-05-20; under b 65 → 90 mm (+38 %) on
  /// 2020-08-20, 80 d after its first dose. Nobody judged either visit. Failure of a is its progression, and the index of b 80/65 = 1.23.
  @Test func failureAndGrowthModulationAreMeasured() async throws {
    let study = try CohortTests.study(
      ["A": Self.therapy("a", "2020-01-15", "    ends: 2020-05-20\n") + Self.therapy("b", "2020-06-01")],
      lesions: (["patient,date,lesion,role,site,finding", Self.row("2020-01-10", "50")]
        + [Self.row("2020-03-20", "65"), Self.row("2020-05-25", "65"), Self.row("2020-08-20", "90")]).joined(
          separator: "\n"))
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let first = try #require(CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1))).members.first)
    let failure = try #require(first.times[.treatmentFailure]?.value)
    #expect(failure.length.lower?.days == 65 && failure.length.upper?.days == 65 && failure.end == .progression)
    var options = CohortOptions(anchor: .line(2))
    let second = try #require(CohortOutcomes(outcomes, options: options).members.first)
    let index = try #require(second.growthIndex)
    #expect(abs((index.value.lower ?? 0) - 80.0 / 65) < 1e-9 && abs((index.value.upper ?? 0) - 80.0 / 65) < 1e-9)
    #expect(index.trace.remarks == ["The times are measured."])
    #expect(outcomes.patients.flatMap(\.traces).contains { $0.id == index.trace.id })
    // As the source judged, nothing progressed: the index has no upper bound.
    options.responses = .judged
    let judged = try #require(CohortOutcomes(outcomes, options: options).members.first?.growthIndex)
    #expect(judged.value.upper == nil && judged.trace.id == "A/cohort-line-2/gmi")
    #expect(index.trace.id == "A/line-2/gmi")
  }

  /// The outcomes of a therapy and of its line are measured like those of the cohort: PR by 50 → 25 mm on 2020-03-20, progression by 40 mm (+60 %, +15 mm) on
  /// 2020-06-01, 138 d after the first dose and 73 d after the response. The source judged SD and never progression; both have a trace.
  @Test func therapiesAndLinesAreMeasured() async throws {
    let outcome = try await Self.outcome(
      Self.therapy("a", "2020-01-15")
        + "  - {assessment: CT, id: ct, response: SD, of: a, when: 2020-03-20}\n",
      [Self.row("2020-01-10", "50"), Self.row("2020-03-20", "25"), Self.row("2020-06-01", "40")])
    let therapy = try #require(outcome.therapy("a"))
    #expect(therapy.isMeasured && therapy.bestResponse?.value.response == .partial)
    #expect(therapy.timeToProgression?.value.length.lower?.days == 138)
    #expect(therapy.progressionFreeSurvival?.value.end == .progression)
    #expect(therapy.responseDuration?.value.length.lower?.days == 73)
    #expect(therapy.judged?.bestResponse?.value.response == .stable)
    #expect(therapy.judged?.timeToProgression.value.isEvent == false)
    let line = try #require(outcome.lines.first)
    #expect(line.isMeasured && line.timeToProgression.value.length.upper?.days == 138)
    #expect(line.judged.bestResponse?.value.response == .stable)
    let ids = outcome.traces.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ["A/a/ttp", "A/a/ttp-judged", "A/line-1/pfs", "A/line-1/pfs-judged"] {
      #expect(ids.contains(id), "\(id)")
    }
  }

  /// Without lesions what was judged counts, under the plain names.
  @Test func withoutLesionsTheSourceCounts() async throws {
    let outcome = try await Self.outcome(
      Self.therapy("a", "2020-01-15") + "  - {assessment: CT, id: ct, response: SD, of: a, when: 2020-03-20}\n", [])
    let therapy = try #require(outcome.therapy("a"))
    #expect(!therapy.isMeasured && therapy.bestResponse?.value.response == .stable)
    #expect(!outcome.traces.contains { $0.id.hasSuffix("-judged") })
  }
}
