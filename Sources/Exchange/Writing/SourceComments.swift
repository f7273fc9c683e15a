// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// The comments and blank lines of a YAML text, each with the key or the item of a list that it belongs to.
///
/// The parser drops comments: they are found in the text, by the places that it gives. A comment on a line of its own belongs to what begins
/// below it; where that stands further out, to what stands above. A comment behind a value belongs to it.
struct SourceComments: Sendable {
  /// A comment at the end of a line.
  struct After: Sendable, Equatable {
    var text: String
    /// Its column, from 1.
    var column: Int
  }

  /// What stands around a key or an item.
  struct Around: Sendable, Equatable {
    /// Lines before it; an empty one is a blank line.
    var before: [String] = []
    /// Behind it, on its line.
    var after: After?
    /// Lines below it, indented as it is.
    var below: [String] = []

    fileprivate var closeUp: Around {
      var own = self
      own.after?.column = 0
      return own
    }
  }

  /// Lines at the head of the file, before a blank line.
  private(set) var head: [String] = []
  /// By the places of keys.
  private(set) var keys: [Mark: Around] = [:]
  /// By the places of the items of lists.
  private(set) var items: [Mark: Around] = [:]

  /// The texts of all comments, sorted.
  var all: [String] {
    var texts = head
    for around in [keys.values, items.values].joined() {
      texts += around.before + around.below
      if let after = around.after { texts.append(after.text) }
    }
    return texts.filter { !$0.isEmpty }.sorted()
  }

  /// No comments.
  init() {}

  /// The comments around the parts, without those at the head of the file, and each right behind its value.
  var closeUp: SourceComments {
    var own = SourceComments()
    own.keys = keys.mapValues(\.closeUp)
    own.items = items.mapValues(\.closeUp)
    return own
  }

  /// A blank line between the items of a list, and before the first of them none.
  init(separating list: Item?) {
    guard case .list(let children) = list?.content else { return }
    for child in children.dropFirst() { items[child.mark] = Around(before: [""]) }
  }

  /// The comments of a text whose document is known.
  init(_ text: SourceText, _ root: Item) {
    var scanner = CommentScanner(text, root)
    scanner.scan()
    head = scanner.head
    keys = scanner.keys
    items = scanner.items
  }
}

/// Finds the comments of a text.
private struct CommentScanner {
  private typealias Around = SourceComments.Around

  /// A key, or an item of a list.
  private struct Part {
    var isKey: Bool
    var mark: Mark
    /// The column at which it is seen to begin: of an item of a block list, that of its hyphen.
    var column: Int
    /// The list or mapping on one line that it stands in, the outermost.
    var flow: Mark?
    /// Whether its own value is such a list or mapping.
    var opensFlow: Mark?
  }

  let text: SourceText
  private(set) var head: [String] = []
  private(set) var keys: [Mark: SourceComments.Around] = [:]
  private(set) var items: [Mark: SourceComments.Around] = [:]
  private var parts: [Part] = []
  /// Lines as scalars.
  private var lines: [[Unicode.Scalar]]
  /// For each line, the column (from 0) at which a comment may begin at the earliest; nil where none can, within a text of several lines.
  private var free: [Int?]
  /// Quoted texts: from their first quote to behind their last.
  private var quoted: [Mark: Mark] = [:]

  init(_ text: SourceText, _ root: Item) {
    self.text = text
    lines = (0..<text.lines.count).map { Array(text.line($0 + 1).unicodeScalars) }
    free = [Int?](repeating: 0, count: lines.count)
    visit(root, flow: nil)
    parts.sort { ($0.mark, $0.isKey ? 1 : 0) < ($1.mark, $1.isKey ? 1 : 0) }
  }

  // MARK: the parts of the document

  private mutating func visit(_ item: Item, flow: Mark?) {
    switch item.content {
    case .empty: break
    case .text: skip(item)
    case .list(let children):
      let inner = flow ?? (isFlow(item) ? item.mark : nil)
      for child in children {
        let opens = isFlow(child) && inner == nil ? child.mark : nil
        parts.append(
          Part(
            isKey: false, mark: child.mark, column: inner == nil ? hyphen(before: child.mark) : child.mark.column,
            flow: inner, opensFlow: opens))
        visit(child, flow: inner)
      }
    case .fields(let fields):
      let inner = flow ?? (isFlow(item) ? item.mark : nil)
      for field in fields {
        let opens = isFlow(field.value) && inner == nil ? field.value.mark : nil
        parts.append(
          Part(isKey: true, mark: field.mark, column: field.mark.column, flow: inner, opensFlow: opens))
        skipKey(field.mark)
        visit(field.value, flow: inner)
      }
    }
  }

