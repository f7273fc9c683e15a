// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// Claims that the facts do not bear.
struct UnsupportedClaim: Rule {
  let id = "claim"
  let severity = Severity.warning
  let summary = Phrase(
    "A claim that the facts contradict, or do not bear",
    "Eine Aussage, der die Fakten widersprechen oder die sie nicht tragen")
  let explanation =
    "What a paper, abstract or table asserts is judged against the dated facts: supported, contradicted, not found in the record, true in one reading only, stated once "
    + "(the record has it from the very sentence of the claim, which bears nothing), or not decidable. A contradicted claim is an error, and so is one that names what the record has nowhere (not found in the record: no fact excludes it); one that rests on no fact, or on a reading of words, a warning; one that is true by one "
    + "way of counting only, which is named, and an open percentage of another study are notes."
  let needs = "`claims.yaml`"
  let source = "the record"

  let thresholds = [
    DoseChangeClaim.tolerance, UntilProgressionClaim.lag, UntilProgressionClaim.beyond, RecordedToxicity.window,
    RefractoryClaim.lag, MedianClaim.slack,
    CumulativeDoseClaim.tolerance, DoseBasisClaim.rounding,
  ]

  let fires = RuleExample(
    "Table 1 says female, the chart male", facts: "sex: male",
    files: [.init("claims.yaml", "- {claim: sex, patient: 1, is: female, source: {section: Table 1}}")])
  let passes = RuleExample(
    "both say male", facts: "sex: male",
    files: [.init("claims.yaml", "- {claim: sex, patient: 1, is: male, source: {section: Table 1}}")])

  func find(in context: ReviewContext) -> [Found] {
    context.claims.compactMap { judged in
      guard !judged.claim.assertion.kind.isOfFamily else { return nil }
      let severity: Severity
      switch judged.verdict {
      case .supported, .statedOnce, .notJudged: return nil
      // A table that lists what the record has nowhere is wrong, or the record is not whole: either way it cannot stand.
      case .contradicted, .notFound: severity = .error
      case .dependsOnReading: severity = judged.claim.assertion.kind.namesReadings ? .note : .warning
      case .notDecidable: severity = judged.claim.assertion.kind.isAboutOthers ? .note : .warning
      }
      let patient: Patient.ID? = if case .patient(let id) = judged.claim.subject { id } else { nil }
      let place = judged.claim.sources.first.map { "\($0.section): " } ?? ""
      return Found(
        patient: patient, about: judged.claim.id, severity: severity,
        Phrase(
          "\(place)“\(judged.claim.assertion.words)” \(judged.verdict.told). \(judged.explanation)",
          "\(place)„\(judged.claim.assertion.words)“ \(judged.verdict.told). \(judged.explanation)"),
        arithmetic: judged.arithmetic,
        evidence: [Evidence(judged.claim)] + judged.evidence.filter { $0 != Evidence(judged.claim) },
        settledBy: judged.settledBy, claim: judged.claim.id)
    }
  }
}
