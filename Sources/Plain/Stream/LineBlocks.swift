// SPDX-License-Identifier: Apache-2.0

/// The lines of bytes that come one part after the other, some at a time: in memory is a block of whole lines, whatever the size of the whole.
package struct LineBlocks {
  /// Some lines with their bytes.
  package struct Block: Sendable {
    /// The bytes of all lines.
    package var bytes: [UInt8] = []
    /// The lines in their order.
    package var lines: [Line] = []
  }

  /// A line with its number, from 1.
  package struct Line: Sendable {
    package var number: Int
    /// Where it stands in the bytes of its block, without its end; empty where it is too long.
    package var range: Range<Int>
    /// How many bytes it has.
    package var count: Int
    /// Whether it has more bytes than a line may have, and is not kept.
    package var isTooLong: Bool
  }

  private let source: ByteSource
  private let limit: Int
  private let size: Int
  private var rest: [UInt8] = []
  private var number = 0
  private var isAtEnd = false

  /// - Parameters:
  ///   - source: the bytes.
  ///   - limit: the most bytes of a line.
  ///   - size: about how many bytes a block has.
  package init(_ source: ByteSource, limit: Int, size: Int = 1 << 18) {
    self.source = source
    self.limit = limit
    self.size = size
  }

  /// The next lines; nil at the end.
  package mutating func next() throws(ByteSource.Failure) -> Block? {
    var block = Block()
    while !isAtEnd {
      var bytes = rest
      rest = []
      // A line goes on from here; what was seen of it has no end.
      var seen = bytes.count
      while true {
        guard try source.read(into: &bytes, most: size) else {
          isAtEnd = true
          break
        }
        if let end = bytes[seen...].lastIndex(of: 0x0A) {
          rest = Array(bytes[(end + 1)...])
          bytes.removeSubrange((end + 1)...)
          break
        }
        seen = bytes.count
        if bytes.count > limit {
          let (first, more) = try passOver(bytes.count)
          number += 1
          block.lines.append(Line(number: number, range: 0..<0, count: first, isTooLong: true))
          rest = more
          return block
        }
      }
      if bytes.isEmpty { continue }
      block.bytes = bytes
      cut(&block)
      return block
    }
    return nil
  }

  private mutating func cut(_ block: inout Block) {
    // A byte order mark before the first line is no part of it.
    var start = number == 0 && block.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < block.bytes.count {
      let end = block.bytes[start...].firstIndex(of: 0x0A) ?? block.bytes.count
      var stop = end
      if stop > start, block.bytes[stop - 1] == 0x0D { stop -= 1 }
      number += 1
      let isTooLong = stop - start > limit
      block.lines.append(
        Line(number: number, range: isTooLong ? 0..<0 : start..<stop, count: stop - start, isTooLong: isTooLong))
      start = end + 1
    }
  }

  /// Goes on to the end of a line without keeping it: how many bytes it has, and what stands behind it.
  private mutating func passOver(_ before: Int) throws(ByteSource.Failure) -> (count: Int, rest: [UInt8]) {
    var count = before
    var bytes: [UInt8] = []
    while true {
      bytes.removeAll(keepingCapacity: true)
      guard try source.read(into: &bytes, most: size) else {
        isAtEnd = true
        return (count, [])
      }
      if let end = bytes.firstIndex(of: 0x0A) { return (count + end, Array(bytes[(end + 1)...])) }
      count += bytes.count
    }
  }
}
