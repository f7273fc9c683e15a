// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Course
public import Outcomes
public import Plain

/// The clinical course: per patient the imaging assessments at their times, with modality and response, over bars of
/// treatments with maintenance underlined in red.
///
///     let scene = ClinicalCourse(outcomes).scene(CourseFigureOptions(anchor: .maintenance))
///
/// Each assessment is a card on a pole: the modality, the response, the region and, where it is known, the time after
/// the start of maintenance (M) or after diagnosis (D). From 13 patients on, and where cards find no room, they give way to
/// marks. Places on the
/// axis are those of the swimmer plot.
public struct ClinicalCourse: Sendable {
  let outcomes: StudyOutcomes
  let pictures: CoursePictures

  /// The figure of a study.
  ///
  /// - Parameters:
  ///   - outcomes: what was derived.
  ///   - pictures: the scans of its assessments; without them cards stand in their places.
  public init(_ outcomes: StudyOutcomes, pictures: CoursePictures = CoursePictures()) {
    self.outcomes = outcomes
    self.pictures = pictures
  }

  /// The drawing on one page, however many patients there are.
  public func scene(_ options: CourseFigureOptions = CourseFigureOptions()) -> Scene {
    scenes(options, limit: nil).first ?? Scene(width: options.width, height: 0, title: "")
  }

  /// The drawing on as many pages as it needs (`CourseFigureOptions.patientsPerPage`), with one axis and one look of every treatment.
  public func pages(_ options: CourseFigureOptions = CourseFigureOptions()) -> [Scene] {
    scenes(options, limit: options.patientsPerPage)
  }

  private func frames(_ options: CourseFigureOptions, limit: Int?) -> [CourseFrame] {
    CourseFrame.pages(outcomes, options, limit: limit) { $0 == .full ? 12 : 8 }
  }

  /// The pages with the pictures of each; letters go on from page to page.
  private func paged(_ options: CourseFigureOptions, limit: Int?) -> [(frame: CourseFrame, choice: ImageChoice)] {
    var letters = 0
    return frames(options, limit: limit).map { frame in
      let room = frame.detail == .full ? frame.imageRange.upperBound - frame.imageRange.lowerBound : 0
      let choice = ImageChoice(frame.layouts, pictures, room: room, firstLetter: letters)
      letters += choice.count
      return (frame, choice)
    }
  }

  /// The pictures that found no room above the time axis, or that the author left out of it; none where all are there.
  public func supplement(_ options: CourseFigureOptions = CourseFigureOptions()) -> [Scene] {
    guard !pictures.isEmpty else { return [] }
    return paged(options, limit: options.patientsPerPage).flatMap { frame, choice in
      ImageSheet(
        frame: frame, choice: choice,
        title: Phrase(
          "Supplementary images: \(outcomes.study.title)", "Ergänzende Bilder: \(outcomes.study.title)")
      ).scenes()
    }
  }

  /// What is printed under the supplementary sheet.
  public func supplementCaption(_ options: CourseFigureOptions = CourseFigureOptions()) -> String {
    let pages = paged(options, limit: options.patientsPerPage)
    var sentences = pages.flatMap { frame, choice in
      zip(frame.layouts, choice.rest).flatMap { layout, items in
        items.map { frame.say(ImageCaption.words($0, in: layout, frame.words)) + "." }
      }
    }
    if pages.contains(where: { $0.choice.rest.contains { $0.contains(where: \.hasArrow) } }) {
      sentences.append(ImageCaption.arrows[options.language])
    }
    return sentences.joined(separator: " ")
  }

