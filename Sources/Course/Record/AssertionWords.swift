// SPDX-License-Identifier: Apache-2.0

/// The closed lists of ``ChartAssertion``, in lower case and without `ß`.
///
/// Letters are compared as bytes: every term of a study is read, and to fold characters takes ten times as long.
enum AssertionWords {
  // MARK: denials

  /// `kein` in all its forms.
  static func isKein(_ word: String) -> Bool {
    ["kein", "keine", "keinen", "keiner", "keines", "keinem", "keinerlei"].contains(word)
  }
  /// What denies with a verb.
  static let nots: Set = ["nicht", "not", "nie", "never", "niemals", "nirgends"]
  /// What denies at the begin of a piece.
  static let openings: Set = [
    "no", "none", "nil", "ohne", "without", "denies", "denied", "verneint", "bestreitet", "fehlender", "fehlende",
    "fehlendes",
  ]
  /// What denies anywhere beside a finding.
  static let denials: Set = [
    "ausgeschlossen", "ausgeschlossene", "excluded", "widerlegt", "verneint", "bestreitet", "denied", "denies",
    "refuted",
    "unwahrscheinlich", "unlikely", "unauffällig", "unauffällige", "unremarkable", "ausgeblieben", "unverdächtig",
    "unconfirmed", "unbestätigt", "unbestätigte",
  ]
  /// What says that a doubt is of a cause, and a denial of another time: `unlikely related`, `not present at baseline`.
  static let causal: Set = [
    "related", "relation", "due", "caused", "attributable", "associated", "zusammenhang", "bedingt",
  ]
  static let earlier: Set = ["baseline", "before", "previously", "prior", "vorher", "zuvor", "vorbestehend", "initial"]
  /// What denies at the end of a piece.
  static let endings: Set = ["absent", "abwesend", "fehlt", "fehlen", "fehlend", "entfällt", "entfallen"]
  /// Answers behind a colon or in brackets.
  static let answers: Set = [
    "nein", "no", "n", "-", "neg", "negative", "negativ", "0", "ø", "false", "unknown", "unbekannt", "fraglich", "none",
    "absent",
  ]
  /// Verbs of finding.
  static let found: Set = [
    "nachweisbar", "nachgewiesen", "nachzuweisen", "vorhanden", "vorliegend", "gefunden", "gesehen", "erkennbar",
    "erkannt", "sichtbar", "abgrenzbar", "darstellbar", "dargestellt", "aufgetreten", "eingetreten", "beobachtet",
    "bestätigt", "bestätigen", "bekannt", "gesichert", "bestehend", "gelungen", "feststellbar", "festgestellt",
    "objektivierbar", "verwertbar", "erhoben",
    "present", "valid", "detected", "detectable", "seen", "found", "evident", "identified", "observed", "confirmed",
    "known",
    "demonstrated", "demonstrable", "occurred", "occur", "developed", "visible", "shown", "established", "proven",
  ]
  /// Verbs of doing.
  static let carriedOut: Set = [
    "durchgeführt", "durchführbar", "durchzuführen", "erfolgt", "erfolgte", "gegeben", "verabreicht", "appliziert",
    "begonnen", "eingenommen", "erhalten", "möglich", "indiziert", "operiert", "operabel", "resektabel",
    "stattgefunden",
    "vorgenommen", "gewünscht", "angetreten", "eingeleitet", "zustande", "gewollt", "geplant", "vorgesehen",
    "done", "performed", "carried", "undertaken", "given", "administered", "started", "begun", "taken", "received",
    "possible", "feasible", "indicated", "operated", "attempted", "initiated", "wanted", "planned",
  ]
  /// Verbs before `nicht`: `liegen nicht vor`, `fand nicht statt`.
  static let verbsBefore: Set = [
    "liegt", "liegen", "lag", "lagen", "besteht", "bestehen", "bestand", "bestanden", "fand", "fanden", "ist", "sind",
    "war", "waren", "wurde", "wurden", "konnte", "konnten", "is", "are", "was", "were",
  ]
  static let excluded: Set = [
    "ausgeschlossen", "auszuschliessen", "ausschliessbar", "ausschliessen", "excluded", "ruled",
  ]

  // MARK: doubts

