// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

extension Rule {
  /// "Severe" beside "no serious complications".
  static let toxicityWords = Rule(
    id: "toxicity-words", summary: "An adverse event called severe beside the statement that there was none serious",
    explanation:
      "Severe is a grade, serious is an outcome (ICH E2A): both can be true, but a reader cannot tell. CTCAE grade 3 "
      + "or more, or the word severe, of the same therapy.",
    check: { context in
      context.study.patients.flatMap { patient in
        let events = patient.entries.compactMap { entry -> (Entry, Toxicity)? in
          if case .toxicity(let toxicity) = entry.content { (entry, toxicity) } else { nil }
        }
        return events.filter(\.1.isAbsence).flatMap { absence, none in
          events.filter { isSevere($0.1) && $0.1.of == none.of && none.of != nil }.map { entry, toxicity in
            Finding(
              "toxicity-words", .warning, patient: patient.id, about: "\(absence.id)-\(entry.id)",
              "“\(none.term)” and “\(([toxicity.qualifier.value].compactMap(\.self) + [toxicity.term]).joined(separator: " "))” "
                + "are both stated of \(none.of ?? "the course").",
              evidence: [Evidence(absence, none.term), Evidence(entry, toxicity.term)],
              settledBy: "CTCAE grade of the event, and whether it met a criterion of seriousness.")
          }
        }
      }
    })

  static func isSevere(_ toxicity: Toxicity) -> Bool {
    guard !toxicity.isAbsence else { return false }
    if let grade = toxicity.grade.value { return grade >= 3 }
    return toxicity.qualifier.value?.lowercased().contains("severe") ?? false
  }

  /// Grade in words against the number.
  static let gradeWords = Rule(
    id: "grade-words", summary: "A grade in words that is not the grade in numbers",
    explanation: "Well, moderately and poorly differentiated are G1, G2 and G3.",
    check: { context in
      let grades = ["well": "G1", "moderately": "G2", "poorly": "G3"]
      return context.study.patients.compactMap { patient in
        guard let (entry, diagnosis) = patient.diagnosis, let words = diagnosis.gradeInWords.value,
          let grade = diagnosis.grade.value,
          let expected = grades.first(where: { words.lowercased().hasPrefix($0.key) })?.value, expected != grade
        else { return nil }
        return Finding(
          "grade-words", .error, patient: patient.id, about: entry.id,
          "“\(words)” is \(expected), but the grade is recorded as \(grade).", evidence: [Evidence(entry, words)],
          settledBy: "The pathology report.")
      }
    })

  /// Lesions that grow but were never found.
  static let firstDetection = Rule(
    id: "first-detection", summary: "Metastases that are said to grow but were never said to be found",
    explanation:
      "“Increasing” metastases were known before. Without their first finding, time from metastasis and stage at earlier lines are not known.",
    check: { context in
      context.study.patients.flatMap { patient -> [Finding] in
        var known = Set<String>()
        var findings: [Finding] = []
        for entry in patient.entries {
          guard case .metastases(let metastases) = entry.content else { continue }
          let sites = metastases.sites.map(Words.organ)
          if metastases.alreadyKnown {
            for site in sites where !known.contains(site) {
              findings.append(
                Finding(
                  "first-detection", .warning, patient: patient.id, about: site,
                  "Metastases of the \(site) are recorded as known and growing, but nothing states when they were found.",
                  evidence: [Evidence(entry, "known metastases: \(metastases.sites.joined(separator: ", "))")],
                  settledBy: "The examination that first showed them."))
            }
          }
          known.formUnion(sites)
        }
        return findings
      }
    })
}
