// SPDX-License-Identifier: Apache-2.0

/// The keyed digest HMAC-SHA256 (RFC 2104; FIPS 198-1): without the key nobody can tell what a digest is of, or make one.
public enum HMAC {
  /// The 32 bytes of the digest of a message.
  public static func digest(_ message: some Collection<UInt8>, key: some Collection<UInt8>) -> [UInt8] {
    // A key longer than a block of 64 bytes is hashed first, a shorter one is filled with zeros.
    var block = key.count > 64 ? SHA256.digest(key) : Array(key)
    block += [UInt8](repeating: 0, count: 64 - block.count)
    var inner = SHA256()
    inner.take(block.map { $0 ^ 0x36 })
    inner.take(message)
    var outer = SHA256()
    outer.take(block.map { $0 ^ 0x5C })
    outer.take(inner.end())
    return outer.end()
  }
}
