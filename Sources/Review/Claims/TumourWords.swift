// SPDX-License-Identifier: Apache-2.0

import Course

/// Tumours, their places and their grades as tables and charts call them.
enum TumourWords {
  // MARK: histology

  /// Words that stand beside a diagnosis and are none of it.
  private static let beside: Set = [
    "of", "the", "metastatic", "metastasized", "metastasised", "advanced", "primary", "recurrent", "relapsed", "in",
    "a",
    "an", "localized", "localised", "unresectable", "aggressive",
  ]
  /// Places as adjectives.
  private static let adjectives: [String: String] = [
    "uterine": "uterus", "pancreatic": "pancreas", "gastric": "stomach", "renal": "kidney", "hepatic": "liver",
    "pulmonary": "lung", "cardiac": "heart", "femoral": "femur", "pelvic": "pelvis", "ovarian": "ovary",
    "retroperitoneal": "retroperitoneum", "peritoneal": "peritoneum", "mesenteric": "mesentery", "vaginal": "vagina",
    "mediastinal": "mediastinum", "splenic": "spleen", "cutaneous": "skin", "orbital": "orbit", "iliac": "ilium",
    "abdominal": "abdomen", "thoracic": "thorax", "mammary": "breast", "prostatic": "prostate", "laryngeal": "larynx",
    "tumor": "tumour", "tumors": "tumour", "tumours": "tumour", "gastrointestinal": "gastrointestinal",
  ]

  private static func words(_ text: String) -> Set<String> {
    Set(TumourNames.words(text).map { adjectives[$0] ?? $0 })
  }

  /// How a name of a tumour stands to another.
  enum Likeness: Equatable {
    /// The same, perhaps abbreviated.
    case same
    /// The same, said less exactly.
    case lessExact
    /// More than the other says: a kind of it, or a place that it does not name.
    case more([String])
    /// The place within the name is another one.
    case otherPlace
    /// Another tumour.
    case other
  }

  /// How a claimed name stands to a recorded one, of which the site is recorded or not.
  static func compare(_ claimed: String, _ recorded: String, site: String?) -> Likeness {
    let (first, second) = (
      words(withoutGrade(claimed)).subtracting(beside), words(withoutGrade(recorded)).subtracting(beside)
    )
    let place = site.map(words) ?? []
    let (extra, missing) = (first.subtracting(second).subtracting(place), second.subtracting(first))
    if extra.isEmpty { return missing.isEmpty ? .same : first.isDisjoint(with: second) ? .other : .lessExact }
    if isPart(first, of: second) { return .lessExact }
    let places = extra.filter(isPlace)
    // A place that is named beside another one that is recorded.
    if !places.isEmpty, !place.isEmpty || second.contains(where: isPlace) {
      let named = places.sorted().joined(separator: " ")
      let known = ([site].compactMap(\.self) + second.filter(isPlace)).contains { isOnePlace(named, $0) }
      if !known { return .otherPlace }
    }
    let rest = extra.subtracting(places)
    if rest.isEmpty {
      return missing.subtracting(place).isEmpty
        ? .more(places.sorted()) : first.isDisjoint(with: second) ? .other : .lessExact
    }
    return missing.isEmpty || isPart(second, of: first) ? .more(rest.sorted()) : .other
  }

  /// Whether a word names a place or a side of the body.
  private static func isPlace(_ word: String) -> Bool {
    ["left", "right"].contains(word)
      || adjectives.values.contains(word) && !["tumour", "gastrointestinal"].contains(word)
      || regions.contains { $0.names.contains(word) || $0.parts.contains(word) }
  }

  /// The place that a name holds: `uterus` of `uterine leiomyosarcoma`.
  static func place(in name: String) -> String? {
    let found = words(name).filter(isPlace).sorted()
    return found.isEmpty ? nil : found.joined(separator: " ")
  }

  /// The grade that a name holds: `high grade` of `high-grade liposarcoma`.
  static func grade(in name: String) -> String? {
    let plain = Words.plain(name)
    return ["high grade", "intermediate grade", "low grade"].first { plain.contains($0) }
      ?? RecordedCategory.grade(plain)
  }

