// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Foundation
import Store

/// `verlauf backup FILE COPY`
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy a study in one file, also while others write to it.",
    discussion: """
      EXAMPLES
        verlauf backup my-series.verlauf backups/my-series-2026-11-28.verlauf
        verlauf backup my-series.verlauf to-mail.verlauf --without-attachments

      The copy is one state of the file, checked before it gets its name. Where an audit finds that something in it is not as it was written, the copy is made all the same, and \
      the command says so and exits with 1. A copy keeps what is erased from the file later: remove old copies too.
      """)

  @OptionGroup var input: StoreFile
  @Argument(help: "The copy to make.")
  var copy: String
  @Flag(help: "Leave the bytes of attachments out, so that the copy is small.")
  var withoutAttachments = false

  func run() async throws {
    var isSound = false
    try await input.open { store in
      let findings = try store.backUp(to: copy, withAttachments: !withoutAttachments)
      isSound = findings.isEmpty
      AuditLines.say(findings)
      let words = isSound ? "" : "; neither is as it was written: \(Terminal.count(findings.count, "finding"))"
      Terminal.say("\(copy): a copy of revision \(try await store.lastRevision())\(words)")
    }
    if !isSound { throw ExitCode(1) }
  }
}

/// `verlauf restore FILE NEW`
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Save what can be read of a damaged file, or of a copy, into a new file.",
    discussion: """
      EXAMPLES
        verlauf restore damaged.verlauf saved.verlauf

      The old file is not touched. What could not be read is named. Exits with 0 where all was there, with 1 where something was lost.
      """)

  @OptionGroup var input: StoreFile
  @Argument(help: "The file to make.")
  var new: String
  @OptionGroup var author: Author

  func run() async throws {
    var isWhole = false
    try await StoreFile.attempt {
      let salvage = try Store.restore(input.file, to: new, by: author.name, program: ProgramVersion.text)
      isWhole = salvage.isWhole
      for words in salvage.lost { Terminal.say("lost: \(words)") }
      Terminal.tell(
        "\(new): \(Terminal.count(salvage.revisions, "revision")), \(Terminal.count(salvage.changes, "change"))\(isWhole ? "; nothing was damaged" : "; `verlauf verify` says what they lack")"
      )
    }
    if !isWhole { throw ExitCode(1) }
  }
}
