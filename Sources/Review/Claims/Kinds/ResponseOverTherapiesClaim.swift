// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// `response over therapies`: a response that is said of several therapies together is that of one of them.
struct ResponseOverTherapiesClaim: PatientClaimKind {
  let response: Response
  let therapies: [Entry.ID]

  var words: String { "\(response.rawValue) by \(therapies.joined(separator: " and then "))" }
  var topics: [String] { ["response"] }
  var namesReadings: Bool { true }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    var showing: [String] = []
    var others: [Phrase] = []
    var open: [String] = []
    var evidence: [Evidence] = []
    for id in therapies {
      guard let therapy = outcome.therapies(.entry(id), record.outcomes.library).first else {
        open.append(id)
        continue
      }
      evidence +=
        therapy.judged?.bestResponse?.trace.inputs.map {
          Evidence(Phrase(same: "\(id): ") + $0.phrase, sources: $0.sources, record: $0.record)
        } ?? []
      guard let best = therapy.judged?.bestResponse?.value, let shown = best.response, case .assessed = best.basis
      else {
        open.append(id)
        continue
      }
      if shown == response {
        showing.append(id)
      } else {
        others.append(Phrase("for \(id) the best is \(shown.rawValue)", "bei \(id) ist das beste \(shown.rawValue)"))
      }
    }
    let settling = Phrase("Saying which of them is meant.", "Zu sagen, welche davon gemeint ist.")
    if showing.isEmpty {
      return open.isEmpty
        ? Judgement(
          .contradicted,
          Phrase(
            "Another response is the best of each: \(others.joined(separator: ", ")).",
            "Das beste Ansprechen ist bei jeder ein anderes: \(others.joined(separator: ", "))."), evidence: evidence,
          settledBy: Phrase("The assessments under each.", "Die Verlaufskontrollen unter jeder."))
        : Judgement(
          .notDecidable,
          Phrase(
            "No dated assessment shows the best response of \(open.joined(separator: ", ")).",
            "Keine datierte Verlaufskontrolle zeigt das beste Ansprechen von \(open.joined(separator: ", "))."),
          evidence: evidence, settledBy: Phrase("The assessments under each.", "Die Verlaufskontrollen unter jeder."))
    }
    guard others.isEmpty, open.isEmpty else {
      let rest =
        others
        + open.map { Phrase("for \($0) no best response is dated", "bei \($0) ist kein bestes Ansprechen datiert") }
      return Judgement(
        .dependsOnReading,
        Phrase(
          "The assessments show it for \(showing.joined(separator: ", ")) alone; \(rest.joined(separator: ", ")).",
          "Die Verlaufskontrollen zeigen es allein bei \(showing.joined(separator: ", ")); \(rest.joined(separator: ", "))."
        ),
        evidence: evidence, settledBy: settling)
    }
    return Judgement(.supported, Phrase("Each shows it.", "Jede zeigt es."), evidence: evidence)
  }
}
