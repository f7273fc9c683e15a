// SPDX-License-Identifier: Apache-2.0

import Plain

/// Help of treatments, their doses, and rows of tables.
extension FieldHelp {
  static let treatments: [String: [String: FieldHelp]] = [
    "entry-surgery": [
      "surgery": "Was operiert wurde.", "site": "Ort des Eingriffs.", "margin": "Resektionsrand: `R0`.",
    ],
    "entry-radiotherapy": [
      "radiotherapy": .init(Phrase("Target of the radiation.", "Zielgebiet der Bestrahlung.")),
      "intent": "Mit welchem Ziel bestrahlt wurde.",
      "dose": "Gesamtdosis in Gy.",
      "fractions": "Anzahl der Fraktionen.",
      "stopped for": "Warum sie beendet wurde.",
    ],
    "entry-ablation": ["ablation": "Ort der Ablation.", "technique": "Verfahren der Ablation."],
    "entry-biopsy": [
      "biopsy": "Ort der Biopsie.",
      "technique": "Verfahren: `Stanzbiopsie`.",
      "result": "Befund der Pathologie in Worten.",
    ],
    "entry-transplant": [
      "transplant": "Was transplantiert wurde: `autologe Stammzellen`.",
      "donor": "Spender: `Geschwister`.",
      "conditioning": "Konditionierung in Worten.",
    ],
    "entry-complication": [
      "complication":
        "Komplikation eines Eingriffs in Worten; `none`, oder Worte, die mit `no` oder `keine` beginnen, sagen, dass es keine gab.",
      "grade": "Grad nach Clavien und Dindo, nur wo er angegeben ist: `IIIa`.",
      "of": "Kurzname der Operation, Biopsie oder des anderen Eingriffs, auf den sie folgte.",
    ],
    "entry-therapy": therapy,
    "entry-best-supportive-care": ["best supportive care": quiet],
    "phase": phase,
    "reason": ["code": "Von welcher Art der Grund ist.", "words": "Grund in den Worten der Quelle."],
    "image": image,
    "support": ["drug": "Freiname.", "days": "Tage des Zyklus.", "dose": "Dosis in mg."],
  ]

  private static let image: [String: FieldHelp] = [
    "file": .init(
      Phrase(
        "Name of the picture in the folder images of the study, after its digest.",
        "Name des Bildes im Ordner images der Studie, nach seiner Prüfsumme.")),
    "sha256": .init(
      Phrase(
        "SHA-256 digest of the picture: one that has changed since is told.",
        "SHA-256 des Bildes: ein seither geändertes wird gemeldet.")),
    "original": "SHA-256 des Originals, das außerhalb der Studie bleibt.",
    "modality": "Modalität im Wort von DICOM: `CT`, `MR`, `PT`.",
    "date": "Tag der Aufnahme, wie ihn der Bildkopf nennt.",
    "plane": "Schnittebene.",
    "series": "Serie in Worten: `portalvenöse Phase`.",
    "frame": "Bild des Originals, ab 1, wo es mehrere hat.",
    "spacing": "Größe eines Pixels: `0.742 mm`; `0.742 x 0.9 mm` quer und längs.",
    "window": "Mitte und Breite des Fensters: `40/400`.",
    "uptake":
      "Standardisierter Uptake nach Körpergewicht von schwarz nach weiß oder durch die Farben einer PET über CT: `SUVbw 0-7`; `SUVbw 0-7 dark on white` (dunkel auf weiß).",
    "over": "Modalität der Aufnahme, über der es in Farben liegt: `CT`.",
    "over original": "SHA-256 des Originals dieser Aufnahme, das außerhalb der Studie bleibt.",
    "crop": "Gedruckter Ausschnitt in Pixeln: `300x280 at 100,80`.",
    "marks": .init(
      Phrase(
        "Drawn on it, in pixels of the whole picture: `arrow 160,240 to 120,200`, `circle 120,200 radius 30`, `line 10,20 to 80,90` (a measured diameter).",
        "Eingezeichnet, in Pixeln des ganzen Bildes: `arrow 160,240 to 120,200`, `circle 120,200 radius 30`, `line 10,20 to 80,90` (ein gemessener Durchmesser)."
      )),
    "scale": "Länge des Maßstabs: `50 mm`; sonst wählt ihn die Abbildung.",
    "lesion": .init(
      Phrase(
        "The lesion that it shows, as the readings of lesions name it: pictures of one lesion stand in one row of the figure.",
        "Die Läsion, die es zeigt, wie die Läsionsbefunde sie nennen: Bilder einer Läsion stehen in einer Reihe der Abbildung."
      )),
    "shows": "Was es zeigt, für die Legende.",
    "rights": "Einwilligung oder Lizenz, nach der es gedruckt werden darf.",
    "cleared": "Wie und von wem geprüft wurde, dass kein Name im Bild steht.",
    "show": "Ob die Abbildung es zeigt, wenn nicht alle Platz finden.",
  ]

