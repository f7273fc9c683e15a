// SPDX-License-Identifier: Apache-2.0

import Plain
public import Chronology
public import Course
public import Outcomes

/// A patient's course told in sentences, from the recorded facts alone.
public enum Narrative {
  /// One paragraph; every time with its bounds or as stated.
  ///
  /// - Parameters:
  ///   - outcome: the patient.
  ///   - fields: the study's own fields, whose values are told too.
  public static func text(_ outcome: PatientOutcomes, fields: [StudyField] = []) -> String {
    var sentences = [opening(outcome.patient, fields)]
    let told = outcome.patient.entries.filter { sentence($0, outcome) != nil }
    sentences += outcome.timeline.sorted(told).compactMap { sentence($0, outcome) }
    return sentences.joined(separator: " ")
  }

  private static func opening(_ patient: Patient, _ fields: [StudyField]) -> String {
    let age =
      patient.age.value.map { "aged \($0.words)" + ($0.anchor.map { " at \($0.text)" } ?? "") }
      ?? "of an age not stated"
    let sex =
      patient.sex.value.map { $0 == .other ? "person" : $0 == .male ? "man" : "woman" } ?? "person of a sex not stated"
    let arm = patient.arm.value.map { " Arm: \($0)." } ?? ""
    let others = patient.comorbidity.isEmpty ? "" : " Comorbidity: \(patient.comorbidity.joined(separator: ", "))."
    let own = fields.compactMap { field in
      patient.fields[field.name]?.value.map { " \(field.name.capitalisedFirst): \(field.words($0))." }
    }
    return "Patient \(patient.id) is a \(sex) \(age).\(others)\(arm)\(own.joined())"
  }

  /// `, 6 mo after the start of gemcitabine + docetaxel`: what the source states in numbers. Mere order is told by the order of telling.
  private static func when(_ entry: Entry, _ patient: Patient) -> String {
    let stated = entry.when.compactMap { time -> String? in
      switch time.form {
      case .date(let date): "dated \(date.text)"
      case .after(let span?, let anchor): "\(span.text) after \(event(anchor, patient))"
      case .before(let span?, let anchor): "\(span.text) before \(event(anchor, patient))"
      case .cycle(let number, let anchor, let part):
        "\(part == .during ? "during" : "at the \(part.rawValue) of") cycle \(number)"
          + (anchor.map { " of \(event($0, patient))" } ?? "")
      case .at(let anchor): "at \(event(anchor, patient))"
      default: nil
      }
    }
    return stated.isEmpty ? "" : " (" + stated.joined(separator: "; ") + ")"
  }

  /// An event by what it is: the drugs of a therapy, else its name without hyphens.
  private static func event(_ anchor: Anchor, _ patient: Patient) -> String {
    let edge =
      (anchor.edge == .point ? "" : "the \(anchor.edge.rawValue) of ") + (anchor.cycle.map { "cycle \($0) of " } ?? "")
    if anchor.id == "cut-off" { return "the data cut-off" }
    if let entry = patient.entry(anchor.id) {
      if case .therapy(let therapy) = entry.content {
        return edge + (therapy.intent == .maintenance ? "maintenance" : therapy.name)
      }
      if case .supportiveCare = entry.content { return edge + "best supportive care" }
    }
    return edge + anchor.id.split(separator: "-").joined(separator: " ")
  }

  private static func therapyName(_ id: Entry.ID?, _ patient: Patient) -> String? {
    id.map { event(Anchor(edge: .point, id: $0), patient) }
  }

