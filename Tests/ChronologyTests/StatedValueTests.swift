// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Chronology

@Suite("Times from values")
struct StatedValueTests {
  private func anchors() -> [Anchor] {
    [.event("diagnosis"), .start(of: "gem-doc"), .end(of: "x.1"), .event("cut-off")]
  }

  @Test("a date of a day, a month or a year reads back as it")
  func dates() throws {
    for number in stride(from: -100_000, through: 100_000, by: 777) {
      let date = try #require(StatedDate(Day(number)))
      #expect(try StatedDate(parsing: date.text) == date)
      #expect(date.bounds == DayBounds(earliest: Day(number), latest: Day(number)))
    }
    #expect(StatedDate(year: 2021, month: 5)?.text == "2021-05" && StatedDate(year: 33)?.text == "0033")
    #expect(
      StatedDate(year: 2021, month: 13) == nil && StatedDate(year: 10_000) == nil && StatedDate(Day(9_999_999)) == nil)
  }

  @Test("a length reads back as exactly it")
  func lengths() throws {
    var ticks = 1
    while ticks < 900_000 * TimeLength.ticksPerDay {
      let span = try #require(StatedSpan(exactly: TimeLength(ticks: ticks)))
      #expect(try StatedSpan(parsing: span.text) == span)
      #expect(span.bounds() == LengthBounds(exactly: TimeLength(ticks: ticks)))
      ticks = ticks * 3 + 7
    }
    #expect(StatedSpan(exactly: TimeLength(ticks: -1)) == nil)
    #expect(StatedSpan(exactly: .days(21))?.text == "exactly 21 d")
  }

  @Test("a number of units reads back as it, in every wording")
  func spans() throws {
    for unit in SpanUnit.allCases {
      for wording in StatedSpan.Wording.allCases {
        for number in [0, 1, 2.5, 14, 999_999, 0.000_001] {
          let span = try #require(StatedSpan(number, unit, wording))
          #expect(try StatedSpan(parsing: span.text) == span)
        }
      }
    }
    #expect(StatedSpan(6, .month)?.bounds().lower == .months(5.5))
    #expect(StatedSpan(-1, .month) == nil && StatedSpan(1e7, .day) == nil)
  }

  @Test("a time of every form reads back as it")
  func times() throws {
    let span = try #require(StatedSpan(6, .month, .about))
    let date = try StatedDate(parsing: "2017-03~")
    var forms: [StatedTime.Form] = [.date(date), .unknown, .cycle(3, of: nil, part: .during)]
    for anchor in anchors() {
      forms += [
        .at(anchor), .after(nil, anchor), .after(span, anchor), .before(nil, anchor), .before(span, anchor),
        .during(anchor),
      ]
      for part in [StatedTime.CyclePart.start, .during, .end] { forms.append(.cycle(16, of: anchor, part: part)) }
    }
    for form in forms {
      let time = StatedTime(form)
      #expect(try StatedTime(parsing: time.text) == time)
      #expect(time.form == form)
    }
    #expect(StatedTime.after(.start(of: "gem-doc"), by: span).text == "about 6 mo after start of gem-doc")
    #expect(StatedTime(Day(0))?.text == "1970-01-01")
  }
}
