// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes

/// Patients of whom nobody says until when they were followed.
struct EndOfFollowUp: Rule {
  let id = "end-of-follow-up"
  let severity = Severity.warning
  let summary = "Neither death nor a last contact is recorded"
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
      "\(entry.id) is recorded as ongoing at the data cut-off, but nothing is recorded in the \(day.number - seen.number) d before it (last: \(last.fact.name), \(last.bounds.text)): who saw it?",
      evidence: [Evidence(entry, "\(entry.id): ongoing")],
      settledBy: "The date of the last contact, and of the last dose.")
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
      let cutOff = context.study.dataCutOff(of: patient) == nil ? ", and the data cut-off is not stated either" : ""
      let last = outcome.lastSignOfLife
      let until =
        last.map { "last known alive \($0.bounds.text) (\($0.fact.name))" } ?? "nothing that is recorded has a time"
      return Found(
        patient: patient.id, about: "last-contact",
        "No last contact is recorded\(cutOff): \(until). Times without an event end there.",
        evidence: last?.fact.entry.flatMap(patient.entry).map { [Evidence($0, $0.id)] }
          ?? [Evidence("patient \(patient.id)", record: .patient(patient.id))],
        settledBy: "The date of the last contact.")
    }
  }
}
