// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// An element of a report with what stands in it, and whether it has been read: what nobody asked for is told.
///
/// A reference, because what was read of a patient is marked in the tree of the patient; it never leaves the function that reads the patient.
final class ReportElement {
  /// A value as a report has it: the text of an element that has no others in it, or of an attribute.
  typealias Leaf = SourceValue

  /// Its name, without prefix.
  let name: String
  /// The names of the elements around it that say what it is, and its own.
  let path: String
  /// The line on which its tag ends.
  let line: Int
  /// The elements in it.
  private(set) var children: [ReportElement] = []
  private var attributes: [String: String]
  private var pieces = ""
  private var isRead = false

  init(_ name: String, _ attributes: [String: String], line: Int, in parent: ReportElement?) {
    self.name = name
    self.line = line
    // What describes the document and no patient.
    self.attributes = attributes.filter { !$0.key.hasPrefix("xmlns") && !$0.key.hasPrefix("xsi:") }
    let isFrame = name.hasPrefix("Menge_") || ["Patient", "Meldung"].contains(name)
    let before = parent?.path ?? ""
    path = isFrame ? before : before.isEmpty ? name : "\(before)/\(name)"
  }

  /// Adds an element to it.
  func append(_ child: ReportElement) { children.append(child) }

  /// Adds text to it.
  func append(_ text: String) { pieces += text }

  /// Its text, without blanks around it.
  var text: String { pieces.trimmed }

  /// All texts in it, which stay unread.
  var words: String { ([text] + children.map(\.words)).filter { !$0.isEmpty }.joined(separator: " ") }

  /// How many bytes of text stand directly in it.
  var size: Int { pieces.utf8.count }

  /// The first element in it of one of these names.
  func child(_ names: String...) -> ReportElement? { children.first { names.contains($0.name) } }

  /// All elements of these names in it, also within elements that only gather them.
  func all(_ names: String...) -> [ReportElement] {
    children.flatMap { child in
      names.contains(child.name)
        ? [child] : child.name.hasPrefix("Menge_") ? child.children.filter { names.contains($0.name) } : []
    }
  }

  /// Whether an element of one of these names is in it.
  func has(_ names: String...) -> Bool { children.contains { names.contains($0.name) } }

  /// The text of the first element of one of these names, which is then read; nil where there is none, or one without text.
  func leaf(_ names: String..., in record: CellPlace) -> Leaf? {
    // One after the other: to ask for a text is to read it.
    for child in children where names.contains(child.name) {
      if let leaf = child.own(in: record) { return leaf }
    }
    return nil
  }

  /// The texts of all elements of these names, which are then read.
  func leaves(_ names: String..., in record: CellPlace) -> [Leaf] {
    children.filter { names.contains($0.name) }.compactMap { $0.own(in: record) }
  }

  /// An attribute, which is then read.
  func attribute(_ name: String, in record: CellPlace) -> Leaf? {
    guard let text = attributes.removeValue(forKey: name)?.trimmed, !text.isEmpty else { return nil }
    return Leaf(raw: text, place: place(record, "/" + name))
  }

  /// The text of the element itself, which is then read; nil for one with elements in it, without text, or read before.
  func own(in record: CellPlace) -> Leaf? {
    guard children.isEmpty, !isRead, !text.isEmpty else { return nil }
    isRead = true
    return Leaf(raw: text, place: place(record))
  }

  /// Everything in it that nobody has read, which is then read, in the order of the document.
  func rest(in record: CellPlace) -> [Leaf] {
    var leaves = attributes.keys.sorted().compactMap { attribute($0, in: record) }
    if !isRead, !text.isEmpty {
      isRead = true
      leaves.append(Leaf(raw: text, place: place(record)))
    }
    return leaves + children.flatMap { $0.rest(in: record) }
  }

  /// How many values stand in it, read or not: attributes, and texts.
  var count: Int {
    attributes.values.count { !$0.trimmed.isEmpty } + (text.isEmpty ? 0 : 1) + children.reduce(0) { $0 + $1.count }
  }

  /// Its place in the record of a report.
  func place(_ record: CellPlace, _ ending: String = "") -> CellPlace {
    let column = path.isEmpty && ending.hasPrefix("/") ? String(ending.dropFirst()) : path + ending
    return CellPlace(file: record.file, row: line, column: column.isEmpty ? name : column, record: record.record)
  }

  /// Whether an element of one of these names has a text that nobody has read.
  func isUnread(_ names: String...) -> Bool {
    children.contains { names.contains($0.name) && !$0.isRead && $0.children.isEmpty && !$0.text.isEmpty }
  }

  // MARK: what a report of this program marks as not recorded

  /// The path of what stands for nothing, of a `Zusatzitem` that says so.
  var mark: String? {
    guard children.count == 2, child("Art")?.text == OBDSReports.mark, let value = child("Wert")?.text,
      let words = [OBDSReports.notRecorded, OBDSReports.notHeld].first(where: value.hasPrefix)
    else { return nil }
    return String(value.dropFirst(words.count))
  }

  /// The paths of what stands for nothing in a report.
  func marks() -> Set<String> { Set(all("Zusatzitem").compactMap(\.mark)) }
}
