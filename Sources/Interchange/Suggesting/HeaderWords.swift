// SPDX-License-Identifier: Apache-2.0

import Plain

/// What headers of columns are called in English and German: a closed list. What is not in it is not recognised.
enum HeaderWords {
  /// What a column is: a fact of the patient, or a key of an entry.
  struct Meaning: Equatable {
    /// The key, as in a mapping.
    var key: String
    /// The entry; nil for a fact of the patient.
    var entry: String?
    /// How its values are read.
    var form: TableMapping.Reading
    /// Words around a value.
    var pattern: String?

    init(_ key: String, of entry: String? = nil, _ form: TableMapping.Reading = .text, as pattern: String? = nil) {
      self.key = key
      self.entry = entry
      self.form = form
      self.pattern = pattern
    }
  }

  /// What a header can be; empty where it is not in the list, several where it can be more than one thing.
  static func meanings(_ header: String) -> [Meaning] {
    let folded = fold(withoutUnit(header))
    if let known = words[folded] { return known }
    for (words, entry) in lines {
      if words.contains(folded) { return [Meaning("therapy", of: entry)] }
      for word in words where folded.count > word.count {
        let behind = folded.hasPrefix(word) ? therapy[String(folded.dropFirst(word.count))] : nil
        let before = folded.hasSuffix(word) ? therapy[String(folded.dropLast(word.count))] : nil
        if let meaning = behind ?? before { return [retargeted(meaning, to: entry)] }
      }
    }
    for (words, entry, main) in events {
      for word in words where folded.hasPrefix(word) && folded.count > word.count {
        let rest = String(folded.dropFirst(word.count))
        if times.contains(rest) { return [Meaning("when", of: entry, .date)] }
        if results.contains(rest) { return main.map { [Meaning($0, of: entry)] } ?? [] }
      }
    }
    return therapy[folded].map { [retargeted($0, to: "treatment")] } ?? []
  }

  /// What a header under a group can be: as their words together, else as its own word where the group is one of a patient, a tumour, a treatment or a
  /// follow-up. Under a group that is not known (`Mother`, `Second tumour`) it can be that or another: `isSure` is false.
  static func meanings(_ header: String, under group: String, own: String) -> (all: [Meaning], isSure: Bool) {
    let joined = meanings(header)
    if !joined.isEmpty || group.isEmpty || own == header { return (joined, true) }
    let (folded, ownFolded) = (fold(group), fold(withoutUnit(own)))
    if let line = lines.first(where: { line in line.words.contains { folded.hasSuffix($0) || folded.hasPrefix($0) } }),
      let meaning = therapy[ownFolded]
    {
      return ([retargeted(meaning, to: line.entry)], true)
    }
    return (meanings(own), groups.contains(folded) || lines.contains { $0.words.contains { folded.hasSuffix($0) } })
  }

  /// Words over groups of columns that say of whom or what they are, and nothing else.
  private static let groups: Set = [
    "patient", "patientin", "patienten", "stammdaten", "demographie", "demografie", "demographics", "basisdaten",
    "baseline", "allgemein", "allgemeines", "general", "person", "tumor", "tumour", "diagnose", "diagnosis",
    "erstdiagnose", "erkrankung", "disease", "primaertumor", "primarytumour", "primarytumor", "therapie", "therapy",
    "behandlung", "treatment", "chemotherapie", "chemotherapy", "systemtherapie", "verlauf", "course", "outcome",
    "outcomes", "ergebnis", "ergebnisse", "followup", "nachsorge", "nachbeobachtung", "ueberleben", "survival",
    "ansprechen", "response", "status",
  ]

  /// The unit that a header has in brackets or behind a comma: `Größe (cm)`, `Größe, cm`. Another word there is part of the name: `Ansprechen (Datum)`.
  static func unit(_ header: String) -> String? { parted(header)?.unit }

  private static func parted(_ header: String) -> (name: String, unit: String)? {
    for (open, close) in [("(", ")"), ("[", "]"), (",", "")] where header.hasSuffix(close) {
      guard let start = header.lastIndex(of: Character(open)), start > header.startIndex else { continue }
      let unit = String(header[header.index(after: start)...].dropLast(close.count)).trimmed
      if units.contains(unit.lowercased()) { return (String(header[..<start]), unit) }
    }
    return nil
  }

  private static let units: Set = [
    "cm", "m", "mm", "kg", "g", "mg", "%", "d", "tag", "tage", "day", "days", "wk", "wo", "woche", "wochen", "week",
    "weeks", "mo", "mon", "monat", "monate", "month", "months", "y", "yr", "j", "jahr", "jahre", "year", "years",
  ]

