// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// Why a name may stand in a picture. None of them is overcome by the program: someone confirms, or blanks the region and it is searched again.
public enum ImageDoubt: Sendable, Hashable, CustomStringConvertible {
  /// The header says so (`BurnedInAnnotation` YES).
  case burnedIn
  /// A copy of a screen.
  case secondaryCapture
  /// Ultrasound, whose pictures mostly bear a name.
  case ultrasound
  /// A dose report or a saved screen.
  case doseReport
  /// The recogniser has read something; where, and how many letters. What it reads is not repeated: it may be the name.
  case text(ImageCrop, letters: Int)
  /// Shapes like letters, where there is no recogniser.
  case shapes(ImageCrop)
  /// There is no recogniser, and shapes alone do not clear a picture.
  case notSearched(String)

  /// What it is, for who confirms.
  public var description: String { phrase.english }

  /// What it is, for who confirms, in the language of the reader.
  public var phrase: Phrase {
    switch self {
    case .burnedIn:
      Phrase(
        "the header says that text stands in the picture (BurnedInAnnotation YES)",
        "laut Kopf der Datei steht Text im Bild (BurnedInAnnotation YES)")
    case .secondaryCapture:
      Phrase(
        "it is a copy of a screen (secondary capture), which mostly bears a name",
        "es ist die Kopie eines Bildschirms (secondary capture), auf der meist ein Name steht")
    case .ultrasound:
      Phrase(
        "it is an ultrasound, which mostly bears a name", "es ist ein Ultraschallbild, auf dem meist ein Name steht")
    case .doseReport:
      Phrase("it is a dose report or a saved screen", "es ist ein Dosisbericht oder ein gespeicherter Bildschirm")
    case .text(let place, let letters):
      Phrase(
        "text of \(letters) letters or digits was read at \(place.text)",
        "Text aus \(letters) Buchstaben oder Ziffern wurde gelesen bei \(place.text)")
    case .shapes(let place):
      Phrase("shapes like letters stand at \(place.text)", "Formen wie Buchstaben stehen bei \(place.text)")
    case .notSearched(let reason):
      Phrase(
        "it could not be searched for text: \(reason)", "es konnte nicht nach Text durchsucht werden: \(reason)")
    }
  }

  /// Where in the picture it was seen; nil where it is of the whole.
  public var place: ImageCrop? {
    switch self {
    case .text(let place, _), .shapes(let place): place
    case .burnedIn, .secondaryCapture, .ultrasound, .doseReport, .notSearched: nil
    }
  }

  /// Whether it is of the kind of object, and not of what is seen in this picture.
  var isOfKind: Bool {
    switch self {
    case .burnedIn, .secondaryCapture, .ultrasound, .doseReport: true
    case .text, .shapes, .notSearched: false
    }
  }
}
