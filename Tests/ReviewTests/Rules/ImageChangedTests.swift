// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageChangedTests {
  let bench = RuleBench(rule: ImageChanged())

  private func kept(
    _ digest: String = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", extras: [String] = []
  ) -> KeptImages {
    KeptImages(["a.png": .readable(digest: digest, width: 512, height: 384, extras: extras)])
  }

  private func course(_ digest: String) -> String {
    "- assessment: CT\n  id: ct\n  images: [{file: a.png, sha256: '\(digest)'}]"
  }

  @Test func anotherDigest() async throws {
    let other = String(repeating: "a", count: 64)
    #expect(
      try await bench.findings(course(other), images: kept()).map(\.summary) == [
        "a.png of ct has the digest e3b0c44298fc…, where the record says aaaaaaaaaaaa…."
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
