// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// A mapping that is proposed from headers and contents. What is not sure stands in it as a comment, and is decided by who knows the file.
package struct MappingProposal: Sendable {
  /// `mapping.yaml`; nil where no file can be read.
  package var text: String?
  /// The first patients, as they are understood without what is not sure.
  package var preview = ""
  /// How many lines are comments to decide on.
  package var openQuestions = 0
  /// What was found wrong with the files.
  package var misfits: [Misfit] = []

  /// Proposes a mapping of files.
  package static func propose(_ files: [InputFile]) -> MappingProposal {
    var proposal = MappingProposal()
    var mapping = TableMapping(title: "Mapping of " + files.map(\.name).joined(separator: ", "))
    mapping.study = "Untitled"
    var lines = [
      "# Proposed by `verlauf read table --suggest`. Lines that begin with # are undecided: choose one and take the # away.",
      "mapping: \(YAMLText.quoted(mapping.title))", "study: Untitled                # the title of your series",
      "# data cut-off: 2024-12-31     # until when outcomes were tracked", "tables:",
    ]
    for file in files where file.name != "mapping.yaml" {
      var misfits: [Misfit] = []
      guard let table = TableProposal(file, &misfits) else {
        proposal.misfits += misfits
        continue
      }
      mapping.tables.append(table.table)
      lines += table.lines
      proposal.openQuestions += table.questions
    }
    guard !mapping.tables.isEmpty else { return proposal }
    proposal.text = lines.joined(separator: "\n") + "\n"
    let known = files.filter { file in mapping.tables.contains { $0.isOf(file.name) } }
    let reading = TableReading.read(known, by: mapping, keepsGoing: true, most: 3)
    for patient in reading.study?.patients ?? [] {
      var own = patient
      own.fields = own.fields.filter { !$0.key.hasSuffix("(as it stands)") }
      proposal.preview += YAMLLayout.text(own.written(), .table("patient")) + "\n"
    }
    return proposal
  }
}

/// What is proposed of one file.
struct TableProposal {
  private(set) var table = TableMapping.Table()
  private(set) var lines: [String] = []
  private(set) var questions = 0
  private var surveys: [ColumnSurvey] = []
  private var columnLines: [String] = []
  /// Entries that undecided columns would make.
  private var undecidedPlans: [TableMapping.EntryPlan] = []

  init?(_ file: InputFile, _ misfits: inout [Misfit]) {
    guard let head = HeadSurvey(file, &misfits) else { return nil }
    table = head.table
    var sheetMisfits = MisfitLog()
    guard var sheet = Sheet(file, table, &sheetMisfits) else {
      misfits += sheetMisfits.sorted
      return nil
    }
    surveys = sheet.header.names.map { _ in ColumnSurvey() }
    var rows = 0
    while rows < 5000, let row = sheet.next(&sheetMisfits) {
      rows += 1
      if sheet.header.isRepeated(row.cells) { continue }
      for (index, cell) in row.cells.enumerated() { surveys[index].add(cell) }
    }
    table.decimal = surveys.contains { $0.needsComma } ? .comma : .point
    var dateForms: [DateForm] = []
    var undecided = false
    for survey in surveys where survey.isDated {
      let (needed, open) = survey.dateForms
      for form in needed where !dateForms.contains(form) { dateForms.append(form) }
      if open != nil { undecided = true }
    }
    // A column that decides between day and month first decides for the file.
    if dateForms.contains(.dayFirst) || dateForms.contains(.monthFirst) { undecided = false }
    table.dates = DateForm.allCases.filter { dateForms.contains($0) }
    for name in surveys.flatMap(\.silences) where !table.missing.contains(where: { $0.text == name }) {
      table.missing.append(TableMapping.Word(name, TableMapping.leaveOut))
    }
    proposeColumns(sheet.header.names)
    write(undecided)
  }

  // MARK: columns

  private mutating func proposeColumns(_ names: [String]) {
    let from = anchor(names)
    var taken: Set<String> = []
    let hasPatient = names.contains { HeaderWords.meanings($0).first?.key == "patient" }
    for (index, name) in names.enumerated() where surveys[index].count > 0 {
      let survey = surveys[index]
      var found = name.isEmpty ? [] : HeaderWords.meanings(name)
      // Where no header names the patient, each column of ids can be that.
      if !hasPatient, found.isEmpty, survey.texts.allSatisfy({ Identifier.isPatient($0) }) {
        found = [HeaderWords.Meaning("patient"), HeaderWords.Meaning(TableMapping.ignored)]
      }
      guard found.count == 1, let meaning = found.first, taken.insert("\(meaning.entry ?? "") \(meaning.key)").inserted
      else {
        undecided(name, survey, found)
        continue
      }
      var column = column(name, meaning, survey)
      if column.form == .date, !survey.isDated {
        if survey.isNumber(.point) || survey.isNumber(.comma) {
          column.form = .time
          times(column, survey, from: from)
          continue
        }
      }
      if let entry = meaning.entry, !table.entries.contains(where: { $0.name == entry }) {
        table.entries.append(HeaderWords.plan(entry))
      }
      table.columns.append(column)
      columnLines += Self.lines(column, comment: false)
    }
    completeEntries()
  }

