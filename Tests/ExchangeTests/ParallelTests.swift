// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Exchange

@Suite("Many patient files")
struct ParallelTests {
  @Test("are read in parallel as they are one after the other, in natural order")
  func parallel() async throws {
    var files = ["study.yaml": "study: Cohort\n"]
    for id in 1...300 {
      files["patients/\(id).yaml"] = "patient: \(id)\ncourse:\n  - event: fall\n    grade: \(id)\n"
    }
    let source = MemoryFiles(texts: files)
    let parallel = await StudyFolder.read(from: source)
    #expect(parallel == StudyFolder.readInOrder(from: source))
    #expect(parallel.problems.map(\.location.file) == (1...300).map { "patients/\($0).yaml" })
    for path in files.keys { files[path] = files[path]?.replacing("    grade", with: "    # grade") }
    let study = try #require(await StudyFolder.read(from: MemoryFiles(texts: files)).study)
    #expect(study.patients.map(\.id) == (1...300).map { "\($0)" })
  }

  @Test("folders that are not there are told")
  func missing() async {
    #expect(await StudyFolder.read("/no/such/folder").problems.map(\.message) == ["there is no such folder"])
    #expect(
      StudyFolder.read(files: [:]).problems.map(\.message) == ["there are no patients", "there is no study.yaml"])
  }

  @Test("files with a wrong name are told")
  func names() {
    let files = [
      "study.yaml": "study: Test\n", "patients/1.yaml": "patient: 1\n", "patients/2.yml": "", "patients/a/1.yaml": "",
      "patients/Ä.yaml": "", "claim.yaml": "", "notes.md": "", "figures/1.svg": "",
      // What a desktop puts there by itself is no patient.
      "patients/Thumbs.db": "", "patients/desktop.ini": "", "patients/~$1.docx": "", "patients/.~lock.1.yaml#": "",
    ]
    #expect(
      problems(files) == [
        "claim.yaml:1:1: warning: this file is not read; did you mean `claims.yaml`?",
        "patients/2.yml:1:1: error: the name of a patient file; expected ID.yaml; did you mean `patients/2.yaml`?",
        "patients/a/1.yaml:1:1: error: a file in a folder below patients; expected one file a patient in patients/ itself",
        "patients/Ä.yaml:1:1: error: `Ä` for a patient's id; expected letters, digits, `-`, `_` and `.`",
      ])
  }
}
