// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of XML read back, so that tests compare structure and not bytes.
struct ParsedElement: Equatable {
  var name: String
  var attributes: [String: String]
  var text = ""
  var children: [ParsedElement] = []

  /// This element and all below.
  var all: [ParsedElement] { [self] + children.flatMap(\.all) }

  /// All elements of a name.
  func elements(_ name: String) -> [ParsedElement] { all.filter { $0.name == name } }

  /// Reads a document; nothing if it is not well formed.
  static func parse(_ source: String) -> ParsedElement? {
    let builder = Builder()
    let parser = XMLParser(data: Data(source.utf8))
    parser.delegate = builder
    return parser.parse() ? builder.root : nil
  }

  private final class Builder: NSObject, XMLParserDelegate {
    var root: ParsedElement?
    private var open: [ParsedElement] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      open.append(ParsedElement(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      guard !open.isEmpty else { return }
      open[open.count - 1].text += string
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      guard var element = open.popLast() else { return }
      if !element.children.isEmpty { element.text = "" }
      if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }
  }
}
