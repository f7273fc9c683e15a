// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A number of patients or a year that the cited reference has otherwise.
struct CitedNumbers: Rule {
  let id = "cited-numbers"
  let severity = Severity.warning
  let summary = Phrase(
    "A number of patients or a year of publication that the cited reference has otherwise",
    "Eine Patientenzahl oder ein Erscheinungsjahr, das die zitierte Referenz anders hat")
  let explanation =
    "A title that counts its patients (“in 133 advanced soft-tissue sarcomas”) is held against the denominator of a percentage that cites it alone; “reported in 2006” against the year of the reference."
  let needs = "`references.yaml`; a claim `percentage` with `of`, or one that says “reported in” a year, with `cites`"
  let source = "the reference itself"

  let fires = RuleExample("18.8 % of 123, and 133 in the title", files: Self.files(of: 123, "18.7"))
  let passes = RuleExample("18.8 % of 133", files: Self.files(of: 133, "18.8"))
  private static func files(of count: Int, _ percent: String) -> [RuleExample.File] {
    [
      .init(
        "references.yaml",
        "- {number: 30, title: Docetaxel and Gemcitabine in 133 Advanced Soft-Tissue Sarcomas, year: 2006}"),
      .init(
        "claims.yaml",
        "- {claim: percentage, study: Bay 2006, is: \(percent) %, of: \(count), what: response in sarcomas, cites: 30, source: {section: Discussion}}"
      ),
    ]
  }

  func find(in context: ReviewContext) -> [Found] {
    context.citations.compactMap { citation in
      guard citation.references.count == 1, let reference = citation.references.first else { return nil }
      guard let words = Self.count(citation, reference) ?? Self.year(citation, reference) else { return nil }
      return Found(
        patient: nil, about: citation.claim.id,
        Phrase("\(citation.place) says \(words).", "\(citation.place): \(words)."),
        evidence: [Evidence(citation.claim), Evidence(reference)],
        settledBy: Phrase("The publication.", "Die Publikation."),
        claim: citation.claim.id)
    }
  }

  private static func count(_ citation: Citation, _ reference: Reference) -> Phrase? {
    guard case .percentage(_, let denominator, _) = citation.claim.assertion, let count = denominator.value else {
      return nil
    }
    let words = reference.title.split(separator: " ").map { $0.filter { $0 != "," } }
    // `in 133 advanced …`, `of 50 patients`; other numbers of a title are doses, phases and years.
    for (before, number) in zip(words, words.dropFirst()) where ["in", "of", "among"].contains(before.lowercased()) {
      if let own = Int(number), own > 3, !(1900...2100).contains(own), own != count {
        return Phrase(
          "\(count) patients, and the title of (\(reference.number)) has \(own)",
          "\(count) Patienten, der Titel von (\(reference.number)) hat aber \(own)")
      }
    }
    return nil
  }

  private static func year(_ citation: Citation, _ reference: Reference) -> Phrase? {
    guard let year = reference.year.value else { return nil }
    let words = Words.plain(citation.text).split(separator: " ")
    for (index, word) in words.enumerated() where ["reported", "published"].contains(word) {
      guard index + 2 < words.count, words[index + 1] == "in", let said = Int(words[index + 2]),
        (1900...2100).contains(said), said != year
      else { continue }
      return Phrase(
        "\(word) in \(said), and reference (\(reference.number)) is of \(year)",
        "„\(word) in \(said)“, Referenz (\(reference.number)) ist aber von \(year)")
    }
    return nil
  }
}
