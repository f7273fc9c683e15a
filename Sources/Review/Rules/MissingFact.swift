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
    + "and adverse events, 13 consent. What a claim of the paper rests on (diagnosis, cut-off, consent, criteria, doses of a maintenance) is a warning, the rest a note. "
    + "What several records do not state is told once, with the patients."
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
    let gaps = context.outcomes.patients.flatMap { RecordGap.all(in: $0) }
    var order: [String] = []
    var byKind: [String: [RecordGap]] = [:]
    for gap in gaps {
      if byKind[gap.kind] == nil { order.append(gap.kind) }
      byKind[gap.kind, default: []].append(gap)
    }
    return order.compactMap { byKind[$0].flatMap(RecordGap.found) } + missingInStudy(context.study)
  }

  private func missingInStudy(_ study: Study) -> [Found] {
    var findings: [Found] = []
    let evidence = [Evidence("study.yaml", record: .study)]
    func note(_ about: String, _ item: GuidelineGap.Item, _ text: String, settledBy: String, _ severity: Severity?) {
      findings.append(Found(nil, about, item, text, evidence, settledBy: settledBy, severity: severity))
    }
    if study.ethics.value == nil {
      note("ethics", .consent, "ethics approval is not stated.", settledBy: "Its number and date.", nil)
    }
    if study.consent.value == nil {
      note("consent", .consent, "consent is not stated.", settledBy: "A statement on consent.", .warning)
    }
    if study.patients.contains(where: { study.dataCutOff(of: $0) == nil }) {
      note("cut-off", .followUp, "the data cut-off is not stated.", settledBy: "Its date.", .warning)
    }
    return findings
  }
}

extension Found {
  /// What an item of the guideline asks for and the record does not state.
  fileprivate init(
    _ patient: Patient.ID?, _ about: String, _ item: GuidelineGap.Item, _ text: String, _ evidence: [Evidence],
    settledBy: String, severity: Severity?
  ) {
    self.init(
      patient: patient, about: about, severity: severity, "CARE \(item.rawValue): \(text)", evidence: evidence,
      settledBy: settledBy)
    gap = GuidelineGap(item: item, text: text)
  }
}

/// A fact that a patient's record does not state. What many records do not state is told once, with the patients.
private struct RecordGap {
  var patient: Patient.ID
  var item: GuidelineGap.Item
  /// What is missing; gaps of one kind are told together.
  var kind: String
  /// What it is about in its patient's record, where it is told alone.
  var about: String
  /// What is missing, and what follows: `height and weight are not stated`, `no absolute dose can be checked`.
  var words: String
  var consequence: String?
  /// Of what: `gemcitabine + docetaxel (gem-doc)`.
  var subject: String?
  /// Of how many responses, of how many.
  var share: (of: Int, all: Int)?
  var evidence: [Evidence]
  var settledBy: String
  var severity: Severity?

  /// One finding of all gaps of a kind.
  static func found(_ gaps: [RecordGap]) -> Found? {
    guard let first = gaps.first else { return nil }
    var patients: [Patient.ID] = []
    for gap in gaps where !patients.contains(gap.patient) { patients.append(gap.patient) }
    let share = gaps.compactMap(\.share)
    var text = first.words
    if !share.isEmpty {
      // Of the responses of these patients; others may have stated theirs.
      text += " for \(share.reduce(0) { $0 + $1.of }) of \(share.reduce(0) { $0 + $1.all }) responses"
      if patients.count > 1 { text += " of" }
    }
    func subjects(of patient: Patient.ID) -> String {
      var named: [String] = []
      for subject in gaps.filter({ $0.patient == patient }).compactMap(\.subject) where !named.contains(subject) {
        named.append(subject)
      }
      return named.joined(separator: ", ")
    }
    if patients.count == 1 {
      let named = subjects(of: first.patient)
      if !named.isEmpty { text += " of \(named)" }
    } else if first.subject == nil {
      let all = "patients \(patients.dropLast().joined(separator: ", ")) and \(patients.last ?? "")"
      text += share.isEmpty ? " (\(all))" : " \(all)"
    } else {
      text += ": " + patients.map { "patient \($0), \(subjects(of: $0))" }.joined(separator: "; ")
    }
    text += (first.consequence.map { "; \($0)" } ?? "") + "."
    let isOne = patients.count == 1
    return Found(
      isOne ? first.patient : nil, isOne && gaps.count == 1 ? first.about : first.kind, first.item, text,
      isOne ? gaps.flatMap(\.evidence) : gaps.flatMap { gap in gap.evidence.map { $0.of(gap.patient) } },
      settledBy: first.settledBy, severity: first.severity)
  }

