// SPDX-License-Identifier: Apache-2.0

public import Course
import Plain

/// What the words of an adverse event mean to rules: the term that they grade, and the fact that they ask for.
///
/// A closed list of English and German words. What is not in it is graded as a non-haematological toxicity only, and is told.
public enum ToxicityTerms {
  /// The graded term of rules (``Comparison/gradeTerms``) that a word means: `Durchfall` is `diarrhoea`; nil where rules have none.
  public static func graded(_ term: String) -> String? {
    let plain = folded(term)
    return Comparison.gradeTerms.first { folded($0) == plain } ?? synonyms[plain]
      ?? (isPeripheralNeuropathy(plain) ? "neuropathy" : nil)
  }

  /// Whether words name a neuropathy of the limbs, in whatever order and language: not one of the eye, of a cranial nerve or of the autonomic nerves.
  private static func isPeripheralNeuropathy(_ plain: String) -> Bool {
    plain.contains("neuropath")
      && !["optic", "optik", "optisch", "crani", "krani", "autonom", "encephal", "enzephal"].contains {
        plain.contains($0)
      }
      && !plain.split(separator: " ").contains { ["no", "kein", "keine", "without", "ohne"].contains($0) }
  }

  /// The words without a grade at their end: `Hand-Fuß-Syndrom Grad 3`. What the grade is by, they do not say.
  static func withoutGrade(_ term: String) -> String {
    let words = term.split(separator: " ")
    guard words.count > 2, let last = words.last, last.allSatisfy({ $0.isNumber || "IV°".contains($0) }),
      ["grad", "grade"].contains(words[words.count - 2].lowercased())
    else { return term }
    return words.dropLast(2).joined(separator: " ")
  }

  /// Whether it is of the blood, which rules judge by counts and not by a grade.
  public static func isHaematological(_ term: String) -> Bool {
    let plain = folded(term)
    if isFebrileNeutropenia(affirmed(term)) { return true }
    return [
      "penia", "penie", "anaemi", "anemi", "anämie", "neutro", "thrombo", "leuko", "leuco", "platelet", "count",
      "granulozyto",
      "granulocyto", "plättchen", "panzyto", "pancyto",
    ]
    .contains { plain.contains($0) } && !otherThanBlood.contains { plain.contains($0) }
  }

  /// Parts of words that name something else, though they begin as the blood does: leukoencephalopathy, leukocytoclastic vasculitis, neutropenic colitis, transfusion reactions.
  private static let otherThanBlood = [
    "thromboembol", "thrombos", "thrombot", "encephal", "enzephal", "clastic", "klast", "vascul", "vaskul", "dermatos",
    "colitis",
    "kolitis", "enterocol", "reaction", "reaktion",
  ]

  /// Whether it is loss of hair, which changes no dose.
  static func isHairLoss(_ term: String) -> Bool {
    ["alopecia", "alopezie", "haarausfall", "hair loss"].contains(folded(term))
  }

  /// The yes/no words of rules (``Condition/factWords``) that an adverse event answers with yes. What its words deny (`neutropenia without fever`) is not among them.
  public static func facts(_ term: String) -> [String] {
    let words = affirmed(term)
    if isFebrileNeutropenia(words) { return ["febrile neutropenia", "fever or infection"] }
    let infections = ["infection", "infekt", "sepsis", "septisch", "pneumonia", "pneumonie"]
    let denied = ["infektfrei", "infektparameter", "infektiolog"]
    guard !isHistory(term) else { return [] }
    var facts =
      words.contains { word in
        isFever(word) || infections.contains { word.contains($0) } && !denied.contains { word.hasPrefix($0) }
      }
      ? ["fever or infection"] : []
    if isEncephalopathy(words) { facts.append("encephalopathy") }
    if isBloodInUrine(words) { facts.append("haematuria") }
    let plain = folded(term)
    let whole = [Condition.factWords.first { folded($0) == plain } ?? factSynonyms[plain]].compactMap(\.self)
    for fact in whole + syndromes(words) + liverClass(words) where !facts.contains(fact) { facts.append(fact) }
    return facts
  }

