// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange
import Foundation
import Store

/// `verlauf import FOLDER FILE`
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a study in one file of a study folder.",
    discussion: """
      EXAMPLES
        verlauf import my-series my-series.verlauf --by "the authors"

      The folder must read without errors: what the notation does not know is refused, so that nothing is dropped. Comments stay with what they belong to, rows keep \
      their order. Files of the folder that are not of the study are named and left where they are.
      """)

  @Argument(help: "The study folder.", completion: .directory)
  var folder: String
  @Argument(help: "The file to make, such as my-series.verlauf.")
  var file: String
  @OptionGroup var author: Author

  func validate() throws {
    if folder.isEmpty || file.isEmpty { throw ValidationError("an empty path names nothing") }
  }

  func run() async throws {
    try await StoreFile.attempt {
      let source = DiskFiles(folder: folder)
      try Store.create(file, from: source, by: author.name, program: ProgramVersion.text)
      let store = try Store.open(file, readOnly: true)
      let patients = try await store.patients()
      let paths = Set(try await store.files().keys)
      let left = ((try? source.paths()) ?? []).filter { !paths.contains($0) && !$0.hasPrefix("patients/") }.sorted()
      try store.close()
      Terminal.say("\(file): \(Terminal.count(patients.count, "patient")) in revision 1")
      if !left.isEmpty { Terminal.tell("not of the study, and not taken in: \(left.joined(separator: ", "))") }
    }
  }
}
