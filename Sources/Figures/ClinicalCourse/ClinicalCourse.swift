// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Course
public import Outcomes

/// The clinical course: per patient the imaging assessments at their times, with modality and response, and maintenance
/// as a red bar.
///
///     let scene = ClinicalCourse(outcomes).scene(CourseFigureOptions(anchor: .maintenance))
///
/// Each assessment is a card on a pole: the modality, the response, the region and, where it is known, the time after
/// the start of maintenance (M) or after diagnosis (D). From 13 patients on the cards give way to marks. Places on the
/// axis are those of the swimmer plot.
public struct ClinicalCourse: Sendable {
  let outcomes: StudyOutcomes

  /// The figure of a study.
  public init(_ outcomes: StudyOutcomes) { self.outcomes = outcomes }

  /// The drawing.
  public func scene(_ options: CourseFigureOptions = CourseFigureOptions()) -> Scene {
    let frame = CourseFrame(outcomes, options) { $0 == .full ? 12 : 8 }
    var scene = Scene(
      width: options.width, height: 0, title: "Clinical course: \(outcomes.study.title)",
      summary: "Assessments over time, counted in \(options.unit.rawValue) from \(options.anchor.rawValue). "
        + [frame.words.summary(of: frame.layouts, assessments: true), frame.placingNote, frame.anchorNote].joined(
          with: " "))
    var y = CourseFrame.margin
    var lanes: [Scene.Node] = []
    for layout in frame.layouts.indices {
      let lane = AssessmentLane(
        frame: frame, index: layout, outcomes: outcomes.patient(frame.layouts[layout].patient.id))
      let drawn = lane.draw(top: y)
      lanes.append(drawn.node)
      y += drawn.height
    }
    let legend = ClinicalCourseLegend(frame: frame)
    let foot = frame.foot(below: y + 2, gridTop: CourseFrame.margin, legends: legend.blocks, notes: legend.notes)
    scene.nodes = foot.back + lanes + foot.front
    scene.height = foot.height
    return scene
  }

  /// What is printed under the figure.
  public func caption(_ options: CourseFigureOptions = CourseFigureOptions()) -> String {
    let frame = CourseFrame(outcomes, options) { _ in 12 }
    let legend = ClinicalCourseLegend(frame: frame)
    var sentences = [
      "Clinical course of the individual patients assessed by radiological imaging, with treatment response over time "
        + "(\(frame.axisTitle.lowercased()))."
    ]
    let bars = frame.layouts.flatMap(\.bars).filter(\.isMaintenance)
    if !bars.isEmpty { sentences.append("Red bars denote the duration of maintenance therapy.") }
    if bars.contains(where: \.isOngoing) { sentences.append("Arrows indicate ongoing maintenance therapy.") }
    sentences += [frame.placingNote].compactMap(\.self) + legend.notes
    return sentences.joined(separator: " ")
  }
}
