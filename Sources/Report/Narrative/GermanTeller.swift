// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain

/// Tells the course of one patient in German, in the style of a discharge letter: the time, a colon, what happened. What a person wrote (a histology, a drug, a site) stays as it was written.
struct GermanTeller {
  let outcome: PatientOutcomes
  let study: Study?
  /// What doses are measured by; without it nothing is told of a whole therapy's.
  let library: RegimenLibrary?
  /// The treatment told last: an assessment of it need not name it.
  var treatment: Entry.ID?
  /// What the record does not say, in the order of telling.
  var missing: [String] = []
  /// Assessments without a modality.
  var withoutModality = 0
  /// Therapies of a length that only follows, with its bounds.
  var lengths: [String] = []

  var patient: Patient { outcome.patient }
  var timeline: PatientTimeline { outcome.timeline }

  init(_ outcome: PatientOutcomes, _ study: Study?, _ library: RegimenLibrary? = nil) {
    self.outcome = outcome
    self.study = study
    self.library = library
  }

  mutating func sentences() -> [Narrative.Sentence] {
    // The first diagnosis stands in the opening.
    let first = patient.diagnosis?.entry.id
    var sentences = [Narrative.Sentence(text: opening(), entries: first.map { [$0] } ?? [])]
    for entry in timeline.sorted(patient.entries) where entry.id != first {
      guard let sentence = sentence(entry) else { continue }
      sentences.append(Narrative.Sentence(text: sentence, entries: [entry.id]))
    }
    return sentences + closing().map { Narrative.Sentence(text: $0, entries: []) }
  }

  // MARK: the opening and the end

  private mutating func opening() -> String {
    let sex =
      switch patient.sex.value {
      case .male: "männlich"
      case .female: "weiblich"
      case .other: "divers"
      case nil: "Geschlecht nicht angegeben"
      }
    let age =
      patient.age.value.map { age in
        GermanWording.age(age) + (age.anchor.map { " bei \(event($0))" } ?? "")
      } ?? "Alter nicht angegeben"
    var text = "Patient \(patient.id) (\(sex), \(age))."
    if let (entry, diagnosis) = patient.diagnosis {
      let time = when(entry).map { ", \($0)" } ?? ""
      text += " Diagnose: \(tumour(diagnosis))\(time)." + staging(diagnosis)
    } else {
      text += " Keine Diagnose erfasst."
    }
    if !patient.comorbidity.isEmpty {
      text += " Begleiterkrankungen: \(patient.comorbidity.joined(separator: ", "))."
    }
    if let arm = patient.arm.value { text += " Arm: \(arm)." }
    for field in study?.fields ?? [] {
      if let value = patient.fields[field.name]?.value {
        text += " \(field.name.capitalisedFirst): \(field.words(value))."
      }
    }
    return text
  }

  mutating func tumour(_ diagnosis: Diagnosis) -> String {
    let grade = [diagnosis.grade.value, diagnosis.gradeInWords.value].compactMap(\.self).joined(separator: ", ")
    if grade.isEmpty { missing.append("Grad des Tumors") }
    return diagnosis.histology + (grade.isEmpty ? "" : " (\(grade))")
      + (diagnosis.site.value.map { ", Ort: \($0)" } ?? "")
  }

  func staging(_ diagnosis: Diagnosis) -> String {
    var text = ""
    if let stage = diagnosis.stage.value {
      text += " Stadium: \(stage) (\(diagnosis.stageEdition.value ?? "Auflage nicht angegeben"))."
    }
    if !diagnosis.biomarkers.isEmpty { text += " Biomarker: \(diagnosis.biomarkers.joined(separator: ", "))." }
    return text
  }

  /// What is not stated, each kind in one sentence.
  private mutating func closing() -> [String] {
    var sentences: [String] = []
    if withoutModality > 0 {
      missing.append("Untersuchungsart von \(GermanWording.count(withoutModality, "Beurteilung", "Beurteilungen"))")
    }
    var seen: Set<String> = []
    let once = missing.filter { seen.insert($0).inserted }
    if !once.isEmpty { sentences.append("Nicht angegeben: \(once.joined(separator: ", ")).") }
    if !lengths.isEmpty {
      sentences.append(
        "Therapiedauer nicht angegeben, aus den übrigen Angaben folgt nur: \(lengths.joined(separator: ", ")).")
    }
    return sentences
  }

  // MARK: times

  /// When something was, as the source states it. Mere order is told by the order of telling.
  func when(_ entry: Entry) -> String? {
    let told = entry.when.compactMap { words(ToldTime($0, of: entry, on: timeline, in: study)) }
    return told.isEmpty ? nil : told.joined(separator: ", ")
  }

