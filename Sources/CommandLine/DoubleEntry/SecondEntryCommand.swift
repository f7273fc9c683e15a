// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import DoubleEntry
import Exchange
import Notation
import Plain

/// `verlauf second-entry STUDY --out FOLDER`
struct SecondEntryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "second-entry",
    abstract: "Make the empty study that a second person fills in, without a look at the first.",
    discussion: """
      EXAMPLES
        verlauf second-entry my-series --out my-series-second
        verlauf second-entry my-series.verlauf --patient 3 --patient 7 --out second

      The folder has the definitions of the study and the ids of its patients; nothing that was recorded of them, no claim, no reference, no decision. \
      Afterwards: verlauf agreement my-series my-series-second
      """)

  @Argument(help: "The study folder, or the study in one file.", completion: .file())
  var study: String
  @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"), completion: .directory)
  var out: String
  @Option(help: ArgumentHelp("Only this patient (repeatable); all without it.", valueName: "id"))
  var patient: [String] = []

  func run() async throws {
    let reading = try await StudySource.read(self.study)
    StudyArguments.tell(reading.problems)
    guard let study = reading.study else {
      Terminal.tell("\(self.study): the study cannot be read; nothing was made.")
      throw ExitCode(2)
    }
    var problems = ArgumentProblems()
    for id in patient { problems.check(id, among: study.patients.map(\.id), "patient", "--patient") }
    try problems.stop()
    let blank = SecondEntry.blank(of: study, patients: patient.isEmpty ? nil : Set(patient))
    let texts: [String: String]
    do throws(UnwritableStudy) { texts = try StudyFolder.write(blank) } catch {
      Terminal.tell("error: \(error)")
      throw ExitCode(2)
    }
    let files = texts.sorted { $0.key < $1.key }.map { OutputFile(path: $0.key, text: $0.value) }
    try Writing.attempt(protecting: [self.study]) { writer throws(WriteFailure) in
      try writer.makeFolder(files, at: out, isPrivate: true)
    }
    Terminal.say(
      "\(out): \(blank.patients.count) \(blank.patients.count == 1 ? "patient" : "patients") to be entered again")
  }
}
