// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Imaging
import Testing

/// What is asked for and cannot be done is refused; what is dropped is told.
@Suite struct SilentLossTests {
  private static let crcs: [UInt32] = (0..<256).map { start in
    (0..<8).reduce(UInt32(start)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ rest >> 1 : rest >> 1 }
  }

  /// A part of a PNG file with its check sum (ISO/IEC 15948, annex D).
  private func part(_ name: String, _ data: [UInt8]) -> [UInt8] {
    func long(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(number >> UInt32(24 - 8 * $0) & 0xFF) } }
    let body = Array(name.utf8) + data
    let crc = body.reduce(UInt32.max) { $0 >> 8 ^ Self.crcs[Int(($0 ^ UInt32($1)) & 0xFF)] }
    return long(UInt32(data.count)) + body + long(~crc)
  }

  /// A field of EXIF that says how a picture is turned.
  private func orientation(_ number: UInt8) -> [UInt8] {
    [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, number, 0, 0, 0, 0, 0, 0, 0]
  }

  /// Orientation 6: what is stored as rows is seen as columns, the first at the right.
  @Test(.enabled(if: Tools.hasNetpbm, Tools.missing)) func aPNGIsTurnedAsItsEXIFSays() throws {
    let stored = try #require(PixelImage(width: 3, height: 2, channels: 1, values: [1, 2, 3, 4, 5, 6]))
    let png = try ImageWriter().png(stored)
    let turned = Array(png[..<33]) + part("eXIf", orientation(6)) + Array(png[33...])
    let seen = try ImageReader().read(turned).pixels
    #expect((seen.width, seen.height) == (2, 3))
    #expect(seen.values == [4, 1, 5, 2, 6, 3])
    #expect(try ImageReader().read(png).pixels == stored)
  }

  @Test func aWindowIsForGreysOfDICOM() throws {
    let window = try #require(ImageWindow(level: 40, width: 400))
    let png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [0, 0, 0, 4]
    let failure = #expect(throws: ImageFailure.self) { try ImageReader().read(png, window: window) }
    #expect(failure == .noWindow(.png))
    #expect(failure?.description.contains("expected a DICOM file of greys") == true)
  }

  @Test func clearnessAndFurtherPagesAreTold() {
    func png(kind: UInt8) -> [UInt8] {
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + part("IHDR", [0, 0, 0, 4, 0, 0, 0, 4, 8, kind, 0, 0, 0])
        + part("IEND", [])
    }
    #expect(ImageExtent(png(kind: 6), .png)?.extras == ["clearness, under which pixels may be hidden"])
    #expect(ImageExtent(png(kind: 4), .png)?.extras == ["clearness, under which pixels may be hidden"])
    #expect(ImageExtent(png(kind: 2), .png)?.extras == [])
    // Two directories of width and height, the second at byte 38.
    func directory(next: UInt8) -> [UInt8] {
      [2, 0, 0, 1, 3, 0, 1, 0, 0, 0, 4, 0, 0, 0, 1, 1, 3, 0, 1, 0, 0, 0, 4, 0, 0, 0, next, 0, 0, 0]
    }
    let head: [UInt8] = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0]
    #expect(ImageExtent(head + directory(next: 0), .tiff)?.extras == [])
    #expect(ImageExtent(head + directory(next: 38) + directory(next: 0), .tiff)?.extras == ["another page"])
    // A chain that leads back to itself ends.
    #expect(ImageExtent(head + directory(next: 38) + directory(next: 8), .tiff)?.extras == ["another page"])
  }

  /// A telephone puts a film behind its picture.
  @Test func bytesBehindTheEndOfAJPEGAreTold() {
    let jpeg: [UInt8] =
      [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 4, 0, 4, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 4, 1, 1] + [
        1, 0xFF, 0, 2, 0xFF, 0xD0, 3,
      ]
      + [0xFF, 0xD9]
    #expect(ImageExtent(jpeg, .jpeg)?.extras == [])
    #expect(ImageExtent(jpeg + [1, 2, 3], .jpeg)?.extras == ["3 bytes behind the end of the picture"])
  }

  @Test func aModalityThatIsNoneIsNotKept() {
    func header(_ text: String) -> DICOMHeader { DICOMHeader("(0008,0060) CS [\(text)]   #   2, 1 Modality") }
    for text in ["=A|\u{1B}[2J", "XX", "ct", "CT "] {
      let header = header(text)
      #expect(header.modality == (text == "CT " ? "CT" : nil), "\(text)")
      #expect(header.hasUnknownModality == (text != "CT "), "\(text)")
    }
    #expect(DICOMHeader("").hasUnknownModality == false)
  }

  @Test func tonesAreMeansOfFields() throws {
    let image = try #require(
      PixelImage(width: 4, height: 2, channels: 1, values: [0, 0, 100, 200, 0, 0, 100, 200]))
    #expect(image.tones(across: 2) == [0, 150, 0, 150])
  }
}
