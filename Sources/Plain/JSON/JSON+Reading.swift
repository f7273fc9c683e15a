// SPDX-License-Identifier: Apache-2.0

extension JSON {
  /// Reads a text whole, within bounds of depth and number of values: for files of our own, which are small.
  package init(parsing bytes: [UInt8], limits: JSONTape.Limits) throws(JSONTape.Fault) {
    var tape = JSONTape()
    try tape.read(bytes, 0..<bytes.count, limits: limits)
    self = Self.value(0, tape, bytes)
  }

  /// The value of a node; the tape has bounded how deep this goes.
  private static func value(_ index: Int, _ tape: JSONTape, _ bytes: [UInt8]) -> JSON {
    switch tape.nodes[index].kind {
    case .object:
      return .object(
        tape.children(of: index).map { key in
          (tape.text(key, in: bytes) ?? "", value(key + 1, tape, bytes))
        })
    case .array: return .array(tape.children(of: index).map { value($0, tape, bytes) })
    case .string, .key: return .string(tape.text(index, in: bytes) ?? "")
    case .number: return .number(tape.text(index, in: bytes).flatMap(Double.init))
    case .yes: return .bool(true)
    case .no: return .bool(false)
    case .null: return .null
    }
  }
}
