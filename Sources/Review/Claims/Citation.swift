// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Plain

/// A claim with the references that it cites, and what their titles say.
struct Citation {
  let claim: Claim
  /// Those of its references that are in the list.
  let references: [Reference]

  /// What it says, in the folder's words and in those of the source.
  var text: String {
    ([claim.assertion.words] + claim.sources.compactMap(\.quote)).joined(separator: " ")
  }

  /// Where it is said, for a sentence.
  var place: Phrase { .place(claim) }

  /// The words of the source, or those of the folder.
  var quote: String { claim.sources.first?.quote ?? claim.assertion.words }

  /// `(16, 27)`
  static func numbers(_ references: [Reference]) -> String {
    "(" + references.map { String($0.number) }.joined(separator: ", ") + ")"
  }
}

/// What a title, or a claim, is about: its words without those that stand in any title.
struct SubjectWords {
  let words: [String]
  /// Initials of runs of three words, which an abbreviation may stand for: `sts` of `soft tissue sarcoma`.
  private let initials: Set<String>

  init(_ text: String) {
    let all = Words.plain(text).split(separator: " ").map(String.init)
    words = all.filter { $0.count > 2 && !Self.general.contains($0) && !$0.allSatisfy(\.isNumber) }
    let letters = all.compactMap(\.first)
    initials = Set(
      letters.indices.flatMap { start in
        [3, 4].compactMap { start + $0 <= letters.count ? String(letters[start..<(start + $0)]) : nil }
      })
  }

  /// The words of this that another text has too, in another form perhaps.
  func shared(with other: SubjectWords) -> [String] {
    words.filter { word in
      other.words.contains { Self.isSame(word, $0) } || other.initials.contains(word)
        || other.initials.contains(Self.singular(word))
    } + other.words.filter { initials.contains($0) || initials.contains(Self.singular($0)) }
  }

  private static func singular(_ word: String) -> String { word.hasSuffix("s") ? String(word.dropLast()) : word }

  /// Forms of one word begin alike (`resistance`, `resistant`), and a part names its whole (`leiomyosarcoma`, `sarcoma`).
  private static func isSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (singular(one), singular(other))
    if one == other { return true }
    let (short, long) = one.count < other.count ? (one, other) : (other, one)
    return short.count >= 5
      && (long.contains(short) || one.count > 6 && other.count > 6 && one.commonPrefix(with: other).count >= 5)
  }

  /// Drugs that the words name, by the list and by the endings of generic names.
  var drugs: [String] {
    words.filter { word in
      DrugNames.generic(word) != nil || word.count > 6 && Self.endings.contains { word.hasSuffix($0) }
    }
  }

  private static let endings = [
    "tinib", "fenib", "ciclib", "rafenib", "limab", "tumab", "zumab", "ximab", "platin", "taxel", "rubicin", "tecan",
    "trectinib", "citabine", "parib", "limus", "sertib", "nedin",
  ]

  private static let general: Set = [
    "the", "and", "for", "from", "with", "without", "after", "before", "during", "under", "between", "against",
    "versus",
    "than", "that", "this", "these", "those", "are", "was", "were", "has", "have", "had", "been", "being", "can",
    "could",
    "may", "might", "not", "but", "also", "their", "its", "who", "which", "into", "across", "about", "given", "due",
    "all", "any", "each", "few", "only", "most", "more", "less", "other", "others", "both", "several", "multiple",
    "patient", "patients", "study", "studies", "trial", "trials", "clinical", "phase", "results", "result", "analysis",
    "analyses", "treatment", "treatments", "treated", "therapy", "therapies", "treating", "advanced", "metastatic",
    "metastasized", "metastasised", "disease", "diseases", "cancer", "cancers", "tumor", "tumors", "tumour", "tumours",
    "solid", "new", "novel", "long", "term", "rare", "lack", "lacking", "effective", "efficacy", "effect", "effects",
    "strategy", "strategies", "data", "group", "groups", "open", "label", "multicentre", "multicenter", "review",
    "report", "reports", "case", "cases", "series", "outcome", "outcomes", "use", "using", "used", "three", "two",
    "one",
    "first", "second", "pooled", "randomized", "randomised", "retrospective", "prospective", "systematic", "positive",
    "partial", "complete", "stable", "remission", "remissions", "responder", "responders", "regression", "median",
    "mean", "overall", "survival", "free", "progression", "response", "responses", "objective", "rate",
    "rates",
    "negative", "high", "low", "large", "small", "number", "years", "year", "months", "per", "via",
  ]
}

extension Phrase {
  /// Where a claim stands, at the head of a sentence: `Table 2`.
  static func place(_ claim: Claim) -> Phrase {
    claim.sources.first.map { Phrase(same: $0.section) } ?? Phrase("The source", "Die Quelle")
  }
}
