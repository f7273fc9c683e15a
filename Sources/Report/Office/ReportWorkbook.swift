// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Outcomes
import Plain

/// All tables of a report as a workbook: a sheet a table, and one with why each value is what it is.
struct ReportWorkbook {
  private let report: Report
  /// The tables, in the order of their sheets, which begin behind the list of them.
  private let tables: [PhraseTable]

  init(_ report: Report) {
    self.report = report
    tables = report.tables.all + [ReportTables.readings(report.outcomes)].filter { !$0.rows.isEmpty }
  }

  func written() throws(ReportFormat.Refusal) -> ReportFormat.Written {
    let workbook = self.workbook
    if let misfit = workbook.misfits.first { throw ReportFormat.Refusal(misfit) }
    let bytes: [UInt8]
    do throws(ZipArchive.Failure) {
      bytes = try workbook.bytes(searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "")
    } catch { throw ReportFormat.Refusal("\(error)") }
    var leftOut: [(part: String, count: Int, why: String)] = []
    if !report.figures.isEmpty {
      leftOut.append(("figures", report.figures.count, "a sheet holds values; `verlauf report` has them"))
    }
    if !report.narratives.isEmpty {
      leftOut.append(
        ("courses in words", report.narratives.count, "a sheet holds values; `verlauf write docx` has them"))
    }
    let traces = report.traces.reduce(0) { $0 + $1.traces.count }
    return ReportFormat.Written(
      bytes: bytes, held: tables.map { ($0.name, $0.rows.count * $0.columns.count) } + [("why", traces)],
      leftOut: leftOut)
  }

  /// The pages: what there is, each table, why.
  var workbook: WorkbookFile {
    let why = WhyPage(report)
    let names = tables.map(\.name)
    var contents = WorkbookPage(
      name: "contents",
      columns: [
        .init(say(Phrase("Sheet", "Blatt")), width: 32), .init(say(Phrase("Table", "Tabelle")), width: 70),
        .init(say(Phrase("Rows", "Zeilen")), width: 8),
      ])
    contents.rows = zip(names, tables).map { name, table in
      [.text(name), .text(say(table.title)), .number(Double(table.rows.count), decimals: 0)]
    }
    contents.links = tables.indices.map { WorkbookPage.Link(row: $0, column: 0, page: $0 + 1, target: -1) }
    contents.rows.append([
      .text("why"),
      .text(
        say(
          Phrase(
            "Why each value is what it is: definition, inputs, statements and sources",
            "Warum jeder Wert ist, wie er ist: Definition, Eingangsgrößen, Angaben und Quellen"))),
      .number(Double(why.page.rows.count), decimals: 0),
    ])
    contents.links.append(WorkbookPage.Link(row: tables.count, column: 0, page: tables.count + 1, target: -1))
    contents.notes =
      [
        report.study.title,
        say(
          Phrase(
            "Columns of print stand first; the parts of values that have some (from, to, lower and upper limit, n) follow as numbers, each in a column with its unit. Underlined cells lead to why they are what they are.",
            "Zuerst stehen die gedruckten Spalten; die Teile von Werten, die welche haben (von, bis, untere und obere Grenze, n), folgen als Zahlen, jeder in einer Spalte mit seiner Einheit. Unterstrichene Zellen führen zu ihrer Begründung."
          )),
      ] + report.methods.map(say)
    let pages = tables.map { page($0, why, at: tables.count + 1) }
    return WorkbookFile([contents] + pages + [why.page])
  }

  /// A phrase as the reader reads it.
  private func say(_ phrase: Phrase) -> String { phrase[report.language] }

