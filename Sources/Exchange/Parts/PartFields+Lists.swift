// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension PartFields {
  /// Both changes of one field that holds a list, such as the dose phases of a therapy: what only one has changed of an item is as that one has it, and what one has put at the
  /// end is there. nil where both have changed the same, or where nobody can tell which item became which.
  static func mergedList(base: String, mine: String, theirs: String) -> String? {
    guard let before = FieldList(base), let one = FieldList(mine), let other = FieldList(theirs),
      before.head == one.head, before.head == other.head,
      one.items.count >= before.items.count, other.items.count >= before.items.count
    else { return nil }
    var items: [String] = []
    for (index, item) in before.items.enumerated() {
      let (first, second) = (one.items[index], other.items[index])
      if first == second || first == item {
        items.append(second)
      } else if second == item {
        items.append(first)
      } else if let both = mergedItem(base: item, mine: first, theirs: second, indent: before.indent) {
        items.append(both)
      } else {
        return nil
      }
    }
    let (added, more) = (one.items.dropFirst(items.count), other.items.dropFirst(items.count))
    guard added.isEmpty || more.isEmpty || added == more else { return nil }
    return before.head + (items + (more.isEmpty ? added : more)).joined()
  }

  /// Both changes of one item, key by key.
  private static func mergedItem(base: String, mine: String, theirs: String, indent: Int) -> String? {
    func fields(_ text: String) -> PartFields? { try? PartFields(StudyPart(kind: .entry, text: text)) }
    guard let before = fields(base), let one = fields(mine), let other = fields(theirs) else { return nil }
    let (fields, conflicts) = merged(base: before, mine: one, theirs: other)
    guard conflicts.isEmpty else { return nil }
    let lines = fields.text(.entry).split(separator: "\n", omittingEmptySubsequences: true)
    // An entry stands two columns in.
    return lines.map { String(repeating: " ", count: indent) + $0.dropFirst(2) + "\n" }.joined()
  }
}

/// A field in canonical layout whose value is a list with a line or more for each item.
private struct FieldList {
  /// The line of the key.
  var head: String
  /// How far in the hyphens stand.
  var indent: Int
  /// The lines of each item, with the comments above it.
  var items: [String]

  init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { String($0) + "\n" }
    guard let first = lines.first, first.hasSuffix(":\n"), lines.count > 1 else { return nil }
    let indent = lines[1].prefix { $0 == " " }.count
    var items: [String] = []
    var above = ""
    for line in lines.dropFirst() {
      let own = line.prefix { $0 == " " }.count
      let rest = line.dropFirst(own)
      if own == indent, rest.hasPrefix("- ") {
        items.append(above + line)
        above = ""
      } else if own == indent, rest.hasPrefix("#") {
        above += line
      } else if own > indent, above.isEmpty, !items.isEmpty {
        items[items.count - 1] += line
      } else {
        return nil
      }
    }
    guard above.isEmpty, !items.isEmpty else { return nil }
    head = first
    self.indent = indent
    self.items = items
  }
}
