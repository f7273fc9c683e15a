// SPDX-License-Identifier: Apache-2.0

import Plain

/// Small parts of a file that are asked for mostly in their order: more than a part is read at once, and kept until another one is asked for.
///
/// A reference type, because what is kept is of all who ask.
final class InputWindow {
  let parts: InputParts
  private let size: Int
  private var held: [UInt8] = []
  private var start = 0

  init(_ parts: InputParts, size: Int = 65_536) {
    self.parts = parts
    self.size = size
  }

  /// How many bytes the file has.
  var count: Int { parts.count }

  /// A part; one that the file does not have is refused.
  func bytes(_ range: Range<Int>) throws(FileRefusal) -> ArraySlice<UInt8> {
    if range.lowerBound < start || range.upperBound > start + held.count {
      guard range.upperBound <= parts.count else { throw .unreadable("it ends before byte \(range.upperBound)") }
      let end = min(parts.count, max(range.upperBound, range.lowerBound + size))
      held = try parts.bytes(range.lowerBound..<end)
      start = range.lowerBound
    }
    return held[(range.lowerBound - start)..<(range.upperBound - start)]
  }
}
