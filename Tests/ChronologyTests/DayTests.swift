// SPDX-License-Identifier: Apache-2.0

import Chronology
import Testing

@Suite struct DayTests {
  @Test(arguments: [
    // Day numbers by Python: (date(y, m, d) - date(1970, 1, 1)).days
    ("1970-01-01", 0), ("2000-02-29", 11016), ("2021-06-30", 18808), ("1969-12-31", -1), ("0001-01-01", -719162),
    ("9999-12-31", 2_932_896),
  ])
  func numbersAsTheCalendarHasThem(text: String, number: Int) {
    #expect(Day(iso: text)?.number == number)
    #expect(Day(number).description == text)
  }

  @Test(arguments: ["2021-02-29", "2021-13-01", "2021-00-10", "2021-1-01", "2021-01-1", "21-01-01", "2021-01-011", ""])
  func whatIsNoDayIsRefused(text: String) { #expect(Day(iso: text) == nil) }

  @Test func civilAndNumberInvertEachOther() {
    for number in stride(from: -200_000, to: 200_000, by: 37) {
      let civil = Day(number).civil
      #expect(Day(year: civil.year, month: civil.month, day: civil.day)?.number == number)
    }
  }
}

@Suite struct StatedDateTests {
  @Test(arguments: [
    ("2017-03-04", "2017-03-04", "2017-03-04"),
    ("2017-03", "2017-03-01", "2017-03-31"),
    ("2016-02", "2016-02-01", "2016-02-29"),
    ("2017", "2017-01-01", "2017-12-31"),
    ("2017?", "2017-01-01", "2017-12-31"),
    // ~ widens by one unit: a month is 30.4375 d, rounded up to 31 whole days.
    ("2017-03~", "2017-01-29", "2017-05-01"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2017-XX", "2017-01-01", "2017-12-31"),
    ("2017-03-XX", "2017-03-01", "2017-03-31"),
    ("2017-XX-XX", "2017-01-01", "2017-12-31"),
    ("2017-02-2X", "2017-02-20", "2017-02-28"),
    ("2014/2021", "2014-01-01", "2021-12-31"),
    ("2017-22", "2017-06-01", "2017-08-31"),
    ("2017-24", "2017-12-01", "2018-02-28"),
    ("[2017-03,2017-05]", "2017-03-01", "2017-05-31"),
  ])
  func eachIsARangeOfDays(text: String, first: String, last: String) throws {
    let date = try StatedDate(parsing: text)
    #expect(date.bounds.earliest?.description == first)
    #expect(date.bounds.latest?.description == last)
  }

  @Test func openEndsAreNotBounded() throws {
    #expect(try StatedDate(parsing: "2017-03/..").bounds == DayBounds(earliest: Day(iso: "2017-03-01"), latest: nil))
    #expect(try StatedDate(parsing: "../2017").bounds == DayBounds(earliest: nil, latest: Day(iso: "2017-12-31")))
    #expect(try StatedDate(parsing: "2017/").bounds == DayBounds(earliest: Day(iso: "2017-01-01"), latest: nil))
  }

  @Test(
    arguments: [
      ("2017-13", 5, nil), ("2017-02-30", 8, nil), ("4.5.2017", 0, nil), ("2017-3-4", 0, "2017-03-04"),
      ("2021/2014", 5, nil), ("43905", 0, "2020-03-15"), ("2017-3", 0, "2017-03"),
    ] as [(String, Int, String?)])
  func aBadDateSaysWhereAndHow(text: String, offset: Int, suggestion: String?) {
    let error = #expect(throws: TimeSyntaxError.self) { try StatedDate(parsing: text) }
    #expect(error?.offset == offset)
    #expect(error?.suggestion == suggestion)
  }
}
