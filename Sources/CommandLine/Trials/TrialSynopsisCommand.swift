// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Foundation
import Plain
import Planning
import Report

/// `verlauf trial synopsis DESIGN --out DIR`
struct TrialSynopsisCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synopsis",
    abstract: "The synopsis of a protocol of a design file, with what is filled and what has to be written.",
    discussion: """
      EXAMPLES
        verlauf trial from my-series --p0 20% --p1 40% --landmark "12 weeks" --out design.json
        verlauf trial synopsis design.json --out synopsis
        verlauf trial synopsis design.json --out synopsis --no-word     without the Word document (needs no pandoc)

      In the order of ICH M11, with the items of SPIRIT 2013, as a page, Markdown and a Word document. Every number leads to the command line that \
      computes it; what nobody stated is marked open. It is no protocol, and must not decide a treatment.
      """)

  @Argument(help: "The design file, which `verlauf trial from --out` writes.", completion: .file(extensions: ["json"]))
  var design: String
  @Option(name: .shortAndLong, help: "The folder to write.", completion: .directory)
  var out: String
  @OptionGroup var library: LibraryArguments
  @Flag(inversion: .prefixedNo, help: "A Word document too, by pandoc.") var word = true
  @OptionGroup var replace: ReplaceChangedOption

  private static let documentName = "synopsis.docx"

  func validate() throws {
    if design.isEmpty { throw ValidationError("<design>: an empty path names no file") }
    if out.isEmpty { throw ValidationError("--out: an empty path names no folder") }
  }

  func run() throws {
    let synopsis = try read()
    var files = synopsis.files
    if word {
      do throws(ReportFormat.Refusal) {
        files.append(OutputFile(path: Self.documentName, bytes: try synopsis.word()))
      } catch {
        Terminal.tell("warning: no Word document is written: \(error)")
      }
    }
    let document = URL(fileURLWithPath: out).appendingPathComponent(Self.documentName).path
    let hadDocument = FileManager.default.fileExists(atPath: document)
    try Writing.attempt(protecting: [library.library]) { writer throws(WriteFailure) in
      try writer.writeFolder(files, kind: "synopsis", to: out, replacing: replace.replace)
    }
    if hadDocument, !FileManager.default.fileExists(atPath: document) {
      Terminal.tell(
        "\(out)/\(Self.documentName): the document of before is taken away, since it is not of this design; without --no-word it is written again"
      )
    }
    Terminal.say("\(out): \(Terminal.count(files.count, "file")), \(Terminal.count(synopsis.openCount, "field")) open")
  }

  private func read() throws -> Synopsis {
    let bytes = try FileInput.bytes(of: design, limit: DesignFile.mostBytes)
    do {
      return try Synopsis(DesignFile.read(bytes), library: library.read())
    } catch let problem as DesignFile.Problem {
      Terminal.tell("error: \(design): \(problem)")
    } catch let refusal as Synopsis.Refusal {
      Terminal.tell("error: \(design): \(refusal)")
    }
    throw ExitCode(2)
  }
}
