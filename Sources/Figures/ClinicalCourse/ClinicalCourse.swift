// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Course
public import Outcomes
import Plain

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

  /// The figure of a study.
  public init(_ outcomes: StudyOutcomes) { self.outcomes = outcomes }

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

  private func scenes(_ options: CourseFigureOptions, limit: Int?) -> [Scene] {
    frames(options, limit: limit).map { frame in
      let legend = ClinicalCourseLegend(frame: frame)
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
          frame: frame, index: index, outcomes: outcomes.patient(frame.layouts[index].patient.id)
        ).draw(top: top)
      }
    }
  }

  /// What is printed under the figure.
  public func caption(_ options: CourseFigureOptions = CourseFigureOptions()) -> String {
    guard let frame = frames(options, limit: nil).first else { return "" }
    let legend = ClinicalCourseLegend(frame: frame)
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
    sentences += [frame.placingNote].compactMap(\.self) + legend.notes
    return sentences.joined(separator: " ")
  }
}
