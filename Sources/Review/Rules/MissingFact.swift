// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// Facts that a reader of a case report needs, by item of the reporting guideline.
struct MissingFact: Rule {
  let id = "missing-fact"
  let severity = Severity.note
  let summary = Phrase(
    "A fact that a reader of a case report needs",
    "Eine Angabe, die Leser eines Fallberichts brauchen")
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
    let evidence = [Evidence(Phrase("study.yaml", "`study.yaml`"), record: .study)]
    func note(_ about: String, _ item: GuidelineGap.Item, _ text: Phrase, settledBy: Phrase, _ severity: Severity?) {
      findings.append(Found(nil, about, item, text, evidence, settledBy: settledBy, severity: severity))
    }
    if study.ethics.value == nil {
      note(
        "ethics", .consent, Phrase("ethics approval is not stated.", "ein Ethikvotum ist nicht angegeben."),
        settledBy: Phrase("Its number and date.", "Nummer und Datum."), nil)
    }
    if study.consent.value == nil {
      note(
        "consent", .consent, Phrase("consent is not stated.", "eine Einwilligung ist nicht angegeben."),
        settledBy: Phrase("A statement on consent.", "Eine Angabe zur Einwilligung."), .warning)
    }
    if study.patients.contains(where: { study.dataCutOff(of: $0) == nil }) {
      note(
        "cut-off", .followUp, Phrase("the data cut-off is not stated.", "der Datenschnitt ist nicht angegeben."),
        settledBy: Phrase("Its date.", "Sein Datum."), .warning)
    }
    return findings
  }
}