  private static func sentence(_ entry: Entry, _ outcome: PatientOutcomes) -> String? {
    switch entry.content {
    case .diagnosis(let diagnosis):
      let grade = [diagnosis.grade.value, diagnosis.gradeInWords.value].compactMap(\.self).joined(separator: ", ")
      return "The diagnosis was \(diagnosis.histology)" + (diagnosis.site.value.map { " of \($0)" } ?? "")
        + (grade.isEmpty ? ", grade not stated." : " (\(grade)).")
        + (diagnosis.stage.value.map { stage in
          " Stage \(stage)\(diagnosis.stageEdition.value.map { " (\($0))" } ?? ", edition not stated")."
        } ?? "") + (diagnosis.biomarkers.isEmpty ? "" : " Biomarkers: \(diagnosis.biomarkers.joined(separator: ", ")).")
    case .metastases(let metastases):
      return self.metastases(metastases, when(entry, outcome.patient))
    case .biopsy(let biopsy):
      return "A biopsy was taken" + (biopsy.site.value.map { " of \($0)" } ?? "") + when(entry, outcome.patient)
        + (biopsy.result.value.map { ": \($0)." } ?? "; what it showed is not stated.")
    case .transplant(let transplant):
      return "Transplantation (\(transplant.what)) was done\(when(entry, outcome.patient))."
    case .complication(let complication):
      let of = complication.of.map { " after \(event(Anchor(edge: .point, id: $0), outcome.patient))" } ?? ""
      if complication.isAbsence { return "It is stated that there were no complications\(of)." }
      return "Complication\(of): \(complication.term), "
        + (complication.grade.value.map { "Clavien-Dindo grade \($0.rawValue)." } ?? "grade not stated.")
    case .performanceStatus(let status):
      return "Performance status was \(status.score.text)\(when(entry, outcome.patient))."
    case .localRelapse(let relapse):
      return "Local relapse was found" + (relapse.site.value.map { " at \($0)" } ?? "")
        + "\(when(entry, outcome.patient))."
    case .surgery(let surgery):
      return
        "Surgery was done\(when(entry, outcome.patient)): \(surgery.procedure), margin \(surgery.margin.value ?? "not stated")."
    case .radiotherapy(let radiotherapy):
      let dose = radiotherapy.doseGray.value.map { "\(Numbers.text($0)) Gy" } ?? "dose not stated"
      return
        "Radiotherapy\(radiotherapy.intent.map { ", \($0.rawValue)," } ?? "") of \(radiotherapy.target.value ?? "a target not stated") "
        + "was given\(when(entry, outcome.patient)), \(dose)."
        + (radiotherapy.stopReason.value.map { " It was stopped for \($0)." } ?? "")
    case .ablation(let ablation):
      return
        "Lesions of \(ablation.site.value ?? "a site not stated") were ablated\(when(entry, outcome.patient)), technique "
        + "\(ablation.technique.value ?? "not stated")."
    case .therapy(let therapy): return self.therapy(entry, therapy, outcome)
    case .supportiveCare: return "Best supportive care began\(when(entry, outcome.patient))."
    case .toxicity(let toxicity):
      if toxicity.isAbsence {
        return "It is stated that there were \(toxicity.term)"
          + (therapyName(toxicity.of, outcome.patient).map { " on \($0)" } ?? "") + "."
      }
      let grade = toxicity.grade.value.map { "grade \($0)" } ?? "grade not stated"
      return "Toxicity" + (therapyName(toxicity.of, outcome.patient).map { " of \($0)" } ?? "") + ": "
        + [toxicity.qualifier.value, toxicity.term].compactMap(\.self).joined(separator: " ") + ", \(grade)."
    case .assessment(let assessment): return self.assessment(entry, assessment, outcome.patient)
    case .qualityOfLife(let quality):
      return
        "Quality of life is described as “\(quality.statement)”, instrument \(quality.instrument.value ?? "not stated")."
    case .death(let death):
      let survival = outcome.survivalFromDiagnosis.map { ", \(words($0.value.length)) after diagnosis" } ?? ""
      return
        "The patient died\(survival)\(when(entry, outcome.patient)); the cause is \(death.cause.value ?? "not stated")."
    case .lastContact: return "At last contact\(when(entry, outcome.patient)) the patient was alive."
    case .followUp, .laboratory, .decision, .plan, .event: return nil
    }
  }

