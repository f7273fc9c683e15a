// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain
import Testing
import TumourResponse

/// Measurements that may lie on either side of a first dose: what follows from them is open where the sides differ.
@Suite struct OpenBaselineTests {
  private func outcomes(_ course: String, _ rows: [(String, String)]) async throws -> StudyOutcomes {
    let study = try CohortTests.study(
      ["A": course + "  - {last contact: true, when: 2021-06-01}\n"],
      lesions: (["patient,date,lesion,role,site,finding"] + rows.map { TherapyCourseTests.row($0, $1) }).joined(
        separator: "\n"))
    return await StudyOutcomes(study, library: RegimenLibrary())
  }

  private let inJanuary = TherapyCourseTests.therapy("a", "2020-01", "    ends: 2020-05-20\n")

  /// 50 mm on the 10th, 25 on the 20th, 20 in May. Against the 10th −50 % and −60 %: PR. Against the 20th, if the first dose came later, −20 %: SD, 110 d after the
  /// 31st. No progression with either: censored on 2021-06-01, 517 d after 2020-01-01 and 487 d after 2020-01-31.
  @Test func theBaselineIsOpen() async throws {
    let outcomes = try await outcomes(
      inJanuary, [("2020-01-10", "50"), ("2020-01-20", "25"), ("2020-05-20", "20")])
    let patient = try #require(outcomes.patients.first)
    let therapy = try #require(patient.therapy("a"))
    #expect(therapy.bestResponse?.value.words == "PR or SD (order open)" && therapy.bestResponse?.value.response == nil)
    #expect(therapy.responseDuration?.value.text() == "not determined (whether there was a response is open)")
    let free = try #require(therapy.progressionFreeSurvival?.value)
    #expect(!free.isEvent && free.length.lower?.days == 487 && free.length.upper?.days == 517)
    let course = try #require(patient.lesionCourses.first)
    #expect(course.possible.map { "\($0.course.baseline.date)" } == ["2020-01-10", "2020-01-20"])
    #expect(course.possible.map { $0.start.latest.map { "\($0)" } } == ["2020-01-19", "2020-01-31"])
    #expect(course.baselineMark == "baseline open: 2020-01-10 or 2020-01-20")

    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1)))
    let member = try #require(cohort.members.first)
    #expect(member.best?.value.words == "PR or SD (order open)")
    #expect(cohort.objectiveResponse.yes == 0 && cohort.objectiveResponse.undecided == 1)
    #expect(cohort.diseaseControl.yes == 1 && cohort.diseaseControl.undecided == 0)
    #expect(cohort.times(.responseDuration).isEmpty && cohort.leftOut(.responseDuration).map(\.patient) == ["A"])
  }

  /// The same with a day: the 12th has one baseline, the 10th; the 20th is a visit.
  @Test func nothingIsOpenWithADay() async throws {
    let outcomes = try await outcomes(
      TherapyCourseTests.therapy("a", "2020-01-12"),
      [("2020-01-10", "50"), ("2020-01-20", "25"), ("2020-05-20", "20")])
    let patient = try #require(outcomes.patients.first)
    #expect(patient.therapy("a")?.bestResponse?.value.words == "PR")
    #expect(patient.lesionCourses[0].possible.isEmpty && patient.lesionCourses[0].openWords == nil)
    // 2020-01-20 to 2021-06-01: 498 d.
    #expect(patient.therapy("a")?.responseDuration?.value.length.lower?.days == 498)
  }

  /// Both baselines give PR: 50 mm or 45 mm, then 20 (−60 % or −56 %): certain, although the baseline is open.
  @Test func whatAgreesIsCertain() async throws {
    let outcomes = try await outcomes(
      inJanuary, [("2020-01-10", "50"), ("2020-01-20", "45"), ("2020-05-20", "20")])
    let therapy = try #require(outcomes.patients[0].therapy("a"))
    #expect(therapy.bestResponse?.value.words == "PR")
    // 2020-05-20 to 2021-06-01: 377 d.
    #expect(therapy.responseDuration?.value.length == LengthBounds(exactly: .days(377)))
  }

  /// 50 mm on the 10th, 60 on the 20th, 62 in March. Against the 10th the 20th is progression (+20 %, +10 mm), at most 19 d after a first dose in January;
  /// against the 20th (+3 %) SD on 2020-03-20, and none until 2021-06-01, at most 517 d after it. Whether there was an event is open.
  @Test func theProgressionIsOpen() async throws {
    let outcomes = try await outcomes(
      inJanuary, [("2020-01-10", "50"), ("2020-01-20", "60"), ("2020-03-20", "62")])
    let therapy = try #require(outcomes.patients[0].therapy("a"))
    #expect(therapy.bestResponse?.value.response == nil && therapy.bestResponse?.value.words == "PD or SD (order open)")
    let free = try #require(therapy.progressionFreeSurvival?.value)
    #expect(free.length.lower == .zero && free.length.upper?.days == 517 && !free.isEvent)
    #expect(free.end.words == "progression, or censored, last contact: which is open")
  }

  /// The second line began in June: 20 of 50 mm on the 20th are PR of the first line, or the baseline of the second. So SD or PR of the first; of the second PR
  /// against 50 mm of 2020-05-20, or SD against 20 mm.
  @Test func theNextLineInAMonth() async throws {
    let outcomes = try await outcomes(
      TherapyCourseTests.therapy("a", "2020-01-15", "    ends: 2020-05-20\n")
        + TherapyCourseTests.therapy("b", "2020-06"),
      [("2020-01-10", "50"), ("2020-05-20", "50"), ("2020-06-20", "20"), ("2020-08-20", "20")])
    let patient = try #require(outcomes.patients.first)
    #expect(patient.lines.map { $0.bestResponse?.value.words } == ["SD or PR (order open)", "PR or SD (order open)"])
    #expect(patient.lesionCourses[0].openDays.map(\.description) == ["2020-06-20"])
    #expect(patient.lesionCourses[1].openDays.isEmpty)
    let first = try #require(patient.lesionCourses.first)
    #expect(
      first.openWords?.english == "2020-06-20 came before or after the next therapy began (2020-06-01 to 2020-06-30)")
  }

  /// A therapy without a date, between the diagnosis and the last contact: 50, 25, 20 mm. Against the first PR, against the second SD (−20 %; NE if the dose came
  /// within six weeks before the third), against the third nothing was seen.
  @Test func anUndatedTherapy() async throws {
    let outcomes = try await outcomes(
      "  - {diagnosis: leiomyosarcoma, when: 2019-12-01}\n  - {therapy: a, id: a}\n",
      [("2020-01-10", "50"), ("2020-03-20", "25"), ("2020-05-20", "20")])
    let best = try #require(outcomes.patients[0].therapy("a")?.bestResponse?.value)
    #expect(best.response == nil && best.words == "PR or SD or NE (order open)")
    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1)))
    #expect(cohort.objectiveResponse.undecided == 1)
  }

  /// Stable disease counts from 42 d after the first dose: 2020-02-20 is 50 d after 2020-01-01 and 20 d after 2020-01-31. SD or NE.
  @Test func sixWeeksAfterADoseInAMonth() async throws {
    let outcomes = try await outcomes(inJanuary, [("2019-12-30", "50"), ("2020-02-20", "50")])
    #expect(outcomes.patients[0].therapy("a")?.bestResponse?.value.words == "NE or SD (order open)")
    let later = try await self.outcomes(inJanuary, [("2019-12-30", "50"), ("2020-03-13", "50")])
    // 42 d after 2020-01-31.
    #expect(later.patients[0].therapy("a")?.bestResponse?.value.words == "SD")
  }
}
