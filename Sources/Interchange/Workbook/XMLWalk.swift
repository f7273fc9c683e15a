// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Walks through the elements of an XML document, as far as it is asked to, without the document in memory as a tree. Entities of other files are not followed.
final class XMLWalk: NSObject, XMLParserDelegate {
  private let begin: (String, [String: String], Int) -> Bool
  private let end: (String) -> Void
  private let text: (String) -> Void
  private var isStopped = false
  /// How many elements are open; a document that ends inside one was cut off, and the parser of some systems does not say so.
  private var depth = 0
  private var hasRoot = false
  /// The line of the first fault. The parser of some systems goes on behind one, closes what is open as it thinks, and says that it has parsed the document.
  private var faultLine: Int?

  private init(
    _ begin: @escaping (String, [String: String], Int) -> Bool, end: @escaping (String) -> Void,
    text: @escaping (String) -> Void
  ) {
    self.begin = begin
    self.end = end
    self.text = text
  }

  /// Walks through bytes; gives what is wrong with them, nil where nothing is.
  ///
  /// - Parameters:
  ///   - begin: an element begins, with its name without prefix and its attributes; false ends the walk.
  ///   - end: an element ends.
  ///   - text: text, in pieces.
  static func walk(
    _ bytes: [UInt8], begin: @escaping (String, [String: String]) -> Bool, end: @escaping (String) -> Void = { _ in },
    text: @escaping (String) -> Void = { _ in }
  ) -> String? {
    guard let bytes = utf8(bytes) else { return "no UTF-8" }
    if declaresType(bytes.prefix(1 << 16)) {
      return "a document type declaration, which no part of a workbook may have"
    }
    return walkThrough(bytes, begin: { name, attributes, _ in begin(name, attributes) }, end: end, text: text)
  }

  /// Walks through a document that comes from elsewhere; gives what is wrong with it, nil where nothing is. A document type, by which entities could be defined, is refused wherever it stands.
  ///
  /// - Parameters:
  ///   - lines: so many lines stand before it in its file.
  ///   - begin: an element begins, with its name without prefix, its attributes and the line on which its tag ends; false ends the walk.
  static func walk(
    document bytes: [UInt8], behind lines: Int = 0, begin: @escaping (String, [String: String], Int) -> Bool,
    end: @escaping (String) -> Void, text: @escaping (String) -> Void
  ) -> String? {
    if bytes.starts(with: [0x1F, 0x8B]) { return "a file packed by gzip; expected one that is unpacked" }
    guard let utf8 = utf8(bytes) else {
      let head = String(decoding: bytes.prefix(200), as: UTF8.self)
      let declared = head.firstMatch(of: #/encoding\s*=\s*["']([A-Za-z0-9._\-]{1,40})["']/#).map { String($0.1) }
      return "line \(lines + lineOfFault(bytes)): no UTF-8"
        + (declared.map {
          $0.lowercased() == "utf-8" ? ", which it declares" : "; it declares \($0), and has to be converted to UTF-8"
        } ?? "")
    }
    if declaresType(utf8[...]) { return "a document type declaration, by which texts could be hidden or multiplied" }
    return walkThrough(utf8, behind: lines, begin: begin, end: end, text: text)
  }

  /// The line of the first byte that is no UTF-8, or of a zero.
  private static func lineOfFault(_ bytes: [UInt8]) -> Int {
    var line = 1
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&rest), scalar.value != 0 {
      if scalar == "\n" { line += 1 }
    }
    return line
  }

  private static func walkThrough(
    _ bytes: [UInt8], behind lines: Int = 0, begin: @escaping (String, [String: String], Int) -> Bool,
    end: @escaping (String) -> Void,
    text: @escaping (String) -> Void
  ) -> String? {
    let walk = XMLWalk({ begin($0, $1, lines + $2) }, end: end, text: text)
    let parser = XMLParser(data: Data(bytes))
    parser.shouldProcessNamespaces = true
    parser.shouldResolveExternalEntities = false
    parser.delegate = walk
    let isParsed = parser.parse()
    if walk.isStopped { return nil }
    if let line = walk.faultLine { return "line \(lines + line): no well-formed XML" }
    if isParsed, walk.depth == 0, walk.hasRoot { return nil }
    return isParsed
      ? "line \(lines + parser.lineNumber): the XML ends before it is complete"
      : "line \(lines + parser.lineNumber): no well-formed XML"
  }

  /// Whether entities of its own can stand in a document: their text would be lost (ECMA-376 part 2, 8.1.4, allows none).
  private static func declaresType(_ bytes: ArraySlice<UInt8>) -> Bool {
    let mark = Array("<!DOCTYPE".utf8)
    var place = bytes.startIndex
    while let next = bytes[place...].firstIndex(of: 0x21) {
      if next > bytes.startIndex, bytes[(next - 1)...].starts(with: mark) { return true }
      place = next + 1
    }
    return false
  }

  /// The bytes of a document that is UTF-16 in UTF-8; others as they are.
  static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) ? utf8(bytes) ?? bytes : bytes
  }

  /// The bytes of a document in UTF-8; nil where they are of neither encoding that a part may have, UTF-8 and UTF-16 with its mark (ECMA-376 part 2).
  ///
  /// XMLParser ends the program at a name that is no UTF-8.
  private static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else {
      return String(validating: bytes, as: UTF8.self) == nil || bytes.contains(0) ? nil : bytes
    }
    guard bytes.count.isMultiple(of: 2) else { return nil }
    let units = stride(from: 2, to: bytes.count, by: 2).map { place -> UInt16 in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    guard let text = String(validating: units, as: UTF16.self), !text.utf8.contains(0) else { return nil }
    // What is declared is the encoding that it had.
    guard text.hasPrefix("<?xml"), let end = text.firstRange(of: "?>") else { return Array(text.utf8) }
    return Array(text[end.upperBound...].utf8)
  }

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    depth += 1
    hasRoot = true
    guard !isStopped, !begin(elementName, attributes, parser.lineNumber) else { return }
    isStopped = true
    parser.abortParsing()
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
  ) {
    depth -= 1
    if !isStopped { end(elementName) }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
    if faultLine == nil { faultLine = parser.lineNumber }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { if !isStopped { text(string) } }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    if !isStopped { text(String(decoding: block, as: UTF8.self)) }
  }
}
