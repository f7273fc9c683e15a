// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Course
public import Outcomes

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
        title: "Clinical course: \(outcomes.study.title)",
        summary: "Assessments over time, counted in \(options.unit.rawValue) from \(frame.anchor.words). "
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
      ? " assessed by radiological imaging, with treatment response over time"
      : count == 0 ? "" : ", with treatment response over time of the \(count) of \(all) whose assessments are recorded"
    var sentences = ["Clinical course of the individual patients\(what) (\(frame.axisTitle.lowercased()))."]
    let bars = frame.layouts.flatMap(\.bars).filter(\.isMaintenance)
    if !bars.isEmpty {
      sentences.append(
        "\(options.print == .colour ? "Red" : "Dark") bars below those of treatments denote the duration of maintenance therapy."
      )
    }
    if frame.layouts.contains(where: { $0.bars.contains(where: \.isOngoing) }) {
      sentences.append("Arrows indicate therapy that goes on at the data cut-off.")
    }
    sentences += [frame.placingNote].compactMap(\.self) + legend.notes
    return sentences.joined(separator: " ")
  }
}
