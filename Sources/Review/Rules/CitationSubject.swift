// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A cited title that is about something else.
struct CitationSubject: Rule {
  let id = "citation-subject"
  let severity = Severity.note
  let summary = Phrase(
    "A cited title that shares no subject with the claim",
    "Ein zitierter Titel, der kein Thema mit der Aussage teilt")
  let explanation =
    "Words that stand in any title (patients, treatment, advanced, phase) are left out; of the others a claim and each title that it cites have one in common, in another form or as an abbreviation (`STS`). Where they have none, a number may have slipped. "
    + "It is a warning where the title names a drug of which the claim says nothing."
  let needs = "`references.yaml`, and claims with `cites`"
  let source = "Vancouver style numbers its references: one number off cites another work"

  static let least = Threshold(
    "words of a title that are its own", 3, "words",
    why: "of a shorter title (“Cancer statistics, 2020”) nothing can be said")
  static let leastOfClaim = Threshold(
    "words of a claim that are its own", 2, "words", why: "“the median survival was 12 months” names no subject")
  let thresholds = [Self.least, Self.leastOfClaim]

  let fires = RuleExample("survival in sarcoma, by a title on larotrectinib", files: Self.files(cites: 15))
  let passes = RuleExample("by a review of sarcoma", files: Self.files(cites: 2))
  private static func files(cites number: Int) -> [RuleExample.File] {
    [
      .init(
        "references.yaml",
        """
        - number: 2
          title: A Review of Soft-Tissue Sarcomas and Their Treatment Measures
        - number: 15
          title: Larotrectinib in Patients With TRK Fusion-Positive Solid Tumors
        """),
      .init(
        "claims.yaml",
        "- {claim: statement, study: Hong 2020, is: in soft tissue sarcoma long-term survival is rare, cites: \(number), source: {section: Discussion}}"
      ),
    ]
  }

  /// Criteria, classifications, guidelines and methods are cited for what they ask, in other words than their titles'.
  private static func isOfMethod(_ title: String) -> Bool {
    let plain = Words.plain(title)
    return [
      "criteria", "guideline", "guidance", "recommendation", "classification", "terminology", "ctcae", "statistic",
      "method", "estimat", "test", "toxicity", "questionnaire", "consensus", "statement", "standard",
    ].contains { plain.contains($0) }
  }

  func find(in context: ReviewContext) -> [Found] {
    context.citations.flatMap { citation -> [Found] in
      let said = SubjectWords(citation.text)
      guard Double(said.words.count) >= Self.leastOfClaim.value else { return [] }
      return citation.references.compactMap { reference in
        let title = SubjectWords(reference.title)
        guard Double(title.words.count) >= Self.least.value, !Self.isOfMethod(reference.title),
          said.shared(with: title).isEmpty
        else { return nil }
        let drug = title.drugs.first
        return Found(
          patient: nil, about: "\(citation.claim.id)-\(reference.number)", severity: drug == nil ? nil : .warning,
          Phrase(
            "\(citation.place): “\(citation.quote)” cites (\(reference.number)), “\(reference.title)”",
            "\(citation.place): „\(citation.quote)“ zitiert (\(reference.number)), „\(reference.title)“")
            + (drug.map {
              Phrase(
                ", which is about \($0), and the claim does not name it.",
                ": es geht um \($0), das die Aussage nicht nennt.")
            } ?? Phrase(", which shares no subject with it.", ": kein gemeinsames Thema.")),
          evidence: [Evidence(citation.claim), Evidence(reference)],
          settledBy: Phrase(
            "The reference that was meant; its number may have slipped.",
            "Die gemeinte Referenz; ihre Nummer kann verrutscht sein."), claim: citation.claim.id)
      }
    }
  }
}
