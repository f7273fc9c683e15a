// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// An element of a resource with what stands in it, and whether it has been read: what nobody asked for is kept or told.
///
/// What is a list in JSON is so many elements of one name. A reference type, because what was read of a resource is marked in its tree; it never leaves the function that reads the patient.
final class FHIRElement {
  typealias Leaf = SourceValue

  /// What stands in it.
  enum Kind: Equatable { case elements, text, number, flag }

  /// Its name and those around it.
  private let names: ElementPath
  let line: Int
  let kind: Kind
  /// The elements in it, in the order of the file.
  private(set) var children: [FHIRElement] = []
  /// The value, as it stands.
  let text: String
  private var isRead = false

  init(_ names: ElementPath, line: Int, kind: Kind, text: String = "") {
    self.names = names
    self.line = line
    self.kind = kind
    self.text = text
  }

  /// Its name; of a resource its type.
  var name: String { names.name }
  /// The names of the elements around it and its own, from the type of the resource on.
  var path: String { names.text }

  /// Of which choice of types it is; nil for one that is of none.
  var choice: Int? { names.choice }
  /// What it must be, where it has no others in it.
  var expectedKind: Kind? { names.kind }

  /// Adds an element to it.
  func append(_ child: FHIRElement) { children.append(child) }

  /// The first element in it of a name.
  func child(_ name: String) -> FHIRElement? { children.first { $0.name == name } }

  /// The first element in it of one of these names.
  func child(_ names: String...) -> FHIRElement? { children.first { names.contains($0.name) } }

  /// All elements of a name in it.
  func all(_ name: String) -> [FHIRElement] { children.filter { $0.name == name } }

  /// Whether an element of a name is in it.
  func has(_ name: String) -> Bool { children.contains { $0.name == name } }

  /// Whether an element of one of these names is in it.
  func has(_ names: String...) -> Bool { children.contains { names.contains($0.name) } }

  /// The value of the first element of a name, which stays unread.
  func peek(_ name: String) -> String? {
    children.first { $0.name == name && $0.kind != .elements }?.text
  }

  /// The value of the first element of one of these names, which is then read.
  func leaf(_ names: String..., in record: CellPlace) -> Leaf? {
    for child in children where names.contains(child.name) {
      if let leaf = child.own(in: record) { return leaf }
    }
    return nil
  }

  /// The value of the element itself, which is then read; nil for one with others in it, or read before.
  func own(in record: CellPlace) -> Leaf? {
    guard kind != .elements, !isRead else { return nil }
    isRead = true
    return Leaf(raw: text, place: place(record))
  }

  /// Everything in it that nobody has read, which is then read, in the order of the file.
  func rest(in record: CellPlace) -> [Leaf] {
    var all: [Leaf] = []
    addRest(in: record, to: &all)
    return all
  }

  private func addRest(in record: CellPlace, to all: inout [Leaf]) {
    if let own = own(in: record) { all.append(own) }
    for child in children { child.addRest(in: record, to: &all) }
  }

  /// Whether something in it was not read.
  var isOpen: Bool { kind == .elements ? children.contains(where: \.isOpen) : !isRead }

  /// How many values stand in it, read or not.
  var count: Int { kind == .elements ? children.reduce(0) { $0 + $1.count } : 1 }

  /// Its place in the record of a resource.
  func place(_ record: CellPlace) -> CellPlace {
    CellPlace(file: record.file, row: line, column: path, record: record.record)
  }

  /// The extensions in it whose address ends so, whoever defined them.
  func extensions(_ endings: String...) -> [FHIRElement] {
    all("extension").filter { own in
      guard let url = own.peek("url") else { return false }
      return endings.contains(String(url.split(separator: "/").last ?? ""))
    }
  }

  /// The value of an extension, whatever its type.
  var extensionValue: FHIRElement? { children.first { $0.name.hasPrefix("value") } }

  /// Whether nothing stands in it but addresses of extensions.
  var isOnlyAddress: Bool {
    kind == .elements ? !children.isEmpty && children.allSatisfy(\.isOnlyAddress) : name == "url"
  }

  /// Whether an element of a name is somewhere in it.
  func holds(_ name: String) -> Bool { children.contains { $0.name == name || $0.holds(name) } }

  /// Everything that it says, without who published it and how it is shown: to tell whether two are the same.
  var content: String {
    if kind != .elements { return "\(name)=\(text)" }
    let own = children.filter { !(["meta", "text"].contains($0.name) && !path.contains(".")) }
    return "\(name){\(own.map(\.content).sorted().joined(separator: ";"))}"
  }
}