  private static let therapy: [String: FieldHelp] = [
    "therapy": .init(
      Phrase(
        "Drugs given together, joined by `+`.",
        "Gemeinsam gegebene Wirkstoffe, mit `+` verbunden: `gemcitabine + docetaxel`.")),
    "intent": "Ziel der Therapie.",
    "line": "Therapielinie, nur wo die Quelle sie nummeriert.",
    "continues": "Bei einer Erhaltung: Kurzname der Therapie, die sie fortsetzt.",
    "regimen": .init(
      Phrase("The regimen of the library that it follows.", "Das Schema der Sammlung, dem die Therapie folgt.")),
    "cycles": "Anzahl der gegebenen Zyklen.",
    "every": "Zykluslänge: `21 d` für 21 Tage; `21 d or 28 d`, wo die Quelle sie offenlässt.",
    "every is from": "Woher die Zykluslänge stammt, wenn sie für diesen Patienten nicht angegeben ist.",
    "delay": "Um wie viel die Zyklen insgesamt verzögert waren: `2 wk` für 2 Wochen; `0 d` für gar nicht.",
    "delayed for": "Warum sie verzögert waren.",
    "effect": "Wirkung in den Worten der Quelle.",
    "stopped for": "Warum die Therapie beendet wurde.",
    "planned": "Was geplant war und so nicht gegeben wurde.",
    "phases": "Was gegeben wurde, in zeitlicher Folge.",
  ]

  private static let phase: [String: FieldHelp] = [
    "id": .init(
      Phrase(
        "Name of the phase: small letters, digits and hyphens; unique in the patient.",
        "Name der Dosisphase: Kleinbuchstaben, Ziffern, Bindestriche; je Patient einmal.")),
    "drug": "Der Wirkstoff; nur nötig, wenn die Therapie mehrere hat.",
    "dose": "Dosis einer Gabe.",
    "dose is implied": "Die Dosis ist übernommen und nicht erneut angegeben.",
    "days":
      "Tage des Zyklus, an denen gegeben wird, aufsteigend; bei Einnahme Tag für Tag `täglich`, `2x täglich` oder `4 Wochen an, 2 Pause`.",
    "times a day": "Gaben an jedem dieser Tage, wenn es mehrere sind: 2 für zweimal täglich.",
    "omitted": "Tage des Plans, an denen nichts gegeben wurde.",
    "every": "Zykluslänge.",
    "every is from": "Woher die Zykluslänge stammt, wenn sie für diesen Patienten nicht angegeben ist.",
    "delay": "Um wie viel die Zyklen insgesamt verzögert waren: `2 wk` für 2 Wochen; `0 d` für gar nicht.",
    "delayed for": "Warum sie verzögert waren.",
    "cycles": "Erster und letzter Zyklus der Dosisphase: `1-3`, `4`, `16-`.",
    "reason": "Warum sie vom Plan oder von der Dosisphase davor abweicht.",
    "support": "Begleitmedikation.",
  ]

