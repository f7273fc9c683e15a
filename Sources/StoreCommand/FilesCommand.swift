// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Plain
import Store

/// `verlauf-store files FILE`: what `verlauf` asks.
struct FilesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files", abstract: "Print the files of a study as one JSON document, by their paths in a folder.")

  @OptionGroup var input: StoreFile
  @Option(help: "The revision whose state is printed; without it the last.")
  var at: Int?

  func run() async throws {
    try await input.open { store in
      let files = try await store.files(at: at)
      let members = files.sorted { NaturalOrder.precedes($0.key, $1.key) }.map {
        (key: $0.key, value: JSON.string($0.value))
      }
      let answer = JSON.object([("verlauf", "files"), ("version", .integer(1)), ("files", .object(members))])
      Terminal.data(answer.text() + "\n")
    }
  }
}
