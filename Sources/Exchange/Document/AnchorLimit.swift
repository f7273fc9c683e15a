// SPDX-License-Identifier: Apache-2.0

/// Anchors and aliases of YAML. The format has no use for them; in numbers they can blow a short file up to any
/// size, so they are counted before the parser sees them.
enum AnchorLimit {
  /// So many may stand in a file before it is refused as a whole; fewer are each told by the reader.
  static let most = 12

  /// Where the first one too many stands.
  static func excess(in text: SourceText) -> Mark? {
    var count = 0
    for (index, range) in text.lines.enumerated() {
      var mayStart = true
      for offset in range {
        let byte = text.bytes[offset]
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): mayStart = true
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"): mayStart = true
        case UInt8(ascii: "&"), UInt8(ascii: "*"):
          let next = offset + 1 < range.upperBound ? text.bytes[offset + 1] : UInt8(ascii: " ")
          if mayStart, next != UInt8(ascii: " ") {
            if isValueStart(text, range.lowerBound, offset) {
              count += 1
              if count > most { return Mark(line: index + 1, column: offset - range.lowerBound + 1) }
            }
          }
          mayStart = false
        default: mayStart = false
        }
      }
    }
    return nil
  }

  /// Whether a value may begin here: only `-`, `?`, `:`, brackets, commas, tags or quotes' ends stand before it. In
  /// running text a letter does, which is the common case of `*` and `&` (`surgery & radiation`).
  private static func isValueStart(_ text: SourceText, _ lineStart: Int, _ offset: Int) -> Bool {
    var index = offset - 1
    while index >= lineStart, text.bytes[index] == UInt8(ascii: " ") || text.bytes[index] == UInt8(ascii: "\t") {
      index -= 1
    }
    guard index >= lineStart else { return true }
    if "-?:[{,".utf8.contains(text.bytes[index]) { return true }
    // After a tag or another anchor: `!!seq &a`, `&a *b`.
    while index > lineStart, text.bytes[index] != UInt8(ascii: " ") { index -= 1 }
    return "!&".utf8.contains(text.bytes[text.bytes[index] == UInt8(ascii: " ") ? index + 1 : index])
  }
}
