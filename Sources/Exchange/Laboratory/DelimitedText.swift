import Course

/// Rows of separated values (RFC 4180): fields may stand in quotes, and hold separators, line ends and doubled quotes.
///
/// The separator is a comma, or what German spreadsheets write: a semicolon, if the first line has one and no comma.
struct DelimitedText {
  /// A field and where it begins.
  struct Cell: Equatable {
    var text: String
    var mark: Mark
  }

  /// A row that is not blank.
  struct Row: Equatable {
    var cells: [Cell]
    var line: Int
  }

  let log: ProblemLog
  let separator: UInt8
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var lineStart = 0

  init(_ log: ProblemLog) {
    self.log = log
    bytes = log.text.bytes
    let header = log.text.bytes[log.text.lines[0]]
    let isSemicolon = header.contains(UInt8(ascii: ";")) && !header.contains(UInt8(ascii: ","))
    separator = isSemicolon ? UInt8(ascii: ";") : UInt8(ascii: ",")
  }

  /// The next row; nil at the end, or after a quote that is never closed.
  mutating func next() -> Row? {
    while index < bytes.count {
      let first = line
      var cells: [Cell] = []
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
      if cells.count > 1 || !cells[0].text.isEmpty { return Row(cells: cells, line: first) }
    }
    return nil
  }

  private var mark: Mark {
    // Columns are wanted for problems only, and lines are short; ASCII needs no count.
    let before = bytes[lineStart..<index]
    let continuation = before.reduce(0) { $1 & 0xC0 == 0x80 ? $0 + 1 : $0 }
    return Mark(line: line, column: before.count - continuation + 1)
  }

  private mutating func takeLineEnd() {
    guard index < bytes.count else { return }
    if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
    index += 1
    line += 1
    lineStart = index
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func cell() -> Cell? {
    let mark = mark
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { return quotedCell(mark) }
    let start = index
    while index < bytes.count, bytes[index] != separator, !isLineEnd(bytes[index]) { index += 1 }
    return Cell(text: String(decoding: bytes[start..<index], as: UTF8.self).trimmed, mark: mark)
  }

  private mutating func quotedCell(_ mark: Mark) -> Cell? {
    let quote = UInt8(ascii: "\"")
    var content: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote {
        index += 1
        guard index < bytes.count, bytes[index] == quote else {
          takeRest(after: mark)
          return Cell(text: String(decoding: content, as: UTF8.self).trimmed, mark: mark)
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
    let rest = self.mark
    while index < bytes.count, bytes[index] != separator, !isLineEnd(bytes[index]) {
      if bytes[index] != 0x20 { isBlank = false }
      index += 1
    }
    if !isBlank { log.error(rest, "text after a closing quote", expected: "a separator; a quote in quotes is doubled") }
  }
}
