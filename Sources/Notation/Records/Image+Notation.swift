// SPDX-License-Identifier: Apache-2.0

package import Course
import Chronology
import Plain

extension AssessmentImage: Described {
  package static let notation = Record<AssessmentImage>(
    "image", title: "an image", "A picture of an assessment: cleaned pixels, without the header that they came with.",
    blank: { AssessmentImage(file: "") },
    [
      .required("file", \.file, .imageFile, "Name of the file in the folder `images`, after its digest."),
      .optional("sha256", \.digest, .digest, "SHA-256 digest of the file: one that has changed since is told."),
      .optional("original", \.original, .digest, "SHA-256 digest of the original, which stays outside of the study."),
      .optional("modality", \.modality, .scanModality, "Modality as DICOM has it: `CT`, `MR`, `PT`."),
      .optional("date", \.date, .date, "The day on which it was made, as its header has it."),
      .optional("plane", \.plane, .words("a plane"), "Plane of the cut."),
      .optional("series", \.series, .statement, "The series in words: `portal venous phase`."),
      .optional("frame", \.frame, .integer(1...100_000), "Frame of the original, from 1, where it has several."),
      .optional("spacing", \.spacing, .spacing, "Size of a pixel: `0.742 mm`; `0.742 x 0.9 mm` across and down."),
      .optional("window", \.window, .window, "Level and width by which values became greys: `40/400`."),
      .optional(
        "uptake", \.uptake, .uptake,
        "Standardised uptake by body weight from black to white, or through the colours of PET over CT: `SUVbw 0-7`; `SUVbw 0-7 dark on white`."
      ),
      .optional("over", \.over, .scanModality, "Modality of the scan over which it is drawn in colours: `CT`."),
      .optional(
        "over original", \.overOriginal, .digest,
        "SHA-256 digest of the original of that scan, which stays outside of the study."),
      .optional("crop", \.crop, .crop, "The part that is printed, in pixels: `300x280 at 100,80`."),
      .many(
        "marks", \.marks, Form<ImageMark>.mark.list(of: "a mark"),
        "Drawn on it, in pixels of the whole file: `arrow 160,240 to 120,200`, `circle 120,200 radius 30`, `line 10,20 to 80,90` (a measured diameter)."
      ),
      .optional(
        "scale", \.scaleMillimetres, .millimetres, "Length of the scale bar: `50 mm`; else the figure chooses."),
      .optional(
        "lesion", \.lesion, .lesion,
        "The lesion that it shows, as `lesions.csv` names it: pictures of one lesion stand in one row of the figure."),
      .optional("shows", \.shows, .statement, "What it shows, for the caption."),
      .optional("rights", \.rights, .statement, "By which consent or licence it may be printed."),
      .optional(
        "cleared", \.cleared, .statement, "How it was made sure that no name stands in the picture, and by whom."),
      .optional("show", \.isShown, .flag, "Whether the figure shows it, where there are more than find room."),
    ],
    finish: { image, mapping in
      if mapping.has("over original"), !mapping.has("over") {
        mapping.log.error(
          mapping.mark("over original"), "`over original` without `over`",
          expected: "the modality of the scan over which it is drawn: `over: CT`")
      }
      if mapping.has("uptake"), mapping.has("window"), !mapping.has("over") {
        mapping.log.error(
          mapping.mark("window"), "`window` beside `uptake`",
          expected: "one of them: greys of a PET come of `uptake`; `window` is that of the scan of `over`")
      }
      if image.over != nil, image.uptake?.isInverted == true {
        mapping.log.error(
          mapping.mark("uptake"), "`dark on white` of a picture in colours", expected: "`SUVbw 0-7` beside `over`")
      }
      guard mapping.has("scale"), mapping.has("file"), image.spacing == nil else { return }
      mapping.log.error(
        mapping.mark("scale"), "`scale` without `spacing`", expected: "the size of a pixel, by which a scale is drawn")
    })
}

