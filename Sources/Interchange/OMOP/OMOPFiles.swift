// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// Files of the OMOP common data model: the rows of each table by persons. Those of a person become elements when the person is read.
struct OMOPFiles {
  /// A row as its table has it, with nothing where there is no value.
  struct Row {
    var line: Int
    var cells: [String]
  }

  /// So many rows of all tables together are read.
  private static let mostRows = 5_000_000

  /// The rows of each table by the number of their person.
  private var rows: [String: [String: [Row]]] = [:]
  /// The columns of each table, with what they are called in messages.
  private var headers: [String: [(name: String, path: String)]] = [:]
  /// The rows of tables that have no persons.
  private var loose: [String: [FHIRElement]] = [:]
  /// In which file each table stands.
  private(set) var names: [String: String] = [:]
  /// Names, vocabularies and codes of concepts, where CONCEPT is among the files.
  private(set) var concepts: [String: OMOPConcept] = [:]
  /// The persons that are named anywhere, in the order of the files; those with a row in PERSON.
  private(set) var persons: [String] = []
  private var seen: Set<String> = []
  private var count = 0

  // MARK: reading

  mutating func read(_ files: [InputFile], _ outcome: inout TableOutcome) {
    // Events of episodes have no person of their own: they are found by their episode.
    for file in files { read(file, &outcome) }
  }

  private func refuse(_ misfit: Misfit, _ outcome: inout TableOutcome) {
    outcome.isBroken = true
    outcome.misfits.append(misfit)
    outcome.losses.add(.unplaced, file: misfit.place.file, column: "", meaning: "the file cannot be read whole")
  }

  private mutating func read(_ file: InputFile, _ outcome: inout TableOutcome) {
    let whole = CellPlace(file: file.name, record: "")
    guard let table = OMOPSchema.table(ofFile: file.name),
      OMOPSchema.columns(table) != nil || OMOPSchema.others.contains(table)
    else {
      return refuse(
        Misfit(
          whole, "no table of the common data model", expected: "PERSON.csv, CONDITION_OCCURRENCE.csv, EPISODE.csv …"),
        &outcome)
    }
    if names.updateValue(file.name, forKey: table) != nil {
      return refuse(Misfit(whole, "the table \(table) in two files", expected: "each table once"), &outcome)
    }
    switch SheetText.read(file, .utf8) {
    case .failure(let refusal): refuse(refusal.misfit, &outcome)
    case .success(let text):
      let log = ProblemLog(text: text)
      let first = text.lines.first.map { text.bytes[$0] } ?? []
      let tab = first.contains(0x09) && !first.contains(UInt8(ascii: ","))
      take(table, file.name, SeparatedRows(log, separator: tab ? 0x09 : nil), &outcome)
      for problem in log.problems { refuse(Misfit(problem), &outcome) }
    }
  }

  private mutating func take(
    _ table: String, _ file: String, _ source: SeparatedRows, _ outcome: inout TableOutcome
  ) {
    var source = source
    guard let head = source.next() else {
      return refuse(
        Misfit(CellPlace(file: file, record: ""), "no header", expected: "the columns of \(table)"), &outcome)
    }
    let header = head.cells.map { $0.text.trimmed.lowercased() }
    guard checkHeader(header, table, file, &outcome) else { return }
    let key = header.firstIndex(of: "person_id")
    headers[table] = header.map { (name: $0, path: "\(table).\($0)") }
    while let row = source.next() {
      count += 1
      if count > Self.mostRows {
        return refuse(
          Misfit(CellPlace(file: file, row: row.number, record: ""), "more than \(Self.mostRows) rows in all files"),
          &outcome)
      }
      let cells = row.cells.map { $0.text.trimmed }
      if cells.count > header.count, cells[header.count...].contains(where: { !$0.isEmpty }) {
        let place = CellPlace(file: file, row: row.number, record: table)
        outcome.misfits.append(
          Misfit(place, "\(cells.count) cells in this row", expected: "\(header.count), as in the header"))
        outcome.losses.add(
          .unplaced, file: file, column: table, meaning: "a row that is not like the header",
          count: cells.count { !$0.isEmpty })
        continue
      }
      if OMOPSchema.others.contains(table) {
        outcome.losses.add(
          .leftOut, file: file, column: table, meaning: "a table that holds nothing of a course that is read",
          count: cells.count { !$0.isEmpty })
        continue
      }
      if table == "CONCEPT" {
        takeConcept(header, cells, file, &outcome)
        continue
      }
      let own = Row(
        line: row.number, cells: zip(header, cells).map { $1 == "NULL" && $0 != "stated" ? "" : $1 })
      // A database says of nothing that it is nothing.
      let nulls = zip(header, cells).count { $1 == "NULL" && $0 != "stated" }
      if nulls > 0 {
        outcome.losses.add(.leftOut, file: file, column: table, meaning: "`NULL` is no value", count: nulls)
      }
      let values = own.cells.count { !$0.isEmpty }
      if values == 0 { continue }
      let person = key.flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? ""
      if key != nil {
        guard Int(person) != nil else {
          outcome.misfits.append(
            Misfit(
              CellPlace(file: file, row: row.number, column: "\(table).person_id", record: table),
              "\(ProblemLog.quoted(person)) for the number of a person", expected: "a whole number"))
          outcome.losses.add(
            .unplaced, file: file, column: table, meaning: "a row of no person", count: values)
          continue
        }
        if seen.insert(person).inserted { persons.append(person) }
        rows[table, default: [:]][person, default: []].append(own)
      } else {
        loose[table, default: []].append(element(own, of: table))
      }
    }
  }

