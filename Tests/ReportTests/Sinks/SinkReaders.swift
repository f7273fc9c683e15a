// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Readers of each format that know nothing of our writers, and tell what a hostile text could have made of a file.
enum SinkReaders {
  /// Scalars that no file for eyes may hold: controls but the line feed (and CR LF where the format asks for it), hidden line breaks, marks of direction.
  static func hidden(in text: String, allowing allowed: Set<Unicode.Scalar> = ["\n"]) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
        !allowed.contains(scalar)
      default: false
      }
    }
  }

  // MARK: CSV

  /// The rows of RFC 4180: fields between commas, quotes doubled within quotes, CRLF at the end of each; nil where it is not of that grammar.
  static func rows(csv: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    let scalars = Array(csv.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if isQuoted {
        guard scalar == "\"" else {
          field.append(scalar)
          continue
        }
        if index < scalars.count, scalars[index] == "\"" {
          field.append("\"")
          index += 1
          continue
        }
        isQuoted = false
        // What follows a closing quote is a comma or the end of the row.
        guard index < scalars.count, scalars[index] == "," || scalars[index] == "\r" else { return nil }
        continue
      }
      switch scalar {
      case "\"":
        guard field.isEmpty else { return nil }
        isQuoted = true
      case ",":
        row.append(String(field))
        field = .init()
      case "\r":
        guard index < scalars.count, scalars[index] == "\n" else { return nil }
        index += 1
        row.append(String(field))
        field = .init()
        rows.append(row)
        row = []
      case "\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": return nil
      default: field.append(scalar)
      }
    }
    return isQuoted || !row.isEmpty || !field.isEmpty ? nil : rows
  }

  /// Whether a spreadsheet would run a field: by OWASP's list, behind spaces and what has no width, unless it is a number.
  static func isFormula(_ field: String) -> Bool {
    if field.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/) != nil { return false }
    let shown = field.unicodeScalars.drop {
      [" ", "\u{A0}", "\u{3000}", "\u{FEFF}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}"].contains($0)
        || (0x202A...0x202E).contains($0.value)
    }
    return shown.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? false
  }

  static func check(csv: String, columns: Int? = nil, rows count: Int? = nil, _ name: Comment) {
    guard let rows = rows(csv: csv), let head = rows.first else {
      Issue.record("no CSV of RFC 4180: \(name)")
      return
    }
    #expect(rows.allSatisfy { $0.count == columns ?? head.count }, name)
    if let count { #expect(rows.count == count + 1, name) }
    for row in rows { #expect(row.filter(isFormula) == [], name) }
  }

  // MARK: HTML and SVG

  /// The elements that our pages are made of: none runs, loads or sends anything.
  static let elements: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "article", "footer", "h1",
    "h2",
    "h3", "h4", "p", "a", "b", "br", "ul", "li", "dl", "div", "dt", "dd", "figure", "figcaption", "table", "caption",
    "thead",
    "tbody", "tr", "th", "td", "details", "summary", "code", "span", "svg", "g", "defs", "desc", "text", "rect", "line",
    "polyline", "path", "circle", "linearGradient", "stop", "mask", "pattern",
  ]

  /// Reads a page or figure as XML, and gives what should not be there.
  private final class Reader: NSObject, XMLParserDelegate {
    var faults: Set<String> = []
    var count = 0

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      count += 1
      if !elements.contains(name) { faults.insert("<\(name)>") }
      if name == "style", attributes.isEmpty == false { faults.insert("style with attributes") }
      for (key, value) in attributes {
        if key.lowercased().hasPrefix("on") || ["style", "src", "srcdoc", "action", "formaction"].contains(key) {
          faults.insert("\(name) \(key)")
        }
        if key.hasSuffix("href"), !value.hasPrefix("#") { faults.insert("\(key)=\(value)") }
        if key == "http-equiv", value != "Content-Security-Policy" { faults.insert("\(key)=\(value)") }
      }
    }
  }

  static func check(markup: String, _ name: Comment) {
    let body = markup.hasPrefix("<!DOCTYPE html>\n") ? String(markup.dropFirst("<!DOCTYPE html>\n".count)) : markup
    let parser = XMLParser(data: Data(body.utf8))
    let reader = Reader()
    parser.delegate = reader
    #expect(parser.parse(), "\(name), line \(parser.lineNumber): \(String(describing: parser.parserError))")
    #expect(reader.faults == [], name)
    #expect(reader.count > 1, name)
    #expect(hidden(in: markup) == [], name)
  }

  // MARK: Markdown

  /// A table of GitHub Flavored Markdown, with no more rows, columns or blocks than it should have.
  static func check(markdown: String, columns: Int, rows: Int, footnotes: Int, _ name: Comment) {
    #expect(hidden(in: markdown) == [], name)
    let lines = markdown.components(separatedBy: "\n")
    // Title, an empty line, head, rule, rows, perhaps an empty line and footnotes, and the end of the last line.
    #expect(lines.count == 4 + rows + (footnotes > 0 ? 1 + footnotes : 0) + 1, name)
    guard lines.count >= 4 + rows else { return }
    for line in [lines[2]] + lines[4..<4 + rows] {
      #expect(bare("|", in: line) == columns + 1, name)
    }
    for (index, line) in lines.enumerated() where index != 3 {
      // `<br>` is the one element that we write.
      let text = line.replacingOccurrences(of: "<br>", with: "")
      for mark in ["<", "`", "[", "]", "*", "~"] as [Unicode.Scalar] { #expect(bare(mark, in: text) == 0, name) }
    }
    for line in lines.suffix(footnotes + 1) {
      #expect(line.wholeMatch(of: /\s*([#>+=-]|[0-9]{1,9}[.)]).*/) == nil, name)
    }
  }

  /// How often a mark stands without a backslash of its own.
  private static func bare(_ mark: Unicode.Scalar, in text: String) -> Int {
    var count = 0
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if scalar == mark, !isEscaped { count += 1 }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return count
  }

  // MARK: iCalendar

  /// Content lines of RFC 5545: `name *(";" param) ":" value`, folded at 75 octets, of these names only.
  static func check(calendar: String, _ name: Comment) {
    #expect(hidden(in: calendar, allowing: ["\r", "\n", "\t"]) == [], name)
    #expect(calendar.hasSuffix("\r\n"), name)
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    for octet in calendar.utf8 {
      line.append(octet)
      guard line.suffix(2) == [13, 10] else { continue }
      line.removeLast(2)
      #expect(line.count <= 75 && !line.contains(13) && !line.contains(10), name)
      if line.first == 32, let last = lines.popLast() {
        lines.append(last + line.dropFirst())
      } else {
        lines.append(line)
      }
      line = []
    }
    #expect(line == [], name)
    let names = [
      "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART;VALUE=DATE",
      "DTEND;VALUE=DATE", "SUMMARY", "DESCRIPTION", "TRANSP", "END",
    ]
    for line in lines {
      let text = String(decoding: line, as: UTF8.self)
      let property = String(text.unicodeScalars.prefix { $0 != ":" })
      #expect(names.contains(property), name)
      guard ["X-WR-CALNAME", "UID", "SUMMARY", "DESCRIPTION"].contains(property) else { continue }
      // TSAFE-CHAR and ESCAPED-CHAR: no bare comma, semicolon or backslash.
      let value = Array(text.unicodeScalars.dropFirst(property.unicodeScalars.count + 1))
      var index = 0
      while index < value.count {
        if value[index] == "\\" {
          #expect(index + 1 < value.count && "\\;,nN".unicodeScalars.contains(value[index + 1]), name)
          index += 2
          continue
        }
        #expect(value[index] != "," && value[index] != ";", name)
        index += 1
      }
    }
  }

  // MARK: JSON

  /// The object of a file, by a reader that is not ours.
  static func object(json: String, _ name: Comment) throws -> Any {
    #expect(hidden(in: json) == [], name)
    return try JSONSerialization.jsonObject(with: Data(json.utf8))
  }
}
