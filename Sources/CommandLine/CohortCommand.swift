// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Console
import Course
import Drawing
import Figures
import Foundation
public import Outcomes
import Plain
import Report
public import Statistics
import TumourResponse

/// `verlauf cohort STUDY`
struct CohortCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cohort", abstract: "Estimate response and survival over the patients, beside published arms.",
    discussion: """
      EXAMPLES
        verlauf cohort my-series
        verlauf cohort my-series --anchor advanced-2 --censoring fda-a --visit-interval 56
        verlauf cohort my-series --anchor diagnosis --landmarks 12,24,60
        verlauf cohort my-series --uncertain midpoint --by sex
        verlauf cohort my-series --out evidence        all tables (CSV) and figures (SVG, PDF, PNG, CSV) into a folder

      Times that the record knows between bounds enter as intervals; nothing is made up. Three patients get no p-value.
      """)

  @OptionGroup var input: StudyArguments
  @OptionGroup var format: FormatOption
  @OptionGroup var cohort: CohortArguments
  @Option(
    name: .shortAndLong,
    help: "Folder for all tables and figures: a new one, or an older one of these that nobody has changed.")
  var out: String?
  @OptionGroup var replace: ReplaceChangedOption
  @OptionGroup var figures: FigurePrintArguments

  func validate() throws {
    if replace.replace, out == nil { throw ValidationError("--replace is for --out; without it nothing is written") }
  }

  func run() async throws {
    let outcomes = try await input.outcomesToPrint()
    let chosen = CohortOutcomes(outcomes, options: try cohort.options(outcomes))
    guard !chosen.members.isEmpty else {
      let reasons = chosen.excluded.map { "\($0.patient): \($0.reason.english)" }.joined(separator: "; ")
      Terminal.tell("error: nobody has the anchor `\(chosen.options.anchor.name)`: \(reasons)")
      throw ExitCode(2)
    }
    try cohort.check(chosen)
    if let refusal = CohortFigures.refusal(chosen), out != nil { Terminal.tell("warning: \(refusal.english)") }
    if let leftOut = CohortFigures.leftOut(of: chosen.members.count), out != nil {
      Terminal.tell("warning: \(leftOut.english)")
    }
    if let open = CohortTables.withoutLatest(chosen) { Terminal.tell("warning: \(open.english)") }
    if chosen.recordsNoProgression { Terminal.tell("warning: \(CohortTables.noProgression(chosen).english)") }
    let tables = CohortTables.all(chosen)
    guard let out else { return format.show(tables) }
    try write(tables, CohortFigures(chosen).all(options: figures.options), to: out)
  }

  private func write(_ tables: [PhraseTable], _ figures: [ReportFigure], to out: String) throws {
    var files = tables.map { OutputFile(path: "\($0.name).csv", text: $0.csv) }
    for figure in figures {
      if let csv = figure.csv { files.append(OutputFile(path: "\(figure.name).csv", text: csv)) }
      files.append(OutputFile(path: "\(figure.name).svg", text: figure.svg))
    }
    files += Prints.files(figures)
    Terminal.endProgress()
    try Writing.attempt(protecting: input.places) { writer throws(WriteFailure) in
      try writer.writeFolder(files, kind: "cohort", to: out, replacing: replace.replace)
    }
    Terminal.say("\(out): \(tables.count) tables, \(figures.count) figures")
  }
}

/// What is estimated over the cohort, and how.
struct CohortArguments: ParsableArguments {
  @OptionGroup var start: CohortStartArguments
  @OptionGroup var rule: CohortRuleArguments
  @OptionGroup var estimates: CohortEstimateArguments

  func validate() throws {
    try start.check(estimates)
  }

  /// The options that were chosen otherwise than they are without.
  var chosen: [String] {
    let all: [(String, Bool)] = [
      ("--anchor", start.anchor != nil), ("--order", !start.order.isEmpty), ("--censoring", rule.censoring != "study"),
      ("--responses", rule.responses != .measured), ("--criteria", rule.criteria != .recist),
      ("--reader", rule.reader != nil), ("--visit-interval", rule.visitInterval != nil),
      ("--uncertain", estimates.uncertain != .interval), ("--scale", estimates.scale != .logLog),
      ("--level", estimates.level != 0.95), ("--proportion", estimates.proportion != "exact"),
      ("--landmarks", estimates.landmarks != "3,4,6,12"), ("--growth-threshold", estimates.growthThreshold != 1.33),
      ("--by", estimates.by != nil), ("--reference", estimates.reference != nil),
      ("--hazards", estimates.hazards != .cox), ("--median", estimates.median != .midpoint),
      ("--test-small", estimates.testSmall),
    ]
    return all.filter(\.1).map(\.0)
  }

