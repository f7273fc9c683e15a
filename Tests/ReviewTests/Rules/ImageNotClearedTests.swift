// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageNotClearedTests {
  let bench = RuleBench(rule: ImageNotCleared())

  @Test func whatNobodyHasLookedAt() async throws {
    let found = try await bench.findings(
      "- assessment: CT\n  id: ct\n  images: [{file: a.png}, {file: b.png, cleared: looked at by A}]")
    #expect(found.map(\.summary) == ["Of image 1 of ct nobody says that no name stands in it."])
    #expect(found.first?.severity == .warning)
  }
}
