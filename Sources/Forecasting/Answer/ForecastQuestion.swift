// SPDX-License-Identifier: Apache-2.0

package import Chronology
package import Dosing
package import Marrow

/// What is asked of a forecast, as an option or a field of a form states it.
package struct ForecastQuestion: Sendable {
  /// The schedules to compare; those of the record where none are stated.
  package var schedules: [MarrowSchedule]
  /// Whether they are those of the record.
  package var areOfRecord = false
  /// What a record states; nil without one.
  package var recorded: RecordedSchedules?
  /// What was given before, where no record says it.
  package var given: MarrowSchedule?
  /// How many cycles of it.
  package var givenCycles = 1
  /// Counts beside it.
  package var counts: [CountObservation] = []
  /// What is known of the patient beside it.
  package var circumstances = PatientForecast.Circumstances()
  /// What typical values follow, beside what a record states.
  package var traits = PatientTraits()
  /// Body surface in m²; nil where no dose is by it.
  package var squareMetres: Double?
  /// The day 1 of the schedules; nil for the one that is due.
  package var from: Day?
  /// Cycles of the schedule with the longest cycle.
  package var cycles = 1
  /// Bands are shown every so many days.
  package var everyDays = 7
  /// Rules that are followed over four cycles.
  package var rules: RuleSet?
  /// Weight of the population against the counts.
  package var priorWeight = 1.0
  /// Draws from what the parameters can be.
  package var draws = 1000
  /// Seed of the draws.
  package var seed = 1

  /// Schedules over one cycle.
  package init(_ schedules: [MarrowSchedule]) { self.schedules = schedules }
}
