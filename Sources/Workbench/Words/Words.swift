// SPDX-License-Identifier: Apache-2.0

import Plain

/// The words of the pages. Verbs say what happens.
enum Words {
  // MARK: the frame
  static let skip = Phrase("Skip to the content", "Zum Inhalt springen")
  static let study = Phrase("Study", "Studie")
  static let patients = Phrase("Patients", "Patienten")
  static let patient = Phrase("Patient", "Patient")
  static let findings = Phrase("Findings", "Prüfung")
  static let report = Phrase("Report", "Bericht")
  static let history = Phrase("History", "Änderungen")
  static let settings = Phrase("Settings", "Einstellungen")
  static let keys = Phrase("Keys", "Tasten")
  static let tooLong = Phrase(
    "That is too long: a field takes 200,000 letters at most. Nothing of it was saved.",
    "Das ist zu lang: Ein Feld fasst höchstens 200.000 Buchstaben. Nichts davon wurde gespeichert.")
  static let nothingTyped = Phrase(
    "Nothing is filled in. Type what the chart says; an empty form is no entry.",
    "Nichts ist ausgefüllt. Bitte eintippen, was in der Akte steht; ein leeres Formular ist kein Eintrag.")
  static let isNeeded = Phrase("This is needed.", "Das wird gebraucht.")
  static let regimenHelp = Phrase(
    "Type a drug and choose: gem, dox. What is chosen is the plan; what was given is what you type.",
    "Eine Substanz tippen und wählen: gem, dox. Gewählt wird der Plan; gegeben ist, was Sie eintippen.")
  static let orNotKnown = Phrase("Or it is not known", "Oder es ist nicht bekannt")
  static let doseLines = Phrase("Doses, a line each, as the chart has them", "Dosen, je eine Zeile, wie in der Akte")
  static let doseLinesHelp = Phrase(
    "`900 mg/m² d1, 8 q21d, cycles 1-3`, `750 mg/m² d1, 8, from cycle 4, because of neutropenia`, `800 mg daily`; with several drugs, the drug first. Below a dose, what is given in support with it: `pegfilgrastim 6 mg day 9`. The lines fill the fields below; check them there.",
    "`900 mg/m² Tag 1, 8 alle 21 Tage, Zyklus 1-3`, `750 mg/m² Tag 1, 8, ab Zyklus 4, wegen Neutropenie`, `800 mg täglich`; bei mehreren Wirkstoffen dieser zuerst. Unter einer Dosis, was begleitend dazu gegeben wird: `Pegfilgrastim 6 mg Tag 9`. Die Zeilen füllen die Felder darunter; bitte dort prüfen."
  )
  static let phasesByField = Phrase("Or field by field", "Oder Feld für Feld")
  static let takeLines = Phrase("Fill in the phases", "In die Dosisphasen übernehmen")
  static let linesTaken = Phrase(
    "Not saved yet: the lines were put into the dose phases. Check them there, then save.",
    "Noch nicht gespeichert: Die Zeilen stehen jetzt in den Dosisphasen. Bitte dort prüfen, dann speichern.")
  static let reasonKind = Phrase(
    "Choose of what kind the reason is: its words do not say it.",
    "Bitte die Art des Grundes wählen: Seine Worte sagen sie nicht.")
  static let takeDoses = Phrase("Take doses and days from the regimen", "Dosen und Tage aus dem Schema übernehmen")
  static let saved = Phrase("All changes saved", "Alles gespeichert")
  static let notice = Phrase(
    "It computes and documents; it is not a medical device.", "Berechnet und dokumentiert; kein Medizinprodukt.")
  static let errorsOpen = Phrase("errors open", "Fehler offen")
  static let readOnly = Phrase(
    "This study cannot be written to: its file or folder is read-only. Everything can be looked at.",
    "Diese Studie ist schreibgeschützt. Alles kann angesehen werden.")

