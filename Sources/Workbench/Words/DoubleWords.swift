// SPDX-License-Identifier: Apache-2.0

import Plain

/// The words of a second entry.
extension Words {
  static let double = Phrase("Second entry", "Zweiteingabe")
  static let doubleAbout = Phrase(
    "A second person enters the same charts without seeing the first entry. Then the two are held against each other, and each difference is settled once.",
    "Eine zweite Person gibt dieselben Akten ein, ohne die erste Eingabe zu sehen. Dann werden beide verglichen, und jeder Unterschied wird einmal entschieden."
  )
  static let doubleBegin = Phrase("Begin a second entry", "Zweiteingabe anlegen")
  static let doubleBeginHelp = Phrase(
    "Makes a file with the definitions of this study and the ids of its patients, and nothing that was entered of them. The second person opens it with Verlauf, on this computer or another, and enters what the charts say.",
    "Legt eine Datei an mit den Definitionen dieser Studie und den Kennungen ihrer Patienten, ohne alles, was über sie eingegeben wurde. Die zweite Person öffnet sie mit Verlauf, hier oder an einem anderen Rechner, und gibt ein, was in den Akten steht."
  )
  static let doublePatients = Phrase("Which patients", "Welche Patienten")
  static let doublePatientsHelp = Phrase(
    "Ids with commas between them; empty for all.", "Kennungen, durch Komma getrennt; leer für alle.")
  static let doubleMake = Phrase("Make the file", "Datei anlegen")
  static let doubleMade = Phrase(
    "The file is there. Let the second person open it: start Verlauf, “Open a study”, this path.",
    "Die Datei liegt bereit. Die zweite Person öffnet sie: Verlauf starten, „Studie öffnen“, dieser Pfad.")
  static let doubleCompare = Phrase("Compare with", "Vergleichen mit")
  static let doubleCompareHelp = Phrase(
    "The file of the second entry, when it is done. It is only read.",
    "Die Datei der Zweiteingabe, wenn sie fertig ist. Sie wird nur gelesen.")
  static let doubleCompareVerb = Phrase("Compare", "Vergleichen")
  static let doubleOther = Phrase("Another file", "Andere Datei")
  static let doubleDifferences = Phrase("Differences", "Unterschiede")
  static let doubleOpen = Phrase("open", "offen")
  static let doubleSettled = Phrase("settled", "entschieden")
  static let doubleCorrected = Phrase("the same now", "jetzt gleich")
  static let doubleNotBegun = Phrase("nothing entered yet", "noch nichts eingegeben")
  static let doubleOnlyFirst = Phrase("not in the second entry", "nicht in der Zweiteingabe")
  static let doubleOnlySecond = Phrase("only in the second entry", "nur in der Zweiteingabe")
  static let doubleAgreement = Phrase("Agreement by field", "Übereinstimmung je Feld")
  static let doubleAgreementHelp = Phrase(
    "Of all entries that both have: the same, or times that can both be true, of all of which at least one says something. What only one says is no agreement. κ (Cohen 1960; interval by Fleiss, Cohen and Everitt 1969) of categories alone, where both say something.",
    "Über alle Einträge, die beide haben: gleich, oder Zeiten, die beide stimmen können, von allen, zu denen mindestens eine etwas sagt. Was nur eine sagt, ist keine Übereinstimmung. κ (Cohen 1960; Intervall nach Fleiss, Cohen und Everitt 1969) nur für Kategorien, zu denen beide etwas sagen."
  )
  static let doubleAlike = Phrase("Fields on which both always agree", "Felder, bei denen beide immer übereinstimmen")
  static let doubleEntries = Phrase("Entries", "Einträge")
  static let doubleBoth = Phrase("In both", "In beiden")
  static let doubleFirstAlone = Phrase("Only the first", "Nur die erste")
  static let doubleSecondAlone = Phrase("Only the second", "Nur die zweite")
  static let doubleSame = Phrase("Same", "Gleich")
  static let doubleCompatible = Phrase("Both can be true", "Beides möglich")
  static let doubleDifferent = Phrase("Different", "Verschieden")
  static let doubleCannotSay = Phrase("Cannot be said", "Nicht zu sagen")
  static let doubleShare = Phrase("Agreement", "Übereinstimmung")
  static let doubleLopsided = Phrase("κ says little: one category prevails", "κ sagt wenig: eine Kategorie überwiegt")
  static let doubleOneCategory = Phrase("only one category", "nur eine Kategorie")
  static let doubleNoInterval = Phrase("no interval", "ohne Intervall")
  static let firstEntry = Phrase("First entry", "Ersteingabe")
  static let secondEntry = Phrase("Second entry", "Zweiteingabe")
  static let saysNothingOne = Phrase("Only one says it", "Nur eine sagt es")
  static let saysNothing = Phrase("says nothing", "sagt nichts")
  static let firstHolds = Phrase("The first holds", "Die erste gilt")
  static let secondHolds = Phrase("The second holds", "Die zweite gilt")
  static let firstHoldsHelp = Phrase("the record stays", "die Angabe bleibt")
  static let secondHoldsHelp = Phrase("the record is changed to it", "die Angabe wird geändert")
  static let secondHoldsAdds = Phrase("the entry comes into the record", "der Eintrag kommt in die Studie")
  static let secondHoldsRemoves = Phrase("the entry leaves the record", "der Eintrag wird entfernt")
  static let secondHoldsList = Phrase(
    "the record takes all phases of the second", "alle Phasen der zweiten werden übernommen")
  static let bothHold = Phrase("Both hold", "Beide gelten")
  static let bothHoldHelp = Phrase(
    "the record stays, and what the second says is kept beside the decision",
    "die Angabe bleibt; was die zweite sagt, steht bei der Entscheidung")
  static let neitherHolds = Phrase("Neither holds", "Keine gilt")
  static let neitherHoldsHelp = Phrase(
    "correct the entry by hand as well", "den Eintrag zusätzlich von Hand berichtigen")
  static let decideVerb = Phrase("Settle", "Entscheiden")
  static let chooseOne = Phrase("Choose which holds.", "Bitte wählen, was gilt.")
  static let decisionReason = Phrase(
    "A decision needs its reason: what the chart says, and where.",
    "Eine Entscheidung braucht ihren Grund: was in der Akte steht, und wo.")
  static let doubleNothingOpen = Phrase("Nothing is open of this patient.", "Bei diesem Patienten ist nichts offen.")
  static let doubleStale = Phrase(
    "Somebody has changed this since the page was opened; look at it again.",
    "Das wurde inzwischen geändert; bitte noch einmal ansehen.")
  static let doubleCompatibleHelp = Phrase(
    "Times in other words that can both be true. They are no difference.",
    "Zeiten in anderen Worten, die beide stimmen können. Sie sind kein Unterschied.")
  static let doubleBlind = Phrase(
    "This file is a second entry. Enter what the charts say, without a look at the first entry.",
    "Diese Datei ist eine Zweiteingabe. Bitte eingeben, was in den Akten steht, ohne die Ersteingabe anzusehen.")
  static let doubleSamePerson = Phrase(
    "The second entry has your name in it: an entry by the same person is no independent one.",
    "In der Zweiteingabe steht Ihr Name: Eine Eingabe derselben Person ist keine unabhängige.")
  static let doubleLost = Phrase(
    "Agreement is not determined: this file began with differences that had been settled, and the first entry as it was before is not in it.",
    "Die Übereinstimmung ist nicht bestimmt: Diese Datei begann mit schon entschiedenen Unterschieden, und die Ersteingabe davor ist nicht in ihr."
  )
  static let doubleEnteredBy = Phrase("entered by", "eingegeben von")
  static let doubleCountedOf = Phrase(
    "Agreement is of the first entry in revision", "Übereinstimmung mit der Ersteingabe in Revision")
}
