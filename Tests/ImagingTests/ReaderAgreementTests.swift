// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
@testable import Imaging
import Testing

/// The public test files of pydicom (MIT), read by dcmtk through this reader and by pydicom.
@Suite struct ReaderAgreementTests {
  private struct Read: Decodable {
    var file: String
    var rows: Int
    var columns: Int
    var spacing: [Double]?
    var modality: String?
    var date: String?
    var mean: Double?
  }

  /// Size, spacing, modality, date and mean grey after windowing agree. dcmtk cuts a grey off where the formula rounds: up to one grey.
  @Test(.enabled(if: Tools.hasDCMTK && Tools.python != nil, Tools.missing), arguments: [(40.0, 400.0), (600, 1600)])
  func agreesWithPydicom(level: Double, width: Double) throws {
    let script = Tools.root.appendingPathComponent("Tests/ImagingTests/Phantoms/agreement.py").path
    let printed = try Tools.run(try #require(Tools.python), [script, "\(level)", "\(width)"])
    let all = try printed.split(separator: "\n").map { try JSONDecoder().decode(Read.self, from: Data($0.utf8)) }
    let window = try #require(ImageWindow(level: level, width: width))
    var (compared, means, refused) = (0, 0, [String]())
    for own in all {
      let name = URL(fileURLWithPath: own.file).lastPathComponent
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: own.file)))
      // Without its preamble a file is none of Part 10.
      guard ImageFormat(bytes) == .dicom else { continue }
      let picture: ImageReader.Picture
      do throws(ImageFailure) {
        do throws(ImageFailure) { picture = try ImageReader().read(bytes, window: window) } catch {
          // Colours have no window.
          guard error == .noWindow(.dicom) else { throw error }
          picture = try ImageReader().read(bytes)
        }
      } catch {
        refused.append("\(name): \(error)")
        continue
      }
      let header = try #require(picture.header)
      #expect(picture.pixels.width == own.columns && picture.pixels.height == own.rows, "\(name)")
      #expect(header.modality == own.modality, "\(name)")
      #expect(header.date?.description.replacing("-", with: "") == own.date, "\(name)")
      if let spacing = own.spacing {
        #expect(abs((header.spacing?.down ?? 0) - spacing[0]) < 1e-6, "\(name)")
        #expect(abs((header.spacing?.across ?? 0) - spacing[1]) < 1e-6, "\(name)")
      }
      if let mean = own.mean, picture.pixels.channels == 1 {
        #expect(abs(picture.pixels.mean - mean) < 1, "\(name): \(picture.pixels.mean), pydicom \(mean)")
        means += 1
      }
      compared += 1
    }
    print("compared \(compared) files, \(means) of them in greys; not read: \(refused.joined(separator: "; "))")
    #expect(compared >= 30 && means >= 15)
    // Of the files of JPEG 2000 that pydicom reads, all are read.
    if Tools.hasGDCM {
      #expect(!refused.contains { $0.contains("JPEG 2000") || $0.contains("gdcmconv") }, "\(refused)")
    }
  }

  /// JPEG 2000 that is cut, shortened in its middle, or of another size than the header says, is refused before or by the program; nothing of it is filled up.
  @Test(.enabled(if: Tools.hasDCMTK && Tools.hasGDCM && Tools.python != nil, Tools.missing))
  func damagedJPEG2000() throws {
    let folder = URL(
      fileURLWithPath: try Tools.run(
        try #require(Tools.python), ["-c", "import os, pydicom; print(os.path.dirname(pydicom.__file__), end='')"])
    ).appendingPathComponent("data/test_files")
    let whole = try Tools.bytes(folder, "JPEG2000.dcm")
    let picture = try ImageReader().read(whole)
    #expect(picture.pixels.width == 256 && picture.pixels.height == 1024)
    let start = try #require(whole.indices.dropLast(4).first { whole[$0..<$0 + 4] == [0xFF, 0x4F, 0xFF, 0x51] })
    #expect(JPEG2000Streams(whole).streams == [.init(width: 256, height: 1024, isWhole: true)])
    // The length of the piece stands before it, little end first.
    let length = (0..<4).reduce(0) { $0 + Int(whole[start - 4 + $1]) << (8 * $1) }
    func shortened(_ range: Range<Int>) -> [UInt8] {
      var bytes = whole
      bytes.removeSubrange(range)
      let left = length - range.count
      for index in 0..<4 { bytes[start - 4 + index] = UInt8(left >> (8 * index) & 0xFF) }
      return bytes
    }
    let end = start + length
    for bytes in [shortened(end - length / 4..<end), shortened(start + length / 2..<start + length / 2 + length / 8)] {
      #expect(throws: ImageFailure.unreadable("its JPEG 2000 is damaged, or its end is missing")) {
        try ImageReader().read(bytes)
      }
    }
    #expect(throws: ImageFailure.self) { try ImageReader().read(Array(whole.prefix(start + length / 2))) }
    // Xsiz of 2 thousand millions: nothing is decoded.
    var huge = whole
    huge.replaceSubrange(start + 8..<start + 12, with: [0x7F, 0xFF, 0xFF, 0xFF])
    #expect(
      throws: ImageFailure.unreadable("its JPEG 2000 has 2147483647 x 1024 pixels, where its header says 256 x 1024")
    ) {
      try ImageReader().read(huge)
    }
    #expect(throws: ImageFailure.self) {
      try ImageReader().read(try Tools.bytes(folder, "JPEG2000-embedded-sequence-delimiter.dcm"))
    }
  }

  /// What dcmtk does not read is said.
  @Test(.enabled(if: Tools.hasDCMTK && Tools.python != nil, Tools.missing)) func saysWhatIsNotRead() throws {
    let folder = URL(
      fileURLWithPath: try Tools.run(
        try #require(Tools.python), ["-c", "import os, pydicom; print(os.path.dirname(pydicom.__file__), end='')"])
    ).appendingPathComponent("data/test_files")
    #expect(TransferSyntax.name("1.2.840.10008.1.2.4.92").hasPrefix("JPEG 2000, several components"))
    #expect(throws: ImageFailure.noPixels) { try ImageReader().read(try Tools.bytes(folder, "rtplan.dcm")) }
    #expect(throws: ImageFailure.converterMissing("dcmdump")) {
      try ImageReader(searchPath: "").read(try Tools.bytes(folder, "CT_small.dcm"))
    }
  }
}
