// SPDX-License-Identifier: Apache-2.0

/// Measures text without a font file: the advance widths of DejaVu Sans are compiled in.
///
///     TextMeasure.width(of: "ANC < 1.5 × 10⁹/L → delay", style: TextStyle(size: 8))  // 107.5 pt
public enum TextMeasure {
  /// The width of a text on one line, in points.
  ///
  /// A glyph the table does not know counts as its widest, so that a measured text is never too narrow.
  public static func width(of text: String, style: TextStyle) -> Double {
    let metrics = style.weight == .bold ? FontMetrics.bold : FontMetrics.regular
    return text.unicodeScalars.reduce(0) { $0 + metrics.advance(of: $1) } * style.size
  }

  /// The text, or as much of its beginning as finds room with an ellipsis behind it: whole words, where the first of them finds room.
  public static func shortened(_ text: String, width: Double, style: TextStyle) -> String {
    guard !fits(text, in: width, style: style) else { return text }
    var kept = text
    while !kept.isEmpty {
      kept.removeLast()
      if fits(kept + "…", in: width, style: style) { break }
    }
    let isWithinWord = text.dropFirst(kept.count).first.map { $0 != " " } ?? false
    if isWithinWord, let space = kept.lastIndex(of: " ") { kept = String(kept[..<space]) }
    while let last = kept.last, last.isWhitespace || last.isPunctuation { kept.removeLast() }
    return kept + "…"
  }

  /// Breaks a text into lines no wider than `width` points. Nothing is ever cut off.
  ///
  /// Lines break at spaces, after a hyphen between two letters, and at line feeds; no-break spaces hold. A word wider
  /// than the line is broken between characters. Only a single character can be wider than the line.
  public static func wrap(_ text: String, width: Double, style: TextStyle) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      wrapParagraph(paragraph, width: width, style: style)
    }
  }

  private static func wrapParagraph(_ paragraph: Substring, width: Double, style: TextStyle) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces(of: paragraph) {
      let glue = line.isEmpty || !piece.afterSpace ? "" : " "
      if fits(line + glue + piece.text, in: width, style: style) {
        line += glue + piece.text
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in piece.text {
        if !line.isEmpty && !fits(line + String(character), in: width, style: style) {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    lines.append(line)
    return lines
  }

  private static func fits(_ text: String, in width: Double, style: TextStyle) -> Bool {
    self.width(of: text, style: style) <= width + 1e-9
  }

  /// The parts of a paragraph between which a line may break.
  private static func pieces(of paragraph: Substring) -> [(text: String, afterSpace: Bool)] {
    var pieces: [(text: String, afterSpace: Bool)] = []
    for word in paragraph.split(separator: " ") {
      var piece = ""
      var afterSpace = true
      var previous: Character?
      var hyphenAfterLetter = false
      for character in word {
        if hyphenAfterLetter && character.isLetter {
          pieces.append((piece, afterSpace))
          piece = ""
          afterSpace = false
        }
        piece.append(character)
        hyphenAfterLetter = character == "-" && previous?.isLetter == true
        previous = character
      }
      pieces.append((piece, afterSpace))
    }
    return pieces
  }
}
