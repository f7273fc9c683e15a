// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// The sentences of entries other than therapies.
extension CourseTeller {
  /// A sentence with its time in front: `In May 2021, CT showed stable disease.`
  func timed(_ time: String?, _ sentence: String) -> String {
    guard let time else { return sentence.capitalisedFirst }
    return "\(time.capitalisedFirst), \(sentence)"
  }

  /// What an entry tells; nil where it tells nothing to a reader of a report.
  mutating func sentence(_ entry: Entry) -> String? {
    let time = when(entry)
    switch entry.content {
    case .diagnosis(let diagnosis):
      return timed(time, "\(tumour(diagnosis)) was diagnosed as well.") + staging(diagnosis)
    case .metastases(let metastases): return self.metastases(metastases, time)
    case .biopsy(let biopsy):
      if biopsy.result.value == nil { missing.append("what the biopsy showed") }
      return timed(
        time,
        "a biopsy" + (biopsy.site.value.map { " of \(Wording.site($0))" } ?? "") + " was taken"
          + (biopsy.result.value.map { "; it showed \($0)." } ?? "."))
    case .transplant(let transplant):
      let by = transplant.conditioning.value.map { " after conditioning with \($0)" } ?? ""
      return timed(time, "\(transplant.what) were transplanted\(by).")
    case .complication(let complication): return self.complication(complication, time)
    case .performanceStatus(let status): return timed(time, "performance status was \(status.score.text).")
    case .localRelapse(let relapse):
      return timed(
        time,
        "local relapse was found" + (relapse.site.value.map { " at \(Wording.site($0))" } ?? "")
          + (relapse.confirmation.value.map { " and confirmed by \($0)" } ?? "") + ".")
    case .surgery(let surgery):
      if surgery.margin.value == nil { missing.append("the margin of surgery") }
      let site = surgery.site.value.map { " of \(Wording.site($0))" } ?? ""
      return timed(
        time,
        "\(verb("underwent")) surgery\(site) (\(surgery.procedure)\(surgery.margin.value.map { ", \($0)" } ?? "")).")
    case .radiotherapy(let radiotherapy): return self.radiotherapy(radiotherapy, entry, time)
    case .ablation(let ablation):
      if ablation.technique.value == nil { missing.append("the technique of ablation") }
      return timed(
        time,
        "lesions" + (ablation.site.value.map { " of \(Wording.site($0))" } ?? " of a site not stated") + " were ablated"
          + (ablation.technique.value.map { " (\($0))" } ?? "") + ".")
    case .therapy(let therapy): return self.therapy(entry, therapy.inFull, time)
    case .supportiveCare: return timed(time, "best supportive care was begun.")
    case .toxicity(let toxicity): return self.toxicity(toxicity, time)
    case .assessment(let assessment): return self.assessment(assessment, entry, time)
    case .qualityOfLife(let quality):
      if quality.instrument.value == nil { missing.append("how quality of life was measured") }
      let by = quality.instrument.value.map { " by \($0)" } ?? ""
      return timed(time, "quality of life\(under(quality.of)) was described\(by) as “\(quality.statement)”.")
    case .death(let death):
      if death.cause.value == nil { missing.append("the cause of death") }
      return self.death(death, entry, time)
    case .lastContact:
      return "At last contact\(time.map { ($0.hasPrefix("at") ? ", " : " ") + $0 } ?? ""), \(verb("was")) alive."
    case .event(let words): return timed(time, "the record notes: \(words).")
    case .plan(let words): return timed(time, "the plan was \(Self.clause(words)).")
    case .decision(let words):
      let clause = Self.clause(words)
      return timed(time, clause.hasPrefix("to ") ? "it was decided \(clause)." : "the decision was \(clause).")
    case .followUp, .laboratory: return nil
    }
  }

  /// Words that stand within a sentence: without a stop of their own.
  private static func clause(_ words: String) -> String {
    let words = words.trimmed
    return words.hasSuffix(".") ? String(words.dropLast()) : words
  }

  /// `he underwent`; within a sentence.
  func verb(_ verb: String) -> String { "\(subject.prefix(1).lowercased())\(subject.dropFirst()) \(verb)" }

  /// ` on maintenance`, where it is not the treatment that was told last.
  func under(_ therapy: Entry.ID?) -> String {
    guard let therapy, therapy != treatment, let entry = patient.entry(therapy) else { return "" }
    return " on \(name(entry))"
  }

