// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange
import Foundation
import Plain

/// `verlauf new STUDY`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Start a study folder with commented examples.",
    discussion: """
      EXAMPLES
        verlauf new my-series
        verlauf new my-series --title "Gemcitabine maintenance in sarcoma"
      """)

  @Argument(help: "The folder to make.", completion: .directory)
  var study: String
  @Option(help: "Title of the study.")
  var title: String?

  func run() throws {
    let name = URL(fileURLWithPath: study).lastPathComponent
    let files = StudyTemplate.files(title: title ?? name).map { OutputFile(path: $0.path, text: $0.text) }
    try Writing.attempt(protecting: []) { writer throws(WriteFailure) in
      try writer.makeFolder(files, at: study, isPrivate: true)
    }
    Terminal.say("\(study): open README.txt in it, then run: verlauf check \(ShellText.word(study))")
  }
}
