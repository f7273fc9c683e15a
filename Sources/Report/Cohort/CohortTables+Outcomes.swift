// SPDX-License-Identifier: Apache-2.0

public import Outcomes
public import Plain

/// The tables of a cohort in memory: its summary is made first, and they are of that.
extension CohortTables {
  /// All of them that have rows, in the order of a paper.
  public static func all(_ cohort: CohortOutcomes) -> [PhraseTable] { all(CohortSummary(cohort, isWhole: true)) }
  /// Who is in the cohort, as the first table of a paper.
  public static func characteristics(_ cohort: CohortOutcomes) -> PhraseTable { characteristics(CohortSummary(cohort)) }
  /// Best responses, response rate and disease control.
  public static func responses(_ cohort: CohortOutcomes) -> PhraseTable? { responses(CohortSummary(cohort)) }
  /// Medians and landmark probabilities of every end point.
  public static func survival(_ cohort: CohortOutcomes) -> PhraseTable { survival(CohortSummary(cohort)) }
  /// Mean times up to the last landmark; nil where no end point has one.
  public static func restrictedMeans(_ cohort: CohortOutcomes) -> PhraseTable? {
    restrictedMeans(CohortSummary(cohort))
  }
  /// Free of progression at months, with the thresholds in use for sarcomas.
  public static func progressionFreeRates(_ cohort: CohortOutcomes) -> PhraseTable? {
    progressionFreeRates(CohortSummary(cohort))
  }
  /// Progression, and death without it, as competing events; nil where nobody died without progression.
  public static func incidence(_ cohort: CohortOutcomes) -> PhraseTable? { incidence(CohortSummary(cohort)) }
  /// Growth modulation index over the cohort.
  public static func growth(_ cohort: CohortOutcomes) -> PhraseTable? { growth(CohortSummary(cohort)) }
  /// How survival and progression-free survival move with the treatment of uncertain times and the rule of censoring.
  public static func sensitivity(_ cohort: CohortOutcomes) -> PhraseTable? {
    sensitivity(CohortSummary(cohort, isWhole: true))
  }
  /// Groups compared.
  public static func comparison(_ cohort: CohortOutcomes) -> PhraseTable? { comparison(CohortSummary(cohort)) }
  /// Line by line: how many began it, response and times; nil where there is one line only.
  public static func lines(_ cohort: CohortOutcomes) -> PhraseTable? { lines(CohortSummary(cohort, isWhole: true)) }
  /// Published arms beside the cohort, never pooled with it.
  public static func comparators(_ cohort: CohortOutcomes) -> PhraseTable? { comparators(CohortSummary(cohort)) }
  /// Every patient's times, so that the estimates can be read back to the courses.
  public static func times(_ cohort: CohortOutcomes) -> PhraseTable { times(CohortSummary(cohort)) }
  /// What a reader must know before a share that is free of progression.
  public static func noProgression(_ cohort: CohortOutcomes) -> Phrase { noProgression(CohortSummary(cohort)) }
  /// How events of which no latest day is known enter estimates; nil without any.
  public static func withoutLatest(_ cohort: CohortOutcomes) -> Phrase? { withoutLatest(CohortSummary(cohort)) }
  /// What every table of a cohort says of itself.
  static func method(_ cohort: CohortOutcomes) -> Phrase { method(CohortSummary(cohort)) }
  /// Which judgement of response counts, in tables, figures and estimates alike, and of whom.
  static func judgement(_ cohort: CohortOutcomes) -> Phrase { judgement(CohortSummary(cohort)) }
  /// The visits that the members' records judge after death or the data cut-off; nil for none.
  static func outside(_ cohort: CohortOutcomes) -> Phrase? { outside(CohortSummary(cohort)) }
}