  private func metastases(_ metastases: Metastases, _ time: String?) -> String {
    let free =
      metastases.freeSites.isEmpty
      ? nil : ([Wording.site(metastases.freeSites[0])] + metastases.freeSites.dropFirst()).joined(separator: " or ")
    switch metastases.presence {
    case .absent: return timed(time, "there were no metastases.")
    case .unknown:
      guard let free else { return timed(time, "it was not known whether there were metastases.") }
      return timed(time, "no metastases of \(free) were found.")
    case .found:
      let number = metastases.number.value.map { "\(Int($0).map(Wording.number) ?? $0) " } ?? ""
      let isOne = ["one ", "1 "].contains(number)
      let what = isOne ? "one metastasis" : "\(number)metastases"
      let text =
        metastases.alreadyKnown
        ? "known \(what) of \(Wording.sites(metastases.sites)) \(isOne ? "was" : "were") described; when \(isOne ? "it was" : "they were") found is not stated"
        : "\(what) of \(Wording.sites(metastases.sites)) \(isOne ? "was" : "were") found"
      return timed(time, text + (free.map { ", none of \($0)" } ?? "") + ".")
    }
  }

  private func complication(_ complication: Complication, _ time: String?) -> String {
    let after = complication.of.flatMap { patient.entry($0) }.map { name($0) }
    // Where the time names the procedure, nobody need name it again.
    let of = after.map { time?.contains($0) ?? false ? "" : " after \($0)" } ?? ""
    if complication.isAbsence { return timed(time, "there were no complications\(of).") }
    let grade = complication.grade.value.map { " (Clavien-Dindo grade \($0.rawValue))" } ?? ""
    return timed(time, "the course\(of) was complicated by \(complication.term)\(grade).")
  }

  private mutating func radiotherapy(_ radiotherapy: Radiotherapy, _ entry: Entry, _ time: String?) -> String {
    let intent = radiotherapy.intent.map { "\($0.rawValue) " } ?? ""
    let target = radiotherapy.target.value.map { " of \(Wording.site($0))" } ?? ""
    let dose = radiotherapy.doseGray.value.map { gray in
      " with \(Numbers.text(gray, decimals: 4)) Gy"
        + (radiotherapy.fractions.value.map { " in \(Wording.count($0, "fraction"))" } ?? "")
    }
    let absent = [target.isEmpty ? "target" : nil, dose == nil ? "dose" : nil].compactMap(\.self)
    if !absent.isEmpty { missing.append("the \(absent.joined(separator: " and ")) of \(intent)radiotherapy\(target)") }
    let stop = radiotherapy.stopReason.value.map { "; it was stopped (\($0))" } ?? ""
    let until = entry.ends.lazy.compactMap(\.date).first.map(Wording.date).map { date in
      ", until \(["on ", "in "].first { date.hasPrefix($0) }.map { String(date.dropFirst($0.count)) } ?? date)"
    }
    return timed(time, "\(verb("received")) \(intent)radiotherapy\(target)\(dose ?? "")\(until ?? "")\(stop).")
  }

  private mutating func toxicity(_ toxicity: Toxicity, _ time: String?) -> String {
    let of = under(toxicity.of)
    if toxicity.isAbsence {
      let isDenial = toxicity.statedAbsence == nil
      return timed(
        time, isDenial ? "\(toxicity.term) were recorded\(of)." : "the absence of \(toxicity.term) was recorded\(of).")
    }
    if toxicity.grade.value == nil { missing.append("the grade of \(toxicity.term)") }
    let what = [toxicity.qualifier.value, toxicity.term].compactMap(\.self).joined(separator: " ")
    return timed(time, "\(what)\(toxicity.grade.value.map { " of grade \($0)" } ?? "") occurred\(of).")
  }

  private func death(_ death: Death, _ entry: Entry, _ time: String?) -> String {
    // What the source says of it need not be derived.
    let isSaid = entry.when.contains { time in
      if case .after(_?, let anchor) = time.form { anchor.id == patient.diagnosis?.entry.id } else { false }
    }
    let survival =
      isSaid
      ? nil
      : outcome.survivalFromDiagnosis.map { $0.value.length }.flatMap { length in
        length.upper != nil || (length.lower ?? .zero) > .zero ? "\(Narrative.words(length)) after diagnosis" : nil
      }
    let cause = death.cause.value.map { " (cause: \($0))" } ?? ""
    let times = [time, survival].compactMap(\.self).joined(separator: ", ")
    return "\(subject) died\(times.isEmpty ? "" : " \(times)")\(cause)."
  }

