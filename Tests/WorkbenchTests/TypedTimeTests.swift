// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Exchange
import Testing

@testable import Workbench

/// Times as people type them. What is expected is what the words mean, by hand; the table is that of the workbench's plan.
@Suite struct TypedTimeTests {
  /// The events of patient 1 of the published series.
  private func names() throws -> EventNames {
    let study = try #require(StudyFolder.readInOrder(from: PublishedSeries.files).study)
    return EventNames(try #require(study.patients.first).entries)
  }

  @Test(
    "what has one meaning is read, in English and German",
    arguments: [
      ("6 mo after start of gem-doc", "6 mo after start of gem-doc"),
      ("6 Monate nach Beginn Gem/Doc", "6 mo after start of gem-doc"),
      ("6 months after the start of gem/doc", "6 mo after start of gem-doc"),
      ("6 mo after first Gem/Doc", "6 mo after start of gem-doc"),
      ("nach Ende Gem/Doc", "after end of gem-doc"), ("vor Tod", "before death"),
      ("während Erhaltung", "during maintenance"), ("during maintenance", "during maintenance"),
      ("knapp 5 Jahre nach Diagnose", "nearly 5 y after diagnosis"),
      ("2,5 Jahre nach Diagnose", "2.5 y after diagnosis"),
      ("2½ y after diagnosis", "2½ y after diagnosis"), ("drei Monate nach der Diagnose", "3 mo after diagnosis"),
      ("etwa 3 Wochen vor dem Tod", "about 3 wk before death"), ("3-4 Monate nach Diagnose", "3-4 mo after diagnosis"),
      ("mehr als 1 Jahr nach Diagnose", "more than 1 y after diagnosis"),
      ("innerhalb von 2 Monaten nach Pazopanib", "within 2 mo after pazopanib"),
      ("im 16. Zyklus der Erhaltung", "during cycle 16 of maintenance"),
      ("during the 16th cycle of maintenance", "during cycle 16 of maintenance"),
      ("Beginn Zyklus 4 Gem/Doc", "start of cycle 4 of gem-doc"),
      ("vor Zyklus 4 Gem/Doc", "before start of cycle 4 of gem-doc"),
      ("vor Ende des 4. Zyklus Gem/Doc", "before end of cycle 4 of gem-doc"),
      ("nach Ende Zyklus 3 Gem/Doc", "after end of cycle 3 of gem-doc"),
      ("2 Wochen nach Ende Zyklus 3 Gem/Doc", "2 wk after end of cycle 3 of gem-doc"),
      ("Ende Gem/Doc", "at end of gem-doc"), ("am 05.04.2017", "2017-04-05"), ("im Oktober 2018", "Oktober 2018"),
      ("12.03.2017", "2017-03-12"), ("1.2.2017", "2017-02-01"), ("12/30/2017", "2017-12-30"),
      ("März 2017", "März 2017"),
      ("2017-03", "2017-03"), ("2017", "2017"), ("-", "not stated"), ("?", "unknown"),
      ("nicht angegeben", "not stated"),
      ("6 mo after maintenance", "6 mo after maintenance"), ("vor Datenschnitt", "before cut-off"),
      // One therapy is gemcitabine alone.
      ("nach Gem", "after maintenance"),
    ])
  func one(_ typed: String, _ canonical: String) throws {
    let read = try TypedTime.read(typed, names())
    #expect(read.canonical == canonical && read.offers.isEmpty, "\(read)")
  }

  /// A scan after the third cycle was made at its end or later; that it was made in it, as was read once, is none of the readings.
  @Test(
    "what lies after a cycle is asked, and never read as within it",
    arguments: [
      "nach Zyklus 3 Gem/Doc", "nach dem 3. Zyklus Gem/Doc", "nach 3 Zyklen Gem/Doc", "after 3 cycles of gem/doc",
    ])
  func afterCycle(_ typed: String) throws {
    let read = try TypedTime.read(typed, names())
    #expect(read.canonical == nil)
    #expect(read.offers == ["end of cycle 3 of gem-doc", "after end of cycle 3 of gem-doc"])
  }

  @Test(
    "where two readings exist none is taken",
    arguments: [
      ("03/12/2017", ["2017-12-03", "2017-03-12"]), ("Anfang 2019", ["2019", "2019-01/2019-04"]),
      (
        "6 mo",
        [
          "6 mo after diagnosis", "6 mo after start of dacarbazine", "6 mo after end of dacarbazine",
          "6 mo after start of pazopanib", "6 mo after end of pazopanib",
        ]
      ),
      ("nach MRI", ["after mri-under-dox-ola", "after mri-after-gem-doc", "after mri-under-maintenance"]),
    ])
  func several(_ typed: String, _ offers: [String]) throws {
    let read = try TypedTime.read(typed, names())
    #expect(read.canonical == nil && read.offers == offers && read.problem != nil, "\(read)")
  }

  @Test(
    "what cannot be is told in both languages, and the text is not changed",
    arguments: [
      ("30.02.2021", "February 2021 has 28 days.", "Februar 2021 hat 28 Tage."),
      ("29.02.2020", nil, nil), ("1.13.2020", "There is no month 13.", "Einen Monat 13 gibt es nicht."),
    ] as [(String, String?, String?)])
  func impossible(_ typed: String, _ english: String?, _ german: String?) throws {
    let read = try TypedTime.read(typed, names())
    #expect(read.problem?.english == english && read.problem?.german == german)
  }

  /// Fifteen hundred days, or one and a half: a German sheet and an English one write the same for both.
  @Test(
    "thousands are asked, never read",
    arguments: ["1.500 Tage nach Diagnose", "1,500 d after diagnosis", "1.500 d after diagnosis"])
  func thousands(_ typed: String) throws {
    let read = try TypedTime.read(typed, names())
    #expect(read.canonical == nil && read.problem != nil, "\(read)")
    #expect(read.offers.allSatisfy { !$0.contains("1.5 d") && !$0.contains("1500") }, "none is chosen: \(read.offers)")
  }

  @Test("a name that nothing has is told with the nearest")
  func unknownName() throws {
    let read = try TypedTime.read("nach Pazopanb", names())
    #expect(read.canonical == nil && read.offers == ["nach pazopanib"], "\(read)")
    #expect(read.problem?.english.contains("“Pazopanb”") == true)
  }

  @Test("a year of two digits is of either century, and asked for")
  func shortYear() throws {
    let read = TypedTime.read("10.04.24", EventNames([Entry]()))
    #expect(read.canonical == nil && read.offers == ["2024-04-10", "1924-04-10"])
    #expect(TypedTime.read("31.02.24", EventNames([Entry]())).canonical == nil)
  }
}
