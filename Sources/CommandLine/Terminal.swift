import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What stands at the other end of standard output and standard error.
enum Terminal {
  /// Whether standard output is a terminal.
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether standard error is a terminal.
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal: its size, else COLUMNS, else 100; at least 20, at most 10,000.
  static var columns: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return max(Int(size.ws_col), 20) }
    return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init).map { min(max($0, 20), 10_000) } ?? 100
  }

  /// Colours only on a terminal, and never where NO_COLOR is set (no-color.org).
  static func usesColour(_ isTerminal: Bool) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// The colours in use.
  enum Colour: String {
    case red = "31"
    case yellow = "33"
    case blue = "34"
    case bold = "1"
    case dim = "2"
  }

  /// Text in a colour, if colours are used.
  static func paint(_ text: String, _ colour: Colour, if isTerminal: Bool) -> String {
    usesColour(isTerminal) ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// `1 patient`, `3 patients`
  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// Writes a line to standard error.
  static func tell(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  /// A line on standard error that the next one replaces; nothing where nobody watches.
  static func progress(_ text: String) {
    guard errorIsTerminal else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  /// Removes the line of progress.
  static func endProgress() { progress("") }
}
