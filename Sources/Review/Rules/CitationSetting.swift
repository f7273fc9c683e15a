// SPDX-License-Identifier: Apache-2.0

import Course

/// A setting that the cited titles do not name, or one that only they name.
struct CitationSetting: Rule {
  let id = "citation-setting"
  let severity = Severity.note
  let summary = "A setting of the claim that no cited title names, or a population of a title that the claim leaves out"
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
    let name: String
    let claim: [String]
    let title: [String]
  }

  private static let settings: [Setting] = [
    Setting(name: "maintenance", claim: ["maintenance"], title: ["maintenance", "continuation", "drug holiday"]),
    Setting(
      name: "first-line treatment", claim: ["first line", "frontline"],
      title: ["first line", "frontline", "untreated", "naive"]),
    Setting(
      name: "second-line treatment", claim: ["second line"],
      title: [
        "second line", "pretreated", "previously treated", "refractory", "resistant", "relapsed", "recurrent",
        "salvage",
        "failure",
      ]),
    Setting(
      name: "neoadjuvant treatment", claim: ["neoadjuvant"], title: ["neoadjuvant", "preoperative", "perioperative"]),
    Setting(name: "adjuvant treatment", claim: [" adjuvant"], title: [" adjuvant", "postoperative", "perioperative"]),
    Setting(name: "the elderly", claim: ["elderly"], title: ["elderly", "older", "aged"]),
  ]

  /// Populations that are not the one of a claim that does not name them.
  private static let populations: [Setting] = [
    Setting(
      name: "children or young adults", claim: ["child", "pediatric", "paediatric", "adolescen", "young"],
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
    var told: [String] = []
    var cited: [Reference] = []
    let isReviewed = titles.contains { title in Self.reviews.contains(where: title.words.contains) }
    if !isReviewed {
      var missing = Self.settings.filter { setting in
        setting.claim.contains(where: text.contains)
          && !titles.contains { title in setting.title.contains(where: title.words.contains) }
      }.map(\.name)
      missing += Self.histologies(text).filter { histology in !titles.contains { $0.words.contains(histology) } }
      if !missing.isEmpty {
        told.append(
          "says it of \(missing.joined(separator: " and ")), which \(titles.count == 1 ? "the title of" : "no title of") \(Citation.numbers(citation.references)) \(titles.count == 1 ? "does not name" : "names")"
        )
        cited = citation.references
      }
    }
    for population in Self.populations where !population.claim.contains(where: text.contains) {
      let own = titles.filter { title in population.title.contains(where: title.words.contains) }.map(\.reference)
      guard !own.isEmpty else { continue }
      told.append("does not say that \(Citation.numbers(own)) is by its title of \(population.name)")
      cited += own.filter { !cited.contains($0) }
    }
    guard !told.isEmpty else { return nil }
    return Found(
      patient: nil, about: citation.claim.id,
      "\(citation.place): “\(citation.quote)” \(told.joined(separator: ", and ")).",
      evidence: [Evidence(citation.claim)] + cited.map { Evidence($0) },
      settledBy: "What the work says of that setting.", claim: citation.claim.id)
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
