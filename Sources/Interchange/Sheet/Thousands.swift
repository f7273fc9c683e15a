// SPDX-License-Identifier: Apache-2.0

import Plain

/// Numbers with points that may be no decimals.
enum Thousands {
  /// Whether a text may be a thousand and more in a country with a decimal comma: `1.234`, `12.345.678`. What begins with 0 is none.
  static func mayBe(_ text: String) -> Bool {
    let parts = text.drop { "<>≤≥=+-− ".contains($0) }.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, (1...3).contains(first.count), first.first != "0" else {
      return false
    }
    return parts.allSatisfy { $0.allSatisfy(\.isASCIIDigit) } && parts.dropFirst().allSatisfy { $0.count == 3 }
  }
}
