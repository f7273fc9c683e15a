// SPDX-License-Identifier: Apache-2.0

import Plain

/// Keys that stand twice in one mapping.
///
/// The parser refuses a file at the first of them. To tell the others too, and the rest of the file, the text is
/// read again with the key masked by characters of private use, in the same columns.
struct RepeatedKeys {
  /// The text with the keys masked.
  private(set) var text: String
  private var lines: [[Unicode.Scalar]] = []
  private var masked: [Mark: String] = [:]

  init(text: String) { self.text = text }

  /// Masks the key at a mark. False if there is nothing to mask.
  mutating func mask(_ mark: Mark) -> Bool {
    if lines.isEmpty { lines = Self.lines(text) }
    guard mark.line >= 1, mark.line <= lines.count, masked[mark] == nil,
      let private0 = Unicode.Scalar(0xE000 + UInt32(masked.count))
    else { return false }
    var line = lines[mark.line - 1]
    var start = mark.column - 1
    guard start >= 0, start < line.count else { return false }
    let quote = line[start]
    let isQuoted = quote == "\"" || quote == "'"
    if isQuoted { start += 1 }
    var end = start
    while end < line.count, isQuoted ? line[end] != quote : line[end] != ":" { end += 1 }
    guard end > start else { return false }
    var original = String.UnicodeScalarView()
    original.append(contentsOf: line[start..<end])
    masked[mark] = String(original)
    line[start] = private0
    lines[mark.line - 1] = line
    var all = String.UnicodeScalarView()
    for line in lines { all.append(contentsOf: line) }
    text = String(all)
    return true
  }

  /// Whether the key at a mark was masked.
  func isMasked(_ mark: Mark) -> Bool { masked[mark] != nil }

  /// The key that was masked.
  func original(_ mark: Mark) -> String { masked[mark] ?? "" }

  /// Tells each key that is there again, at its later places.
  func report(_ log: ProblemLog, seen: [(mapping: Mark, key: String, mark: Mark)]) {
    guard !masked.isEmpty else { return }
    var first: [Mark: [String: Mark]] = [:]
    for (mapping, key, mark) in seen.sorted(by: { $0.mark < $1.mark }) {
      let key = key.trimmed
      if let earlier = first[mapping]?[key] {
        log.error(mark, "the key \(ProblemLog.quoted(key)) is there twice; first in line \(earlier.line)")
      } else {
        first[mapping, default: [:]][key] = mark
      }
    }
  }

  /// Lines with their ends, so that they join to the text.
  private static func lines(_ text: String) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = [[]]
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if previous == "\n" || (previous == "\r" && scalar != "\n") { lines.append([]) }
      lines[lines.count - 1].append(scalar)
      previous = scalar
    }
    return lines
  }
}
