// SPDX-License-Identifier: Apache-2.0

public import Course

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
  public var description: String {
    switch self {
    case .burnedIn: "the header says that text stands in the picture (BurnedInAnnotation YES)"
    case .secondaryCapture: "it is a copy of a screen (secondary capture), which mostly bears a name"
    case .ultrasound: "it is an ultrasound, which mostly bears a name"
    case .doseReport: "it is a dose report or a saved screen"
    case .text(let place, let letters): "text of \(letters) letters or digits was read at \(place.text)"
    case .shapes(let place): "shapes like letters stand at \(place.text)"
    case .notSearched(let reason): "it could not be searched for text: \(reason)"
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
