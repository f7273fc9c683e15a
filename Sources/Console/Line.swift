// SPDX-License-Identifier: Apache-2.0

import Plain

/// A line for a person: what is put into it is shown, never acted on, since no other way in exists than the literal and `Painted`.
package struct Line: ExpressibleByStringInterpolation {
  package let text: String

  package init(stringLiteral value: String) { text = value }
  package init(stringInterpolation: Parts) { text = stringInterpolation.text }

  /// The parts of a line.
  package struct Parts: StringInterpolationProtocol {
    var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }
    package mutating func appendLiteral(_ literal: String) { text += literal }
    package mutating func appendInterpolation(_ painted: Painted) { text += painted.text }
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += Line.inert(value.description)
    }
  }

  /// Text on one line, with nothing that a terminal acts on.
  static func inert(_ text: String) -> String {
    let safe = TerminalText.safe(text)
    guard safe.unicodeScalars.contains("\n") else { return safe }
    return safe.unicodeScalars.map { $0 == "\n" ? "␊" : String($0) }.joined()
  }
}

/// Text in a colour, if colours are used. The only way for an escape sequence to reach a terminal.
package struct Painted {
  package let text: String

  package init(_ text: String, _ colour: Terminal.Colour, if isTerminal: Bool) {
    let inert = Line.inert(text)
    self.text = Terminal.usesColour(isTerminal) ? "\u{1B}[\(colour.rawValue)m\(inert)\u{1B}[0m" : inert
  }
}
