// SPDX-License-Identifier: Apache-2.0

/// The one way in which numbers are written in options and in texts on the command line: an optional sign, digits, and perhaps a
/// point or comma and more digits.
///
/// `12`, `-3`, `0.75`, `70,5`, `1,817.9`, and what Verlauf prints, `12 500` with a narrow no-break space. A comma before exactly three digits can mean thousands or a decimal: it is refused with both
/// readings, unless a second mark settles it. No exponent, no hexadecimal, no `inf` or `nan`. What is read is finite, with at most ``mostDigits``
/// digits.
public enum NumberText {
  /// Digits that a Double keeps exactly.
  public static let mostDigits = 15

  /// Why a text is no number.
  public enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no text, or only blanks.
    case empty
    /// `inf`, `nan` and their kin.
    case notFinite
    /// `0x10`
    case hexadecimal
    /// `1e308`
    case exponent
    /// A comma before three digits, with both readings.
    case thousandsOrDecimal(whole: String, decimal: String)
    /// Points and commas that are neither thousands nor decimals.
    case marks
    /// More digits than a number of a chart has.
    case tooLong
    /// A whole number is needed.
    case notWhole
    /// Something else.
    case noNumber

    /// In words, to follow what was found.
    public var description: String {
      switch self {
      case .empty: "is empty"
      case .notFinite: "is not finite"
      case .hexadecimal: "is hexadecimal"
      case .exponent: "has an exponent"
      case .thousandsOrDecimal(let whole, let decimal): "can mean \(whole) or \(decimal)"
      case .marks: "has points or commas that are neither thousands nor decimals"
      case .tooLong: "has more than \(NumberText.mostDigits) digits"
      case .notWhole: "is no whole number"
      case .noNumber: "is no number"
      }
    }
  }

  /// The number.
  public static func double(_ text: some StringProtocol) throws(Problem) -> Double {
    let text = withoutGroups(String(text))
    let (negative, whole, fraction) = try parts(Array(plain(text).utf8))
    let digits = String(decoding: whole, as: UTF8.self) + (fraction.isEmpty ? "" : ".")
    guard let number = Double(digits + String(decoding: fraction, as: UTF8.self)) else { throw .noNumber }
    return negative ? -number : number
  }

  /// The whole number, written without a point.
  public static func integer(_ text: some StringProtocol) throws(Problem) -> Int {
    let text = withoutGroups(String(text))
    let (negative, whole, fraction) = try parts(Array(plain(text).utf8))
    guard fraction.isEmpty, let number = Int(String(decoding: whole, as: UTF8.self)) else { throw .notWhole }
    return negative ? -number : number
  }

  /// A number with a point alone, its thousands joined: `70,5` is `70.5`, `1,817.9` and `1.817,9` are `1817.9`. What has no comma and at most one
  /// point is as it was.
  public static func plain(_ text: some StringProtocol) throws(Problem) -> String {
    let commas = text.count { $0 == "," }
    let points = text.count { $0 == "." }
    guard commas > 0 || points > 1 else { return String(text) }
    let signed = text.first == "-" || text.first == "+"
    let sign = signed ? String(text.prefix(1)) : ""
    let number = Substring(String(text.dropFirst(signed ? 1 : 0)))
    guard number.allSatisfy({ $0.isASCIIDigit || $0 == "," || $0 == "." }) else { return String(text) }
    let last = number.last { $0 == "," || $0 == "." }
    let groups = number.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
    func areThousands(_ groups: some Collection<Substring>) -> Bool {
      guard let first = groups.first, (1...3).contains(first.utf8.count), first != "0" else { return false }
      return groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
    }
    if commas > 0, points > 0 {
      // The mark that stands last, and once, is the decimal one.
      guard number.count(where: { $0 == last }) == 1, let fraction = groups.last, !fraction.isEmpty,
        areThousands(groups.dropLast())
      else { throw .marks }
      return sign + groups.dropLast().joined() + "." + fraction
    }
    if groups.count > 2 {
      guard areThousands(groups) else { throw .marks }
      return sign + groups.joined()
    }
    guard !groups[0].isEmpty, !groups[1].isEmpty else { throw .marks }
    if let readings = Quantity.thousandsOrDecimal(String(number)) {
      throw .thousandsOrDecimal(whole: sign + readings.whole, decimal: sign + readings.decimal)
    }
    return sign + groups[0] + "." + groups[1]
  }

  /// A text without the spaces that part groups of three digits at its start, where these are no-break or thin spaces: `12 500 mg` is `12500 mg`. An ordinary blank may be
  /// anything, and stays.
  public static func withoutGroups(_ text: String) -> String {
    if text.first == "−" || text.first == "-" { return "-" + withoutGroups(String(text.dropFirst())) }
    let marks: Set<Character> = ["\u{202F}", "\u{2009}", "\u{00A0}"]
    guard text.contains(where: marks.contains) else { return text }
    let number = text.prefix { $0.isASCIIDigit || marks.contains($0) }
    var groups = number.split(omittingEmptySubsequences: false, whereSeparator: marks.contains)
    // A space before the unit parts nothing.
    if groups.last?.isEmpty == true { groups.removeLast() }
    guard groups.count > 1, let first = groups.first, (1...3).contains(first.utf8.count),
      groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
    else { return text }
    let written = groups.joined(separator: " ").count
    return groups.joined() + text.dropFirst(written)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func parts(
    _ bytes: [UInt8]
  ) throws(Problem) -> (negative: Bool, whole: ArraySlice<UInt8>, fraction: ArraySlice<UInt8>) {
    var rest = bytes[...]
    guard !rest.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) else { throw .empty }
    let negative = rest.first == UInt8(ascii: "-")
    if negative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let whole = rest.prefix(while: isDigit)
    let after = rest.dropFirst(whole.count)
    guard !after.isEmpty, !whole.isEmpty else {
      guard !whole.isEmpty else { throw wordProblem(rest) }
      guard whole.count <= mostDigits else { throw .tooLong }
      return (negative, whole, [])
    }
    guard after.first == UInt8(ascii: ".") else { throw problem(bytes, whole, after) }
    let fraction = after.dropFirst().prefix(while: isDigit)
    guard !fraction.isEmpty, fraction.count == after.count - 1 else { throw problem(bytes, whole, after) }
    guard whole.count + fraction.count <= mostDigits else { throw .tooLong }
    return (negative, whole, fraction)
  }

  private static func wordProblem(_ rest: ArraySlice<UInt8>) -> Problem {
    let word = String(decoding: rest, as: UTF8.self).lowercased()
    return ["inf", "infinity", "nan", "∞"].contains(word) || word.hasPrefix("nan(") ? .notFinite : .noNumber
  }

  /// What is wrong with a text that begins as a number.
  private static func problem(
    _ bytes: [UInt8], _ whole: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>
  ) -> Problem {
    if whole == [0x30], after.first == UInt8(ascii: "x") || after.first == UInt8(ascii: "X") { return .hexadecimal }
    if after.contains(UInt8(ascii: ",")) { return .marks }
    let exponent = after.firstIndex { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
    if let exponent, after[..<exponent].allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }),
      after[(exponent + 1)...].first.map({ isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }) == true
    {
      return .exponent
    }
    return .noNumber
  }
}