  // MARK: the start
  static let startTitle = Phrase("Open or begin a study", "Studie öffnen oder anlegen")
  static let startNew = Phrase("Begin an empty study", "Leere Studie anlegen")
  static let startNewHelp = Phrase(
    "A study is one file on this computer. Give it a title and the first patient; everything can be changed later.",
    "Eine Studie ist eine Datei auf diesem Rechner. Titel und erster Patient genügen; alles lässt sich später ändern.")
  static let studyTitle = Phrase("Title", "Titel")
  static let firstPatient = Phrase("Id of the first patient", "Kennung des ersten Patienten")
  static let patientIDHelp = Phrase(
    "A pseudonym: letters, digits, `-`, `_` and `.`; no name, no date of birth.",
    "Ein Pseudonym: Buchstaben, Ziffern, `-`, `_` und `.`; kein Name, kein Geburtsdatum.")
  static let file = Phrase("File", "Datei")
  static let fileHelp = Phrase(
    "Where the study is kept. A file that is there is never replaced.",
    "Wo die Studie liegt. Eine vorhandene Datei wird nie ersetzt.")
  static let create = Phrase("Begin the study", "Studie anlegen")
  static let published = Phrase("Look at the published series", "Die veröffentlichte Serie ansehen")
  static let publishedHelp = Phrase(
    "Three patients on maintenance, as published (Harrer et al. 2021, CC BY 4.0). A copy is opened; nothing can be broken.",
    "Drei Patienten mit Erhaltungstherapie, wie veröffentlicht (Harrer et al. 2021, CC BY 4.0). Geöffnet wird eine Kopie; nichts kann kaputtgehen."
  )
  static let openPublished = Phrase("Open the published series", "Veröffentlichte Serie öffnen")
  static let openFileHelp = Phrase(
    "A study in one file, or a study folder: a folder is read into a file beside it and stays as it is.",
    "Eine Studie in einer Datei oder ein Studienordner: Ein Ordner wird in eine Datei daneben eingelesen und bleibt, wie er ist."
  )
  static let studiesHere = Phrase("Studies in", "Studien in")
  static let path = Phrase("File or folder", "Datei oder Ordner")
  static let openFile = Phrase("Open a study", "Studie öffnen")
  static let openVerb = Phrase("Open", "Öffnen")
  static let elsewhere = Phrase("Open another study", "Andere Studie öffnen")

  // MARK: who
  static let whoTitle = Phrase("Who are you?", "Wer sind Sie?")
  static let whoHelp = Phrase(
    "The history shows this name beside what you change. Initials or a role are enough; it is kept in this study alone.",
    "Die Änderungen zeigen diesen Namen. Kürzel oder Rolle genügen; er bleibt in dieser Studie.")
  static let name = Phrase("Name", "Name")
  static let language = Phrase("Language", "Sprache")
  static let look = Phrase("Look", "Darstellung")
  static let asSystem = Phrase("as the system", "wie das System")
  static let light = Phrase("light", "hell")
  static let dark = Phrase("dark", "dunkel")
  static let keep = Phrase("Keep", "Übernehmen")
  static let secondBrowser = Phrase("Another browser", "Ein weiterer Browser")
  static let secondBrowserHelp = Phrase(
    "Each address lets in one browser of this computer, once.",
    "Jede Adresse lässt einen Browser dieses Rechners ein, einmal.")
  static let newAddress = Phrase("Make an address", "Adresse anlegen")

