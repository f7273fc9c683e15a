// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange
import Plain

/// `verlauf format STUDY`
struct FormatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Put the files of a study in one order and layout; comments stay.",
    discussion: """
      EXAMPLES
        verlauf format my-series
        verlauf format my-series --check

      Keys stand in the order of Documentation/StudyFolder.md, texts without quotes where they need none, what is short on one line. What the folder \
      says stays the same, every comment stays with what it belongs to, and files that the format does not know are not touched. Beside \
      `verlauf images add --write`, which puts lines of a picture into the file of a patient, this is the only command that rewrites your own files.

      Exits with 0, with 1 where --check finds files that would change, 2 where the folder cannot be read; then nothing is changed.
      """)

  @Argument(help: "The study folder.", completion: .directory)
  var study: String
  @Flag(help: "Name the files that would change, and change nothing.")
  var check = false

  func validate() throws {
    if study.isEmpty { throw ValidationError("<study>: an empty path names no folder") }
  }

  func run() async throws {
    if StoreProgram.isStore(study) {
      Terminal.tell("\(study): a study in one file is always in canonical form; there is nothing to do.")
      return
    }
    let result: FolderFormat.Result
    do throws(FolderFormat.Refusal) { result = try FolderFormat.format(DiskFiles(folder: study)) } catch {
      StudyArguments.tell(error.problems)
      Terminal.tell(
        error.isOurs
          ? "\(study): the formatted folder would not say the same, which is a fault of Verlauf; nothing was changed."
          : "\(study): \(Terminal.count(error.problems.count, "error")); nothing was changed.")
      throw ExitCode(2)
    }
    let paths = result.changes.map(\.path)
    let count = Terminal.count(paths.count + result.unchanged, "file")
    if check {
      for path in paths { Terminal.say("\(path)") }
      Terminal.tell("\(paths.count) of \(count) would change")
      if !paths.isEmpty { throw ExitCode(1) }
      return
    }
    if !paths.isEmpty {
      try Writing.attempt(protecting: []) { writer throws(WriteFailure) in
        let files = result.changes.map { FileRewrite(path: $0.path, before: $0.before, after: Array($0.text.utf8)) }
        try writer.rewriteFiles(files, in: study)
      }
    }
    for path in paths { Terminal.say("\(path)") }
    Terminal.tell("\(paths.count) of \(count) changed")
  }
}
