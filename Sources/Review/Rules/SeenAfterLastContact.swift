// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// A last contact that was not the last.
struct SeenAfterLastContact: Rule {
  let id = "seen-after-last-contact"
  let severity = Severity.warning
  let summary = Phrase(
    "A last contact before something that shows the patient alive",
    "Ein letzter Kontakt vor etwas, das den Patienten lebend zeigt")
  let explanation =
    "Who is treated, scanned or measured is alive on that day, so that the last contact was later than recorded. Survival runs to the last day on which "
    + "anything shows the patient alive; the recorded contact is kept and told."
  let needs = "`last contact`, and anything dated after it"
  let source = "arithmetic"

  static let interval = Threshold(
    "from the last contact to a data cut-off at which treatment goes on", 60, "d",
    why: "patients under treatment are seen at least every two months")
  let thresholds = [Self.interval]

  let fires = RuleExample("a scan after the last contact", course: Self.course(contact: "2020-02-01"))
  let passes = RuleExample("a last contact after the scan", course: Self.course(contact: "2020-09-01"))
  private static func course(contact: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2019-12-01
    - assessment: CT
      when: 2020-08-20
    - last contact: alive
      when: \(contact)
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in [seen(outcome), ongoing(outcome)].compactMap(\.self) }
  }

  /// What is said to go on at the data cut-off shows the patient alive then, long after the last contact perhaps.
  private func ongoing(_ outcome: PatientOutcomes) -> Found? {
    let contacts = outcome.lastContacts
    guard let cutOff = outcome.timeline.cutOff, !contacts.isEmpty,
      let entry = outcome.patient.entries.first(where: outcome.timeline.isOngoing)
    else { return nil }
    let gaps = contacts.compactMap { contact in
      outcome.timeline.start(of: contact.id).map { outcome.timeline.length(from: $0, to: cutOff).lower ?? .zero }
    }
    guard let gap = gaps.min(), gap > TimeLength(days: Self.interval.value) else { return nil }
    return Found(
      patient: outcome.patient.id, about: "\(entry.id)-ongoing",
      Phrase(
        "\(entry.id) is recorded as ongoing at the data cut-off, at least \(Phrase.number(gap.days, decimals: 0)) d after the last contact: who saw it? Survival runs to the cut-off.",
        "\(entry.id) ist als beim Datenschnitt andauernd dokumentiert, mindestens \(Phrase.days(gap.days, decimals: 0)) nach dem letzten Kontakt: wer hat es gesehen? Das Überleben läuft bis zum Datenschnitt."
      ),
      evidence: contacts.map(Self.contact)
        + [Evidence(entry, Phrase("\(entry.id): ongoing", "\(entry.id): andauernd"))],
      settledBy: Phrase(
        "The date of the last contact, and of the last dose.", "Das Datum des letzten Kontakts und der letzten Gabe."))
  }

  private static func contact(_ entry: Entry) -> Evidence {
    let times = entry.when.map(\.text)
    return Evidence(
      entry,
      Phrase(
        "last contact: \(times.joined(separator: "; "))",
        "letzter Kontakt: \(times.map(Phrase.written).joined(separator: "; "))"))
  }

  private func seen(_ outcome: PatientOutcomes) -> Found? {
    let seen = outcome.seenAfterLastContact
    guard !seen.isEmpty else { return nil }
    let contacts = outcome.lastContacts
    let words = seen.map { $0.fact.phrase + Phrase(same: " (") + $0.bounds.phrase + Phrase(same: ")") }
      .joined(separator: ", ")
    return Found(
      patient: outcome.patient.id, about: contacts.map(\.id).joined(separator: "-"),
      Phrase(
        "The patient is seen after the last contact that is recorded: \(words). Survival runs to there.",
        "Nach dem dokumentierten letzten Kontakt wurde der Patient noch gesehen: \(words). Das Überleben läuft bis dorthin."
      ),
      evidence: contacts.map(Self.contact)
        + seen.compactMap { $0.fact.entry.flatMap(outcome.patient.entry) }.map { Evidence($0, same: $0.id) },
      settledBy: Phrase("The date of the last contact.", "Das Datum des letzten Kontakts."))
  }
}
