// SPDX-License-Identifier: Apache-2.0

import Testing

/// A reader of pages for tests, written against the HTML that a browser would see: it knows start tags with quoted attributes, and text.
enum Html {
  /// The fields of the forms of a page as a browser would send them: inputs, text areas and what is chosen of selects.
  static func fields(_ page: String) -> [(String, String)] {
    var fields: [(String, String)] = []
    for match in page.matches(
      of: /<input([^>]*)\/>|<textarea([^>]*)>\n?([^<]*)<\/textarea>|<select([^>]*)>((?:(?!<\/select>).)*)<\/select>/)
    {
      if let input = match.1 {
        let own = attributes(input)
        guard let name = own["name"], own["type"] == "text" || own["type"] == "hidden" || own["checked"] != nil else {
          continue
        }
        fields.append((name, own["value"] ?? ""))
      } else if let area = match.2 {
        if let name = attributes(area)["name"] { fields.append((name, unescaped(String(match.3 ?? "")))) }
      } else if let select = match.4, let name = attributes(select)["name"] {
        let chosen = (match.5 ?? "").firstMatch(of: /<option value="([^"]*)" selected/)
        fields.append((name, chosen.map { unescaped(String($0.1)) } ?? ""))
      }
    }
    return fields
  }

  private static func attributes(_ text: Substring) -> [String: String] {
    Dictionary(
      text.matches(of: /([a-z-]+)="([^"]*)"/).map { (String($0.1), unescaped(String($0.2))) },
      uniquingKeysWith: { first, _ in first })
  }

  static func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing(
      "&#39;", with: "'"
    )
    .replacing("&amp;", with: "&")
  }

  /// Nothing of a study has become an element, a handler or a script.
  static func expectInert(_ page: String, _ what: String) {
    #expect(page.firstMatch(of: /<script(?! src="\/assets\/workbench.js")/) == nil, "\(what)")
    #expect(page.firstMatch(of: /<img/) == nil, "\(what)")
    for tag in page.matches(of: /<[a-zA-Z][^>]*>/) {
      let names = tag.0.matches(of: /\s([a-zA-Z:-]+)="[^"]*"/).map(\.1)
      #expect(
        !names.contains { $0.lowercased().hasPrefix("on") || $0 == "autofocus" || $0 == "style" }, "\(what): \(tag.0)")
    }
  }
}
