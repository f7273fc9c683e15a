// SPDX-License-Identifier: Apache-2.0

/// Content lines of iCalendar (RFC 5545).
public enum ICalendarText {
  /// A value of type TEXT (RFC 5545, 3.3.11): backslash, comma and semicolon behind a backslash, line breaks of any kind as `\n`. Other controls
  /// but the tab are dropped (3.1: CONTROL is in no line), marks of direction become U+FFFD, so that a dose reads as it was written.
  ///
  /// This goes over scalars: a comma that carries a combining mark is still a comma to the reader of the file.
  public static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ",", ";":
        escaped.append("\\")
        escaped.append(scalar)
      case "\t": escaped.append(scalar)
      case "\n" where previous == "\r": break
      case _ where scalar.breaksLine: escaped.append(contentsOf: "\\n".unicodeScalars)
      case _ where scalar.isControl: break
      case _ where scalar.turnsDirection: escaped.append(.replacement)
      default: escaped.append(scalar)
      }
      previous = scalar
    }
    return String(escaped)
  }

  /// A content line with its CRLF, folded into pieces of at most 75 octets, each but the first led by a space (RFC 5545, 3.1). No piece ends within the
  /// octets of a scalar, and none before a combining mark that fits beside its letter, since a reader may take the space with its mark for one letter.
  ///
  /// - Parameters:
  ///   - name: the property with its parameters: `DTSTART;VALUE=DATE`.
  ///   - value: the value, escaped where it is text.
  public static func line(_ name: String, _ value: String) -> String {
    var line = String.UnicodeScalarView()
    var octets = 0
    func add(_ piece: some Collection<Unicode.Scalar>, _ size: Int) {
      if octets + size > 75 {
        line.append(contentsOf: "\r\n ".unicodeScalars)
        octets = 1
      }
      line.append(contentsOf: piece)
      octets += size
    }
    for character in name + ":" + value {
      let size = character.utf8.count
      if size <= 74 {
        add(character.unicodeScalars, size)
      } else {
        // More marks than a line has octets.
        for scalar in character.unicodeScalars { add(CollectionOfOne(scalar), UTF8.width(scalar)) }
      }
    }
    line.append(contentsOf: "\r\n".unicodeScalars)
    return String(line)
  }
}
