// SPDX-License-Identifier: Apache-2.0

import Course
package import Notation
import Plain

extension SourceText {
  /// A file of text may have so many bytes.
  package static let limit = 4_000_000

  /// Bytes as text: UTF-8 with or without a byte order mark, without control characters, in lines of a length
  /// that a person could have written.
  package static func decode(
    _ bytes: [UInt8], file: String, longestLine: Int = SourceText.longestLine
  ) -> Result<SourceText, TextProblem> {
    let start = SourceLocation(file: file, line: 1, column: 1)
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return .failure(
        TextProblem(
          Problem(.error, at: start, "the file is UTF-16", expected: "UTF-8: save the file again with this encoding")))
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let text = String(decoding: content, as: UTF8.self)
    let source = SourceText(file: file, text: text)
    if source.bytes != content {
      let offset = zip(source.bytes, content).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      let location = source.location(source.mark(ofByte: offset ?? 0))
      return .failure(
        TextProblem(
          Problem(
            .error, at: location, "the file is not UTF-8 from here on",
            expected: "UTF-8: save the file again with this encoding")))
    }
    if let offset = content.firstIndex(where: isControl) {
      let code = String(content[offset], radix: 16, uppercase: true)
      return .failure(
        TextProblem(
          Problem(
            .error, at: source.location(source.mark(ofByte: offset)),
            "a control character (U+\(String(repeating: "0", count: 4 - code.count))\(code))", expected: "text")))
    }
    if let long = source.lines.firstIndex(where: { $0.count > longestLine }) {
      return .failure(
        TextProblem(
          Problem(
            .error, at: SourceLocation(file: file, line: long + 1, column: 1),
            "a line of \(source.lines[long].count) bytes", expected: "at most \(longestLine)")))
    }
    return .success(source)
  }

  /// Whether there is more than comments and blank lines.
  var holdsValues: Bool {
    lines.indices.contains { index in
      let text = line(index + 1).trimmed
      return !text.isEmpty && !text.hasPrefix("#")
    }
  }

  /// Whether there are comments and nothing else: a list without an item, where a list is due.
  var holdsCommentsAlone: Bool { !holdsValues && text.contains("#") }

  /// A line may have so many bytes.
  package static let longestLine = 10_000

  private static func isControl(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D) || byte == 0x7F
  }
}

/// A text that cannot be read at all.
package struct TextProblem: Error {
  package var problem: Problem
  init(_ problem: Problem) { self.problem = problem }
}
