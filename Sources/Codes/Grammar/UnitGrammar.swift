// SPDX-License-Identifier: Apache-2.0

/// The grammar of units of UCUM (specification 2.2, §§ 5 to 12): terms of components, joined by `.` and `/`, with exponents, numbers, brackets and annotations. Which atoms there are, it does not say.
enum UnitGrammar {
  static func isUnit(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
    var rest = Substring(text)
    return term(&rest, depth: 0, isWhole: true) && rest.isEmpty
  }

  /// A term; at the beginning of the whole one, or of one in brackets, a slash may stand.
  private static func term(_ rest: inout Substring, depth: Int, isWhole: Bool) -> Bool {
    guard depth < 8 else { return false }
    if rest.first == "/" { rest.removeFirst() }
    guard component(&rest, depth) else { return false }
    while let sign = rest.first, sign == "." || sign == "/" {
      rest.removeFirst()
      guard component(&rest, depth) else { return false }
    }
    return true
  }

  private static func component(_ rest: inout Substring, _ depth: Int) -> Bool {
    guard let first = rest.first else { return false }
    if first == "(" {
      rest.removeFirst()
      guard term(&rest, depth: depth + 1, isWhole: false), rest.first == ")" else { return false }
      rest.removeFirst()
      return true
    }
    if first == "{" { return annotation(&rest) }
    guard atom(&rest) else { return false }
    return rest.first == "{" ? annotation(&rest) : true
  }

  /// Letters, signs in square brackets, `10*`, `%`; or a number. An exponent may follow.
  private static func atom(_ rest: inout Substring) -> Bool {
    if rest.hasPrefix("10*") || rest.hasPrefix("10^") {
      rest.removeFirst(3)
    } else if let first = rest.first, first.isNumber {
      // A number has no exponent.
      rest = rest.drop { $0.isNumber }
      return true
    } else {
      var count = 0
      while let sign = rest.first {
        if sign == "[" {
          guard let end = rest.firstIndex(of: "]"), rest.index(after: rest.startIndex) < end else { return false }
          rest = rest[rest.index(after: end)...]
        } else if sign.isLetter || "%'*\"_".contains(sign) {
          rest.removeFirst()
        } else {
          break
        }
        count += 1
      }
      if count == 0 { return false }
    }
    if let sign = rest.first, sign == "+" || sign == "-" {
      rest.removeFirst()
      guard rest.first?.isNumber == true else { return false }
    }
    rest = rest.drop { $0.isNumber }
    return true
  }

  private static func annotation(_ rest: inout Substring) -> Bool {
    guard let end = rest.firstIndex(of: "}") else { return false }
    rest = rest[rest.index(after: end)...]
    return true
  }
}
