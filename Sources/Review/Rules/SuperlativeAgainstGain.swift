// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// “The sole setting with a gain”, beside another gain.
struct SuperlativeAgainstGain: Rule {
  let id = "superlative-against-gain"
  let severity = Severity.warning
  let summary = Phrase(
    "A superlative beside another gain that the same section tells of",
    "Ein Superlativ neben einem anderen Gewinn, von dem derselbe Abschnitt berichtet")
  let explanation =
    "That one treatment is the sole or the only one with a benefit excludes every other. A claim of the same section that tells of a gain for something else, unless it is denied, contradicts it. "
    + "Of the gains told there the one that shares most words with the superlative is its own."
  let needs = "claims of one section: one with “sole”, “the only” or “no other”, and two of a gain"
  let source = "the text itself"

  let fires = RuleExample(
    "the sole gain, and another that delayed progression", files: [Self.claims("delayed progression significantly")])
  let passes = RuleExample("the other one failed", files: [Self.claims("did not delay progression")])
  private static func claims(_ other: String) -> RuleExample.File {
    .init(
      "claims.yaml",
      """
      - claim: statement
        study: Casanova 2004
        is: maintenance with vinorelbine improved survival in localized rhabdomyosarcoma
        source: {section: Discussion}
      - claim: statement
        study: Chawla 2012
        is: maintenance with ridaforolimus \(other) in sarcoma
        source: {section: Discussion}
      - claim: statement
        study: literature
        is: the sole setting in which maintenance in sarcoma is supported by positive data is localized rhabdomyosarcoma
        source: {section: Discussion}
      """)
  }

  func find(in context: ReviewContext) -> [Found] {
    let claims = context.study.claims.map { Citation(claim: $0, references: []) }
    return claims.compactMap { superlative in
      let text = " \(Words.plain(superlative.text)) "
      guard [" sole ", " the only ", " no other "].contains(where: text.contains), Self.isOfGain(text) else {
        return nil
      }
      let own = SubjectWords(superlative.text)
      let gains = claims.filter { other in
        other.claim.id != superlative.claim.id && other.place == superlative.place
          && Self.isGain(Words.plain(other.text)) && own.shared(with: SubjectWords(other.text)).count > 1
      }
      let overlap = { (gain: Citation) in Set(own.shared(with: SubjectWords(gain.text))).count }
      guard let most = gains.map(overlap).max(), let other = gains.first(where: { overlap($0) < most }) else {
        return nil
      }
      return Found(
        patient: nil, about: superlative.claim.id,
        Phrase(
          "\(superlative.place): “\(superlative.quote)” excludes any other gain, and the same section says “\(other.quote)”.",
          "\(superlative.place): „\(superlative.quote)“ schließt jeden anderen Gewinn aus, und derselbe Abschnitt sagt „\(other.quote)“."
        ),
        evidence: [Evidence(superlative.claim), Evidence(other.claim)],
        settledBy: Phrase(
          "What counts as a gain: survival, or progression too.", "Was als Gewinn zählt: Überleben, oder auch Progress."
        ), claim: superlative.claim.id)
    }
  }

  private static func isOfGain(_ text: String) -> Bool {
    ["positive", "benefit", "support", "improv", "effective", "gain", "success"].contains(where: text.contains)
  }

  /// Whether words tell of a gain that nothing denies: a clause with a verb of gain and without a denial.
  private static func isGain(_ text: String) -> Bool {
    let clauses = text.replacing(" but ", with: "|").replacing(" and ", with: "|").split(separator: "|")
    return clauses.contains { clause in
      ["improv", "prolong", "delay", "extend", "superior", "longer"].contains(where: clause.contains)
        && ![" not ", "failed", "no ", "without", "lack"].contains(where: " \(clause) ".contains)
        && ["surviv", "progress", "relaps", "recurren", "respon"].contains(where: clause.contains)
    }
  }
}
