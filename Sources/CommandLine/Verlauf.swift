// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Plain
import Report

struct Verlauf: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verlauf",
    abstract: "From the courses of single patients to a case series that can be believed.",
    discussion: """
      A study is a folder of text files (see Documentation/StudyFolder.md). Verlauf derives what a paper reports of it, says why for \
      every value, and finds what is contradictory or unsupported.

      EXAMPLES
        verlauf new my-series                            start a study folder with commented examples
        verlauf check my-series                          errors in the files, then what the review finds
        verlauf report my-series --out report            the whole report, open report/index.html
        verlauf outcomes my-series --format csv          every derived value as a table
        verlauf explain my-series 1/maintenance/duration why a value is what it is

      Verlauf calculates what named sources say. No conformity assessment as a medical device was made; it must not decide a treatment.
      """,
    version: ReportInfo.version,
    groupedSubcommands: [
      CommandGroup(
        name: "Study",
        subcommands: [NewCommand.self, CheckCommand.self, FormatCommand.self, TimelineCommand.self, SchemaCommand.self]),
      CommandGroup(name: "Other formats", subcommands: [ReadCommand.self, WriteCommand.self]),
      CommandGroup(
        name: "Results",
        subcommands: [
          ReportCommand.self, OutcomesCommand.self, ExplainCommand.self, FigureCommand.self, CohortCommand.self,
          ResponseCommand.self, SurvivalCommand.self,
        ]),
      CommandGroup(
        name: "Doses",
        subcommands: [
          DosesCommand.self, DoseCommand.self, AdaptCommand.self, CalendarCommand.self, RegimenCommand.self,
        ]),
    ])

  /// Parses and runs, writes all that was said, and exits: 0 done, 1 where findings are errors, 2 where the input cannot be used, 74 where what was
  /// said or written could not be written whole.
  static func run() async -> Never {
    var code = ExitCode.success
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      code = exitCode(for: error)
      let message = fullMessage(for: error)
      if !message.isEmpty {
        if code == .success {
          Terminal.lines(message + "\n")
        } else {
          let words = message.hasPrefix("Error: ") ? "error: " + message.dropFirst(7) : message
          StandardStream.errors.write(TerminalText.safe(words) + "\n")
        }
      }
      // 1 is what `check` exits with where it found errors; an error that no command has foreseen is none of those.
      if code == .validationFailure || (code == .failure && !(error is ExitCode)) { code = ExitCode(2) }
    }
    StandardStream.output.flush()
    if let lost = StandardStream.output.lost {
      Terminal.tell("error: standard output: \(lost); what was to be printed is not complete (files of --out are)")
      code = Writing.inputOutputError
    }
    if StandardStream.errors.lost != nil { code = Writing.inputOutputError }
    Foundation.exit(code.rawValue)
  }
}
