// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Store

/// `verlauf compare FILE FIRST SECOND`
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Show how two states of a study differ.",
    discussion: """
      EXAMPLES
        verlauf compare my-series.verlauf 17 23
        verlauf compare my-series.verlauf 17

      Exits with 0 where they are the same, with 1 where they differ.
      """)

  @OptionGroup var input: StoreFile
  @Argument(help: "A revision.")
  var first: Int
  @Argument(help: "Another; without it the last.")
  var second: Int?

  func run() async throws {
    var differ = false
    try await input.open { store in
      let other: Int
      if let second { other = second } else { other = try await store.lastRevision() }
      let changes = try await store.compare(first, other)
      for change in changes { ChangeLines.say(change) }
      Terminal.tell("\(Terminal.count(changes.count, "part")) between revision \(first) and \(other)")
      differ = !changes.isEmpty
    }
    if differ { throw ExitCode(1) }
  }
}
