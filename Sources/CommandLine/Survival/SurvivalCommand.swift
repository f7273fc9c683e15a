// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Console
import Exchange
import Notation
import Outcomes
import Plain
import Report
public import Statistics

/// `verlauf survival FILE.csv`
struct SurvivalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survival", abstract: "Estimate survival, tests and regressions from a table of times.",
    discussion: """
      EXAMPLES
        verlauf survival trial.csv --time months --event died --by arm --at 6,12
        verlauf survival trial.csv --time months --event died --by arm --strata centre --covariates arm,age
        verlauf survival trial.csv --time stop --entry start --event died --covariates age --ties exact
        verlauf survival trial.csv --time months --event end --cause relapse --by arm --covariates age
        verlauf survival visits.csv --left free --right found --covariates arm --aft weibull

      A row a patient (or a stretch at risk, with --entry). Every method is named with its source; agreement with R stands in \
      Documentation/Estimators.md. A row with an empty cell in a column that is used is left out, and told; `NA`, \
      `unknown`, `not stated`, `k.A.`, `?` and `-` are empty cells.
      """)

  @Argument(help: "A file of comma-separated values with a head.", completion: .file(extensions: ["csv"]))
  var file: String
  @OptionGroup var format: FormatOption
  @Option(help: "Column of the time of the event or of censoring.") var time: String?
  @Option(help: "Column of the time from which a row is at risk.") var entry: String?
  @Option(help: "Column that says whether the event happened: 1 or 0, yes or no, true or false.") var event: String?
  @Option(name: .customLong("event-is"), help: "A value of --event that is the event; once for each.")
  var eventIs: [String] = []
  @Option(help: "The value of --event that is the kind of interest; other kinds compete with it.") var cause: String?
  @Option(name: .customLong("censored-is"), help: "A value of --event that is no event; once for each.")
  var censoredIs: [String] = []
  @Option(help: "Column of the last time without the event; with --right.") var left: String?
  @Option(help: "Column of the first time with it; empty where it was not seen.") var right: String?
  @Option(help: "Column of the groups that are compared.") var by: String?
  @Option(help: "Column of strata, within which groups and covariates are compared.") var strata: String?
  @Option(help: "Columns of a regression, with commas between; words are a factor.") var covariates: String?
  @Option(help: "`column=level`: the level that a factor's others are against; once for each.") var reference:
    [String] = []
  @Option(help: "Ties of Cox's model: efron, breslow or exact.") var ties: TieMethod = .efron
  @Option(help: "cox, or firth: penalised, where groups are separated by the events.")
  var hazards: CohortOptions.Hazards = .cox
  @Option(help: "Weights of the test: logrank, gehan, tarone-ware or peto.") var weights: SurvivalAnalysis.Weights =
    .logrank
  @Option(help: "Accelerated-failure-time model: exponential, weibull, lognormal or loglogistic.")
  var aft: FailureDistribution?
  @Option(help: "Time of the test of proportional hazards: km (1 − S) or identity.") var zph: HazardTimeScale =
    .kaplanMeier
  @Option(help: "Times at which probabilities are given, with commas between.") var at: String?
  @Option(help: "Scale of survival intervals: plain, log or log-log.") var scale: SurvivalScale = .logLog
  @Option(NumberRange(0.51...0.9999), help: "Level of intervals, a share such as 0.95.") var level: Double = 0.95
  @Option(help: "The median where a curve is level at one half: midpoint of the stretch (R, SAS), or its first time.")
  var median: KaplanMeier.QuantileConvention = .midpoint
  @Flag(help: "Every step of the curves too.") var curve = false

  func validate() throws {
    let isInterval = left != nil || right != nil
    guard
      isInterval
        ? left != nil && right != nil && time == nil && event == nil && entry == nil : time != nil && event != nil
    else {
      throw ValidationError("the columns of the times are needed: --time and --event, or --left and --right")
    }
    if isInterval, cause != nil || strata != nil {
      throw ValidationError("--cause and --strata are for --time and --event")
    }
    if let covariates, covariates.split(separator: ",").allSatisfy(\.trimmed.isEmpty) {
      throw ValidationError("--covariates \(covariates): expected names of columns, with commas between")
    }
    if isInterval, covariates != nil, aft == nil {
      throw ValidationError("--covariates of --left and --right need a parametric model: --aft weibull")
    }
    if cause != nil, entry != nil {
      throw ValidationError(
        "--cause with --entry: Gray's test and Fine and Gray's model have no delayed entry here, since their weights would need a model of the entry; leave --entry out, or --cause for the hazard of one kind of event (others censored with --censored-is)"
      )
    }
    if cause != nil, !eventIs.isEmpty {
      throw ValidationError("--cause is the event; --event-is is for one kind alone")
    }
    if aft != nil, entry != nil { throw ValidationError("--aft has no delayed entry here") }
    if ties == .exact, hazards == .firth { throw ValidationError("--hazards firth has --ties efron or breslow") }
    if ties == .exact, entry != nil { throw ValidationError("--ties exact has no delayed entry; use efron") }
    _ = try times()
  }

  private func times() throws -> [Double] {
    // A part of nothing is no time: `--at ""`, `6,,12`.
    guard let at else { return [] }
    return try at.split(separator: ",", omittingEmptySubsequences: false).map { part in
      do {
        return try NumberRange(0...1_000_000).number(part.trimmed)
      } catch {
        throw ValidationError("--at \(part): \(error)")
      }
    }
  }

  func run() throws {
    let (read, problems) = SeparatedFile.read(file)
    StudyArguments.tell(problems)
    guard let read else { throw ExitCode(2) }
    let wanted = (covariates ?? "").split(separator: ",").map(\.trimmed)
    var missing = ArgumentProblems()
    let head = read.head.map(\.text)
    for (name, option) in [
      (time, "--time"), (entry, "--entry"), (event, "--event"), (left, "--left"), (right, "--right"), (by, "--by"),
      (strata, "--strata"),
    ] { missing.check(name, among: head, "column", option) }
    for name in wanted { missing.check(name, among: head, "column", "--covariates") }
    try missing.stop()
    let used = [time, entry, event, left, by, strata].compactMap(\.self) + wanted
    var columns = SurvivalColumns(read, used: used, event: event)
    let analysis = try SurvivalAnalysis(self, &columns, covariates: wanted, at: times())
    if !columns.problems.isEmpty {
      StudyArguments.tell(columns.problems)
      throw ExitCode(2)
    }
    if !columns.leftOut.isEmpty {
      let shown = columns.leftOut.prefix(10).joined(separator: ", ") + (columns.leftOut.count > 10 ? ", …" : "")
      Terminal.tell("warning: \(Terminal.count(columns.leftOut.count, "row")) left out: \(shown)")
    }
    do {
      format.show(try analysis.tables())
    } catch let problem as SampleProblem {
      Terminal.tell("error: \(file): \(problem)")
      throw ExitCode(2)
    }
  }
}

extension TieMethod: ExpressibleByArgument {}
extension HazardTimeScale: ExpressibleByArgument {}
extension FailureDistribution: ExpressibleByArgument {}
extension SurvivalAnalysis.Weights: ExpressibleByArgument {}
