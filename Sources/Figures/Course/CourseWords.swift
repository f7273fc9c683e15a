// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes
import Dosing

/// What the figures of courses say in words: abbreviations, labels, titles.
struct CourseWords: Sendable {
  let abbreviations: DrugAbbreviations
  let names: TreatmentNames

  init(_ outcomes: StudyOutcomes) {
    abbreviations = DrugAbbreviations(outcomes)
    names = outcomes.names
  }

  /// The abbreviation of a drug or procedure; the name itself where it has none.
  func short(_ name: String) -> String { abbreviations.short(name) }

  /// `Gem/Doc`
  func short(_ kind: CourseLayout.Bar.Kind) -> String {
    switch kind {
    case .therapy(let drugs, _): names.ordered(drugs).map(short).joined(separator: "/")
    case .supportiveCare: abbreviations["best supportive care"] ?? "Best supportive care"
    }
  }

  /// `Gemcitabine + docetaxel, maintenance`
  func name(_ kind: CourseLayout.Bar.Kind) -> String {
    switch kind {
    case .therapy(let drugs, let isMaintenance):
      names.name(drugs).capitalisedFirst + (isMaintenance ? ", maintenance" : "")
    case .supportiveCare: "Best supportive care"
    }
  }

  /// The footnote that explains the abbreviations of names: `Doc, docetaxel; Gem, gemcitabine.`
  func footnote(of names: Set<String>) -> String { abbreviations.footnote(of: names) }

  /// The kind of an entry that a figure has no mark for; nil where its bars, ends and labels show it.
  static func undrawnKind(_ content: Entry.Content, drawsUnjudged: Bool) -> String? {
    switch content {
    case .diagnosis, .therapy, .supportiveCare, .death, .lastContact: nil
    case .assessment(let assessment):
      assessment.response.value == nil && !drawsUnjudged ? "assessments without a response" : nil
    case .metastases(let metastases): metastases.presence == .found ? "metastases that are no progression" : nil
    case .localRelapse: "local relapses"
    case .surgery: "operations"
    case .radiotherapy: "radiotherapies"
    case .ablation: "ablations"
    case .biopsy: "biopsies"
    case .transplant: "transplants"
    case .complication(let complication): complication.isAbsence ? nil : "complications"
    case .toxicity(let toxicity): toxicity.isAbsence ? nil : "adverse events"
    case .performanceStatus: "performance status"
    case .followUp: "phases of follow-up"
    case .laboratory: "laboratory values"
    case .qualityOfLife: "quality of life"
    case .decision: "decisions"
    case .plan: "plans"
    case .event: "events in words"
    }
  }

  // MARK: patients

  /// `M 73 y`
  static func sexAndAge(_ patient: Patient) -> String {
    let sex = patient.sex.value.map { $0 == .female ? "F" : $0 == .male ? "M" : "other sex" }
    let age = patient.age.value.map { age in
      age.months.map { "\($0) mo" } ?? "\(age.isAtLeast ? "≥ " : "")\(age.years) y"
    }
    return [sex, age].compactMap(\.self).joined(separator: " ")
  }

  /// `Leiomyosarcoma, pancreas`
  static func tumour(_ patient: Patient) -> String {
    guard let diagnosis = patient.diagnosis?.diagnosis else { return "" }
    return [diagnosis.histology.capitalisedFirst, diagnosis.site.value].compactMap(\.self).joined(separator: ", ")
  }

  // MARK: titles

  func title(of bar: CourseLayout.Bar, in layout: CourseLayout) -> String {
    let length = bar.length.text()
    let known = length == "not determined" ? "length not stated" : length
    return "\(name(bar.kind)): \(known)\(bar.isOngoing ? ", ongoing" : "")" + time(bar.start.stated, layout)
  }

  func title(of moment: CourseLayout.Moment, in layout: CourseLayout) -> String {
    var text: String
    switch moment.entry.content {
    case .surgery(let surgery): text = "Surgery: \(surgery.procedure)"
    case .radiotherapy(let radiation): text = ["Radiation", radiation.target.value].joined(with: ": ")
    case .ablation(let ablation): text = ["Ablation", ablation.site.value].joined(with: ": ")
    case .death: text = "Death"
    case .biopsy(let biopsy): text = ["Biopsy", biopsy.site.value].joined(with: ": ")
    case .transplant(let transplant): text = "Transplant: \(transplant.what)"
    case .complication(let complication):
      text = "Complication: \(complication.term)" + (complication.grade.value.map { ", grade \($0.rawValue)" } ?? "")
    case .toxicity(let toxicity):
      text = "Adverse event: \(toxicity.term)" + (toxicity.grade.value.map { ", grade \($0)" } ?? "")
    case .localRelapse: text = Mark.newDisease(.localRelapse).name
    case .metastases(let found): text = "\(Mark.newDisease(.metastases).name): \(found.sites.joined(separator: ", "))"
    case .assessment(let assessment):
      let response =
        assessment.response.value.map { Mark.response($0).name } ?? assessment.statedResponse.value?.word
        ?? "No response stated"
      let look = [assessment.modality.value, assessment.region.value].joined(with: ", ")
      text = (look.isEmpty ? response : "\(response) (\(look))") + (moment.isMeasured ? ", measured" : "")
    default: text = moment.entry.id
    }
    return text + time(moment.place.stated, layout)
  }

  private func time(_ bounds: LengthBounds, _ layout: CourseLayout) -> String {
    let text = bounds.text()
    return text == "not determined" ? "; time not stated" : "; \(text) after \(layout.anchor)"
  }

  /// `Patient 1, male, 73 years, leiomyosarcoma, pancreas`
  func heading(of patient: Patient) -> String {
    [
      "Patient \(patient.id)", patient.sex.value?.rawValue, patient.age.value?.words,
      patient.diagnosis?.diagnosis.histology, patient.diagnosis?.diagnosis.site.value,
    ].joined(with: ", ")
  }

  /// One patient in a sentence.
  func sentence(of layout: CourseLayout, assessments: Bool) -> String {
    var parts: [(Double, String)] = layout.bars.map { ($0.start.day, title(of: $0, in: layout)) }
    parts += layout.moments.filter { assessments || $0.kind != .assessment }
      .map { ($0.place.day, title(of: $0, in: layout)) }
    let told = parts.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map(\.element.1).joined(separator: ". ")
    return "\(heading(of: layout.patient)). \(told.isEmpty ? "Nothing recorded" : told)."
  }

  /// All patients in words: each in a sentence while they are few, else as counts.
  func summary(of layouts: [CourseLayout], assessments: Bool) -> String {
    if layouts.count <= 12 {
      return layouts.map { sentence(of: $0, assessments: assessments) }.joined(separator: " ")
    }
    let dead = layouts.count { $0.moments.contains { $0.kind == .death } }
    let ongoing = layouts.count { $0.bars.contains(where: \.isOngoing) }
    let maintained = layouts.count { $0.bars.contains(where: \.isMaintenance) }
    let therapies = layouts.reduce(0) { $0 + $1.bars.count }
    return "\(layouts.count) patients with \(therapies) treatments, one lane a patient. \(maintained) had maintenance; "
      + "\(ongoing) are on treatment at the data cut-off; \(dead) died."
  }
}

extension [String?] {
  /// Those that are there, joined.
  func joined(with separator: String) -> String { compactMap(\.self).joined(separator: separator) }
}
