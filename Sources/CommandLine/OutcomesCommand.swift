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
        verlauf outcomes my-series --format json             the documented shape, Documentation/Formats.md
      """)

  @OptionGroup var input: StudyArguments
  @OptionGroup var format: FormatOption

  func run() async throws {
    let outcomes = try await input.outcomes()
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
