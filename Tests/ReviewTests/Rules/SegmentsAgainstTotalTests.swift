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
}
