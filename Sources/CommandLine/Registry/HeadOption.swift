// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange

/// What holds for all patients that come one by one.
struct HeadOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What holds for all patients: the study folder (without patients too), the study in one file, or a file whose first line is the head of a study, as `verlauf write ndjson` writes it.",
      valueName: "head"),
    completion: .file())
  var study: String?

  func validate() throws {
    if study?.isEmpty == true { throw ValidationError("--study: an empty path names no study") }
  }

  /// The head; nil where none is named. Exits with 2 where it cannot be read.
  func read() async throws -> StudyHead? {
    guard let study else { return nil }
    if StoreProgram.isStore(study) {
      let reading = try await StudySource.read(study)
      StudyArguments.tell(reading.problems)
      if let own = reading.study { return StudyHead(of: own) }
    } else {
      let (head, problems) = await StudyHead.read(study)
      StudyArguments.tell(problems)
      if let head { return head }
    }
    Terminal.tell("error: --study \(study): the head of the study cannot be read")
    throw ExitCode(2)
  }
}
