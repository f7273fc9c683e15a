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
  public var incidences: [CohortIncidence] {
    let times = times(.progressionFree)
    guard times.contains(where: { $0.end == .death }) else { return [] }
    let observations = times.observations(.midpoint)
    let causes = zip(times, observations).map { time, observation in
      !observation.right.isFinite ? 0 : time.end == .death ? 2 : 1
    }
    guard let sample = try? CompetingSample(times: observations.map(\.left), causes: causes),
      let curves = try? (1...2).map({ try CumulativeIncidence(sample, cause: $0) })
    else { return [] }
    let last = observations.map(\.left).max() ?? 0
    return options.landmarkMonths.filter { $0 <= last }.map { months in
      func value(_ curve: CumulativeIncidence) -> (Double, ConfidenceInterval) {
        guard let step = curve.at(months) else {
          return (0, ConfidenceInterval(lower: nil, upper: nil, level: options.level))
        }
        return (step.incidence, step.interval(level: options.level))
      }
      return CohortIncidence(months: months, progression: value(curves[0]), death: value(curves[1]))
    }
  }
}
