// SPDX-License-Identifier: Apache-2.0

import Plain

/// The words of the page on a trial.
extension Words {
  static let trial = Phrase("Trial", "Prüfplan")
  static let trialTitle = Phrase("From the series to a trial", "Von der Serie zur Studie")
  static let trialAbout = Phrase(
    "What the record and published arms can carry for a prospective trial, and what has to be given.",
    "Was Akten und veröffentlichte Daten für eine prospektive Studie tragen, und was angegeben werden muss.")
  static let trialNotice = Phrase(
    "A draft for discussion, not a protocol. No conformity assessment as a medical device was made; it must not decide a treatment.",
    "Ein Entwurf zur Besprechung, kein Prüfplan. Es wurde keine Konformitätsbewertung als Medizinprodukt vorgenommen; er darf keine Behandlung entscheiden."
  )
  static let trialQuestion = Phrase("What you state", "Ihre Angaben")
  static let trialQuestionHelp = Phrase(
    "Shares as 20% or 0.2; times as 12 weeks or 3 months. What is empty is not stated, and nothing is put in its place but a convention that is named.",
    "Anteile als 20 % oder 0,2; Zeiten als 12 Wochen oder 3 Monate. Was leer bleibt, ist nicht angegeben; an seine Stelle tritt höchstens eine benannte Konvention."
  )
  static let trialName = Phrase("Title of the trial", "Titel der Studie")
  static let ratesSource = Phrase(
    "Who says so, for rates or median and hazard ratio", "Wer das sagt, für Raten oder Median und Hazard Ratio")
  static let trialDesign = Phrase("Design", "Design")
  static let trialDesignHelp = Phrase(
    "Another design asks for other things: choose it and work it out, and its fields are shown.",
    "Ein anderes Design fragt nach anderem: wählen und ausrechnen, dann stehen seine Felder da.")
  static let trialControl = Phrase(
    "Control: the median of a published arm", "Kontrolle: der Median einer veröffentlichten Studie")
  static let statedMedian = Phrase("as stated below", "wie unten angegeben")
  static let designChoice = Phrase("Two-stage design", "Zweistufiges Design")
  static let optimalDesign = Phrase(
    "optimal: fewest patients expected", "optimal: die wenigsten Patienten zu erwarten")
  static let minimaxDesign = Phrase("minimax: fewest patients in all", "minimax: die wenigsten Patienten insgesamt")
  static let toxicityLooks = Phrase(
    "Patients at each look at toxicity: 10, 20, 30", "Patienten bei jeder Prüfung auf Toxizität: 10, 20, 30")
  static let trialRegimen = Phrase("Regimen", "Schema")
  static let noRegimen = Phrase("not stated", "nicht angegeben")
  static let workOutTrial = Phrase("Work it out", "Ausrechnen")
  static let trialSynopsis = Phrase("Synopsis as a page", "Synopse als Seite")
  static let trialSynopsisWord = Phrase("Synopsis as Word", "Synopse als Word")
  static let trialArchive = Phrase("Everything, with the design file", "Alles, mit der Designdatei")
  static let stillToGive = Phrase("Still to be given", "Noch anzugeben")
  static let tablesInEnglish = Phrase(
    "", "Tabellen und Synopse sind englisch, wie ICH M11 sie ordnet.")
}
