// SPDX-License-Identifier: Apache-2.0

import Plain
import Trials

/// A command line of the program that computes numbers of a plan again.
public struct PlanCommand: Sendable, Hashable, Identifiable {
  /// What it computes.
  public var kind: Kind
  /// The words behind `verlauf`.
  public var arguments: [String]

  /// What a command line computes.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// What the series and the published arms show.
    case series
    /// The design.
    case design
    /// Shares that reach a growth modulation index.
    case index
    /// Bounds for toxicity.
    case toxicity
    /// The regimen.
    case regimen

    /// In words.
    public var words: String {
      switch self {
      case .series: "What the series and the published arms show, assumptions, times and numbers to be screened"
      case .design: "The design, its level, its power and its size"
      case .index: "The share that reaches the index, and the share that does though the treatment changes nothing"
      case .toxicity: "Bounds at which the trial stops for toxicity"
      case .regimen: "The regimen and its rule sets"
      }
    }
  }

  /// By what it computes.
  public var id: Kind { kind }

  /// The line as it is typed.
  public var line: String {
    (["verlauf"] + arguments.map { $0.hasPrefix("--") ? $0 : ShellText.word($0) }).joined(separator: " ")
  }

  /// A length of time as an option takes it: whole days as days.
  static func argument(_ time: Months) -> String {
    let days = time.value * Months.days
    if abs(days - days.rounded()) < 1e-6 { return "\(Int(days.rounded())) days" }
    return Quantity.digits((time.value * 1e9).rounded() / 1e9)
  }

  /// A share or number as an option takes it.
  static func argument(_ number: Double) -> String { Quantity.digits((number * 1e9).rounded() / 1e9) }

  /// A number as the command of an index prints it in the name of a row.
  static func printed(_ number: Double) -> String { Numbers.text(number, decimals: 2) }
}

extension TrialPlan {
  /// The command lines that compute its numbers again.
  public var commands: [PlanCommand] {
    var all = [PlanCommand(kind: .series, arguments: ["trial", "from", series.folder] + question.arguments)]
    if let design {
      all.append(
        PlanCommand(kind: .design, arguments: ["trial", "simon"] + question.designArguments(most: design.searched)))
    }
    if let further { all += question.commands(of: further) }
    if let toxicity {
      all.append(
        PlanCommand(kind: .toxicity, arguments: ["trial", "toxicity"] + question.toxicityArguments(toxicity.looks)))
    }
    if let regimen = question.regimen {
      all.append(PlanCommand(kind: .regimen, arguments: ["regimen", "show", regimen]))
    }
    return all
  }
}

extension TrialQuestion {
  fileprivate func option(_ name: String, _ value: String?) -> [String] { value.map { [name, $0] } ?? [] }

  private var scanArguments: [String] {
    option("--landmark", landmark.map(PlanCommand.argument)) + option("--scans", scans.map(PlanCommand.argument))
      + option("--deaths", deaths.map(PlanCommand.argument))
  }

  private var errorArguments: [String] {
    option("--alpha", alpha.map(PlanCommand.argument)) + option("--power", power.map(PlanCommand.argument))
  }

  private var rateArguments: [String] {
    option("--p0", null.map(PlanCommand.argument)) + option("--p1", alternative.map(PlanCommand.argument))
  }

  /// All options of `verlauf trial from`.
  var arguments: [String] {
    (design == .twoStage ? [] : ["--design", design.rawValue]) + rateArguments + controlArguments
      + option("--rates-source", ratesSource) + errorArguments
      + (choice == .optimal ? [] : ["--choose", choice.rawValue]) + scanArguments
      + option("--per-month", perMonth.map(PlanCommand.argument)) + timeArguments + indexArguments
      + option("--eligible", eligible.map(PlanCommand.argument))
      + option("--tolerable", tolerable.map(PlanCommand.argument)) + option("--toxic", toxic.map(PlanCommand.argument))
      + (looks.isEmpty ? [] : ["--looks", looks.map(String.init).joined(separator: ",")])
      + option("--chance", chance.map(PlanCommand.argument)) + option("--regimen", regimen) + option("--title", title)
  }

  /// The control, by its arm or by what is stated, and the hazard ratio.
  private var controlArguments: [String] {
    (control.map { ["--control", $0] } ?? option("--median", median.map(PlanCommand.argument)))
      + option("--historical-events", historicalEvents.map(PlanCommand.argument))
      + option("--hazard-ratio", hazardRatio.map(PlanCommand.argument))
  }

  private var timeArguments: [String] {
    option("--accrual", accrual.map(PlanCommand.argument)) + option("--follow-up", followUp.map(PlanCommand.argument))
      + option("--dropout", dropout.map(PlanCommand.argument))
      + option("--allocation", allocation.map(PlanCommand.argument))
  }

  private var indexArguments: [String] {
    option("--cutoff", cutoff.map(PlanCommand.argument)) + option("--shape", shape.map(PlanCommand.argument))
      + option("--concordance", concordance.map(PlanCommand.argument))
  }

  /// The lines that compute a design of another kind than two stages.
  func commands(of found: FurtherDesign) -> [PlanCommand] {
    func design(_ arguments: [String]) -> PlanCommand {
      PlanCommand(kind: .design, arguments: ["trial"] + arguments + errorArguments)
    }
    let medianArguments = option("--median", median.map(PlanCommand.argument))
    let ratioArguments = option("--hazard-ratio", hazardRatio.map(PlanCommand.argument))
    let times =
      option("--accrual", found.accrual.map(PlanCommand.argument))
      + option("--follow-up", followUp.map(PlanCommand.argument))
    switch found.law {
    case .single: return [design(["single"] + rateArguments)]
    case .growth(_, let rates, _):
      return [
        PlanCommand(kind: .index, arguments: ["trial", "gmi"] + ratioArguments + indexArguments),
        design([
          "single", "--p0", PlanCommand.argument(rates.null.value), "--p1",
          PlanCommand.argument(rates.alternative.value),
        ]),
      ]
    case .oneSample:
      return [
        design(
          ["one-sample"] + medianArguments
            + option("--historical-events", historicalEvents.map(PlanCommand.argument)) + ratioArguments + times)
      ]
    case .milestone:
      return [
        design(
          ["milestone"] + option("--at", landmark.map(PlanCommand.argument))
            + option("--null", null.map(PlanCommand.argument))
            + option("--alternative", alternative.map(PlanCommand.argument))
            + option("--per-month", perMonth.map(PlanCommand.argument))
            + option("--follow-up", followUp.map(PlanCommand.argument))
            + option("--dropout", dropout.map(PlanCommand.argument)))
      ]
    case .randomised:
      return [
        design(
          ["logrank"] + medianArguments + ratioArguments + times
            + option("--dropout", dropout.map(PlanCommand.argument))
            + option("--allocation", allocation.map(PlanCommand.argument)))
      ]
    }
  }

  /// Those of `verlauf trial simon`; scans only where there is a landmark.
  func designArguments(most: Int) -> [String] {
    rateArguments + errorArguments + ["--most", "\(most)"]
      + (landmark != nil && scans != nil ? scanArguments : [])
  }

  /// Those of `verlauf trial toxicity`.
  func toxicityArguments(_ looks: [Int]) -> [String] {
    option("--tolerable", tolerable.map(PlanCommand.argument)) + option("--toxic", toxic.map(PlanCommand.argument))
      + ["--looks", looks.map(String.init).joined(separator: ",")]
      + ["--chance", PlanCommand.argument(chanceInForce)]
  }
}
