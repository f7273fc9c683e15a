// SPDX-License-Identifier: Apache-2.0

public import Trials

/// What whoever plans the trial has stated. What is nil was not stated, and nothing stands for it but where a convention is named.
public struct TrialQuestion: Sendable, Hashable {
  /// The title of the trial.
  public var title: String?
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

  /// Nothing stated.
  public init() {
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
}
