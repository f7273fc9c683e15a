// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Dosing

/// Conditions that ask when an adverse event began and how long it lasted.
@Suite struct GradedCourseTests {
  private func truth(_ text: String, _ courses: [GradedCourse], told: [String: Int] = [:]) throws -> Truth {
    var observations = Observations()
    observations.courses = courses
    observations.grades = told
    return try Condition(parsing: text).truth(observations)
  }

  private func course(
    _ term: String, _ grade: Double, began: ClosedRange<Double>, lasted: ClosedRange<Double>
  ) -> GradedCourse {
    GradedCourse(
      term: term, grade: ValueSpan(grade), daysSinceStart: ValueSpan(from: began.lowerBound, to: began.upperBound),
      daysLasted: ValueSpan(from: lasted.lowerBound, to: lasted.upperBound))
  }

  /// It began fewer than 7 days before: 6 are fewer, 7 are not, and 5 to 9 may be.
  @Test(arguments: [(6.0...6.0, Truth.yes), (7...7, .no), (5...9, .unknown), (0...0, .yes)])
  func within(began: ClosedRange<Double>, expected: Truth) throws {
    let own = course("hand-foot reaction", 3, began: began, lasted: 0...2)
    let told = ["hand-foot reaction": 3]
    #expect(try truth("grade of hand-foot reaction >= 3 within 7 d", [own], told: told) == expected)
    #expect(try truth("grade of hand-foot reaction >= 4 within 7 d", [own], told: told) == .no)
    #expect(try truth("grade of diarrhoea >= 3 within 7 d", [own], told: ["diarrhoea": 0]) == .no)
  }

  /// It lasted more than 28 days: 28 are not more, 20 to 40 may be. An event of another term is one of the sum.
  @Test(arguments: [(29.0...29.0, Truth.yes), (28...28, .no), (20...40, .unknown)])
  func lasted(days: ClosedRange<Double>, expected: Truth) throws {
    let own = course("fatigue", 3, began: 50...50, lasted: days)
    #expect(try truth("grade of fatigue >= 3 for > 28 d", [own], told: ["fatigue": 3]) == expected)
    #expect(
      try truth("grade of adverse reaction >= 3 for > 28 d", [own], told: ["fatigue": 3, "adverse reaction": 0])
        == expected)
  }

  /// A grade that is told without its days leaves the days open; one below the threshold does not.
  @Test func aGradeWithoutDays() throws {
    let text = "grade of diarrhoea >= 3 for > 28 d"
    #expect(try truth(text, [], told: ["diarrhoea": 3]) == .unknown)
    #expect(try truth(text, [], told: ["diarrhoea": 2]) == .no)
    #expect(try truth(text, []) == .unknown)
  }

  @Test(arguments: [
    "grade of diarrhoea >= 3 within 7 d", "grade of diarrhoea >= 3 for > 28 d", "doses held in a row >= 2",
    "neutrophils < 1 10^9/L and doses held in a row >= 2 or grade of nausea >= 3 for >= 4 d",
  ])
  func readsBack(text: String) throws {
    let condition = try Condition(parsing: text)
    #expect(try Condition(parsing: condition.text) == condition)
    #expect(try Condition(parsing: condition.description) == condition)
  }

  @Test(arguments: [
    "doses held in a row >= 1.5", "doses held in a row", "grade of diarrhoea >= 3 within d",
    "grade of diarrhoea >= 3 within 7", "neutrophils < 1 10^9/L within 7 d",
  ])
  func refuses(text: String) {
    #expect(throws: RuleSyntaxError.self) { try Condition(parsing: text) }
  }

  /// Doses left out in a row are known between bounds.
  @Test(arguments: [(2.0...2.0, Truth.yes), (0...1, .no), (1...2, .unknown)])
  func dosesHeld(count: ClosedRange<Double>, expected: Truth) throws {
    var observations = Observations()
    observations.dosesHeldInARow = ValueSpan(from: count.lowerBound, to: count.upperBound)
    #expect(try Condition(parsing: "doses held in a row >= 2").truth(observations) == expected)
    #expect(try Condition(parsing: "doses held in a row >= 2").truth(Observations()) == .unknown)
  }
}
