// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Why a picture cannot be had.
public enum ImageFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// A program that reads it is not in the search path.
  case converterMissing(String)
  /// It is no PNG, JPEG, TIFF or DICOM file.
  case unknownFormat
  /// Its header has no size, or it ends in the middle of its header.
  case noSize(ImageFormat)
  /// It has more pixels than are read.
  case tooLarge(width: Int, height: Int, frames: Int)
  /// It has no pixels: a report, a plan.
  case noPixels
  /// A transfer syntax that neither dcmtk nor GDCM reads.
  case transferSyntax(String)
  /// There is no such frame.
  case frame(Int, of: Int)
  /// It is damaged, or its end is missing: the words of the converter.
  case unreadable(String)
  /// A window was asked for of a picture whose greys are already there, or that has colours.
  case noWindow(ImageFormat)
  /// Its pixels are fewer than its header says, in bytes.
  case fewPixels(Int, of: Int)
  /// Standardised uptake cannot be had.
  case uptake(UptakeNotDetermined)
  /// A PET cannot be laid over a scan.
  case notOver(String)
  /// A region that was to be blanked lies outside of the picture.
  case regionOutside(String, width: Int, height: Int)
  /// The converter took too long, too much memory, or printed too much.
  case refused(String)

  /// The packages of Debian and of Homebrew that have a program.
  static func packages(of program: String) -> (debian: String, brew: String) {
    switch program {
    case "tesseract": ("tesseract-ocr", "tesseract")
    case "gdcmconv": ("libgdcm-tools", "gdcm")
    case _ where program.hasPrefix("dcm"): ("dcmtk", "dcmtk")
    default: ("netpbm", "netpbm")
    }
  }

  /// What is wrong and what helps.
  public var description: String {
    switch self {
    case .converterMissing(let program):
      let (package, brew) = Self.packages(of: program)
      return
        "pictures are read by \(program), which is not installed. Debian and Ubuntu: apt install \(package). macOS: brew install \(brew)."
    case .unknownFormat: return "no picture that is read; expected a PNG, JPEG, TIFF or DICOM file"
    case .noSize(let format): return "a \(format.rawValue) file whose header has no size, or ends in the middle"
    case .tooLarge(let width, let height, let frames):
      let all = frames > 1 ? " in \(frames) frames" : ""
      return
        "\(width) x \(height) pixels\(all); at most \(ImageLimits.pixels / 1_000_000) million pixels of at most \(ImageLimits.side) a side are read"
    case .noPixels: return "a DICOM file without pixels, such as a report or a plan"
    case .transferSyntax(let name):
      return
        "the transfer syntax \(name) is none that is read; expected uncompressed, RLE, JPEG, JPEG-LS or JPEG 2000 pixels: export it uncompressed"
    case .frame(let number, let count):
      return "frame \(number) of a file with \(count) \(count == 1 ? "frame" : "frames")"
    case .noWindow(let format):
      let what = format == .dicom ? "DICOM file of colours" : "\(format.rawValue) file"
      return "a window was asked for of a \(what); expected a DICOM file of greys, whose values a window makes greys of"
    case .fewPixels(let found, let needed):
      return
        "its end is missing: \(found) bytes of pixels, where its header says \(needed) (rows x columns x samples x bits x frames); export it again"
    case .unreadable(let words): return "it cannot be read: \(words)"
    case .uptake(let reasons): return "standardised uptake (SUV) is \(reasons)"
    case .notOver(let reason):
      return "the PET cannot be laid over that scan: \(reason). Add both pictures, which then stand side by side."
    case .regionOutside(let region, let width, let height):
      return "the region \(region) lies outside of its \(width) x \(height) pixels: nothing would be blanked"
    case .refused(let words): return "refused: \(words)"
    }
  }
}
