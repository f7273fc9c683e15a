// SPDX-License-Identifier: Apache-2.0

import Codes
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
      for sheet in sheets(file) {
        var misfits: [Misfit] = []
        guard let table = TableProposal(file, sheet: sheet, &misfits) else {
          proposal.misfits += misfits
          continue
        }
        mapping.tables.append(table.table)
        lines += table.lines
        proposal.openQuestions += table.questions
      }
    }
    guard !mapping.tables.isEmpty else { return proposal }
    proposal.text = lines.joined(separator: "\n") + "\n"
    let known = files.filter { file in mapping.tables.contains { $0.isOf(file.name) } }
    let reading = TableReading.read(known, by: mapping, keepsGoing: true, most: 3)
    proposal.show(reading)
    return proposal
  }

  /// Takes over the first patients that were read.
  mutating func show(_ reading: StudyReading) {
    for patient in (reading.study?.patients ?? []).prefix(3) {
      var own = patient
      own.fields = own.fields.filter { UnreadCells.column(of: $0.key) == nil }
      preview += YAMLLayout.text(own.written(), .table("patient")) + "\n"
    }
  }
}

extension MappingProposal {
  /// The sheets of a workbook that are shown and have values, where there are several; else nil alone.
  private static func sheets(_ file: InputFile) -> [String?] {
    guard Workbook.isOne(file), let workbook = try? Workbook(file) else { return [nil] }
    let shown = workbook.sheets.filter { sheet in !sheet.isHidden && (try? workbook.rows(sheet).isEmpty) == false }
    return shown.count > 1 ? shown.map(\.name) : [nil]
  }
}

/// What is proposed of one file, or of one sheet.
struct TableProposal {
  private(set) var table = TableMapping.Table()
  private(set) var lines: [String] = []
  private(set) var questions = 0
  private var names: [String] = []
  /// What each column can be, by its header.
  private var meanings: [(all: [HeaderWords.Meaning], isSure: Bool)] = []
  private var surveys: [ColumnSurvey] = []
  /// The first rows, without headers that stand there again.
  private var rows: [[String]] = []
  private var columnLines: [String] = []
  /// Entries that undecided columns would make.
  private var undecidedPlans: [TableMapping.EntryPlan] = []
  /// Entries of which no column says what they are.
  private var unsaid: Set<String> = []
  /// The column that says who lives, where each of its texts is known.
  private var status: (name: String, dead: [String], alive: [String])?
  /// What rows make by the word of what happened, where each row is an event.
  private var events: EventRows?

  /// So many rows are looked at.
  private static let rowLimit = 5000

  init?(_ file: InputFile, sheet: String?, _ misfits: inout [Misfit]) {
    guard let head = HeadSurvey(file, sheet: sheet, &misfits) else { return nil }
    table = head.table
    var outcome = TableOutcome()
    guard var sheet = Sheet(file, table, &outcome) else {
      misfits += outcome.misfits.sorted
      return nil
    }
    names = sheet.header.names
    meanings = names.indices.map { index in
      names[index].isEmpty
        ? ([], true)
        : HeaderWords.meanings(
          names[index], under: sheet.header.parts[index].group, own: sheet.header.parts[index].own)
    }
    while rows.count < Self.rowLimit, let row = sheet.next(&outcome) {
      if !sheet.header.isRepeated(row.cells) { rows.append(row.cells) }
    }
    findSums()
    surveys = names.map { _ in ColumnSurvey() }
    for row in rows { for (index, cell) in row.enumerated() { surveys[index].add(cell) } }
    // A number that can be no thousand says which sign decimals have.
    table.statedDecimal =
      surveys.contains { $0.needsComma } ? .comma : surveys.contains { $0.needsPoint } ? .point : nil
    let dated = surveys.filter(\.isDated).map(\.dateForms)
    table.dates = DateForm.allCases.filter { form in dated.contains { $0.needed.contains(form) } }
    for name in surveys.flatMap(\.silences) where !table.missing.contains(where: { $0.text == name }) {
      table.missing.append(TableMapping.Word(name, TableMapping.leaveOut))
    }
    findStatus()
    findEvents()
    proposeColumns()
    // Where no column decides between day and month first, the file does not.
    write(isUndecided: dated.contains(where: \.isOpen) && !hasSlashDates)
  }

  // MARK: rows

