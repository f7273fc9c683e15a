// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// One administration of a drug on a day, or its omission.
public struct Administration: Sendable, Hashable {
  /// The drug.
  public var drug: String
  /// Cycle of the therapy, from 1.
  public var cycle: Int
  /// Day of the cycle, as planned, from 1.
  public var day: Int
  /// The date on which it was given, or should have been.
  public var date: Day
  /// What was given, or that nothing was.
  public var state: State
  /// The dose in mg, where the chart states it too.
  public var milligrams: Double?
  /// Why it differs from the plan.
  public var reason: DoseChangeReason.Code?

  /// What was given on a day of the plan.
  public enum State: Sendable, Hashable {
    /// A dose.
    case given(Dose)
    /// Nothing.
    case omitted
  }

  /// An administration.
  public init(
    drug: String, cycle: Int, day: Int, date: Day, state: State, milligrams: Double? = nil,
    reason: DoseChangeReason.Code? = nil
  ) {
    self.drug = drug
    self.cycle = cycle
    self.day = day
    self.date = date
    self.state = state
    self.milligrams = milligrams
    self.reason = reason
  }

  /// The dose that was given; nil for an omission.
  public var dose: Dose? {
    if case .given(let dose) = state { dose } else { nil }
  }

  /// Whether nothing was given.
  public var isOmission: Bool { state == .omitted }
}
