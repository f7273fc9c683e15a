// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// Makes the draft of a manuscript of a report, in the order of the CARE guideline (Gagnier JJ, et al. J Clin Epidemiol 2014;67:46-51). What the record holds is written; what it does not is left open, and named.
struct ManuscriptDraft {
  private let report: Report
  private(set) var manuscript: Manuscript
  /// What of the report is not in it.
  private(set) var leftOut: [(part: String, count: Int, why: String)] = []

  /// The number of each trace that the supplement has.
  private var why: [Trace.ID: Int] = [:]
  /// The number of each source of a definition.
  private var references: [String: Int] = [:]
  private var sources: [String] = []
  private var tableNumbers: [String: Int] = [:]
  private var isWide = false

  /// A table of more rows stands in the workbook of the report.
  static let rowLimit = 60
  /// Courses of more patients are no case presentations.
  static let patientLimit = 40

  private var tellsCourses: Bool { report.sentences.count <= Self.patientLimit }

  init(_ report: Report) {
    self.report = report
    let cutOff =
      report.study.dataCutOff.value.map { Phrase(", data cut-off \($0.text)", ", Datenschnitt \($0.text)") }
      ?? Phrase.none
    let subtitle = Phrase(
      "Draft from the record\(cutOff). What stands in brackets is to be written by the authors.",
      "Entwurf aus der Akte\(cutOff). Was in Klammern steht, ist von den Autoren zu schreiben.")
    manuscript = Manuscript(title: report.study.title, subtitle: subtitle[report.language])
    manuscript.figureLabel = Phrase("Figure", "Abbildung")[report.language]
    if tellsCourses {
      for trace in report.traces.flatMap(\.traces) { why[trace.id] = why.count + 1 }
    }
    for definition in Methods.used(report.outcomes) { number(of: say(definition.sourcePhrase)) }
    if tellsCourses { for trace in report.traces.flatMap(\.traces) { number(of: say(trace.definition.sourcePhrase)) } }
    for (index, table) in chosenTables.enumerated() { tableNumbers[table.name] = index + 1 }
    write()
  }

  // MARK: the order

  private mutating func write() {
    add(.paragraph([.init(say(Phrase("Key words: ", "Schlüsselwörter: ")), isStrong: true), .init(keyWords)]))
    abstract()
    heading(Phrase("Introduction", "Einleitung"))
    open(
      Phrase(
        "To be written: why these cases are told, with references to the literature",
        "Zu schreiben: warum diese Fälle berichtet werden, mit Literatur"))
    heading(Phrase("Case presentations", "Fallberichte"))
    cases()
    heading(Phrase("Results", "Ergebnisse"))
    results()
    heading(Phrase("Methods", "Methoden"))
    methods()
    heading(Phrase("Discussion", "Diskussion"))
    open(
      Phrase(
        "To be written: strengths and limits, the literature, the rationale for conclusions, and what to take from it",
        "Zu schreiben: Stärken und Grenzen, die Literatur, die Begründung der Schlüsse und was daraus mitzunehmen ist"))
    heading(Phrase("Patient perspective", "Sicht der Patienten"))
    open(
      Phrase(
        "To be written: the perspective of the patients, where they have shared it",
        "Zu schreiben: die Sicht der Patienten, wo sie diese mitgeteilt haben"))
    heading(Phrase("Ethics and informed consent", "Ethik und Einwilligung"))
    statement(Phrase("Ethics", "Ethik"), report.study.ethics)
    statement(Phrase("Consent", "Einwilligung"), report.study.consent)
    referenceList()
    supplement()
    turn(isWide: false)
  }

  private mutating func add(_ block: Manuscript.Block) { manuscript.blocks.append(block) }
  private mutating func heading(_ text: Phrase, level: Int = 1) { add(.heading(say(text), level: level)) }
  private mutating func open(_ text: Phrase) { add(.open("[\(say(text)).]")) }

  /// A phrase as the reader reads it.
  private func say(_ phrase: Phrase) -> String { phrase[report.language] }

  private mutating func turn(isWide: Bool) {
    guard isWide != self.isWide else { return }
    self.isWide = isWide
    add(.turn(isWide: isWide))
  }

  private mutating func statement<Value: Sendable>(_ name: Phrase, _ value: Recorded<Value>) {
    guard let stated = value.value else {
      return open(Phrase("\(name): not stated in the record", "\(name): in der Akte nicht angegeben"))
    }
    add(.paragraph([.init("\(say(name)): ", isStrong: true), .init("\(stated)")]))
  }

