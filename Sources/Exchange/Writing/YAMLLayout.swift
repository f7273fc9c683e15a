// SPDX-License-Identifier: Apache-2.0

package import Notation
import Plain

/// Lays out a document as YAML, in one way for one document: what is short stands on one line, what is long or has comments on several.
///
/// The text reads back as the same document: texts are plain where a parser reads them as they stand, else in double quotes.
package struct YAMLLayout {
  /// Lines are no longer, where they can be broken.
  static let width = 120
  /// A line is broken at the latest here; the reader takes lines of 10,000 bytes.
  static let longest = 4000

  /// Whether `&` and `*` are escaped, so that many of them in texts are not taken for anchors and aliases.
  private var escapesAnchors = false
  /// Comments and blank lines around the parts of the document.
  var comments = SourceComments()
  private var lines: [String] = []

  init(comments: SourceComments = SourceComments()) { self.comments = comments }

  /// The text of a document whose keys are of a table.
  package static func text(_ root: Item, _ schema: Schema) -> String {
    text(root, schema, comments: SourceComments())
  }

  /// The text of a document with its comments.
  static func text(_ root: Item, _ schema: Schema, comments: SourceComments, escapesAnchors: Bool = false)
    -> String
  {
    var layout = YAMLLayout(comments: comments)
    layout.escapesAnchors = escapesAnchors
    layout.document(root, schema)
    let text = layout.text
    // The reader counts what might be an anchor before it parses, and takes few of them.
    guard !escapesAnchors, AnchorLimit.excess(in: SourceText(file: "", text: text)) != nil else { return text }
    layout = YAMLLayout(comments: comments)
    layout.escapesAnchors = true
    layout.document(root, schema)
    return layout.text
  }

  private var text: String { lines.map { $0 + "\n" }.joined() }

  private mutating func document(_ root: Item, _ schema: Schema) {
    lines += comments.head
    switch root.content {
    case .fields(let fields):
      let table = schema.table(for: root)
      for field in Self.ordered(fields, table) {
        self.field(field, table?.schema(of: field.key), indent: 0, isFirst: false)
      }
    case .list(let items): list(items, schema.item, indent: 0)
    case .text, .empty: lines.append(scalar(of: root, inFlow: false))
    }
    // A document ends with one line end.
    while lines.last == "" { lines.removeLast() }
  }

  /// Fields in the order of their table; without one, as they stand.
  static func ordered(_ fields: [Item.Field], _ table: KeyTable?) -> [Item.Field] {
    guard let table else { return fields }
    return fields.enumerated().sorted { one, other in
      let (first, second) = (table.order[one.element.key] ?? .max, table.order[other.element.key] ?? .max)
      return first == second ? one.offset < other.offset : first < second
    }.map(\.element)
  }

  // MARK: blocks

  /// A key with its value. Of a list's item, the first key stands behind the `- ` that is there already.
  private mutating func field(_ field: Item.Field, _ schema: Schema?, indent: Int, isFirst: Bool) {
    let around = comments.keys[field.mark]
    if isFirst {
      // Comments before the first key stand before its item.
      if let before = around?.before, !before.isEmpty, let start = lines.popLast() {
        add(before, indent: indent - 2)
        lines.append(start)
      }
    } else {
      add(around?.before ?? [], indent: indent)
      lines.append(spaces(indent))
    }
    let key = scalar(field.key, inFlow: false) + ":"
    append(key)
    value(field.value, schema, indent: indent, after: around?.after)
    add(around?.below ?? [], indent: indent)
  }

  /// What stands behind `key:`.
  private mutating func value(_ item: Item, _ schema: Schema?, indent: Int, after: SourceComments.After?) {
    let column = lines.last?.count ?? 0
    if let flow = flow(item, schema, limit: Self.width - column - 1) {
      append(" " + flow)
      end(after)
      return
    }
    switch item.content {
    case .empty: end(after)
    case .text(let text):
      text.contains("\n") ? literal(text, indent: indent + 2, after) : folded(text, indent: indent + 2, after)
    case .fields(let fields):
      end(after)
      let table = schema?.table(for: item)
      for field in Self.ordered(fields, table) {
        self.field(field, schema?.schema(of: field.key, in: table), indent: indent + 2, isFirst: false)
      }
    case .list(let items):
      end(after)
      list(items, schema?.item, indent: indent + 2)
    }
  }

  private mutating func list(_ items: [Item], _ schema: Schema?, indent: Int) {
    for item in items {
      let around = comments.items[item.mark]
      add(around?.before ?? [], indent: indent)
      lines.append(spaces(indent) + "-")
      if let flow = flow(item, schema, limit: Self.width - indent - 2) {
        append(" " + flow)
        end(around?.after)
      } else {
        switch item.content {
        case .fields(let fields):
          // What stood behind its bracket stands above it, since its first line is that of a key.
          if let after = around?.after, let start = lines.popLast() {
            add([after.text], indent: indent)
            lines.append(start)
          }
          append(" ")
          let table = schema?.table(for: item)
          for (index, field) in Self.ordered(fields, table).enumerated() {
            self.field(field, schema?.schema(of: field.key, in: table), indent: indent + 2, isFirst: index == 0)
          }
        case .list(let nested):
          end(around?.after)
          list(nested, schema?.item, indent: indent + 2)
        case .text(let text):
          text.contains("\n")
            ? literal(text, indent: indent + 2, around?.after) : folded(text, indent: indent + 2, around?.after)
        case .empty: end(around?.after)
        }
      }
      add(around?.below ?? [], indent: indent)
    }
  }

  /// A text on several lines that reads as it stands, if it is one; else in quotes.
  private mutating func literal(_ text: String, indent: Int, _ after: SourceComments.After?) {
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isPlain = parts.allSatisfy { part in
      part.trimmed == part && part.utf8.count < Self.longest && needsNoEscape(part)
    }
    guard isPlain, parts.first?.isEmpty == false, parts.last?.isEmpty == false else {
      return quoted(text, indent: indent, after)
    }
    append(" |-")
    end(after)
    for part in parts { lines.append(part.isEmpty ? "" : spaces(indent) + part) }
  }

  /// A long text, broken between its words.
  private mutating func folded(_ text: String, indent: Int, _ after: SourceComments.After?) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let isPlain =
      words.count > 1 && words.allSatisfy { !$0.isEmpty && $0.utf8.count < Self.longest }
      && needsNoEscape(text) && text.trimmed == text
    let line = lines.last?.count ?? 0
    guard isPlain, line + 1 + text.count > Self.width else { return quoted(text, indent: indent, after) }
    append(" >-")
    end(after)
    var own = ""
    for word in words {
      if !own.isEmpty, indent + own.count + 1 + word.count > Self.width {
        lines.append(spaces(indent) + own)
        own = ""
      }
      own += (own.isEmpty ? "" : " ") + word
    }
    lines.append(spaces(indent) + own)
  }

  /// A text in one scalar, broken within double quotes where the line would be too long for the reader.
  private mutating func quoted(_ text: String, indent: Int, _ after: SourceComments.After?) {
    let plain = scalar(text, inFlow: false)
    guard plain.utf8.count > Self.longest else {
      append(" " + plain)
      end(after)
      return
    }
    var parts: [String] = [""]
    for scalar in text.unicodeScalars {
      if parts[parts.count - 1].utf8.count > Self.longest / 4 { parts.append("") }
      parts[parts.count - 1].unicodeScalars.append(scalar)
    }
    for (index, part) in parts.enumerated() {
      // A blank at the beginning of a line would be layout.
      let body = (index > 0 && part.hasPrefix(" ") ? "\\" : "") + quotes(part).dropFirst().dropLast()
      let isLast = index == parts.count - 1
      if index == 0 {
        append(" \"" + body + "\\")
      } else {
        lines.append(spaces(indent) + body + (isLast ? "\"" : "\\"))
      }
    }
    end(after)
  }

  // MARK: one line

  /// A value on one line; nil where it has comments within, is of a kind that stands on several, or is too long.
  private func flow(_ item: Item, _ schema: Schema?, limit: Int) -> String? {
    switch item.content {
    case .empty: return "\"\""
    case .text(let text):
      guard !text.contains("\n") else { return nil }
      let scalar = scalar(text, inFlow: false)
      // A text that cannot be broken stands on its line, however long.
      return scalar.count <= limit || (!text.contains(" ") && scalar.utf8.count < Self.longest) ? scalar : nil
    case .list, .fields:
      guard let inline = inline(item, schema, isInside: false) else { return nil }
      return inline.count <= max(limit, schema?.table(for: item)?.inlineWidth ?? 0) ? inline : nil
    }
  }

  /// A list of texts, a mapping of short things.
  private func inline(_ item: Item, _ schema: Schema?, isInside: Bool) -> String? {
    switch item.content {
    case .empty: return "\"\""
    case .text(let text):
      let scalar = scalar(text, inFlow: true)
      return text.contains("\n") || scalar.utf8.count > Self.longest ? nil : scalar
    case .list(let items):
      var parts: [String] = []
      for item in items {
        guard comments.items[item.mark] == nil, case .text = item.content, let part = inline(item, nil, isInside: true)
        else { return nil }
        parts.append(part)
      }
      return "[" + parts.joined(separator: ", ") + "]"
    case .fields(let fields):
      let table = schema?.table(for: item)
      guard table.map({ $0.inlineWidth > 0 }) ?? true, !fields.isEmpty else { return fields.isEmpty ? "{}" : nil }
      var parts: [String] = []
      for field in Self.ordered(fields, table) {
        guard comments.keys[field.mark] == nil,
          let part = inline(field.value, schema?.schema(of: field.key, in: table), isInside: true)
        else { return nil }
        parts.append("\(scalar(field.key, inFlow: true)): \(part)")
      }
      return "{" + parts.joined(separator: ", ") + "}"
    }
  }

  private func scalar(of item: Item, inFlow: Bool) -> String {
    if case .text(let text) = item.content { scalar(text, inFlow: inFlow) } else { "" }
  }

  /// A text as a parser reads it back: plain where it can be, else in double quotes.
  private func scalar(_ text: String, inFlow: Bool) -> String {
    isPlain(text, inFlow: inFlow) ? text : quotes(text)
  }

  /// A text in double quotes.
  private func quotes(_ text: String) -> String {
    let quoted = YAMLText.quoted(text)
    guard escapesAnchors else { return quoted }
    return quoted.map { $0 == "&" ? "\\x26" : $0 == "*" ? "\\x2A" : String($0) }.joined()
  }

  /// Whether all of a text can stand in YAML without escapes, and is seen there as it is.
  private func needsNoEscape(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      !YAMLText.mustBeEscaped(scalar) && !scalar.breaksLine && scalar != "\t"
        && !(escapesAnchors && (scalar == "&" || scalar == "*"))
    }
  }

  private func isPlain(_ text: String, inFlow: Bool) -> Bool {
    guard let first = text.unicodeScalars.first, text.trimmed == text, text.utf8.count < Self.longest,
      needsNoEscape(text),
      !["~", "null", "Null", "NULL", "---", "..."].contains(text), !text.hasPrefix("--- "), !text.hasPrefix("... ")
    else { return false }
    // Indicators that begin something else (YAML 1.2.2, 5.3).
    if "-?:,[]{}#&*!|>'\"%@`<=".unicodeScalars.contains(first) { return false }
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "#", previous == " " { return false }
      if previous == ":", scalar == " " || inFlow { return false }
      if inFlow, ",[]{}".unicodeScalars.contains(scalar) { return false }
      previous = scalar
    }
    return previous != ":"
  }

  // MARK: lines

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  private mutating func append(_ text: some StringProtocol) {
    guard !lines.isEmpty else {
      lines.append(String(text))
      return
    }
    lines[lines.count - 1] += text
  }

  /// Lines of comments, and blank ones.
  private mutating func add(_ comments: [String], indent: Int) {
    for comment in comments {
      if comment.isEmpty {
        if lines.last != "", !lines.isEmpty { lines.append("") }
      } else {
        lines.append(spaces(indent) + comment)
      }
    }
  }

  /// A comment at the end of the line, in the column in which it stood, if the line is not longer now.
  private mutating func end(_ after: SourceComments.After?) {
    guard let after, !lines.isEmpty else { return }
    let line = lines[lines.count - 1]
    let length = line.unicodeScalars.count
    let column = max(after.column - 1, length + 2)
    lines[lines.count - 1] = line + spaces(column - length) + after.text
  }
}

