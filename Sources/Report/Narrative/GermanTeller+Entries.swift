// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// The sentences of entries other than therapies.
extension GermanTeller {
  /// A sentence with its time in front: `Mai 2021: CT: stabile Erkrankung.`
  func timed(_ entry: Entry, _ sentence: String) -> String {
    let words = sentence + (sentence.hasSuffix(".") ? "" : ".")
    return when(entry).map { "\($0.capitalisedFirst): \(words)" } ?? words.capitalisedFirst
  }

  /// What an entry tells; nil where it tells nothing to a reader of a report.
  mutating func sentence(_ entry: Entry) -> String? {
    switch entry.content {
    case .diagnosis(let diagnosis):
      return timed(entry, "weitere Diagnose: \(tumour(diagnosis)).") + staging(diagnosis)
    case .metastases(let metastases): return timed(entry, self.metastases(metastases))
    case .biopsy(let biopsy):
      if biopsy.result.value == nil { missing.append("Ergebnis der Biopsie") }
      return timed(entry, "Biopsie\(site(biopsy.site))" + (biopsy.result.value.map { ": \($0)" } ?? ""))
    case .transplant(let transplant):
      let by = transplant.conditioning.value.map { ", Konditionierung: \($0)" } ?? ""
      return timed(entry, "Transplantation: \(transplant.what)\(by)")
    case .complication(let complication):
      let of = complication.of.flatMap { patient.entry($0) }.map { " nach \(name($0))" } ?? ""
      if complication.isAbsence { return timed(entry, "keine Komplikationen\(of)") }
      let grade = complication.grade.value.map { " (Clavien-Dindo Grad \($0.rawValue))" } ?? ""
      return timed(entry, "Komplikation\(of): \(complication.term)\(grade)")
    case .performanceStatus(let status): return timed(entry, "Leistungszustand \(status.score.text)")
    case .localRelapse(let relapse):
      return timed(
        entry,
        "Lokalrezidiv\(site(relapse.site))" + (relapse.confirmation.value.map { ", gesichert durch \($0)" } ?? ""))
    case .surgery(let surgery):
      if surgery.margin.value == nil { missing.append("Resektionsrand") }
      let what = [surgery.site.value, surgery.margin.value].compactMap(\.self).joined(separator: ", ")
      return timed(entry, "Operation: \(surgery.procedure)\(what.isEmpty ? "" : " (\(what))")")
    case .radiotherapy(let radiotherapy): return timed(entry, self.radiotherapy(radiotherapy, entry))
    case .ablation(let ablation):
      if ablation.technique.value == nil { missing.append("Technik der Ablation") }
      let what = [ablation.site.value ?? "Ort nicht angegeben", ablation.technique.value].compactMap(\.self)
      return timed(entry, "Ablation (\(what.joined(separator: ", ")))")
    case .therapy(let therapy): return self.therapy(entry, therapy.inFull)
    case .supportiveCare: return timed(entry, "Beginn Best Supportive Care")
    case .toxicity(let toxicity): return timed(entry, self.toxicity(toxicity))
    case .assessment(let assessment): return timed(entry, self.assessment(assessment, entry))
    case .qualityOfLife(let quality):
      if quality.instrument.value == nil { missing.append("Instrument der Lebensqualität") }
      let by = quality.instrument.value.map { " (\($0))" } ?? ""
      return timed(entry, "Lebensqualität\(under(quality.of))\(by): „\(quality.statement)“")
    case .death(let death):
      if death.cause.value == nil { missing.append("Todesursache") }
      return timed(entry, "verstorben" + survival(entry) + (death.cause.value.map { " (Ursache: \($0))" } ?? ""))
    case .lastContact: return timed(entry, "letzter Kontakt, am Leben")
    case .event(let words): return timed(entry, "„\(words)“")
    case .plan(let words): return timed(entry, "Plan: „\(words)“")
    case .decision(let words): return timed(entry, "Entscheidung: „\(words)“")
    case .followUp, .laboratory: return nil
    }
  }

  /// ` unter Erhaltungstherapie`, where it is not the treatment that was told last.
  func under(_ therapy: Entry.ID?) -> String {
    guard let therapy, therapy != treatment, let entry = patient.entry(therapy) else { return "" }
    return " unter \(name(entry))"
  }

