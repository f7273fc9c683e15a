// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Plain
@testable import Imaging
import Testing

/// A name that stands in every place where names are found comes out of none.
@Suite(.serialized) struct CleaningTests {
  private static let name = Array("LEAK-NAME".utf8)

  private func holdsName(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains("LEAK-NAME") || Data(bytes).range(of: Data(Self.name)) != nil
  }

  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func headersAndPartsAreDropped() throws {
    try Tools.phantoms("leaks") { folder in
      for name in ["exif.jpg", "text.png", "tags.tif", "LEAK-NAME.png", "clear.png", "header.dcm", "head.dcm"] {
        let bytes = try Tools.bytes(folder, name)
        // That the name is there to be lost.
        #expect(holdsName(bytes) || name == "LEAK-NAME.png" || name == "clear.png", "\(name)")
        let cleaning = try ImageCleaner().clean(bytes)
        let png = try #require(cleaning.png, "\(name): \(cleaning.doubts)")
        #expect(!holdsName(png), "\(name)")
        #expect(PNGChunks(png).isBare && PNGChunks(png).chunks.allSatisfy { PNGChunks.needed.contains($0.name) })
        #expect(cleaning.image.file == "\(cleaning.image.digest ?? "").png")
        // Read again by the recogniser: nothing.
        #expect(try TextRecogniser()?.texts(in: ImageReader().read(png).pixels).isEmpty == true, "\(name)")
        let words = "\(cleaning.image) \(cleaning.removed) \(cleaning.doubts) \(cleaning.warnings)"
        #expect(!words.contains("LEAK"), "\(name)")
      }
      #expect(try ImageCleaner().clean(try Tools.bytes(folder, "exif.jpg")).removed.contains("EXIF place (GPS)"))
      #expect(try ImageCleaner().clean(try Tools.bytes(folder, "text.png")).removed.contains("PNG part tEXt"))
      #expect(
        try ImageCleaner().clean(try Tools.bytes(folder, "head.dcm")).warnings.first?.english.contains("face") == true)
    }
  }

  /// The same pixels in three wrappings are one file.
  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func pixelsAloneMakeTheName() throws {
    try Tools.phantoms("leaks") { folder in
      let files = try ["text.png", "tags.tif", "LEAK-NAME.png"].map {
        try ImageCleaner().clean(try Tools.bytes(folder, $0)).image.file
      }
      #expect(Set(files).count == 1)
    }
  }

  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func burnedInTextIsRefusedUntilBlankedOrConfirmed() throws {
    try Tools.phantoms("leaks") { folder in
      for name in ["burned.png", "written.dcm"] {
        let bytes = try Tools.bytes(folder, name)
        let refused = try ImageCleaner().clean(bytes)
        #expect(refused.png == nil, "\(name)")
        guard case .text(let place, let letters)? = refused.doubts.first else {
          Issue.record("\(name): \(refused.doubts)")
          continue
        }
        // Eight letters from 10,8 in 16 pixels.
        #expect(letters == 8 && (5...20).contains(place.corner.x) && (4...20).contains(place.corner.y))
        #expect(!"\(refused.doubts.map(\.description))".contains("LEAK"))

        var wish = ImageCleaner.Wish()
        wish.blanked = [try ImageCrop(parsing: "384x40 at 0,0")]
        let blanked = try ImageCleaner().clean(bytes, wish)
        let png = try #require(blanked.png, "\(name): \(blanked.doubts)")
        let top = try ImageReader().read(png).pixels.cropped(to: wish.blanked[0])
        #expect(top?.values.allSatisfy { $0 == 0 } == true)
        #expect(blanked.image.cleared?.hasPrefix("blanked 384x40 at 0,0; no text found by tesseract") == true)

        wish.blanked = []
        wish.confirmedBy = "a reader"
        let confirmed = try ImageCleaner().clean(bytes, wish)
        #expect(confirmed.png != nil && !confirmed.doubts.isEmpty)
        #expect(confirmed.image.cleared?.hasSuffix("looked at by a reader") == true)
      }
    }
  }

  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func kindsThatBearNamesAreRefused() throws {
    try Tools.phantoms("leaks") { folder in
      let kinds: [(String, ImageDoubt)] = [
        ("flagged.dcm", .burnedIn), ("screen.dcm", .secondaryCapture), ("ultrasound.dcm", .ultrasound),
        ("dose.dcm", .doseReport),
      ]
      for (name, doubt) in kinds {
        let cleaning = try ImageCleaner().clean(try Tools.bytes(folder, name))
        #expect(cleaning.png == nil && cleaning.doubts == [doubt], "\(name)")
      }
    }
  }

  /// Without a recogniser nothing is taken to be searched.
  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func withoutARecogniserNothingIsCleared() throws {
    let tools = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-tools-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: tools) }
    for program in ["pngtopnm", "pnmtopng"] {
      let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      let path = try #require(
        folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) })
      try FileManager.default.createSymbolicLink(
        atPath: tools.appendingPathComponent(program).path, withDestinationPath: path)
    }
    try Tools.phantoms("leaks") { folder in
      let cleaner = ImageCleaner(searchPath: tools.path)
      let clean = try cleaner.clean(try Tools.bytes(folder, "LEAK-NAME.png"))
      #expect(clean.png == nil)
      guard case .notSearched(let reason)? = clean.doubts.last else {
        Issue.record("\(clean.doubts)")
        return
      }
      #expect(reason.contains("apt install tesseract-ocr"))
      #expect(clean.image.cleared == "not searched for text")
      // The burned-in name is of one grey and one height.
      let burned = try cleaner.clean(try Tools.bytes(folder, "burned.png"))
      #expect(burned.doubts.contains { if case .shapes = $0 { true } else { false } })
    }
  }
}
