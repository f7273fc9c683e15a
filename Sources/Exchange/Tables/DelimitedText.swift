// SPDX-License-Identifier: Apache-2.0

import Course
package import Notation
import Plain

/// Rows of separated values (RFC 4180): fields may stand in quotes, and hold separators, line ends and doubled quotes.
///
/// The separator is a comma, or what German spreadsheets write: a semicolon, if the first line has one and no comma.
///
/// Generic over the bytes, so that a test can count how often they are looked at: it is in proportion to their number.
struct DelimitedText<Bytes: RandomAccessCollection> where Bytes.Element == UInt8, Bytes.Index == Int {
  let log: ProblemLog
  let separator: UInt8
  private let bytes: Bytes
  private var index = 0
  private var line = 1
  /// Rows so far, blank ones among them.
  private var number = 0
  /// Characters of the line before `counted`, where the last mark was asked for.
  private var column = 0
  private var counted = 0

  /// - Parameter separator: what stands between two fields; nil where the first line shows it.
  init(_ log: ProblemLog, bytes: Bytes, separator: UInt8? = nil) {
    self.log = log
    self.bytes = bytes
    if let separator {
      self.separator = separator
      return
    }
    let header = log.text.bytes[log.text.lines[0]]
    let isSemicolon = header.contains(UInt8(ascii: ";")) && !header.contains(UInt8(ascii: ","))
    self.separator = isSemicolon ? UInt8(ascii: ";") : UInt8(ascii: ",")
  }

  /// The offset behind the last row that was given, and the line ends and the rows before it, blank ones among them.
  var behind: (offset: Int, lines: Int, rows: Int) { (index, line - 1, number) }

  /// The next row; nil at the end, or after a quote that is never closed.
  mutating func next() -> DelimitedRow? {
    while index < bytes.count {
      let first = line
      var cells: [DelimitedCell] = []
      while true {
        guard let cell = cell() else { return nil }
        cells.append(cell)
        if index < bytes.count, bytes[index] == separator {
          index += 1
        } else {
          break
        }
      }
      takeLineEnd()
      number += 1
      if cells.count > 1 || !cells[0].text.isEmpty { return DelimitedRow(cells: cells, line: first, number: number) }
    }
    return nil
  }

  /// The place of the next byte. It goes on from the place before: a line of ten thousand separators is not counted ten thousand times.
  private mutating func takeMark() -> Mark {
    while counted < index {
      if bytes[counted] & 0xC0 != 0x80 { column += 1 }
      counted += 1
    }
    return Mark(line: line, column: column + 1)
  }

  private mutating func takeLineEnd() {
    guard index < bytes.count else { return }
    if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
    index += 1
    line += 1
    column = 0
    counted = index
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func cell() -> DelimitedCell? {
    let mark = takeMark()
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { return quotedCell(mark) }
    let start = index
    while index < bytes.count, bytes[index] != separator, !isLineEnd(bytes[index]) { index += 1 }
    return DelimitedCell(text: String(decoding: bytes[start..<index], as: UTF8.self).trimmed, mark: mark)
  }

  private mutating func quotedCell(_ mark: Mark) -> DelimitedCell? {
    let quote = UInt8(ascii: "\"")
    var content: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote {
        index += 1
        guard index < bytes.count, bytes[index] == quote else {
          takeRest(after: mark)
          return DelimitedCell(text: String(decoding: content, as: UTF8.self).trimmed, mark: mark, isQuoted: true)
        }
        content.append(quote)
        index += 1
      } else if isLineEnd(byte) {
        content.append(0x0A)
        takeLineEnd()
      } else {
        content.append(byte)
        index += 1
      }
    }
    log.error(mark, "a quote that is never closed", expected: "`\"` at the end; within quoted text a quote is doubled")
    return nil
  }

  /// Text after a closing quote is told and left out.
  private mutating func takeRest(after mark: Mark) {
    var isBlank = true
    let rest = takeMark()
    while index < bytes.count, bytes[index] != separator, !isLineEnd(bytes[index]) {
      if bytes[index] != 0x20 { isBlank = false }
      index += 1
    }
    if !isBlank { log.error(rest, "text after a closing quote", expected: "a separator; a quote in quotes is doubled") }
  }
}

extension DelimitedText where Bytes == [UInt8] {
  /// The rows of a file.
  init(_ log: ProblemLog, separator: UInt8? = nil) {
    self.init(log, bytes: log.text.bytes, separator: separator)
  }
}

/// A field and where it begins.
package struct DelimitedCell: Equatable {
  package var text: String
  package var mark: Notation.Mark
  /// Whether it stands in quotes.
  package var isQuoted = false
}

/// A row that is not blank.
package struct DelimitedRow: Equatable {
  package var cells: [DelimitedCell]
  /// The line on which it begins.
  package var line: Int
  /// Its number as a spreadsheet counts rows, from 1: a field of several lines is in one row.
  package var number: Int
}
