// SPDX-License-Identifier: Apache-2.0

import Chronology
import Testing

@testable import Interchange

@Suite("Dates that are shifted")
struct DateShiftTests {
  /// 2017-03-01 to 2017-03-31, 40 days earlier: January has 31 days, so that 1 March − 40 d is 20 January, and 31 March − 40 d is 19 February.
  @Test(
    "a date keeps its bounds and gets no other precision",
    arguments: [
      ("2017-03-04", "2017-01-23"), ("2017-03", "2017-01-20/2017-02-19"), ("2017", "2016-11-22/2017-11-21"),
      ("2017-03/..", "2017-01-20/.."), ("../2017", "../2017-11-21"), ("2014/2021", "2013-11-22/2021-11-21"),
      ("[2017-03,2017-05]", "2017-01-20/2017-04-21"), ("15.03.2020", "2020-02-04"), ("2017-03-04?", "2017-01-23"),
    ])
  func dates(text: String, shifted: String) throws {
    let date = try StatedDate(parsing: text)
    let own = try #require(date.shifted(by: -40))
    #expect(own.text == shifted)
    #expect(own.bounds.isExact == date.bounds.isExact)
    #expect(own.precision == (date.bounds.isExact ? .day : .interval))
  }

  @Test("an approximate date is as wide as it was")
  func approximate() throws {
    let date = try StatedDate(parsing: "2017-03~")
    let own = try #require(date.shifted(by: -365))
    let (first, last) = (try #require(date.bounds.earliest), try #require(date.bounds.latest))
    #expect(own.bounds == DayBounds(earliest: Day(first.number - 365), latest: Day(last.number - 365)))
  }

  @Test("what would leave the calendar is no date")
  func outside() throws {
    #expect(try StatedDate(parsing: "0000-01-05").shifted(by: -40) == nil)
    #expect(try StatedDate(parsing: "../..").shifted(by: -40) == nil)
  }

  @Test("readings of one time stay readings, and those that come to be the same are one")
  func readings() throws {
    let open = try StatedTime(parsing: "2017-03 or 2 mo after surgery")
    #expect(
      open.shifted(by: -40) { $0 == "surgery" ? "surgery-1" : nil }?.text
        == "2017-01-20/2017-02-19 or 2 mo after surgery-1")
    let same = try StatedTime(parsing: "2017-03 or 2017-03-01/2017-03-31")
    #expect(same.shifted(by: -40) { $0 }?.text == "2017-01-20/2017-02-19")
    // A reading that cannot be said leaves none, since what is left would be narrower.
    #expect(open.shifted(by: -40) { _ in nil } == nil)
  }
}
