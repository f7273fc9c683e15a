// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Outcomes
import Plain
@testable import Review
import Testing

/// What a German reader is told: every text has its German, without an English word and with the same numbers.
@Suite struct GermanFindingTests {
  /// Every rule's example that fires, the series of the examples and those that are invented.
  static let places =
    RuleCatalogue.rules.map { "rule \($0.id)" } + [
      "Examples/gemcitabine-maintenance", "Examples/full-record", "Examples/invented-cohort",
      "Tests/Series/planted-faults", "Tests/Series/clean-sarcoma", "Tests/Series/clean-record",
    ]

  /// A review, and the names that its record gives to entries and dose phases: they are words of nobody's language.
  static func review(_ place: String) async throws -> (review: StudyReview, names: Set<String>) {
    let reading: Reading
    if let rule = RuleCatalogue.rules.first(where: { place == "rule \($0.id)" }) {
      reading = StudyFolder.read(files: rule.fires.folder)
    } else {
      reading = await StudyFolder.read(Repository.path(place))
    }
    let study = try #require(reading.study)
    let outcomes = await StudyOutcomes(study, library: BuiltInLibrary.read().library, places: reading.places)
    var names: Set<String> = []
    for entry in study.patients.flatMap(\.entries) {
      names.insert(entry.id)
      guard case .therapy(let therapy) = entry.content else { continue }
      names.formUnion((therapy.phases + therapy.planned).map(\.id))
    }
    return (StudyReview(outcomes), names)
  }

  @Test func everyTextSpeaksGerman() async throws {
    var wrong: [String] = []
    for place in Self.places {
      let (review, names) = try await Self.review(place)
      for finding in review.findings + review.decided {
        let told =
          [finding.summary, finding.settledBy] + [finding.gap?.text, finding.gap?.item.topic].compactMap(\.self)
        wrong += told.flatMap { Self.faults($0, isSentence: true, names) }.map { "\(finding.id): \($0)" }
        wrong += ([finding.arithmetic].compactMap(\.self) + finding.evidence.map(\.text))
          .flatMap { Self.faults($0, isSentence: false, names) }.map { "\(finding.id): \($0)" }
      }
      for claim in review.claims {
        wrong += Self.faults(claim.explanation, isSentence: true, names).map { "claim \(claim.claim.id): \($0)" }
        wrong += ([claim.arithmetic, claim.settledBy].compactMap(\.self) + claim.evidence.map(\.text))
          .flatMap { Self.faults($0, isSentence: false, names) }.map { "claim \(claim.claim.id): \($0)" }
      }
    }
    wrong += RuleCatalogue.rules.flatMap { rule in
      Self.faults(rule.summary, isSentence: true, []).map { "\(rule.id): \($0)" }
    }
    let all = Set(wrong).sorted()
    #expect(all.isEmpty, "\(all.count):\n\(all.joined(separator: "\n"))")
  }

  /// What is wrong with the German of a text.
  ///
  /// - Parameter isSentence: whether it is the program's own and so differs; names and quotes are the same in both.
  static func faults(_ text: Phrase, isSentence: Bool, _ names: Set<String>) -> [String] {
    var faults: [String] = []
    if isSentence, text.german == text.english { faults.append("is English: \(text.english)") }
    let english = words(text.german).filter { function.contains($0.lowercased()) && !names.contains($0) }
    if !english.isEmpty { faults.append("\(english.joined(separator: ", ")): \(text.german)") }
    if numbers(text.english) != numbers(text.german) {
      faults.append("numbers differ: \(text.english) | \(text.german)")
    }
    if text.german.contains("  ") || text.german.contains("..") || text.german.contains(" ,") {
      faults.append("is badly joined: \(text.german)")
    }
    return faults
  }

