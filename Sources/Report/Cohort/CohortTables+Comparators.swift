// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics

/// Published arms.
extension CohortTables {
  /// Published arms beside the cohort, never pooled with it.
  public static func comparators(_ cohort: CohortOutcomes) -> Table? {
    guard !cohort.study.comparators.isEmpty else { return nil }
    var table = Table(
      name: "cohort-11-comparators", title: "Published arms beside this cohort",
      columns: [
        "Arm", "End point", "n", "Events", "Printed", "\(percent(cohort.options.level)) % interval", "Median, mo",
        "Source",
      ])
    let own = [("objective response", cohort.objectiveResponse), ("disease control", cohort.diseaseControl)]
    for (name, share) in own where share.total > 0 && cohort.members.contains(where: { $0.best != nil }) {
      let texts = cells(share)
      table.rows.append([
        "This cohort", Table.Cell(name), Table.Cell("\(share.total)"), texts[0], Table.Cell(texts[1].text + " %"),
        texts[2],
        "–", "–",
      ])
    }
    for (name, endPoint) in [("progression-free", EndPoint.progressionFree), ("survival", .survival)] {
      guard let estimate = cohort.estimate(endPoint) else { continue }
      table.rows.append([
        "This cohort", Table.Cell(name), Table.Cell("\(estimate.times.count)"), Table.Cell("\(estimate.eventCount)"),
        "–", "–",
        Table.Cell(estimate.quantile(0.5).text), "–",
      ])
    }
    for arm in cohort.study.comparators {
      table.rows.append([
        Table.Cell(arm.name),
        Table.Cell(arm.endpoint.rawValue + (arm.atMonths.map { " at \(Numbers.text($0)) mo" } ?? "")),
        Table.Cell(arm.count.map { "\($0)" } ?? "not stated"), Table.Cell(events(arm)),
        Table.Cell(arm.rate.map { "\(Numbers.text($0.percent, decimals: $0.decimals)) %" } ?? "–"),
        Table.Cell(interval(of: arm, cohort.options)), Table.Cell(arm.medianMonths.map { Numbers.text($0) } ?? "–"),
        Table.Cell(arm.source),
      ])
    }
    table.footnotes = [
      "Shown side by side and not pooled: patients, lines and visit schedules differ. Intervals of arms are "
        + "\(cohort.options.proportion.rawValue) from the counts that print as the rate.",
      "Not attainable: no number of that many patients rounds to the printed rate; some were not counted, or a number is wrong.",
    ]
    return table
  }

  static func events(_ arm: Comparator) -> String {
    if arm.isUnattainable { return "not attainable" }
    guard let events = arm.possibleEvents else { return "not stated" }
    return events.count == 1 ? "\(events.lowerBound)" : "\(events.lowerBound)–\(events.upperBound)"
  }

  static func interval(of arm: Comparator, _ options: CohortOptions) -> String {
    guard !arm.isUnattainable, let events = arm.possibleEvents, let count = arm.count else { return "–" }
    let low = options.proportion.interval(successes: events.lowerBound, trials: count, level: options.level)
    let high = options.proportion.interval(successes: events.upperBound, trials: count, level: options.level)
    return "\(low?.lower.map { percent($0) } ?? "–")–\(high?.upper.map { percent($0) } ?? "–")"
  }
}
