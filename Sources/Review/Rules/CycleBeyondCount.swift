// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// A time that names a cycle which was not given.
struct CycleBeyondCount: Rule {
  let id = "cycle-beyond-count"
  let severity = Severity.warning
  let summary = Phrase(
    "A time that names a cycle beyond those of its therapy",
    "Eine Zeit, die einen Zyklus nennt, den die Therapie nicht hatte")
  let explanation =
    "Three cycles were given, and something is dated by the ninth: either number is wrong, and a date worked out from it is one of a cycle that never was. What is ongoing may have had more since; its cycles are left alone."
  let needs = "`cycles` of a therapy that has ended, or `cycles` of its last phase; a time by a cycle of it"
  let source = "the record"

  let fires = RuleExample("the ninth of three", course: Self.course(9))
  let passes = RuleExample("the third of three", course: Self.course(3))
  private static func course(_ number: Int) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-04
      ends: 2021-03-08
      cycles: 3
      every: 21 d
    - assessment: CT
      id: ct
      when: 1 mo after end of cycle \(number) of gem
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient in patient.entries.flatMap { find(in: $0, patient) } }
  }

  private func find(in entry: Entry, _ patient: Patient) -> [Found] {
    var times = entry.when + entry.ends
    if case .therapy(let therapy) = entry.content { times += therapy.phases.flatMap(\.when) }
    var told: Set<String> = []
    return times.flatMap(\.readings).flatMap { time -> [Found] in
      var named = time.anchors.compactMap { anchor in anchor.cycle.map { (number: $0, therapy: anchor.id) } }
      if case .cycle(let number, let anchor, _) = time.form { named.append((number, anchor?.id ?? entry.id)) }
      return named.compactMap { number, id in
        guard let owner = patient.entry(id), !owner.isOngoing, case .therapy(let therapy) = owner.content,
          let last = therapy.cycles.value ?? therapy.phases.last?.lastCycle, number > last,
          told.insert("\(number) \(id)").inserted
        else { return nil }
        return Found(
          patient: patient.id, about: "\(entry.id)-\(id)-\(number)",
          Phrase(
            "“\(time.text)” for \(entry.id) names cycle \(number) of \(id), of which \(last) \(last == 1 ? "is" : "are") recorded.",
            "„\(time.text)“ (\(entry.id)) nennt Zyklus \(number) von \(id), wovon \(last) dokumentiert \(last == 1 ? "ist" : "sind")."
          ),
          arithmetic: Phrase(same: "\(number) > \(last)"),
          evidence: [
            Evidence(entry, .written(time.text)),
            Evidence(
              owner,
              Phrase(
                "\(id): \(last) \(last == 1 ? "cycle" : "cycles")", "\(id): \(last) \(last == 1 ? "Zyklus" : "Zyklen")")
            ),
          ],
          settledBy: Phrase("The infusion record of \(id).", "Das Infusionsprotokoll von \(id)."))
      }
    }
  }
}
