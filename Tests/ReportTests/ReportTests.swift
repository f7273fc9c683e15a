// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Foundation
import Outcomes
import Review
import Plain
import Testing

@testable import Report

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Collects identifiers and references of a page.
private final class PageReader: NSObject, XMLParserDelegate {
  var ids: [String] = []
  var references: [String] = []
  var scripts = 0

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if let id = attributes["id"] { ids.append(id) }
    for key in ["href", "src", "xlink:href"] { if let reference = attributes[key] { references.append(reference) } }
    if name == "script" { scripts += 1 }
  }
}

@Suite struct ReportTests {
  func outcomes(_ change: (inout Study) -> Void = { _ in }) async throws -> StudyOutcomes {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let reading = await StudyFolder.read(root.appendingPathComponent("Examples/gemcitabine-maintenance").path)
    var study = try #require(reading.study)
    change(&study)
    return await StudyOutcomes(study, library: RegimenLibrary())
  }

  private func page(_ outcomes: StudyOutcomes) async throws -> PageReader {
    let files = Report(outcomes).files()
    let html = try #require(files.first { $0.path == "index.html" })
    let text = String(decoding: html.bytes, as: UTF8.self)
    let body = try #require(text.range(of: "<html"))
    let parser = XMLParser(data: Data(text[body.lowerBound...].utf8))
    let reader = PageReader()
    parser.delegate = reader
    #expect(parser.parse(), "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    return reader
  }

  @Test func everyLinkOfThePageHasItsTarget() async throws {
    let page = try await page(outcomes())
    #expect(Set(page.ids).count == page.ids.count)
    #expect(page.references.count > 100)
    let outside = page.references.filter { !$0.hasPrefix("#") }
    #expect(outside == [])
    let ids = Set(page.ids)
    #expect(page.references.filter { !ids.contains(String($0.dropFirst())) } == [])
  }

  @Test func aScriptInANoteIsInert() async throws {
    let hostile = try await outcomes {
      $0.title = "<script>alert(1)</script> & \"quoted\""
      $0.patients[0].id = "1\"><script>"
    }
    #expect(try await page(hostile).scripts == 0)
  }

  @Test func dataFilesAreJSONOfTheirSchema() async throws {
    let files = Report(try await outcomes()).files()
    for (path, schema) in [("outcomes.json", "verlauf-outcomes/1"), ("findings.json", "verlauf-findings/1")] {
      let file = try #require(files.first { $0.path == path })
      let object = try #require(try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any])
      #expect(object["schema"] as? String == schema)
    }
  }

  /// Tables 1 and 2 of the paper, cell by cell, where the facts bear them.
  @Test func tablesAreThoseOfThePaper() async throws {
    let outcomes = try await outcomes()
    let regimens = ReportTables.regimens(outcomes).rows.map { $0.map(\.text) }
    #expect(regimens.map { $0[2] } == ["900 mg/m²", "900 mg/m²", "500 mg/m²"])
    #expect(regimens.map { $0[3] } == ["d1, d8", "d1, d8", "d1, d15"])
    #expect(regimens.map { $0[4] } == ["d22", "d22", "d29"])
    let patients = ReportTables.characteristics(outcomes, StudyReview(outcomes)).rows.map { $0.map(\.text) }
    #expect(patients.map { $0[1] } == ["male", "female", "male"])
    #expect(patients.map { $0[2] } == ["73 y", "61 y", "54 y"])
    #expect(patients.map { $0[6] } == ["5.5–6.5 mo", "20.5–21.5 mo", "13.5–14.5 mo+ (ongoing at the data cut-off)"])
    #expect(patients.allSatisfy { $0[7].hasPrefix("SD") })
  }
}
