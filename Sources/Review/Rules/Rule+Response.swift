// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes
import TumourResponse

extension Rule {
  /// Target lesions that should not have been chosen.
  static let lesionSelection = Rule(
    id: "lesion-selection", summary: "Target lesions against the rules of their choice",
    explanation:
      "RECIST 1.1 (Eisenhauer et al. 2009): at most five targets, two an organ with all nodes as one organ, each measurable (10 mm, or "
      + "twice a slice thicker than 5 mm; nodes 15 mm in short axis; 20 mm by X-ray), none irradiated without growth since, baseline at "
      + "most four weeks before treatment.",
    check: { context in
      context.outcomes.patients.flatMap { outcome in
        outcome.lesionReaders.flatMap { reader in
          let rows = outcome.patient.lesions.filter { $0.reader == reader }
          return RECIST.selectionProblems(rows, treatmentStart: outcome.lesionReference).map { problem in
            Finding(
              "lesion-selection", .warning, patient: outcome.patient.id,
              about: "\(reader ?? "reader")-\(problem.lesions.joined(separator: "-"))-\(problem.text.hashedShort)",
              "At baseline\(reader.map { " (\($0))" } ?? ""): \(problem.text).",
              evidence: [
                Evidence("lesions.csv, \(problem.lesions.joined(separator: ", "))", location: problem.location)
              ],
              settledBy: "The baseline images and the protocol.")
          }
        }
      }
    })

  /// A response as judged that the measurements do not give.
  static let judgedAgainstMeasured = Rule(
    id: "judged-against-measured", summary: "A response as judged that the measured lesions do not give",
    explanation:
      "Assessments dated to the day against RECIST 1.1 from the lesions of the same day, reader by reader. A judgement may use more than "
      + "the lesions listed; where it decides progression or response, it should say so.",
    check: { context in
      context.outcomes.patients.flatMap { outcome -> [Finding] in
        let judged = outcome.datedJudgements
        return outcome.lesionReaders.flatMap { reader -> [Finding] in
          guard let course = outcome.tumourCourse(reader: reader) else { return [] }
          let points = RECIST.timePoints(course)
          let measured = points.map(\.visit)
          return ReaderComparison(judged, measured).visits.filter(\.isDisagreement).map { visit in
            let reasons = points.first { $0.date == visit.date }?.reasons.joined(separator: "; ") ?? ""
            return Finding(
              "judged-against-measured", .warning, patient: outcome.patient.id,
              about: "\(reader ?? "reader")-\(visit.date)",
              "\(visit.date): judged \(visit.first?.rawValue ?? "–"), but the lesions\(reader.map { " (\($0))" } ?? "") give "
                + "\(visit.second?.rawValue ?? "–").",
              arithmetic: reasons, evidence: [], settledBy: "The images of that day, read again.")
          }
        }
      }
    })

  /// Published rates that no number of patients gives.
  static let comparatorRates = Rule(
    id: "comparator-rates", summary: "A published rate that no number of its patients gives",
    explanation:
      "A percentage with its decimals and a number of patients leave few counts, or none: 18.4 % of 133 lies between 24 and 25. Then some "
      + "patients were not counted, or a number is wrong; the arm is shown without an interval.",
    check: { context in
      context.study.comparators.filter(\.isUnattainable).map { arm in
        let rate = arm.rate.map { Numbers.text($0.percent, decimals: $0.decimals) } ?? ""
        let count = arm.count ?? 0
        let share = min(max((arm.rate?.percent ?? 0) / 100, 0), 1)
        let below = Int((Double(count) * share).rounded(.down))
        func printed(_ events: Int) -> String {
          "\(events)/\(count) = \(Numbers.text(Double(events) / Double(max(count, 1)) * 100, decimals: 2)) %"
        }
        return Finding(
          "comparator-rates", .warning, patient: nil, about: "\(arm.name)-\(arm.endpoint.rawValue)",
          "\(arm.name): \(rate) % of \(count) patients is not attainable"
            + (arm.events.map { ", nor does it fit \($0) events" } ?? "") + ".",
          arithmetic: "\(printed(below)), \(printed(below + 1))",
          evidence: [Evidence(arm.source, location: arm.location)],
          settledBy: "The number of evaluable patients in the publication.")
      }
    })
}

extension String {
  /// Letters and digits of a text, short enough for an identifier.
  fileprivate var hashedShort: String { String(filter { $0.isLetter || $0.isNumber }.prefix(24)) }
}
