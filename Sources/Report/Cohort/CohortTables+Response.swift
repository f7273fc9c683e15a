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
      columns: ["Response"] + shares(cohort))
    let total = cohort.members.count
    for category in Response.allCases {
      let found = cohort.members.compactMap { $0.best }.map { $0.value.isOne(of: [category]) }
      let (count, open) = (found.count { $0 == true }, found.count { $0 == nil })
      if count + open == 0, [.nonCompleteNonProgressive, .notEvaluable].contains(category) { continue }
      let share = CohortProportion(
        yes: count, undecided: open, total: total, method: cohort.options.proportion, level: cohort.options.level)
      table.rows.append([.words(category.rawValue + stated(cohort, [category]))] + cells(share))
    }
    let missing = cohort.members.filter { $0.best == nil }.count
    if missing > 0 {
      table.rows.append([
        "no judged response", .init(.share(yes: missing, open: 0, of: total)),
        .percent(Double(missing) / Double(total)), .none,
      ])
    }
    table.rows.append(
      [.words("Objective response (CR + PR)" + stated(cohort, [.complete, .partial]))] + cells(cohort.objectiveResponse)
    )
    table.rows.append(
      [.words("D" + cohort.diseaseControlWords.dropFirst() + stated(cohort, cohort.controlled))]
        + cells(cohort.diseaseControl))
    let claimed = cohort.members.filter { if case .statedOnly = $0.best?.value.basis { true } else { false } }
    table.footnotes = [
      "\(cohort.options.proportion.rawValue) intervals. n–m/N: where the record leaves a patient open, the first number counts "
        + "that patient as no, the second as yes, and the interval spans both."
    ]
    table.footnotes.append(judgement(cohort))
    table.footnotes += [late(cohort), doubtful(cohort), outside(cohort)].compactMap(\.self)
    if !claimed.isEmpty {
      table.footnotes.append(
        "Without a dated assessment that shows it, as the source states it: "
          + claimed.map { "\($0.patient.id) (\($0.best?.value.words ?? ""))" }.joined(separator: ", ") + ".")
    }
    return table
  }

  /// `, 1 as stated`: how many of a count only the source states; nothing where there is none.
  static func stated(_ cohort: CohortOutcomes, _ responses: [Response]) -> String {
    let count = cohort.statedOnly(responses)
    return count == 0 ? "" : ", \(count) as stated"
  }

  /// Whose measured response stands against a baseline that was not measured in time; nil for nobody.
  static func late(_ cohort: CohortOutcomes) -> String? {
    let marks = cohort.members.filter(\.isMeasured).compactMap { member in
      member.lesions?.baselineMark.map {
        "\(member.patient.id) (\(member.best?.value.words ?? "–"), \($0))"
      }
    }
    return marks.isEmpty
      ? nil : "Not against a baseline in the four weeks before the first dose: \(marks.joined(separator: ", "))."
  }

  /// The visits that the members' records judge after death or the data cut-off; nil for none.
  static func outside(_ cohort: CohortOutcomes) -> String? {
    let left = cohort.members.flatMap { member in
      member.visitsOutside.map { "\($0) of patient \(member.patient.id)" }
    }
    guard !left.isEmpty else { return nil }
    return "Not counted, since recorded after death or the data cut-off: \(left.joined(separator: ", "))."
  }

  /// Who was judged and has no best response, since no visit that was judged counts for the therapy; nil for nobody.
  static func withoutBest(_ cohort: CohortOutcomes) -> String? {
    let found = cohort.members.filter { $0.best == nil && $0.visits.contains { $0 != nil } }.map(\.patient.id)
    guard !found.isEmpty else { return nil }
    return
      "No best response, since every visit that was judged lies before the first dose, after another therapy began, or after the "
      + "first progression: \(found.joined(separator: ", "))."
  }

  /// Whose complete response as judged was followed by a visit that shows disease; nil for nobody.
  static func doubtful(_ cohort: CohortOutcomes) -> String? {
    let found = cohort.members.filter { !$0.isMeasured }.compactMap { member -> String? in
      guard let therapy = member.therapy else { return nil }
      let line =
        cohort.options.anchor == .maintenance ? [therapy.entry.id] : therapy.line?.value.therapies ?? [therapy.entry.id]
      return member.outcomes.judgedVisits(of: line, cohort.options.judgement).reappearances.first.map {
        "\(member.patient.id): \($0.words)"
      }
    }
    return found.isEmpty ? nil : "Complete responses in doubt: " + found.joined(separator: " ")
  }

  /// Free of progression at months, with the thresholds in use for sarcomas.
  public static func progressionFreeRates(_ cohort: CohortOutcomes) -> Table? {
    guard cohort.members.contains(where: { $0.times[.progressionFree] != nil }) else { return nil }
    var table = Table(
      name: "cohort-5-progression-free", title: "Free of progression",
      columns: [.init("Months", .number)] + shares(cohort) + ["Thresholds in use"])
    for months in cohort.options.landmarkMonths {
      table.rows.append(
        [.number(months)] + cells(cohort.progressionFree(at: months)) + [.words(thresholds(months))])
    }
    table.footnotes = [
      "Patients known to be alive and free of progression, of all. Censored before, or bounds that span the month: open (see "
        + "the note on n–m/N). The estimates by Kaplan-Meier or Turnbull stand in the table of times.",
      "Thresholds: Van Glabbeke M, et al. Eur J Cancer 2002;38:543-549 (EORTC, soft tissue sarcoma).",
    ]
    if cohort.recordsNoProgression { table.footnotes.insert(noProgression(cohort), at: 0) }
    return table
  }

  /// What the EORTC took from its trials as the mark of an active or inactive drug.
  private static func thresholds(_ months: Double) -> String? {
    switch months {
    case 3: "pretreated: activity from 40 %, inactivity to 20 %"
    case 6: "first line: reference 30 to 56 %, by histology"
    default: nil
    }
  }

  /// Growth modulation index over the cohort.
  public static func growth(_ cohort: CohortOutcomes) -> Table? {
    guard let share = cohort.growthModulation else { return nil }
    let threshold = Numbers.text(cohort.options.growthThreshold, decimals: 2)
    var table = Table(
      name: "cohort-7-growth-modulation", title: "Growth modulation index",
      columns: [
        "Patient", .init("Index", .range), .init("At or above \(threshold)", .estimate, unit: "%", cellsHaveUnit: true),
      ])
    for member in cohort.members {
      guard let index = member.growthIndex else { continue }
      let low = index.value.lower ?? 0
      let verdict =
        low >= cohort.options.growthThreshold
        ? "yes" : (index.value.upper.map { $0 < cohort.options.growthThreshold } ?? false) ? "no" : "open"
      table.rows.append([
        .words(member.patient.id), .init(.range(index.value, decimals: 2), trace: index.trace.id), .words(verdict),
      ])
    }
    func row(_ name: String, _ share: CohortProportion) {
      table.rows.append([.words(name), count(share), withInterval(share)])
    }
    row("All, open from both ends", share)
    if share.undecided > 0 {
      row(
        "All, open as no",
        CohortProportion(yes: share.yes, undecided: 0, total: share.total, method: share.method, level: share.level))
      if let decided = cohort.growthModulationDecided, decided.total > 0 { row("Without open", decided) }
    }
    if let estimate = cohort.growthModulationEstimate {
      table.rows.append([
        .words("All, as censored ratios (\(estimate.method))"),
        .words("median \(estimate.median?.text(decimals: 2) ?? "not reached")"),
        percentWithInterval(estimate.share, estimate.interval),
      ])
    }
    if cohort.members.contains(where: \.isMeasured) {
      table.footnotes.append(
        "Where lesions were followed under a line, its time is measured; each index says in its explanation what its times rest on."
      )
    }
    table.footnotes += [
      "Time to progression on the line over that on the line before (Von Hoff, Clin Cancer Res 1998;4:1079; 1.33). An index that is "
        + "censored or known between bounds is open where it could lie on either side.",
      "Proportions: \(cohort.options.proportion.rawValue). As censored ratios: \(cohort.options.scale.rawValue); censoring on the ratio may be informative "
        + "(Texier et al. 2018, who advise a rank-based estimator; it is not here). Different visit schedules of the two lines bias the ratio.",
    ]
    return table
  }

  private static func withInterval(_ share: CohortProportion) -> Table.Cell {
    guard let low = share.share(undecidedAsYes: false), let high = share.share(undecidedAsYes: true) else {
      return .none
    }
    return percentWithInterval(
      low...high,
      ConfidenceInterval(
        lower: share.interval(undecidedAsYes: false)?.lower, upper: share.interval(undecidedAsYes: true)?.upper,
        level: share.level))
  }

  /// `33.3 % (0.8–90.6)`
  private static func percentWithInterval(_ share: ClosedRange<Double>, _ interval: ConfidenceInterval) -> Table.Cell {
    .init(
      .estimate(
        .init(
          NumberBounds(lower: share.lowerBound * 100, upper: share.upperBound * 100),
          lower: interval.lower.map { $0 * 100 }, upper: interval.upper.map { $0 * 100 }, unit: "%", style: .mean)))
  }
}
