// SPDX-License-Identifier: Apache-2.0

import Plain

/// The words of a dossier for a treatment outside its approval.
extension Words {
  static let dossier = Phrase("Dossier for off-label use", "Dossier für Off-Label-Use")
  static let dossierAbout = Phrase(
    "What the record says, and what you write: the parts with a field are yours. Nothing here is advice, and nothing is sent anywhere.",
    "Was die Akte sagt, und was Sie schreiben: Die Teile mit Feld sind Ihre. Nichts hiervon ist eine Empfehlung, und nichts wird verschickt."
  )
  static let dossierTo = Phrase("To", "An")
  static let dossierTreatment = Phrase("Treatment that is asked for", "Beantragte Behandlung")
  static let dossierTreatmentHelp = Phrase(
    "Drugs, doses in mg/m², days of the cycle, its length, how long; what it is approved for.",
    "Substanzen, Dosen in mg/m², Tage des Zyklus, Zykluslänge, wie lange; wofür zugelassen.")
  static let dossierSerious = Phrase("Why the disease is serious", "Schwere der Erkrankung")
  static let dossierSeriousHelp = Phrase(
    "What it threatens: life, or lasting quality of life.",
    "Lebensbedrohlich, oder die Lebensqualität auf Dauer nachhaltig beeinträchtigend.")
  static let dossierAlternatives = Phrase("Why no approved treatment is left", "Keine andere zugelassene Therapie")
  static let dossierAlternativesHelp = Phrase(
    "What was tried stands in the table above; say why what is approved and was not tried is none.",
    "Was versucht wurde, steht oben in der Tabelle; warum das Zugelassene, nicht Versuchte ausscheidet.")
  static let dossierProspect = Phrase("Why it may help", "Begründete Aussicht auf Erfolg")
  static let dossierProspectHelp = Phrase(
    "What the published arms below say, and for whom; what they leave open.",
    "Was die veröffentlichten Arme unten zeigen, und für wen; was sie offen lassen.")
  static let dossierHow = Phrase("How it is done", "Durchführung")
  static let dossierPlan = Phrase("Plan", "Behandlungsplan")
  static let dossierPlanHelp = Phrase(
    "Doses, what changes them, how long.", "Dosen, wodurch sie geändert werden, wie lange.")
  static let dossierMonitoring = Phrase("Monitoring", "Überwachung")
  static let dossierMonitoringHelp = Phrase(
    "Counts, organ functions and images: which, and when.", "Blutbild, Organfunktionen, Bildgebung: was und wann.")
  static let dossierStopping = Phrase("Stopping rules", "Abbruchkriterien")
  static let dossierStoppingHelp = Phrase(
    "Which progression, which toxicity, whose wish ends it.",
    "Welcher Progress, welche Toxizität, wessen Wunsch beendet sie.")
  static let dossierConsent = Phrase("Consent", "Aufklärung und Einwilligung")
  static let dossierConsentHelp = Phrase(
    "When, by whom, what was said of the use outside the approval.",
    "Wann, durch wen, was zum Einsatz außerhalb der Zulassung gesagt wurde.")
  static let dossierSigned = Phrase("Signed by", "Unterzeichnet von")
  static let dossierEvidence = Phrase("Published arms", "Veröffentlichte Daten")
  static let dossierEvidenceHelp = Phrase(
    "Held side by side and not pooled; other patients, other lines. Intervals are exact (Clopper and Pearson, 95 %), as wide as the counts that print as the rate leave them.",
    "Nebeneinander und nicht zusammengefasst; andere Patienten, andere Linien. Intervalle exakt (Clopper und Pearson, 95 %), so weit, wie die Zahlen es offen lassen, die als Rate gedruckt wurden."
  )
  static let dossierNoEvidence = Phrase(
    "No published arms are recorded in this study.", "In dieser Studie sind keine veröffentlichten Arme erfasst.")
  static let daily = Phrase("daily", "täglich")
  static let arm = Phrase("Arm", "Arm")
  static let armPopulation = Phrase("Whom", "Bei wem")
  static let endPoint = Phrase("End point", "Endpunkt")
  static let rate = Phrase("Rate", "Rate")
  static let interval95 = Phrase("95 % interval", "95-%-Intervall")
  static let medianMonths = Phrase("Median", "Median")
  static let armSource = Phrase("Source", "Quelle")
  static let notWrittenYet = Phrase("Not written yet.", "Noch nicht geschrieben.")
  static let dossierFile = Phrase("Put it on file with the patient", "Zum Patienten ablegen")
  static let dossierFiled = Phrase("On file", "Abgelegt")
  static let dossierNotice = Phrase(
    "Verlauf has set this down from the record. No conformity assessment as a medical device was made; it must not decide a treatment. Who signs has checked it against the chart.",
    "Von Verlauf aus der Akte zusammengestellt. Es wurde keine Konformitätsbewertung als Medizinprodukt vorgenommen; es darf keine Behandlung entscheiden. Wer unterzeichnet, hat es gegen die Akte geprüft."
  )
  static let patientFacts = Phrase("Patient", "Patient")
  static let notAttainable = Phrase("not attainable", "nicht erreichbar")
}
