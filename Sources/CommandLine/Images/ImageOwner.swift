// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import Exchange
import Outcomes
import Plain

/// The patient whose pictures they are.
struct ImageOwner: ParsableArguments {
  @Option(help: "The study folder.", completion: .directory)
  var study: String
  @Option(help: "The patient.")
  var patient: String

  func validate() throws {
    if study.trimmed.isEmpty { throw ValidationError("--study: an empty path names no folder") }
  }

  /// Reads the study. Exits with 2 where there is no such patient, or the study is one file.
  func outcome() async throws -> (study: Study, patient: PatientOutcomes) {
    guard !StoreProgram.isStore(study) else {
      Terminal.tell(
        "error: --study \(study): a study in one file holds no pictures yet; expected a study folder (`verlauf export` makes one)"
      )
      throw ExitCode(2)
    }
    let reading = try await StudySource.read(study)
    StudyArguments.tell(reading.problems)
    guard let read = reading.study else {
      Terminal.tell("error: --study \(study): the study cannot be read")
      throw ExitCode(2)
    }
    var problems = ArgumentProblems()
    problems.check(patient, among: read.patients.map(\.id), "patient", "--patient")
    try problems.stop()
    let outcomes = await StudyOutcomes(read, library: BuiltInLibrary.read().library, places: reading.places)
    guard let own = outcomes.patient(patient) else {
      Terminal.tell("error: --patient \(patient): no such patient")
      throw ExitCode(2)
    }
    return (read, own)
  }
}
