// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Outcomes
import Plain
import Report
import Review

/// `verlauf outcomes STUDY`
struct OutcomesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outcomes", abstract: "Show durations, responses, progression, survival and dose intensity.",
    discussion: """
      EXAMPLES
        verlauf outcomes my-series
        verlauf outcomes my-series --format csv > outcomes.csv
        verlauf outcomes my-series --format csv --wide > patients.csv    a row a patient and line, for a statistician
        verlauf outcomes my-series --wide --censoring fda-a --responses judged > patients.csv
        verlauf outcomes my-series --codebook > codebook.csv             what its columns mean
        verlauf outcomes my-series --format json             the documented shape, Documentation/Formats.md
      """)

  @OptionGroup var input: StudyArguments
  @OptionGroup var format: FormatOption
  @Flag(help: "CSV with one row a patient and line, and every value in a column of its own.") var wide = false
  @Flag(help: "What the columns of --wide mean, as CSV.") var codebook = false
  @OptionGroup(title: "Rules of --wide and --codebook") var rule: CohortRuleArguments

  func validate() throws {
    if wide || codebook, let format = format.format, format != .csv {
      throw ValidationError("--\(wide ? "wide" : "codebook") is CSV; --format \(format.rawValue) has no such form")
    }
    if !wide, !codebook, !rule.isEmpty {
      throw ValidationError(
        "--censoring, --responses, --criteria, --reader and --visit-interval are for --wide and --codebook; `verlauf cohort` has tables by them"
      )
    }
    if wide, codebook { throw ValidationError("--wide or --codebook: each is a file of its own") }
  }

  func run() async throws {
    let outcomes = try await input.outcomesToPrint()
    if wide || codebook {
      var options = CohortOptions()
      try rule.choose(&options, outcomes)
      let rows = WideOutcomes(outcomes, options: options)
      Terminal.data(wide ? rows.csv : rows.codebook)
      return
    }
    guard format.chosen != .json else {
      Terminal.data(ReportJSON.outcomes(outcomes))
      return
    }
    format.show([
      ReportTables.therapies(outcomes), ReportTables.lines(outcomes), ReportTables.survival(outcomes),
      ReportTables.doseIntensity(outcomes),
    ])
  }
}
