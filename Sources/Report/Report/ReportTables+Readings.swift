// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
public import Outcomes

extension ReportTables {
  /// What follows under each reading of the times that can be read in several ways: of each time where its event lies, then every value that differs.
  public static func readings(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "readings", title: "Outcomes under each reading of a time",
      columns: ["Pat. ID", "Time", "Reading", "State", "Value of", "Value"])
    for outcome in outcomes.patients {
      if let age = outcome.patient.age.value, !age.others.isEmpty {
        for (index, reading) in ([age] + age.others).enumerated() {
          table.rows.append([
            .words(outcome.patient.id), .words("age"), .words(reading.text),
            .words(index == 0 ? "chosen" : "possible"), .words("age"), .words("\(reading.years) y"),
          ])
        }
      }
      for point in outcome.timeline.readingPoints {
        let readings = outcome.outcomes(underReadingsOf: point, in: outcomes.study)
        let possible = readings.filter { !$0.isExcluded }
        let differences = PatientOutcomes.differences(between: possible)
        for (index, reading) in readings.enumerated() {
          func row(_ name: String, _ value: String) {
            let state =
              reading.isExcluded
              ? "excluded by the course"
              : possible.count == 1
                ? "the only one that agrees" : !point.isChosen ? "open" : index == 0 ? "chosen" : "possible"
            table.rows.append([
              .words(outcome.patient.id), .words(point.label), .words(reading.reading.text), .words(state),
              .words(name), .words(value),
            ])
          }
          guard let place = possible.firstIndex(where: { $0.reading == reading.reading }) else {
            row("time of \(point.label)", "contradicts \(reading.contradiction.map(\.text).joined(separator: "; "))")
            continue
          }
          row("time of \(point.label)", reading.position)
          for difference in differences { row(difference.title, difference.values[place]) }
        }
      }
    }
    return table
  }
}
