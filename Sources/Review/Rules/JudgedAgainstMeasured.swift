// SPDX-License-Identifier: Apache-2.0

import Chronology
import Plain
import Course
import Outcomes
import TumourResponse

/// A response as judged that the measurements do not give.
struct JudgedAgainstMeasured: Rule {
  let id = "judged-against-measured"
  let severity = Severity.warning
  let summary = Phrase(
    "A response as judged that the measured lesions do not give",
    "Ein beurteiltes Ansprechen, das die gemessenen Läsionen nicht ergeben")
  let explanation =
    "Assessments dated to the day, by RECIST or by criteria that are not stated, against RECIST 1.1 from the lesions of the same day, reader by reader; and progression that is judged between measurements which do not show it, so that it counts for nothing. A judgement may use more than the "
    + "lesions listed; where it decides progression or response, it should say so."
  let needs = "`lesions.csv` of two days at least; an assessment with `response` on one of them, dated to the day"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47): PR from −30 %, PD from +20 % and 5 mm"

  let fires = RuleExample(
    "30 mm, then 21 mm (−30 %), judged SD", course: Self.course,
    files: [.init("lesions.csv", Self.head + "1,2021-01-04,T1,target,liver,30\n1,2021-03-05,T1,target,liver,21")])
  let passes = RuleExample(
    "30 mm, then 21.1 mm (−29.7 %), judged SD", course: Self.course,
    files: [.init("lesions.csv", Self.head + "1,2021-01-04,T1,target,liver,30\n1,2021-03-05,T1,target,liver,21.1")])
  private static let head = "patient,date,lesion,role,site,finding\n"
  private static let course = """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-08
    - assessment: CT
      of: gem
      response: SD
      when: 2021-03-05
    """

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let judged = outcome.datedJudgements
      return unmeasuredProgression(outcome)
        + outcome.lesionCourses.flatMap { lesions -> [Found] in
          let reader = lesions.reader
          let points = lesions.points()
          let named = reader.map { " (\($0))" } ?? ""
          let mark = lesions.baselineWords.map { Phrase(same: " (") + $0 + Phrase(same: ")") } ?? .none
          return ReaderComparison(judged, points.map(\.visit)).visits.filter(\.isDisagreement).map { visit in
            Found(
              patient: outcome.patient.id, about: "\(reader ?? "reader")-\(visit.date)",
              Phrase(
                "\(visit.date): judged \(visit.first?.rawValue ?? "–"), but the lesions\(named) give \(visit.second?.rawValue ?? "–")\(mark).",
                "\(visit.date): als \(visit.first?.rawValue ?? "–") beurteilt, die Läsionen\(named) ergeben aber \(visit.second?.rawValue ?? "–")\(mark)."
              ),
              arithmetic: points.first { $0.date == visit.date }?.steps.joined(separator: "; ") ?? Phrase.none,
              settledBy: Phrase("The images of that day, read again.", "Die Bilder dieses Tages, neu befundet."))
          }
        }
    }
  }

  /// Progression as judged on a day on which nothing was measured, where lesions measured later, without progression until then, count instead.
  private func unmeasuredProgression(_ outcome: PatientOutcomes) -> [Found] {
    outcome.lines.flatMap { line -> [Found] in
      guard let counted = outcome.countedVisits(under: line.line) else { return [] }
      return outcome.patient.assessments.compactMap { entry, assessment -> Found? in
        guard assessment.response.value == .progressive, counted.replaced.contains(entry.id),
          let start = outcome.timeline.start(of: entry.id), case let bounds = outcome.timeline.bounds(of: start),
          !(bounds.isExact && counted.measured.contains { $0.day == bounds.earliest }),
          !counted.measured.contains(where: { visit in
            visit.response == .progressive && bounds.latest.map { visit.day <= $0 } ?? true
          })
        else { return nil }
        return Found(
          patient: outcome.patient.id, about: "\(entry.id)-unmeasured",
          Phrase(
            "\(entry.id) (PD) was judged without a measurement on its day, and the lesions, measured later, show no progression by then: the measurements count, and it does not.",
            "\(entry.id) (PD) wurde ohne Messung an diesem Tag beurteilt, und die später gemessenen Läsionen zeigen bis dahin keinen Progress: die Messungen zählen, dieser Befund nicht."
          ),
          evidence: [Evidence(entry, same: "PD (\(entry.id))")],
          settledBy: Phrase(
            "What showed the progression: a new lesion, a lesion that is not measured, or the images read again.",
            "Was den Progress gezeigt hat: eine neue oder eine nicht gemessene Läsion, oder die Bilder, neu befundet."))
      }
    }
  }
}
