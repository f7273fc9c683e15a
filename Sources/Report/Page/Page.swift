// SPDX-License-Identifier: Apache-2.0

import Plain

/// A page of ours: what it is called, how it looks, and what a browser may do with it.
struct Page {
  /// The title, as text.
  let title: String
  /// The style sheet, a literal of the program.
  let style: StaticString
  /// The SHA-256 of the style sheet in base 64, a constant beside it; a test has another program compute it.
  let styleHash: StaticString
  /// The language of its words.
  var language = Language.english
  /// Whether figures on it have scans, which stand in it as `data:` addresses.
  var hasPictures = false
  /// What stands in the body.
  let body: [Markup]

  /// The page.
  var html: String {
    let head = Markup.element(
      "head", .element("meta", ["charset": "utf-8"]),
      Markup.element("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      Markup.element("meta", ["name": "referrer", "content": "no-referrer"]),
      Markup.element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      Markup.element("title", .text(title)), .style(style))
    return "<!DOCTYPE html>\n" + Markup.element("html", ["lang": language.rawValue], head, .element("body", body)).text
      + "\n"
  }

  /// Content Security Policy Level 3: nothing is loaded, run, sent or embedded. The page has no script and no picture but SVG within it, and in that scans of its own bytes; its one style sheet
  /// is known by its hash (2.3.1), so that a style in a text of the study would be none. Since no `style` attribute may stand on the page, figures take their
  /// size from attributes of their own.
  ///
  /// The policy stands before everything that it governs; `frame-ancestors` and `sandbox` cannot be set here (3.3).
  private var policy: String {
    "default-src 'none'; script-src 'none'; style-src 'sha256-\(styleHash)'; base-uri 'none'; form-action 'none'"
      + (hasPictures ? "; img-src data:" : "")
  }
}
