// SPDX-License-Identifier: Apache-2.0

public import Trials

/// What whoever plans the trial has stated. What is nil was not stated, and nothing stands for it but where a convention is named.
public struct TrialQuestion: Sendable, Hashable {
  /// The title of the trial.
  public var title: String?
  /// Which design is planned.
  public var design: DesignKind
  /// The landmark at which freedom from progression counts, from the first dose of maintenance.
  public var landmark: Months?
  /// The rate of no interest, as a share.
  public var null: Double?
  /// The rate worth going on with, as a share.
  public var alternative: Double?
  /// Who says so.
  public var ratesSource: String?
  /// The one-sided level; nil takes ``conventionalAlpha``.
  public var alpha: Double?
  /// The power; nil takes ``conventionalPower``.
  public var power: Double?
  /// Which of the two-stage designs.
  public var choice: Choice
  /// From scan to scan.
  public var scans: Months?
  /// The share of events that are deaths.
  public var deaths: Double?
  /// Patients that come in a month.
  public var perMonth: Double?
  /// The share of patients who do not progress under induction.
  public var eligible: Double?
  /// The rate of toxicity that is accepted, as a share.
  public var tolerable: Double?
  /// The rate of toxicity that is too high.
  public var toxic: Double?
  /// Patients at each look at toxicity; empty takes the ends of the two stages.
  public var looks: [Int]
  /// The wanted probability to stop at the accepted rate; nil takes ``conventionalChance``.
  public var chance: Double?
  /// The regimen of the library, by its identifier.
  public var regimen: String?

  /// The median of the control.
  public var median: Months?
  /// The published arm whose median it is, by its key; nil where whoever plans the trial states the median.
  public var control: String?
  /// Events behind the control's curve.
  public var historicalEvents: Double?
  /// Hazard under maintenance over that of the control, or over that under the treatment before.
  public var hazardRatio: Double?
  /// Time in which patients come in, evenly.
  public var accrual: Months?
  /// Follow-up after the last patient.
  public var followUp: Months?
  /// The share that is lost to follow-up within 12 months; nil takes none.
  public var dropout: Double?
  /// Treated patients for one control; nil takes one.
  public var allocation: Double?
  /// The growth modulation index that counts as a success; nil takes ``conventionalCutoff``.
  public var cutoff: Double?
  /// Weibull shape of both times of an index; nil takes 1.
  public var shape: Double?
  /// Kendall's τ of both times of an index; nil takes 0.
  public var concordance: Double?

  /// Which of the two-stage designs is taken.
  public enum Choice: String, Sendable, Hashable, CaseIterable {
    /// Fewest patients expected where the rate is that of no interest.
    case optimal
    /// Fewest patients in all.
    case minimax
  }

  /// What the program takes for the level where nothing is stated.
  public static let conventionalAlpha = 0.05
  /// What it takes for the power.
  public static let conventionalPower = 0.8
  /// What it takes for the probability to stop at an accepted rate of toxicity.
  public static let conventionalChance = 0.1

  /// What it takes for the index that counts as a success (Von Hoff, Clin Cancer Res 1998;4:1079).
  public static let conventionalCutoff = 1.33

  /// Nothing stated.
  public init() {
    design = .twoStage
    choice = .optimal
    looks = []
  }

  /// The level in force.
  public var alphaInForce: Double { alpha ?? Self.conventionalAlpha }
  /// The power in force.
  public var powerInForce: Double { power ?? Self.conventionalPower }
  /// The probability to stop at the accepted rate of toxicity that is in force.
  public var chanceInForce: Double { chance ?? Self.conventionalChance }
  /// The share of deaths in force: none, where nothing is stated, which is the worst case for what scans see.
  public var deathsInForce: Double { deaths ?? 0 }
  /// The share lost within 12 months that is in force.
  public var dropoutInForce: Double { dropout ?? 0 }
  /// Treated patients for one control, in force.
  public var allocationInForce: Double { allocation ?? 1 }
  /// The index that counts as a success, in force.
  public var cutoffInForce: Double { cutoff ?? Self.conventionalCutoff }
  /// The Weibull shape of both times of an index, in force.
  public var shapeInForce: Double { shape ?? 1 }
  /// Kendall's τ of both times, in force: none, where nothing is stated, at which most patients reach the index though the treatment changes nothing.
  public var concordanceInForce: Double { concordance ?? 0 }

  /// Whether everything is stated that its design is computed from.
  var isComplete: Bool {
    guard design.needed.allSatisfy({ $0.value(in: self) != nil }) else { return false }
    return !design.fields.contains(.accrual) || accrual != nil || perMonth != nil
  }
}
