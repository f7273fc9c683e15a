// SPDX-License-Identifier: Apache-2.0

import Course
public import Drawing
public import Figures
public import Outcomes
public import Plain
public import Review

/// A figure of a report.
public struct ReportFigure: Sendable {
  /// Name of its files.
  public var name: String
  /// Caption.
  public var caption: String
  /// What is drawn.
  public var scene: Scene
  /// Its data as CSV; nil where a table of the report holds them.
  public var csv: String?

  /// A figure.
  public init(name: String, caption: String, scene: Scene, csv: String? = nil) {
    self.name = name
    self.caption = caption
    self.scene = scene
    self.csv = csv
  }

  /// For the page, with identifiers that no other figure has.
  var inlineSVG: String { SVGRenderer(idPrefix: name, sizing: .responsive).render(scene) }
  /// For a file.
  var svg: String { SVGRenderer(idPrefix: name).render(scene) }
}

/// Puts a report together, in memory.
public enum ReportBuilder {
  /// The figures of a report.
  public static func figures(_ outcomes: StudyOutcomes, options: CourseFigureOptions = CourseFigureOptions())
    -> [ReportFigure]
  {
    // More lanes than this are no longer a picture.
    guard outcomes.patients.count <= 300 else { return [] }
    return [
      ReportFigure(
        name: "figure-1-clinical-course", caption: ClinicalCourse(outcomes).caption(options),
        scene: ClinicalCourse(outcomes).scene(options)),
      ReportFigure(
        name: "figure-2-swimmer", caption: SwimmerPlot(outcomes).caption(options),
        scene: SwimmerPlot(outcomes).scene(options)),
    ] + doseFigures(outcomes, options: options) + cohortFigures(outcomes)
  }

  /// The dose figures of a series of at most twelve patients: one for each drug of a therapy with doses.
  public static func doseFigures(
    _ outcomes: StudyOutcomes, options: CourseFigureOptions = CourseFigureOptions()
  ) -> [ReportFigure] {
    guard outcomes.patients.count <= 12 else { return [] }
    return doseCourses(outcomes).enumerated().map { index, item in
      ReportFigure(
        name: "figure-\(index + 3)-doses", caption: item.course.caption,
        scene: DoseCoursePlot(item.course).scene(widthMillimetres: options.widthMillimetres))
    }
  }

  /// The figures of the cohort, by the options that suit the study.
  public static func cohortFigures(_ outcomes: StudyOutcomes) -> [ReportFigure] {
    let cohort = CohortOutcomes(outcomes, options: .suiting(outcomes))
    // The swimmer plot stands in the report already.
    return CohortFigures.all(cohort, outcomes).filter { $0.name != "figure-swimmer-responses" }.map {
      ReportFigure(name: $0.name, caption: $0.caption, scene: $0.scene, csv: $0.csv)
    }
  }

  /// Every drug of every therapy whose doses can be drawn.
  public static func doseCourses(
    _ outcomes: StudyOutcomes
  ) -> [(patient: String, therapy: String, drug: String, course: DoseCourse)] {
    outcomes.patients.flatMap { outcome in
      outcome.therapies.flatMap { therapy in
        therapy.therapy.drugs.compactMap { drug in
          DoseCourse(outcome, therapy, drug: drug, library: outcomes.library).map {
            (outcome.patient.id, therapy.entry.id, drug, $0)
          }
        }
      }
    }
  }

  /// All files of a report but the PDF and PNG of figures, which need a converter.
  public static func files(_ outcomes: StudyOutcomes) async -> [OutputFile] {
    files(outcomes, StudyReview(outcomes), figures(outcomes), hasPrints: false)
  }

  /// All files of a report but the PDF and PNG of figures, from what has been derived already.
  ///
  /// - Parameter hasPrints: whether PDF and PNG of the figures are written beside these; the page names them only then.
  public static func files(
    _ outcomes: StudyOutcomes, _ review: StudyReview, _ figures: [ReportFigure], hasPrints: Bool
  ) -> [OutputFile] {
    var files = [
      OutputFile(
        path: "index.html",
        text: ReportPage(outcomes: outcomes, review: review, figures: figures, hasPrints: hasPrints).html),
      OutputFile(path: "outcomes.json", text: ReportJSON.outcomes(outcomes)),
      OutputFile(path: "findings.json", text: ReportJSON.findings(review)),
    ]
    for table in ReportTables.all(outcomes, review) {
      files.append(OutputFile(path: "tables/\(table.name).csv", text: table.csv))
      files.append(OutputFile(path: "tables/\(table.name).md", text: table.markdown))
    }
    for figure in figures {
      files.append(OutputFile(path: "figures/\(figure.name).svg", text: figure.svg))
      if let csv = figure.csv { files.append(OutputFile(path: "figures/\(figure.name).csv", text: csv)) }
    }
    return files
  }

  /// PDF and PNG (300 dpi) of figures, which need a converter.
  ///
  /// - Parameter progress: told the number of each figure before it is drawn.
  /// - Throws: where the converter is missing or fails; its message says how to install it.
  public static func prints(
    _ figures: [ReportFigure], progress: (Int) -> Void = { _ in }
  ) throws(RasterRenderer.Failure) -> [OutputFile] {
    let renderer = try RasterRenderer()
    var files: [OutputFile] = []
    for (index, figure) in figures.enumerated() {
      progress(index + 1)
      for (ending, format) in [("pdf", RasterRenderer.Format.pdf), ("png", .png(dotsPerInch: 300))] {
        let bytes = try renderer.bytes(figure.scene, format: format)
        files.append(OutputFile(path: "figures/\(figure.name).\(ending)", bytes: bytes))
      }
    }
    return files
  }
}
