// SPDX-License-Identifier: Apache-2.0

import Drawing
import Plain

/// A document as one page that works from disk, and as Markdown.
extension Manuscript {
  /// The page, in the style of reports, with the number of each table and figure in its caption.
  ///
  /// - Parameters:
  ///   - figures: its figures, in the order of their numbers.
  ///   - footer: what stands at the end.
  package func html(figures: [ReportFigure] = [], footer: String) -> String {
    let sections = blocks.compactMap { block -> Markup? in
      guard case .heading(let text, 1, let anchor?) = block else { return nil }
      return .element("li", .element("a", ["href": "#" + anchor], .text(text)))
    }
    let navigation =
      sections.isEmpty
      ? Markup.nothing : .element("nav", ["aria-label": "Sections"], .element("ul", sections))
    return Page(
      title: title, style: ReportPage.style, styleHash: ReportPage.styleHash,
      body: [
        .element("a", ["class": "skip", "href": "#main"], "Skip to the text"),
        .element("header", .element("h1", .text(title)), .element("p", ["class": "hint"], .text(subtitle))), navigation,
        .element("main", ["id": "main"], blocks.map { Self.markup($0, figures) }),
        .element("footer", .element("p", .text(footer))),
      ]
    ).html
  }

  private static func markup(_ block: Block, _ figures: [ReportFigure]) -> Markup {
    switch block {
    case .heading(let text, let level, let anchor):
      let place: KeyValuePairs<StaticString, String> = ["id": anchor ?? ""]
      // The page has one title, and a heading of the document is below it.
      switch (level, anchor) {
      case (...1, nil): return .element("h2", .text(text))
      case (...1, _): return .element("h2", place, .text(text))
      case (2, nil): return .element("h3", .text(text))
      case (2, _): return .element("h3", place, .text(text))
      case (_, nil): return .element("h4", .text(text))
      case (_, _): return .element("h4", place, .text(text))
      }
    case .paragraph(let runs, let anchor):
      return anchor.map { .element("p", ["id": $0], runs.map(markup)) } ?? .element("p", runs.map(markup))
    case .open(let text): return .element("p", .element("mark", .text(text)))
    case .turn: return .nothing
    case .table(let grid): return markup(grid)
    case .figure(let figure, let number):
      return .element(
        "figure", ["class": "plot", "id": "figure_\(number)"],
        .element("div", ["class": "paper"], .picture(svg: figure.inlineSVG)),
        .element("figcaption", .element("b", .text("Figure \(number).")), .text(" \(figure.caption)")))
    }
  }

  private static func markup(_ run: Run) -> Markup {
    var text = Markup.lines(run.text)
    if run.isOpen { text = .element("mark", text) }
    if run.isStrong { text = .element("b", text) }
    return run.target.map { .element("a", ["href": "#" + $0], text) } ?? text
  }

  private static func markup(_ grid: Grid) -> Markup {
    let head = Markup.element("tr", grid.head.map { Markup.element("th", ["scope": "col"], .text($0)) })
    let rows = grid.rows.map { row in
      Markup.element(
        "tr",
        row.enumerated().map { index, cell in
          let content = cell.runs.map(markup)
          switch (index, cell.anchor) {
          case (0, let anchor?): return .element("th", ["scope": "row", "id": anchor], content)
          case (0, nil): return .element("th", ["scope": "row"], content)
          case (_, let anchor?): return .element("td", ["id": anchor], content)
          case (_, nil): return .element("td", content)
          }
        })
    }
    let title = "\(grid.label). \(grid.title)"
    return .element(
      "figure", ["class": "table", "id": grid.anchor],
      .element(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": title],
        .element("table", .element("caption", .text(title)), .element("thead", head), .element("tbody", rows))),
      grid.notes.isEmpty ? .nothing : .element("figcaption", grid.notes.map { Markup.element("p", .text($0)) }))
  }

  // MARK: Markdown

  /// The same as Markdown; a figure is a link to its file below `figures`.
  package func markdown(footer: String) -> String {
    var lines = ["# " + MarkdownText.inline(title), "", MarkdownText.line(subtitle), ""]
    for block in blocks {
      switch block {
      case .heading(let text, let level, let anchor):
        lines +=
          Self.place(anchor) + [String(repeating: "#", count: min(level + 1, 6)) + " " + MarkdownText.inline(text), ""]
      case .paragraph(let runs, let anchor): lines += [Self.places(anchor) + Self.markdown(runs), ""]
      case .open(let text): lines += ["**" + MarkdownText.inline(text) + "**", ""]
      case .turn: break
      case .table(let grid):
        lines +=
          Self.place(grid.anchor) + [
            "**" + MarkdownText.inline("\(grid.label).") + "** " + MarkdownText.inline(grid.title), "",
          ]
        lines.append("| " + grid.head.map(MarkdownText.cell).joined(separator: " | ") + " |")
        lines.append("|" + grid.head.map { _ in " --- |" }.joined())
        lines += grid.rows.map { row in
          "| " + row.map { Self.places($0.anchor) + Self.markdown($0.runs, MarkdownText.cell) }.joined(separator: " | ")
            + " |"
        }
        lines.append("")
        if !grid.notes.isEmpty { lines += grid.notes.map { MarkdownText.line($0) + "  " } + [""] }
      case .figure(let figure, let number):
        lines += [
          Self.places("figure_\(number)")
            + "![\(MarkdownText.inline("Figure \(number). \(figure.caption)"))](figures/\(figure.name).svg)", "",
        ]
      }
    }
    return (lines + ["---", "", MarkdownText.line(footer)]).joined(separator: "\n") + "\n"
  }

  /// A place that something leads to.
  private static func places(_ anchor: String?) -> String {
    anchor.map { Markup.element("a", ["id": $0]).text } ?? ""
  }

  private static func place(_ anchor: String?) -> [String] { anchor.map { [places($0), ""] } ?? [] }

  private static func markdown(_ runs: [Run], _ text: (String) -> String = MarkdownText.inline) -> String {
    runs.map { run in
      var piece = text(run.text)
      if run.isStrong || run.isOpen, !run.text.allSatisfy(\.isWhitespace) {
        // A mark stands at a letter, never at a blank.
        let start = String(run.text.prefix(while: \.isWhitespace))
        let end = String(run.text.reversed().prefix(while: \.isWhitespace).reversed())
        piece = start + "**" + text(run.text.trimmed) + "**" + end
      }
      return run.target.map { "[\(piece)](#\($0))" } ?? piece
    }.joined()
  }
}
