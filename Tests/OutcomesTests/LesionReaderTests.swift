// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Testing
import TumourResponse

/// Whose measurements count where several read.
@Suite struct LesionReaderTests {
  private func outcomes(_ rows: [String: [String]]) async throws -> StudyOutcomes {
    let course = TherapyCourseTests.therapy("a", "2020-01-15") + "  - {last contact: true, when: 2021-06-01}\n"
    let lesions = ["patient,date,lesion,role,site,finding,reader"] + rows.sorted { $0.key < $1.key }.flatMap(\.value)
    let study = try CohortTests.study(
      rows.mapValues { _ in course }, lesions: lesions.joined(separator: "\n"))
    return await StudyOutcomes(study, library: RegimenLibrary())
  }

  private func rows(_ patient: String, _ reader: String, _ findings: [(String, String)]) -> [String] {
    findings.map { "\(patient),\($0),T1,target,liver,\($1),\(reader)" }
  }

  /// 50 → 20 mm (−60 %) by one, 50 → 70 mm (+40 %) by the other, on the same days: the first by name counts, in whatever order the rows stand. So PR, and no
  /// progression until 2021-06-01, 503 d after the first dose.
  @Test func theOrderOfRowsMeansNothing() async throws {
    let kim = rows("A", "Kim", [("2020-01-10", "50"), ("2020-03-20", "20")])
    let lee = rows("A", "Lee", [("2020-01-10", "50"), ("2020-03-20", "70")])
    for rows in [kim + lee, lee + kim, [lee[1], kim[1], kim[0], lee[0]]] {
      let outcomes = try await outcomes(["A": rows])
      let patient = try #require(outcomes.patients.first)
      #expect(patient.lesionReaders == ["Kim", "Lee"])
      #expect(patient.therapy("a")?.bestResponse?.value.response == .partial)
      #expect(patient.therapy("a")?.progressionFreeSurvival?.value.length.lower?.days == 503)
      let member = try #require(CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1))).members.first)
      #expect(member.best?.value.response == .partial && member.lesions?.reader == "Kim")
      let line = try #require(patient.lines.first?.line)
      #expect(patient.countedVisits(under: line)?.measured.map(\.response) == [.partial])
    }
  }

  /// Lee read two patients and Kim one: Lee counts for both, so that one person read the series. PD on 2020-03-20, 65 d after the first dose.
  @Test func whoReadMostOfTheStudy() async throws {
    let outcomes = try await outcomes([
      "A": rows("A", "Kim", [("2020-01-10", "50"), ("2020-03-20", "20")])
        + rows("A", "Lee", [("2020-01-10", "50"), ("2020-03-20", "70")]),
      "B": rows("B", "Lee", [("2020-01-10", "50"), ("2020-03-20", "50")]),
    ])
    #expect(outcomes.patient("A")?.lesionReaders == ["Lee", "Kim"])
    #expect(outcomes.patient("A")?.therapy("a")?.progressionFreeSurvival?.value.length.upper?.days == 65)
    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1)))
    #expect(cohort.members.map { $0.lesions?.reader } == ["Lee", "Lee"])
  }

  /// Of as many patients who measured first, then who measured on more days.
  @Test func byTime() async throws {
    let kim = rows("A", "Kim", [("2020-01-11", "50"), ("2020-03-20", "20"), ("2020-05-20", "20")])
    let lee = rows("A", "Lee", [("2020-01-10", "50"), ("2020-03-20", "70")])
    #expect(try await outcomes(["A": kim + lee]).patients[0].lesionReaders == ["Lee", "Kim"])
    let zoe = rows("A", "Zoe", [("2020-01-10", "50"), ("2020-03-20", "70"), ("2020-05-20", "70")])
    #expect(try await outcomes(["A": kim + lee + zoe]).patients[0].lesionReaders == ["Zoe", "Lee", "Kim"])
  }
}
