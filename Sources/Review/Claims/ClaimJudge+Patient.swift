// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

// Who the patient is, what the tumour is, what was done.
extension ClaimJudge {
  func sex(_ claim: Claim, _ sex: Sex, _ outcome: PatientOutcomes) -> JudgedClaim {
    guard let recorded = outcome.patient.sex.value else {
      return JudgedClaim(claim, .notDecidable, "Sex is not recorded.")
    }
    return JudgedClaim(
      claim, recorded == sex ? .supported : .contradicted, "Recorded as \(recorded.rawValue).",
      evidence: [
        Evidence("sex: \(recorded.rawValue)", sources: outcome.patient.sources, location: outcome.patient.location)
      ])
  }

  func age(_ claim: Claim, _ years: Int, _ anchor: Anchor?, _ outcome: PatientOutcomes) -> JudgedClaim {
    guard let recorded = outcome.patient.age.value else {
      return JudgedClaim(claim, .notDecidable, "Age is not recorded.")
    }
    let evidence = [
      Evidence(
        "age: \(recorded.years)" + (recorded.anchor.map { " at \($0.text)" } ?? ""), sources: outcome.patient.sources,
        location: outcome.patient.location)
    ]
    if recorded.years != years, recorded.anchor == anchor || anchor == nil {
      return JudgedClaim(
        claim, .contradicted, "Recorded as \(recorded.years) years.", evidence: evidence,
        settledBy: "The date of birth.")
    }
    if let anchor, let other = recorded.anchor, anchor != other {
      // The same age at two events is possible while less than a year lies between them.
      if let one = outcome.timeline.event(anchor), let two = outcome.timeline.event(other),
        let least = outcome.timeline.length(from: one, to: two).lower,
        least > .years(Double(recorded.years - years + 1))
      {
        return JudgedClaim(
          claim, .contradicted,
          "\(other.text) is at least \(LengthBounds(exactly: least).text()) after \(anchor.text).",
          evidence: evidence, settledBy: "The date of birth.")
      }
      if recorded.years == years {
        return JudgedClaim(
          claim, .supported, "Stated of \(other.text) elsewhere; both can be true.", evidence: evidence)
      }
      return JudgedClaim(
        claim, .notDecidable, "Recorded as \(recorded.years) at \(other.text).", evidence: evidence,
        settledBy: "The date of birth.")
    }
    return JudgedClaim(claim, .supported, "Recorded as \(recorded.years) years.", evidence: evidence)
  }

  func diagnosis(_ claim: Claim, _ histology: String, _ site: String?, _ grade: String?, _ outcome: PatientOutcomes)
    -> JudgedClaim
  {
    guard let (entry, diagnosis) = outcome.patient.diagnosis else {
      return JudgedClaim(claim, .notDecidable, "No diagnosis is recorded.")
    }
    let evidence = [Evidence(entry, "diagnosis: \(diagnosis.histology)")]
    var differences: [String] = []
    var lessExact = false
    if Words.plain(histology) != Words.plain(diagnosis.histology) {
      if Words.isLessExact(histology, than: diagnosis.histology)
        || Words.isLessExact(diagnosis.histology, than: histology)
      {
        lessExact = true
      } else {
        differences.append("the histology is recorded as \(diagnosis.histology)")
      }
    }
    if let site, let recorded = diagnosis.site.value,
      !Words.isLessExact(site, than: recorded), !Words.isLessExact(recorded, than: site)
    {
      differences.append("the site is recorded as \(recorded)")
    }
    if let grade, let recorded = diagnosis.grade.value, Words.plain(grade) != Words.plain(recorded) {
      differences.append("the grade is recorded as \(recorded)")
    }
    if !differences.isEmpty {
      return JudgedClaim(
        claim, .contradicted, "But \(differences.joined(separator: "; ")).", evidence: evidence,
        settledBy: "The pathology report.")
    }
    return JudgedClaim(
      claim, .supported,
      lessExact ? "The same, said less exactly than “\(diagnosis.histology)”." : "As recorded.", evidence: evidence)
  }

  /// Sites with a dated finding, by organ.
  func foundSites(_ outcome: PatientOutcomes) -> [String: Entry] {
    var found: [String: Entry] = [:]
    for entry in outcome.patient.entries {
      if case .metastases(let metastases) = entry.content {
        for site in metastases.sites where found[Words.organ(site)] == nil { found[Words.organ(site)] = entry }
      }
    }
    return found
  }

