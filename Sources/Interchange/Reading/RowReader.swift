// SPDX-License-Identifier: Apache-2.0

import Chronology
import Codes
import Course
import Notation
import Plain

/// Reads the rows of one file by its table of the mapping.
struct RowReader {
  let table: TableMapping.Table
  let header: SheetHeader
  let file: String
  /// The columns of the mapping that the file has, with their places.
  private let columns: [(column: TableMapping.Column, index: Int)]
  private let places: [String: Int]
  private let patientIndex: Int
  /// What stands for signs of ids that no id has.
  private let idReplacing: [TableMapping.Word]
  private var merged: MergedCells
  /// Names that the mapping gives to what rows make.
  private let names: Set<String>
  /// Columns with a name that the mapping does not speak of.
  private let unnamed: [Int]
  /// How many values such columns have, with the first of them, by their places.
  private(set) var unspoken: [Int: (count: Int, first: String)] = [:]

  /// A reader of a file; nil after adding what its header lacks. Columns that no mapping names are told at the end.
  init?(_ table: TableMapping.Table, _ sheet: Sheet, names planNames: Set<String>, _ misfits: inout MisfitLog) {
    self.table = table
    names = planNames
    header = sheet.header
    file = sheet.file
    let before = misfits.count
    let names = sheet.header.names
    let places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.places = places
    func index(_ name: String, isOptional: Bool = false) -> Int? {
      if let index = places[name] { return index }
      if !isOptional {
        misfits.append(
          Misfit(
            CellPlace(file: sheet.file), "no column \(ProblemLog.quoted(name))",
            expected: "the name of a column: " + Wording.list(names.filter { !$0.isEmpty }.prefix(20)),
            suggestion: Wording.nearest(to: name, in: names)))
      }
      return nil
    }
    columns = table.columns.compactMap { column in
      index(column.name, isOptional: column.isOptional).map { (column, $0) }
    }
    for (column, _) in columns { if let unit = column.unitColumn { _ = index(unit) } }
    for plan in table.entries { for condition in plan.conditions { _ = index(condition.column) } }
    let fillDown = table.fillDown.compactMap { index($0) }
    guard misfits.count == before,
      let patient = columns.first(where: { $0.column.entry == nil && $0.column.key == "patient" })
    else { return nil }
    patientIndex = patient.index
    idReplacing = patient.column.replaced
    merged = MergedCells(fillDown, patient: patient.index)
    let known = Set(
      table.columns.map(\.name) + table.columns.compactMap(\.unitColumn)
        + table.entries.flatMap(\.conditions).map(\.column))
    unnamed = names.indices.filter { !known.contains(names[$0]) }
  }

  /// Tells the columns that have values and of which the mapping does not speak.
  func tellUnspoken(_ misfits: inout MisfitLog) {
    for (index, values) in unspoken.sorted(by: { $0.key < $1.key }) {
      let name = header.names[index]
      misfits.append(
        Misfit(
          CellPlace(file: file, column: name.isEmpty ? "\(index + 1)" : name),
          "\(values.count) \(values.count == 1 ? "value" : "values") (\(ProblemLog.quoted(values.first)), …) in a column that the mapping does not name",
          expected: name.isEmpty
            ? "a name in the header, and the column in the mapping" : "what it is, or `{column: \(name), is: ignored}`",
          suggestion: nil))
    }
  }

  private func place(_ row: Int, _ index: Int) -> CellPlace {
    CellPlace(file: file, row: row, column: header.names[index].isEmpty ? "\(index + 1)" : header.names[index])
  }

