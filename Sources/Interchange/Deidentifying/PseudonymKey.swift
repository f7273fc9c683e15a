// SPDX-License-Identifier: Apache-2.0

import Plain

/// The secret by which patients get their pseudonyms and dates their shift: 32 bytes, kept apart from what is given away. Who has it can tell whom a pseudonym is of, and nobody else can.
public struct PseudonymKey: Sendable, Hashable {
  /// A file of one line begins with this.
  private static let head = "verlauf pseudonym key 1: "
  private let bytes: [UInt8]

  /// A new key, of the random numbers of the system.
  public init() {
    var system = SystemRandomNumberGenerator()
    bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &system) }
  }

  /// The key of the text of a file; nil where it is none.
  public init?(text: String) {
    let line = text.trimmed
    guard line.hasPrefix(Self.head) else { return nil }
    let digits = line.dropFirst(Self.head.count).compactMap(\.hexDigitValue)
    guard digits.count == 64, line.count == Self.head.count + 64 else { return nil }
    bytes = stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }

  /// The text of a file.
  public var text: String {
    Self.head + bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "\n"
  }

  /// The digest of a purpose and a name, which only this key gives.
  private func digest(_ purpose: String, _ name: String) -> [UInt8] {
    HMAC.digest(Array("\(purpose)\u{0}\(name)".utf8), key: bytes)
  }

  /// The pseudonym of a patient: so many letters and digits of five bits each behind `p-`.
  func pseudonym(of patient: String, letters: Int) -> String {
    let signs = Array("0123456789abcdefghjkmnpqrstvwxyz")
    var (rest, bits) = (0, 0)
    var text = ""
    for byte in digest("patient", patient) where text.count < letters {
      rest = rest << 8 | Int(byte)
      bits += 8
      while bits >= 5, text.count < letters {
        bits -= 5
        text.append(signs[rest >> bits & 31])
      }
      rest &= (1 << bits) - 1
    }
    return "p-" + text
  }

  /// By how many days the dates of a patient are shifted: from 365 to 1 back, so that no date lies in the future.
  func shift(of patient: String) -> Int {
    let number = digest("shift", patient).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return -1 - Int(number % 365)
  }
}
