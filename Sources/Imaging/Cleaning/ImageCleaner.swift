// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
public import Foundation
import Plain

/// Makes of a picture of another program one that can be kept and printed: pixels alone, named by their digest, and refused while a name may stand in them.
public struct ImageCleaner: Sendable {
  private let reader: ImageReader
  private let writer: ImageWriter
  private let recogniser: TextRecogniser?

  /// A cleaner that looks for its programs in the folders of a search path, by default that of the environment.
  public init(searchPath: String? = ProcessInfo.processInfo.environment["PATH"]) {
    reader = ImageReader(searchPath: searchPath)
    writer = ImageWriter(searchPath: searchPath)
    recogniser = TextRecogniser(searchPath: searchPath)
  }

  /// What someone asks for.
  public struct Wish: Sendable {
    /// The frame of a file with several, from 1.
    public var frame = 1
    /// Level and width of a DICOM file of greys.
    public var window: ImageWindow?
    /// Regions that become black.
    public var blanked: [ImageCrop] = []
    /// Who has looked at the picture and says that no name stands in it; nil for nobody.
    public var confirmedBy: String?

    /// No wish.
    public init() {}
  }

  /// A clean picture, or the reasons why it is none yet.
  public struct Cleaning: Sendable {
    /// The PNG file; nil while there are doubts.
    public var png: [UInt8]?
    /// What the record says of it.
    public var image: AssessmentImage
    /// The header of a DICOM file, for comparing with the record.
    public var header: DICOMHeader?
    /// Pixels across and down.
    public var size: (width: Int, height: Int)
    /// What stood in the file and is not in the picture.
    public var removed: [String]
    /// Why a name may stand in it.
    public var doubts: [ImageDoubt]
    /// What a person should know of it and decide.
    public var warnings: [String]
  }

  /// Cleans the bytes of a file. Its name is not asked for.
  public func clean(_ bytes: [UInt8], _ wish: Wish = Wish()) throws(ImageFailure) -> Cleaning {
    let picture = try reader.read(bytes, frame: wish.frame, window: wish.window)
    var pixels = picture.pixels
    for region in wish.blanked { pixels = pixels.blanked(region) }
    let (seen, search) = try search(pixels)
    var doubts = (picture.header?.classDoubts ?? []) + seen
    // Whoever has blanked what stood there and left nothing to be read has answered for the kind of object.
    if !wish.blanked.isEmpty, seen.isEmpty { doubts.removeAll(where: \.isOfKind) }
    let isCleared = doubts.isEmpty || wish.confirmedBy != nil

    var image = AssessmentImage(file: "")
    image.original = Hexadecimal.text(SHA256.digest(bytes))
    image.modality = picture.header?.modality
    image.date = picture.header?.date.flatMap { try? StatedDate(parsing: $0.description) }
    image.plane = picture.header?.plane
    image.frame = picture.frame
    image.spacing = picture.header?.spacing
    image.window = picture.window
    var ways: [String] = []
    if !wish.blanked.isEmpty { ways.append("blanked " + wish.blanked.map(\.text).joined(separator: "; ")) }
    ways.append(search)
    if let person = wish.confirmedBy { ways.append("looked at by \(person)") }
    image.cleared = ways.joined(separator: "; ")

    var png: [UInt8]?
    if isCleared {
      let bytes = try writer.png(pixels)
      let digest = Hexadecimal.text(SHA256.digest(bytes))
      (image.file, image.digest) = (digest + ".png", digest)
      png = bytes
    }
    var removed = picture.extras
    removed.append("the name of the file")
    return Cleaning(
      png: png, image: image, header: picture.header, size: (pixels.width, pixels.height), removed: removed,
      doubts: doubts, warnings: warnings(picture))
  }

  /// What was seen in the picture, and how it was searched.
  private func search(_ pixels: PixelImage) throws(ImageFailure) -> (doubts: [ImageDoubt], words: String) {
    guard let recogniser else {
      let shapes = GlyphShapes.rows(pixels).map { ImageDoubt.shapes($0) }
      let reason =
        "no text recogniser is installed (Debian and Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract)"
      return (shapes + [.notSearched(reason)], "not searched for text")
    }
    let texts = try recogniser.texts(in: pixels)
    return (
      texts.map { .text($0.place, letters: $0.letters) },
      texts.isEmpty
        ? "no text found by tesseract \(recogniser.version)" : "text found by tesseract \(recogniser.version)"
    )
  }

  private func warnings(_ picture: ImageReader.Picture) -> [String] {
    var warnings: [String] = []
    if picture.header?.mayShowFace == true {
      warnings.append(
        "a head by \(picture.header?.modality ?? "CT"): a face can be known again in a sagittal cut, a projection or a surface; crop it, or ask the patient"
      )
    }
    if picture.header?.hasUnknownModality == true {
      warnings.append(
        "its header has a modality that is none of DICOM; expected one such as CT, MR or PT: state it yourself")
    }
    if picture.header == nil {
      warnings.append("the file has no header: modality, date and the size of a pixel are for you to state")
    } else if picture.header?.spacing == nil {
      warnings.append("the header has no size of a pixel: without `spacing` no scale bar is drawn")
    }
    if let spacing = picture.header?.spacing, !spacing.isSquare {
      warnings.append("its pixels are not square (\(spacing.text)): the figure draws them as they are in the patient")
    }
    return warnings
  }
}
