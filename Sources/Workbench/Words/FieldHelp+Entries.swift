// SPDX-License-Identifier: Apache-2.0

import Plain

/// Help of what is recorded of the course of a disease.
extension FieldHelp {
  static let entries: [String: [String: FieldHelp]] = [
    "entry": entry,
    "entry-diagnosis": diagnosis,
    "entry-metastases": metastases,
    "entry-local-relapse": [
      "local relapse": "Rezidiv am Primärsitz: der Ort.", "confirmed by": "Wodurch es gesichert wurde.",
    ],
    "entry-performance-status": [
      "performance status": "Skala und Wert: `ECOG 1`, `ECOG 0-1`, `Karnofsky 80 %`.", "of": ofTherapy,
    ],
    "entry-follow-up": ["follow-up": quiet],
    "entry-toxicity": toxicity,
    "entry-lab": [
      "lab": .init(Phrase("What was measured: `neutrophils`, `LDH`.", "Was gemessen wurde: `Neutrophile`, `LDH`.")),
      "value": "Zahl und Einheit; `<0.5 10^9/L`, wo das Labor eine Grenze angibt.",
    ],
    "entry-assessment": assessment,
    "entry-quality-of-life": [
      "quality of life": "Angabe zur Lebensqualität.",
      "instrument": "Verwendeter Fragebogen: `EORTC QLQ-C30`.",
      "score": "Punktwert, wenn ein Instrument verwendet wurde.",
      "of": ofTherapy,
    ],
    "entry-decision": ["decision": "Entscheidung mit ihrem Grund, in Worten."],
    "entry-plan": ["plan": "Plan in Worten."],
    "entry-death": ["death": "Todesursache."],
    "entry-last-contact": [
      "last contact": .init(
        Phrase(
          "Last contact with the patient alive, in words; it may stay empty where something else is filled in.",
          "Letzter Kontakt mit dem lebenden Patienten, in Worten; kann leer bleiben, wenn anderes ausgefüllt ist."))
    ],
    "entry-event": ["event": "Anderes, in Worten."],
  ]

  static let ofTherapy: FieldHelp = "Kurzname der Therapie, zu der die Angabe gehört."

  /// Of kinds that may stand without a word.
  static let quiet = FieldHelp(
    Phrase(
      "Words of the source; they may be left out where something else is filled in.",
      "Worte der Quelle; können fehlen, wenn anderes ausgefüllt ist."))

  /// The keys of every entry.
  private static let entry: [String: FieldHelp] = [
    "id": .init(
      Phrase(
        "Name by which other times refer to it: small letters, digits and hyphens; unique in the patient.",
        "Name, auf den sich andere Zeiten beziehen: Kleinbuchstaben, Ziffern, Bindestriche; je Patient einmal.")),
    "lasts": .init(
      Phrase(
        "Stated duration: `10 d`, `3 wk`, `6 mo`, `2 y`; of what is ongoing, until the data cut-off.",
        "Angegebene Dauer: `10 d` (Tage), `3 wk` (Wochen), `6 mo` (Monate), `2 y` (Jahre); bei Andauerndem bis zum Datenschnitt."
      )),
    "ongoing": "Dauert beim Datenschnitt noch an.",
    "note": "Notiz in eigenen Worten.",
  ]

  private static let diagnosis: [String: FieldHelp] = [
    "diagnosis": "Histologie des Primärtumors.",
    "morphology": "Morphologie nach ICD-O-3.",
    "site": "Ort des Primärtumors in Worten.",
    "topography": "Topographie nach ICD-O-3.",
    "grade": "Grading als Code: `G2`.",
    "grade in words": "Grading in den Worten der Quelle.",
    "stage": "Stadium wie angegeben, mit den Kategorien der TNM-Klassifikation: `pT2 pN0 M1`.",
    "stage edition": "Auflage, nach der das Stadium angegeben ist: `UICC 8`.",
    "biomarkers": "Biomarker und Mutationen, jeweils in Worten.",
    "method": "Wie die Diagnose gestellt wurde.",
  ]

  private static let metastases: [String: FieldHelp] = [
    "metastases":
      "Organe mit Fernmetastasen; `site not stated`, wenn es welche gab und der Ort fehlt; `none`, wenn keine; `unknown`, wenn nicht bekannt ist, ob.",
    "none in": .init(
      Phrase(
        "Organs that were found free: `brain` of “no brain metastases”.",
        "Organe, die als frei befundet wurden: `brain` bei „keine Hirnmetastasen“.")),
    "number": "Eine Zahl, oder `multiple`.",
    "already known": .init(
      Phrase("The source speaks of known lesions.", "Die Quelle spricht von vorbekannten Läsionen.")),
  ]

  private static let toxicity: [String: FieldHelp] = [
    "toxicity":
      "Begriff der CTCAE oder das Wort der Akte; Worte, die mit `no` oder `keine` beginnen, sagen, dass es keine gab.",
    "grade": "Grad nach CTCAE; `3-4`, wo die Quelle ihn offenlässt.",
    "version": "Version der CTCAE.",
    "qualifier": "Zusatz in den Worten der Akte.",
    "absent": .init(Phrase("Nothing of the kind occurred.", "Nichts dergleichen ist aufgetreten.")),
    "of": ofTherapy,
  ]

  private static let assessment: [String: FieldHelp] = [
    "assessment": "Verfahren: `CT`, `MRI`, `PET-CT`.",
    "region": "Untersuchte Region in Worten.",
    "response":
      "Ansprechen, wie es beurteilt wurde; `CMR`, `PMR`, `SMD`, `PMD` nach PERCIST; `pCR`, gemischt, `MR` und `NED` zählen zu keiner Kategorie.",
    "criteria": "Kriterien der Beurteilung: `RECIST 1.1`.",
    "judged by": "Wer beurteilt hat.",
    "sites": "Orte, an denen etwas gewachsen oder neu aufgetreten ist.",
    "new lesions": "Neue Läsionen in Worten.",
    "finding": "Befund: was zu sehen war.",
    "of": ofTherapy,
    "images": .init(
      Phrase(
        "Pictures of it in the folder images of the study: verlauf images add cleans one.",
        "Bilder dazu im Ordner images der Studie: verlauf images add bereinigt eines.")),
  ]
}
