// SPDX-License-Identifier: Apache-2.0

/// A JSON value with its keys in the order given, so that files compare line by line (RFC 8259).
public indirect enum JSON: Sendable {
  /// An object.
  case object([(key: String, value: JSON)])
  /// An array.
  case array([JSON])
  /// A string.
  case string(String)
  /// A number; what is not finite is written `null`, since JSON has no word for it.
  case number(Double?)
  /// `true` or `false`.
  case bool(Bool)
  /// `null`.
  case null

  /// A whole number.
  public static func integer(_ number: Int) -> JSON { .number(Double(number)) }

  /// How arrays are laid out.
  public enum Layout: Sendable {
    /// Each value on a line of its own.
    case long
    /// Arrays without objects on one line: for a schema, whose lists of words are read as lists.
    case compact
    /// The whole value on one line, for a file with a value a line.
    case line
  }

  /// The value as text, indented by two spaces where it is more than a line.
  public func text(_ layout: Layout = .long) -> String {
    var output = ""
    write(to: &output, indent: "", layout)
    return output
  }

  private func write(to output: inout String, indent: String, _ layout: Layout) {
    switch self {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .number(let value):
      guard let value, value.isFinite else {
        output += "null"
        return
      }
      output += value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)"
    case .string(let value): JSON.quote(value, &output)
    case .array(let values) where layout == .line:
      output += "["
      for (index, value) in values.enumerated() {
        if index > 0 { output += "," }
        value.write(to: &output, indent: "", layout)
      }
      output += "]"
    case .object(let members) where layout == .line:
      output += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { output += "," }
        JSON.quote(member.key, &output)
        output += ":"
        member.value.write(to: &output, indent: "", layout)
      }
      output += "}"
    case .array(let values):
      if layout == .compact, values.allSatisfy({ if case .object = $0 { false } else { true } }) {
        output += "["
        for (index, value) in values.enumerated() {
          if index > 0 { output += ", " }
          value.write(to: &output, indent: "", layout)
        }
        output += "]"
        return
      }
      JSON.block("[", "]", values.count, &output, indent) { index, output, deeper in
        values[index].write(to: &output, indent: deeper, layout)
      }
    case .object(let members):
      JSON.block("{", "}", members.count, &output, indent) { index, output, deeper in
        JSON.quote(members[index].key, &output)
        output += ": "
        members[index].value.write(to: &output, indent: deeper, layout)
      }
    }
  }

  private static func block(
    _ open: String, _ close: String, _ count: Int, _ output: inout String, _ indent: String,
    _ item: (Int, inout String, String) -> Void
  ) {
    output += open
    let deeper = indent + "  "
    for index in 0..<count {
      output += (index == 0 ? "\n" : ",\n") + deeper
      item(index, &output, deeper)
    }
    output += count == 0 ? close : "\n" + indent + close
  }

  /// A string (RFC 8259, section 7). What is not seen stands as `\uXXXX`, so that a file shown on a terminal or put into a script is the same text and does
  /// nothing there: controls of C0 and C1, line breaks that JavaScript once took for its own, marks of direction.
  private static func quote(_ text: String, _ output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case _ where scalar.isHidden || scalar.breaksLine:
        // All of them lie in the basic plane: four digits are enough.
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}

extension JSON: ExpressibleByStringLiteral {
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
}