  private var patientColumn: Int? { meanings.firstIndex { $0.all.first?.key == "patient" } }

  /// Rows that are sums, by a word in place of the patient.
  private mutating func findSums() {
    guard let patient = patientColumn else { return }
    for row in rows where HeaderWords.sums.contains(HeaderWords.fold(row[patient])) {
      if !table.skipped.contains(row[patient]) { table.skipped.append(row[patient]) }
    }
    rows.removeAll { table.skipped.contains($0[patient]) }
  }

  /// Columns that can be merged cells: the first row has a value, no value stands there twice in turn, and most cells below values are empty. Of the patient each empty cell is one.
  ///
  /// Where each row has a patient of its own, what happened to one of them is not merged over others: a group can be.
  private var merged: [(name: String, empty: Int)] {
    let patients = patientColumn.map { column in rows.map { $0[column] } } ?? []
    let isRowAPatient = !patients.isEmpty && !patients.contains("") && Set(patients).count == patients.count
    return names.indices.compactMap { index in
      if isRowAPatient, surveys[index].isDated || meanings[index].all.contains(where: { $0.entry != nil }) {
        return nil
      }
      guard let first = rows.first, !names[index].isEmpty, !first[index].isEmpty else { return nil }
      let stated = rows.map { $0[index] }.filter { !$0.isEmpty }
      let empty = rows.count - stated.count
      let isRepeated = zip(stated, stated.dropFirst()).contains { $0 == $1 }
      guard empty > 0, index == patientColumn || !isRepeated && stated.count * 2 <= rows.count else { return nil }
      return (names[index], empty)
    }
  }

  // MARK: columns

  /// Whether a column decides between day and month first: what it decides of itself, it does not of others.
  private var hasSlashDates: Bool { table.dates.contains(.dayFirst) || table.dates.contains(.monthFirst) }

  /// A column that says who lives: the dead have a death, and the living a last contact.
  private mutating func findStatus() {
    guard let index = names.firstIndex(where: { HeaderWords.vitalStatus.contains(HeaderWords.fold($0)) }) else {
      return
    }
    let survey = surveys[index]
    let dead = survey.texts.filter { HeaderWords.dead.contains(HeaderWords.fold($0)) }
    let alive = survey.texts.filter { HeaderWords.alive.contains(HeaderWords.fold($0)) }
    guard survey.count > 0, !survey.hasMore, dead.count + alive.count == survey.texts.count else { return }
    status = (names[index], dead, alive)
    for (entry, texts) in [("death", dead), ("last-contact", alive)] where !texts.isEmpty {
      var plan = HeaderWords.plan(entry)
      plan.conditions = [TableMapping.Condition(column: names[index], texts: texts)]
      table.entries.append(plan)
    }
  }

  /// A column that says what happened in each row.
  private mutating func findEvents() {
    guard let patient = patientColumn else { return }
    let taken = Set([patient] + names.indices.filter { names[$0] == status?.name })
    guard let found = EventRows(surveys, patients: rows.map { $0[patient] }, except: taken) else { return }
    events = found
    for (entry, texts) in found.kinds {
      var plan = HeaderWords.plan(entry)
      plan.conditions = [TableMapping.Condition(column: names[found.column], texts: texts)]
      table.entries.removeAll { $0.name == plan.name }
      table.entries.append(plan)
    }
    guard !found.unknown.isEmpty else { return }
    questions += 1
    columnLines.append(
      "      # \(names[found.column]) also has \(found.unknown.map { ProblemLog.quoted($0) }.joined(separator: ", ")), of which no entry is proposed: an entry with `where`, or rows to `skip`."
    )
  }