  static func isDoubt(_ word: String) -> Bool {
    if doubts.contains(word) { return true }
    return doubtBeginnings.contains { word.begins(with: $0) }
      || doubtParts.contains { word.holds($0) && !word.begins(with: "un") }
  }
  private static let doubts: Set = [
    "possible", "possibly", "probable", "probably", "likely", "query", "susp", "dd", "suspekt", "suspekte", "suspekter",
    "va", "vd", "concern", "screening", "perhaps", "maybe", "möglich", "möglicherweise", "mögliche", "möglicher",
    "möglichen", "mgl", "mögl", "wahrsch",
    "differentialdiagnose", "differenzialdiagnose", "arbeitsdiagnose", "evtl", "eventuell", "eventuelle",
  ]
  private static let doubtBeginnings = [
    "suspect", "suspic", "presum", "questionab", "equivoc", "fraglich", "vermut", "wahrscheinlich", "mutmass",
  ]
  /// What leaves open whether there are metastases; of another finding it may be its name: `Neoplasm of uncertain behaviour`.
  static func isOpen(_ word: String) -> Bool {
    ["unkla", "unclear", "unsicher", "uncertain", "indeterminate", "borderline"].contains(where: word.begins)
  }
  private static let doubtParts = ["verdacht", "verdächt", "ausschluss"]
  /// What takes a doubt back.
  static let confirmed: Set = [
    "bestätigt", "bestätigte", "gesichert", "gesicherte", "nachgewiesen", "confirmed", "proven", "ja", "yes",
    "verified",
  ]
  /// What a patient is at risk of, and may not have.
  static let hazards: Set = ["risk", "risiko", "screening", "prophylaxe", "prophylaxis", "concern", "vorsorge"]

  // MARK: what was not done

  /// That something was left out, refused, put off, proposed or only thought of.
  static let notDone: Set = plans.union([
    "cancelled", "canceled", "postponed", "deferred", "aborted", "abandoned", "refused", "declined", "proposed",
    "considered", "recommended", "recommendation", "withheld", "held", "hold", "omitted", "skipped", "missed",
    "pending",
    "outstanding", "contraindicated", "waived", "intolerance", "allergy", "allergic", "discussed",
    "abgesagt", "abgelehnt", "abgebrochen", "verschoben", "zurückgestellt", "erwogen", "empfohlen", "empfehlung",
    "empfehlen", "ausgesetzt", "pausiert", "entfällt", "entfallen", "gestrichen", "unterblieben", "unterblieb",
    "verzichtet", "verzicht", "abgesehen", "ausstehend", "aussteht", "kontraindiziert", "kontraindikation", "angedacht",
    "vorgeschlagen", "vorschlag", "diskutiert", "beantragt", "storniert", "optional", "unverträglichkeit", "allergie",
    "statt", "anstelle", "anstatt", "inoperabel", "inoperable", "irresektabel", "kostenübernahme", "aufklärung",
    "steht_aus", "procedere", "option",
  ])
  /// Plans, of which the number of cycles may be meant, and which may have been done.
  static let plans: Set = [
    "planned", "scheduled", "intended", "geplant", "geplante", "geplanter", "geplantes", "geplanten", "vorgesehen",
    "vorgesehene", "vorgesehener", "planung", "beabsichtigt", "plan",
  ]
  /// That a treatment ended: without a reason or a time it may be one that was never begun.
  static let stopped: Set = ["stopped", "discontinued", "abgesetzt"]
  static let reasons: Set = [
    "wegen", "aufgrund", "because", "due", "for", "infolge", "nach", "after", "bei", "on", "at", "am", "seit", "since",
    "in", "im",
  ]
  static let pauses: Set = ["pausiert", "ausgesetzt", "held", "hold", "pause", "paused", "interrupted", "unterbrochen"]
  static let causes: Set = ["wegen", "aufgrund", "because", "due", "infolge"]
  static let counts: Set = [
    "zyklen", "zyklus", "cycles", "cycle", "gaben", "doses", "kurse", "courses", "wochen", "weeks", "x", "fraktionen",
    "fractions", "sitzungen", "tage", "days",
  ]
  /// That it was done.
  static let done: Set = [
    "gegeben", "given", "erhalten", "received", "durchgeführt", "erfolgt", "completed", "abgeschlossen", "performed",
    "done", "beendet", "administered", "verabreicht",
  ]
  /// What says, with `zur` or `for`, that it was to come.
  static let intents: Set = [
    "indikation", "vorstellung", "termin", "candidate", "evaluation", "indication", "anmeldung", "warteliste",
  ]
  /// What makes it depend on something.
  static let conditions: Set = ["ggf", "ggfs", "gegebenenfalls", "evtl", "eventuell", "falls", "sofern", "if"]
  /// Verbs with which words say that a treatment never began.
  static let begun: Set = [
    "begonnen", "gegeben", "verabreicht", "eingenommen", "erfolgt", "durchgeführt", "angetreten", "started", "given",
    "administered", "begun", "taken", "received", "eingeleitet",
  ]
  static let further: Set = [
    "further", "more", "weitere", "weiteren", "weiter", "mehr", "fully", "completely", "vollständig",
  ]
  static func beforeBegin(_ first: String, _ second: String) -> Bool {
    first == "before" && ["start", "begin", "beginning", "treatment", "therapy"].contains(second)
      || first == "vor" && ["beginn", "therapiebeginn", "start"].contains(second)
  }

