// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// Where in the text of a patient's file lines can be put under `images` of an entry.
struct EntryEdit {
  private let text: SourceText
  private let place: SourceLocation
  private let fields: [Item.Field]
  /// The column of the entry's keys, from 0.
  private let column: Int

  /// An entry of a course, by where it stands.
  init(_ text: SourceText, _ place: SourceLocation) throws(ImageInsertion.Refusal) {
    (self.text, self.place) = (text, place)
    guard let root = Document.parse(ProblemLog(text: text)), case .fields(let all) = root.content,
      let course = all.first(where: { $0.key == "course" }), case .list(let items) = course.value.content,
      let item = items.first(where: { text.location($0.mark) == place }), case .fields(let fields) = item.content,
      let first = fields.first
    else { throw .another(place) }
    self.fields = fields
    column = first.mark.column - 1
    guard first.mark == item.mark, Self.hyphen(before: item.mark, text) != nil else {
      throw .form(
        place, found: first.mark == item.mark ? "an entry that is not behind its hyphen" : "an entry in brackets",
        expected: Self.form)
    }
    guard fields.allSatisfy({ $0.mark.column == first.mark.column }),
      Set(fields.map(\.mark.line)).count == fields.count
    else { throw .form(place, found: "an entry in brackets", expected: Self.form) }
  }

  private static let form =
    "`- assessment: …` with a key a line, as `verlauf format` writes a long one"

  /// The lines as they are put into the text: with the byte at which they are put, and the number of the first of them.
  ///
  /// - Parameter list: the item of a list, as it stands without indentation.
  func lines(_ list: String) throws(ImageInsertion.Refusal) -> (text: String, offset: Int, line: Int) {
    let indent: Int
    let end: Int
    var added: [String] = []
    if let images = fields.first(where: { $0.key == "images" }) {
      let found = text.location(images.mark)
      guard case .list(let items) = images.value.content, let last = items.last,
        let hyphen = Self.hyphen(before: last.mark, text),
        items.allSatisfy({ Self.hyphen(before: $0.mark, text) == hyphen })
      else {
        throw .form(
          found, found: "`images` that are no list of lines",
          expected: "each picture behind a hyphen on a line of its own, or no key `images`")
      }
      indent = hyphen
      end = self.end(from: last.mark.line - 1, column: hyphen)
    } else {
      indent = column + 2
      end = self.end(from: place.line - 1, column: column - 1)
      added.append(String(repeating: " ", count: column) + "images:")
    }
    added += list.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      line.isEmpty ? "" : String(repeating: " ", count: indent) + line
    }
    let ending = lineEnding
    let isOpen = end == text.lines.count
    // A file whose last line has no end gets none.
    let joined = added.joined(separator: ending)
    let offset = isOpen ? text.bytes.count : text.lines[end].lowerBound
    return (isOpen ? ending + joined : joined + ending, offset, end + 1)
  }

  /// The line, from 0, behind the last that is of what begins at a line: further in than a column, with the comments that stand there.
  private func end(from line: Int, column: Int) -> Int {
    var (index, end) = (line + 1, line + 1)
    while index < text.lines.count {
      let own = text.bytes[text.lines[index]]
      let indent = own.prefix { $0 == UInt8(ascii: " ") }.count
      if indent < own.count {
        if indent > column {
          end = index + 1
        } else if own[own.startIndex + indent] != UInt8(ascii: "#") {
          break
        }
      }
      index += 1
    }
    return end
  }

  /// The column, from 0, of the hyphen that stands before an item on its line, with nothing else; nil for none.
  private static func hyphen(before mark: Mark, _ text: SourceText) -> Int? {
    guard text.lines.indices.contains(mark.line - 1) else { return nil }
    let before = text.bytes[text.lines[mark.line - 1]].prefix(mark.column - 1)
    let indent = before.prefix { $0 == UInt8(ascii: " ") }.count
    let rest = before.dropFirst(indent)
    guard rest.first == UInt8(ascii: "-"), rest.count > 1, rest.dropFirst().allSatisfy({ $0 == UInt8(ascii: " ") })
    else { return nil }
    return indent
  }

  /// How lines end here, by the first that has an end.
  private var lineEnding: String {
    guard let end = text.lines.first?.upperBound, end < text.bytes.count else { return "\n" }
    guard text.bytes[end] == 0x0D else { return "\n" }
    return end + 1 < text.bytes.count && text.bytes[end + 1] == 0x0A ? "\r\n" : "\r"
  }
}
