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
  @Option(QuestionField.landmark.range, help: QuestionField.landmark.phrase.english + ":")
  var landmark: Double?
  @Option(QuestionField.null.range, help: QuestionField.null.phrase.english + ":") var p0: Double?
  @Option(QuestionField.alternative.range, help: QuestionField.alternative.phrase.english + ":") var p1: Double?
  @Option(help: "Who says so, for --p0 and --p1.") var ratesSource: String?
  @Option(QuestionField.alpha.range, help: QuestionField.alpha.phrase.english + ":") var alpha: Double?
  @Option(QuestionField.power.range, help: QuestionField.power.phrase.english + ":") var power: Double?
  @Option(help: "optimal (fewest patients expected at p0) or minimax (fewest in all).")
  var choose: TrialQuestion.Choice = .optimal
  @Option(QuestionField.scans.range, help: QuestionField.scans.phrase.english + ":") var scans: Double?
  @Option(QuestionField.deaths.range, help: QuestionField.deaths.phrase.english + ":") var deaths: Double?
  @Option(QuestionField.perMonth.range, help: QuestionField.perMonth.phrase.english + ":") var perMonth: Double?
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
    for (one, other) in QuestionField.pairs where stated.contains(one) != stated.contains(other) {
      throw ValidationError("\(Self.option(one)) and \(Self.option(other)) go together")
    }
    // Of a pair both are named.
    func words(_ field: QuestionField) -> String {
      let other = QuestionField.pairs.first { $0.0 == field }?.1
      return ([field] + [other].compactMap(\.self)).map(Self.option).joined(separator: " and ")
    }
    for (one, other) in QuestionField.needs where stated.contains(one) && !stated.contains(other) {
      throw ValidationError("\(Self.option(one)) is for \(words(other))")
    }
    let others: [(option: String, isStated: Bool, needs: QuestionField)] = [
      ("--rates-source", ratesSource != nil, .null), ("--choose", choose != .optimal, .null),
      ("--looks", looks != nil, .tolerable),
    ]
    for other in others where other.isStated && !stated.contains(other.needs) {
      throw ValidationError("\(other.option) is for \(words(other.needs))")
    }
    _ = try lookCounts()
    for (option, text) in [("--rates-source", ratesSource), ("--title", title), ("--regimen", regimen)]
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
    question.title = title?.trimmed
    question.ratesSource = ratesSource?.trimmed
    question.choice = choose
    question.looks = (try? lookCounts()) ?? []
    question.regimen = regimen
    return question
  }
}

extension TrialQuestion.Choice: ExpressibleByArgument {}
