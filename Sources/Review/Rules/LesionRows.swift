// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes
import TumourResponse

/// Rows of lesions that contradict each other.
struct LesionRows: Rule {
  let id = "lesion-rows"
  let severity = Severity.error
  let summary = Phrase(
    "Rows of lesions that cannot all be true, or that nobody believes",
    "Zeilen von Läsionen, die nicht alle stimmen können oder die niemand glaubt")
  let explanation =
    "Rows of one reader and day held against each other: lesions merged in a circle, merged into what is absent or has no row, merged into a lesion of another organ, called new at the first "
    + "measurement, there as a whole and in parts. Such rows prove no response. A target merged into what is not measured or is no target, a merge into an organ that touches, a part without a row that was there at the visit before, one with a word (`progressed`, `present`) in place of its "
    + "length, and a length that is longer than believed, are warnings."
  let needs = "`lesions.csv`"
  let source =
    "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), sections 4.3.2 and 4.3.5; the longest length believed is a bound of this program"

  let thresholds = [
    Threshold(
      "length", RECIST.longestBelieved.number, "mm",
      why: "no source: a slip of the decimal point is likelier than such a lesion")
  ]

  let fires = RuleExample(
    "two lesions merged into each other", course: Self.course,
    files: [
      .init(
        "lesions.csv",
        Self.baseline + "1,2021-03-05,T1,target,liver,merged into T2\n1,2021-03-05,T2,target,liver,merged into T1")
    ])
  let passes = RuleExample(
    "one carries the length of both", course: Self.course,
    files: [
      .init(
        "lesions.csv", Self.baseline + "1,2021-03-05,T1,target,liver,merged into T2\n1,2021-03-05,T2,target,liver,50")
    ])
  private static let baseline =
    "patient,date,lesion,role,site,finding\n1,2021-01-04,T1,target,liver,30\n1,2021-01-04,T2,target,liver,30\n"
  private static let course = """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-08
    """

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.lesionReaders.flatMap { reader in
        RECIST.rowProblems(outcome.patient.lesions.filter { $0.reader == reader }).map { problem in
          Found(
            patient: outcome.patient.id,
            about: "\(reader ?? "reader")-\(problem.date)-\(problem.lesions.joined(separator: "-"))",
            severity: problem.isContradiction ? .error : .warning,
            Phrase(same: reader.map { "\($0): " } ?? "") + problem.phrase + Phrase(same: "."),
            evidence: problem.rows.map { row in
              Evidence(
                Phrase("lesions.csv, \(row.lesion) on \(row.date)", "`lesions.csv`, \(row.lesion) am \(row.date)"),
                record: outcome.patient.lesions.firstIndex(of: row).map { .lesion($0, of: outcome.patient.id) })
            },
            settledBy: Phrase("The images of that day.", "Die Bilder dieses Tages."))
        }
      }
    }
  }
}
