// SPDX-License-Identifier: Apache-2.0

import Chronology
import Testing
import VerlaufTesting

@Suite struct StatedSpanTests {
  /// `1.500 d` is fifteen hundred days in Germany and one and a half elsewhere: asked, in spans and in times. What can be one thing only is read.
  @Test(arguments: ["1.500 d", "1,500 d", "about 1.500 d", "2-1.500 d", "12.000 d"]) func thousandsAreAsked(
    _ text: String
  ) throws {
    let error = try #require(throws: TimeSyntaxError.self) { try StatedSpan(parsing: text) }
    // A comma is no sign of decimals in the notation; it is told as what stands there.
    #expect(error.expected.contains("thousands or a decimal") || text.contains(","))
    #expect(error.suggestion == nil)
    #expect(throws: TimeSyntaxError.self) { try StatedTime(parsing: "\(text) after diagnosis") }
  }

  @Test(arguments: [("1.5 d", 1.5), ("1500 d", 1500), ("0.125 y", 45.65625), ("1.5000 d", 1.5), ("1.25 d", 1.25)])
  func numbersOfOneMeaning(_ text: String, _ days: Double) throws {
    let bounds = try StatedSpan(parsing: "exactly " + text).bounds()
    #expect(abs((bounds.lower?.days ?? -1) - days) < 1.0 / 6400)
  }

  /// Days by hand: a month is 30.4375 d, a year 365.25 d.
  @Test(arguments: [
    ("6 mo", 167.40625, 197.84375),  // 5.5 × 30.4375, 6.5 × 30.4375
    ("14 months", 410.90625, 441.34375),  // 13.5, 14.5
    ("~6 mo", 152.1875, 213.0625),  // 5, 7
    ("exactly 6 mo", 182.625, 182.625),
    ("2½ y", 821.8125, 1004.4375),  // 2.25, 2.75
    ("2 1/2 y", 821.8125, 1004.4375),
    ("2.5 y", 894.8625, 931.3875),  // 2.45, 2.55
    ("1 y", 182.625, 547.875),  // 0.5, 1.5
    ("3-4 mo", 91.3125, 121.75),
    ("21 d", 21, 21),
    ("3 wk", 17.5, 24.5),
    ("2 cycles q21d", 42, 42),
    ("21 d or 28 d", 21, 28),
    ("within 2 mo", 0, 60.875),
  ])
  func boundsInDays(text: String, lower: Double, upper: Double) throws {
    let bounds = try StatedSpan(parsing: text).bounds()
    // The grid is 1/6400 day.
    #expect(abs((bounds.lower?.days ?? -1) - lower) < 1.0 / 6400)
    #expect(abs((bounds.upper?.days ?? -1) - upper) < 1.0 / 6400)
  }

  @Test func oneSidedSpansAreBoundedOnOneSide() throws {
    #expect(try StatedSpan(parsing: ">1 y").bounds() == LengthBounds(lower: .years(1), upper: nil))
    #expect(try StatedSpan(parsing: "more than 1 year").bounds() == LengthBounds(lower: .years(1), upper: nil))
    #expect(try StatedSpan(parsing: "nearly 5 y").bounds() == LengthBounds(lower: nil, upper: .years(5)))
    #expect(try StatedSpan(parsing: "<5 y").bounds() == LengthBounds(lower: nil, upper: .years(5)))
  }

  @Test func theStudyChoosesTheTolerance() throws {
    let span = try StatedSpan(parsing: "10 mo")
    #expect(span.bounds(tolerance: .exact).isExact)
    let tenth = span.bounds(tolerance: Tolerance(plain: .fraction(0.1)))
    #expect(tenth == LengthBounds(lower: .months(9), upper: .months(11)))
  }

  @Test(
    arguments: [
      ("6 motnhs", 2, "months"), ("6", 1, nil), ("six mo", 0, nil), ("6 mo later", 5, nil),
      ("4 cycles", 8, "4 cycles q21d"),
      ("6 Monate", 2, "mo"),
    ] as [(String, Int, String?)])
  func aBadSpanSaysWhereAndHow(text: String, offset: Int, suggestion: String?) {
    let error = #expect(throws: TimeSyntaxError.self) { try StatedSpan(parsing: text) }
    #expect(error?.offset == offset)
    #expect(error?.suggestion == suggestion)
  }
}

@Suite struct StatedTimeTests {
  @Test func formsOfTime() throws {
    let start = Anchor(edge: .start, id: "gem-doc")
    #expect(
      try StatedTime(parsing: "6 mo after start of gem-doc").form
        == .after(StatedSpan(parsing: "6 mo"), start))
    #expect(try StatedTime(parsing: "after end of gem-doc").form == .after(nil, Anchor(edge: .end, id: "gem-doc")))
    #expect(
      try StatedTime(parsing: "3 wk before death").form
        == .before(StatedSpan(parsing: "3 wk"), Anchor(edge: .point, id: "death")))
    #expect(try StatedTime(parsing: "at diagnosis").form == .at(Anchor(edge: .point, id: "diagnosis")))
    #expect(
      try StatedTime(parsing: "during cycle 16 of maintenance").form
        == .cycle(16, of: Anchor(edge: .point, id: "maintenance"), part: .during))
    #expect(try StatedTime(parsing: "start of cycle 4").form == .cycle(4, of: nil, part: .start))
    #expect(try StatedTime(parsing: "during maintenance").form == .during(Anchor(edge: .point, id: "maintenance")))
    #expect(try StatedTime(parsing: "2021-05").date?.precision == .month)
    #expect(try StatedTime(parsing: "not stated").form == .unknown)
  }

  /// What reads in several ways, none of which is chosen, has `or` between them; each event knows where it stands.
  @Test func readings() throws {
    let time = try StatedTime(parsing: "2 y after diagnosis or 2 y after end of cycle 1 of gem")
    #expect(time.isOpen)
    #expect(time.readings.map(\.text) == ["2 y after diagnosis", "2 y after end of cycle 1 of gem"])
    #expect(time.anchors.map(\.offset) == [10, 51])
    #expect(time.readings[1].form == .after(try StatedSpan(parsing: "2 y"), Anchor(edge: .end, cycle: 1, id: "gem")))
    let error = #expect(throws: TimeSyntaxError.self) { try StatedTime(parsing: "2017 or not stated") }
    #expect(error?.offset == 8)
    #expect(throws: TimeSyntaxError.self) { try StatedTime(parsing: "2017 or 2017") }
  }

  @Test(arguments: [
    ("6 mo afer diagnosis", 5), ("after ", 6), ("during cycle zero", 13), ("6 mo", 4), ("banana", 0), ("", 0),
    ("at diagnosis or so", 16),
  ])
  func aBadTimeSaysWhere(text: String, offset: Int) {
    let error = #expect(throws: TimeSyntaxError.self) { try StatedTime(parsing: text) }
    #expect(error?.offset == offset)
  }

  @Test func noTextCrashesTheReader() {
    var generator = SeededGenerator(seed: 4)
    let pieces = [
      "6", " ", "mo", "after", "start of", "x", "~", "½", "/", "..", "2017", "-", "XX", "[", ",", "]", "cycle", "q",
      "é", ">",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...7, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? ""
      }.joined()
      _ = try? StatedTime(parsing: text)
      _ = try? StatedSpan(parsing: text)
      _ = try? StatedDate(parsing: text)
    }
  }
}
