// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Outcomes
import Testing

/// Order from time, follow-up from evidence, progression from wherever it is stated. Days are worked out by hand beside each.
@Suite struct CourseOrderTests {
  static func outcomes(_ course: String, cutOff: String? = "2022-12-31") throws -> PatientOutcomes {
    let reading = StudyFolder.read(files: [
      "study.yaml": "study: Order\n" + (cutOff.map { "data cut-off: \($0)\n" } ?? ""),
      "patients/1.yaml": "patient: 1\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2019-12-01\n" + course,
    ])
    let study = try #require(reading.study, "\(reading.problems)")
    return PatientOutcomes(try #require(study.patients.first), in: study)
  }

  static func therapy(_ id: String, _ when: String, _ more: String = "", drug: String = "gemcitabine") -> String {
    "  - therapy: \(drug)\n    id: \(id)\n    when: \(when)\n" + more
  }

  static func visit(_ response: String, _ when: String, _ more: String = "") -> String {
    "  - assessment: CT\n    id: \(response.lowercased())-\(when)\n    response: \(response)\n    when: \(when)\n\(more)"
  }

  static func days(_ time: TimeToEvent?) -> [Double?] { [time?.length.lower?.days, time?.length.upper?.days] }

  // MARK: order

  /// PR and PD listed after both therapies lie in the time of the first: 2020-01-15 to 2020-06-01 are 138 d.
  @Test func assessmentsGoToTheTherapyInForce() throws {
    let outcomes = try Self.outcomes(
      Self.therapy("t1", "2020-01-15") + Self.therapy("t2", "2020-07-01") + Self.visit("PR", "2020-03-01")
        + Self.visit("PD", "2020-06-01"))
    let first = try #require(outcomes.therapy("t1"))
    #expect(first.bestResponse?.value.response == .partial)
    #expect(Self.days(first.timeToProgression?.value) == [138, 138])
    let second = try #require(outcomes.therapy("t2"))
    #expect(second.bestResponse == nil && second.timeToProgression?.value.isCensored == true)
  }

  /// What is seen on the day of the first dose is the baseline of that therapy, and the end of the one before.
  @Test func theDayOfTheFirstDoseBelongsToTheTherapyBefore() throws {
    let outcomes = try Self.outcomes(
      Self.visit("PD", "2020-07-01") + Self.therapy("t2", "2020-07-01") + Self.therapy("t1", "2020-01-15"))
    // 2020-01-15 to 2020-07-01 are 168 d.
    #expect(Self.days(outcomes.therapy("t1")?.timeToProgression?.value) == [168, 168])
    #expect(outcomes.therapy("t2")?.bestResponse == nil)
  }

  @Test func linesAreNumberedByTheirTimes() throws {
    let outcomes = try Self.outcomes(
      Self.therapy("late", "2021-01-15") + Self.therapy("early", "2020-01-15")
        + Self.therapy("middle", "2020-06-15", "    continues: early\n    intent: maintenance\n"))
    #expect(outcomes.lines.map(\.line.therapies) == [["early", "middle"], ["late"]])
    #expect(outcomes.lines.map(\.line.number) == [1, 2])
    #expect(outcomes.therapies.map(\.entry.id) == ["early", "middle", "late"])
  }

  /// Two therapies of one month: the order of the file decides, and that is told.
  @Test func whatTimeLeavesOpenIsTold() throws {
    let outcomes = try Self.outcomes(Self.therapy("b", "2020-03") + Self.therapy("a", "2020-03"))
    #expect(outcomes.lines.map(\.line.therapies) == [["b"], ["a"]])
    let remarks = outcomes.therapy("a")?.line?.trace.remarks ?? []
    #expect(remarks.contains { $0.contains("open between this line and b") })
  }

  @Test func aStatedNumberLeavesRoomForLinesThatAreNotRecorded() throws {
    let outcomes = try Self.outcomes(
      Self.therapy("t3", "2020-01-15", "    line: 3\n") + Self.therapy("next", "2020-07-15"))
    #expect(outcomes.lines.map(\.line.number) == [3, 4])
    #expect(outcomes.lines.map(\.line.numberInAdvancedDisease) == [3, 4])
    // No index of growth against a line that is not recorded.
    #expect(outcomes.lines.first?.growthModulationIndex == nil)
  }

  @Test func supportIsNoLine() throws {
    let outcomes = try Self.outcomes(
      Self.therapy("t1", "2020-01-15") + Self.therapy("bone", "2020-03-01", drug: "zoledronic acid")
        + Self.visit("SD", "2020-04-01") + Self.visit("PD", "2020-06-01"))
    #expect(outcomes.lines.map(\.line.therapies) == [["t1"]])
    let bone = try #require(outcomes.therapy("bone"))
    #expect(bone.line == nil && bone.timeToProgression == nil && bone.progressionFreeSurvival == nil)
    #expect(bone.bestResponse == nil)
    #expect(Self.days(outcomes.therapy("t1")?.timeToProgression?.value) == [138, 138])
  }

  // MARK: alive

  /// Last contact 2020-02-01, scan 2020-08-20: 263 d after diagnosis, and PFS (event) within survival.
  @Test func aScanRaisesTheLastContact() throws {
    let outcomes = try Self.outcomes(
      Self.therapy("t1", "2020-01-15") + Self.visit("PD", "2020-08-20")
        + "  - last contact: alive\n    when: 2020-02-01\n")
    let survival = try #require(outcomes.survivalFromDiagnosis)
    #expect(Self.days(survival.value) == [263, 263] && survival.value.end == .censored(.lastSeen))
    #expect(survival.trace.remarks.contains { $0.contains("after the last contact that is recorded") })
    #expect(survival.trace.inputs.last?.record == .entry("pd-2020-08-20", of: "1"))
  }

  /// Nothing later than a stop on 2020-05-20 (171 d): not the data cut-off. With a cut-off at which something goes on, that (1126 d).
  @Test func theCutOffIsEvidenceOnlyOfWhatGoesOn() throws {
    let lost = try Self.outcomes(Self.therapy("t1", "2020-01-15", "    ends: 2020-05-20\n"))
    #expect(Self.days(lost.survivalFromDiagnosis?.value) == [171, 171])
    #expect(Self.days(lost.therapy("t1")?.progressionFreeSurvival?.value) == [126, 126])
    let ongoing = try Self.outcomes(Self.therapy("t1", "2020-01-15", "    ongoing: true\n"))
    #expect(Self.days(ongoing.survivalFromDiagnosis?.value) == [1126, 1126])
    #expect(ongoing.survivalFromDiagnosis?.value.end == .censored(.cutOff))
  }

  /// Only its earliest time shows a patient alive where an entry has no time of its own: a stay of unknown length after 2020-03-01 (91 d).
  @Test func whatHasNoTimeOfItsOwnShowsLittle() throws {
    let outcomes = try Self.outcomes(
      "  - surgery: resection\n    id: op\n    when: 2020-03-01\n  - event: discharge\n    when: after op\n")
    #expect(Self.days(outcomes.survivalFromDiagnosis?.value) == [91, 91])
  }

  /// Plans and decisions show nobody alive: the last is the first dose.
  @Test func plansShowNothing() throws {
    let outcomes = try Self.outcomes(
      Self.therapy("t1", "2020-01-15") + "  - plan: surgery\n    when: 2020-09-01\n"
        + "  - decision: best supportive care\n    when: 2020-10-01\n")
    #expect(Self.days(outcomes.survivalFromDiagnosis?.value) == [45, 45])
  }

  /// After death and after the data cut-off nothing extends a time: SD on 2020-05-15 is 121 d from the first dose.
  @Test func nothingFollowsDeathOrTheCutOff() throws {
    let dead = try Self.outcomes(
      Self.therapy("t1", "2020-01-15") + Self.visit("PD", "2020-08-20") + "  - death: sarcoma\n    when: 2020-06-01\n")
    #expect(Self.days(dead.therapy("t1")?.progressionFreeSurvival?.value) == [138, 138])
    #expect(dead.therapy("t1")?.progressionFreeSurvival?.value.end == .death)
    let late = try Self.outcomes(
      Self.therapy("t1", "2020-01-15") + Self.visit("SD", "2020-05-15") + Self.visit("PD", "2020-08-20"),
      cutOff: "2020-06-30")
    let time = try #require(late.therapy("t1")?.progressionFreeSurvival)
    #expect(Self.days(time.value) == [121, 121] && time.value.isCensored)
    #expect(time.trace.remarks.contains { $0.hasPrefix("Left out, because it lies after death or the data cut-off") })
    #expect(late.therapy("t1")?.bestResponse?.value.response == .stable)
  }

  @Test func deathEndsWhatIsOngoing() throws {
    let outcomes = try Self.outcomes(
      Self.therapy("t1", "2020-01-15", "    ongoing: true\n") + "  - death: sarcoma\n    when: 2020-05-15\n")
    let duration = try #require(outcomes.therapy("t1")?.duration)
    #expect(Self.days(duration.value) == [0, 121] && duration.value.end == .stop)
    #expect(Self.days(outcomes.survivalFromDiagnosis?.value) == [166, 166])
  }

  // MARK: progression

  /// SD on day 60 and a stop for progression on day 126: between them by the study's rule and FDA's Table C, censored on day 60 by Table A.
  @Test func aStopForProgression() throws {
    let course =
      Self.therapy("t1", "2020-01-15", "    ends: 2020-05-20\n    stopped for: progression\n")
      + Self.visit("SD", "2020-03-15") + "  - last contact: alive\n    when: 2021-06-01\n"
    let time = try #require(try Self.outcomes(course).therapy("t1")?.progressionFreeSurvival?.value)
    #expect(Self.days(time) == [60, 126] && time.end == .progressionBeforeStop)
    // Documented before the stop, that day counts: 2020-05-18 is day 124.
    let shown = try Self.outcomes(course + Self.visit("PD", "2020-05-18")).therapy("t1")?.progressionFreeSurvival?.value
    #expect(Self.days(shown) == [124, 124] && shown?.end == .progression)
    // Documented only after the stop, the stop bounds it still.
    let after = try Self.outcomes(course + Self.visit("PD", "2020-07-01")).therapy("t1")?.progressionFreeSurvival?.value
    #expect(Self.days(after) == [60, 126])
  }

  /// A relapse or a new site ends the time on its day: 2020-04-10 is day 86. Sites that were known do not.
  @Test(arguments: [
    ("  - local relapse: thigh\n    when: 2020-04-10\n", NewDisease.localRelapse),
    ("  - metastases: [lung, liver]\n    id: new\n    when: 2020-04-10\n", .metastases),
  ])
  func newDisease(_ entry: String, _ kind: NewDisease) throws {
    let course = "  - metastases: [Lung]\n    when: 2019-12-01\n" + Self.therapy("t1", "2020-01-15") + entry
    let time = try Self.outcomes(course).therapy("t1")?.timeToProgression?.value
    #expect(Self.days(time) == [86, 86] && time?.end == .newDisease(kind))
    // What responds after it is no response of the therapy: progression is what is left.
    let best = try Self.outcomes(course + Self.visit("PR", "2020-06-01")).therapy("t1")?.bestResponse
    #expect(best?.value.response == .progressive && best?.value.isShown == true)
    let known = "  - metastases: [lung]\n    id: again\n    when: 2020-04-10\n"
    let free = try Self.outcomes(
      "  - metastases: [Lung]\n    when: 2019-12-01\n" + Self.therapy("t1", "2020-01-15") + known)
    #expect(free.therapy("t1")?.timeToProgression?.value.isCensored == true)
  }

  /// Two therapies that begin on one day end no time of each other.
  @Test func sameDayTherapies() throws {
    let outcomes = try Self.outcomes(
      Self.therapy("t1", "2020-01-15") + Self.therapy("t2", "2020-01-15", drug: "docetaxel")
        + "  - last contact: alive\n    when: 2020-03-15\n")
    #expect(Self.days(outcomes.therapy("t1")?.progressionFreeSurvival?.value) == [60, 60])
    #expect(
      outcomes.therapy("t1")?.progressionFreeSurvival?.trace.remarks.contains { $0.contains("same day") } == true)
  }

