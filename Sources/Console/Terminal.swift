// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What stands at the other end of standard output and standard error.
package enum Terminal {
  /// Whether standard output is a terminal.
  package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether standard error is a terminal.
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal: its size, else COLUMNS, else 100; at least 20, at most 10,000.
  package static var columns: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return max(Int(size.ws_col), 20) }
    return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init).map { min(max($0, 20), 10_000) } ?? 100
  }

  /// Colours only on a terminal, and never where NO_COLOR is set (no-color.org).
  package static func usesColour(_ isTerminal: Bool) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// The colours in use.
  package enum Colour: String {
    case red = "31"
    case yellow = "33"
    case blue = "34"
    case bold = "1"
    case dim = "2"
  }

  /// `1 patient`, `3 patients`
  package static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// Writes a line to standard error, for a person.
  package static func tell(_ line: Line) { StandardStream.errors.write(line.text + "\n") }

  /// Writes a line to standard output, for a person.
  package static func say(_ line: Line = "") { StandardStream.output.write(line.text + "\n") }

  /// Writes several lines to standard output, for a person.
  package static func lines(_ text: String) { StandardStream.output.write(TerminalText.safe(text)) }

  /// Writes what a program reads to standard output, as it is; a terminal gets nothing to act on all the same.
  package static func data(_ text: String) {
    StandardStream.output.write(outputIsTerminal ? TerminalText.safe(text.replacing("\r\n", with: "\n")) : text)
  }

  /// A line on standard error that the next one replaces; nothing where nobody watches. Spaces wipe it, since `NO_COLOR` means no escape at all.
  package static func progress(_ line: Line) {
    guard errorIsTerminal, ProcessInfo.processInfo.environment["TERM"] != "dumb" else { return }
    let width = min(max(columns - 1, 19), 100)
    let shown = String(line.text.prefix(width))
    StandardStream.errors.write("\r" + shown + String(repeating: " ", count: width - shown.count) + "\r")
  }

  /// Removes the line of progress.
  package static func endProgress() { progress("") }
}

/// Every word goes through `Terminal`, which sees what becomes of it.
@available(*, unavailable, message: "use Terminal.say, lines or data")
package func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {}
