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
    let arithmetic = Phrase(same: listed.map { "\($0.value)" }.joined(separator: " + ") + " = \(sum)")
    if sum > of {
      return Judgement(
        .contradicted,
        Phrase(
          "The categories add up to \(sum), which is more than the \(of) patients that they are of.",
          "Die Kategorien ergeben zusammen \(sum), mehr als die \(of) Patienten, um die es geht."),
        arithmetic: arithmetic, evidence: [Evidence(claim)],
        settledBy: Phrase("The category of each patient.", "Die Kategorie jedes Patienten."))
    }
    if sum < of {
      return Judgement(
        .notDecidable,
        Phrase(
          "The categories add up to \(sum): of \(of - sum) of the \(of) patients no category is given.",
          "Die Kategorien ergeben zusammen \(sum): bei \(of - sum) der \(of) Patienten ist keine angegeben."),
        arithmetic: arithmetic, evidence: [Evidence(claim)],
        settledBy: Phrase("The category of the patients who are missing.", "Die Kategorie der fehlenden Patienten."))
    }
    guard case .series = claim.subject, of == record.study.patients.count else {
      return Judgement(
        .notJudged,
        Phrase(
          "They add up; who is in which is not compared with the record.",
          "Sie gehen auf; wer in welcher ist, wird nicht mit der Akte verglichen."), arithmetic: arithmetic)
    }
    return judgeEach(record, arithmetic)
  }

  /// Each category that the record can count, of what is counted: a grade of toxicity is none of the tumour.
  private func judgeEach(_ record: ClaimRecord, _ arithmetic: Phrase) -> Judgement {
    var verdicts: [Verdict] = []
    var told: [Phrase] = []
    for (name, count) in listed {
      guard let category = RecordedCategory("\(what) \(name)") else { continue }
      let tally = category.tally(record.outcomes.patients)
      verdicts.append(tally.verdict(of: count))
      told.append(Phrase("\(name): \(tally.words)", "„\(name)“: \(tally.words)"))
    }
    guard let worst = Verdict.worstFirst.first(where: verdicts.contains) else {
      return Judgement(
        .notJudged,
        Phrase(
          "They add up; who is in which is not compared with the record.",
          "Sie gehen auf; wer in welcher ist, wird nicht mit der Akte verglichen."), arithmetic: arithmetic)
    }
    return Judgement(
      worst, Phrase("The record has \(told.joined(separator: "; ")).", "Die Akte hat \(told.joined(separator: "; "))."),
      arithmetic: arithmetic,
      settledBy: Phrase("The \(what) of each patient.", "„\(what)“ jedes Patienten."))
  }
}
