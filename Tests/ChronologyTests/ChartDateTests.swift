// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Chronology

@Suite("Dates as hospitals write them")
struct ChartDateTests {
  @Test(
    "are read where they can mean one day or month only",
    arguments: [
      ("15.03.2020", "2020-03-15", "2020-03-15"), ("15.3.2020", "2020-03-15", "2020-03-15"),
      ("15/03/2020", "2020-03-15", "2020-03-15"), ("03/15/2020", "2020-03-15", "2020-03-15"),
      ("15-03-2020", "2020-03-15", "2020-03-15"), ("15. 3. 2020", "2020-03-15", "2020-03-15"),
      ("04.04.2020", "2020-04-04", "2020-04-04"), ("29.02.2020", "2020-02-29", "2020-02-29"),
      ("2020/03/15", "2020-03-15", "2020-03-15"), ("2020.3.5", "2020-03-05", "2020-03-05"),
      ("20200315", "2020-03-15", "2020-03-15"),
      ("15MAR2020", "2020-03-15", "2020-03-15"), ("15-Mar-2020", "2020-03-15", "2020-03-15"),
      ("15. März 2020", "2020-03-15", "2020-03-15"), ("March 15, 2020", "2020-03-15", "2020-03-15"),
      ("2020-Mar-15", "2020-03-15", "2020-03-15"), ("1 Mai 2020", "2020-05-01", "2020-05-01"),
      ("2020-03-15T08:30", "2020-03-15", "2020-03-15"), ("2020-03-15 08:30:00", "2020-03-15", "2020-03-15"),
      ("2020-03-15T08:30:00.000Z", "2020-03-15", "2020-03-15"),
      ("2020-03-15T23:30+01:00", "2020-03-15", "2020-03-15"),
      ("May 2019", "2019-05-01", "2019-05-31"), ("MAY2019", "2019-05-01", "2019-05-31"),
      ("Februar 2020", "2020-02-01", "2020-02-29"), ("2019 May", "2019-05-01", "2019-05-31"),
      ("03/2020", "2020-03-01", "2020-03-31"), ("3.2020", "2020-03-01", "2020-03-31"),
      ("2020/03", "2020-03-01", "2020-03-31"),
    ])
  func read(text: String, first: String, last: String) throws {
    let date = try StatedDate(parsing: text)
    #expect(date.bounds == DayBounds(earliest: Day(iso: first), latest: Day(iso: last)))
    #expect(date.text == text, "it stays as it was stated")
    #expect(try StatedTime(parsing: text).date == date)
    #expect((try? Day(parsing: text)) == (first == last ? Day(iso: first) : nil))
  }

  @Test(
    "are refused where two readings are possible, or none, and the right form is said",
    arguments: [
      ("03.04.2020", "`2020-04-03` where the day comes first, `2020-03-04` where the month does", nil),
      ("3/4/2020", "`2020-04-03` where the day comes first, `2020-03-04` where the month does", nil),
      ("15.03.20", "a year of four digits: `2020-03-15`", nil),
      ("15-Mar-20", "a day or month with a year of four digits: `2020-03-15`, `2020-03`", nil),
      ("May 19", "a day or month with a year of four digits: `2020-03-15`, `2020-03`", nil),
      ("31.02.2020", "a day of the calendar such as `2020-03-15`", nil),
      ("31 Feb 2020", "a day of that month, 01 to 29", nil),
      // 43 905 days: 25 569 to 1970-01-01 and 18 336 more, or 1462 days later where the count begins in 1904.
      (
        "43905",
        "a date: as a spreadsheet's day number it is 2020-03-15, or 2024-03-16 where its days count from 1904",
        "2020-03-15"
      ),
      (
        "43905.354",
        "a date: as a spreadsheet's day number it is 2020-03-15, or 2024-03-16 where its days count from 1904",
        "2020-03-15"
      ),
    ] as [(String, String, String?)])
  func refused(text: String, expected: String, suggestion: String?) {
    let error = #expect(throws: TimeSyntaxError.self) { try StatedDate(parsing: text) }
    #expect(error?.expected == expected && error?.suggestion == suggestion && error?.found == text)
    #expect(throws: TimeSyntaxError.self) { try StatedTime(parsing: text) }
    #expect(throws: TimeSyntaxError.self) { try Day(parsing: text) }
  }

  @Test("no day is read as another, whatever way it is written")
  func property() throws {
    for number in stride(from: 0, through: 25_000, by: 13) {
      let day = Day(number)
      let (year, month, date) = day.civil
      for separator in [".", "/", "-"] {
        let dayFirst = "\(date)\(separator)\(month)\(separator)\(year)"
        let monthFirst = "\(month)\(separator)\(date)\(separator)\(year)"
        for text in [dayFirst, monthFirst] {
          let read = try? Day(parsing: text)
          #expect(read == (date > 12 || date == month ? day : nil), "\(text)")
        }
      }
      let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
      #expect(try Day(parsing: "\(date)\(names[month - 1].uppercased())\(year)") == day)
      #expect(try Day(parsing: "\(day)T23:59") == day)
    }
  }

  @Test(
    "spans, years and events are what they were",
    arguments: [
      "2020", "2014/2021", "2017-21", "6 mo after diagnosis", "~2 y before cut-off", "3-4 mo after x", "at may-2019",
      "2020-03~", "during cycle 3 of march-15",
    ])
  func others(text: String) throws { #expect(ChartDate.read(text).map { "\($0)" } == nil) }
}
