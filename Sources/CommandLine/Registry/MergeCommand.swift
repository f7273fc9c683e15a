// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import Exchange
import Outcomes
import Plain
import Registry
import Report
import TumourResponse

/// `verlauf merge OUTCOMES… --study HEAD`
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Make the tables of a cohort from lines of outcomes.",
    discussion: """
      EXAMPLES
        verlauf merge outcomes.ndjson --study series.ndjson
        verlauf merge part-*.ndjson.gz --study head.json --anchor advanced-1 --by sex
        verlauf merge outcomes.ndjson --study my-series --out evidence

      The lines come from `verlauf derive`, from one file or many (`-` is standard input), in any order: the tables are those that `verlauf cohort` prints of the study, and the same however the lines were cut
      and shuffled. What counts as an event and whose responses count was chosen when they were derived; lines that were derived otherwise, or of another study, are refused.

      Patients are named in tables and footnotes where there are no more than --name of them; of more there is the number.

      Exits with 0, 1 where lines say that patients could not be read (they are in no number), 2 where the lines cannot be merged.
      """)

  @Argument(help: "Files of lines of outcomes, or `-` for standard input.", completion: .file())
  var outcomes: [String]
  @OptionGroup var head: HeadOption
  @OptionGroup var library: LibraryArguments
  @OptionGroup var format: FormatOption
  @OptionGroup var start: CohortStartArguments
  @OptionGroup var estimates: CohortEstimateArguments
  @Option(
    NumberRange(0...1_000_000, "patients"),
    help: "Name patients, in rows and footnotes, where there are no more than so many.")
  var name: Int = 10_000
  @Option(
    name: .shortAndLong,
    help: "Folder for all tables: a new one, or an older one of these that nobody has changed.")
  var out: String?
  @OptionGroup var replace: ReplaceChangedOption

  func validate() throws {
    if head.study == nil {
      throw ValidationError("--study is missing: the study folder, or a file that begins with the head of the study")
    }
    if outcomes.contains("") { throw ValidationError("<outcomes>: an empty path names no file") }
    if outcomes.count(where: { $0 == "-" }) > 1 { throw ValidationError("<outcomes>: standard input can be read once") }
    if replace.replace, out == nil { throw ValidationError("--replace is for --out; without it nothing is written") }
    try start.check(estimates)
  }

  func run() async throws {
    let library = try library.read()
    guard let head = try await head.read() else { throw ExitCode(2) }
    try estimates.checkGrouping(head.study)
    var run = MergeRun(limit: name, grouping: estimates.by)
    let progress = LineProgress("Merging")
    for path in outcomes {
      let name = path == "-" ? "standard input" : path
      do {
        let lines = LineBlocks(try LineSource.open(path), limit: MergeRun.longestLine)
        try await run.add(lines, file: name) { progress.add($0) }
      } catch let failure as ByteSource.Failure {
        throw LineSource.failed(name, failure)
      }
    }
    Terminal.endProgress()
    StudyArguments.tell(run.problems)
    guard run.problems.isEmpty else {
      Terminal.tell("error: the outcomes cannot be merged")
      throw ExitCode(2)
    }
    guard let derived = run.derived else {
      Terminal.tell("error: there are no outcomes of any patient in \(outcomes.joined(separator: ", "))")
      throw ExitCode(2)
    }
    guard derived.head == head.digest else {
      Terminal.tell(
        "error: the outcomes are of another study or of another state of it (head \(derived.head)); expected \(head.digest), that of --study"
      )
      throw ExitCode(2)
    }
    let options = try options(run, derived)
    let cohort = CohortSummary(run.counts, in: head.study, options: options, library: library)
    guard cohort.count > 0 else {
      Terminal.tell("error: nobody has the anchor `\(options.anchor.name)`")
      throw ExitCode(2)
    }
    try estimates.check(unknown: cohort.unknownGroups, among: cohort.groups)
    if let open = CohortTables.withoutLatest(cohort) { Terminal.tell("warning: \(open.english)") }
    if cohort.recordsNoProgression { Terminal.tell("warning: \(CohortTables.noProgression(cohort).english)") }
    if !cohort.rows.isWhole {
      Terminal.tell(
        "\(Terminal.count(cohort.count, "patient")): more than --name \(name), so that no table has a row for each; the times of each are in the lines"
      )
    }
    let tables = Self.notRead(run.unread) + CohortTables.all(cohort)
    if let out {
      try write(tables, to: out)
    } else {
      format.show(tables)
    }
    if run.unread > 0 {
      Terminal.tell(
        "warning: \(Terminal.count(run.unread, "line")) of patients who could not be read: they are in no number")
      throw ExitCode(1)
    }
  }

  /// Of how many patients the tables are not, beside them: who opens the files later has not seen the warning.
  private static func notRead(_ count: Int) -> [PhraseTable] {
    guard count > 0 else { return [] }
    return [
      PhraseTable(
        name: "cohort-00-not-read",
        title: Phrase("Patients who are in no number", "Patienten, die in keiner Zahl sind"),
        columns: [
          .init(Phrase("Why", "Warum")), .init(Phrase("Lines", "Zeilen"), .number),
        ],
        rows: [
          [
            .init(.words(Phrase("could not be read when outcomes were derived", "beim Ableiten nicht lesbar"))),
            .number(Double(count), decimals: 0),
          ]
        ])
    ]
  }

  private func options(_ run: MergeRun, _ derived: DerivedBy) throws -> CohortOptions {
    var options = CohortOptions(
      anchor: start.anchor.flatMap { CohortOptions.Anchor($0) } ?? run.counts.suitingAnchor)
    options.rule = CensoringRule.named(derived.censoring)
    options.responses = CohortOptions.Responses(rawValue: derived.responses) ?? .measured
    options.judgement = JudgementChoice(
      criteria: LesionCriteria(rawValue: derived.criteria) ?? .recist, reader: derived.reader)
    options.visitIntervalDays = derived.visitInterval
    var problems = ArgumentProblems()
    problems.check(derived.reader, among: Array(run.counts.judges), "reader", "--reader of `verlauf derive`")
    try problems.stop()
    estimates.choose(&options, groupOrder: start.order)
    return options
  }

  private func write(_ tables: [PhraseTable], to out: String) throws {
    let files = tables.map { OutputFile(path: "\($0.name).csv", text: $0.csv) }
    try Writing.attempt(protecting: outcomes + [head.study, library.library]) { writer throws(WriteFailure) in
      try writer.writeFolder(files, kind: "cohort", to: out, replacing: replace.replace)
    }
    Terminal.say("\(out): \(tables.count) tables")
  }
}
