// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Foundation
import Plain
import Store

/// `verlauf attach FILE PATH`
struct AttachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Attach a scan, a sheet or any other file to a study or a patient.",
    discussion: """
      EXAMPLES
        verlauf attach my-series.verlauf ct-2019-03.png --patient 3
        verlauf attach my-series.verlauf ethics.pdf --why "vote of 2019-01-10"

      What is attached, by whom and when is a revision of the log; the bytes are in the file, with their SHA-256 in the log. A backup can be made without them.
      """)

  @OptionGroup var input: StoreFile
  @Argument(help: "The file to attach.", completion: .file())
  var path: String
  @Option(help: "The patient; without it the study.")
  var patient: String?
  @Option(help: "Its name in the study; without it that of the file.")
  var name: String?
  @Option(help: "What it is, such as image/png; without it by the end of its name.")
  var type: String?
  @Option(help: "Why.")
  var why: String?
  @OptionGroup var author: Author

  func run() async throws {
    let bytes = try FileInput.bytes(of: path, limit: Store.largestAttachment)
    try await input.open(readOnly: false) { store in
      let name = name ?? URL(fileURLWithPath: path).lastPathComponent
      let made = try await store.attach(
        bytes, name: name, mediaType: type ?? MediaType.of(name), to: patient, by: author.name, why: why)
      Terminal.say("\(input.file): \(AttachmentLines.line(made))")
    }
  }
}

/// `verlauf attachments FILE [NUMBER]`
struct AttachmentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attachments", abstract: "List what is attached, or write one of it to a file.",
    discussion: """
      EXAMPLES
        verlauf attachments my-series.verlauf
        verlauf attachments my-series.verlauf 412 --out ct-2019-03.png

      `verlauf export FILE FOLDER --attachments` writes all of them, and `import` takes them in again.
      """)

  @OptionGroup var input: StoreFile
  @Argument(help: "The number of one of them.")
  var number: Int?
  @Option(help: "Where its bytes are written.")
  var out: String?
  @OptionGroup var replacing: ReplaceOption

  func validate() throws {
    if (number == nil) != (out == nil) { throw ValidationError("the number of an attachment and --out go together") }
  }

  func run() async throws {
    try await input.open { store in
      guard let number, let out else {
        for each in try await store.attachments() { Terminal.say("\(AttachmentLines.line(each))") }
        return
      }
      let bytes = try await store.bytes(of: number)
      try Writing.attempt(protecting: [input.file]) { writer throws(WriteFailure) in
        try writer.writeFile(bytes, to: out, replacing: replacing.replace)
      }
      Terminal.say("\(out): \(Terminal.count(bytes.count, "byte"))")
    }
  }
}

/// `verlauf detach FILE NUMBER`
struct DetachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detach", abstract: "Take an attachment away.",
    discussion: """
      EXAMPLES
        verlauf detach my-series.verlauf 412 --why "scan of another patient"

      It is a revision: the state before still has it, and so does the file. Only `verlauf erase` of the person takes the bytes away.
      """)

  @OptionGroup var input: StoreFile
  @Argument(help: "Its number, as `verlauf attachments` lists it.")
  var number: Int
  @Option(help: "Why.")
  var why: String
  @OptionGroup var author: Author

  func run() async throws {
    try await input.open(readOnly: false) { store in
      let saved = try await store.detach(number, by: author.name, why: why)
      Terminal.say("\(input.file): attachment \(number) taken away in revision \(saved.revision)")
    }
  }
}

/// How an attachment is shown.
enum AttachmentLines {
  static func line(_ attachment: Attachment) -> String {
    let owner = attachment.patient.map { "patient \($0)" } ?? "the study"
    let absence = attachment.isHere ? "" : "  (not in this copy)"
    return
      "\(attachment.id)  \(attachment.name)  \(attachment.mediaType)  \(Terminal.count(attachment.size, "byte"))  of \(owner)  \(attachment.by)  \(attachment.at)\(absence)"
  }
}
