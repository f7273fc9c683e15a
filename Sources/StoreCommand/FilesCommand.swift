// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Foundation
import Plain
import Store

/// `verlauf-store files FILE`: what `verlauf` asks.
struct FilesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files", abstract: "Print the files of a study as one JSON document, by their paths in a folder.")

  @OptionGroup var input: StoreFile
  @Option(help: "The revision whose state is printed; without it the last.")
  var at: Int?
  @Flag(help: "Print the pictures of assessments, by their names, as base 64.")
  var pictures = false

  func run() async throws {
    try await input.open { store in
      guard !pictures else { return try await printPictures(of: store) }
      let files = try await store.files(at: at)
      let members = files.sorted { NaturalOrder.precedes($0.key, $1.key) }.map {
        (key: $0.key, value: JSON.string($0.value))
      }
      let answer = JSON.object([("verlauf", "files"), ("version", .integer(1)), ("files", .object(members))])
      Terminal.data(answer.text() + "\n")
    }
  }

  private func printPictures(of store: Store) async throws {
    var members: [(key: String, value: JSON)] = []
    for picture in try ExportCommand.byName(try await store.pictures(at: at)) {
      guard picture.isHere else { continue }
      members.append((picture.name, .string(Data(try await store.bytes(of: picture.id)).base64EncodedString())))
    }
    let answer = JSON.object([("verlauf", "pictures"), ("version", .integer(1)), ("pictures", .object(members))])
    Terminal.data(answer.text() + "\n")
  }
}
