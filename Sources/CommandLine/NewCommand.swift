import ArgumentParser
import Exchange
import Foundation

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
    let folder = URL(fileURLWithPath: study)
    let manager = FileManager.default
    if manager.fileExists(atPath: folder.path) {
      Terminal.tell("error: \(study) exists already; nothing was written. Name another folder.")
      throw ExitCode(2)
    }
    do {
      for file in StudyTemplate.files(title: title ?? folder.lastPathComponent) {
        let url = folder.appendingPathComponent(file.path)
        try manager.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: url)
      }
    } catch {
      Terminal.tell("error: \(study) cannot be written: \(error.localizedDescription)")
      throw ExitCode(2)
    }
    print("\(study): open \(study)/README.txt, then run: verlauf check \(study)")
  }
}