  /// Reads a row into the draft of its patient.
  mutating func read(_ row: Sheet.Row, _ drafts: inout Drafts, _ outcome: inout TableOutcome) {
    if header.isRepeated(row.cells) {
      outcome.losses.add(.leftOut, file: file, column: "", meaning: "the header again", example: "row \(row.number)")
      return
    }
    let stated = row.cells[patientIndex]
    if table.skipped.contains(stated) {
      merged.skip(row.cells)
      outcome.losses.add(
        .leftOut, file: file, column: header.names[patientIndex], meaning: "a row that is to be skipped",
        example: "row \(row.number): \(stated)")
      return
    }
    if let index = row.cells.indices.first(where: { $0 != patientIndex && table.skipped.contains(row.cells[$0]) }) {
      outcome.misfits.append(
        Misfit(
          place(row.number, index),
          "\(ProblemLog.quoted(row.cells[index])) of `skip` stands beside the patient \(ProblemLog.quoted(stated))",
          expected: "a sum or a heading has it in the column of the patient; take the row out, or the word from `skip`")
      )
      return
    }
    var cells = row.cells
    for gap in merged.fill(&cells, row.number) {
      outcome.warnings.append(
        Misfit(
          place(row.number, gap.index),
          "an empty cell where the patient \(ProblemLog.quoted(cells[patientIndex])) begins: \(ProblemLog.quoted(gap.text)) above it is of the patient \(ProblemLog.quoted(gap.patient))",
          expected: "its value again in the first row of the patient, where it is of both"))
    }
    let id = idReplacing.reduce(cells[patientIndex]) { $0.replacing($1.text, with: $1.meaning) }
    if let other = drafts.other(than: cells[patientIndex], of: id) {
      outcome.isBroken = true
      outcome.misfits.append(
        Misfit(
          place(row.number, patientIndex),
          "\(ProblemLog.quoted(cells[patientIndex])) and \(ProblemLog.quoted(other)) become one patient \(ProblemLog.quoted(id)) by `replace`",
          expected: "something else in their place, by which they stay two"))
      return
    }
    guard Identifier.isPatient(id) else {
      outcome.misfits.append(
        Misfit(
          place(row.number, patientIndex),
          id.isEmpty ? "a row without a patient" : "\(ProblemLog.quoted(id)) for a patient's id",
          expected: id.isEmpty
            ? "an id; of merged cells `fill down`, of a heading or a sum `skip`"
            : "letters, digits, `-`, `_` and `.`: `replace: {\"/\": \"-\"}` in the patient's column puts one for another; of a row that is no patient `skip`"
        ))
      let stated =
        cells.indices.filter { !cells[$0].isEmpty }.map { "\(place(row.number, $0).column ?? ""): \(cells[$0])" }
        + row.extra.filter { !$0.isEmpty }.map { "beyond the header: \($0)" }
      outcome.rows.append((CellPlace(file: file, row: row.number), stated.joined(separator: "; "), stated.count))
      return
    }
    outcome.losses.add(.understood, file: file, column: header.names[patientIndex], meaning: "patient")
    for index in unnamed where !cells[index].isEmpty && !table.ignoresOthers {
      unspoken[index] = ((unspoken[index]?.count ?? 0) + 1, unspoken[index]?.first ?? cells[index])
    }
    drafts.withDraft(id, CellPlace(file: file, row: row.number)) { draft in
      take(row, cells, &draft, &outcome)
    }
  }

  // MARK: what a row makes

  private typealias Cell = (column: TableMapping.Column, value: PatientDraft.Value)

  private func take(
    _ source: Sheet.Row, _ cells: [String], _ draft: inout PatientDraft, _ outcome: inout TableOutcome
  ) {
    let row = source.number
    // A cell is read as what the row makes, and not as what other rows make of the same column.
    let plans = table.entries.filter { holds($0, cells) }
    let made = Set(plans.map(\.name))
    var (values, broken): ([Cell], [Cell]) = ([], [])
    var read: Set<Int> = [patientIndex]
    for (column, index) in columns where column.entry.map({ made.contains($0) }) ?? (column.key != "patient") {
      read.insert(index)
      let place = place(merged.row(of: index, in: row), index)
      guard let column = withUnit(column, of: cells[index], in: cells, place, &broken, &outcome) else { continue }
      let before = (values: values.count, broken: broken.count)
      convert(cells[index], column, place, fault: source.faults[index], &values, &broken, &outcome)
      // A number that is kept as it stands keeps its unit.
      if let unit = column.unitColumn.flatMap({ places[$0] }).map({ cells[$0] }), !unit.isEmpty {
        for index in before.broken..<broken.count { broken[index].value.raw += " \(unit)" }
        for index in before.values..<values.count { values[index].value.raw += " \(unit)" }
      }
    }
    for plan in plans {
      let own = values.filter { $0.column.entry == plan.name }
      let ownBroken = broken.filter { $0.column.entry == plan.name }.map(\.value)
      let isOfRow = plan.isOfEveryRow || !plan.conditions.isEmpty
      // That there is no value is no entry, and neither is what nobody understands: a death is what a file says.
      guard isOfRow || own.contains(where: { !$0.value.isSilent || Self.asks($0, plan) }) else {
        for (column, value) in own { leaveOut(value.raw, column.name, "no value, as the mapping says", &outcome) }
        draft.kept += ownBroken
        continue
      }
      if plan.isOnce, let first = draft.parts(of: plan.name).first {
        repeatOnce(own, first, &draft, &outcome)
        draft.kept += ownBroken
        continue
      }
      add(plan, own, ownBroken, row, isOfRow, &draft, &outcome)
    }
    for (column, value) in values where column.entry == nil {
      if let field = column.field {
        draft.fields.append((field, value))
      } else {
        draft.facts.append((column.key, listed(value, column)))
      }
    }
    draft.kept += broken.filter { $0.column.entry == nil }.map(\.value)
    draft.kept += checkConditions(row, cells, &outcome)
    draft.kept += checkUnread(row, cells, read, &outcome)
    draft.kept += source.extra.enumerated().filter { !$0.element.isEmpty }.map { offset, raw in
      PatientDraft.Value(
        texts: [], place: CellPlace(file: file, row: row, column: "\(header.names.count + offset + 1)"), raw: raw,
        meaning: "a cell beyond the header")
    }
    for index in unnamed where table.ignoresOthers && !cells[index].isEmpty {
      leaveOut(cells[index], place(row, index).column ?? "", "a column that the mapping does not name", &outcome)
    }
    draft.kept += unnamed.filter { !cells[$0].isEmpty && !table.ignoresOthers }.map { index in
      PatientDraft.Value(
        texts: [], place: place(row, index), raw: cells[index], meaning: "a column that the mapping does not name")
    }
  }

