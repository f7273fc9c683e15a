// SPDX-License-Identifier: Apache-2.0

/// How pixels of a DICOM file are packed (PS3.5 chapter 10), as far as dcmtk and GDCM read it.
enum TransferSyntax {
  /// Uncompressed, deflated, or by run lengths.
  case plain
  /// JPEG, lossy or lossless.
  case jpeg
  /// JPEG-LS.
  case jpegLS
  /// JPEG 2000, which GDCM unpacks.
  case jpeg2000

  /// The kind of an identifier; nil for one that is not read. A file without one is taken to be uncompressed.
  init?(_ identifier: String) {
    switch identifier {
    case "", "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2",
      "1.2.840.10008.1.2.5":
      self = .plain
    case "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81": self = .jpegLS
    case "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55",
      "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70":
      self = .jpeg
    case "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91": self = .jpeg2000
    default: return nil
    }
  }

  /// The name of an identifier, where it is a known one that is not read.
  static func name(_ identifier: String) -> String {
    switch identifier {
    case "1.2.840.10008.1.2.4.92", "1.2.840.10008.1.2.4.93": "JPEG 2000, several components (\(identifier))"
    case "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202", "1.2.840.10008.1.2.4.203":
      "High-Throughput JPEG 2000 (\(identifier))"
    default: String(identifier.prefix(64).filter { $0.isNumber || $0 == "." })
    }
  }
}
