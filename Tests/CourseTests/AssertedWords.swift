// SPDX-License-Identifier: Apache-2.0

@testable import Course

/// Words of charts in English and German, what is asked of them, and whether a reader takes them for a statement that it is. Titles are those of ICD-10-GM, OPS, ATC and MedDRA; the others are
/// written for this test.
enum AssertedWords {
  struct Line: Sendable, CustomStringConvertible {
    let isAffirmed: Bool
    let question: ChartAssertion.Question
    let description: String
  }

  static let lines: [Line] = text.split(separator: "\n").compactMap { line in
    let parts = line.split(separator: "|", maxSplits: 2).map(String.init)
    let questions: [String: ChartAssertion.Question] = [
      "finding": .finding, "treatment": .treatment, "metastases": .metastases,
    ]
    guard parts.count == 3, let question = questions[parts[1]] else { return nil }
    return Line(isAffirmed: parts[0] == "yes", question: question, description: parts[2])
  }

  private static let text = """
    yes|finding|Leber- und Lungenmetastasen
    yes|finding|Hypertonie, gut eingestellt, keine Endorganschäden
    yes|finding|Z.n. Appendektomie 1980 (komplikationslos)
    yes|finding|COPD GOLD II, ex-Raucher seit 2010
    yes|finding|Diabetes mellitus Typ 2, nicht insulinpflichtig
    yes|finding|Chronische Niereninsuffizienz, nicht dialysepflichtig
    yes|finding|Depression, derzeit keine Medikation
    yes|finding|Atrial fibrillation, not anticoagulated
    yes|finding|Hypothyroidism (no treatment)
    yes|finding|Adipositas (BMI nicht bekannt)
    yes|finding|Non-toxic multinodular goitre
    yes|finding|Nichttoxische Struma
    yes|finding|Neurofibromatosis type 1
    yes|finding|Li-Fraumeni syndrome
    yes|finding|Leiomyosarkom Uterus, Resektionsrand negativ
    yes|finding|Pleomorphes Sarkom, NOS
    yes|finding|Undifferenziertes Sarkom, nicht weiter klassifizierbar
    yes|finding|Sarkom, nicht näher spezifiziert
    yes|finding|Spindelzellsarkom G3, am ehesten Leiomyosarkom
    yes|finding|Desmoid-type fibromatosis, not resectable
    yes|finding|Carcinoma of unknown primary
    yes|finding|CUP-Syndrom (Primärtumor unbekannt)
    yes|finding|Liposarcoma, dedifferentiated, MDM2 amplification not tested
    yes|finding|Synovialsarkom (SYT-SSX nachgewiesen)
    yes|finding|Leiomyosarkom, histologisch gesichert
    yes|finding|GIST, KIT-Mutation nicht nachgewiesen
    yes|finding|Angiosarkom: keine Fernmetastasen
    yes|finding|Neutropenia grade 3
    yes|finding|Fatigue, not related to treatment
    yes|finding|Nausea without vomiting
    yes|finding|Infection, organism not identified
    yes|finding|Infektion ohne Erregernachweis
    yes|finding|Fieber unklarer Genese
    yes|finding|Pneumonitis, probably drug-related
    yes|finding|Anaemia (not requiring transfusion)
    yes|finding|Bösartige Neubildung, primäre Lokalisation unbekannt, so bezeichnet
    yes|finding|Bösartige Neubildung, nicht näher bezeichnet
    yes|finding|Bösartige Neubildung: Bindegewebe und andere Weichteilgewebe, nicht näher bezeichnet
    yes|finding|Non-Hodgkin-Lymphom, nicht näher bezeichnet
    yes|finding|Sonstige bösartige Neubildungen der Haut, nicht näher bezeichnet
    yes|finding|Mammakarzinom, triple-negativ
    yes|finding|Mammakarzinom HER2-negativ, ER-positiv
    yes|finding|Nicht-kleinzelliges Bronchialkarzinom
    yes|finding|Non-small cell lung carcinoma, EGFR negative, no ALK fusion
    yes|finding|Diabetes mellitus, Typ 2: Ohne Komplikationen: Nicht als entgleist bezeichnet
    yes|finding|Essentielle Hypertonie, nicht näher bezeichnet: Ohne Angabe einer hypertensiven Krise
    yes|finding|Herzinsuffizienz, nicht näher bezeichnet
    yes|finding|Gastritis, nicht näher bezeichnet
    yes|finding|Gallenblasenstein ohne Cholezystitis: Ohne Angabe einer Gallenwegsobstruktion
    yes|finding|Divertikulose des Dickdarmes ohne Perforation, Abszess oder Angabe einer Blutung
    yes|finding|Hernia inguinalis, einseitig oder ohne Seitenangabe, ohne Einklemmung und ohne Gangrän
    yes|finding|Asthma bronchiale, nicht näher bezeichnet
    yes|finding|Zytostatische Chemotherapie wegen bösartiger Neubildung in der Eigenanamnese
    yes|finding|Personen, die Einrichtungen des Gesundheitswesens wegen spezifischer Maßnahmen aufgesucht haben, die aber nicht durchgeführt wurden
    yes|finding|Sonstige näher bezeichnete Störungen mit Beteiligung des Immunsystems, anderenorts nicht klassifiziert
    yes|finding|Neubildung unsicheren oder unbekannten Verhaltens: Leber, Gallenblase und Gallengänge
    yes|finding|Osteoporose, nicht näher bezeichnet: Nicht näher bezeichnete Lokalisation
    yes|finding|Chronische Virushepatitis B ohne Delta-Virus
    yes|finding|Schädigung des Fetus und Neugeborenen durch nicht näher bezeichneten Zustand der Mutter
    yes|finding|Chemotherapie-Sitzung wegen bösartiger Neubildung
    yes|finding|Nichtbefolgen ärztlicher Anordnungen [Noncompliance] in der Eigenanamnese
    yes|finding|Absence-Epilepsie
    yes|finding|Sonstige Agranulozytose: No fever
    yes|finding|Sekundäre und nicht näher bezeichnete bösartige Neubildung: Lymphknoten, nicht näher bezeichnet
    yes|finding|Nicht-alkoholische Fettleber
    yes|finding|Diabetes mellitus without complication
    yes|finding|Absent ankle reflex
    yes|finding|Absence of breast
    yes|finding|No-reflow phenomenon
    yes|finding|Planned parenthood problem
    yes|finding|Penicillin allergy suspected in childhood, confirmed 2019
    yes|finding|Mother of three
    yes|finding|Negativsymptomatik bei Schizophrenie
    yes|finding|Rh-negativ
    yes|finding|Ausschlag
    yes|finding|Sarkoidose, keine Therapie erforderlich
    yes|finding|Z.n. Mammakarzinom rechts, ohne Rezidiv
    yes|finding|Depression after death of husband
    yes|finding|Depression nach Tod des Vaters
    yes|finding|Muttermal
    yes|finding|Großmutterzelle
    yes|finding|Sister Mary Joseph nodule
    yes|finding|Brother-sister conflict
    yes|finding|Lebermetastasen, nicht resektabel
    yes|finding|Lungenmetastase, nicht operabel
    yes|finding|Leaky bowel, no surgery needed
    yes|finding|Hypertonie, medikamentös nicht eingestellt
    yes|finding|Chronic hepatitis B, HBeAg negative
    yes|finding|Status post kidney transplant from his mother
    yes|finding|Z.n. Nierenlebendspende durch Bruder
    yes|finding|Chronic kidney disease, not on dialysis
    yes|finding|Absence seizure
    yes|finding|No adverse effect of wound
    yes|finding|Febrile neutropenia without infection
    yes|finding|Unknown cause of death
    yes|finding|Negative thoughts
    yes|finding|Suspected COVID-19
    yes|finding|Neutropenic fever, no focus found
    yes|finding|Death NOS
    yes|finding|Nausea, no vomiting
    yes|finding|Anal fissure, not healed
    yes|finding|Fieber ohne Fokus
    yes|finding|Übelkeit, kein Erbrechen
    yes|finding|Diarrhoe nicht blutig
    yes|finding|Mukositis, planned dose reduced
    yes|finding|Treatment refusal
    yes|finding|Polyneuropathie, nicht reversibel
    yes|finding|Nicht-Hodgkin-Lymphom
    yes|finding|Nicht follikuläres Lymphom
    yes|finding|Nichtseminomatöser Keimzelltumor
    yes|finding|Lungenkarzinom, nicht-kleinzellig (NSCLC)
    yes|finding|No special type invasive carcinoma (NST)
    yes|finding|Invasives Karzinom ohne speziellen Typ (NST)
    yes|finding|Undifferentiated pleomorphic sarcoma, no lymph node metastasis
    yes|finding|Verdacht bestätigt: Leiomyosarkom
    yes|finding|Nicht verhornendes Plattenepithelkarzinom
    yes|finding|Nicht muzinöses Adenokarzinom der Lunge
    yes|finding|Negative hormone receptor breast carcinoma
    yes|finding|Nicht näher bezeichnete Hämaturie
    yes|finding|Nicht primär insulinabhängiger Diabetes mellitus [Typ-2-Diabetes]
    yes|finding|Nichtorganische Insomnie
    yes|finding|Nichtrheumatische Mitralklappenkrankheit, nicht näher bezeichnet
    yes|finding|Nichtinfektiöse Gastroenteritis und Kolitis, nicht näher bezeichnet
    yes|finding|Nicht näher bezeichneter Zustand im Zusammenhang mit den weiblichen Genitalorganen
    yes|finding|Akuter subendokardialer Myokardinfarkt (Nicht-ST-Hebungsinfarkt)
    yes|finding|Nicht-ST-Hebungsinfarkt (NSTEMI)
    yes|finding|Nicht näher bezeichnete sekundäre bösartige Neubildung
    yes|finding|Hypothyreose, nicht näher bezeichnet
    yes|finding|Betreuung und Untersuchung der stillenden Mutter
    yes|finding|Melanozytennävus (Muttermal)
    yes|finding|Sonstige Krankheiten der Mutter, die Schwangerschaft komplizierend
    yes|finding|Nicht-alkoholische Steatohepatitis
    yes|finding|Nicht-ST-Hebungsinfarkt
    yes|finding|Nicht-ischämische Kardiomyopathie
    yes|finding|Verdachtsdiagnose gesichert: Sarkoidose
    yes|finding|Negative symptoms
    yes|finding|Absence epilepsy
    yes|finding|Vaterschaft
    yes|finding|Hypertension: no medication
    yes|finding|Aortenstenose: keine OP
    yes|finding|Negative pressure pulmonary oedema
    yes|finding|Absence of bowel sounds
    yes|finding|No reflow
    yes|finding|Nicht-infektiöse Zystitis
    yes|finding|Nicht kardialer Brustschmerz
    yes|finding|Refusal of treatment by patient
    yes|finding|Refused treatment
    yes|finding|Absent pulse
    yes|finding|Absence of immediate treatment response
    yes|finding|Maternal death
    yes|finding|Father of child
    yes|finding|Sister chromatid exchange
    yes|finding|Bereavement: death of mother
    yes|finding|Mother-child separation
    yes|treatment|Wide excision (R0)
    yes|treatment|Hysterektomie bds. Salpingektomie, keine Lymphadenektomie
    yes|treatment|Metastasektomie Lunge rechts, geplant 2-zeitig
    yes|treatment|Nephrektomie nach neoadjuvanter Chemotherapie
    yes|treatment|Tumor resection, nerve not preserved
    yes|treatment|Re-excision for positive margin
    yes|treatment|Radiatio 50 Gy in 25 Fraktionen geplant
    yes|treatment|Radiotherapy, planned dose 50 Gy
    yes|treatment|Port-Implantation zur Chemotherapie
    yes|treatment|Biopsy to exclude metastasis
    yes|treatment|Biopsie bei Verdacht auf Lokalrezidiv
    yes|treatment|CT-guided biopsy of suspected liver metastasis
    yes|treatment|Amputation, patient declined prosthesis
    yes|treatment|Hyperthermie mit Chemotherapie
    yes|treatment|Laparotomie (explorativ), inoperabler Befund
    yes|treatment|Embolisation, Blutung nicht mehr nachweisbar
    yes|treatment|Doxorubicin 75 mg/m², 3 Zyklen, dann abgesetzt wegen Progress
    yes|treatment|Gemcitabine/docetaxel, 8 cycles planned
    yes|treatment|Trabectedin (Yondelis), stopped for toxicity
    yes|treatment|Ifosfamide, dose reduced, no mesna
    yes|treatment|Pazopanib 800 mg daily, not tolerated
    yes|treatment|Eribulin nach Versagen von Doxorubicin
    yes|treatment|Doxorubicin ohne Ifosfamid
    yes|treatment|Gemcitabin Mono, kein Docetaxel
    yes|treatment|Doxorubicin, Patient wünscht keine weitere Therapie
    yes|treatment|Doxorubicin adjuvant, nicht neoadjuvant
    yes|treatment|Subtotale Uterusexstirpation: Ohne Salpingoovariektomie: Offen chirurgisch
    yes|treatment|Uterusexstirpation [Hysterektomie]: Ohne Salpingoovariektomie: Offen chirurgisch (abdominal)
    yes|treatment|Einfache Lobektomie und Bilobektomie der Lunge: Lobektomie ohne radikale Lymphadenektomie, thorakoskopisch
    yes|treatment|Nicht komplexe Chemotherapie: 1 Tag: 1 Medikament
    yes|treatment|Hochvoltstrahlentherapie: Linearbeschleuniger, intensitätsmodulierte Radiotherapie: Ohne bildgestützte Einstellung
    yes|treatment|Diagnostische Tracheobronchoskopie: Mit flexiblem Instrument: Ohne weitere Maßnahmen
    yes|treatment|Transfusion von peripher gewonnenen hämatopoetischen Stammzellen: Stammzelltransfusion, autogen: Ohne In-vitro-Aufbereitung
    yes|treatment|Transfusion hämatopoetischer Stammzellen, allogen, nicht HLA-identisch, verwandter Spender
    yes|treatment|Implantation oder Wechsel eines venösen Katheterverweilsystems (z.B. zur Chemotherapie)
    yes|treatment|Vorzeitiger Abbruch einer Operation (Eingriff nicht komplett durchgeführt)
    yes|treatment|Art des verwendeten Materials: Nicht resorbierbares Material
    yes|treatment|Negative pressure wound therapy
    yes|treatment|Wide excision, margins negative
    yes|treatment|Marginal resection R0, no residual tumour
    yes|treatment|Kidney transplant from living donor (mother)
    yes|treatment|Planned relaparotomy
    yes|treatment|Second look laparotomy, planned
    yes|treatment|Sentinel node biopsy, negative
    yes|treatment|Amputation ohne Prothesenversorgung
    yes|treatment|Radical excision without lymphadenectomy
    yes|treatment|Elective (planned) resection of liver metastasis
    yes|treatment|Geplante Relaparotomie
    yes|treatment|En-bloc-Resektion, keine Komplikationen
    yes|treatment|Explorative Laparotomie, Tumor nicht resektabel
    yes|treatment|Diagnostic laparoscopy to exclude peritoneal carcinomatosis
    yes|treatment|Hysterectomy, ovaries not removed
    yes|treatment|Allogeneic stem cell transplant from brother
    yes|treatment|Bone marrow donation for sister
    yes|treatment|Laparoskopie zum Ausschluss Peritonealkarzinose
    yes|treatment|Other monoclonal antibodies, not classified
    yes|treatment|doxorubicin (planned 6 cycles)
    yes|treatment|Gemcitabine 900 mg/m² d1, d8, no dose reduction
    yes|treatment|Docetaxel without premedication
    yes|treatment|Nicht komplexe Chemotherapie
    yes|treatment|Mittelgradig komplexe und intensive Blockchemotherapie: 2 Tage: 2 Medikamente
    yes|treatment|Nicht-invasive Beatmung
    yes|treatment|Monitoring von Atmung, Herz und Kreislauf ohne Messung des Pulmonalarteriendruckes
    yes|treatment|Nicht operative Pleurodese
    yes|treatment|Verschluss einer Hernia inguinalis: Ohne plastischen Bruchpfortenverschluss
    yes|treatment|Überwachung und Leitung einer normalen Geburt (Mutter)
    yes|treatment|Nichtinvasive Beatmung
    yes|treatment|Nicht-anatomische Leberresektion
    yes|treatment|No-touch hysterectomy
    yes|treatment|Negative-pressure dressing
    yes|treatment|Planned cesarean
    yes|treatment|Not otherwise specified biopsy
    yes|treatment|Atypische Resektion, Schnittrand negativ
    yes|treatment|Recommended dose radiotherapy
    yes|treatment|Vorgesehene Zweitoperation erfolgt
    yes|treatment|Geplante Re-TUR durchgeführt
    yes|treatment|Doxorubicin, 6 Zyklen geplant, 6 gegeben
    yes|treatment|Doxorubicin 75 mg/m² ohne Dosisreduktion
    yes|treatment|Doxorubicin (not liposomal)
    yes|treatment|Nicht-pegyliertes liposomales Doxorubicin
    yes|treatment|Andere Proteinkinase-Inhibitoren, nicht näher bezeichnet
    yes|treatment|Verband bei großflächigen Hauterkrankungen: Feuchtverband: Ohne Debridement-Bad
    yes|treatment|Andere Immuntherapie: Mit nicht modifizierten Antikörpern
    yes|treatment|Nicht komplexe Chemoperfusion
    yes|treatment|Entfernung von erkranktem Gewebe an Haut und Unterhaut ohne Anästhesie
    yes|treatment|Monitoring mit Messung des zentralen Venendruckes: Ohne kontinuierliche reflektionsspektrometrische Messung
    yes|metastases|Lungenmetastasen bds., Leber frei
    yes|metastases|Lebermetastasen, keine Lungenmetastasen
    yes|metastases|multiple lung metastases, no liver metastases
    yes|metastases|Lung metastases (not biopsied)
    yes|metastases|Lungenmetastasen, nicht resektabel
    yes|metastases|Pulmonale Filiae, Lymphknoten nicht befallen
    yes|metastases|Knochenmetastasen ohne Frakturgefahr
    no|finding|no known comorbidities
    no|finding|none known
    no|finding|keine bekannt
    no|finding|Diabetes: denied
    no|finding|Diabetes - nein
    no|finding|KHK ausgeschlossen (Koro 2019)
    no|finding|Z.A. KHK
    no|finding|Hepatitis C negativ
    no|finding|HIV neg.
    no|finding|Brustkrebs der Mutter
    no|finding|Kolonkarzinom beim Vater
    no|finding|Breast cancer in sister
    no|finding|am ehesten Leiomyosarkom
    no|finding|V. a. Leiomyosarkom
    no|finding|Leiomyosarkom?
    no|finding|Leiomyosarkom (V.a.)
    no|finding|Leiomyosarkom, nicht gesichert
    no|finding|Leiomyosarkom nicht auszuschließen
    no|finding|kein Malignom
    no|finding|Kein Anhalt für Malignität
    no|finding|benign, no malignancy
    no|finding|Probable leiomyosarcoma
    no|finding|Leiomyosarcoma cannot be ruled out
    no|finding|Verdachtsdiagnose Leiomyosarkom
    no|finding|Arbeitsdiagnose: Sarkom
    no|finding|Neutropenie: nein
    no|finding|no neutropenia
    no|finding|Neutropenia (none)
    no|finding|Neutropenie nicht beobachtet
    no|finding|suspected pneumonitis
    no|finding|Pneumonitis?
    no|finding|Pneumonitis ruled out
    no|finding|Keine Neutropenie
    no|finding|Neutropenie: keine
    no|finding|Neutropenie nicht aufgetreten
    no|finding|Neutropenie ausgeblieben
    no|finding|Neutropenie Grad 0
    no|finding|Neutropenie verneint
    no|finding|Prophylaxe Neutropenie
    no|finding|Neutropenie V.a.
    no|finding|bisher keine Neutropenie
    no|finding|Neutropenie unauffällig
    no|finding|Risiko für Neutropenie
    no|finding|Keine weiteren Neutropenien
    no|finding|Neutropenie erwartet
    no|finding|Bösartige Neubildung der Brustdrüse in der Familienanamnese
    no|finding|Raucher: nein
    no|finding|Possible pregnancy
    no|finding|No cervical dysplasia history before HPV infection
    no|finding|Possible drug allergy excluded
    no|finding|Suspected allergic reaction
    no|finding|Suspected suicide
    no|finding|Possible pulmonary embolism
    no|finding|Possible drug allergy
    no|finding|Beobachtung bei Verdacht auf bösartige Neubildung
    no|finding|Bösartige Neubildung der Verdauungsorgane in der Familienanamnese
    no|finding|No adverse event
    no|treatment|OP abgesagt
    no|treatment|Resektion: Patient lehnt ab
    no|treatment|Resection not performed (patient refused)
    no|treatment|Surgery planned for May 2020
    no|treatment|No surgery
    no|treatment|keine OP möglich
    no|treatment|Resektion (nicht durchgeführt)
    no|treatment|Resektion geplant
    no|treatment|Amputation wurde vom Patienten abgelehnt
    no|treatment|OP verschoben wegen Infekt
    no|treatment|Strahlentherapie nicht indiziert
    no|treatment|Radiatio wurde nicht begonnen
    no|treatment|Cancelled: resection
    no|treatment|[not done] lobectomy
    no|treatment|Lobectomy - cancelled
    no|treatment|Lobectomy – not done
    no|treatment|Scheduled: lobectomy
    no|treatment|kein Doxorubicin wegen Kardiomyopathie
    no|treatment|Doxorubicin nicht möglich
    no|treatment|Doxorubicin - nicht gegeben
    no|treatment|Doxorubicin (abgelehnt)
    no|treatment|Doxorubicin (geplant)
    no|treatment|Doxorubicin planned
    no|treatment|Doxorubicin, planned
    no|treatment|Doxorubicin was not given
    no|treatment|Doxorubicin never started
    no|treatment|Patient lehnt Doxorubicin ab
    no|treatment|Plan: Doxorubicin
    no|treatment|Procedere: Doxorubicin
    no|treatment|Doxorubicin?
    no|treatment|without doxorubicin
    no|treatment|Doxorubicin omitted
    no|treatment|Doxorubicin d8 omitted
    no|treatment|Doxorubicin would be an option
    no|treatment|Doxorubicin nicht gegeben
    no|treatment|Doxorubicin abgesetzt vor Beginn
    no|treatment|Doxorubicin nicht verabreicht
    no|treatment|Doxorubicin nicht begonnen
    no|treatment|Doxorubicin entfällt
    no|treatment|Doxorubicin entfallen
    no|treatment|Doxorubicin pausiert
    no|treatment|Doxorubicin kontraindiziert
    no|treatment|Doxorubicin wurde nicht durchgeführt
    no|treatment|Doxorubicin abgelehnt
    no|treatment|Doxorubicin vom Patienten abgelehnt
    no|treatment|Doxorubicin vorgesehen
    no|treatment|Doxorubicin geplant ab 01.06.
    no|treatment|Doxorubicin ab Juni vorgesehen
    no|treatment|Doxorubicin angedacht
    no|treatment|Doxorubicin indiziert
    no|treatment|Doxorubicin erwogen
    no|treatment|Doxorubicin diskutiert
    no|treatment|Doxorubicin beantragt
    no|treatment|Doxorubicin optional
    no|treatment|Doxorubicin, falls Progress
    no|treatment|Doxorubicin ggf.
    no|treatment|ggf. Doxorubicin
    no|treatment|evtl. Doxorubicin
    no|treatment|Empfehlung: Doxorubicin
    no|treatment|Wir empfehlen Doxorubicin
    no|treatment|Doxorubicin hold
    no|treatment|Doxorubicin withheld
    no|treatment|Doxorubicin held
    no|treatment|Doxorubicin declined
    no|treatment|Doxorubicin cancelled
    no|treatment|Doxorubicin storniert
    no|treatment|Doxorubicin - Unverträglichkeit
    no|treatment|Allergie gegen Doxorubicin
    no|treatment|Doxorubicin to be started
    no|treatment|Kostenübernahme Doxorubicin abgelehnt
    no|treatment|Aufklärung Doxorubicin
    no|treatment|Statt Doxorubicin
    no|treatment|anstelle von Doxorubicin
    no|treatment|Doxorubicin-naiv
    no|treatment|Doxorubicin verzichtet
    no|treatment|Verzicht auf Doxorubicin
    no|treatment|Placebo statt Doxorubicin
    no|treatment|Doxorubicin nie erhalten
    no|treatment|Doxorubicin: nein
    no|treatment|Doxorubicin: keine
    no|treatment|kein Doxorubicin
    no|treatment|Doxorubicin bisher nicht
    no|treatment|Doxorubicin noch nicht
    no|treatment|Doxorubicin steht aus
    no|treatment|Doxorubicin ausstehend
    no|treatment|Doxorubicin vorgeschlagen
    no|treatment|Resektion nicht erfolgt
    no|treatment|Resektion nicht möglich
    no|treatment|Resektion unterblieben
    no|treatment|Resektion abgesagt
    no|treatment|Resektion verschoben
    no|treatment|Resektion wurde abgebrochen
    no|treatment|Resektion vom Patienten abgelehnt
    no|treatment|Resektion vorgesehen
    no|treatment|Resektion im Intervall geplant
    no|treatment|Resektion empfohlen
    no|treatment|Resektion diskutiert
    no|treatment|Resektion indiziert
    no|treatment|Indikation zur Resektion
    no|treatment|Resektion ausgesetzt
    no|treatment|Resektion entfällt
    no|treatment|Auf Resektion wurde verzichtet
    no|treatment|Von einer Resektion wurde abgesehen
    no|treatment|Resektion kontraindiziert
    no|treatment|Keine Resektion
    no|treatment|Resektion: nicht durchführbar
    no|treatment|Vorstellung zur Resektion
    no|treatment|Resektion zurückgestellt
    no|treatment|Resektion steht aus
    no|treatment|Inoperabel
    no|treatment|Resection deferred
    no|treatment|Resection aborted
    no|treatment|Resection declined
    no|treatment|Resection scheduled
    no|treatment|Candidate for resection
    no|treatment|Resection not feasible
    no|treatment|Evaluation for resection
    no|treatment|Termin zur Resektion 01.07.
    no|treatment|Endosonographische Feinnadelpunktion, geplant
    no|treatment|Keine weitere Maßnahme
    no|metastases|Rundherd Lunge, am ehesten Metastase
    no|metastases|Lungenrundherde, V.a. Metastasen
    no|metastases|Rundherd Lunge, keine Metastase
    no|metastases|M0
    no|metastases|keine
    no|metastases|Leber: keine
    no|metastases|Leber frei
    no|metastases|Lebermetastasen: keine
    no|metastases|Kein Anhalt für Lebermetastasen
    no|metastases|Kein Hinweis auf Lebermetastasen
    no|metastases|Lebermetastasen sicher ausgeschlossen
    no|metastases|Lebermetastasen wurden ausgeschlossen
    no|metastases|Lebermetastasen konnten ausgeschlossen werden
    no|metastases|Lebermetastasen nicht nachweisbar
    no|metastases|Lebermetastasen nicht nachgewiesen
    no|metastases|Lebermetastasen: nicht vorhanden
    no|metastases|Lebermetastasen (-)
    no|metastases|Lebermetastasen: Ø
    no|metastases|Lebermetastasen 0
    no|metastases|keinerlei Lebermetastasen
    no|metastases|bislang keine Lebermetastasen
    no|metastases|Aktuell keine Lebermetastasen
    no|metastases|Frei von Lebermetastasen
    no|metastases|Lebermetastasenfrei
    no|metastases|Z.A. Lebermetastasen
    no|metastases|Zum Ausschluss Lebermetastasen
    no|metastases|Lebermetastasen fraglich
    no|metastases|Lebermetastasen?
    no|metastases|DD Lebermetastasen
    no|metastases|DD: Lebermetastasen
    no|metastases|Lebermetastasen nicht auszuschließen
    no|metastases|Fragliche Lebermetastasen
    no|metastases|Lebermetastasen möglich
    no|metastases|Verdächtig auf Lebermetastasen
    no|metastases|Suspekt auf Lebermetastasen
    no|metastases|metastasenverdächtige Leberläsion
    no|metastases|Am ehesten Lebermetastasen
    no|metastases|Lebermetastasen unwahrscheinlich
    no|metastases|o.B. Lebermetastasen
    no|metastases|Lebermetastasen nicht bestätigt
    no|metastases|Verdacht auf Lebermetastasen nicht bestätigt
    no|metastases|Lebermetastasen widerlegt
    no|metastases|Lebermetastasen verneint
    no|metastases|anamnestisch keine Lebermetastasen
    no|metastases|sonografisch keine Lebermetastasen
    no|metastases|CT: keine Lebermetastasen
    no|metastases|Im CT kein Nachweis von Lebermetastasen
    no|metastases|Ohne Nachweis von Lebermetastasen
    no|metastases|No evidence of liver metastases
    no|metastases|Liver metastases not seen
    no|metastases|Liver metastases: absent
    no|metastases|Liver metastases ruled out
    no|metastases|Negative for liver metastases
    no|metastases|Denies liver metastases
    no|metastases|r/o liver metastases
    no|metastases|Risk of liver metastases
    no|metastases|Screening for liver metastases
    no|metastases|Liver metastases unlikely
    no|metastases|V. a. Lebermetastasen
    no|metastases|Vd. auf Lebermetastasen
    no|metastases|Verd. a. Lebermetastasen
    no|metastases|hochgradiger V.a. Lebermetastasen
    no|metastases|Nachweis von Lebermetastasen nicht gelungen
    no|metastases|Lebermetastasen, Ausschluss
    no|metastases|Lebermetastasen n.n.
    no|metastases|Metastasenausschluss Leber
    no|metastases|Mutter: Lebermetastasen
    no|metastases|Lebermetastasen bei Großmutter
    no|metastases|FA: Lebermetastasen
    no|metastases|Familienanamnese: Mammakarzinom
    no|metastases|Fam.-Anamnese Lebermetastasen
    no|metastases|Keine Lebermetastasen
    no|metastases|Ausschluss Lebermetastasen
    no|metastases|Lebermetastasen sonografisch nicht bestätigt.
    no|metastases|Kein Anhalt.
    no|metastases|kein HW auf Lebermetastasen
    no|metastases|kein Hinw. auf Lebermetastasen
    no|metastases|k. A. für Lebermetastasen
    no|metastases|k.A.f. Lebermetastasen
    no|metastases|Kein sicherer Nachweis von Lebermetastasen
    no|metastases|Lebermetastasen nicht gesichert
    no|metastases|Lebermetastasen neg.
    no|metastases|Lebermetastasen negativ
    no|metastases|Lebermetastasen (ausgeschlossen 03/2022)
    no|metastases|Lebermetastasen ausgeschl.
    no|metastases|Ausschl. Lebermetastasen
    no|metastases|Lebermetastasen sind nicht bekannt
    no|metastases|Lebermetastasen liegen nicht vor
    no|metastases|Es bestehen keine Lebermetastasen
    no|metastases|Patient verneint Lebermetastasen
    no|metastases|Lebermetastasen wurden bildgebend ausgeschlossen.
    no|metastases|Leber: keine Metastasen
    no|metastases|Leber metastasenfrei
    no|metastases|Leber o.B.
    no|metastases|Leber o.p.B.
    no|metastases|Nachweis keiner Lebermetastasen
    no|metastases|Lebermetastasen nicht mehr nachweisbar
    no|metastases|Lebermetastasen aktuell nicht
    no|metastases|Leberfiliae: keine
    no|metastases|Keine Filiae hepatisch
    no|metastases|Lebermetastasen ausgeschlossen, Zysten
    no|metastases|V.a. Lebermetastasen, DD Hämangiom
    no|metastases|Lebermetastasen DD Hämangiom
    no|metastases|Lebermetastasen eher unwahrscheinlich
    no|metastases|unklare Leberherde
    no|metastases|Unklare Leberläsion
    no|metastases|Verdacht: Lebermetastasen
    no|metastases|Lebermetastasen (Verdacht)
    no|metastases|Lebermetastasen (V.a.)
    no|metastases|Lebermetastasen (fraglich)
    no|metastases|Lebermetastasen (Mutter)
    no|metastases|Lebermetastasen, Mutter
    no|metastases|Liver mets (query)
    no|metastases|?Liver metastases
    no|metastases|Probable liver metastases
    no|metastases|Liver metastases, not confirmed
    no|metastases|No liver metastases
    no|metastases|Liver: no metastases
    no|metastases|Liver free of metastases
    no|metastases|Liver metastases cannot be excluded
    no|metastases|Concern for liver metastases
    no|metastases|Keine Vorerkrankungen
    no|metastases|Vorerkrankungen: keine
    no|metastases|Nebendiagnosen: keine bekannt
    no|metastases|Diabetes mellitus: nein
    no|metastases|Diabetes mellitus nicht bekannt
    no|metastases|Diabetes ausgeschlossen
    no|metastases|bisher kein Diabetes
    no|metastases|Diabetes unwahrscheinlich
    no|metastases|Mutter Diabetes
    no|metastases|Diabetes (Vater)
    no|metastases|FA: Diabetes
    no|metastases|Familiär: Diabetes
    no|metastases|Diabetes in der Familie
    no|metastases|Tante mit Brustkrebs
    no|metastases|Großvater: Kolonkarzinom
    no|metastases|Familie: Brustkrebs
    no|metastases|liver metastases uncertain
    no|metastases|unsichere Lebermetastasen
    yes|finding|Neoplasm of uncertain behaviour of skin
    no|metastases|Lebermetastasen mgl.
    """
}
