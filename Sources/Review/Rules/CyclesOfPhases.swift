// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// A number of cycles that the dose phases of the therapy do not add up to.
struct CyclesOfPhases: Rule {
  let id = "cycles-of-phases"
  let severity = Severity.warning
  let summary = Phrase(
    "More or fewer cycles than the dose phases of a therapy have",
    "Mehr oder weniger Zyklen, als die Dosisphasen einer Therapie haben")
  let explanation =
    "A therapy of five cycles whose doses are stated for cycles 1 to 6: one of the numbers is wrong. Compared is the last cycle that any phase names with the number of cycles of the therapy; where a phase names none, its end is open and nothing is compared but the cycle that it begins with: no dose begins behind the last cycle."
  let needs = "`cycles` of a therapy that has ended, and `cycles` of each of its phases"
  let source = "the record"

  let fires = RuleExample("five cycles, and doses of six", course: Self.course(5))
  let passes = RuleExample("six, and doses of six", course: Self.course(6))
  private static func course(_ cycles: Int) -> String {
    """
    - therapy: doxorubicin
      id: dox
      cycles: \(cycles)
      every: 21 d
      phases:
        - {id: full, dose: 75 mg/m2, days: [1], cycles: 1-4}
        - {id: less, dose: 60 mg/m2, days: [1], cycles: 5-6}
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      guard !entry.isOngoing, let cycles = therapy.cycles.value, !therapy.phases.isEmpty else { return [] }
      let ends = therapy.phases.map(\.lastCycle)
      let beyond = therapy.phases.compactMap { phase in
        phase.firstCycle.flatMap { $0 > cycles && phase.lastCycle == nil ? (phase, $0) : nil }
      }
      if let (phase, first) = beyond.first {
        return [
          Found(
            patient: patient.id, about: entry.id,
            Phrase(
              "\(phase.id) begins with cycle \(first), but \(entry.id) had \(cycles) \(cycles == 1 ? "cycle" : "cycles").",
              "\(phase.id) beginnt mit Zyklus \(first), \(entry.id) hatte aber \(cycles) \(cycles == 1 ? "Zyklus" : "Zyklen")."
            ), arithmetic: Phrase(same: "\(first) > \(cycles)"), evidence: [Evidence(phase)],
            settledBy: Phrase("The infusion record of \(entry.id).", "Das Infusionsprotokoll von \(entry.id)."))
        ]
      }
      guard !ends.contains(where: { $0 == nil }), let last = ends.compactMap(\.self).max(), last != cycles else {
        return []
      }
      let phase = therapy.phases.first { $0.lastCycle == last }
      return [
        Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "\(entry.id) had \(cycles) \(cycles == 1 ? "cycle" : "cycles"), but its doses are stated \(last > cycles ? "until" : "only until") cycle \(last).",
            "\(entry.id) hatte \(cycles) \(cycles == 1 ? "Zyklus" : "Zyklen"), die Dosen sind aber \(last > cycles ? "" : "nur ")bis Zyklus \(last) angegeben."
          ),
          arithmetic: Phrase(same: "\(last) ≠ \(cycles)"),
          evidence: [
            Evidence(
              entry,
              Phrase("\(entry.id): \(cycles) cycles", "\(entry.id): \(cycles) \(cycles == 1 ? "Zyklus" : "Zyklen")"))
          ] + (phase.map { [Evidence($0)] } ?? []),
          settledBy: Phrase("The infusion record of \(entry.id).", "Das Infusionsprotokoll von \(entry.id)."))
      ]
    }
  }
}
