// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics
import TumourResponse

/// The tables of a cohort.
public enum CohortTables {
  /// All of them that have rows, in the order of a paper.
  public static func all(_ cohort: CohortOutcomes) -> [Table] {
    [
      characteristics(cohort), responses(cohort), survival(cohort), restrictedMeans(cohort),
      progressionFreeRates(cohort),
      incidence(cohort), growth(cohort),
      sensitivity(cohort), comparison(cohort), lines(cohort), comparators(cohort), times(cohort),
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
    if cohort.members.contains(where: { $0.therapy != nil }) { text += " " + judgement(cohort) }
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

  /// Which judgement of response counts, in tables, figures and estimates alike, and of whom.
  static func judgement(_ cohort: CohortOutcomes) -> String {
    let measured = cohort.members.filter(\.isMeasured)
    let judged = cohort.members.filter { !$0.isMeasured }
    func names(_ members: [CohortOutcomes.Member]) -> String { members.map(\.patient.id).joined(separator: ", ") }
    if measured.isEmpty { return "Responses: as judged by the source." }
    let choice = cohort.options.judgement
    let recist = "by \(choice.criteria.name) from the lesions of \(choice.reader ?? readers(measured))"
    if judged.isEmpty { return "Responses: \(recist)." }
    return judged.count < measured.count
      ? "Responses: \(recist), but as judged by the source, without lesions under this therapy: \(names(judged))."
      : "Responses: as judged by the source, but \(recist): \(names(measured))."
  }

  /// The first reader of each patient, by name where these differ.
  private static func readers(_ measured: [CohortOutcomes.Member]) -> String {
    let byName = Dictionary(grouping: measured, by: { $0.lesions?.reader ?? "a reader without a name" })
    guard byName.count > 1 else { return "the first reader" }
    return byName.sorted { $0.key < $1.key }.map { name, members in
      "\(name) (\(members.map(\.patient.id).joined(separator: ", ")))"
    }.joined(separator: " and ")
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

  /// A level of intervals in percent, with all its digits: `95`, `99.99`.
  static func percent(_ share: Double) -> String { Numbers.text(share * 100, decimals: 6) }

  /// The level of intervals as heads show it: ` (95 % interval)`.
  static func level(_ cohort: CohortOutcomes) -> String { " (\(percent(cohort.options.level)) % interval)" }

  /// A column of intervals in percent.
  static func intervals(_ cohort: CohortOutcomes) -> Table.Column {
    .init("\(percent(cohort.options.level)) % interval", .interval, unit: "%", cellsHaveUnit: true)
  }

  /// A column of probabilities at a month.
  static func probabilities(at months: Double) -> Table.Column {
    .init("At \(Numbers.text(months)) mo", .estimate, unit: "%")
  }

  /// Columns of ``cells(_:)``.
  static func shares(_ cohort: CohortOutcomes) -> [Table.Column] {
    [.init("n/N", .share), .init("%", .range), intervals(cohort)]
  }

  /// `1/3`, 33.3 %, 0.8–90.6; where patients are undecided, both ends: `1–2/3`.
  static func cells(_ share: CohortProportion) -> [Table.Cell] {
    guard let low = share.share(undecidedAsYes: false), let high = share.share(undecidedAsYes: true) else {
      return [count(share), .none, .none]
    }
    return [count(share), .init(.range(NumberBounds(lower: low * 100, upper: high * 100), decimals: 1)), limits(share)]
  }

  static func count(_ share: CohortProportion) -> Table.Cell {
    .init(.share(yes: share.yes, open: share.undecided, of: share.total))
  }

  /// The interval of a share; where patients are undecided, from the lower limit of all as no to the upper one of all as yes.
  static func limits(_ share: CohortProportion) -> Table.Cell {
    .interval(
      ConfidenceInterval(
        lower: share.interval(undecidedAsYes: false)?.lower, upper: share.interval(undecidedAsYes: true)?.upper,
        level: share.level))
  }
}
