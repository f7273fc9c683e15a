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
        verlauf new my-series.xlsx --spreadsheet         a workbook to fill in, for verlauf read table
        verlauf new my-tables --spreadsheet              the same as CSV tables
      """)

  @Argument(
    help: "The folder to make; with --spreadsheet also a workbook, whose name ends in .xlsx.", completion: .directory)
  var study: String
  @Option(help: "Title of the study.")
  var title: String?

  @Flag(
    help:
      "Write a workbook or CSV tables with the invented patient in them, and their mapping, in place of a study folder."
  )
  var spreadsheet = false
  @Flag(help: "A workbook without the invented patient.")
  var empty = false

  private var isWorkbook: Bool { study.lowercased().hasSuffix(".xlsx") }

  func validate() throws {
    if isWorkbook, !spreadsheet {
      throw ValidationError("\(study): a study is a folder; --spreadsheet writes a workbook of this name")
    }
    if empty, !(spreadsheet && isWorkbook) {
      throw ValidationError("--empty is for a workbook: verlauf new FILE.xlsx --spreadsheet --empty")
    }
  }

  func run() throws {
    let last = URL(fileURLWithPath: study).lastPathComponent
    let name = isWorkbook ? String(last.dropLast(5)) : last
    let texts = StudyTemplate.files(title: title ?? name)
    if isWorkbook { return try writeWorkbook(texts, title ?? name) }
    if spreadsheet { return try writeTables(texts) }
    let files = texts.map { OutputFile(path: $0.path, text: $0.text) }
    try Writing.attempt(protecting: []) { writer throws(WriteFailure) in
      try writer.makeFolder(files, at: study, isPrivate: true)
    }
    Terminal.say("\(study): open README.txt in it, then run: verlauf check \(ShellText.word(study))")
  }

  /// The study of the template in another form; what cells cannot hold is told.
  private func written(_ texts: [(path: String, text: String)], as format: StudyFormat) throws -> StudyWriting {
    let folder = Dictionary(texts.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    guard let template = StudyFolder.read(files: folder).study, let write = format.write else { throw ExitCode(2) }
    return write(template)
  }

  /// A workbook with a sheet for each kind of record.
  private func writeWorkbook(_ texts: [(path: String, text: String)], _ title: String) throws {
    guard !FileManager.default.fileExists(atPath: study) else {
      Terminal.tell("error: \(study) exists already; nothing was written. Name another file.")
      throw ExitCode(2)
    }
    let bytes: [UInt8]
    if empty {
      do throws(ZipArchive.Failure) { bytes = try RecordWorkbook.empty(title: title) } catch {
        Terminal.tell("error: \(error)")
        throw ExitCode(2)
      }
    } else {
      let writing = try written(texts, as: .workbook)
      guard let made = writing.binaries.values.first else {
        Terminal.tell("error: \(writing.refusal ?? "nothing was written")")
        throw ExitCode(2)
      }
      bytes = made
      tell(writing.losses)
    }
    try Writing.attempt(protecting: []) { writer throws(WriteFailure) in try writer.writeFile(bytes, to: study) }
    let patient = empty ? "" : "; the patient in it is invented"
    Terminal.say(
      "\(study): fill in its sheets (Read me explains them)\(patient). Then run: verlauf read table \(ShellText.word(study)) --into STUDY"
    )
  }

  /// The template as tables.
  private func writeTables(_ texts: [(path: String, text: String)]) throws {
    let writing = try written(texts, as: .table)
    let files = writing.files.sorted { $0.key < $1.key }.map { OutputFile(path: $0.key, text: $0.value) }
    try Writing.attempt(protecting: []) { writer throws(WriteFailure) in
      try writer.makeFolder(files, at: study, isPrivate: true)
    }
    tell(writing.losses)
    let place = ShellText.word(study)
    Terminal.say(
      "\(study): fill in the tables; the patient in them is invented. Then run: verlauf read table \(place)/* --into STUDY"
    )
  }

  private func tell(_ losses: LossReport) {
    let lost = Set(losses.lines.filter { $0.outcome == .unplaced && !$0.column.isEmpty }.map(\.column)).sorted()
    if !lost.isEmpty { Terminal.tell("Cells cannot hold \(lost.joined(separator: ", ")); the study folder can.") }
  }
}
