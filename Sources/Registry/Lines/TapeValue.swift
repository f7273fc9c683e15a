// SPDX-License-Identifier: Apache-2.0

import Plain

/// Why a line is no line of outcomes: where, what was found and what is expected there.
struct LineFault: Error, Sendable {
  var column: Int
  var found: String
  var expected: String
}

/// A value of a line of JSON, which is asked for what it should be.
struct TapeValue {
  let tape: JSONTape
  let bytes: [UInt8]
  let index: Int

  private var node: JSONTape.Node { tape.nodes[index] }

  func fault(_ expected: String) -> LineFault {
    let kind =
      switch node.kind {
      case .object: "an object"
      case .array: "a list"
      case .null: "null"
      case .string, .key, .number, .yes, .no: "`\(String((tape.text(index, in: bytes) ?? "").prefix(40)))`"
      }
    return LineFault(column: Int(node.start) + 1, found: kind, expected: expected)
  }

  private func at(_ index: Int) -> TapeValue { TapeValue(tape: tape, bytes: bytes, index: index) }

  /// The value of a key; nil where it is not there or null.
  func optional(_ key: StaticString) throws(LineFault) -> TapeValue? {
    guard node.kind == .object else { throw fault("an object") }
    guard let place = tape.member(key, of: index, in: bytes), tape.nodes[place].kind != .null else { return nil }
    return at(place)
  }

  /// The value of a key that must be there.
  func needed(_ key: StaticString) throws(LineFault) -> TapeValue {
    guard let value = try optional(key) else {
      throw LineFault(column: Int(node.start) + 1, found: "no `\(key)`", expected: "`\"\(key)\": …`")
    }
    return value
  }

  func text() throws(LineFault) -> String {
    guard node.kind == .string, let text = tape.text(index, in: bytes) else { throw fault("a text") }
    return text
  }

  func number() throws(LineFault) -> Double {
    guard node.kind == .number, let number = tape.text(index, in: bytes).flatMap(Double.init), number.isFinite else {
      throw fault("a number")
    }
    return number
  }

  func integer() throws(LineFault) -> Int {
    guard node.kind == .number, let number = tape.text(index, in: bytes).flatMap({ Int($0) }) else {
      throw fault("a whole number")
    }
    return number
  }

  func flag() throws(LineFault) -> Bool {
    switch node.kind {
    case .yes: return true
    case .no: return false
    default: throw fault("`true` or `false`")
    }
  }

  var isNull: Bool { node.kind == .null }

  /// The values of a list.
  func list() throws(LineFault) -> [TapeValue] {
    guard node.kind == .array else { throw fault("a list") }
    return tape.children(of: index).map(at)
  }

  /// The keys of an object with their values.
  func fields() throws(LineFault) -> [(key: String, value: TapeValue)] {
    guard node.kind == .object else { throw fault("an object") }
    return tape.children(of: index).map { (tape.text($0, in: bytes) ?? "", at($0 + 1)) }
  }

  /// A word of a list of words.
  func word<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) throws(LineFault) -> Word {
    let text = try text()
    guard let word = Word(rawValue: text) else {
      throw fault(type.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
    }
    return word
  }
}
