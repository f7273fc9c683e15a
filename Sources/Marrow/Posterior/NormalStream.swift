// SPDX-License-Identifier: Apache-2.0

import Foundation
import Trials

/// Standard normal numbers of one replicate, by the polar method (Marsaglia and Bray, SIAM Rev 1964;6:260), from the stream that simulations of trials use.
struct NormalStream {
  private var stream: RandomStream
  private var spare: Double?

  init(seed: UInt64, replicate: UInt64) { stream = RandomStream(seed: seed, replicate: replicate) }

  mutating func normal() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    while true {
      let (x, y) = (2 * stream.unit() - 1, 2 * stream.unit() - 1)
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spare = y * factor
      return x * factor
    }
  }

  mutating func unit() -> Double { stream.unit() }
}