  // MARK: the study
  static let addPatient = Phrase("Add a patient", "Patient anlegen")
  static let editStudy = Phrase("Facts of the study", "Angaben zur Studie")
  static let courses = Phrase("Courses", "Verläufe")
  static let coursesHelp = Phrase(
    "Choose a lane to open the patient. Edges fade where a time is uncertain.",
    "Eine Bahn öffnet den Patienten. Ränder verblassen, wo eine Zeit unsicher ist.")
  static let noCourses = Phrase(
    "No course can be drawn yet. Open a patient and add a therapy with its time: “6 mo after diagnosis” is one, “March 2017” another.",
    "Noch kein Verlauf zu zeichnen. Öffnen Sie einen Patienten und tragen Sie eine Therapie mit ihrer Zeit ein: „6 Monate nach Diagnose“ ist eine, „März 2017“ auch."
  )
  static let errors = Phrase("Errors", "Fehler")
  static let warnings = Phrase("Warnings", "Warnungen")
  static let notes = Phrase("Notes", "Hinweise")
  static let settled = Phrase("Settled", "Entschieden")
  static let claims = Phrase("Claims judged", "Geprüfte Aussagen")
  static let claimsHelp = Phrase(
    "What sources assert, held against the record. Claims are written in the folder (claims.yaml) and only read here.",
    "Was Quellen behaupten, gegen die Dokumentation gehalten. Aussagen werden im Ordner geschrieben (claims.yaml) und hier nur gelesen."
  )
  static let gaps = Phrase("What a reader needs", "Was Leser brauchen")
  static let gapsHelp = Phrase(
    "Facts that are recorded; dashed: the source is silent or says it does not know; empty: nobody has looked yet.",
    "Erfasste Angaben; gestrichelt: die Quelle schweigt oder weiß es nicht; leer: noch niemand hat nachgesehen.")
  static let entries = Phrase("Entries", "Einträge")
  static let series = Phrase("the series", "die Serie")
  static let open = Phrase("open", "offen")
  static let drafts = Phrase("Drafts", "Entwürfe")
  static let writeFolder = Phrase("Write the folder", "Ordner schreiben")
  static let folderParted = Phrase(
    "The folder and this file have parted: the folder was changed by hand since it was read in, and the study was changed here. Neither is overwritten. `verlauf import FOLDER FILE --from REVISION` brings both together.",
    "Ordner und Datei haben sich getrennt: Der Ordner wurde seit dem Einlesen von Hand geändert, die Studie hier. Keines wird überschrieben. `verlauf import ORDNER DATEI --from REVISION` führt beide zusammen."
  )

  // MARK: a patient
  static let record = Phrase("Record", "Akte")
  static let course = Phrase("Course", "Verlauf")
  static let courseText = Phrase("The course in words", "Der Verlauf in Worten")
  static let entry = Phrase("Entry", "Eintrag")
  static let stated = Phrase("As stated, and what follows", "Wie angegeben, und was folgt")
  static let between = Phrase("Between", "Zwischen")
  static let source = Phrase("Source", "Quelle")
  static let addEntry = Phrase("Add an entry", "Eintrag anlegen")
  static let facts = Phrase("Facts of the patient", "Angaben zum Patienten")
  static let noEntries = Phrase(
    "Begin with what you know; times can wait. The diagnosis comes first in most charts.",
    "Beginnen Sie mit dem, was Sie wissen; Zeiten haben Zeit. Meist steht die Diagnose am Anfang.")
  static let afterDiagnosis = Phrase("after diagnosis", "nach Diagnose")
  static let notStated = Phrase("not stated", "nicht angegeben")
  static let unknown = Phrase("unknown", "unbekannt")
  static let notDetermined = Phrase("not determined", "nicht bestimmbar")
  static let ongoing = Phrase("ongoing", "andauernd")
  static let ends = Phrase("ends", "endet")
  static let lasts = Phrase("lasts", "dauert")
  static let derived = Phrase("What follows", "Was folgt")
  static let rows = Phrase("rows in tables", "Tabellenzeilen")
  static let previous = Phrase("Previous patient", "Vorheriger Patient")
  static let next = Phrase("Next patient", "Nächster Patient")
  static let noFigure = Phrase(
    "No figure yet: a course is drawn once a therapy or the diagnosis has a place in time.",
    "Noch keine Abbildung: Ein Verlauf wird gezeichnet, sobald Therapie oder Diagnose einen Platz in der Zeit haben.")
  static let removePatient = Phrase("Remove this patient", "Diesen Patienten entfernen")

