// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course
public import Dosing

extension DosingTables {
  /// What several rule sets say of the same patient, side by side, and then every rule of each with its values.
  public static func decisions(
    _ decisions: [(set: RuleSet, decision: RuleDecision)], _ observations: Observations, planned: Dose?
  ) -> [Table] {
    var summary = Table(
      name: "adaptation", title: "What the rule sets say",
      columns: ["rule set", "drug", "decision", "decided by", "could be stricter", "not read", "from", "certainty"])
    for (set, decision) in decisions {
      summary.rows.append([
        .words(set.id), .words(decision.drug), .words(words(decision.outcome, planned: planned)),
        .words(decision.decidedBy), .words(open(decision)),
        .words(decision.unread.isEmpty ? nil : decision.unread.joined(separator: ", ")), .words(set.origin),
        .words(certainty(set)),
      ])
    }
    let blind = decisions.filter { !$0.set.readsCounts(of: $0.decision.drug) }.map(\.set.id)
    if !blind.isEmpty {
      summary.footnotes.append(
        "No rule reads blood counts in \(blind.joined(separator: ", ")): low counts have no part in what \(blind.count == 1 ? "it says" : "they say")."
      )
    }
    if decisions.contains(where: { !$0.decision.unread.isEmpty }) {
      summary.footnotes.append("Not read: values that are given and that no rule of the set looks at for this drug.")
    }
    let answers = Set(
      decisions.filter { $0.decision.outcome != .undecided }.map { words($0.decision.outcome, planned: planned) })
    if answers.count > 1 {
      summary.footnotes.append("The rule sets disagree: a rule set must be named wherever a dose is adapted.")
    }
    summary.footnotes.append(disclaimer)
    var rules = Table(
      name: "adaptation-rules", title: "Every rule, whether it fired or not",
      columns: ["rule set", "rule", "fired", "condition", "values", "then"])
    for (set, decision) in decisions {
      for (row, checked) in zip(set.rows.filter { $0.drug == nil || $0.drug == decision.drug }, decision.rows) {
        rules.rows.append([
          .words(set.id), .words(row.id), .words(checked.isForDay == .no ? "no (other day)" : fired(checked)),
          .words((row.days == .any ? "" : "\(row.days.words): ") + row.condition.description),
          .words(values(row.condition, observations)), .words(row.action.words),
        ])
      }
      for (event, checked) in zip(set.events, decision.events) {
        rules.rows.append([
          .words(set.id), .words(event.id), .words(fired(checked)), .words(event.condition.description),
          .words(values(event.condition, observations)),
          .words("first: \(event.first.words); again: \(event.again.words)"),
        ])
      }
    }
    return [summary, rules]
  }

  private static func fired(_ checked: RuleDecision.Checked) -> String {
    checked.truth == .unknown ? "not known" : checked.truth.rawValue
  }

  private static func open(_ decision: RuleDecision) -> String {
    decision.open.isEmpty ? "no" : "if \(decision.open.joined(separator: ", ")) held (not known)"
  }

  /// The values that a condition looked at.
  private static func values(_ condition: Condition, _ observations: Observations) -> String {
    condition.leaves.map { leaf in
      switch leaf {
      case .comparison(let comparison):
        let value = comparison.value(observations).map {
          (Numbers.text($0, decimals: 3) + " " + (comparison.isMultipleOfLimit ? "× ULN" : comparison.subject.unit))
            .split(separator: " ").joined(separator: " ")
        }
        return "\(comparison.subject.words) \(value ?? "not known")"
      case .fact(let word): return "\(word): \(observations.facts[word].map { $0 ? "yes" : "no" } ?? "not known")"
      default: return ""
      }
    }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "; ")
  }

  /// A decision in words.
  public static func words(_ outcome: RuleDecision.Outcome, planned: Dose?) -> String {
    switch outcome {
    case .give(let percent):
      let of = planned.map { " = \(text(Dose(amount: $0.amount * percent / 100, unit: $0.unit)))" } ?? ""
      return percent == 100 ? "full dose\(of)" : "\(Numbers.text(percent)) %\(of)"
    case .giveDose(let dose): return text(dose)
    case .hold: return "hold this dose"
    case .delay(let days): return "delay the cycle" + (days.map { " (at most \($0) d)" } ?? "")
    case .stop: return "stop"
    case .undecided: return "not decided"
    }
  }

  /// CTCAE grades of values, version 5 beside version 6.
  public static func grades(_ observations: Observations) -> Table {
    var table = Table(
      name: "ctcae", title: "CTCAE grades of the values",
      columns: ["analyte", .init("value", .amount), "version 5.0", "version 6.0"])
    for analyte in Analyte.allCases {
      guard let values = observations.values[analyte], let today = values.today else { continue }
      let reference = CTCAE.Reference(lowerLimit: values.lowerLimit, upperLimit: values.upperLimit)
      func grade(_ version: CTCAE) -> Table.Cell {
        do throws(CTCAE.Problem) {
          let grade = try version.grade(analyte, today, reference)
          return .words(grade.grade == 0 ? "no grade" : "grade \(grade.grade)")
        } catch {
          return .words(error.description)
        }
      }
      table.rows.append([
        .words(analyte.rawValue), .amount(today, decimals: 3, unit: analyte.printedUnit), grade(.v5), grade(.v6),
      ])
    }
    return table
  }
}
