// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course

/// Dates that nobody believes.
struct DoubtfulDate: Rule {
  let id = "doubtful-date"
  let severity = Severity.warning
  let summary = Phrase(
    "A date that stands for unknown, in the future, or of a year that cannot be meant",
    "Ein Datum, das für unbekannt steht, in der Zukunft liegt oder ein nicht gemeintes Jahr hat")
  let explanation =
    "Spreadsheets, databases and registries write the first or last day of their calendar where no date is known (1900-01-01, 1970-01-01, 9999-12-31). What is computed "
    + "from such a date is wrong by decades, so that it is questioned and never dropped. A day after the one on which the record is read has not happened. A year before the first that is believed is a warning, one of three digits or fewer (0020) an error."
  let needs = "a date"
  let source =
    "calendars of spreadsheets (1900, 1904), of Unix (1970), of SAS (1960), and the least and greatest dates of databases"
  let thresholds = [
    Threshold("first year believed", Double(DateDoubt.firstYear), "", why: "no patient of today was treated before"),
    Threshold("last year believed", Double(DateDoubt.lastYear), "", why: "what is later is a default or a slip"),
  ]

  let fires = RuleExample(
    "a diagnosis on the first day of a calendar", course: "- diagnosis: leiomyosarcoma\n  when: 1900-01-01")
  let passes = RuleExample("on another day", course: "- diagnosis: leiomyosarcoma\n  when: 2019-01-01")

  func find(in context: ReviewContext) -> [Found] {
    let study = [
      ("data cut-off", Phrase("data cut-off", "Datenschnitt"), context.study.dataCutOff.value),
      ("period", Phrase("period", "Zeitraum"), context.study.period.value),
    ]
    .compactMap { key, name, date -> Found? in
      guard let date, let doubt = date.doubt else { return nil }
      return found(
        nil, key, Phrase("The \(name)", "\(name)"), date.text, doubt, Evidence(name, record: .study))
    }
    return study + context.study.patients.flatMap { self.find($0) }
  }

  private func find(_ patient: Patient) -> [Found] {
    var found: [Found] = []
    let dates = [
      ("data cut-off", Phrase("data cut-off", "Datenschnitt"), patient.dataCutOff.value),
      ("period", Phrase("period", "Zeitraum"), patient.period.value),
    ]
    for (key, name, date) in dates {
      guard let date, let doubt = date.doubt else { continue }
      found.append(
        self.found(
          patient.id, key, Phrase("The \(name)", "\(name)"), date.text, doubt,
          Evidence(name, record: .patient(patient.id))))
    }
    for entry in patient.entries {
      var times = (entry.when + entry.ends).map { ($0, Evidence(entry, same: entry.id)) }
      if case .therapy(let therapy) = entry.content {
        for phase in therapy.phases {
          times += phase.when.map {
            ($0, Evidence(Phrase(same: phase.id), sources: phase.sources, record: .phase(phase.id)))
          }
        }
        for (index, given) in therapy.administrations.enumerated() {
          guard let doubt = given.date.doubt else { continue }
          found.append(
            self.found(
              patient.id, "\(entry.id)-\(index + 1)",
              Phrase(
                "\(given.drug), cycle \(given.cycle) day \(given.day) of \(entry.id)",
                "\(given.drug), Zyklus \(given.cycle) Tag \(given.day) von \(entry.id)"),
              given.date.description, doubt,
              Evidence(
                Phrase(same: given.date.description), record: .administration(index, of: entry.id, in: patient.id))))
        }
      }
      for (time, evidence) in times {
        for date in time.readings.compactMap(\.date) {
          guard let doubt = date.doubt else { continue }
          found.append(
            self.found(patient.id, "\(entry.id)-\(date.text)", Phrase(same: entry.id), date.text, doubt, evidence))
        }
      }
    }
    for (index, reading) in patient.lesions.enumerated() {
      guard let doubt = reading.date.doubt else { continue }
      found.append(
        self.found(
          patient.id, "lesion-\(reading.lesion)-\(reading.date)", Phrase(same: reading.lesion),
          reading.date.description, doubt,
          Evidence(Phrase(same: reading.date.description), record: .lesion(index, of: patient.id))))
    }
    return found
  }

  private func found(
    _ patient: Patient.ID?, _ about: String, _ what: Phrase, _ date: String, _ doubt: DateDoubt, _ evidence: Evidence
  ) -> Found {
    Found(
      patient: patient, about: about, severity: doubt == .noYear ? .error : nil,
      Phrase("\(what): \(date) \(doubt.phrase).", "\(what): \(date) \(doubt.phrase)."),
      evidence: [evidence],
      settledBy: Phrase(
        "The date, or `unknown`. What is computed from this one is not to be believed.",
        "Das Datum, oder `unknown`. Was daraus berechnet ist, ist nicht zu glauben."))
  }
}
