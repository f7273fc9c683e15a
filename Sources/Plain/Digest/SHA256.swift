// SPDX-License-Identifier: Apache-2.0

internal import CPlain

/// The SHA-256 digest (FIPS 180-4, 2015) of bytes that come in pieces.
///
/// ```swift
/// var hash = SHA256()
/// hash.take("abc".utf8)
/// hash.end()  // ba7816bf 8f01cfea …
/// ```
public struct SHA256 {
  private var hash = verlauf_sha256()

  /// The digest of nothing yet.
  public init() { verlauf_sha256_begin(&hash) }

  /// Takes further bytes.
  public mutating func take(_ bytes: some Collection<UInt8>) {
    let isTaken: Void? = bytes.withContiguousStorageIfAvailable { buffer in
      verlauf_sha256_take(&hash, buffer.baseAddress, buffer.count)
    }
    if isTaken == nil { Array(bytes).withUnsafeBufferPointer { verlauf_sha256_take(&hash, $0.baseAddress, $0.count) } }
  }

  /// The 32 bytes of the digest of all that was taken. What is taken afterwards is another digest's.
  public mutating func end() -> [UInt8] {
    let digest = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      verlauf_sha256_end(&hash, buffer.baseAddress)
      count = 32
    }
    verlauf_sha256_begin(&hash)
    return digest
  }

  /// The digest of some bytes.
  public static func digest(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.take(bytes)
    return hash.end()
  }
}
