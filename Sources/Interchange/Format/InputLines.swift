// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// Goes through the lines of a file, block by block: in memory are a block and the line that goes beyond it, whatever the size of the file.
struct InputLines {
  /// A line.
  enum Line {
    /// It stands in ``bytes``, without its end.
    case whole(Range<Int>)
    /// It has so many bytes, more than the limit.
    case tooLong(Int)
  }

  /// The bytes that are in memory.
  private(set) var bytes: [UInt8] = []
  /// The offset in the file of the first of ``bytes``.
  private(set) var shift: Int
  /// The number of the last line that was given, from 1.
  private(set) var number: Int

  private let parts: InputParts
  private let limit: Int
  private let block: Int
  /// Where the next line begins, and up to where its end was looked for in vain.
  private var (next, seen) = (0, 0)

  /// - Parameters:
  ///   - start: the offset of the first line.
  ///   - limit: the most bytes of a line.
  ///   - before: how many lines stand before the first.
  init(_ parts: InputParts, from start: Int = 0, limit: Int, block: Int? = nil, before: Int = 0) {
    number = before
    self.parts = parts
    self.limit = limit
    self.block = block ?? parts.block
    shift = start
  }

  /// The next line; nil at the end of the file.
  mutating func line() throws(FileRefusal) -> Line? {
    while true {
      if let end = Self.end(of: bytes, from: max(next, seen)) {
        defer { next = end + 1 }
        return taken(next..<end)
      }
      seen = bytes.count
      let behind = shift + bytes.count
      if behind >= parts.count {
        guard next < bytes.count else { return nil }
        defer { next = bytes.count }
        return taken(next..<bytes.count)
      }
      if bytes.count - next > limit { return try tooLong() }
      let part = try parts.bytes(behind..<min(parts.count, behind + block))
      shift += next
      bytes = next == bytes.count ? part : Array(bytes[next...]) + part
      (next, seen) = (0, seen - next)
    }
  }

  private mutating func taken(_ range: Range<Int>) -> Line {
    number += 1
    return range.count > limit ? .tooLong(range.count) : .whole(range)
  }

  /// Passes over a line that is longer than the limit, without keeping it.
  private mutating func tooLong() throws(FileRefusal) -> Line {
    var count = bytes.count - next
    while true {
      shift += bytes.count
      bytes = try parts.bytes(shift..<min(parts.count, shift + block))
      if let end = Self.end(of: bytes, from: 0) {
        (next, seen) = (end + 1, 0)
        count += end
        break
      }
      count += bytes.count
      (next, seen) = (bytes.count, bytes.count)
      if shift + bytes.count >= parts.count { break }
    }
    number += 1
    return .tooLong(count)
  }

  private static func end(of bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard start < buffer.count, let base = buffer.baseAddress,
        let found = memchr(base + start, 0x0A, buffer.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }
}