  /// The kind of an entry, and what it says that no column does.
  static func plan(_ entry: String) -> TableMapping.EntryPlan {
    func always(_ words: (String, String)...) -> [TableMapping.Word] { words.map { TableMapping.Word($0.0, $0.1) } }
    switch entry {
    case "diagnosis": return TableMapping.EntryPlan(name: entry, kind: "diagnosis")
    case "metastases": return TableMapping.EntryPlan(name: entry, kind: "metastases")
    case "surgery": return TableMapping.EntryPlan(name: entry, kind: "surgery")
    case "radiotherapy":
      return TableMapping.EntryPlan(name: entry, kind: "radiotherapy", always: always(("radiotherapy", "true")))
    case "response", "progression":
      let response =
        entry == "progression" ? always(("assessment", "true"), ("response", "PD")) : always(("assessment", "true"))
      return TableMapping.EntryPlan(name: entry, kind: "assessment", always: response)
    case "death": return TableMapping.EntryPlan(name: entry, kind: "death", always: always(("death", "not stated")))
    case "last-contact":
      return TableMapping.EntryPlan(name: entry, kind: "last contact", always: always(("last contact", "true")))
    case "performance": return TableMapping.EntryPlan(name: entry, kind: "performance status")
    default: return TableMapping.EntryPlan(name: entry, kind: "therapy")
    }
  }

  /// Small letters and digits; umlauts as their letters.
  static func fold(_ text: String) -> String {
    var folded = ""
    for character in text.lowercased() {
      switch character {
      case "ä": folded += "ae"
      case "ö": folded += "oe"
      case "ü": folded += "ue"
      case "ß": folded += "ss"
      default: if character.isLetter || character.isNumber { folded.append(character) }
      }
    }
    return folded
  }

  private static func withoutUnit(_ header: String) -> String { parted(header)?.name ?? header }

  private static func retargeted(_ meaning: Meaning, to entry: String) -> Meaning {
    var own = meaning
    own.entry = entry
    return own
  }

  /// Words before or behind what a column of a line of therapy is.
  static let lines: [(words: [String], entry: String)] = [
    (["erstlinie", "1linie", "erstlinientherapie", "firstline", "1stline", "line1", "1l"], "line-1"),
    (["zweitlinie", "2linie", "zweitlinientherapie", "secondline", "2ndline", "line2", "2l"], "line-2"),
    (["drittlinie", "3linie", "drittlinientherapie", "thirdline", "3rdline", "line3", "3l"], "line-3"),
    (["erhaltungstherapie", "erhaltung", "maintenance"], "maintenance"),
  ]

  /// Words before what a column of an event is, and the key of its result.
  private static let events: [(words: [String], entry: String, main: String?)] = [
    (["ansprechen", "response", "remission"], "response", "response"),
    (["progress", "progression", "progredienz"], "progression", nil),
    (["operation", "surgery", "op"], "surgery", "surgery"), (["tod", "death"], "death", nil),
    (["letzterkontakt", "lastcontact", "lastfollowup"], "last-contact", nil),
    (["erstdiagnose", "diagnose", "diagnosis", "ed"], "diagnosis", nil),
    (["metastasen", "metastases"], "metastases", "metastases"),
  ]

  /// What stands behind the word of an event where a column is its time.
  private static let times: Set = [
    "datum", "date", "am", "tag", "amtag", "day", "onday", "wann", "when", "zeit", "time",
  ]
  /// What stands there where a column is its result.
  private static let results: Set = ["bestes", "best", "ergebnis", "result", "art", "was", "type"]

  /// Headers of a column that says whether the patient lives, and its texts.
  static let vitalStatus: Set = [
    "status", "vitalstatus", "ueberlebensstatus", "survivalstatus", "osstatus", "os", "lebensstatus",
  ]
  /// Texts of the dead.
  static let dead: Set = ["tot", "verstorben", "gestorben", "dead", "deceased", "died", "1deceased", "dod"]
  /// Texts of the living.
  static let alive: Set = ["lebt", "lebend", "alive", "living", "0living", "ned", "awd"]
  /// Texts in place of a patient in a row that is a sum or the like.
  static let sums: Set = [
    "summe", "gesamt", "gesamtsumme", "zwischensumme", "total", "subtotal", "sum", "anzahl", "mittelwert", "mittel",
    "median", "mean", "average", "durchschnitt",
  ]

  private static let therapy: [String: Meaning] = {
    let all: [([String], Meaning)] = [
      (
        [
          "therapie", "therapy", "treatment", "regime", "regimen", "schema", "substanz", "substanzen", "drug", "drugs",
          "medikament",
          "chemotherapie", "chemotherapy", "agent", "arzneimittel",
        ], Meaning("therapy")
      ),
      (
        [
          "beginn", "start", "therapiebeginn", "startdatum", "startdate", "begindate", "treatmentstart", "therapystart",
          "begin",
          "firstdose", "ersteigabe", "erstegabe", "von",
        ], Meaning("starts", .date)
      ),
      (
        [
          "ende", "end", "stop", "therapieende", "enddatum", "enddate", "stopdate", "treatmentend", "therapyend",
          "letztegabe",
          "lastdose", "bis",
        ], Meaning("ends", .date)
      ),
      (["zyklen", "cycles", "anzahlzyklen", "numberofcycles", "zykluszahl"], Meaning("cycles", .number)),
      (
        ["abbruchgrund", "grundende", "reasonforstop", "reasonforstopping", "stopreason", "endegrund"],
        Meaning("stopped for")
      ),
    ]
    return Dictionary(
      all.flatMap { words, meaning in words.map { ($0, meaning) } }, uniquingKeysWith: { first, _ in first })
  }()