  /// The yes/no words of an adverse event with what its grade adds: a pneumonitis of grade 3 is a severe pulmonary toxicity. Nil for a grade that nobody stated: what it would be is open.
  static func facts(_ term: String, grade: Int?) -> (certain: [String], open: [String]) {
    let own = facts(term)
    guard let organ = severeOfOrgan(affirmed(term)), !own.contains(organ.fact) else { return (own, []) }
    if organ.isAlways || (grade ?? 0) >= 3 { return (own + [organ.fact], []) }
    return (own, grade == nil ? [organ.fact] : [])
  }

  /// Whether the words tell of the past: `Z. n. febriler Neutropenie`.
  static func isHistory(_ term: String) -> Bool {
    let plain = folded(term)
    return ["z n ", "zn ", "zustand nach ", "st p ", "history of ", "previous ", "past ", "frühere "].contains {
      plain.hasPrefix($0)
    }
  }

  /// Whether the words say that something is thought and not known: `Verdacht auf Enzephalopathie`.
  static func isSuspected(_ term: String) -> Bool {
    let words = folded(term).split(separator: " ").map(String.init)
    return words.contains {
      ["suspected", "suspicion", "possible", "probable", "fraglich", "fragliche"].contains($0)
        || $0.hasPrefix("verdacht")
    }
      || folded(term).hasPrefix("v a ") || folded(term).hasPrefix("va ")
  }

  /// Syndromes that end treatment, in whatever words: thrombotic microangiopathy is told with the haemolytic uraemic syndrome, as labels do.
  private static func syndromes(_ words: [String]) -> [String] {
    func has(_ parts: [String]) -> Bool { words.contains { word in parts.contains { word.contains($0) } } }
    func isOne(_ names: Set<String>) -> Bool { words.contains(where: names.contains) }
    var found: [String] = []
    if isOne(["hus", "tma", "ttp"]) || has(["mikroangiopath", "microangiopath"])
      || has(["hämolyt", "haemolyt", "hemolyt"]) && has(["uräm", "uraem", "urem"])
    {
      found.append("haemolytic uraemic syndrome")
    }
    if isOne(["cls"]) || has(["kapillarleck", "capillary"]) && has(["leak", "leck"]) {
      found.append("capillary leak syndrome")
    }
    if isOne(["pres", "rpls"]) || has(["posterior"]) && has(["encephal", "enzephal"]) {
      found.append("posterior reversible encephalopathy")
    }
    if has(["herzinsuffizienz", "cardiomyopath", "kardiomyopath"]) || has(["heart", "cardiac"]) && has(["failure"])
      || isOne(["lowlvef"])
    {
      found.append("cardiac dysfunction")
    }
    if has(["transfus", "transfund"]), !has(["reaction", "reaktion"]) { found.append("transfusion") }
    if words.contains(where: { word in strongInhibitors.contains { word.hasPrefix($0) } }) {
      found.append("strong CYP3A4 inhibitor")
    }
    return found
  }

  /// Medicines that are strong inhibitors of CYP3A4, by their stems in English and German: the examples of the FDA's table of inhibitors and of the notes for guidance.
  private static let strongInhibitors = [
    "clarithromy", "itracona", "itrakona", "ketocona", "ketokona", "posacona", "posakona", "voricona", "vorikona",
    "ritonavir", "cobicistat", "telithromy", "nefazodon", "indinavir", "nelfinavir", "saquinavir", "lopinavir",
  ]

  /// A class of the liver by Child and Pugh.
  private static func liverClass(_ words: [String]) -> [String] {
    for (index, word) in words.enumerated() where word.hasPrefix("child") {
      let next = words.dropFirst(index + 1).first { !["pugh", "class", "klasse", "stadium", "score"].contains($0) }
      if let next, ["a", "b", "c"].contains(next) { return ["Child-Pugh \(next.uppercased())"] }
    }
    return []
  }

