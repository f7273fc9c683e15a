// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ComparatorMedianTests {
  let bench = RuleBench(rule: ComparatorMedian())

  func summaries(_ rows: String...) async throws -> [String] {
    try await bench.findings(
      "",
      [
        "comparators.csv": "name,endpoint,n,events,free,rate %,at months,median months,source\n"
          + rows.joined(separator: "\n")
      ]
    ).map(\.summary)
  }

  /// By a median of 3.5 months half are free of progression: at 3 months more are, at 4 not more. Rounded, 3.5 is 3.45 to 3.55 and 50 % is 49.5 to 50.5.
  @Test(arguments: [
    ("0", "3", true), ("49", "3", true), ("50", "3", false), ("49.6", "3", true), ("60", "3", false),
    ("49", "3.5", false), ("60", "3.5", false), ("60", "4", true), ("50", "4", false), ("49", "4", false),
    ("100", "12", true),
  ])
  func rates(rate: String, months: String, isTold: Bool) async throws {
    let found = try await summaries("Arm,progression-free,50,,,\(rate),\(months),3.5,paper")
    #expect(found.isEmpty != isTold, "\(rate) % at \(months): \(found)")
  }

  @Test func whatItSays() async throws {
    #expect(
      try await summaries("Arm,progression-free,50,,0,,3,3.5,paper") == [
        "Arm: 0 % free of progression at 3 months and a median of 3.5 months do not agree."
      ])
    #expect(
      try await summaries("Arm,survival,50,,,90,3,2,paper") == [
        "Arm: 90 % alive at 3 months and a median of 2 months do not agree."
      ])
    #expect(
      try await summaries("Arm,progression-free,50,0,,,,3.5,paper") == [
        "Arm: a median of 3.5 months without an event."
      ])
  }

  /// The rate and the median of one arm may stand in two rows; those of two arms, or of two end points, say nothing of each other.
  @Test func inTwoRows() async throws {
    #expect(
      try await summaries("Arm,progression-free,50,,,90,3,,paper", "Arm,progression-free,50,,,,,2,paper").count == 1)
    #expect(
      try await summaries("Arm,progression-free,50,,,90,3,,paper", "Other,progression-free,50,,,,,2,paper").isEmpty)
    #expect(try await summaries("Arm,survival,50,,,90,3,,paper", "Arm,progression-free,50,,,,,2,paper").isEmpty)
  }

  /// A median without a time of the rate, or a rate of responses, is compared with nothing.
  @Test func whatIsNotCompared() async throws {
    #expect(try await summaries("Arm,progression-free,50,,,90,,2,paper").isEmpty)
    #expect(try await summaries("Arm,response,50,,,10,3,2,paper").isEmpty)
  }
}
