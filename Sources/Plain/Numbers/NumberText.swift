// SPDX-License-Identifier: Apache-2.0

/// The one way in which numbers are written in options and in texts on the command line: an optional sign, digits, and perhaps a
/// point and more digits.
///
/// `12`, `-3`, `0.75`. No exponent, no hexadecimal, no `inf` or `nan`, no marks of thousands, and no decimal comma: a comma may be either,
/// so it is told and never read. What is read is finite, with at most ``mostDigits`` digits.
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
    /// A comma, with what was meant where that is plain.
    case comma(meant: String?)
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
      case .comma(let meant?): "has a decimal comma, with a point it is \(meant)"
      case .comma(nil): "has a comma, which may be decimals or thousands"
      case .tooLong: "has more than \(NumberText.mostDigits) digits"
      case .notWhole: "is no whole number"
      case .noNumber: "is no number"
      }
    }
  }

  /// The number.
  public static func double(_ text: some StringProtocol) throws(Problem) -> Double {
    let (negative, whole, fraction) = try parts(Array(text.utf8))
    let digits = String(decoding: whole, as: UTF8.self) + (fraction.isEmpty ? "" : ".")
    guard let number = Double(digits + String(decoding: fraction, as: UTF8.self)) else { throw .noNumber }
    return negative ? -number : number
  }

  /// The whole number, written without a point.
  public static func integer(_ text: some StringProtocol) throws(Problem) -> Int {
    let (negative, whole, fraction) = try parts(Array(text.utf8))
    guard fraction.isEmpty, let number = Int(String(decoding: whole, as: UTF8.self)) else { throw .notWhole }
    return negative ? -number : number
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
    if after.contains(UInt8(ascii: ",")) {
      // `1,5` can only be decimals; `1,500` and `1.000,0` may be either.
      let decimals = after.dropFirst()
      let isPlain = after.first == UInt8(ascii: ",") && !decimals.isEmpty && decimals.allSatisfy(isDigit)
      let meant =
        String(decoding: whole, as: UTF8.self) + "." + String(decoding: decimals, as: UTF8.self)
      return .comma(meant: isPlain && decimals.count != 3 && bytes.count <= mostDigits ? meant : nil)
    }
    let exponent = after.firstIndex { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
    if let exponent, after[..<exponent].allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }),
      after[(exponent + 1)...].first.map({ isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }) == true
    {
      return .exponent
    }
    return .noNumber
  }
}
