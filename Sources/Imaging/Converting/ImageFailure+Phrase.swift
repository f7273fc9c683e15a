// SPDX-License-Identifier: Apache-2.0

public import Plain

extension ImageFailure {
  /// What is wrong and what helps, in the language of the reader. The words of a converter are its own.
  public var phrase: Phrase { Phrase("\(description)", "\(german)") }

  private var german: String {
    switch self {
    case .converterMissing(let program):
      let (package, brew) = Self.packages(of: program)
      return
        "Bilder werden mit \(program) gelesen, das nicht installiert ist. Debian und Ubuntu: apt install \(package). macOS: brew install \(brew)."
    case .unknownFormat: return "kein Bild, das gelesen wird; erwartet wird eine PNG-, JPEG-, TIFF- oder DICOM-Datei"
    case .noSize(let format):
      return "eine \(format.rawValue)-Datei, deren Kopf keine Größe nennt oder in der Mitte endet"
    case .tooLarge(let width, let height, let frames):
      let all = frames > 1 ? " in \(frames) Einzelbildern" : ""
      return
        "\(width) x \(height) Bildpunkte\(all); höchstens \(ImageLimits.pixels / 1_000_000) Millionen mit höchstens \(ImageLimits.side) je Seite werden gelesen"
    case .noPixels: return "eine DICOM-Datei ohne Bildpunkte, etwa ein Befund oder ein Plan"
    case .transferSyntax(let name):
      return "die Übertragungssyntax \(name) wird nicht gelesen; bitte unkomprimiert exportieren"
    case .frame(let number, let count):
      return "Einzelbild \(number) einer Datei mit \(count)"
    case .noWindow(let format):
      let what = format == .dicom ? "farbige DICOM-Datei" : "\(format.rawValue)-Datei"
      return "ein Fenster wurde verlangt für eine \(what); erwartet wird eine DICOM-Datei mit Grauwerten"
    case .fewPixels(let found, let needed):
      return
        "ihr Ende fehlt: \(found) Byte an Bildpunkten, wo der Kopf \(needed) nennt (Zeilen x Spalten x Kanäle x Bits x Einzelbilder); bitte neu exportieren"
    case .unreadable(let words): return "sie ist nicht lesbar: \(words)"
    case .uptake(let reasons): return "der standardisierte Uptake (SUV) ist nicht bestimmt: \(reasons)"
    case .notOver(let reason): return "nicht übereinander zu legen: \(reason)"
    case .regionOutside(let region, let width, let height):
      return "der Bereich \(region) liegt außerhalb der \(width) x \(height) Bildpunkte: nichts würde geschwärzt"
    case .refused(let words): return "abgelehnt: \(words)"
    }
  }
}
