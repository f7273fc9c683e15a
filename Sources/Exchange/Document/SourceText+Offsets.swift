// SPDX-License-Identifier: Apache-2.0

extension SourceText {
  /// The place of an offset in the text of an item. Where the text is written as it reads, on one line, this points
  /// into it; else (escapes, several lines) to where the item begins.
  func mark(in item: Item, text: String, utf8Offset offset: Int) -> Mark {
    guard item.mark.line >= 1, item.mark.line <= lines.count else { return item.mark }
    let scalars = line(item.mark.line).unicodeScalars
    var written = scalars.dropFirst(item.mark.column - 1)
    var start = item.mark.column
    if let quote = written.first, quote == "\"" || quote == "'" {
      written = written.dropFirst()
      start += 1
    }
    while let first = written.first, first == " " {
      written = written.dropFirst()
      start += 1
    }
    guard written.starts(with: text.unicodeScalars) else { return item.mark }
    let index = text.utf8.index(text.utf8.startIndex, offsetBy: max(0, offset), limitedBy: text.utf8.endIndex)
    guard let index else { return Mark(line: item.mark.line, column: start) }
    return Mark(line: item.mark.line, column: start + text.unicodeScalars[..<index].count)
  }
}
