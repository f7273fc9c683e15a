// SPDX-License-Identifier: Apache-2.0

/// Where a text of separated values can be cut in two: behind a line feed that ends a row, and does not stand within quotes.
///
/// It is asked of the bytes in their order, in parts of any size, and knows of quotes what `DelimitedText` knows: they open at the beginning of a field alone, and a doubled one is a sign.
struct RowCuts {
  private enum State { case start, plain, quoted, quoteInQuoted }

  let separator: UInt8
  private var state = State.start

  init(separator: UInt8) { self.separator = separator }

  /// Goes through the next bytes.
  ///
  /// - Returns: the offset behind the last of them where the text can be cut; nil where there is none.
  mutating func last(in bytes: ArraySlice<UInt8>) -> Int? {
    var last: Int?
    var state = state
    bytes.withUnsafeBufferPointer { buffer in
      for (place, byte) in buffer.enumerated() {
        switch byte {
        case 0x22:
          switch state {
          case .start, .quoteInQuoted: state = .quoted
          case .quoted: state = .quoteInQuoted
          case .plain: break
          }
        case separator: if state != .quoted { state = .start }
        case 0x0A where state != .quoted:
          state = .start
          last = place + 1
        case 0x0D where state != .quoted: state = .start
        default: if state == .start || state == .quoteInQuoted { state = .plain }
        }
      }
    }
    self.state = state
    return last.map { bytes.startIndex + $0 }
  }
}