  /// What of an organ a severe event is: the fact, and whether it is one whatever its grade.
  private static func severeOfOrgan(_ words: [String]) -> (fact: String, isAlways: Bool)? {
    func has(_ parts: [String]) -> Bool { words.contains { word in parts.contains { word.contains($0) } } }
    func isOne(_ names: Set<String>) -> Bool { words.contains(where: names.contains) }
    if has(["leberversagen"]) || has(["liver", "hepatic"]) && has(["failure"]) {
      return ("severe hepatic toxicity", true)
    }
    if has(["hepatotox", "hepatitis"]) || has(["liver"]) && has(["injury"]) {
      return ("severe hepatic toxicity", false)
    }
    if isOne(["ards"]) || has(["respiratory"]) && has(["distress", "failure"]) || has(["atemnotsyndrom"]) {
      return ("severe pulmonary toxicity", true)
    }
    if has(["pneumonit", "lungenödem", "lungenfibros", "alveolit"]) || isOne(["ild"])
      || has(["interstiti"]) && has(["lung", "pulmon"])
      || has(["pulmon"]) && has(["edema", "oedema", "fibros", "tox"])
    {
      return ("severe pulmonary toxicity", false)
    }
    if has(["nierenversagen"]) || has(["renal", "kidney"]) && has(["failure", "injury"]) || isOne(["aki", "anv"]) {
      return ("severe renal failure", false)
    }
    return nil
  }

  /// Whether the words are of the blood and something else that is not understood: `neutropenia with raised temperature`. What else they say is not known to rules.
  static func saysMoreThanBlood(_ term: String) -> Bool {
    let fillers: Set = [
      "decreased", "count", "counts", "cell", "white", "blood", "low", "severe", "prolonged", "persistent", "mild",
      "moderate", "schwere", "schwer", "leichte", "anhaltende", "and", "und", "of", "grade", "grad", "acute",
      "transient",
      "afebrile", "afebril", "d", "days", "tage",
    ]
    return facts(term).isEmpty
      && folded(term).split(separator: " ").contains { !isHaematological(String($0)) && !fillers.contains(String($0)) }
  }

  /// Whether words of a fever or an infection are of an infection alone.
  static func isInfectionWithoutFever(_ term: String) -> Bool {
    let words = affirmed(term)
    return words.contains { word in ["infection", "infekt", "pneumoni"].contains { word.contains($0) } }
      && !words.contains(where: isFever)
  }

  /// Whether the words are fever in neutropenia, in whatever order: `Fieber bei Neutropenie`, `neutropenic fever`, `FN`, `Aplasiefieber`; a sepsis in neutropenia is one too, as British hospitals call it. Fever without neutropenia is not.
  private static func isFebrileNeutropenia(_ words: [String]) -> Bool {
    if words == ["fn"] { return true }
    let isLow = words.contains { word in
      ["neutropen", "neutropaen", "granulozytopen", "granulocytopen", "agranulozytos", "agranulocytos"]
        .contains { word.contains($0) }
    }
    let isAplasia = words.contains { $0.contains("aplasie") || $0 == "aplasia" }
    let isSeptic = words.contains { $0.contains("sepsis") || $0.hasPrefix("septi") }
    return (isLow || isAplasia) && words.contains(where: isFever) || isLow && isSeptic
  }

  /// Whether the words name a disease of the brain: not one of the liver, and not the posterior reversible one, which has a word of its own.
  private static func isEncephalopathy(_ words: [String]) -> Bool {
    words.contains { ["encephalopath", "enzephalopath"].contains(where: $0.contains) }
      && !words.contains { word in
        ["hepat", "posterior", "reversib", "leukoen", "leucoen"].contains { word.hasPrefix($0) }
      }
  }

  /// Whether the words are a sign of the encephalopathy that ifosfamide causes, as its labels name them; under another drug they may be anything.
  static func isSignOfEncephalopathy(_ term: String) -> Bool {
    affirmed(term).contains { word in
      [
        "somnolen", "confus", "verwirrt", "bewusstsein", "vigilanz", "methylenblau", "seizure", "krampfanf",
        "hallucinat", "halluzinat", "delir", "stupor", "psychos",
      ].contains {
        word.hasPrefix($0)
      }
        || ["coma", "koma"].contains(word)
    }
  }

