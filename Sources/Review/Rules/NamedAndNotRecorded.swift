// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// What a statement builds on and no patient's record has.
struct NamedAndNotRecorded: Rule {
  let id = "named-and-not-recorded"
  let severity = Severity.warning
  let summary = Phrase(
    "A statement on the series that builds on comorbidity, performance status or a measurement that no record has",
    "Eine Aussage zur Serie, die auf Komorbidität, Allgemeinzustand oder einer Messung beruht, die keine Akte hat")
  let explanation =
    "“Doses were adapted to comorbidities” asks which. What a statement on the series or a patient names, and no record of the patients meant has a word of, is not found in the record: it can be neither followed nor checked."
  let needs = "a claim of the kind `statement` on the series or a patient"
  let source = "CARE 2013, items 5 and 8"

  let fires = RuleExample("adapted to comorbidities, none recorded", files: [Self.claim])
  let passes = RuleExample("one is recorded", facts: "comorbidity: [renal insufficiency]", files: [Self.claim])
  private static let claim = RuleExample.File(
    "claims.yaml",
    "- {claim: statement, series: true, is: doses were adapted according to comorbidities, source: {section: Discussion}}"
  )

  /// Something a statement may name, and whether a patient's record has it.
  private struct Topic {
    let name: Phrase
    let words: [String]
    let isRecorded: @Sendable (Patient) -> Bool
  }

  private static let topics: [Topic] = [
    Topic(
      name: Phrase("comorbidity", "Komorbidität"), words: ["comorbid", "concomitant disease", "pre existing condition"]
    ) {
      !$0.comorbidity.isEmpty
    },
    Topic(name: Phrase("performance status", "Allgemeinzustand"), words: ["performance status", "ecog", "karnofsky"]) {
      patient in
      patient.entries.contains { if case .performanceStatus = $0.content { true } else { false } }
    },
    Topic(
      name: Phrase("a measured lesion or a criterion of response", "gemessene Läsion oder Ansprechkriterium"),
      words: ["recist", "percist", "choi criteria"]
    ) {
      patient in
      !patient.lesions.isEmpty || patient.assessments.contains { $0.assessment.criteria.value != nil }
    },
    Topic(name: Phrase("a questionnaire", "Fragebogen"), words: ["questionnaire", "qlq", "patient reported outcome"]) {
      patient in
      patient.entries.contains { entry in
        if case .qualityOfLife(let quality) = entry.content { quality.instrument.value != nil } else { false }
      }
    },
  ]

  func find(in context: ReviewContext) -> [Found] {
    context.study.claims.flatMap { claim -> [Found] in
      guard case .statement = claim.assertion else { return [] }
      let patients: [Patient]
      switch claim.subject {
      case .series: patients = context.study.patients
      case .patient(let id): patients = context.study.patients.filter { $0.id == id }
      case .literature: return []
      }
      let text = Words.plain(([claim.assertion.words] + claim.sources.compactMap(\.quote)).joined(separator: " "))
      return Self.topics.compactMap { topic in
        guard topic.words.contains(where: text.contains), !patients.isEmpty, !patients.contains(where: topic.isRecorded)
        else { return nil }
        let patient: Patient.ID? = if case .patient(let id) = claim.subject { id } else { nil }
        return Found(
          patient: patient, about: "\(claim.id)-\(topic.words[0])",
          Phrase(
            "\(claim.sources.first?.section ?? claim.id): “\(claim.assertion.words)” builds on \(topic.name), which is not found in the record of \(patient.map { "patient \($0)" } ?? "any patient").",
            "\(claim.sources.first?.section ?? claim.id): „\(claim.assertion.words)“ beruht auf etwas, das \(patient.map { "in der Akte von Patient \($0)" } ?? "in den Akten aller Patienten") fehlt: \(topic.name)."
          ),
          evidence: [Evidence(claim)],
          settledBy: Phrase("The chart: which, and in whom.", "Die Akte: was davon, und bei wem."), claim: claim.id)
      }
    }
  }
}
