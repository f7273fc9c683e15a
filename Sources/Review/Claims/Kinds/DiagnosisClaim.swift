// SPDX-License-Identifier: Apache-2.0

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
      return Judgement(.notDecidable, "No diagnosis is recorded.")
    }
    let evidence = [Evidence(entry, "diagnosis: \(diagnosis.histology)")]
    var differences: [String] = []
    var (isLessExact, more): (Bool, [String]) = (false, [])
    switch TumourWords.compare(histology, diagnosis.histology, site: diagnosis.site.value) {
    case .same: break
    case .lessExact: isLessExact = true
    case .more(let words): more = words
    case .otherPlace:
      differences.append(
        "the site is recorded as \(diagnosis.site.value ?? TumourWords.place(in: diagnosis.histology) ?? "another")")
    case .other: differences.append("the histology is recorded as \(diagnosis.histology)")
    }
    if let site, let recorded = diagnosis.site.value ?? TumourWords.place(in: diagnosis.histology),
      !TumourWords.isOnePlace(site, recorded)
    {
      differences.append("the site is recorded as \(recorded)")
    }
    if let grade = grade ?? TumourWords.grade(in: histology), let recorded = diagnosis.grade.value,
      !TumourWords.isOneGrade(grade, recorded)
    {
      differences.append("the grade is recorded as \(recorded)")
    }
    if !differences.isEmpty {
      return Judgement(
        .contradicted, "But \(differences.joined(separator: "; ")).", evidence: evidence,
        settledBy: "The pathology report.")
    }
    guard more.isEmpty else {
      return Judgement(
        .notDecidable, "It says more than “\(diagnosis.histology)”: \(more.joined(separator: ", ")) is not recorded.",
        evidence: evidence, settledBy: "The pathology report.")
    }
    return Judgement(
      .supported, isLessExact ? "The same, said less exactly than “\(diagnosis.histology)”." : "As recorded.",
      evidence: evidence)
  }
}
