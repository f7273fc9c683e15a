// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Testing

/// When a cycle of a therapy starts.
@Suite struct CycleStartTests {
  /// A cycle of unstated length lasts at least until its last dose day: cycle 3 of days 1 and 8 begins at least 2 × 8 = 16 d after 2021-01-01, on 17 January.
  /// With a length of 21 d it is 42 d, 12 February.
  @Test(arguments: [("", "2021-01-17"), (", every: 21 d", "2021-02-12")])
  func aCycleLastsUntilItsLastDose(every: String, earliest: String) throws {
    let study = try CohortTests.study([
      "A": """
        - therapy: gemcitabine
          id: gem
          when: 2021-01-01
          phases:
            - {id: full, dose: 1000 mg/m2, days: [1, 8], cycles: 1-4\(every)}
        - event: effusion
          id: seen
          when: start of cycle 3 of gem

      """
    ])
    let patient = try #require(study.patients.first)
    let timeline = PatientTimeline(patient, in: study)
    let event = try #require(timeline.start(of: "seen"))
    #expect(timeline.bounds(of: event).earliest == Day(iso: earliest))
  }
}
