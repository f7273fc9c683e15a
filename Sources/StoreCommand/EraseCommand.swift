// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Store

/// `verlauf erase FILE PATIENT`
struct EraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Remove a person with all that was ever said of them.",
    discussion: """
      EXAMPLES
        verlauf erase my-series.verlauf 3 --by "data protection officer" --why "request of 2026-11-20"

      Gone are the course, the rows, the claims on this patient, drafts and attachments, in all revisions, and the id; the file is written anew, so that no byte stays. A \
      tombstone in the chain of hashes proves that something was removed, by whom and why. This cannot be taken back. Copies that were made before still have it all.

      What still names the patient is listed: a person must look. Exits with 0 where nothing does, with 1 where something does.
      """)

  @OptionGroup var input: StoreFile
  @Argument(help: "The patient.")
  var patient: String?
  @Option(help: "Why; without the name of the patient.")
  var why: String?
  @Flag(help: "Only write the file anew, after an erasure during which somebody else was reading.")
  var purge = false
  @OptionGroup var author: Author

  func validate() throws {
    if purge {
      if patient != nil { throw ValidationError("--purge erases nobody: leave <patient> out") }
    } else {
      if patient == nil { throw ValidationError("name the patient") }
      if why == nil { throw ValidationError("--why: an erasure has a reason") }
    }
  }

  func run() async throws {
    var isNamed = false
    try await input.open(readOnly: false) { store in
      guard let patient, let why else { return try store.purge() }
      let erasure = try await store.erase(patient, by: author.name, why: why)
      for words in erasure.stillNaming { Terminal.say("still names the patient: \(words)") }
      isNamed = !erasure.stillNaming.isEmpty
      Terminal.tell(
        "\(input.file): \(Terminal.count(erasure.texts, "text")) erased, \(erasure.claims) of the parts claims or decisions; tombstone in revision \(erasure.revision)"
      )
      if let failure = erasure.leftBehind { throw failure }
    }
    if isNamed { throw ExitCode(1) }
  }
}
