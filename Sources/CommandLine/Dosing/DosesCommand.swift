// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Plain
import Report

/// `verlauf doses STUDY`
struct DosesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doses", abstract: "Account for the doses of a study: planned against given, and what rule sets say.",
    discussion: """
      Dose phases give bounds; single administrations (administrations.csv) give the account under the three definitions of relative
      dose intensity, and with blood counts (labs.csv) what the rule sets of the regimen say of each. Counts that no rule can use are
      listed with their line and the reason.

      EXAMPLES
        verlauf doses Examples/full-record
        verlauf doses my-series --library our-regimens --format csv > doses.csv
      """)

  @OptionGroup var input: StudyArguments
  @OptionGroup var format: FormatOption

  func run() async throws {
    let outcomes = try await input.outcomesToPrint()
    let accounts = DosingTables.accounts(outcomes)[.english]
    // On a page a line a drug and an administration; a program gets every column.
    let isPage = format.chosen == .table
    format.show(
      [
        ReportTables.doseIntensity(outcomes)[.english], isPage ? DosingTables.accountLines(accounts) : accounts,
        isPage ? DosingTables.auditLines(outcomes) : DosingTables.audits(outcomes)[.english],
        DosingTables.laboratoryDoubts(outcomes)[.english],
      ]
      .filter { !$0.rows.isEmpty })
  }
}
