// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Imaging
import Testing

/// Shapes like letters, where there is no text recogniser.
@Suite struct GlyphShapesTests {
  /// An H of 7 x 9 pixels at a place.
  private func write(_ values: inout [UInt8], width: Int, x: Int, y: Int, grey: UInt8) {
    for row in 0..<9 {
      for column in 0..<7 where column < 2 || column > 4 || row == 4 { values[(y + row) * width + x + column] = grey }
    }
  }

  private func picture(letters: Int, grey: UInt8, ground: UInt8) throws -> PixelImage {
    var values = [UInt8](repeating: ground, count: 200 * 60)
    for index in 0..<letters { write(&values, width: 200, x: 10 + 10 * index, y: 20, grey: grey) }
    return try #require(PixelImage(width: 200, height: 60, channels: 1, values: values))
  }

  @Test func fourLettersInARowAreAText() throws {
    let rows = GlyphShapes.rows(try picture(letters: 4, grey: 255, ground: 0))
    // From 10 to 46, 9 pixels high.
    #expect(rows.map(\.text) == ["37x9 at 10,20"])
    #expect(GlyphShapes.rows(try picture(letters: 3, grey: 255, ground: 0)).isEmpty)
    // A grey that scans have is none of a console.
    #expect(GlyphShapes.rows(try picture(letters: 8, grey: 150, ground: 0)).isEmpty)
    #expect(GlyphShapes.rows(try picture(letters: 5, grey: 0, ground: 255)).count == 1)
  }

  @Test func aPlainPictureHasNone() throws {
    #expect(GlyphShapes.rows(try picture(letters: 0, grey: 0, ground: 0)).isEmpty)
    #expect(GlyphShapes.rows(try picture(letters: 0, grey: 0, ground: 255)).isEmpty)
  }
}
