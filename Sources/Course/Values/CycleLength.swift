// SPDX-License-Identifier: Apache-2.0

/// The length of a cycle in whole days: from a day 1 to the next day 1 ("repeated d22" is 21 days).
public struct CycleLength: Sendable, Hashable {
  /// The possible lengths in days, ascending; more than one where the source leaves it open.
  public var days: [Int]
  /// Why there are several, or where the length comes from when it is not stated for this patient.
  public var basis: String?

  /// One or several possible lengths in days. Lengths below one day are dropped.
  public init(days: [Int], basis: String? = nil) {
    self.days = days.filter { $0 > 0 }.sorted()
    self.basis = basis
  }

  /// The shortest and the longest possible length.
  public var bounds: ClosedRange<Int>? {
    guard let first = days.first, let last = days.last else { return nil }
    return first...last
  }
}
