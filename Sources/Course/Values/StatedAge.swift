// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// An age with the event it is stated for.
public struct StatedAge: Sendable, Hashable {
  /// Completed years.
  public var years: Int
  /// The event: `diagnosis`, `referral`.
  public var anchor: Anchor?

  /// An age.
  public init(years: Int, anchor: Anchor?) {
    self.years = years
    self.anchor = anchor
  }
}
