// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course
public import Outcomes
import Dosing
import Statistics

/// Times to events.
extension CohortTables {
  /// Medians and landmark probabilities of every end point.
  public static func survival(_ cohort: CohortOutcomes) -> Table {
    let landmarks = cohort.options.landmarkMonths
    var table = Table(
      name: "cohort-3-survival", title: "Times to events",
      columns: ["End point"] + (cohort.groups.isEmpty ? [] : ["Group"])
        + [.init("n", .number), .init("Events", .number), "Method", medians(cohort)]
        + landmarks.map(probabilities))
    for endPoint in EndPoint.allCases {
      for group in [nil] + cohort.groups.map(Optional.some) {
        guard let estimate = cohort.estimate(endPoint, group: group) else { continue }
        table.rows.append(
          [.words(endPoint.rawValue)] + (cohort.groups.isEmpty ? [] : [.words(group ?? "all")]) + [
            .number(estimate.times.count), .number(estimate.eventCount), .words(estimate.curve.shortName),
            .quantile(estimate.quantile(0.5)),
          ] + landmarks.map { .probability(estimate, at: $0) })
      }
    }
    if let followUp = cohort.followUp {
      let median = SurvivalEstimate.Quantile(
        range: followUp.estimate.map(NumberBounds.init), interval: followUp.interval)
      table.rows.append(
        ["Follow-up"] + (cohort.groups.isEmpty ? [] : ["all"]) + [
          .number(cohort.times(.survival).count(where: \.isKnown)), .none, "reverse KM", .quantile(median),
        ] + landmarks.map { _ in .none })
    }
    table.footnotes = [
      EndPoint.allCases.map { "\($0.rawValue): \($0.name.prefix(1).lowercased() + $0.name.dropFirst())" }
        .joined(separator: "; ") + ".",
      method(cohort),
      "KM: Kaplan-Meier; Turnbull: for times that are intervals; reverse KM: follow-up, with events and censoring exchanged.",
      "n.r.: not reached; n.d.: not determined (beyond follow-up, or no limit on this scale). A range a–b: the record leaves "
        + "open where between the two it lies.",
    ]
    for endPoint in EndPoint.allCases {
      let left = cohort.leftOut(endPoint).map { "\($0.patient) (\($0.reason))" }
      guard !left.isEmpty else { continue }
      table.footnotes.append("Not in the estimate of \(endPoint.rawValue): \(left.joined(separator: "; ")).")
    }
    if cohort.recordsNoProgression { table.footnotes.append(noProgression(cohort)) }
    if let open = withoutLatest(cohort) { table.footnotes.append(open) }
    if let unread = unread(cohort.study) { table.footnotes.append(unread) }
    if !cohort.ungrouped.isEmpty { table.footnotes.append(ungrouped(cohort)) }
    if let refused = CohortFigures.refusal(cohort) { table.footnotes.append(refused) }
    if cohort.members.count < 10 {
      table.footnotes.append(
        "\(cohort.members.count) \(cohort.members.count == 1 ? "patient" : "patients"): the intervals say how little such a series can show; read the single courses."
      )
    }
    return table
  }

  /// What a reader must know before a share that is free of progression.
  public static func noProgression(_ cohort: CohortOutcomes) -> String {
    let count = cohort.members.count
    return
      "No progression is recorded of \(count == 1 ? "the one patient" : "any of the \(count) patients"): free of it may mean no more than that nobody recorded it."
  }

  /// How events of which no latest day is known enter estimates; nil without any.
  public static func withoutLatest(_ cohort: CohortOutcomes) -> String? {
    let open = EndPoint.allCases.map { ($0, cohort.withoutLatest($0)) }.filter { !$0.1.isEmpty }
    let patients = Dictionary(grouping: open) { $0.1 }.sorted { $0.value[0].0.rawValue < $1.value[0].0.rawValue }
    guard !patients.isEmpty else { return nil }
    let named = patients.map { who, ends in
      "\(Wording.list(ends.map(\.0.rawValue))): \(who.count > 12 ? "\(who.count) patients" : who.map(\.description).joined(separator: ", "))"
    }
    return
      "The event happened, and nothing in the record says by when (\(named.joined(separator: "; "))): as an interval it has no end, and at its latest it lies "
      + "beyond every other time. `midpoint`, hazards and cumulative incidences take it as censored when the patient was last known to be free of it."
  }

