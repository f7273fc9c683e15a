// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
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
        verlauf outcomes my-series --codebook > codebook.csv             what its columns mean
        verlauf outcomes my-series --format json             the documented shape, Documentation/Formats.md
      """)

  @OptionGroup var input: StudyArguments
  @OptionGroup var format: FormatOption
  @Flag(help: "CSV with one row a patient and line, and every value in a column of its own.") var wide = false
  @Flag(help: "What the columns of --wide mean, as CSV.") var codebook = false

  func validate() throws {
    if wide || codebook, let format = format.format, format != .csv {
      throw ValidationError("--\(wide ? "wide" : "codebook") is CSV; --format \(format.rawValue) has no such form")
    }
    if wide, codebook { throw ValidationError("--wide or --codebook: each is a file of its own") }
  }

  func run() async throws {
    let outcomes = try await input.outcomes()
    if wide || codebook {
      let rows = WideOutcomes(outcomes)
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