  private static func withoutGrade(_ name: String) -> String {
    var plain = Words.plain(name)
    for words in ["high grade", "intermediate grade", "low grade", "grade 1", "grade 2", "grade 3"] {
      plain = plain.replacing(words, with: "")
    }
    return plain.split(separator: " ").filter { !["g1", "g2", "g3"].contains($0) }.joined(separator: " ")
  }

  /// `sarcoma` of `leiomyosarcoma`: the class of a tumour, said alone.
  private static func isPart(_ one: Set<String>, of other: Set<String>) -> Bool {
    one == ["sarcoma"] && other.contains { $0.hasSuffix("sarcoma") }
      || one == ["soft", "tissue", "sarcoma"] && other.contains { $0.hasSuffix("sarcoma") && $0 != "osteosarcoma" }
  }

  // MARK: places

  /// Regions with what lies in them.
  private static let regions: [(names: Set<String>, parts: Set<String>)] = [
    (
      ["lower extremity", "lower limb", "leg"],
      [
        "thigh", "knee", "calf", "lower leg", "shin", "foot", "ankle", "heel", "toe", "femur", "tibia", "fibula", "hip",
        "leg",
      ]
    ),
    (
      ["upper extremity", "upper limb", "arm"],
      [
        "arm", "upper arm", "forearm", "elbow", "wrist", "hand", "finger", "shoulder", "humerus", "radius", "ulna",
        "axilla",
      ]
    ),
    (["pelvis"], ["ilium", "ilium bone", "sacrum", "pubis", "ischium", "acetabulum", "iliac bone"]),
    (
      ["head and neck", "head"],
      ["scalp", "neck", "face", "orbit", "larynx", "tongue", "parotid gland", "maxilla", "mandible"]
    ),
    (["trunk"], ["chest wall", "abdominal wall", "back", "flank", "breast", "thorax"]),
    (["abdomen"], ["retroperitoneum", "stomach", "mesentery", "liver", "pancreas", "small intestine"]),
  ]
  private static let same: [String: String] = [
    "calf": "lower leg", "shin": "lower leg", "ilium bone": "ilium", "iliac bone": "ilium", "bone ilium": "ilium",
    "retroperitoneal space": "retroperitoneum", "womb": "uterus", "small bowel": "small intestine",
  ]

  /// The side that words name, and the place without it.
  private static func place(_ text: String) -> (side: String?, words: String) {
    let all = Words.plain(text).split(separator: " ").map { adjectives[String($0)] ?? String($0) }
    let side = all.first { $0 == "left" || $0 == "right" }
    let rest = all.filter { $0 != "left" && $0 != "right" && $0 != "the" && $0 != "of" }.joined(separator: " ")
    return (side, same[rest] ?? rest)
  }

  /// Whether two words are of one place, as exactly or less exactly: never of two sides.
  static func isOnePlace(_ one: String, _ other: String) -> Bool {
    let (first, second) = (place(one), place(other))
    if let side = first.side, let otherSide = second.side, side != otherSide { return false }
    if first.words == second.words || Words.areOfOneKind(first.words, second.words) { return true }
    return regions.contains { names, parts in
      names.contains(first.words) && parts.contains(second.words)
        || names.contains(second.words) && parts.contains(first.words)
    }
  }

  // MARK: grades

  /// Whether two grades can be one: `2` and `G2`, `high grade` and `G3`.
  static func isOneGrade(_ one: String, _ other: String) -> Bool {
    if Words.plain(one) == Words.plain(other) { return true }
    let (first, second) = (grades(one), grades(other))
    return !first.isDisjoint(with: second)
  }

  /// The grades of FNCLCC that words may mean: grade 2 is high by a scale of two.
  private static func grades(_ text: String) -> Set<String> {
    let plain = Words.plain(text)
    if let grade = RecordedCategory.grade(plain) { return [grade] }
    if ["1", "2", "3", "4"].contains(plain) { return ["G\(plain)"] }
    if plain.contains("high") { return ["G2", "G3", "high"] }
    if plain.contains("intermediate") || plain.contains("moderate") { return ["G2", "intermediate"] }
    if plain.contains("low") { return ["G1", "low"] }
    return [plain]
  }
}
