// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// Patients of whom nobody says until when they were followed.
struct EndOfFollowUp: Rule {
  let id = "end-of-follow-up"
  let severity = Severity.warning
  let summary = Phrase(
    "Neither death nor a last contact is recorded",
    "Weder Tod noch letzter Kontakt dokumentiert")
  let explanation =
    "That nothing is recorded shows nothing: such a patient is followed to the last day on which anything dated shows them alive, not to the data "
    + "cut-off. What is recorded as ongoing at the cut-off shows them alive then."
  let needs = "a patient without `death`, `last contact` and anything `ongoing: true`"
  let source =
    "Clark TG, Altman DG, De Stavola BL. J Clin Epidemiol 2002;55:1236-1239 (completeness of follow-up); Definition.survival of this program"

  let fires = RuleExample("a scan is the last that is recorded", course: Self.course(then: ""))
  let passes = RuleExample("a last contact", course: Self.course(then: "\n- last contact: alive\n  when: 2020-09-01"))
  private static func course(then: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2019-12-01
    - assessment: CT
      when: 2020-08-20
    """ + then
  }

  static let unseen = Threshold(
    "from the last that is recorded to a data cut-off at which treatment is said to go on", 180, "d",
    why: "patients under treatment are seen at least twice a year")
  let thresholds = [Self.unseen]

  /// What is said to go on at the data cut-off of a patient of whom nothing is recorded for long.
  private func unseen(_ entry: Entry, _ outcome: PatientOutcomes) -> Found? {
    guard let cutOff = outcome.timeline.cutOff, let day = outcome.timeline.bounds(of: cutOff).earliest,
      let last = outcome.lastSignOfLife, let seen = last.bounds.latest,
      day.number - seen.number > Int(Self.unseen.value), !isRecorded(after: cutOff, outcome)
    else { return nil }
    return Found(
      patient: outcome.patient.id, about: "\(entry.id)-ongoing",
      Phrase(
        "\(entry.id) is recorded as ongoing at the data cut-off, but nothing is recorded in the \(day.number - seen.number) d before it (last: \(last.fact.phrase), \(last.bounds.phrase)): who saw it?",
        "\(entry.id) ist als beim Datenschnitt andauernd dokumentiert, in den \(day.number - seen.number) Tagen davor ist aber nichts dokumentiert (zuletzt: \(last.fact.phrase), \(last.bounds.phrase)): wer hat es gesehen?"
      ),
      evidence: [Evidence(entry, Phrase("\(entry.id): ongoing", "\(entry.id): andauernd"))],
      settledBy: Phrase(
        "The date of the last contact, and of the last dose.", "Das Datum des letzten Kontakts und der letzten Gabe."))
  }

  /// Whether anything that states its time certainly lies after the data cut-off: then somebody saw the patient alive at it.
  private func isRecorded(after cutOff: EventID, _ outcome: PatientOutcomes) -> Bool {
    outcome.patient.entries.contains { entry in
      guard entry.when.contains(where: \.isTold), let event = outcome.timeline.start(of: entry.id) else { return false }
      return outcome.timeline.length(from: cutOff, to: event).lower.map { $0 > .zero } ?? false
    }
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.compactMap { outcome in
      let patient = outcome.patient
      guard patient.death == nil, outcome.lastContacts.isEmpty else { return nil }
      if let entry = patient.entries.first(where: outcome.timeline.isOngoing) { return unseen(entry, outcome) }
      let cutOff =
        context.study.dataCutOff(of: patient) == nil
        ? Phrase(", and the data cut-off is not stated either", ", und auch der Datenschnitt ist nicht angegeben")
        : .none
      let last = outcome.lastSignOfLife
      let until =
        last.map {
          Phrase(
            "last known alive \($0.bounds.phrase) (\($0.fact.phrase))",
            "zuletzt lebend bekannt \($0.bounds.phrase) (\($0.fact.phrase))")
        } ?? Phrase("nothing that is recorded has a time", "nichts Dokumentiertes hat eine Zeit")
      return Found(
        patient: patient.id, about: "last-contact",
        Phrase(
          "No last contact is recorded\(cutOff): \(until). Times without an event end there.",
          "Kein letzter Kontakt dokumentiert\(cutOff): \(until). Zeiten ohne Ereignis enden dort."),
        evidence: last?.fact.entry.flatMap(patient.entry).map { [Evidence($0, same: $0.id)] }
          ?? [Evidence(.patient(patient.id), record: .patient(patient.id))],
        settledBy: Phrase("The date of the last contact.", "Das Datum des letzten Kontakts."))
    }
  }
}