  func sites(_ claim: Claim, _ sites: [String], _ outcome: PatientOutcomes) -> JudgedClaim {
    let found = foundSites(outcome)
    let claimed = Set(sites.map(Words.organ))
    let missing = sites.filter { found[Words.organ($0)] == nil }
    let extra = found.keys.filter { !claimed.contains($0) }.sorted()
    let evidence = found.sorted { $0.key < $1.key }.map { Evidence($0.value, "metastases: \($0.key)") }
    var problems: [String] = []
    if !missing.isEmpty {
      problems.append("no dated event shows metastases of \(missing.joined(separator: ", ").lowercased())")
    }
    if !extra.isEmpty { problems.append("metastases of \(extra.joined(separator: ", ")) are recorded but not listed") }
    guard !problems.isEmpty else {
      return JudgedClaim(claim, .supported, "Each site has its event.", evidence: evidence)
    }
    return JudgedClaim(
      claim, .contradicted, Self.sentence(problems), evidence: evidence,
      settledBy: "The examination that showed \((missing + extra).joined(separator: ", ").lowercased()).")
  }

  func seriesSites(_ claim: Claim, _ sites: [String]) -> JudgedClaim {
    let found = outcomes.patients.reduce(into: [String: Entry]()) { $0.merge(foundSites($1)) { first, _ in first } }
    let missing = sites.filter { found[Words.organ($0)] == nil }
    let extra = Set(found.keys).subtracting(sites.map(Words.organ)).sorted()
    if missing.isEmpty, extra.isEmpty {
      return JudgedClaim(claim, .supported, "Each site has an event in some patient, and no other is recorded.")
    }
    var problems: [String] = []
    if !missing.isEmpty { problems.append("no patient has a dated event for \(missing.joined(separator: ", "))") }
    if !extra.isEmpty { problems.append("also recorded: \(extra.joined(separator: ", "))") }
    return JudgedClaim(claim, .contradicted, Self.sentence(problems), settledBy: "The imaging reports.")
  }

  func treatments(_ claim: Claim, _ given: [String], _ before: Entry.ID?, _ outcome: PatientOutcomes) -> JudgedClaim {
    var recorded: [(words: Set<String>, entry: Entry)] = []
    for entry in outcome.patient.entries {
      if entry.id == before { break }
      switch entry.content {
      case .therapy(let therapy): recorded.append((Set(therapy.drugs), entry))
      case .surgery: recorded.append((["surgery"], entry))
      case .radiotherapy: recorded.append((["radiation"], entry))
      case .ablation: recorded.append((["ablation"], entry))
      default: continue
      }
    }
    let claimed = given.map { (text: $0, words: Words.treatment($0)) }
    let missing = claimed.filter { item in !recorded.contains { $0.words == item.words } }.map(\.text)
    let extra = recorded.filter { item in !claimed.contains { $0.words == item.words } }
    let evidence = recorded.map { Evidence($0.entry, $0.words.sorted().joined(separator: " + ")) }
    var problems: [String] = []
    if !missing.isEmpty { problems.append("no event is recorded for \(missing.joined(separator: ", ").lowercased())") }
    if !extra.isEmpty { problems.append("recorded but not listed: \(extra.map(\.entry.id).joined(separator: ", "))") }
    guard !problems.isEmpty else {
      return JudgedClaim(claim, .supported, "Each treatment has its event.", evidence: evidence)
    }
    return JudgedClaim(
      claim, .contradicted, Self.sentence(problems), evidence: evidence,
      settledBy:
        "The operation, radiotherapy or infusion record of \((missing + extra.map(\.entry.id)).joined(separator: ", ").lowercased())."
    )
  }

  func line(_ claim: Claim, _ number: Int, _ id: Entry.ID, _ outcome: PatientOutcomes) -> JudgedClaim {
    guard let therapy = outcome.therapy(id) else {
      return JudgedClaim(claim, .notDecidable, "No therapy \(id) is recorded.")
    }
    let line = therapy.line.value
    let evidence = [Evidence(therapy.entry, therapy.line.trace.value)]
    let advanced = line.numberInAdvancedDisease
    if line.number == number, advanced == number {
      return JudgedClaim(claim, .supported, "It is line \(number).", evidence: evidence)
    }
    if line.number == number || advanced == number {
      let other =
        line.number == number
        ? advanced.map { "line \($0) for advanced disease" } ?? "perioperative" : "line \(line.number) of all"
      return JudgedClaim(
        claim, .supported,
        line.number == number
          ? "True when perioperative therapy is counted; otherwise it is \(other)."
          : "True for advanced disease; with perioperative therapy it is \(other).", evidence: evidence)
    }
    return JudgedClaim(
      claim, .contradicted, "It is \(therapy.line.trace.value).", evidence: evidence,
      settledBy: "The list of therapies.")
  }

  /// `first; second` as a sentence.
  static func sentence(_ parts: [String]) -> String {
    let text = parts.joined(separator: "; ")
    return text.capitalisedFirst + "."
  }
}
