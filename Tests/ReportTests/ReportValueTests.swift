// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain
import Review
import Testing

@testable import Report

/// A report is one value: its files say what it holds, and hold nothing of another study.
@Suite("A report as a value") struct ReportValueTests {
  @Test func filesAreFormatsOfTheValue() async throws {
    let report = Report(try await WorkedStudy.outcomes(WorkedStudy.three))
    let files = Dictionary(report.files().map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }) { $1 }
    var paths: Set<String> = ["index.html", "outcomes.json", "findings.json", "patients.csv", "patients-codebook.csv"]
    for table in report.tables.all { paths.formUnion(["tables/\(table.name).csv", "tables/\(table.name).md"]) }
    for figure in report.figures {
      paths.insert("figures/\(figure.name).svg")
      if figure.csv != nil { paths.insert("figures/\(figure.name).csv") }
    }
    #expect(Set(files.keys) == paths)
    for table in report.tables.all {
      #expect(files["tables/\(table.name).csv"] == table.csv && files["tables/\(table.name).md"] == table.markdown)
    }
    let page = try #require(files["index.html"])
    for (index, figure) in report.figures.enumerated() {
      #expect(page.contains("<b>Figure \(index + 1).</b> \(MarkupText.escaped(figure.caption))"))
    }
    for narrative in report.narratives { #expect(page.contains("<p>\(MarkupText.escaped(narrative.text))</p>")) }
    for paragraph in report.methods { #expect(page.contains("<p>\(MarkupText.escaped(paragraph.english))</p>")) }
    for table in report.tables.patients + report.tables.cohort + report.tables.measured {
      #expect(page.contains("<caption>\(table.title.english)</caption>"))
    }
  }

  @Test func eachPartOnce() async throws {
    let report = Report(try await WorkedStudy.outcomes(WorkedStudy.twoLines))
    for own in report.traces { #expect(Set(own.traces.map(\.id)).count == own.traces.count) }
    #expect(report.traces.map(\.patient) == ["D", "E"] && report.narratives.map(\.patient) == ["D", "E"])
    #expect(Set(report.tables.all.map(\.name)).count == report.tables.all.count)
    #expect(Set(report.figures.map(\.name)).count == report.figures.count)
    // The cohort that suits the study: from the first line for advanced disease.
    #expect(report.cohort.options.anchor == .advancedLine(1) && report.cohort.members.count == 2)
    #expect(report.comparators.isEmpty)
  }

  /// What a study does not have has no table, no column and no title.
  @Test func captionsFollowTheContent() async throws {
    let without = Report(try await WorkedStudy.outcomes(WorkedStudy.three)).tables
    #expect(without.patients.map(\.name) == ["patients", "outcomes", "lines", "survival"])
    #expect(without.patients[0].title.english == "Patient characteristics")
    #expect(
      without.patients[0].columns.map(\.head)
        == ["Pat. ID", "Sex", "Age", "Disease", "Metastases", "Treatment", "Best response"])
    #expect(without.doses.isEmpty && without.measured.isEmpty)
    let with = Report(try await WorkedStudy.outcomes(WorkedStudy.doses)).tables
    #expect(
      with.patients.map(\.name) == [
        "maintenance-regimens", "patients", "outcomes", "lines", "survival", "dose-intensity", "therapy-doses",
      ])
    #expect(with.patients[1].title.english == "Patient characteristics and response to maintenance therapy")
    #expect(with.doses.map(\.name) == ["dose-account"])
    for table in without.all + with.all {
      #expect(table.title.english.wholeMatch(of: /.*(Table|Figure) [0-9].*/) == nil, "\(table.title.english)")
    }
  }

  /// A contradicted claim about what the table of patients shows stands below it, whatever its source calls the place.
  @Test(arguments: ["Table 2", "Results", "Tabelle 1"]) func contradictedClaimsAreTold(section: String) async throws {
    var files = WorkedStudy.three
    files["claims.yaml"] = "- {claim: sex, patient: A, is: female, source: {section: \(section), quote: \"Female\"}}\n"
    let report = Report(try await WorkedStudy.outcomes(files))
    #expect(report.tables.patients[0].footnotes.contains { $0.english.hasPrefix("† \(section) says: sex: female") })
  }
}
