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
        "Pat. ID", "Therapy", "Drug", "Plan", .init("Cycles", .number), .init("Given", .number),
        .init("Total", .amount),
        .init("Per administration", .amount), .init("Per cycle", .amount), .init("Per week", .amount),
        .init("Span", .number, unit: "d"),
      ] + RelativeIntensityDefinition.printed.map { .init("RDI \($0.rawValue)", .range, unit: "%") }
        + ["Delays", "Reduced or omitted"])
    var left: [String] = []
    for outcome in outcomes.patients {
      for therapy in outcome.therapies {
        let misplaced = MisplacedAdministration.all(
          of: therapy.entry, therapy.therapy, outcome.patient, outcome.timeline)
        let counted = therapy.therapy.without(misplaced)
        for own in outcome.accounts(of: therapy, outcomes.library) {
          table.rows.append(row(own, outcome.patient.id))
          func list(_ gaps: [DoseAccount.Unrecorded]) -> String {
            gaps.map { gap in "cycle \(gap.cycle)" + (gap.day.map { " day \($0)" } ?? "") }.joined(separator: ", ")
          }
          if own.account.isLeast {
            left.append(
              "\(own.drug) of patient \(outcome.patient.id) (\(own.therapy)) has no row for \(list(own.account.unrecorded + own.account.trailing)): what was given then is not known, and "
                + "sums and intensities are at least those of the rows there are; a row that says so, or the dose, settles it."
            )
          }
        }
        for gap in TherapyAccount.gaps(therapy.entry, counted, library: outcomes.library) {
          var cells: [Table.Cell] = [.words(outcome.patient.id), .words(therapy.entry.id), .words(gap.drug)]
          cells.append(.missing("not comparable: \(gap.why)"))
          while cells.count < table.columns.count { cells.append(.missing("not determined")) }
          table.rows.append(cells)
        }
        left += misplaced.map {
          "Not counted: \($0.administration.drug) of patient \(outcome.patient.id) on \($0.administration.date), \($0.why)."
        }
      }
    }
    guard !table.rows.isEmpty else { return table }
    table.footnotes =
      left
      + RelativeIntensityDefinition.printed.map { "RDI \($0.rawValue): \($0.text)." } + [
        "Above 100 %, more was given than planned, or sooner.",
        "A dose below the plan because of body size (adjusted weight) is no reduction for toxicity; reasons are those of the record.",
        disclaimer,
      ]
    return table
  }

  private static func row(_ own: TherapyAccount, _ patient: String) -> [Table.Cell] {
    let account = own.account
    let unit = own.plan.dose.unit.printed
    // Where rows are missing, more may have been given.
    let isLeast = account.isLeast
    func amount(_ value: Double?, _ unit: String) -> Table.Cell {
      guard isLeast, let value else { return .amount(value, unit: unit, or: .because("none")) }
      return .init(.amount(NumberBounds(lower: value, upper: nil), decimals: 1, unit: unit))
    }
    let late =
      account.delays.map { "cycle \($0.cycle) \(Numbers.signed(Double($0.days))) d" }
      + account.shifts.map { "cycle \($0.cycle) day \($0.day) \(Numbers.signed(Double($0.days))) d" }
    let delays = late.isEmpty ? "none" : late.joined(separator: ", ")
    let changes =
      account.changes.isEmpty
      ? isLeast ? "none in its rows" : "none"
      : account.changes.map { change in
        let reason = change.reason?.rawValue ?? "no reason recorded"
        return "\(reason): \(change.reduced) reduced, \(change.omitted) omitted"
      }.joined(separator: "; ")
    return [
      .words(patient), .words(own.therapy), .words(own.drug),
      .words("\(text(own.plan.dose)) \(own.plan.pattern) (\(own.planName))"), .number(account.cycles),
      .number(account.administrations), amount(account.total, unit),
      .amount(account.perAdministration, unit: unit, or: .because("none")),
      amount(account.perCycle, unit), amount(account.perWeek, unit + "/wk"), .number(account.actualDays),
    ]
      + RelativeIntensityDefinition.printed.map {
        account.relative($0).map { .init(.range($0, decimals: 1)) } ?? .init(.missing(.because("not determined")))
      } + [.words(delays), .words(changes)]
  }

  /// Every administration with counts beside what the rule sets of the regimen say of them.
  public static func audits(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "dose-rules", title: "Administrations and what the rule sets say of the counts before them",
      columns: [
        "Pat. ID", .init("Date", .day), .init("Cycle", .number), .init("Day", .number), "Drug", "Counts",
        .init("Given", .number, unit: "%"), "Rule set", "It says", "Rule",
      ])
    table.rows = audited(outcomes).map { row($0.audit, $0.set, $0.patient) }
    guard !table.rows.isEmpty else { return table }
    table.footnotes = [auditScope, disclaimer]
    return table
  }

  static let auditScope =
    "Counts of the day or of the three days before it. Given is in percent of the plan. The rule sets were written for different diseases and combinations; none is "
    + "for maintenance in sarcoma. They are shown side by side and none is recommended."

  /// An administration with what one rule set says.
  struct Audited {
    var patient: String
    var audit: AdministrationAudit
    var set: RuleSet
  }

  /// By patient and day; on one day in the order of therapies, drugs and rule sets.
  static func audited(_ outcomes: StudyOutcomes) -> [Audited] {
    outcomes.patients.sorted(by: { $0.patient.id < $1.patient.id }).flatMap { outcome in
      let laboratory = LaboratoryRecord(outcome.patient)
      var all: [Audited] = []
      for therapy in outcome.therapies.map(\.therapy) {
        guard let regimen = therapy.regimen.flatMap({ outcomes.library.regimens[$0] }) else { continue }
        for drug in regimen.drugs {
          func isMeant(_ name: String) -> Bool { outcomes.library.isSame(name, drug) }
          let plan = TherapyAccount.plan(therapy.drugs.first(where: isMeant) ?? drug, therapy, outcomes.library)?.0
          for set in regimen.rules.compactMap({ outcomes.library.rules[$0] }) where set.drugs.contains(drug) {
            all += AdministrationAudit.of(
              therapy.administrations, drug,
              planned: { row in
                plan.map { Dose(amount: $0.amount(on: row.day), unit: $0.dose.unit) }
                  ?? regimen.component(of: drug, on: row.day, in: outcomes.library)?.dose
              },
              ofPhase: { therapy.statedDose(cycle: $0.cycle, day: $0.day, isMeant: isMeant) }, rules: set,
              laboratory: laboratory, isMeant: isMeant
            ).map { Audited(patient: outcome.patient.id, audit: $0, set: set) }
          }
        }
      }
      return all.enumerated().sorted { one, other in
        let (first, second) = (one.element.audit.administration.date, other.element.audit.administration.date)
        return first == second ? one.offset < other.offset : first < second
      }.map(\.element)
    }
  }

  /// Laboratory values of the record that dose rules cannot use, and why.
  public static func laboratoryDoubts(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "laboratory-doubts", title: "Laboratory values that dose rules cannot use",
      columns: ["Pat. ID", "Where", .init("Date", .day), "Value as recorded", "Why"])
    for outcome in outcomes.patients.sorted(by: { $0.patient.id < $1.patient.id }) {
      let patient = outcome.patient
      table.rows += LaboratoryRecord(patient).doubts.map { doubt in
        let places = doubt.entries.map { entry in
          outcomes.places[.entry(entry, of: patient.id)].map { "\($0.file):\($0.line)" } ?? entry
        }
        return [
          .words(patient.id), .words(places.joined(separator: ", ")), doubt.day.map { .init(.day($0)) } ?? .blank,
          .words(doubt.words), .words(doubt.problem.description),
        ]
      }
    }
    guard !table.rows.isEmpty else { return table }
    table.footnotes = [
      "What these values were is not known to any rule: a count in doubt is not replaced by an older one. `verlauf check` lists them as warnings."
    ]
    return table
  }

  private static func row(_ audit: AdministrationAudit, _ set: RuleSet, _ patient: String) -> [Table.Cell] {
    let counts = Analyte.allCases.compactMap { analyte -> String? in
      if audit.doubtful.contains(analyte) { return "\(analyte.rawValue) not usable" }
      return audit.observations.values[analyte]?.today.map { "\(analyte.rawValue) \($0.text)" }
    }.joined(separator: ", ")
    return [
      .words(patient), .init(.day(audit.administration.date)), .number(audit.administration.cycle),
      .number(audit.administration.day), .words(audit.administration.drug), .words(counts),
      .number(audit.givenPercent), .words(set.id), .words(saying(audit)), .words(audit.decision.decidedBy),
    ]
  }

  /// `full dose`, `75 % or stricter`, `full dose of 56.25 mg/m² (phase)`.
  static func saying(_ audit: AdministrationAudit) -> String {
    let isOpen = !audit.decision.open.isEmpty && audit.decision.outcome != .undecided
    var words = words(audit.decision.outcome, planned: nil)
    if let dose = audit.ofPhase, case .give = audit.decision.outcome { words += " of \(text(dose)) (phase)" }
    return words + (isOpen ? " or stricter" : "")
  }
}
