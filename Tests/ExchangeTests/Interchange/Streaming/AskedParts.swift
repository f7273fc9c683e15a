// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

@testable import Interchange

/// What is asked of files at once, and whether one of them is another one by now.
final class AskedParts: @unchecked Sendable {
  private let lock = NSLock()
  private var sizes: [Int] = []

  /// The most bytes that were asked for at once.
  var most: Int { lock.withLock { sizes.max() ?? 0 } }

  /// A file in memory whose parts are asked for.
  func parts(_ bytes: [UInt8], block: Int) -> InputParts {
    InputParts(count: bytes.count, block: block) { range throws(FileRefusal) in
      self.lock.withLock { self.sizes.append(range.count) }
      return Array(bytes[range])
    }
  }
}
