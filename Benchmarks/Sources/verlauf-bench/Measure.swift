// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Seconds of wall-clock time that work takes, and its result.
func seconds<Result>(_ work: () async throws -> Result) async rethrows -> (Double, Result) {
  let clock = ContinuousClock()
  let start = clock.now
  let result = try await work()
  let elapsed = clock.now - start
  return (Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18, result)
}

/// A line of the result: what, how much, in what unit.
func line(_ what: String, _ value: Double, _ unit: String) {
  let name = what.padding(toLength: 58, withPad: " ", startingAt: 0)
  print("\(name) \(String(format: "%12.3f", value)) \(unit)")
}
