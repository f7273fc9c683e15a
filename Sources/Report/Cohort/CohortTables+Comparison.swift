// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics

/// How the answer moves: with definitions, between groups, from line to line.
extension CohortTables {
  /// How survival and progression-free survival move with the treatment of uncertain times and the rule of censoring.
  public static func sensitivity(_ cohort: CohortSummary) -> PhraseTable? {
    guard cohort.hasTimes(.progressionFree) else { return nil }
    var table = PhraseTable(
      name: "cohort-8-sensitivity",
      title: Phrase("How the answer moves with its definition", "Wie das Ergebnis von der Definition abhängt"),
      columns: [
        .endPoint, .init("Rule", "Regel"), .init("Uncertain times", "Unsichere Zeiten"), .same("n", .number),
        .events(), medians(cohort),
        probabilities(at: 6),
      ])
    func add(
      _ estimate: SurvivalEstimate?, _ rule: CensoringRule?, _ uncertainty: CohortOptions.Uncertainty,
      _ endPoint: EndPoint = .progressionFree
    ) {
      let rule =
        endPoint == .survival
        ? Phrase("death from any cause", "Tod jeder Ursache")
        : rule?.phrase ?? Phrase("as the study defines", "wie die Studie definiert")
      guard let estimate else { return }
      table.rows.append([
        .same(endPoint.rawValue), .words(rule), .words(uncertainty.phrase), .number(estimate.counted.count),
        .number(estimate.eventCount), .quantile(estimate.quantile(0.5)), .probability(estimate, at: 6),
      ])
    }
    for uncertainty in CohortOptions.Uncertainty.allCases {
      add(cohort.estimate(.progressionFree, uncertainty: uncertainty), cohort.options.rule, uncertainty)
    }
    for uncertainty in CohortOptions.Uncertainty.allCases where uncertainty != .betweenVisits {
      add(cohort.estimate(.survival, uncertainty: uncertainty), nil, uncertainty, .survival)
    }
    for other in cohort.underOtherRules { add(other.estimate, other.rule, cohort.options.uncertainty) }
    table.footnotes =
      CensoringRule.all.map { rule in
        Phrase("\(rule.phrase): \(rule.sourcePhrase).", "\(rule.phrase): \(rule.sourcePhrase).")
      } + [
        Phrase(
          "Turnbull's estimate sets mass where intervals overlap; in a small series it can look surer than the courses are. The rows `earliest` and `latest` say how far the record lets it move.",
          "Die Schätzung nach Turnbull legt Masse dorthin, wo Intervalle sich überlappen; in einer kleinen Serie kann sie sicherer wirken, als die Verläufe sind. Die Zeilen „frühest“ und „spätest“ zeigen, wie weit die Angaben sie verschieben lassen."
        )
      ]
    return table
  }

