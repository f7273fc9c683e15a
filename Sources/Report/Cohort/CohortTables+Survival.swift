// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
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
        + ["n", "Events", "Method", "Median, mo (\(percent(cohort.options.level)) % interval)"]
        + landmarks.map { "At \(Numbers.text($0)) mo, %" })
    for endPoint in EndPoint.allCases {
      for group in [nil] + cohort.groups.map(Optional.some) {
        guard let estimate = cohort.estimate(endPoint, group: group) else { continue }
        table.rows.append(
          [Table.Cell(endPoint.rawValue)] + (cohort.groups.isEmpty ? [] : [Table.Cell(group ?? "all")]) + [
            Table.Cell("\(estimate.times.count)"), Table.Cell("\(estimate.eventCount)"),
            Table.Cell(estimate.curve.shortName),
            Table.Cell(estimate.quantile(0.5).text),
          ] + landmarks.map { Table.Cell(estimate.landmark($0).text) })
      }
    }
    if let followUp = cohort.followUp {
      let text = SurvivalEstimate.Quantile(range: followUp.estimate.map { $0...$0 }, interval: followUp.interval).text
      table.rows.append(
        ["Follow-up"] + (cohort.groups.isEmpty ? [] : ["all"]) + [
          Table.Cell("\(cohort.times(.survival).count)"), "–", "reverse KM", Table.Cell(text),
        ] + landmarks.map { _ in "–" })
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
      let left = cohort.contradicted(endPoint).map { "\($0.patient) (\($0.reason))" }
      guard !left.isEmpty else { continue }
      table.footnotes.append("Not in the estimate of \(endPoint.rawValue): \(left.joined(separator: "; ")).")
    }
    if cohort.members.count < 10 {
      table.footnotes.append(
        "\(cohort.members.count) \(cohort.members.count == 1 ? "patient" : "patients"): the intervals say how little such a series can show; read the single courses."
      )
    }
    return table
  }

  /// Mean times up to the last landmark; nil where no end point has one.
  public static func restrictedMeans(_ cohort: CohortOutcomes) -> Table? {
    let horizon = cohort.options.landmarkMonths.max() ?? 12
    var table = Table(
      name: "cohort-4-means", title: "Mean times up to \(Numbers.text(horizon)) months",
      columns: ["End point", "Group", "n", "Mean, mo (\(percent(cohort.options.level)) % interval)"])
    for endPoint in EndPoint.allCases {
      for group in [nil] + cohort.groups.map(Optional.some) {
        guard let estimate = cohort.estimate(endPoint, group: group), case .kaplanMeier = estimate.curve else {
          continue
        }
        table.rows.append([
          Table.Cell(endPoint.rawValue), Table.Cell(group ?? "all"), Table.Cell("\(estimate.times.count)"),
          Table.Cell(mean(estimate, horizon)),
        ])
      }
    }
    table.footnotes = [
      "Restricted mean: the area under Kaplan and Meier's curve. Not given for times that are intervals, whose curve is not determined, nor beyond follow-up."
    ]
    return table.rows.isEmpty ? nil : table
  }

  /// Restricted mean with its interval; `–` for intervals, whose area is not determined, and beyond follow-up.
  private static func mean(_ estimate: SurvivalEstimate, _ horizon: Double) -> String {
    guard case .kaplanMeier(let curve) = estimate.curve else { return "–" }
    let mean = curve.restrictedMean(to: horizon)
    guard !mean.isExtrapolated else { return "n.d." }
    // Without an event before the horizon the variance is 0 by its formula, which is no certainty.
    guard let error = mean.standardError, error > 0 else { return Numbers.text(mean.estimate) + " (n.d.)" }
    let interval = mean.interval(level: estimate.level)
    return Numbers.text(mean.estimate)
      + " (\(interval.lower.map { Numbers.text($0) } ?? "–")–\(interval.upper.map { Numbers.text($0) } ?? "–"))"
  }

  /// Progression, and death without it, as competing events; nil where nobody died without progression.
  public static func incidence(_ cohort: CohortOutcomes) -> Table? {
    let rows = cohort.incidences
    guard !rows.isEmpty else { return nil }
    var table = Table(
      name: "cohort-6-incidence", title: "Progression, and death without progression",
      columns: ["Months", "Progression, %", "Death without progression, %", "Free of both, %"])
    func cell(_ value: (estimate: Double, interval: ConfidenceInterval)) -> Table.Cell {
      let limits = value.interval.lower == nil ? "" : " (\(interval(value.interval)))"
      return Table.Cell(percent(value.estimate) + limits)
    }
    table.rows = rows.map { row in
      [
        Table.Cell(Numbers.text(row.months)), cell(row.progression), cell(row.death),
        Table.Cell(percent(1 - row.progression.estimate - row.death.estimate)),
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
    var table = Table(
      name: "cohort-12-times", title: "Times of each patient",
      columns: ["Pat. ID", "Best response"] + endPoints.map { "\($0.rawValue), mo" })
    for member in cohort.members {
      table.rows.append(
        [
          Table.Cell(member.patient.id),
          Table.Cell(member.best?.value.response.rawValue ?? "–", trace: member.best?.trace.id),
        ]
          + endPoints.map { endPoint in
            Table.Cell(member.times[endPoint]?.value.textWithReason() ?? "–")
          })
    }
    table.footnotes = ["+ is censored. " + method(cohort)]
    return table
  }
}
