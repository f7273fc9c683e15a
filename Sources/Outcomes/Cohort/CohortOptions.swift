// SPDX-License-Identifier: Apache-2.0

public import Plain
import Course
public import Statistics

/// What is estimated over a cohort, and how; every choice is printed with the result.
public struct CohortOptions: Sendable, Hashable {
  /// Where time starts.
  public var anchor: Anchor
  /// What counts as an event and what censors; nil takes the study's own definitions.
  public var rule: CensoringRule?
  /// Whose response counts.
  public var responses: Responses
  /// By which criteria lesions are judged, and which count where a source judged by several; and which reader.
  public var judgement: JudgementChoice
  /// How times that are known only between bounds enter the estimate.
  public var uncertainty: Uncertainty
  /// On which scale intervals of survival are made.
  public var scale: SurvivalScale
  /// Which time is the median where the curve is level at one half.
  public var quantiles: KaplanMeier.QuantileConvention
  /// Level of all intervals.
  public var level: Double
  /// How intervals of proportions are made.
  public var proportion: BinomialMethod
  /// Months at which probabilities are given.
  public var landmarkMonths: [Double]
  /// Growth modulation index from which a patient counts as having benefited.
  public var growthThreshold: Double
  /// Days between scheduled visits, which rules about missed visits need; nil leaves those rules out, and says so.
  public var visitIntervalDays: Int?
  /// What patients are compared by; nil does not compare.
  public var group: Grouping?
  /// Groups in the order in which they are shown; those that are not named follow by name. Capitals make no difference.
  public var groupOrder: [String]
  /// The group that hazard ratios are against; nil takes the first.
  public var referenceGroup: String?
  /// How hazard ratios are estimated.
  public var hazards: Hazards
  /// Whether a test is made although the groups are small.
  public var testsSmallGroups: Bool

  /// Where time starts.
  public enum Anchor: Sendable, Hashable {
    /// Diagnosis; survival only.
    case diagnosis
    /// The first distant metastasis; survival only.
    case metastasis
    /// First dose of a line, counted over all systemic therapies from 1.
    case line(Int)
    /// First dose of a line for advanced disease, from 1.
    case advancedLine(Int)
    /// First dose of maintenance.
    case maintenance

    /// `diagnosis`, `metastasis`, `maintenance`, `line-2`, `advanced-1`; nil for anything else.
    public init?(_ text: String) {
      switch text {
      case "diagnosis": self = .diagnosis
      case "metastasis": self = .metastasis
      case "maintenance": self = .maintenance
      default:
        let parts = text.split(separator: "-")
        guard parts.count == 2, let number = Int(parts[1]), (1...99).contains(number) else { return nil }
        switch parts[0] {
        case "line": self = .line(number)
        case "advanced": self = .advancedLine(number)
        default: return nil
        }
      }
    }

    /// As it is written in options.
    public var name: String {
      switch self {
      case .diagnosis: "diagnosis"
      case .metastasis: "metastasis"
      case .maintenance: "maintenance"
      case .line(let number): "line-\(number)"
      case .advancedLine(let number): "advanced-\(number)"
      }
    }

    /// In a sentence: `the first dose of line 2`.
    public var words: String { phrase.english }

    /// The same in every language, in German after a word that asks for the dative.
    public var phrase: Phrase {
      switch self {
      case .diagnosis: Phrase("diagnosis", "der Diagnose")
      case .metastasis: Phrase("the first distant metastasis", "der ersten Fernmetastase")
      case .maintenance: Phrase("the first dose of maintenance", "der ersten Gabe der Erhaltung")
      case .line(let number): Phrase("the first dose of line \(number)", "der ersten Gabe der Linie \(number)")
      case .advancedLine(let number):
        Phrase(
          "the first dose of line \(number) for advanced disease",
          "der ersten Gabe der Linie \(number) der fortgeschrittenen Erkrankung")
      }
    }
  }

  /// Whose response counts.
  public enum Responses: String, Sendable, Hashable, CaseIterable {
    /// The response as the source judged it.
    case judged
    /// From the lesions, where they were followed under the therapy; else as judged.
    case measured
  }

