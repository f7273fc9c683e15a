// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics

/// The tables of a cohort.
public enum CohortTables {
  /// All of them that have rows, in the order of a paper.
  public static func all(_ cohort: CohortOutcomes, _ outcomes: StudyOutcomes) -> [Table] {
    [
      characteristics(cohort), responses(cohort), survival(cohort), restrictedMeans(cohort),
      progressionFreeRates(cohort),
      incidence(cohort), growth(cohort),
      sensitivity(cohort, outcomes), comparison(cohort), lines(cohort, outcomes), comparators(cohort), times(cohort),
    ].compactMap(\.self).filter { !$0.rows.isEmpty }
  }

  /// What every table of a cohort says of itself.
  static func method(_ cohort: CohortOutcomes) -> String {
    let options = cohort.options
    let rule =
      options.rule.map { "\($0.name) (\($0.source))" }
      ?? "as the study defines (\(cohort.study.definitions.censoring.rawValue))"
    var text =
      "Time from \(options.anchor.words), in months of 30.4375 days. Events and censoring: \(rule). "
      + "Uncertain times: \(words(options.uncertainty)). Intervals: \(percent(options.level)) %, \(options.scale.rawValue) for survival, "
      + "\(options.proportion.rawValue) for proportions."
    if options.responses == .measured {
      text +=
        " Responses: RECIST 1.1 from the lesions of the first reader where they are measured, else as judged by the source"
        + (options.rule == nil ? "; measured times by EMA's rule." : ".")
    }
    if options.rule?.missedVisits != nil, options.visitIntervalDays == nil {
      text += " The interval of visits is not given, so that missed visits censor nobody."
    }
    if options.rule?.needsBaseline == true {
      let unknown = cohort.members.filter { $0.therapy != nil && $0.hasBaseline == nil }.map(\.patient.id)
      if !unknown.isEmpty {
        text +=
          " No assessment in the four weeks before the start is recorded, and taken as done: \(unknown.joined(separator: ", "))."
      }
    }
    if !cohort.excluded.isEmpty {
      text +=
        " Not in the cohort: " + cohort.excluded.map { "\($0.patient) (\($0.reason))" }.joined(separator: ", ") + "."
    }
    return text
  }

  static func words(_ uncertainty: CohortOptions.Uncertainty) -> String {
    switch uncertainty {
    case .interval: "as intervals (Turnbull 1976); exact times by Kaplan-Meier"
    case .betweenVisits: "progression between the last visit without it and the visit that found it (Turnbull 1976)"
    case .midpoint: "at the middle of their bounds"
    case .earliest: "at their earliest bound"
    case .latest: "at their latest bound"
    }
  }

  static func percent(_ share: Double, decimals: Int = 1) -> String { Numbers.text(share * 100, decimals: decimals) }

  static func interval(_ interval: ConfidenceInterval?) -> String {
    guard let interval, interval.lower != nil || interval.upper != nil else { return "n.d." }
    return "\(interval.lower.map { percent($0) } ?? "–")–\(interval.upper.map { percent($0) } ?? "–")"
  }

  /// `1/3`, 33.3 %, 0.8–90.6; where patients are undecided, both ends: `1–2/3`.
  static func cells(_ share: CohortProportion) -> [Table.Cell] {
    guard share.total > 0, let low = share.share(undecidedAsYes: false), let high = share.share(undecidedAsYes: true)
    else {
      return ["0", "–", "–"]
    }
    if share.undecided == 0 {
      return [
        Table.Cell("\(share.yes)/\(share.total)"), Table.Cell(percent(low)),
        Table.Cell(interval(share.interval(undecidedAsYes: false))),
      ]
    }
    let limits = [share.interval(undecidedAsYes: false), share.interval(undecidedAsYes: true)]
    return [
      Table.Cell("\(share.yes)–\(share.yes + share.undecided)/\(share.total)"),
      Table.Cell("\(percent(low))–\(percent(high))"),
      Table.Cell(
        "\(limits[0]?.lower.map { percent($0) } ?? "–")–\(limits[1]?.upper.map { percent($0) } ?? "–")"),
    ]
  }
}