extension Form where Value == String {
  fileprivate static var imageFile: Form {
    Form(
      .pattern("^[A-Za-z0-9][A-Za-z0-9._-]*[.]png$", "4f0c.png"),
      text: { text, item, reader in
        if AssessmentImage.isFileName(text) { return text }
        let isBelow = text.hasPrefix("images/") && AssessmentImage.isFileName(String(text.dropFirst("images/".count)))
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for the file of an image",
          expected:
            "the name of a PNG file in the folder `images`: letters, digits, `-`, `_` and `.` (`verlauf images add` makes it)",
          suggestion: isBelow ? String(text.dropFirst("images/".count)) : nil)
        return nil
      }, print: { $0 })
  }

  fileprivate static var digest: Form {
    Form(
      .pattern("^[0-9a-f]{64}$", String(repeating: "0", count: 64)),
      text: { text, item, reader in
        if AssessmentImage.isDigest(text) { return text }
        let small = text.lowercased()
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for `\(reader.key)`", expected: "64 digits from 0 to 9 and a to f",
          suggestion: AssessmentImage.isDigest(small) ? small : nil)
        return nil
      }, print: { $0 })
  }
}

extension Form where Value == String {
  /// Words that say something: where nothing is stated the key is left out, so that `cleared: not stated` clears nothing.
  fileprivate static var statement: Form {
    Form(
      .text,
      text: { text, item, reader in
        guard Silence.isMissing(text) else { return text }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for `\(reader.key)`", expected: "words; or leave `\(reader.key)` out")
        return nil
      }, print: { $0 })
  }

  /// The name of a lesion of the patient, which is looked up once the lesions are read.
  fileprivate static var lesion: Form {
    Form(
      .text,
      text: { text, item, reader in
        reader.lesionUses.append(LesionUse(lesion: text, mark: item.mark))
        return text
      }, print: { $0 })
  }

  fileprivate static var scanModality: Form {
    Form(
      .pattern("^(\(ScanModality.codes.joined(separator: "|")))$", "CT"),
      text: { text, item, reader in
        if let modality = ScanModality(text) { return modality.code }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for the modality of an image",
          expected: "the word of DICOM: `CT`, `MR`, `PT`, `US`, …; or leave `\(reader.key)` out",
          suggestion: ScanModality.meant(by: text)?.code)
        return nil
      }, print: { $0 })
  }
}

extension Form where Value == ImageSpacing {
  fileprivate static var spacing: Form {
    parsed(.quantity("0.742 mm"), "a pixel", print: \.text) { text throws(ValueSyntaxError) in
      try ImageSpacing(parsing: text)
    }
  }
}

extension Form where Value == ImageWindow {
  fileprivate static var window: Form {
    parsed(.pattern("^[-−]?[0-9.]+ ?/ ?[0-9.]+$", "40/400"), "a window", print: \.text) {
      text throws(ValueSyntaxError) in try ImageWindow(parsing: text)
    }
  }
}

extension Form where Value == UptakeWindow {
  fileprivate static var uptake: Form {
    parsed(.pattern("^SUVbw [0-9.]+ ?[-–] ?[0-9.]+( dark on white)?$", "SUVbw 0-7"), "an uptake", print: \.text) {
      text throws(ValueSyntaxError) in try UptakeWindow(parsing: text)
    }
  }
}

extension Form where Value == ImageCrop {
  fileprivate static var crop: Form {
    parsed(
      .pattern("^[0-9]+ ?[x×] ?[0-9]+ at [0-9]+ ?, ?[0-9]+$", "300x280 at 100,80"), "a crop", isNamed: true,
      print: \.text
    ) { text throws(ValueSyntaxError) in try ImageCrop(parsing: text) }
  }
}

extension Form where Value == ImageMark {
  fileprivate static var mark: Form {
    parsed(
      .pattern("^(arrow|circle|line) [0-9]+ ?, ?[0-9]+ (to|radius) [0-9]+( ?, ?[0-9]+)?$", "arrow 160,240 to 120,200"),
      "a mark", isNamed: true, print: \.text
    ) { text throws(ValueSyntaxError) in try ImageMark(parsing: text) }
  }
}

extension Form where Value == Int {
  /// A length in whole mm that can be a scale bar.
  fileprivate static var millimetres: Form {
    Form(
      .quantity("50 mm"),
      text: { text, item, reader in
        let digits = text.hasSuffix("mm") ? String(text.dropLast(2)).trimmed : text
        if let number = WholeNumber.parse(digits), (1...500).contains(number) { return number }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for the length of a scale bar",
          expected: "whole millimetres, 1 to 500: `50 mm`")
        return nil
      }, print: { "\($0) mm" })
  }
}
