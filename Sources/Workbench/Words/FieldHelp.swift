// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// What the pages say of a field, where the summary of the notation does not do: in German, and in English where that summary speaks of files.
///
/// Words that are typed as they stand are in backticks.
struct FieldHelp: Sendable, ExpressibleByStringLiteral {
  /// In place of the summary; nil where that does.
  let english: String?
  let german: String

  init(stringLiteral german: String) { (english, self.german) = (nil, german) }

  init(_ phrase: Phrase) { (english, german) = (phrase.english, phrase.german) }

  /// The help of a key of a table, if the pages have one of their own. Keys that every entry has stand at one place.
  static func of(_ key: String, in table: String) -> FieldHelp? {
    all[table]?[key] ?? (table.hasPrefix("entry-") ? all["entry"]?[key] : nil)
  }

  /// The help of a key in a language, and the language that it is in: what is not in the catalogue is in the English of the notation.
  static func said(of key: KeyTable.Key, in table: String, _ language: Language) -> (words: String, language: Language)
  {
    guard let own = of(key.name, in: table) else { return (key.summary, .english) }
    return language == .german ? (own.german, .german) : (own.english ?? key.summary, .english)
  }

  /// Help with what is typed as it stands set apart.
  static func markup(_ words: String) -> Markup {
    .group(
      words.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
        index.isMultiple(of: 2) ? .text(String(part)) : .element("code", .text(String(part).trimmed))
      })
  }

  /// Help by the name of the table and the key; `entry` has the keys of every entry, and `laboratory`, `administration` and `lesion` the columns of rows.
  static let all: [String: [String: FieldHelp]] = records.merging(entries) { own, _ in own }
    .merging(treatments) { own, _ in own }.merging(rows) { own, _ in own }

  // MARK: the study and its patients

  private static let records: [String: [String: FieldHelp]] = [
    "study": study, "definitions": definitions, "remark": remark, "field": field, "source": source, "patient": patient,
  ]

  private static let study: [String: FieldHelp] = [
    "study": "Titel der Studie oder der Veröffentlichung.",
    "section": .init(
      Phrase(
        "Section for every source here that names none.",
        "Abschnitt für alle Quellen hier, die keinen eigenen nennen.")),
    "centre": "Wer die Patienten behandelt hat.",
    "citation": "Wie die Quelle zitiert wird, wenn sie veröffentlicht ist.",
    "licence": "Lizenz des Quellenmaterials.",
    "design": "Studiendesign in den Worten der Quelle.",
    "ethics": "Votum der Ethikkommission.",
    "consent": "Einwilligung in Behandlung, Auswertung oder Veröffentlichung.",
    "period": .init(
      Phrase(
        "When the patients were treated: `2014/2021` for 2014 to 2021, or `2017`, or `2017-03`.",
        "Behandlungszeitraum der Patienten: `2014/2021` für 2014 bis 2021, oder `2017`, oder `2017-03`.")),
    "data cut-off": .init(
      Phrase(
        "Until when outcomes were tracked: `2021`, `2021-06` or `30.06.2021`.",
        "Bis wann Ergebnisse erfasst wurden: `2021`, `2021-06` oder `30.06.2021`.")),
    "guideline": "Berichtsleitlinie, an der die Angaben gemessen werden.",
    "definitions": .init(
      Phrase(
        "What counts as what, where oncology has several ways.",
        "Was als was zählt, wo es in der Onkologie mehrere Festlegungen gibt.")),
    "abbreviations": .init(
      Phrase(
        "Short names for figures, one on each line: `gemcitabine: Gem`.",
        "Kurznamen für Abbildungen, je Zeile einer: `gemcitabine: Gem`.")),
    "fields": "Eigene Felder der Studie, zu denen Patienten einen Wert haben.",
    "sources": .init(Phrase("Where the facts above are stated.", "Wo die Angaben oben stehen.")),
    "remarks": "Was in keines der Felder passt.",
  ]

  private static let definitions: [String: FieldHelp] = [
    "plain numbers": .init(
      Phrase(
        "How far a number as plain as “6 months” may be from the truth.",
        "Wie weit eine glatte Zahl wie „6 Monate“ von der Wahrheit abweichen darf.")),
    "treatment ends": "Womit eine Therapie endet: mit der Entscheidung, sie abzusetzen, oder am Tag der letzten Gabe.",
    "days": .init(
      Phrase("Whether an interval counts its last day.", "Ob der letzte Tag eines Zeitraums mitgezählt wird.")),
    "maintenance": "Ob Erhaltung mit der vorangehenden Induktion zusammen zählt.",
    "censoring": "Was die Zeit bis Progress zensiert.",
  ]

  private static let remark: [String: FieldHelp] = [
    "topic": "Worum es geht.", "text": "Die Aussage in eigenen Worten.",
  ]

  private static let field: [String: FieldHelp] = [
    "name": .init(
      Phrase("Its name, beside which each patient has a value.", "Der Name, zu dem jeder Patient einen Wert hat.")),
    "type": "Welcher Art die Werte sind.",
    "unit": "Einheit, wenn es eine Zahl ist.",
    "choices": "Die Werte, die eine Auswahl haben kann.",
    "about": "Was das Feld bedeutet.",
  ]

  private static let source: [String: FieldHelp] = [
    "section": .init(
      Phrase(
        "Section, table or chart page; empty: the section that is given for all sources of the patient or the study.",
        "Abschnitt, Tabelle oder Seite der Akte; leer: der Abschnitt, der für alle Quellen des Patienten oder der Studie angegeben ist."
      )),
    "quote": "Wortlaut der Quelle, unter 200 Zeichen.",
    "fact": "Nummer in einem Verzeichnis der Quelle.",
  ]

  private static let patient: [String: FieldHelp] = [
    "section": .init(
      Phrase(
        "Section for every source of this patient that names none.",
        "Abschnitt für alle Quellen dieses Patienten, die keinen eigenen nennen.")),
    "sex": "Geschlecht, wie in der Akte erfasst.",
    "age": "Vollendete Jahre und das Ereignis, zu dem sie angegeben sind: `at diagnosis` bei Diagnose.",
    "year of birth": "Geburtsjahr, wenn es erfasst werden darf.",
    "height": "Körpergröße in cm.",
    "weight": "Körpergewicht in kg.",
    "comorbidity": "Begleiterkrankungen, jede in Worten.",
    "arm": "Studienarm.",
    "period": .init(
      Phrase(
        "When this patient was treated, where it is not the period of the study: `2017`, `2017-03` or `2017-03/2018-01`.",
        "Behandlungszeitraum dieses Patienten, wo er nicht der der Studie ist: `2017`, `2017-03` oder `2017-03/2018-01`."
      )),
    "data cut-off": .init(
      Phrase(
        "Until when this patient's outcomes were tracked, where it is not the data cut-off of the study: `2021-06` or `30.06.2021`.",
        "Bis wann Ergebnisse dieses Patienten erfasst wurden, wo es nicht der Datenschnitt der Studie ist: `2021-06` oder `30.06.2021`."
      )),
    "fields": .init(
      Phrase(
        "Values of the study's own fields, one on each line: `smoker: yes`.",
        "Werte der eigenen Felder der Studie, je Zeile einer: `smoker: yes`.")),
    "source": "Wo Geschlecht und Alter angegeben sind.",
  ]
}
