// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
public import Foundation
public import Plain

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
    /// Between which standardised uptakes a slice of PET is drawn; nil for greys through a window.
    public var uptake: UptakeWindow?
    /// The acquisitions of the series of that slice, as far as they are known.
    public var span = PETSeriesSpan()
    /// The file of a CT or MR slice over which the uptake is drawn in colours; `window` then is that of it.
    public var base: [UInt8]?
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
    /// Its pixels, clean or not, for whoever has to look at them before they are kept.
    public var pixels: PixelImage
    /// What the record says of it.
    public var image: AssessmentImage
    /// The header of a DICOM file, for comparing with the record.
    public var header: DICOMHeader?
    /// The header of the scan below, where it is a PET over another scan.
    public var under: DICOMHeader?
    /// How uptake was computed, without any number of the patient; nil for a picture without.
    public var uptakeWay: String?
    /// Pixels across and down.
    public var size: (width: Int, height: Int)
    /// What stood in the file and is not in the picture.
    public var removed: [String]
    /// Why a name may stand in it.
    public var doubts: [ImageDoubt]
    /// What a person should know of it and decide.
    public var warnings: [Phrase]
  }

  /// Cleans the bytes of a file. Its name is not asked for.
  public func clean(_ bytes: [UInt8], _ wish: Wish = Wish()) throws(ImageFailure) -> Cleaning {
    var uptake: ImageReader.UptakePicture?
    if let ends = wish.uptake {
      guard wish.frame == 1 else { throw .frame(wish.frame, of: 1) }
      uptake = try reader.uptake(bytes, ends, span: wish.span, over: wish.base, window: wish.window)
    }
    let picture: ImageReader.Picture
    if let drawn = uptake?.picture {
      picture = drawn
    } else {
      picture = try reader.read(bytes, frame: wish.frame, window: wish.window)
    }
    // A region that blanks nothing must not stand in the record as done; of one that leaves the picture, what lies within is told.
    var wish = wish
    wish.blanked = try wish.blanked.map { region throws(ImageFailure) in
      guard let within = region.within(width: picture.pixels.width, height: picture.pixels.height) else {
        throw .regionOutside(region.text, width: picture.pixels.width, height: picture.pixels.height)
      }
      return within
    }
    let pixels = blanked(picture.pixels, wish)
    var (seen, search) = try search(pixels)
    // What colours hide is searched for where it stands clear.
    for part in uptake?.parts ?? [] {
      let (more, words) = try self.search(blanked(part, wish))
      if !more.isEmpty { search = words }
      seen += more.filter { !seen.contains($0) }
    }
    var doubts = picture.header?.classDoubts ?? []
    doubts += (uptake?.under?.classDoubts ?? []).filter { !doubts.contains($0) } + seen
    // Whoever has blanked what stood there and left nothing to be read has answered for the kind of object.
    if !wish.blanked.isEmpty, seen.isEmpty { doubts.removeAll(where: \.isOfKind) }
    let isCleared = doubts.isEmpty || wish.confirmedBy != nil

    var image = AssessmentImage(file: "")
    // What lies below gives the grid.
    let grid = uptake?.under ?? picture.header
    image.original = Hexadecimal.text(SHA256.digest(bytes))
    image.modality = picture.header?.modality
    image.date = picture.header?.date.flatMap { try? StatedDate(parsing: $0.description) }
    image.plane = grid?.plane
    image.frame = picture.frame
    image.spacing = grid?.spacing
    image.window = picture.window
    image.uptake = wish.uptake
    if let base = wish.base, uptake != nil {
      image.over = uptake?.under?.modality
      image.overOriginal = Hexadecimal.text(SHA256.digest(base))
    }
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
      png: png, pixels: pixels, image: image, header: picture.header, under: uptake?.under, uptakeWay: uptake?.way,
      size: (pixels.width, pixels.height), removed: removed, doubts: doubts,
      warnings: warnings(picture, over: uptake?.under))
  }

  private func blanked(_ pixels: PixelImage, _ wish: Wish) -> PixelImage {
    wish.blanked.reduce(pixels) { $0.blanked($1) }
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

  private func warnings(_ picture: ImageReader.Picture, over under: DICOMHeader?) -> [Phrase] {
    var warnings: [Phrase] = []
    if let date = picture.header?.date, let other = under?.date, date != other {
      warnings.append(
        Phrase(
          "the scan below was made on another day than the PET",
          "die Aufnahme darunter ist von einem anderen Tag als das PET"))
    }
    if let header = [picture.header, under].compactMap(\.self).first(where: \.mayShowFace) {
      let modality = header.modality ?? "CT"
      warnings.append(
        Phrase(
          "a head by \(modality): a face can be known again in a sagittal cut, a projection or a surface; crop it, or ask the patient",
          "ein Kopf im \(modality): ein Gesicht ist in einem sagittalen Schnitt, einer Projektion oder Oberfläche wiederzuerkennen; beschneiden oder den Patienten fragen"
        ))
    }
    if picture.header?.hasUnknownModality == true {
      warnings.append(
        Phrase(
          "its header has a modality that is none of DICOM; expected one such as CT, MR or PT: state it yourself",
          "die Modalität in seinem Kopf gibt es in DICOM nicht; erwartet wird etwa CT, MR oder PT: bitte selbst angeben"
        ))
    }
    if picture.header == nil {
      warnings.append(
        Phrase(
          "the file has no header: modality, date and the size of a pixel are for you to state",
          "die Datei hat keinen Kopf: Modalität, Datum und Größe eines Bildpunkts sind selbst anzugeben"))
    } else if (under ?? picture.header)?.spacing == nil {
      warnings.append(
        Phrase(
          "the header has no size of a pixel: without `spacing` no scale bar is drawn",
          "der Kopf nennt keine Größe eines Bildpunkts: ohne sie wird kein Maßstab gezeichnet"))
    }
    if let spacing = (under ?? picture.header)?.spacing, !spacing.isSquare {
      warnings.append(
        Phrase(
          "its pixels are not square (\(spacing.text)): the figure draws them as they are in the patient",
          "seine Bildpunkte sind nicht quadratisch (\(spacing.text)): die Abbildung zeichnet sie, wie sie im Patienten liegen"
        ))
    }
    return warnings
  }
}
