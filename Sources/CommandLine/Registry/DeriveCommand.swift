// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import Dosing
import Exchange
import Foundation
import Notation
import Outcomes
import Plain
import Registry

/// `verlauf derive --from PATIENTS --to OUTCOMES`
struct DeriveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derive", abstract: "Derive many patients one by one: a line in, a line of outcomes out.",
    discussion: """
      EXAMPLES
        verlauf write ndjson my-series --out series.ndjson
        verlauf derive --from series.ndjson --to outcomes.ndjson
        verlauf derive --from registry.ndjson.gz --study head.json --to outcomes.ndjson
        tail -n +2 series.ndjson | verlauf derive --study series.ndjson --from - --to - | verlauf merge --study series.ndjson -
        verlauf derive --from my-series --to outcomes.ndjson

      PATIENTS
        Lines of JSON, each the record of one patient, in a file, a file of gzip or standard input (`-`); a study folder; or the study in one file. What holds for all patients (definitions, data
        cut-off, fields, decisions) is the head of the study: the first line of the input, or --study. Documentation/Scale.md says what a line holds.

      OUTCOMES
        A line a patient in the order of the input: durations, responses, times with bounds and ends, dose intensities, findings, and what `verlauf merge` needs. A patient that
        cannot be read becomes a line that says why, with line and column; the rest goes on. Memory does not grow with the number of patients, but for some bytes each by which
        one who comes twice is found.

      Exits with 0, 1 where patients could not be read, 2 where nothing could be derived, 74 where the outcomes could not be written. An interrupt leaves no file behind.
      """)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The patients: a file of lines, `-` for standard input, a study folder, or the study in one file (repeatable).",
      valueName: "patients"),
    completion: .file())
  var from: [String] = ["-"]
  @Option(
    name: .long,
    help: ArgumentHelp("The file of outcomes, or `-` for standard output.", valueName: "outcomes"), completion: .file())
  var to: String = "-"
  @OptionGroup var head: HeadOption
  @OptionGroup var library: LibraryArguments
  @OptionGroup(title: "Rules") var rule: CohortRuleArguments
  @OptionGroup var replace: ReplaceOption

  func validate() throws {
    if from.contains("") { throw ValidationError("--from: an empty path names no file") }
    if to.isEmpty { throw ValidationError("--to: an empty path names no file") }
    if from.count(where: { $0 == "-" }) > 1 { throw ValidationError("--from -: standard input can be read once") }
    if replace.replace, to == "-" { throw ValidationError("--replace is for --to FILE") }
  }

  func run() async throws {
    // Lines go out as soon as they are made: what is not there is told before the first of them.
    var missing = ArgumentProblems()
    for path in from where path != "-" && !FileManager.default.isReadableFile(atPath: path) {
      missing.note(
        "--from \(path): \(FileManager.default.fileExists(atPath: path) ? "it cannot be read" : "there is no such file")"
      )
    }
    try missing.stop()
    let library = try library.read()
    var run: DeriveRun?
    if let head = try await head.read() { run = DeriveRun(try derivation(head, library)) }
    let output = try LineOutput(to, replacing: replace.replace, protecting: from + [head.study].compactMap(\.self))
    let progress = LineProgress("Deriving")
    var told = 0
    func tell(_ problems: [Problem]) {
      // A million lines can have a million faults; all of them are in the lines of outcomes.
      for problem in problems where told < Self.mostTold {
        told += 1
        StudyArguments.tell([problem])
      }
    }
    do {
      for path in from {
        if path != "-", FolderListing.isFolder(path) || StoreProgram.isStore(path) {
          let reading = try await StudySource.read(path)
          StudyArguments.tell(reading.problems)
          guard let study = reading.study else {
            Terminal.tell("\(path): \(Terminal.count(reading.errors.count, "error")); the study cannot be read.")
            throw ExitCode(2)
          }
          var own = try run ?? DeriveRun(derivation(StudyHead(of: study), library))
          try await own.derive(study, file: path, tell: tell, write: output.write)
          run = own
          continue
        }
        let source = try LineSource.open(path)
        var lines = LineBlocks(source, limit: PatientLines.limit)
        let first = try lines.next()
        if first?.bytes.starts(with: ByteSource.gzipMark) == true {
          Terminal.tell(
            "error: \(source.name) is compressed; expected lines of JSON: `gzip -dc FILE | verlauf derive …`, or --from FILE"
          )
          throw ExitCode(2)
        }
        var own = try run ?? DeriveRun(derivation(firstHead(first, source.name), library))
        try await own.derive(&lines, first: first, file: source.name, tell: tell) { bytes in
          progress.add(bytes.count(where: { $0 == 0x0A }))
          try output.write(bytes)
        }
        run = own
      }
      Terminal.endProgress()
      try output.finish()
    } catch {
      Terminal.endProgress()
      output.discard()
      switch error {
      case let failure as ByteSource.Failure: throw LineSource.failed(from.joined(separator: ", "), failure)
      case is LineOutput.Closed: return
      case let failure as WriteFailure: throw LineOutput.told(failure)
      default: throw error
      }
    }
    guard let counts = run?.counts else { return }
    if told == Self.mostTold { Terminal.tell("further problems are in the lines of the outcomes alone") }
    let unread = counts.unread == 0 ? "" : ", \(Terminal.count(counts.unread, "line")) not read"
    Terminal.tell("\(Terminal.count(counts.derived, "patient")) derived\(unread)")
    if counts.derived + counts.unread == 0 {
      Terminal.tell("warning: there is no patient in \(from.joined(separator: ", "))")
    }
    if counts.unread > 0 { throw ExitCode(1) }
  }

  private static let mostTold = 100

  /// Exits with 2 where a reader is asked for who measured nobody, as far as the head says who did.
  private func derivation(_ head: StudyHead, _ library: RegimenLibrary) throws -> PatientDerivation {
    var options = CohortOptions()
    rule.choose(&options)
    if let readers = head.readers {
      var problems = ArgumentProblems()
      problems.check(
        options.judgement.reader, among: readers.keys.compactMap(\.self).sorted(), "reader", "--reader")
      try problems.stop()
    }
    return PatientDerivation(head: head, library: library, options: options)
  }

  /// The head that the first line is. Exits with 2 where it is none.
  private func firstHead(_ block: LineBlocks.Block?, _ name: String) throws -> StudyHead {
    let line = block?.lines.first { !$0.range.isEmpty }
    let bytes = block.flatMap { block in line.map { Array(block.bytes[$0.range]) } } ?? []
    let (head, problems) = StudyHead.read(line: bytes, number: line?.number ?? 1, file: name)
    StudyArguments.tell(problems)
    guard let head else {
      Terminal.tell(
        "error: \(name): the first line is no head of a study; expected one, or --study with the study folder or a file that begins with the head"
      )
      throw ExitCode(2)
    }
    return head
  }
}
