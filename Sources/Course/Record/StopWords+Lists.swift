// SPDX-License-Identifier: Apache-2.0

/// The closed lists, in lower case and without `ß`.
extension StopWords {
  /// Words that say it.
  static let stated: Set = [
    "progression", "progress", "progressive", "progressiv", "progressed", "progressing", "progredient", "progredienter",
    "progrediente", "progredienz", "progrediert", "hyperprogression", "tumorprogress", "tumorprogression",
    "tumorprogredienz",
    "tumorwachstum", "krankheitsprogress", "krankheitsprogression", "krankheitsprogredienz", "erkrankungsprogress",
    "grössenprogredient", "grössenprogrediente", "grössenprogredienz", "fortschreiten", "fortschreitend",
    "fortschreitende", "fortschreitender", "fortschreitenden", "pd", "pmd", "icpd", "irpd",
    // What came back has progressed.
    "relapse", "relapsed", "recurrence", "rezidiv", "rezidive", "lokalrezidiv", "lokalrezidive", "fernrezidiv",
    "tumorrezidiv",
  ]
  /// Words that may stand beside it and leave it what it is.
  static let companions: Set = [
    "of", "the", "a", "an", "in", "on", "at", "by", "for", "due", "to", "with", "all", "size", "number", "despite",
    "because", "under", "after", "cycle", "therapy", "treatment", "clinical", "clinically", "radiological",
    "radiologic", "radiographic", "radiographically", "imaging", "confirmed", "documented", "proven", "definite",
    "local", "locoregional", "distant", "systemic", "metastatic", "metabolic", "symptomatic", "rapid", "slow",
    "further", "early", "first", "massive", "marked", "clear", "significant", "multiple", "new", "growth", "recist",
    "ct", "mri", "pet", "scan", "staging", "restaging", "left", "right", "both", "has", "have", "patient", "cns",
    "intracranial", "extracranial", "visceral", "abdominal", "deterioration",
    "der", "die", "das", "des", "dem", "einer", "eines", "im", "am", "vom", "bei", "mit", "nach", "unter", "wegen",
    "aufgrund", "laut", "trotz", "um", "aller", "alle", "hat", "grösse", "zahl", "anzahl",
    "therapie", "klinisch", "radiologisch", "bildgebend", "bildmorphologisch", "lokal", "systemisch", "metastasiert",
    "gesichert", "bestätigt", "eindeutig", "deutlich", "massiv", "schnell", "langsam", "beginnend", "aufgetreten",
    "rasch", "weiter", "multipel", "mrt", "zyklus", "zykl", "link", "recht", "zns", "intrakraniell", "viszeral",
    "abdominell", "tu",
  ]
  /// Tumours, by words that are used of nothing else.
  static let tumours: Set = [
    "tumor", "tumour", "cancer", "carcinoma", "karzinom", "melanoma", "melanom", "gist", "lms",
  ]
  /// The disease, by words that are used of others too.
  static let diseases: Set = [
    "disease", "erkrankung", "grunderkrankung", "krankheit", "tumorerkrankung", "tumourdisease",
  ]
  static let lesions: Set = ["lesion", "metastasis", "metastases", "met", "mets", "läsion", "herd", "filia", "filiae"]
  /// Words for lesions with the organ before them: `Hirnmetastasen`, `Leberläsion`.
  static let lesionEndings = [
    "metastase", "metastasen", "metastasierung", "läsion", "läsionen", "herd", "herde", "filiae",
  ]
  /// Words for becoming more, of whatever.
  static let growth: Set = [
    "growth", "growing", "grown", "grew", "increase", "increased", "increasing", "worsening", "worsened", "enlarged",
    "enlarging", "enlargement", "zunahme", "zunehmend", "zunehmende", "grössenzunahme", "wachstum", "wachsend",
    "wachsende", "grössenwachstum",
  ]
  static let numbers: Set = ["number", "zahl", "anzahl"]
  /// What is counted in numbers too, and is no tumour.
  static let treatments: Set = ["cycle", "zyklus", "zykl", "therapy", "treatment", "therapie", "patient"]
  /// Words that deny what follows.
  static let denials: Set = [
    "no", "not", "non", "without", "lack", "absence", "before", "fear", "kein", "keine", "keinen", "keiner", "keines",
    "keinem", "ohne", "nicht", "vor", "angst",
  ]
  /// Words that may stand between a denial and what it denies.
  static let bridges: Set = [
    "sign", "signs", "evidence", "of", "any", "für", "auf", "von", "vor", "anhalt", "hinweis", "zeichen", "anzeichen",
    "nachweis", "weiterer", "neuer",
  ]
  /// Words that doubt what stands beside them, or put it at another time, beside those of ``ChartDoubt``; `PD` is short for Parkinson's disease too.
  static let doubts: Set = [
    "not", "nicht", "excluded", "ausgeschlossen", "later", "später", "parkinson", "parkinsons",
  ]
  /// Words that join two reasons.
  static let joints: Set = ["and", "und", "but", "aber", "sondern", "plus"]

  // MARK: what may mean progression

  /// Failure of a treatment, and a state that gets worse, which may be the disease. By RECIST 1.1 a symptomatic deterioration is a reason to stop and no
  /// objective response (Eisenhauer et al., Eur J Cancer 2009;45:228-47).
  static let failures: Set = [
    "deterioration", "verschlechterung", "therapieversagen", "behandlungsversagen", "refractory", "refraktär",
    "therapierefraktär", "resistance", "resistenz", "nichtansprechen", "nonresponse", "ineffective", "unwirksam",
    "wirkungslosigkeit", "wirkungslos", "unwirksamkeit", "wirkungsverlust", "wirkverlust", "versagen",
  ]
  static let effects: Set = [
    "efficacy", "response", "benefit", "effect", "effectiveness", "wirksamkeit", "ansprechen", "wirkung", "nutzen",
  ]
  static let lacks: Set = [
    "no", "lack", "lacking", "loss", "insufficient", "inadequate", "missing", "kein", "keine", "fehlende",
    "fehlender", "fehlendes", "mangelnde", "mangelnder", "mangelndes", "unzureichende", "unzureichendes", "ohne",
    "without",
  ]
  static let besideFailures: Set = [
    "of", "the", "in", "to", "due", "for", "clinical", "clinically", "symptomatic", "general", "global", "rapid",
    "secondary", "primary", "health", "condition", "state", "status", "performance", "ecog", "patient", "treatment",
    "therapy", "disease", "failure", "klinisch", "klinische", "klinischer", "symptomatische", "allgemeine",
    "sekundäre",
    "primäre", "rasche", "az", "allgemeinzustand", "allgemeinzustands", "allgemeinzustandes", "des", "der",
  ]
}
