// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
@testable import Imaging
import Testing

/// Files that ask for more than they have, or are not whole.
@Suite(.serialized) struct HostileImageTests {
  private func failure(_ bytes: [UInt8], frame: Int = 1) -> ImageFailure? {
    do throws(ImageFailure) {
      _ = try ImageReader().read(bytes, frame: frame)
      return nil
    } catch {
      return error
    }
  }

  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func areRefused() throws {
    try Tools.phantoms("hostile") { folder in
      let start = ContinuousClock.now
      for name in ["gigapixels.png", "gigapixels.jpg", "gigapixels.tif", "gigapixels.dcm", "frames.dcm", "large.png"] {
        guard case .tooLarge? = failure(try Tools.bytes(folder, name)) else {
          Issue.record("\(name): \(String(describing: failure(try Tools.bytes(folder, name))))")
          continue
        }
      }
      guard case .refused(let words)? = failure(try Tools.bytes(folder, "bomb.png")) else {
        Issue.record("bomb.png was read")
        return
      }
      #expect(words.contains("more than 64 x 64 can need"))
      for name in ["half.png", "half.jpg", "half.dcm"] {
        guard case .unreadable? = failure(try Tools.bytes(folder, name)) else {
          Issue.record("\(name): \(String(describing: failure(try Tools.bytes(folder, name))))")
          continue
        }
      }
      for name in ["empty.png", "words.txt", "head.dcm"] {
        #expect(failure(try Tools.bytes(folder, name)) == .unknownFormat, "\(name)")
      }
      // None of them is waited for.
      #expect(ContinuousClock.now - start < .seconds(20))
    }
  }

  /// Level 200 and width 400: value 100 is ((100 - 199.5) / 399 + 0.5) * 255 = 63.9, 200 is 127.8, 300 is 191.7; dcmtk cuts off.
  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func theChosenFrameIsRead() throws {
    try Tools.phantoms("hostile") { folder in
      let bytes = try Tools.bytes(folder, "three.dcm")
      for (frame, grey) in [(1, 63.9), (2, 127.8), (3, 191.7)] {
        let picture = try ImageReader().read(bytes, frame: frame)
        #expect(abs(picture.pixels.mean - grey) <= 1, "frame \(frame): \(picture.pixels.mean)")
        #expect(picture.frame == frame)
      }
      #expect(failure(bytes, frame: 4) == .frame(4, of: 3))
    }
  }

  /// Every beginning of a file is refused or read, and nothing else.
  @Test func beginningsOfHeaders() {
    let png: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 4, 0, 0, 0, 4, 8, 0,
      0, 0, 0, 1, 2, 3, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0x49, 0x44, 0x41, 0x54,
    ]
    let jpeg: [UInt8] = [
      0xFF, 0xD8, 0xFF, 0xE1, 0, 12, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49, 0x2A, 0, 0xFF, 0xC0, 0, 11, 8, 0, 4, 0,
      4,
    ]
    let tiff: [UInt8] = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 255, 255, 0, 1, 3, 0, 1, 0, 0, 0, 9, 0, 0, 0]
    for bytes in [png, jpeg, tiff] {
      for count in bytes.indices {
        let part = Array(bytes[..<count])
        guard let format = ImageFormat(part) else { continue }
        _ = ImageExtent(part, format)
        _ = PNGChunks(part).stripped
      }
    }
    #expect(ImageExtent(png, .png).map { [$0.width, $0.height] } == [4, 4])
    #expect(ImageExtent(jpeg, .jpeg).map { [$0.width, $0.height] } == [4, 4])
    #expect(ImageExtent(tiff, .tiff) == nil)
  }
}
