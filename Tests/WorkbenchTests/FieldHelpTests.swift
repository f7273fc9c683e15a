// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Notation
import Plain
import Store
import Testing

@testable import Workbench

/// What German pages say of fields, held against the tables of the notation: a key that comes without German fails here with its name.
@Suite struct FieldHelpTests {
  /// A field that a form can show.
  private struct Shown {
    let table: String
    let key: KeyTable.Key
    let control: Control

    var name: String { "\(table): \(key.name)" }
    /// Whether the form says what the field is for: a time is explained by one text for all, and a source by its own fields.
    var isExplained: Bool {
      if case .group(let table) = control.shape { return table.name != "source" }
      if case .groups(let table, _) = control.shape { return table.name != "source" }
      return !control.isTime
    }
  }

  /// The forms with the keys that they leave out: `EntryPages` has them.
  private static let forms: [(table: KeyTable, without: Set<String>)] = StudyTables.all.compactMap { table in
    switch table.name {
    case "study": (table, [])
    case "patient": (table, ["patient", "course"])
    case let name where name.hasPrefix("entry-"): (table, ["starts"])
    default: nil
    }
  }

  private static let shown: [Shown] = {
    var shown: [Shown] = []
    var seen: Set<String> = []
    func add(_ table: KeyTable, _ without: Set<String>) {
      guard seen.insert(table.name).inserted else { return }
      for field in FormSheet.fields(table, "", without: without) {
        shown.append(Shown(table: table.name, key: field.key, control: field.control))
        switch field.control.shape {
        case .group(let own), .groups(let own, _): add(own, [])
        default: break
        }
      }
    }
    for form in forms { add(form.table, form.without) }
    return shown
  }()

  private static var rows: [(table: String, column: String)] {
    PastedRows.Table.allCases.flatMap { table in table.columns.map { (table.rawValue, $0) } }
  }

