// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain

/// Tells the course of one patient: a sentence an entry, in order of time; it remembers what was told and what is missing.
struct CourseTeller {
  let outcome: PatientOutcomes
  let study: Study?
  /// What doses are measured by; without it nothing is told of a whole therapy's.
  let library: RegimenLibrary?
  /// The treatment told last: an assessment of it need not name it.
  var treatment: Entry.ID?
  /// The entries told last that share one time: what happened with one of them happened at the same time.
  var moment: Set<Entry.ID> = []
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

  /// `He`, `She`, or `The patient`.
  var subject: String {
    switch patient.sex.value {
    case .male: "He"
    case .female: "She"
    case .other, nil: "The patient"
    }
  }

  mutating func sentences() -> [Narrative.Sentence] {
    var entries = timeline.sorted(patient.entries)[...]
    // The first diagnosis stands in the opening.
    let first = patient.diagnosis?.entry.id
    var sentences = [Narrative.Sentence(text: opening(), entries: first.map { [$0] } ?? [])]
    while let entry = entries.popFirst() {
      guard entry.id != first else { continue }
      let group = sameAssessments(entry, &entries)
      let sentence = group.count > 1 ? series(group) : sentence(entry)
      guard let sentence else { continue }
      sentences.append(Narrative.Sentence(text: sentence, entries: group.count > 1 ? group.map(\.id) : [entry.id]))
      let isSame = entry.when.contains {
        if case .at(let anchor) = $0.form { moment.contains(anchor.id) } else { false }
      }
      moment = isSame ? moment.union([entry.id]) : [group.last?.id ?? entry.id]
    }
    return sentences + closing().map { Narrative.Sentence(text: $0, entries: []) }
  }

  // MARK: the opening and the end

  private mutating func opening() -> String {
    let who =
      switch patient.sex.value {
      case .male: "a man"
      case .female: "a woman"
      case .other: "a person"
      case nil: patient.age.value == nil ? "a person whose sex" : "a person whose sex is not stated"
      }
    let age =
      patient.age.value.map { age in
        let isDiagnosis = age.anchor?.id == patient.diagnosis?.entry.id
        return " aged \(age.words)" + (isDiagnosis ? "" : age.anchor.map { " at \(event($0))" } ?? "")
      } ?? (patient.sex.value == nil ? " and age are not stated" : " whose age is not stated")
    var text = "Patient \(patient.id), \(who)\(age), "
    if let (entry, diagnosis) = patient.diagnosis {
      text += "was diagnosed with \(tumour(diagnosis))\(when(entry).map { " \($0)" } ?? "")." + staging(diagnosis)
    } else {
      text += "has no diagnosis on record."
    }
    if !patient.comorbidity.isEmpty { text += " Comorbidity: \(Wording.list(patient.comorbidity))." }
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
    if grade.isEmpty { missing.append("the grade of the tumour") }
    return Wording.tumour(diagnosis.histology, diagnosis.site.value) + (grade.isEmpty ? "" : " (\(grade))")
  }

  func staging(_ diagnosis: Diagnosis) -> String {
    var text = ""
    if let stage = diagnosis.stage.value {
      text += " The stage was \(stage)\(diagnosis.stageEdition.value.map { " (\($0))" } ?? ", its edition not stated")."
    }
    if !diagnosis.biomarkers.isEmpty { text += " Biomarkers: \(Wording.list(diagnosis.biomarkers))." }
    return text
  }

  /// What is not stated, each kind in one sentence.
  private mutating func closing() -> [String] {
    var sentences: [String] = []
    if withoutModality > 0 {
      missing.append(
        withoutModality == 1
          ? "the modality of one assessment" : "the modality of \(Wording.number(withoutModality)) assessments")
    }
    if !missing.isEmpty {
      var seen: Set<String> = []
      let once = missing.filter { seen.insert($0).inserted }
      sentences.append("Not stated \(once.count == 1 ? "is" : "are") \(Wording.list(once)).")
    }
    if !lengths.isEmpty {
      sentences.append(
        lengths.count == 1
          ? "How long \(lengths[0]) was given is not stated; the bound follows from the rest."
          : "How long the following were given is not stated, and only bounds follow from the rest: \(Wording.list(lengths))."
      )
    }
    return sentences
  }

  // MARK: times

  /// When something was, as the source states it: `three months after the start of maintenance`. Mere order is told by the order of telling.
  func when(_ entry: Entry) -> String? {
    let told = entry.when.compactMap { words(ToldTime($0, of: entry, on: timeline, in: study)) }
    return told.isEmpty ? nil : told.joined(separator: ", ")
  }

  private func words(_ told: ToldTime) -> String? {
    switch told {
    case .one(let time, let others): return self.time(time).map { $0 + reading(others, than: time) }
    case .contradicting(let time):
      return self.time(time).map { $0 + " (which does not agree with the rest of the course)" }
    case .open(let readings):
      let told = readings.compactMap { self.time($0) }
      guard told.count > 1 else { return told.first }
      return told.joined(separator: " or ") + " (which of these is not said)"
    }
  }