  private func words(_ told: ToldTime) -> String? {
    switch told {
    case .one(let time, let others):
      let other = others.compactMap { self.time($0) }
      return self.time(time).map {
        $0 + (other.isEmpty ? "" : " (oder, anders gelesen, \(other.joined(separator: " oder ")))")
      }
    case .contradicting(let time):
      return self.time(time).map { $0 + " (passt nicht zum übrigen Verlauf)" }
    case .open(let readings): return open(readings)
    }
  }

  private func open(_ readings: [StatedTime]) -> String? {
    let told = readings.compactMap { self.time($0) }
    guard told.count > 1 else { return told.first }
    return told.joined(separator: " oder ") + " (welches, ist nicht angegeben)"
  }

  /// A time in words: `3 Monate nach Beginn Erhaltungstherapie`; nil where it tells nothing but order.
  func time(_ time: StatedTime) -> String? {
    switch time.form {
    case .date(let date): return GermanWording.date(date)
    case .after(let span?, let anchor): return spanned(time, span, "nach", anchor)
    case .before(let span?, let anchor): return spanned(time, span, "vor", anchor)
    case .cycle(let number, let anchor, let part):
      let opening =
        switch part {
        case .start: "Beginn von Zyklus"
        case .during: "in Zyklus"
        case .end: "Ende von Zyklus"
        }
      return "\(opening) \(number)" + (anchor.map { " (\(event($0)))" } ?? "")
    case .at(let anchor): return "bei \(event(anchor))"
    case .oneOf(let readings): return open(readings)
    case .after(nil, _), .before(nil, _), .during, .unknown: return nil
    }
  }

  private func spanned(_ time: StatedTime, _ span: StatedSpan, _ word: String, _ anchor: Anchor) -> String {
    // A span after what lasts, which names neither its start nor its end, is counted from either.
    let isOpen =
      anchor.edge == .point && timeline.readingPoints.contains { $0.stated.form == time.form && !$0.isChosen }
    return "\(GermanWording.span(span.text)) \(word) \(isOpen ? "Beginn oder Ende " : "")\(event(anchor))"
  }

  /// An event by what it is, never by its name in the folder.
  func event(_ anchor: Anchor) -> String {
    if anchor.id == "cut-off" { return "Datenschnitt" }
    let cycle = anchor.cycle.map { "Zyklus \($0) " } ?? ""
    let edge = anchor.edge == .end ? "Ende " : "Beginn "
    guard let entry = patient.entry(anchor.id) else {
      let phase = patient.therapies.flatMap(\.therapy.phases).first { $0.id == anchor.id }
      return edge + (phase?.dose.value.map { "der Dosis \(GermanWording.dose($0))" } ?? "einer anderen Dosis")
    }
    return (anchor.edge == .point || !entry.hasTwoEnds && cycle.isEmpty ? "" : edge) + cycle + name(entry)
  }

  /// What an entry is, within a sentence, without an article.
  func name(_ entry: Entry) -> String {
    switch entry.content {
    case .therapy(let therapy): therapy.intent == .maintenance ? "Erhaltungstherapie" : therapy.name
    case .diagnosis: "Diagnose"
    case .metastases(let metastases):
      metastases.sites.isEmpty ? "Staging" : "Nachweis von Metastasen (\(metastases.sites.joined(separator: ", ")))"
    case .localRelapse: "Lokalrezidiv"
    case .surgery: "Operation"
    case .radiotherapy(let radiotherapy): "Strahlentherapie" + site(radiotherapy.target)
    case .ablation: "Ablation"
    case .biopsy: "Biopsie"
    case .transplant: "Transplantation"
    case .complication(let complication): complication.isAbsence ? "Operation" : "Komplikation"
    case .performanceStatus: "Erhebung des Leistungszustands"
    case .supportiveCare: "Best Supportive Care"
    case .followUp: "Nachsorge"
    case .toxicity(let toxicity): toxicity.isAbsence ? "Behandlung" : toxicity.term
    case .laboratory(let laboratory): "Laborwert \(laboratory.analyte)"
    case .assessment(let assessment):
      assessment.modality.value.map { $0 + site(assessment.region) }
        ?? assessment.response.value.map { GermanWording.response($0) } ?? "Beurteilung"
    case .qualityOfLife: "Erhebung der Lebensqualität"
    case .decision: "Entscheidung"
    case .plan: "Plan"
    case .death: "Tod"
    case .lastContact: "letztem Kontakt"
    case .event(let words): "„\(words)“"
    }
  }

  /// ` (liver)`; nothing where it is not stated.
  func site(_ site: Recorded<String>) -> String { site.value.map { " (\($0))" } ?? "" }
}
