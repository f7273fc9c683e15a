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
    let cutOff = report.study.dataCutOff.value.map { ", data cut-off \($0.text)" } ?? ""
    manuscript = Manuscript(
      title: report.study.title,
      subtitle: "Draft from the record\(cutOff). What stands in brackets is to be written by the authors.")
    if tellsCourses {
      for trace in report.traces.flatMap(\.traces) { why[trace.id] = why.count + 1 }
    }
    for definition in Methods.used(report.outcomes) { number(of: definition.source) }
    if tellsCourses { for trace in report.traces.flatMap(\.traces) { number(of: trace.definition.source) } }
    for (index, table) in chosenTables.enumerated() { tableNumbers[table.name] = index + 1 }
    write()
  }

  // MARK: the order

  private mutating func write() {
    add(.paragraph([.init("Key words: ", isStrong: true), .init(keyWords)]))
    abstract()
    heading("Introduction")
    open("To be written: why these cases are told, with references to the literature")
    heading("Case presentations")
    cases()
    heading("Results")
    results()
    heading("Methods")
    methods()
    heading("Discussion")
    open("To be written: strengths and limits, the literature, the rationale for conclusions, and what to take from it")
    heading("Patient perspective")
    open("To be written: the perspective of the patients, where they have shared it")
    heading("Ethics and informed consent")
    statement("Ethics", report.study.ethics)
    statement("Consent", report.study.consent)
    referenceList()
    supplement()
    turn(isWide: false)
  }

  private mutating func add(_ block: Manuscript.Block) { manuscript.blocks.append(block) }
  private mutating func heading(_ text: String, level: Int = 1) { add(.heading(text, level: level)) }
  private mutating func open(_ text: String) { add(.open("[\(text).]")) }

  private mutating func turn(isWide: Bool) {
    guard isWide != self.isWide else { return }
    self.isWide = isWide
    add(.turn(isWide: isWide))
  }

  private mutating func statement<Value: Sendable>(_ name: String, _ value: Recorded<Value>) {
    guard let stated = value.value else { return open("\(name): not stated in the record") }
    add(.paragraph([.init("\(name): ", isStrong: true), .init("\(stated)")]))
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
      + (report.study.design.value == nil ? "case series" : report.study.design.value ?? "")
  }

  // MARK: abstract

  private mutating func abstract() {
    heading("Abstract")
    open("To be written: background")
    let study = report.study
    var methods = "\(Wording.count(study.patients.count, "patient").capitalisedFirst)"
    methods += study.patients.count == 1 ? " is reported" : " are reported"
    if let period = study.period.value { methods += ", treated \(Wording.period(period.text))" }
    if let centre = study.centre.value { methods += " at \(centre)" }
    methods += "."
    if let design = study.design.value { methods += " Design: \(design)." }
    if let cutOff = study.dataCutOff.value { methods += " Data cut-off: \(cutOff.text)." }
    add(.paragraph([.init("Methods: ", isStrong: true), .init(methods)]))
    let found = abstractResults
    if found.isEmpty {
      open("Results: the record gives no estimate over the patients")
    } else {
      add(.paragraph([.init("Results: ", isStrong: true)] + found))
    }
    open("To be written: conclusions")
  }

  /// Sentences of the cells of tables, each of which leads to its table.
  private var abstractResults: [Manuscript.Run] {
    var runs: [Manuscript.Run] = []
    func tell(_ sentence: String, _ table: Table) {
      guard let number = tableNumbers[table.name] else { return }
      runs.append(.init("\(sentence) (Table \(number)).", to: "table_\(number)"))
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
        tell("\(name): \(row[place].text) (\(row[share].text) %, interval \(row[limits].text) %)", table)
      }
    }
    if let table = table("cohort-3-survival"), let point = column("End point", table),
      let median = column("Median", table),
      let count = column("n", table), let events = column("Events", table)
    {
      let group = column("Group", table)
      for row in table.rows where ["OS", "PFS"].contains(row[point].text) {
        if let group, row[group].text != "all" { continue }
        tell(
          "Median \(row[point].text) from \(report.cohort.options.anchor.words): \(row[median].text) months, \(row[count].text) patients with \(row[events].text) events",
          table)
      }
    }
    if !runs.isEmpty { runs.removeLast() }
    return runs
  }

  private func table(_ name: String) -> Table? { report.tables.cohort.first { $0.name == name } }
  private func column(_ name: String, _ table: Table) -> Int? {
    table.columns.firstIndex { $0.name == name } ?? table.columns.firstIndex { $0.name.hasSuffix(name) }
  }
  private func hasGroups(_ table: Table) -> Bool { table.columns.contains { $0.name == "Group" } }

  // MARK: cases

  private mutating func cases() {
    guard tellsCourses else {
      leftOut.append(
        (
          "courses in words", report.sentences.count,
          "more than \(Self.patientLimit) patients; `verlauf report` has them"
        ))
      return open("Case presentations: of \(report.sentences.count) patients the courses stand in the report")
    }
    for (place, course) in report.sentences.enumerated() {
      heading("Patient \(course.patient)", level: 2)
      let runs = course.sentences.enumerated().flatMap { index, sentence -> [Manuscript.Run] in
        [.init(sentence.text, to: Self.anchor(ofSentence: index, place)), .init(" ")]
      }
      add(.paragraph(Array(runs.dropLast())))
    }
  }

  private static func anchor(ofSentence index: Int, _ patient: Int) -> String { "sentence_\(patient + 1)_\(index + 1)" }

  // MARK: tables and figures

  /// The tables of a manuscript: those of the patients and of the cohort that have rows, and not too many.
  private var chosenTables: [Table] {
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
    for note in report.leftOutFigures { leftOut.append(("figures", 1, note)) }
  }

  private mutating func add(_ table: Table) {
    let number = tableNumbers[table.name] ?? 0
    let grid = Manuscript.Grid(
      label: "Table \(number)", title: table.title, anchor: "table_\(number)", head: table.columns.map(\.head),
      rows: table.rows.map { row in
        row.map { cell in
          .init(cell.text, to: cell.trace.flatMap { why[$0] }.map { "why_\($0)" })
        }
      }, notes: table.footnotes)
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
    add(.paragraph([.init(Methods.time(report.study))]))
    if !report.cohort.members.isEmpty { add(.paragraph([.init(CohortTables.method(report.cohort))])) }
    for definition in Methods.used(report.outcomes) {
      let number = number(of: definition.source)
      add(
        .paragraph([
          .init("\(definition.name): ", isStrong: true), .init("\(definition.text) "),
          .init("[\(number)]", to: "reference_\(number)"), .init("."),
        ]))
    }
    add(.paragraph([.init(Methods.software)]))
  }

  private mutating func referenceList() {
    heading("References")
    for (index, source) in sources.enumerated() {
      add(.paragraph([.init("\(index + 1). \(source)")], anchor: "reference_\(index + 1)"))
    }
    guard !report.study.references.isEmpty else { return }
    heading("Works that the record cites", level: 2)
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
    heading("Supplement: where the text is from")
    add(
      .paragraph([
        .init(
          "Each sentence of a case presentation leads to its row of Table S1, with the records that it tells and where they are stated; values that follow lead to Table S2, with definition, arithmetic and what they rest on."
        )
      ]))
    add(.table(sentenceTable))
    add(.table(traceTable))
    if !report.tables.care.rows.isEmpty {
      let care = report.tables.care
      add(
        .table(
          Manuscript.Grid(
            label: "Table S3", title: care.title, anchor: "table_S3", head: care.columns.map(\.head),
            rows: care.rows.map { $0.map { .init($0.text) } }, notes: care.footnotes)))
    }
  }

  private var sentenceTable: Manuscript.Grid {
    var grid = Manuscript.Grid(
      label: "Table S1", title: "Sources of each sentence", anchor: "table_S1",
      head: ["Pat. ID", "Sentence", "Records", "Stated in", "Values that follow"], rows: [])
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
          .init(sentence.entries.isEmpty ? "what no record says" : sentence.entries.joined(separator: ", ")),
          .init(sections.joined(separator: "; ")),
          .init(
            own.enumerated().flatMap { number, trace -> [Manuscript.Run] in
              (number > 0 ? [.init("; ")] : [])
                + [.init("\(trace.title): \(trace.value)", to: why[trace.id].map { "why_\($0)" })]
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
      label: "Table S2", title: "Why each value is what it is", anchor: "table_S2",
      head: ["Pat. ID", "Value of", "Value", "Definition", "Arithmetic", "Rests on"], rows: [])
    for (patient, traces) in report.traces {
      for trace in traces {
        let reference = references[trace.definition.source]
        grid.rows.append([
          .init(patient), .init(trace.title, anchor: why[trace.id].map { "why_\($0)" }), .init(trace.value),
          .init(
            [.init("\(trace.definition.text) ")]
              + (reference.map { [.init("[\($0)]", to: "reference_\($0)")] } ?? [.init("(\(trace.definition.source))")])
          ),
          .init(trace.arithmetic ?? ""), .init((trace.grounds + trace.remarks).joined(separator: "\n")),
        ])
      }
    }
    return grid
  }
}
