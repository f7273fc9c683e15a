// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Random numbers of one replicate of a simulation: the same seed and replicate give the same numbers on every machine, whatever ran before.
///
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), begun at a hash of both.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The stream of a replicate.
  public init(seed: UInt64, replicate: UInt64) {
    state = Self.mix(
      Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ (replicate &* 0xD134_2543_DE82_EF95 &+ 0x2545_F491_4F6C_DD1D))
  }

  /// The stream of one patient of a replicate: the patient is the same whatever was drawn for others.
  public init(seed: UInt64, replicate: UInt64, patient: UInt64) {
    let trial = RandomStream(seed: seed, replicate: replicate)
    state = Self.mix(Self.mix(trial.state) ^ (patient &* 0x9FB2_1C65_1E98_DF25 &+ 0x5851_F42D_4C95_7F2D))
  }

  private static func mix(_ state: UInt64) -> UInt64 {
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// Uniform, from 0 to below 1.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Exponential with mean 1.
  public mutating func exponential() -> Double { -log(1 - unit()) }
}

/// A number from a simulation with its Monte-Carlo standard error.
public struct MonteCarlo: Sendable, Hashable {
  /// The mean.
  public let mean: Double
  /// Its standard error.
  public let error: Double

  /// A mean that is being summed.
  struct Sum: Sendable {
    private var count = 0.0
    private var mean = 0.0
    private var squares = 0.0

    mutating func add(_ value: Double) {
      count += 1
      let step = value - mean
      mean += step / count
      squares += step * (value - mean)
    }

    /// Adds what another sum holds (Chan, Golub and LeVeque, Am Stat 1983;37:242).
    mutating func add(_ other: Sum) {
      guard other.count > 0 else { return }
      let all = count + other.count
      let step = other.mean - mean
      mean += step * other.count / all
      squares += other.squares + step * step * count * other.count / all
      count = all
    }

    var value: MonteCarlo {
      MonteCarlo(mean: mean, error: count > 1 ? (squares / (count - 1) / count).squareRoot() : .infinity)
    }
  }
}
