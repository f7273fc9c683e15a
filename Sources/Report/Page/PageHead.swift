// SPDX-License-Identifier: Apache-2.0

/// The beginning of a page of ours: what it is called, how it looks, and what a browser may do with it.
struct PageHead {
  /// The title, as text.
  let title: String
  /// The style sheet. It is a constant of the program: nothing of a study is in it.
  let style: String
  /// The SHA-256 of the style sheet in base 64, a constant beside it; a test has another program compute it.
  let styleHash: String

  /// From the document type to the end of the head.
  var html: String {
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
      + "<meta http-equiv=\"Content-Security-Policy\" content=\"\(HTML.escape(policy))\"/>"
      + "<meta name=\"referrer\" content=\"no-referrer\"/>"
      + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
      + "<title>\(HTML.escape(title))</title><style>\(style)</style></head>"
  }

  /// Content Security Policy Level 3: nothing is loaded, run, sent or embedded. The page has no script and no picture but SVG within it; its one style sheet
  /// is known by its hash (2.3.1), so that a style in a text of the study would be none. Since no `style` attribute may stand on the page, figures take their
  /// size from attributes of their own.
  ///
  /// The policy stands before everything that it governs; `frame-ancestors` and `sandbox` cannot be set here (3.3).
  var policy: String {
    "default-src 'none'; script-src 'none'; style-src 'sha256-\(styleHash)'; base-uri 'none'; form-action 'none'"
  }
}
