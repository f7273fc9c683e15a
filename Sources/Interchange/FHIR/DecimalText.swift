// SPDX-License-Identifier: Apache-2.0

/// A decimal as JSON may write it.
enum DecimalText {
  /// Whether a text is digits, perhaps with a point and digits behind it, so many of each at most: `[0-9]{1,12}(\.[0-9]{1,12})?`. Nearly every value of a laboratory is asked it, which costs no expression.
  static func isPlain(_ text: String, whole: Int, fraction: Int) -> Bool {
    var counts = (whole: 0, fraction: 0)
    var hasPoint = false
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: if hasPoint { counts.fraction += 1 } else { counts.whole += 1 }
      case 0x2E where !hasPoint: hasPoint = true
      default: return false
      }
    }
    return counts.whole > 0 && counts.whole <= whole && counts.fraction <= fraction
      && hasPoint == (counts.fraction > 0)
  }

  /// The same number without an exponent, digit for digit: `9E-1` as `0.9`, `1.50e2` as `150`. What is no such number, or would have more than 12 digits before or
  /// behind the point, stays as it is.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x65 || $0 == 0x45 }),
      let match = text.wholeMatch(of: /(-?)(\d{1,12})(?:\.(\d{1,12}))?[eE]([+-]?\d{1,2})/),
      let exponent = Int(match.4), abs(exponent) <= 12
    else { return text }
    let (whole, fraction) = (String(match.2), String(match.3 ?? ""))
    let digits = whole + fraction
    let point = whole.count + exponent
    var shown = digits
    if point <= 0 {
      shown = "0." + String(repeating: "0", count: -point) + digits
    } else if point >= digits.count {
      shown = digits + String(repeating: "0", count: point - digits.count)
    } else {
      shown = digits.prefix(point) + "." + digits.dropFirst(point)
    }
    while shown.first == "0", shown.dropFirst().first?.isNumber ?? false { shown.removeFirst() }
    return match.1 + shown
  }
}
