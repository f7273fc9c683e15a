// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// What keys and kinds of the notation are called on a page. The notation is English; a key without a German word stands as it is.
enum FieldWords {
  /// The label of a key.
  static func label(_ key: String, _ language: Language) -> String {
    switch language {
    case .english: capitalised(key)
    case .german: german[key] ?? capitalised(key)
    }
  }

  /// A word that a field may have, such as `male`.
  static func value(_ word: String, _ language: Language) -> String {
    language == .german ? germanValues[word] ?? word : word
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  static let german = [
    "section": "Abschnitt", "quote": "Zitat", "fact": "Fakt-Nummer", "study": "Titel", "centre": "Zentrum",
    "citation": "Zitierweise", "licence": "Lizenz", "design": "Design", "ethics": "Ethikvotum",
    "consent": "Einwilligung",
    "period": "Zeitraum", "data cut-off": "Datenschnitt", "guideline": "Leitlinie", "definitions": "Definitionen",
    "abbreviations": "Abkürzungen", "fields": "Eigene Felder", "sources": "Quellen der Angaben",
    "remarks": "Bemerkungen",
    "plain numbers": "Glatte Zahlen", "treatment ends": "Therapie endet", "days": "Tage", "maintenance": "Erhaltung",
    "censoring": "Zensierung", "name": "Name", "type": "Art", "unit": "Einheit", "choices": "Auswahl",
    "about": "Bedeutung",
    "patient": "Patient", "sex": "Geschlecht", "age": "Alter", "year of birth": "Geburtsjahr", "height": "Größe",
    "weight": "Gewicht", "comorbidity": "Begleiterkrankungen", "arm": "Arm", "source": "Quelle", "course": "Verlauf",
    "id": "Kurzname", "when": "Wann", "starts": "Beginnt", "ends": "Endet", "lasts": "Dauert", "ongoing": "Andauernd",
    "note": "Notiz", "diagnosis": "Diagnose", "metastases": "Metastasen", "local relapse": "Lokalrezidiv",
    "surgery": "Operation", "radiotherapy": "Strahlentherapie", "ablation": "Ablation", "biopsy": "Biopsie",
    "transplant": "Transplantation", "complication": "Komplikation", "performance status": "Leistungszustand",
    "therapy": "Systemtherapie", "best supportive care": "Best Supportive Care", "follow-up": "Nachsorge",
    "toxicity": "Toxizität", "lab": "Laborwert", "assessment": "Bildgebung", "quality of life": "Lebensqualität",
    "decision": "Entscheidung", "plan": "Plan", "death": "Tod", "last contact": "Letzter Kontakt", "event": "Ereignis",
    "intent": "Ziel", "line": "Linie", "continues": "Setzt fort", "regimen": "Regime", "cycles": "Zyklen",
    "every": "Zykluslänge", "every is from": "Zykluslänge stammt aus", "delay": "Verzögerung",
    "delayed for": "Verzögert wegen",
    "effect": "Wirkung", "stopped for": "Beendet wegen", "planned": "Geplant", "phases": "Dosisphasen",
    "drug": "Wirkstoff",
    "dose": "Dosis", "dose is implied": "Dosis übernommen", "times a day": "Mal am Tag", "omitted": "Ausgelassen",
    "reason": "Grund", "support": "Begleitmedikation", "code": "Art", "words": "Worte", "topic": "Thema",
    "text": "Text",
    "morphology": "Morphologie (ICD-O)", "site": "Ort", "topography": "Topographie (ICD-O)", "grade": "Grad",
    "grade in words": "Grad in Worten", "method": "Methode", "number": "Anzahl", "region": "Region",
    "response": "Ansprechen", "criteria": "Kriterien", "judged by": "Beurteilt durch", "sites": "Orte",
    "finding": "Befund", "of": "Unter", "new lesions": "Neue Läsionen", "qualifier": "Zusatz", "version": "Version",
    "instrument": "Instrument", "margin": "Resektionsrand", "fractions": "Fraktionen", "technique": "Technik",
    "result": "Ergebnis", "value": "Wert", "confirmation": "Bestätigt durch", "cause": "Ursache", "stage": "Stadium",
    "size": "Größe", "side": "Seite", "stage edition": "Auflage der Klassifikation", "biomarkers": "Biomarker",
    "none in": "Frei von Metastasen", "already known": "Vorbekannt", "confirmed by": "Gesichert durch",
    "donor": "Spender", "conditioning": "Konditionierung", "absent": "Nicht aufgetreten", "score": "Punktwert",
    "cycle": "Zyklus", "day": "Tag", "date": "Datum", "mg": "mg", "analyte": "Messgröße", "lesion": "Läsion",
    "role": "Rolle", "part": "Teil", "density HU": "Dichte (HU)", "slice mm": "Schichtdicke (mm)", "reader": "Befunder",
    "certainty": "Sicherheit", "treated": "Vorbehandelt",
    "images": "Bilder", "file": "Datei", "sha256": "SHA-256", "original": "SHA-256 des Originals",
    "modality": "Modalität", "plane": "Ebene", "series": "Serie", "frame": "Bild der Serie",
    "spacing": "Pixelabstand", "window": "Fenster", "uptake": "Uptake (SUV)", "over": "Über",
    "over original": "SHA-256 des Originals darunter", "crop": "Ausschnitt", "marks": "Pfeile und Kreise",
    "scale": "Maßstab", "shows": "Zeigt", "rights": "Rechte", "cleared": "Auf Namen geprüft", "show": "Abbilden",
  ]

  /// What values are called in German: those of categories of the record as the record's own words have it, and others that fields may have.
  static let germanValues = categories.merging(values) { _, own in own }

  private static let categories = Dictionary(
    (Sex.allCases.map { ($0.rawValue, $0.phrase) } + Intent.allCases.map { ($0.rawValue, $0.phrase) })
      .map { ($0, $1.german) }, uniquingKeysWith: { first, _ in first })

  private static let values = [
    "not stated": "nicht angegeben", "unknown": "unbekannt", "true": "ja",
    "false": "nein", "salvage": "Salvage", "adjuvant": "adjuvant", "neoadjuvant": "neoadjuvant",
    "progression": "Progress", "toxicity": "Toxizität",
    "multiple": "multipel", "single": "einzeln", "haematotoxicity": "Hämatotoxizität", "body size": "Körpermaße",
    "preference": "Wunsch", "other": "anderes", "response": "Ansprechen", "disease control": "Krankheitskontrolle",
    "progression-free": "progressionsfrei", "survival": "Überleben",
    "none": "keine", "mixed": "gemischt", "site not stated": "Ort nicht angegeben",
    "half last digit": "halbe letzte Stelle",
    "exact": "genau", "stop": "Absetzen", "last dose": "letzte Gabe", "exclusive": "ohne den letzten Tag",
    "inclusive": "mit dem letzten Tag", "with induction": "mit der Induktion", "apart": "getrennt",
    "last assessment": "letzte Beurteilung", "last contact": "letzter Kontakt", "text": "Text", "number": "Zahl",
    "date": "Datum", "choice": "Auswahl", "yes/no": "ja/nein", "omitted": "ausgelassen",
    "axial": "axial", "coronal": "koronar", "sagittal": "sagittal", "oblique": "schräg", "projection": "Projektion",
  ]
}
