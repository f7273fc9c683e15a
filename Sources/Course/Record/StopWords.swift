// SPDX-License-Identifier: Apache-2.0

import Plain

/// What the words of a stop or of a finding say of progression, read clause by clause against closed lists in English and German.
///
/// Words say that the disease had progressed only where every word of their clause is known to go with it: a doubt, a denial or a time that nobody foresaw
/// must not be read over. What is named and cannot be read for sure is `open`: it counts as no progression, and a reader has to ask.
public enum StopWords: Sendable, Hashable {
  /// The disease had progressed, or came back: `PD (new bone lesion)`, `klinischer Progress`, `Lokalrezidiv`.
  case progression
  /// It had not: `no progression`, `kein Anhalt für Progress`.
  case noProgression
  /// Progression is named or may be meant, and whether there was one cannot be read: `suspected progression`, `symptomatic deterioration`.
  case open
  /// Of something else: `toxicity`.
  case other

  private static let before = ReadWords<StopWords>()

  /// Reads words.
  public init(_ text: String) { self = Self.before.meaning(of: text) { StopWords(reading: $0) } }

  private init(reading text: String) {
    let cut = Self.cut(text)
    let segments = cut.clauses.map(\.words)
    let parts = segments.flatMap(Self.parts)
    let read = parts.map(Self.clause)
    let named = read.filter { $0 != .other }
    guard !named.isEmpty else {
      self = parts.contains(where: Self.isOpen) ? .open : .other
      return
    }
    // A doubt that stands beside (`PD, not confirmed`) may be of it, and so may a denial before an `and` (`no toxicity and progression`).
    let isDoubted = zip(parts, read).contains { $1 == .other && $0.contains(where: Self.isDoubt) }
    let isShared = segments.contains { words in
      let parts = Self.parts(words)
      return parts.count > 1
        && parts.dropLast().contains { Self.clause($0) == .other && !Self.denials.isDisjoint(with: $0) }
    }
    if cut.isAsked || isDoubted || isShared || Self.isAnotherPD(cut.clauses) || Set(named).count > 1 {
      self = .open
    } else {
      self = named[0]
    }
  }

  /// Whether words name progression or new disease and neither deny nor doubt it, whatever else they say: `stop for progression`, `resection of a progressive metastasis`. What they say
  /// of it a reader has to see.
  public static func nameProgression(_ text: String) -> Bool {
    switch StopWords(text) {
    case .progression: true
    case .noProgression, .other: false
    case .open:
      !ChartDoubt.isDoubted(text)
        && cut(text).clauses.flatMap { parts($0.words) }.contains { [.progression, .open].contains(clause($0)) }
    }
  }

  private static func cut(_ text: String) -> ChartClauses {
    var plain = text.lowercased()
    // Proteins and the antibodies against them are no progression.
    for protein in ["pd-l1", "pdl1", "pd-1"] { plain = plain.replacing(protein, with: "") }
    return ChartClauses(plain) { stated.contains($0) || BodySite.organ(of: $0) != nil }
  }

  /// A clause at the words that join two reasons.
  private static func parts(_ words: [String]) -> [[String]] { words.split { joints.contains($0) }.map(Array.init) }

  /// Whether `PD` is short for something else: `Patient decision (PD)`, `PD (patient decision)`.
  private static func isAnotherPD(_ clauses: [ChartClauses.Clause]) -> Bool {
    zip(clauses, clauses.dropFirst()).contains { first, second in
      guard second.isInBrackets else { return false }
      if second.words == ["pd"] { return clause(first.words) == .other && !first.words.allSatisfy(isCompanion) }
      return first.words == ["pd"] && second.words.compactMap(\.first) == ["p", "d"] && clause(second.words) == .other
    }
  }

  // MARK: one clause

  private static func clause(_ words: [String]) -> StopWords {
    guard words.contains(where: isNamed) || isNewDisease(words) || isGrowth(words) else { return .other }
    if isDenied(words) { return .noProgression }
    let isStated = words.contains(where: isStatement) || isNewDisease(words) || isGrowthOfTumour(words)
    return isStated && words.allSatisfy { isStatement($0) || isCompanion($0) } ? .progression : .open
  }

  private static func isStatement(_ word: String) -> Bool { stated.contains(word) || isSlip(word) }

  /// Whether a word names progression, whatever it says of it.
  private static func isNamed(_ word: String) -> Bool {
    isStatement(word) || ["progress", "progred", "relaps", "recurren", "rezidiv"].contains { word.contains($0) }
      || ["iupd", "prog"].contains(word)
  }

  /// `new bone lesion`, `neu aufgetretene Hirnmetastasen`.
  private static func isNewDisease(_ words: [String]) -> Bool {
    words.contains { stem($0) == "new" } && words.contains(where: isLesion)
  }

  /// `increase in size`, `tumour growth`: whatever of it.
  private static func isGrowth(_ words: [String]) -> Bool {
    isGrowthOfTumour(words)
      || words.contains(where: growth.contains) && words.contains { ["size", "grösse"].contains($0) }
      || words.contains { ["grössenzunahme", "grössenwachstum"].contains($0) }
  }

  /// `tumour growth`, `Zunahme der Metastasen`, `increase in number`. Disease of an organ may be another: `worsening lung disease`.
  private static func isGrowthOfTumour(_ words: [String]) -> Bool {
    guard words.contains(where: growth.contains) else { return false }
    return words.contains { tumours.contains(stem($0)) || isLesion($0) }
      || words.contains(where: diseases.contains) && !words.contains { organ($0) != nil }
      || words.contains(where: numbers.contains) && words.allSatisfy { !treatments.contains(stem($0)) }
  }