  private var keyWords: String {
    var words: [String] = []
    for outcome in report.outcomes.patients {
      let own =
        [outcome.patient.diagnosis?.diagnosis.histology].compactMap(\.self) + outcome.therapies.flatMap(\.therapy.drugs)
      for word in own where !words.contains(word) { words.append(word) }
    }
    let most = words.prefix(8).joined(separator: "; ")
    return (most.isEmpty ? "" : most + "; ")
      + (report.study.design.value ?? say(Phrase("case series", "Fallserie")))
  }

  // MARK: abstract

  private mutating func abstract() {
    heading(Phrase("Abstract", "Zusammenfassung"))
    open(Phrase("To be written: background", "Zu schreiben: Hintergrund"))
    let study = report.study
    let (count, isOne) = (study.patients.count, study.patients.count == 1)
    var methods = Phrase(
      "\(Wording.count(count, "patient").capitalisedFirst)\(isOne ? " is reported" : " are reported")",
      "Berichtet \(isOne ? "wird 1 Patient" : "werden \(count) Patienten")")
    if let period = study.period.value.map({ Wording.periodPhrase($0.text) }) {
      methods = methods + Phrase(", treated \(period)", ", behandelt \(period)")
    }
    if let centre = study.centre.value { methods = methods + Phrase(" at \(centre)", " (\(centre))") }
    methods = methods + Phrase(same: ".")
    if let design = study.design.value { methods = methods + Phrase(same: " Design: \(design).") }
    if let cutOff = study.dataCutOff.value {
      methods = methods + Phrase(" Data cut-off: \(cutOff.text).", " Datenschnitt: \(cutOff.text).")
    }
    add(.paragraph([.init(say(Phrase("Methods: ", "Methoden: ")), isStrong: true), .init(say(methods))]))
    let found = abstractResults
    if found.isEmpty {
      open(
        Phrase(
          "Results: the record gives no estimate over the patients",
          "Ergebnisse: die Akte ergibt keine Schätzung über die Patienten"))
    } else {
      add(.paragraph([.init(say(Phrase("Results: ", "Ergebnisse: ")), isStrong: true)] + found))
    }
    open(Phrase("To be written: conclusions", "Zu schreiben: Schlussfolgerungen"))
  }

  /// Sentences of the cells of tables, each of which leads to its table.
  private var abstractResults: [Manuscript.Run] {
    var runs: [Manuscript.Run] = []
    func tell(_ sentence: Phrase, _ table: PhraseTable) {
      guard let number = tableNumbers[table.name] else { return }
      runs.append(.init("\(say(sentence)) (\(say(Self.table)) \(number)).", to: "table_\(number)"))
      runs.append(.init(" "))
    }
    if let table = table("cohort-2-response"), let place = column("n/N", table), let limits = column("interval", table),
      let share = column("%", table)
    {
      for row in table.rows {
        let name = row[0].text
        guard name.hasPrefix("Objective response") || name.hasPrefix("Disease control"), row[0].note == nil,
          !hasGroups(table) || row.contains(where: { $0.text == "all" })
        else { continue }
        let (count, percent, interval) = (row[place].phrase, row[share].phrase, row[limits].phrase)
        tell(
          Phrase(
            "\(name): \(count) (\(percent) %, interval \(interval) %)",
            "\(row[0].phrase): \(count) (\(percent) %, Konfidenzintervall \(interval) %)"), table)
      }
    }
    if let table = table("cohort-3-survival"), let point = column("End point", table),
      let median = column("Median", table),
      let count = column("n", table), let events = column("Events", table)
    {
      let group = column("Group", table)
      let anchor = report.cohort.options.anchor.phrase
      for row in table.rows where ["OS", "PFS"].contains(row[point].text) {
        if let group, row[group].text != "all" { continue }
        tell(
          Phrase(
            "Median \(row[point].phrase) from \(anchor): \(row[median].phrase) months, \(row[count].phrase) patients with \(row[events].phrase) events",
            "Medianes \(row[point].phrase) ab \(anchor): \(row[median].phrase) Monate, \(row[count].phrase) Patienten mit \(row[events].phrase) Ereignissen"
          ), table)
      }
    }
    if !runs.isEmpty { runs.removeLast() }
    return runs
  }

  private static let table = Phrase("Table", "Tabelle")
  private func table(_ name: String) -> PhraseTable? { report.tables.cohort.first { $0.name == name } }
  private func column(_ name: String, _ table: PhraseTable) -> Int? {
    table.columns.firstIndex { $0.name.english == name }
      ?? table.columns.firstIndex { $0.name.english.hasSuffix(name) }
  }
  private func hasGroups(_ table: PhraseTable) -> Bool { table.columns.contains { $0.name.english == "Group" } }

  // MARK: cases