  // MARK: assessments

  private mutating func assessment(_ assessment: Assessment, _ entry: Entry, _ time: String?) -> String {
    let what = examination(assessment)
    // Where the time names the treatment, nobody need name it again.
    let names = assessment.of.flatMap { patient.entry($0) }.map { time?.contains(name($0)) ?? false } ?? false
    let lasting = entry.lasts.first.map { ", which lasted \(Wording.span($0.text))" } ?? ""
    return timed(time, "\(what)\(names ? "" : under(assessment.of)) showed \(result(assessment))\(lasting).")
  }

  /// `MRI of the liver`
  private mutating func examination(_ assessment: Assessment) -> String {
    let region = assessment.region.value.map { " of \(Wording.site($0))" } ?? ""
    guard let modality = assessment.modality.value else {
      withoutModality += 1
      return "an assessment\(region)"
    }
    return modality + region
  }

  private func result(_ assessment: Assessment) -> String {
    switch assessment.response.value {
    case .complete: "a complete response"
    case .partial: "a partial response"
    case .stable: "stable disease"
    case .nonCompleteNonProgressive: "neither complete response nor progression of disease that cannot be measured"
    case .progressive: "progression"
    case .notEvaluable: "nothing that could be evaluated"
    case nil:
      switch assessment.statedResponse.value.flatMap({ StatedResponse.Other(rawValue: $0.word) }) {
      case .pathologicalComplete: "a pathological complete response"
      case .mixed: "a mixed response"
      case .minor: "a minor response"
      case .noEvidenceOfDisease: "no evidence of disease"
      case nil: assessment.finding.map { "“\($0)”" } ?? "findings that are not judged"
      }
    }
  }

  /// Assessments that follow each other, alike but for their dates and results: they are told in one sentence.
  func sameAssessments(_ entry: Entry, _ rest: inout ArraySlice<Entry>) -> [Entry] {
    guard let first = alike(entry) else { return [entry] }
    var group = [entry]
    while let next = rest.first {
      if isSilent(next) {
        rest.removeFirst()
        continue
      }
      guard let other = alike(next), other == first else { break }
      group.append(next)
      rest.removeFirst()
    }
    return group
  }

  private func isSilent(_ entry: Entry) -> Bool {
    switch entry.content {
    case .followUp, .laboratory: true
    default: false
    }
  }

  private struct Alike: Equatable {
    var modality: String
    var region: String?
    var of: Entry.ID?
  }

  /// What makes assessments alike: a modality and a date and nothing else on their time.
  private func alike(_ entry: Entry) -> Alike? {
    guard case .assessment(let assessment) = entry.content, let modality = assessment.modality.value,
      assessment.response.value != nil, entry.lasts.isEmpty, entry.when.count == 1, let date = entry.when.first?.date,
      date.precision == .day || date.precision == .month
    else { return nil }
    return Alike(modality: modality, region: assessment.region.value, of: assessment.of)
  }

  /// `CT showed stable disease on 1 July 2020 and 3 September 2020, then progression on 5 October 2020.`
  mutating func series(_ group: [Entry]) -> String? {
    var parts: [(result: String, times: [String])] = []
    var head = ""
    for entry in group {
      guard case .assessment(let assessment) = entry.content, let time = when(entry) else { continue }
      if head.isEmpty { head = examination(assessment) + under(assessment.of) }
      let result = result(assessment)
      if parts.last?.result == result {
        parts[parts.count - 1].times.append(time)
      } else {
        parts.append((result, [time]))
      }
    }
    let told = parts.map { part in
      // `on 1 July 2020 and 3 September 2020`
      let opening = part.times.first?.split(separator: " ").first.map { "\($0) " } ?? ""
      let isSame = part.times.allSatisfy { $0.hasPrefix(opening) }
      return "\(part.result) "
        + (isSame
          ? opening + Wording.list(part.times.map { String($0.dropFirst(opening.count)) }) : Wording.list(part.times))
    }
    return "\(head.capitalisedFirst) showed \(told.joined(separator: ", then "))."
  }
}
