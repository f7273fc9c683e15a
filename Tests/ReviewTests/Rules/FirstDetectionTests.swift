// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct FirstDetectionTests {
  let bench = RuleBench(rule: FirstDetection())

  func findings(first: String?, known: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- diagnosis: leiomyosarcoma\n" + (first.map { "- metastases: [\($0)]\n" } ?? "")
        + "- metastases: [\(known)]\n  already known: true")
  }

  @Test func found() async throws {
    #expect(try await findings(first: "liver", known: "liver").isEmpty)
    #expect(try await findings(first: "Hepatic", known: "livers").isEmpty)
    #expect(try await findings(first: "liver", known: "liver, lung").map(\.id) == ["first-detection/1/lung"])
  }

  @Test func aSiteIsFoundOnce() async throws {
    let known = "- metastases: [liver]\n  already known: true\n"
    #expect(try await bench.findings(known + known).count == 1)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings(first: nil, known: "liver").first)
    #expect(found.severity == .warning)
    #expect(
      found.summary
        == "Metastases of the liver are recorded as known and growing, but nothing states when they were found.")
    #expect(found.places == ["patients/1.yaml:5"])
  }
}
