// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Plain

/// What `dcmdump +p -Un` has printed: a line an element, with its path of tags and its values.
struct HeaderLines {
  /// An element.
  struct Element {
    /// `(0028,0030)`, or of one within sequences `(0054,0016).(0018,1074)`; in small letters.
    let path: Substring
    let values: [String]
    /// Its own tag: `0018,1074`.
    var tag: String { String(path.suffix(10).dropLast()) }
    /// Whether it stands within no sequence.
    var isOwn: Bool { path.count == 11 }
  }

  /// The elements that have values, in the order of the file.
  let elements: [Element]

  init(_ text: String) {
    elements = text.split(whereSeparator: \.isNewline).compactMap { line in
      guard let head = line.firstIndex(of: " "), line.first == "(" else { return nil }
      let path = line[..<head]
      let rest = line[head...].dropFirst()
      guard path.hasSuffix(")"), path.count >= 11, rest.count > 3, let found = Self.values(rest.dropFirst(3)) else {
        return nil
      }
      return Element(path: path, values: found)
    }
  }

  /// The values in `[A\B]  # 4, 2 Name`, or of a number without brackets; nil for none.
  private static func values(_ text: Substring) -> [String]? {
    let text = text.drop { $0 == " " }
    let plain: Substring
    if text.first == "[" {
      guard
        let end = text.range(
          of: "]", options: .backwards, range: text.startIndex..<(text.lastIndex(of: "#") ?? text.endIndex))
      else { return nil }
      plain = text[text.index(after: text.startIndex)..<end.lowerBound]
    } else if text.first == "(" || text.first == "=" {
      return nil
    } else {
      plain = text.prefix { $0 != " " }
    }
    let values = plain.split(separator: "\\", omittingEmptySubsequences: false).map { String($0).trimmed }
    return values.allSatisfy(\.isEmpty) ? nil : values
  }
}
