// SPDX-License-Identifier: Apache-2.0

import Course
import Figures
import Outcomes
import Plain
import Testing

@testable import Report

/// One judgement of response for tables, figures and estimates alike, and labels that say what is counted.
@Suite("One judgement at a time, worked by hand") struct OneJudgementTests {
  private static func course(_ id: String, _ more: String = "") -> String {
    """
    patient: \(id)
    course:
      - {diagnosis: leiomyosarcoma, when: 2019-12-01}
      - {therapy: gemcitabine, id: gem, intent: palliative, when: 2020-01-15, ends: 2020-05-20}
    \(more)
    """
  }

  private static func cohort(_ files: [String: String], _ responses: CohortOptions.Responses = .measured) async throws
    -> CohortOutcomes
  {
    var options = CohortOptions(anchor: .line(1))
    options.responses = responses
    return CohortOutcomes(try await WorkedStudy.outcomes(files), options: options)
  }

  /// 50 mm at baseline, on day 65 absent (CR), 30 (−40 %, PR), 50 (SD), a non-target that persists, 70 (+40 %, PD): four of five are controlled, and the
  /// label must say that one of them is non-CR/non-PD. Without that patient it must not.
  @Test func diseaseControlNamesWhatIsCounted() async throws {
    let findings = ["A": "absent", "B": "30", "C": "50", "E": "70"]
    var files = Dictionary(uniqueKeysWithValues: "ABCDE".map { ("patients/\($0).yaml", Self.course("\($0)")) })
    let rows = findings.sorted { $0.key < $1.key }.flatMap { id, later in
      ["\(id),2020-01-10,T1,target,liver,50", "\(id),2020-03-20,T1,target,liver,\(later)"]
    }
    let head = "patient,date,lesion,role,site,finding"
    let nonTarget = ["D,2020-01-10,NT1,non-target,liver,present", "D,2020-03-20,NT1,non-target,liver,present"]
    files["lesions.csv"] = ([head] + rows + nonTarget).joined(separator: "\n")
    files["comparators.csv"] = "name,endpoint,n,events,source\nArm,disease control,10,3,First 2001\n"
    let with = try await Self.cohort(files)
    let table = try #require(CohortTables.responses(with))
    #expect(
      table.texts.suffix(2).map { [$0[0], $0[1]] } == [
        ["Objective response (CR + PR)", "2/5"], ["Disease control (CR + PR + SD + non-CR/non-PD)", "4/5"],
      ])
    #expect(
      try #require(CohortTables.comparators(with)).texts.contains {
        $0[1] == "disease control (CR + PR + SD + non-CR/non-PD)" && $0[3] == "4/5"
      })
    files["patients/D.yaml"] = nil
    files["lesions.csv"] = ([head] + rows).joined(separator: "\n")
    let without = try #require(CohortTables.responses(try await Self.cohort(files)))
    #expect(without.texts.last.map { [$0[0], $0[1]] } == ["Disease control (CR + PR + SD)", "3/4"])
  }

  /// The lesions say 50 → 40 mm (−20 %, SD) and 40 mm again, the source PR and SD. One or the other in the table, the strip, the waterfall and the times.
  @Test(arguments: [
    (CohortOptions.Responses.measured, "SD", ["SD", "SD"], false), (.judged, "PR", ["PR", "SD"], true),
  ])
  func tableAndFigures(responses: CohortOptions.Responses, best: String, visits: [String], hasDuration: Bool)
    async throws
  {
    let judged = """
        - {assessment: CT, id: ct-1, response: PR, of: gem, when: 2020-03-20}
        - {assessment: CT, id: ct-2, response: SD, of: gem, when: 2020-05-15}
      """
    let cohort = try await Self.cohort(
      [
        "patients/A.yaml": Self.course("A", judged),
        "lesions.csv": """
        patient,date,lesion,role,site,finding
        A,2020-01-10,T1,target,liver,50
        A,2020-03-20,T1,target,liver,40
        A,2020-05-15,T1,target,liver,40
        """,
      ], responses)
    #expect(cohort.members.map { $0.best?.value.words } == [best])
    #expect((cohort.members[0].times[.responseDuration] != nil) == hasDuration)
    let figures = CohortFigures(cohort)
    let strip = try #require(figures.heatStrip)
    #expect(strip.rows.map { $0.cells.map { $0?.letters } } == [visits])
    #expect(strip.rows.map { $0.best?.rawValue } == [best])
    #expect(strip.notes == [CohortTables.judgement(cohort).english])
    #expect(figures.waterfall?.bars.map(\.best.rawValue) == [best])
    #expect(figures.spider?.lines.map { $0.best?.rawValue } == [best])
  }

  /// Of two patients one has lesions: the table says of whom responses are measured.
  @Test func theMixtureIsTold() async throws {
    let cohort = try await Self.cohort([
      "patients/A.yaml": Self.course("A", "  - {assessment: CT, response: PR, of: gem, when: 2020-03-20}"),
      "patients/B.yaml": Self.course("B"),
      "lesions.csv": """
      patient,date,lesion,role,site,finding
      B,2020-01-10,T1,target,liver,50
      B,2020-03-20,T1,target,liver,50
      """,
    ])
    #expect(cohort.members.map { $0.best?.value.response } == [.partial, .stable])
    let footnotes = try #require(CohortTables.responses(cohort)).footnotes.map(\.english)
    #expect(
      footnotes.contains(
        "Responses: as judged by the source, but by RECIST 1.1 from the lesions of the first reader: B."))
  }

  /// Measured first 65 days after the first dose: 20 of 50 mm is PR, with that mark wherever it stands.
  @Test func aLateBaselineIsMarked() async throws {
    let files = [
      "patients/A.yaml": Self.course("A"),
      "lesions.csv": """
      patient,date,lesion,role,site,finding
      A,2020-03-20,T1,target,liver,50
      A,2020-05-20,T1,target,liver,20
      """,
    ]
    let mark = "baseline 65 d after the first dose"
    let outcomes = try await WorkedStudy.outcomes(files)
    #expect(ResponseTables.timePoints(outcomes).texts.map { $0[10] } == ["PR (\(mark))"])
    #expect(ResponseTables.best(outcomes).texts.map { $0[3] } == ["PR (\(mark))"])
    let cohort = try await Self.cohort(files)
    #expect(
      CohortTables.responses(cohort)?.footnotes.map(\.english).contains(
        "Not against a baseline in the four weeks before the first dose: A (PR, \(mark)).") == true)
    #expect(CohortFigures(cohort).waterfall?.notes.contains("A: \(mark).") == true)
  }
}
