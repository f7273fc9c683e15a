// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain
public import Outcomes

extension ReportTables {
  /// What follows under each reading of the times that can be read in several ways: of each time where its event lies, then every value that differs.
  public static func readings(_ outcomes: StudyOutcomes) -> PhraseTable {
    var table = PhraseTable(
      name: "readings",
      title: Phrase("Outcomes under each reading of a time", "Ergebnisse unter jeder Lesart einer Zeit"),
      columns: [
        .patient, .init("Time", "Zeit"), .init("Reading", "Lesart"), .init("State", "Stand"),
        .init("Value of", "Größe"), .init("Value", "Wert"),
      ])
    let (chosen, possibly) = (Phrase("chosen", "gewählt"), Phrase("possible", "möglich"))
    for outcome in outcomes.patients {
      if let age = outcome.patient.age.value, !age.others.isEmpty {
        for (index, reading) in ([age] + age.others).enumerated() {
          table.rows.append([
            .same(outcome.patient.id), .words("age", "Alter"), .words(Phrase.written(reading.text)),
            .words(index == 0 ? chosen : possibly), .words("age", "Alter"),
            .words("\(reading.years) y", "\(reading.years) J."),
          ])
        }
      }
      for point in outcome.timeline.readingPoints {
        let readings = outcome.outcomes(underReadingsOf: point, in: outcomes.study)
        let possible = readings.filter { !$0.isExcluded }
        let time = Phrase("time of \(point.label)", "Zeit: \(Phrase.event(point.label))")
        let differences = PatientOutcomes.differences(between: possible)
        for (index, reading) in readings.enumerated() {
          func row(_ name: Phrase, _ value: Phrase) {
            let state =
              reading.isExcluded
              ? Phrase("excluded by the course", "durch den Verlauf ausgeschlossen")
              : possible.count == 1
                ? Phrase("the only one that agrees", "die einzige, die passt")
                : !point.isChosen ? Phrase("open", "offen") : index == 0 ? chosen : possibly
            table.rows.append([
              .same(outcome.patient.id), .words(Phrase.event(point.label)),
              .words(Phrase.written(reading.reading.text)),
              .words(state),
              .words(name), .words(value),
            ])
          }
          guard let place = possible.firstIndex(where: { $0.reading == reading.reading }) else {
            let against = reading.contradiction.map(\.phrase).joined(separator: "; ")
            row(time, Phrase("contradicts \(against)", "widerspricht: \(against)"))
            continue
          }
          row(time, reading.place)
          for difference in differences { row(difference.titlePhrase, difference.said[place]) }
        }
      }
    }
    return table
  }
}