  /// The column with the unit that the row has for it; nil after telling that a value has none.
  private func withUnit(
    _ column: TableMapping.Column, of raw: String, in cells: [String], _ place: CellPlace, _ broken: inout [Cell],
    _ outcome: inout TableOutcome
  ) -> TableMapping.Column? {
    guard let name = column.unitColumn, let index = places[name], !raw.isEmpty else { return column }
    // What is not stated, or not understood, needs none.
    guard case .texts(let read) = CellConversion.value(raw, column, table),
      !read.allSatisfy([Silence.notStated, Silence.unknown].contains)
    else { return column }
    let text = cells[index]
    guard !text.isEmpty, !table.missing.contains(where: { $0.text == text }), Silence.meant(text) == nil else {
      outcome.misfits.append(
        Misfit(
          place,
          "\(ProblemLog.quoted(raw)) without a unit: \(text.isEmpty ? "its cell" : ProblemLog.quoted(text)) in the column \(ProblemLog.quoted(name))\(text.isEmpty ? " is empty" : "")",
          expected: "a unit there"))
      broken.append((column, PatientDraft.Value(texts: [], place: place, raw: raw, meaning: column.key)))
      return nil
    }
    var own = column
    own.unit = column.units.first { $0.text == text }?.meaning ?? text
    outcome.losses.add(.understood, file: file, column: name, meaning: "unit of \(column.name)")
    return own
  }

  /// Reads a cell as what a column of the mapping is.
  private func convert(
    _ raw: String, _ column: TableMapping.Column, _ place: CellPlace, fault: (message: String, expected: String)?,
    _ values: inout [Cell], _ broken: inout [Cell], _ outcome: inout TableOutcome
  ) {
    if raw.isEmpty { return }
    if column.key == TableMapping.ignored { return leaveOut(raw, column.name, "ignored", &outcome) }
    let meaning = column.entry.map { "\(column.key) of \($0)" } ?? column.field.map { "field \($0)" } ?? column.key
    var value = PatientDraft.Value(texts: [], place: place, raw: raw, meaning: meaning)
    switch CellConversion.value(raw, column, table) {
    case .texts where fault != nil:
      outcome.misfits.append(Misfit(place, fault?.message ?? "", expected: fault?.expected))
      broken.append((column, value))
    case .nothing: leaveOut(raw, column.name, "no value, as the mapping says", &outcome)
    case .misfit(let found, let expected, let suggestion):
      outcome.misfits.append(Misfit(place, found, expected: expected, suggestion: suggestion))
      broken.append((column, value))
    case .texts(let texts):
      // Drugs that are given together are one text.
      value.texts = column.key == "therapy" && texts.count > 1 ? [texts.joined(separator: " + ")] : texts
      value.isSilent = isSilent(raw, texts, column)
      if let count = column.days ?? table.days, column.form == .time, texts.allSatisfy({ $0.hasSuffix(count.from) }) {
        value.count = count
      }
      if column.form == .date, let clock = DateForm.apart(raw).clock {
        outcome.losses.add(.leftOut, file: file, column: column.name, meaning: "a time of day", example: clock)
      }
      if column.field == nil { value.mentions = mentions(texts) }
      value.codes = CodedCell.codes(raw, column)
      for remark in value.codes.compactMap(CodedCell.remark) {
        outcome.warnings.append(Misfit(CellPlace(file: file, column: column.name), remark))
      }
      values.append((column, value))
    }
  }

