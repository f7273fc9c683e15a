// SPDX-License-Identifier: Apache-2.0

public import Course

/// An adverse event in time, seen from a day: what texts ask that wait at least, or at most, so many days.
public struct GradedCourse: Sendable, Hashable {
  /// The term that rules grade: `hand-foot reaction`.
  public var term: String
  /// What is known of its grade.
  public var grade: ValueSpan
  /// Days before the day on which it began.
  public var daysSinceStart: ValueSpan
  /// Days that it lasted, until the day at most.
  public var daysLasted: ValueSpan

  /// An adverse event in time.
  public init(term: String, grade: ValueSpan, daysSinceStart: ValueSpan, daysLasted: ValueSpan) {
    self.term = term
    self.grade = grade
    self.daysSinceStart = daysSinceStart
    self.daysLasted = daysLasted
  }
}

extension Comparison {
  /// Whether an adverse event of such a grade lasted so long, or began so shortly before. A grade that is told without its days leaves that open.
  func courseTruth(_ term: String, _ observations: Observations) -> Truth {
    let isSum = Observations.sums.contains(term)
    var result = Truth.no
    for course in observations.courses where isSum || course.term == term {
      let answers = [relation.truth(course.grade, threshold), daysTruth(course)]
      if answers.contains(.no) { continue }
      if answers.contains(.unknown) { result = .unknown } else { return .yes }
    }
    guard result == .no else { return result }
    guard let told = observations.grade(of: term) else { return .unknown }
    // A grade without a course: it was told, or is of an event that nobody dated.
    let isOfCourse = observations.courses.contains { course in
      (isSum || course.term == term) && relation.truth(course.grade, threshold) == .yes
    }
    return isOfCourse || relation.truth(told, threshold) == .no ? .no : .unknown
  }

  private func daysTruth(_ course: GradedCourse) -> Truth {
    if let withinDays { return Relation.less.truth(course.daysSinceStart, withinDays) }
    guard let forMoreThanDays else { return .yes }
    return (includesThoseDays ? Relation.atLeast : .more).truth(course.daysLasted, forMoreThanDays)
  }
}
