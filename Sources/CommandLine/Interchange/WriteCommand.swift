// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import Exchange
import Interchange
import Plain

/// `verlauf write FORMAT STUDY --out PATH`
struct WriteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Write a study for other programs, and say what their format cannot hold.",
    discussion: """
      EXAMPLES
        verlauf write table my-series --out tables
        verlauf write redcap my-series --out project
        verlauf write table my-series --out tables --deidentify --key ../my-series.key --new-key

      `table` is a CSV file for each kind of record, one a row, with the mapping by which `verlauf read table` makes the study of them again.
      `redcap` is a data dictionary with an instrument for each kind of record, the records, and the mapping for `verlauf read redcap`.

      --deidentify writes what nobody can tell without the key whom it is of: pseudonyms, shifted dates, ages of 90 and above in one, texts of clinical words alone; and says what was done and what \
      still identifies. Documentation/Sharing.md says what becomes of every field.

      Exits with 0, 2 where nothing could be written. What the format cannot hold is in the report that is printed.
      """)

  @Argument(help: ArgumentHelp("table or redcap.", valueName: "format"))
  var name: String
  @Argument(help: "The study folder, or the study in one file.", completion: .file())
  var study: String
  @Option(help: "The folder to write.", completion: .directory)
  var out: String
  @Flag(help: "De-identify what is written.")
  var deidentify = false
  @OptionGroup(title: "De-identification") var deidentifying: DeidentifyArguments
  @OptionGroup var replace: ReplaceChangedOption
  @OptionGroup var format: FormatOption

  func validate() throws {
    let writable = StudyFormat.all.filter { $0.write != nil }.map(\.name)
    if !writable.contains(name) {
      let nearest = Spelling.nearest(to: name, among: writable).map { "; did you mean `\($0)`?" } ?? ""
      throw ValidationError(
        "there is no format `\(name)` to write; expected \(writable.joined(separator: " or "))\(nearest)")
    }
    if study.isEmpty { throw ValidationError("<study>: an empty path names no folder") }
    if out.isEmpty { throw ValidationError("--out: an empty path names no folder") }
    try deidentifying.check(isAsked: deidentify, out: out)
  }

  func run() async throws {
    let reading = try await StudySource.read(study)
    StudyArguments.tell(reading.problems)
    guard let own = reading.study, let write = StudyFormat.named(name)?.write else { throw ExitCode(2) }
    let deidentified = deidentify ? try deidentifying.apply(to: own, read: study) : nil
    var writing = write(deidentified?.study ?? own)
    format.show(
      [LossTable.table(writing.losses)] + (deidentified.map { DeidentificationTables.tables($0.report) } ?? []))
    if let deidentified, !writing.files.isEmpty {
      writing.files[DeidentificationReport.fileName] = deidentified.report.markdown
    }
    guard !writing.files.isEmpty else {
      Terminal.tell("error: nothing was written")
      throw ExitCode(2)
    }
    let files = writing.files.sorted { $0.key < $1.key }.map { OutputFile(path: $0.key, text: $0.value) }
    try Writing.attempt(protecting: [study]) { writer throws(WriteFailure) in
      try writer.writeFolder(files, kind: "tables", to: out, replacing: replace.replace)
    }
    Terminal.tell(
      "\(out): \(Terminal.count(files.count, "file")), \(Terminal.count(writing.losses.count(.unplaced), "value")) that they cannot hold"
    )
  }
}
