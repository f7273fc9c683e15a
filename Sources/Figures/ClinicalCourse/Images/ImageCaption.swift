// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Outcomes
import Plain

/// What the caption says of pictures: letter, modality, time, what is shown, and what marks mean.
struct ImageCaption: Sendable {
  let frame: CourseFrame
  let choice: ImageChoice

  /// What arrows mean.
  static let arrows = Phrase("Arrows point at lesions.", "Pfeile zeigen auf Läsionen.")

  /// What numbers of uptake are, and what they are not for.
  static let uptakes = Phrase(
    "Standardised uptake values (SUV) are computed from headers without conformity assessment and must not decide a treatment.",
    "Standardisierte Uptake-Werte (SUV) sind aus Bildköpfen berechnet, ohne Konformitätsbewertung, und dürfen keine Behandlung entscheiden."
  )

  /// The sentences; none without pictures.
  var sentences: [String] {
    let shown = zip(frame.layouts, choice.shown).flatMap { layout, items in items.map { (layout, $0) } }
    let rest = choice.rest.flatMap(\.self)
    var sentences = shown.map { frame.say(Self.words($0.1, in: $0.0, frame.words)) + "." }
    if shown.contains(where: { $0.1.hasArrow }) { sentences.append(frame.say(Self.arrows)) }
    let bars = Set(
      zip(frame.layouts, choice.shown).flatMap { layout, items in
        ImageStrip(frame: frame, layout: layout, items: items, width: choice.panelWidth).panels
          .compactMap { $0.scale()?.millimetres }
      }
    ).sorted()
    if !bars.isEmpty {
      let lengths = bars.map(ImageScale.text).joined(separator: ", ")
      sentences.append(
        frame.say(
          Phrase(
            "Scale bars, \(lengths); images of one patient have one scale where the size of a pixel is known of all.",
            "Maßstab \(lengths); Bilder eines Patienten haben einen Maßstab, wo die Größe eines Pixels von allen bekannt ist."
          )))
    }
    if !rest.isEmpty {
      let letters = rest.count == 1 ? rest[0].letter : "\(rest[0].letter)–\(rest[rest.count - 1].letter)"
      sentences.append(
        frame.say(
          Phrase(
            "Further images (\(letters)) are on the supplementary sheet.",
            "Weitere Bilder (\(letters)) stehen auf dem Ergänzungsblatt.")))
      sentences += rest.compactMap { item in
        Self.uptake(item).map { frame.say(Phrase(same: "\(item.letter): ") + $0) + "." }
      }
    }
    if (shown.map(\.1) + rest).contains(where: { $0.image.uptake != nil }) {
      sentences.append(frame.say(Self.uptakes))
    }
    return sentences
  }

  /// `SUV (body weight) 0–7`; nil for a picture without.
  private static func uptake(_ item: ImageChoice.Item) -> Phrase? {
    item.image.uptake.map { uptake in
      Phrase("SUV (body weight) \(uptake.range)", "SUV (Körpergewicht) \(uptake.range)")
        + (uptake.isInverted ? Phrase(", dark on white", ", dunkel auf weiß") : .none)
    }
  }

  /// `A, axial CT of patient 1, M + 6 mo, PR: liver metastasis`
  static func words(_ item: ImageChoice.Item, in layout: CourseLayout, _ words: CourseWords) -> Phrase {
    let named = item.modality ?? Phrase("image", "Bild")
    let plane = item.image.plane.map { $0.phrase + Phrase(same: " ") } ?? .none
    var text =
      Phrase(same: "\(item.letter), ") + plane + named
      + Phrase(" of patient \(layout.patient.id)", " von Patient \(layout.patient.id)")
    if let time = AssessmentCard.time(item.moment, layout)?.time { text = text + Phrase(same: ", ") + time }
    if let response = ResponseLabel(item.moment) { text = text + Phrase(same: ", \(response.letters)") }
    if let lesion = ImageLesion(item, in: layout) { text = text + Phrase(same: ", ") + lesion.words }
    if let shows = item.image.shows { text = text + Phrase(same: ": \(shows)") }
    if let uptake = Self.uptake(item) { text = text + Phrase(same: "; ") + uptake }
    let cut = item.cutLines
    let lengths = item.drawnMarks.filter { !cut.contains($0) }.compactMap { $0.millimetres(item.image.spacing) }
    if !lengths.isEmpty {
      let measured = lengths.map { "\(Int($0.rounded())) mm" }.joined(separator: ", ")
      text = text + Phrase(" (line, \(measured))", " (Linie, \(measured))")
    }
    return text
  }
}
