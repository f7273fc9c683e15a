// SPDX-License-Identifier: Apache-2.0

import Plain
import Report

/// A table of a report as a part of a page, with its footnotes. Of a long one the first rows are shown; its file has all.
struct TablePanel<Text: TableText> {
  let table: TableOf<Text>
  let language: Language
  /// What stands beside the title: links to files.
  var beside: [Markup] = []

  /// So many rows stand on a page.
  private static var most: Int { 100 }

  var markup: Markup {
    .element(
      "section", ["class": "panel", "aria-label": table.title.text(in: language), "lang": language.rawValue],
      .element(
        "header", .element("h2", .text(table.title.text(in: language))),
        beside.isEmpty ? .nothing : .element("span", ["class": "row small"], beside)),
      .element(
        "div",
        Pieces.table(
          table.title.text(in: language), head: table.columns.map { $0.head(in: language) },
          table.rows.prefix(Self.most).map { row in
            .element(
              "tr",
              row.enumerated().map { index, cell in
                let text = Markup.lines(cell.text(in: language))
                return index == 0 ? .element("th", ["scope": "row"], text) : .element("td", text)
              })
          })),
      table.footnotes.isEmpty
        ? .nothing : .element("footer", table.footnotes.map { .element("p", .text($0.text(in: language))) }))
  }
}
