// SPDX-License-Identifier: Apache-2.0

import Notation

/// What a field of the record is to somebody who must not know whom it is of. By it follows what becomes of its values.
enum FieldKind: Sendable, Hashable {
  /// The id of a patient: a pseudonym.
  case patient
  /// The id of an entry, a phase or a claim: kept where it has clinical words alone, else made up anew.
  case record
  /// Names a record.
  case reference
  /// A lesion, or a part of one: numbered.
  case lesion
  /// A time as stated, of which dates are shifted.
  case time
  /// An event that a length is counted from or to.
  case event
  /// A date of one patient: shifted.
  case date
  /// A date of the whole study, which becomes one of each patient.
  case studyDate
  /// A day of one patient: shifted.
  case day
  /// An age: capped.
  case age
  /// The age of a claim: capped with its claim.
  case birthYear
  /// One of the words of the record, a flag: kept.
  case code
  /// A number, a dose, a length of time: kept.
  case number
  /// A number with a unit that somebody wrote.
  case quantity
  /// The unit of a number.
  case unit
  /// The name of something, by which records belong together: kept where it has clinical words alone, else numbered. What it is of.
  case term(String)
  /// Words that the program reads: kept where they are clinical words alone, else a text that is read in the same way.
  case words(TextMeaning.Aspects)
  /// A person who reads or judges: numbered.
  case person
  /// What the source says, or a person has written: dropped.
  case freeText
  /// Where something is stated: dropped.
  case source
  /// The title of the study: another one.
  case title
  /// Short names of drugs and procedures.
  case abbreviations
  /// Values of the study's own fields.
  case ownValues
  /// A record of its own.
  case nested

  /// In words, for people.
  var words: String {
    switch self {
    case .patient: "identifier of a patient: a pseudonym"
    case .record, .reference:
      "identifier of a record: kept where it has clinical words alone, else made up anew; a claim is numbered"
    case .lesion: "identifier of a lesion: numbered"
    case .time, .date, .day: "date: shifted"
    case .event: "identifier of an event: as the record's"
    case .studyDate: "date of the study: stands in each patient, shifted"
    case .age: "age: ≥ 90 for 90 and above"
    case .birthYear: "date: dropped"
    case .code: "code: kept"
    case .number: "number: kept"
    case .quantity, .unit: "number: kept; a unit that is none is withheld"
    case .term: "free text: kept where it has clinical words alone, else numbered"
    case .words: "free text: kept where it has clinical words alone, else withheld"
    case .person: "identifier of a person: numbered"
    case .freeText, .source: "free text: dropped"
    case .title: "free text: replaced"
    case .abbreviations: "free text: kept where it is short for a known drug, else dropped"
    case .ownValues: "as the type of the field is: text, number, date, code"
    case .nested: "a record of its own"
    }
  }
}

extension FieldKind {
  /// What a key of a table is; nil for one that nobody has said it of: its values are dropped, and a test fails.
  static func of(_ key: String, in table: String) -> FieldKind? {
    if let own = all[table]?[key] { return own }
    if table.hasPrefix("entry-") { return entry[key] }
    if table.hasPrefix("claim-") { return claim[key] }
    return nil
  }

  /// Keys of every entry.
  private static let entry: [String: FieldKind] = [
    "id": .record, "when": .time, "starts": .time, "ends": .time, "lasts": .number, "ongoing": .code, "source": .source,
    "note": .freeText,
  ]

  /// Keys of every claim.
  private static let claim: [String: FieldKind] = [
    "claim": .code, "id": .record, "patient": .patient, "series": .code, "study": .freeText, "source": .source,
    "cites": .source, "note": .freeText,
  ]

