// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Console
import Dosing
import Foundation
import Outcomes
import Plain
public import Planning
import Report
import Trials

/// `verlauf trial from STUDY`
struct FromCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "from",
    abstract: "From a series to a design: what its record and published arms show, and what has to be given.",
    discussion: """
      EXAMPLES
        verlauf trial from Examples/gemcitabine-maintenance
        verlauf trial from my-series --landmark "12 weeks" --scans "6 weeks" --p0 20% --p1 40% --rates-source "protocol committee"
        verlauf trial from my-series --p0 20% --p1 40% --landmark "12 weeks" --out design.json     the design as a file
        verlauf trial from my-series --design randomised --median 3.5 --hazard-ratio 0.6 --per-month 3 --follow-up 6
        verlauf trial from my-series --design one-sample --control bay-2006-progression-free-median --hazard-ratio 0.6 --accrual 24 --follow-up 6
        verlauf trial from my-series --design growth-modulation --hazard-ratio 0.5

      Designs: two-stage (Simon, without --design) and single-stage ask for --p0, --p1 and --landmark; milestone for --per-month and --follow-up too; \
      one-sample for --median or --control, --hazard-ratio, --follow-up, and --accrual or --per-month; randomised (maintenance against observation) for the \
      same; growth-modulation for --hazard-ratio.

      Each number has its value, interval, source and the number of patients that it is worth. Three patients propose nothing alone, and the output \
      says so. What neither the record nor a published arm (comparators.csv) states is not determined, and its option is named. The file holds \
      numbers over all patients, none of a single one; `verlauf trial synopsis` makes a synopsis of it.
      """)

  @OptionGroup var input: StudyArguments
  @OptionGroup(title: "Design") var question: QuestionArguments
  @OptionGroup var format: FormatOption
  @Option(name: .shortAndLong, help: "File to write the design to (JSON).", completion: .file(extensions: ["json"]))
  var out: String?
  @OptionGroup var replace: ReplaceOption

  func validate() throws {
    if replace.replace, out == nil { throw ValidationError("--replace is for --out; without it nothing is written") }
    if out?.isEmpty == true { throw ValidationError("--out: an empty path names no file") }
  }

  func run() async throws {
    let outcomes = try await input.outcomesToPrint()
    var problems = ArgumentProblems()
    if let regimen = question.regimen {
      _ = problems.find(regimen, in: outcomes.library.regimens, "regimen", "--regimen")
    }
    try problems.stop()
    let plan: TrialPlan
    do throws(DesignProblem) {
      plan = try TrialPlan(outcomes, question.question, folder: Self.folder(input.study))
    } catch {
      Terminal.tell("error: \(error)")
      throw ExitCode(2)
    }
    format.show(PlanTables.all(plan, places: outcomes.places))
    guard let out else { return }
    Terminal.endProgress()
    try Writing.attempt(protecting: input.places) { writer throws(WriteFailure) in
      try writer.writeFile(Array(DesignFile.text(of: plan).utf8), to: out, replacing: replace.replace)
    }
    Terminal.tell("\(out): the design, \(Terminal.count(plan.open.count, "number")) still to be given")
  }

  /// The folder as the file names it: as it was typed, or its last part where that says where it stands on a machine.
  static func folder(_ path: String) -> String {
    path.hasPrefix("/") || path.hasPrefix("~") || path.split(separator: "/").contains("..")
      ? URL(fileURLWithPath: path).lastPathComponent : path
  }
}

/// What whoever plans a trial states.
struct QuestionArguments: ParsableArguments {
  @Option(help: "two-stage, single-stage, one-sample, milestone, randomised or growth-modulation.")
  var design: DesignKind = .twoStage
  @Option(QuestionField.landmark.range, help: QuestionField.landmark.phrase.english + ":")
  var landmark: Double?
  @Option(QuestionField.null.range, help: QuestionField.null.phrase.english + ":") var p0: Double?
  @Option(QuestionField.alternative.range, help: QuestionField.alternative.phrase.english + ":") var p1: Double?
  @Option(QuestionField.median.range, help: QuestionField.median.phrase.english + ":") var median: Double?
  @Option(
    help:
      "Instead of --median: the published arm (comparators.csv) whose median it is, by its key in the table of published arms."
  )
  var control: String?
  @Option(QuestionField.historicalEvents.range, help: QuestionField.historicalEvents.phrase.english + ":")
  var historicalEvents: Double?
  @Option(QuestionField.hazardRatio.range, help: QuestionField.hazardRatio.phrase.english + ":")
  var hazardRatio: Double?
  @Option(help: "Who says so, for --p0 and --p1 or for --median and --hazard-ratio.") var ratesSource: String?
  @Option(QuestionField.alpha.range, help: QuestionField.alpha.phrase.english + ":") var alpha: Double?
  @Option(QuestionField.power.range, help: QuestionField.power.phrase.english + ":") var power: Double?
  @Option(help: "optimal (fewest patients expected at p0) or minimax (fewest in all).")
  var choose: TrialQuestion.Choice = .optimal
  @Option(QuestionField.scans.range, help: QuestionField.scans.phrase.english + ":") var scans: Double?
  @Option(QuestionField.deaths.range, help: QuestionField.deaths.phrase.english + ":") var deaths: Double?
  @Option(QuestionField.perMonth.range, help: QuestionField.perMonth.phrase.english + ":") var perMonth: Double?
  @Option(QuestionField.accrual.range, help: QuestionField.accrual.phrase.english + ":") var accrual: Double?
  @Option(QuestionField.followUp.range, help: QuestionField.followUp.phrase.english + ":") var followUp: Double?
  @Option(QuestionField.dropout.range, help: QuestionField.dropout.phrase.english + ":") var dropout: Double?
  @Option(QuestionField.allocation.range, help: QuestionField.allocation.phrase.english + ":")
  var allocation: Double?
  @Option(QuestionField.cutoff.range, help: QuestionField.cutoff.phrase.english + ":") var cutoff: Double?
  @Option(QuestionField.shape.range, help: QuestionField.shape.phrase.english + ":") var shape: Double?
  @Option(QuestionField.concordance.range, help: QuestionField.concordance.phrase.english + ":")
  var concordance: Double?
  @Option(QuestionField.eligible.range, help: QuestionField.eligible.phrase.english + ":") var eligible: Double?
  @Option(QuestionField.tolerable.range, help: QuestionField.tolerable.phrase.english + ":") var tolerable: Double?
  @Option(QuestionField.toxic.range, help: QuestionField.toxic.phrase.english + ":") var toxic: Double?
  @Option(help: "Patients at each look at toxicity, with commas between; without it the ends of both stages.")
  var looks: String?
  @Option(QuestionField.chance.range, help: QuestionField.chance.phrase.english + ":")
  var chance: Double?
  @Option(help: "Regimen of the library, by its identifier; verlauf regimen list has them.") var regimen: String?
  @Option(help: "Title of the trial.") var title: String?

