// SPDX-License-Identifier: Apache-2.0

/// Check digits of identifiers.
enum CheckDigit {
  /// The digit that LOINC puts behind a number: mod 10 with every other digit from the right doubled (LOINC Users' Guide, appendix on check digits; ISO/IEC 7812-1, annex B).
  static func luhn(_ digits: some StringProtocol) -> Int {
    var sum = 0
    for (place, sign) in digits.reversed().enumerated() {
      let digit = (sign.wholeNumberValue ?? 0) * (place % 2 == 0 ? 2 : 1)
      sum += digit > 9 ? digit - 9 : digit
    }
    return (10 - sum % 10) % 10
  }

  /// Whether the last digit is the check digit of those before it by Verhoeff's dihedral scheme (J. Verhoeff, Error Detecting Decimal Codes, 1969), as identifiers of SNOMED CT have it.
  static func isVerhoeff(_ digits: String) -> Bool {
    var check = 0
    for (place, sign) in digits.reversed().enumerated() {
      var digit = sign.wholeNumberValue ?? 0
      for _ in 0..<place % 8 { digit = permutation[digit] }
      check = product(check, digit)
    }
    return check == 0
  }

  private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

  /// The product of the dihedral group of order 10: 0 to 4 are turns, 5 to 9 reflections.
  private static func product(_ one: Int, _ other: Int) -> Int {
    switch (one < 5, other < 5) {
    case (true, true): (one + other) % 5
    case (true, false): 5 + (one + other - 5) % 5
    case (false, true): 5 + (one - 5 - other + 5) % 5
    case (false, false): (one - other + 5) % 5
    }
  }
}