  private static let words: [String: [Meaning]] = {
    let all: [([String], [Meaning])] = [
      (
        [
          "patient", "patientid", "patid", "patnr", "patientennummer", "patientennr", "patientnr", "patientnumber",
          "id", "subjectid",
          "subject", "usubjid", "caseid", "fall", "fallnr", "fallnummer", "pat", "nr", "studienid", "pseudonym",
          "recordid", "studyid",
        ],
        [Meaning("patient")]
      ),
      (["geschlecht", "sex", "gender"], [Meaning("sex")]),
      (
        ["alterbeied", "alterbeidiagnose", "alterbeierstdiagnose", "ageatdiagnosis", "diagnosisage"],
        [Meaning("age", as: "{} at diagnosis")]
      ),
      // At which event, the header does not say.
      (["alter", "age"], [Meaning("age", as: "{} at diagnosis"), Meaning("age")]),
      (["geburtsjahr", "yearofbirth", "birthyear", "gebjahr"], [Meaning("year of birth")]),
      (["groesse", "koerpergroesse", "height"], [Meaning("height", .number)]),
      (["gewicht", "koerpergewicht", "weight"], [Meaning("weight", .number)]),
      (["arm", "studienarm", "treatmentarm"], [Meaning("arm")]),
      (
        ["komorbiditaet", "komorbiditaeten", "begleiterkrankungen", "nebendiagnosen", "comorbidity", "comorbidities"],
        [Meaning("comorbidity")]
      ),
      (
        [
          "diagnose", "diagnosis", "histologie", "histology", "tumor", "tumour", "entitaet", "entity", "hauptdiagnose",
          "cancertype",
        ],
        [Meaning("diagnosis", of: "diagnosis")]
      ),
      (
        [
          "ed", "erstdiagnose", "diagnosedatum", "datumdiagnose", "datumerstdiagnose", "dateofdiagnosis",
          "diagnosisdate", "eddatum",
        ],
        [Meaning("when", of: "diagnosis", .date)]
      ),
      (
        ["lokalisation", "primaerlokalisation", "site", "primarysite", "primaersitz"],
        [Meaning("site", of: "diagnosis")]
      ),
      (["grading", "grade", "differenzierung"], [Meaning("grade", of: "diagnosis")]),
      (["stadium", "stage", "tnm", "uicc"], [Meaning("stage", of: "diagnosis")]),
      (
        ["metastasen", "metastases", "metastasierung", "metastaticsites", "fernmetastasen"],
        [Meaning("metastases", of: "metastases")]
      ),
      (
        ["metastasendatum", "datummetastasen", "metastasesdate", "dateofmetastases"],
        [Meaning("when", of: "metastases", .date)]
      ),
      (["op", "operation", "surgery", "resektion"], [Meaning("surgery", of: "surgery")]),
      (
        ["opdatum", "datumop", "surgerydate", "dateofsurgery", "operationsdatum"],
        [Meaning("when", of: "surgery", .date)]
      ),
      (
        ["ansprechen", "bestesansprechen", "bestresponse", "bestoverallresponse", "bor", "response"],
        [Meaning("response", of: "response")]
      ),
      (
        ["ansprechendatum", "datumansprechen", "responsedate", "dateofresponse"],
        [Meaning("when", of: "response", .date)]
      ),
      (
        [
          "progress", "progression", "progressdatum", "datumprogress", "progressiondate", "dateofprogression",
          "pddatum", "progredienz",
        ],
        [Meaning("when", of: "progression", .date)]
      ),
      (
        ["tod", "death", "todesdatum", "sterbedatum", "verstorben", "verstorbenam", "deathdate", "dateofdeath"],
        [Meaning("when", of: "death", .date)]
      ),
      (["todesursache", "causeofdeath"], [Meaning("death", of: "death")]),
      (
        [
          "letzterkontakt", "lastcontact", "lastfollowup", "lastfu", "datumletzterkontakt", "lastcontactdate",
          "letztesfollowup",
          "dateoflastcontact", "followup", "nachsorge",
        ], [Meaning("when", of: "last-contact", .date)]
      ),
      (["ecog", "ecogps", "performancestatus"], [Meaning("performance status", of: "performance", as: "ECOG {}")]),
      // Of the day of an event, or of the day of its end: the header does not say.
      (
        ["datum", "date", "tag", "day", "zeit", "time"],
        [
          Meaning("starts", of: "treatment", .date), Meaning("when", of: "response", .date),
        ]
      ),
    ]
    return Dictionary(
      all.flatMap { words, meaning in words.map { ($0, meaning) } }, uniquingKeysWith: { first, _ in first })
  }()
}
