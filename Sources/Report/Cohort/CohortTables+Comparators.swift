// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics

/// Published arms.
extension CohortTables {
  /// Published arms beside the cohort, never pooled with it.
  public static func comparators(_ cohort: CohortSummary) -> PhraseTable? {
    guard !cohort.study.comparators.isEmpty else { return nil }
    var table = PhraseTable(
      name: "cohort-11-comparators",
      title: Phrase("Published arms beside this cohort", "Publizierte Arme neben dieser Kohorte"),
      columns: [
        .same("Arm"), .endPoint, .same("n", .number), .events(.share), .init("Printed", "Gedruckt", .amount),
        intervals(cohort), .same("Median", .estimate, unit: .monthSign), .init("Source", "Quelle"),
      ])
    let own = [
      (
        Phrase("objective response", "objektives Ansprechen") + stated(cohort, [.complete, .partial]),
        cohort.objectiveResponse
      ),
      (cohort.diseaseControlWords + stated(cohort, cohort.controlled), cohort.diseaseControl),
    ]
    for (name, share) in own where share.total > 0 && cohort.hasResponses {
      let percent = NumberBounds(
        lower: share.share(undecidedAsYes: false), upper: share.share(undecidedAsYes: true)
      ).scaled(by: 100)
      table.rows.append([
        thisCohort, .words(name), .number(share.total), count(share),
        .init(.amount(percent, decimals: 1, unit: .percentSign)), limits(share), .none, .none,
      ])
    }
    for (name, endPoint) in [
      (Comparator.Endpoint.progressionFree.phrase, EndPoint.progressionFree),
      (Comparator.Endpoint.survival.phrase, .survival),
    ] {
      guard let estimate = cohort.estimate(endPoint) else { continue }
      table.rows.append([
        thisCohort, .words(name), .number(estimate.counted.count), .number(estimate.eventCount), .none, .none,
        .quantile(estimate.quantile(0.5)), .none,
      ])
    }
    table.rows += cohort.publishedArms.map { published in
      let arm = published.arm
      return [
        .same(arm.name), .words(endPoint(arm)), .number(arm.count, or: .because(.notStated)), events(published),
        .amount(arm.rate?.percent, decimals: arm.rate?.decimals ?? 0, unit: .percentSign),
        published.interval.map { PhraseTable.Cell.interval($0) } ?? .none, .number(arm.medianMonths), .same(arm.source),
      ]
    }
    table.footnotes = [
      Phrase(
        "Shown side by side and not pooled: patients, lines and visit schedules differ. Intervals of arms are \(cohort.options.proportion.phrase) from the counts that print as the rate.",
        "Nebeneinander gezeigt und nicht zusammengefasst: Patienten, Linien und Kontrollabstände sind verschieden. Intervalle der Arme nach \(cohort.options.proportion.phrase) aus den Anzahlen, die gerundet die gedruckte Rate ergeben."
      ),
      Phrase(
        "Not attainable: no number of that many patients rounds to the printed rate, or not the number that is stated; some were not counted, or a number is wrong.",
        "Nicht erreichbar: keine Anzahl von so vielen Patienten ergibt gerundet die gedruckte Rate, oder nicht die angegebene; einige wurden nicht gezählt, oder eine Zahl ist falsch."
      ),
    ]
    return table
  }

  private static let thisCohort = PhraseTable.Cell.words("This cohort", "Diese Kohorte")

  /// The end point of an arm, with its month where it has one.
  private static func endPoint(_ arm: Comparator) -> Phrase {
    guard let months = arm.atMonths else { return arm.endpoint.phrase }
    let number = Phrase.number(months)
    return Phrase("\(arm.endpoint.phrase) at \(number) mo", "\(arm.endpoint.phrase) nach \(number) Mon.")
  }

  static func events(_ published: PublishedArm) -> PhraseTable.Cell {
    if published.events == .notAttainable { return .missing(Phrase("not attainable", "nicht erreichbar")) }
    guard let events = published.withEvent else { return .missing(.notStated) }
    return .init(.range(NumberBounds(lower: Double(events.lowerBound), upper: Double(events.upperBound)), decimals: 0))
  }
}
