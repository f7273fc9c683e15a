// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Console
import Report

/// `verlauf codes [SYSTEM] [TEXT]`
struct CodesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codes",
    abstract: "List codes of ICD-10-GM, ICD-O-3, OPS, ATC, SNOMED CT, LOINC and UCUM, or look one up.",
    discussion: """
      The tables have what the record has words for, and no whole system. Each names its version, its source and its licence. \
      A mapping reads codes by them (`codes: ICD-O-3-M` of a column), and `verlauf write share` names them.

      EXAMPLES
        verlauf codes                           the tables
        verlauf codes ICD-O-3-M                 one table
        verlauf codes ICD-O-3-M 8890/3          what a code means
        verlauf codes ATC Yondelis              the codes of a word
        verlauf codes leiomyosarcoma            in all tables
      """)

  @Argument(help: "A system: ICD-10-GM, ICD-O-3-M, ICD-O-3-T, OPS, ATC, \"SNOMED CT\", LOINC or UCUM; or a text.")
  var system: String?
  @Argument(help: "A code, or a part of a word.") var text: String?
  @OptionGroup var format: FormatOption

  func run() throws {
    guard let system else { return format.show([CodeListing.systems()]) }
    guard !system.isEmpty, text?.isEmpty != true else { throw ValidationError("an empty text names no code") }
    // A name of two words needs no quotes.
    if let text, let known = CodeSystem(named: "\(system) \(text)") {
      return format.show([CodeListing.table(CodeTables.table(known))])
    }
    guard let known = CodeSystem(named: system) else {
      guard text == nil else {
        throw ValidationError(
          "no system \(CodeListing.quoted(system)); expected one of \(CodeSystem.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      return try show(CodeTables.all, system)
    }
    guard let text else { return format.show([CodeListing.table(CodeTables.table(known))]) }
    try show([CodeTables.table(known)], text)
  }

  /// What tables have of a text, or why they have nothing.
  private func show(_ tables: [CodeTable], _ text: String) throws {
    let found = tables.map { table in
      (
        table,
        table[text].map { [$0] } ?? (table.entries(for: text).isEmpty ? table.search(text) : table.entries(for: text))
      )
    }.filter { !$0.1.isEmpty }
    guard found.isEmpty else { return format.show(found.map { CodeListing.table($0, $1) }) }
    if tables.count == 1, let table = tables.first {
      switch table.find(text) {
      case .unknown(let code): Terminal.tell("\(code) is a code, and the table does not have it")
      case .malformed(let error) where text.contains(where: \.isNumber):
        Terminal.tell("\(CodeListing.quoted(text)): \(error)")
      default: Terminal.tell("nothing with \(CodeListing.quoted(text)) in \(table.system.rawValue)")
      }
    } else {
      Terminal.tell("nothing with \(CodeListing.quoted(text)); see verlauf codes")
    }
    throw ExitCode(1)
  }
}

/// Codes as tables of a report.
enum CodeListing {
  /// The tables.
  static func systems() -> Table {
    Table(
      name: "codes", title: "Tables of codes",
      columns: ["System", "Title", "Version", .init("Codes", .number), "Source", "Licence"],
      rows: CodeTables.all.map { table in
        [
          .words(table.system.rawValue), .words(table.title), .words(table.version), .number(table.entries.count),
          .words(table.source), .words(table.licence),
        ]
      })
  }

  /// A table, or what was found of it.
  static func table(_ table: CodeTable, _ entries: [CodeTable.Entry]? = nil) -> Table {
    Table(
      name: table.system.rawValue.lowercased().replacing(" ", with: "-"), title: table.system.rawValue,
      columns: ["Code", "Word", "Is", "Other names", "Property", "Title in the source", "Verified"],
      rows: (entries ?? table.entries).map { entry in
        [
          .words(entry.code.text), .words(entry.word), .words(entry.kind.rawValue),
          .words(entry.names.isEmpty ? nil : entry.names.joined(separator: "; "), or: .blank),
          .words(entry.property, or: .blank), .words(entry.title, or: .blank), .words(entry.verified),
        ]
      }, footnotes: ["Version: \(table.version).", "Source: \(table.source).", "\(table.licence)"])
  }

  /// A text that somebody typed.
  static func quoted(_ text: String) -> String { "`\(text.prefix(80))`" }
}
