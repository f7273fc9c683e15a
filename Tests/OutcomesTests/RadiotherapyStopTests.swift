// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Testing

/// Radiotherapy that was stopped for progression says that it came before the stop, as a therapy that was stopped for it does.
@Suite struct RadiotherapyStopTests {
  private func therapy(_ reason: String, _ then: String = "") throws -> TherapyOutcome {
    let course =
      CourseOrderTests.therapy("t1", "2020-01-15", "    ends: 2020-05-20\n")
      + "  - radiotherapy: thigh\n    id: rt\n    when: 2020-06-01\n    ends: 2020-06-20\n    stopped for: \(reason)\n"
      + then + "  - last contact: true\n    when: 2021-06-01\n"
    return try #require(try CourseOrderTests.outcomes(course).therapy("t1"))
  }

  /// 2020-01-15 to 2020-06-20 are 157 d; the scan of 2020-03-15 is 60 d after the first dose.
  @Test func progressionBeforeTheStop() throws {
    let time = try therapy("progression").timeToProgression?.value
    #expect(CourseOrderTests.days(time) == [0, 157] && time?.isCensored == false)
    let seen = try therapy("progression", CourseOrderTests.visit("SD", "2020-03-15")).progressionFreeSurvival?.value
    #expect(CourseOrderTests.days(seen) == [60, 157] && seen?.end == .progressionBeforeStop)
  }

  /// Another reason, or progression of a later therapy, is none of this one: 2020-01-15 to 2021-06-01 are 503 d.
  @Test func anotherReasonOrTherapy() throws {
    #expect(try therapy("toxicity").timeToProgression?.value.isCensored == true)
    #expect(CourseOrderTests.days(try therapy("toxicity").timeToProgression?.value) == [503, 503])
    let second = CourseOrderTests.therapy("t2", "2020-05-25", drug: "docetaxel")
    #expect(try therapy("progression", second).timeToProgression?.value.isCensored == true)
  }
}
