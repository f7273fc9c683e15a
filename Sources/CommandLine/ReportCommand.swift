import ArgumentParser
import Exchange
import Foundation
import Outcomes
import Report
import Review

/// `verlauf report STUDY --out DIR`
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the whole report: one page, figures, tables, data.",
    discussion: """
      EXAMPLES
        verlauf report Examples/gemcitabine-maintenance --out report
        verlauf report my-series --out report --no-prints     without PDF and PNG (needs no rsvg-convert)

      The folder is written whole or not at all; an older report in it is replaced.
      """)

  @OptionGroup var input: StudyArguments
  @Option(name: .shortAndLong, help: "The folder to write.", completion: .directory)
  var out: String
  @Flag(inversion: .prefixedNo, help: "Figures as PDF and PNG too.")
  var prints = true

  func run() async throws {
    let outcomes = try await input.outcomes()
    let review = StudyReview(outcomes)
    Terminal.progress("Drawing figures …")
    let figures = ReportBuilder.figures(outcomes)
    var files = ReportBuilder.files(outcomes, review, figures)
    if prints {
      do {
        files += try ReportBuilder.prints(figures)
      } catch {
        Terminal.endProgress()
        Terminal.tell("warning: figures are written as SVG only. \(error)")
      }
    }
    Terminal.endProgress()
    do {
      try ReportWriter.write(files, to: URL(fileURLWithPath: out))
    } catch {
      Terminal.tell("error: \(error)")
      throw ExitCode(2)
    }
    let counts = [
      Terminal.count(outcomes.patients.count, "patient"), Terminal.count(review.count(.error), "error"),
      Terminal.count(review.count(.warning), "warning"), Terminal.count(review.count(.note), "note"),
      Terminal.count(files.count, "file"),
    ]
    print("\(out): " + counts.joined(separator: ", "))
  }
}