  // MARK: forms
  static let save = Phrase("Save", "Speichern")
  static let saveNext = Phrase("Save, next", "Speichern, nächster")
  static let saveDraft = Phrase("Save as draft", "Als Entwurf sichern")
  static let discardDraft = Phrase("Discard draft", "Entwurf verwerfen")
  static let draftsWait = Phrase(
    "Begun before and not saved. This form is empty and takes none of it:",
    "Früher begonnen und nicht gespeichert. Dieses Formular ist leer und übernimmt nichts davon:")
  static let goOn = Phrase("Go on with", "Weiter mit")
  static let draftKept = Phrase("Draft kept", "Entwurf aufgehoben")
  static let draftShown = Phrase(
    "This is your draft; it is not part of the study until you save it.",
    "Das ist Ihr Entwurf; zur Studie gehört er erst nach dem Speichern.")
  static let cancel = Phrase("Back without saving", "Zurück ohne Speichern")
  static let remove = Phrase("Remove this entry", "Diesen Eintrag entfernen")
  static let why = Phrase("Why? (asked for a change)", "Warum? (bei einer Änderung)")
  static let whyHelp = Phrase(
    "Where a recorded fact changes or goes: a typing slip, the chart read again, a new source.",
    "Wo eine erfasste Angabe geändert wird oder geht: Tippfehler, Akte erneut gelesen, neue Quelle.")
  static let whyMissing = Phrase(
    "A recorded fact changes: say why.", "Eine erfasste Angabe ändert sich: Sagen Sie, warum.")
  static let another = Phrase("Add another", "Weitere Zeile")
  static let readIt = Phrase("Read it", "Lesen")
  static let readAs = Phrase("read as", "gelesen als")
  static let gives = Phrase("gives", "ergibt")
  static let which = Phrase(
    "Which is meant? Nothing is chosen for you.", "Was ist gemeint? Nichts wird für Sie gewählt.")
  static let required = Phrase("needed", "nötig")
  static let formErrors = Phrase("Not saved yet", "Noch nicht gespeichert")
  static let linesHelp = Phrase("One on each line.", "Jeweils eine Zeile.")
  static let silenceHelp = Phrase(
    "`-` not stated, `?` unknown; empty: nobody has looked.",
    "`-` nicht angegeben, `?` unbekannt; leer: noch nicht nachgesehen.")
  static let timeHelp = Phrase(
    "As the source says it: “March 2017”, “6 mo after start of gem-doc”, “during maintenance”. Several statements: one on each line.",
    "Wie die Quelle es sagt: „März 2017“, „6 Monate nach Beginn Gem/Doc“, „während Erhaltung“. Mehrere Angaben: je eine Zeile."
  )
  static let more = Phrase("More", "Mehr")
  static let takenFromOthers = Phrase(
    "Others have changed meanwhile, and that stays", "Andere haben inzwischen geändert, das bleibt")
  static let savedNow = Phrase("Saved", "Gespeichert")
  static let nothingChanged = Phrase("Nothing was changed.", "Nichts wurde geändert.")

  // MARK: cycles
  static let cyclesOf = Phrase("Doses by cycle", "Gaben nach Zyklen")
  static let cyclesHelp = Phrase(
    "A row for each dose of the chart. = is the dose of the plan, o is omitted, a number alone is in the unit of the plan. Lay cycles out, then correct what was otherwise; nothing is recorded before it is saved.",
    "Eine Zeile für jede Gabe der Akte. = ist die Dosis des Plans, o heißt ausgelassen, eine Zahl allein hat die Einheit des Plans. Zyklen auslegen, dann verbessern, was anders war; erfasst ist erst, was gespeichert ist."
  )
  static let noCycles = Phrase(
    "No dose is recorded day by day. Lay out cycles below, from the first day.",
    "Es ist keine Gabe einzeln erfasst. Unten Zyklen auslegen, vom ersten Tag an.")
  static let layOut = Phrase("Lay out cycles", "Zyklen auslegen")
  static let layOutHelp = Phrase(
    "As they would be by the plan. Rows that are there already are left as they are.",
    "Wie sie nach dem Plan wären. Zeilen, die es schon gibt, bleiben, wie sie sind.")
  static let layoutNeeds = Phrase(
    "To lay out cycles: the first cycle, how many (1 to 100), day 1 as 06.01.2020, the length in days, and for a drug its days within that length and its dose.",
    "Zum Auslegen: der erste Zyklus, wie viele (1 bis 100), Tag 1 als 06.01.2020, die Länge in Tagen, und für eine Substanz ihre Tage innerhalb dieser Länge und ihre Dosis."
  )
  static let tooManyCycles = Phrase(
    "More than 600 rows do not fit on this page. Save these first, or lay out fewer cycles.",
    "Mehr als 600 Zeilen passen nicht auf diese Seite. Zuerst diese speichern, oder weniger Zyklen auslegen.")
  static let moveNeeds = Phrase(
    "To move cycles: the cycle, and by how many days: 7, or -7.",
    "Zum Verschieben: der Zyklus, und um wie viele Tage: 7, oder -7.")
  static let rowsNotUnderstood = Phrase(
    "Some rows are not understood; nothing was saved.", "Einige Zeilen sind nicht verstanden; nichts wurde gespeichert."
  )
  static let cyclesConflict = Phrase(
    "Somebody has changed one of these rows meanwhile. Open the page again in another tab, and take over what is yours.",
    "Jemand hat eine dieser Zeilen inzwischen geändert. Die Seite in einem anderen Tab neu öffnen und das Eigene übernehmen."
  )
  static let cycle = Phrase("cycle", "Zyklus")
  static let dayOfCycle = Phrase("day", "Tag")
  static let takeOut = Phrase("Take out", "Streichen")
  static let notSaved = Phrase("not saved yet", "noch nicht gespeichert")
  static let firstCycle = Phrase("First cycle", "Erster Zyklus")
  static let howManyCycles = Phrase("How many", "Wie viele")
  static let dayOne = Phrase("Day 1 on", "Tag 1 am")
  static let cycleLength = Phrase("Length, days", "Länge, Tage")
  static let daysOfCycle = Phrase("Days", "Tage")
  static let doseOfDay = Phrase("Dose", "Dosis")
  static let moveCycles = Phrase("A cycle began late", "Ein Zyklus begann später")
  static let fromCycle = Phrase("From cycle", "Ab Zyklus")
  static let byDays = Phrase("By days", "Um Tage")
  static let move = Phrase("Move", "Verschieben")
  static let dosesOverTime = Phrase("Doses over time", "Gaben im Verlauf")

