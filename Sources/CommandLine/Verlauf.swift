import ArgumentParser
import Report

@main
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

      Verlauf computes and documents. It is not a medical device and prescribes nothing.
      """,
    version: ReportInfo.version,
    subcommands: [
      ReportCommand.self, CheckCommand.self, OutcomesCommand.self, TimelineCommand.self, ExplainCommand.self,
      FigureCommand.self, CohortCommand.self, ResponseCommand.self, DosesCommand.self, DoseCommand.self,
      RegimenCommand.self, CalendarCommand.self,
      AdaptCommand.self,
      NewCommand.self, SchemaCommand.self,
    ])
}
