// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Imaging
import Testing

/// Pixels that are not there are no black ones: a picture of which the end is missing is refused, however well-formed its file is.
@Suite struct MissingPixelsTests {
  private func failure(_ bytes: [UInt8], frame: Int = 1) -> ImageFailure? {
    do throws(ImageFailure) {
      _ = try ImageReader().read(bytes, frame: frame)
      return nil
    } catch {
      return error
    }
  }

  /// 64 x 64 pixels of 2 bytes are 8192.
  @Test(.enabled(if: Tools.hasDCMTK, Tools.missing)) func uncompressed() {
    #expect(failure(DICOMBytes(pixels: DICOMBytes.ramp(rows: 64)).bytes) == nil)
    #expect(failure(DICOMBytes(pixels: DICOMBytes.ramp(rows: 63)).bytes) == .fewPixels(8064, of: 8192))
    #expect(failure(DICOMBytes(pixels: DICOMBytes.ramp(rows: 32)).bytes) == .fewPixels(4096, of: 8192))
    // Bytes behind the last row are padding.
    #expect(failure(DICOMBytes(pixels: DICOMBytes.ramp(rows: 65)).bytes) == nil)
    let words = failure(DICOMBytes(pixels: DICOMBytes.ramp(rows: 32)).bytes)?.description ?? ""
    #expect(words.contains("4096 bytes of pixels, where its header says 8192"))
  }

  /// The second of two frames is there for the half.
  @Test(.enabled(if: Tools.hasDCMTK, Tools.missing)) func framesCountTogether() {
    var file = DICOMBytes(pixels: DICOMBytes.ramp(rows: 96))
    file.frames = 2
    #expect(failure(file.bytes, frame: 1) == .fewPixels(12_288, of: 16_384))
    #expect(failure(file.bytes, frame: 2) == .fewPixels(12_288, of: 16_384))
    file.pixels = DICOMBytes.ramp(rows: 128)
    #expect(failure(file.bytes, frame: 2) == nil)
  }

  /// A segment of 64 x 64 bytes is 32 runs of 128.
  @Test(.enabled(if: Tools.hasDCMTK, Tools.missing)) func packed() {
    var file = DICOMBytes(pixels: DICOMBytes.runLengths(runs: 32))
    file.syntax = "1.2.840.10008.1.2.5"
    #expect(failure(file.bytes) == nil)
    file.pixels = DICOMBytes.runLengths(runs: 16)
    guard case .unreadable? = failure(file.bytes) else {
      Issue.record("half of its runs: \(String(describing: failure(file.bytes)))")
      return
    }
    // Without the end of the sequence.
    file.pixels = DICOMBytes.runLengths(runs: 32).dropLast(8)
    guard case .unreadable? = failure(file.bytes) else {
      Issue.record("no end: \(String(describing: failure(file.bytes)))")
      return
    }
  }
}
