// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology

extension StatedAge {
  /// Reads `73 at diagnosis`, or `73` where the event is not stated: completed years, at most 120.
  public init(parsing text: String) throws(ValueSyntaxError) {
    let parts = text.parts(by: " at ")
    guard parts.count <= 2, let years = WholeNumber.parse(parts[0]), years <= 120 else {
      // An age that is no number of years: a bound, a range, about.
      let isBound = text.first.map { "<>≤≥~".contains($0) } ?? false || text.contains("+") || text.contains("-")
        || text.lowercased().hasPrefix("ca") || text.lowercased().hasPrefix("about")
      throw ValueSyntaxError(
        text,
        expected: "completed years and the event: `73 at diagnosis`"
          + (isBound ? "; of an age that is not known to the year `not stated`, with a `year of birth` if there is one" : ""))
    }
    guard parts.count == 2 else {
      self.init(years: years, anchor: nil)
      return
    }
    let shift = text.utf8.count - parts[1].utf8.count
    do {
      var anchor = try Anchor(parsing: parts[1])
      anchor.offset += shift
      self.init(years: years, anchor: anchor)
    } catch {
      throw ValueSyntaxError(
        error.found, .other, expected: error.expected, suggestion: error.suggestion, offset: shift + error.offset)
    }
  }

  /// As it is read: `73 at diagnosis`.
  public var text: String { anchor.map { "\(years) at \($0.text)" } ?? "\(years)" }
}

/// A whole number as charts write it.
package enum WholeNumber {
  /// Digits only, at most nine; nil for anything else.
  package static func parse(_ text: String) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(text)
  }
}