  /// Groups compared.
  public static func comparison(_ cohort: CohortSummary) -> PhraseTable? {
    guard cohort.options.group != nil else { return nil }
    var table = PhraseTable(
      name: "cohort-9-comparison", title: Phrase("Groups compared", "Gruppenvergleich"),
      columns: [
        .endPoint, .group, .same("n", .number), .events(), .init("Expected", "Erwartet", .number),
        .init("Hazard ratio", "Hazard Ratio", .estimate), .init("Chi-squared", "Chi-Quadrat", .number),
        .init("df", "FG", .number), .same("p", .pValue),
        .init("Proportional hazards p", "p für proportionale Hazards", .pValue),
      ])
    for endPoint in EndPoint.allCases {
      guard let comparison = cohort.comparison(endPoint), cohort.times(endPoint).count > 0 else { continue }
      switch comparison {
      case .withheld(let why):
        table.rows.append(
          [.same(endPoint.rawValue)] + Array(repeating: .none, count: 7) + [
            .missing(Phrase("not given: \(why)", "nicht angegeben: \(why)")), .none,
          ])
      case .tested(let test, let hazards):
        for (index, group) in cohort.groups.enumerated() {
          let isFirst = index == 0
          table.rows.append([
            .same(endPoint.rawValue), .same(group), .number(test.counts[index]), .number(test.observed[index]),
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
        let own = Phrase.pValue(check.global.p)
        let p = own.english.hasPrefix("<") ? own : Phrase("= \(own)", "= \(own)")
        table.footnotes.append(
          Phrase(
            "\(endPoint.rawValue): proportional hazards (Grambsch and Therneau) p \(p).",
            "\(endPoint.rawValue): proportionale Hazards (Grambsch und Therneau) p \(p)."))
      case .failure(let problem):
        table.footnotes.append(
          Phrase(
            "\(endPoint.rawValue): no hazard ratio: \(problem.phrase).",
            "\(endPoint.rawValue): keine Hazard Ratio: \(problem.phrase).") + (alternative(problem) ?? Phrase.none))
      }
    }
    if cohort.ungrouped.count > 0 { table.footnotes.append(ungrouped(cohort)) }
    let model =
      switch cohort.options.hazards {
      case .cox: Phrase("Cox's model (Efron)", "Cox-Modell (Efron)")
      case .firth:
        Phrase(
          "Cox's model (Efron) with Firth's penalty and profile limits (Heinze and Schemper 2001)",
          "Cox-Modell (Efron) mit Firth-Penalisierung und Profilgrenzen (Heinze und Schemper 2001)")
      }
    table.footnotes += [
      Phrase(
        "Hazard ratios by \(model) against the first group. Log-rank test (Mantel 1966), uncertain times at the middle of their bounds. Groups of a series were not randomised: a difference is no effect of what they differ in.",
        "Hazard Ratios aus dem \(model) gegen die erste Gruppe. Log-Rank-Test (Mantel 1966), unsichere Zeiten in der Mitte ihrer Grenzen. Die Gruppen einer Serie wurden nicht randomisiert: ein Unterschied ist keine Wirkung dessen, worin sie sich unterscheiden."
      )
    ]
    return table
  }

  private static func proportionality(_ hazards: Result<CohortOutcomes.GroupHazards, SampleProblem>) -> PhraseTable.Cell
  {
    (try? hazards.get())?.proportionality.map { .init(.pValue($0.global.p)) } ?? .blank
  }

  private static func ratio(
    _ hazards: Result<CohortOutcomes.GroupHazards, SampleProblem>, _ index: Int
  ) -> PhraseTable.Cell {
    switch hazards {
    case .failure(.separated): return .missing(Phrase("not determined (separation)", "nicht bestimmt (Separation)"))
    case .failure(let problem):
      return .missing(Phrase("not determined: \(problem.phrase)", "nicht bestimmt: \(problem.phrase)"))
    case .success(let hazards):
      let (estimate, interval) = hazards.ratios[index]
      return .init(
        .estimate(
          .init(NumberBounds(estimate), lower: interval.lower, upper: interval.upper, decimals: 2, style: .ratio)))
    }
  }

  /// What can be had where Cox's likelihood has no maximum.
  private static func alternative(_ problem: SampleProblem) -> Phrase? {
    guard case .separated = problem else { return nil }
    return Phrase(
      " Firth's penalised likelihood has one: `--hazards firth`.",
      " Die penalisierte Likelihood nach Firth hat eines: `--hazards firth`.")
  }

  /// Who is in no group.
  static func ungrouped(_ cohort: CohortSummary) -> Phrase {
    let count = cohort.ungrouped.count
    let what = cohort.options.group?.name ?? "group"
    let german = cohort.options.group?.phrase ?? Phrase("group", "Gruppe")
    let names = cohort.ungrouped.names
    return Phrase(
      "\(count == 1 ? "1 patient is" : "\(count) patients are") in no group and left out of the test, since the record does not state the \(what): \(names).",
      "\(count == 1 ? "1 Patient ist" : "\(count) Patienten sind") in keiner Gruppe und nicht im Test, da „\(german)“ nicht dokumentiert ist: \(names)."
    )
  }

  /// Line by line: how many began it, response and times; nil where there is one line only.
  public static func lines(_ cohort: CohortSummary) -> PhraseTable? {
    let lines = cohort.byLine
    guard lines.count > 1 else { return nil }
    let threshold = Phrase.number(cohort.options.growthThreshold, decimals: 2)
    var table = PhraseTable(
      name: "cohort-10-lines",
      title: Phrase("Line by line, in advanced disease", "Linie für Linie, bei fortgeschrittener Erkrankung"),
      columns: [
        .init("Line", "Linie", .number), .same("n", .number),
        .init("Response", "Ansprechen", .share, remark: Phrase(same: ", n/N")),
        .same("PFS", .estimate, unit: .monthSign), .same("TTP", .estimate, unit: .monthSign),
        .init("Survival", "Überleben", .estimate, unit: .monthSign),
        .init("Index ≥ \(threshold)", "Index ≥ \(threshold)", .share, remark: Phrase(same: ", n/N")),
      ])
    for (index, own) in lines.enumerated() {
      func median(_ endPoint: EndPoint) -> PhraseTable.Cell { .quantile(own.estimate(endPoint)?.quantile(0.5)) }
      table.rows.append([
        .number(index + 1), .number(own.count), count(own.objectiveResponse), median(.progressionFree),
        median(.progression), median(.survival), own.growthModulation.map(count) ?? .none,
      ])
    }
    table.footnotes = [
      Phrase(
        "Medians with \(percent(cohort.options.level)) % intervals. A later line holds those who lived to it: lines are not to be compared as if patients had been assigned to them.",
        "Mediane mit \(percent(cohort.options.level))-%-Konfidenzintervallen. Eine spätere Linie umfasst die, die sie erlebt haben: Linien sind nicht so zu vergleichen, als wären Patienten ihnen zugeteilt worden."
      )
    ]
    return table
  }
}
