// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics

/// How the answer moves: with definitions, between groups, from line to line.
extension CohortTables {
  /// How survival and progression-free survival move with the treatment of uncertain times and the rule of censoring.
  public static func sensitivity(_ cohort: CohortOutcomes) -> Table? {
    guard cohort.members.contains(where: { $0.times[.progressionFree] != nil }) else { return nil }
    var table = Table(
      name: "cohort-8-sensitivity", title: "How the answer moves with its definition",
      columns: [
        "End point", "Rule", "Uncertain times", .init("n", .number), .init("Events", .number), medians(cohort),
        probabilities(at: 6),
      ])
    func add(
      _ cohort: CohortOutcomes, _ uncertainty: CohortOptions.Uncertainty, _ endPoint: EndPoint = .progressionFree
    ) {
      let rule =
        endPoint == .survival ? "death from any cause" : cohort.options.rule?.name ?? "as the study defines"
      guard let estimate = cohort.estimate(endPoint, uncertainty: uncertainty) else { return }
      table.rows.append([
        .words(endPoint.rawValue), .words(rule), .words(uncertainty.rawValue), .number(estimate.times.count),
        .number(estimate.eventCount), .quantile(estimate.quantile(0.5)), .probability(estimate, at: 6),
      ])
    }
    for uncertainty in CohortOptions.Uncertainty.allCases {
      add(cohort, uncertainty)
    }
    for uncertainty in CohortOptions.Uncertainty.allCases where uncertainty != .betweenVisits {
      add(cohort, uncertainty, .survival)
    }
    for other in cohort.underEveryRule.dropFirst() { add(other, cohort.options.uncertainty) }
    table.footnotes =
      CensoringRule.all.map { "\($0.name): \($0.source)." } + [
        "Turnbull's estimate sets mass where intervals overlap; in a small series it can look surer than the courses are. The rows "
          + "`earliest` and `latest` say how far the record lets it move."
      ]
    return table
  }

  /// Groups compared.
  public static func comparison(_ cohort: CohortOutcomes) -> Table? {
    guard cohort.options.group != nil else { return nil }
    var table = Table(
      name: "cohort-9-comparison", title: "Groups compared",
      columns: [
        "End point", "Group", .init("n", .number), .init("Events", .number), .init("Expected", .number),
        .init("Hazard ratio", .estimate), .init("Chi-squared", .number), .init("df", .number),
        .init("p", .pValue), .init("Proportional hazards p", .pValue),
      ])
    for endPoint in EndPoint.allCases {
      guard let comparison = cohort.comparison(endPoint), !cohort.times(endPoint).isEmpty else { continue }
      switch comparison {
      case .withheld(let why):
        table.rows.append(
          [.words(endPoint.rawValue)] + Array(repeating: .none, count: 7) + [.missing("not given: \(why)"), .none])
      case .tested(let test, let hazards):
        for (index, group) in cohort.groups.enumerated() {
          let isFirst = index == 0
          table.rows.append([
            .words(endPoint.rawValue), .words(group), .number(test.counts[index]), .number(test.observed[index]),
            .number(test.expected[index], decimals: 2), isFirst ? .number(1) : ratio(hazards, index - 1),
            isFirst ? .number(test.chiSquared, decimals: 3) : .blank,
            isFirst ? .number(test.degreesOfFreedom) : .blank, isFirst ? .init(.pValue(test.p)) : .blank,
            isFirst ? proportionality(hazards) : .blank,
          ])
        }
      }
    }
    for endPoint in EndPoint.allCases {
      guard case .tested(_, let hazards)? = cohort.comparison(endPoint) else { continue }
      switch hazards {
      case .success(let hazards):
        guard let check = hazards.proportionality else { continue }
        let p = Table.pValue(check.global.p)
        table.footnotes.append(
          "\(endPoint.rawValue): proportional hazards (Grambsch and Therneau) p \(p.hasPrefix("<") ? p : "= \(p)").")
      case .failure(let problem):
        table.footnotes.append("\(endPoint.rawValue): no hazard ratio: \(problem)." + (alternative(problem) ?? ""))
      }
    }
    if !cohort.ungrouped.isEmpty { table.footnotes.append(ungrouped(cohort)) }
    let model =
      switch cohort.options.hazards {
      case .cox: "Cox's model (Efron)"
      case .firth:
        "Cox's model (Efron) with Firth's penalty and profile limits (Heinze and Schemper 2001)"
      }
    table.footnotes += [
      "Hazard ratios by \(model) against the first group. Log-rank test (Mantel 1966), uncertain times at the middle of their bounds. Groups of a series were not randomised: a "
        + "difference is no effect of what they differ in."
    ]
    return table
  }

  private static func proportionality(_ hazards: Result<CohortOutcomes.GroupHazards, SampleProblem>) -> Table.Cell {
    (try? hazards.get())?.proportionality.map { .init(.pValue($0.global.p)) } ?? .blank
  }

  private static func ratio(
    _ hazards: Result<CohortOutcomes.GroupHazards, SampleProblem>, _ index: Int
  ) -> Table.Cell {
    switch hazards {
    case .failure(.separated): return .missing("not determined (separation)")
    case .failure(let problem): return .missing("not determined: \(problem)")
    case .success(let hazards):
      let (estimate, interval) = hazards.ratios[index]
      return .init(
        .estimate(
          .init(NumberBounds(estimate), lower: interval.lower, upper: interval.upper, decimals: 2, style: .ratio)))
    }
  }

  /// What can be had where Cox's likelihood has no maximum.
  private static func alternative(_ problem: SampleProblem) -> String? {
    guard case .separated = problem else { return nil }
    return " Firth's penalised likelihood has one: `--hazards firth`."
  }

  /// Who is in no group.
  static func ungrouped(_ cohort: CohortOutcomes) -> String {
    let count = cohort.ungrouped.count
    let what = cohort.options.group?.name ?? "group"
    return
      "\(count == 1 ? "1 patient is" : "\(count) patients are") in no group and left out of the test, since the record does not state the \(what): \(cohort.ungrouped.joined(separator: ", "))."
  }

  /// Line by line: how many began it, response and times; nil where there is one line only.
  public static func lines(_ cohort: CohortOutcomes) -> Table? {
    let last =
      cohort.outcomes.patients.compactMap { $0.lines.compactMap(\.line.numberInAdvancedDisease).max() }.max() ?? 0
    guard last > 1 else { return nil }
    let threshold = Numbers.text(cohort.options.growthThreshold, decimals: 2)
    var table = Table(
      name: "cohort-10-lines", title: "Line by line, in advanced disease",
      columns: [
        .init("Line", .number), .init("n", .number), .init("Response", .share, remark: ", n/N"),
        .init("PFS", .estimate, unit: "mo"), .init("TTP", .estimate, unit: "mo"),
        .init("Survival", .estimate, unit: "mo"), .init("Index ≥ \(threshold)", .share, remark: ", n/N"),
      ])
    for number in 1...last {
      var options = cohort.options
      options.anchor = .advancedLine(number)
      let own = CohortOutcomes(cohort.outcomes, options: options)
      func median(_ endPoint: EndPoint) -> Table.Cell { .quantile(own.estimate(endPoint)?.quantile(0.5)) }
      table.rows.append([
        .number(number), .number(own.members.count), count(own.objectiveResponse), median(.progressionFree),
        median(.progression), median(.survival), own.growthModulation.map(count) ?? .none,
      ])
    }
    table.footnotes = [
      "Medians with \(percent(cohort.options.level)) % intervals. A later line holds those who lived to it: lines are not to be "
        + "compared as if patients had been assigned to them."
    ]
    return table
  }
}
