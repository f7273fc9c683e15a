// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Outcomes
import Plain
import Testing

/// Courses as hospitals and registries export them. Days are worked out by hand beside each.
@Suite struct HospitalRecordTests {
  private func outcomes(_ course: String, cutOff: String = "2023-12-31") throws -> PatientOutcomes {
    try CourseOrderTests.outcomes(course, cutOff: cutOff)
  }

  private func therapy(_ id: String, _ when: String, _ more: String = "") -> String {
    CourseOrderTests.therapy(id, when, more)
  }

  private func visit(_ response: String, _ when: String, _ more: String = "") -> String {
    CourseOrderTests.visit(response, when, more)
  }

  private func days(_ time: TimeToEvent?) -> [Double?] { CourseOrderTests.days(time) }

  // MARK: after the data cut-off

  /// Who is seen, or dies, after the data cut-off was alive at it: 2019-12-01 to 2023-12-31 are 1491 d. To the day or to the month.
  @Test(arguments: ["last contact: alive", "death: sarcoma"]) func followUpBeyondTheCutOff(_ entry: String) throws {
    for when in ["2024-12-01", "2024-12", "2024"] {
      let survival = try outcomes(
        therapy("t1", "2020-02-01", "    ends: 2020-07-15\n") + "  - \(entry)\n    when: \(when)\n"
      ).survivalFromDiagnosis?.value
      #expect(days(survival) == [1491, 1491] && survival?.isCensored == true, "\(entry), \(when)")
    }
  }

  /// A scan after the cut-off extends nothing, and what lies before it still counts: the stop on 2020-07-15 is 227 d after diagnosis.
  @Test func aScanAfterTheCutOffExtendsNothing() throws {
    let course = try outcomes(therapy("t1", "2020-02-01", "    ends: 2020-07-15\n") + visit("PD", "2024-06-01"))
    #expect(days(course.survivalFromDiagnosis?.value) == [227, 227])
    #expect(course.therapy("t1")?.timeToProgression?.value.isCensored == true)
    #expect(course.therapy("t1")?.bestResponse == nil)
  }

  // MARK: what is stated outweighs what is implied

  /// A death of May 2023 and a contact in June contradict each other; the month that is stated stands: 1247 to 1277 d.
  @Test func aMonthOfDeathStands() throws {
    let course = try outcomes("  - death: sarcoma\n    when: 2023-05\n  - last contact: alive\n    when: 2023-06-15\n")
    let survival = try #require(course.survivalFromDiagnosis?.value)
    #expect(days(survival) == [1247, 1277] && survival.end == .death)
    #expect(!course.timeline.conflicts.isEmpty)
  }

  // MARK: stops

