// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Outcomes
import Plain
import Testing

@testable import Report

/// One table with every kind of cell, and each of its formats as it must be.
@Suite("Formats of a typed table") struct TypedTableTests {
  /// 487 d are 16 months of 30.4375 days, 974 d are 32.
  private func table() throws -> Table {
    let length = LengthBounds(lower: .days(487), upper: .days(974))
    let day = try #require(Day(iso: "2021-05-03"))
    let month = DayBounds(earliest: day, latest: nil)
    return Table(
      name: "t", title: "Every kind",
      columns: [
        "Pat. ID", .init("Sum", .number, unit: "mm"), .init("Change", .number, unit: "%"), .times("Duration"),
        .times("In force", .length), .init("n/N", .share), .init("men", .share, remark: ", n (%)"),
        .init("Median", .estimate, unit: "mo", remark: " (95 % interval)"), .init("95 % interval", .interval),
        .init("Index", .range), .init("Dose", .amount), .init("Date", .day), .init("Calendar", .days),
      ],
      rows: [
        [
          "1", .number(-1624.591, decimals: 2), .number(2.44, isSigned: true),
          .init(.time(TimeToEvent(length: length, end: .censored(.alive))), trace: "1/a/duration"),
          .init(.length(length)),
          .init(.share(yes: 1, open: 1, of: 3)), .init(.count(1, of: 3)),
          .init(.estimate(.init(NumberBounds(6.25), lower: 3.125, upper: nil, style: .median))),
          .init(.interval(lower: 0.84, upper: 90.57)), .init(.range(NumberBounds(lower: 0.5, upper: nil), decimals: 2)),
          .dose(Dose(amount: 1000, unit: .milligramsPerSquareMetre)), .init(.day(day)), .init(.days(month)),
        ],
        [
          "2", .missing("not stated"), .none, .missing("no maintenance"), .init(.length(.unbounded)),
          .init(.share(yes: 2, open: 0, of: 3)), .blank,
          .init(.estimate(.init(nil, lower: nil, upper: nil, style: .median))),
          .init(.interval(lower: nil, upper: nil)),
          .init(.range(NumberBounds(2), decimals: 2)), .dose(Dose(amount: 5, unit: .areaUnderCurve)), .none, .none,
        ],
      ], footnotes: ["+ is censored."])
  }

