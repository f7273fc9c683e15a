// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// `diagnosis`: histology, and where stated site and grade.
struct DiagnosisClaim: PatientClaimKind {
  let histology: String
  let site: String?
  let grade: String?

  var words: String {
    "diagnosis: " + [histology, site.map { "of \($0)" }, grade].compactMap(\.self).joined(separator: " ")
  }
  var topics: [String] { ["diagnosis"] }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let (entry, diagnosis) = outcome.patient.diagnosis else {
      return Judgement(.notDecidable, Phrase("No diagnosis is recorded.", "Keine Diagnose ist dokumentiert."))
    }
    let evidence = [Evidence(entry, Phrase("diagnosis: \(diagnosis.histology)", "Diagnose: \(diagnosis.histology)"))]
    var differences: [Phrase] = []
    var (isLessExact, more): (Bool, [String]) = (false, [])
    switch TumourWords.compare(histology, diagnosis.histology, site: diagnosis.site.value) {
    case .same: break
    case .lessExact: isLessExact = true
    case .more(let words): more = words
    case .otherPlace:
      differences.append(
        (diagnosis.site.value ?? TumourWords.place(in: diagnosis.histology)).map {
          Phrase("the site is recorded as \($0)", "als Ort ist „\($0)“ dokumentiert")
        } ?? Phrase("the site is recorded as another", "als Ort ist ein anderer dokumentiert"))
    case .other:
      differences.append(
        Phrase(
          "the histology is recorded as \(diagnosis.histology)",
          "als Histologie ist „\(diagnosis.histology)“ dokumentiert"))
    }
    if let site, let recorded = diagnosis.site.value ?? TumourWords.place(in: diagnosis.histology),
      !TumourWords.isOnePlace(site, recorded)
    {
      differences.append(Phrase("the site is recorded as \(recorded)", "als Ort ist „\(recorded)“ dokumentiert"))
    }
    if let grade = grade ?? TumourWords.grade(in: histology), let recorded = diagnosis.grade.value,
      !TumourWords.isOneGrade(grade, recorded)
    {
      differences.append(Phrase("the grade is recorded as \(recorded)", "als Grad ist \(recorded) dokumentiert"))
    }
    if !differences.isEmpty {
      return Judgement(
        .contradicted,
        Phrase("But \(differences.joined(separator: "; ")).", "Aber \(differences.joined(separator: "; "))."),
        evidence: evidence,
        settledBy: Phrase("The pathology report.", "Der pathologische Befund."))
    }
    guard more.isEmpty else {
      return Judgement(
        .notDecidable,
        Phrase(
          "It says more than “\(diagnosis.histology)”: \(more.joined(separator: ", ")) is not recorded.",
          "Es sagt mehr als „\(diagnosis.histology)“: nicht dokumentiert ist „\(more.joined(separator: ", "))“."),
        evidence: evidence, settledBy: Phrase("The pathology report.", "Der pathologische Befund."))
    }
    return Judgement(
      .supported,
      isLessExact
        ? Phrase(
          "The same, said less exactly than “\(diagnosis.histology)”.",
          "Dasselbe, ungenauer gesagt als „\(diagnosis.histology)“.") : .asRecorded,
      evidence: evidence)
  }
}
