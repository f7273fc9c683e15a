// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange
import Plain
import Store

/// `verlauf export FILE FOLDER`
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Make a study folder of a study in one file, as it is or as it was.",
    discussion: """
      EXAMPLES
        verlauf export my-series.verlauf my-series
        verlauf export my-series.verlauf as-submitted --at 17

      Exits with 1 where the folder does not read without errors, as after a restoration that lost something; it is written all the same.
      """)

  @OptionGroup var input: StoreFile
  @Argument(help: "The folder to make.")
  var folder: String
  @Option(help: "The revision whose state is written; without it the last.")
  var at: Int?
  @Flag(help: "Write what is attached too, as it is now: attachments/patients/ID/NAME and attachments/study/NAME.")
  var attachments = false

  func validate() throws {
    if attachments, at != nil { throw ValidationError("--attachments writes what is attached now: leave --at out") }
  }

  func run() async throws {
    var reads = true
    try await input.open { store in
      // The number first: what is saved meanwhile is in the files and not in it, and becomes a conflict at worst.
      let last = try await store.lastRevision()
      let files = try await store.files(at: at ?? last)
      guard !files.isEmpty else { throw StoreError.refused("\(input.file): there is no part of a study in it") }
      var output = files.sorted { NaturalOrder.precedes($0.key, $1.key) }.map {
        OutputFile(path: $0.key, text: $0.value)
      }
      // A picture of an assessment is of the record, and lies where the record names it.
      let pictures = try await store.pictures(at: at ?? last)
      for picture in try Self.byName(pictures) {
        guard picture.isHere else {
          Terminal.tell("images/\(picture.name): not in this copy of the file, and not written")
          continue
        }
        output.append(OutputFile(path: "images/" + picture.name, bytes: try await store.bytes(of: picture.id)))
      }
      let isPicture = Set(pictures.map(\.id))
      for each in attachments ? try await store.attachments() : [] where !isPicture.contains(each.id) {
        if each.isHere {
          output.append(OutputFile(path: each.path, bytes: try await store.bytes(of: each.id)))
        } else {
          Terminal.tell("\(each.path): not in this copy of the file, and not written")
        }
      }
      try Writing.attempt(protecting: [input.file]) { [output] writer throws(WriteFailure) in
        try writer.makeFolder(output, at: folder, isPrivate: true)
      }
      let revision = if let at { at } else { last }
      Terminal.say("\(folder): \(Terminal.count(output.count, "file")) of revision \(revision)")
      let errors = await StudyFolder.read(from: MemoryFiles(texts: files)).errors
      reads = errors.isEmpty
      for error in errors { Terminal.tell("\(error)") }
      if !reads {
        Terminal.tell("\(Terminal.count(errors.count, "error")): the folder is written, and reads no study.")
      }
    }
    if !reads { throw ExitCode(1) }
  }

  /// Each name once, as a folder has it. Two patients can have two pictures under one name in one file, and a folder cannot.
  static func byName(_ pictures: [Attachment]) throws(StoreError) -> [Attachment] {
    var named: [String: Attachment] = [:]
    for picture in pictures {
      if let other = named[picture.name], other.digest != picture.digest {
        throw .refused(
          "patients \(other.patient ?? "–") and \(picture.patient ?? "–") have two pictures under the name \(picture.name), which a folder keeps once; take one out, and add it again under its digest"
        )
      }
      named[picture.name] = picture
    }
    return named.values.sorted { $0.name < $1.name }
  }
}
