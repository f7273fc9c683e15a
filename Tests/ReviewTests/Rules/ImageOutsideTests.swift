// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageOutsideTests {
  let bench = RuleBench(rule: ImageOutside())

  private func kept(
    _ digest: String = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", extras: [String] = []
  ) -> KeptImages {
    KeptImages(["a.png": .readable(digest: digest, width: 512, height: 384, extras: extras)])
  }

  private func summaries(_ more: String) async throws -> [String] {
    try await bench.findings("- assessment: CT\n  id: ct\n  images: [{file: a.png, \(more)}]", images: kept())
      .map(\.summary)
  }

  /// 512 x 384 pixels are 0 to 511 and 0 to 383.
  @Test func edges() async throws {
    #expect(try await summaries("crop: '512x384 at 0,0'").isEmpty)
    #expect(try await summaries("crop: '512x384 at 0,1'").count == 1)
    #expect(try await summaries("marks: ['line 0,0 to 511,383']").isEmpty)
    #expect(
      try await summaries("marks: ['line 0,0 to 512,383', 'arrow 1,1 to 2,2']") == [
        "a.png of ct has 512 x 384 pixels, and what is drawn lies outside: line 0,0 to 512,383."
      ])
    #expect(try await summaries("marks: ['circle 100,384 radius 3']").count == 1)
  }
}
