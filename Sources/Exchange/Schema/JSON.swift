/// A JSON value whose keys keep their order, for print.
indirect enum JSON: Sendable, Equatable {
  case string(String)
  case integer(Int)
  case flag(Bool)
  case array([JSON])
  case object([(key: String, value: JSON)])

  static func == (first: JSON, second: JSON) -> Bool { first.text() == second.text() }

  /// The value as text, indented by two spaces.
  func text(indentation: Int = 0) -> String {
    let inner = String(repeating: " ", count: indentation + 2)
    let outer = String(repeating: " ", count: indentation)
    switch self {
    case .string(let text): return Self.quoted(text)
    case .integer(let number): return "\(number)"
    case .flag(let flag): return flag ? "true" : "false"
    case .array(let values):
      if values.isEmpty { return "[]" }
      let isFlat = values.allSatisfy { if case .object = $0 { false } else { true } }
      if isFlat { return "[" + values.map { $0.text() }.joined(separator: ", ") + "]" }
      return "[\n" + values.map { inner + $0.text(indentation: indentation + 2) }.joined(separator: ",\n")
        + "\n\(outer)]"
    case .object(let fields):
      if fields.isEmpty { return "{}" }
      let lines = fields.map { inner + Self.quoted($0.key) + ": " + $0.value.text(indentation: indentation + 2) }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension JSON: ExpressibleByStringLiteral {
  init(stringLiteral value: String) { self = .string(value) }
}
