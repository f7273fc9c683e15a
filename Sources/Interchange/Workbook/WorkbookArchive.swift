// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// The parts of a workbook, which is a ZIP archive (ECMA-376, Open Packaging Conventions). They are unpacked by `bsdtar` of libarchive through pipes, with a limit of size and time: no file is made, and no bomb goes off here.
struct WorkbookArchive {
  /// Why a part is not there to read: in words, and what would be right.
  struct Refusal: Error, Equatable {
    var message: String
    var expected: String?

    init(_ message: String, expected: String? = nil) {
      self.message = message
      self.expected = expected
    }
  }

  private let bytes: [UInt8]
  private let program: String

  /// Whether bytes are a ZIP archive.
  static func isArchive(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  /// Whether bytes are a file of the older Excel, or a workbook with a password: both are OLE compound files.
  static func isCompound(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) }

  /// An archive of bytes, to be unpacked by the program in a search path, by default that of the environment.
  init(_ bytes: [UInt8], searchPath: String? = ProcessInfo.processInfo.environment["PATH"]) throws(Refusal) {
    guard let program = Filter.path(of: "bsdtar", in: searchPath ?? "") else {
      throw Refusal(
        "a workbook is unpacked by bsdtar, which is not installed",
        expected:
          "Debian and Ubuntu: apt install libarchive-tools (macOS brings it); or the sheet saved as CSV")
    }
    self.bytes = bytes
    self.program = program
  }

  /// The bytes of a part by its path in the archive; nil where there is none.
  func part(_ path: String) throws(Refusal) -> [UInt8]? {
    // bsdtar takes patterns: a path of other signs could mean several parts.
    guard path.utf8.count <= 200, !path.contains(".."),
      path.unicodeScalars.allSatisfy({
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-./".unicodeScalars.contains($0))
      })
    else {
      throw Refusal("a part with the path `\(path.prefix(60))`", expected: "letters, digits, `_`, `-`, `.` and `/`")
    }
    do throws(Filter.Failure) {
      return try Filter.run(program, ["-xOf", "-", "--", path], input: bytes, seconds: 60, limit: SheetLimits.part)
    } catch {
      switch error {
      case .status(_, let message) where message.contains("Not found in archive"): return nil
      case .status(_, let message):
        throw Refusal("`\(path)` cannot be unpacked: \(message.split(separator: "\n").first.map(String.init) ?? "")")
      case .sizeLimit(let bytes):
        throw Refusal(
          "`\(path)` has more than \(bytes) bytes when it is unpacked", expected: "less; or the sheet as CSV")
      case .timeLimit(let seconds): throw Refusal("`\(path)` was not unpacked within \(seconds) s")
      case .system(let error): throw Refusal("bsdtar: \(error)")
      }
    }
  }
}
