// SPDX-License-Identifier: Apache-2.0

import Drawing
import Figures
import Outcomes
import Testing
import VerlaufTesting

@testable import Report

/// A combination has one name in all that a reader sees of a study, in whatever order and spelling its drugs are written.
@Suite struct TreatmentNameTests {
  private func outcomes(_ therapies: [String]) async throws -> StudyOutcomes {
    var files = ["study.yaml": "study: Names\ndata cut-off: 2022-12-31\n"]
    for (index, drugs) in therapies.enumerated() {
      files["patients/\(index).yaml"] =
        "patient: \(index)\nsex: male\nage: 60\ncourse:\n  - {diagnosis: leiomyosarcoma, when: 2019-12-01}\n"
        + "  - {therapy: \(drugs), id: t, intent: palliative, when: 2020-01-0\(index + 1), ends: 2020-06-0\(index + 1)}\n"
        + "  - {assessment: CT, of: t, response: PR, when: 2020-03-01}\n  - {death: sarcoma, when: 2021-02-0\(index + 1)}\n"
    }
    return try await WorkedStudy.outcomes(files, library: true)
  }

  /// Two of three write gemcitabine first: so do all tables and figures, and the lines have one bar of three patients.
  @Test func oneOrderInTablesAndFigures() async throws {
    let outcomes = try await outcomes([
      "docetaxel + gemcitabine", "gemcitabine + docetaxel", "Gemcitabin + Docetaxel",
    ])
    #expect(
      outcomes.patients.map { $0.lines[0].line.name }.map { $0.lowercased().prefix(9) }
        == Array(repeating: "gemcitabi", count: 3))
    var options = CohortOptions(anchor: .line(1))
    options.group = .therapy
    let report = Report(outcomes, cohort: options)
    var shown = 0
    // Findings quote what was written.
    for table in report.tables.patients + report.tables.cohort {
      for name in ["docetaxel + gemcitabin", "doc/gem"] {
        #expect(!table.csv.lowercased().contains(name), "\(name) in \(table.name)")
      }
      shown += table.csv.lowercased().contains("gemcitabine + docetaxel") ? 1 : 0
    }
    #expect(shown > 2)
    var drawn = 0
    for figure in report.figures {
      let texts = SceneAudit(figure.scene).texts.map { $0.string.lowercased() }
      #expect(!texts.contains { $0.contains("doc/gem") || $0.contains("docetaxel + gem") }, "\(figure.name): \(texts)")
      drawn += texts.contains { $0.contains("gem/doc") || $0.contains("gemcitabine + docetaxel") } ? 1 : 0
    }
    #expect(drawn > 2)
    let lines = try #require(CohortFigures(report.cohort).transitions)
    #expect(Set(lines.paths.map { $0.steps.first ?? nil }) == ["gemcitabine + docetaxel"])
  }

  /// Of equally frequent orders the first by name; what no list knows is called as it is written most often.
  @Test func tiesAndUnknownNames() async throws {
    let names = try await outcomes(["XR-17 + docetaxel", "docetaxel + xr-17", "XR-17 + Docetaxel", "docetaxel + XR-17"])
      .names
    #expect(names.generic(["xr-17", "Docetaxel"]) == ["docetaxel", "XR-17"])
    #expect(names.name(["xr-17", "Docetaxel"]) == "Docetaxel + xr-17")
    // Nobody had it: as it is written.
    #expect(names.name(["pazopanib", "docetaxel"]) == "pazopanib + docetaxel")
  }
}