  // MARK: the next dose
  static let dose = Phrase("Next dose", "Nächste Dosis")
  static let doseAbout = Phrase(
    "What named rule sets say for a day of the record, side by side. Nothing is averaged, and what is not recorded is not known.",
    "Was benannte Regelwerke zu einem Tag der Akte sagen, nebeneinander. Nichts wird gemittelt, und was nicht in der Akte steht, ist nicht bekannt."
  )
  static let doseNotice = Phrase(
    "No conformity assessment as a medical device was made. This page calculates what named sources say; it must not decide a treatment. The treating team does.",
    "Es gab keine Konformitätsbewertung als Medizinprodukt. Diese Seite rechnet aus, was benannte Quellen sagen; sie darf keine Behandlung entscheiden. Das tut das Behandlungsteam."
  )
  static let noTherapy = Phrase(
    "No drug is recorded, so there is no dose to ask about. Add a line first.",
    "Es ist keine Substanz erfasst, also auch keine Dosis zu erfragen. Zuerst eine Therapielinie anlegen.")
  static let noExactDay = Phrase(
    "The record has no exact day. Type the day of the dose.",
    "Die Akte hat keinen genauen Tag. Bitte den Tag der Gabe eintippen.")
  static let notADay = Phrase(
    "That is no one day. Expected: 17.06.2024 or 2024-06-17.",
    "Das ist kein einzelner Tag. Erwartet: 17.06.2024 oder 2024-06-17.")
  static let dayOfDose = Phrase("Day of the dose", "Tag der Gabe")
  static let anyTherapy = Phrase("the one that is going on", "die laufende")
  static let workOut = Phrase("Work it out", "Berechnen")
  static let ruleSet = Phrase("Rule set", "Regelwerk")
  static let milligrams = Phrase("arithmetic", "Rechenweg")
  static let whatIsKnown = Phrase("What the record has for this day", "Was die Akte zu diesem Tag hat")
  static let everyRule = Phrase("Every rule, whether it fired or not", "Jede Regel, ob sie griff oder nicht")
  static let doseRemarks = Phrase("To be known beside it", "Dazu zu wissen")

  // MARK: the course beside its readout
  static let chooseBar = Phrase(
    "Choose a bar or a mark to read it beside the figure; the record below is the same as a table.",
    "Ein Balken oder Zeichen wird neben der Abbildung erklärt; die Akte darunter ist dasselbe als Tabelle.")
  static let wholeCourse = Phrase("whole", "ganz")
  static let twice = Phrase("2 ×", "2 ×")
  static let fourTimes = Phrase("4 ×", "4 ×")
  static let chosen = Phrase("What was chosen", "Ausgewählt")
  static let calendarDays = Phrase("Days of the calendar", "Kalendertage")
  static let closeReadout = Phrase("Close", "Schließen")

