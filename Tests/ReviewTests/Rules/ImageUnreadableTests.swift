// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageUnreadableTests {
  let bench = RuleBench(rule: ImageUnreadable())

  private let course = "- assessment: CT\n  id: ct\n  images: [{file: a.png}]"

  @Test func saysWhy() async throws {
    let images = KeptImages([
      "a.png": .unreadable(digest: nil, "it ends in the middle"), "b.png": .unreadable(digest: nil, "no PNG file"),
    ])
    #expect(
      try await bench.findings(course, images: images).map(\.summary) == [
        "The file of image 1 of ct is no picture that can be read: it ends in the middle."
      ])
  }

  /// Without its converter nothing was read, and nothing is wrong with it.
  @Test func notReadIsNotUnreadable() async throws {
    let images = KeptImages(["a.png": .notRead(digest: "", "pngtopnm is not installed")])
    #expect(try await bench.findings(course, images: images).isEmpty)
  }
}