  // MARK: what takes a record back

  /// Said of the record alone: a rest of a drug is `verworfen` or `discarded`, and an infusion runs `versehentlich` beside the vein.
  static let retractions: Set = [
    "storniert", "stornieren", "storno", "löschen", "gelöscht", "verwerfen", "probenverwechslung",
    "patientenverwechslung", "fehlbestimmung", "fehleintrag", "fehleingabe", "discard",
  ]
  static let strangers: Set = [
    "falscher", "falsche", "falschem", "falschen", "anderer", "anderen", "anderem", "wrong", "another", "other",
  ]

  // MARK: relatives

  static let relatives: Set = [
    "mother", "father", "sister", "brother", "daughter", "son", "sibling", "siblings", "parent", "parents",
    "grandmother", "grandfather", "aunt", "uncle", "cousin", "nephew", "niece", "relatives", "fhx", "paternal",
    "husband", "wife", "mutter", "vater", "vaters", "schwester", "bruder", "bruders", "tochter", "sohn", "sohnes",
    "eltern", "geschwister", "grossmutter", "grossvater", "grossvaters", "grosseltern", "tante", "onkel", "onkels",
    "cousine", "neffe", "nichte", "ehemann", "ehemannes", "ehefrau",
  ]
  /// Words for the family, which alone before a colon are of it.
  static let families: Set = ["familie", "family", "familiär", "familial", "fa", "fh"]
  static func ofFamily(_ first: String, _ second: String) -> Bool {
    ["family", "familial"].contains(first) && ["history", "hx"].contains(second)
      || first == "familiäre" && ["belastung", "häufung", "disposition"].contains(second)
      || first == "der" && second == "familie"
  }
  /// Words beside which a relative is no patient: a donor, a birth, a loss, one who is cared for.
  static func isNoRelative(_ word: String) -> Bool {
    [
      "donor", "donat", "spend", "transplant", "schwanger", "pregnan", "geburt", "entbindung", "wochenbett",
      "childbirth",
      "puerper", "fetus", "neugeboren", "newborn", "stillen", "bereave", "chromatid", "pflege", "care",
    ].contains { word.holds($0) } || ["death", "tod", "todes", "loss", "verlust", "umzug"].contains(word)
  }

  // MARK: beside them