  /// Whether a list or mapping stands in brackets. (The parser gives the style of a sequence's and mapping's end, which has none.)
  private func isFlow(_ item: Item) -> Bool {
    switch item.content {
    case .text, .empty: return false
    case .list, .fields: break
    }
    guard lines.indices.contains(item.mark.line - 1), lines[item.mark.line - 1].indices.contains(item.mark.column - 1)
    else { return false }
    let first = lines[item.mark.line - 1][item.mark.column - 1]
    return first == "{" || first == "["
  }

  /// The column of the `-` before an item.
  private func hyphen(before mark: Mark) -> Int {
    guard lines.indices.contains(mark.line - 1) else { return mark.column }
    let line = lines[mark.line - 1]
    var index = min(mark.column - 2, line.count - 1)
    while index >= 0, line[index] == " " { index -= 1 }
    return index >= 0 && line[index] == "-" ? index + 1 : mark.column
  }

  /// Notes the lines that a text takes up, so that `#` in it is no comment.
  private mutating func skip(_ item: Item) {
    switch item.style {
    case .quoted: skipQuoted(item.mark)
    case .block: skipBlock(item.mark)
    case .plain: break
    }
  }

  private mutating func skipKey(_ mark: Mark) {
    guard lines.indices.contains(mark.line - 1), lines[mark.line - 1].indices.contains(mark.column - 1) else { return }
    let first = lines[mark.line - 1][mark.column - 1]
    if first == "\"" || first == "'" { skipQuoted(mark) }
  }

  private mutating func skipQuoted(_ mark: Mark) {
    guard lines.indices.contains(mark.line - 1), lines[mark.line - 1].indices.contains(mark.column - 1) else { return }
    let quote = lines[mark.line - 1][mark.column - 1]
    var (line, column) = (mark.line - 1, mark.column)
    while line < lines.count {
      while column < lines[line].count {
        let scalar = lines[line][column]
        if quote == "\"", scalar == "\\" {
          column += 2
          continue
        }
        if scalar == quote {
          if quote == "'", column + 1 < lines[line].count, lines[line][column + 1] == "'" {
            column += 2
            continue
          }
          free[line] = max(free[line] ?? 0, column + 1)
          quoted[mark] = Mark(line: line + 1, column: column + 2)
          return
        }
        column += 1
      }
      // Until the quote is closed, no comment can begin: what stands before the opening quote holds none either.
      free[line] = nil
      line += 1
      column = 0
    }
  }

  /// A text behind `|` or `>`: the lines below that are indented further than the first of them, or as far.
  private mutating func skipBlock(_ mark: Mark) {
    let head = mark.line - 1
    guard lines.indices.contains(head) else { return }
    var line = head + 1
    var indent: Int?
    while line < lines.count {
      let blanks = lines[line].prefix { $0 == " " }.count
      if blanks == lines[line].count {
        free[line] = nil
        line += 1
        continue
      }
      if let indent, blanks < indent { break }
      if indent == nil {
        // The text is indented further than the line that opens it, or it is empty.
        guard blanks > lines[head].prefix(while: { $0 == " " }).count || blanks > 0 && line == head + 1 else { break }
        indent = blanks
      }
      free[line] = nil
      line += 1
    }
    // Blank lines at the end of the text are layout.
    var last = line - 1
    while last > head, lines[last].allSatisfy({ $0 == " " }) {
      free[last] = 0
      last -= 1
    }
  }

  // MARK: comments

