// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// “3 wk” is 2.5 to 3.5 weeks: 17.5 to 24.5 d. The dates decide on which side a record lies.
@Suite struct ContradictionInTimeTests {
  let bench = RuleBench(rule: ContradictionInTime())

  func record(surgery: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2021-03-01
    - surgery: resection
      when: [\(surgery), 3 wk after diagnosis]
    """
  }

  @Test(arguments: [("2021-03-18", 1), ("2021-03-19", 0), ("2021-03-25", 0), ("2021-03-26", 1)])
  func bounds(surgery: String, count: Int) async throws {
    // 17, 18, 24 and 25 d after 1 March.
    #expect(try await bench.findings(record(surgery: surgery)).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await bench.findings(record(surgery: "2021-03-26")).first)
    #expect(found.id == "contradiction-in-time/1/1")
    #expect(found.severity == .error)
    #expect(found.summary.hasPrefix("These 3 statements cannot all be true: "))
    #expect(found.summary.contains("“surgery: 3 wk after diagnosis”"))
    // 25 d by the dates, 24.5 at most by the span.
    #expect(found.arithmetic?.hasSuffix("short by 0.5 d") == true)
    #expect(Set(found.places) == ["patients/1.yaml:4", "patients/1.yaml:6"])
  }

  /// 130 events two months and more after a diagnosis that each is said to follow by a week: 100 are told, 30 counted.
  @Test func ofVeryManyTheFirstAreTold() async throws {
    let events = (0..<130).map { "- {event: e\($0), id: e\($0), when: [2021-0\(5 + $0 % 4)-01, 1 wk after diagnosis]}" }
    let found = try await bench.findings(
      (["- diagnosis: leiomyosarcoma", "  when: 2021-03-01"] + events).joined(separator: "\n"))
    #expect(found.count == 101 && found.allSatisfy { $0.severity == .error })
    let more = try #require(found.first { $0.id == "contradiction-in-time/1/more" })
    #expect(more.summary.hasPrefix("And 30 more: "))
    #expect(more.arithmetic == "100 + 30 = 130")
  }

  /// A chain of 40 spans of 1 d each that the dates of its ends do not leave room for: the finding names the first and the last five.
  @Test func aLongChainIsShortened() async throws {
    let chain = (1...40).map { "- {event: e\($0), id: e\($0), when: 1 d after e\($0 - 1)}" }
    let found = try await bench.findings(
      (["- {event: e0, id: e0, when: 2021-03-01}"] + chain + ["- {event: end, id: end, when: [2021-04-01, at e40]}"])
        .joined(separator: "\n"))
    // 40 spans, “at e40” and two dates. 40 d from 1 March is 10 April, 9 d after 1 April.
    #expect(found.first?.summary.hasPrefix("These 43 statements cannot all be true: ") == true)
    #expect(found.first?.summary.contains(", … 33 more …, ") == true)
    #expect(found.first?.arithmetic?.hasSuffix("short by 9 d") == true)
    #expect(found.first?.evidence.count == 43)
  }
}