  @Test func print() throws {
    let table = try table()
    #expect(
      table.columns.map(\.head) == [
        "Pat. ID", "Sum, mm", "Change, %", "Duration", "In force", "n/N", "men, n (%)", "Median, mo (95 % interval)",
        "95 % interval", "Index", "Dose", "Date", "Calendar",
      ])
    #expect(
      table.texts == [
        [
          "1", "−1624.59", "+2.4", "16–32 mo+ (alive at last contact)", "16–32 mo", "1–2/3", "1 (33.3)",
          "6.3 (3.1–n.r.)", "0.8–90.6",
          "≥ 0.5", "1000 mg/m²", "2021-05-03", "from 2021-05-03",
        ],
        [
          "2", "not stated", "–", "no maintenance", "not determined", "2/3", "", "not reached (n.d.–n.r.)", "n.d.", "2",
          "AUC 5", "–", "–",
        ],
      ])
  }

  /// First what print shows, numbers as numbers; then the parts of what has several, with units in the heads and all their decimals.
  @Test func csv() throws {
    let lines = try table().csv.components(separatedBy: "\r\n")
    #expect(lines.count == 4)
    #expect(
      lines[0]
        == [
          "Pat. ID", "\"Sum, mm\"", "\"Change, %\"", "Duration", "In force", "n/N", "\"men, n (%)\"",
          "\"Median, mo (95 % interval)\"", "95 % interval", "Index", "Dose", "Date", "Calendar",
          "\"Duration: from, mo\"", "\"Duration: to, mo\"", "Duration: event", "Duration: end",
          "\"In force: from, mo\"",
          "\"In force: to, mo\"", "n/N: n", "n/N: n with open", "n/N: N", "men: n", "men: n with open", "men: N",
          "\"Median: from, mo\"", "\"Median: to, mo\"", "\"Median: lower limit, mo\"", "\"Median: upper limit, mo\"",
          "95 % interval: lower limit", "95 % interval: upper limit", "Index: from", "Index: to", "Dose: from",
          "Dose: to",
          "Dose: unit", "Calendar: from", "Calendar: to",
        ].joined(separator: ","))
    #expect(
      lines[1]
        == "1,-1624.59,2.4,16–32 mo+ (alive at last contact),16–32 mo,1–2/3,1 (33.3),6.3 (3.1–n.r.),0.8–90.6,≥ 0.5,1000 mg/m²,2021-05-03,"
        + "from 2021-05-03,16,32,0,alive at last contact,16,32,1,2,3,1,1,3,6.25,6.25,3.125,,0.84,90.57,0.5,,1000,1000,mg/m²,2021-05-03,"
    )
    #expect(
      lines[2]
        == "2,not stated,–,no maintenance,not determined,2/3,,not reached (n.d.–n.r.),n.d.,2,AUC 5,–,–,"
        + ",,,,,,2,2,3,,,,,,,,,,2,2,5,5,AUC,,")
  }

  /// Words are words, whatever they look like: a patient called 1,000 or −5 is not another one in a program.
  @Test(arguments: ["1,000", "−5", "+5", "12", "2021-05"]) func wordsStayWords(id: String) {
    let written = Table(name: "t", title: "T", columns: ["Pat. ID"], rows: [[.words(id)]]).csv
    let expected = id.contains(",") ? "\"\(id)\"" : id == "+5" ? "'+5" : id
    #expect(written == "Pat. ID\r\n\(expected)\r\n")
  }

  @Test func textIsQuotedAndInert() {
    let table = Table(
      name: "t", title: "T", columns: ["a", "b"], rows: [["say \"yes\", please", "two\nlines"], ["=1+1", "plain"]])
    #expect(table.csv == "a,b\r\n\"say \"\"yes\"\", please\",\"two\nlines\"\r\n'=1+1,plain\r\n")
    #expect(table.markdown.contains("| say \"yes\", please | two<br>lines |"))
    #expect(table.plainText(width: 40).split(separator: "\n").allSatisfy { $0.count <= 40 })
  }

  @Test func json() throws {
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(Table.json([table()]).utf8)) as? [[String: Any]])
    #expect(read[0]["name"] as? String == "t" && read[0]["table"] as? String == "Every kind")
    let rows = try #require(read[0]["rows"] as? [[String: Any]])
    #expect(rows[0]["Sum, mm"] as? Double == -1624.591)
    #expect(
      rows[0]["Duration, mo"] as? NSDictionary == ["from": 16, "to": 32, "event": 0, "end": "alive at last contact"])
    #expect(rows[0]["n/N"] as? NSDictionary == ["n": 1, "n with open": 2, "N": 3])
    #expect(
      rows[0]["Median, mo (95 % interval)"] as? NSDictionary
        == ["from": 6.25, "to": 6.25, "lower limit": 3.125, "upper limit": NSNull()])
    #expect(rows[0]["Dose"] as? NSDictionary == ["from": 1000, "to": 1000, "unit": "mg/m²"])
    #expect(rows[0]["Date"] as? String == "2021-05-03")
    #expect(rows[1]["Sum, mm"] as? NSDictionary == ["missing": "not stated"])
    #expect(rows[1]["Change, %"] is NSNull && rows[1]["men, n (%)"] is NSNull)
    let columns = try #require(read[0]["columns"] as? [[String: Any]])
    #expect(columns[3]["kind"] as? String == "time" && columns[3]["unit"] as? String == "mo")
  }

  @Test func page() throws {
    let table = Table(
      name: "t", title: "A & B", columns: ["Pat. ID", .init("Sum", .number, unit: "mm")],
      rows: [["<1>", .number(9)], ["2", .number(10)]], footnotes: ["Note."])
    #expect(
      table.html(rows: 1, linking: []).text
        == "<figure class=\"table\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"A &amp; B\"><table>"
        + "<caption>A &amp; B</caption><thead><tr><th scope=\"col\">Pat. ID</th><th scope=\"col\">Sum, mm</th></tr></thead>"
        + "<tbody><tr><th scope=\"row\">&lt;1&gt;</th><td>9</td></tr></tbody></table></div>"
        + "<figcaption><p>Note.</p><p>The first 1 of 2 rows; tables/t.csv holds all.</p></figcaption></figure>")
    let linked = Table(
      name: "t", title: "T", columns: ["a"], rows: [[.words("two\nlines", trace: "1/a b")]])
    // A trace that does not stand on the page is no link to nowhere.
    #expect(linked.html(rows: 9, linking: []).text.contains("<th scope=\"row\">two<br/>lines</th>"))
    #expect(
      linked.html(rows: 9, linking: ["1/a b"]).text.contains(
        "<th scope=\"row\"><a href=\"#1/a_u32_b\">two<br/>lines</a></th>"))
  }

  /// A share of nobody, limits of either side, and what is beyond follow-up.
  @Test func whatThereIsNotIsSaid() {
    func text(_ value: Table.Value) -> String { value.text }
    #expect(text(.share(yes: 0, open: 0, of: 0)) == "0")
    #expect(text(.interval(lower: 1, upper: nil)) == "1––" && text(.interval(lower: nil, upper: 2)) == "––2")
    let estimates: [(Table.Estimate.Style, String, String)] = [
      (.median, "1 (n.d.–n.r.)", "1 (n.d.–2)"), (.probability, "1", "1 (n.d.–2)"), (.mean, "1 (n.d.)", "1 (––2)"),
      (.ratio, "1 (–––)", "1 (––2)"),
    ]
    for (style, without, withUpper) in estimates {
      #expect(text(.estimate(.init(NumberBounds(1), lower: nil, upper: nil, style: style))) == without)
      #expect(text(.estimate(.init(NumberBounds(1), lower: nil, upper: 2, style: style))) == withUpper)
    }
    #expect(
      text(.estimate(.init(NumberBounds(lower: 50, upper: 100), lower: 1.3, upper: 100, unit: "%", style: .mean)))
        == "50–100 % (1.3–100)")
    func time(_ lower: Int?, _ upper: Int?, _ end: TimeToEvent.End) -> Table.Value {
      .time(TimeToEvent(length: LengthBounds(lower: lower.map { .days($0) }, upper: upper.map { .days($0) }), end: end))
    }
    // A censored time of which nothing is known has no plus, and neither has less than print can show.
    #expect(text(time(nil, nil, .censored(.alive))) == "not determined (alive at last contact)")
    #expect(text(time(1, nil, .censored(.alive))) == "not determined (alive at last contact)")
    #expect(text(time(487, nil, .censored(.alive))) == "≥ 16 mo+ (alive at last contact)")
    // Whether it was the event: 1, 0, or nothing where the record leaves it open.
    func event(_ end: TimeToEvent.End) -> String {
      let table = Table(name: "t", title: "T", columns: [.times("PFS")], rows: [[.init(time(487, 487, end))]])
      // The print and the end may hold commas within quotes.
      let row = table.csv.components(separatedBy: "\r\n")[1].replacing(/"[^"]*"/, with: "quoted")
      let fields = row.components(separatedBy: ",")
      return fields.count > 3 ? fields[3] : "?"
    }
    #expect(event(.progression) == "1" && event(.censored(.lastContact)) == "0")
    #expect(
      event(.open([.progression, .death])) == "1" && event(.open([.progression, .censored(.nextTherapy)])) == "")
    #expect(event(.contradicted(.init(end: Phrase(same: "progression"), origin: Phrase(same: "first dose")))) == "")
  }
}
