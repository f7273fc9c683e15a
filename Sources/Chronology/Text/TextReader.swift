// SPDX-License-Identifier: Apache-2.0

/// A cursor over the UTF-8 of a short text.
struct TextReader {
  private let bytes: [UInt8]
  private(set) var offset = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { offset >= bytes.count }

  /// What has not been read, or "nothing".
  var restText: String { isAtEnd ? "nothing" : String(decoding: bytes[offset...], as: UTF8.self) }

  static func slice(_ text: String, _ start: Int, _ end: Int) -> String {
    let bytes = Array(text.utf8)
    guard start <= end, end <= bytes.count else { return text }
    var slice = bytes[start..<end]
    while slice.first == 32 { slice.removeFirst() }
    while slice.last == 32 { slice.removeLast() }
    return String(decoding: slice, as: UTF8.self)
  }

  mutating func skipSpaces() { while offset < bytes.count, bytes[offset] == 32 { offset += 1 } }

  /// Takes a literal, if it stands here. A leading space stands for one or more.
  mutating func take(_ literal: String) -> Bool {
    var position = offset
    for (index, byte) in literal.utf8.enumerated() {
      guard position < bytes.count, bytes[position] == byte else { return false }
      position += 1
      if index == 0, byte == 32 { while position < bytes.count, bytes[position] == 32 { position += 1 } }
    }
    offset = position
    return true
  }

  func peek(_ literal: String) -> Bool {
    var copy = self
    return copy.take(literal)
  }

  mutating func takeDigits() -> String { takeWhile { $0 >= 48 && $0 <= 57 } }

  var peekIsDecimalPoint: Bool {
    offset + 1 < bytes.count && bytes[offset] == 46 && bytes[offset + 1] >= 48 && bytes[offset + 1] <= 57
  }

  mutating func takeFraction() -> String {
    offset += 1
    return takeDigits()
  }

  /// Letters, ASCII or not.
  mutating func takeWord() -> String {
    takeWhile { ($0 >= 65 && $0 <= 90) || ($0 >= 97 && $0 <= 122) || $0 >= 128 }
  }

  /// An identifier: letters, digits, dot, hyphen, underscore.
  mutating func takeIdentifier() -> String {
    takeWhile {
      ($0 >= 65 && $0 <= 90) || ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 || $0 == 46 || $0 == 95
    }
  }

  private mutating func takeWhile(_ isWanted: (UInt8) -> Bool) -> String {
    let start = offset
    while offset < bytes.count, isWanted(bytes[offset]) { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }
}
