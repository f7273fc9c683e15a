// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// A picture that an assessment shows: cleaned pixels in the study's folder `images`, and what is needed to print them.
///
/// The header of the original is not kept. What of it a figure and the review need stands here: modality, date, spacing and frame.
public struct AssessmentImage: Sendable, Hashable {
  /// The name of the file in `images`: `4f0c….png`, after the digest of its bytes.
  public var file: String
  /// The SHA-256 digest of the file, 64 hexadecimal digits.
  public var digest: String?
  /// The SHA-256 digest of the original, which stays outside of the study.
  public var original: String?
  /// The modality in the word of DICOM: `CT`, `MR`, `PT`.
  public var modality: String?
  /// The day on which it was made, as its header or its report says.
  public var date: StatedDate?
  /// The plane of the cut.
  public var plane: Plane?
  /// The series, in words: `portal venous phase`.
  public var series: String?
  /// The frame of the original, from 1, where it has several.
  public var frame: Int?
  /// The size of a pixel of the file.
  public var spacing: ImageSpacing?
  /// Level and width of the window through which values became greys.
  public var window: ImageWindow?
  /// Between which standardised uptake values a PET goes from black to white, or through its colours; a window then is that of the scan below it.
  public var uptake: UptakeWindow?
  /// The modality of the scan over which it is drawn in colours, in the word of DICOM: `CT`.
  public var over: String?
  /// The SHA-256 digest of the original of that scan.
  public var overOriginal: String?
  /// The part that is printed; nil for the whole.
  public var crop: ImageCrop?
  /// Arrows, circles and measured lines.
  public var marks: [ImageMark]
  /// The length of the scale bar, in mm; nil lets the figure choose.
  public var scaleMillimetres: Int?
  /// The lesion that it shows, by its name in the patient's readings of lesions.
  public var lesion: String?
  /// What it shows, in words.
  public var shows: String?
  /// By which consent or licence it may be printed.
  public var rights: String?
  /// How it was made sure that no name stands in the picture, and by whom.
  public var cleared: String?
  /// Whether the figure shows it; nil leaves it to the figure.
  public var isShown: Bool?

  /// The plane of a cut.
  public enum Plane: String, Sendable, Hashable, CaseIterable {
    /// Across the body.
    case axial
    /// Front and back apart.
    case coronal
    /// Left and right apart.
    case sagittal
    /// Any other.
    case oblique
    /// No cut: a radiograph, a maximum intensity projection.
    case projection
  }

  /// A picture of a file.
  public init(file: String) {
    self.file = file
    marks = []
  }

  /// Whether a text can be the name of a file in `images`: one that leads nowhere else.
  public static func isFileName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count > 4, bytes.count <= 128, text.hasSuffix(".png"), let first = bytes.first else { return false }
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    return isLetterOrDigit(first)
      && bytes.allSatisfy {
        isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
  }

  /// The digest after which the file is named; nil where its name is another, which may be that of a person.
  public var digestOfName: String? {
    let stem = String(file.dropLast(".png".count))
    return file.hasSuffix(".png") && Self.isDigest(stem) ? stem : nil
  }

  /// Whether a text is a SHA-256 digest in small hexadecimal digits.
  public static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