  func validate() throws {
    let stated: Set<QuestionField> = Set(values.filter { $0.value != nil }.map(\.key))
    if choose != .optimal, design != .twoStage { throw ValidationError("--choose is for --design two-stage") }
    let asked = Set(design.fields)
    for field in QuestionField.allCases where stated.contains(field) && !asked.contains(field) {
      let others = DesignKind.allCases.filter { $0.fields.contains(field) }.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(Self.option(field)) is not asked for by --design \(design.rawValue), but by: \(others)")
    }
    if control != nil {
      guard design.hasControl else {
        throw ValidationError("--control is for --design one-sample or randomised")
      }
      if median != nil { throw ValidationError("--control has the median; --median states another") }
    }
    for (one, other) in QuestionField.pairs where stated.contains(one) != stated.contains(other) {
      throw ValidationError("\(Self.option(one)) and \(Self.option(other)) go together")
    }
    // Of a pair both are named.
    func words(_ field: QuestionField) -> String {
      let other = QuestionField.pairs.first { $0.0 == field }?.1
      return ([field] + [other].compactMap(\.self)).map(Self.option).joined(separator: " and ")
    }
    for (one, other) in QuestionField.needs(design)
    where stated.contains(one) && !stated.contains(other) && !(other == .median && control != nil) {
      throw ValidationError("\(Self.option(one)) is for \(words(other))")
    }
    let others: [(option: String, isStated: Bool, needs: QuestionField)] = [
      ("--rates-source", ratesSource != nil && control == nil, design.needed.first { $0 != .landmark } ?? .null),
      ("--choose", choose != .optimal, .null),
      ("--looks", looks != nil, .tolerable),
    ]
    for other in others where other.isStated && !stated.contains(other.needs) {
      throw ValidationError("\(other.option) is for \(words(other.needs))")
    }
    _ = try lookCounts()
    for (option, text) in [
      ("--rates-source", ratesSource), ("--title", title), ("--regimen", regimen), ("--control", control),
    ]
    where text.map({ $0.trimmed.isEmpty || $0.count > 400 }) ?? false {
      throw ValidationError("\(option): expected a text of 1 to 400 letters")
    }
  }

  private static func option(_ field: QuestionField) -> String { "--\(field.rawValue)" }

  /// The numbers that are stated or not, by their fields.
  private var values: [QuestionField: Double?] {
    [
      .landmark: landmark, .null: p0, .alternative: p1, .alpha: alpha, .power: power, .scans: scans, .deaths: deaths,
      .perMonth: perMonth, .eligible: eligible, .tolerable: tolerable, .toxic: toxic, .chance: chance,
      .median: median, .historicalEvents: historicalEvents, .hazardRatio: hazardRatio, .accrual: accrual,
      .followUp: followUp, .dropout: dropout, .allocation: allocation, .cutoff: cutoff, .shape: shape,
      .concordance: concordance,
    ]
  }

  private func lookCounts() throws -> [Int] {
    guard let looks else { return [] }
    let counts = try TrialText.wholes(looks, NumberRange(1...10_000), "--looks")
    guard zip(counts, counts.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw ValidationError("--looks \(looks.prefix(40)): expected rising numbers of patients")
    }
    return counts
  }

  /// The same as a question.
  var question: TrialQuestion {
    var question = TrialQuestion()
    for (field, value) in values { field.set(value, in: &question) }
    question.design = design
    question.control = control?.trimmed
    question.title = title?.trimmed
    question.ratesSource = ratesSource?.trimmed
    question.choice = choose
    question.looks = (try? lookCounts()) ?? []
    question.regimen = regimen
    return question
  }
}

extension TrialQuestion.Choice: ExpressibleByArgument {}
extension DesignKind: ExpressibleByArgument {}
