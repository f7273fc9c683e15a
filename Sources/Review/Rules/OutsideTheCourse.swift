// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes

/// Administrations at times at which there can be none.
struct OutsideTheCourse: Rule {
  let id = "outside-the-course"
  let severity = Severity.error
  let summary =
    "An administration before the start or after the end of its therapy, after death or after the data cut-off"
  let explanation =
    "What certainly lies outside the time of its therapy, or after death or the data cut-off, has a wrong date, or the therapy has. Dates of entries that "
    + "contradict each other are found as contradictions in time; rows of `administrations.csv` carry no statement about the therapy, and are held "
    + "against its bounds here."
  let needs = "`administrations.csv`; a date of the therapy, of death or of the data cut-off"
  let source = "arithmetic"

  let fires = RuleExample(
    "a dose five days before the first", course: Self.course,
    files: [.init("administrations.csv", Self.row("2024-01-03"))])
  let passes = RuleExample(
    "on the first day", course: Self.course, files: [.init("administrations.csv", Self.row("2024-01-08"))])
  private static func row(_ date: String) -> String {
    "patient,therapy,cycle,day,date,dose\n1,gem,1,1,\(date),1000 mg/m2"
  }
  private static let course = """
    - therapy: gemcitabine
      id: gem
      when: 2024-01-08
      ends: 2024-03-04
    """

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.patient.therapies.flatMap { entry, therapy in find(entry, therapy, outcome) }
    }
  }

  private func find(_ entry: Entry, _ therapy: Therapy, _ outcome: PatientOutcomes) -> [Found] {
    let timeline = outcome.timeline
    func bounds(_ event: EventID?) -> DayBounds? { event.map(timeline.bounds) }
    let start = bounds(timeline.start(of: entry.id))?.earliest
    let limits: [(day: Day?, words: String, evidence: Evidence?)] = [
      (bounds(timeline.end(of: entry.id))?.latest, "the end of \(entry.id)", Evidence(entry, "end of \(entry.id)")),
      (
        outcome.patient.death.flatMap { bounds(timeline.start(of: $0.id)) }?.latest, "death",
        outcome.patient.death.map { Evidence($0, "death") }
      ),
      (bounds(timeline.cutOff)?.latest, "the data cut-off", Evidence("data cut-off", record: .study)),
    ]
    return therapy.administrations.flatMap { given -> [Found] in
      func found(_ words: String, _ day: Day, _ evidence: Evidence?) -> Found {
        let days = given.date.number - day.number
        return Found(
          patient: outcome.patient.id, about: "\(entry.id)-\(given.drug)-\(given.date)-\(words)",
          "\(given.drug) of \(entry.id) is recorded on \(given.date), \(days.magnitude) d \(days < 0 ? "before" : "after") \(words).",
          arithmetic: "\(given.date) − \(day) = \(days) d",
          evidence: [Evidence(given, of: entry, outcome.patient)] + [evidence].compactMap(\.self),
          settledBy: "The dates in the chart.")
      }
      let late = limits.compactMap { limit in
        limit.day.flatMap { given.date > $0 ? found(limit.words, $0, limit.evidence) : nil }
      }
      let early = start.flatMap {
        given.date < $0 ? found("the start of \(entry.id)", $0, Evidence(entry, entry.id)) : nil
      }
      return [early].compactMap(\.self) + late
    }
  }
}
