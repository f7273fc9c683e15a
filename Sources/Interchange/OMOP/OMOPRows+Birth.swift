// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Plain

extension OMOPRows {
  /// The year of birth, which the model demands, and the age of which it was made where none is stated.
  struct Birth {
    var year: String
    var statedAge: String?
  }

  /// The year of birth of a patient: the stated one; else a bound of what an age at a dated entry leaves open, where the policy says which.
  ///
  /// Who is 61 on 2023-11-20 was born from 1961-11-21 to 1962-11-20: the years 1961 and 1962. An age of "at least" so many years has no first year.
  mutating func birth(_ patient: String, _ own: Row?, _ all: [Row]) -> Birth? {
    if let year = own?.one("year of birth"), year.wholeMatch(of: #/[0-9]{4}/#) != nil { return Birth(year: year) }
    guard let text = own?.one("age"), let age = try? StatedAge(parsing: text), !age.isAtLeast, age.others.isEmpty,
      let years = birthYears(age, all)
    else { return nil }
    if years.count == 1 { return Birth(year: "\(years.lowerBound)", statedAge: text) }
    partial.append("\(patient): born \(years.lowerBound) or later, age \(text)")
    switch policy {
    case .refuse, .leaveOut: return nil
    case .earliest: return Birth(year: "\(years.lowerBound)", statedAge: text)
    case .latest: return Birth(year: "\(years.upperBound)", statedAge: text)
    }
  }

  /// The years in which somebody of an age at an entry can have been born.
  private func birthYears(_ age: StatedAge, _ all: [Row]) -> ClosedRange<Int>? {
    guard let anchor = age.anchor, anchor.cycle == nil, anchor.edge != .end else { return nil }
    let rows = all.filter { $0.name == anchor.id && $0.kind != "patient" }
    guard rows.count == 1, let text = rows.first?.one("when"), let span = PhenopacketMember.span(text),
      let first = try? FHIRDate.parse(span.first), let last = try? FHIRDate.parse(span.last)
    else { return nil }
    if let months = age.months {
      // A month more at the early side, whatever the day is: a bound.
      func year(_ date: PartialDate, before: Int) -> Int { (date.year * 12 + (date.month ?? 1) - 1 - before) / 12 }
      return year(first, before: months + 1)...year(last, before: months)
    }
    let isLastDay = first.month == 12 && first.day == 31
    return (first.year - age.years - (isLastDay ? 0 : 1))...(last.year - age.years)
  }
}
