// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension FHIRElement {
  /// A resource out of its part of a file.
  ///
  /// - Parameters:
  ///   - line: the line on which the part begins.
  static func resource(_ tape: JSONTape, _ node: Int, in bytes: [UInt8], line: Int) -> FHIRElement {
    let type = tape.member("resourceType", of: node, in: bytes).flatMap { tape.text($0, in: bytes) } ?? "resource"
    var builder = FHIRBuilder(tape: tape, bytes: bytes, place: Int(tape.nodes[node].start), line: line)
    let root = FHIRElement(type, path: type, line: line, kind: .elements)
    builder.fill(root, node)
    return root
  }

  /// A message of another schema that is JSON, as an element of a name.
  ///
  /// - Parameters:
  ///   - line: the line on which it begins.
  ///   - rename: how a name of the file is called here.
  static func message(
    _ name: String, _ tape: JSONTape, _ node: Int, in bytes: [UInt8], line: Int, rename: @escaping (String) -> String
  ) -> FHIRElement {
    var builder = FHIRBuilder(tape: tape, bytes: bytes, place: Int(tape.nodes[node].start), line: line, rename: rename)
    let root = FHIRElement(name, path: name, line: line, kind: .elements)
    builder.fill(root, node)
    return root
  }
}

/// Makes elements of values, with the lines that they stand on.
private struct FHIRBuilder {
  let tape: JSONTape
  let bytes: [UInt8]
  var place: Int
  var line: Int
  var rename: (String) -> String = { $0 }

  /// The line of an offset; they come in order.
  private mutating func line(of offset: UInt32) -> Int {
    while place < Int(offset) {
      if bytes[place] == 0x0A { line += 1 }
      place += 1
    }
    return line
  }

  mutating func fill(_ element: FHIRElement, _ node: Int) {
    for key in tape.children(of: node) {
      let name = rename(tape.text(key, in: bytes) ?? "")
      add(name, key + 1, to: element)
    }
  }

  private mutating func add(_ name: String, _ node: Int, to parent: FHIRElement) {
    let own = tape.nodes[node]
    switch own.kind {
    case .array: for item in tape.children(of: node) { add(name, item, to: parent) }
    case .null, .key: break
    case .object:
      var path = "\(parent.path).\(name)"
      if name == "extension" || name == "modifierExtension",
        let url = tape.member("url", of: node, in: bytes).flatMap({ tape.text($0, in: bytes) }),
        let last = url.split(separator: "/").last
      {
        path += "(\(last.prefix(60)))"
      }
      let element = FHIRElement(name, path: path, line: line(of: own.start), kind: .elements)
      fill(element, node)
      parent.append(element)
    case .string, .number, .yes, .no:
      if own.kind == .string, tape.isBlank(node, in: bytes) { return }
      let kind: FHIRElement.Kind = own.kind == .string ? .text : own.kind == .number ? .number : .flag
      parent.append(
        FHIRElement(
          name, path: "\(parent.path).\(name)", line: line(of: own.start), kind: kind,
          text: Self.trimmed(tape.text(node, in: bytes) ?? "")))
    }
  }

  /// Without blanks around it; what is nothing but line breaks is shown as such.
  private static func trimmed(_ text: String) -> String {
    let own = text.trimmed
    return own.isEmpty ? "(blank)" : own
  }
}
