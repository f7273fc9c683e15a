// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageDateTests {
  let bench = RuleBench(rule: ImageDate())

  private func summaries(_ date: String, _ when: String) async throws -> [String] {
    try await bench.findings("- assessment: CT\n  id: ct\n  when: \(when)\n  images: [{file: a.png, date: \(date)}]")
      .map(\.summary)
  }

  /// The assessment of March 2020 lies from the 1st to the 31st.
  @Test func outsideOfTheBounds() async throws {
    #expect(try await summaries("2020-03-31", "2020-03").isEmpty)
    #expect(try await summaries("2020-03-01", "2020-03").isEmpty)
    #expect(
      try await summaries("2020-04-01", "2020-03") == [
        "The date of image 1 of ct is 2020-04-01, and ct was not after 2020-03-31."
      ]
    )
    #expect(
      try await summaries("2020-02-29", "2020-03") == [
        "The date of image 1 of ct is 2020-02-29, and ct was not before 2020-03-01."
      ])
    // A date that can be the same day says nothing.
    #expect(try await summaries("2020", "2020-03-02").isEmpty)
    #expect(try await summaries("2021", "2020-03-02").count == 1)
  }

  @Test func withoutADateNothingIsCompared() async throws {
    #expect(try await bench.findings("- assessment: CT\n  when: 2020-03-02\n  images: [{file: a.png}]").isEmpty)
  }
}