  /// A column of a row that is an event: the day of whatever happened, its end, its result, or what it was. False for a column of the patient.
  private mutating func proposeOfEvent(_ index: Int, _ events: EventRows, _ isFirstDay: inout Bool) -> Bool {
    let (name, survey) = (names[index], surveys[index])
    if index == events.column { return true }
    let isOfPatient = meanings[index].isSure && meanings[index].all.first.map { $0.entry == nil } ?? false
    if isOfPatient { return false }
    func columns(_ all: [(entry: String, key: String)], _ form: TableMapping.Reading?) -> [TableMapping.Column] {
      all.map { entry, key in
        var column = self.column(name, HeaderWords.Meaning(key, of: entry, form ?? .text), survey)
        column.form = form
        return column
      }
    }
    let folded = HeaderWords.fold(name)
    if survey.isDated {
      let isEnd = EventRows.endHeaders.contains(folded)
      let isOpen = survey.dateForms.isOpen && hasSlashDates
      if !isEnd, !isFirstDay || isOpen { return false }
      if !isEnd { isFirstDay = false }
      columns(events.times(isEnd: isEnd), .date).forEach { propose($0) }
      return true
    }
    let isResponse =
      events.kinds.contains { $0.entry == "response" }
      && survey.texts.allSatisfy {
        Self.codes["response"]?[HeaderWords.fold($0)] != nil
      }
    if isResponse, !survey.texts.isEmpty {
      columns([("response", "response")], nil).forEach { propose($0) }
      return true
    }
    if EventRows.detailHeaders.contains(folded), !events.details.isEmpty {
      questions += 1
      let examples = survey.texts.prefix(3).map { ProblemLog.quoted($0) }.joined(separator: ", ")
      columnLines.append("      # \(name): \(survey.words) (\(examples)). Does it say what each event was? Undecided:")
      for column in columns(events.details, nil) { columnLines += Self.lines(column, comment: true) }
      columnLines += Self.lines(TableMapping.Column(name: name, key: TableMapping.ignored), comment: true)
      return true
    }
    // What a column of a row a patient would be, of a row an event is a question.
    undecided(
      name, survey,
      meanings[index].all.filter { meaning in
        meaning.entry.map { entry in events.kinds.contains { $0.entry == entry } } ?? true
      })
    return true
  }

  private mutating func proposeColumns() {
    let from = anchor(names)
    var taken: Set<String> = []
    let hasPatient = patientColumn != nil
    var isFirstDay = true
    for (index, name) in names.enumerated() where surveys[index].count > 0 && name != status?.name {
      let survey = surveys[index]
      if let events, proposeOfEvent(index, events, &isFirstDay) { continue }
      var found = meanings[index].all
      // Where no header names the patient, each column of ids can be that.
      if !hasPatient, found.isEmpty, survey.texts.allSatisfy({ Identifier.isPatient($0) }) {
        found = [HeaderWords.Meaning("patient"), HeaderWords.Meaning(TableMapping.ignored)]
      }
      guard meanings[index].isSure, found.count == 1, let meaning = found.first,
        taken.insert("\(meaning.entry ?? "") \(meaning.key)").inserted
      else {
        undecided(name, survey, found)
        continue
      }
      let column = column(name, meaning, survey)
      // `Progress: ja` is no time.
      if column.form == .date, !survey.isDated, !survey.isNumber(.point), !survey.isNumber(.comma) {
        undecided(name, survey, found)
        continue
      }
      if column.form == .date, !survey.isDated, survey.isNumber(.point) || survey.isNumber(.comma) {
        var own = column
        own.form = .time
        times(own, survey, from: from)
      } else if column.form == .date, survey.isDated, survey.dateForms.isOpen, hasSlashDates {
        dayOrMonth(column, survey)
      } else if meaning.entry == "last-contact", !canBeAlive(index) {
        lastContact(column, survey)
      } else {
        propose(column)
        if meaning.entry == "last-contact", status.map({ !$0.dead.isEmpty }) ?? false { askForDeath(column) }
      }
    }
    completeEntries()
  }

  private mutating func propose(_ column: TableMapping.Column) {
    if let entry = column.entry, !table.entries.contains(where: { $0.name == entry }) {
      table.entries.append(HeaderWords.plan(entry))
    }
    table.columns.append(column)
    columnLines += Self.lines(column, comment: false)
  }

  /// Whether a last contact is one of the living: the status says so, or no such row has a date of death.
  private func canBeAlive(_ index: Int) -> Bool {
    if status != nil { return true }
    let hasStatus = names.contains { HeaderWords.vitalStatus.contains(HeaderWords.fold($0)) }
    let deaths = names.indices.filter { index in meanings[index].all.contains { $0.entry == "death" } }
    return !hasStatus && !rows.contains { row in !row[index].isEmpty && deaths.contains { !row[$0].isEmpty } }
  }

  /// A last contact of patients of whom some have died.
  private mutating func lastContact(_ column: TableMapping.Column, _ survey: ColumnSurvey) {
    questions += 1
    note("last-contact")
    columnLines.append(
      "      # \(column.name): \(survey.words), some of patients who have died. As a last contact it says that the patient lived then. Undecided:"
    )
    columnLines += Self.lines(column, comment: true)
    columnLines += Self.lines(TableMapping.Column(name: column.name, key: TableMapping.ignored), comment: true)
  }

