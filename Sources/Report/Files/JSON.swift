/// A JSON value with its keys in the order given, so that reports compare line by line.
enum JSON {
  case object([(String, JSON)])
  case array([JSON])
  case string(String)
  case number(Double?)
  case bool(Bool)
  case null

  /// Indented text.
  var text: String {
    var output = ""
    write(to: &output, indent: "")
    return output
  }

  private func write(to output: inout String, indent: String) {
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
    case .array(let values):
      JSON.block("[", "]", values.count, &output, indent) { index, output, deeper in
        values[index].write(to: &output, indent: deeper)
      }
    case .object(let members):
      JSON.block("{", "}", members.count, &output, indent) { index, output, deeper in
        JSON.quote(members[index].0, &output)
        output += ": "
        members[index].1.write(to: &output, indent: deeper)
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

  private static func quote(_ text: String, _ output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}
