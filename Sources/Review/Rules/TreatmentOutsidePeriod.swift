// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// Treatment with a date outside of the period in which the patients were treated.
struct TreatmentOutsidePeriod: Rule {
  let id = "outside-period"
  let severity = Severity.warning
  let summary = Phrase(
    "A treatment with a date outside of the period of the study",
    "Eine Behandlung mit einem Datum außerhalb des Zeitraums der Studie")
  let explanation =
    "The study says when its patients were treated. A treatment before it is ordinary where the period is that of inclusion, or of the therapy that the series is about; then the period dates "
    + "no treatment of this patient, and times that nothing else dates are wider. Else the date or the period is wrong."
  let needs = "`period`, and a treatment with a date"
  let source = "arithmetic"

  private static func course(_ date: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2012-01-01
    - surgery: primary tumour
      when: \(date)
    """
  }
  private static let study = "period: 2014/2021\ndata cut-off: 2021-12-31\n"
  let fires = RuleExample(
    "a resection of 2012 in a study of 2014 to 2021", course: course("2012-03-01"),
    files: [.init("study.yaml", study)])
  let passes = RuleExample("one of 2015", course: course("2015-03-01"), files: [.init("study.yaml", study)])

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.compactMap { patient in
      let outside = context.study.treatmentsOutsidePeriod(of: patient)
      guard !outside.isEmpty, let period = context.study.period(of: patient) else { return nil }
      let words = outside.map { Phrase(same: "\($0.entry.id) (") + .written($0.date.text) + Phrase(same: ")") }.joined(
        separator: ", ")
      let written = Phrase.written(period.text)
      return Found(
        patient: patient.id, about: outside.map(\.entry.id).joined(separator: "-"),
        Phrase(
          "Outside of the period of treatment \(period.text): \(words). The period dates no treatment of this patient.",
          "Außerhalb des Behandlungszeitraums \(written): \(words). Der Zeitraum datiert keine Behandlung dieses Patienten."
        ),
        evidence: [Evidence(Phrase("period", "Zeitraum"), record: .study)]
          + outside.map { Evidence($0.entry, same: $0.entry.id) },
        settledBy: Phrase(
          "Whether the period is that of inclusion or of every treatment, and the date.",
          "Ob der Zeitraum der des Einschlusses oder jeder Behandlung ist, und das Datum."))
    }
  }
}
