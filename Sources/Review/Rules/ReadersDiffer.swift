// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes
import TumourResponse

/// Two readers of one line who come to different responses, of whom one counts.
struct ReadersDiffer: Rule {
  let id = "readers-differ"
  let severity = Severity.warning
  let summary = Phrase(
    "Readers of one line who differ in best response or progression",
    "Befunder einer Linie, die sich im besten Ansprechen oder im Progress unterscheiden")
  let explanation =
    "One reader counts: of lesions the one who measured most patients of the study, then who measured first, then on most days, then the first by name; of "
    + "assessments the one whom `judged by` names first in time, then most often, then by name. Whose responses count is a choice of the study: where another reader gives "
    + "another best response or another first progression, both are told. `--reader` chooses for a cohort."
  let needs = "`lesions.csv` with `reader`, or assessments with `judged by`, of two readers of one line"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), section 4.6 (independent review)"

  let fires = RuleExample(
    "one measures 20 mm (−60 %), the other 70 mm (+40 %)", course: Self.course, files: [Self.lesions(then: "70")])
  let passes = RuleExample(
    "the other measures 30 mm (−40 %)", course: Self.course, files: [Self.lesions(then: "30")])
  private static let course = """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-15
    """
  private static func lesions(then: String) -> RuleExample.File {
    RuleExample.File(
      "lesions.csv",
      "patient,date,lesion,role,site,finding,reader\n1,2021-01-10,T1,target,liver,50,Lee\n1,2021-03-20,T1,target,liver,20,Lee\n"
        + "1,2021-01-10,X1,target,liver,50,Kim\n1,2021-03-20,X1,target,liver,\(then),Kim")
  }

  /// What one reader gives for a line.
  private struct Reading {
    var reader: String?
    var responses: [Response?]
    var progression: Phrase?
    var evidence: [Evidence]

    /// `Kim: PD, progression on 2021-03-20`
    var words: Phrase {
      let best = responses.map { $0.map { Phrase(same: $0.rawValue) } ?? Phrase("no visit", "keine Kontrolle") }
        .joined(separator: Phrase.or)
      let name = reader.map { Phrase(same: $0) } ?? Phrase("no reader named", "kein Befunder genannt")
      return progression.map { day in
        Phrase("\(name): \(best), progression on \(day)", "\(name): \(best), Progress am \(day)")
      } ?? Phrase("\(name): \(best), no progression", "\(name): \(best), kein Progress")
    }
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.lines.compactMap { line in
        let counts = line.isMeasured ? outcome.lesionReaders.first ?? nil : judging(line, outcome)
        return found(line.isMeasured ? measured(line, outcome) : judged(line, outcome), counts, line, outcome)
      }
    }
  }

  private func found(_ all: [Reading], _ counts: String?, _ line: LineOutcome, _ outcome: PatientOutcomes) -> Found? {
    guard let first = all.first,
      all.contains(where: { Set($0.responses) != Set(first.responses) || $0.progression != first.progression }),
      let therapy = line.line.therapies.first
    else { return nil }
    let words = all.map(\.words).joined(separator: Phrase("; ", "; "))
    let who = counts.map { Phrase(same: $0) } ?? Phrase("the one who is not named", "des Ungenannten")
    return Found(
      patient: outcome.patient.id, about: therapy,
      Phrase(
        "the readers of \(therapy) differ (\(words)); what \(who) says counts.",
        "die Befunder von \(therapy) unterscheiden sich (\(words)); es zählt, was \(who) sagt."),
      evidence: all.flatMap(\.evidence),
      settledBy: Phrase(
        "Whose responses count by the protocol of the study.",
        "Wessen Ansprechen nach dem Protokoll der Studie zählt."))
  }

  private func measured(_ line: LineOutcome, _ outcome: PatientOutcomes) -> [Reading] {
    let courses = outcome.lesionCourses.filter { course in
      !course.points().isEmpty && line.line.therapies.first.map(course.therapies.contains) ?? false
    }
    guard courses.count > 1 else { return [] }
    return courses.map { course in
      let row = outcome.patient.lesions.firstIndex {
        $0.reader == course.reader && $0.date > course.course.baseline.date
      }
      return Reading(
        reader: course.reader,
        responses: course.bests { LesionCriteria.recist.judge($0).map(\.visit) }.map(\.response),
        progression: course.points().first { $0.overall == .progressive }.map { Phrase(same: "\($0.date)") },
        evidence: row.map { index in
          let row = outcome.patient.lesions[index]
          return [
            Evidence(
              Phrase("lesions.csv, \(row.lesion) on \(row.date)", "`lesions.csv`, \(row.lesion) am \(row.date)"),
              record: .lesion(index, of: outcome.patient.id))
          ]
        } ?? [])
    }
  }

  private func readers(_ line: LineOutcome, _ outcome: PatientOutcomes) -> [String] {
    Set(outcome.timeline.assessments(judging: line.line.therapies).compactMap(\.assessment.judgedBy.value)).sorted(
      by: NaturalOrder.precedes)
  }

  private func judged(_ line: LineOutcome, _ outcome: PatientOutcomes) -> [Reading] {
    let readers = readers(line, outcome)
    guard readers.count > 1 else { return [] }
    return readers.compactMap { reader in
      let visits = outcome.judgedVisits(of: line.line.therapies, JudgementChoice(reader: reader)).visits.filter {
        $0.assessment.judgedBy.value == reader
      }
      guard let first = visits.first else { return nil }
      let best = visits.map(\.response).dropFirst().reduce(first.response, Response.better)
      let progression = visits.first { $0.response == .progressive }.map { visit in
        outcome.timeline.start(of: visit.entry.id).map { outcome.timeline.bounds(of: $0).phrase }
          ?? Phrase("a day not stated", "einem nicht angegebenen Tag")
      }
      return Reading(
        reader: reader, responses: [best], progression: progression,
        evidence: visits.map { Evidence($0.entry, same: "\($0.entry.id): \(reader), \($0.response.rawValue)") })
    }
  }

  /// The reader whose assessments count.
  private func judging(_ line: LineOutcome, _ outcome: PatientOutcomes) -> String? {
    outcome.judgedVisits(of: line.line.therapies).visits.compactMap(\.assessment.judgedBy.value).first
  }
}
