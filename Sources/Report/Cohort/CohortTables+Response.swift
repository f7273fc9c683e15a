// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics

/// Shares of the cohort: response, free of progression, growth modulation.
extension CohortTables {
  /// Best responses, response rate and disease control.
  public static func responses(_ cohort: CohortOutcomes) -> Table? {
    guard cohort.members.contains(where: { $0.best != nil }) else { return nil }
    var table = Table(
      name: "cohort-2-response", title: "Best response",
      columns: ["Response", "n/N", "%", "\(percent(cohort.options.level)) % interval"])
    let total = cohort.members.count
    for category in Response.allCases {
      let count = cohort.members.filter { $0.best?.value.response == category }.count
      if count == 0, [.nonCompleteNonProgressive, .notEvaluable].contains(category) { continue }
      let share = CohortProportion(
        yes: count, undecided: 0, total: total, method: cohort.options.proportion, level: cohort.options.level)
      table.rows.append([Table.Cell(category.rawValue)] + cells(share))
    }
    let missing = cohort.members.filter { $0.best == nil }.count
    if missing > 0 {
      table.rows.append([
        "no judged response", Table.Cell("\(missing)/\(total)"), Table.Cell(percent(Double(missing) / Double(total))),
        "–",
      ])
    }
    table.rows.append(["Objective response (CR + PR)"] + cells(cohort.objectiveResponse))
    table.rows.append(["Disease control (CR + PR + SD)"] + cells(cohort.diseaseControl))
    let stated = cohort.members.filter { if case .statedOnly = $0.best?.value.basis { true } else { false } }
    table.footnotes = [
      "\(cohort.options.proportion.rawValue) intervals. n–m/N: where the record leaves a patient open, the first number counts "
        + "that patient as no, the second as yes, and the interval spans both."
    ]
    if !stated.isEmpty {
      table.footnotes.append(
        "Without a dated assessment that shows it, as the source states it: "
          + stated.map { "\($0.patient.id) (\($0.best?.value.response.rawValue ?? ""))" }.joined(separator: ", ") + ".")
    }
    return table
  }

  /// Free of progression at months, with the thresholds in use for sarcomas.
  public static func progressionFreeRates(_ cohort: CohortOutcomes) -> Table? {
    guard cohort.members.contains(where: { $0.times[.progressionFree] != nil }) else { return nil }
    var table = Table(
      name: "cohort-5-progression-free", title: "Free of progression",
      columns: ["Months", "n/N", "%", "\(percent(cohort.options.level)) % interval", "Thresholds in use"])
    for months in cohort.options.landmarkMonths {
      table.rows.append(
        [Table.Cell(Numbers.text(months))] + cells(cohort.progressionFree(at: months)) + [
          Table.Cell(thresholds(months))
        ])
    }
    table.footnotes = [
      "Patients known to be alive and free of progression, of all. Censored before, or bounds that span the month: open (see "
        + "the note on n–m/N). The estimates by Kaplan-Meier or Turnbull stand in the table of times.",
      "Thresholds: Van Glabbeke M, et al. Eur J Cancer 2002;38:543-549 (EORTC, soft tissue sarcoma).",
    ]
    return table
  }

  /// What the EORTC took from its trials as the mark of an active or inactive drug.
  private static func thresholds(_ months: Double) -> String {
    switch months {
    case 3: "pretreated: activity from 40 %, inactivity to 20 %"
    case 6: "first line: reference 30 to 56 %, by histology"
    default: "–"
    }
  }

  /// Growth modulation index over the cohort.
  public static func growth(_ cohort: CohortOutcomes) -> Table? {
    guard let share = cohort.growthModulation else { return nil }
    let threshold = Numbers.text(cohort.options.growthThreshold, decimals: 2)
    var table = Table(
      name: "cohort-7-growth-modulation", title: "Growth modulation index",
      columns: ["Patient", "Index", "At or above \(threshold)"])
    for member in cohort.members {
      guard let index = member.growthIndex else { continue }
      let low = index.value.lower ?? 0
      let verdict =
        low >= cohort.options.growthThreshold
        ? "yes" : (index.value.upper.map { $0 < cohort.options.growthThreshold } ?? false) ? "no" : "open"
      table.rows.append([
        Table.Cell(member.patient.id), Table.Cell(index.value.text(decimals: 2), trace: index.trace.id),
        Table.Cell(verdict),
      ])
    }
    let all = cells(share)
    table.rows.append([
      "All, open from both ends", Table.Cell(all[0].text), Table.Cell("\(all[1].text) % (\(all[2].text))"),
    ])
    if share.undecided > 0 {
      let failed = cells(
        CohortProportion(yes: share.yes, undecided: 0, total: share.total, method: share.method, level: share.level))
      table.rows.append(["All, open as no", failed[0], Table.Cell("\(failed[1].text) % (\(failed[2].text))")])
      if let decided = cohort.growthModulationDecided, decided.total > 0 {
        let texts = cells(decided)
        table.rows.append(["Without open", texts[0], Table.Cell("\(texts[1].text) % (\(texts[2].text))")])
      }
    }
    if let estimate = cohort.growthModulationEstimate {
      let low = percent(estimate.share.lowerBound)
      let high = percent(estimate.share.upperBound)
      let median = estimate.median.map { range in
        let ends = [range.lowerBound, range.upperBound].map { Numbers.text($0, decimals: 2) }
        return ends[0] == ends[1] ? ends[0] : ends.joined(separator: "–")
      }
      table.rows.append([
        Table.Cell("All, as censored ratios (\(estimate.method))"), Table.Cell("median \(median ?? "not reached")"),
        Table.Cell((low == high ? low : "\(low)–\(high)") + " % (\(interval(estimate.interval)))"),
      ])
    }
    table.footnotes = [
      "Time to progression on the line over that on the line before (Von Hoff, Clin Cancer Res 1998;4:1079; 1.33). An index that is "
        + "censored or known between bounds is open where it could lie on either side.",
      "Proportions: \(cohort.options.proportion.rawValue). As censored ratios: \(cohort.options.scale.rawValue); censoring on the ratio may be informative "
        + "(Texier et al. 2018, who advise a rank-based estimator; it is not here). Different visit schedules of the two lines bias the ratio.",
    ]
    return table
  }
}
