// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Outcomes
import Testing

@testable import Exchange
@testable import Plain
@testable import Report

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("A report as a workbook")
struct ReportWorkbookTests {
  static func report(_ folder: String) async throws -> Report {
    let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    let reading = await StudyFolder.read(root.appendingPathComponent("Examples/\(folder)").path)
    let study = try #require(reading.study)
    return Report(await StudyOutcomes(study, library: BuiltInLibrary.read().library))
  }

  /// Every table against its CSV: the same heads, and in every cell the same number, day or text; what CSV prints with few decimals is the same within these.
  @Test(
    "has every value of every table, as the CSV files have them",
    arguments: ["gemcitabine-maintenance", "invented-cohort"])
  func values(folder: String) async throws {
    let report = try await Self.report(folder)
    let workbook = ReportWorkbook(report).workbook
    var counts = (numbers: 0, texts: 0, bounds: 0)
    for table in report.tables.all {
      let page = try #require(workbook.pages.first { $0.name == table.name }, "\(table.name)")
      let csv = try #require(SinkReaders.rows(csv: table.csv))
      #expect(page.columns.map(\.head) == csv.first, "\(table.name)")
      #expect(page.rows.count == csv.count - 1)
      for (cells, fields) in zip(page.rows, csv.dropFirst()) {
        #expect(cells.count == fields.count)
        for (index, (cell, field)) in zip(cells, fields).enumerated() {
          switch cell {
          case .empty: #expect(field.isEmpty)
          case .text(let text):
            // CSV puts an apostrophe before what a spreadsheet would run.
            #expect(
              field == text || field.hasSuffix(text.replacing("\n", with: " ")) || field.hasSuffix(text),
              "\(table.name): \(field)")
            counts.texts += 1
          case .number(let number, _):
            let printed = try #require(Double(field), "\(table.name): \(field)")
            let decimals = field.split(separator: ".").dropFirst().first?.count ?? 0
            #expect(
              abs(printed - number) <= 0.500001 * Foundation.pow(10, -Double(decimals)),
              "\(table.name): \(field) \(number)")
            counts.numbers += 1
            if index >= table.columns.count { counts.bounds += 1 }
          case .day(let day): #expect(Day(day).description == field)
          }
        }
      }
      #expect(page.notes == ([table.title] + table.footnotes).map(\.english))
    }
    #expect(counts.numbers > 300 && counts.texts > 500 && counts.bounds > 200, "\(counts)")
  }

  /// A value between bounds keeps both as numbers, wherever it stands: each cell of a kind with parts.
  @Test("loses no bound")
  func bounds() async throws {
    let report = try await Self.report("gemcitabine-maintenance")
    let page = try #require(ReportWorkbook(report).workbook.pages.first { $0.name == "cohort-12-times" })
    let heads = page.columns.map(\.head)
    let (from, to) = (
      try #require(heads.firstIndex(of: "PFS: from, mo")), try #require(heads.firstIndex(of: "PFS: to, mo"))
    )
    // The paper's six months may be 5.5 to 6.5, its 21 months 20.5 to 21.5, its 14 months 13.5 to 14.5.
    #expect(
      page.rows.map { [$0[from], $0[to]] }
        == [(5.5, 6.5), (20.5, 21.5), (13.5, 14.5)].map { [.number($0, decimals: nil), .number($1, decimals: nil)] })
  }

  @Test("leads from a value to why it is what it is")
  func links() async throws {
    let report = try await Self.report("gemcitabine-maintenance")
    let workbook = ReportWorkbook(report).workbook
    let why = try #require(workbook.pages.last)
    #expect(why.name == "why" && why.rows.count == report.traces.reduce(0) { $0 + $1.traces.count })
    var seen = 0
    for table in report.tables.all {
      let page = try #require(workbook.pages.first { $0.name == table.name })
      for link in page.links {
        let trace = try #require(table.rows[link.row][link.column].trace)
        let titles = report.traces.flatMap(\.traces).filter { $0.id == trace }.map { WorkbookPage.Cell.text($0.title) }
        #expect(titles == [why.rows[link.target][1]])
        seen += 1
      }
      let traced = table.rows.flatMap { $0.compactMap(\.trace) }
      #expect(page.links.count == traced.count, "\(table.name)")
    }
    #expect(seen > 50)
    #expect(workbook.pages[0].rows.count == workbook.pages.count - 1)
  }

  /// Every part is well-formed, and no cell is a formula, whatever the texts of a study say.
  @Test("holds hostile texts as texts", arguments: SinkTableTests.marks)
  func hostile(mark: String) async throws {
    let files = ["patients/A.yaml": WorkedStudy.three["patients/A.yaml"] ?? ""]
    var outcomes = try await WorkedStudy.outcomes(files)
    var study = outcomes.study
    study.title = mark + " title"
    study.patients[0].id = mark
    outcomes = await StudyOutcomes(study, library: outcomes.library)
    for part in ReportWorkbook(Report(outcomes)).workbook.parts {
      let text = String(decoding: part.bytes, as: UTF8.self)
      #expect(XMLParser(data: Data(part.bytes)).parse(), "\(part.path)")
      #expect(!text.contains("<f>") && !text.contains("<script"), "\(part.path)")
      #expect(
        SinkReaders.hidden(in: text, allowing: ["\n", "\t", "\u{2028}", "\u{2029}", "\u{85}"]).isEmpty, "\(part.path)")
    }
  }
}
