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
        "Arm", "End point", .init("n", .number), .init("Events", .share), .init("Printed", .amount), intervals(cohort),
        .init("Median", .estimate, unit: "mo"), "Source",
      ])
    let own = [
      ("objective response" + stated(cohort, [.complete, .partial]), cohort.objectiveResponse),
      (cohort.diseaseControlWords + stated(cohort, cohort.controlled), cohort.diseaseControl),
    ]
    for (name, share) in own where share.total > 0 && cohort.members.contains(where: { $0.best != nil }) {
      let percent = NumberBounds(
        lower: share.share(undecidedAsYes: false), upper: share.share(undecidedAsYes: true)
      ).scaled(by: 100)
      table.rows.append([
        "This cohort", .words(name), .number(share.total), count(share),
        .init(.amount(percent, decimals: 1, unit: "%")), limits(share), .none, .none,
      ])
    }
    for (name, endPoint) in [("progression-free", EndPoint.progressionFree), ("survival", .survival)] {
      guard let estimate = cohort.estimate(endPoint) else { continue }
      table.rows.append([
        "This cohort", .words(name), .number(estimate.times.count), .number(estimate.eventCount), .none, .none,
        .quantile(estimate.quantile(0.5)), .none,
      ])
    }
    table.rows += cohort.publishedArms.map { published in
      let arm = published.arm
      return [
        .words(arm.name), .words(arm.endpoint.rawValue + (arm.atMonths.map { " at \(Numbers.text($0)) mo" } ?? "")),
        .number(arm.count, or: .because("not stated")), events(published),
        .amount(arm.rate?.percent, decimals: arm.rate?.decimals ?? 0, unit: "%"),
        published.interval.map(Table.Cell.interval) ?? .none, .number(arm.medianMonths), .words(arm.source),
      ]
    }
    table.footnotes = [
      "Shown side by side and not pooled: patients, lines and visit schedules differ. Intervals of arms are "
        + "\(cohort.options.proportion.rawValue) from the counts that print as the rate.",
      "Not attainable: no number of that many patients rounds to the printed rate; some were not counted, or a number is wrong.",
    ]
    return table
  }

  static func events(_ published: PublishedArm) -> Table.Cell {
    switch published.events {
    case .among(let events):
      .init(.range(NumberBounds(lower: Double(events.lowerBound), upper: Double(events.upperBound)), decimals: 0))
    case .notAttainable: .missing("not attainable")
    case .notStated: .missing("not stated")
    }
  }
}
