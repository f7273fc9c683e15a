public import Chronology
import Course
public import Outcomes

/// A patient's course told in sentences, from the recorded facts alone.
public enum Narrative {
  /// One paragraph; every time with its bounds or as stated.
  public static func text(_ outcome: PatientOutcomes) -> String {
    var sentences = [opening(outcome.patient)]
    for entry in outcome.patient.entries { if let sentence = sentence(entry, outcome) { sentences.append(sentence) } }
    return sentences.joined(separator: " ")
  }

  private static func opening(_ patient: Patient) -> String {
    let age =
      patient.age.value.map { "aged \($0.years) years" + ($0.anchor.map { " at \($0.text)" } ?? "") }
      ?? "of an age not stated"
    let sex =
      patient.sex.value.map { $0 == .other ? "person" : $0 == .male ? "man" : "woman" } ?? "person of a sex not stated"
    return "Patient \(patient.id) is a \(sex) \(age)."
  }

  /// `(6 mo after start of gem-doc)`, as the source states it.
  private static func when(_ entry: Entry) -> String {
    let stated = entry.when.filter { $0.form != .unknown }.map(\.text)
    return stated.isEmpty ? " (time not stated)" : " (\(stated.joined(separator: "; ")))"
  }

  private static func sentence(_ entry: Entry, _ outcome: PatientOutcomes) -> String? {
    switch entry.content {
    case .diagnosis(let diagnosis):
      let grade = [diagnosis.grade.value, diagnosis.gradeInWords.value].compactMap(\.self).joined(separator: ", ")
      return "The diagnosis was \(diagnosis.histology)" + (diagnosis.site.value.map { " of \($0)" } ?? "")
        + (grade.isEmpty ? ", grade not stated." : " (\(grade)).")
    case .metastases(let metastases):
      if metastases.sites.isEmpty { return "There were no metastases\(when(entry))." }
      let sites = metastases.sites.joined(separator: " and ")
      return metastases.alreadyKnown
        ? "Known metastases of \(sites) were described\(when(entry)); when they were found is not stated."
        : "Metastases of \(sites) were found\(when(entry))."
    case .localRelapse(let relapse):
      return "Local relapse was found" + (relapse.site.value.map { " at \($0)" } ?? "") + "\(when(entry))."
    case .surgery(let surgery):
      return "Surgery was done\(when(entry)): \(surgery.procedure), margin \(surgery.margin.value ?? "not stated")."
    case .radiotherapy(let radiotherapy):
      let dose = radiotherapy.doseGray.value.map { "\(Numbers.text($0)) Gy" } ?? "dose not stated"
      return
        "Radiotherapy\(radiotherapy.intent.map { ", \($0.rawValue)," } ?? "") of \(radiotherapy.target.value ?? "a target not stated") "
        + "was given\(when(entry)), \(dose)."
    case .ablation(let ablation):
      return "Lesions of \(ablation.site.value ?? "a site not stated") were ablated\(when(entry)), technique "
        + "\(ablation.technique.value ?? "not stated")."
    case .therapy(let therapy): return self.therapy(entry, therapy, outcome)
    case .supportiveCare: return "Best supportive care began\(when(entry))."
    case .toxicity(let toxicity):
      if toxicity.isAbsence {
        return "It is stated that there were \(toxicity.term)" + (toxicity.of.map { " on \($0)" } ?? "") + "."
      }
      let grade = toxicity.grade.value.map { "grade \($0)" } ?? "grade not stated"
      return "Toxicity" + (toxicity.of.map { " of \($0)" } ?? "") + ": "
        + [toxicity.qualifier.value, toxicity.term].compactMap(\.self).joined(separator: " ") + ", \(grade)."
    case .assessment(let assessment): return self.assessment(entry, assessment)
    case .qualityOfLife(let quality):
      return
        "Quality of life is described as “\(quality.statement)”, instrument \(quality.instrument.value ?? "not stated")."
    case .death(let death):
      let survival = outcome.survivalFromDiagnosis.map { ", \(words($0.value.length)) after diagnosis" } ?? ""
      return "The patient died\(survival)\(when(entry)); the cause is \(death.cause.value ?? "not stated")."
    case .lastContact: return "At last contact\(when(entry)) the patient was alive."
    case .followUp, .laboratory, .decision, .event: return nil
    }
  }

  private static func therapy(_ entry: Entry, _ therapy: Therapy, _ outcome: PatientOutcomes) -> String {
    let line = outcome.therapy(entry.id)?.line.trace.value ?? ""
    var text = "\(therapy.name.prefix(1).uppercased() + therapy.name.dropFirst())"
    text += " (\([therapy.intent?.rawValue, line].compactMap(\.self).joined(separator: ", "))) was given\(when(entry))"
    if let cycles = therapy.cycles.value { text += ", \(cycles) \(cycles == 1 ? "cycle" : "cycles")" }
    text += "."
    for phase in therapy.phases {
      let cycles =
        phase.firstCycle.map { first in " from cycle \(first)" } ?? phase.when.first.map { " (\($0.text))" } ?? ""
      text +=
        " The dose of \(phase.drug)\(cycles) was \(ReportTables.dose(phase)) on \(ReportTables.days(phase)), repeated "
        + "\(ReportTables.repetition(phase))" + (phase.reason.value.map { ", because of \($0.words)" } ?? "") + "."
      for drug in phase.support {
        text +=
          " \(drug.drug.prefix(1).uppercased() + drug.drug.dropFirst()) was added on \(drug.days.map { "d\($0)" }.joined(separator: " and "))."
      }
    }
    if let therapy = outcome.therapy(entry.id) {
      let length = therapy.duration.value.length
      if length.upper != nil || (length.lower ?? .zero) > .zero {
        text +=
          entry.isOngoing
          ? " It has been going on for \(words(length)) at the data cut-off." : " It lasted \(words(length))."
      }
    }
    if let effect = therapy.effect { text += " The source describes the effect as “\(effect)”." }
    return text
  }

  private static func assessment(_ entry: Entry, _ assessment: Assessment) -> String {
    let place = assessment.region.value.map { " of the \($0)" } ?? ""
    let of = assessment.of.map { " on \($0)" } ?? ""
    let response: String =
      switch assessment.response.value {
      case .complete: "complete response"
      case .partial: "partial response"
      case .stable: "stable disease"
      case .progressive: "progression"
      case .notEvaluable: "no evaluable result"
      case nil: assessment.finding ?? "findings not judged"
      }
    let modality = assessment.modality.value ?? "an examination not named"
    return "\(modality.prefix(1).uppercased() + modality.dropFirst())\(place)\(of) showed \(response)\(when(entry))."
  }

  /// Bounds in words: `5.5 to 6.5 months`, `at most 1.4 months`, `at an unstated time`.
  public static func words(_ bounds: LengthBounds) -> String {
    let low = bounds.lower.map { Numbers.text($0.months) }
    let high = bounds.upper.map { Numbers.text($0.months) }
    switch (low, high) {
    case (nil, nil), ("0"?, nil): return "an unstated time"
    case (let low?, nil): return "at least \(low) months"
    case (nil, let high?), ("0"?, let high?): return "at most \(high) months"
    case (let low?, let high?): return low == high ? "\(low) months" : "\(low) to \(high) months"
    }
  }
}
