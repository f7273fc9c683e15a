// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// Writes indented, escaped XML.
struct XMLWriter {
  /// What has been written so far.
  private(set) var text = ""
  private var depth: Int

  init(depth: Int = 0) {
    self.depth = depth
  }

  /// An attribute; it is left out where its value is nothing.
  typealias Attribute = (name: String, value: String?)

  /// An element with nothing inside.
  mutating func empty(_ name: String, _ attributes: [Attribute]) {
    line("<\(name)\(XMLWriter.attributes(attributes))/>")
  }

  /// A picture with its pixels. Base 64 has no sign that markup has, and is not searched for one: a page of scans has megabytes of it.
  mutating func picture(_ attributes: [Attribute], png: [UInt8]) {
    line(
      "<image\(XMLWriter.attributes(attributes)) href=\"data:image/png;base64,\(Data(png).base64EncodedString())\"/>")
  }

  /// An element with text inside, on one line so that no white space is added to it.
  mutating func element(_ name: String, _ attributes: [Attribute] = [], text content: String) {
    line("<\(name)\(XMLWriter.attributes(attributes))>\(MarkupText.escaped(content))</\(name)>")
  }

  /// An element with elements inside.
  mutating func element(_ name: String, _ attributes: [Attribute], body: (inout XMLWriter) -> Void) {
    line("<\(name)\(XMLWriter.attributes(attributes))>")
    depth += 1
    body(&self)
    depth -= 1
    line("</\(name)>")
  }

  private mutating func line(_ content: String) {
    text += String(repeating: "  ", count: depth) + content + "\n"
  }

  private static func attributes(_ attributes: [Attribute]) -> String {
    attributes.compactMap { name, value in value.map { " \(name)=\"\(MarkupText.escaped($0))\"" } }.joined()
  }
}