  private static func metastases(_ metastases: Metastases, _ when: String) -> String {
    let free =
      metastases.freeSites.isEmpty
      ? "" : " None were found in \(metastases.freeSites.joined(separator: " or "))\(when)."
    switch metastases.presence {
    case .absent: return "There were no metastases\(when)."
    case .unknown: return free.isEmpty ? "Whether there were metastases is not known\(when)." : free.trimmed
    case .found:
      return
        (metastases.alreadyKnown
        ? "Known metastases of \(metastases.siteWords) were described\(when); when they were found is not stated."
        : "Metastases of \(metastases.siteWords) were found\(when).") + free
    }
  }

  private static func therapy(_ entry: Entry, _ therapy: Therapy, _ outcome: PatientOutcomes) -> String {
    let line = outcome.therapy(entry.id)?.line?.trace.value ?? "supportive"
    var text = "\(therapy.name.capitalisedFirst)"
    text +=
      " (\([therapy.intent?.rawValue, line].compactMap(\.self).joined(separator: ", "))) was given\(when(entry, outcome.patient))"
    if let cycles = therapy.cycles.value { text += ", \(cycles) \(cycles == 1 ? "cycle" : "cycles")" }
    text += "."
    for phase in therapy.phases {
      let cycles =
        phase.firstCycle.map { first in " from cycle \(first)" } ?? phase.when.first.map { " (\($0.text))" } ?? ""
      text +=
        " The dose of \(phase.drug)\(cycles) was \(DosingTables.dose(phase).text) on \(DosingTables.days(phase)), repeated "
        + "\(DosingTables.repetition(phase))" + (phase.reason.value.map { ", because of \($0.words)" } ?? "") + "."
      for drug in phase.support {
        text +=
          " \(drug.drug.capitalisedFirst) was added on \(drug.days.map { "d\($0)" }.joined(separator: " and "))."
      }
    }
    if let therapy = outcome.therapy(entry.id) {
      let length = therapy.duration.value.length
      if length.upper != nil || (length.lower ?? .zero) > .zero {
        text +=
          outcome.timeline.isOngoing(entry)
          ? " It has been going on for \(words(length)) at the data cut-off."
          : (length.lower ?? .zero) > .zero
            ? " It lasted \(words(length))." : " How long is not stated; it follows: \(words(length))."
      }
    }
    if let effect = therapy.effect { text += " The source describes the effect as “\(effect)”." }
    return text
  }

  private static func assessment(_ entry: Entry, _ assessment: Assessment, _ patient: Patient) -> String {
    let place = assessment.region.value.map { " of the \($0)" } ?? ""
    let of = therapyName(assessment.of, patient).map { " on \($0)" } ?? ""
    let response: String =
      switch assessment.response.value {
      case .complete: "complete response"
      case .partial: "partial response"
      case .stable: "stable disease"
      case .nonCompleteNonProgressive: "neither complete response nor progression of disease that cannot be measured"
      case .progressive: "progression"
      case .notEvaluable: "no evaluable result"
      case nil:
        switch assessment.statedResponse.value.flatMap({ StatedResponse.Other(rawValue: $0.word) }) {
        case .pathologicalComplete: "a pathological complete response"
        case .mixed: "a mixed response"
        case .minor: "a minor response"
        case .noEvidenceOfDisease: "no evidence of disease"
        case nil: assessment.finding ?? "findings not judged"
        }
      }
    let modality = assessment.modality.value ?? "an assessment of unstated modality"
    return
      "\(modality.capitalisedFirst)\(place)\(of) showed \(response)\(when(entry, patient))."
  }

  /// Bounds in words: `5.5 to 6.5 months`, `at most 1.4 months`, `at an unstated time`.
  public static func words(_ bounds: LengthBounds) -> String {
    // What prints as no time at all says nothing.
    let low = bounds.lower.flatMap { Numbers.isZero($0.months) ? nil : Numbers.text($0.months) }
    switch (low, bounds.upper.map { Numbers.text($0.months) }) {
    case (nil, nil): return "an unstated time"
    case (let low?, nil): return "at least \(low) months"
    case (nil, let high?): return "at most \(high) months"
    case (let low?, let high?): return low == high ? "\(low) months" : "\(low) to \(high) months"
    }
  }
}
