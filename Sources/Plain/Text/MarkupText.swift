// SPDX-License-Identifier: Apache-2.0

/// Text for HTML and XML: content and attributes in double quotes.
public enum MarkupText {
  /// The text with markup as entities, line breaks and tabs as spaces.
  ///
  /// Controls become U+FFFD: XML 1.0 (production 2) forbids those of C0 and discourages C1, HTML (13.2.3.5) calls both errors. Marks that turn the
  /// direction of text become U+FFFD too, since they reach past the text that holds them (Unicode Technical Standard 55); so do U+FFFE and U+FFFF, which no
  /// XML may hold.
  public static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "\n" where previous == "\r": break
      case "\t": escaped.append(" ")
      case _ where scalar.breaksLine: escaped.append(" ")
      case _ where scalar.isHidden || scalar.value == 0xFFFE || scalar.value == 0xFFFF: escaped.append(.replacement)
      default: escaped.append(scalar)
      }
      previous = scalar
    }
    return String(escaped)
  }

  /// The address of a link if it can only lead where a link of ours may: to a place on the page (`#traces`), to a file beside it (`tables/a.csv`), or to
  /// the web (`https`, `http`). Nothing else, `javascript:` least of all, is an address.
  ///
  /// A browser ignores tabs, line breaks and leading controls in an address and takes `\` for `/` (URL Standard, 4.4), so none of them may be in it.
  public static func link(_ address: String) -> String? {
    let scalars = address.unicodeScalars
    guard let first = scalars.first,
      scalars.allSatisfy({ !$0.isHidden && !$0.breaksLine && !$0.properties.isWhitespace && $0 != "\\" })
    else { return nil }
    if first == "#" { return address }
    let scheme = scalars.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    if scheme.endIndex < scalars.endIndex, scalars[scheme.endIndex] == ":" {
      return ["https", "http"].contains(String(scheme).lowercased()) ? address : nil
    }
    // `//host/…` is another machine.
    return address.utf8.starts(with: "//".utf8) ? nil : address
  }
}
