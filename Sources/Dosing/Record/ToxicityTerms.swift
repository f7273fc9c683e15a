// SPDX-License-Identifier: Apache-2.0

public import Course

/// What the words of an adverse event mean to rules: the term that they grade, and the fact that they ask for.
///
/// A closed list of English and German words. What is not in it is graded as a non-haematological toxicity only, and is told.
public enum ToxicityTerms {
  /// The graded term of rules (``Comparison/gradeTerms``) that a word means: `Durchfall` is `diarrhoea`; nil where rules have none.
  public static func graded(_ term: String) -> String? {
    let plain = folded(term)
    return Comparison.gradeTerms.first { folded($0) == plain } ?? synonyms[plain]
  }

  /// Whether it is of the blood, which rules judge by counts and not by a grade.
  static func isHaematological(_ term: String) -> Bool {
    let plain = folded(term)
    if isFebrileNeutropenia(plain) { return true }
    return ["penia", "penie", "anaemi", "anemi", "anämie", "neutro", "thrombo", "leuko", "leuco", "platelet", "count"]
      .contains { plain.contains($0) } && !plain.contains("thromboembol") && !plain.contains("thrombos")
  }

  /// Whether it is loss of hair, which changes no dose.
  static func isHairLoss(_ term: String) -> Bool {
    ["alopecia", "alopezie", "haarausfall", "hair loss"].contains(folded(term))
  }

  /// The yes/no words of rules (``Condition/factWords``) that an adverse event answers with yes.
  static func facts(_ term: String) -> [String] {
    let plain = folded(term)
    if isFebrileNeutropenia(plain) { return ["febrile neutropenia", "fever or infection"] }
    let infections = ["fever", "fieber", "pyrexia", "infection", "infektion", "sepsis", "pneumonia", "pneumonie"]
    var facts = infections.contains { plain.contains($0) } ? ["fever or infection"] : []
    if let fact = Condition.factWords.first(where: { folded($0) == plain }), !facts.contains(fact) {
      facts.append(fact)
    }
    return facts
  }

  /// Whether the words are fever in neutropenia, in whatever order: `Fieber bei Neutropenie`, `neutropenic fever`, `FN`. Fever without neutropenia is not.
  private static func isFebrileNeutropenia(_ plain: String) -> Bool {
    if plain == "fn" { return true }
    let words = plain.split(separator: " ")
    let isDenied = words.contains {
      ["without", "ohne", "no", "kein", "keine", "afebrile", "afebril", "non"].contains($0)
    }
    let isFever = words.contains { word in
      ["febril", "fever", "fieber", "pyrexi"].contains { word.hasPrefix($0) }
    }
    return isFever && !isDenied && words.contains { $0.hasPrefix("neutropen") || $0.hasPrefix("neutropaen") }
  }

  /// Whether a statement of absence is about every adverse event: `none`, `no toxicity`.
  static func isAboutAll(_ term: String) -> Bool {
    ["none", "no toxicity", "no toxicities", "no adverse events", "no adverse event", "keine", "keine toxizität"]
      .contains(folded(term))
  }

  /// The term that a statement of absence denies: `diarrhoea` of `no diarrhoea`.
  static func denied(_ term: String) -> String? {
    let words = folded(term).split(separator: " ")
    guard let first = words.first else { return nil }
    let isDenial = ["no", "kein", "keine", "keinerlei"].contains(first)
    return graded((isDenial ? words.dropFirst() : words[...]).joined(separator: " "))
  }

  private static func folded(_ term: String) -> String {
    term.lowercased().split { !$0.isLetter }.joined(separator: " ")
  }

  private static let synonyms: [String: String] = [
    "diarrhea": "diarrhoea", "diarrhö": "diarrhoea", "diarrhoe": "diarrhoea", "durchfall": "diarrhoea",
    "stomatitis": "mucositis", "oral mucositis": "mucositis", "mucositis oral": "mucositis",
    "mukositis": "mucositis", "infektion": "infection", "infections": "infection", "pneumonie": "infection",
    "pneumonia": "infection", "sepsis": "infection", "lung infection": "infection",
    "peripheral sensory neuropathy": "neuropathy", "peripheral motor neuropathy": "neuropathy",
    "peripheral neuropathy": "neuropathy", "polyneuropathy": "neuropathy", "polyneuropathie": "neuropathy",
    "neuropathie": "neuropathy", "rash": "skin reaction", "exanthem": "skin reaction", "exanthema": "skin reaction",
    "rash maculo papular": "skin reaction", "skin toxicity": "skin reaction", "hautausschlag": "skin reaction",
    "übelkeit": "nausea", "erbrechen": "vomiting", "emesis": "vomiting", "hypertonie": "hypertension",
    "bluthochdruck": "hypertension", "hand foot syndrome": "hand-foot reaction",
    "hand foot skin reaction": "hand-foot reaction", "hand fuß syndrom": "hand-foot reaction",
    "palmar plantar erythrodysesthesia": "hand-foot reaction",
    "palmar plantar erythrodysesthesia syndrome": "hand-foot reaction",
    "palmar plantar erythrodysaesthesia": "hand-foot reaction", "ppe": "hand-foot reaction",
    "hepatotoxizität": "hepatotoxicity", "hemorrhage": "haemorrhage", "bleeding": "haemorrhage",
    "blutung": "haemorrhage", "proteinurie": "proteinuria", "erschöpfung": "fatigue",
  ]
}
