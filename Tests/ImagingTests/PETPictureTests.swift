// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
@testable import Imaging
import Plain
import Testing

/// Slices of PET as greys and as colours over CT (Phantoms/pet.py): 1 Bq/ml is an SUV of 2e-4, and a column of the ramp one of 0.2.
@Suite(.serialized) struct PETPictureTests {
  private func wish(_ low: Double = 0, _ high: Double = 7, inverted: Bool = false, over: [UInt8]? = nil) throws
    -> ImageCleaner.Wish
  {
    var wish = ImageCleaner.Wish()
    wish.uptake = try #require(UptakeWindow(low: low, high: high, isInverted: inverted))
    wish.base = over
    wish.confirmedBy = "a test"
    return wish
  }

  private func pixels(_ cleaning: ImageCleaner.Cleaning) throws -> PixelImage {
    try ImageReader().read(try #require(cleaning.png)).pixels
  }

  /// Column c has SUV 0.2 c: of 0 to 7 its grey is 255 * 0.2 c / 7 = 7.2857 c, white from column 35 on.
  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func greysAreUptake() throws {
    try Tools.pet { folder in
      for name in ["ramp.dcm", "packed.dcm", "unsigned.dcm"] {
        let cleaning = try ImageCleaner().clean(try Tools.bytes(folder, name), try wish())
        let row = try #require(try pixels(cleaning).cropped(to: try ImageCrop(parsing: "64x1 at 0,9"))).values
        // 72.857, 145.71, 247.71.
        #expect([row[0], row[10], row[20], row[34], row[35], row[63]] == [0, 73, 146, 248, 255, 255], "\(name)")
        #expect(cleaning.image.uptake?.text == "SUVbw 0-7" && cleaning.image.window == nil)
        #expect(cleaning.image.modality == "PT" && cleaning.image.spacing?.text == "4 mm" && cleaning.image.over == nil)
        #expect(cleaning.uptakeWay == "values as of the injection")
      }
      // Dark on white, from 1 to 3: column 10 has SUV 2, the middle: 127.5.
      let dark = try ImageCleaner().clean(try Tools.bytes(folder, "ramp.dcm"), try wish(1, 3, inverted: true))
      let row = try #require(try pixels(dark).cropped(to: try ImageCrop(parsing: "64x1 at 0,0"))).values
      #expect([row[0], row[5], row[15], row[63]] == [255, 255, 0, 0] && (127...128).contains(row[10]))
      #expect(dark.image.uptake?.text == "SUVbw 1-3 dark on white")
    }
  }

  /// Packed without loss the values are the same, whichever way; with loss there are none.
  @Test(.enabled(if: Tools.hasAll && Tools.has("dcmcjpeg", "dcmcjpls", "dcmdjpeg", "dcmdjpls"), Tools.missing))
  func packedValues() throws {
    try Tools.pet { folder in
      func packed(_ program: String, _ options: String..., of name: String = "ramp.dcm") throws -> [UInt8] {
        let path = folder.appendingPathComponent("\(program)\(options.count).dcm").path
        let file = folder.appendingPathComponent(name).path
        try Tools.run("/usr/bin/env", [program] + options + [file, path])
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      }
      let plain = try ImageReader().petSlice(try Tools.bytes(folder, "ramp.dcm"))
      // Column 35 has 35 000 Bq/ml, stored as 14 000 with a slope of 2.5.
      #expect(plain.values[35] == 35_000 && plain.values[64 * 63] == 0)
      for program in ["dcmcjpeg", "dcmcjpls"] {
        #expect(try ImageReader().petSlice(try packed(program)).values == plain.values, "\(program)")
      }
      #expect(try ImageReader().petSlice(try Tools.bytes(folder, "packed.dcm")).values == plain.values)
      #expect(throws: ImageFailure.self) {
        try ImageReader().petSlice(try packed("dcmcjpls", "+en", "+md", "2", of: "unsigned.dcm"))
      }
      #expect(throws: ImageFailure.self) { try ImageReader().petSlice(try packed("dcmcjpeg", "+eb")) }
      // Cut off, it is no slice.
      let bytes = try Tools.bytes(folder, "ramp.dcm")
      #expect(throws: ImageFailure.self) { try ImageReader().petSlice(Array(bytes.prefix(bytes.count - 600))) }
    }
  }