  /// Whether the words name blood in the urine, or the cystitis that makes it.
  private static func isBloodInUrine(_ words: [String]) -> Bool {
    func has(_ parts: [String]) -> Bool { words.contains { word in parts.contains { word.contains($0) } } }
    return has(["haematuri", "hematuri", "hämaturi"])
      || has(["cystitis", "zystitis"]) && has(["haemorrhag", "hemorrhag", "hämorrhag"])
      || has(["blood", "blut"]) && has(["urine", "urin"])
  }

  private static func isFever(_ word: String) -> Bool {
    word == "febr" || ["febril", "pyrexi"].contains { word.hasPrefix($0) }
      || ["fever", "fieber"].contains { word.contains($0) }
  }

  private static let ruledOut: Set = ["ausgeschlossen", "excluded", "ruled", "unwahrscheinlich", "unlikely"]

  /// The words of a term that it affirms, in lower case: what follows a denial in its clause is left out.
  private static func affirmed(_ term: String) -> [String] {
    let denials: Set = ["without", "ohne", "no", "kein", "keine", "keinerlei", "not", "nicht"]
    return term.lowercased().split { ",;.()/".contains($0) }.flatMap { clause -> [String] in
      var words = folded(String(clause)).split(separator: " ").map(String.init)
      // A clause that rules something out affirms nothing.
      guard !words.contains(where: ruledOut.contains) else { return [] }
      // A temperature of 38 °C or more is a fever.
      let degrees = clause.split { !$0.isNumber }.compactMap { WholeNumber.parse(String($0)) }
      if words.contains(where: { $0.hasPrefix("temperatur") }), degrees.contains(where: { (38...43).contains($0) }) {
        words.append("fieber")
      }
      // An ejection fraction below 50 %, the lower limit of many laboratories of the heart.
      if words.contains(where: { ["lvef", "ef", "ejektionsfraktion"].contains($0) || $0.hasPrefix("ejection") }),
        let share = degrees.first, (5..<50).contains(share)
      {
        words.append("lowlvef")
      }
      // `non-febrile` denies one word, `without` all that follow.
      while let index = words.firstIndex(of: "non") { words.removeSubrange(index..<min(index + 2, words.count)) }
      let kept = words.firstIndex(where: denials.contains).map { Array(words[..<$0]) } ?? words
      return kept.filter { word in
        !["afebril", "fieberfrei", "feverless"].contains { word.hasPrefix($0) }
      }
    }
  }

  /// Whether a statement of absence is about every adverse event: `none`, `no toxicity`.
  static func isAboutAll(_ term: String) -> Bool {
    ["none", "no toxicity", "no toxicities", "no adverse events", "no adverse event", "keine", "keine toxizität"]
      .contains(folded(term))
  }

  /// The term that a statement of absence denies: `diarrhoea` of `no diarrhoea`.
  static func denied(_ term: String) -> String? { graded(undenied(term)) }

  /// The yes/no words that a statement of absence denies: `febrile neutropenia` of `keine febrile Neutropenie`. Without febrile neutropenia there may be fever all the same.
  static func deniedFacts(_ term: String) -> [String] { Array(facts(undenied(term)).prefix(1)) }

  private static func undenied(_ term: String) -> String {
    let words = folded(term).split(separator: " ")
    let isDenial = words.first.map { ["no", "kein", "keine", "keinerlei"].contains($0) } ?? false
    return (isDenial ? words.dropFirst() : words[...]).joined(separator: " ")
  }

  private static func folded(_ term: String) -> String {
    term.lowercased().split { !$0.isLetter }.joined(separator: " ")
  }

