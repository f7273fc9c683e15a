// SPDX-License-Identifier: Apache-2.0

/// A decimal as JSON may write it.
enum DecimalText {
  /// The same number without an exponent, digit for digit: `9E-1` as `0.9`, `1.50e2` as `150`. What is no such number, or would have more than 12 digits before or
  /// behind the point, stays as it is.
  static func plain(_ text: String) -> String {
    guard let match = text.wholeMatch(of: /(-?)(\d{1,12})(?:\.(\d{1,12}))?[eE]([+-]?\d{1,2})/),
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
