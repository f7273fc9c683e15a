// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

extension Rule {
  /// Claims that the facts do not bear.
  static let claims = Rule(
    id: "claim", summary: "A claim that the facts contradict, or do not bear",
    explanation:
      "What a paper, abstract or table asserts is judged against the dated facts: supported, contradicted, true in one "
      + "reading only, or not decidable. A contradicted claim is an error, one that depends on the reading or rests on no "
      + "fact a warning.",
    check: { context in
      context.claims.compactMap { judged in
        let severity: Severity
        switch judged.verdict {
        case .supported, .notJudged: return nil
        case .contradicted: severity = .error
        case .dependsOnReading: severity = .warning
        case .notDecidable: severity = judged.claim.assertion.isAboutOthers ? .note : .warning
        }
        let patient: Patient.ID? = if case .patient(let id) = judged.claim.subject { id } else { nil }
        let section = judged.claim.sources.first?.section
        let place = section.map { "\($0): " } ?? ""
        let stands = judged.verdict.told
        return Finding(
          "claim", severity, patient: patient, about: judged.claim.id,
          "\(place)“\(judged.claim.assertion.words)” \(stands). \(judged.explanation)",
          arithmetic: judged.arithmetic,
          evidence: [Evidence(judged.claim)] + judged.evidence.filter { $0 != Evidence(judged.claim) },
          settledBy: judged.settledBy, claim: judged.claim.id)
      }
    })
}

extension Assertion {
  /// Numbers of other studies: what is open there is not this study's fault.
  var isAboutOthers: Bool { if case .percentage = self { true } else { false } }
}
