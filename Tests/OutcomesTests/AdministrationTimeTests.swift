// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Testing

/// Single administrations are exact statements of time: a therapy had begun by the first of them, and had not ended before the last.
@Suite struct AdministrationTimeTests {
  private func timeline(_ therapy: String, _ dates: String...) throws -> PatientTimeline {
    let rows = dates.enumerated().map { "1,gem,\($0.offset + 1),1,\($0.element),1000 mg/m2" }
    let files = [
      "study.yaml": "study: Invented\ndata cut-off: 2024-07-31\n",
      "patients/1.yaml":
        "patient: 1\nsex: female\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2023-11-20\n  - therapy: gemcitabine\n    id: gem\n\(therapy)",
      "administrations.csv": (["patient,therapy,cycle,day,date,dose"] + rows).joined(separator: "\n"),
    ]
    let study = try #require(StudyFolder.read(files: files).study)
    return PatientTimeline(study.patients[0], in: study)
  }

  private func bounds(_ timeline: PatientTimeline, _ event: EventID?) throws -> [String?] {
    let bounds = timeline.bounds(of: try #require(event))
    return [bounds.earliest?.description, bounds.latest?.description]
  }

  /// January and May by the record, from the 8th and to the 20th by the rows.
  @Test func rowsNarrowWhatIsStated() throws {
    let timeline = try timeline("    when: 2024-01\n    ends: 2024-05\n", "2024-01-08", "2024-05-20")
    #expect(try bounds(timeline, timeline.start(of: "gem")) == ["2024-01-01", "2024-01-08"])
    #expect(try bounds(timeline, timeline.end(of: "gem")) == ["2024-05-20", "2024-05-31"])
    #expect(timeline.conflicts.isEmpty)
  }

  /// A row before the therapy began, or after it ended, is told by the review and moves nothing.
  @Test func rowsOutOfTimeSayNothing() throws {
    let timeline = try timeline("    when: 2024-02\n    ends: 2024-05\n", "2024-01-08", "2024-03-04", "2024-08-05")
    #expect(try bounds(timeline, timeline.start(of: "gem")) == ["2024-02-01", "2024-02-29"])
    #expect(try bounds(timeline, timeline.end(of: "gem")) == ["2024-05-01", "2024-05-31"])
    #expect(timeline.conflicts.isEmpty)
  }
}
