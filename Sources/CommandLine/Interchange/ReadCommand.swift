// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import Exchange
import Foundation
import Interchange
import Plain

/// `verlauf read FORMAT PATH… --into STUDY`
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Make a study of tables, files of other programs and reports.",
    discussion: """
      EXAMPLES
        verlauf read table --suggest patients.csv > mapping.yaml      propose what the columns are, to be corrected
        verlauf read table patients.csv --mapping mapping.yaml --into my-series
        verlauf read table swimmer.csv --mapping swimmer-patients --into my-series
        verlauf read cbioportal data_*.txt --into my-series
        verlauf read redcap DataDictionary.csv DATA.csv --mapping mapping.yaml --into my-series
        verlauf read obds reports.xml --into my-series
        verlauf read fhir bundle.json Patient.ndjson Condition.ndjson --into my-series
        verlauf read cdisc dm.xpt mh.xpt ex.xpt rs.xpt ae.xpt --into my-series
        verlauf read phenopackets cohort.json --into my-series
        verlauf read omop PERSON.csv CONDITION_OCCURRENCE.csv EPISODE.csv EPISODE_EVENT.csv DRUG_EXPOSURE.csv --into my-series
        verlauf read table --show cbioportal > mapping.yaml           a ready mapping, to be changed

      FORMATS
      \(StudyFormat.all.filter { $0.read != nil }.map { "  \($0.name.padded(12)) \($0.summary)" }.joined(separator: "\n"))

      Nothing is guessed and nothing is dropped: what is not understood is told with its place, and no study is made of it, unless --keep-going \
      keeps it as it stands, in notes and in fields of the study's own. Every fact has the cell that it stands in as its source. \
      Documentation/Tables.md shows how a mapping is written.

      Exits with 0, with 1 where --keep-going kept something that was not understood, 2 where no study was made.
      """)

  @Argument(
    help: ArgumentHelp(
      "table, cbioportal, redcap, obds, cdisc, phenopackets, fhir, omop, bibtex or ris.", valueName: "format")
  )
  var name: String
  @Argument(help: "The files to read.", completion: .file())
  var paths: [String] = []
  @Option(help: ArgumentHelp("The folder to make.", valueName: "study"), completion: .directory)
  var into: String?
  @Option(
    help: ArgumentHelp(
      "What the columns are: a file, or a ready mapping (\(ReadyMapping.names)). Without it mapping.yaml among the files.",
      valueName: "mapping"), completion: .file())
  var mapping: String?
  @Flag(
    help:
      "Propose a mapping from headers and contents, print it, and show the first patients as they would be understood.")
  var suggest = false
  @Option(
    help: ArgumentHelp("Print a ready mapping, to be changed: \(ReadyMapping.names).", valueName: "mapping"))
  var show: String?
  @Flag(help: "Keep what is not understood as it stands, and say so.")
  var keepGoing = false
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard let own = StudyFormat.named(name) else {
      let nearest =
        Spelling.nearest(to: name, among: StudyFormat.all.map(\.name)).map { "; did you mean `\($0)`?" } ?? ""
      let recognised = StudyFormat.all.first { $0.recognises(paths.map { URL(fileURLWithPath: $0).lastPathComponent }) }
      throw ValidationError(
        "there is no format `\(name)`; expected \(StudyFormat.all.map(\.name).joined(separator: " or "))"
          + (recognised.map { " (the files look like \($0.name))" } ?? "") + nearest)
    }
    guard own.read != nil else { throw ValidationError("`\(name)` can be written and not read") }
    if let show {
      guard ReadyMapping.named(show) == nil else { return }
      throw ValidationError(
        "--show \(show.prefix(200)): there is no ready mapping of this name; expected one of \(ReadyMapping.names)")
    }
    if paths.isEmpty { throw ValidationError("no files: verlauf read \(name) FILES --into STUDY") }
    if suggest, own.propose == nil {
      throw ValidationError("`\(name)` has its columns; --suggest is for other formats")
    }
    if suggest, into != nil || mapping != nil {
      throw ValidationError("--suggest only proposes a mapping; without --into and --mapping")
    }
    if !suggest, into == nil { throw ValidationError("where to? --into STUDY names the folder to make") }
    if let mapping, !FileManager.default.fileExists(atPath: mapping), ReadyMapping.named(mapping) == nil {
      throw ValidationError(
        "--mapping \(mapping.prefix(200)): there is no such file, and no ready mapping of this name (\(ReadyMapping.names))"
      )
    }
    if into == "" { throw ValidationError("--into: an empty path names no folder") }
  }

  func run() throws {
    if let show { return Terminal.data(ReadyMapping.all.first { $0.name == show }?.text ?? "") }
    // What `write` puts beside its tables is none of them.
    let files = paths.map { InputFile(path: $0) }.filter { $0.name != DeidentificationReport.fileName }
    if suggest { return try propose(files) }
    guard let read = StudyFormat.named(name)?.read, let into else { throw ExitCode(2) }
    let request = StudyFormat.Request(
      files: files,
      mapping: mapping.map { path in
        FileManager.default.fileExists(atPath: path)
          ? InputFile(path: path) : ReadyMapping.named(path) ?? InputFile(path: path)
      }, keepsGoing: keepGoing)
    let reading = read(request)
    Self.tell(reading, kept: keepGoing && reading.study != nil)
    guard let study = reading.study else {
      if !reading.losses.lines.isEmpty { format.show([LossTable.table(reading.losses)]) }
      // Of a file or a mapping that cannot be read nothing is kept.
      let isRead = reading.losses.lines.contains { $0.outcome == .understood }
      let hint = keepGoing || !isRead ? "" : " (--keep-going keeps what is not understood as it stands)"
      Terminal.tell(
        "\(Terminal.count(reading.misfits.count, "value or place")) not understood; no study was made\(hint).")
      throw ExitCode(2)
    }
    // A list of references is no study, and a file of one.
    let list = study.patients.isEmpty ? StudyFolder.referenceFile(of: study) : nil
    let texts: [String: String]
    do throws(UnwritableStudy) {
      if let list { texts = [list.path: list.text] } else { texts = try StudyFolder.write(study) }
    } catch {
      for problem in error.problems { Terminal.tell("\(problem)") }
      Terminal.tell("error: the study that was read cannot be written as a folder; nothing was written")
      throw ExitCode(2)
    }
    let output = texts.sorted { $0.key < $1.key }.map { OutputFile(path: $0.key, text: $0.value) }
    try Writing.attempt(protecting: paths.map { $0 }) { writer throws(WriteFailure) in
      try writer.makeFolder(output, at: into, isPrivate: true)
    }
    format.show([LossTable.table(reading.losses)])
    if let list {
      Terminal.tell(
        "\(into)/\(list.path): \(Terminal.count(study.references.count, "reference")), for the folder of a study")
      if !reading.misfits.isEmpty { throw ExitCode(1) }
      return
    }
    Terminal.tell(
      "\(into): \(Terminal.count(study.patients.count, "patient")); next: verlauf check \(ShellText.word(into))")
    if !reading.misfits.isEmpty { throw ExitCode(1) }
  }

  private func propose(_ files: [InputFile]) throws {
    guard let proposal = StudyFormat.named(name)?.propose?(files) else { throw ExitCode(2) }
    for misfit in proposal.misfits { Terminal.tell("\(misfit.description)") }
    guard let text = proposal.text else { throw ExitCode(2) }
    Terminal.data(text)
    if !proposal.preview.isEmpty {
      Terminal.tell("The first patients, as they are understood so far:")
      for line in proposal.preview.split(separator: "\n", omittingEmptySubsequences: false) {
        Terminal.tell("  \(String(line))")
      }
    }
    Terminal.tell("\(Terminal.count(proposal.openQuestions, "question")) to be decided: the lines that begin with `#`.")
  }

  /// Tells what was not understood, and what a person should look at.
  private static func tell(_ reading: StudyReading, kept: Bool) {
    for misfit in reading.misfits {
      let head =
        kept
        ? Painted("kept as it stands", .yellow, if: Terminal.errorIsTerminal)
        : Painted("error", .red, if: Terminal.errorIsTerminal)
      Terminal.tell("\(misfit.place.description): \(head): \(misfit.words)")
    }
    for warning in reading.warnings {
      Terminal.tell(
        "\(warning.place.description): \(Painted("warning", .yellow, if: Terminal.errorIsTerminal)): \(warning.words)")
    }
  }
}

extension String {
  /// The text with spaces behind it up to a width.
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
