// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Imaging
import Testing

@Suite struct PixelImageTests {
  /// 3 x 2 pixels: 1 2 3 / 4 5 6.
  private func small() throws -> PixelImage {
    try #require(PixelImage(width: 3, height: 2, channels: 1, values: [1, 2, 3, 4, 5, 6]))
  }

  @Test func aPictureHasAsManyValuesAsPixels() {
    #expect(PixelImage(width: 3, height: 2, channels: 1, values: [1]) == nil)
    #expect(PixelImage(width: 0, height: 2, channels: 1, values: []) == nil)
    #expect(PixelImage(width: 1, height: 1, channels: 2, values: [1, 2]) == nil)
    #expect(PixelImage(width: .max, height: 3, channels: 3, values: []) == nil)
  }

  @Test func cropsAndBlanks() throws {
    let image = try small()
    let right = try #require(ImageCrop(corner: ImagePoint(x: 1, y: 0), width: 9, height: 1))
    #expect(image.cropped(to: right)?.values == [2, 3])
    #expect(image.blanked(right).values == [1, 0, 0, 4, 5, 6])
    let outside = try #require(ImageCrop(corner: ImagePoint(x: 3, y: 0), width: 1, height: 1))
    #expect(image.cropped(to: outside) == nil)
    #expect(image.blanked(outside) == image)
  }

  /// Orientation 6 of EXIF: the first column of what is shown is the last row of what is stored, read upwards; 3 is a half turn.
  @Test func turns() throws {
    let image = try small()
    #expect(image.turned(3).values == [6, 5, 4, 3, 2, 1])
    #expect(image.turned(2).values == [3, 2, 1, 6, 5, 4])
    let quarter = image.turned(6)
    #expect((quarter.width, quarter.height) == (2, 3))
    #expect(quarter.values == [4, 1, 5, 2, 6, 3])
    #expect(image.turned(8).values == [3, 6, 2, 5, 1, 4])
    #expect(image.turned(5).values == [1, 4, 2, 5, 3, 6])
    for orientation in 1...8 { #expect(image.turned(orientation).values.sorted() == image.values) }
  }

  /// BT.709: 0.2126 * 255 = 54.2, 0.7152 * 255 = 182.4, 0.0722 * 255 = 18.4.
  @Test func greys() throws {
    let colours = try #require(
      PixelImage(width: 3, height: 1, channels: 3, values: [255, 0, 0, 0, 255, 0, 0, 0, 255]))
    #expect(colours.inGreys.values == [54, 182, 18])
    #expect(colours.withoutNeedlessColour == colours)
    let grey = try #require(PixelImage(width: 2, height: 1, channels: 3, values: [7, 7, 7, 9, 9, 9]))
    #expect(grey.withoutNeedlessColour.values == [7, 9])
  }

  @Test func readsMapsOfNetpbm() throws {
    #expect(PortableMap.image(Array("P5\n# words\n2 1\n255\n".utf8) + [9, 8])?.values == [9, 8])
    // Of 16 bits, the greater byte first: 65535 is white, 32768 is 128 of 255.
    #expect(PortableMap.image(Array("P5 2 1 65535\n".utf8) + [255, 255, 128, 0])?.values == [255, 128])
    // A bitmap: 1 is black, rows end with their byte.
    #expect(
      PortableMap.image(Array("P4 3 2\n".utf8) + [0b1010_0000, 0b0100_0000])?.values == [0, 255, 0, 255, 0, 255])
    for broken in ["", "P5", "P5 2 1 255\n", "P7 1 1 255\nA", "P5 0 1 255\nA", "P5 99999999 99999999 255\nA"] {
      #expect(PortableMap.image(Array(broken.utf8)) == nil)
    }
    let image = try small()
    #expect(PortableMap.image(PortableMap.bytes(image)) == image)
  }
}
