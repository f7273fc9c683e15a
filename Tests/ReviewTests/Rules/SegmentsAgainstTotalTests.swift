// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// A year is 12 mo. One month to the first dose, then a stated length: what remains holds the therapies without one.
@Suite struct SegmentsAgainstTotalTests {
  let bench = RuleBench(rule: SegmentsAgainstTotal())

  func record(lasts: String, unstated: Int) -> String {
    let others = (0..<unstated).map { "- therapy: drug\($0)\n  id: other-\($0)\n  when: after end of gem\n" }
    return """
      - diagnosis: leiomyosarcoma
      - therapy: gemcitabine
        id: gem
        when: 1 mo after diagnosis
        lasts: \(lasts)
      \(others.joined())- death: not stated
        when: < 1 y after diagnosis
      """
  }

  /// 12 − 1 − 10 = 1 mo for one, 12 − 1 − 9 = 2 mo for two; a tenth of a month more is below a month each.
  @Test(arguments: [
    ("10 mo", 1, Severity.note), ("10.1 mo", 1, .warning), ("9 mo", 2, .note), ("9.1 mo", 2, .warning),
  ])
  func bounds(lasts: String, unstated: Int, severity: Severity) async throws {
    #expect(try await bench.findings(record(lasts: lasts, unstated: unstated)).map(\.severity) == [severity])
  }

  @Test func withEveryLengthStatedThereIsNone() async throws {
    #expect(try await bench.findings(record(lasts: "10.5 mo", unstated: 0)).isEmpty)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await bench.findings(record(lasts: "10.5 mo", unstated: 1)).first)
    #expect(
      found.summary
        == "Of at most 12 mo from diagnosis to death, stated segments fill 11.5 mo; at most 0.5 mo remain for 1 without a "
        + "stated length (other-0) and every pause.")
    #expect(found.arithmetic == "12 mo − 11.5 mo = 0.5 mo")
    #expect(found.settledBy == "Start and end of other-0.")
    // The therapy with a length (5) and the death (12).
    #expect(Set(found.places) == ["patients/1.yaml:5", "patients/1.yaml:12"])
  }

  /// From the last day of 2019 to the first of 2021 are 12 mo at least, which no segment fills: there is nothing to compare.
  @Test func aSpanOfVagueDatesIsNoSegment() async throws {
    let found = try await bench.findings(
      """
      - diagnosis: leiomyosarcoma
        when: 2019
      - therapy: doxorubicin
        id: dox
        when: 2020
      - death: sarcoma
        when: 2021
      """)
    #expect(found.isEmpty)
  }

  /// The total is a plain number: 60 mo, of which 21 and 35 are stated. 4 mo remain for two, 2 × 21 d of one of them by the customary cycle of gemcitabine and docetaxel.
  @Test func aPlainTotalIsHeldAgainstTheRest() async throws {
    func course(_ years: String, cycles: String) -> String {
      """
      - diagnosis: leiomyosarcoma
      - therapy: gemcitabine + docetaxel
        id: gem-doc
        when: after diagnosis
        cycles: \(cycles)
      - therapy: pazopanib
        id: pazo
        when: after end of gem-doc
      - therapy: gemcitabine
        id: gem
        when: after end of pazo
        lasts: 21 mo
      - therapy: trabectedin
        id: trab
        when: after end of gem
        lasts: 35 mo
      - death: not stated
        when: [\(years) after diagnosis, after end of trab]
      """
    }
    let found = try #require(try await bench.findings(course("5 y", cycles: "2")).first)
    #expect(found.severity == .note)
    // 60 − 56 = 4 mo, less 42 d (1.38 mo).
    #expect(found.arithmetic == "60 mo − 56 mo − 2 × 21 d = 2.6 mo")
    #expect(found.summary.contains("at most 2.6 mo remain for 1 without a stated length (pazo)"))
    // Five cycles are 3.45 mo: half a month remains.
    #expect(try await bench.findings(course("5 y", cycles: "5")).map(\.severity) == [.warning])
    // Six are more than there is.
    let over = try #require(try await bench.findings(course("5 y", cycles: "6")).first)
    #expect(over.summary.contains("that is 0.1 mo too much even without the 1 without a stated length") == true)
    #expect(try await bench.findings(course("6 y", cycles: "2")).isEmpty)
  }

  /// What lies between two dates has its room there, and needs none of the fortnight that the dates leave at the end.
  @Test func roomBetweenDates() async throws {
    let found = try await bench.findings(
      """
      - diagnosis: leiomyosarcoma
        when: 2015-01-05
      - therapy: doxorubicin
        id: dox
        when: after diagnosis
        ends: before gem
      - therapy: gemcitabine
        id: gem
        when: 2017-03-01
        lasts: 3 mo
      - death: sarcoma
        when: 2017-06-15
      """)
    #expect(found.isEmpty)
  }

  /// The order of the file says nothing of which entry is the last.
  @Test func theLastEntryIsTheLastInTime() async throws {
    let found = try await bench.findings(
      """
      - diagnosis: leiomyosarcoma
      - event: visit
        id: visit
        when: [12 mo after diagnosis, after end of other]
      - therapy: gemcitabine
        id: gem
        when: 1 mo after diagnosis
        lasts: 10.5 mo
      - therapy: pazopanib
        id: other
        when: after end of gem
      """)
    #expect(found.map(\.arithmetic) == ["12 mo − 11.5 mo = 0.5 mo"])
  }
}