  static func isOfTumour(_ word: String) -> Bool {
    [
      "metasta", "tumor", "tumour", "rezidiv", "recurren", "lesion", "läsion", "filia", "progress", "krebs", "cancer",
      "disease", "malign", "residu",
    ].contains { word.holds($0) }
  }
  /// What a result is of: a receptor, a marker, a margin.
  static func isMarker(_ word: String) -> Bool {
    ["her2", "er", "pr", "rh", "rhesus", "egfr", "alk", "pd-l1", "pdl1", "braf", "brca", "hpv", "ebv", "msi", "kit"]
      .contains(word)
      || ["rezeptor", "receptor", "rand", "margin", "triple", "node", "lymph", "status", "neu", "hormon"].contains {
        word.holds($0)
      }
  }
  /// Nouns for what is judged.
  static let judgements: Set = [
    "befund", "diagnose", "diagnosis", "finding", "malignität", "malignancy", "patient", "patientin",
  ]
  /// Nouns for what is done.
  static let deeds: Set = [
    "op", "operation", "eingriff", "therapie", "chemotherapie", "treatment", "therapy", "surgery", "gabe", "procedure",
    "massnahme", "infusion", "medikament", "drug", "medication", "dose", "dosis", "patient", "patientin", "patienten",
    "wunsch", "pat", "tumortherapie", "bestrahlung",
  ]
  static func isDeed(_ word: String) -> Bool {
    ["resektion", "resection", "entfernung", "ektomie", "ectomy", "operation", "therapie", "therapy", "surgery"]
      .contains(
        where: word.holds)
  }
  static let results: Set = ["negativ", "negative", "unauffällig", "neg", "frei"]
  /// Words that name nothing.
  static let fillers: Set = [
    "im", "in", "am", "an", "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "eines", "einem", "es",
    "ein", "und", "oder", "wurde", "wurden", "wird", "ist", "sind", "war", "waren", "worden", "werden", "konnte",
    "konnten", "vom", "von", "bei",
    "auf", "aus", "zum", "zur", "zu", "laut", "per", "mit", "durch", "für", "sich", "fand", "fanden", "bestehen",
    "besteht", "liegen", "liegt", "vor", "zeigt", "zeigen", "bisher", "bislang", "noch", "derzeit", "aktuell",
    "momentan", "weiterhin", "mehr", "sicher", "sichere", "sicherer", "eindeutig", "eher", "anamnestisch", "weitere",
    "weiteren", "zeit", "hinweis", "anhalt",
    "nachweis", "evidence", "sign", "signs", "hochgradig", "hochgradiger", "dringend", "dringender",
    "the", "a", "as", "of", "for", "to", "is", "are", "has", "have", "been", "be", "was", "were", "had", "by", "on",
    "at", "yet", "so", "far", "currently", "still", "now", "any", "longer", "more", "clearly", "definitely", "it",
    "only", "nur", "statt", "verlauf", "hat", "haben", "pat",
  ]
  /// How something was seen, which names nothing that was seen.
  static let means: Set = [
    "ct", "mrt", "mri", "pet", "pet-ct", "scan", "sono", "sonographie", "ultraschall", "sonografisch", "sonographisch",
    "imaging", "bildgebung", "bildgebend", "staging", "röntgen", "histologisch", "histologically", "histologie",
    "biopsie", "biopsy", "klinisch", "clinically", "clinical", "radiologisch", "radiologically", "pathologisch",
    "zytologisch",
  ]
  static let months = [
    "jan", "feb", "mär", "mar", "apr", "mai", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dez", "dec",
  ]

  /// Whether a word may object to anything: one of these lists holds it.
  static func isSignal(_ word: String) -> Bool {
    if signals.contains(word) { return true }
    guard word.utf8.count > 2 else { return false }
    return isDoubt(word) || isOpen(word) || word.begins(with: "familienanamne")
      || ["frei", "negativ", "negative", "naiv", "naive"].contains(where: word.ends)
      || word.utf8.first == 0x7A
      || word.holds("m0") || word.holds("mx")
  }
  private static let signals = Set([
    "kein", "keine", "keinen", "keiner", "keines", "keinem", "keinerlei", "free", "rule", "ruled", "ehesten", "absence",
    "grad", "grade", "ctc", "ctcae", "erwartet", "expected", "unclear", "indeterminate", "m0", "frei", "clear", "lehnt",
    "lehnte", "before", "vor", "indiziert", "indicated", "be", "instead", "cannot", "can't", "couldn't", "wenn",
    "familiäre", "error",
  ]).union(retractions).union(strangers).union(nots).union(openings).union(denials).union(endings).union(answers).union(
    notDone
  ).union(stopped)
    .union(relatives).union(families).union(hazards).union(conditions).union(intents).union(doubts)

  /// Whether a word of a text begins like one that denies; where in doubt, it may.
  static func mayDeny(_ text: String) -> Bool {
    var isStart = true
    var rest = text.utf8[...]
    while let byte = rest.first {
      let letter = byte | 0x20
      let isLetter = (0x61...0x7A).contains(letter)
      if byte >= 0x80 || [0x2D, 0x30, 0x3A, 0x3D].contains(byte) { return true }
      if isStart, isLetter {
        let start = rest.prefix(3).map { $0 | 0x20 }
        if starts.contains(where: { start.starts(with: $0) }) { return true }
      } else if letter == 0x66 || letter == 0x6E {
        // `metastasenfrei`, `HIVnegativ`.
        let part = rest.prefix(4).map { $0 | 0x20 }
        if part == Array("frei".utf8) || part.starts(with: "nega".utf8) { return true }
      }
      isStart = !isLetter
      rest = rest.dropFirst()
    }
    return false
  }
  private static let starts: [[UInt8]] = [
    "no", "n.", "kei", "k.", "nei", "nic", "nie", "nil", "nir", "nev", "neg", "aus", "exc", "wid", "ver",
    "bes", "den", "ref", "unw", "unl", "una", "unr", "unv", "unc", "unb", "feh", "ent", "abs", "abw", "fre", "ohn",
    "wit", "rul", "fal", "sto", "gel", "pro", "pat", "irr", "dis", "err", "mis", "and", "ano", "oth", "wro", "o.", "hw",
    "gra", "ctc",
  ].map { Array($0.utf8) }

