// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// `events` of the series: how many, how many censored, of how many.
struct EventsClaim: ClaimKind {
  let event: ClaimedEvent
  let number: Int
  let censored: Int?
  let of: Int?

  private var noun: String { event == .death ? "deaths" : "progressions" }

  var words: String {
    "\(number) \(number == 1 ? String(noun.dropLast()) : noun)" + (censored.map { ", \($0) censored" } ?? "")
      + (of.map { ", of \($0) \($0 == 1 ? "patient" : "patients")" } ?? "")
  }

  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    if let of, let censored, number.addingReportingOverflow(censored).partialValue != of {
      return Judgement(
        .contradicted, "Each patient of the \(of) has the event or is censored; these are \(number + censored).",
        arithmetic: "\(number) + \(censored) = \(number + censored), not \(of)", evidence: [Evidence(claim)],
        settledBy: "The list of patients with their events.")
    }
    if let of, number > of {
      return Judgement(.contradicted, "There are more \(noun) than patients.", evidence: [Evidence(claim)])
    }
    if case .series = claim.subject, event == .progression,
      (of ?? record.study.patients.count) == record.study.patients.count
    {
      let progressed = record.outcomes.patients.filter(\.recordsProgression)
      let words = "The record has progression of \(progressed.count) \(progressed.count == 1 ? "patient" : "patients")."
      // Fewer may be right: from where is counted, and for what it is censored, is not said.
      return number > progressed.count
        ? Judgement(.notFound, words, settledBy: "The list of patients with their events.")
        : Judgement(.notJudged, words + " From where these are counted is not said.")
    }
    guard case .series = claim.subject, event == .death,
      (of ?? record.study.patients.count) == record.study.patients.count
    else { return Judgement(.notJudged, "The numbers fit each other; they are not compared with the record.") }
    let dead = record.study.patients.compactMap { patient in patient.death.map { Evidence($0, "death").of(patient.id) }
    }
    return Judgement(
      dead.count == number ? .supported : dead.count > number ? .contradicted : .notFound,
      "The record has \(dead.count) \(dead.count == 1 ? "death" : "deaths").", evidence: dead,
      settledBy: "The vital status of each patient.")
  }
}
