// SPDX-License-Identifier: Apache-2.0

/// The rows of each stratum, in order of their numbers; all rows where there are no strata.
enum Strata {
  static func rows(_ strata: [Int]?, count: Int) -> [[Int]] {
    guard let strata else { return [Array(0..<count)] }
    let parts = Dictionary(grouping: strata.indices) { strata[$0] }
    return parts.keys.sorted().compactMap { parts[$0] }
  }
}