  static func all(in outcome: PatientOutcomes) -> [RecordGap] {
    let patient = outcome.patient
    var gaps: [RecordGap] = []
    if patient.heightCentimetres.value == nil || patient.weightKilograms.value == nil {
      gaps.append(
        RecordGap(
          patient: patient.id, item: .patientInformation, kind: "body-size", about: "body-size",
          words: "height and weight are not stated", consequence: "no absolute dose can be checked",
          evidence: [place(of: patient)], settledBy: "Height and weight at the start of each therapy."))
    }
    return gaps + undatedCourse(outcome) + inTherapies(patient) + inAssessments(patient) + inObservations(patient)
  }

  private static func place(of patient: Patient) -> Evidence {
    Evidence("patient \(patient.id)", sources: patient.sources, record: .patient(patient.id))
  }

  private static func undatedCourse(_ outcome: PatientOutcomes) -> [RecordGap] {
    let patient = outcome.patient
    guard let (entry, _) = patient.diagnosis else {
      return [
        RecordGap(
          patient: patient.id, item: .diagnosticAssessment, kind: "diagnosis", about: "diagnosis",
          words: "no diagnosis is recorded", evidence: [place(of: patient)], settledBy: "The pathology report.",
          severity: .warning)
      ]
    }
    guard !entry.when.contains(where: { $0.readings.contains { $0.date != nil } }) else { return [] }
    // A date may follow from what is dated: `6 mo after surgery`.
    if let event = outcome.timeline.start(of: entry.id) {
      let bounds = outcome.timeline.bounds(of: event)
      if let earliest = bounds.earliest, let latest = bounds.latest, latest.number - earliest.number <= 366 {
        return []
      }
    }
    return [
      RecordGap(
        patient: patient.id, item: .timeline, kind: "diagnosis-date", about: "diagnosis-date",
        words: "the date of diagnosis is not stated", consequence: "the course floats in time",
        evidence: [Evidence(entry, "diagnosis")], settledBy: "Month and year of diagnosis.")
    ]
  }

  private static func inTherapies(_ patient: Patient) -> [RecordGap] {
    patient.therapies.flatMap { entry, therapy -> [RecordGap] in
      var missing: [String] = []
      let phases = therapy.phases
      // Rows of what was given state dose and day, each of its drug.
      let given = Set(therapy.administrations.map(\.drug))
      let isGiven = !given.isEmpty && therapy.drugs.allSatisfy(given.contains)
      if phases.contains(where: { $0.dose.value == nil }) || phases.isEmpty && !isGiven { missing.append("dose") }
      if phases.contains(where: { $0.days.isEmpty }) || phases.isEmpty && !isGiven { missing.append("days") }
      let hasLength =
        therapy.cycleLength.value != nil || (!phases.isEmpty && phases.allSatisfy { $0.cycleLength.value != nil })
      // What is taken every day has no cycles to count.
      let isDaily =
        !phases.isEmpty
        && phases.allSatisfy(\.isTakenDaily)
      if !hasLength, !isDaily { missing.append("cycle length") }
      let hasCount = therapy.cycles.value != nil || phases.last?.lastCycle != nil
      if !hasCount, !isGiven, !isDaily, !entry.isOngoing { missing.append("number of cycles") }
      let severity: Severity? = therapy.intent == .maintenance ? .warning : nil
      func gap(_ kind: String, _ about: String, _ words: String, _ subject: String, _ evidence: [Evidence]) -> RecordGap
      {
        RecordGap(
          patient: patient.id, item: .therapeuticIntervention, kind: kind, about: about, words: words,
          subject: subject, evidence: evidence, settledBy: "The infusion or prescription record.", severity: severity)
      }
      var gaps: [RecordGap] = []
      if !missing.isEmpty {
        let last = missing.count > 1 ? " and \(missing.removeLast())" : ""
        let words = missing.joined(separator: ", ") + last
        gaps.append(
          gap(
            "therapy-\(words)\(severity.map { "-\($0.rawValue)" } ?? "")".replacing(", ", with: "-").replacing(
              " ", with: "-"),
            "therapy-\(entry.id)", "\(words) \(last.isEmpty && words != "days" ? "is" : "are") not stated",
            "\(therapy.name) (\(entry.id))", [Evidence(entry, therapy.name)]))
      }
      for phase in phases where (phase.cycleLength.value?.days.count ?? 1) > 1 {
        let lengths = phase.cycleLength.value?.text ?? ""
        gaps.append(
          gap(
            "which-cycle-length", "cycle-length-\(phase.id)", "which cycle length is meant is not stated",
            "\(phase.id) of \(therapy.name) (\(lengths))", [Evidence(phase)]))
      }
      return gaps
    }
  }

