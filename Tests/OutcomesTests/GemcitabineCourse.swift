// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

@testable import Outcomes

/// One invented patient with metastases since 2019-12-01, under gemcitabine (`t1`) from 2020-01-15; the data cut-off is 2022-12-31.
enum GemcitabineCourse {
  /// What is derived of the course.
  ///
  /// - Parameters:
  ///   - therapy: fields of the therapy, a line each.
  ///   - more: further entries, as they stand in a list.
  ///   - contact: the day of the last contact; nil for none.
  ///   - start: the day of the first dose.
  ///   - files: further files, or another `study.yaml`.
  static func outcome(
    _ therapy: String, _ more: String = "", contact: String? = "2021-06-01", start: String = "2020-01-15",
    files: [String: String] = [:]
  ) async throws -> PatientOutcomes {
    let text = record(therapy, more, contact: contact, start: start)
    let own = ["study.yaml": "study: x\ndata cut-off: 2022-12-31\n", "patients/A.yaml": text]
    let reading = StudyFolder.read(files: own.merging(files) { $1 })
    let study = try #require(reading.study, "\(reading.problems)")
    return try #require(await StudyOutcomes(study, library: BuiltInLibrary.read().library).patients.first)
  }

  /// The course as it is written.
  static func record(
    _ therapy: String, _ more: String = "", contact: String? = "2021-06-01", start: String = "2020-01-15"
  ) -> String {
    var text = """
      patient: A
      course:
        - diagnosis: leiomyosarcoma
          when: 2019-12-01
        - metastases: [lung]
          when: 2019-12-01
        - therapy: gemcitabine
          id: t1
          when: \(start)

      """
    for line in therapy.split(separator: "\n") { text += "    \(line)\n" }
    for line in more.split(separator: "\n") { text += "  \(line)\n" }
    if let contact { text += "  - last contact: alive\n    when: \(contact)\n" }
    return text
  }
}
