// SPDX-License-Identifier: Apache-2.0

import Plain

/// A number as people write it, with what follows it.
struct Quantity: Equatable {
  var number: Double
  var unit: String

  /// Why a text is no quantity.
  enum Failure: Error, Equatable {
    /// It has a decimal comma; with the text as it should be.
    case decimalComma(String)
    /// It does not begin with a number.
    case noNumber
  }

  /// Reads `1000 mg/m2`, `80kg`, `0.5`. No exponents, no thousands marks, no sign.
  static func parse(_ text: String) -> Result<Quantity, Failure> {
    var digits = ""
    var rest = text.trimmed[...]
    var points = 0
    while let character = rest.first {
      if character.isASCII, character.isNumber {
        digits.append(character)
      } else if character == ".", !digits.isEmpty, rest.dropFirst().first?.isASCIIDigit == true {
        points += 1
        digits.append(character)
      } else {
        break
      }
      rest.removeFirst()
    }
    if rest.first == ",", !digits.isEmpty, rest.dropFirst().first?.isASCIIDigit == true {
      return .failure(.decimalComma(digits.filter { $0 != "." } + "." + rest.dropFirst()))
    }
    guard points <= 1, digits.utf8.count <= 15, let number = Double(digits) else { return .failure(.noNumber) }
    guard isUnit(rest) else { return .failure(.noNumber) }
    return .success(Quantity(number: number, unit: rest.trimmed))
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
  var isASCIIDigit: Bool { isASCII && isNumber }
}
