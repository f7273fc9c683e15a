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
  }

  /// What dcmtk does not read is said.
  @Test(.enabled(if: Tools.hasDCMTK && Tools.python != nil, Tools.missing)) func saysWhatIsNotRead() throws {
    let folder = URL(
      fileURLWithPath: try Tools.run(
        try #require(Tools.python), ["-c", "import os, pydicom; print(os.path.dirname(pydicom.__file__), end='')"])
    ).appendingPathComponent("data/test_files")
    #expect(throws: ImageFailure.transferSyntax("JPEG 2000 (1.2.840.10008.1.2.4.91)")) {
      try ImageReader().read(try Tools.bytes(folder, "JPEG2000.dcm"))
    }
    #expect(throws: ImageFailure.noPixels) { try ImageReader().read(try Tools.bytes(folder, "rtplan.dcm")) }
    #expect(throws: ImageFailure.converterMissing("dcmdump")) {
      try ImageReader(searchPath: "").read(try Tools.bytes(folder, "CT_small.dcm"))
    }
  }
}
