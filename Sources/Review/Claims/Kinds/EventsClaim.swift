// SPDX-License-Identifier: Apache-2.0

import Plain
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
        .contradicted,
        Phrase(
          "Each patient of the \(of) has the event or is censored; these are \(number + censored).",
          "Jeder Patient der \(of) hat das Ereignis oder ist zensiert; das sind \(number + censored)."),
        arithmetic: Phrase(
          "\(number) + \(censored) = \(number + censored), not \(of)",
          "\(number) + \(censored) = \(number + censored), nicht \(of)"), evidence: [Evidence(claim)],
        settledBy: Phrase("The list of patients with their events.", "Die Liste der Patienten mit ihren Ereignissen."))
    }
    if let of, number > of {
      return Judgement(
        .contradicted,
        Phrase(
          "There are more \(noun) than patients.",
          "Es sind mehr \(event == .death ? "Todesfälle" : "Progresse") als Patienten."), evidence: [Evidence(claim)])
    }
    if case .series = claim.subject, event == .progression,
      (of ?? record.study.patients.count) == record.study.patients.count
    {
      let progressed = record.outcomes.patients.filter(\.recordsProgression)
      let words = Phrase(
        "The record has progression of \(progressed.count) \(progressed.count == 1 ? "patient" : "patients").",
        "Die Akte hat einen Progress bei \(progressed.count) Patienten.")
      // Fewer may be right: from where is counted, and for what it is censored, is not said.
      return number > progressed.count
        ? Judgement(
          .notFound, words,
          settledBy: Phrase("The list of patients with their events.", "Die Liste der Patienten mit ihren Ereignissen.")
        )
        : Judgement(
          .notJudged,
          words + Phrase(" From where these are counted is not said.", " Ab wann sie gezählt sind, ist nicht gesagt."))
    }
    guard case .series = claim.subject, event == .death,
      (of ?? record.study.patients.count) == record.study.patients.count
    else {
      return Judgement(
        .notJudged,
        Phrase(
          "The numbers fit each other; they are not compared with the record.",
          "Die Zahlen passen zueinander; sie werden nicht mit der Akte verglichen."))
    }
    let dead = record.study.patients.compactMap { patient in
      patient.death.map { Evidence($0, Phrase("death", "Tod")).of(patient.id) }
    }
    // Of whom neither a death nor a last contact is recorded nobody knows; he is no patient who lived.
    let unknown = record.outcomes.patients.filter { $0.patient.death == nil && !$0.isFollowed }.map(\.patient.id)
    let open =
      unknown.isEmpty
      ? Phrase.none
      : Phrase(
        " Neither a death nor a last contact is recorded of patient \(unknown.joined(separator: ", ")).",
        " Weder ein Tod noch ein letzter Kontakt ist dokumentiert bei Patient \(unknown.joined(separator: ", ")).")
    let verdict: Verdict =
      dead.count > number
      ? .contradicted : dead.count < number ? .notFound : unknown.isEmpty ? .supported : .notDecidable
    return Judgement(
      verdict,
      Phrase(
        "The record has \(dead.count) \(dead.count == 1 ? "death" : "deaths").",
        "Die Akte hat \(dead.count) \(dead.count == 1 ? "Todesfall" : "Todesfälle").") + open, evidence: dead,
      settledBy: Phrase("The vital status of each patient.", "Der Vitalstatus jedes Patienten."))
  }
}