  /// The time of the last contact of those who have died, where no column has that of their death.
  private mutating func askForDeath(_ column: TableMapping.Column) {
    guard !meanings.contains(where: { $0.all.contains { $0.entry == "death" && $0.key == "when" } }) else { return }
    questions += 1
    columnLines.append(
      "      # Is it the date of death of those who have died? Without this line it is told of them, and not read.")
    var own = column
    own.entry = "death"
    columnLines += Self.lines(own, comment: true)
  }

  /// A column whose dates all read both ways, beside others that decide for themselves.
  private mutating func dayOrMonth(_ column: TableMapping.Column, _ survey: ColumnSurvey) {
    questions += 1
    if let entry = column.entry { note(entry) }
    columnLines.append(
      "      # \(column.name): every date with a slash reads both ways (\(survey.texts.prefix(3).joined(separator: ", "))), other columns decide for themselves. Undecided:"
    )
    for form in [DateForm.dayFirst, .monthFirst] {
      var own = column
      own.dates = survey.dateForms.needed + [form]
      columnLines += Self.lines(own, comment: true)
    }
  }

  /// Of an entry of which no column says what it is, it is unknown, until somebody says it.
  private mutating func completeEntries() {
    for index in table.entries.indices {
      let plan = table.entries[index]
      let isSaid =
        plan.always.contains { $0.text == plan.kind }
        || table.columns.contains { $0.entry == plan.name && $0.key == plan.kind }
      if isSaid { continue }
      questions += 1
      unsaid.insert(plan.name)
      table.entries[index].always.append(TableMapping.Word(plan.kind, Silence.unknown))
    }
  }

  private func column(_ name: String, _ meaning: HeaderWords.Meaning, _ survey: ColumnSurvey) -> TableMapping.Column {
    var column = TableMapping.Column(name: name, key: meaning.key, entry: meaning.entry)
    column.form = meaning.form == .text ? nil : meaning.form
    column.pattern = meaning.pattern
    if let unit = HeaderWords.unit(name), ["height", "weight"].contains(meaning.key) { column.unit = unit }
    // Columns that are written in two ways state each its own.
    if column.form == .date, table.dates.contains(.dayFirst), table.dates.contains(.monthFirst) {
      column.dates = survey.dateForms.needed
    }
    let codes = Self.codes[meaning.key] ?? [:]
    let words = survey.texts.compactMap { text in codes[HeaderWords.fold(text)].map { TableMapping.Word(text, $0) } }
    // Only a list that says what each text is is proposed as one.
    if !words.isEmpty, words.count == survey.texts.count, !survey.hasMore,
      words.contains(where: { $0.text != $0.meaning })
    {
      column.words = words
    }
    if column.words.isEmpty, column.form == nil, let system = survey.codes(for: meaning.key) {
      column.form = .code
      column.codes = system
    }
    // That the response is not stated is a fact of its own: progression after it does not say what came before.
    if meaning.key == "response", !survey.silences.isEmpty {
      if column.words.isEmpty, column.form != .code { column.form = .text }
      column.words += survey.silences.map { TableMapping.Word($0, Silence.notStated) }
    }
    return column
  }

  private mutating func undecided(_ name: String, _ survey: ColumnSurvey, _ found: [HeaderWords.Meaning]) {
    questions += 1
    if HeaderWords.vitalStatus.contains(HeaderWords.fold(name)), tellStatus(name, survey) { return }
    found.compactMap(\.entry).forEach { note($0) }
    let examples = survey.texts.prefix(3).map { ProblemLog.quoted($0) }.joined(separator: ", ")
    columnLines.append(
      "      # \(name.isEmpty ? "a column without a name" : name): \(survey.words) (\(examples)). Undecided:")
    for meaning in found {
      columnLines += Self.lines(self.column(name, meaning, survey), comment: true)
    }
    for (system, known) in survey.codes where found.isEmpty {
      columnLines.append(
        "      # All are codes of \(system.rawValue); the table has \(known) of \(survey.words). What they are of:")
      for meaning in Self.meanings(of: system) {
        if let entry = meaning.entry { note(entry) }
        var column = TableMapping.Column(name: name, key: meaning.key, entry: meaning.entry)
        column.form = .code
        column.codes = system
        columnLines += Self.lines(column, comment: true)
      }
    }
    var own = TableMapping.Column(name: name, key: TableMapping.ignored)
    if !found.contains(where: { $0.key == own.key }) { columnLines += Self.lines(own, comment: true) }
    own.key = "field"
    own.field = name
    columnLines += Self.lines(own, comment: true).map { $0 + "   # and a field of this name under `fields`" }
  }

