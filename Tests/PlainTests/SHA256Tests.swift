// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// Examples of NIST: one block and two (FIPS 180-2, appendices B.1 to B.3), and the empty text (its short-message vectors).
  @Test(
    "gives the digests of the standard's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
  func examples(text: String, digest: String) {
    #expect(hex(SHA256.digest(text.utf8)) == digest)
  }

  @Test("is the same however the bytes are cut")
  func pieces() {
    let bytes = (0..<300).map { UInt8($0 % 251) }
    for length in [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 300] {
      let whole = SHA256.digest(bytes[..<length])
      for cut in stride(from: 0, through: length, by: 7) {
        var hash = SHA256()
        hash.take(bytes[..<cut])
        hash.take(bytes[cut..<length])
        #expect(hash.end() == whole)
      }
    }
  }
}
