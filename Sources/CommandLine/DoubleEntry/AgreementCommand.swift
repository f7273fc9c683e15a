// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import DoubleEntry
import Exchange
import Report

/// `verlauf agreement FIRST SECOND`
struct AgreementCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement",
    abstract: "Hold two entries of a study against each other: what differs, and how far they agree.",
    discussion: """
      EXAMPLES
        verlauf second-entry my-series --out my-series-second     what the second person fills in
        verlauf agreement my-series my-series-second              every difference, and agreement by field with kappa
        verlauf agreement my-series my-series-second --format csv > agreement.csv

      Patients go together by their ids; entries by kind, drugs or organ, time and order. Times are the same, can both be true (their bounds overlap), or cannot. \
      In the workbench (Study, Second entry) differences are settled one by one.
      """)

  @Argument(help: "The study folder, or the study in one file.", completion: .file())
  var first: String
  @Argument(help: "The second entry of it.", completion: .file())
  var second: String
  @Option(help: "One patient only.")
  var patient: String?
  @OptionGroup var format: FormatOption

  func run() async throws {
    let readings = [try await StudySource.read(first), try await StudySource.read(second)]
    for reading in readings { StudyArguments.tell(reading.problems) }
    guard var one = readings[0].study, let other = readings[1].study else {
      let name = readings[0].study == nil ? first : second
      Terminal.tell("\(name): the study cannot be read; nothing was compared.")
      throw ExitCode(2)
    }
    var problems = ArgumentProblems()
    problems.check(patient, among: one.patients.map(\.id), "patient", "--patient")
    try problems.stop()
    var two = other
    if let patient {
      one.patients.removeAll { $0.id != patient }
      two.patients.removeAll { $0.id != patient }
    }
    let entry = SecondEntry(one, two)
    guard !entry.patients.isEmpty else {
      let notes = AgreementTables.differences(entry, brief: true).footnotes
      Terminal.tell("error: no patient is entered in both. \(notes.joined(separator: " "))")
      throw ExitCode(2)
    }
    // What was corrected after a comparison is no agreement of two who did not know of each other.
    let settled = one.decisions.count { $0.isOfSecondEntry && (patient == nil || $0.patient == patient) }
    if settled > 0 {
      Terminal.tell(
        "warning: \(Terminal.count(settled, "difference")) \(settled == 1 ? "has" : "have") been settled in the first entry: agreement counts it as it is now, and is too high. Of a study in one file: verlauf export FILE FOLDER --at the revision before the first decision."
      )
    }
    let isBrief = format.chosen == .table
    let tables = [
      AgreementTables.differences(entry, brief: isBrief), AgreementTables.entries(entry),
      AgreementTables.fields(entry, brief: isBrief),
    ]
    if entry.differences.isEmpty { Terminal.tell("Nothing differs.") }
    format.show(tables.filter { !$0.rows.isEmpty || !$0.footnotes.isEmpty })
  }
}
