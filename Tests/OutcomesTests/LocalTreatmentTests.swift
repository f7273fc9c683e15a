// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain
import Testing
import TumourResponse

/// What was cut out, irradiated or ablated under a therapy has not responded to it. T1 in the liver, 50 mm before a and on 2020-03-20.
@Suite struct LocalTreatmentTests {
  private func outcome(
    _ entry: String, _ last: String = "absent", _ more: [String] = [], column: String = ""
  ) async throws -> PatientOutcomes {
    try await TherapyCourseTests.outcome(
      TherapyCourseTests.therapy("a", "2020-01-15") + entry + "  - {last contact: true, when: 2021-06-01}\n",
      [
        TherapyCourseTests.row("2020-01-10", "50"), TherapyCourseTests.row("2020-03-20", "50"),
        TherapyCourseTests.row("2020-07-20", last),
      ] + more)
  }

  private func points(_ outcome: PatientOutcomes) -> [String] {
    outcome.lesionCourses.flatMap { $0.points().map(\.overall.rawValue) }
  }

  /// 50, 50, then gone after the operation: SD and no CR; ablated; irradiated and 25 of 50 mm: no PR.
  @Test(arguments: [
    ("  - {surgery: resection, site: liver, when: 2020-05-25}\n", "absent"),
    ("  - {surgery: resection of liver metastasis, when: 2020-05-25}\n", "absent"),
    ("  - {surgery: Hemihepatektomie rechts, when: 2020-05-25}\n", "absent"),
    ("  - {surgery: Metastasenresektion, site: Leber, when: 2020-05}\n", "absent"),
    ("  - {ablation: liver, when: 2020-05-25}\n", "20"), ("  - {ablation: T1, when: 2020-05-25}\n", "absent"),
    ("  - {radiotherapy: liver, when: 2020-05-25, ends: 2020-06-10}\n", "25"),
    ("  - {radiotherapy: Lebermetastase, when: 2020-01-02, ends: 2020-02-10}\n", "25"),
  ])
  func whatWasTreatedIsNoResponse(entry: String, last: String) async throws {
    let outcome = try await outcome(entry, last)
    let began = entry.contains("2020-01-02")
    #expect(points(outcome) == [began ? "NE" : "SD", "NE"])
    let best = outcome.therapy("a")?.bestResponse?.value.response
    #expect(best == (began ? .notEvaluable : .stable))
    #expect(outcome.lesionCourses[0].notes.contains { $0.english.hasPrefix("T1: treated locally (") })
  }

  /// Elsewhere, before the baseline, after the last visit, of another side or under the next line nothing is touched; nor by what takes no lesion away.
  @Test(arguments: [
    "  - {surgery: resection, site: lung, when: 2020-05-25}\n", "  - {radiotherapy: right thigh, when: 2020-05-25}\n",
    "  - {surgery: lobectomy, when: 2020-05-25}\n", "  - {surgery: resection, site: liver, when: 2020-01-05}\n",
    "  - {surgery: resection, site: liver, when: 2020-08-01}\n", "  - {ablation: T2, when: 2020-05-25}\n",
    "  - {surgery: port implantation, when: 2020-05-25}\n", "  - {biopsy: liver, when: 2020-05-25}\n", "",
  ])
  func elsewhereNothingIsTouched(entry: String) async throws {
    let outcome = try await outcome(entry, "25")
    #expect(points(outcome) == ["SD", "PR"])
    #expect(outcome.lesionCourses[0].openTreatments.isEmpty)
  }

  /// Where the site is not stated the lesions count as measured, and it is open; so is a year that has days before the baseline.
  @Test func whatIsOpen() async throws {
    let siteless = try await outcome("  - {surgery: complete excision, id: op, when: 2020-05-25}\n", "25")
    #expect(points(siteless) == ["SD", "PR"])
    #expect(siteless.lesionCourses[0].openTreatments.map(\.lesions) == [["T1"]])
    #expect(siteless.lesionCourses[0].openTreatments.map(\.isTimeOpen) == [false])
    let year = try await outcome("  - {surgery: resection, site: liver, when: 2020}\n", "25")
    #expect(points(year) == ["SD", "PR"])
    #expect(year.lesionCourses[0].openTreatments.map(\.isTimeOpen) == [true])
  }

  /// Growth is progression all the same: 65 mm are +30 % and 15 mm of 50; after an ablation the scar is no length. And T2 in the lung alone, 20 → 80 mm of
  /// 50 + 20 = 70 mm (+14 %), proves nothing; 90 mm (+29 %, 20 mm) do.
  @Test func progressionCounts() async throws {
    #expect(try await points(outcome("  - {radiotherapy: liver, when: 2020-05-25}\n", "65")) == ["SD", "PD"])
    #expect(try await points(outcome("  - {ablation: liver, when: 2020-05-25}\n", "65")) == ["SD", "NE"])
    for (length, response) in [("80", "NE"), ("90", "PD")] {
      let two = try await outcome(
        "  - {ablation: liver, when: 2020-05-25}\n", "absent",
        [("2020-01-10", "20"), ("2020-03-20", "20"), ("2020-07-20", length)].map {
          "A,\($0.0),T2,target,lung,\($0.1)"
        })
      #expect(points(two) == ["SD", response])
    }
  }

  /// The only non-target, of the bone, was cut out: it is gone, and has not responded. Targets CR with non-targets NE is PR, not CR.
  @Test func aNonTargetThatWasCutOut() async throws {
    let rows = [("2020-01-10", "present"), ("2020-03-20", "present"), ("2020-07-20", "absent")].map {
      "A,\($0.0),NT1,non-target,bone,\($0.1)"
    }
    let outcome = try await outcome("  - {surgery: resection, site: bone, when: 2020-05-25}\n", "absent", rows)
    #expect(points(outcome) == ["SD", "PR"])
    #expect(try await points(self.outcome("", "absent", rows)) == ["SD", "CR"])
  }

  /// Rows of the lesion say it exactly: `yes` of a visit, and `no` against the site of an operation of the same organ.
  @Test(arguments: [
    ("yes", "", ["SD", "NE"]), ("no", "  - {surgery: resection, site: liver, when: 2020-05-25}\n", ["SD", "PR"]),
  ])
  func theRowsSayIt(treated: String, entry: String, expected: [String]) async throws {
    let rows = ["2020-01-10,50,", "2020-03-20,50,", "2020-07-20,25,\(treated)"].map { row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      return "A,\(cells[0]),T1,target,liver,\(cells[1]),\(cells[2])"
    }
    let study = try CohortTests.study(
      ["A": TherapyCourseTests.therapy("a", "2020-01-15") + entry],
      lesions: (["patient,date,lesion,role,site,finding,treated"] + rows).joined(separator: "\n"))
    let outcome = try #require(await StudyOutcomes(study, library: RegimenLibrary()).patients.first)
    #expect(points(outcome) == expected)
  }

  /// By Choi too: the irradiated target, 50 → 25 mm, is no PR.
  @Test func byChoi() async throws {
    let outcome = try await outcome("  - {radiotherapy: liver, when: 2020-05-25}\n", "25")
    let course = outcome.lesionCourses[0].course
    #expect(Choi.timePoints(course).map(\.response) == [.stable, .notEvaluable])
  }
}
