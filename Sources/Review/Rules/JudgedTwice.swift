// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// Assessments of one therapy on one day that judge differently.
struct JudgedTwice: Rule {
  let id = "judged-twice"
  let severity = Severity.warning
  let summary = Phrase(
    "Different responses on one day",
    "Verschiedenes Ansprechen an einem Tag")
  let explanation =
    "A patient has one response at a time. Where assessments of one therapy on one day judge differently by the same criteria, reader and region, or without "
    + "naming these, the least good counts. Two regions, readers or criteria are told by `region`, `judged by` and `criteria`."
  let needs = "two assessments of one exact day with different responses"
  let source = "RECIST 1.1, Eur J Cancer 2009;45:228-247, section 4.4 (one overall response at a time point)"

  let fires = RuleExample("PR and PD on one day", course: Self.course(then: "PD"))
  let passes = RuleExample("PR twice", course: Self.course(then: "PR"))
  private static func course(then: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2020-01-15
    - assessment: CT
      id: ct
      of: gem
      response: PR
      when: 2020-03-15
    - assessment: MRI
      id: mri
      of: gem
      response: \(then)
      when: 2020-03-15
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.lines.flatMap { line in found(line.line, outcome) }
    }
  }

  /// What is judged by one reader, by one set of criteria, of one region.
  private struct Judge: Hashable {
    var day: Day
    var criteria: String?
    var reader: String?
    var region: String?
  }

  private func found(_ line: LineOfTherapy, _ outcome: PatientOutcomes) -> [Found] {
    let visits = outcome.timeline.assessments(judging: line.therapies).filter { $0.assessment.response.value != nil }
    let groups = Dictionary(grouping: visits) { visit -> Judge? in
      guard let event = outcome.timeline.start(of: visit.entry.id),
        case let bounds = outcome.timeline.bounds(of: event), bounds.isExact, let day = bounds.earliest
      else { return nil }
      return Judge(
        day: day, criteria: visit.assessment.criteria.value, reader: visit.assessment.judgedBy.value,
        region: visit.assessment.region.value)
    }
    return groups.compactMap { judge, visits -> Found? in
      guard let judge, Set(visits.map(\.assessment.response.value)).count > 1, let first = visits.first else {
        return nil
      }
      let words = visits.map { "\($0.entry.id) (\($0.assessment.response.value?.rawValue ?? ""))" }
      return Found(
        patient: outcome.patient.id, about: first.entry.id,
        Phrase(
          "\(words.joined(separator: Phrase.and)) of \(judge.day) judge one day differently: the least good counts.",
          "\(words.joined(separator: Phrase.and)) vom \(judge.day) beurteilen einen Tag verschieden: das schlechteste Ansprechen zählt."
        ),
        evidence: visits.map {
          Evidence($0.entry, same: "\($0.entry.id): \($0.assessment.response.value?.rawValue ?? "")")
        },
        settledBy: Phrase(
          "Which of them is the response of the patient, or the region, reader or criteria of each.",
          "Welches davon das Ansprechen des Patienten ist, oder Region, Befunder oder Kriterien von jedem."))
    }.sorted { $0.about < $1.about }
  }
}