  private mutating func cases() {
    guard tellsCourses else {
      leftOut.append(
        (
          "courses in words", report.sentences.count,
          "more than \(Self.patientLimit) patients; `verlauf report` has them"
        ))
      return open(
        Phrase(
          "Case presentations: of \(report.sentences.count) patients the courses stand in the report",
          "Fallberichte: die Verläufe von \(report.sentences.count) Patienten stehen im Bericht"))
    }
    for (place, course) in report.sentences.enumerated() {
      heading(Phrase(same: "Patient \(course.patient)"), level: 2)
      let runs = course.sentences.enumerated().flatMap { index, sentence -> [Manuscript.Run] in
        [.init(sentence.text, to: Self.anchor(ofSentence: index, place)), .init(" ")]
      }
      add(.paragraph(Array(runs.dropLast())))
    }
  }

  private static func anchor(ofSentence index: Int, _ patient: Int) -> String { "sentence_\(patient + 1)_\(index + 1)" }

  // MARK: tables and figures

  /// The tables of a manuscript: those of the patients and of the cohort that have rows, and not too many.
  private var chosenTables: [PhraseTable] {
    (report.tables.patients + report.tables.cohort + report.tables.measured).filter { $0.rows.count <= Self.rowLimit }
  }

  private mutating func results() {
    for table in chosenTables { add(table) }
    let chosen = Set(chosenTables.map(\.name))
    for table in report.tables.all where !chosen.contains(table.name) && table.name != report.tables.care.name {
      let isLong =
        table.rows.count > Self.rowLimit
        && (report.tables.patients + report.tables.cohort + report.tables.measured).contains { $0.name == table.name }
      leftOut.append(
        (
          table.name, table.rows.count * table.columns.count,
          isLong
            ? "more than \(Self.rowLimit) rows; `verlauf write xlsx` has it"
            : "no part of a manuscript; `verlauf write xlsx` has it"
        ))
    }
    turn(isWide: false)
    for (index, figure) in report.figures.enumerated() { add(.figure(figure, number: index + 1)) }
    for note in report.leftOutFigures { leftOut.append(("figures", 1, note.english)) }
  }

  private mutating func add(_ table: PhraseTable) {
    let (number, language) = (tableNumbers[table.name] ?? 0, report.language)
    let grid = Manuscript.Grid(
      label: "\(say(Self.table)) \(number)", title: say(table.title), anchor: "table_\(number)",
      head: table.columns.map { $0.head(in: language) },
      rows: table.rows.map { row in
        row.map { cell in
          .init(cell.text(in: language), to: cell.trace.flatMap { why[$0] }.map { "why_\($0)" })
        }
      }, notes: table.footnotes.map(say))
    turn(
      isWide: table.columns.count > Self.tallColumns
        || WordMarkup.leastWidths(grid).reduce(0, +) > WordMarkup.tallWidth)
    add(.table(grid))
  }

  /// A table of more columns stands on a wide page, and one with words that a tall page has no room for.
  private static let tallColumns = 7

  // MARK: methods and references

  @discardableResult
  private mutating func number(of source: String) -> Int {
    if let number = references[source] { return number }
    sources.append(source)
    references[source] = sources.count
    return sources.count
  }

  private mutating func methods() {
    add(.paragraph([.init(say(Methods.time(report.study)))]))
    if !report.cohort.members.isEmpty { add(.paragraph([.init(say(CohortTables.method(report.cohort)))])) }
    for definition in Methods.used(report.outcomes) {
      let number = number(of: say(definition.sourcePhrase))
      add(
        .paragraph([
          .init("\(say(definition.namePhrase)): ", isStrong: true), .init("\(say(definition.textPhrase)) "),
          .init("[\(number)]", to: "reference_\(number)"), .init("."),
        ]))
    }
    add(.paragraph([.init(say(Methods.software))]))
  }

  private mutating func referenceList() {
    heading(Phrase("References", "Literatur"))
    for (index, source) in sources.enumerated() {
      add(.paragraph([.init("\(index + 1). \(source)")], anchor: "reference_\(index + 1)"))
    }
    guard !report.study.references.isEmpty else { return }
    heading(Phrase("Works that the record cites", "Arbeiten, die die Akte zitiert"), level: 2)
    for reference in report.study.references {
      let parts = [
        reference.authors.value, reference.title, reference.journal.value, reference.year.value.map(String.init),
        reference.doi.value.map { "doi:\($0)" },
      ]
      add(.paragraph([.init("\(reference.number). \(parts.compactMap(\.self).joined(separator: ". "))")]))
    }
  }

  // MARK: supplement