  /// The scan of 2020-05-30 documents the stop for progression on 2020-05-20: the scan's day counts (136 d), by the study's rule as by FDA's Table A.
  @Test func aScanSoonAfterTheStopDocumentsIt() throws {
    let course = therapy("t1", "2020-01-15", "    ends: 2020-05-20\n    stopped for: progression\n")
    let time = try outcomes(course + visit("PD", "2020-05-30")).therapy("t1")?.progressionFreeSurvival?.value
    #expect(days(time) == [136, 136] && time?.end == .progression)
    // 28 d after it still documents it, 29 d no more.
    #expect(
      days(try outcomes(course + visit("PD", "2020-06-17")).therapy("t1")?.timeToProgression?.value) == [154, 154])
    #expect(days(try outcomes(course + visit("PD", "2020-06-18")).therapy("t1")?.timeToProgression?.value) == [0, 126])
  }

  /// Nothing says when a therapy ended that has a first dose and nothing else: no stop, no event.
  @Test func aStopThatNobodyStates() throws {
    let course = try outcomes(therapy("t1", "2020-01-15") + "  - last contact: alive\n    when: 2020-03-15\n")
    let duration = try #require(course.therapy("t1")?.duration.value)
    #expect(duration.isCensored && duration.end == .censored(.stopNotStated) && duration.length.upper == nil)
    // The next therapy bounds it: 2020-01-15 to 2020-06-15 are 152 d.
    let next = try outcomes(therapy("t1", "2020-01-15") + therapy("t2", "2020-06-15"))
    #expect(next.therapy("t1")?.duration.value.isDetermined == true)
  }

  // MARK: disease

  /// After a complete response any disease is progression, at a known site too: 2020-01-15 to 2020-09-01 are 230 d.
  @Test func aKnownSiteIsNewAfterACompleteResponse() throws {
    let before = "  - metastases: [lung]\n    when: 2019-12-10\n" + therapy("t1", "2020-01-15")
    let again = "  - metastases: [lung]\n    id: again\n    when: 2020-09-01\n"
    let time = try outcomes(before + visit("CR", "2020-05-01") + again).therapy("t1")?.timeToProgression?.value
    #expect(days(time) == [230, 230] && time?.end == .newDisease(.metastases))
    #expect(
      try outcomes(before + visit("PR", "2020-05-01") + again).therapy("t1")?.timeToProgression?.value.isCensored
        == true
    )
  }

  /// The first metastases, found within four weeks of the first dose of palliative therapy, are what it treats.
  @Test func stagingIsNoProgression() throws {
    func time(_ day: String, _ intent: String) throws -> TimeToEvent? {
      try outcomes(
        therapy("t1", "2020-01-15", "    intent: \(intent)\n") + "  - metastases: [lung]\n    id: m\n    when: \(day)\n"
      ).therapy("t1")?.timeToProgression?.value
    }
    #expect(try time("2020-01-17", "palliative")?.isCensored == true)
    #expect(try time("2020-02-12", "palliative")?.isCensored == true)
    #expect(days(try time("2020-02-13", "palliative")) == [29, 29])
    #expect(days(try time("2020-01-17", "adjuvant")) == [2, 2])
  }

  // MARK: lines

  /// Maintenance that names nothing continues the therapy before it; trabectedin is line 2, and line 1 lasts until 2020-09-08 (237 d).
  @Test func maintenanceWithoutAName() throws {
    let induction = therapy("dox", "2020-01-15", "    ends: 2020-05-01\n") + visit("SD", "2020-05-01")
    let after =
      therapy("main", "2020-05-31", "    intent: maintenance\n") + visit("PD", "2020-09-08")
      + therapy("trab", "2020-10-01")
    let course = try outcomes(induction + after)
    #expect(course.lines.map(\.line.therapies) == [["dox", "main"], ["trab"]])
    #expect(days(course.lines.first?.timeToProgression.value) == [237, 237])
    #expect(course.lines.first?.line.continuation != nil)
    // After progression it is a line of its own.
    let failed = try outcomes(therapy("dox", "2020-01-15") + visit("PD", "2020-05-01") + after)
    #expect(failed.lines.map(\.line.therapies) == [["dox"], ["main"], ["trab"]])
  }

  /// Two therapies of one day share what is seen under them: 2020-05-01 is 107 d after it.
  @Test func therapiesOfOneDayShareTheirVisits() throws {
    let course = try outcomes(
      therapy("a", "2020-01-15") + CourseOrderTests.therapy("b", "2020-01-15", drug: "docetaxel")
        + visit("PD", "2020-05-01"))
    for id in ["a", "b"] { #expect(days(course.therapy(id)?.timeToProgression?.value) == [107, 107], "\(id)") }
  }

  /// What names a therapy but was seen before its first dose, or after the next line began, is no best response of it.
  @Test func responsesOutsideTheTherapy() throws {
    let of = "    of: t1\n"
    let early = try outcomes(
      therapy("t1", "2020-01-15") + visit("PR", "2020-01-09", of) + visit("SD", "2020-04-01", of))
    #expect(early.therapy("t1")?.bestResponse?.value.response == .stable)
    let late = try outcomes(
      therapy("t1", "2020-01-15") + visit("SD", "2020-04-01", of) + therapy("t2", "2020-06-01")
        + visit("CR", "2021-04-01", of))
    #expect(late.therapy("t1")?.bestResponse?.value.response == .stable)
  }

  /// The time to relapse after adjuvant therapy is no denominator of growth modulation.
  @Test func noGrowthModulationAgainstAdjuvantTherapy() throws {
    let course = try outcomes(
      therapy("adj", "2020-01-15", "    intent: adjuvant\n    ends: 2020-05-01\n")
        + "  - local relapse: thigh\n    when: 2021-01-15\n" + therapy("t1", "2021-02-01", "    intent: palliative\n")
        + visit("PD", "2021-08-01") + therapy("t2", "2021-09-01") + visit("PD", "2021-12-01"))
    #expect(course.lines.map { $0.growthModulationIndex == nil } == [true, true, false])
  }

  // MARK: examination

  @Test(arguments: [
    ("clinical examination", true), ("physical examination", true), ("klinische Untersuchung", true),
    ("tumour board", true), ("symptoms", true), ("CT", false), ("CT/clinical", false), ("MRI and examination", false),
    ("PET-CT", false), ("not stated", false),
  ])
  func whatIsNoImaging(_ modality: String, _ isClinical: Bool) {
    #expect(Assessment(modality: .stated(modality)).isClinical == isClinical, "\(modality)")
  }

  // MARK: the end of observation

  /// Alive at the cut-off because something is recorded after it is no last contact; where a contact of that day is, it is.
  @Test func seenOnlyAfterTheCutOff() throws {
    let course = try outcomes("  - death: sarcoma\n    when: 2024-06-01\n")
    #expect(course.survivalFromDiagnosis?.value.end == .censored(.cutOff))
    let seen = try outcomes(
      "  - last contact: alive\n    when: 2023-12-31\n  - death: sarcoma\n    when: 2024-06-01\n")
    #expect(seen.survivalFromDiagnosis?.value.end == .censored(.alive))
  }

  /// A death before the data cut-off leaves nothing out; a scan after death is.
  @Test func onlyWhatComesTooLateIsLeftOut() throws {
    let dead = "  - death: sarcoma\n    when: 2021-02-01\n"
    let course = try outcomes(therapy("t1", "2020-02-01") + dead)
    #expect(course.survivalFromDiagnosis?.trace.remarks.isEmpty == true)
    #expect(course.therapy("t1")?.progressionFreeSurvival?.trace.remarks.isEmpty == true)
    let late = try outcomes(therapy("t1", "2020-02-01") + dead + visit("PD", "2021-03-01"))
    #expect(
      late.therapy("t1")?.progressionFreeSurvival?.trace.remarks.contains {
        $0.hasPrefix("Left out") && $0.contains("2021-03-01") && !$0.contains("data cut-off,")
      } == true)
  }

  /// Nothing begins after death or after the cut-off: there is no time from such a therapy, to progression neither.
  @Test(arguments: ["2021-03-01", "2024-03-01"]) func therapiesAfterTheEnd(_ when: String) throws {
    let dead = when < "2024" ? "  - death: sarcoma\n    when: 2021-02-01\n" : ""
    let late = try #require(try outcomes(dead + therapy("t1", when)).therapy("t1"))
    #expect(late.timeToProgression?.value.isDetermined == false)
    #expect(late.progressionFreeSurvival?.value.isDetermined == false)
    #expect(late.duration.value.isDetermined == false)
  }

  /// From 2020-02-01 to the death of 2021-02-01 are 366 d, to the cut-off of 2023-12-31 1429; the stops are recorded later: 20 d after the death, when the centre heard of it. One 89 d after it leaves open which of the two is wrong.
  @Test func treatmentEndsWithObservation() throws {
    let late = therapy("t1", "2020-02-01", "    ends: 2021-05-01\n")
    let open = try #require(
      try outcomes(late + "  - death: sarcoma\n    when: 2021-02-01\n").therapy("t1")?.duration)
    #expect(!open.value.isDetermined && open.trace.value.contains("by 89 d"), "\(open.trace.value)")
    let stop = therapy("t1", "2020-02-01", "    ends: 2021-02-21\n")
    let dead = try #require(
      try outcomes(stop + "  - death: sarcoma\n    when: 2021-02-01\n").therapy("t1")?.duration)
    #expect(days(dead.value) == [366, 366] && dead.value.end == .stop)
    #expect(dead.trace.remarks.contains { $0.contains("2021-02-21") && $0.contains("death") })
    let beyond = try #require(
      try outcomes(therapy("t1", "2020-02-01", "    ends: 2024-05-01\n")).therapy("t1")?.duration.value)
    #expect(days(beyond) == [1429, 1429] && beyond.end == .censored(.ongoing))
  }

  // MARK: what does not count is told

  /// Stopped for progression on 2020-05-20; a scan of 2020-05-30 documents it, one of 2020-08-20 does not: 136 d, and at most 126 d.
  @Test func scansAfterAStopForProgression() throws {
    let course = therapy("t1", "2020-01-15", "    ends: 2020-05-20\n    stopped for: progression\n")
    let soon = try #require(try outcomes(course + visit("PD", "2020-05-30")).therapy("t1")?.timeToProgression)
    #expect(days(soon.value) == [136, 136])
    #expect(soon.trace.remarks.contains { $0.contains("stop of t1") && $0.contains("2020-05-20") })
    let late = try #require(try outcomes(course + visit("PD", "2020-08-20")).therapy("t1")?.timeToProgression)
    #expect(days(late.value) == [0, 126])
    #expect(late.trace.remarks.contains { $0.contains("2020-08-20") && $0.contains("not taken to document it") })
  }

  @Test func aResponseAfterProgressionIsTold() throws {
    let course = try outcomes(therapy("t1", "2020-01-15") + visit("PD", "2020-03-15") + visit("PR", "2020-06-15"))
    let time = try #require(course.therapy("t1")?.timeToProgression)
    #expect(days(time.value) == [60, 60])
    #expect(time.trace.remarks == ["Not counted, after the progression: PR (CT), 2020-06-15."])
  }

  // MARK: maintenance of what had failed

  /// Maintenance that continues by the record what had ended in progression is another line; after stable disease it is none.
  @Test func maintenanceAfterProgression() throws {
    func lines(_ response: String, _ more: String = "") throws -> [LineOfTherapy] {
      try outcomes(
        therapy("dox", "2020-01-15", more) + visit(response, "2020-05-01")
          + therapy("main", "2020-05-31", "    intent: maintenance\n    continues: dox\n")
      ).lines.map(\.line)
    }
    #expect(try lines("SD").map(\.therapies) == [["dox", "main"]])
    let failed = try lines("PD")
    #expect(failed.map(\.therapies) == [["dox"], ["main"]])
    #expect(failed.last?.continuation?.english.contains("pd-2020-05-01") == true)
    #expect(
      try lines("SD", "    ends: 2020-05-10\n    stopped for: progression\n").map(\.therapies) == [["dox"], ["main"]])
  }

  // MARK: a stop that nobody states

  private func member(_ course: String, anchor: CohortOptions.Anchor = .line(1)) async throws -> CohortMember {
    let study = try CohortTests.study(["A": "  - diagnosis: leiomyosarcoma\n    when: 2019-12-01\n" + course])
    return try #require(
      CohortOutcomes(
        await StudyOutcomes(study, library: RegimenLibrary()), options: CohortOptions(anchor: anchor)
      ).members.first)
  }

  /// First dose 2020-02-10, no end stated. Trabectedin begins on 2020-07-01, 142 d later: failure came by then. Four cycles of 21 d began by day 63.
  /// Without another therapy time ends where treatment is last certain, not at the contact three years later.
  @Test func failureWithoutAStatedStop() async throws {
    let contact = "  - last contact: alive\n    when: 2021-12-30\n"
    let next = therapy("trab", "2020-07-01", "    ends: 2020-10-01\n")
    let cycles = "    cycles: 4\n    every: 21 d\n"
    func failure(_ course: String) async throws -> TimeToEvent? {
      try await member(course + contact).times[.treatmentFailure]?.value
    }
    let bare = try await failure(therapy("dox", "2020-02-10") + next)
    #expect(days(bare) == [0, 142] && bare?.end == .stop)
    let counted = try await failure(therapy("dox", "2020-02-10", cycles) + next)
    #expect(days(counted) == [63, 142] && counted?.isEvent == true)
    let alone = try await failure(therapy("dox", "2020-02-10", cycles))
    #expect(days(alone) == [63, 63] && alone?.end == .censored(.stopNotStated))
    // A progression is its failure, as treatment goes on until then; of a death only that it stopped by then. 2020-05-10 is day 90, 2020-08-10 day 182.
    #expect(days(try await failure(therapy("dox", "2020-02-10", cycles) + visit("PD", "2020-05-10"))) == [90, 90])
    let dead = try await member(therapy("dox", "2020-02-10", cycles) + "  - death: disease\n    when: 2020-08-10\n")
      .times[.treatmentFailure]?.value
    #expect(days(dead) == [63, 182] && dead?.isEvent == true)
  }

  /// Liver metastases under induction end its line: maintenance after them is line 2.
  @Test(arguments: ["metastases: [liver]", "local relapse: thigh"]) func maintenanceAfterNewDisease(_ entry: String)
    throws
  {
    let course = try outcomes(
      "  - metastases: [lung]\n    when: 2020-02-01\n" + therapy("gd", "2020-02-10", "    ends: 2020-06-01\n")
        + "  - \(entry)\n    id: new\n    when: 2020-05-20\n"
        + therapy("m", "2020-06-15", "    intent: maintenance\n    continues: gd\n"))
    #expect(course.lines.map(\.line.therapies) == [["gd"], ["m"]])
    #expect(days(course.therapy("gd")?.timeToProgression?.value) == [100, 100])
  }

  // MARK: responses

  /// PR "2020-05" under a therapy of 2020-05-12 is of that day at the earliest: to the progression of 2020-06-21 it held 21 to 40 d.
  @Test func aResponseIsNotOlderThanItsTherapy() throws {
    let course = try outcomes(therapy("t1", "2020-05-12") + visit("PR", "2020-05") + visit("PD", "2020-06-21"))
    #expect(days(course.therapy("t1")?.responseDuration?.value) == [21, 40])
    #expect(days(course.therapy("t1")?.timeToProgression?.value) == [40, 40])
  }

  /// Of two judgements of one day the least good counts, and it is told: 2020-02-10 to 2020-03-20 are 39 d.
  @Test func oneDayJudgedTwice() throws {
    let course = try outcomes(
      therapy("t1", "2020-02-10") + visit("PR", "2020-03-20") + visit("PD", "2020-03-20"))
    let outcome = try #require(course.therapy("t1"))
    #expect(outcome.bestResponse?.value.response == .progressive && outcome.responseDuration == nil)
    #expect(days(outcome.timeToProgression?.value) == [39, 39])
    #expect(outcome.bestResponse?.trace.remarks.contains { $0.hasPrefix("Judged differently on one day") } == true)
  }

  /// Death ends a response as an event, in the table of therapies as in the cohort: 2020-04-01 to 2020-09-01 are 153 d.
  @Test func deathEndsAResponse() async throws {
    let course =
      therapy("t1", "2020-02-10") + visit("PR", "2020-04-01") + "  - death: disease\n    when: 2020-09-01\n"
    let held = try outcomes(course).therapy("t1")?.responseDuration?.value
    #expect(days(held) == [153, 153] && held?.end == .death)
    #expect(try await member(course).times[.responseDuration]?.value == held)
  }

  /// Two lines that begin on one day have no growth modulation index of each other.
  @Test func noIndexOfOneDay() throws {
    let course = try outcomes(
      therapy("a", "2020-02-10") + CourseOrderTests.therapy("b", "2020-02-10", drug: "ifosfamide")
        + visit("PD", "2020-05-01"))
    #expect(course.lines.count == 2 && course.lines.allSatisfy { $0.growthModulationIndex == nil })
  }

  /// Lung at the start, liver found later: the liver is not of the baseline.
  @Test func metastasesAtTheStart() async throws {
    let found = try await member(
      "  - metastases: [lung]\n    id: m1\n    when: 2020-02-01\n" + therapy("t1", "2020-02-10")
        + "  - metastases: [bone]\n    id: m2\n    when: 2020-03-09\n  - metastases: [liver]\n    id: m3\n    when: 2020-03-10\n"
    )
    // 28 and 29 d after the first dose.
    #expect(found.metastasesAtStart.flatMap(\.sites) == ["lung", "bone"])
  }

  /// Given on days 0, 21 and 42 of a therapy that was stopped on 2020-06-20, 131 d after its first dose. An omitted dose is none. With the last day counted each is a
  /// day longer.
  @Test(arguments: [
    ("stop", "exclusive", 131.0), ("last dose", "exclusive", 42), ("stop", "inclusive", 132),
    ("last dose", "inclusive", 43),
  ])
  func treatmentEnds(_ definition: String, _ days: String, _ expected: Double) throws {
    let reading = StudyFolder.read(files: [
      "study.yaml":
        "study: Dose\ndata cut-off: 2021-12-31\ndefinitions:\n  treatment ends: \(definition)\n  days: \(days)\n",
      "patients/A.yaml": "patient: A\ncourse:\n" + therapy("t1", "2020-02-10", "    ends: 2020-06-20\n"),
      "administrations.csv": """
      patient,therapy,cycle,day,date,dose
      A,t1,1,1,2020-02-10,1000 mg/m2
      A,t1,2,1,2020-03-02,1000 mg/m2
      A,t1,3,1,2020-03-23,1000 mg/m2
      A,t1,4,1,2020-04-13,omitted

      """,
    ])
    let study = try #require(reading.study, "\(reading.problems)")
    let outcome = PatientOutcomes(try #require(study.patients.first), in: study)
    #expect(self.days(outcome.therapy("t1")?.duration.value) == [expected, expected])
  }
}