  /// Nothing of weight, height, dose or age is in what is kept or told.
  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func keepsNothingOfThePatient() throws {
    try Tools.pet { folder in
      let cleaning = try ImageCleaner().clean(
        try Tools.bytes(folder, "ramp.dcm"), try wish(over: try Tools.bytes(folder, "ct.dcm")))
      let words = "\(cleaning.image) \(cleaning.removed) \(cleaning.warnings) \(cleaning.uptakeWay ?? "")"
      for number in ["350000000", "1.75", "061", "LEAK"] { #expect(!words.contains(number), "\(words)") }
      #expect(PNGChunks(try #require(cleaning.png)).isBare)
    }
  }

  /// CT pixels are 2 mm, those of PET 4 mm, over the same 256 mm: column i of the CT lies at (2 i - 1) / 4 of the PET, with SUV 0.2 (2 i - 1) / 4.
  ///
  /// i = 71: SUV 7.05, white from 7 on; over black with a cover of 0.75: 191.25. i = 18: SUV 1.75, a quarter of the way: the colour is (0.75, 0, 0), the cover 0.375: red 71.7. i = 36: SUV 3.55, share 0.507143: (1, 0.521429, 0), cover 0.75: 191.25, 99.7, 0.
  /// Over white: i = 18 leaves 255 * 0.625 = 159.375, and red 231.1. i = 0 lies in the outer half of the first pixel of PET, whose SUV is 0: the CT alone.
  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func coloursLieWhereTheyShould() throws {
    try Tools.pet { folder in
      let base = try Tools.bytes(folder, "ct.dcm")
      let cleaning = try ImageCleaner().clean(try Tools.bytes(folder, "ramp.dcm"), try wish(over: base))
      let pixels = try pixels(cleaning)
      #expect(pixels.width == 128 && pixels.height == 128 && pixels.channels == 3)
      func colour(_ x: Int, _ y: Int) -> [UInt8] {
        let start = (y * 128 + x) * 3
        return Array(pixels.values[start..<start + 3])
      }
      #expect(colour(0, 5) == [0, 0, 0] && colour(0, 100) == [255, 255, 255])
      #expect(colour(18, 5) == [72, 0, 0])
      #expect(colour(36, 5) == [191, 100, 0])
      #expect(colour(71, 5) == [191, 191, 191] && colour(127, 5) == [191, 191, 191])
      #expect(colour(18, 100) == [231, 159, 159])
      let image = cleaning.image
      #expect(image.modality == "PT" && image.over == "CT" && image.spacing?.text == "2 mm" && image.plane == .axial)
      #expect(image.window?.text == "40/400" && image.uptake?.text == "SUVbw 0-7")
      #expect(image.overOriginal == Hexadecimal.text(SHA256.digest(base)) && image.original != image.overOriginal)
    }
  }

  /// Nothing is registered here: another frame of reference, a turned or coronal slice and one more than half a slice away are refused.
  @Test(
    .enabled(if: Tools.hasAll, Tools.missing),
    arguments: [
      ("ct-other", "different frames of reference"), ("ct-turned", "their orientations (0020,0037) differ"),
      ("ct-coronal", "no axial slice"), ("ct-off", "1.6 mm apart; expected at most half a slice of the PET, 1.5 mm"),
      ("ramp", "no CT or MR"), ("no-frame", "no CT or MR"),
    ])
  func isNotOver(name: String, words: String) throws {
    try Tools.pet { folder in
      do throws(ImageFailure) {
        let wish = try? wish(over: try Tools.bytes(folder, "\(name).dcm"))
        _ = try ImageCleaner().clean((try? Tools.bytes(folder, "ramp.dcm")) ?? [], wish ?? ImageCleaner.Wish())
        Issue.record("\(name) is taken")
      } catch {
        #expect(error.description.contains(words) && error.description.contains("side by side"), "\(error)")
      }
    }
  }

  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func saysWhatIsMissing() throws {
    try Tools.pet { folder in
      let base = try Tools.bytes(folder, "ct.dcm")
      for over in [nil, base] {
        do throws(ImageFailure) {
          _ = try ImageCleaner().clean(
            (try? Tools.bytes(folder, "nothing.dcm")) ?? [], (try? wish(over: over)) ?? .init())
          Issue.record("uptake without a weight")
        } catch {
          guard case .uptake(let reasons) = error else {
            Issue.record("\(error)")
            return
          }
          #expect(reasons.gaps.map(\.field) == ["CorrectedImage (0028,0051)", "PatientWeight (0010,1030)"])
        }
      }
      func refuse(_ name: String, _ words: String) throws {
        do throws(ImageFailure) {
          let bytes = (try? Tools.bytes(folder, name)) ?? []
          _ = try ImageCleaner().clean(bytes, (try? wish(over: name == "no-frame.dcm" ? base : nil)) ?? .init())
          Issue.record("\(name) is taken")
        } catch { #expect(error.description.contains(words), "\(error)") }
      }
      try refuse("no-slope.dcm", "RescaleSlope (0028,1053) is not stated")
      try refuse("ct.dcm", "Modality (0008,0060) is CT; expected PT")
      try refuse("no-frame.dcm", "a header has no frame of reference")
    }
  }

  /// What makes one of both doubtful makes the picture doubtful.
  @Test(.enabled(if: Tools.hasAll, Tools.missing)) func doubtsOfEitherCount() throws {
    try Tools.pet { folder in
      var wish = try wish(over: try Tools.bytes(folder, "ct-flagged.dcm"))
      wish.confirmedBy = nil
      let cleaning = try ImageCleaner().clean(try Tools.bytes(folder, "ramp.dcm"), wish)
      #expect(cleaning.png == nil && cleaning.doubts.contains(.burnedIn))
      wish.base = try Tools.bytes(folder, "ct-of-2.dcm")
      let named = try ImageCleaner().clean(try Tools.bytes(folder, "ramp.dcm"), wish)
      #expect(named.under?.named(among: ["2"]).map(\.patient) == ["2"])
    }
  }

  /// Greys of the colours keep the order of uptake.
  @Test func coloursAreInOrder() {
    var last = -1.0
    for step in 0...300 {
      let colour = HeatPalette.colour(Double(step) / 300)
      let luminance = 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue
      #expect(luminance > last)
      last = luminance
    }
    #expect(HeatPalette.cover(0) == 0 && HeatPalette.cover(1) == HeatPalette.most)
  }
}
