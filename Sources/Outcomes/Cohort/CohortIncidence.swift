// SPDX-License-Identifier: Apache-2.0

public import Statistics

/// Progression and death without progression as competing events.
public struct CohortIncidence: Sendable {
  /// Months.
  public var months: Double
  /// Probability of progression by then, with its interval.
  public var progression: (estimate: Double, interval: ConfidenceInterval)
  /// Probability of death without progression by then.
  public var death: (estimate: Double, interval: ConfidenceInterval)
}

extension CohortOutcomes {
  /// Cumulative incidences (Aalen-Johansen) at the landmarks, with uncertain times at the middle of their bounds; empty where
  /// nobody died without progression: then one minus progression-free survival says the same.
  public var incidences: [CohortIncidence] { CohortSummary(self).incidences }
}