  /// Other names of yes/no words: abbreviations, American spelling, German.
  private static let factSynonyms: [String: String] = [
    "hus": "haemolytic uraemic syndrome", "hemolytic uremic syndrome": "haemolytic uraemic syndrome",
    "hämolytisch urämisches syndrom": "haemolytic uraemic syndrome", "cls": "capillary leak syndrome",
    "capillary leak": "capillary leak syndrome", "kapillarlecksyndrom": "capillary leak syndrome",
    "kapillarleck syndrom": "capillary leak syndrome", "pres": "posterior reversible encephalopathy",
    "reversible posterior leukoencephalopathy syndrome": "posterior reversible encephalopathy",
    "reversible posterior leukoencephalopathy": "posterior reversible encephalopathy",
    "rpls": "posterior reversible encephalopathy",
    "posterior reversible encephalopathy syndrome": "posterior reversible encephalopathy",
    "posteriores reversibles enzephalopathie syndrom": "posterior reversible encephalopathy",
    "schweres nierenversagen": "severe renal failure", "schwere niereninsuffizienz": "severe renal failure",
    "moderate liver impairment": "moderate hepatic impairment",
    "mäßige leberinsuffizienz": "moderate hepatic impairment",
    "mässige leberinsuffizienz": "moderate hepatic impairment",
    "mäßige leberfunktionsstörung": "moderate hepatic impairment",
    "mittelgradige leberfunktionsstörung": "moderate hepatic impairment",
    "moderate leberfunktionsstörung": "moderate hepatic impairment", "transfusionen": "transfusion",
    "g csf given": "growth factor given", "g csf": "growth factor given",
    "bestrahlung des beckens": "prior pelvic radiotherapy", "beckenbestrahlung": "prior pelvic radiotherapy",
    "pelvic radiotherapy": "prior pelvic radiotherapy",
    // Without the digits of CYP3A4, as terms are compared.
    "strong cyp a inhibitor": "strong CYP3A4 inhibitor", "strong cyp inhibitor": "strong CYP3A4 inhibitor",
    "starker cyp a hemmer": "strong CYP3A4 inhibitor", "starker cyp a inhibitor": "strong CYP3A4 inhibitor",
  ]

  private static let synonyms: [String: String] = [
    "diarrhea": "diarrhoea", "diarrhö": "diarrhoea", "diarrhoe": "diarrhoea", "durchfall": "diarrhoea",
    "stomatitis": "mucositis", "oral mucositis": "mucositis", "mucositis oral": "mucositis",
    "mukositis": "mucositis", "infektion": "infection", "infections": "infection", "pneumonie": "infection",
    "pneumonia": "infection", "sepsis": "infection", "lung infection": "infection",
    "peripheral sensory neuropathy": "neuropathy", "peripheral motor neuropathy": "neuropathy",
    "peripheral neuropathy": "neuropathy", "polyneuropathy": "neuropathy", "polyneuropathie": "neuropathy",
    "neuropathie": "neuropathy", "pnp": "neuropathy", "cipn": "neuropathy", "rash": "skin reaction",
    "exanthem": "skin reaction", "exanthema": "skin reaction",
    "rash maculo papular": "skin reaction", "skin toxicity": "skin reaction", "hautausschlag": "skin reaction",
    "übelkeit": "nausea", "erbrechen": "vomiting", "emesis": "vomiting", "hypertonie": "hypertension",
    "bluthochdruck": "hypertension", "arterielle hypertonie": "hypertension", "arterial hypertension": "hypertension",
    "hand foot syndrome": "hand-foot reaction",
    "hand foot skin reaction": "hand-foot reaction", "hand fuß syndrom": "hand-foot reaction",
    "palmar plantar erythrodysesthesia": "hand-foot reaction",
    "palmar plantar erythrodysesthesia syndrome": "hand-foot reaction",
    "palmar plantar erythrodysaesthesia": "hand-foot reaction",
    "palmar plantare erythrodysästhesie": "hand-foot reaction", "hand fuss syndrom": "hand-foot reaction",
    "palmoplantare erythrodysästhesie": "hand-foot reaction", "hand fuß hautreaktion": "hand-foot reaction",
    "ppe": "hand-foot reaction",
    "hepatotoxizität": "hepatotoxicity", "hemorrhage": "haemorrhage", "bleeding": "haemorrhage",
    "blutung": "haemorrhage", "epistaxis": "haemorrhage", "nasenbluten": "haemorrhage", "proteinurie": "proteinuria",
    "erschöpfung": "fatigue",
  ]
}
