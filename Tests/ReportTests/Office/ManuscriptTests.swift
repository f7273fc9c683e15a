// SPDX-License-Identifier: Apache-2.0

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

private let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""
private let pandoc = Filter.path(of: "pandoc", in: searchPath)
private let converter = Filter.path(of: "rsvg-convert", in: searchPath)

@Suite("The draft of a manuscript")
struct ManuscriptTests {
  private func headings(_ manuscript: Manuscript) -> [String] {
    manuscript.blocks.compactMap { if case .heading(let text, 1, _) = $0 { text } else { nil } }
  }

  /// The order of the items of the CARE guideline (title, key words, abstract, introduction, case, …, discussion, patient perspective, consent); results and methods stand where a case series has them.
  @Test("is in the order of CARE, and leaves open what the record does not hold")
  func order() async throws {
    let report = try await ReportWorkbookTests.report("gemcitabine-maintenance")
    let draft = ManuscriptDraft(report)
    #expect(
      headings(draft.manuscript) == [
        "Abstract", "Introduction", "Case presentations", "Results", "Methods", "Discussion", "Patient perspective",
        "Ethics and informed consent", "References", "Supplement: where the text is from",
      ])
    let open = draft.manuscript.blocks.compactMap { if case .open(let text) = $0 { text } else { nil } }
    #expect(open.allSatisfy { $0.hasPrefix("[") && $0.hasSuffix(".]") })
    #expect(open.count { $0.contains("To be written") } == 5, "\(open)")
    #expect(draft.manuscript.title == report.study.title)
  }

  @Test("tells each course as the report does, each sentence leading to its sources")
  func courses() async throws {
    let report = try await ReportWorkbookTests.report("gemcitabine-maintenance")
    let manuscript = ManuscriptDraft(report).manuscript
    let paragraphs = manuscript.blocks.compactMap { block -> [Manuscript.Run]? in
      if case .paragraph(let runs, _) = block, runs.first?.target?.hasPrefix("sentence_") == true { runs } else { nil }
    }
    #expect(paragraphs.map { $0.map(\.text).joined() } == report.narratives.map(\.text))
    let sources = try #require(manuscript.grids.first { $0.label == "Table S1" })
    for (course, patient) in zip(report.sentences, report.study.patients) {
      let rows = sources.rows.filter { $0[0].text == patient.id }
      #expect(rows.map { $0[1].text } == course.sentences.map(\.text))
      for (row, sentence) in zip(rows, course.sentences) where !sentence.entries.isEmpty {
        for id in sentence.entries {
          for source in patient.entry(id)?.sources ?? [] { #expect(row[3].text.contains(source.section)) }
        }
      }
    }
    let told = Set(report.sentences[0].sentences.flatMap(\.entries))
    let untold = report.study.patients[0].entries.filter { !told.contains($0.id) }
    // Laboratory values and follow-up tell nothing to a reader; everything else is told once.
    #expect(
      untold.allSatisfy {
        switch $0.content {
        case .laboratory, .followUp: true
        default: false
        }
      }, "\(untold.map(\.id))")
  }

  @Test(
    "has nothing that leads nowhere, and no place twice",
    arguments: ["gemcitabine-maintenance", "invented-cohort", "full-record"])
  func places(folder: String) async throws {
    let manuscript = ManuscriptDraft(try await ReportWorkbookTests.report(folder)).manuscript
    let anchors = manuscript.anchors
    #expect(Set(anchors).count == anchors.count)
    #expect(manuscript.targets.subtracting(anchors).isEmpty)
    #expect(anchors.allSatisfy { $0.count <= 40 && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } })
    #expect(manuscript.targets.count > 10)
  }

  /// The numbers of the abstract are those of the tables, which the tests of tables check by hand: Table 8 of the report has 0/3 and 3/3 with Clopper and Pearson's limits.
  @Test("has an abstract of the cells of its tables")
  func abstract() async throws {
    let report = try await ReportWorkbookTests.report("gemcitabine-maintenance")
    let manuscript = ManuscriptDraft(report).manuscript
    let paragraphs = manuscript.blocks.compactMap { block -> [Manuscript.Run]? in
      if case .paragraph(let runs, _) = block, runs.first?.text == "Results: " { runs } else { nil }
    }
    let results = try #require(paragraphs.first)
    let text = results.map(\.text).joined()
    #expect(text.contains("Objective response (CR + PR): 0/3 (0 %, interval 0–70.8 %)"))
    #expect(
      text.contains(
        "Median PFS from the first dose of maintenance: 20.5–21.5 (5.5–n.r.) months, 3 patients with 2 events"))
    for run in results.dropFirst() where run.text.trimmed.count > 1 {
      let target = try #require(run.target)
      let grid = try #require(manuscript.grids.first { $0.anchor == target })
      #expect(run.text.hasSuffix("(\(grid.label))."))
    }
  }

  @Test("has each table with the cells of print, and tells which it has not")
  func tables() async throws {
    let report = try await ReportWorkbookTests.report("invented-cohort")
    let draft = ManuscriptDraft(report)
    let own = (report.tables.patients + report.tables.cohort + report.tables.measured)
    let chosen = own.filter { $0.rows.count <= ManuscriptDraft.rowLimit }
    #expect(chosen.count < own.count)
    let grids = draft.manuscript.grids.filter { !$0.label.contains("S") }
    #expect(grids.map(\.title) == chosen.map(\.title.english))
    for (grid, table) in zip(grids, chosen) {
      #expect(grid.head == table.columns.map(\.head) && grid.notes == table.footnotes.map(\.english))
      #expect(grid.rows.map { $0.map(\.text) } == table.rows.map { $0.map(\.text) })
    }
    let told = Set(draft.leftOut.map(\.part))
    for table in report.tables.all where !chosen.contains(table) && table.name != "care" {
      #expect(told.contains(table.name))
    }
    #expect(draft.leftOut.contains { $0.why.contains("more than 60 rows") })
  }

  /// In DejaVu Sans at 8 pt a line of ten `n` is 10 × 0.634 × 8 = 50.7 pt wide, with a tenth more 1,116 twentieths, and bold 10 × 0.712 × 8 = 57.0 pt, 1,253; a cell has 120 around its text.
  @Test("has columns as wide as their longest word")
  func leastWidths() {
    let ten = String(repeating: "n", count: 10)
    var grid = Manuscript.Grid(
      label: "Table 1", title: "Words", anchor: "table_1", head: [ten, "a", "a b", "Text"],
      rows: [[.init("1"), .init("a \(ten) b"), .init("ab-\(ten)"), .init(String(repeating: "long text ", count: 200))]])
    let least = WordMarkup.leastWidths(grid)
    #expect(abs(least[0] - 1_373) <= 4 && abs(least[1] - 1_236) <= 4 && least[2] == least[1], "\(least)")
    // The column of the long text gives way, to no less than its own longest word.
    for width in [least.reduce(0, +), 5_000, WordMarkup.tallWidth] {
      let widths = WordMarkup.widths(grid, width)
      #expect(zip(widths, least).allSatisfy { $0 >= $1 } && widths.reduce(0, +) <= width, "\(widths)")
    }
    #expect(WordMarkup.widths(grid, WordMarkup.tallWidth).reduce(0, +) > WordMarkup.tallWidth - 4)
    // A word that no page has room for takes what the others leave.
    grid.rows[0][3] = .init(String(repeating: "x", count: 500))
    let widths = WordMarkup.widths(grid, WordMarkup.tallWidth)
    #expect(Array(widths.prefix(3)) == Array(least.prefix(3)))
    #expect(widths[3] == WordMarkup.tallWidth - least.prefix(3).reduce(0, +))
  }

  @Test("tears no word of a table", arguments: ["gemcitabine-maintenance", "invented-cohort", "full-record"])
  func wholeWords(folder: String) async throws {
    let manuscript = ManuscriptDraft(try await ReportWorkbookTests.report(folder)).manuscript
    var isWide = false
    for block in manuscript.blocks {
      if case .turn(let wide) = block { isWide = wide }
      guard case .table(let grid) = block, !grid.label.contains("S") else { continue }
      let page = isWide ? WordMarkup.wideWidth : WordMarkup.tallWidth
      let (least, widths) = (WordMarkup.leastWidths(grid), WordMarkup.widths(grid, page))
      #expect(widths.reduce(0, +) <= page)
      #expect(zip(widths, least).allSatisfy { $0 >= $1 }, "\(grid.label): \(least.reduce(0, +)) of \(page)")
    }
  }

  @Test("has captions of 9 pt that are not italic, whatever the style of captions is")
  func captions() {
    let grid = Manuscript.Grid(label: "Table 1", title: "Patients", anchor: "table_1", head: ["A"], rows: [])
    let manuscript = Manuscript(title: "", subtitle: "", blocks: [.table(grid)])
    let tree = WordDocument.tree(manuscript, pictures: [:], version: [1, 22])
    guard case .object(let pairs) = tree, case .array(let blocks)? = pairs.first(where: { $0.0 == "blocks" })?.1,
      let first = blocks.first?.text(.compact)
    else {
      Issue.record("the tree has no blocks")
      return
    }
    #expect(first.contains("TableCaption") && first.contains("Patients"))
    for mark in ["w:sz w:val=\\\"18\\\"", "w:i w:val=\\\"0\\\""] {
      #expect(first.ranges(of: mark).count == 2, "\(mark) in \(first)")
    }
  }

  @Test("keeps hostile texts as texts", arguments: SinkTableTests.marks)
  func hostile(mark: String) async throws {
    var outcomes = try await WorkedStudy.outcomes(["patients/A.yaml": WorkedStudy.three["patients/A.yaml"] ?? ""])
    var study = outcomes.study
    study.title = mark + " title"
    study.patients[0].id = mark
    outcomes = await StudyOutcomes(study, library: outcomes.library)
    let draft = ManuscriptDraft(Report(outcomes))
    let text = WordDocument.tree(draft.manuscript, pictures: [:], version: [1, 22]).text(.compact)
    let tree = try JSONSerialization.jsonObject(with: Data(text.utf8))
    var pieces: [String] = []
    func walk(_ value: Any) {
      if let object = value as? [String: Any] {
        if ["RawBlock", "RawInline"].contains(object["t"] as? String ?? ""), let content = object["c"] as? [String] {
          pieces.append(content[1])
        } else {
          object.values.forEach(walk)
        }
      } else if let list = value as? [Any] {
        list.forEach(walk)
      } else if let text = value as? String {
        #expect(SinkReaders.hidden(in: text, allowing: []).isEmpty)
      }
    }
    walk(tree)
    #expect(pieces.count > 20)
    let whole = "<x xmlns:w=\"w\">\(pieces.joined())</x>"
    #expect(XMLParser(data: Data(whole.utf8)).parse())
    #expect(SinkReaders.hidden(in: whole, allowing: []).isEmpty && !whole.contains("<script"))
  }

  @Test("knows the version of pandoc's tree")
  func version() {
    #expect(WordDocument.apiVersion("{\"pandoc-api-version\":[1,22,2,1],\"meta\":{}}") == [1, 22, 2, 1])
    #expect(WordDocument.apiVersion("{\"pandoc-api-version\":[1,23],\"meta\":{}}") == [1, 23])
    #expect(WordDocument.apiVersion("{\"pandoc-api-version\":[1,20],\"meta\":{}}") == nil)
    #expect(WordDocument.apiVersion("{\"pandoc-api-version\":[1,x],\"meta\":{}}") == nil)
    #expect(WordDocument.apiVersion("{}") == nil)
  }

  @Test("is refused in plain words without pandoc")
  func withoutPandoc() async throws {
    let report = Report(try await WorkedStudy.outcomes(WorkedStudy.three))
    do throws(ReportFormat.Refusal) {
      _ = try WordDocument.written(report, searchPath: "/nowhere")
      Issue.record("there is no pandoc in /nowhere")
    } catch {
      #expect(error.description.contains("apt install pandoc") && error.description.contains("brew install pandoc"))
    }
  }

  /// pandoc reads its own document again: courses and cells are in it.
  @Test(
    "is a document that pandoc reads again",
    .enabled(if: pandoc != nil && converter != nil, "pandoc or rsvg-convert is not installed"))
  func readAgain() async throws {
    let report = Report(try await WorkedStudy.outcomes(WorkedStudy.three))
    let written = try WordDocument.written(report)
    let text = String(
      decoding: try Filter.run(
        try #require(pandoc), ["--from", "docx", "--to", "plain", "--wrap", "none"], input: written.bytes, seconds: 60,
        limit: 10_000_000), as: UTF8.self)
    for course in report.narratives { #expect(text.contains(course.text), "\(course.text)") }
    for figure in report.figures {
      #expect(text.contains(figure.caption.split(separator: " ").prefix(4).joined(separator: " ")))
    }
    #expect(written.held.contains { $0.part == "figures" && $0.count == report.figures.count })
  }
}