  @Test(
    "the forms reach every table of a study but those of facts with several statements, readings, claims and decisions")
  func tables() {
    #expect(Self.forms.count == 2 + EntryKind.all.count)
    let reached = Set(Self.shown.map(\.table))
    let unreached = StudyTables.all.map(\.name).filter { !reached.contains($0) && !$0.hasPrefix("claim-") }
    #expect(
      unreached.sorted() == [
        "age-readings", "decision on a finding", "reference", "selector", "statement", "time-readings",
      ],
      "\(unreached)")
  }

  @Test("every key that a form can show, and every column of rows, has German help and a German label")
  func complete() {
    for field in Self.shown {
      #expect(!field.isExplained || FieldHelp.of(field.key.name, in: field.table) != nil, "no help of \(field.name)")
      #expect(FieldWords.german[field.key.name] != nil, "no label of \(field.name)")
    }
    for kind in EntryKind.words { #expect(FieldWords.german[kind] != nil, "no label of \(kind)") }
    for (table, column) in Self.rows {
      #expect(FieldHelp.of(column, in: table) != nil, "no help of \(table): \(column)")
      #expect(FieldWords.german[column] != nil, "no label of \(column)")
    }
    for column in CycleRows.columns { #expect(FieldWords.german[column] != nil, "no label of \(column)") }
  }

  /// Categories that German charts write as English ones do.
  private static let asTheyAre: Set = [
    "CR", "PR", "SD", "PD", "NE", "non-CR/non-PD", "CMR", "PMR", "SMD", "PMD", "pCR", "MR", "NED", "CARE", "I", "II",
    "III", "IIIa", "IIIb", "IV", "IVa", "IVb", "V",
  ]

  @Test("every word that a form lets choose has a German one, or is a category that is written so in German")
  func choices() {
    var seen: Set<String> = []
    for field in Self.shown {
      guard case .words(let words) = field.control.shape else { continue }
      for word in words + [Silence.notStated, Silence.unknown] {
        seen.insert(word)
        #expect(FieldWords.germanValues[word] != nil || Self.asTheyAre.contains(word), "\(field.name): \(word)")
      }
    }
    // A category that no form has any more is not kept here.
    #expect(Self.asTheyAre.subtracting(seen).isEmpty)
  }

  @Test("no help is of a key that there is not, or of one that no form explains")
  func stale() {
    let explained = Set(Self.shown.map(\.name))
    for (table, keys) in FieldHelp.all {
      for key in keys.keys {
        if table == "entry" {
          for kind in EntryKind.all {
            let own = Self.shown.first { $0.table == kind.record.table.name && $0.key.name == key }
            #expect(own.map { $0.isExplained } == true, "entry: \(key) of \(kind.word)")
          }
        } else if let rows = PastedRows.Table(rawValue: table) {
          #expect(rows.columns.contains(key), "\(table): \(key)")
        } else {
          let own = Self.shown.first { $0.table == table && $0.key.name == key }
          #expect(explained.contains("\(table): \(key)") && own?.control.isTime == false, "\(table): \(key)")
        }
      }
    }
  }

  /// Words of files and programs, which no physician has to know.
  private static let foreign = [
    "yaml", "edtf", "kebab", "json", "csv", "mapping", "notation", "`verlauf", "`true`", "`false`", "boolean", "datei",
    " file", "`id`", "`when`", "`section`", "`period`", "`ongoing`", "`fields`", "regex", "parser", "schlüssel", "[",
    "{",
  ]

  @Test("no help, in either language, speaks of files", arguments: Language.allCases)
  func plain(_ language: Language) {
    var all = Self.shown.filter { $0.isExplained || FieldHelp.of($0.key.name, in: $0.table) != nil }.map {
      ($0.name, FieldHelp.said(of: $0.key, in: $0.table, language).words)
    }
    for table in PastedRows.Table.allCases {
      all += table.meanings(language).map { ("\(table.rawValue): \($0.column)", $0.words) }
    }
    for (name, words) in all {
      for foreign in Self.foreign { #expect(!words.lowercased().contains(foreign), "\(name): \(words)") }
      #expect(words.count(where: { $0 == "`" }).isMultiple(of: 2), "\(name): \(words)")
      #expect(words.hasSuffix("."), "\(name): \(words)")
    }
  }

  @Test("German help is no English help")
  func german() {
    for field in Self.shown where field.isExplained {
      let (english, german) = (
        FieldHelp.said(of: field.key, in: field.table, .english).words,
        FieldHelp.said(of: field.key, in: field.table, .german).words
      )
      #expect(english != german, "\(field.name)")
      for word in ["the", "of", "was", "where", "which"] {
        let words = german.split { !$0.isLetter }.map { $0.lowercased() }
        #expect(word == "was" || !words.contains(word), "\(field.name): \(german)")
      }
    }
  }

  /// What stands in backticks, in the order of the text.
  private func typed(_ key: String, _ table: String) throws -> [String] {
    let help = try #require(FieldHelp.of(key, in: table))
    return [help.german, help.english ?? ""].flatMap { text in
      text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { !$0.offset.isMultiple(of: 2) }
        .map { String($0.element) }
    }
  }

  @Test("what help gives to be typed is read by the reader")
  func examples() throws {
    for (key, table) in [
      ("period", "study"), ("data cut-off", "study"), ("period", "patient"), ("data cut-off", "patient"),
      ("when", "laboratory"),
    ] {
      let dates = try typed(key, table)
      #expect(dates.count >= 2, "\(table): \(key)")
      for date in dates { #expect(throws: Never.self, "\(date)") { _ = try StatedDate(parsing: date) } }
    }
    for (key, table) in [("lasts", "entry"), ("delay", "phase"), ("delay", "entry-therapy")] {
      for span in try typed(key, table) { #expect(throws: Never.self, "\(span)") { _ = try StatedSpan(parsing: span) } }
    }
    for length in try typed("every", "entry-therapy") {
      #expect(throws: Never.self, "\(length)") { _ = try CycleLength(parsing: length) }
    }
    // Every day; twice on every day; four weeks of a block of six.
    let schedules = try typed("days", "phase").map { DailySchedule(parsing: $0) }
    #expect(schedules.map { $0?.timesADay } == [1, 2, nil] && schedules.last??.daysOn == 28)
    #expect(schedules.last??.length == 42)
  }

  // MARK: pages

  private func begun(_ language: String) async throws -> (client: Client, scratch: Scratch, number: Int) {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch), language: language)
    _ = try await client.post("/create", ["title": "Eigene", "patient": "1", "file": "x.verlauf"])
    return (client, scratch, try await #require(client.desk.workplace.current).state().patients[0].part)
  }

  /// The text of a page without its tags.
  private func text(_ page: String) -> String { Html.unescaped(page.replacing(/<[^>]*>/, with: "")) }

  /// Help as it reads on a page.
  private func read(_ help: String) -> String { text(FieldHelp.markup(help).text) }

  @Test(
    "a German form of every kind, of a patient and of the study has German help, and none of the English in its place")
  func germanForms() async throws {
    let (client, scratch, number) = try await begun("de")
    defer { withExtendedLifetime(scratch) {} }
    let places = Self.forms.map { form in
      switch form.table.name {
      case "study": "/s/edit"
      case "patient": "/p/\(number)/facts"
      default: "/p/\(number)/new/" + form.table.name.dropFirst("entry-".count)
      }
    }
    for (form, place) in zip(Self.forms, places) {
      let answer = await client.get(place)
      #expect(answer.status == 200, "\(place)")
      Html.expectInert(answer.text, place)
      #expect(answer.text.firstMatch(of: /class="hint"[^>]*> ?<span lang="en">/) == nil, "\(place) has English help")
      let page = text(answer.text)
      for field in Self.shown where field.table == form.table.name {
        guard let help = FieldHelp.of(field.key.name, in: field.table) else { continue }
        // A regimen that can be chosen is explained by how it is chosen.
        if field.key.name != "regimen" { #expect(page.contains(read(help.german)), "\(place): \(help.german)") }
        #expect(!page.contains(read(field.key.summary)), "\(place): \(field.key.summary)")
        if let english = help.english { #expect(!page.contains(read(english)), "\(place): \(english)") }
      }
    }
  }

  @Test("an English form has the summaries of the notation, and other words where those speak of files")
  func englishForms() async throws {
    let (client, scratch, number) = try await begun("en")
    defer { withExtendedLifetime(scratch) {} }
    let diagnosis = text(await client.get("/p/\(number)/new/diagnosis").text)
    #expect(diagnosis.contains("Stage as stated, with the categories of TNM: pT2 pN0 M1."))
    #expect(diagnosis.contains("small letters, digits and hyphens") && !diagnosis.contains("kebab"))
    let study = text(await client.get("/s/edit").text)
    #expect(study.contains("2014/2021 for 2014 to 2021") && !study.contains("EDTF"))
  }

  @Test("pasting names the columns as they are, and says in German what they mean")
  func pasting() async throws {
    let (client, scratch, number) = try await begun("de")
    defer { withExtendedLifetime(scratch) {} }
    let page = text(await client.get("/p/\(number)/paste").text)
    #expect(page.contains("analyte (nötig): Was gemessen wurde") && page.contains("unit"))
    #expect(page.contains("reader: Ein Name, wo mehrere befunden") && !page.contains("(needed)"))
  }

  @Test("what is recorded as not so stays recorded, though a box that is not ticked is not sent")
  func notTicked() async throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/own"
    try FileManager.default.createDirectory(atPath: folder + "/patients", withIntermediateDirectories: true)
    for (name, text) in [
      ("study.yaml", "study: Own\n"),
      ("patients/1.yaml", "patient: 1\ncourse:\n  - toxicity: no-flow phenomenon\n    absent: false\n"),
    ] { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
    let client = try await Client.entered(Client.desk(scratch, opening: folder))
    let number = try await #require(client.desk.workplace.current).state().patients[0].part
    let path = try #require(await client.get("/p/\(number)").text.firstMatch(of: /\/p\/[0-9]+\/e\/[0-9]+/)).0
    let fields = Html.fields(await client.get(String(path)).text).filter { $0.0 != "token" }
    let same = try await client.post(String(path), pairs: fields)
    #expect(same.header("Location")?.contains("told=same") == true, "\(same.text)")
    let ticked = try await client.post(
      String(path), pairs: fields + [("v.absent", "true"), ("why", "chart read again"), ("action", "save")])
    #expect(ticked.status == 303, "\(ticked.text)")
    let file = try await #require(client.desk.workplace.current).store.files()["patients/1.yaml"]
    #expect(file?.contains("absent: true") == true, "\(file ?? "")")
  }
}