  /// An entry whose kind no column gives is undecided with all its columns.
  private mutating func completeEntries() {
    for plan in table.entries {
      let has =
        plan.always.contains { $0.text == plan.kind }
        || table.columns.contains { $0.entry == plan.name && $0.key == plan.kind }
      if has { continue }
      guard let index = table.entries.firstIndex(where: { $0.name == plan.name }) else { continue }
      // What the file does not say is `unknown` of a diagnosis; of drugs or an operation somebody must say it.
      if plan.kind == "diagnosis" {
        table.entries[index].always.append(TableMapping.Word("diagnosis", "unknown"))
      } else {
        table.entries[index].always.append(TableMapping.Word(plan.kind, "unknown"))
      }
    }
  }

  private func column(_ name: String, _ meaning: HeaderWords.Meaning, _ survey: ColumnSurvey) -> TableMapping.Column {
    var column = TableMapping.Column(name: name, key: meaning.key, entry: meaning.entry)
    column.form = meaning.form == .text ? nil : meaning.form
    column.pattern = meaning.pattern
    if let unit = HeaderWords.unit(name), ["height", "weight"].contains(meaning.key) { column.unit = unit }
    let codes = Self.codes[meaning.key] ?? [:]
    let words = survey.texts.compactMap { text in codes[HeaderWords.fold(text)].map { TableMapping.Word(text, $0) } }
    // Only a list that says what each text is is proposed as one.
    if !words.isEmpty, words.count == survey.texts.count, !survey.hasMore,
      words.contains(where: { $0.text != $0.meaning })
    {
      column.words = words
    }
    return column
  }

  private mutating func undecided(_ name: String, _ survey: ColumnSurvey, _ found: [HeaderWords.Meaning]) {
    questions += 1
    if HeaderWords.vitalStatus.contains(HeaderWords.fold(name)), tellStatus(name, survey) { return }
    found.compactMap(\.entry).forEach { note($0) }
    let examples = survey.texts.prefix(3).map { ProblemLog.quoted($0) }.joined(separator: ", ")
    columnLines.append(
      "      # \(name.isEmpty ? "a column without a name" : name): \(survey.count) values (\(examples)). Undecided:")
    for meaning in found {
      columnLines += Self.lines(self.column(name, meaning, survey), comment: true)
    }
    var own = TableMapping.Column(name: name, key: TableMapping.ignored)
    if !found.contains(where: { $0.key == own.key }) { columnLines += Self.lines(own, comment: true) }
    own.key = "field"
    own.field = name
    columnLines += Self.lines(own, comment: true).map { $0 + "   # and a field of this name under `fields`" }
  }

  /// Notes an entry that undecided columns would make.
  private mutating func note(_ entry: String) {
    if !undecidedPlans.contains(where: { $0.name == entry }) { undecidedPlans.append(HeaderWords.plan(entry)) }
  }

  /// A column that says who lives; false where its texts are not known.
  private mutating func tellStatus(_ name: String, _ survey: ColumnSurvey) -> Bool {
    let dead = survey.texts.filter { HeaderWords.dead.contains(HeaderWords.fold($0)) }
    let alive = survey.texts.filter { HeaderWords.alive.contains(HeaderWords.fold($0)) }
    guard !dead.isEmpty || !alive.isEmpty, !survey.hasMore else { return false }
    columnLines.append(
      "      # \(name): \(survey.count) values (\(survey.texts.map { ProblemLog.quoted($0) }.joined(separator: ", "))). It decides between death and last contact:"
    )
    columnLines.append(
      "      # take these two entries in place of those of these names, and the column of the time once `of` each.")
    for (entry, texts) in [("death", dead), ("last-contact", alive)] where !texts.isEmpty {
      var plan = HeaderWords.plan(entry)
      plan.conditions = [TableMapping.Condition(column: name, texts: texts)]
      columnLines += Self.lines(TableMapping.EntryPlan.notation.write(plan, Writer())).map { "      # \($0)" }
    }
    return true
  }