  /// What may mean progression and does not say it: `lack of efficacy`, `symptomatic deterioration`, `brain metastases`.
  private static func isOpen(_ words: [String]) -> Bool {
    let isFailure =
      words.contains(where: failures.contains)
      || words.contains("failure") && words.contains { ["treatment", "therapy"].contains($0) }
      || words.contains(where: effects.contains) && words.contains(where: lacks.contains)
    if isFailure {
      return words.allSatisfy {
        failures.contains($0) || effects.contains($0) || lacks.contains($0) || besideFailures.contains($0)
      }
    }
    return words.contains(where: isLesion) && words.allSatisfy(isCompanion)
  }

  /// `no`, what may stand between, and progression; or progression and `excluded`.
  private static func isDenied(_ words: [String]) -> Bool {
    let first = words.firstIndex {
      isNamed($0) || stem($0) == "new" || growth.contains($0) || $0.hasPrefix("grössen")
    }
    guard let first else { return false }
    let rest = words[(first + 1)...]
    if ["pseudoprogression", "pseudoprogress", "progressionsfrei", "progressfrei"].contains(words[first]) {
      return words.count == 1 || rest.allSatisfy(isCompanion)
    }
    if words[..<first].last == "pseudo" { return rest.allSatisfy(isCompanion) }
    if let last = rest.last {
      let isRuledOut = rest.suffix(2) == ["ruled", "out"] || ["excluded", "ausgeschlossen"].contains(last)
      if isRuledOut, rest.allSatisfy({ isCompanion($0) || ["ruled", "out", last].contains($0) }) {
        return words[..<first].allSatisfy(isCompanion)
      }
    }
    let isFree = rest.first.map { ["free", "frei"].contains($0) } ?? false
    let ends = isFree ? rest.dropFirst() : rest
    guard ends.allSatisfy({ isStatement($0) || isCompanion($0) }) else { return false }
    if isFree { return true }
    guard let denial = words[..<first].lastIndex(where: { denials.contains($0) }) else { return false }
    return words[(denial + 1)..<first].allSatisfy { isCompanion($0) || bridges.contains($0) }
  }

  /// Whether a word doubts what stands beside it, or puts it at another time.
  private static func isDoubt(_ word: String) -> Bool { doubts.contains(word) || ChartDoubt.isDoubt(word) }

  private static func isCompanion(_ word: String) -> Bool {
    word.allSatisfy(\.isNumber) || companions.contains(word) || companions.contains(stem(word))
      || tumours.contains(stem(word)) || diseases.contains(word) || growth.contains(word) || isLesion(word)
      || organ(word) != nil || ["sarcoma", "sarkom", "sarkoms", "sarcomas"].contains { word.hasSuffix($0) }
  }

  /// The organ that a word names, also as an adjective: `ossärer`.
  private static func organ(_ word: String) -> String? {
    BodySite.organ(of: word)
      ?? endings.lazy.filter { word.hasSuffix($0) }.compactMap { BodySite.organ(of: String(word.dropLast($0.count))) }
      .first
  }

  /// `lesion`, `Läsionen`, `Lungenherde`, `Metastasierung`.
  private static func isLesion(_ word: String) -> Bool {
    lesions.contains(stem(word)) || lesionEndings.contains { word.hasSuffix($0) }
  }

  /// A word without the ending of a German adjective or of a plural. What is left of a short one is another word: `then` is not `the`.
  private static func stem(_ word: String) -> String {
    if ["neu", "neue", "neuer", "neuen", "neues", "neuem"].contains(word) { return "new" }
    for ending in endings where word.hasSuffix(ending) && word.count - ending.count >= 4 {
      let stem = String(word.dropLast(ending.count))
      if companions.contains(stem) || lesions.contains(stem) || tumours.contains(stem) || treatments.contains(stem) {
        return stem
      }
    }
    return word
  }

  private static let endings = ["em", "en", "er", "es", "e", "n", "s"]

  /// Whether a word is a long one that says it with one letter too many, too few, wrong or out of place: `progession`.
  private static func isSlip(_ word: String) -> Bool {
    guard word.count >= 8, word.hasPrefix("pro") else { return false }
    return ["progression", "progress", "progressive", "progressiv", "progredient", "progredienz"].contains {
      abs($0.count - word.count) <= 1 && isOneSlip(Array(word), Array($0))
    }
  }

  private static func isOneSlip(_ word: [Character], _ right: [Character]) -> Bool {
    let same = zip(word, right).prefix { $0 == $1 }.count
    let (rest, other) = (word[same...], right[same...])
    if rest.dropFirst() == other.dropFirst() || rest.dropFirst() == other || rest == other.dropFirst() { return true }
    return rest.count > 1 && rest.count == other.count && rest.dropFirst(2) == other.dropFirst(2)
      && Array(rest.prefix(2)) == other.prefix(2).reversed()
  }
}

extension Therapy {
  /// What the record says of progression where it says why the therapy was stopped.
  public var wordsOfStop: StopWords { stopReason.value.map(StopWords.init) ?? .other }

  /// Whether the record says that it was stopped because the disease had progressed.
  public var isStoppedForProgression: Bool { wordsOfStop == .progression }
}
