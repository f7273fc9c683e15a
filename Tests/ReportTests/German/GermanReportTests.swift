// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Drawing
import Exchange
import Figures
import Foundation
import Outcomes
import Plain
import Testing

@testable import Report

/// The report of a study for a German reader.
@Suite("The report in German") struct GermanReportTests {
  static let folders = ["gemcitabine-maintenance", "full-record"]

  static func outcomes(_ folder: String) async throws -> StudyOutcomes {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let reading = await StudyFolder.read(root.appendingPathComponent("Examples/\(folder)").path)
    return await StudyOutcomes(try #require(reading.study), library: BuiltInLibrary.read().library)
  }

  // MARK: words

  /// Words of English sentences that are none of German ones, nor names of drugs, tumours or journals.
  private static let english: Set<String> = [
    "the", "and", "with", "without", "from", "since", "where", "which", "whether", "their", "of", "is", "are",
    "were", "not", "no", "none", "by", "for", "each", "every", "stated", "recorded", "determined", "reached",
    "months", "patient's", "patients", "line", "lines", "dose", "doses", "response", "progression", "survival",
    "censored", "cycle", "cycles", "day", "days", "week", "weeks", "given", "planned", "page", "figure", "table",
    "start", "first", "last", "visit", "visits", "unknown", "known", "ongoing", "death", "because", "than", "that",
  ]

  /// What stands in English in a German sentence by right: what somebody wrote, in quotation marks, names of texts, identifiers and commands.
  private static func withoutQuotes(_ text: String) -> String {
    var text = text
    for title in titles { text = text.replacing(title, with: " ") }
    // Names of entries, phases and places of the source are those of the record: `reduced-dose`, `line-2`, `Table 2`.
    for pattern in [#"„[^“]*“"#, #"`[^`]*`"#, #"“[^”]*”"#, #"[\p{L}\d]+(-[\p{L}\d]+)+"#, #"Table \d"#] {
      while let range = text.range(of: pattern, options: .regularExpression) { text.replaceSubrange(range, with: " ") }
    }
    return text
  }

  private static let titles = [
    "Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics", "Growth Modulation Index",
    "Best Supportive Care", "Hazard Ratio", "first phase",
  ]

  private static func englishWords(_ text: String, but names: Set<String> = []) -> [String] {
    withoutQuotes(text).split { !$0.isLetter && $0 != "'" }.map(String.init)
      .filter { !names.contains($0) && english.contains($0.lowercased()) }
  }

  /// The names of entries and of their phases, as they were given.
  private static func names(_ study: Study) -> Set<String> {
    Set(
      study.patients.flatMap { patient in
        patient.entries.map(\.id) + patient.therapies.flatMap { ($0.therapy.phases + $0.therapy.planned).map(\.id) }
      })
  }

  /// Every text of a table that is no quote of the record.
  private static func phrases(_ table: PhraseTable) -> [Phrase] {
    let cells = table.rows.flatMap { $0 }
    return [table.title] + table.columns.flatMap { [$0.name, $0.remark] + [$0.unit].compactMap(\.self) }
      + table.footnotes + cells.compactMap(\.note)
      + cells.compactMap { cell in
        switch cell.value {
        case .words(let phrase), .missing(.because(let phrase)): phrase
        default: nil
        }
      }
  }

  /// A phrase that is the same in both languages is a name or a quote of the record: its words are in no sentence of the program. A phrase that differs has no English word.
  @Test("has no English sentence in its tables", arguments: folders)
  func tablesAreGerman(folder: String) async throws {
    let report = Report(try await Self.outcomes(folder), language: .german)
    let names = Self.names(report.study)
    var told = 0
    for table in report.tables.all + [ReportTables.readings(report.outcomes)] {
      for phrase in Self.phrases(table) where phrase.german != phrase.english {
        let words = Self.englishWords(phrase.german, but: names)
        #expect(words.isEmpty, "\(table.name): \(words) in \(phrase.german)")
        told += 1
      }
      // Of the frame of a table nothing but letters, units and names of fields is the same.
      for phrase in [table.title] + table.columns.map(\.name) + table.footnotes where phrase.german == phrase.english {
        let words = Self.englishWords(phrase.german, but: names)
        #expect(words.isEmpty, "\(table.name): \(words) in \(phrase.german)")
      }
    }
    #expect(told > 100)
  }

  @Test("has no English sentence in its explanations, methods and figures", arguments: folders)
  func therestIsGerman(folder: String) async throws {
    let report = Report(try await Self.outcomes(folder), language: .german)
    let names = Self.names(report.study)
    func check(_ text: String, _ place: String) {
      let words = Self.englishWords(text, but: names)
      #expect(words.isEmpty, "\(place): \(words) in \(text)")
    }
    for paragraph in report.methods { check(paragraph.german, "methods") }
    for note in report.leftOutFigures { check(note.german, "figures left out") }
    for trace in report.traces.flatMap(\.traces) {
      let inputs = trace.inputs.filter { $0.namePhrase.german != $0.namePhrase.english }.map(\.namePhrase)
      for phrase in [trace.definition.textPhrase, trace.definition.namePhrase] + trace.notes + inputs
        + [trace.arithmeticPhrase].compactMap(\.self)
      { check(phrase.german, trace.id) }
    }
    // What an English figure has too is a name of the record, a number or a citation.
    let english = Report(report.outcomes).figures
    for (figure, other) in zip(report.figures, english) {
      check(figure.caption, figure.name)
      check(figure.scene.title.replacing(report.study.title, with: ""), figure.name)
      let shared = Set(SceneAudit(other.scene).texts.map(\.string))
      for text in SceneAudit(figure.scene).texts.map(\.string) where !shared.contains(text) { check(text, figure.name) }
    }
  }

  // MARK: numbers

  /// The numbers of a text, in the order of their size as words.
  private static func numbers(_ text: String, mark: Character) -> [String] {
    let pattern = mark == "," ? #"\d+(?:,\d+)?"# : #"\d+(?:\.\d+)?"#
    var numbers: [String] = []
    var rest = text[...]
    while let range = rest.range(of: pattern, options: .regularExpression) {
      numbers.append(String(rest[range]).replacing(",", with: "."))
      rest = rest[range.upperBound...]
    }
    return numbers.sorted()
  }

  /// The numbers of a text in each language, but for those that are part of a name (`RECIST 1.1`) or of a citation: they have their point in both.
  private static func numbers(_ english: String, _ german: String) -> (english: [String], german: [String]) {
    var (english, german) = (english, german)
    var rest = english[...]
    while let range = rest.range(of: #"\d+(?:\.\d+)+"#, options: .regularExpression) {
      let number = String(rest[range])
      rest = rest[range.upperBound...]
      guard german.contains(number) else { continue }
      english = english.replacing(number, with: " ")
      german = german.replacing(number, with: " ")
      rest = english[...]
    }
    return (numbers(english, mark: "."), numbers(german, mark: ","))
  }

  /// Parsed from the print of both languages, each with its own decimal mark.
  @Test("has the numbers of the English report", arguments: folders)
  func numbersAreThose(folder: String) async throws {
    let report = Report(try await Self.outcomes(folder), language: .german)
    var count = 0
    for table in report.tables.all {
      for (row, cells) in table.rows.enumerated() {
        for (column, cell) in cells.enumerated() {
          // What a person wrote keeps its point in both.
          if case .words(let phrase) = cell.value, phrase.german == phrase.english { continue }
          let texts = (english: cell.text(in: .english), german: cell.text(in: .german))
          guard !texts.german.contains("„") else { continue }
          let (english, german) = Self.numbers(texts.english, texts.german)
          #expect(
            english == german,
            "\(table.name), row \(row + 1), column \(column + 1): \(texts.english) | \(texts.german)")
          count += english.count
        }
      }
      for note in table.footnotes where !note.german.contains("„") {
        let (english, german) = Self.numbers(note.english, note.german)
        #expect(Set(english) == Set(german), "\(note.english) | \(note.german)")
      }
    }
    #expect(count > 200)
  }