  /// How times that are known only between bounds enter the estimate.
  public enum Uncertainty: String, Sendable, Hashable, CaseIterable {
    /// As intervals (Turnbull); exact times stay exact (Kaplan-Meier). The default: nothing is made up.
    case interval
    /// As intervals from the last visit without progression to the visit that found it, as progression happens.
    case betweenVisits = "between-visits"
    /// The middle of the bounds. Kaplan-Meier; the sensitivity is shown beside it.
    case midpoint
    /// The earliest time the record allows.
    case earliest
    /// The latest time the record allows.
    case latest

    /// Whether times between bounds stay intervals.
    public var isInterval: Bool { self == .interval || self == .betweenVisits }
  }

  /// What patients are compared by.
  public enum Grouping: Sendable, Hashable {
    /// Sex as recorded.
    case sex
    /// Histology as recorded.
    case histology
    /// Drugs of the therapy that time starts with.
    case therapy
    /// Arm of a trial.
    case arm
    /// A field of the study's own, by its name.
    case field(String)

    /// `sex`, `histology`, `therapy`, `arm`; anything else is the name of a field.
    public init(_ name: String) {
      switch name {
      case "sex": self = .sex
      case "histology": self = .histology
      case "therapy": self = .therapy
      case "arm": self = .arm
      default: self = .field(name)
      }
    }

    /// As it is written in options.
    public var name: String {
      switch self {
      case .sex: "sex"
      case .histology: "histology"
      case .therapy: "therapy"
      case .arm: "arm"
      case .field(let name): name
      }
    }
  }

  /// How hazard ratios of groups are estimated.
  public enum Hazards: String, Sendable, Hashable, CaseIterable {
    /// By Cox's partial likelihood, with Wald's limits; not determined where that has no maximum.
    case cox
    /// With Firth's penalty and limits from the profile of the penalised likelihood.
    case firth
  }

  /// From the first dose of maintenance; the study's definitions; measured responses where lesions were followed; intervals; log-log, 95 %, Clopper-Pearson; 3, 4, 6 and 12
  /// months; 1.33.
  public init(anchor: Anchor = .maintenance) {
    self.anchor = anchor
    rule = nil
    responses = .measured
    judgement = JudgementChoice()
    uncertainty = .interval
    scale = .logLog
    level = 0.95
    quantiles = .midpoint
    proportion = .clopperPearson
    landmarkMonths = [3, 4, 6, 12]
    growthThreshold = 1.33
    visitIntervalDays = nil
    group = nil
    groupOrder = []
    referenceGroup = nil
    hazards = .cox
    testsSmallGroups = false
  }
}

extension CohortOptions {
  /// The options that suit a study: from maintenance where as many patients have it as have any line for advanced disease; else from the line whose
  /// lesions are measured, where half of the patients have it; else from the line that most patients have.
  public static func suiting(_ outcomes: StudyOutcomes) -> CohortOptions {
    var lines: [Int: Int] = [:]
    for number in outcomes.patients.flatMap({ $0.lines.compactMap(\.line.numberInAdvancedDisease) }) {
      lines[number, default: 0] += 1
    }
    let most = lines.values.max() ?? 0
    let maintained = outcomes.patients.count { !$0.maintenance.isEmpty }
    if maintained > 0, maintained >= most { return CohortOptions(anchor: .maintenance) }
    // The line whose lesions are measured is what the study is about, where half of its patients have it.
    var measured: [Int: Int] = [:]
    for outcome in outcomes.patients where !outcome.patient.lesions.isEmpty {
      for line in outcome.lines {
        guard let number = line.line.numberInAdvancedDisease, let first = line.line.therapies.first,
          outcome.areLesionsFollowed(under: first)
        else { continue }
        measured[number, default: 0] += 1
      }
    }
    func commonest(_ counts: [Int: Int]) -> Int? {
      counts.max { $0.value == $1.value ? $0.key > $1.key : $0.value < $1.value }?.key
    }
    if let line = commonest(measured), 2 * (measured[line] ?? 0) >= outcomes.patients.count {
      return CohortOptions(anchor: .advancedLine(line))
    }
    return CohortOptions(anchor: .advancedLine(commonest(lines) ?? 1))
  }
}
