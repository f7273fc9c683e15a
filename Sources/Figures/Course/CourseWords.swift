// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes
import Dosing

/// What the figures of courses say in words: abbreviations, labels, titles.
struct CourseWords: Sendable {
  let abbreviations: [String: String]

  /// The study's own abbreviations, over those of the library.
  init(_ outcomes: StudyOutcomes) {
    abbreviations = outcomes.library.drugs.compactMapValues(\.abbreviation)
      .merging(outcomes.study.abbreviations) { $1 }
  }

  /// The abbreviation of a drug or procedure; the name itself where the study has none.
  func short(_ name: String) -> String { abbreviations[name] ?? name.capitalisedFirst }

  /// `Gem/Doc`
  func short(_ kind: CourseLayout.Bar.Kind) -> String {
    switch kind {
    case .therapy(let drugs, _): drugs.map(short).joined(separator: "/")
    case .supportiveCare: abbreviations["best supportive care"] ?? "Best supportive care"
    }
  }

  /// `Gemcitabine + docetaxel, maintenance`
  func name(_ kind: CourseLayout.Bar.Kind) -> String {
    switch kind {
    case .therapy(let drugs, let isMaintenance):
      drugs.joined(separator: " + ").capitalisedFirst + (isMaintenance ? ", maintenance" : "")
    case .supportiveCare: "Best supportive care"
    }
  }

  /// The footnote that explains the abbreviations of names, where the study has them: `Doc, docetaxel; Gem, gemcitabine.`
  func footnote(of names: Set<String>) -> String {
    let known = names.compactMap { name in abbreviations[name].map { ($0, name) } }
      .sorted { ($0.0.lowercased(), $0.1) < ($1.0.lowercased(), $1.1) }
    return known.isEmpty ? "" : known.map { "\($0.0), \($0.1)" }.joined(separator: "; ") + "."
  }

  // MARK: patients

  /// `M 73 y`
  static func sexAndAge(_ patient: Patient) -> String {
    let sex = patient.sex.value.map { $0 == .female ? "F" : $0 == .male ? "M" : "other sex" }
    let age = patient.age.value.map { age in age.months.map { "\($0) mo" } ?? "\(age.years) y" }
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
    case .localRelapse: text = Mark.newDisease(.localRelapse).name
    case .metastases(let found): text = "\(Mark.newDisease(.metastases).name): \(found.sites.joined(separator: ", "))"
    case .assessment(let assessment):
      let response =
        assessment.response.value.map { Mark.response($0).name } ?? assessment.statedResponse.value?.word
        ?? "No response stated"
      let look = [assessment.modality.value, assessment.region.value].joined(with: ", ")
      text = look.isEmpty ? response : "\(response) (\(look))"
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
