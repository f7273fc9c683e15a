// SPDX-License-Identifier: Apache-2.0

/// What kind of file a picture is, by its first bytes and never by its name.
public enum ImageFormat: String, Sendable, Hashable, CaseIterable {
  /// Portable Network Graphics.
  case png = "PNG"
  /// JPEG, as JFIF or EXIF.
  case jpeg = "JPEG"
  /// Tagged Image File Format.
  case tiff = "TIFF"
  /// A file of DICOM Part 10.
  case dicom = "DICOM"

  /// The format of some bytes; nil for none of these.
  public init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.count > 132, bytes[128..<132].elementsEqual(Array("DICM".utf8)) {
      // Its preamble may be the beginning of a TIFF file too.
      self = .dicom
    } else if bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
      self = .tiff
    } else {
      return nil
    }
  }
}
