// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// Grade in words against the number.
struct GradeWords: Rule {
  let id = "grade-words"
  let severity = Severity.error
  let summary = Phrase(
    "A grade in words that is not the grade in numbers",
    "Ein Grad in Worten, der nicht der Grad in Zahlen ist")
  let explanation = "Well, moderately and poorly differentiated are G1, G2 and G3."
  let needs = "`grade` and `grade in words` of the diagnosis"
  let source = "ICD-O-3, sixth digit: histologic grading and differentiation"

  let fires = RuleExample("poorly differentiated and G2", course: Self.course(grade: "G2"))
  let passes = RuleExample("poorly differentiated and G3", course: Self.course(grade: "G3"))
  private static func course(grade: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      grade: \(grade)
      grade in words: poorly differentiated
    """
  }

  private static let grades = ["well": "G1", "moderately": "G2", "poorly": "G3"]

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.compactMap { patient in
      guard let (entry, diagnosis) = patient.diagnosis, let words = diagnosis.gradeInWords.value,
        let grade = diagnosis.grade.value,
        let expected = Self.grades.first(where: { words.lowercased().hasPrefix($0.key) })?.value, expected != grade
      else { return nil }
      return Found(
        patient: patient.id, about: entry.id,
        Phrase(
          "“\(words)” is \(expected), but the grade is recorded as \(grade).",
          "„\(words)“ ist \(expected), der Grad ist aber als \(grade) dokumentiert."),
        evidence: [Evidence(entry, .quoted(words))],
        settledBy: Phrase("The pathology report.", "Der pathologische Befund."))
    }
  }
}
