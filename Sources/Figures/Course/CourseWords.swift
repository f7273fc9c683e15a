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
  /// The reader's language.
  let language: Language

  init(_ outcomes: StudyOutcomes, in language: Language = .english) {
    abbreviations = DrugAbbreviations(outcomes)
    names = outcomes.names
    self.language = language
  }

  /// A phrase as the reader reads it.
  func say(_ phrase: Phrase) -> String { phrase[language] }

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
  func name(_ kind: CourseLayout.Bar.Kind) -> Phrase {
    switch kind {
    case .therapy(let drugs, let isMaintenance):
      Phrase(same: names.name(drugs).capitalisedFirst)
        + (isMaintenance ? Phrase(", maintenance", ", Erhaltung") : .none)
    case .supportiveCare: Phrase("Best supportive care", "Best Supportive Care")
    }
  }

  /// The footnote that explains the abbreviations of names: `Doc, docetaxel; Gem, gemcitabine.`
  func footnote(of names: Set<String>) -> String { abbreviations.footnote(of: names) }

  /// The kind of an entry that a figure has no mark for; nil where its bars, ends and labels show it.
  static func undrawnKind(_ content: Entry.Content, drawsUnjudged: Bool) -> Phrase? {
    switch content {
    case .diagnosis, .therapy, .supportiveCare, .death, .lastContact: nil
    case .assessment(let assessment):
      assessment.response.value == nil && !drawsUnjudged
        ? Phrase("assessments without a response", "Untersuchungen ohne Ansprechen") : nil
    case .metastases(let metastases):
      metastases.presence == .found
        ? Phrase("metastases that are no progression", "Metastasen, die kein Progress sind") : nil
    case .localRelapse: Phrase("local relapses", "Lokalrezidive")
    case .surgery: Phrase("operations", "Operationen")
    case .radiotherapy: Phrase("radiotherapies", "Bestrahlungen")
    case .ablation: Phrase("ablations", "Ablationen")
    case .biopsy: Phrase("biopsies", "Biopsien")
    case .transplant: Phrase("transplants", "Transplantationen")
    case .complication(let complication):
      complication.isAbsence ? nil : Phrase("complications", "Komplikationen")
    case .toxicity(let toxicity): toxicity.isAbsence ? nil : Phrase("adverse events", "unerwünschte Ereignisse")
    case .performanceStatus: Phrase("performance status", "Performance-Status")
    case .followUp: Phrase("phases of follow-up", "Phasen der Nachsorge")
    case .laboratory: Phrase("laboratory values", "Laborwerte")
    case .qualityOfLife: Phrase("quality of life", "Lebensqualität")
    case .decision: Phrase("decisions", "Entscheidungen")
    case .plan: Phrase("plans", "Planungen")
    case .event: Phrase("events in words", "Ereignisse in Worten")
    }
  }

  // MARK: patients

  /// `M 73 y`
  static func sexAndAge(_ patient: Patient) -> Phrase {
    let sex = patient.sex.value.map { sex in
      switch sex {
      case .female: Phrase("F", "w")
      case .male: Phrase("M", "m")
      case .other: Phrase("other sex", "divers")
      }
    }
    let age = patient.age.value.map { age in
      age.months.map { Phrase("\($0) mo", "\($0) Mon.") }
        ?? Phrase("\(age.isAtLeast ? "≥ " : "")\(age.years) y", "\(age.isAtLeast ? "≥ " : "")\(age.years) J.")
    }
    return [sex, age].compactMap(\.self).joined(separator: " ")
  }

  /// `Leiomyosarcoma, pancreas`
  static func tumour(_ patient: Patient) -> Phrase {
    guard let diagnosis = patient.diagnosis?.diagnosis else { return .none }
    return [Phrase(same: diagnosis.histology.capitalisedFirst), diagnosis.site.value.map(Phrase.organ)]
      .compactMap(\.self).joined(separator: ", ")
  }

  // MARK: titles

  func title(of bar: CourseLayout.Bar, in layout: CourseLayout) -> String {
    let length = bar.length.phrase()
    let known = length == .notDetermined ? Phrase("length not stated", "Dauer nicht angegeben") : length
    let ongoing = bar.isOngoing ? Phrase(", ongoing", ", andauernd") : .none
    let name = name(bar.kind)
    return say(Phrase("\(name): \(known)\(ongoing)", "\(name): \(known)\(ongoing)") + time(bar.start.stated, layout))
  }

  func title(of moment: CourseLayout.Moment, in layout: CourseLayout) -> String {
    func named(_ name: Phrase, _ what: String?) -> Phrase {
      what.map { what in Phrase("\(name): \(what)", "\(name): \(what)") } ?? name
    }
    var text: Phrase
    switch moment.entry.content {
    case .surgery(let surgery): text = named(Mark.surgery.phrase, surgery.procedure)
    case .radiotherapy(let radiation): text = named(Mark.radiation.phrase, radiation.target.value)
    case .ablation(let ablation): text = named(Mark.ablation.phrase, ablation.site.value)
    case .death: text = Mark.death.phrase
    case .biopsy(let biopsy): text = named(Mark.biopsy.phrase, biopsy.site.value)
    case .transplant(let transplant): text = named(Mark.transplant.phrase, transplant.what)
    case .complication(let complication):
      text =
        named(Mark.complication.phrase, complication.term)
        + (complication.grade.value.map { Phrase(", grade \($0.rawValue)", ", Grad \($0.rawValue)") } ?? Phrase.none)
    case .toxicity(let toxicity):
      text =
        named(Phrase("Adverse event", "Unerwünschtes Ereignis"), toxicity.term)
        + (toxicity.grade.value.map { Phrase(", grade \($0)", ", Grad \($0)") } ?? Phrase.none)
    case .localRelapse: text = Mark.newDisease(.localRelapse).phrase
    case .metastases(let found):
      let sites = found.sites.map(Phrase.organ).joined(separator: ", ")
      let name = Mark.newDisease(.metastases).phrase
      text = Phrase("\(name): \(sites)", "\(name): \(sites)")
    case .assessment(let assessment):
      let response =
        assessment.response.value.map { Mark.response($0).phrase }
        ?? assessment.statedResponse.value.map { Phrase(same: $0.word) }
        ?? Phrase("No response stated", "Kein Ansprechen angegeben")
      let look = [assessment.modality.value, assessment.region.value].joined(with: ", ")
      text =
        (look.isEmpty ? response : Phrase("\(response) (\(look))", "\(response) (\(look))"))
        + (moment.isMeasured ? Phrase(", measured", ", gemessen") : .none)
    default: text = Phrase(same: moment.entry.id)
    }
    return say(text + time(moment.place.stated, layout))
  }

  private func time(_ bounds: LengthBounds, _ layout: CourseLayout) -> Phrase {
    let text = bounds.phrase()
    let anchor = layout.anchorPhrase
    return text == .notDetermined
      ? Phrase("; time not stated", "; Zeit nicht angegeben")
      : Phrase("; \(text) after \(anchor)", "; \(text) nach \(anchor)")
  }

  /// `Patient 1, male, 73 years, leiomyosarcoma, pancreas`
  func heading(of patient: Patient) -> String {
    let facts: [Phrase?] = [
      Phrase("Patient \(patient.id)", "Patient \(patient.id)"), patient.sex.value?.phrase,
      patient.age.value?.inWords, patient.diagnosis.map { Phrase(same: $0.diagnosis.histology) },
      patient.diagnosis?.diagnosis.site.value.map(Phrase.organ),
    ]
    return say(facts.compactMap(\.self).joined(separator: ", "))
  }

  /// One patient in a sentence.
  func sentence(of layout: CourseLayout, assessments: Bool) -> String {
    var parts: [(Double, String)] = layout.bars.map { ($0.start.day, title(of: $0, in: layout)) }
    parts += layout.moments.filter { assessments || $0.kind != .assessment }
      .map { ($0.place.day, title(of: $0, in: layout)) }
    let told = parts.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map(\.element.1).joined(separator: ". ")
    let nothing = Phrase("Nothing recorded", "Nichts dokumentiert")
    return "\(heading(of: layout.patient)). \(told.isEmpty ? say(nothing) : told)."
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
    return say(
      Phrase(
        "\(layouts.count) patients with \(therapies) treatments, one lane a patient. \(maintained) had maintenance; \(ongoing) are on treatment at the data cut-off; \(dead) died.",
        "\(layouts.count) \(layouts.count == 1 ? "Patient" : "Patienten") mit \(therapies) Behandlungen, eine Bahn je Patient. \(maintained) hatten eine Erhaltung; \(ongoing) sind beim Datenschnitt unter Therapie; \(dead) sind verstorben."
      ))
  }
}

extension [String?] {
  /// Those that are there, joined.
  func joined(with separator: String) -> String { compactMap(\.self).joined(separator: separator) }
}