  /// Refuses groups that nobody is in.
  func check(_ chosen: CohortOutcomes) throws { try estimates.check(chosen) }

  func options(_ outcomes: StudyOutcomes) throws -> CohortOptions {
    try estimates.options(
      outcomes, rule, anchor: start.anchor.flatMap { CohortOptions.Anchor($0) }, groupOrder: start.order)
  }
}

/// Where time starts, and the order in which groups are shown.
struct CohortStartArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where time starts: maintenance, advanced-N or line-N (a line of therapy), diagnosis or metastasis. Without it: maintenance where as many patients have it as any line; else the line that most have, or whose lesions are measured.",
      valueName: "anchor"))
  var anchor: String?
  @Option(help: ArgumentHelp("A group in the order in which groups are shown; once for each.", valueName: "group"))
  var order: [String] = []

  /// Refuses an anchor that is none, and an order of groups where there are none.
  func check(_ estimates: CohortEstimateArguments) throws {
    if let anchor, CohortOptions.Anchor(anchor) == nil {
      throw ValidationError("--anchor \(anchor): expected maintenance, advanced-1, line-1, diagnosis or metastasis")
    }
    if estimates.by == nil, !order.isEmpty { throw CohortEstimateArguments.withoutGroups }
  }
}

/// What counts as an event, and whose responses count.
struct CohortRuleArguments: ParsableArguments {
  @Option(help: "Events and censoring: study, fda-a, investigator, every-event or last-visit.")
  var censoring: String = "study"
  @Option(
    help:
      "Whose responses count, in tables, figures and estimates: measured (from lesions.csv, where they were followed under the therapy, else as judged), or judged (by the source)."
  )
  var responses: CohortOptions.Responses = .measured
  @Option(help: "Criteria that count: recist, choi (size or density) or modified-choi (both).")
  var criteria: LesionCriteria = .recist
  @Option(
    help:
      "The reader that counts, by name. Without it: of a patient's readers who measured most patients of the study, then who measured first."
  )
  var reader: String?
  @Option(NumberRange(1...400, "days"), help: "Between scheduled visits, for rules that censor after missed visits.")
  var visitInterval: Int?

  func validate() throws {
    if censoring != "study", CensoringRule.named(censoring) == nil {
      throw ValidationError(
        "--censoring \(censoring): expected study, \(CensoringRule.all.map(\.id).joined(separator: ", "))")
    }
  }

  /// Whether nothing was chosen.
  var isEmpty: Bool {
    censoring == "study" && responses == .measured && criteria == .recist && reader == nil && visitInterval == nil
  }

  /// Puts the choices into options.
  func choose(_ options: inout CohortOptions) {
    options.rule = CensoringRule.named(censoring)
    options.responses = responses
    options.judgement = JudgementChoice(criteria: criteria, reader: reader)
    options.visitIntervalDays = visitInterval
  }

  /// Puts the choices into options; refuses a reader whom nobody names.
  func choose(_ options: inout CohortOptions, _ outcomes: StudyOutcomes) throws {
    choose(&options)
    var problems = ArgumentProblems()
    let names = outcomes.patients.flatMap { outcome in
      outcome.lesionReaders.compactMap(\.self) + outcome.patient.assessments.compactMap { $0.assessment.judgedBy.value }
    }
    problems.check(reader, among: names, "reader", "--reader")
    try problems.stop()
  }
}

/// How estimates are made.
struct CohortEstimateArguments: ParsableArguments {
  @Option(help: "Times known between bounds: interval, between-visits, midpoint, earliest or latest.")
  var uncertain: CohortOptions.Uncertainty = .interval
  @Option(help: "Scale of survival intervals: plain, log or log-log.")
  var scale: SurvivalScale = .logLog
  @Option(NumberRange(0.51...0.9999), help: "Level of intervals, a share such as 0.95.")
  var level: Double = 0.95
  @Option(help: "Intervals of proportions: exact, wilson, wilson-cc or jeffreys.")
  var proportion: String = "exact"
  @Option(help: "Months at which probabilities are given, at most 8 with commas between. 0.1 to 600 months.")
  var landmarks: String = "3,4,6,12"
  @Option(NumberRange(0.1...100), help: "Growth modulation index that counts as benefit.")
  var growthThreshold: Double = 1.33
  @Option(
    help: "Compare groups: sex, histology, therapy, arm, or a field of the study (text, choice or yes/no) by its name.")
  var by: CohortOptions.Grouping?
  @Option(help: ArgumentHelp("The group that hazard ratios are against. Without it: the first.", valueName: "group"))
  var reference: String?
  @Option(
    help: "Hazard ratios: cox, or firth (penalised, with profile limits: where groups are separated by the events).")
  var hazards: CohortOptions.Hazards = .cox
  @Option(
    help:
      "The median where a curve is level at one half until an event: midpoint of the stretch (R, SAS), or its first time; the same in tables and figures."
  )
  var median: KaplanMeier.QuantileConvention = .midpoint
  @Flag(help: "Test groups although they are small.")
  var testSmall = false