extension Found {
  /// What an item of the guideline asks for and the record does not state.
  fileprivate init(
    _ patient: Patient.ID?, _ about: String, _ item: GuidelineGap.Item, _ text: Phrase, _ evidence: [Evidence],
    settledBy: Phrase, severity: Severity?
  ) {
    self.init(
      patient: patient, about: about, severity: severity, Phrase(same: "CARE \(item.rawValue): ") + text,
      evidence: evidence,
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
  var words: Phrase
  var consequence: Phrase?
  /// Of what: `gemcitabine + docetaxel (gem-doc)`.
  var subject: Phrase?
  /// Of how many responses, of how many.
  var share: (of: Int, all: Int)?
  var evidence: [Evidence]
  var settledBy: Phrase
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
      let (of, all) = (share.reduce(0) { $0 + $1.of }, share.reduce(0) { $0 + $1.all })
      text = text + Phrase(" for \(of) of \(all) responses", " (bei \(of) von \(all) Beurteilungen)")
      if patients.count > 1 { text = text + Phrase(" of", "") }
    }
    func subjects(of patient: Patient.ID) -> Phrase {
      var named: [Phrase] = []
      for subject in gaps.filter({ $0.patient == patient }).compactMap(\.subject) where !named.contains(subject) {
        named.append(subject)
      }
      return named.joined(separator: ", ")
    }
    if patients.count == 1 {
      let named = subjects(of: first.patient)
      if !named.isEmpty { text = text + Phrase(" of \(named)", ": \(named)") }
    } else if first.subject == nil {
      let names = patients.map { Phrase(same: $0) }.listed
      text =
        text
        + (share.isEmpty
          ? Phrase(" (patients \(names))", " (Patienten \(names))")
          : Phrase(" patients \(names)", ", Patienten \(names)"))
    } else {
      text =
        text + Phrase(same: ": ")
        + patients.map { Phrase.patient($0) + Phrase(same: ", ") + subjects(of: $0) }.joined(separator: "; ")
    }
    text = text + (first.consequence.map { Phrase(same: "; ") + $0 } ?? .none) + Phrase(same: ".")
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
          words: Phrase("height and weight are not stated", "Größe und Gewicht sind nicht angegeben"),
          consequence: Phrase("no absolute dose can be checked", "keine absolute Dosis lässt sich prüfen"),
          evidence: [place(of: patient)],
          settledBy: Phrase(
            "Height and weight at the start of each therapy.", "Größe und Gewicht bei Beginn jeder Therapie.")))
    }
    return gaps + undatedCourse(outcome) + inTherapies(patient) + inAssessments(patient) + inObservations(patient)
  }

  private static func place(of patient: Patient) -> Evidence {
    Evidence(.patient(patient.id), sources: patient.sources, record: .patient(patient.id))
  }

  private static func undatedCourse(_ outcome: PatientOutcomes) -> [RecordGap] {
    let patient = outcome.patient
    guard let (entry, _) = patient.diagnosis else {
      return [
        RecordGap(
          patient: patient.id, item: .diagnosticAssessment, kind: "diagnosis", about: "diagnosis",
          words: Phrase("no diagnosis is recorded", "keine Diagnose ist dokumentiert"), evidence: [place(of: patient)],
          settledBy: Phrase("The pathology report.", "Der pathologische Befund."),
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
        words: Phrase("the date of diagnosis is not stated", "das Datum der Diagnose ist nicht angegeben"),
        consequence: Phrase("the course floats in time", "der Verlauf hat keinen festen Ort in der Zeit"),
        evidence: [Evidence(entry, Phrase("diagnosis", "Diagnose"))],
        settledBy: Phrase("Month and year of diagnosis.", "Monat und Jahr der Diagnose."))
    ]
  }

  private static let germanFacts = [
    "dose": "Dosis", "days": "Tage", "cycle length": "Zykluslänge", "number of cycles": "Zahl der Zyklen",
  ]

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
      func gap(_ kind: String, _ about: String, _ words: Phrase, _ subject: Phrase, _ evidence: [Evidence]) -> RecordGap
      {
        RecordGap(
          patient: patient.id, item: .therapeuticIntervention, kind: kind, about: about, words: words,
          subject: subject, evidence: evidence,
          settledBy: Phrase("The infusion or prescription record.", "Infusionsprotokoll oder Verordnung."),
          severity: severity)
      }
      var gaps: [RecordGap] = []
      if !missing.isEmpty {
        let german = missing.map { Self.germanFacts[$0] ?? $0 }
        let last = missing.count > 1 ? " and \(missing.removeLast())" : ""
        let words = missing.joined(separator: ", ") + last
        gaps.append(
          gap(
            "therapy-\(words)\(severity.map { "-\($0.rawValue)" } ?? "")".replacing(", ", with: "-").replacing(
              " ", with: "-"),
            "therapy-\(entry.id)",
            Phrase(
              "\(words) \(last.isEmpty && words != "days" ? "is" : "are") not stated",
              "nicht angegeben: \(german.map { Phrase(same: $0) }.listed)"),
            Phrase(same: "\(therapy.name) (\(entry.id))"), [Evidence(entry, same: therapy.name)]))
      }
      for phase in phases where (phase.cycleLength.value?.days.count ?? 1) > 1 {
        let lengths = phase.cycleLength.value?.days.map { "\($0) d" }.joined(separator: Phrase.or) ?? .none
        gaps.append(
          gap(
            "which-cycle-length", "cycle-length-\(phase.id)",
            Phrase("which cycle length is meant is not stated", "welche Zykluslänge gemeint ist, ist nicht angegeben"),
            Phrase("\(phase.id) of \(therapy.name) (\(lengths))", "\(phase.id) von \(therapy.name) (\(lengths))"),
            [Evidence(phase)]))
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
          words: Phrase("response criteria are not stated", "Ansprechkriterien sind nicht angegeben"),
          share: (withoutCriteria.count, judged.count),
          evidence: withoutCriteria.map {
            Evidence($0.entry, same: "\($0.assessment.response.value?.rawValue ?? "") (\($0.entry.id))")
          },
          settledBy: Phrase(
            "The criteria (RECIST 1.1, Choi, PERCIST) and who judged.",
            "Die Kriterien (RECIST 1.1, Choi, PERCIST), und wer beurteilt hat."), severity: .warning))
    }
    return gaps
      + judged.filter { $0.assessment.modality.value == nil }.map { entry, _ in
        RecordGap(
          patient: patient.id, item: .diagnosticAssessment, kind: "modality", about: "modality",
          words: Phrase("the modality is not stated", "das Verfahren ist nicht angegeben"),
          subject: Phrase(same: entry.id), evidence: [Evidence(entry, same: entry.id)],
          settledBy: Phrase("The imaging report.", "Der Befund der Bildgebung."))
      }
  }

  private static func inObservations(_ patient: Patient) -> [RecordGap] {
    patient.entries.flatMap { entry -> [RecordGap] in
      let isTimed = entry.when.contains { $0.readings.contains { $0.date != nil || !$0.anchors.isEmpty } }
      func gap(
        _ item: GuidelineGap.Item, _ kind: String, _ about: String, _ words: Phrase, _ subject: Phrase? = nil,
        _ evidence: Phrase, settledBy: Phrase
      ) -> RecordGap {
        RecordGap(
          patient: patient.id, item: item, kind: kind, about: about, words: words, subject: subject,
          evidence: [Evidence(entry, evidence)], settledBy: settledBy)
      }
      switch entry.content {
      case .toxicity(let toxicity) where !toxicity.isAbsence && toxicity.grade.value == nil:
        return [
          gap(
            .followUp, "grade", "grade-\(entry.id)",
            Phrase("no CTCAE grade is stated", "kein CTCAE-Grad ist angegeben"), Phrase(same: toxicity.term),
            Phrase(same: toxicity.term),
            settledBy: Phrase(
              "Counts or grade, with the CTCAE version.", "Laborwerte oder Grad, mit der CTCAE-Version."))
        ]
      case .qualityOfLife(let quality) where quality.instrument.value == nil:
        return [
          gap(
            .followUp, "instrument", "instrument-\(entry.id)",
            Phrase(
              "quality of life was not measured by an instrument",
              "die Lebensqualität ist nicht mit einem Instrument gemessen"), nil,
            .quoted(quality.statement),
            settledBy: Phrase("A questionnaire such as EORTC QLQ-C30.", "Ein Fragebogen wie EORTC QLQ-C30."))
        ]
      case .death(let death):
        let time = gap(
          .followUp, "date-of-death", "date-of-death",
          Phrase("the time of death is not stated", "der Todeszeitpunkt ist nicht angegeben"), nil,
          Phrase("death", "Tod"),
          settledBy: Phrase(
            "The death certificate, or the day on which the patient was last known to be alive.",
            "Der Totenschein, oder der Tag, an dem der Patient zuletzt lebend bekannt war."))
        let cause = gap(
          .followUp, "cause-of-death", "cause-of-death",
          Phrase("the cause of death is not stated", "die Todesursache ist nicht angegeben"), nil,
          Phrase("death", "Tod"),
          settledBy: Phrase("The death certificate.", "Der Totenschein."))
        return (isTimed ? [] : [time]) + (death.cause.value == nil ? [cause] : [])
      case .lastContact where !isTimed:
        return [
          gap(
            .followUp, "date-of-last-contact", "date-of-last-contact",
            Phrase(
              "the time of the last contact is not stated", "der Zeitpunkt des letzten Kontakts ist nicht angegeben"),
            nil,
            Phrase("last contact", "letzter Kontakt"),
            settledBy: Phrase(
              "The day of the last visit or letter.", "Der Tag der letzten Vorstellung oder des letzten Briefs."))
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
              ? Phrase(
                "fractions of radiotherapy are not stated", "die Fraktionen der Strahlentherapie sind nicht angegeben")
              : hasFractions
                ? Phrase("the dose of radiotherapy is not stated", "die Dosis der Strahlentherapie ist nicht angegeben")
                : Phrase(
                  "dose and fractions of radiotherapy are not stated",
                  "Dosis und Fraktionen der Strahlentherapie sind nicht angegeben"),
            nil, Phrase(same: entry.id), settledBy: Phrase("The radiotherapy record.", "Das Bestrahlungsprotokoll."))
        ]
      case .ablation(let ablation) where ablation.technique.value == nil:
        return [
          gap(
            .therapeuticIntervention, "ablation", "ablation-\(entry.id)",
            Phrase("the technique of ablation is not stated", "die Technik der Ablation ist nicht angegeben"),
            nil,
            Phrase(same: entry.id), settledBy: Phrase("The intervention report.", "Der Interventionsbericht."))
        ]
      default: return []
      }
    }
  }
}
