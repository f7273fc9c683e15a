// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
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

  @Test("are refused where they have no exact date, with the place of the patient")
  func related() {
    let many = course(Array(repeating: "  - {event: a, when: 3 d after e}\n", count: 20_001))
    #expect(
      many.problems.map(\.description) == [
        "patients/1.yaml:1:1: error: a course of up to 20001 events that are not exact to the day; expected at most "
          + "20000 entries, ends, dose phases and named cycles without an exact date"
      ])
    #expect(course(Array(repeating: "  - {event: a, when: 3 d after e}\n", count: 20_000)).problems == [])
    #expect(laboratory(Array(repeating: "3 d after e", count: 20_001)).errors.count == 1)
    #expect(laboratory(Array(repeating: "2020-01", count: 20_001)).errors.count == 1)
  }

  @Test("are read in any number where they are dated, beside what is not")
  func exact() {
    #expect(laboratory(Array(repeating: "2020-02-01", count: 30_000) + ["2020-01", "3 d after e"]).problems == [])
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
    // The end of the therapy (its start has a date), two phases, two events, and the start of cycle 2 and of the one after it.
    #expect(EventLimit.openEvents(of: patient) == 1 + 2 + 2 + 2)
    let timeline = PatientTimeline(patient, in: try #require(reading.study))
    // The network has no more than that, the calendar and the one date. The first phase starts with its therapy.
    #expect(timeline.network.events.count <= EventLimit.openEvents(of: patient) + 2)
  }
}