  /// Whether a cell says that there is no value. A word that is the entry itself says more: `{yes: not stated}` of a death, whose cause is not stated.
  private func isSilent(_ raw: String, _ texts: [String], _ column: TableMapping.Column) -> Bool {
    let silences = [Silence.notStated, Silence.unknown]
    guard texts.allSatisfy(silences.contains) else { return false }
    let kind = table.entries.first { $0.name == column.entry }?.kind
    return column.key != kind || silences.contains(raw) || Silence.meant(raw) != nil
      || !column.words.contains { $0.text == raw }
  }

  /// Names of the mapping in texts.
  private func mentions(_ texts: [String]) -> Set<String> {
    var found: Set<String> = []
    for text in texts {
      for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "-") }) {
        let word = String(word)
        if names.contains(word) { found.insert(word) }
      }
    }
    return found
  }

  /// Whether a silent cell is an entry of its own all the same: a response that is not stated is an assessment of which nobody knows what it showed.
  private static func asks(_ cell: Cell, _ plan: TableMapping.EntryPlan) -> Bool {
    plan.kind == "assessment" && cell.column.key == "response" && !plan.always.contains { $0.text == "response" }
  }

  private func leaveOut(_ raw: String, _ column: String, _ why: String, _ outcome: inout TableOutcome) {
    outcome.losses.add(.leftOut, file: file, column: column, meaning: why, example: raw)
  }

  /// A further row of what a patient has once: what it says alike is said, and the rest is told.
  private func repeatOnce(
    _ own: [Cell], _ first: PatientDraft.Part, _ draft: inout PatientDraft, _ outcome: inout TableOutcome
  ) {
    for (column, value) in own {
      if value.isSilent {
        leaveOut(value.raw, column.name, "no value, as the mapping says", &outcome)
        continue
      }
      let isAlike =
        column.key == "id"
        ? value.texts == [first.id] : first.values.contains { $0.key == column.key && $0.value.texts == value.texts }
      if isAlike {
        outcome.losses.add(.understood, file: file, column: column.name, meaning: value.meaning)
      } else {
        outcome.misfits.append(
          Misfit(
            value.place, "a second `\(first.plan)` of a patient that has one",
            expected: "one row a patient, or the plan without `once`"))
        draft.kept.append(value)
      }
    }
  }

  private func add(
    _ plan: TableMapping.EntryPlan, _ own: [Cell], _ broken: [PatientDraft.Value], _ row: Int, _ isOfRow: Bool,
    _ draft: inout PatientDraft, _ outcome: inout TableOutcome
  ) {
    let place = CellPlace(file: file, row: row)
    var values = own.map { (key: $0.column.key, value: listed($0.value, $0.column)) }
    for (column, value) in own {
      guard let code = value.codes.first, value.codes.count == 1,
        let key = CodedCell.keyOfCode(code, plan.kind, column.key), !values.contains(where: { $0.key == key })
      else { continue }
      // The cell is counted once, by its word.
      values.append(
        (key, PatientDraft.Value(texts: [code.text], place: place, raw: value.raw, meaning: "\(key) of \(plan.name)")))
    }
    for word in plan.always where !values.contains(where: { $0.key == word.text }) {
      values.append(
        (
          word.text,
          PatientDraft.Value(
            texts: [word.meaning], place: place, raw: word.meaning, meaning: "\(word.text) of \(plan.name)",
            mentions: mentions([word.meaning]))
        ))
    }
    var part = PatientDraft.Part(
      plan: plan.name, kind: plan.kind, id: "", values: values, row: place, isOfRow: isOfRow, kept: broken)
    switch plan.kind {
    case _ where TableMapping.rowKinds.contains(plan.kind):
      // A row of a table has no notes: what is not understood of it is kept beside it.
      draft.kept += part.kept
      part.kept = []
      if TableMapping.ownedKinds.contains(plan.kind) { draft.owned.append(part) } else { draft.lesions.append(part) }
    default:
      name(&part, &draft, &outcome)
      draft.entries.append(part)
    }
  }

  /// Gives an entry the id that the file has for it, or the name of its plan.
  private func name(_ part: inout PatientDraft.Part, _ draft: inout PatientDraft, _ outcome: inout TableOutcome) {
    guard let index = part.values.firstIndex(where: { $0.key == "id" }) else {
      part.id = draft.free(part.plan)
      return
    }
    let given = part.values.remove(at: index).value
    let id = given.texts.first ?? ""
    if Identifier.isWellFormed(id), draft.take(id) {
      part.id = id
      part.hasOwnID = true
      outcome.losses.add(.understood, file: file, column: given.place.column ?? "", meaning: given.meaning)
    } else {
      outcome.misfits.append(
        Misfit(
          given.place, "\(ProblemLog.quoted(id)) for an id",
          expected: "kebab-case, one of its own for each entry of the patient"))
      part.id = draft.free(part.plan)
      part.kept.append(given)
    }
  }

  /// A value as the list that its key needs.
  private func listed(_ value: PatientDraft.Value, _ column: TableMapping.Column) -> PatientDraft.Value {
    let kind = column.entry.flatMap { name in table.entries.first { $0.name == name }?.kind }
    let keys = kind.map { TableMapping.Table.table(of: $0) } ?? Patient.notation.table
    guard let keys, let index = keys.order[column.key], case .list = keys.keys[index].schema else { return value }
    var own = value
    own.isList = true
    return own
  }

  // MARK: conditions

  private func holds(_ plan: TableMapping.EntryPlan, _ cells: [String]) -> Bool {
    plan.conditions.allSatisfy { condition in
      places[condition.column].map { condition.texts.contains(cells[$0]) } ?? false
    }
      && plan.needs.allSatisfy { name in places[name].map { !cells[$0].isEmpty } ?? false }
  }

  /// Texts on which entries depend and which none of them knows; each is told.
  private func checkConditions(_ row: Int, _ cells: [String], _ outcome: inout TableOutcome) -> [PatientDraft.Value] {
    let conditions = table.entries.flatMap(\.conditions)
    var told: Set<String> = []
    var unknown: [PatientDraft.Value] = []
    for condition in conditions where told.insert(condition.column).inserted {
      // What is a fact of another kind too is understood there.
      let isMapped = table.columns.contains { $0.name == condition.column }
      guard let index = places[condition.column], !cells[index].isEmpty, !isMapped else { continue }
      let known = conditions.filter { $0.column == condition.column }.flatMap(\.texts)
      if known.contains(cells[index]) {
        outcome.losses.add(.understood, file: file, column: condition.column, meaning: "which entries a row makes")
      } else if table.missing.contains(where: { $0.text == cells[index] }) {
        leaveOut(cells[index], condition.column, "no value, as the mapping says", &outcome)
      } else {
        let place = place(row, index)
        outcome.misfits.append(
          Misfit(
            place, "\(ProblemLog.quoted(cells[index])), for which no entry is stated",
            expected: Wording.list(known), suggestion: Wording.nearest(to: cells[index], in: known)))
        unknown.append(
          PatientDraft.Value(texts: [], place: place, raw: cells[index], meaning: "which entries a row makes"))
      }
    }
    return unknown
  }

  /// Values of columns of which the row makes no entry; each is told, once.
  private func checkUnread(
    _ row: Int, _ cells: [String], _ read: Set<Int>, _ outcome: inout TableOutcome
  ) -> [PatientDraft.Value] {
    var read = read
    var unread: [PatientDraft.Value] = []
    for (column, index) in columns where !cells[index].isEmpty && read.insert(index).inserted {
      let raw = cells[index]
      let own = columns.filter { $0.index == index }.map(\.column)
      if (table.missing + own.flatMap { $0.words.filter { $0.meaning == TableMapping.leaveOut } })
        .contains(where: { $0.text == raw })
      {
        leaveOut(raw, column.name, "no value, as the mapping says", &outcome)
        continue
      }
      let takers = own.compactMap(\.entry)
      outcome.misfits.append(
        Misfit(
          place(row, index), "\(ProblemLog.quoted(raw)) in a row that makes no \(Wording.list(takers))",
          expected: "an empty cell; or an entry whose `where` the row fits"))
      let meaning = column.entry.map { "\(column.key) of \($0)" } ?? column.key
      unread.append(PatientDraft.Value(texts: [], place: place(row, index), raw: raw, meaning: meaning))
    }
    return unread
  }
}
