// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension FHIRElement {
  /// A resource out of its part of a file.
  ///
  /// - Parameters:
  ///   - line: the line on which the part begins.
  ///   - paths: those of resources that were read before.
  static func resource(
    _ tape: JSONTape, _ node: Int, in bytes: [UInt8], line: Int, paths: ElementPaths = ElementPaths()
  ) -> FHIRElement {
    let type = tape.member("resourceType", of: node, in: bytes).flatMap { tape.text($0, in: bytes) } ?? "resource"
    var builder = FHIRBuilder(tape, node, bytes, line: line)
    return builder.element(paths.root(type), node)
  }

  /// A message of another schema that is JSON, as an element of a name.
  ///
  /// - Parameters:
  ///   - line: the line on which it begins.
  ///   - rename: how a name of the file is called here.
  static func message(
    _ name: String, _ tape: JSONTape, _ node: Int, in bytes: [UInt8], line: Int, paths: ElementPaths,
    rename: @escaping (String) -> String
  ) -> FHIRElement {
    var builder = FHIRBuilder(tape, node, bytes, line: line, rename: rename)
    return builder.element(paths.root(name), node)
  }
}

/// Makes elements of values, with the lines that they stand on.
private struct FHIRBuilder {
  let tape: JSONTape
  let bytes: [UInt8]
  let rename: ((String) -> String)?
  /// Whether it stands on one line.
  let isOneLine: Bool
  private var place: Int
  private var line: Int

  init(_ tape: JSONTape, _ node: Int, _ bytes: [UInt8], line: Int, rename: ((String) -> String)? = nil) {
    (self.tape, self.bytes, self.line, self.rename) = (tape, bytes, line, rename)
    place = Int(tape.nodes[node].start)
    isOneLine = !bytes[place..<Int(tape.nodes[node].end)].contains(0x0A)
  }

  /// The line of an offset; they come in order.
  private mutating func line(of offset: UInt32) -> Int {
    if isOneLine { return line }
    while place < Int(offset) {
      if bytes[place] == 0x0A { line += 1 }
      place += 1
    }
    return line
  }

  /// An object, with everything in it.
  mutating func element(_ path: ElementPath, _ node: Int) -> FHIRElement {
    let element = FHIRElement(path, line: line(of: tape.nodes[node].start), kind: .elements)
    let end = Int(tape.nodes[node].next)
    var key = node + 1
    while key < end {
      add(self.path(key, in: path), key + 1, to: element)
      key = Int(tape.nodes[key + 1].next)
    }
    return element
  }

  /// The path of a key.
  private func path(_ key: Int, in parent: ElementPath) -> ElementPath {
    let node = tape.nodes[key]
    return parent.child(Int(node.start)..<Int(node.end), of: bytes) {
      let name = tape.text(key, in: bytes) ?? ""
      return rename?(name) ?? name
    }
  }

  /// An extension is called by the last part of its address.
  private func addressed(_ path: ElementPath, _ node: Int) -> ElementPath {
    guard path.name == "extension" || path.name == "modifierExtension",
      let url = tape.member("url", of: node, in: bytes), let address = tape.text(url, in: bytes),
      let last = address.split(separator: "/").last
    else { return path }
    let own = tape.nodes[url]
    return path.addressed(Int(own.start)..<Int(own.end), of: bytes) { last.prefix(60) }
  }

  private mutating func add(_ path: ElementPath, _ node: Int, to parent: FHIRElement) {
    let own = tape.nodes[node]
    switch own.kind {
    case .array:
      let end = Int(own.next)
      var item = node + 1
      while item < end {
        add(path, item, to: parent)
        item = Int(tape.nodes[item].next)
      }
    case .null, .key: break
    case .object: parent.append(element(addressed(path, node), node))
    case .string, .number, .yes, .no:
      if own.kind == .string, tape.isBlank(node, in: bytes) { return }
      let kind: FHIRElement.Kind = own.kind == .string ? .text : own.kind == .number ? .number : .flag
      parent.append(
        FHIRElement(path, line: line(of: own.start), kind: kind, text: Self.trimmed(tape.text(node, in: bytes) ?? "")))
    }
  }

  /// Without blanks around it; what is nothing but line breaks is shown as such.
  private static func trimmed(_ text: String) -> String {
    let own = text.trimmed
    return own.isEmpty ? "(blank)" : own
  }
}
