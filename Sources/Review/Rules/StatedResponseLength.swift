// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// A stated length of a response that does not fit the progression or the death that is recorded.
struct StatedResponseLength: Rule {
  let id = "stated-response-length"
  let severity = Severity.error
  let summary = Phrase(
    "A stated length of a response that the recorded progression or death contradicts",
    "Eine angegebene Dauer des Ansprechens, der der dokumentierte Progress oder Tod widerspricht")
  let explanation =
    "A response lasts from the first assessment that shows it to progression or death. Where a source states how long it held and the record shows progression or death at another time, one of them is wrong, and the duration of the response is not determined."
  let needs = "an assessment with CR or PR that `lasts` or `ends`, and progression or death after it"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), section 4.6"

  let fires = RuleExample("PR for a year, and PD after five months", course: Self.course("2020-09-01"))
  let passes = RuleExample("PD a year later", course: Self.course("2021-04-01"))
  private static func course(_ day: String) -> String {
    """
    - therapy: regorafenib
      id: rego
      when: 2020-01-15
    - assessment: CT
      id: remission
      of: rego
      response: PR
      when: 2020-04-01
      lasts: 1 y
    - assessment: CT
      id: later
      of: rego
      response: PD
      when: \(day)
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.therapies.compactMap { therapy -> Found? in
        guard let held = therapy.judged?.responseDuration, case .contradicted(let contradiction) = held.value.end,
          contradiction.kind == .statedLength, let best = therapy.judged?.bestResponse?.value.shown.rawValue
        else { return nil }
        return Found(
          patient: outcome.patient.id, about: therapy.entry.id,
          Phrase(
            "How long \(best) under \(therapy.entry.id) held is \(contradiction.phrase): one of the two is wrong.",
            "Wie lange \(best) unter \(therapy.entry.id) hielt, ist \(contradiction.phrase): eines von beiden ist falsch."
          ),
          evidence: outcome.patient.assessments.filter { $0.assessment.of == therapy.entry.id }.map {
            Evidence($0.entry, same: "\($0.assessment.response.value?.rawValue ?? "–") (\($0.entry.id))")
          },
          settledBy: Phrase(
            "The dates of the first assessment with the response and of the one that ended it.",
            "Die Daten der ersten Verlaufskontrolle mit dem Ansprechen und derjenigen, die es beendete."))
      }
    }
  }
}