  mutating func scan() {
    /// Comments and blank lines that wait for what they belong to.
    var waiting: [(text: String, column: Int)] = []
    var isHead = true
    for index in lines.indices {
      guard let from = free[index] else {
        settle(&waiting, before: index + 1)
        isHead = false
        continue
      }
      let line = lines[index]
      if line.allSatisfy({ $0 == " " || $0 == "\t" }), from == 0 {
        if isHead, !waiting.isEmpty {
          head = waiting.map(\.text) + [""]
          waiting = []
          isHead = false
        } else if head.isEmpty && waiting.isEmpty && parts.first.map({ $0.mark.line > index + 1 }) ?? true {
          // Blank lines at the head of a file are nothing.
        } else {
          waiting.append(("", 0))
        }
        continue
      }
      guard let start = comment(in: line, from: from) else {
        settle(&waiting, before: index + 1)
        isHead = false
        continue
      }
      let words = String(String.UnicodeScalarView(line[start...])).trimmed
      if from == 0, line[..<start].allSatisfy({ $0 == " " || $0 == "\t" }) {
        waiting.append((words, start + 1))
      } else {
        settle(&waiting, before: index + 1)
        isHead = false
        attach(SourceComments.After(text: words, column: start + 1), at: Mark(line: index + 1, column: start + 1))
      }
    }
    settle(&waiting, before: .max)
  }

  /// The column, from 0, at which a comment begins: `#` at the beginning or behind a blank, not within quotes.
  private func comment(in line: [Unicode.Scalar], from: Int) -> Int? {
    var index = from
    while index < line.count {
      if line[index] == "#", index == 0 || line[index - 1] == " " || line[index - 1] == "\t" { return index }
      index += 1
    }
    return nil
  }

  /// Gives waiting lines to what begins at a line or later, or to what stands above.
  private mutating func settle(_ waiting: inout [(text: String, column: Int)], before line: Int) {
    guard !waiting.isEmpty else { return }
    defer { waiting = [] }
    let next = firstPart(atLine: line)
    var before: [String] = []
    for (text, column) in waiting {
      // Further in than what follows: it belongs to what stands above, as far in as it.
      let isDeeper = !text.isEmpty && (next.map { column > parts[$0].column } ?? true)
      if isDeeper, let above = lastPart(before: next ?? parts.count, column: column) {
        change(above) { $0.below += before + [text] }
        before = []
      } else {
        before.append(text)
      }
    }
    guard let next else { return }
    if !before.isEmpty { change(next) { $0.before += before } }
  }

  private func firstPart(atLine line: Int) -> Int? {
    var (low, high) = (0, parts.count)
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].mark.line < line { low = middle + 1 } else { high = middle }
    }
    return low < parts.count ? low : nil
  }

  /// The last part above that is not further in.
  private func lastPart(before index: Int, column: Int) -> Int? {
    var index = index - 1
    while index >= 0 {
      if parts[index].flow == nil, parts[index].column <= column { return index }
      index -= 1
    }
    return nil
  }

  /// Gives a comment at the end of a line to what it stands behind: the last part of the line, or the one whose value ends there.
  private mutating func attach(_ after: SourceComments.After, at mark: Mark) {
    var (low, high) = (0, parts.count)
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].mark < mark { low = middle + 1 } else { high = middle }
    }
    var index = low - 1
    guard index >= 0 else { return }
    // Behind the closing bracket it belongs to what opened it; within, to the item.
    if let flow = parts[index].flow, end(ofFlow: flow).map({ $0 <= mark }) ?? true,
      let opener = parts[..<index].lastIndex(where: { $0.opensFlow == flow })
    {
      index = opener
    }
    change(index) { around in
      if around.after == nil { around.after = after } else { around.below.append(after.text) }
    }
  }

  /// Where a list or mapping in brackets ends.
  private func end(ofFlow start: Mark) -> Mark? {
    var depth = 0
    var (line, column) = (start.line - 1, start.column - 1)
    while line < lines.count {
      while column < lines[line].count {
        let place = Mark(line: line + 1, column: column + 1)
        if let behind = quoted[place] {
          (line, column) = (behind.line - 1, behind.column - 1)
          continue
        }
        switch lines[line][column] {
        case "[", "{": depth += 1
        case "]", "}":
          depth -= 1
          if depth == 0 { return place }
        case "#" where column > 0 && lines[line][column - 1] == " ": column = lines[line].count
        default: break
        }
        column += 1
      }
      line += 1
      column = 0
    }
    return nil
  }

  private mutating func change(_ index: Int, _ body: (inout SourceComments.Around) -> Void) {
    let part = parts[index]
    if part.isKey {
      body(&keys[part.mark, default: SourceComments.Around()])
    } else {
      body(&items[part.mark, default: SourceComments.Around()])
    }
  }
}
