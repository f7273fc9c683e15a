// SPDX-License-Identifier: Apache-2.0

/// An element of a report that is written: names are of the program, and every text is escaped where it is printed.
struct ReportNode: Equatable {
  var name: StaticName
  var attributes: [(name: StaticName, value: String)] = []
  var children: [ReportNode] = []
  var text: String?

  /// A name that stands in the program and comes from no study.
  struct StaticName: Equatable, ExpressibleByStringLiteral {
    let text: String
    init(stringLiteral value: StaticString) { text = value.description }
  }

  init(_ name: StaticName, _ attributes: [(StaticName, String)] = [], _ children: [ReportNode] = []) {
    self.name = name
    self.attributes = attributes.map { (name: $0.0, value: $0.1) }
    self.children = children
  }

  init(_ name: StaticName, _ text: String, _ attributes: [(StaticName, String)] = []) {
    self.init(name, attributes)
    self.text = text
  }

  static func == (one: ReportNode, other: ReportNode) -> Bool { one.printed() == other.printed() }

  /// The element as XML, one element a line.
  func printed(_ depth: Int = 0) -> String {
    let indent = String(repeating: "  ", count: depth)
    let head =
      indent + "<" + name.text + attributes.map { " \($0.name.text)=\"\(Self.escaped($0.value))\"" }.joined()
    if let text { return head + ">" + Self.escaped(text) + "</\(name.text)>\n" }
    if children.isEmpty { return head + "/>\n" }
    return head + ">\n" + children.map { $0.printed(depth + 1) }.joined() + indent + "</\(name.text)>\n"
  }

  /// A text as XML has it; what no XML can hold is a mark.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default:
        let value = scalar.value
        // XML 1.0, 2.2: characters that a document may have; line ends would be changed by a parser.
        if value == 0x9 || value == 0xA || value == 0xD {
          escaped += "&#\(value);"
        } else if value < 0x20 || value == 0xFFFE || value == 0xFFFF {
          escaped += "\u{FFFD}"
        } else {
          escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }

  /// Whether a text can stand in an element of the data set as it is: letters and signs of the lists of DIN SPEC 91379 that this program knows, no blanks around it, no more than so many characters.
  static func fits(_ text: String, limit: Int = 255) -> Bool {
    guard !text.isEmpty, text.count <= limit, text.first != " ", text.last != " " else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      (0x20...0x7E).contains(scalar.value) || (0xA1...0xAC).contains(scalar.value)
        || (0xAE...0x17E).contains(scalar.value) || scalar == "€"
    }
  }
}
