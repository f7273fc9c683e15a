// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// Files of the OMOP common data model: where the rows of each table stand, by persons. Those of a person are read again, and become elements, when the person is read.
struct OMOPFiles {
  /// So many rows of all tables together are read.
  private static let mostRows = 5_000_000

  /// The tables that have persons.
  private var tables: [String: OMOPTable] = [:]
  /// The rows of tables that have no persons.
  private var loose: [String: [FHIRElement]] = [:]
  private let paths = ElementPaths()
  /// In which file each table stands.
  private(set) var names: [String: String] = [:]
  /// Names, vocabularies and codes of concepts, where CONCEPT is among the files.
  private(set) var concepts: [String: OMOPConcept] = [:]
  /// The persons that are named anywhere, in the order of the files.
  private(set) var persons: [String] = []
  private var places: [String: Int] = [:]
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
      // A name that is no table may be no file either.
      do throws(FileRefusal) { _ = try file.parts(limit: .max) } catch {
        return refuse(
          Misfit(
            whole, "the file cannot be read: \(error)",
            expected: "files of tables by their names: PERSON.csv, CONDITION_OCCURRENCE.csv, EPISODE.csv …"), &outcome)
      }
      return refuse(
        Misfit(
          whole, "\(ProblemLog.quoted(file.name)), which is no table of the common data model",
          expected: "PERSON.csv, CONDITION_OCCURRENCE.csv, EPISODE.csv …"),
        &outcome)
    }
    if names.updateValue(file.name, forKey: table) != nil {
      return refuse(Misfit(whole, "the table \(table) in two files", expected: "each table once"), &outcome)
    }
    do throws(SeparatedBlocks.Refusal) {
      var rows = try SeparatedBlocks(file, tabs: true)
      do throws(FileRefusal) { try take(table, file.name, &rows, &outcome) } catch {
        refuse(Misfit(whole, "the file cannot be read: \(error)"), &outcome)
      }
      for problem in rows.problems { refuse(Misfit(problem), &outcome) }
    } catch {
      refuse(error.misfit, &outcome)
    }
  }

  private mutating func take(
    _ table: String, _ file: String, _ source: inout SeparatedBlocks, _ outcome: inout TableOutcome
  ) throws(FileRefusal) {
    guard let head = try source.next() else {
      return refuse(
        Misfit(CellPlace(file: file, record: ""), "no header", expected: "the columns of \(table)"), &outcome)
    }
    let header = head.cells.map { $0.text.trimmed.lowercased() }
    guard checkHeader(header, table, file, &outcome) else { return }
    var own = OMOPTable(table, header, source, paths)
    defer { if own.hasPersons { tables[table] = own } }
    while let row = try source.next() {
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
      // A database says of nothing that it is nothing.
      let nulls = own.nulls(in: cells)
      if nulls > 0 {
        outcome.losses.add(.leftOut, file: file, column: table, meaning: "`NULL` is no value", count: nulls)
      }
      let values = own.values(of: cells)
      let number = values.count { !$0.isEmpty }
      if number == 0 { continue }
      guard own.hasPersons else {
        loose[table, default: []].append(own.element(values, line: row.number))
        continue
      }
      let person = own.person(of: cells)
      guard Int(person) != nil else {
        outcome.misfits.append(
          Misfit(
            CellPlace(file: file, row: row.number, column: "\(table).person_id", record: table),
            "\(ProblemLog.quoted(person)) for the number of a person", expected: "a whole number"))
        outcome.losses.add(
          .unplaced, file: file, column: table, meaning: "a row of no person", count: number)
        continue
      }
      own.add(row, values, of: place(of: person))
    }
  }

  /// The place of a person among all.
  private mutating func place(of person: String) -> Int {
    if let known = places[person] { return known }
    places[person] = persons.count
    persons.append(person)
    return persons.count - 1
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

  /// The rows of a person, of all tables that have persons, as elements of which nothing has been read. A file that is another one by then is told.
  func rows(of person: String, _ outcome: inout TableOutcome) -> [FHIRElement] {
    guard let place = places[person] else { return [] }
    var all: [FHIRElement] = []
    for table in OMOPSchema.tables {
      guard let own = tables[table.name] else { continue }
      guard let rows = own.elements(of: place, person) else {
        refuse(
          Misfit(
            CellPlace(file: names[table.name] ?? "", record: ""), "the file has changed while it was read",
            expected: "a file that stays as it is"), &outcome)
        continue
      }
      all += rows
    }
    return all
  }

  /// Rows that are of no person: events of episodes, the source, and the names of entries.
  func rows(in table: String) -> [FHIRElement] { loose[table] ?? [] }

  /// Asks the keys of all rows of a table, with their persons by their places and their lines, in the order of the persons.
  func forEachKey(in table: String, _ body: (OMOPTable.Key, Int, Int) -> Void) {
    guard let own = tables[table] else { return }
    for place in persons.indices { own.forEachKey(of: place) { body($0, place, $1) } }
  }
}

/// A concept of a vocabulary, as CONCEPT has it.
struct OMOPConcept {
  var name: String
  var vocabulary: String
  var code: String
}