  private func page(_ table: PhraseTable, _ why: WhyPage, at place: Int) -> WorkbookPage {
    let language = report.language
    var page = WorkbookPage(
      name: table.name,
      columns: (table.columns.map { $0.head(in: language) } + table.columns.flatMap { $0.partHeads(in: language) }).map
      {
        .init($0)
      })
    page.rows = table.rows.map { row in
      row.map { $0.sheetCell(in: language) }
        + zip(table.columns, row).flatMap { $1.value.parts($0.kind).map(WorkbookPage.Cell.init) }
    }
    for (index, row) in table.rows.enumerated() {
      for (column, cell) in row.enumerated() {
        guard let trace = cell.trace, let target = why.rows[trace] else { continue }
        page.links.append(WorkbookPage.Link(row: index, column: column, page: place, target: target))
      }
    }
    page.notes = ([table.title] + table.footnotes).map(say)
    return page
  }
}

/// The sheet with why each value is what it is, and the row of each trace.
private struct WhyPage {
  var page: WorkbookPage
  private(set) var rows: [Trace.ID: Int] = [:]

  init(_ report: Report) {
    let language = report.language
    let columns: [(Phrase, Int)] = [
      (Phrase("Pat. ID", "Pat.-Nr."), 10), (Phrase("Value of", "Größe"), 36), (Phrase("Value", "Wert"), 24),
      (Phrase(same: "Definition"), 60), (Phrase("Source of the definition", "Quelle der Definition"), 40),
      (Phrase("Arithmetic", "Rechnung"), 40), (Phrase("Rests on", "Beruht auf"), 80),
      (Phrase("Remarks", "Anmerkungen"), 40),
    ]
    page = WorkbookPage(name: "why", columns: columns.map { .init($0[language], width: $1) })
    for (patient, traces) in report.traces {
      for trace in traces {
        rows[trace.id] = page.rows.count
        page.rows.append([
          .text(patient), .text(trace.titlePhrase[language]), .text(trace.phrase[language]),
          .text(trace.definition.textPhrase[language]), .text(trace.definition.sourcePhrase[language]),
          .text((trace.arithmeticPhrase ?? Phrase.none)[language]),
          .text(trace.grounds.map { $0[language] }.joined(separator: "\n")),
          .text(trace.notes.map { $0[language] }.joined(separator: "\n")),
        ])
      }
    }
  }
}

extension Trace {
  /// What it rests on, a line each: inputs and statements, with the sections that state them.
  var grounds: [Phrase] {
    func sections(_ all: [Source]) -> String {
      all.isEmpty ? "" : " (\(all.map(\.section).joined(separator: "; ")))"
    }
    return inputs.map {
      Phrase(
        "\($0.namePhrase): \($0.phrase)\(sections($0.sources))", "\($0.namePhrase): \($0.phrase)\(sections($0.sources))"
      )
    }
      + statements.map {
        let implied = $0.kind == .stated ? .none : Phrase(", implied", ", erschlossen")
        return Phrase(
          "\($0.phrase)\(sections($0.sources))\(implied)", "\($0.phrase)\(sections($0.sources))\(implied)")
      }
  }
}

extension TableOf.Cell {
  /// The cell of a sheet: what print shows, as a number or a day where it is no more than that.
  fileprivate func sheetCell(in language: Language) -> WorkbookPage.Cell {
    let text = text(in: language)
    guard note == nil else { return .text(text) }
    switch value {
    case .number(let number, let decimals, _): return .number(number, decimals: decimals)
    case .range(let bounds, let decimals) where bounds.isExact:
      return bounds.lower.map { .number($0, decimals: decimals) } ?? .text(text)
    case .day(let day): return .init(day)
    case .missing(.blank): return .empty
    default: return text.isEmpty ? .empty : .text(text)
    }
  }
}

extension WorkbookPage.Cell {
  /// A day, as a text where a sheet has no number for it.
  fileprivate init(_ day: Day) {
    self = WorkbookFile.holds(day: day.number) ? .day(day.number) : .text(day.description)
  }

  /// A part of a value. A day comes as text.
  fileprivate init(_ part: JSON?) {
    switch part {
    case .number(let number?): self = .number(number, decimals: nil)
    case .string(let text):
      if let date = try? StatedDate(parsing: text), date.precision == .day, let day = date.bounds.earliest,
        day.description == text
      {
        self = .init(day)
      } else {
        self = .text(text)
      }
    default: self = .empty
    }
  }
}
