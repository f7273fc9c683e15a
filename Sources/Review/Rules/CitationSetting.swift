// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A setting that the cited titles do not name, or one that only they name.
struct CitationSetting: Rule {
  let id = "citation-setting"
  let severity = Severity.note
  let summary = Phrase(
    "A setting of the claim that no cited title names, or a population of a title that the claim leaves out",
    "Eine Situation der Aussage, die kein zitierter Titel nennt, oder eine Population eines Titels, die die Aussage auslässt"
  )
  let explanation =
    "What is said of maintenance, of a line, of an adjuvant treatment or of one histology is held against the titles that it cites; what a title restricts to children or young adults should be said of them. "
    + "A title need not say all: the finding is a note, one for each claim, and none where a review or a guideline is cited beside."
  let needs = "`references.yaml`, and claims with `cites`"
  let source = "indirectness: GRADE (Guyatt et al., J Clin Epidemiol 2011;64:1303-10)"

  let fires = RuleExample("maintenance, by a title without it", files: Self.files("Olaratumab in Sarcoma"))
  let passes = RuleExample("by a title on maintenance", files: Self.files("Olaratumab as Maintenance in Sarcoma"))
  private static func files(_ title: String) -> [RuleExample.File] {
    [
      .init("references.yaml", "- {number: 16, title: \(title)}"),
      .init(
        "claims.yaml",
        "- {claim: statement, study: Tap 2020, is: maintenance with olaratumab failed in sarcoma, cites: 16, source: {section: Discussion}}"
      ),
    ]
  }

  /// A setting: how a claim names it, and what in a title is as good.
  private struct Setting {
    let name: Phrase
    let claim: [String]
    let title: [String]
  }

  private static let settings: [Setting] = [
    Setting(
      name: Phrase("maintenance", "Erhaltung"), claim: ["maintenance"],
      title: ["maintenance", "continuation", "drug holiday"]),
    Setting(
      name: Phrase("first-line treatment", "Erstlinientherapie"), claim: ["first line", "frontline"],
      title: ["first line", "frontline", "untreated", "naive"]),
    Setting(
      name: Phrase("second-line treatment", "Zweitlinientherapie"), claim: ["second line"],
      title: [
        "second line", "pretreated", "previously treated", "refractory", "resistant", "relapsed", "recurrent",
        "salvage",
        "failure",
      ]),
    Setting(
      name: Phrase("neoadjuvant treatment", "neoadjuvante Therapie"), claim: ["neoadjuvant"],
      title: ["neoadjuvant", "preoperative", "perioperative"]),
    Setting(
      name: Phrase("adjuvant treatment", "adjuvante Therapie"), claim: [" adjuvant"],
      title: [" adjuvant", "postoperative", "perioperative"]),
    Setting(name: Phrase("the elderly", "Ältere"), claim: ["elderly"], title: ["elderly", "older", "aged"]),
  ]

  /// Populations that are not the one of a claim that does not name them.
  private static let populations: [Setting] = [
    Setting(
      name: Phrase("children or young adults", "Kinder oder junge Erwachsene"),
      claim: ["child", "pediatric", "paediatric", "adolescen", "young"],
      title: ["child", "pediatric", "paediatric", "adolescen", "young adults"])
  ]

  private static let reviews = [
    "review", "guideline", "consensus", "principles", "perspectives", "current status", "state of the art", "standard",
    "meta analysis", "era of",
  ]

  func find(in context: ReviewContext) -> [Found] { context.citations.compactMap(find) }

  private func find(_ citation: Citation) -> Found? {
    let text = " \(Words.plain(citation.text)) "
    let titles = citation.references.map { (reference: $0, words: " \(Words.plain($0.title)) ") }
    var told: [Phrase] = []
    var cited: [Reference] = []
    let isReviewed = titles.contains { title in Self.reviews.contains(where: title.words.contains) }
    if !isReviewed {
      var missing = Self.settings.filter { setting in
        setting.claim.contains(where: text.contains)
          && !titles.contains { title in setting.title.contains(where: title.words.contains) }
      }.map(\.name)
      missing += Self.histologies(text).filter { histology in !titles.contains { $0.words.contains(histology) } }
        .map { Phrase(same: $0) }
      if !missing.isEmpty {
        told.append(
          Phrase(
            "says it of \(missing.joined(separator: Phrase.and)), which \(titles.count == 1 ? "the title of" : "no title of") \(Citation.numbers(citation.references)) \(titles.count == 1 ? "does not name" : "names")",
            "bezieht es auf \(missing.joined(separator: Phrase.and)), \(titles.count == 1 ? "was der Titel von \(Citation.numbers(citation.references)) nicht nennt" : "was kein Titel von \(Citation.numbers(citation.references)) nennt")"
          )
        )
        cited = citation.references
      }
    }
    for population in Self.populations where !population.claim.contains(where: text.contains) {
      let own = titles.filter { title in population.title.contains(where: title.words.contains) }.map(\.reference)
      guard !own.isEmpty else { continue }
      told.append(
        Phrase(
          "does not say that \(Citation.numbers(own)) is by its title of \(population.name)",
          "sagt nicht, dass es bei \(Citation.numbers(own)) dem Titel nach um andere geht (\(population.name))"))
      cited += own.filter { !cited.contains($0) }
    }
    guard !told.isEmpty else { return nil }
    return Found(
      patient: nil, about: citation.claim.id,
      Phrase(
        "\(citation.place): “\(citation.quote)” \(told.joined(separator: Phrase(", and ", ", und "))).",
        "\(citation.place): „\(citation.quote)“ \(told.joined(separator: Phrase(", and ", ", und ")))."),
      evidence: [Evidence(citation.claim)] + cited.map { Evidence($0) },
      settledBy: Phrase("What the work says of that setting.", "Was das Werk zu dieser Situation sagt."),
      claim: citation.claim.id)
  }

  /// Histologies that a text names: `leiomyosarcoma`, of `sarcoma`.
  private static func histologies(_ text: String) -> [String] {
    var found: [String] = []
    for word in text.split(separator: " ") {
      let single = word.hasSuffix("s") ? String(word.dropLast()) : String(word)
      guard ["sarcoma", "carcinoma"].contains(where: { single.hasSuffix($0) && single.count > $0.count }),
        !found.contains(single)
      else { continue }
      found.append(single)
    }
    return found
  }
}
