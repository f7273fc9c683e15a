// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Interchange

@Suite("A cell of a table")
struct CellTests {
  /// Each form by itself, with the date that the calendar has.
  @Test(
    "is a date of a stated form and of no other",
    arguments: [

      ("2021-03-04", DateForm.iso, "2021-03-04"), ("4.3.2021", .german, "2021-03-04"),
      ("04.03.2021 00:00", .german, "2021-03-04"),
      ("04/03/2021", .dayFirst, "2021-03-04"), ("04/03/2021", .monthFirst, "2021-04-03"),
      ("20210304", .digits, "2021-03-04"),
      ("3.2021", .germanMonth, "2021-03"), ("03/2021", .month, "2021-03"), ("2021-03", .isoMonth, "2021-03"),
      ("2021", .year, "2021"), ("4. März 2021", .dayInWords, "2021-03-04"), ("March 2021", .monthInWords, "2021-03"),
      ("31.02.2021", .german, nil), ("04.03.21", .german, nil), ("13/13/2021", .dayFirst, nil),
      ("04.03.2021 08:30", .german, "2021-03-04"), ("04.03.2021 25:30", .german, nil),
      ("2021", .isoMonth, nil), ("March 2021", .dayInWords, nil), ("4. März 2021", .monthInWords, nil),
      ("13.2021", .germanMonth, nil),
    ] as [(String, DateForm, String?)])
  func dates(text: String, form: DateForm, date: String?) { #expect(form.date(text) == date) }

  @Test("is refused where two stated forms read it as different dates, and read where they agree")
  func twoForms() {
    var table = TableMapping.Table()
    table.dates = [.dayFirst, .monthFirst]
    let column = TableMapping.Column(name: "d", key: "when", form: .date)
    #expect(CellConversion.value("25/12/2020", column, table) == .texts(["2020-12-25"]))
    #expect(CellConversion.value("04/04/2020", column, table) == .texts(["2020-04-04"]))
    guard case .misfit(let found, _, _) = CellConversion.value("03/04/2020", column, table) else {
      Issue.record("a date of two readings")
      return
    }
    #expect(found.contains("2020-04-03") && found.contains("2020-03-04"))
  }

  /// Day 1 is the day of the event: day 15 is 14 days later. Without a day 0 the day before is −1, with one it is 0.
  @Test("is a study day counted as stated")
  func studyDays() {
    func read(_ text: String, _ count: TableMapping.TimeCount) -> CellConversion.Value {
      CellConversion.value(
        text, TableMapping.Column(name: "d", key: "when", form: .time, days: count), TableMapping.Table())
    }
    let study = TableMapping.TimeCount(from: "start of chemo", number: 1)
    #expect(read("15", study) == .texts(["14 d after start of chemo"]))
    #expect(read("15.0", study) == .texts(["14 d after start of chemo"]))
    #expect(read("1", study) == .texts(["at start of chemo"]))
    #expect(read("-1", study) == .texts(["1 d before start of chemo"]))
    guard case .misfit = read("0", study) else {
      Issue.record("a day 0 that is not there")
      return
    }
    let withZero = TableMapping.TimeCount(from: "start of chemo", number: 1, hasZero: true)
    #expect(read("0", withZero) == .texts(["1 d before start of chemo"]))
    #expect(read("-1", withZero) == .texts(["2 d before start of chemo"]))
    let fromZero = TableMapping.TimeCount(from: "chemo", number: 0)
    #expect(read("0", fromZero) == .texts(["at chemo"]))
    #expect(read("15", fromZero) == .texts(["15 d after chemo"]))
    guard case .misfit = read("14.5", fromZero) else {
      Issue.record("half a day")
      return
    }
    let months = TableMapping.TimeCount(from: "chemo", number: 0, unit: .months)
    #expect(read("6.2", months) == .texts(["6.2 mo after chemo"]))
  }

  @Test("is a number with the stated sign of decimals and no other")
  func numbers() {
    #expect(CellConversion.plain("71,5", .comma) == "71.5")
    #expect(CellConversion.plain("71.5", .point) == "71.5")
    #expect(CellConversion.plain("-3", .comma) == "-3")
    #expect(CellConversion.plain("<0,5", .comma, allowsRelation: true) == "<0.5")
    for text in ["71.5", "1.234", "1.234,5", "", ",", "1,", "a", "1,2,3", "<1"] {
      #expect(CellConversion.plain(text, .comma) == nil, "\(text)")
    }
  }

  @Test("is a word of its list, with the nearest where it is none")
  func words() {
    var column = TableMapping.Column(name: "Sex", key: "sex")
    column.words = [.init("männlich", "male"), .init("weiblich", "female"), .init("?", TableMapping.leaveOut)]
    let table = TableMapping.Table()
    #expect(CellConversion.value("weiblich", column, table) == .texts(["female"]))
    #expect(CellConversion.value("?", column, table) == .nothing(leftOut: true))
    #expect(CellConversion.value("", column, table) == .nothing(leftOut: false))
    #expect(
      CellConversion.value("wieblich", column, table)
        == .misfit("`wieblich`", expected: "`männlich`, `weiblich` or `?`", suggestion: "weiblich"))
  }

  @Test("stands under a header of merged cells by the names of both rows")
  func mergedHeader() {
    let header = SheetHeader([
      ["Pat.", "First line", "", "Weight", "", "Weight"], ["", "Start", "End", "", "Note", ""],
    ])
    #expect(header.names == ["Pat.", "First line Start", "First line End", "Weight", "Note", "Weight #2"])
    #expect(header.isRepeated(["", "Start", "End", "", "Note", ""]))
    #expect(!header.isRepeated(["", "", "", "", "", ""]))
  }

  @Test("has a file by a pattern of names")
  func patterns() {
    #expect(NamePattern.matches("data_timeline_treatment.txt", "data_timeline_treatment*.txt"))
    #expect(NamePattern.matches("A.CSV", "a.csv"))
    #expect(NamePattern.matches("x", "*"))
    #expect(!NamePattern.matches("data_clinical.txt", "data_timeline*.txt"))
    #expect(!NamePattern.matches("ab", "a*b*c"))
  }
}
