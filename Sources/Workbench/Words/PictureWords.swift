// SPDX-License-Identifier: Apache-2.0

import Plain

/// The words of the pages on pictures.
extension Words {
  static let pictures = Phrase("Pictures", "Bilder")
  static let picture = Phrase("Picture", "Bild")
  static let picturesAbout = Phrase(
    "Scans that show this assessment. A file is cleaned before it is kept: pixels alone stay, without header, place and file name. The original stays where it is.",
    "Aufnahmen, die diese Beurteilung zeigen. Eine Datei wird bereinigt, bevor sie bleibt: nur Bildpunkte, ohne Kopf, Ort und Dateinamen. Das Original bleibt, wo es ist."
  )
  static let takenOutStays = Phrase(
    "A picture that is taken out stays in the history of the study, with its pixels, until the patient is erased (`verlauf erase`). What must not be in the file has to be blanked before the picture is kept.",
    "Ein herausgenommenes Bild bleibt mit seinen Bildpunkten in der Geschichte der Studie, bis der Patient gelöscht wird (`verlauf erase`). Was nicht in der Datei stehen darf, muss vor dem Behalten geschwärzt sein."
  )
  static let noPictures = Phrase(
    "No picture yet. The figure of the course shows the scans that stand here, above the time axis.",
    "Noch kein Bild. Die Abbildung des Verlaufs zeigt die Aufnahmen, die hier stehen, über der Zeitachse.")
  static let addPicture = Phrase("Add a picture", "Bild hinzufügen")
  static let pictureFile = Phrase(
    "A DICOM, PNG, JPEG or TIFF file, 64 MB at most", "Eine DICOM-, PNG-, JPEG- oder TIFF-Datei, höchstens 64 MB")
  static let dropHere = Phrase("or drop it here", "oder hier ablegen")
  static let checkPicture = Phrase("Check the file", "Datei prüfen")
  static let noFile = Phrase("No file was chosen.", "Es wurde keine Datei gewählt.")
  static let picturesWait = Phrase(
    "Chosen and not kept yet; they go when the program ends:",
    "Gewählt und noch nicht behalten; mit dem Programmende sind sie weg:"
  )
  static let pictureNotThere = Phrase(
    "This picture is not in the study: a copy can be made without pictures, and a folder can lack a file.",
    "Dieses Bild ist nicht in der Studie: eine Kopie kann ohne Bilder gemacht sein, und einem Ordner kann eine Datei fehlen."
  )
  static let cropAndMark = Phrase("Crop and mark", "Beschneiden und markieren")
  static let removePicture = Phrase("Take out", "Herausnehmen")
  static let goneMeanwhile = Phrase(
    "Somebody has changed the pictures of this assessment meanwhile. Nothing was saved; look at the page again.",
    "Jemand hat die Bilder dieser Beurteilung inzwischen geändert. Nichts wurde gespeichert; bitte die Seite neu ansehen."
  )
  static let pendingGone = Phrase(
    "This picture does not wait any more. Choose the file again.",
    "Dieses Bild wartet nicht mehr. Bitte die Datei erneut wählen.")
  static let newPicture = Phrase("A picture to be kept", "Ein Bild, das bleiben soll")
  static let newPictureAbout = Phrase(
    "As it will be kept. Look at it at full size: the search for text misses letters that are faint, turned or handwritten, and only you can say that nobody is named or known again.",
    "So wird es behalten. Bitte in voller Größe ansehen: die Suche nach Text übersieht blasse, gedrehte und handschriftliche Buchstaben, und nur Sie können sagen, dass niemand genannt oder wiederzuerkennen ist."
  )
  static let removedOfFile = Phrase("Removed from the file", "Aus der Datei entfernt")
  static let doubts = Phrase("A name may stand in the picture", "Im Bild steht vielleicht ein Name")
  static let doubtsHelp = Phrase(
    "Blank the place, and it is searched again; or look, and confirm that no name stands there.",
    "Die Stelle schwärzen, dann wird erneut gesucht; oder ansehen und bestätigen, dass dort kein Name steht.")
  static let noDoubts = Phrase(
    "No text was found in it. This is no proof.", "Darin wurde kein Text gefunden. Das ist kein Beweis.")
  static let confirmPicture = Phrase(
    "I have looked at the picture: no name stands in it.", "Ich habe das Bild angesehen: es steht kein Name darin.")
  static let confirmMissing = Phrase(
    "A name may stand in the picture; nothing was kept. Blank the place, or confirm that you have looked.",
    "Im Bild steht vielleicht ein Name; nichts wurde behalten. Bitte die Stelle schwärzen oder bestätigen, dass Sie es angesehen haben."
  )
  static let blanks = Phrase("Blanked regions, one a line", "Geschwärzte Bereiche, einer je Zeile")
  static let blanksHelp = Phrase(
    "Width x height at the upper left corner, in pixels: `512x40 at 0,0`.",
    "Breite x Höhe an der linken oberen Ecke, in Bildpunkten: `512x40 at 0,0`.")
  static let lookAgain = Phrase("Show again", "Neu zeigen")
  static let keepPicture = Phrase("Keep the picture", "Bild behalten")
  static let letGo = Phrase("Let it go", "Verwerfen")
  static let frameOf = Phrase("Frame of the file", "Einzelbild der Datei")
  static let windowOf = Phrase("Window: level/width", "Fenster: Mitte/Breite")
  static let windowHelp = Phrase(
    "`40/400` soft tissue, `-600/1500` lung; empty takes that of the file.",
    "`40/400` Weichteile, `-600/1500` Lunge; leer nimmt das der Datei.")
  static let inHeader = Phrase("The file says", "Laut Datei")
  static let inRecord = Phrase("The assessment says", "Laut Beurteilung")
  static let noHeader = Phrase("nothing: it has no header", "nichts: sie hat keinen Kopf")
  static let otherPatient = Phrase(
    "The header of this file names another patient of this study. It is not kept here.",
    "Der Kopf dieser Datei nennt einen anderen Patienten dieser Studie. Sie wird hier nicht behalten.")
  static let unknownPatient = Phrase(
    "What its header names is no patient of this study: that it is of this one is your word.",
    "Was ihr Kopf nennt, ist kein Patient dieser Studie: dass sie von diesem ist, sagen Sie.")
  static let tools = Phrase("Draw", "Zeichnen")
  static let toolsHelp = Phrase(
    "Choose a tool, then two places in the picture: by two clicks, or with the picture in focus by the arrow keys (Shift: ten pixels) and Enter. Esc lets the first go. What is drawn stands as text below and can be changed there.",
    "Werkzeug wählen, dann zwei Stellen im Bild: mit zwei Klicks, oder mit dem Bild im Fokus per Pfeiltasten (Umschalt: zehn Bildpunkte) und Eingabe. Esc verwirft die erste. Was gezeichnet ist, steht unten als Text und ist dort änderbar."
  )
  static let cropTool = Phrase("Crop", "Ausschnitt")
  static let arrowTool = Phrase("Arrow (tail, then tip)", "Pfeil (Ende, dann Spitze)")
  static let circleTool = Phrase("Circle (centre, then edge)", "Kreis (Mitte, dann Rand)")
  static let lineTool = Phrase("Measured line", "Messlinie")
  static let blankTool = Phrase("Blank", "Schwärzen")
  static let placeOne = Phrase("First place", "Erste Stelle")
  static let placeNow = Phrase("Place", "Stelle")
  static let pictureAdded = Phrase("picture added", "Bild hinzugefügt")
  static let pictureMarked = Phrase("picture cropped or marked", "Bild beschnitten oder markiert")
  static let pictureRemoved = Phrase("picture taken out", "Bild herausgenommen")
  static let pictureOf = Phrase("The picture with what is drawn on it", "Das Bild mit dem, was darauf gezeichnet ist")
}
