// SPDX-License-Identifier: Apache-2.0

/// The order in which people count: `2` before `10`, `b-2` before `b-10`.
public enum NaturalOrder {
  /// Whether one name stands before another. Digits compare as numbers, the rest by code point.
  public static func precedes(_ first: String, _ second: String) -> Bool {
    let one = Array(first.utf8)
    let other = Array(second.utf8)
    var (i, j) = (0, 0)
    while i < one.count, j < other.count {
      if isDigit(one[i]), isDigit(other[j]) {
        let (left, right) = (number(one, &i), number(other, &j))
        if left.count != right.count { return left.count < right.count }
        if left != right { return left.lexicographicallyPrecedes(right) }
      } else {
        if one[i] != other[j] { return one[i] < other[j] }
        i += 1
        j += 1
      }
    }
    if one.count - i != other.count - j { return one.count - i < other.count - j }
    return one.lexicographicallyPrecedes(other)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// The digits from an index on, without leading zeros.
  private static func number(_ bytes: [UInt8], _ index: inout Int) -> ArraySlice<UInt8> {
    while index + 1 < bytes.count, bytes[index] == 0x30, isDigit(bytes[index + 1]) { index += 1 }
    let start = index
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    return bytes[start..<index]
  }
}
