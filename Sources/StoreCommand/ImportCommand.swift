// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange
import Foundation
import Plain
import Store

/// `verlauf import FOLDER FILE`
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a study in one file of a study folder.",
    discussion: """
      EXAMPLES
        verlauf import my-series my-series.verlauf --by "the authors"
        verlauf import edited my-series.verlauf --from 17 --by "A. Author" --why "charts read again"

      The folder must read without errors: what the notation does not know is refused, so that nothing is dropped. Comments stay with what they belong to, rows keep \
      their order. Files of the folder that are not of the study are named and left where they are.

      To change a study in one file by hand: `verlauf export` it (it says the number of the revision), edit the folder, and import it over the file with --from and that \
      number. What differs becomes one revision. What others have changed meanwhile is merged; what both have changed is a conflict, and nothing is written then. --why is \
      asked for where a recorded fact changes or goes.
      """)

  @Argument(help: "The study folder.", completion: .directory)
  var folder: String
  @Argument(help: "The file to make, such as my-series.verlauf; with --from the one to change.")
  var file: String
  @Option(help: ArgumentHelp("Change the file by a folder that was exported of this revision.", valueName: "revision"))
  var from: Int?
  @Option(help: "Why.")
  var why: String?
  @OptionGroup var author: Author

  func validate() throws {
    if folder.isEmpty || file.isEmpty { throw ValidationError("an empty path names nothing") }
  }

  func run() async throws {
    try await StoreFile.attempt {
      let source = DiskFiles(folder: folder)
      if let from {
        try await change(source, from)
      } else {
        if FileManager.default.fileExists(atPath: file) {
          Terminal.tell(
            "error: \(file): is there already; name another file, or say with --from of which revision the folder was exported"
          )
          throw ExitCode(2)
        }
        try Store.create(file, from: source, by: author.name, program: ProgramVersion.text, why: reason)
      }
      let store = try Store.open(file, readOnly: true)
      let patients = try await store.patients()
      let paths = Set(try await store.files().keys).union(try await store.attachments().map(\.path))
      let pictures = Set(try await store.pictures().map { "images/" + $0.name })
      let strays = ((try? source.imagePaths()) ?? []).filter { !pictures.contains($0) }
      // An update leaves what is attached as it is.
      let attached = from == nil ? (try? source.attachmentPaths()) ?? [] : []
      let left =
        (((try? source.paths()) ?? []).filter { !["attachments", "images"].contains($0) && !$0.hasPrefix("patients/") }
        + attached)
        .filter { !paths.contains($0) }.sorted()
      try store.close()
      if from == nil { Terminal.say("\(file): \(Terminal.count(patients.count, "patient")) in revision 1") }
      if !pictures.isEmpty { Terminal.say("\(file): \(Terminal.count(pictures.count, "picture")) of assessments") }
      // The name of such a file may be that of a person.
      if !strays.isEmpty {
        Terminal.tell(
          "no assessment names \(Terminal.count(strays.count, "file")) of images, which \(strays.count == 1 ? "was" : "were") not taken in"
        )
      }
      if !left.isEmpty { Terminal.tell("not of the study, and not taken in: \(left.joined(separator: ", "))") }
    }
  }

  private var reason: String? { why.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed } }

  /// Changes a file by a folder that was made of it.
  private func change(_ source: DiskFiles, _ from: Int) async throws {
    let store = try Store.open(file, readsMeanwhile: false)
    do {
      let saved = try await store.update(from: source, of: from, by: author.name, why: reason)
      let changes = saved.isChanged ? try await store.changes(in: saved.revision) : []
      try store.close()
      guard saved.isChanged else {
        Terminal.say("\(file): nothing is changed; the last revision is \(saved.revision)")
        return
      }
      Terminal.say("\(file): \(Terminal.count(changes.count, "part")) changed in revision \(saved.revision)")
      for (part, fields) in saved.taken.sorted(by: { $0.key < $1.key }) {
        let title = changes.first { $0.part == part }?.title ?? "part \(part)"
        Terminal.tell(
          "\(title): others have changed \(fields.joined(separator: ", ")) since revision \(from); that stays")
      }
    } catch {
      try? store.close()
      throw error
    }
  }
}
