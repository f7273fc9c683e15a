// SPDX-License-Identifier: Apache-2.0

import Outcomes
import Plain

extension TableOf {
  /// The table for a page, with caption, heads in scope, and cells that link to those of their traces that stand on it.
  func html(rows limit: Int, linking anchors: Set<Trace.ID>, in language: Language = .english) -> Markup {
    var notes = footnotes.map { $0.text(in: language) }
    let title = title.text(in: language)
    if rows.count > limit {
      notes.append(
        Phrase(
          "The first \(limit) of \(rows.count) rows; tables/\(name).csv holds all.",
          "Die ersten \(limit) von \(rows.count) Zeilen; tables/\(name).csv enthält alle.")[language])
    }
    let head = Markup.element(
      "tr", columns.map { Markup.element("th", ["scope": "col"], .text($0.head(in: language))) })
    let body = rows.prefix(limit).map { row in
      Markup.element(
        "tr",
        row.enumerated().map { index, cell in
          let text = Markup.lines(cell.text(in: language))
          let trace = cell.trace.flatMap { anchors.contains($0) ? $0 : nil }
          let linked = trace.map { Markup.element("a", ["href": "#" + Trace.anchor($0)], text) } ?? text
          return index == 0 ? .element("th", ["scope": "row"], linked) : .element("td", linked)
        })
    }
    return Markup.element(
      "figure", ["class": "table"],
      Markup.element(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": title],
        Markup.element("table", .element("caption", .text(title)), .element("thead", head), .element("tbody", body))),
      notes.isEmpty ? .nothing : .element("figcaption", notes.map { Markup.element("p", .text($0)) }))
  }
}

extension Trace {
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
}
