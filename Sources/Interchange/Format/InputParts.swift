// SPDX-License-Identifier: Apache-2.0

import Plain

/// The bytes of a file, of which parts are asked for: of a file on disk only those are in memory.
struct InputParts: Sendable {
  /// How many bytes there are.
  let count: Int
  /// How many bytes are asked for at once where all are gone through; what is in memory is one part.
  let block: Int
  private let read: @Sendable (Range<Int>) throws(FileRefusal) -> [UInt8]

  init(count: Int, block: Int, read: @escaping @Sendable (Range<Int>) throws(FileRefusal) -> [UInt8]) {
    self.count = count
    self.block = block
    self.read = read
  }

  init(_ bytes: [UInt8]) {
    self.init(count: bytes.count, block: max(bytes.count, 1)) { range throws(FileRefusal) in
      range == 0..<bytes.count ? bytes : Array(bytes[range])
    }
  }

  init(_ file: OpenFile) {
    self.init(count: file.size, block: 8_000_000) { range throws(FileRefusal) in try file.read(range) }
  }

  /// A part; one that is not there any more, because the file has changed, is refused.
  func bytes(_ range: Range<Int>) throws(FileRefusal) -> [UInt8] { try read(range) }
}
