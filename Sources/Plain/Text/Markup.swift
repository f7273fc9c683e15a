// SPDX-License-Identifier: Apache-2.0

/// A piece of HTML or XML as a tree: elements whose names the program knows, and text that can only be text.
///
/// Escaping is no one's duty: a string becomes text or the value of an attribute, and both are escaped when the tree is written. What must not be escaped, a
/// style sheet of the program or a picture that another writer of ours has written, comes in through a constructor of its own.
///
///     Markup.element("p", ["class": "hint"], "Not stated: ", .element("b", .text(title))).text   // <p class="hint">Not stated: <b>…</b></p>
public struct Markup: Sendable, ExpressibleByStringInterpolation {
  private indirect enum Node: Sendable {
    case element(StaticString, [(StaticString, String)], [Markup])
    case text(String)
    case trusted(String)
    case group([Markup])
  }

  private let node: Node

  private init(node: Node) { self.node = node }

  /// An element. Its name and the names of its attributes are literals of the program.
  public static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ children: [Markup]
  ) -> Markup {
    Markup(node: .element(name, attributes.map { ($0.key, $0.value) }, children))
  }

  /// An element.
  public static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ children: Markup...
  ) -> Markup { element(name, attributes, children) }

  /// An element without attributes.
  public static func element(_ name: StaticString, _ children: [Markup]) -> Markup { element(name, [:], children) }

  /// An element without attributes.
  public static func element(_ name: StaticString, _ children: Markup...) -> Markup { element(name, [:], children) }

  /// Text.
  public init(stringLiteral value: String) { self = .text(value) }

  /// Text, whatever is in it.
  public static func text(_ text: String) -> Markup { Markup(node: .text(text)) }

  /// Text on several lines, at line feeds, CR LF and CR. Every other line break is a space.
  public static func lines(_ text: String) -> Markup {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    return group(lines.enumerated().flatMap { $0 == 0 ? [.text(String($1))] : [.element("br"), .text(String($1))] })
  }

  /// Text in which line feeds and tabs stay, for a `textarea` or a `pre`: of both a parser drops the first line feed (HTML Living Standard, 13.2.6.4.7), which stands here.
  public static func preformatted(_ text: String) -> Markup {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    let escaped = lines.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { MarkupText.escaped(String($0)) }.joined(
        separator: "\t")
    }
    return Markup(node: .trusted("\n" + escaped.joined(separator: "\n")))
  }

  /// Several pieces after each other.
  public static func group(_ pieces: [Markup]) -> Markup { Markup(node: .group(pieces)) }

  /// Nothing.
  public static let nothing = Markup.group([])

  /// A style sheet that stands in the program: nothing of a study can be in a literal.
  public static func style(_ sheet: StaticString) -> Markup {
    element("style", Markup(node: .trusted(sheet.description)))
  }

  /// A picture that ``text`` of another tree, or the program's own renderer, has written with everything escaped.
  public static func picture(svg: String) -> Markup { Markup(node: .trusted(svg)) }

  /// Elements that have no content and no end (HTML Living Standard, 13.1.2), of those in use.
  private static let empty: Set<String> = ["br", "hr", "input", "link", "meta"]

  /// The tree as text.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to output: inout String) {
    switch node {
    case .text(let text): output += MarkupText.escaped(text)
    case .trusted(let text): output += text
    case .group(let pieces): for piece in pieces { piece.write(to: &output) }
    case .element(let name, let attributes, let children):
      let name = name.description
      output += "<" + name
      for (key, value) in attributes { output += " \(key)=\"\(MarkupText.escaped(value))\"" }
      if Self.empty.contains(name) {
        output += "/>"
      } else {
        output += ">"
        for child in children { child.write(to: &output) }
        output += "</" + name + ">"
      }
    }
  }
}
