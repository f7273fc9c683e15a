// SPDX-License-Identifier: Apache-2.0

/// A number that a rule, or the judgement of a claim, decides by.
public struct Threshold: Sendable, Hashable {
  /// What is measured: `time without explanation`.
  public var name: String
  /// The number.
  public var value: Double
  /// Its unit, as printed: `d`, `percentage points`.
  public var unit: String
  /// Why this number.
  public var why: String

  init(_ name: String, _ value: Double, _ unit: String, why: String) {
    self.name = name
    self.value = value
    self.unit = unit
    self.why = why
  }
}
