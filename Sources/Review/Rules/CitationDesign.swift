// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A comparison that rests on a study without one.
struct CitationDesign: Rule {
  let id = "citation-design"
  let severity = Severity.warning
  let summary = Phrase(
    "A comparative claim that cites a pilot, a single-arm or an early phase study alone",
    "Eine vergleichende Aussage, die allein eine Pilot-, einarmige oder frühe Phase-Studie zitiert")
  let explanation =
    "That a treatment improves survival, or delays progression, is shown by a comparison. A title that names a pilot, a phase I or II study that is not randomised, a single arm or a case report promises none. "
    + "Nothing is found where another reference of the claim may hold the comparison, or where the claim names the design itself."
  let needs = "`references.yaml`, and claims with `cites`"
  let source = "ICH E10 (2000), section 1.2: purpose of the control group"

  let fires = RuleExample(
    "“significantly improved overall survival”, by a pilot study", files: Self.files("A Pilot Study of Vinorelbine"))
  let passes = RuleExample(
    "the same, by a randomised trial", files: Self.files("Vinorelbine in Sarcoma: A Randomised Trial"))
  private static func files(_ title: String) -> [RuleExample.File] {
    [
      .init("references.yaml", "- number: 26\n  title: \"\(title)\""),
      .init(
        "claims.yaml",
        "- claim: statement\n  study: Casanova 2004\n  is: vinorelbine significantly improved overall survival in sarcoma\n  cites: 26\n  source: {section: Discussion}"
      ),
    ]
  }

  func find(in context: ReviewContext) -> [Found] {
    context.citations.compactMap { citation in
      let text = Words.plain(citation.text)
      guard Self.isComparative(text), Self.design(of: citation.text) == nil else { return nil }
      let designs = citation.references.compactMap { reference in
        Self.design(of: reference.title).map { (reference: reference, name: $0) }
      }
      guard designs.count == citation.references.count, let first = designs.first else { return nil }
      let cited = citation.references
      return Found(
        patient: nil, about: citation.claim.id,
        Phrase(
          "\(citation.place): “\(citation.quote)” is a comparison, and \(Citation.numbers(cited)), the only \(cited.count == 1 ? "work" : "works") cited for it, is by its title \(first.name): it has no comparison that could show this.",
          "\(citation.place): „\(citation.quote)“ ist ein Vergleich, und \(Citation.numbers(cited)), \(cited.count == 1 ? "das einzige dafür zitierte Werk" : "die einzigen dafür zitierten Werke"), ist dem Titel nach \(first.name): einen Vergleich, der das zeigen könnte, gibt es dort nicht."
        ),
        evidence: [Evidence(citation.claim)] + cited.map { Evidence($0) },
        settledBy: Phrase(
          "The controlled trial that showed it, or the wording of what the study found.",
          "Die kontrollierte Studie, die es gezeigt hat, oder der Wortlaut dessen, was die Studie fand."),
        claim: citation.claim.id
      )
    }
  }

  /// What a title says of its design, where it promises no comparison.
  static func design(of title: String) -> Phrase? {
    // What is not randomised is called so too.
    let plain = " \(Words.plain(title)) ".replacing("non randomi", with: "")
      .replacing("nonrandomi", with: "").replacing("uncontrolled", with: "single arm")
    if ["randomi", "controlled", " versus ", " vs ", "meta analysis", "placebo"].contains(where: plain.contains) {
      return nil
    }
    if plain.contains(" pilot ") { return Phrase("a pilot study", "eine Pilotstudie") }
    if [" single arm ", " one arm ", " uncontrolled "].contains(where: plain.contains) {
      return Phrase("a study of a single arm", "eine einarmige Studie")
    }
    if [" case report ", " case series ", " report of a case "].contains(where: plain.contains) {
      return Phrase("a report of cases", "ein Fallbericht")
    }
    if [" phase ii ", " phase 2 "].contains(where: plain.contains) {
      return Phrase(
        "a phase II study that is not called randomised", "eine Phase-II-Studie, die nicht randomisiert heißt")
    }
    if [" phase i ", " phase 1 ", " phase 1b "].contains(where: plain.contains) {
      return Phrase("a study of phase I", "eine Phase-I-Studie")
    }
    return nil
  }

  /// Whether words say that something became better than it would have been.
  private static func isComparative(_ text: String) -> Bool {
    let outcomes = ["surviv", "progression", "relaps", "recurren", "mortality", "respon"]
    let changes = [
      "improv", "prolong", "superior", "delay", "extend", "longer than", "better than", "reduced the risk", "slow down",
      "increased surviv", "benefit over",
    ]
    return outcomes.contains(where: text.contains) && changes.contains(where: text.contains)
  }
}
