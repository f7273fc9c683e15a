// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Drawing
import Figures
import Foundation
import Outcomes
import Notation
import Plain
import Dosing
import Review
import Testing

@testable import Exchange
@testable import Report

/// Every text field × every output: whatever a text of the study says, it is text where it arrives.
@Suite("Every text in every output")
struct SinkTableTests {
  /// What someone would write into a field to make a reader, a spreadsheet, a browser, a calendar or a terminal do something.
  static let marks = [
    "\u{1B}]0;x\u{7}", "\u{9B}31m", "<script>alert(1)</script>", "[x](javascript:alert(1))",
    "\"><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0", "@SUM(1)", "-1+1", "\u{200B}=1", "x\r1,2,=3\r| a | b |\r\n| c | d |\r",
    "x\u{B}ATTACH:y\u{C}z", "a,\u{301}b;\u{301}c\"\u{301}|\u{301}<\u{338}",
    "x\u{2028}# x\u{2029}- y\u{85}1. z", "\u{202E}gm 05\u{2066}", "` ~~~ *a* _b_ &lt; \\| \\", "--- x\n===",
    "]]>--></style></title></svg>",
  ]

  private static var root: URL {
    (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
  }

  private static func files(_ folder: String) throws -> [String: String] {
    let source = DiskFiles(folder: root.appendingPathComponent(folder).path)
    var files: [String: String] = [:]
    for path in try source.paths() where path.hasSuffix(".yaml") || path.hasSuffix(".csv") {
      files[path] = String(decoding: try source.bytes(of: path, limit: .max), as: UTF8.self)
    }
    return files
  }

  /// The study of a folder with a mark in every text: those of YAML through the reader, those of the tables and the ids, which the reader restricts, as values.
  private static func study(_ folder: String, mark: String) throws -> Study {
    var hostile = HostileFolder(mark: mark)
    var files = try files(folder)
    // Eight patients are a cohort; more only take time.
    for path in files.keys.filter({ $0.hasPrefix("patients/") }).sorted().dropFirst(8) { files[path] = nil }
    files.merge(Self.tables(files)) { $1 }
    let reading = StudyFolder.read(files: try hostile.rewritten(files))
    #expect(reading.problems.filter { $0.severity == .error }.map(\.description) == [], "\(folder)")
    var study = try #require(reading.study)
    let own = hostile
    for index in study.comparators.indices {
      study.comparators[index].name = own.marked(study.comparators[index].name)
      study.comparators[index].source = own.marked(study.comparators[index].source)
      study.comparators[index].population = study.comparators[index].population.map { own.marked($0) }
    }
    for index in study.patients.indices {
      for place in study.patients[index].lesions.indices {
        var lesion = study.patients[index].lesions[place]
        lesion.lesion = own.marked(lesion.lesion)
        lesion.site = lesion.site.map { own.marked($0) }
        lesion.method = lesion.method.map { own.marked($0) }
        lesion.reader = lesion.reader.map { own.marked($0) }
        study.patients[index].lesions[place] = lesion
      }
      // What a picture calls its lesion is told in figure and caption.
      for place in study.patients[index].entries.indices {
        guard case .assessment(var own) = study.patients[index].entries[place].content else { continue }
        for image in own.images.indices { own.images[image].lesion = hostile.marked("lesion") }
        study.patients[index].entries[place].content = .assessment(own)
      }
      // Elsewhere the figures of doses need counts that they know.
      if folder.hasSuffix("every-key") {
        for place in study.patients[index].entries.indices {
          guard case .laboratory(var value) = study.patients[index].entries[place].content else { continue }
          value.analyte = own.marked(value.analyte)
          value.unit = own.marked(value.unit)
          study.patients[index].entries[place].content = .laboratory(value)
        }
      }
      study.patients[index].id = own.marked(study.patients[index].id)
    }
    for index in study.claims.indices {
      if case .patient(let id) = study.claims[index].subject { study.claims[index].subject = .patient(own.marked(id)) }
    }
    return study
  }

  /// The tables without rows of patients that were left out.
  private static func tables(_ files: [String: String]) -> [String: String] {
    var tables: [String: String] = [:]
    let ids = files.keys.filter { $0.hasPrefix("patients/") }.map {
      $0.dropFirst("patients/".count).dropLast(".yaml".count)
    }
    for name in ["lesions.csv", "labs.csv"] {
      guard let text = files[name] else { continue }
      let lines = text.split(whereSeparator: \.isNewline)
      tables[name] = lines.enumerated().filter { index, line in index == 0 || ids.contains(line.prefix { $0 != "," }) }
        .map { String($1) + "\n" }.joined()
    }
    return tables
  }

  /// Every mark in the folder that has every key; in the larger ones, which have every figure, one mark for each way out of a text.
  static let cases: [(folder: String, mark: String)] =
    marks.map { ("Tests/ExchangeTests/Fixtures/every-key", $0) }
    + ["Examples/gemcitabine-maintenance", "Examples/invented-cohort", "Examples/full-record"].flatMap { folder in
      [
        "\u{1B}]0;x\u{7}", "\"><script>alert(1)</script>", "=cmd|' /C calc'!A0", "x\r1,2,=3\r| a | b |\r\n| c | d |\r",
        "a,\u{301}b;\u{301}c\"\u{301}|\u{301}<\u{338}", "x\u{2028}# x\u{85}\u{202E}gm 05",
      ].map { (folder, $0) }
    }

  @Test("every key of text in the folder is tried")
  func everyKeyIsTried() throws {
    var hostile = HostileFolder(mark: "x")
    _ = try hostile.rewritten(Self.files("Tests/ExchangeTests/Fixtures/every-key"))
    #expect(HostileFolder.free.subtracting(hostile.marked) == [])
    #expect(hostile.marked.count > 80)
  }

  @Test("is text where it arrives", arguments: cases)
  func everyTextInEveryOutput(folder: String, mark: String) async throws {
    let study = try Self.study(folder, mark: mark)
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let cohort = CohortOutcomes(outcomes, options: .suiting(outcomes))
    let cohortFigures = CohortFigures(cohort).all()
    let report = Report(outcomes)
    for file in report.files(hasPrints: true) {
      let text = String(decoding: file.bytes, as: UTF8.self)
      switch file.path.split(separator: ".").last {
      case "html", "svg": SinkReaders.check(markup: text, "\(folder) \(file.path)")
      case "csv": SinkReaders.check(csv: text, "\(folder) \(file.path)")
      case "json":
        let object = try SinkReaders.object(json: text, "\(folder) \(file.path)")
        if let title = (object as? [String: Any])?["study"] as? String {
          #expect(Array(title.unicodeScalars) == Array(study.title.unicodeScalars))
          #expect(title.unicodeScalars.starts(with: mark.unicodeScalars))
        }
      case "md": break
      default: Issue.record("a file that nothing reads: \(file.path)")
      }
    }
    for figure in cohortFigures {
      SinkReaders.check(csv: try #require(figure.csv), "\(folder) \(figure.name)")
      SinkReaders.check(markup: SVGRenderer(idPrefix: figure.name).render(figure.scene), "\(folder) \(figure.name)")
    }
    let tables = report.tables.all
    for table in tables { try check(table, "\(folder) \(table.name)") }
    _ = try SinkReaders.object(json: PhraseTable.json(tables), "\(folder) tables")
  }

  private func check<Text>(_ table: TableOf<Text>, _ name: Comment) throws {
    let parts = table.columns.reduce(0) { $0 + $1.kind.parts.count }
    SinkReaders.check(csv: table.csv, columns: table.columns.count + parts, rows: table.rows.count, name)
    SinkReaders.check(
      markdown: table.markdown, columns: table.columns.count, rows: table.rows.count, footnotes: table.footnotes.count,
      name)
    #expect(SinkReaders.hidden(in: TerminalText.safe(table.plainText(width: 80))) == [], name)
  }

  /// Regimens come from files of their own: every text of one, and the calendars made from it.
  @Test("of a regimen is text where it arrives", arguments: marks)
  func everyTextOfARegimen(mark: String) throws {
    let text = mark + " name"
    let dose = Dose(amount: 900, unit: .milligramsPerSquareMetre)
    var regimen = Regimen(
      id: text, name: text, cycleDays: 21, components: [.init(drug: text, dose: dose, days: [1, 8])])
    regimen.premedication = [.init(drug: text, days: [0], note: text)]
    regimen.support = [.init(drug: text, days: [9], note: text)]
    regimen.disease = text
    regimen.note = text
    regimen.belowLevels = text
    regimen.rules = [text]
    let start = try #require(Day(iso: "2027-01-11"))
    let plan = try TreatmentPlan.make(regimen, start: start, cycles: 2)
    let calendar = ICalendar.text(plan, title: text, patient: text, notes: [text], stamp: "20270101T000000Z") {
      DosingTables.words($0, [1624])
    }
    SinkReaders.check(calendar: calendar, "calendar")
    SinkReaders.check(markup: DosingTables.calendarPage(plan, title: text, doses: [1624], notes: [text]), "page")
    let tables = [DosingTables.plan(plan), DosingTables.regimens([regimen])] + DosingTables.regimen(regimen)
    for table in tables { try check(table, "\(table.name)") }
    _ = try SinkReaders.object(json: Table.json(tables), "tables")
  }
}
