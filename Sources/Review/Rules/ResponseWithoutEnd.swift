// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// A response of stated length with nothing at its end.
struct ResponseWithoutEnd: Rule {
  let id = "response-without-end"
  let severity = Severity.note
  let summary = Phrase(
    "A response that is said to have lasted so long, with no progression, death or contact at its end",
    "Ein Ansprechen, das so lange gehalten haben soll, ohne Progress, Tod oder Kontakt an seinem Ende")
  let explanation =
    "A duration of response ends with progression or death, or is censored. Where a source gives the length and no assessment ends it, it is open whether the disease progressed, the therapy was stopped, or nobody looked; time to progression is then censored at the next therapy or the last contact."
  let needs = "an assessment with CR, PR or SD that `lasts` or `ends`, and no assessment with PD after it"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), section 4.6"

  let fires = RuleExample("PR for a year, then supportive care", course: Self.course(""))
  let passes = RuleExample(
    "PD a year later",
    course: Self.course("\n- assessment: CT\n  id: later\n  of: rego\n  response: PD\n  when: 2021-03-20"))
  private static func course(_ more: String) -> String {
    """
    - therapy: regorafenib
      id: rego
      when: 2020-01-15
    - assessment: CT
      id: remission
      of: rego
      response: PR
      when: 2020-03-15
      lasts: 1 y
    - best supportive care: analgesics
      id: bsc
      when: 2021-04-01
    """ + more
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.patient.assessments.compactMap { entry, assessment -> Found? in
        guard let response = assessment.response.value, [.complete, .partial, .stable].contains(response),
          let length = statedLength(entry), !entry.isOngoing
        else { return nil }
        let isEnded = outcome.patient.assessments.contains { other, judged in
          judged.response.value == .progressive && other.id != entry.id
            && ![.before, .notAfter, .same].contains(outcome.timeline.order(of: other.id, to: entry.id))
        }
        let isStopped = outcome.patient.therapies.contains { other, therapy in
          other.id == assessment.of && therapy.isStoppedForProgression
        }
        guard !isEnded, !isStopped else { return nil }
        return Found(
          patient: outcome.patient.id, about: entry.id,
          Phrase(
            "\(response.rawValue) (\(entry.id)) is said to have lasted \(length), and no progression is recorded at its end: why it ended is not stated.",
            "\(response.rawValue) (\(entry.id)) soll \(length) gehalten haben, an seinem Ende ist aber kein Progress dokumentiert: warum es endete, ist nicht angegeben."
          ),
          evidence: [
            Evidence(entry, Phrase("\(response.rawValue), \(length)", "\(response.rawValue), \(length)"))
          ],
          settledBy: Phrase(
            "The assessment that ended it, with its date.", "Die Verlaufskontrolle, die es beendete, mit Datum."))
      }
    }
  }

  /// How long it held as the source says: a length, or until when.
  private func statedLength(_ entry: Entry) -> Phrase? {
    if let length = entry.lasts.first { return Phrase("\(length.text)", "„\(length.text)“") }
    return entry.ends.first(where: \.isTold).map { Phrase("until \($0.text)", "bis „\($0.text)“") }
  }
}
