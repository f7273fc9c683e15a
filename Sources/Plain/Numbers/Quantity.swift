// SPDX-License-Identifier: Apache-2.0

/// A number as people write it, with what follows it: `1000 mg/m2`.
public struct Quantity: Sendable, Hashable {
  /// The number; never negative where it was read.
  public var number: Double
  /// What follows it, without blanks at its ends; may be empty.
  public var unit: String

  /// A number with a unit.
  public init(number: Double, unit: String) {
    self.number = number
    self.unit = unit
  }

  /// Why a text is no quantity.
  public enum Failure: Error, Sendable, Hashable {
    /// A comma before exactly three digits, which can mean thousands or a decimal.
    case thousandsOrDecimal
    /// It does not begin with a number.
    case noNumber
  }

  /// Reads `1000 mg/m2`, `80kg`, `0.5`, `70,5 kg`. No exponents, no sign, at most 15 digits; a point or comma before three digits is refused where it can be either.
  public init(parsing text: String) throws(Failure) {
    let text = NumberText.withoutGroups(text.trimmed)
    let written = Self.written(text)
    if written.contains(",") {
      if Self.thousandsOrDecimal(text) != nil { throw .thousandsOrDecimal }
      guard let plain = try? NumberText.plain(written) else { throw .noNumber }
      try self.init(parsing: plain + text.dropFirst(written.count))
      return
    }
    let digits = written
    let points = written.count { $0 == "." }
    let rest = text.dropFirst(written.count)
    guard points <= 1, digits.utf8.count <= NumberText.mostDigits, let number = Double(digits) else { throw .noNumber }
    guard Self.isUnit(rest) else { throw .noNumber }
    self.init(number: number, unit: rest.trimmed)
  }

  /// The digits at the start of a text with the points and commas between them.
  private static func written(_ text: String) -> Substring {
    var end = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      if text[index].isASCIIDigit {
        index = text.index(after: index)
        end = index
      } else if text[index] == "." || text[index] == ",", index == end, end > text.startIndex {
        index = text.index(after: index)
      } else {
        break
      }
    }
    return text[..<end]
  }

  /// As it is read back: `1000 mg/m2`, `0.5`.
  public var text: String { unit.isEmpty ? Self.digits(number) : "\(Self.digits(number)) \(unit)" }

  /// A number as digits and perhaps a point, never with an exponent: `0.00001`, `21`. It reads back as the same number if it has at
  /// most 15 digits.
  public static func digits(_ number: Double) -> String {
    let text = Numbers.plain(number)
    guard let mark = text.firstIndex(of: "e"), let power = Int(text[text.index(after: mark)...]) else { return text }
    let mantissa = text[..<mark].filter { $0 != "." && $0 != "-" }
    let point = (text[..<mark].firstIndex(of: ".") == nil ? mantissa.count : 1) + power
    let sign = text.hasPrefix("-") ? "-" : ""
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + mantissa }
    if point >= mantissa.count { return sign + mantissa + String(repeating: "0", count: point - mantissa.count) }
    return sign + mantissa.prefix(point) + "." + mantissa.dropFirst(point)
  }

  /// A number as digits that can mean nothing else: where it has three decimals, with a fourth, since `1.125` could be eleven hundred.
  public static func plainDigits(_ number: Double) -> String {
    let digits = digits(number)
    let bare = digits.hasPrefix("-") ? String(digits.dropFirst()) : digits
    return thousandsOrDecimal(bare) == nil ? digits : digits + "0"
  }

  /// Both readings of a number whose last point or comma stands before exactly three digits, so that it can mean thousands or a decimal:
  /// `1,000 mg` and `1.000 mg` are `1000 mg` or `1 mg`; nil where there is one. A number that begins with 0 has no thousands.
  public static func thousandsOrDecimal(_ text: String) -> (whole: String, decimal: String)? {
    let text = text.trimmed
    let number = text.prefix { $0.isASCIIDigit || $0 == "." || $0 == "," }
    let parts = number.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard parts.count == 2, (1...3).contains(parts[0].utf8.count), parts[0].first != "0", parts[1].utf8.count == 3
    else {
      return nil
    }
    let rest = text.dropFirst(number.count)
    // With a fourth decimal it can mean nothing else.
    let decimal =
      parts[1].hasSuffix("0") ? Double("\(parts[0]).\(parts[1])").map(digits) ?? "" : "\(parts[0]).\(parts[1])0"
    return ("\(parts[0])\(parts[1])\(rest)", "\(decimal)\(rest)")
  }

  /// A text with the number at its start written with a point alone, where that can be one thing only: `70,5 kg` is `70.5 kg`, `1,817.9 mg` is `1817.9 mg`.
  public static func withPoint(_ text: String) -> String {
    let text = NumberText.withoutGroups(text.trimmed)
    let number = text.prefix { $0.isASCIIDigit || $0 == "." || $0 == "," }
    guard let plain = try? NumberText.plain(number) else { return text }
    return plain + text.dropFirst(number.count)
  }

  /// Whether what follows a number can be its unit. `100-200 G/L`, `1 000 mg`, `1e3 mg` and `5 < 6` are no number with a unit: reading
  /// the first digits of them would give another value than was written.
  private static func isUnit(_ rest: Substring) -> Bool {
    let isAttached = rest.first.map { !$0.isWhitespace } ?? false
    let unit = rest.drop { $0.isWhitespace }
    guard let first = unit.first else { return true }
    if "-–—−±+<>=≤≥~≈^*.,:;".contains(first) { return false }
    if first.isNumber {
      // Counts are in `10^9/L`, written in several ways.
      return !isAttached && ["10^", "10*", "10e", "10E", "10⁹", "10⁶", "10³"].contains { unit.hasPrefix($0) }
    }
    if isAttached, first == "e" || first == "E", let next = unit.dropFirst().first {
      return !(next.isNumber || next == "-" || next == "+")
    }
    return true
  }
}

extension Character {
  /// A digit 0–9.
  public var isASCIIDigit: Bool { isASCII && isNumber }
}
