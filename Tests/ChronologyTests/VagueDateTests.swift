// SPDX-License-Identifier: Apache-2.0

@testable import Chronology
import Testing

/// Dates in words, with the form of EDTF that says the same, each read off the calendar.
@Suite struct VagueDateTests {
  @Test(arguments: [
    ("vor 2020", "../2019"), ("<2020", "../2019"), ("vor 03/2020", "../2020-02"), ("<2020-03-01", "../2020-02-29"),
    ("nach 2020", "2021/.."), (">2020-03", "2020-04/.."), (">2020-12", "2021-01/.."), ("seit 2020-03", "2020-03/.."),
    ("≥2020", "2020/.."), ("until 2020-03", "../2020-03"), ("ca. 2020", "2020~"), ("um 2020-03", "2020-03~"),
    ("~2020", "2020~"), ("Q1 2020", "2020-01/2020-03"), ("2020-Q4", "2020-10/2020-12"),
    ("1. Quartal 2020", "2020-01/2020-03"), ("spring 2020", "2020-21"), ("Herbst 2020", "2020-23"),
    ("XX.03.2020", "2020-03"), ("xx.xx.2020", "2020"), ("??.03.2020", "2020-03"), ("00.03.2020", "2020-03"),
    ("2020-03-00", "2020-03"),
  ])
  func answered(written: String, meant: String) throws {
    let error = #expect(throws: TimeSyntaxError.self) { try StatedTime(parsing: written) }
    #expect(error?.suggestion == meant)
    // What is offered is read.
    #expect(try StatedTime(parsing: meant).date != nil)
  }

  @Test(arguments: [
    ("Anfang 2020", "2020-01/2020-04"), ("mid 2020", "2020-05/2020-08"), ("Ende 2020", "2020-09/2020-12"),
    ("early March 2020", "2020-03"),
  ])
  func leftToTheReader(written: String, example: String) throws {
    let error = #expect(throws: TimeSyntaxError.self) { try StatedTime(parsing: written) }
    #expect(error?.expected == "the months that it can mean: `\(example)`" && error?.suggestion == nil)
    #expect(try StatedTime(parsing: example).date != nil)
  }

  /// A clock changes no day; a day that can be two is two with a clock as well.
  @Test func clocks() throws {
    for written in ["15.03.2020 08:30", "15.03.2020, 08:30 Uhr", "2020-03-15T08:30", "2020-03-15 08:30:00Z"] {
      #expect(try StatedDate(parsing: written).bounds.earliest?.description == "2020-03-15", "\(written)")
    }
    #expect(throws: TimeSyntaxError.self) { try StatedDate(parsing: "03.04.2020 08:30") }
    #expect(throws: TimeSyntaxError.self) { try StatedDate(parsing: "15.03.2020 25:30") }
  }

  /// What times begin with such words is read as before.
  @Test(arguments: ["6 mo after surgery", "about 6 mo after surgery", "more than 2 y before death", "during cycle 3"])
  func timesStay(written: String) { #expect(throws: Never.self) { try StatedTime(parsing: written) } }
}
