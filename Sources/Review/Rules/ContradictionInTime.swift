// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// Statements on time that cannot all be true.
struct ContradictionInTime: Rule {
  let id = "contradiction-in-time"
  let severity = Severity.error
  let summary = Phrase(
    "Statements on time that cannot all be true",
    "Zeitangaben, die nicht alle stimmen können")
  let explanation =
    "All statements of a patient form one simple temporal network. A negative cycle in it is a contradiction; the finding lists a minimal "
    + "set of statements: leave out any one and the rest agree. Of very many the first \(TemporalNetwork.mostExplained) are told, and how many more there are."
  let needs = "two statements on the time of the same event, or a chain of them that closes"
  let source = "Dechter, Meiri & Pearl, Artif Intell 1991;49:61-95"

  let fires = RuleExample(
    "three weeks after diagnosis is 17.5 to 24.5 d, but the dates lie 25 d apart",
    course: """
      - diagnosis: leiomyosarcoma
        when: 2021-03-01
      - surgery: resection
        when: [2021-03-26, 3 wk after diagnosis]
      """)
  let passes = RuleExample(
    "24 d apart",
    course: """
      - diagnosis: leiomyosarcoma
        when: 2021-03-01
      - surgery: resection
        when: [2021-03-25, 3 wk after diagnosis]
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      // That the reading of a time, or each of them, does not agree is told with all of them (`several-readings`).
      let points = outcome.timeline.readingPoints
      let open = Set(points.filter { !$0.isChosen }.map(\.statement))
      let chosen = points.count > Int(SeveralReadings.compared.value) ? [] : points.filter(\.isChosen).map(\.statement)
      return outcome.timeline.conflicts.enumerated()
        .filter { _, conflict in
          !open.contains(conflict.rejected)
            && !chosen.contains { $0 == conflict.rejected || conflict.statements.contains($0) }
        }
        .map { found($0.element, number: $0.offset + 1, outcome) } + more(outcome)
    }
  }

  private func found(_ conflict: Conflict, number: Int, _ outcome: PatientOutcomes) -> Found {
    let statements = conflict.statements.compactMap { outcome.timeline.statement($0) }
    let head =
      statements.count == 1
      ? Phrase("This statement contradicts itself", "Diese Angabe widerspricht sich selbst")
      : Phrase(
        "These \(statements.count) statements cannot all be true",
        "Diese \(statements.count) Angaben können nicht alle stimmen")
    return Found(
      patient: outcome.patient.id, about: "\(number)",
      Phrase("\(head): ", "\(head): ")
        + Conflict.listed(statements.map { Phrase("“\($0.text)”", "\($0.phrase)") }, ", ") + Phrase(same: "."),
      arithmetic: conflict.arithmetic(in: outcome.timeline), evidence: statements.map(Evidence.init),
      settledBy: Phrase(
        "The dates of the events named, from the chart.", "Die Daten der genannten Ereignisse, aus der Akte."))
  }

  /// What is left when the first contradictions are told.
  private func more(_ outcome: PatientOutcomes) -> [Found] {
    let (told, more) = (outcome.timeline.conflicts.count, outcome.timeline.furtherConflicts)
    guard more > 0 else { return [] }
    return [
      Found(
        patient: outcome.patient.id, about: "more",
        Phrase(
          "And \(more) more: beside the \(told) contradictions in time told one by one, \(more) statements of this patient contradict others and were set aside.",
          "Und \(more) weitere: neben den \(told) einzeln genannten Widersprüchen in der Zeit widersprechen \(more) Angaben dieses Patienten anderen und wurden beiseitegelegt."
        ),
        arithmetic: Phrase(same: "\(told) + \(more) = \(told + more)"), evidence: [],
        settledBy: Phrase(
          "Settle those that are told; some of the rest go with them.",
          "Die genannten klären; ein Teil der übrigen löst sich damit."))
    ]
  }
}
