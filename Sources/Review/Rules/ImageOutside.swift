// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// A crop, a mark or a scale bar for which its picture has no room.
struct ImageOutside: Rule {
  let id = "image-outside"
  let severity = Severity.error
  let summary = Phrase(
    "A crop, mark or scale bar for which its picture has no room",
    "Ein Ausschnitt, Zeichen oder Maßstab ohne Platz in seinem Bild")
  let explanation =
    "Crops and marks are in pixels of the file. One that lies outside was made for another picture, or for one of another size; one that the crop leaves nothing of, and a scale bar that is too long, would be missing in print without a word."
  let needs = "crop, marks or scale of an image, and a folder to look into"
  let source =
    "the size that the file has; a scale bar of at most 60 % of the printed width leaves room for its letters"

  let fires = RuleExample.image(
    "an arrow at 700,40", "cleared: looked at, marks: ['arrow 600,40 to 700,40']", kept: .sample())
  let passes = RuleExample.image(
    "one at 100,40", "cleared: looked at, marks: ['arrow 60,40 to 100,40']", kept: .sample())

  func find(in context: ReviewContext) -> [Found] {
    context.eachKeptImage { item, state in
      guard case .readable(_, let width, let height, _) = state else { return nil }
      let faults = Self.faults(of: item.image, width, height)
      guard !faults.isEmpty else { return nil }
      return item.found(
        Phrase(
          "\(item.phrase.capitalisedFirst) has \(width) x \(height) pixels: \(faults.joined(separator: "; ")).",
          "\(item.phrase.capitalisedFirst) hat \(width) x \(height) Pixel: \(faults.joined(separator: "; "))."),
        settledBy: Phrase(
          "Crop, marks and scale for this file.", "Ausschnitt, Zeichen und Maßstab für diese Datei."))
    }
  }

  /// What of a picture of a size cannot be printed as it is stated.
  private static func faults(of image: AssessmentImage, _ width: Int, _ height: Int) -> [Phrase] {
    var faults: [Phrase] = []
    if let crop = image.crop, crop.corner.x + crop.width > width || crop.corner.y + crop.height > height {
      faults.append(Phrase("crop \(crop.text) lies outside", "Ausschnitt \(crop.text) liegt außerhalb"))
    }
    let printed = image.printed(ofWidth: width, height: height)
    for mark in image.marks {
      if mark.points.contains(where: { $0.x >= width || $0.y >= height }) {
        faults.append(Phrase("\(mark.text) lies outside", "\(mark.text) liegt außerhalb"))
        continue
      }
      guard let printed else { continue }
      guard let seen = mark.seen(in: printed, aspect: image.pixelAspect) else {
        faults.append(
          Phrase(
            "\(mark.text) cannot be seen in what is printed, and is not drawn",
            "\(mark.text) ist im Gedruckten nicht zu sehen und wird nicht gezeichnet"))
        continue
      }
      if case .line = mark, !seen.isWhole {
        faults.append(
          Phrase(
            "\(mark.text), a measured line, is cut off by the crop",
            "\(mark.text), eine Messlinie, wird vom Ausschnitt abgeschnitten"))
      }
    }
    if let scale = image.scaleMillimetres, let printed,
      let longest = image.longestScaleMillimetres(inWidth: printed.width), Double(scale) > longest
    {
      faults.append(
        Phrase(
          "a scale bar of \(scale) mm is more than 60 % of its width (at most \(Int(longest)) mm), and is not drawn",
          "ein Maßstab von \(scale) mm ist mehr als 60 % seiner Breite (höchstens \(Int(longest)) mm) und wird nicht gezeichnet"
        ))
    }
    return faults
  }
}