  static let withoutGroups = ValidationError("--reference and --order are for groups; choose them with --by")

  private static let proportions: [String: BinomialMethod] = [
    "exact": .clopperPearson, "wilson": .wilson, "wilson-cc": .wilsonContinuity, "jeffreys": .jeffreys,
  ]

  func validate() throws {
    if by == nil, reference != nil { throw Self.withoutGroups }
    guard Self.proportions[proportion] != nil else {
      throw ValidationError("--proportion \(proportion): expected exact, wilson, wilson-cc or jeffreys")
    }
    guard months != nil else {
      throw ValidationError(
        "--landmarks \(landmarks.prefix(40)): expected at most 8 times such as 3,6,12, \(Self.landmark.words) each")
    }
  }

  /// Refuses groups that nobody is in.
  func check(_ chosen: CohortOutcomes) throws { try check(unknown: chosen.unknownGroups, among: chosen.groups) }

  /// Refuses groups that nobody is in.
  func check(unknown names: [String], among groups: [String]) throws {
    var problems = ArgumentProblems()
    for name in names {
      problems.check(name, among: groups, "group", name == reference ? "--reference" : "--order")
    }
    try problems.stop()
  }

  private static let landmark = NumberRange(0.1...600, "months")

  private var months: [Double]? {
    let parts = landmarks.split(separator: ",", omittingEmptySubsequences: false).map {
      try? Self.landmark.number($0.trimmed)
    }
    let read = parts.compactMap(\.self)
    return read.count == parts.count && read.count <= 8 ? read.sorted() : nil
  }

  func options(
    _ outcomes: StudyOutcomes, _ rule: CohortRuleArguments, anchor: CohortOptions.Anchor?, groupOrder: [String]
  ) throws -> CohortOptions {
    var options = CohortOptions.suiting(outcomes)
    if let anchor { options.anchor = anchor }
    try rule.choose(&options, outcomes)
    try checkGrouping(outcomes.study)
    choose(&options, groupOrder: groupOrder)
    return options
  }

  /// Refuses to compare by a field that the study has not.
  func checkGrouping(_ study: Study) throws {
    guard case .field(let name)? = by else { return }
    var problems = ArgumentProblems()
    let groups = study.fields.filter(\.kind.groups).map(\.name)
    problems.check(name, among: groups + ["sex", "histology", "therapy", "arm"], "group", "--by")
    try problems.stop()
  }

  /// Puts the choices into options.
  func choose(_ options: inout CohortOptions, groupOrder: [String]) {
    options.uncertainty = uncertain
    options.scale = scale
    options.level = level
    options.proportion = Self.proportions[proportion] ?? .clopperPearson
    options.landmarkMonths = months ?? [3, 4, 6, 12]
    options.growthThreshold = growthThreshold
    options.group = by
    options.groupOrder = groupOrder
    options.referenceGroup = reference
    options.hazards = hazards
    options.quantiles = median
    options.testsSmallGroups = testSmall
  }
}

/// How figures are printed.
struct FigurePrintArguments: ParsableArguments {
  @Option(NumberRange(60...500, "mm"), help: "Width of figures: 85 for a column, 180 for a page.")
  var width: Double = 180
  @Flag(
    name: [.customLong("greyscale"), .customLong("grey")],
    help: "Figures in shades of grey, told apart by hatching and dashes.")
  var greyscale = false

  var print: Palette.Print { greyscale ? .greyscale : .colour }
  var options: FigureOptions { FigureOptions(widthMillimetres: width, print: print) }
}

extension CohortOptions.Uncertainty: ExpressibleByArgument {}
extension CohortOptions.Responses: ExpressibleByArgument {}
extension CohortOptions.Grouping: ExpressibleByArgument {
  /// Any name: whether the study has a field of it is checked once it is read.
  public init?(argument: String) { self.init(argument) }
}
extension CohortOptions.Hazards: ExpressibleByArgument {}
extension KaplanMeier.QuantileConvention: ExpressibleByArgument {}
extension SurvivalScale: ExpressibleByArgument {}