extension Schema {
  /// The schema of a list's items.
  var item: Schema? {
    switch self {
    case .list(let schema): schema
    case .oneOrMore(let schema), .recorded(let schema): schema.item ?? schema
    case .either(let schemas): schemas.lazy.compactMap(\.item).first
    default: nil
    }
  }

  /// The table that a mapping is of; of several, the one whose kind it names.
  func table(for item: Item) -> KeyTable? {
    switch self {
    case .table(let name): return StudyTables.byName[name]
    case .recorded(let schema), .oneOrMore(let schema): return schema.table(for: item)
    case .either(let schemas):
      guard case .fields(let fields) = item.content else { return nil }
      if let claim = fields.first(where: { $0.key == "claim" }), case .text(let word) = claim.value.content {
        return StudyTables.byName["claim-" + Identifier.slug(word.trimmed)]
      }
      let tables = schemas.compactMap { schema in
        switch schema {
        case .table(let name): StudyTables.byName[name]
        case .recorded(let schema): schema.table(for: item)
        default: nil as KeyTable?
        }
      }
      if tables.count == 1 { return tables[0] }
      // An entry is of the kind whose word is a key of it.
      return fields.lazy.compactMap { field in tables.first { $0.keys.first?.name == field.key } }.first
    default: return nil
    }
  }

  /// The schema of what stands behind a key.
  func schema(of key: String, in table: KeyTable?) -> Schema? {
    if let table { return table.schema(of: key) }
    if case .map(let schema) = self { return schema }
    return nil
  }
}

extension KeyTable {
  func schema(of key: String) -> Schema? { order[key].map { keys[$0].schema } }
}
