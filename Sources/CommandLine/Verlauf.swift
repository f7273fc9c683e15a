// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Report

struct Verlauf: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verlauf",
    abstract: "From the courses of single patients to a case series that can be believed.",
    discussion: """
      A study is a folder of text files (see Documentation/StudyFolder.md). Verlauf derives what a paper reports of it, says why for \
      every value, and finds what is contradictory or unsupported.

      EXAMPLES
        verlauf serve                                    the workbench: a study in the browser, no file to write
        verlauf new my-series                            start a study folder with commented examples
        verlauf check my-series                          errors in the files, then what the review finds
        verlauf report my-series --out report            the whole report, open report/index.html
        verlauf outcomes my-series --format csv          every derived value as a table
        verlauf explain my-series 1/maintenance/duration why a value is what it is
        verlauf import my-series my-series.verlauf       the study in one file, every change a revision

      Verlauf calculates what named sources say. No conformity assessment as a medical device was made; it must not decide a treatment.
      """,
    version: ReportInfo.version,
    groupedSubcommands: [
      CommandGroup(name: "In the browser", subcommands: [ServeCommand.self]),
      CommandGroup(
        name: "Study",
        subcommands: [
          NewCommand.self, CheckCommand.self, FormatCommand.self, TimelineCommand.self, SchemaCommand.self,
          SecondEntryCommand.self, AgreementCommand.self,
        ]),
      CommandGroup(name: "Other formats", subcommands: [ReadCommand.self, WriteCommand.self, CodesCommand.self]),
      CommandGroup(
        name: "Results",
        subcommands: [
          ReportCommand.self, OutcomesCommand.self, ExplainCommand.self, FigureCommand.self, ImagesCommand.self,
          CohortCommand.self,
          ResponseCommand.self, LesionGrowthCommand.self, SurvivalCommand.self,
        ]),
      CommandGroup(
        name: "A study in one file",
        subcommands: [
          ImportCommand.self, ExportCommand.self, HistoryCommand.self, CompareCommand.self, AuditCommand.self,
          VerifyCommand.self,
          BackupCommand.self, RestoreCommand.self, EraseCommand.self, AttachCommand.self, AttachmentsCommand.self,
          DetachCommand.self,
        ]),
      CommandGroup(name: "Many courses", subcommands: [DeriveCommand.self, MergeCommand.self]),
      CommandGroup(name: "Trials", subcommands: [TrialCommand.self]),
      CommandGroup(
        name: "Doses",
        subcommands: [
          DosesCommand.self, DoseCommand.self, AdaptCommand.self, CalendarCommand.self, ForecastCommand.self,
          RegimenCommand.self,
        ]),
    ])
}
