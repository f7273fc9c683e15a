// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// What is said to go on at the data cut-off of a patient who died.
struct OngoingAndDead: Rule {
  let id = "ongoing-and-dead"
  let severity = Severity.error
  let summary = "Treatment or care that goes on although the patient died"
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
  private static func last(of content: Entry.Content) -> String {
    switch content {
    case .therapy: "The last dose in the chart"
    case .radiotherapy: "The last fraction in the chart"
    default: "The last day of it in the chart"
    }
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      guard let death = outcome.patient.death else { return [] }
      return outcome.patient.entries.filter { $0.isOngoing && !outcome.timeline.isOngoing($0) }.map { entry in
        Found(
          patient: outcome.patient.id, about: entry.id,
          "\(entry.id) is recorded as ongoing at the data cut-off, but the patient died: it ended by the death.",
          evidence: [Evidence(entry, "\(entry.id): ongoing"), Evidence(death, "death")],
          settledBy: "\(Self.last(of: entry.content)), and whether the patient died.")
      }
    }
  }
}