  /// What a column of codes can be.
  private static func meanings(of system: CodeSystem) -> [HeaderWords.Meaning] {
    switch system {
    case .icd10GM, .morphology: [HeaderWords.Meaning("diagnosis", of: "diagnosis")]
    case .topography: [HeaderWords.Meaning("site", of: "diagnosis")]
    case .ops: [HeaderWords.Meaning("surgery", of: "surgery")]
    case .atc: [HeaderWords.Meaning("therapy", of: "treatment")]
    case .snomed: [HeaderWords.Meaning("response", of: "response")]
    case .loinc, .ucum: []
    }
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
      "      # \(name): \(survey.words) (\(survey.texts.map { ProblemLog.quoted($0) }.joined(separator: ", "))). It decides between death and last contact:"
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
    for index in names.indices where surveys[index].count > 0 {
      guard let meaning = meanings[index].all.first, let entry = meaning.entry else { continue }
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

  static func lines(_ column: TableMapping.Column, comment: Bool) -> [String] {
    lines(TableMapping.Column.notation.write(column, Writer())).map { "      \(comment ? "# " : "")\($0)" }
  }

  /// A record as an item of a list.
  static func lines(_ record: Item) -> [String] {
    YAMLLayout.text(Item(content: .list([record])), .list(.table(""))).split(separator: "\n").map(String.init)
  }

  /// What texts of some columns mean, in English and German.
  static let codes: [String: [String: String]] = [
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

  private mutating func write(isUndecided: Bool) {
    lines.append("  - file: \(YAMLText.quoted(table.files.first ?? ""))")
    if let sheet = table.sheet { lines.append("    sheet: \(YAMLText.quoted(sheet))") }
    if let separator = table.separator { lines.append("    separator: \(separator.rawValue)") }
    if table.encoding != .utf8 {
      lines.append("    encoding: \(table.encoding.rawValue)       # the file is not UTF-8")
    }
    if let comment = table.comment { lines.append("    comment: \(YAMLText.quoted(comment))") }
    if table.header != [1] { lines.append("    header: [\(table.header.map(String.init).joined(separator: ", "))]") }
    if let decimal = table.statedDecimal {
      lines.append("    decimal: \(decimal.rawValue)")
    } else if surveys.contains(where: { $0.mayBeThousands }) {
      questions += 1
      lines.append("    # Numbers such as `1.234`: is it a thousand (comma), or are there three decimals (point)?")
      lines += ["    # decimal: comma", "    # decimal: point"]
    }
    if table.dates.contains(.dayFirst), table.dates.contains(.monthFirst) {
      table.dates.removeAll { $0 == .dayFirst || $0 == .monthFirst }
    }
    if !table.dates.isEmpty { lines.append("    dates: [\(table.dates.map(\.rawValue).joined(separator: ", "))]") }
    if isUndecided {
      questions += 1
      lines.append("    # Every date with a slash reads both ways. Undecided:")
      for form in [DateForm.dayFirst, .monthFirst] {
        lines.append("    # dates: [\((table.dates + [form]).map(\.rawValue).joined(separator: ", "))]")
      }
    }
    let merged = merged
    if !merged.isEmpty {
      questions += 1
      lines.append(
        "    # Merged cells, in which an empty one has the value above it? Empty of \(rows.count) rows: \(merged.map { "\($0.name) \($0.empty)" }.joined(separator: ", "))"
      )
      lines.append("    # fill down: [\(merged.map { YAMLText.quoted($0.name) }.joined(separator: ", "))]")
    }
    if !table.skipped.isEmpty {
      lines.append("    skip: [\(table.skipped.map { YAMLText.quoted($0) }.joined(separator: ", "))]")
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
        if unsaid.contains(plan.name) {
          lines.append(
            "      # No column says which: `\(plan.kind): \(Silence.unknown)` stands here until you say it.")
        }
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