  // MARK: abbreviations and names

  private static func table(_ lines: [(String, String)]) -> [String: [(written: [String], words: [String])]] {
    let rows = lines.map { written, words in
      (written: written.split(separator: " ").map(String.init), words: words.split(separator: " ").map(String.init))
    }
    return Dictionary(grouping: rows, by: { $0.written.first ?? "" })
      .mapValues { $0.sorted { $0.written.count > $1.written.count } }
  }

  /// Abbreviations, in tokens, by their first.
  static let abbreviations = table([
    ("v . a .", "verdacht auf"), ("v . a", "verdacht auf"), ("va .", "verdacht auf"), ("vd . a .", "verdacht auf"),
    ("vd . auf", "verdacht auf"), ("vd .", "verdacht"), ("verd . a .", "verdacht auf"), ("verd . auf", "verdacht auf"),
    ("z . a .", "zum ausschluss"), ("z . n .", "zustand nach"), ("r / o", "rule out"), ("s / o", "suspected"),
    ("w / o", "without"), ("n / a", "unspecified"), ("o . b .", "unauffällig"), ("o . b", "unauffällig"),
    ("o . p . b .", "unauffällig"), ("n . n .", "nicht nachweisbar"), ("n . n . bez", "unspecified"),
    ("n . n . b .", "unspecified"), ("o . n . a .", "unspecified"), ("o . n . a", "unspecified"),
    ("o . a .", "unspecified"),
    ("hw", "hinweis"), ("hinw .", "hinweis"), ("k . a . für", "kein anhalt für"), ("k . a . f .", "kein anhalt für"),
    ("k . h . a .", "kein hinweis auf"), ("ausgeschl .", "ausgeschlossen"), ("ausschl .", "ausschluss"),
    ("fam . – anamnese", "familienanamnese"), ("fam . anamnese", "familienanamnese"), ("neg .", "negativ"),
    ("wahrsch .", "wahrscheinlich"), ("mgl .", "möglich"), ("mögl .", "möglich"), ("d . d .", "dd"),
    ("steht aus", "steht_aus"), ("stehen aus", "steht_aus"), ("steht noch aus", "steht_aus"),
  ])

  /// Names, in tokens, that look like a denial, a doubt or a plan and are none; a star stands for the rest of a word.
  static let names = Dictionary(
    grouping: [
      "nicht näher bezeichnet*", "nicht andernorts klassifiziert*", "anderenorts nicht klassifiziert*",
      "nicht als", "not otherwise specified", "not elsewhere classified", "not further specified", "not specified",
      "ohne angabe", "ohne nähere angabe*", "no special type", "no specific type", "no reflow", "no touch",
      "no adverse effect of", "false aneurysm", "negative pressure", "without mention",
      "recommended dose", "empfohlene dosis", "empfohlene dosierung", "wie geplant", "as planned", "nach plan",
      "planned parenthood", "vor geplanter", "vor geplanten", "nach geplanter", "bei geplanter", "zur geplanten",
      "für geplante", "before planned", "for planned", "prior to planned", "planned relaparotom*",
      "geplante relaparotom*", "planned cesarean", "geplante sectio",
      "planned second", "elective ( planned )", "elective planned", "planned elective", "elektive geplante",
      "geplante elektive", "elektiv ( geplant )", "curatively intended", "as intended",
      "as expected", "wie erwartet", "suspected covid*", "suspected transmission", "suspected product",
      "suspected counterfeit", "suspicious naevus",
      "suspicious nevus", "suspicious mole", "sister mary joseph", "sister chromatid", "mother of two",
      "mother of three",
      "mother of four", "mother of child*", "father of child*",
      "nicht liposomal*", "not liposomal", "nicht pegyliert*", "not pegylated", "second look laparotomy , planned",
    ].map { $0.split(separator: " ").map(String.init) }, by: { $0.first ?? "" })
}

extension String {
  /// Whether the bytes begin with these.
  fileprivate func begins(with start: String) -> Bool { utf8.starts(with: start.utf8) }

  /// Whether the bytes end with these.
  fileprivate func ends(with end: String) -> Bool {
    utf8.count >= end.utf8.count && utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
  }

  /// Whether the bytes hold these.
  fileprivate func holds(_ part: String) -> Bool {
    var rest = utf8[...]
    guard let first = part.utf8.first else { return true }
    while let place = rest.firstIndex(of: first) {
      rest = rest[place...]
      if rest.starts(with: part.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