  // MARK: summary
  static let summary = Phrase("On one page", "Auf einer Seite")
  static let whatHappened = Phrase("What happened", "Was geschah")
  static let whenStated = Phrase("When, as recorded", "Wann, wie erfasst")
  static let asWord = Phrase("As a Word document", "Als Word-Dokument")
  static let noticeHead = Phrase("What this is not", "Was dies nicht ist")
  static let doses = Phrase("Doses", "Dosen")
  static let tumourGrade = Phrase("Grading", "Grading")
  static let toxicityGrade = Phrase("CTCAE grade", "CTCAE-Grad")
  static func isNoID(_ text: String) -> Phrase {
    Phrase(
      "“\(text)” is no id: letters, digits, `-`, `_` and `.`, at most 64.",
      "„\(text)“ ist keine Kennung: Buchstaben, Ziffern, `-`, `_` und `.`, höchstens 64.")
  }
  static let cycleWord = Phrase("cycle", "Zyklus")
  static let cyclesWord = Phrase("cycles", "Zyklen")
  static let omittedWord = Phrase("omitted", "ausgelassen")
  static let untilRelapse = Phrase("to relapse", "bis zum Rezidiv")
  static let doseInAll = Phrase("Total dose and intensity", "Gesamtdosis und Intensität")
  static let singleDoses = Phrase("single doses recorded", "Gaben einzeln erfasst")
  static let summaryNotice = Phrase(
    "From the record as it is now, for a conference of people who know the patient; no advice.",
    "Aus der Akte, wie sie jetzt ist, für eine Besprechung von Menschen, die den Patienten kennen; keine Empfehlung.")
  static let treatments = Phrase("Treatments and what came of them", "Therapien und ihr Ergebnis")
  static let treatment = Phrase("Treatment", "Therapie")
  static let beganAfterDiagnosis = Phrase("Began after diagnosis", "Beginn nach Diagnose")
  static let duration = Phrase("Duration", "Dauer")
  static let bestResponse = Phrase("Best response", "Bestes Ansprechen")
  static let toProgression = Phrase("Time to progression", "Zeit bis Progress")
  static let stoppedFor = Phrase("Stopped for", "Beendet wegen")
  static let plans = Phrase("Decisions and plans", "Entscheidungen und Pläne")
  static let noPlans = Phrase(
    "None is recorded: enter one as a plan or a decision.", "Keine erfasst: als Plan oder Entscheidung eintragen.")
  static let openQuestions = Phrase("Open questions", "Offene Fragen")

  // MARK: rows of tables
  static let correctRows = Phrase("Correct rows", "Zeilen berichtigen")
  static let whatChanged = Phrase("What", "Was")
  static let toldOfRow = Phrase("Remark", "Hinweis")
  static let newRow = Phrase("new row", "neue Zeile")
  static let rowsHelp = Phrase(
    "Correct cells where they stand, or take a row out; the last line is for a new row. A change of what is recorded asks why.",
    "Zellen an Ort und Stelle berichtigen oder eine Zeile herausnehmen; die letzte Zeile ist für eine neue. Wer Erfasstes ändert, sagt warum."
  )
  static func saveGood(_ count: Int) -> Phrase {
    Phrase(
      "Save the \(count) that are understood, keep the others here",
      "Die \(count) verstandenen speichern, die anderen hier behalten")
  }
  static func savedSome(_ count: Int) -> Phrase {
    Phrase(
      "\(count) saved. The rows below were not understood.",
      "\(count) gespeichert. Die Zeilen unten wurden nicht verstanden.")
  }
  static let paste = Phrase("Paste from a spreadsheet", "Aus Tabelle einfügen")
  static let pasteHelp = Phrase(
    "Copy the rows with their heads and paste them here. Nothing is saved before you have seen what was understood.",
    "Kopieren Sie die Zeilen mit ihren Überschriften und fügen Sie sie hier ein. Gespeichert wird erst, wenn Sie gesehen haben, was verstanden wurde."
  )
  static let pasted = Phrase("What was pasted", "Eingefügtes")
  static let understood = Phrase("What was understood", "Was verstanden wurde")
  static let table = Phrase("Table", "Tabelle")
  static let row = Phrase("Row", "Zeile")
  static let leaveOut = Phrase("leave out", "auslassen")
  static let column = Phrase("Column", "Spalte")
  static let isThere = Phrase("is there already, and is left out", "schon vorhanden, wird ausgelassen")
  static let reads = Phrase("read as", "gelesen als")
  static let notAllUnderstood = Phrase(
    "Some rows are not understood. Correct them above, or take them out; what is not understood is never saved.",
    "Manche Zeilen sind nicht verstanden. Berichtigen Sie sie oben oder nehmen Sie sie heraus; Unverstandenes wird nie gespeichert."
  )
  static let nothingPasted = Phrase("There is no row below the heads.", "Unter den Überschriften steht keine Zeile.")
  static func saveAll(_ count: Int) -> Phrase {
    Phrase("Save all \(count) as one revision", "Alle \(count) als eine Revision speichern")
  }
  static let laboratory = Phrase("Laboratory values", "Laborwerte")
  static let administrations = Phrase("Administrations", "Gaben")
  static let lesions = Phrase("Lesions", "Läsionen")

