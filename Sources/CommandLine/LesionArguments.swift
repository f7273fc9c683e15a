// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import Outcomes

/// Whose lesions a command shows.
struct LesionArguments: ParsableArguments {
  @Option(help: "One patient only.")
  var patient: String?
  @Option(help: "One reader only.")
  var reader: String?

  /// Exits with 2 where no lesions are recorded, or none of the patient or by the reader.
  func check(_ outcomes: StudyOutcomes, command: String) throws {
    let measured = outcomes.patients.filter { !$0.patient.lesions.isEmpty }
    if measured.isEmpty {
      Terminal.tell(
        "error: no lesions are recorded; expected lesions.csv in the study folder (see `verlauf help \(command)`)")
      throw ExitCode(2)
    }
    var problems = ArgumentProblems()
    problems.check(patient, among: measured.map(\.patient.id), "patient with lesions", "--patient")
    let shown = measured.filter { patient == nil || $0.patient.id == patient }
    problems.check(reader, among: shown.flatMap(\.lesionReaders).compactMap(\.self), "reader", "--reader")
    try problems.stop()
  }
}
