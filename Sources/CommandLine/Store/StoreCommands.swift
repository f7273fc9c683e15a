// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console

/// A command that `verlauf-store` has; its arguments are passed on as they are.
protocol StoreCommand: ParsableCommand {
  static var name: String { get }
  static var abstract: String { get }
  var arguments: [String] { get }
}

extension StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: name, abstract: abstract,
      discussion:
        "A command of verlauf-store, which `swift build --product verlauf-store` builds. `verlauf-store help \(name)` says more."
    )
  }

  func run() throws {
    Terminal.tell("error: \(StoreProgram.become(Self.name, arguments))")
    throw ExitCode(2)
  }
}

/// `verlauf import FOLDER FILE`
struct ImportCommand: StoreCommand {
  static let name = "import"
  static let abstract = "Make a study in one file of a study folder."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf export FILE FOLDER`
struct ExportCommand: StoreCommand {
  static let name = "export"
  static let abstract = "Make a study folder of a study in one file, as it is or as it was."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf history FILE [PATIENT]`
struct HistoryCommand: StoreCommand {
  static let name = "history"
  static let abstract = "Say who changed what, when and why."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf compare FILE FIRST SECOND`
struct CompareCommand: StoreCommand {
  static let name = "compare"
  static let abstract = "Show how two states of a study differ."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf audit FILE`
struct AuditCommand: StoreCommand {
  static let name = "audit"
  static let abstract = "Hold the log of changes against its chain of hashes."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf verify FILE`
struct VerifyCommand: StoreCommand {
  static let name = "verify"
  static let abstract = "Check a file whole: pages, references, log, attachments, and that the study reads."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf backup FILE COPY`
struct BackupCommand: StoreCommand {
  static let name = "backup"
  static let abstract = "Copy a study in one file, also while others write to it."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf restore FILE NEW`
struct RestoreCommand: StoreCommand {
  static let name = "restore"
  static let abstract = "Save what can be read of a damaged file, or of a copy, into a new file."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf erase FILE PATIENT`
struct EraseCommand: StoreCommand {
  static let name = "erase"
  static let abstract = "Remove a person with all that was ever said of them."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf attach FILE PATH`
struct AttachCommand: StoreCommand {
  static let name = "attach"
  static let abstract = "Attach a scan, a sheet or any other file to a study or a patient."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf attachments FILE [NUMBER]`
struct AttachmentsCommand: StoreCommand {
  static let name = "attachments"
  static let abstract = "List what is attached, or write one of it to a file."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf detach FILE NUMBER`
struct DetachCommand: StoreCommand {
  static let name = "detach"
  static let abstract = "Take an attachment away."
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `verlauf serve [STUDY]`
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Open a study in the browser, on this computer alone.",
    discussion:
      "A command of verlauf-workbench, which `swift build --product verlauf-workbench` builds. `verlauf-workbench help serve` says more."
  )
  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

  func run() throws {
    Terminal.tell("error: \(StoreProgram.become("serve", arguments, program: StoreProgram.workbench))")
    throw ExitCode(2)
  }
}
