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
    guard case .series = claim.subject, of == record.study.patients.count else {
      return Judgement(
        .notJudged, "They add up; who is in which is not compared with the record.", arithmetic: arithmetic)
    }
    return judgeEach(record, arithmetic)
  }

  /// Each category that the record can count, of what is counted: a grade of toxicity is none of the tumour.
  private func judgeEach(_ record: ClaimRecord, _ arithmetic: String) -> Judgement {
    var verdicts: [Verdict] = []
    var told: [String] = []
    for (name, count) in listed {
      guard let category = RecordedCategory("\(what) \(name)") else { continue }
      let tally = category.tally(record.outcomes.patients)
      verdicts.append(tally.verdict(of: count))
      told.append("\(name): \(tally.words)")
    }
    guard let worst = Verdict.worstFirst.first(where: verdicts.contains) else {
      return Judgement(
        .notJudged, "They add up; who is in which is not compared with the record.", arithmetic: arithmetic)
    }
    return Judgement(
      worst, "The record has \(told.joined(separator: "; ")).", arithmetic: arithmetic,
      settledBy: "The \(what) of each patient.")
  }
}