  // MARK: contradiction and conflict
  static func cannotAllBeTrue(_ count: Int, _ days: String) -> Phrase {
    Phrase(
      "These \(count) statements cannot all be true. They miss each other by \(days) days.",
      "Diese \(count) Angaben können nicht alle stimmen. Sie liegen \(days) Tage auseinander.")
  }
  static let waysOut = Phrase("Ways out", "Auswege")
  static let keepBoth = Phrase(
    "Keep both: the source says both. Saving is allowed; nothing is derived from what was set aside, and a finding says so.",
    "Beide behalten: Die Quelle sagt beides. Speichern ist erlaubt; aus dem Zurückgestellten wird nichts abgeleitet, und die Prüfung sagt es."
  )
  static let fits = Phrase("fits", "passt")
  static let conflictTitle = Phrase("Two have changed the same", "Zwei haben dasselbe geändert")
  static let conflictHelp = Phrase(
    "While you were writing, somebody saved other values for the fields below. Nothing is overwritten: choose for each field. What you typed is kept as a draft.",
    "Während Sie schrieben, hat jemand andere Werte für die folgenden Felder gespeichert. Nichts wird überschrieben: Wählen Sie je Feld. Ihre Eingabe ist als Entwurf aufgehoben."
  )
  static let before = Phrase("Before", "Vorher")
  static let theirs = Phrase("Theirs", "Andere")
  static let yours = Phrase("Yours", "Ihre")
  static let takeTheirs = Phrase("Take theirs", "Deren Wert nehmen")
  static let takeYours = Phrase("Take yours", "Ihren Wert nehmen")
  static let takeBoth = Phrase("Keep both as two statements", "Beide als zwei Angaben behalten")
  static let settle = Phrase("Settle and save", "Entscheiden und speichern")
  static let removedThere = Phrase(
    "The entry was removed meanwhile; your text is kept as a draft.",
    "Der Eintrag wurde inzwischen entfernt; Ihr Text ist als Entwurf aufgehoben.")

  // MARK: findings
  static let noFindings = Phrase("Nothing contradicts.", "Nichts widerspricht sich.")
  static let restsOn = Phrase("What it rests on", "Worauf es beruht")
  static let settledBy = Phrase("What would settle it", "Was es klären würde")
  static let openEntry = Phrase("Correct a fact", "Angabe berichtigen")
  static let accept = Phrase("Accept: it is so, and stays", "Annehmen: es ist so und bleibt")
  static let reject = Phrase("Reject: it is not so", "Zurückweisen: es ist nicht so")
  static let deferVerb = Phrase("Defer: somebody has been asked", "Zurückstellen: jemand ist gefragt")
  static let reason = Phrase("Reason", "Grund")
  static let reasonHelp = Phrase(
    "The source says so; read so on purpose; not applicable here; or other words.",
    "Die Quelle sagt es so; bewusst so gelesen; hier nicht anwendbar; oder andere Worte.")
  static let decide = Phrase("Decide", "Entscheiden")
  static let decided = Phrase("Decided", "Entschieden")
  static let takeDecisionBack = Phrase("Take the decision back", "Entscheidung zurücknehmen")
  static let severity = Phrase("Severity", "Schwere")
  static let all = Phrase("all", "alle")
  static let show = Phrase("Show", "Anzeigen")
  static let notThere = Phrase(
    "This finding is no more: what it rested on has changed.",
    "Diese Prüfmeldung gibt es nicht mehr: Ihre Grundlage hat sich geändert.")
  static let missingFacts = Phrase("Facts that are missing", "Fehlende Angaben")
  static let moreFindings = Phrase("Next page", "Nächste Seite")

