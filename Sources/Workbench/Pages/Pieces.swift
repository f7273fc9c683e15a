// SPDX-License-Identifier: Apache-2.0

import Course
import Plain
import Review

/// Pieces that several pages have.
enum Pieces {
  /// A severity as shape and word: never by colour alone.
  static func severity(_ severity: Severity, _ visit: Visit, saysWord: Bool = true) -> Markup {
    let word = visit(Self.word(severity))
    let shape: Markup =
      switch severity {
      case .error: .element("polygon", ["points": "3.5,0 8.5,0 12,3.5 12,8.5 8.5,12 3.5,12 0,8.5 0,3.5"])
      case .warning: .element("polygon", ["points": "6,0.5 12,11.5 0,11.5"])
      case .note: .element("circle", ["cx": "6", "cy": "6", "r": "5"])
      }
    return .element(
      "span", ["class": "sev \(severity.rawValue)"],
      .element("svg", ["class": "shape", "viewBox": "0 0 12 12", "aria-hidden": "true"], shape),
      saysWord ? .text(word) : .element("span", ["class": "vh"], .text(word)))
  }

  /// The word of a severity.
  static func word(_ severity: Severity) -> Phrase {
    switch severity {
    case .error: Phrase("error", "Fehler")
    case .warning: Phrase("warning", "Warnung")
    case .note: Phrase("note", "Hinweis")
    }
  }

  /// A number at the head of a page with what it counts.
  static func number(_ label: String, _ value: Markup, _ remark: String = "") -> Markup {
    .element(
      "div", .element("dt", .text(label)),
      .element("dd", value, remark.isEmpty ? .nothing : .group([" ", .element("small", .text(remark))])))
  }

  /// Where something is stated: sections with their quotes.
  static func sources(_ sources: [Source], _ visit: Visit) -> Markup {
    guard !sources.isEmpty else { return .element("span", ["class": "none"], "–") }
    let label =
      sources.count == 1
      ? (sources[0].facts.first ?? sources[0].section)
      : "\(sources.count) " + visit(Phrase("sources", "Quellen"))
    return .element(
      "details", ["class": "src"], .element("summary", .text(label)),
      .element(
        "ul",
        sources.map { source in
          .element(
            "li", .element("span", ["class": "dim"], .text(([source.section] + source.facts).joined(separator: " · "))),
            source.quote.map { .element("q", ["lang": ""], .text($0)) } ?? .nothing)
        }))
  }

  /// A table that scrolls by itself, and can be scrolled by keys.
  static func table(_ label: String, class style: String = "", head: [String], _ rows: [Markup]) -> Markup {
    .element(
      "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": label],
      .element(
        "table", ["class": style],
        .element(
          "thead", .element("tr", head.map { .element("th", ["scope": "col"], .text($0)) })), .element("tbody", rows)))
  }

  /// A box or a button of a choice, on or not.
  static func input(_ type: String, _ name: String, _ value: String, isOn: Bool, label: String = "") -> Markup {
    isOn
      ? .element(
        "input", ["type": type, "name": name, "value": value, "checked": "checked", "aria-label": label])
      : .element("input", ["type": type, "name": name, "value": value, "aria-label": label])
  }

  /// What the reader tells of a row: what is wrong, else what it warns of; by a word, never by colour alone. nil where it tells nothing.
  static func told(problems: [Phrase], warnings: [Phrase], _ visit: Visit) -> Markup? {
    for (severity, words) in [(Severity.error, problems), (.warning, warnings)] where !words.isEmpty {
      return .group([
        Pieces.severity(severity, visit),
        .text(": " + words.map { visit($0) }.joined(separator: "; ")),
      ])
    }
    return nil
  }

  /// A row of texts, of which the first is its head.
  static func row(_ cells: [String]) -> Markup {
    .element(
      "tr",
      cells.enumerated().map { index, cell in
        index == 0 ? .element("th", ["scope": "row"], .text(cell)) : .element("td", .text(cell))
      })
  }
}
