// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// Cuts the canonical files of a folder into parts, and puts parts together to files.
///
/// A part is a run of whole lines, so that what belongs together stays together (a comment with what it belongs to), and the parts of a file one
/// behind the other are the file.
package enum StudyParts {
  /// The parts of a file in canonical form; nil where it is none of ours, or cannot be read.
  package static func split(_ path: String, _ text: String) -> [StudyPart]? {
    guard let file = StudyPart.Kind.file(at: path) else { return nil }
    if file.isTable { return rows(text, file) }
    let patient = StudyPart.Kind.patient(ofPath: path)
    guard let item = file.item else { return [StudyPart(kind: file.head, text: text)] }
    let source = SourceText(file: path, text: text)
    // A file of comments alone has no items.
    guard source.holdsValues else { return [StudyPart(kind: file.head, patient: patient, text: text)] }
    guard let root = Document.parse(ProblemLog(text: source)) else { return nil }
    return split(source, root, file, item, patient)
  }

  /// The parts of a file in canonical form whose document is known.
  private static func split(
    _ source: SourceText, _ root: Item, _ file: StudyPart.Kind.File, _ item: StudyPart.Kind, _ patient: Patient.ID?
  ) -> [StudyPart]? {
    let items = list(root)
    let text = source.text
    guard let first = items.first else { return [StudyPart(kind: file.head, patient: patient, text: text)] }
    let lines = Lines(source)
    let column = lines.hyphen(before: first.mark)
    var starts: [Int] = []
    for item in items {
      guard let line = lines.start(of: item.mark.line - 1, column: column, isFirst: starts.isEmpty) else { return nil }
      starts.append(line)
    }
    let end = file.end == nil ? lines.count : lines.end(column: column)
    var parts: [StudyPart] = []
    func add(_ kind: StudyPart.Kind, _ range: Range<Int>) {
      if !range.isEmpty { parts.append(StudyPart(kind: kind, patient: patient, text: lines.text(range))) }
    }
    add(file.head, 0..<starts[0])
    for (start, next) in zip(starts, starts.dropFirst() + [end]) {
      guard start < next else { return nil }
      add(item, start..<next)
    }
    if let kind = file.end { add(kind, end..<lines.count) }
    return parts
  }

  /// The text of a file from its parts in their order.
  package static func join(_ parts: some Sequence<StudyPart>, _ path: String) -> String {
    guard let file = StudyPart.Kind.file(at: path) else { return "" }
    if file.isTable { return table(Array(parts), file, path) }
    var text = ""
    var hasItems = false
    for part in parts {
      if part.kind == .entry, !hasItems {
        if !endsWithCourse(text) { text += "course:\n" }
        hasItems = true
      }
      text += part.text
    }
    if file.head == .patient, !hasItems, let line = courseLine(text) { text = withoutCourse(text, line) }
    return text
  }

  /// Whether a file of these parts holds no more `&` and `*` than a reader takes.
  package static func isParsable(_ parts: [StudyPart], _ path: String) -> Bool {
    AnchorLimit.excess(in: SourceText(file: path, text: join(parts, path))) == nil
  }

  /// The text of a file from parts that may have been written one by one: a reader takes few `&` and `*` in one file, and so many more are escaped.
  package static func parsable(_ parts: [StudyPart], _ path: String) -> String {
    let text = join(parts, path)
    guard AnchorLimit.excess(in: SourceText(file: path, text: text)) != nil else { return text }
    return join(
      parts.map { part in
        guard let fields = try? PartFields(part, escapesAnchors: true) else { return part }
        return StudyPart(kind: part.kind, patient: part.patient, text: fields.text(part.kind))
      }, path)
  }

  /// The parts of a YAML file in canonical form, from parts that may have been written by anybody.
  ///
  /// - Throws: what is wrong with the file before its values are looked at.
  package static func canonical(_ parts: [StudyPart], _ path: String) throws(PartFields.Unreadable) -> [StudyPart]? {
    guard let file = StudyPart.Kind.file(at: path), !file.isTable else { return nil }
    let text = parsable(parts, path)
    let source: SourceText
    switch SourceText.decode(Array(text.utf8), file: path) {
    case .failure(let problem): throw PartFields.Unreadable(problems: [problem.problem])
    case .success(let decoded): source = decoded
    }
    guard source.holdsValues else { return split(path, text) }
    let log = ProblemLog(text: source)
    guard let root = Document.parse(log), log.problems.isEmpty else {
      throw PartFields.Unreadable(problems: log.problems)
    }
    guard let canonical = FolderFormat.canonical(path, source, root) else { return nil }
    guard canonical == text, let item = file.item else { return split(path, canonical) }
    return split(source, root, file, item, StudyPart.Kind.patient(ofPath: path))
  }

  // MARK: lists

  private static func list(_ root: Item) -> [Item] {
    switch root.content {
    case .list(let items): return items
    case .fields(let fields):
      guard let course = fields.first(where: { $0.key == "course" }), case .list(let items) = course.value.content
      else { return [] }
      return items
    case .text, .empty: return []
    }
  }

  /// Whether a patient's head ends with the key of the course; comments may stand below it.
  private static func endsWithCourse(_ text: String) -> Bool { courseLine(text) != nil }

  /// The line of `course:` that has no value: the last that is no comment.
  private static func courseLine(_ text: String) -> Substring? {
    let line = text.split(separator: "\n").last { !$0.drop { $0 == " " }.hasPrefix("#") }
    guard let line, line.hasPrefix("course:") else { return nil }
    let rest = line.dropFirst("course:".count).drop { $0 == " " }
    return rest.isEmpty || rest.hasPrefix("#") ? line : nil
  }

  /// The head of a patient who has no course any more: a comment behind the key stays.
  private static func withoutCourse(_ text: String, _ line: Substring) -> String {
    let comment = line.dropFirst("course:".count).drop { $0 == " " }
    var end = line.endIndex
    if comment.isEmpty, end < text.endIndex { end = text.index(after: end) }
    return text.replacingCharacters(line.startIndex..<end, comment)
  }

  // MARK: tables

  private static func rows(_ text: String, _ file: StudyPart.Kind.File) -> [StudyPart]? {
    guard let item = file.item else { return nil }
    let log = ProblemLog(text: SourceText(file: "", text: text))
    var rows = DelimitedText(log)
    guard let header = rows.next() else { return nil }
    let columns = header.cells.map(\.text)
    let owner = columns.firstIndex(of: "patient")
    var parts = [StudyPart(kind: file.head, text: line(columns))]
    while let row = rows.next() {
      let cells = row.cells.map(\.text)
      guard cells.count == columns.count else { return nil }
      parts.append(StudyPart(kind: item, patient: owner.map { cells[$0] }, text: line(cells)))
    }
    return log.problems.isEmpty ? parts : nil
  }

  /// A row without its line end.
  package static func line(_ cells: [String]) -> String { String(FolderTables.text([cells]).dropLast()) }

  /// The cells of a row.
  package static func cells(_ line: String) -> [String] {
    var row = DelimitedText(ProblemLog(text: SourceText(file: "", text: line)), separator: UInt8(ascii: ","))
    // A row of one empty cell is blank to a reader of files.
    return row.next().map { $0.cells.map(\.text) } ?? [""]
  }

  private static func table(_ parts: [StudyPart], _ file: StudyPart.Kind.File, _ path: String) -> String {
    let rows = parts.filter { $0.kind == file.item }
    guard let head = parts.first(where: { $0.kind == file.head }) else { return "" }
    let columns = cells(head.text)
    let order = FolderFormat.columns(path).filter { columns.contains($0) }
    guard order == columns, rows.allSatisfy({ count($0.text) == columns.count }) else {
      // A column came after the row, or out of order: cells go by name.
      let places = order.map { name in columns.firstIndex(of: name) ?? 0 }
      return FolderTables.text(
        [order]
          + rows.map { row in
            let cells = cells(row.text)
            return places.map { cells.indices.contains($0) ? cells[$0] : "" }
          })
    }
    var text = head.text + "\n"
    for row in rows { text += row.text + "\n" }
    return text
  }

  /// How many cells a row has.
  private static func count(_ line: String) -> Int {
    var count = 1
    var isQuoted = false
    for byte in line.utf8 {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: ","), !isQuoted { count += 1 }
    }
    return count
  }
}

