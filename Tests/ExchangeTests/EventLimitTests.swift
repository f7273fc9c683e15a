// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing

@testable import Exchange

@Suite("Courses of very many events")
struct EventLimitTests {
  private func course(_ entries: [String]) -> Reading {
    StudyFolder.read(
      files: folder(patient: "patient: 1\ncourse:\n  - {event: x, id: e, when: 2020-01-31}\n" + entries.joined()))
  }

  private func laboratory(_ times: [String]) -> Reading {
    StudyFolder.read(
      files: folder(
        patient: "patient: 1\ncourse:\n  - {event: x, id: e, when: 2020-01-31}\n",
        labs: "patient,analyte,when,value,unit\n" + times.map { "1,platelets,\($0),120,10^9/L\n" }.joined()))
  }

  /// A distance for each pair: 40,000 events, which a file of 2 MB can hold, would be 1.6 thousand million.
  @Test("are refused where times relate to each other, with the place of the patient")
  func related() {
    let many = course(Array(repeating: "  - {event: a, when: 3 d after e}\n", count: 5_000))
    #expect(
      many.problems.map(\.description) == [
        "patients/1.yaml:1:1: error: a course of up to 5001 events, some of them not exact to the day; expected at most "
          + "5000 entries, ends, dose phases and named cycles; or exact dates only"
      ])
    #expect(course(Array(repeating: "  - {event: a, when: 3 d after e}\n", count: 4_999)).problems == [])
    #expect(laboratory(Array(repeating: "3 d after e", count: 5_000)).errors.count == 1)
    #expect(laboratory(Array(repeating: "2020-01", count: 5_000)).errors.count == 1)
  }

  @Test("are read where all days are exact: they need no network")
  func exact() {
    #expect(laboratory(Array(repeating: "2020-02-01", count: 20_000)).problems == [])
  }

  @Test("count ends, dose phases, and each cycle that is named once")
  func counts() throws {
    let reading = StudyFolder.read(
      files: folder(
        patient: """
          patient: 1
          course:
            - therapy: gemcitabine
              id: gem
              starts: 2020-01-31
              phases:
                - {id: a, drug: gemcitabine, dose: 1000 mg/m2, days: [1], every: 21 d, cycles: 1-2}
                - {id: b, drug: gemcitabine, dose: 800 mg/m2, days: [1], every: 21 d, cycles: 3-4}
            - {event: x, when: during cycle 2 of gem}
            - {event: y, when: during cycle 2 of gem}
          """))
    let patient = try #require(reading.study?.patients.first, "\(reading.problems)")
    // Start and end of the therapy and of two phases, two events, and the start of cycle 2 and of the one after it.
    #expect(EventLimit.events(of: patient) == 2 + 4 + 2 + 2)
    let timeline = PatientTimeline(patient, in: try #require(reading.study))
    // The network has no more than that, and the calendar. The last phase ends with its therapy, whose end is unstated.
    #expect(timeline.network.events.count <= EventLimit.events(of: patient) + 1)
  }
}
