// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange
import Foundation
import Interchange
import Plain

/// `verlauf new STUDY`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Start a study folder with commented examples.",
    discussion: """
      EXAMPLES
        verlauf new my-series
        verlauf new my-series --title "Gemcitabine maintenance in sarcoma"
        verlauf new my-tables --spreadsheet              tables to fill in, for verlauf read table
      """)

  @Argument(help: "The folder to make.", completion: .directory)
  var study: String
  @Option(help: "Title of the study.")
  var title: String?

  @Flag(help: "Write CSV tables with the invented patient in them, and their mapping, in place of a study folder.")
  var spreadsheet = false

  func run() throws {
    let name = URL(fileURLWithPath: study).lastPathComponent
    let texts = StudyTemplate.files(title: title ?? name)
    if spreadsheet { return try writeTables(texts) }
    let files = texts.map { OutputFile(path: $0.path, text: $0.text) }
    try Writing.attempt(protecting: []) { writer throws(WriteFailure) in
      try writer.makeFolder(files, at: study, isPrivate: true)
    }
    Terminal.say("\(study): open README.txt in it, then run: verlauf check \(ShellText.word(study))")
  }

  /// The template as tables; what cells cannot hold is told.
  private func writeTables(_ texts: [(path: String, text: String)]) throws {
    let folder = Dictionary(texts.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    guard let template = StudyFolder.read(files: folder).study, let write = StudyFormat.table.write else {
      throw ExitCode(2)
    }
    let writing = write(template)
    let files = writing.files.sorted { $0.key < $1.key }.map { OutputFile(path: $0.key, text: $0.value) }
    try Writing.attempt(protecting: []) { writer throws(WriteFailure) in
      try writer.makeFolder(files, at: study, isPrivate: true)
    }
    let lost = Set(writing.losses.lines.filter { $0.outcome == .unplaced && !$0.column.isEmpty }.map(\.column)).sorted()
    if !lost.isEmpty { Terminal.tell("Cells cannot hold \(lost.joined(separator: ", ")); the study folder can.") }
    let place = ShellText.word(study)
    Terminal.say(
      "\(study): fill in the tables; the patient in them is invented. Then run: verlauf read table \(place)/* --into STUDY"
    )
  }
}