  private static func inAssessments(_ patient: Patient) -> [RecordGap] {
    let judged = patient.assessments.filter { $0.assessment.response.value != nil }
    var gaps: [RecordGap] = []
    let withoutCriteria = judged.filter { $0.assessment.criteria.value == nil }
    if !withoutCriteria.isEmpty {
      gaps.append(
        RecordGap(
          patient: patient.id, item: .followUp, kind: "criteria", about: "criteria",
          words: "response criteria are not stated", share: (withoutCriteria.count, judged.count),
          evidence: withoutCriteria.map {
            Evidence($0.entry, "\($0.assessment.response.value?.rawValue ?? "") (\($0.entry.id))")
          }, settledBy: "The criteria (RECIST 1.1, Choi, PERCIST) and who judged.", severity: .warning))
    }
    return gaps
      + judged.filter { $0.assessment.modality.value == nil }.map { entry, _ in
        RecordGap(
          patient: patient.id, item: .diagnosticAssessment, kind: "modality", about: "modality",
          words: "the modality is not stated", subject: entry.id, evidence: [Evidence(entry, entry.id)],
          settledBy: "The imaging report.")
      }
  }

  private static func inObservations(_ patient: Patient) -> [RecordGap] {
    patient.entries.flatMap { entry -> [RecordGap] in
      let isTimed = entry.when.contains { $0.readings.contains { $0.date != nil || !$0.anchors.isEmpty } }
      func gap(
        _ item: GuidelineGap.Item, _ kind: String, _ about: String, _ words: String, _ subject: String? = nil,
        _ evidence: String, settledBy: String
      ) -> RecordGap {
        RecordGap(
          patient: patient.id, item: item, kind: kind, about: about, words: words, subject: subject,
          evidence: [Evidence(entry, evidence)], settledBy: settledBy)
      }
      switch entry.content {
      case .toxicity(let toxicity) where !toxicity.isAbsence && toxicity.grade.value == nil:
        return [
          gap(
            .followUp, "grade", "grade-\(entry.id)", "no CTCAE grade is stated", toxicity.term, toxicity.term,
            settledBy: "Counts or grade, with the CTCAE version.")
        ]
      case .qualityOfLife(let quality) where quality.instrument.value == nil:
        return [
          gap(
            .followUp, "instrument", "instrument-\(entry.id)", "quality of life was not measured by an instrument", nil,
            quality.statement, settledBy: "A questionnaire such as EORTC QLQ-C30.")
        ]
      case .death(let death):
        let time = gap(
          .followUp, "date-of-death", "date-of-death", "the time of death is not stated", nil, "death",
          settledBy: "The death certificate, or the day on which the patient was last known to be alive.")
        let cause = gap(
          .followUp, "cause-of-death", "cause-of-death", "the cause of death is not stated", nil, "death",
          settledBy: "The death certificate.")
        return (isTimed ? [] : [time]) + (death.cause.value == nil ? [cause] : [])
      case .lastContact where !isTimed:
        return [
          gap(
            .followUp, "date-of-last-contact", "date-of-last-contact", "the time of the last contact is not stated",
            nil,
            "last contact", settledBy: "The day of the last visit or letter.")
        ]
      case .radiotherapy(let radiotherapy)
      where radiotherapy.doseGray.value == nil || radiotherapy.fractions.value == nil:
        let (hasDose, hasFractions) = (radiotherapy.doseGray.value != nil, radiotherapy.fractions.value != nil)
        return [
          gap(
            .therapeuticIntervention,
            hasDose ? "radiotherapy-fractions" : hasFractions ? "radiotherapy-dose" : "radiotherapy",
            "radiotherapy-\(entry.id)",
            hasDose
              ? "fractions of radiotherapy are not stated"
              : hasFractions
                ? "the dose of radiotherapy is not stated" : "dose and fractions of radiotherapy are not stated",
            nil, entry.id, settledBy: "The radiotherapy record.")
        ]
      case .ablation(let ablation) where ablation.technique.value == nil:
        return [
          gap(
            .therapeuticIntervention, "ablation", "ablation-\(entry.id)", "the technique of ablation is not stated",
            nil,
            entry.id, settledBy: "The intervention report.")
        ]
      default: return []
      }
    }
  }
}
