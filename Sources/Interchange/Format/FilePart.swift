// SPDX-License-Identifier: Apache-2.0

/// Where a part of a file stands, in as few bytes as can be: there are millions of them. Files have less than 4 GB.
struct FilePart {
  private var start: UInt32
  private var size: UInt32

  /// No part.
  static let nowhere = FilePart(0..<0)

  init(_ range: Range<Int>) {
    (start, size) = (UInt32(clamping: range.lowerBound), UInt32(clamping: range.count))
  }

  var range: Range<Int> { Int(start)..<(Int(start) + Int(size)) }
}