  // MARK: what has no time

  /// Adjuvant therapy without a time, listed last, is line 1: it does not follow treatment of advanced disease.
  @Test func anUndatedTherapyKeepsItsStage() throws {
    let undated = "  - therapy: ifosfamide\n    id: adjuvant\n    intent: adjuvant\n"
    let outcomes = try Self.outcomes(Self.therapy("t1", "2020-01-15", "    intent: palliative\n") + undated)
    #expect(outcomes.lines.map(\.line.therapies) == [["adjuvant"], ["t1"]])
    #expect(outcomes.lines.map(\.line.numberInAdvancedDisease) == [nil, 1])
    // And the other way round: palliative therapy listed first.
    let palliative = "  - therapy: ifosfamide\n    id: late\n    intent: palliative\n"
    let other = try Self.outcomes(palliative + Self.therapy("t1", "2020-01-15", "    intent: neoadjuvant\n"))
    #expect(other.lines.map(\.line.therapies) == [["t1"], ["late"]])
  }

  /// Listed between two therapies it lies between them: 0 to 168 d after the first dose on 2020-01-15.
  @Test func anUndatedAssessmentLiesBetweenItsNeighbours() throws {
    let undated = "  - assessment: CT\n    id: ct\n    response: PD\n"
    let outcomes = try Self.outcomes(Self.therapy("t1", "2020-01-15") + undated + Self.therapy("t2", "2020-07-01"))
    let time = try #require(outcomes.therapy("t1")?.timeToProgression?.value)
    #expect(Self.days(time) == [0, 168] && time.end == .progression)
    #expect(outcomes.timeline.conflicts.isEmpty)
    // Where the therapies are listed backwards the order of the file says nothing of the second.
    let backwards = try Self.outcomes(Self.therapy("t2", "2020-07-01") + undated + Self.therapy("t1", "2020-01-15"))
    #expect(backwards.timeline.conflicts.isEmpty)
  }