  // MARK: the report
  static let downloads = Phrase("Downloads", "Dateien")
  static let downloadAll = Phrase("Download everything", "Alles herunterladen")
  static let withPrints = Phrase("with PDF and PNG of the figures", "mit PDF und PNG der Abbildungen")
  static let reportPage = Phrase("The report as one page", "Der Bericht als eine Seite")
  static let figure = Phrase("Figure", "Abbildung")
  static let figures = Phrase("Figures", "Abbildungen")
  static let data = Phrase("Data", "Daten")
  static let anchor = Phrase("Time of courses starts at", "Zeit der Verläufe beginnt bei")
  static let cohortAnchor = Phrase("Time of outcomes starts at", "Zeit der Ergebnisse beginnt bei")
  static let unit = Phrase("Unit", "Einheit")
  static let order = Phrase("Order", "Reihenfolge")
  static let width = Phrase("Width", "Breite")
  static let colours = Phrase("Colours", "Farben")
  static let responses = Phrase("Responses that count", "Ansprechen, das zählt")
  static let suited = Phrase("as suits the study", "passend zur Studie")
  static let reportErrors = Phrase(
    "Errors are open; they are printed under Findings. The report is not withheld.",
    "Es sind Fehler offen; sie stehen im Bericht unter Prüfung. Der Bericht wird nicht zurückgehalten.")

  // MARK: history
  static let revision = Phrase("Revision", "Revision")
  static let when = Phrase("When (UTC)", "Wann (UTC)")
  static let who = Phrase("Who", "Wer")
  static let changes = Phrase("Changes", "Änderungen")
  static let reasonGiven = Phrase("Why", "Warum")
  static let takeBack = Phrase("Take back", "Zurücknehmen")
  static let takeBackHelp = Phrase(
    "A new revision restores what stood there before; nothing is lost.",
    "Eine neue Revision stellt her, was vorher dort stand; nichts geht verloren.")
  static let field = Phrase("Field", "Feld")
  static let was = Phrase("was", "war")
  static let becomes = Phrase("is", "ist")
  static let older = Phrase("Older", "Ältere")
  static let erased = Phrase("erased with a person", "mit einer Person gelöscht")

  // MARK: refusals
  static let notFound = Phrase("There is no such page", "Diese Seite gibt es nicht")
  static let notFoundHelp = Phrase(
    "The address leads nowhere, or to something that was removed.",
    "Die Adresse führt nirgendwohin oder zu etwas Entferntem.")
  static let refused = Phrase("Not let through", "Nicht zugelassen")
  static let failed = Phrase("It could not be done", "Das ging nicht")
  static let back = Phrase("Back", "Zurück")
  static let stopped = Phrase(
    "Verlauf has stopped. Start it again; your draft is kept.",
    "Verlauf wurde beendet. Starten Sie es erneut; Ihr Entwurf ist aufgehoben.")
  static let isRecordedAlready = Phrase(
    "The same is recorded already, in every field. If it happened twice, say so in the note.",
    "Dasselbe ist schon erfasst, in jedem Feld. Wenn es zweimal geschah, bitte in der Notiz vermerken.")
  static let otherStudy = Phrase(
    "Another study has been opened since this page was made; nothing of the form was saved. Go back, copy what you typed, open the study that it belongs to, and enter it there.",
    "Seit dieser Seite wurde eine andere Studie geöffnet; nichts aus dem Formular wurde gespeichert. Bitte zurückgehen, das Getippte kopieren, die richtige Studie öffnen und dort eingeben."
  )
  static let stopHelp = Phrase(
    "Everything is saved. Pages that are open in other tabs stop working.",
    "Alles ist gespeichert. Seiten in anderen Fenstern funktionieren danach nicht mehr.")
  static let stopNow = Phrase("Stop now", "Jetzt beenden")
  static let stop = Phrase("Stop Verlauf", "Verlauf beenden")
}