  /// The words outside of quotation marks and backticks; what a name joins with hyphens is one word.
  private static func words(_ text: String) -> [String] {
    var depth = 0
    var isCode = false
    let plain = text.map { character -> Character in
      switch character {
      case "„": depth += 1
      case "“": if depth > 0 { depth -= 1 }
      case "`": isCode.toggle()
      default: return depth > 0 || isCode ? " " : character
      }
      return " "
    }
    return String(plain).split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
  }

  /// The runs of digits: a decimal mark parts two, whichever it is.
  private static func numbers(_ text: String) -> [String: Int] {
    text.split { !$0.isASCII || !$0.isNumber }.reduce(into: [:]) { $0[String($1), default: 0] += 1 }
  }

  /// Words that every English sentence is made of, but for those that German has too (`an`, `in`, `so`, `was`, `die`).
  private static let function: Set<String> = [
    "the", "and", "of", "is", "are", "were", "not", "no", "but", "with", "without", "before", "after", "than", "or",
    "to", "from", "for", "by", "as", "at", "on", "it", "its", "which", "that", "this", "these", "those", "has", "have",
    "had", "been", "be", "only", "both", "each", "more", "less", "until", "while", "where", "when", "whether", "nor",
    "neither", "if", "any", "other", "another", "last", "first", "none", "stated", "recorded", "determined", "given",
    "cycle", "cycles", "day", "days", "dose", "doses", "therapy", "assessment", "months", "years", "mo", "wk",
    "maintenance", "lung", "liver", "bone", "patient's", "response", "line", "age", "sex", "source",
  ]
}

/// Sentences as a German oncologist writes them, set down by hand.
@Suite struct GermanSentenceTests {
  @Test func aNumberHasItsWordAndItsDecimalComma() {
    #expect(Phrase.days(1).german == "1 Tag" && Phrase.days(1).english == "1 d")
    #expect(Phrase.ofDays(21).german == "21 Tagen" && Phrase.days(20.5).german == "20,5 Tage")
    #expect(Phrase.count(1, Phrase("cycle", "Zyklus"), Phrase("cycles", "Zyklen")).german == "1 Zyklus")
    #expect(Phrase.number(1.25, decimals: 2).german == "1,25")
    #expect(Phrase("6 mo", "6 Mon.").ended == Phrase("6 mo.", "6 Mon."))
  }

  @Test func eventsOfACourseHaveTheirNames() {
    #expect(Phrase.event("start of gem").german == "Beginn von gem")
    #expect(Phrase.event("end of cycle 3 of gem").german == "Ende von Zyklus 3 von gem")
    #expect(Phrase.event("data cut-off").german == "Datenschnitt")
    #expect(Phrase.event("ct-may-2021").german == "ct-may-2021")
    for name in ["start of gem", "end of cycle 3 of gem", "data cut-off", "cycle 2 of gem", "the end of gem"] {
      #expect(Phrase.event(name).english == name)
    }
  }

  @Test(arguments: [
    (
      "overlapping-therapies",
      "t2 beginnt mindestens 111 Tage vor dem Ende von t1: zwei Linien zur selben Zeit."
    ),
    (
      "cycle-beyond-count", "„1 mo after end of cycle 9 of gem“ (ct) nennt Zyklus 9 von gem, wovon 3 dokumentiert sind."
    ),
    ("cycles-of-phases", "dox hatte 5 Zyklen, die Dosen sind aber bis Zyklus 6 angegeben."),
    ("second-diagnosis", ": sie zählt als anderer Tumor, nicht als Progress."),
    (
      "judged-twice",
      "ct (PR) und mri (PD) vom 2020-03-15 beurteilen einen Tag verschieden: das schlechteste Ansprechen zählt."
    ),
  ])
  func isSaid(rule: String, german: String) async throws {
    let own = try #require(RuleCatalogue.rules.first { $0.id == rule })
    let found = try await RuleBench.review(own.fires).findings.filter { $0.rule == rule }
    #expect(found.contains { $0.summary.german.hasSuffix(german) }, "\(found.map(\.summary.german))")
  }
}
