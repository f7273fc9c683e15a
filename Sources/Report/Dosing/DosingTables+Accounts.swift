// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
public import Outcomes
import Dosing

extension DosingTables {
  /// Planned against given, for every drug of a therapy with recorded administrations.
  public static func accounts(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "dose-account", title: "Planned against given, from single administrations",
      columns: [
        "Pat. ID", "Therapy", "Drug", "Plan", "Cycles", "Given", "Total", "Per administration", "Per cycle", "Per week",
        "RDI per course, %", "RDI dose only, %", "RDI first to last dose, %", "Delays", "Reduced or omitted",
      ])
    for outcome in outcomes.patients {
      for therapy in outcome.therapies {
        for own in TherapyAccount.of(therapy.entry, therapy.therapy, library: outcomes.library) {
          table.rows.append(row(own, outcome.patient.id))
        }
      }
    }
    guard !table.rows.isEmpty else { return table }
    table.footnotes =
      RelativeIntensityDefinition.allCases.map { "RDI \($0.rawValue): \($0.text)." } + [
        "A dose below the plan because of body size (adjusted weight) is no reduction for toxicity; reasons are those of the record.",
        disclaimer,
      ]
    return table
  }

  private static func row(_ own: TherapyAccount, _ patient: String) -> [Table.Cell] {
    let account = own.account
    let unit = own.plan.dose.unit.printed
    func percent(_ definition: RelativeIntensityDefinition) -> Table.Cell {
      .init(account.relativePercent(definition).map { Numbers.text($0, decimals: 1) } ?? "not determined")
    }
    let delays =
      account.delays.isEmpty
      ? "none" : account.delays.map { "cycle \($0.cycle) \(Numbers.signed(Double($0.days))) d" }.joined(separator: ", ")
    let changes =
      account.changes.isEmpty
      ? "none"
      : account.changes.map { change in
        let reason = change.reason?.rawValue ?? "no reason recorded"
        return "\(reason): \(change.reduced) reduced, \(change.omitted) omitted"
      }.joined(separator: "; ")
    return [
      .init(patient), .init(own.therapy), .init(own.drug),
      .init("\(text(own.plan.dose)) \(own.plan.pattern) (\(own.planName))"), .init("\(account.cycles)"),
      .init("\(account.administrations)"), .init("\(Numbers.text(account.total)) \(unit)"),
      .init(account.perAdministration.map { "\(Numbers.text($0)) \(unit)" } ?? "none"),
      .init("\(Numbers.text(account.perCycle)) \(unit)"), .init("\(Numbers.text(account.perWeek)) \(unit)/wk"),
      percent(.perCourse), percent(.doseOnly), percent(.firstToLastDose), .init(delays), .init(changes),
    ]
  }

  /// Every administration with counts beside what the rule sets of the regimen say of them.
  public static func audits(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "dose-rules", title: "Administrations and what the rule sets say of the counts before them",
      columns: ["Pat. ID", "Date", "Cycle", "Day", "Drug", "Counts", "Given, %", "Rule set", "It says", "Rule"])
    for outcome in outcomes.patients {
      let laboratory = DatedValue.of(outcome.patient)
      for therapy in outcome.therapies {
        guard let regimen = therapy.therapy.regimen.flatMap({ outcomes.library.regimens[$0] }) else { continue }
        for component in regimen.components {
          for set in regimen.rules.compactMap({ outcomes.library.rules[$0] }) where set.drugs.contains(component.drug) {
            let audits = AdministrationAudit.of(
              therapy.therapy.administrations, component.drug, planned: component.dose, rules: set,
              laboratory: laboratory)
            table.rows += audits.map { row($0, set, outcome.patient.id) }
          }
        }
      }
    }
    guard !table.rows.isEmpty else { return table }
    let order = Dictionary(grouping: table.rows.enumerated(), by: { "\($0.element[0].text) \($0.element[1].text)" })
    table.rows = order.sorted { $0.key < $1.key }.flatMap { $0.value.sorted { $0.offset < $1.offset }.map(\.element) }
    table.footnotes = [
      "Counts of the day or of the three days before it. The rule sets were written for different diseases and combinations; none is "
        + "for maintenance in sarcoma. They are shown side by side and none is recommended.", disclaimer,
    ]
    return table
  }

  private static func row(_ audit: AdministrationAudit, _ set: RuleSet, _ patient: String) -> [Table.Cell] {
    let counts = Analyte.allCases.compactMap { analyte in
      audit.observations.values[analyte]?.today.map { "\(analyte.rawValue) \(Numbers.text($0, decimals: 3))" }
    }.joined(separator: ", ")
    return [
      .init(patient), .init(audit.administration.date.description), .init("\(audit.administration.cycle)"),
      .init("\(audit.administration.day)"), .init(audit.administration.drug), .init(counts),
      .init(audit.givenPercent.map { Numbers.text($0) } ?? "–"), .init(set.id),
      .init(words(audit.decision.outcome, planned: nil) + (audit.decision.isComplete ? "" : " or stricter")),
      .init(audit.decision.decidedBy ?? "–"),
    ]
  }
}
