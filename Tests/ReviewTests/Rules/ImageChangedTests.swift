// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageChangedTests {
  let bench = RuleBench(rule: ImageChanged())

  private func course(_ digest: String) -> String {
    "- assessment: CT\n  id: ct\n  images: [{file: a.png, sha256: '\(digest)'}]"
  }

  @Test func anotherDigest() async throws {
    let other = String(repeating: "a", count: 64)
    #expect(
      try await bench.findings(course(other), images: kept()).map(\.summary) == [
        "The file of image 1 of ct has the digest e3b0c44298fc…, where the record says aaaaaaaaaaaa…."
      ])
    #expect(try await bench.findings(course(other), images: kept(other)).isEmpty)
    // A picture that was not read has its digest all the same.
    let unread = KeptImages(["a.png": .notRead(digest: String(repeating: "b", count: 64), "no converter")])
    #expect(try await bench.findings(course(other), images: unread).count == 1)
    #expect(try await bench.findings(course(other)).isEmpty)
  }

  @Test func withoutADigestNothingIsCompared() async throws {
    #expect(try await bench.findings("- assessment: CT\n  images: [{file: a.png}]", images: kept()).isEmpty)
  }
}
