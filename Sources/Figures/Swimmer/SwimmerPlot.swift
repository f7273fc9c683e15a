// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Course
public import Outcomes
import Plain

/// The swimmer plot: one lane a patient, with therapies as bars, procedures, responses, death and what is ongoing.
///
///     let outcomes = await StudyOutcomes(study, library: library)
///     let scene = SwimmerPlot(outcomes).scene(CourseFigureOptions(anchor: .maintenance, order: .duration))
///     let svg = SVGRenderer(idPrefix: "figure2").render(scene)
///
/// Every place on the axis of time agrees with what is stated. Where a time is not exact, edges fade over its bounds and
/// marks have whiskers; bars of unknown length are striped and intervals of unknown length dashed: there, places show
/// order only. From 13 patients on, lanes lose their letters; ``pages(_:)`` puts 60 on a page, and one page of hundreds loses labels too.
public struct SwimmerPlot: Sendable {
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
    CourseFrame.pages(outcomes, options, limit: limit) { $0 == .full ? 14 : 8 }
  }

  private func scenes(_ options: CourseFigureOptions, limit: Int?) -> [Scene] {
    frames(options, limit: limit).map { frame in
      let legend = SwimmerLegend(frame: frame)
      let words = frame.words.summary(of: frame.layouts, assessments: true)
      return frame.scene(
        title: frame.say(Phrase("Swimmer plot: \(outcomes.study.title)", "Swimmer-Plot: \(outcomes.study.title)")),
        summary: frame.say(
          Phrase(
            "Time is counted in \(options.unit.phrase) from \(frame.anchor.phrase). ",
            "Zeit in \(options.unit.phrase)n ab \(frame.anchor.phrase). "))
          + [words, frame.placingNote, frame.anchorNote, frame.pageNote].joined(with: " "),
        legends: legend.blocks, notes: legend.notes
      ) { index, top in
        SwimmerLane(
          frame: frame, index: index, outcomes: outcomes.patient(frame.layouts[index].patient.id)
        ).draw(top: top)
      }
    }
  }

  /// What is printed under the figure.
  public func caption(_ options: CourseFigureOptions = CourseFigureOptions()) -> String {
    guard let frame = frames(options, limit: nil).first else { return "" }
    let count = frame.layouts.count
    let legend = SwimmerLegend(frame: frame)
    let who =
      count == 1
      ? Phrase("of one patient", "eines Patienten") : Phrase("of all \(count) patients", "aller \(count) Patienten")
    let axis = frame.axisInSentence
    return [
      frame.say(
        Phrase(
          "Swimmer plot \(who), showing treatment and response over time (\(axis)).",
          "Swimmer-Plot \(who) mit Behandlung und Ansprechen im Verlauf (\(axis)).")),
      frame.placingNote, frame.anchorNote, legend.abbreviations, frame.judgementNote,
    ].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
  }
}
