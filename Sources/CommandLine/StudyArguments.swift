// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import Exchange
import Notation
import Outcomes
import Plain
import Report

/// The study, a folder or one file, read before anything else is done.
struct StudyArguments: ParsableArguments {
  @Argument(help: "The study folder, or the study in one file.", completion: .file())
  var study: String
  @OptionGroup var library: LibraryArguments

  func validate() throws {
    if study.isEmpty { throw ValidationError("<study>: an empty path names no folder") }
  }

  /// The folders that are read, where nothing may be written.
  var places: [String?] { [study, library.library] }

  /// Reads the folder; prints all problems to standard error. Exits with 2 where the input cannot be used.
  func read() async throws -> (study: Study, places: Places) {
    let reading = try await StudySource.read(study)
    Self.tell(reading.problems)
    guard let study = reading.study else {
      let count = reading.errors.count
      Terminal.tell("\(self.study): \(count) \(count == 1 ? "error" : "errors"); the study cannot be read.")
      throw ExitCode(2)
    }
    // Whatever is computed of it, something is missing from it.
    if let unread = CohortTables.unread(study) { Terminal.tell("warning: \(unread.english)") }
    return (study, reading.places)
  }

  /// Tells problems of a folder, each on a line.
  static func tell(_ problems: [Problem]) {
    for problem in problems {
      let colour: Terminal.Colour = problem.severity == .error ? .red : .yellow
      Terminal.tell(
        "\(problem.location): \(Painted(problem.severity.rawValue, colour, if: Terminal.errorIsTerminal)): \(problem.words)"
      )
    }
  }

  /// Reads the folder and derives all outcomes.
  func outcomes() async throws -> StudyOutcomes {
    let library = try library.read()
    let (study, places) = try await read()
    if study.patients.count > 500 { Terminal.progress("Deriving outcomes of \(study.patients.count) patients …") }
    let outcomes = await StudyOutcomes(study, library: library, places: places)
    Terminal.endProgress()
    return outcomes
  }

  /// The outcomes for who prints times of them: patients whose times contradict each other are told, as the numbers alone do not say it.
  func outcomesToPrint() async throws -> StudyOutcomes {
    let outcomes = try await outcomes()
    let contradicted = outcomes.patients.filter { !$0.timeline.conflicts.isEmpty }.map(\.patient.id)
    if !contradicted.isEmpty {
      let named = contradicted.prefix(20).joined(separator: ", ")
      let more = contradicted.count > 20 ? " and \(contradicted.count - 20) more" : ""
      Terminal.tell(
        "warning: statements on time contradict each other in \(contradicted.count == 1 ? "patient" : "patients") \(named)\(more): `verlauf check` tells which; times that rest on them are not determined, or may be wrong"
      )
    }
    return outcomes
  }
}

/// How rows are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case json
  case csv
  case markdown
}

/// The choice of a format: a table for people, plain data for a pipe.
struct FormatOption: ParsableArguments {
  @Option(help: "table, json, csv or markdown. Without it: a table on a terminal, CSV in a pipe.")
  var format: OutputFormat?

  /// The chosen format.
  var chosen: OutputFormat { format ?? (Terminal.outputIsTerminal ? .table : .csv) }

  /// Prints tables of every language in the chosen format, in the language of commands.
  func show(_ tables: [PhraseTable]) { show(tables.map { $0[.english] }) }

  /// Prints tables in the chosen format.
  func show(_ tables: [Table]) {
    switch chosen {
    case .table:
      for (index, table) in tables.enumerated() {
        if index > 0 { Terminal.say() }
        for line in table.plainTitle(width: Terminal.columns).split(separator: "\n", omittingEmptySubsequences: false) {
          Terminal.say("\(Painted(String(line), .bold, if: Terminal.outputIsTerminal))")
        }
        Terminal.lines(table.plainText(width: Terminal.columns))
      }
    case .csv:
      for (index, table) in tables.enumerated() {
        if index > 0 { Terminal.say() }
        Terminal.data(table.csv)
      }
      // A data file has no place for footnotes; what a reader must know still reaches the person.
      for note in tables.flatMap(\.footnotes).reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
        Terminal.tell("\(note)")
      }
    case .markdown: Terminal.data(tables.map(\.markdown).joined(separator: "\n"))
    case .json: Terminal.data(Table.json(tables))
    }
  }
}