  /// The event that times are probably counted from: the start of the first therapy with a date, else the diagnosis.
  private func anchor(_ names: [String]) -> String {
    var hasDiagnosis = false
    for (index, name) in names.enumerated() where surveys[index].count > 0 {
      guard let meaning = HeaderWords.meanings(name).first, let entry = meaning.entry else { continue }
      if meaning.key == "starts", surveys[index].isDated { return "start of \(entry)" }
      if entry == "diagnosis" { hasDiagnosis = true }
    }
    return hasDiagnosis ? "diagnosis" : "start of treatment"
  }

  /// Numbers where dates would be: times from an event that the file does not name.
  private mutating func times(_ column: TableMapping.Column, _ survey: ColumnSurvey, from: String) {
    questions += 1
    columnLines.append(
      "      # \(column.name): numbers, from \(survey.texts.prefix(3).joined(separator: ", ")). Counted from which event, and is its day 0 or 1?"
    )
    var own = column
    if let entry = column.entry { note(entry) }
    own.days = TableMapping.TimeCount(from: from, number: 0)
    columnLines += Self.lines(own, comment: true)
    // A day 0 is there: what is not counted from 0 has one before day 1.
    own.days = TableMapping.TimeCount(from: from, number: 1, hasZero: survey.hasZero)
    columnLines += Self.lines(own, comment: true)
    own.days = TableMapping.TimeCount(from: from, number: 0, unit: .months)
    if !survey.isWhole { columnLines += Self.lines(own, comment: true) }
  }

  private static func lines(_ column: TableMapping.Column, comment: Bool) -> [String] {
    lines(TableMapping.Column.notation.write(column, Writer())).map { "      \(comment ? "# " : "")\($0)" }
  }

  /// A record as an item of a list.
  private static func lines(_ record: Item) -> [String] {
    YAMLLayout.text(Item(content: .list([record])), .list(.table(""))).split(separator: "\n").map(String.init)
  }

  /// What texts of some columns mean, in English and German.
  private static let codes: [String: [String: String]] = [
    "sex": [
      "m": "male", "male": "male", "mann": "male", "maennlich": "male", "w": "female", "f": "female",
      "female": "female",
      "frau": "female", "weiblich": "female", "d": "other", "divers": "other",
    ],
    "response": [
      "cr": "CR", "pr": "PR", "sd": "SD", "pd": "PD", "ne": "NE", "komplettremission": "CR", "partielleremission": "PR",
      "stabileerkrankung": "SD", "progress": "PD", "completeresponse": "CR", "partialresponse": "PR",
      "stabledisease": "SD",
      "progressivedisease": "PD",
    ],
  ]

  // MARK: text

  private mutating func write(_ undecided: Bool) {
    lines.append("  - file: \(YAMLText.quoted(table.files.first ?? ""))")
    if let separator = table.separator { lines.append("    separator: \(separator.rawValue)") }
    if table.encoding != .utf8 {
      lines.append("    encoding: \(table.encoding.rawValue)       # the file is not UTF-8")
    }
    if let comment = table.comment { lines.append("    comment: \(YAMLText.quoted(comment))") }
    if table.header != [1] { lines.append("    header: [\(table.header.map(String.init).joined(separator: ", "))]") }
    if table.decimal != .point { lines.append("    decimal: comma") }
    if !table.dates.isEmpty { lines.append("    dates: [\(table.dates.map(\.rawValue).joined(separator: ", "))]") }
    if undecided {
      questions += 1
      lines.append("    # Every date with a slash reads both ways. Undecided:")
      for form in [DateForm.dayFirst, .monthFirst] {
        lines.append("    # dates: [\((table.dates + [form]).map(\.rawValue).joined(separator: ", "))]")
      }
    }
    if !table.missing.isEmpty {
      questions += 1
      lines.append(
        "    # Does the file say that it is not known (`unknown`), or nothing at all (`not stated`)? Left out, the study says nothing."
      )
      lines.append(
        "    missing: {\(table.missing.map { "\(YAMLText.quoted($0.text)): \($0.meaning)" }.joined(separator: ", "))}")
    }
    let open = undecidedPlans.filter { plan in !table.entries.contains { $0.name == plan.name } }
    if !table.entries.isEmpty || !open.isEmpty {
      lines.append(table.entries.isEmpty ? "    # entries:" : "    entries:")
      for plan in table.entries {
        lines += Self.lines(TableMapping.EntryPlan.notation.write(plan, Writer())).map { "      \($0)" }
      }
      for plan in open {
        lines += Self.lines(TableMapping.EntryPlan.notation.write(plan, Writer())).map { "      # \($0)" }
      }
    }
    lines.append("    columns:")
    lines += columnLines
  }
}
