// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Foundation
import Plain
import Store

/// The file that a command works on.
struct StoreFile: ParsableArguments {
  @Argument(help: "The study in one file.", completion: .file(extensions: ["verlauf"]))
  var file: String

  func validate() throws {
    if file.isEmpty { throw ValidationError("<file>: an empty path names no file") }
  }

  /// Opens it, does something, and closes it. Exits with 2 where it cannot be used, with 74 where the disk failed.
  func open(readOnly: Bool = true, _ body: (Store) async throws -> Void) async throws {
    try await StoreFile.attempt {
      let store = try Store.open(file, readOnly: readOnly, readsMeanwhile: false)
      do { try await body(store) } catch {
        try? store.close()
        throw error
      }
      try store.close()
    }
  }

  /// Does something with a store, and tells what was wrong.
  static func attempt(_ body: () async throws -> Void) async throws {
    do { try await body() } catch let error as StoreError {
      switch error {
      case .unreadable(let problems):
        for problem in problems { Terminal.tell("\(problem)") }
        Terminal.tell("\(Terminal.count(problems.count, "error")); nothing was written.")
        throw ExitCode(2)
      case .full, .system:
        Terminal.tell("error: \(error)")
        throw Writing.inputOutputError
      default:
        Terminal.tell("error: \(error)")
        throw ExitCode(2)
      }
    }
  }
}

/// Who does something.
struct Author: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Who does so: a name, initials or a role. Without it: the user of this computer.", valueName: "who"))
  var by: String?

  /// The author of a revision.
  var name: String {
    let given = by?.trimmed ?? ""
    return given.isEmpty ? NSUserName() : given
  }

  func validate() throws {
    if let by, by.trimmed.isEmpty { throw ValidationError("--by: an empty name names nobody") }
  }
}

/// The version of the program.
enum ProgramVersion {
  static let text = StoreInfo.programVersion
}