  // MARK: rows

  static let rows: [String: [String: FieldHelp]] = [
    "laboratory": [
      "analyte": .init(Phrase("What was measured: `neutrophils`.", "Was gemessen wurde: `Neutrophile`.")),
      "when": .init(Phrase("The day: `2018-05-03`, `31.05.2018`.", "Der Tag: `2018-05-03`, `31.05.2018`.")),
      "value": .init(
        Phrase(
          "The number; `<0.5` where the laboratory gives a bound.",
          "Die Zahl; `<0.5`, wo das Labor eine Grenze angibt.")),
      "unit": .init(Phrase("Unit: `10^9/L`.", "Einheit: `10^9/L`.")),
    ],
    "administration": [
      "therapy": .init(Phrase("Id of the therapy.", "Kurzname der Therapie.")),
      "cycle": "Zyklus der Therapie, ab 1.",
      "day": "Tag des Zyklus nach Plan, ab 1.",
      "date": "Der Tag, an dem gegeben wurde oder gegeben werden sollte.",
      "dose": .init(
        Phrase("`1000 mg/m2`, or `omitted`.", "`1000 mg/m2`, oder `omitted`, wenn nichts gegeben wurde.")),
      "drug": "Der Wirkstoff; nur nötig, wenn die Therapie mehrere hat.",
      "mg": "Absolute Dosis in mg, wie in der Akte.",
      "reason": .init(
        Phrase(
          "Why it differs from the plan: `haematotoxicity`, `toxicity`, `body size`, `preference`, `other`.",
          "Warum vom Plan abgewichen wurde: `haematotoxicity` (Hämatotoxizität), `toxicity` (andere Toxizität), `body size` (Körpermaße), `preference` (Wunsch), `other` (anderes)."
        )),
    ],
    "lesion": lesion,
  ]

  private static let lesion: [String: FieldHelp] = [
    "date": "Der Tag.",
    "lesion": "Bei jeder Untersuchung derselbe Name.",
    "role": .init(
      Phrase(
        "Its part in the judgement: `target`, `non-target`, or `new`, which was not there at baseline.",
        "Rolle bei der Beurteilung: `target`, `non-target`, oder `new`, zu Beginn nicht vorhanden.")),
    "site": "Organ; `lymph node` oder `lymph node, iliac` bei Lymphknoten, die zusammen ein Organ sind.",
    "part": "1, 2, … bei einer geteilten Läsion: Ihre Teile werden addiert.",
    "finding":
      "Länge in mm mit höchstens zwei Nachkommastellen (längster Durchmesser; bei Lymphknoten kurze Achse), oder `absent` (nicht mehr da), `present` (vorhanden), `too small` (zu klein, zählt 5 mm), `progressed` (eindeutiger Progress, wo nicht gemessen wird), `not evaluated` (nicht beurteilt), `merged into T2` (mit T2 verschmolzen).",
    "density HU": "Mittlere Dichte, für die Kriterien nach Choi.",
    "method": "`CT`, `MRI`, `chest X-ray`.",
    "slice mm": "Schichtdicke in mm: Über 5 mm steigt die kleinste messbare Länge.",
    "reader": "Ein Name, wo mehrere befunden; ihre Beurteilungen stehen nebeneinander.",
    "certainty": .init(
      Phrase(
        "`certain`, or `equivocal` for a new lesion in doubt; if a later row is certain, progression is dated back.",
        "`certain`, oder `equivocal` bei einer fraglichen neuen Läsion; ist eine spätere Zeile sicher, wird der Progress zurückdatiert."
      )),
    "treated": .init(
      Phrase(
        "`yes` if irradiated or treated locally before, else `no`.",
        "`yes`, wenn zuvor bestrahlt oder lokal behandelt, sonst `no`.")),
  ]
}
