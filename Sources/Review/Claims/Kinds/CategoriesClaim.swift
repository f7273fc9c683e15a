// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// `categories`: how many of a number of patients are in which category.
struct CategoriesClaim: ClaimKind {
  let what: String
  let counts: [String: Int]
  let of: Int

  private var listed: [(key: String, value: Int)] { counts.sorted { NaturalOrder.precedes($0.key, $1.key) } }

  var words: String { "\(what) of \(of): " + listed.map { "\($0.value) \($0.key)" }.joined(separator: ", ") }
  var topics: [String] { AgeClaim.topics }

  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    let sum = counts.values.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    let arithmetic = listed.map { "\($0.value)" }.joined(separator: " + ") + " = \(sum)"
    if sum > of {
      return Judgement(
        .contradicted, "The categories add up to \(sum), which is more than the \(of) patients that they are of.",
        arithmetic: arithmetic, evidence: [Evidence(claim)], settledBy: "The category of each patient.")
    }
    if sum < of {
      return Judgement(
        .notDecidable, "The categories add up to \(sum): of \(of - sum) of the \(of) patients no category is given.",
        arithmetic: arithmetic, evidence: [Evidence(claim)], settledBy: "The category of the patients who are missing.")
    }
    guard case .series = claim.subject, Words.plain(what) == "sex", of == record.study.patients.count else {
      return Judgement(
        .notJudged, "They add up; who is in which is not compared with the record.", arithmetic: arithmetic)
    }
    return judgeSex(claim, record)
  }

  private func judgeSex(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    let names = ["women": Sex.female, "female": .female, "men": .male, "male": .male, "other": .other]
    var claimed: [Sex: Int] = [:]
    for (name, count) in counts {
      guard let sex = names[Words.plain(name)] else { return Judgement(.notJudged, "They add up.") }
      claimed[sex, default: 0] += count
    }
    let recorded = record.study.patients.compactMap(\.sex.value)
    let differing = Sex.allCases.filter { sex in recorded.count { $0 == sex } > claimed[sex] ?? 0 }
    let words = Sex.allCases.map { sex in "\(recorded.count { $0 == sex }) \(sex.rawValue)" }
      .filter { !$0.hasPrefix("0 ") }.joined(separator: ", ")
    if differing.isEmpty {
      return Judgement(
        recorded.count == of ? .supported : .notDecidable, "The record has \(words).",
        settledBy: "The sex of the other patients.")
    }
    return Judgement(.contradicted, "The record has \(words).", settledBy: "The sex of each patient.")
  }
}
