// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// What is said to go on at the data cut-off of a patient who died.
struct OngoingAndDead: Rule {
  let id = "ongoing-and-dead"
  let severity = Severity.error
  let summary = Phrase(
    "Treatment or care that goes on although the patient died",
    "Behandlung, die weitergeht, obwohl der Patient verstorben ist")
  let explanation =
    "Death ends treatment and care. What is recorded as ongoing at the data cut-off of a patient whose death is recorded, and not after the cut-off, ended by the "
    + "death at the latest: its duration is bounded by it, and no figure draws it further."
  let needs = "`ongoing: true` and a `death`"
  let source = "arithmetic"

  let fires = RuleExample(
    "ongoing, and a death", course: Self.course(then: "- death: sarcoma\n  when: 2020-05-15"), files: [Self.study])
  let passes = RuleExample(
    "ongoing, and a last contact", course: Self.course(then: "- last contact: alive\n  when: 2020-12-31"),
    files: [Self.study])
  private static let study = RuleExample.File("study.yaml", "guideline: none\ndata cut-off: 2020-12-31")
  private static func course(then: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2019-12-01
    - therapy: gemcitabine
      id: gem
      when: 2020-01-15
      ongoing: true
    """ + "\n" + then
  }

  /// What says when it ended.
  private static func last(of content: Entry.Content) -> Phrase {
    switch content {
    case .therapy: Phrase("The last dose in the chart", "Die letzte Gabe in der Akte")
    case .radiotherapy: Phrase("The last fraction in the chart", "Die letzte Fraktion in der Akte")
    default: Phrase("The last day of it in the chart", "Der letzte Tag davon in der Akte")
    }
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      guard let death = outcome.patient.death else { return [] }
      return outcome.patient.entries.filter { $0.isOngoing && !outcome.timeline.isOngoing($0) }.map { entry in
        Found(
          patient: outcome.patient.id, about: entry.id,
          Phrase(
            "\(entry.id) is recorded as ongoing at the data cut-off, but the patient died: it ended by the death.",
            "\(entry.id) ist als beim Datenschnitt andauernd dokumentiert, der Patient war aber verstorben: es endete mit dem Tod."
          ),
          evidence: [
            Evidence(entry, Phrase("\(entry.id): ongoing", "\(entry.id): andauernd")),
            Evidence(death, Phrase("death", "Tod")),
          ],
          settledBy: Phrase(
            "\(Self.last(of: entry.content)), and whether the patient died.",
            "\(Self.last(of: entry.content)), und ob der Patient verstorben ist."))
      }
    }
  }
}
