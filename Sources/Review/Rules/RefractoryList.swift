// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Dosing
import Outcomes

/// A list of drugs that a tumour is said to be refractory to, and what it leaves out.
struct RefractoryList: Rule {
  let id = "refractory-list"
  let severity = Severity.note
  let summary = Phrase(
    "A list of drugs that the tumour was refractory to, without one under which progression is recorded",
    "Eine Liste von Wirkstoffen, gegen die der Tumor refraktär war, ohne einen, unter dem ein Progress dokumentiert ist"
  )
  let explanation =
    "Where a sentence lists the drugs that a tumour was refractory to, a reader takes the list for whole. Told is each drug of a therapy under which, or within four weeks of whose end, progression is dated, that was given until the last drug of the list and that no therapy of the patient shows a response to; maintenance is left out, since it continues what was answered. That a listed drug has no progression is judged with the claim."
  let needs = "claims `refractory`, and assessments with progression"
  let source =
    "a response or stable disease under a drug is no resistance to it: RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), section 4.3"

  let fires = RuleExample(
    "doxorubicin + olaratumab, progression; refractory to doxorubicin", course: Self.course,
    files: [Self.claim("[doxorubicin]")])
  let passes = RuleExample("refractory to both", course: Self.course, files: [Self.claim("[doxorubicin, olaratumab]")])
  private static let course = """
    - diagnosis: leiomyosarcoma
      when: 2020-01
    - therapy: doxorubicin + olaratumab
      id: dox-ola
      when: 2020-02-03
    - assessment: MRI
      of: dox-ola
      when: 2020-05-04
      response: PD
    """
  private static func claim(_ drugs: String) -> RuleExample.File {
    .init("claims.yaml", "- {claim: refractory, patient: 1, to: \(drugs), source: {section: Discussion}}")
  }

  func find(in context: ReviewContext) -> [Found] {
    let library = context.outcomes.library
    return context.outcomes.patients.flatMap { outcome -> [Found] in
      let responded = outcome.therapies.filter { Self.isResponse($0) }.flatMap(\.therapy.drugs)
      return context.study.claims.compactMap { claim -> Found? in
        guard case .refractory(let listed) = claim.assertion, claim.subject == .patient(outcome.patient.id) else {
          return nil
        }
        func isListed(_ drug: String) -> Bool { listed.contains { library.isSame($0, drug) } }
        // What comes after the last drug of the list may not have been given when the sentence was true.
        guard let last = outcome.therapies.lastIndex(where: { $0.therapy.drugs.contains(where: isListed) }) else {
          return nil
        }
        var missing: [(drug: String, entry: Entry)] = []
        for therapy in outcome.therapies[...last]
        where therapy.therapy.intent != .maintenance && !Self.isResponse(therapy)
          && RefractoryClaim.isUnder(therapy, outcome)
        {
          for drug in therapy.therapy.drugs
          where !isListed(drug) && !(responded + missing.map(\.drug)).contains(where: { library.isSame($0, drug) }) {
            missing.append((drug, therapy.entry))
          }
        }
        guard !missing.isEmpty else { return nil }
        let names = missing.map { "\($0.drug) (\($0.entry.id))" }.joined(separator: ", ")
        let place = claim.sources.first.map { "\($0.section): " } ?? ""
        return Found(
          patient: outcome.patient.id, about: claim.id,
          Phrase(
            "\(place)“\(claim.assertion.words)” leaves out \(names), under which progression is dated.",
            "\(place)„\(claim.assertion.words)“ lässt \(names) aus, worunter ein Progress datiert ist."),
          evidence: [Evidence(claim)]
            + missing.map { Evidence($0.entry, Phrase("\($0.drug): progression", "\($0.drug): Progress")) },
          settledBy: Phrase(
            "The list with it, or the reason why it is left out.", "Die Liste damit, oder der Grund, warum es fehlt."),
          claim: claim.id)
      }
    }
  }

  private static func isResponse(_ therapy: TherapyOutcome) -> Bool {
    therapy.judged?.bestResponse?.value.isOne(of: [.complete, .partial]) == true
  }
}
