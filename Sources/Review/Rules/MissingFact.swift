// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes

/// Facts that a reader of a case report needs, by item of the reporting guideline.
struct MissingFact: Rule {
  let id = "missing-fact"
  let severity = Severity.note
  let summary = "A fact that a reader of a case report needs"
  let explanation =
    "Items 5 patient information, 7 timeline, 8 diagnostic assessment, 9 therapeutic intervention with dosage, strength and duration, 10 follow-up, outcomes "
    + "and adverse events, 13 consent. What a claim of the paper rests on (diagnosis, cut-off, consent, criteria, doses of a maintenance) is a warning, the rest a note."
  let needs = "`guideline: CARE` in `study.yaml` (the default)"
  let source = "CARE 2013 (Gagnier et al., J Clin Epidemiol 2014;67:46-51)"

  let fires = RuleExample(
    "neutropenia without a grade", facts: "height: 168 cm\nweight: 71 kg", course: Self.course(grade: ""),
    files: [Self.study])
  let passes = RuleExample(
    "of grade 3", facts: "height: 168 cm\nweight: 71 kg", course: Self.course(grade: "\n  grade: 3"),
    files: [Self.study])
  private static let study = RuleExample.File(
    "study.yaml", "ethics: number 1\nconsent: written\ndata cut-off: 2024-12-31")
  private static func course(grade: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2021-03
    - toxicity: neutropenia
    """ + grade
  }

  func find(in context: ReviewContext) -> [Found] {
    guard context.study.guideline == .care else { return [] }
    return context.study.patients.flatMap { missing($0) } + missingInStudy(context.study)
  }

  private func note(
    _ patient: Patient.ID?, _ about: String, _ item: GuidelineGap.Item, _ text: String, _ evidence: [Evidence],
    settledBy: String, severity: Severity? = nil
  ) -> Found {
    var found = Found(
      patient: patient, about: about, severity: severity, "CARE \(item.rawValue): \(text)", evidence: evidence,
      settledBy: settledBy)
    found.gap = GuidelineGap(item: item, text: text)
    return found
  }

  private func missingInStudy(_ study: Study) -> [Found] {
    var findings: [Found] = []
    let evidence = [Evidence("study.yaml", record: .study)]
    if study.ethics.value == nil {
      findings.append(
        note(nil, "ethics", .consent, "ethics approval is not stated.", evidence, settledBy: "Its number and date."))
    }
    if study.consent.value == nil {
      findings.append(
        note(
          nil, "consent", .consent, "consent is not stated.", evidence, settledBy: "A statement on consent.",
          severity: .warning))
    }
    if study.dataCutOff.value == nil {
      findings.append(
        note(
          nil, "cut-off", .followUp, "the data cut-off is not stated.", evidence, settledBy: "Its date.",
          severity: .warning)
      )
    }
    return findings
  }

  private func missing(_ patient: Patient) -> [Found] {
    var findings: [Found] = []
    let place = [Evidence("patient \(patient.id)", sources: patient.sources, record: .patient(patient.id))]
    if patient.heightCentimetres.value == nil || patient.weightKilograms.value == nil {
      findings.append(
        note(
          patient.id, "body-size", .patientInformation,
          "height and weight are not stated; no absolute dose can be checked.", place,
          settledBy: "Height and weight at the start of each therapy."))
    }
    findings +=
      undatedCourse(patient, place) + missingInTherapies(patient) + missingInAssessments(patient)
      + missingInObservations(patient)
    return findings
  }

  private func undatedCourse(_ patient: Patient, _ place: [Evidence]) -> [Found] {
    guard let (entry, _) = patient.diagnosis else {
      return [
        note(
          patient.id, "diagnosis", .diagnosticAssessment, "no diagnosis is recorded.", place,
          settledBy: "The pathology report.",
          severity: .warning)
      ]
    }
    let isDated = entry.when.contains { $0.date != nil }
    guard !isDated else { return [] }
    return [
      note(
        patient.id, "diagnosis-date", .timeline, "the date of diagnosis is not stated; the course floats in time.",
        [Evidence(entry, "diagnosis")], settledBy: "Month and year of diagnosis.")
    ]
  }

  private func missingInTherapies(_ patient: Patient) -> [Found] {
    patient.therapies.compactMap { entry, therapy in
      var missing: [String] = []
      let phases = therapy.phases
      if phases.isEmpty || phases.contains(where: { $0.dose.value == nil }) { missing.append("dose") }
      if phases.isEmpty || phases.contains(where: { $0.days.isEmpty }) { missing.append("days") }
      let hasLength =
        therapy.cycleLength.value != nil || (!phases.isEmpty && phases.allSatisfy { $0.cycleLength.value != nil })
      // What is taken every day has no cycles to count.
      let isDaily =
        !phases.isEmpty
        && phases.allSatisfy { phase in
          phase.days.count > 5 && zip(phase.days, phase.days.dropFirst()).allSatisfy { $1 == $0 + 1 }
        }
      if !hasLength, !isDaily { missing.append("cycle length") }
      let hasCount = therapy.cycles.value != nil || phases.last?.lastCycle != nil
      if !hasCount, !isDaily, !entry.isOngoing { missing.append("number of cycles") }
      if phases.contains(where: { ($0.cycleLength.value?.days.count ?? 1) > 1 }) {
        missing.append(
          "one cycle length of \(phases.filter { ($0.cycleLength.value?.days.count ?? 1) > 1 }.map(\.id).joined(separator: ", "))"
        )
      }
      guard !missing.isEmpty else { return nil }
      return note(
        patient.id, "therapy-\(entry.id)", .therapeuticIntervention,
        "\(missing.joined(separator: ", ")) of \(therapy.name) (\(entry.id)) not stated.",
        [Evidence(entry, therapy.name)],
        settledBy: "The infusion or prescription record.", severity: therapy.intent == .maintenance ? .warning : nil)
    }
  }

  private func missingInAssessments(_ patient: Patient) -> [Found] {
    let judged = patient.assessments.filter { $0.assessment.response.value != nil }
    var findings: [Found] = []
    let withoutCriteria = judged.filter { $0.assessment.criteria.value == nil }
    if !withoutCriteria.isEmpty {
      findings.append(
        note(
          patient.id, "criteria", .followUp,
          "response criteria are not stated for \(withoutCriteria.count) of \(judged.count) responses.",
          withoutCriteria.map {
            Evidence($0.entry, "\($0.assessment.response.value?.rawValue ?? "") (\($0.entry.id))")
          },
          settledBy: "The criteria (RECIST 1.1, Choi, PERCIST) and who judged.", severity: .warning))
    }
    let withoutModality = judged.filter { $0.assessment.modality.value == nil }
    if !withoutModality.isEmpty {
      findings.append(
        note(
          patient.id, "modality", .diagnosticAssessment,
          "the modality is not stated for \(withoutModality.map(\.entry.id).joined(separator: ", ")).",
          withoutModality.map { Evidence($0.entry, $0.entry.id) }, settledBy: "The imaging report."))
    }
    return findings
  }

  private func missingInObservations(_ patient: Patient) -> [Found] {
    var findings: [Found] = []
    for entry in patient.entries {
      switch entry.content {
      case .toxicity(let toxicity) where !toxicity.isAbsence && toxicity.grade.value == nil:
        findings.append(
          note(
            patient.id, "grade-\(entry.id)", .followUp, "no CTCAE grade of \(toxicity.term).",
            [Evidence(entry, toxicity.term)],
            settledBy: "Counts or grade, with the CTCAE version."))
      case .qualityOfLife(let quality) where quality.instrument.value == nil:
        findings.append(
          note(
            patient.id, "instrument-\(entry.id)", .followUp, "quality of life was not measured by an instrument.",
            [Evidence(entry, quality.statement)], settledBy: "A questionnaire such as EORTC QLQ-C30."))
      case .death(let death) where death.cause.value == nil:
        findings.append(
          note(
            patient.id, "cause-of-death", .followUp, "the cause of death is not stated.", [Evidence(entry, "death")],
            settledBy: "The death certificate."))
      case .radiotherapy(let radiotherapy)
      where radiotherapy.doseGray.value == nil || radiotherapy.fractions.value == nil:
        findings.append(
          note(
            patient.id, "radiotherapy-\(entry.id)", .therapeuticIntervention,
            "dose and fractions of radiotherapy are not stated.",
            [Evidence(entry, entry.id)], settledBy: "The radiotherapy record."))
      case .ablation(let ablation) where ablation.technique.value == nil:
        findings.append(
          note(
            patient.id, "ablation-\(entry.id)", .therapeuticIntervention, "the technique of ablation is not stated.",
            [Evidence(entry, entry.id)],
            settledBy: "The intervention report."))
      default: continue
      }
    }
    return findings
  }
}