  /// A time in words: `three months after the start of maintenance`; nil where it tells nothing but order.
  func time(_ time: StatedTime) -> String? {
    switch time.form {
    case .date(let date): return Wording.date(date)
    case .after(let span?, let anchor): return spanned(time, span, "after", anchor)
    case .before(let span?, let anchor): return spanned(time, span, "before", anchor)
    case .cycle(let number, let anchor, let part):
      return "\(part == .during ? "during" : "at the \(part.rawValue) of") cycle \(number)"
        + (anchor.map { " of \(event($0))" } ?? "")
    case .at(let anchor): return moment.contains(anchor.id) ? "at the same time" : "at \(event(anchor))"
    case .oneOf(let readings):
      let told = readings.compactMap { self.time($0) }
      guard told.count > 1 else { return told.first }
      return told.joined(separator: " or ") + " (which of these is not said)"
    case .after(nil, _), .before(nil, _), .during, .unknown: return nil
    }
  }

  private func spanned(_ time: StatedTime, _ span: StatedSpan, _ word: String, _ anchor: Anchor) -> String {
    if word == "after", moment.contains(anchor.id), let entry = patient.entry(anchor.id),
      case .assessment = entry.content, !entry.hasTwoEnds
    {
      return "\(Wording.span(span.text)) later"
    }
    // A span after what lasts, which names neither its start nor its end, is counted from either.
    let isOpen =
      anchor.edge == .point && timeline.readingPoints.contains { $0.stated.form == time.form && !$0.isChosen }
    return "\(Wording.span(span.text)) \(word) \(isOpen ? "the start or the end of " : "")\(event(anchor))"
  }

  /// Other readings of a time, in a parenthesis.
  private func reading(_ others: [StatedTime], than time: StatedTime) -> String {
    // The same span from another event need not be repeated.
    let own = self.time(time)?.split(separator: " ").prefix { $0 != "after" && $0 != "before" }.joined(separator: " ")
    let told = others.compactMap { self.time($0) }.map { other in
      own.map { other.hasPrefix($0 + " ") ? String(other.dropFirst($0.count + 1)) : other } ?? other
    }
    return told.isEmpty ? "" : " (or, read otherwise, \(told.joined(separator: " or ")))"
  }

  /// An event by what it is, never by its name in the folder.
  func event(_ anchor: Anchor) -> String {
    if anchor.id == "cut-off" { return "the data cut-off" }
    let cycle = anchor.cycle.map { "cycle \($0) of " } ?? ""
    guard let entry = patient.entry(anchor.id) else {
      let phase = patient.therapies.flatMap(\.therapy.phases).first { $0.id == anchor.id }
      let dose = phase?.dose.value.map { "the dose of \(Wording.dose($0))" } ?? "another dose"
      return (anchor.edge == .end ? "the end of " : "the start of ") + dose
    }
    let edge =
      anchor.edge == .point || !entry.hasTwoEnds && cycle.isEmpty ? "" : "the \(anchor.edge.rawValue) of "
    return edge + cycle + name(entry)
  }

  /// What an entry is, within a sentence.
  func name(_ entry: Entry) -> String {
    switch entry.content {
    case .therapy(let therapy): therapy.intent == .maintenance ? "maintenance" : therapy.name
    case .diagnosis: "diagnosis"
    case .metastases(let metastases):
      metastases.sites.isEmpty ? "staging" : "the finding of metastases of \(Wording.sites(metastases.sites))"
    case .localRelapse: "local relapse"
    case .surgery: "surgery"
    case .radiotherapy(let radiotherapy):
      "radiotherapy" + (radiotherapy.target.value.map { " of \(Wording.site($0))" } ?? "")
    case .ablation: "ablation"
    case .biopsy: "biopsy"
    case .transplant: "transplantation"
    case .complication(let complication): complication.isAbsence ? "surgery" : "the complication"
    case .performanceStatus: "the record of performance status"
    case .supportiveCare: "best supportive care"
    case .followUp: "follow-up"
    case .toxicity(let toxicity): toxicity.isAbsence ? "treatment" : "the \(toxicity.term)"
    case .laboratory(let laboratory): "the count of \(laboratory.analyte)"
    case .assessment(let assessment):
      entry.hasTwoEnds && assessment.response.value != nil
        ? "that response"
        : assessment.modality.value.map {
          "the \($0)" + (assessment.region.value.map { " of \(Wording.site($0))" } ?? "")
        }
          ?? (assessment.response.value == .progressive ? "that progression" : "that assessment")
    case .qualityOfLife: "the record of quality of life"
    case .decision: "the decision"
    case .plan: "the plan"
    case .death: "death"
    case .lastContact: "last contact"
    case .event(let words): "“\(words)”"
    }
  }
}