/// The lines of a text, with their ends.
private struct Lines {
  private let source: SourceText
  /// How many there are; the empty one behind the last line end is none.
  let count: Int

  init(_ source: SourceText) {
    self.source = source
    count = source.lines.last?.isEmpty == true ? source.lines.count - 1 : source.lines.count
  }

  /// Some lines.
  func text(_ range: Range<Int>) -> String {
    let start = source.lines[range.lowerBound].lowerBound
    let end = range.upperBound < source.lines.count ? source.lines[range.upperBound].lowerBound : source.bytes.count
    return String(decoding: source.bytes[start..<end], as: UTF8.self)
  }

  /// The column, from 0, of the hyphen before an item.
  func hyphen(before mark: Mark) -> Int {
    source.bytes[source.lines[mark.line - 1]].prefix { $0 == UInt8(ascii: " ") }.count
  }

  /// Where an item begins: above its line stand the comments that belong to it, as far in as its hyphen. Blank lines above the first belong to the head.
  func start(of line: Int, column: Int, isFirst: Bool) -> Int? {
    guard source.lines.indices.contains(line) else { return nil }
    var line = line
    while line > 0 {
      let above = source.bytes[source.lines[line - 1]]
      let indent = above.prefix { $0 == UInt8(ascii: " ") }.count
      let isComment = indent == column && above.dropFirst(indent).first == UInt8(ascii: "#")
      guard isComment || (above.isEmpty && !isFirst) else { break }
      line -= 1
    }
    return line
  }

  /// Where the list ends: comments further out than its hyphens stand below it.
  func end(column: Int) -> Int {
    var end = count
    while end > 0 {
      let line = source.bytes[source.lines[end - 1]]
      let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
      let isComment = indent < column && line.dropFirst(indent).first == UInt8(ascii: "#")
      guard isComment || line.isEmpty else { break }
      end -= 1
    }
    return end
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<Index>, _ text: some StringProtocol) -> String {
    String(self[..<range.lowerBound]) + text + self[range.upperBound...]
  }
}
