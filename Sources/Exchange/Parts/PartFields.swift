// SPDX-License-Identifier: Apache-2.0

package import Notation
import Plain

/// The fields of a part, each with its text and the comments that belong to it, so that two changes of one part can be held against each other.
///
/// The texts are in canonical layout, whoever wrote the part: two fields are equal if they say the same.
package struct PartFields: Sendable, Equatable {
  /// A field.
  package struct Field: Sendable, Equatable {
    /// Its key; of a row, its column; ``PartFields/before`` and ``PartFields/below`` for the comments around an entry.
    package var name: String
    /// Its lines.
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The name of the comments above an item of a list.
  package static let before = "# above"
  /// The name of the comments below an item of a list.
  package static let below = "# below"
  /// The name of the comments at the head of a file.
  package static let head = "# head"

  /// The fields in their order.
  package var fields: [Field]

  package init(_ fields: [Field]) { self.fields = fields }

  /// The text of a field.
  package subscript(name: String) -> String? { fields.first { $0.name == name }?.text }

  /// The fields of a part.
  ///
  /// - Parameters:
  ///   - columns: those of its table, of a row.
  ///   - escapesAnchors: writes `&` and `*` so that nobody takes them for anchors and aliases.
  /// - Throws: why the text is no such part, with the line and column within it.
  package init(_ part: StudyPart, columns: String? = nil, escapesAnchors: Bool = false) throws(Unreadable) {
    if part.kind.isOfTable {
      guard part.kind.rank == 1 else {
        fields = [Field(name: "columns", text: part.text)]
        return
      }
      let names = StudyParts.cells(columns ?? "")
      fields = zip(names, StudyParts.cells(part.text)).compactMap { $1.isEmpty ? nil : Field(name: $0, text: $1) }
      return
    }
    switch part.kind {
    case .patientEnd, .claims, .references, .decisions:
      fields = [Field(name: Self.head, text: part.text)]
      return
    default: break
    }
    let source = SourceText(file: part.kind.rawValue, text: part.text)
    let log = ProblemLog(text: source)
    guard let root = Document.parse(log) else { throw Unreadable(problems: log.problems) }
    let comments = SourceComments(source, root)
    var found: [Field] = []
    var item = root
    if part.kind.rank == 1 {
      guard case .list(let items) = root.content, items.count == 1 else {
        throw Unreadable(
          problems: [
            Problem(.error, at: source.location(root.mark), "\(root.kind)", expected: "one item: `- key: value`")
          ])
      }
      item = items[0]
      let around = comments.items[item.mark]
      // A blank line is layout; which item is first has none.
      let before = (comments.head + (around?.before ?? []) + (around?.after.map { [$0.text] } ?? [])).drop {
        $0.isEmpty
      }
      if !before.isEmpty { found.append(Field(name: Self.before, text: before.joined(separator: "\n"))) }
      if let below = around?.below, !below.isEmpty {
        found.append(Field(name: Self.below, text: below.joined(separator: "\n")))
      }
    } else if !comments.head.isEmpty {
      // Each line with its end: the last may be a blank one.
      found.append(Field(name: Self.head, text: comments.head.map { $0 + "\n" }.joined()))
    }
    guard case .fields(let fields) = item.content else {
      throw Unreadable(
        problems: [Problem(.error, at: source.location(item.mark), "\(item.kind)", expected: "keys with values")])
    }
    let table = Self.schema(part.kind)?.table(for: item)
    let own = comments.closeUp
    for field in YAMLLayout.ordered(fields, table) {
      let alone = Item(content: .fields([field]), mark: item.mark)
      var text = YAMLLayout.text(
        alone, table.map { .table($0.name) } ?? .text, comments: own, escapesAnchors: escapesAnchors)
      // The entries of the course are parts of their own.
      if part.kind == .patient, field.key == "course", let empty = text.firstRange(of: "course: \"\"") {
        text.replaceSubrange(empty, with: "course:")
      }
      found.append(Field(name: field.key, text: text))
    }
    self.fields = found
  }

  /// Why a text is no part.
  package struct Unreadable: Error, Sendable {
    package var problems: [Problem]
  }

  /// The part of fields, as YAML that reads as they do; its layout is that of the fields, not yet that of the whole file.
  package func text(_ kind: StudyPart.Kind, columns: String? = nil) -> String {
    if kind.isOfTable, kind.rank == 1 {
      return StudyParts.line(StudyParts.cells(columns ?? "").map { self[$0] ?? "" })
    }
    let names = [Self.before, Self.below, Self.head]
    guard kind.rank == 1 else {
      let head = self[Self.head].map { $0.hasSuffix("\n") ? $0 : $0 + "\n" } ?? ""
      // The entries follow the course: what others put behind it stands before it.
      let isCourse = { (field: Field) in kind == .patient && field.name == "course" }
      let shown = fields.filter { !names.contains($0.name) && !isCourse($0) } + fields.filter(isCourse)
      return head + shown.map(\.text).joined()
    }
    let indent = kind == .entry ? "  " : ""
    var above = self[Self.before].map { $0.split(separator: "\n", omittingEmptySubsequences: false) } ?? []
    var lines: [Substring] = []
    for field in fields where !names.contains(field.name) {
      lines += field.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }
    // What stands above the first key stands above the item.
    while let line = lines.first, line.isEmpty || line.hasPrefix("#") { above.append(lines.removeFirst()) }
    let below = self[Self.below].map { $0.split(separator: "\n", omittingEmptySubsequences: false) } ?? []
    return above.map { $0.isEmpty ? "\n" : "\(indent)\($0)\n" }.joined()
      + lines.enumerated().map { index, line in
        line.isEmpty ? "\n" : "\(indent)\(index == 0 ? "- " : "  ")\(line)\n"
      }.joined()
      + below.map { $0.isEmpty ? "\n" : "\(indent)\($0)\n" }.joined()
  }

  /// What may stand in a part.
  private static func schema(_ kind: StudyPart.Kind) -> Schema? {
    switch kind {
    case .study: .table("study")
    case .patient: .table("patient")
    case .entry: StudyTables.byName["patient"]?.schema(of: "course")?.item
    case .claim: StudySchema.claims.item
    case .reference: StudySchema.references.item
    case .decision: StudySchema.decisions.item
    default: nil
    }
  }
}

extension PartFields {
  /// A field that two have changed, each in its own way; nil where it is not.
  package struct Conflict: Sendable, Hashable {
    package var name: String
    package var base: String?
    package var mine: String?
    package var theirs: String?
  }

  /// Both changes of one base together: what only one of them has changed is as that one has it.
  ///
  /// - Returns: the fields, and those that both have changed, where theirs stands.
  package static func merged(
    base: PartFields, mine: PartFields, theirs: PartFields
  ) -> (fields: PartFields, conflicts: [Conflict]) {
    var conflicts: [Conflict] = []
    var fields: [Field] = []
    func settle(_ name: String) -> String? {
      let (one, other, before) = (mine[name], theirs[name], base[name])
      if one == other || one == before { return other }
      if other == before { return one }
      if let before, let one, let other, let both = mergedList(base: before, mine: one, theirs: other) { return both }
      conflicts.append(Conflict(name: name, base: before, mine: one, theirs: other))
      return other
    }
    for field in theirs.fields {
      if let text = settle(field.name) { fields.append(Field(name: field.name, text: text)) }
    }
    let known = Set(theirs.fields.map(\.name))
    for field in mine.fields where !known.contains(field.name) {
      if let text = settle(field.name) { fields.append(Field(name: field.name, text: text)) }
    }
    for field in base.fields where !known.contains(field.name) && mine[field.name] == nil { _ = settle(field.name) }
    return (PartFields(fields), conflicts)
  }

  /// The fields in which two differ, as they are in the first and in the second.
  package static func differences(_ old: PartFields?, _ new: PartFields?) -> [(
    name: String, old: String?, new: String?
  )] {
    var names = (old?.fields ?? []).map(\.name)
    for field in new?.fields ?? [] where !names.contains(field.name) { names.append(field.name) }
    return names.compactMap { name in
      let (one, two) = (old?[name], new?[name])
      return one == two ? nil : (name, one, two)
    }
  }
}
