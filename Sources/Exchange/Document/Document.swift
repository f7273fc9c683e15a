// SPDX-License-Identifier: Apache-2.0

import Course
package import Notation
import Yams

/// Reads YAML into an ``Item``, safely: nothing a file contains makes this crash, hang or grow without bound.
package enum Document {
  /// A document may nest so deep. The format needs nine levels.
  static let deepest = 32
  /// A document may have so many values.
  static let mostItems = 400_000
  /// A repeated key is told so often in one file.
  static let mostRepeatedKeys = 20

  /// The document of a text, or nil after telling why there is none.
  package static func parse(_ log: ProblemLog) -> Item? {
    if let mark = AnchorLimit.excess(in: log.text) {
      log.error(mark, "too many anchors or aliases (`&`, `*`)", expected: "each value written out")
      return nil
    }
    guard HiddenCharacter.areAbsent(log) else { return nil }
    var repeated = RepeatedKeys(text: log.text.text)
    for _ in 0...mostRepeatedKeys {
      do {
        log.effort.parses += 1
        let parser = try Parser(yaml: repeated.text, resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else {
          log.error(.start, "the file is empty")
          return nil
        }
        var converter = Converter(log: log, repeated: repeated)
        let item = converter.item(root, depth: 0)
        log.effort.values += converter.count
        if converter.isFull { return nil }
        repeated.report(log, seen: converter.keys)
        if case .empty = item?.content {
          log.error(.start, "the file is empty")
          return nil
        }
        return item
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        if repeated.mask(Mark(line: context.mark.line, column: context.mark.column)) { continue }
        log.error(
          Mark(line: context.mark.line, column: context.mark.column),
          "the key \(ProblemLog.quoted(keys.first ?? "")) is there twice")
        return nil
      } catch {
        SyntaxProblem.report(error, log)
        return nil
      }
    }
    log.error(.start, "more than \(mostRepeatedKeys) keys are there twice", expected: "each key once")
    return nil
  }
}

/// Turns the parser's nodes into items.
private struct Converter {
  let log: ProblemLog
  let repeated: RepeatedKeys
  var count = 0
  /// All keys by mark, to find the first of a key that is there twice.
  var keys: [(mapping: Mark, key: String, mark: Mark)] = []
  private(set) var isFull = false

  init(log: ProblemLog, repeated: RepeatedKeys) {
    self.log = log
    self.repeated = repeated
  }

  mutating func item(_ node: Node, depth: Int) -> Item? {
    let mark = node.mark.map { Mark(line: $0.line, column: $0.column) } ?? .start
    count += 1
    if isFull { return nil }
    if count > Document.mostItems || depth > Document.deepest {
      isFull = true
      log.error(
        mark, depth > Document.deepest ? "this is nested too deep" : "the file has too many values",
        expected: depth > Document.deepest
          ? "at most \(Document.deepest) levels" : "at most \(Document.mostItems) in a file")
      return nil
    }
    if let anchor = node.anchor {
      log.error(
        mark, "an anchor or alias (\(ProblemLog.quoted("&" + anchor.rawValue)))",
        expected: "the value written out; text that begins with `&` or `*` stands in quotes")
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) {
        return Item(content: .empty, mark: mark)
      }
      var item = Item(content: .text(scalar.string), mark: mark)
      switch scalar.style {
      case .singleQuoted, .doubleQuoted: item.style = .quoted
      case .literal, .folded: item.style = .block
      case .plain, .any: item.style = .plain
      }
      return item
    case .sequence(let sequence):
      var items: [Item] = []
      for child in sequence { if let item = item(child, depth: depth + 1) { items.append(item) } }
      return Item(content: .list(items), mark: mark)
    case .mapping(let mapping):
      var fields: [Item.Field] = []
      for (keyNode, valueNode) in mapping {
        guard let field = field(keyNode, valueNode, depth: depth, mapping: mark) else { continue }
        fields.append(field)
      }
      return Item(content: .fields(fields), mark: mark)
    case .alias:
      log.error(mark, "an alias (`*`)", expected: "the value written out")
      return nil
    }
  }

  private mutating func field(_ keyNode: Node, _ valueNode: Node, depth: Int, mapping: Mark) -> Item.Field? {
    let keyMark = keyNode.mark.map { Mark(line: $0.line, column: $0.column) } ?? mapping
    guard case .scalar(let scalar) = keyNode else {
      log.error(keyMark, "a list or mapping where a key should stand", expected: "`key: value`")
      return nil
    }
    guard let value = item(valueNode, depth: depth + 1) else { return nil }
    if repeated.isMasked(keyMark) {
      keys.append((mapping, repeated.original(keyMark), keyMark))
      return nil
    }
    keys.append((mapping, scalar.string, keyMark))
    return Item.Field(key: scalar.string, mark: keyMark, value: value)
  }
}