  private mutating func supplement() {
    guard tellsCourses else {
      let count = report.traces.reduce(0) { $0 + $1.traces.count }
      leftOut.append(("why", count, "more than \(Self.patientLimit) patients; `verlauf write xlsx` has it"))
      return
    }
    turn(isWide: true)
    heading(Phrase("Supplement: where the text is from", "Anhang: woher der Text stammt"))
    add(
      .paragraph([
        .init(
          say(
            Phrase(
              "Each sentence of a case presentation leads to its row of Table S1, with the records that it tells and where they are stated; values that follow lead to Table S2, with definition, arithmetic and what they rest on.",
              "Jeder Satz eines Fallberichts führt zu seiner Zeile in Tabelle S1, mit den Einträgen, die er erzählt, und wo sie angegeben sind; Werte, die folgen, führen zu Tabelle S2, mit Definition, Rechnung und Grundlage."
            ))
        )
      ]))
    add(.table(sentenceTable))
    add(.table(traceTable))
    if !report.tables.care.rows.isEmpty {
      let (care, language) = (report.tables.care, report.language)
      add(
        .table(
          Manuscript.Grid(
            label: "\(say(Self.table)) S3", title: say(care.title), anchor: "table_S3",
            head: care.columns.map { $0.head(in: language) },
            rows: care.rows.map { $0.map { .init($0.text(in: language)) } }, notes: care.footnotes.map(say))))
    }
  }

  private var sentenceTable: Manuscript.Grid {
    var grid = Manuscript.Grid(
      label: "\(say(Self.table)) S1", title: say(Phrase("Sources of each sentence", "Quellen jedes Satzes")),
      anchor: "table_S1",
      head: [
        Phrase("Pat. ID", "Pat.-Nr."), Phrase("Sentence", "Satz"), Phrase("Records", "Einträge"),
        Phrase("Stated in", "Angegeben in"), Phrase("Values that follow", "Werte, die folgen"),
      ].map(say), rows: [])
    for (place, course) in report.sentences.enumerated() {
      let patient = report.study.patients.first { $0.id == course.patient }
      let traces = report.traces.first { $0.patient == course.patient }?.traces ?? []
      for (index, sentence) in course.sentences.enumerated() {
        let entries = sentence.entries.compactMap { patient?.entry($0) }
        let sections = Self.once(
          entries.flatMap { $0.sources.map(Self.words) }
            + (index == 0 ? patient.map { $0.sources.map(Self.words) } ?? [] : []))
        let phases = entries.flatMap {
          patient?.therapies.first { [id = $0.id] in $0.entry.id == id }?.therapy.phases ?? []
        }
        let names = sentence.entries + phases.map(\.id)
        let own = traces.filter { trace in names.contains { trace.id.hasPrefix("\(course.patient)/\($0)/") } }
        grid.rows.append([
          .init(course.patient), .init(sentence.text, anchor: Self.anchor(ofSentence: index, place)),
          .init(
            sentence.entries.isEmpty
              ? say(Phrase("what no record says", "was kein Eintrag sagt")) : sentence.entries.joined(separator: ", ")),
          .init(sections.joined(separator: "; ")),
          .init(
            own.enumerated().flatMap { number, trace -> [Manuscript.Run] in
              (number > 0 ? [.init("; ")] : [])
                + [.init("\(say(trace.titlePhrase)): \(say(trace.phrase))", to: why[trace.id].map { "why_\($0)" })]
            }),
        ])
      }
    }
    return grid
  }

  private static func words(_ source: Source) -> String {
    source.section + (source.quote.map { ": “\($0)”" } ?? "")
  }

  private static func once(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }

  private var traceTable: Manuscript.Grid {
    var grid = Manuscript.Grid(
      label: "\(say(Self.table)) S2",
      title: say(Phrase("Why each value is what it is", "Warum jeder Wert ist, wie er ist")), anchor: "table_S2",
      head: [
        Phrase("Pat. ID", "Pat.-Nr."), Phrase("Value of", "Größe"), Phrase("Value", "Wert"),
        Phrase(same: "Definition"), Phrase("Arithmetic", "Rechnung"), Phrase("Rests on", "Beruht auf"),
      ].map(say), rows: [])
    for (patient, traces) in report.traces {
      for trace in traces {
        let reference = references[say(trace.definition.sourcePhrase)]
        grid.rows.append([
          .init(patient), .init(say(trace.titlePhrase), anchor: why[trace.id].map { "why_\($0)" }),
          .init(say(trace.phrase)),
          .init(
            [.init("\(say(trace.definition.textPhrase)) ")]
              + (reference.map { [.init("[\($0)]", to: "reference_\($0)")] } ?? [
                .init("(\(say(trace.definition.sourcePhrase)))")
              ])
          ),
          .init(say(trace.arithmeticPhrase ?? Phrase.none)),
          .init((trace.grounds + trace.notes).map(say).joined(separator: "\n")),
        ])
      }
    }
    return grid
  }
}