  /// Whether a header is that of the table: all that is required is there, and nothing that the model does not have.
  private func checkHeader(_ header: [String], _ table: String, _ file: String, _ outcome: inout TableOutcome) -> Bool {
    guard let columns = OMOPSchema.columns(table) else { return true }
    let place = CellPlace(file: file, row: 1, record: table)
    let known = Set(columns.map(\.name))
    var isSound = true
    for name in header where !known.contains(name) {
      refuse(
        Misfit(
          place, "the column \(ProblemLog.quoted(name)), which \(table) does not have",
          expected: "columns of the common data model 5.4",
          suggestion: Wording.nearest(to: name, in: columns.map(\.name))),
        &outcome)
      isSound = false
    }
    if Set(header).count != header.count {
      refuse(Misfit(place, "a column twice", expected: "each column once"), &outcome)
      isSound = false
    }
    let missing = columns.filter { $0.isRequired && !header.contains($0.name) }.map(\.name)
    if missing.contains("person_id") || header.count < 2 {
      refuse(Misfit(place, "no column `person_id`", expected: "the columns of \(table)"), &outcome)
      return false
    }
    if !missing.isEmpty {
      outcome.warnings.append(
        Misfit(place, "no column \(Wording.list(missing)): the file is not valid, and is read"))
    }
    return isSound
  }

  private mutating func takeConcept(
    _ header: [String], _ cells: [String], _ file: String, _ outcome: inout TableOutcome
  ) {
    func cell(_ name: String) -> String {
      header.firstIndex(of: name).flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? ""
    }
    let id = cell("concept_id")
    if !id.isEmpty {
      concepts[id] = OMOPConcept(
        name: cell("concept_name"), vocabulary: cell("vocabulary_id"), code: cell("concept_code"))
    }
    outcome.losses.add(
      .leftOut, file: file, column: "CONCEPT", meaning: "the vocabulary, which says what concepts are",
      count: cells.count { !$0.isEmpty })
  }

  // MARK: asking

  /// The rows of a person, of all tables that have persons, as elements of which nothing has been read.
  func rows(of person: String) -> [FHIRElement] {
    OMOPSchema.tables.flatMap { table in (rows[table.name]?[person] ?? []).map { element($0, of: table.name) } }
  }

  /// Rows that are of no person: events of episodes, the source, and the names of entries.
  func rows(in table: String) -> [FHIRElement] { loose[table] ?? [] }

  /// The values of a column in all rows of a table, with their persons and lines, in the order of the persons.
  func values(of column: String, in table: String) -> [(text: String, person: String, line: Int)] {
    guard let place = headers[table]?.firstIndex(where: { $0.name == column }), let all = rows[table] else { return [] }
    return persons.flatMap { person in
      (all[person] ?? []).compactMap { row in
        row.cells.indices.contains(place) && !row.cells[place].isEmpty ? (row.cells[place], person, row.line) : nil
      }
    }
  }

  private func element(_ row: Row, of table: String) -> FHIRElement {
    let element = FHIRElement(table, path: table, line: row.line, kind: .elements)
    for (column, cell) in zip(headers[table] ?? [], row.cells) where !cell.isEmpty {
      element.append(FHIRElement(column.name, path: column.path, line: row.line, kind: .text, text: cell))
    }
    return element
  }
}

/// A concept of a vocabulary, as CONCEPT has it.
struct OMOPConcept {
  var name: String
  var vocabulary: String
  var code: String
}
