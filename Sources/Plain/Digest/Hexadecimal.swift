// SPDX-License-Identifier: Apache-2.0

/// Bytes as hexadecimal digits in small letters.
package enum Hexadecimal {
  /// Two digits a byte.
  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The first sixteen digits of the SHA-256 digest of a text: a name that tells texts apart and says nothing of them.
  package static func name(of text: String) -> String { self.text(SHA256.digest(Array(text.utf8)).prefix(8)) }
}
