// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Figures
import Outcomes
import Plain
import Report

/// What a tumour board reads of a patient, from the record alone: who, what happened when, each treatment with its doses and what came of it, plans as they were entered. The page and the document
/// are two formats of it.
struct SummaryContent {
  /// A row of the course: what, what else is recorded, when as stated, and how long after the diagnosis.
  struct Happening {
    var title: String
    var remark: String
    var when: String
    var follows: String
  }

  let about: [String]
  let happenings: [Happening]
  let treatmentHead: [String]
  let treatments: [[String]]
  let plans: [String]

  init(_ outcome: PatientOutcomes, _ sheet: PatientSheet, _ library: RegimenLibrary, _ visit: Visit) {
    let patient = outcome.patient
    about = [
      patient.sex.value.map { FieldWords.value($0.rawValue, visit.language) },
      patient.age.value.map { Narrative.words($0, in: visit.language) },
      patient.diagnosis.map { EntryWords($0.entry).value }, patient.diagnosis?.diagnosis.site.value,
    ].compactMap(\.self)
    // In the order of time, whatever the order in which they were entered.
    happenings = sheet.timeline.sorted(sheet.entries.map(\.entry).filter(Self.isHappening)).map { entry in
      let words = EntryWords(entry)
      let spans = sheet.spans(entry)
      return Happening(
        title: words.title(visit.language),
        remark: [words.remark(visit.language), Self.relapse(after: entry, outcome, visit)].filter { !$0.isEmpty }
          .joined(separator: "; "),
        when: (words.when + words.ends.map { "→ \($0)" }).joined(separator: "; "),
        follows: spans.map { visit.number($0.start.text()) } ?? visit(Words.notDetermined))
    }
    treatmentHead = [
      Words.treatment, Words.doses, Words.doseInAll, Words.beganAfterDiagnosis, Words.duration, Words.bestResponse,
      Words.toProgression,
      Words.stoppedFor,
    ].map { visit($0) }
    treatments = outcome.therapies.map { therapy in
      let start = sheet.spans(therapy.entry).map { visit.number($0.start.text()) } ?? visit(Words.notDetermined)
      return [
        therapy.name + (therapy.isMaintenance ? " (\(FieldWords.value("maintenance", visit.language)))" : ""),
        Self.doses(therapy.therapy, visit), Self.inAll(outcome.doses(of: therapy, library), visit), start,
        visit(therapy.duration.trace.phrase),
        therapy.bestResponse.map { visit($0.trace.phrase) } ?? "–",
        therapy.timeToProgression.map { visit($0.trace.phrase) } ?? "–",
        therapy.therapy.stopReason.value.map { FieldWords.value($0, visit.language) } ?? "–",
      ]
    }
    plans = patient.entries.compactMap { entry in
      switch entry.content {
      case .decision, .plan: EntryWords(entry).title(visit.language)
      default: nil
      }
    }
  }

  /// The rows of what happened.
  var happeningRows: [[String]] { happenings.map { [$0.title, $0.remark, $0.when, $0.follows] } }

  static func happeningHead(_ visit: Visit) -> [String] {
    [visit(Words.entry), visit(Words.record), visit(Words.whenStated), visit(Words.beganAfterDiagnosis)]
  }

  /// The swimmer plot of this patient alone, as the part of a document; none without a therapy.
  static func courseParts(_ outcome: PatientOutcomes, _ outcomes: StudyOutcomes, _ visit: Visit) -> [WordSheet.Part] {
    guard !outcome.therapies.isEmpty else { return [] }
    var options = CourseFigureOptions(linkPrefix: nil)
    options.language = visit.language
    let plot = SwimmerPlot(outcomes.of(outcome))
    return plot.pages(options).prefix(1).map {
      WordSheet.Part(visit(Words.course), figure: (scene: $0, caption: plot.caption(options)))
    }
  }

  /// What is neither a treatment with a row of its own, nor one of many values, nor a plan.
  private static func isHappening(_ entry: Entry) -> Bool {
    switch entry.content {
    case .therapy, .laboratory, .decision, .plan: false
    default: true
    }
  }

  /// The time to relapse after an operation that left no known disease, or why it is not determined: `to relapse: 5.5–6.5 mo`.
  private static func relapse(after entry: Entry, _ outcome: PatientOutcomes, _ visit: Visit) -> String {
    guard let resection = outcome.resections.first(where: { $0.entry.id == entry.id }) else { return "" }
    let told = resection.time.map { $0.phraseWithReason() } ?? resection.trace.phrase
    return "\(visit(Words.untilRelapse)): \(visit(told))"
  }

  /// The days of a phase: `d1, 8`, `d1–21`, `daily`.
  private static func days(_ phase: DosePhase, _ visit: Visit) -> String {
    guard let first = phase.days.first, let last = phase.days.last else { return "" }
    if phase.isTakenDaily {
      let isWhole = first == 1 && phase.cycleLength.value?.days == [last]
      return isWhole ? " \(visit(Words.daily))" : " d\(first)–\(last)"
    }
    return " d" + phase.days.map(String.init).joined(separator: ", ")
  }

  /// The cycles of a phase, and the days of the plan on which nothing was given: `, cycles 1–3, d8 omitted`.
  private static func cycles(_ phase: DosePhase, _ visit: Visit) -> String {
    var words = ""
    if let first = phase.firstCycle {
      let last = phase.lastCycle.map { $0 == first ? "\(first)" : "\(first)–\($0)" } ?? "\(first)–"
      words += ", \(visit(first == phase.lastCycle ? Words.cycleWord : Words.cyclesWord)) \(last)"
    }
    if !phase.omittedDays.isEmpty {
      words += ", d\(phase.omittedDays.map(String.init).joined(separator: ", ")) \(visit(Words.omittedWord))"
    }
    return words
  }

  /// What was given of each drug in all, with the relative dose intensity: `gemcitabine 10800 mg/m², relative dose intensity 87.5 %`.
  private static func inAll(_ doses: [TherapyDose], _ visit: Visit) -> String {
    guard doses.contains(where: { $0.basis != .nothing }) else { return visit(Words.notStated) }
    return doses.map { (doses.count > 1 ? "\($0.drug) " : "") + visit($0.phrase) }.joined(separator: "; ")
  }

  /// The doses of the phases, each with its days and why it differs: `900 mg/m² d1, 8; 675 mg/m² d1, 8 (haematotoxicity)`.
  private static func doses(_ therapy: Therapy, _ visit: Visit) -> String {
    let phases = therapy.phases.compactMap { phase -> String? in
      guard let dose = phase.dose.value else { return nil }
      let drug = therapy.drugs.count > 1 ? phase.drug + " " : ""
      let days = Self.days(phase, visit) + Self.cycles(phase, visit)
      let why = phase.reason.value.map { " (\(FieldWords.value($0.code.rawValue, visit.language)))" } ?? ""
      return visit.number("\(drug)\(DosingTables.text(dose))") + days + why
    }
    let given = therapy.administrations.count
    let rows = given == 0 ? [] : ["\(given) \(visit(Words.singleDoses))"]
    let all = phases + rows
    return all.isEmpty ? "–" : all.joined(separator: "; ")
  }
}

extension StudyOutcomes {
  /// The study with one patient alone.
  func of(_ outcome: PatientOutcomes) -> StudyOutcomes {
    var one = self
    one.patients = [outcome]
    one.study.patients = [outcome.patient]
    return one
  }
}
