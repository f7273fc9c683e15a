// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain
import TumourResponse

/// A lesion that was cut out, irradiated or ablated while its response to a drug was measured.
struct LocallyTreatedTarget: Rule {
  let id = "locally-treated-target"
  let severity = Severity.warning
  let summary = Phrase(
    "A measured lesion that was operated on, irradiated or ablated under the therapy",
    "Eine gemessene Läsion, die unter der Therapie operiert, bestrahlt oder abladiert wurde")
  let explanation =
    "That a lesion is smaller or gone after an operation, irradiation or ablation is no response of the drug: from then on the targets are NE, and non-targets that are gone are not counted as gone. "
    + "Progression counts all the same, but not the length of a scar of ablation. What was done where is read from the site, else from the words of the operation (`resection of liver metastasis`); "
    + "`treated: yes` or `no` in the rows of the lesion says it exactly. Where the site is not stated, or it is open that it came after the baseline, lesions count as measured, and it is asked."
  let needs =
    "`lesions.csv` of two days at least; `surgery`, `radiotherapy` or `ablation` with a time, or `treated` in a row"
  let source =
    "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), section 3.2: lesions with local treatment are measurable only if they have grown since"

  let fires = RuleExample(
    "30 mm in the liver, resected, then gone", course: Self.course("liver"), files: [Self.lesions])
  let passes = RuleExample("resected in the lung", course: Self.course("lung"), files: [Self.lesions])
  private static let lesions = RuleExample.File(
    "lesions.csv",
    "patient,date,lesion,role,site,finding\n1,2021-01-04,T1,target,liver,30\n1,2021-03-05,T1,target,liver,absent")
  private static func course(_ site: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-08
    - surgery: resection of a metastasis
      id: resection
      site: \(site)
      when: 2021-02-15
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.lesionCourses.flatMap { lesions -> [Found] in
        // Under a later line the lesions are judged against its own baseline.
        let visits = lesions.course.visits.map(\.date).filter { lesions.isUnder($0) ?? true }
        guard let last = visits.max() else { return [] }
        return certain(lesions, last, outcome) + open(lesions, last, outcome)
      }
    }
  }

  private func certain(_ lesions: TherapyCourse, _ last: Day, _ outcome: PatientOutcomes) -> [Found] {
    lesions.course.treated.filter { $0.from <= last }.map { treated in
      let names = treated.lesions.sorted().joined(separator: ", ")
      let entry = treated.entry.flatMap(outcome.patient.entry)
      return Found(
        patient: outcome.patient.id, about: about(lesions, treated.entry ?? names),
        Phrase(
          "\(names): treated locally (\(treated.phrase)) after the baseline of \(lesions.course.baseline.date)\(of(lesions)): from then on the lesions are not evaluable, and nothing that they show is a response of the therapy.",
          "\(names): nach der Baseline vom \(lesions.course.baseline.date)\(of(lesions)) lokal behandelt (\(treated.phrase)): von da an sind die Läsionen nicht beurteilbar, und nichts an ihnen ist ein Ansprechen der Therapie."
        ),
        evidence: entry.map { [Evidence($0, treated.phrase)] } ?? [],
        settledBy: Phrase(
          "Which lesions were treated: `treated: yes` or `no` in their rows.",
          "Welche Läsionen behandelt wurden: `treated: yes` oder `no` in ihren Zeilen."))
    }
  }

  private func open(_ lesions: TherapyCourse, _ last: Day, _ outcome: PatientOutcomes) -> [Found] {
    lesions.openTreatments.filter { $0.procedure.bounds.earliest.map { $0 <= last } ?? true }.map { open in
      let names = open.lesions.sorted().joined(separator: ", ")
      let what = open.procedure.phrase
      return Found(
        patient: outcome.patient.id, about: about(lesions, open.procedure.entry.id),
        severity: open.isSiteStated && !open.isTimeOpen ? .note : .warning,
        open.isTimeOpen
          ? Phrase(
            "\(what): whether it came after the baseline of \(lesions.course.baseline.date)\(of(lesions)) is open; then what \(names) shows afterwards is no response of the therapy. It counts as measured.",
            "\(what): ob nach der Baseline vom \(lesions.course.baseline.date)\(of(lesions)), ist offen; dann ist, was \(names) danach zeigt, kein Ansprechen der Therapie. Es zählt wie gemessen."
          )
          : Phrase(
            "\(what) after the baseline of \(lesions.course.baseline.date)\(of(lesions)): whether it was of \(names) is not known; then what they show afterwards is no response of the therapy. It counts as measured.",
            "\(what) nach der Baseline vom \(lesions.course.baseline.date)\(of(lesions)): ob \(names) behandelt wurde, ist nicht bekannt; dann ist, was danach zu sehen ist, kein Ansprechen der Therapie. Es zählt wie gemessen."
          ),
        evidence: [Evidence(open.procedure.entry, what)],
        settledBy: Phrase(
          "Its site and day; `treated: yes` or `no` in the rows of the lesions.",
          "Ort und Tag; `treated: yes` oder `no` in den Zeilen der Läsionen."))
    }
  }

  /// ` (t1)`; nothing where no therapy is placed.
  private func of(_ lesions: TherapyCourse) -> Phrase {
    lesions.therapies.first.map { Phrase(" of \($0)", " von \($0)") } ?? .none
  }

  private func about(_ lesions: TherapyCourse, _ what: String) -> String {
    ([lesions.reader ?? "reader"] + lesions.therapies.prefix(1) + [what]).joined(separator: "-")
  }
}