  /// What of a study's tables nobody understood when they were read; nil for nothing.
  public static func unread(_ study: Study) -> String? {
    let patients = study.patients.filter { !$0.unreadCells.isEmpty }.map(\.id)
    let rows = study.unreadRows.count
    let who = patients.count > 12 ? "\(patients.count) patients" : patients.joined(separator: ", ")
    let parts = [
      patients.isEmpty ? nil : "cells of \(who)",
      rows == 0 ? nil : "\(rows) \(rows == 1 ? "row" : "rows") without a patient",
    ].compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    let words = parts.joined(separator: ", and ")
    return
      "Not understood when tables were read, and in no number: \(words). An event, a response, a dose or a patient may be missing (`verlauf check` lists them)."
  }

  /// Mean times up to the last landmark; nil where no end point has one.
  public static func restrictedMeans(_ cohort: CohortOutcomes) -> Table? {
    let horizon = cohort.options.landmarkMonths.max() ?? 12
    var table = Table(
      name: "cohort-4-means", title: "Mean times up to \(Numbers.text(horizon)) months",
      columns: [
        "End point", "Group", .init("n", .number), .init("Mean", .estimate, unit: "mo", remark: level(cohort)),
      ])
    for endPoint in EndPoint.allCases {
      for group in [nil] + cohort.groups.map(Optional.some) {
        guard let estimate = cohort.estimate(endPoint, group: group), case .kaplanMeier(let curve) = estimate.curve
        else { continue }
        table.rows.append([
          .words(endPoint.rawValue), .words(group ?? "all"), .number(estimate.times.count),
          mean(try? curve.restrictedMean(to: horizon), estimate.level),
        ])
      }
    }
    table.footnotes = [
      "Restricted mean: the area under Kaplan and Meier's curve. Not given for times that are intervals, whose curve is not determined, nor beyond follow-up."
    ]
    return table.rows.isEmpty ? nil : table
  }

  /// Restricted mean with its interval; not determined beyond follow-up.
  private static func mean(_ mean: RestrictedMean?, _ level: Double) -> Table.Cell {
    guard let mean, !mean.isExtrapolated else { return .missing("n.d.") }
    // Without an event before the horizon the variance is 0 by its formula, which is no certainty.
    let interval = (mean.standardError ?? 0) > 0 ? mean.interval(level: level) : nil
    return .init(
      .estimate(
        .init(NumberBounds(mean.estimate), lower: interval?.lower, upper: interval?.upper, style: .mean)))
  }

  /// The column of medians with their intervals.
  static func medians(_ cohort: CohortOutcomes) -> Table.Column {
    .init("Median", .estimate, unit: "mo", remark: level(cohort))
  }

  /// Progression, and death without it, as competing events; nil where nobody died without progression.
  public static func incidence(_ cohort: CohortOutcomes) -> Table? {
    let rows = cohort.incidences
    guard !rows.isEmpty else { return nil }
    var table = Table(
      name: "cohort-6-incidence", title: "Progression, and death without progression",
      columns: [
        .init("Months", .number), .init("Progression", .estimate, unit: "%"),
        .init("Death without progression", .estimate, unit: "%"), .init("Free of both", .number, unit: "%"),
      ])
    table.rows = rows.map { row in
      [
        .number(row.months),
        .probability(row.progression.estimate...row.progression.estimate, row.progression.interval),
        .probability(row.death.estimate...row.death.estimate, row.death.interval),
        .percent(1 - row.progression.estimate - row.death.estimate),
      ]
    }
    table.footnotes = [
      "Cumulative incidence (Aalen and Johansen 1978) with \(percent(cohort.options.level)) % intervals on the scale log(−log F), uncertain times at the "
        + "middle of their bounds. Time to progression that censors deaths would put the share of progression too high (Gooley et al. 1999)."
    ]
    return table
  }

  /// Every patient's times, so that the estimates can be read back to the courses.
  public static func times(_ cohort: CohortOutcomes) -> Table {
    let endPoints = EndPoint.allCases.filter { endPoint in cohort.members.contains { $0.times[endPoint] != nil } }
    return Table(
      name: "cohort-12-times", title: "Times of each patient",
      columns: ["Pat. ID", "Best response"] + endPoints.map { .init($0.rawValue, .time, unit: "mo") },
      rows: cohort.members.map { member in
        [.words(member.patient.id), .words(member.best?.value.marked.english, trace: member.best?.trace.id)]
          + endPoints.map { member.times[$0].map { .time($0, withReason: true) } ?? .none }
      }, footnotes: ["+ is censored. " + method(cohort)])
  }
}
