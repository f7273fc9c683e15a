// SPDX-License-Identifier: Apache-2.0

import Plain

/// Text made safe for HTML, and identifiers made safe for links.
enum HTML {
  /// Text for content and for attributes in double quotes.
  static func escape(_ text: String) -> String { MarkupText.escaped(text) }

  /// The identifier of a trace on the page. Anything but letters, digits, `/`, `.`, `_` and `-` is written as its number.
  static func anchor(_ trace: String) -> String {
    var anchor = ""
    for scalar in trace.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "/", "-", "_", ".": anchor.unicodeScalars.append(scalar)
      default: anchor += "_u\(scalar.value)_"
      }
    }
    return anchor
  }

  /// A table with caption, heads in scope, and cells that link to their traces.
  static func table(_ table: Table, rows limit: Int) -> String {
    var html =
      "<figure class=\"table\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(escape(table.title))\"><table>"
    html += "<caption>\(escape(table.title))</caption><thead><tr>"
    for column in table.columns { html += "<th scope=\"col\">\(escape(column))</th>" }
    html += "</tr></thead><tbody>"
    for row in table.rows.prefix(limit) {
      html += "<tr>"
      for (index, cell) in row.enumerated() {
        let text = lines(cell.text).map(escape).joined(separator: "<br/>")
        let linked = cell.trace.map { "<a href=\"#\(anchor($0))\">\(text)</a>" } ?? text
        html += index == 0 ? "<th scope=\"row\">\(linked)</th>" : "<td>\(linked)</td>"
      }
      html += "</tr>"
    }
    html += "</tbody></table></div>"
    var notes = table.footnotes
    if table.rows.count > limit {
      notes.append("The first \(limit) of \(table.rows.count) rows; tables/\(table.name).csv holds all.")
    }
    if !notes.isEmpty { html += "<figcaption>" + notes.map { "<p>\(escape($0))</p>" }.joined() + "</figcaption>" }
    return html + "</figure>"
  }

  /// The lines of a text, at line feeds, CR LF and CR. Every other line break is a space to ``escape(_:)``.
  private static func lines(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map(String.init)
  }
}