  // MARK: files

  /// Files for programs are the same whatever the reader's language; the page and Markdown are in it.
  @Test("changes no file for programs")
  func filesForPrograms() async throws {
    let outcomes = try await Self.outcomes("gemcitabine-maintenance")
    let english = Dictionary(uniqueKeysWithValues: Report(outcomes).files().map { ($0.path, $0.bytes) })
    let german = Dictionary(
      uniqueKeysWithValues: Report(outcomes, language: .german).files().map { ($0.path, $0.bytes) })
    #expect(Set(english.keys) == Set(german.keys))
    for (path, bytes) in english where path.hasSuffix(".csv") || path.hasSuffix(".json") {
      #expect(german[path] == bytes, "\(path)")
    }
    let page = String(decoding: try #require(german["index.html"]), as: UTF8.self)
    #expect(page.contains("<html lang=\"de\">") && page.contains("<h2>Abbildungen</h2>"))
    #expect(page.contains("<b>Abbildung 1.</b>") && !page.contains("<b>Figure"))
    let frame = ["Tables", "Cohort", "Findings", "Claims and verdicts", "Settled by", "Why: every", "Skip to"]
    for words in frame { #expect(!page.contains(">\(words)"), "\(words)") }
    let table = String(decoding: try #require(german["tables/patients.md"]), as: UTF8.self)
    #expect(table.hasPrefix("### Patientenmerkmale"))
  }

  /// German words are longer: nothing is cut, leaves its page or lies over another text.
  @Test("draws figures whose words have room", arguments: [180.0, 85])
  func figuresHaveRoom(width: Double) async throws {
    let outcomes = try await Self.outcomes("gemcitabine-maintenance")
    let german = Report(outcomes, options: .init(widthMillimetres: width), language: .german)
    let english = Report(outcomes, options: .init(widthMillimetres: width))
    for (own, other) in zip(german.figures, english.figures) where SceneAudit(other.scene).isClean {
      #expect(SceneAudit(own.scene).isClean, "\(own.name)")
    }
  }

  @Test("is a workbook and the draft of a manuscript too")
  func office() async throws {
    let report = Report(try await Self.outcomes("gemcitabine-maintenance"), language: .german)
    let workbook = ReportWorkbook(report).workbook
    let contents = try #require(workbook.pages.first)
    #expect(contents.columns.map(\.head) == ["Blatt", "Tabelle", "Zeilen"])
    let why = try #require(workbook.pages.last)
    #expect(why.columns.map(\.head).prefix(3) == ["Pat.-Nr.", "Größe", "Wert"])
    let draft = ManuscriptDraft(report).manuscript
    let headings = draft.blocks.compactMap { block -> String? in
      if case .heading(let text, 1, _) = block { text } else { nil }
    }
    #expect(
      headings == [
        "Zusammenfassung", "Einleitung", "Fallberichte", "Ergebnisse", "Methoden", "Diskussion", "Sicht der Patienten",
        "Ethik und Einwilligung", "Literatur", "Anhang: woher der Text stammt",
      ])
    #expect(draft.grids[0].label == "Tabelle 1" && draft.figureLabel == "Abbildung")
  }
}