  /// What a printer must know of the pictures: those below 300 dots per inch, marks and scale bars that are not drawn, pictures that the author wanted and that found no room.
  public func imageWarnings(_ options: CourseFigureOptions = CourseFigureOptions()) -> [Phrase] {
    guard !pictures.isEmpty else { return [] }
    return paged(options, limit: options.patientsPerPage).flatMap { frame, choice in
      var warnings: [Phrase] = zip(frame.layouts, zip(choice.shown, choice.rest)).flatMap { layout, items in
        (items.0 + items.1).flatMap { item in
          item.lostMarks.map { mark in
            Phrase(
              "image \(item.letter) (\(item.moment.entry.id) of patient \(layout.patient.id)): \(mark.text) cannot be seen in what is printed, and is not drawn",
              "Bild \(item.letter) (\(item.moment.entry.id) von Patient \(layout.patient.id)): \(mark.text) ist im Gedruckten nicht zu sehen und wird nicht gezeichnet"
            )
          }
            + item.cutLines.map { mark in
              Phrase(
                "image \(item.letter) (\(item.moment.entry.id) of patient \(layout.patient.id)): \(mark.text) leaves what is printed; its length is not told",
                "Bild \(item.letter) (\(item.moment.entry.id) von Patient \(layout.patient.id)): \(mark.text) verlässt das Gedruckte; die Länge wird nicht genannt"
              )
            }
        }
      }
      warnings += zip(frame.layouts, choice.shown).flatMap { layout, items in
        ImageStrip(frame: frame, layout: layout, items: items, width: choice.panelWidth).panels.compactMap { panel in
          guard let stated = panel.item.image.scaleMillimetres, panel.scale() == nil else { return nil }
          return Phrase(
            "image \(panel.item.letter) (\(panel.item.moment.entry.id) of patient \(layout.patient.id)): a scale bar of \(stated) mm finds no room, and is not drawn",
            "Bild \(panel.item.letter) (\(panel.item.moment.entry.id) von Patient \(layout.patient.id)): ein Maßstab von \(stated) mm hat keinen Platz und wird nicht gezeichnet"
          )
        }
      }
      warnings += zip(frame.layouts, choice.shown).flatMap { layout, items in
        ImageStrip(frame: frame, layout: layout, items: items, width: choice.panelWidth).panels.compactMap { panel in
          let dots = panel.dotsPerInch()
          guard dots < Self.leastDotsPerInch - 0.5 else { return nil }
          return Phrase(
            "image \(panel.item.letter) (\(panel.item.moment.entry.id) of patient \(layout.patient.id)) has \(Int(dots.rounded())) dots per inch in print; journals ask for \(Int(Self.leastDotsPerInch)): crop less, or take a larger original",
            "Bild \(panel.item.letter) (\(panel.item.moment.entry.id) von Patient \(layout.patient.id)) hat im Druck \(Int(dots.rounded())) dpi; Zeitschriften verlangen \(Int(Self.leastDotsPerInch)): weniger beschneiden, oder ein größeres Original"
          )
        }
      }
      if choice.leavesWantedOut {
        warnings.append(
          Phrase(
            "more images have `show: true` than find room above the time axis; the others are on the supplementary sheet",
            "mehr Bilder haben `show: true`, als über der Zeitachse Platz finden; die übrigen stehen auf dem Ergänzungsblatt"
          ))
      }
      return warnings
    }
  }

  /// What journals ask of pictures.
  static let leastDotsPerInch = 300.0

  private func scenes(_ options: CourseFigureOptions, limit: Int?) -> [Scene] {
    paged(options, limit: limit).map { frame, choice in
      let legend = ClinicalCourseLegend(frame: frame, choice: choice)
      let words = frame.words.summary(of: frame.layouts, assessments: true)
      return frame.scene(
        title: frame.say(
          Phrase("Clinical course: \(outcomes.study.title)", "Klinischer Verlauf: \(outcomes.study.title)")),
        summary: frame.say(
          Phrase(
            "Assessments over time, counted in \(options.unit.phrase) from \(frame.anchor.phrase). ",
            "Untersuchungen im Verlauf, Zeit in \(options.unit.phrase)n ab \(frame.anchor.phrase). "))
          + [words, frame.placingNote, frame.anchorNote, frame.pageNote].joined(with: " "),
        legends: legend.blocks, notes: legend.notes
      ) { index, top in
        AssessmentLane(
          frame: frame, index: index, outcomes: outcomes.patient(frame.layouts[index].patient.id),
          strip: ImageStrip(frame: frame, index: index, choice: choice)
        ).draw(top: top)
      }
    }
  }

  /// What is printed under the figure.
  public func caption(_ options: CourseFigureOptions = CourseFigureOptions()) -> String {
    guard let (frame, choice) = paged(options, limit: nil).first else { return "" }
    let legend = ClinicalCourseLegend(frame: frame, choice: choice)
    let (count, all) = (frame.layouts.count - frame.unassessed.count, frame.layouts.count)
    let what =
      count == all
      ? Phrase(
        " assessed by radiological imaging, with treatment response over time",
        " nach bildgebenden Untersuchungen, mit dem Ansprechen im Verlauf")
      : count == 0
        ? .none
        : Phrase(
          ", with treatment response over time of the \(count) of \(all) whose assessments are recorded",
          ", mit dem Ansprechen im Verlauf der \(count) von \(all), deren Untersuchungen dokumentiert sind")
    let axis = frame.axisInSentence
    var sentences = [
      frame.say(
        Phrase(
          "Clinical course of the individual patients\(what) (\(axis)).",
          "Klinischer Verlauf der einzelnen Patienten\(what) (\(axis))."))
    ]
    let bars = frame.layouts.flatMap(\.bars).filter(\.isMaintenance)
    if !bars.isEmpty {
      sentences.append(
        frame.say(
          Phrase(
            "\(options.print == .colour ? "Red" : "Dark") bars below those of treatments denote the duration of maintenance therapy.",
            "\(options.print == .colour ? "Rote" : "Dunkle") Balken unter denen der Behandlungen zeigen die Dauer der Erhaltungstherapie."
          ))
      )
    }
    if frame.layouts.contains(where: { $0.bars.contains(where: \.isOngoing) }) {
      sentences.append(
        frame.say(
          Phrase(
            "Arrows indicate therapy that goes on at the data cut-off.",
            "Pfeile zeigen Therapien, die beim Datenschnitt andauern.")))
    }
    if !pictures.isEmpty {
      // Letters count on all pages, as they stand in the figure.
      sentences += paged(options, limit: options.patientsPerPage).flatMap {
        ImageCaption(frame: $0.frame, choice: $0.choice).sentences
      }
    }
    sentences += [frame.placingNote].compactMap(\.self) + legend.notes
    return sentences.joined(separator: " ")
  }
}
