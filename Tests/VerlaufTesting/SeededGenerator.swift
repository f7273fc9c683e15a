// SPDX-License-Identifier: Apache-2.0

/// Numbers from a seed, the same in every run and on every machine: SplitMix64 (Steele, Lea & Flood, OOPSLA 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The numbers of a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// The next number below a limit, which is above 0.
  public mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
