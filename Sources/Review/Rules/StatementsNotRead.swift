// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// Statements in prose, which no rule reads.
struct StatementsNotRead: Rule {
  let id = "statements-not-read"
  let severity = Severity.note
  let summary = Phrase(
    "Statements on the series or a patient that are prose, and are not judged",
    "Aussagen zur Serie oder zu einem Patienten in Prosa, die nicht beurteilt werden")
  let explanation =
    "A claim of the kind `statement` is kept as it is. That nothing is found in it does not mean that it is right: what could not be read is listed, once for the study, so that a reader judges it. Statements on other studies are not listed."
  let needs = "claims of the kind `statement` on the series or a patient"
  let source = "the record"

  let fires = RuleExample("“all went well”, of the series", files: [Self.claim("series: true")])
  let passes = RuleExample("of another study", files: [Self.claim("study: Bay 2006")])
  private static func claim(_ subject: String) -> RuleExample.File {
    .init("claims.yaml", "- {claim: statement, \(subject), is: all went well, source: {section: Abstract}}")
  }

  func find(in context: ReviewContext) -> [Found] {
    let unread = context.study.claims.filter { claim in
      guard case .statement = claim.assertion else { return false }
      if case .literature = claim.subject { return false }
      return true
    }
    guard let first = unread.first else { return [] }
    let listed = unread.prefix(8).map { claim in
      Phrase.quote(claim.assertion.words) + Phrase(same: " (\(claim.sources.first?.section ?? claim.id))")
    }
    let more = unread.count > 8 ? Phrase("; and \(unread.count - 8) more", "; und \(unread.count - 8) weitere") : .none
    return [
      Found(
        patient: nil, about: "statements",
        Phrase(
          "\(unread.count == 1 ? "One statement is" : "\(unread.count) statements are") in prose and judged by no rule: \(listed.joined(separator: "; "))\(more).",
          "\(unread.count == 1 ? "Eine Aussage ist" : "\(unread.count) Aussagen sind") in Prosa und von keiner Regel beurteilt: \(listed.joined(separator: "; "))\(more)."
        ),
        evidence: unread.map { Evidence($0) },
        settledBy: Phrase(
          "Reading \(unread.count == 1 ? "it" : "them"), or a claim of a kind that can be judged.",
          "\(unread.count == 1 ? "Sie" : "Alle") lesen, oder eine Aussage einer Art, die beurteilt werden kann."),
        claim: first.id)
    ]
  }
}
