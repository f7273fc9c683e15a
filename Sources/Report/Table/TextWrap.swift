// SPDX-License-Identifier: Apache-2.0

import Plain

/// Text in lines of so many cells of a terminal. Lines break at spaces; a word that is longer than a line breaks after a hyphen, and
/// within only where it must. A number, and what is joined to it, breaks only where it is longer than a line.
enum TextWrap {
  /// The lines of a text, none longer than a width of at least 2.
  static func lines(_ text: String, _ width: Int) -> [String] {
    let width = max(width, 2)
    var lines: [String] = []
    for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var line = Line(width: width)
      for word in words(paragraph) {
        let cells = word.terminalCells
        if line.cells > 0, line.cells + 1 + cells <= width {
          line.append(" " + word, cells + 1)
          continue
        }
        line.end(&lines)
        guard cells > width else {
          line.append(String(word), cells)
          continue
        }
        for piece in pieces(word) { place(piece, on: &line, &lines) }
      }
      lines.append(line.text)
    }
    return lines
  }

  /// The words of a line. A relation stays with what follows it: `≤ 6.5` is one.
  static func words(_ text: Substring) -> [Substring] {
    var words: [Substring] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      if let last = words.last, last.count == 1, "≤≥<>~=≈".contains(last) {
        words[words.count - 1] = text[last.startIndex..<word.endIndex]
      } else {
        words.append(word)
      }
    }
    return words
  }

  /// The parts of a word that stay whole where they can: it may break after a hyphen, unless that stands between digits as in a date.
  static func pieces(_ word: Substring) -> [Substring] {
    var pieces: [Substring] = []
    var start = word.startIndex
    var index = word.startIndex
    var before: Character?
    while index < word.endIndex {
      let next = word.index(after: index)
      if word[index] == "-", let earlier = before, earlier != "-", next < word.endIndex,
        !(earlier.isNumber && word[next].isNumber)
      {
        pieces.append(word[start..<next])
        start = next
      }
      before = word[index]
      index = next
    }
    if start < word.endIndex { pieces.append(word[start...]) }
    return pieces
  }

  /// Whether a piece is a number or holds one.
  static func isNumber(_ piece: Substring) -> Bool { piece.contains(where: \.isNumber) }

  private struct Line {
    let width: Int
    var text = ""
    var cells = 0

    init(width: Int) { self.width = width }

    mutating func append(_ more: String, _ count: Int) {
      text += more
      cells += count
    }

    mutating func end(_ lines: inout [String]) {
      if !text.isEmpty { lines.append(text) }
      text = ""
      cells = 0
    }
  }

  private static func place(_ piece: Substring, on line: inout Line, _ lines: inout [String]) {
    let cells = piece.terminalCells
    if line.cells + cells > line.width { line.end(&lines) }
    if cells <= line.width { return line.append(String(piece), cells) }
    for character in piece {
      let own = String(character).terminalCells
      if line.cells > 0, line.cells + own > line.width { line.end(&lines) }
      line.append(String(character), own)
    }
  }
}
