// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Outcomes
@testable import Review
import Testing

@Suite struct StatementsThatDifferTests {
  let bench = RuleBench(rule: StatementsThatDiffer())

  @Test(arguments: [
    (
      "[male, {value: female, source: {section: Letter}}]", [Severity.warning],
      "male (Chart), female (Letter); male is used, the first."
    ),
    (
      "[male, {value: female, source: {section: Letter}, decided: by the registry}]", [.note],
      "male, female (Letter); female is used, decided: by the registry."
    ),
    ("[male, {value: male, source: {section: Letter}}]", [], ""),
  ])
  func sex(facts: String, severities: [Severity], words: String) async throws {
    let found = try await bench.findings("- diagnosis: x", facts: "sex: \(facts)")
    #expect(found.map(\.severity) == severities)
    #expect(
      found.allSatisfy { $0.summary == "sex: " + words.replacing(" (Chart)", with: "") }, "\(found.map(\.summary))")
    #expect(found.allSatisfy { $0.evidence.count == 2 && $0.evidence[1].sources.map(\.section) == ["Letter"] })
  }

  @Test func aDiagnosis() async throws {
    let found = try await bench.findings(
      "- diagnosis: [leiomyosarcoma, {value: liposarcoma, source: {section: Review}}]\n  grade: [G2, G3]")
    #expect(
      found.map(\.summary) == [
        "diagnosis: leiomyosarcoma, liposarcoma (Review); leiomyosarcoma is used, the first.",
        "grade of diagnosis: G2, G3; G2 is used, the first.",
      ])
    #expect(found.allSatisfy { $0.places == ["patients/1.yaml:4", "patients/1.yaml:4"] })
  }

  /// `explain` names both.
  @Test func theTraceNamesBoth() async throws {
    let files = [
      "study.yaml": "study: x\n",
      "patients/1.yaml":
        "patient: 1\nsex: [male, {value: female, source: {section: Letter}}]\ncourse: [{diagnosis: x}]\n",
    ]
    let study = try #require(StudyFolder.read(files: files).study)
    let outcomes = await StudyOutcomes(study, library: BuiltInLibrary.read().library)
    let trace = try #require(outcomes.patients.first?.traces.first { $0.id == "1/sex" })
    #expect(trace.value == "male" && trace.inputs.map(\.value) == ["male", "female"])
    #expect(trace.inputs[1].sources.map(\.section) == ["Letter"] && trace.remarks == ["The statements differ."])
  }
}
