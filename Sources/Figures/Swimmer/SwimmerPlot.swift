// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Course
public import Outcomes

/// The swimmer plot: one lane a patient, with therapies as bars, procedures, responses, death and what is ongoing.
///
///     let outcomes = await StudyOutcomes(study, library: library)
///     let scene = SwimmerPlot(outcomes).scene(CourseFigureOptions(anchor: .maintenance, order: .duration))
///     let svg = SVGRenderer(idPrefix: "figure2").render(scene)
///
/// Every place on the axis of time agrees with what is stated. Where a time is not exact, edges fade over its bounds and
/// marks have whiskers; bars of unknown length are hatched and intervals of unknown length dashed: there, places show
/// order only. From 13 patients on, lanes lose their letters, then their labels, so that hundreds fit on a page.
public struct SwimmerPlot: Sendable {
  let outcomes: StudyOutcomes

  /// The figure of a study.
  public init(_ outcomes: StudyOutcomes) { self.outcomes = outcomes }

  /// The drawing.
  public func scene(_ options: CourseFigureOptions = CourseFigureOptions()) -> Scene {
    let frame = CourseFrame(outcomes, options) { $0 == .full ? 14 : 8 }
    let colours = TherapyColours(frame.layouts)
    var scene = Scene(
      width: options.width, height: 0, title: "Swimmer plot: \(outcomes.study.title)",
      summary: "Time is counted in \(options.unit.rawValue) from \(options.anchor.rawValue). "
        + [frame.words.summary(of: frame.layouts, assessments: true), frame.placingNote, frame.anchorNote].joined(
          with: " "))
    var y = CourseFrame.margin
    var lanes: [Scene.Node] = []
    for index in frame.layouts.indices {
      let lane = SwimmerLane(
        frame: frame, colours: colours, index: index, outcomes: outcomes.patient(frame.layouts[index].patient.id))
      let drawn = lane.draw(top: y)
      lanes.append(drawn.node)
      y += drawn.height
    }
    let legend = SwimmerLegend(frame: frame, colours: colours)
    let foot = frame.foot(below: y + 2, gridTop: CourseFrame.margin, legends: legend.blocks, notes: legend.notes)
    scene.nodes = foot.back + lanes + foot.front
    scene.height = foot.height
    return scene
  }

  /// What is printed under the figure.
  public func caption(_ options: CourseFigureOptions = CourseFigureOptions()) -> String {
    let frame = CourseFrame(outcomes, options) { _ in 14 }
    let count = frame.layouts.count
    let legend = SwimmerLegend(frame: frame, colours: TherapyColours(frame.layouts))
    let who = count == 1 ? "of one patient" : "of all \(count) patients"
    return [
      "Swimmer plot \(who), showing treatment and response over time (\(frame.axisTitle.lowercased())).",
      frame.placingNote, frame.anchorNote, legend.abbreviations,
    ].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
  }
}
