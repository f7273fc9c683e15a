// SPDX-License-Identifier: Apache-2.0

import Plain

extension JSONTape.Fault {
  /// The line of the fault and its byte on it, both from 1, as an editor finds them.
  ///
  /// - Parameters:
  ///   - bytes: what was taken apart.
  ///   - start: an offset at which a line begins.
  ///   - line: the number of that line.
  func place(in bytes: [UInt8], from start: Int = 0, line: Int = 1) -> (line: Int, column: Int) {
    let before = bytes[start..<max(start, min(offset, bytes.count))]
    let begin = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? start
    return (line + before.count { $0 == 0x0A }, before.endIndex - begin + 1)
  }

  /// What was found, and at which byte of its line.
  func found(atColumn column: Int) -> String { "\(found), at byte \(column) of the line" }
}
