// SPDX-License-Identifier: Apache-2.0

/// Numbers as print shows them: fixed decimals, trailing zeros dropped, groups of three from 10 000 on, parted by a narrow no-break space: no mark that could be a decimal one, so that
/// what is printed can be read back.
///
/// Own code because Foundation's formatters are slow and follow the machine's locale; a published number must not.
public enum Numbers {
  /// `5.5`, `167.41`, `1000`, `12 500`; rounds half away from zero at the number of decimals.
  ///
  /// - Parameters:
  ///   - value: any finite number; others are written `–`.
  ///   - decimals: 0 to 9; others count as the nearer of the two.
  public static func text(_ value: Double, decimals: Int = 1) -> String {
    guard let parts = Decimals(value, decimals) else { return "–" }
    return (parts.isNegative ? "−" : "") + grouped(parts.whole) + parts.fraction
  }

  /// The same, with a fourth decimal where three could be thousands: `1.1250`. For doses, which a person may copy.
  public static func unmistakable(_ value: Double, decimals: Int = 3) -> String {
    let text = text(value, decimals: decimals)
    return Quantity.thousandsOrDecimal(text) == nil ? text : text + "0"
  }

  /// The same number for a machine to read back: ASCII minus, no groups: `-1624.59`. What has no print (not finite, 1e15 and above) is empty.
  public static func machine(_ value: Double, decimals: Int = 1) -> String {
    guard let parts = Decimals(value, decimals) else { return "" }
    return (parts.isNegative ? "-" : "") + String(parts.whole) + parts.fraction
  }

  /// Whether print shows nothing of a number but zero.
  public static func isZero(_ value: Double, decimals: Int = 1) -> Bool {
    Decimals(value, decimals).map { $0.whole == 0 && $0.fraction.isEmpty } ?? false
  }

  /// A number rounded to its decimals.
  private struct Decimals {
    let isNegative: Bool
    let whole: Int
    /// With its point and without trailing zeros; empty where there is none.
    let fraction: String

    init?(_ value: Double, _ decimals: Int) {
      guard value.isFinite, value.magnitude < 1e15 else { return nil }
      // More decimals than that are not shown; a fraction padded to them would be another number.
      let decimals = min(max(decimals, 0), 9)
      var scale = 1
      for _ in 0..<decimals { scale *= 10 }
      let scaled = (value.magnitude * Double(scale)).rounded(.toNearestOrAwayFromZero)
      guard scaled < 9e18 else { return nil }
      let units = Int(scaled)
      isNegative = value < 0 && units != 0
      whole = units / scale
      guard units % scale != 0 else {
        fraction = ""
        return
      }
      var digits = String(units % scale)
      while digits.utf8.count < decimals { digits = "0" + digits }
      while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
      fraction = "." + digits
    }
  }

  /// What parts groups of three digits: a narrow no-break space, as the SI brochure has it (not within four digits).
  static let groupSeparator: Character = "\u{202F}"

  private static func grouped(_ value: Int) -> String {
    guard value >= 10_000 else { return String(value) }
    let digits = String(value)
    let lead = (digits.utf8.count - 1) % 3 + 1
    return digits.enumerated().reduce(into: "") { text, digit in
      if digit.offset >= lead, (digit.offset - lead).isMultiple(of: 3) { text.append(groupSeparator) }
      text.append(digit.element)
    }
  }
}

extension Numbers {
  /// With its sign: `+4.5`, `−9.8`, `0`.
  public static func signed(_ value: Double, decimals: Int = 1) -> String {
    let isPlus = value > 0 && value.magnitude < 1e15 && !isZero(value, decimals: decimals)
    return (isPlus ? "+" : "") + text(value, decimals: decimals)
  }

  /// With all its decimals, so that a column of them lines up: `26.0`, `−0.40`, `1250.0`.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    let decimals = min(max(decimals, 0), 9)
    let text = text(value, decimals: decimals)
    guard decimals > 0, text != "–" else { return text }
    let parts = text.split(separator: ".", maxSplits: 1)
    let fraction = parts.count == 2 ? parts[1] : ""
    return parts[0] + "." + fraction + String(repeating: "0", count: decimals - fraction.utf8.count)
  }

  /// For a machine to read back: shortest digits, a point, ASCII minus, no groups, no needless `.0`: `0.75`, `-3`.
  public static func plain(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A coordinate of a drawing, at most two decimals, as short as SVG allows: `12`, `0.5`, `-3.25`. What is not finite, or too large for a canvas, is `0`.
  public static func short(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e12 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths.magnitude % 100
    let whole = (hundredths < 0 ? "-" : "") + "\(hundredths.magnitude / 100)"
    guard rest != 0 else { return whole }
    return whole + "." + (rest.isMultiple(of: 10) ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
  }
}
