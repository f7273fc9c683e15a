// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// An age with the event it is stated for.
public struct StatedAge: Sendable, Hashable {
  /// Completed years.
  public let years: Int
  /// Whether the patient is of this age or older, as of ages that are capped: `≥ 90`.
  public let isAtLeast: Bool
  /// Completed months in all, where the age is stated in months.
  public let months: Int?
  /// The event: `diagnosis`, `referral`.
  public var anchor: Anchor?
  /// Other ways to read what the source says, beside this one.
  public var others: [StatedAge] = []

  /// An age in years.
  public init(years: Int, anchor: Anchor?, isAtLeast: Bool = false) {
    self.years = years
    self.isAtLeast = isAtLeast
    months = nil
    self.anchor = anchor
  }

  /// An age in months, as of a small child.
  public init(months: Int, anchor: Anchor?) {
    years = months / 12
    isAtLeast = false
    self.months = months
    self.anchor = anchor
  }

  /// Years as a number to compare: completed years, or a twelfth of completed months; the least where the age is that or more.
  public var number: Double { months.map { Double($0) / 12 } ?? Double(years) }

  /// `73 years`, `8 months`, `90 years or older`
  public var words: String {
    if let months { return "\(months) \(months == 1 ? "month" : "months")" }
    return "\(years) \(years == 1 ? "year" : "years")\(isAtLeast ? " or older" : "")"
  }
}
