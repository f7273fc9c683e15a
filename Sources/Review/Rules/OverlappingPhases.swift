// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// Two dose phases of one drug that state a dose for the same days of the same cycles.
struct OverlappingPhases: Rule {
  let id = "overlapping-phases"
  let severity = Severity.warning
  let summary = Phrase(
    "Two dose phases of a drug for the same days of the same cycles",
    "Zwei Dosisphasen eines Mittels für dieselben Tage derselben Zyklen")
  let explanation =
    "A phase says what was given on its days in its cycles. Where two of one drug name the same days and cycles, a line was entered twice, or one of them should have replaced the other: each has its own cumulative dose, and together they count a day twice. A phase whose last cycle is open ends where the next of its drug begins, and overlaps with none; nor does one whose days are not stated."
  let needs = "`days` and `cycles` of two phases of one drug"
  let source = "the record"

  let fires = RuleExample("cycles 1 to 3, and 1 to 2 once more", course: Self.course("1-3", "1-2"))
  let passes = RuleExample("cycles 1 to 3, then 4 to 6", course: Self.course("1-3", "4-6"))
  private static func course(_ one: String, _ other: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      cycles: 6
      every: 21 d
      phases:
        - {id: full, dose: 900 mg/m2, days: [1, 8], cycles: \(one)}
        - {id: again, dose: 750 mg/m2, days: [1, 8], cycles: \(other)}
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      let phases = therapy.phases
      return phases.indices.flatMap { first in
        phases.indices.dropFirst(first + 1).compactMap { second in
          found(phases[first], phases[second], patient, entry, context.outcomes.library)
        }
      }
    }
  }

  private func found(
    _ one: DosePhase, _ other: DosePhase, _ patient: Patient, _ entry: Entry, _ library: RegimenLibrary
  ) -> Found? {
    guard library.isSame(one.drug, other.drug), let oneFirst = one.firstCycle, let oneLast = one.lastCycle,
      let otherFirst = other.firstCycle, let otherLast = other.lastCycle
    else { return nil }
    let (first, last) = (max(oneFirst, otherFirst), min(oneLast, otherLast))
    let days = one.days.filter(other.days.contains)
    guard first <= last, !days.isEmpty else { return nil }
    let cycles = first == last ? "\(first)" : "\(first)–\(last)"
    // Daily doses have a day for each of a cycle.
    let named = days.prefix(6).map(String.init).joined(separator: ", ") + (days.count > 6 ? ", …" : "")
    return Found(
      patient: patient.id, about: "\(entry.id)-\(one.id)-\(other.id)",
      Phrase(
        "\(one.id) and \(other.id) both state a dose of \(one.drug) for day \(named) of cycle \(cycles) of \(entry.id).",
        "\(one.id) und \(other.id) nennen beide eine Dosis \(one.drug) für Tag \(named) von Zyklus \(cycles) von \(entry.id)."
      ),
      evidence: [Evidence(one), Evidence(other)],
      settledBy: Phrase(
        "Which of the two was given; take the other out, or give it its own cycles.",
        "Welche von beiden gegeben wurde; die andere herausnehmen oder ihr eigene Zyklen geben."))
  }
}
