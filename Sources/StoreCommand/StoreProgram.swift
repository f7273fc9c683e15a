// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console

/// The beginning of the program.
@main
enum Start {
  static func main() { CommandRun.begin(StoreProgram.self) }
}

/// `verlauf-store`
struct StoreProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verlauf-store",
    abstract: "A study in one file: every change a revision, nothing acknowledged ever lost.",
    discussion: """
      Each command can be called as `verlauf COMMAND` too; verlauf finds this program beside itself. See Documentation/Store.md.

      EXAMPLES
        verlauf-store import my-series my-series.verlauf
        verlauf-store export my-series.verlauf my-series-again
      """,
    version: ProgramVersion.text,
    subcommands: [
      ImportCommand.self, ExportCommand.self, HistoryCommand.self, CompareCommand.self, AuditCommand.self,
      VerifyCommand.self, BackupCommand.self,
      RestoreCommand.self, EraseCommand.self, AttachCommand.self, AttachmentsCommand.self, DetachCommand.self,
      FilesCommand.self,
    ])
}
