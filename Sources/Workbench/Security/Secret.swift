// SPDX-License-Identifier: Apache-2.0

import Plain

/// Random words that nobody guesses, and how they are compared.
enum Secret {
  /// 256 random bits as 64 hexadecimal digits, from the system's generator.
  static func word() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in
      let part = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - part.count) + part
    }.joined()
  }

  /// Whether two are equal. What is compared is their digests, so that the time it takes says nothing of how far they agree.
  static func matches(_ one: String, _ other: String) -> Bool {
    SHA256.digest(Array(one.utf8)) == SHA256.digest(Array(other.utf8))
  }
}
