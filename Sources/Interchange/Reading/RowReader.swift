// SPDX-License-Identifier: Apache-2.0

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
  private let patientIndex: Int
  private let fillDown: [Int]
  private var above: [String]
  /// Columns with a name that the mapping does not speak of.
  private let unnamed: [Int]
  /// How many values such columns have, with the first of them, by their places.
  private(set) var unspoken: [Int: (count: Int, first: String)] = [:]

  /// A reader of a file; nil after adding what its header lacks. Columns that no mapping names are told at the end.
  init?(_ table: TableMapping.Table, _ sheet: Sheet, _ misfits: inout MisfitLog) {
    self.table = table
    header = sheet.header
    file = sheet.file
    let before = misfits.count
    let names = sheet.header.names
    let places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
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
    for plan in table.entries { for condition in plan.conditions { _ = index(condition.column) } }
    fillDown = table.fillDown.compactMap { index($0) }
    above = [String](repeating: "", count: names.count)
    guard misfits.count == before,
      let patient = columns.first(where: { $0.column.entry == nil && $0.column.key == "patient" })
    else { return nil }
    patientIndex = patient.index
    let known = Set(table.columns.map(\.name) + table.entries.flatMap(\.conditions).map(\.column))
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
    var cells = row.cells
    for index in fillDown {
      if cells[index].isEmpty { cells[index] = above[index] } else { above[index] = cells[index] }
    }
    let id = cells[patientIndex]
    if table.skipped.contains(id) {
      outcome.losses.add(
        .leftOut, file: file, column: header.names[patientIndex], meaning: "a row that is to be skipped",
        example: "row \(row.number): \(id)")
      return
    }
    guard Identifier.isPatient(id) else {
      outcome.misfits.append(
        Misfit(
          place(row.number, patientIndex),
          id.isEmpty ? "a row without a patient" : "\(ProblemLog.quoted(id)) for a patient's id",
          expected: id.isEmpty
            ? "an id; of merged cells `fill down`, of a heading or a sum `skip`"
            : "letters, digits, `-`, `_` and `.`; of a row that is no patient `skip`"))
      let stated = cells.indices.filter { !cells[$0].isEmpty }
      let text = stated.map { "\(place(row.number, $0).column ?? ""): \(cells[$0])" }.joined(separator: "; ")
      outcome.rows.append((CellPlace(file: file, row: row.number), text, stated.count))
      return
    }
    outcome.losses.add(.understood, file: file, column: header.names[patientIndex], meaning: "patient")
    for index in unnamed where !cells[index].isEmpty {
      unspoken[index] = ((unspoken[index]?.count ?? 0) + 1, unspoken[index]?.first ?? cells[index])
    }
    drafts.withDraft(id, CellPlace(file: file, row: row.number)) { draft in
      take(row.number, cells, row.extra, &draft, &outcome)
    }
  }

  private func take(
    _ row: Int, _ cells: [String], _ extra: [String], _ draft: inout PatientDraft, _ outcome: inout TableOutcome
  ) {
    var values: [(column: TableMapping.Column, value: PatientDraft.Value)] = []
    var broken: [(column: TableMapping.Column, value: PatientDraft.Value)] = []
    for (column, index) in columns where column.key != "patient" || column.entry != nil {
      let raw = cells[index]
      if raw.isEmpty { continue }
      if column.key == TableMapping.ignored {
        outcome.losses.add(.leftOut, file: file, column: column.name, meaning: "ignored", example: raw)
        continue
      }
      let place = place(row, index)
      let meaning = column.entry.map { "\(column.key) of \($0)" } ?? column.field.map { "field \($0)" } ?? column.key
      var value = PatientDraft.Value(texts: [], place: place, raw: raw, meaning: meaning)
      switch CellConversion.value(raw, column, table) {
      case .nothing:
        outcome.losses.add(
          .leftOut, file: file, column: column.name, meaning: "no value, as the mapping says", example: raw)
      case .misfit(let found, let expected, let suggestion):
        outcome.misfits.append(Misfit(place, found, expected: expected, suggestion: suggestion))
        broken.append((column, value))
      case .texts(let texts):
        value.texts = texts
        values.append((column, value))
      }
    }
    let places = Dictionary(header.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var used: Set<String> = []
    for plan in table.entries {
      guard holds(plan, cells, places) else { continue }
      let own = values.filter { $0.column.entry == plan.name }
      let ownBroken = broken.filter { $0.column.entry == plan.name }
      used.insert(plan.name)
      if own.isEmpty, ownBroken.isEmpty, plan.conditions.isEmpty, !plan.isOfEveryRow { continue }
      if plan.isOnce, draft.has(plan.name) {
        for (_, value) in own {
          outcome.misfits.append(
            Misfit(
              value.place, "a second `\(plan.name)` of a patient that has one",
              expected: "one row a patient, or the plan without `once`"))
        }
        draft.kept += own.map(\.value) + ownBroken.map(\.value)
        continue
      }
      add(plan, own, ownBroken.map(\.value), row, &draft, &outcome)
    }
    draft.kept += checkConditions(row, cells, places, &outcome)
    for (column, value) in values {
      if let entry = column.entry {
        if !used.contains(entry), isUnused(entry, value, used, &outcome) { draft.kept.append(value) }
      } else if let field = column.field {
        draft.fields.append((field, value))
      } else {
        draft.facts.append((column.key, listed(value, column)))
      }
    }
    draft.kept += extra.enumerated().filter { !$0.element.isEmpty }.map { offset, raw in
      let column = "\(header.names.count + offset + 1)"
      return PatientDraft.Value(
        texts: [], place: CellPlace(file: file, row: row, column: column), raw: raw, meaning: "a cell beyond the header"
      )
    }
    for index in unnamed where !cells[index].isEmpty {
      draft.kept.append(
        PatientDraft.Value(
          texts: [], place: place(row, index), raw: cells[index], meaning: "a column that the mapping does not name"))
    }
    draft.kept += broken.filter { $0.column.entry.map { !used.contains($0) } ?? true }.map(\.value)
  }

  private func add(
    _ plan: TableMapping.EntryPlan, _ own: [(column: TableMapping.Column, value: PatientDraft.Value)],
    _ broken: [PatientDraft.Value], _ row: Int, _ draft: inout PatientDraft, _ outcome: inout TableOutcome
  ) {
    let place = CellPlace(file: file, row: row)
    var values = own.map { (key: $0.column.key, value: listed($0.value, $0.column)) }
    for word in plan.always where !values.contains(where: { $0.key == word.text }) {
      values.append(
        (
          word.text,
          PatientDraft.Value(
            texts: [word.meaning], place: place, raw: word.meaning, meaning: "\(word.text) of \(plan.name)")
        ))
    }
    var id = ""
    let isEntry = !TableMapping.rowKinds.contains(plan.kind)
    if isEntry {
      if let index = values.firstIndex(where: { $0.key == "id" }) {
        let given = values.remove(at: index).value
        id = given.texts.first ?? ""
        if !draft.take(id) || !Identifier.isWellFormed(id) {
          outcome.misfits.append(
            Misfit(
              given.place, "\(ProblemLog.quoted(id)) for an id",
              expected: "kebab-case, one of its own for each entry of the patient"))
          id = draft.free(plan.name)
        } else {
          outcome.losses.add(.understood, file: file, column: given.place.column ?? "", meaning: given.meaning)
        }
      } else {
        id = draft.free(plan.name)
      }
    }
    // The day of the event that times are counted from says nothing of itself.
    var ownDay: [String] = []
    values.removeAll { key, value in
      let isSelf =
        ["when", "starts"].contains(key) && ["at \(id)", "at start of \(id)"].contains(value.texts.first ?? "")
      if isSelf {
        ownDay += [value.place.column].compactMap(\.self)
        outcome.losses.add(.understood, file: file, column: value.place.column ?? "", meaning: value.meaning)
      }
      return isSelf
    }
    let part = PatientDraft.Part(
      plan: plan.name, kind: plan.kind, id: id, values: values, row: place, kept: broken, ownDay: ownDay)
    switch plan.kind {
    case "lesion": draft.lesions.append(part)
    case "administration": draft.administrations.append(part)
    default: draft.entries.append(part)
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

  private func holds(_ plan: TableMapping.EntryPlan, _ cells: [String], _ places: [String: Int]) -> Bool {
    plan.conditions.allSatisfy { condition in
      places[condition.column].map { condition.texts.contains(cells[$0]) } ?? false
    }
  }

  /// Texts on which entries depend and which none of them knows; each is told.
  private func checkConditions(
    _ row: Int, _ cells: [String], _ places: [String: Int], _ outcome: inout TableOutcome
  ) -> [PatientDraft.Value] {
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
        outcome.losses.add(
          .leftOut, file: file, column: condition.column, meaning: "no value, as the mapping says",
          example: cells[index])
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

  /// Whether no entry takes a value of a row, which is told, once; of a column that several entries have, one takes it.
  private func isUnused(
    _ entry: String, _ value: PatientDraft.Value, _ used: Set<String>, _ outcome: inout TableOutcome
  ) -> Bool {
    let takers = columns.filter { $0.column.name == value.place.column }.compactMap(\.column.entry)
    guard takers.allSatisfy({ !used.contains($0) }), takers.first == entry else { return false }
    outcome.misfits.append(
      Misfit(
        value.place, "\(ProblemLog.quoted(value.raw)) in a row that makes no \(Wording.list(takers))",
        expected: "an empty cell; or an entry whose `where` the row fits"))
    return true
  }
}
