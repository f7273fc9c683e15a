// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// Numbers that are cited and not listed, and the reverse.
struct CitationList: Rule {
  let id = "citation-list"
  let severity = Severity.note
  let summary = Phrase(
    "A reference that is cited and not listed, or listed and cited by no claim",
    "Eine Referenz, die zitiert und nicht gelistet ist, oder gelistet und von keiner Aussage zitiert")
  let explanation =
    "Each number that a claim cites is in the list: else it is a warning, since nobody can look it up. A reference that no recorded claim cites is a note: the sentence that cites it may not have been transcribed."
  let needs = "`references.yaml`, and claims with `cites`"
  let source = "ICMJE Recommendations, section IV.A.3.g: references"

  let fires = RuleExample("reference 9 cited, one to 2 listed", files: Self.files(cites: "[1, 2, 9]"))
  let passes = RuleExample("all cited and listed", files: Self.files(cites: "[1, 2]"))
  private static func files(cites: String) -> [RuleExample.File] {
    [
      .init("references.yaml", "- {number: 1, title: A Review of Sarcoma}\n- {number: 2, title: Sarcoma in Adults}"),
      .init(
        "claims.yaml",
        "- {claim: statement, study: reviews, is: sarcoma is rare, cites: \(cites), source: {section: Background}}"),
    ]
  }

  func find(in context: ReviewContext) -> [Found] {
    let listed = Set(context.study.references.map(\.number))
    let citing = context.study.claims.filter { !$0.cites.isEmpty }
    guard !listed.isEmpty, !citing.isEmpty else { return [] }
    let cited = Set(citing.flatMap(\.cites))
    let absent = citing.flatMap { claim in
      claim.cites.filter { !listed.contains($0) }.map { number in
        Found(
          patient: nil, about: "\(claim.id)-\(number)", severity: .warning,
          Phrase(
            "\(claim.sources.first?.section ?? claim.id) cites (\(number)), which the list of references does not have.",
            "\(claim.sources.first?.section ?? claim.id) zitiert (\(number)), was die Referenzliste nicht hat."),
          evidence: [Evidence(claim)], settledBy: Phrase("The list of references.", "Die Referenzliste."),
          claim: claim.id)
      }
    }
    let never = context.study.references.filter { !cited.contains($0.number) }
    guard let first = never.first else { return absent }
    return absent + [
      Found(
        patient: nil, about: "never-cited",
        Phrase(
          "\(never.count == 1 ? "Reference \(Citation.numbers(never)) is" : "References \(Citation.numbers(never)) are") cited by no claim that is recorded.",
          "\(never.count == 1 ? "Referenz \(Citation.numbers(never)) wird" : "Referenzen \(Citation.numbers(never)) werden") von keiner dokumentierten Aussage zitiert."
        ),
        evidence: never.prefix(6).map { Evidence($0) },
        settledBy: Phrase(
          "The sentence that cites (\(first.number)), or the list without it.",
          "Der Satz, der (\(first.number)) zitiert, oder die Liste ohne sie."))
    ]
  }
}
