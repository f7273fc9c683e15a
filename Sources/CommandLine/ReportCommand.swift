// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Drawing
import Exchange
import Figures
import Forecasting
import Outcomes
import Plain
import Report
import Review

/// `verlauf report STUDY --out DIR`
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the whole report: one page, figures, tables, data.",
    discussion: """
      EXAMPLES
        verlauf report Examples/gemcitabine-maintenance --out report
        verlauf report my-series --out report --anchor line-1 --censoring fda-a
        verlauf report my-series --out report --no-prints     without PDF and PNG (needs no rsvg-convert)
        verlauf report my-series --out bericht --language de  the report in German
        verlauf report my-series --out report --forecast      with a forecast of counts for whom gemcitabine goes on

      The folder is written whole or not at all; an older report is replaced as long as everything in it is Verlauf's own and unchanged; with
      --replace your changes go too.
      """)

  @OptionGroup var input: StudyArguments
  @OptionGroup(title: "Cohort") var cohort: CohortArguments
  @Option(name: .shortAndLong, help: "The folder to write.", completion: .directory)
  var out: String
  @OptionGroup var replace: ReplaceChangedOption
  @Flag(inversion: .prefixedNo, help: "Figures as PDF and PNG too.")
  var prints = true
  @OptionGroup(title: "Figures") var figures: FigurePrintArguments
  @OptionGroup var reader: LanguageOption
  @Option(
    NumberRange(1...5),
    help: "Draw adverse events of this grade and above in the figures of courses; 1 draws those without a grade too.")
  var adverseEvents: Int?
  @Flag(
    help:
      "A section on what the schedules of the record would do to the neutrophils of patients whose gemcitabine goes on, or why nothing is said."
  )
  var forecast = false

  func run() async throws {
    let outcomes = try await input.outcomes()
    Terminal.progress("Drawing figures …")
    var drawing = CourseFigureOptions(widthMillimetres: figures.width)
    drawing.print = figures.print
    drawing.adverseEventsFrom = adverseEvents
    let pictures = try await StudyImages.pictures(of: input.study, outcomes.study, inGreys: drawing.print == .greyscale)
    let addition =
      forecast
      ? try await StudyForecasts(outcomes).addition(
        FigureOptions(widthMillimetres: figures.width, print: figures.print, language: reader.language)) : nil
    let report = Report(
      outcomes, options: drawing, cohort: try cohort.options(outcomes), language: reader.language, pictures: pictures,
      images: try await StudyImages.kept(of: input.study, outcomes.study), addition: addition)
    for warning in ClinicalCourse(outcomes, pictures: pictures).imageWarnings(drawing) {
      Terminal.tell("warning: \(warning.english)")
    }
    try cohort.check(report.cohort)
    if let leftOut = CohortFigures.leftOut(of: outcomes.patients.count) { Terminal.tell("warning: \(leftOut.english)") }
    let review = report.review
    let printed = prints ? Prints.files(report.figures) : []
    let files =
      report.files(hasPrints: !printed.isEmpty)
      + printed.map { OutputFile(path: "figures/" + $0.path, bytes: $0.bytes) }
    Terminal.endProgress()
    try Writing.attempt(protecting: input.places) { writer throws(WriteFailure) in
      try writer.writeFolder(files, kind: "report", to: out, replacing: replace.replace)
    }
    let counts = [
      Terminal.count(outcomes.patients.count, "patient"), Terminal.count(review.count(.error), "error"),
      Terminal.count(review.count(.warning), "warning"), Terminal.count(review.count(.note), "note"),
      Terminal.count(files.count, "file"),
    ]
    Terminal.say("\(out): \(counts.joined(separator: ", "))")
  }
}
