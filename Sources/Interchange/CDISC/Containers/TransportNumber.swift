// SPDX-License-Identifier: Apache-2.0

/// Numbers of SAS transport files: floating-point numbers of the IBM System/360, of base 16, with 2 to 8 bytes (SAS Institute, TS-140).
///
/// A sign, an exponent of 7 bits (excess 64) and a fraction of up to 56 bits. A Double has 53: every Double of its range becomes such a number without rounding.
enum TransportNumber {
  /// The greatest and the least magnitude: (1 − 16⁻¹⁴)·16⁶³ and 16⁻⁶⁵.
  static let greatest = 0x1.fffffffffffffp251
  static let least = 0x1p-260

  /// The value of 2 to 8 bytes. Where the first byte is `.`, `_` or a letter and the rest is zero, there is none.
  static func value(_ bytes: ArraySlice<UInt8>) -> Dataset.Value {
    guard let first = bytes.first else { return .none }
    if bytes.dropFirst().allSatisfy({ $0 == 0 }) {
      if first == 0 || first == 0x80 { return .number(0) }
      if first == UInt8(ascii: ".") { return .none }
      if first == UInt8(ascii: "_") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
        return .missing(Character(Unicode.Scalar(first)))
      }
    }
    var fraction: UInt64 = 0
    for byte in bytes.dropFirst() { fraction = fraction << 8 | UInt64(byte) }
    fraction <<= UInt64(8 * (8 - bytes.count))
    // What has more than 53 bits is rounded to the nearest Double.
    let magnitude = Double(fraction) * power(16, Int(first & 0x7F) - 64 - 14)
    return .number(first & 0x80 == 0 ? magnitude : -magnitude)
  }

  /// The eight bytes of a number; nil for one that is not finite, too great, or too small.
  static func bytes(_ number: Double) -> [UInt8]? {
    if number == 0 { return [UInt8](repeating: 0, count: 8) }
    guard number.isFinite, number.magnitude <= greatest, number.magnitude >= least else { return nil }
    // significand · 2^power with a significand of 53 bits.
    let power = Int(number.exponent) - 52
    var fraction = UInt64(number.significand * 0x1p52)
    // 16^(e−64) · fraction / 2^56, with a leading digit that is not zero.
    var exponent = (power + 56) >> 2
    let shift = (power + 56) & 3
    fraction <<= UInt64(shift)
    if fraction >= 1 << 56 {
      // Never more than 56 bits: 53 and at most 3.
      return nil
    }
    while fraction < 1 << 52 {
      fraction <<= 4
      exponent -= 1
    }
    let excess = exponent + 64
    guard (0...127).contains(excess) else { return nil }
    var bytes = [UInt8((number < 0 ? 0x80 : 0) | excess)]
    for place in (0..<7).reversed() { bytes.append(UInt8(fraction >> UInt64(8 * place) & 0xFF)) }
    return bytes
  }

  /// The bytes of a missing value.
  static func missing(_ reason: Character?) -> [UInt8] {
    [reason?.asciiValue ?? UInt8(ascii: ".")] + [UInt8](repeating: 0, count: 7)
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    // A power of two, exact: 16^e = 2^(4e).
    Double(sign: .plus, exponent: 4 * exponent, significand: 1)
  }
}
