// SPDX-License-Identifier: Apache-2.0

import Plain

/// Whether a file is text that can be read block by block: UTF-8 without control characters, in lines that are not too long, as ``SheetText`` demands it of a whole file.
struct PlainTextCheck {
  private let longestLine: Int
  /// The bytes of a character that goes beyond a block.
  private var rest: [UInt8] = []
  private var line = 0

  /// Asks a file; where it is no such text, ``SheetText`` says where and why.
  static func passes(_ parts: InputParts, from start: Int, block: Int) throws(FileRefusal) -> Bool {
    var check = PlainTextCheck(longestLine: SheetLimits.line)
    var offset = start
    while offset < parts.count {
      let end = min(parts.count, offset + block)
      guard check.take(try parts.bytes(offset..<end), isLast: end == parts.count) else { return false }
      offset = end
    }
    return true
  }

  private init(longestLine: Int) { self.longestLine = longestLine }

  private mutating func take(_ bytes: [UInt8], isLast: Bool) -> Bool {
    var isASCII = true
    for byte in bytes {
      switch byte {
      case 0x0A, 0x0D: line = 0
      case 0..<0x20 where byte != 0x09: return false
      case 0x7F: return false
      default:
        if byte >= 0x80 { isASCII = false }
        line += 1
        if line > longestLine { return false }
      }
    }
    return isASCII && rest.isEmpty || isUTF8(bytes, isLast: isLast)
  }

  private mutating func isUTF8(_ bytes: [UInt8], isLast: Bool) -> Bool {
    var own = rest + bytes
    rest = []
    // A character has four bytes at most: a beginning of one waits for the next block.
    if !isLast, let start = own.suffix(3).lastIndex(where: { $0 & 0xC0 != 0x80 }), own[start] >= 0xC0 {
      rest = Array(own[start...])
      own.removeSubrange(start...)
    }
    return String(decoding: own, as: UTF8.self).utf8.elementsEqual(own)
  }
}