  /// A relapse without a time is not before the diagnosis on 2019-12-01.
  @Test func anUndatedRelapseFollowsTheDiagnosis() throws {
    let outcomes = try Self.outcomes("  - local relapse: thigh\n    id: relapse\n")
    let relapse = try #require(outcomes.timeline.start(of: "relapse"))
    #expect(outcomes.timeline.bounds(of: relapse).earliest == Day(iso: "2019-12-01"))
  }

  /// Metastases of the lung on 2019-12-15 and again on 2020-04-01, 77 d after the first dose on 2020-01-15: new only at another site, whatever the lung is called.
  @Test(arguments: [
    ("lung", "Lunge", false), ("Lunge", "lungs", false), ("lung", "pulmonary", false),
    ("lung, liver", "Lunge, Leber", false),
    ("lung", "left lung", false), ("left lung", "right lung", true), ("lung", "Leber", true),
    ("thyroid", "Thyroid", false),
  ])
  func newSites(before: String, now: String, isNew: Bool) throws {
    let outcomes = try Self.outcomes(
      "  - metastases: [\(before)]\n    id: m1\n    when: 2019-12-15\n" + Self.therapy("t1", "2020-01-15")
        + "  - metastases: [\(now)]\n    id: m2\n    when: 2020-04-01\n  - last contact: alive\n    when: 2020-12-31\n")
    let time = try #require(outcomes.therapy("t1")?.timeToProgression?.value)
    #expect(time.isCensored == !isNew)
    if isNew { #expect(Self.days(time) == [77, 77]) }
  }
}