  /// What every key of the record is, by the table that it stands in.
  static let all: [String: [String: FieldKind]] = [
    "study": [
      "study": .title, "section": .source, "centre": .freeText, "citation": .freeText, "licence": .freeText,
      "design": .freeText, "ethics": .freeText, "consent": .freeText, "period": .studyDate, "data cut-off": .studyDate,
      "guideline": .code, "definitions": .nested, "abbreviations": .abbreviations, "fields": .nested,
      "sources": .source, "remarks": .freeText,
    ],
    "definitions": [
      "plain numbers": .number, "treatment ends": .code, "days": .code, "maintenance": .code, "censoring": .code,
    ],
    "study-sources": Dictionary(
      uniqueKeysWithValues: [
        "study", "centre", "citation", "licence", "design", "ethics", "consent", "period", "data cut-off", "guideline",
        "definitions",
      ].map { ($0, .source) }),
    "remark": ["topic": .freeText, "text": .freeText, "source": .source],
    "field": [
      "name": .term("field"), "type": .code, "unit": .unit, "choices": .term("choice"), "about": .freeText,
    ],
    "source": ["section": .source, "quote": .source, "fact": .source],
    // The value is of the kind of its fact.
    "statement": ["value": .nested, "source": .source, "decided": .words([])],
    "time-readings": ["read as": .time, "could also be": .time],
    "age-readings": ["read as": .age, "could also be": .age],
    "patient": [
      "patient": .patient, "section": .source, "sex": .code, "age": .age, "year of birth": .birthYear,
      "height": .number, "weight": .number, "comorbidity": .term("condition"), "arm": .term("arm"), "period": .date,
      "data cut-off": .date, "fields": .ownValues, "source": .source, "course": .nested, "lesions": .nested,
    ],
    "entry-diagnosis": [
      "diagnosis": .term("histology"), "morphology": .code, "site": .term("site"), "topography": .code,
      "grade": .term("grade"), "grade in words": .words([]), "stage": .term("stage"), "stage edition": .term("edition"),
      "biomarkers": .term("biomarker"), "method": .words([]),
    ],
    "entry-metastases": [
      "metastases": .term("site"), "none in": .term("site"), "number": .words([]), "already known": .code,
    ],
    "entry-local-relapse": ["local relapse": .term("site"), "confirmed by": .words([])],
    "entry-surgery": ["surgery": .term("procedure"), "site": .term("site"), "margin": .term("margin")],
    "entry-radiotherapy": [
      "radiotherapy": .term("site"), "intent": .code, "dose": .number, "fractions": .number,
      "stopped for": .words([.stop]),
    ],
    "entry-ablation": ["ablation": .term("site"), "technique": .words([])],
    "entry-biopsy": ["biopsy": .term("site"), "technique": .words([]), "result": .words([.stop])],
    "entry-transplant": ["transplant": .term("transplant"), "donor": .words([]), "conditioning": .words([])],
    "entry-complication": ["complication": .term("complication"), "grade": .code, "of": .reference],
    "entry-performance-status": ["performance status": .number, "of": .reference],
    "entry-therapy": [
      "therapy": .term("drug"), "intent": .code, "line": .number, "continues": .reference,
      "regimen": .term("regimen"), "delay": .number, "delayed for": .words([]), "cycles": .number, "every": .number,
      "every is from": .words([]), "effect": .words([.stop]), "stopped for": .words([.stop]), "planned": .nested,
      "phases": .nested, "administrations": .nested,
    ],
    "entry-best-supportive-care": ["best supportive care": .words([.lost])],
    "entry-follow-up": ["follow-up": .words([.lost])],
    "entry-toxicity": [
      "toxicity": .term("toxicity"), "grade": .number, "version": .term("version"), "qualifier": .words([]),
      "absent": .code, "of": .reference,
    ],
    "entry-lab": ["lab": .term("analyte"), "value": .quantity],
    "entry-assessment": [
      "assessment": .words([.clinical]), "region": .term("site"), "response": .code, "criteria": .term("criteria"),
      "judged by": .person, "sites": .term("site"), "new lesions": .words([.doubt]),
      "finding": .words([.stop, .doubt]),
      // A picture is no data to share: neither its pixels nor what is known of them.
      "of": .reference, "images": .freeText,
    ],
    "entry-quality-of-life": [
      "quality of life": .words([]), "instrument": .term("instrument"), "score": .number, "of": .reference,
    ],
    "entry-decision": ["decision": .words([.stop])],
    "entry-plan": ["plan": .words([.stop])],
    "entry-death": ["death": .words([.stop, .doubt])],
    "entry-last-contact": ["last contact": .words([])],
    "entry-event": ["event": .words([.stop, .seen, .lost, .death])],
    "phase": [
      "id": .record, "drug": .term("drug"), "dose": .number, "dose is implied": .code, "days": .number,
      "times a day": .number, "omitted": .number, "every": .number, "every is from": .words([]), "delay": .number,
      "delayed for": .words([]), "cycles": .number, "when": .time, "reason": .nested, "support": .nested,
      "source": .source,
    ],
    "reason": ["code": .code, "words": .words([])],
    "image": [
      "file": .freeText, "sha256": .freeText, "original": .freeText, "modality": .freeText, "date": .date,
      "plane": .code, "series": .freeText, "frame": .number, "spacing": .number, "window": .number,
      "uptake": .number, "over": .freeText, "over original": .freeText, "crop": .number,
      "marks": .freeText, "scale": .number, "lesion": .freeText, "shows": .freeText, "rights": .freeText,
      "cleared": .freeText,
      "show": .code,
    ],
    "support": ["drug": .term("drug"), "days": .number, "dose": .number, "source": .source],
    "selector": ["intent": .code, "drugs": .term("drug")],
    // Works and published arms are of others; who reads them knows whose study it is.
    "reference": [
      "number": .source, "authors": .source, "title": .source, "journal": .source, "year": .source, "doi": .source,
    ],
    "decision on a finding": [
      "finding": .freeText, "reads": .freeText, "decision": .freeText, "reason": .freeText, "by": .freeText,
      "on": .freeText,
    ],
    "administration": [
      "cycle": .number, "day": .number, "date": .day, "dose": .number, "drug": .term("drug"), "mg": .number,
      "reason": .code,
    ],
    "lesion": [
      "date": .day, "lesion": .lesion, "role": .code, "site": .term("lesion site"), "part": .lesion,
      "finding": .lesion,
      "density HU": .number, "method": .term("method"), "slice mm": .number, "reader": .person, "certainty": .code,
      "treated": .code,
    ],
    "comparator": [
      "name": .source, "endpoint": .source, "n": .source, "events": .source, "free": .source, "rate %": .source,
      "at months": .source,
      "median months": .source, "population": .source, "source": .source,
    ],
    // What a claim asserts.
    "claim-sex": ["is": .code],
    "claim-age": ["is": .age],
    "claim-diagnosis": ["is": .term("histology"), "site": .term("site"), "grade": .term("grade")],
    "claim-metastatic-sites": ["sites": .term("site")],
    "claim-treatments": ["given": .term("drug"), "before": .reference],
    "claim-duration": ["is": .number, "of": .reference, "ongoing": .code],
    "claim-interval": ["is": .number, "from": .event, "to": .event],
    "claim-response": ["is": .code, "on": .reference, "lasting": .number, "while": .reference],
    "claim-response-over-therapies": ["is": .code, "over": .reference],
    "claim-response-counts": ["counts": .number, "on": .reference, "lasting": .number],
    "claim-dose": ["is": .number, "days": .number, "next day 1": .number, "of": .reference],
    "claim-initial-dose-range": ["lowest": .number, "highest": .number, "on": .reference],
    "claim-dose-change": ["by": .number, "from": .reference, "to": .reference],
    "claim-dose-change-from-cycle": ["cycle": .number, "to": .number, "of": .reference],
    "claim-reason": ["is": .freeText, "of": .reference],
    "claim-until-progression": ["on": .reference],
    "claim-refractory": ["to": .term("drug")],
    "claim-no-serious-toxicity": ["on": .reference],
    "claim-quality-of-life": ["is": .freeText, "on": .reference],
    "claim-line": ["is": .number, "of": .reference],
    "claim-percentage": ["is": .number, "of": .number, "what": .freeText],
    "claim-refers-to": ["is": .freeText, "for": .freeText],
    "claim-categories": ["what": .freeText, "counts": .freeText, "of": .number],
    "claim-number-of-patients": ["is": .number, "what": .freeText],
    "claim-median": ["is": .number, "what": .freeText, "range": .number, "unit": .unit],
    "claim-event": ["is": .code, "counted as": .code, "on": .reference],
    "claim-events": ["are": .code, "number": .number, "censored": .number, "of": .number],
    "claim-hazard-ratio": ["is": .number, "interval": .number, "p": .number, "medians": .number],
    "claim-change": ["what": .freeText, "from": .number, "to": .number, "by": .number],
    "claim-cumulative-dose": ["is": .number, "of": .reference],
    "claim-fractions": ["total": .number, "number": .number, "each": .number, "of": .reference],
    "claim-dose-intensity": ["is": .number, "of": .reference],
    "claim-dose-basis": ["is": .words([]), "on": .reference],
    "claim-dose-in-words": ["is": .words([]), "from": .reference, "to": .reference],
    "claim-longer-after-response": ["to": .reference, "on": .reference],
    "claim-statement": ["is": .freeText],
  ]
}