  private func metastases(_ metastases: Metastases) -> String {
    let free =
      metastases.freeSites.isEmpty ? nil : "keine Metastasen in: \(metastases.freeSites.joined(separator: ", "))"
    switch metastases.presence {
    case .absent: return "keine Metastasen"
    case .unknown: return free ?? "nicht bekannt, ob Metastasen vorlagen"
    case .found:
      let number = metastases.number.value.map { ", Anzahl: \(GermanWording.number($0))" } ?? ""
      let sites = metastases.sites.isEmpty ? "Ort nicht angegeben" : metastases.sites.joined(separator: ", ")
      let what =
        metastases.alreadyKnown
        ? "vorbekannte Metastasen (\(sites)\(number)); wann sie gefunden wurden, ist nicht angegeben"
        : "Metastasen (\(sites)\(number))"
      return what + (free.map { "; \($0)" } ?? "")
    }
  }

  private mutating func radiotherapy(_ radiotherapy: Radiotherapy, _ entry: Entry) -> String {
    let intent = radiotherapy.intent.map { " (\(GermanWording.intent($0)))" } ?? ""
    let target = site(radiotherapy.target)
    let dose = radiotherapy.doseGray.value.map { gray in
      ", \(GermanWording.number(gray, decimals: 4)) Gy"
        + (radiotherapy.fractions.value.map { " in \(GermanWording.count($0, "Fraktion", "Fraktionen"))" } ?? "")
    }
    let absent = [target.isEmpty ? "Zielgebiet" : nil, dose == nil ? "Dosis" : nil].compactMap(\.self)
    if !absent.isEmpty { missing.append("\(absent.joined(separator: " und ")) der Strahlentherapie\(target)") }
    let until = entry.ends.lazy.compactMap(\.date).first.map { ", bis \(GermanWording.date($0))" } ?? ""
    let stop = radiotherapy.stopReason.value.map { "; beendet wegen: \($0)" } ?? ""
    return "Strahlentherapie\(target)\(intent)\(dose ?? "")\(until)\(stop)"
  }

  private mutating func toxicity(_ toxicity: Toxicity) -> String {
    let of = under(toxicity.of)
    if toxicity.isAbsence {
      return toxicity.statedAbsence == nil ? "\(toxicity.term)\(of)" : "nicht aufgetreten\(of): \(toxicity.term)"
    }
    if toxicity.grade.value == nil { missing.append("Grad von \(toxicity.term)") }
    let what = [toxicity.qualifier.value, toxicity.term].compactMap(\.self).joined(separator: " ")
    return "\(what)\(toxicity.grade.value.map { " Grad \($0)" } ?? "")\(of)"
  }

  /// `, 12 bis 13 Monate nach Diagnose`; nothing where the source says it itself.
  private func survival(_ entry: Entry) -> String {
    let isSaid = entry.when.contains { time in
      if case .after(_?, let anchor) = time.form { anchor.id == patient.diagnosis?.entry.id } else { false }
    }
    guard !isSaid, let length = outcome.survivalFromDiagnosis?.value.length,
      length.upper != nil || (length.lower ?? .zero) > .zero
    else { return "" }
    return ", \(GermanWording.words(length)) nach Diagnose"
  }

  private mutating func assessment(_ assessment: Assessment, _ entry: Entry) -> String {
    if assessment.modality.value == nil { withoutModality += 1 }
    let what = (assessment.modality.value ?? "Beurteilung") + site(assessment.region) + under(assessment.of)
    let lasting = entry.lasts.first.map { ", Dauer \(GermanWording.span($0.text))" } ?? ""
    return "\(what): \(result(assessment))\(lasting)"
  }

  private func result(_ assessment: Assessment) -> String {
    if let response = assessment.response.value { return GermanWording.response(response) }
    if let other = assessment.statedResponse.value.flatMap({ StatedResponse.Other(rawValue: $0.word) }) {
      return GermanWording.response(other)
    }
    return assessment.finding.map { "„\($0)“" } ?? "Befund ohne Beurteilung"
  }
}
