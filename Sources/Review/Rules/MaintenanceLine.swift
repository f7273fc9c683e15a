// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// Maintenance that names nothing to continue, or continues what had failed.
struct MaintenanceLine: Rule {
  let id = "maintenance-line"
  let severity = Severity.warning
  let summary = Phrase(
    "Maintenance that names no line, or continues one that ended in progression",
    "Eine Erhaltungstherapie, die keine Linie nennt, oder eine mit Progress beendete fortsetzt")
  let explanation =
    "Maintenance continues a line after a response or stable disease. Where it names none it is taken to continue the therapy before it, unless that ended in "
    + "progression or was given around surgery; then it is a line of its own. Maintenance after progression is another line, whatever it is called."
  let needs = "`intent: maintenance`, or `continues`"
  let source = "Saini KS, Twelves C. Br J Cancer 2021;125:155-163 (lines of therapy)"

  let fires = RuleExample("nothing to continue is named", course: Self.course(continues: ""))
  let passes = RuleExample("the line is named", course: Self.course(continues: "\n  continues: dox"))
  private static func course(continues: String) -> String {
    """
    - therapy: doxorubicin
      id: dox
      when: 2020-01-15
    - therapy: doxorubicin
      id: main
      intent: maintenance
      when: 2020-06-01
    """ + continues
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.therapies.compactMap { therapy -> Found? in
        guard let words = question(therapy, outcome) else { return nil }
        return Found(
          patient: outcome.patient.id, about: therapy.entry.id, words,
          evidence: [Evidence(therapy.entry, same: therapy.therapy.name)],
          settledBy: Phrase(
            "`continues:` of the maintenance, or another intent.",
            "`continues:` der Erhaltungstherapie, oder ein anderes Therapieziel."))
      }
    }
  }

  private func question(_ therapy: TherapyOutcome, _ outcome: PatientOutcomes) -> Phrase? {
    let entry = therapy.entry
    if therapy.therapy.intent == .maintenance, therapy.therapy.continues != nil {
      // Counted as continued where it may be.
      return therapy.line?.value.therapies.first == entry.id ? therapy.line?.value.continuation : nil
    }
    if let continued = therapy.therapy.continues {
      let progressed = outcome.timeline.assessments(judging: [continued]).first { assessed in
        assessed.assessment.response.value == .progressive
          && outcome.timeline.order(of: assessed.entry.id, to: entry.id) == .before
      }
      return progressed.map {
        Phrase(
          "\(entry.id) continues \(continued), which had ended in progression (\($0.entry.id)): it is another line, or the progression is not of it.",
          "\(entry.id) setzt \(continued) fort, das mit Progress geendet hatte (\($0.entry.id)): es ist eine andere Linie, oder der Progress gehört nicht dazu."
        )
      }
    }
    guard therapy.therapy.intent == .maintenance, let line = therapy.line?.value else { return nil }
    return line.therapies.first == entry.id
      ? Phrase(
        "\(entry.id) is maintenance, but names no therapy that it continues, and the one before it cannot be: it is counted as line \(line.number).",
        "\(entry.id) ist eine Erhaltungstherapie, nennt aber keine Therapie, die sie fortsetzt, und die davor kann es nicht sein: sie zählt als Linie \(line.number)."
      )
      : line.continuation
  }
}
