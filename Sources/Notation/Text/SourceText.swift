// SPDX-License-Identifier: Apache-2.0

package import Course

/// A place in a text as the YAML parser counts it: line and column from 1, columns in Unicode scalars.
package struct Mark: Sendable, Hashable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The beginning of a text.
  package static let start = Mark(line: 1, column: 1)

  package static func < (first: Mark, second: Mark) -> Bool {
    (first.line, first.column) < (second.line, second.column)
  }
}

/// The text of one file, with its lines, so that places in it can be told as an editor shows them.
package struct SourceText: Sendable {
  /// The path relative to the study folder.
  package let file: String
  /// The text, without a byte order mark.
  package let text: String
  /// Lines as byte ranges of `text.utf8`, without their ends.
  package let lines: [Range<Int>]
  /// The bytes of the text.
  package let bytes: [UInt8]

  /// A text whose bytes are UTF-8.
  package init(file: String, text: String) {
    self.init(file: file, bytes: Array(text.utf8), text: text)
  }

  private init(file: String, bytes: [UInt8], text: String) {
    self.file = file
    self.text = text
    self.bytes = bytes
    var lines: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D {
        lines.append(start..<index)
        if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        start = index + 1
      }
      index += 1
    }
    lines.append(start..<bytes.count)
    self.lines = lines
  }

  /// A line, from 1; empty beyond the end.
  package func line(_ number: Int) -> String {
    guard number >= 1, number <= lines.count else { return "" }
    return String(decoding: bytes[lines[number - 1]], as: UTF8.self)
  }

  /// The place of a mark, its column counted in characters.
  ///
  /// The parser puts the end of a text that ends within a line on a line of its own, which no editor shows.
  package func location(_ mark: Mark) -> SourceLocation {
    if mark.line > lines.count { return location(self.mark(ofByte: bytes.count)) }
    guard mark.line >= 1, mark.line <= lines.count, bytes[lines[mark.line - 1]].contains(where: { $0 >= 0x80 }) else {
      return SourceLocation(file: file, line: max(1, mark.line), column: max(1, mark.column))
    }
    let before = String(String.UnicodeScalarView(line(mark.line).unicodeScalars.prefix(mark.column - 1)))
    return SourceLocation(file: file, line: mark.line, column: before.count + 1)
  }

  /// The mark of a byte offset.
  package func mark(ofByte offset: Int) -> Mark {
    var (low, high) = (0, lines.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lines[middle].lowerBound <= offset { low = middle } else { high = middle - 1 }
    }
    let start = lines[low].lowerBound
    let before = String(decoding: bytes[start..<min(max(start, offset), bytes.count)], as: UTF8.self)
    return Mark(line: low + 1, column: before.unicodeScalars.count + 1)
  }
}
