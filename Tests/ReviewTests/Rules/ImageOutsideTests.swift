// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageOutsideTests {
  let bench = RuleBench(rule: ImageOutside())

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
        "Image 1 of ct has 512 x 384 pixels: line 0,0 to 512,383 lies outside."
      ])
    #expect(try await summaries("marks: ['circle 100,384 radius 3']").count == 1)
  }

  /// Of what the crop leaves nothing a reader of the figure would never hear.
  @Test func whatTheCropLeavesNothingOf() async throws {
    let crop = "crop: '100x100 at 50,50'"
    // Its tail is cut off, its tip is seen.
    #expect(try await summaries("\(crop), marks: ['arrow 10,60 to 90,90', 'circle 60,60 radius 30']").isEmpty)
    let lost = "cannot be seen in what is printed, and is not drawn"
    #expect(
      try await summaries("\(crop), marks: ['arrow 90,90 to 10,60', 'circle 100,100 radius 500', 'line 1,1 to 9,9']")
        == [
          "Image 1 of ct has 512 x 384 pixels: arrow 90,90 to 10,60 \(lost); circle 100,100 radius 500 \(lost); line 1,1 to 9,9 \(lost)."
        ])
    #expect(
      try await summaries("\(crop), marks: ['line 60,60 to 160,60']").first?.contains(
        "line 60,60 to 160,60, a measured line, is cut off by the crop") == true)
  }

  /// 512 pixels of 0.5 mm are 256 mm, of which 60 % are 153.6.
  @Test func scaleBarsThatAreTooLong() async throws {
    #expect(try await summaries("spacing: 0.5 mm, scale: 153 mm").isEmpty)
    #expect(
      try await summaries("spacing: 0.5 mm, scale: 154 mm") == [
        "Image 1 of ct has 512 x 384 pixels: a scale bar of 154 mm is more than 60 % of its width (at most 153 mm), and is not drawn."
      ])
  }
}
