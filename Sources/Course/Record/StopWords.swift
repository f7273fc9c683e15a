// SPDX-License-Identifier: Apache-2.0

import Plain

/// What the words of a stop say of progression, read clause by clause against closed lists in English and German.
///
/// Words say that the disease had progressed only where every word of their clause is known to go with it: a doubt, a denial or a time that nobody foresaw
/// must not be read over. What is named and cannot be read for sure is `open`: it counts as no progression, and a reader has to ask.
public enum StopWords: Sendable, Hashable {
  /// The disease had progressed: `PD (new bone lesion)`, `klinischer Progress`.
  case progression
  /// It had not: `no progression`, `kein Anhalt für Progress`.
  case noProgression
  /// Progression is named, and whether there was one cannot be read: `suspected progression`.
  case open
  /// Of something else: `toxicity`.
  case other

  /// Reads words.
  public init(_ text: String) {
    var plain = text.lowercased().replacing("p.d.", with: "pd").replacing("v.a.", with: "verdacht")
    // Proteins and the antibodies against them are no progression.
    for protein in ["pd-l1", "pdl1", "pd-1"] { plain = plain.replacing(protein, with: "") }
    let segments = plain.split { ",;:()[]/.!\n".contains($0) }.map { segment in
      segment.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
    let parts = segments.flatMap { words in words.split { Self.joints.contains($0) }.map(Array.init) }
    let read = parts.map(Self.clause)
    let named = read.filter { $0 != .other }
    guard !named.isEmpty else {
      self = .other
      return
    }
    // A doubt that stands beside (`PD, not confirmed`) may be of it, and so may a denial before an `and` (`no toxicity and progression`).
    let isDoubted = zip(parts, read).contains { $1 == .other && !Self.doubts.isDisjoint(with: $0) }
    let isShared = segments.contains { words in
      let parts = words.split { Self.joints.contains($0) }.map(Array.init)
      return parts.count > 1
        && parts.dropLast().contains { Self.clause($0) == .other && !Self.denials.isDisjoint(with: $0) }
    }
    if plain.contains("?") || isDoubted || isShared || Set(named).count > 1 {
      self = .open
    } else {
      self = named[0]
    }
  }

  // MARK: one clause

  private static func clause(_ words: [String]) -> StopWords {
    guard words.contains(where: isNamed) || isNewDisease(words) else { return .other }
    if isDenied(words) { return .noProgression }
    let isStated = words.contains { stated.contains($0) } || isNewDisease(words)
    return isStated && words.allSatisfy { stated.contains($0) || isCompanion($0) } ? .progression : .open
  }

  /// Whether a word names progression, whatever it says of it; a relapse is one, or the disease that the therapy followed.
  private static func isNamed(_ word: String) -> Bool {
    stated.contains(word) || ["progress", "progred", "relaps", "recurren", "rezidiv"].contains { word.contains($0) }
      || word == "iupd"
  }

  /// `new bone lesion`, `tumour growth`.
  private static func isNewDisease(_ words: [String]) -> Bool {
    let stems = Set(words.map(stem))
    return stems.contains("new") && !lesions.isDisjoint(with: stems)
      || stems.contains("growth") && !stems.isDisjoint(with: ["tumor", "tumour"])
  }

  /// `no`, what may stand between, and progression; or progression and `excluded`.
  private static func isDenied(_ words: [String]) -> Bool {
    guard let first = words.firstIndex(where: { isNamed($0) || stem($0) == "new" || stem($0) == "growth" }) else {
      return false
    }
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
    guard ends.allSatisfy({ stated.contains($0) || isCompanion($0) }) else { return false }
    if isFree { return true }
    guard let denial = words[..<first].lastIndex(where: { denials.contains($0) }) else { return false }
    return words[(denial + 1)..<first].allSatisfy { isCompanion($0) || bridges.contains($0) }
  }

  private static func isCompanion(_ word: String) -> Bool {
    word.allSatisfy(\.isNumber) || companions.contains(word) || companions.contains(stem(word))
      || lesions.contains(stem(word)) || BodySite.organ(of: word) != nil
  }

  /// A word without the ending of a German adjective or of a plural.
  private static func stem(_ word: String) -> String {
    if ["neu", "neue", "neuer", "neuen", "neues", "neuem"].contains(word) { return "new" }
    if word.hasSuffix("metastase") || word.hasSuffix("metastasen") { return "metastase" }
    for ending in ["em", "en", "er", "es", "e", "n", "s"] where word.hasSuffix(ending) {
      let stem = String(word.dropLast(ending.count))
      if companions.contains(stem) || lesions.contains(stem) { return stem }
    }
    return word
  }

  // MARK: the lists

  /// Words that say it.
  private static let stated: Set = [
    "progression", "progress", "progressive", "progressiv", "progressed", "progressing", "progredient", "progredienter",
    "progrediente", "progredienz", "hyperprogression", "tumorprogress", "tumorprogression", "tumorprogredienz",
    "tumorwachstum", "krankheitsprogress", "krankheitsprogression", "krankheitsprogredienz", "pd", "pmd", "icpd",
  ]
  /// Words that may stand beside it and leave it what it is.
  private static let companions: Set = [
    "disease", "tumor", "tumour", "cancer", "of", "the", "a", "an", "in", "on", "at", "by", "for", "due", "to",
    "because", "under", "after", "cycle", "therapy", "treatment", "clinical", "clinically", "radiological",
    "radiologic", "radiographic", "radiographically", "imaging", "confirmed", "documented", "proven", "definite",
    "local", "locoregional", "distant", "systemic", "metastatic", "metabolic", "symptomatic", "rapid", "slow",
    "further", "early", "massive", "marked", "clear", "significant", "multiple", "new", "growth", "recist", "ct",
    "mri", "pet", "left", "right", "both",
    "der", "die", "das", "des", "dem", "einer", "eines", "im", "bei", "nach", "unter", "wegen", "aufgrund",
    "erkrankung", "grunderkrankung", "krankheit", "therapie", "klinisch", "radiologisch", "bildgebend",
    "bildmorphologisch", "lokal", "systemisch", "metastasiert", "gesichert", "bestätigt", "eindeutig", "deutlich",
    "rasch", "weiter", "multipel", "mrt", "zyklus", "zykl", "link", "recht",
  ]
  private static let lesions: Set = [
    "lesion", "metastasis", "metastases", "metastase", "metastasen", "läsion", "filiae", "filia",
  ]
  /// Words that deny what follows.
  private static let denials: Set = [
    "no", "not", "non", "without", "lack", "absence", "before", "fear", "kein", "keine", "keinen", "keiner", "keines",
    "keinem", "ohne", "nicht", "vor", "angst",
  ]
  /// Words that may stand between a denial and what it denies.
  private static let bridges: Set = [
    "sign", "signs", "evidence", "of", "any", "für", "auf", "von", "vor", "anhalt", "hinweis", "zeichen", "anzeichen",
    "nachweis", "weiterer",
  ]
  /// Words that doubt what stands beside them.
  private static let doubts: Set = [
    "not", "nicht", "unconfirmed", "unbestätigt", "unclear", "unklar", "excluded", "ausgeschlossen", "possible",
    "possibly", "probable", "probably", "suspected", "suspicion", "fraglich", "verdacht", "later", "später",
  ]
  /// Words that join two reasons.
  private static let joints: Set = ["and", "und", "but", "aber", "sondern", "plus"]
}

extension Therapy {
  /// What the record says of progression where it says why the therapy was stopped.
  public var wordsOfStop: StopWords { stopReason.value.map(StopWords.init) ?? .other }

  /// Whether the record says that it was stopped because the disease had progressed.
  public var isStoppedForProgression: Bool { wordsOfStop == .progression }
}
