// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
public import Outcomes
import Dosing

extension DosingTables {
  /// Planned against given, for every drug of a therapy with recorded administrations.
  public static func accounts(_ outcomes: StudyOutcomes) -> PhraseTable {
    var table = PhraseTable(
      name: "dose-account",
      title: Phrase(
        "Planned against given, from single administrations", "Geplant und gegeben, aus den einzelnen Gaben"),
      columns: [
        .patient, .therapy, .drug, .same("Plan"), .init("Cycles", "Zyklen", .number),
        .init("Given", "Gegeben", .number), .init("Total", "Gesamt", .amount),
        .init("Per administration", "Pro Gabe", .amount), .init("Per cycle", "Pro Zyklus", .amount),
        .init("Per week", "Pro Woche", .amount), .init("Span", "Zeitraum", .number, unit: Phrase("d", "Tage")),
      ]
        + RelativeIntensityDefinition.printed.map {
          .init("RDI \($0.rawValue)", "RDI \($0.shortPhrase)", .range, unit: .percentSign)
        } + [.init("Delays", "Verzögerungen"), .init("Reduced or omitted", "Reduziert oder ausgelassen")])
    var left: [Phrase] = []
    for outcome in outcomes.patients {
      for therapy in outcome.therapies {
        let misplaced = MisplacedAdministration.all(
          of: therapy.entry, therapy.therapy, outcome.patient, outcome.timeline)
        let counted = therapy.therapy.without(misplaced)
        for own in outcome.accounts(of: therapy, outcomes.library) {
          table.rows.append(row(own, outcome.patient.id))
          if own.account.isLeast {
            let whose = Phrase(
              "\(own.drug) of patient \(outcome.patient.id) (\(own.therapy))",
              "\(own.drug) von Patient \(outcome.patient.id) (\(own.therapy))")
            left.append(
              own.account.missingWords(whose) + Phrase(same: ": ") + own.account.missingMeans + Phrase(same: "."))
          }
        }
        for gap in TherapyAccount.gaps(therapy.entry, counted, library: outcomes.library) {
          var cells: [PhraseTable.Cell] = [.same(outcome.patient.id), .same(therapy.entry.id), .same(gap.drug)]
          cells.append(.missing(Phrase("not comparable: \(gap.reason)", "nicht vergleichbar: \(gap.reason)")))
          while cells.count < table.columns.count { cells.append(.missing(.notDetermined)) }
          table.rows.append(cells)
        }
        left += misplaced.map {
          Phrase(
            "Not counted: \($0.administration.drug) of patient \(outcome.patient.id) on \($0.administration.date), \($0.reason).",
            "Nicht gezählt: \($0.administration.drug) von Patient \(outcome.patient.id) am \($0.administration.date), \($0.reason)."
          )
        }
      }
    }
    guard !table.rows.isEmpty else { return table }
    table.footnotes =
      left
      + RelativeIntensityDefinition.printed.map {
        Phrase("RDI \($0.rawValue): \($0.phrase).", "RDI \($0.shortPhrase): \($0.phrase).")
      } + [
        Phrase(
          "Above 100 %, more was given than planned, or sooner.",
          "Über 100 % wurde mehr als geplant gegeben, oder früher."),
        Phrase(
          "A dose below the plan because of body size (adjusted weight) is no reduction for toxicity; reasons are those of the record.",
          "Eine Dosis unter dem Plan wegen der Körpermaße (angepasstes Gewicht) ist keine Reduktion wegen Toxizität; die Gründe sind die der Dokumentation."
        ),
        ReportInfo.noticePhrase,
      ]
    return table
  }

  private static func row(_ own: TherapyAccount, _ patient: String) -> [PhraseTable.Cell] {
    let account = own.account
    let unit = Phrase(same: own.plan.dose.unit.printed)
    let none = Phrase("none", "keine")
    let days = CyclePattern.text(own.plan.pattern.days)
    let again = own.plan.pattern.cycleDays + 1
    let plan = Phrase(
      "\(phrase(own.plan.dose)) \(days) repeated d\(again) (\(own.planPhrase))",
      "\(phrase(own.plan.dose)) \(days) Wdh. d\(again) (\(own.planPhrase))")
    // Where rows are missing, more may have been given.
    let isLeast = account.isLeast
    func amount(_ value: Double?, _ unit: Phrase) -> PhraseTable.Cell {
      guard isLeast, let value else { return .amount(value, unit: unit, or: .because(none)) }
      return .init(.amount(NumberBounds(lower: value, upper: nil), decimals: 1, unit: unit))
    }
    let late =
      account.delays.map {
        let days = Numbers.signed(Double($0.days))
        return Phrase("cycle \($0.cycle) \(days) d", "Zyklus \($0.cycle) \(days) Tg.")
      }
      + account.shifts.map {
        let days = Numbers.signed(Double($0.days))
        return Phrase("cycle \($0.cycle) day \($0.day) \(days) d", "Zyklus \($0.cycle) Tag \($0.day) \(days) Tg.")
      }
    let unknown = PhraseTable.Cell(.missing(.because(.notDetermined)))
    let delays = late.isEmpty ? none : late.joined(separator: ", ")
    let changes =
      account.changes.isEmpty
      ? isLeast ? Phrase("none in its rows", "keine in den Zeilen") : none
      : account.changes.map { change in
        let reason = change.reason?.phrase ?? Phrase("no reason recorded", "ohne dokumentierten Grund")
        return Phrase(
          "\(reason): \(change.reduced) reduced, \(change.omitted) omitted",
          "\(reason): \(change.reduced) reduziert, \(change.omitted) ausgelassen")
      }.joined(separator: "; ")
    return [
      .same(patient), .same(own.therapy), .same(own.drug), .words(plan), .number(account.cycles),
      .number(account.administrations), amount(account.total, unit),
      .amount(account.perAdministration, unit: unit, or: .because(none)),
      account.isOpenEnded ? unknown : amount(isLeast ? account.leastPerCycle : account.perCycle, unit),
      account.isOpenEnded ? unknown : amount(isLeast ? account.leastPerWeek : account.perWeek, unit + .perWeekSign),
      .number(account.actualDays),
    ]
      + RelativeIntensityDefinition.printed.map {
        account.relative($0).map { .init(.range($0, decimals: 1)) } ?? unknown
      } + [.words(delays), .words(changes)]
  }

  /// Every administration with counts beside what the rule sets of the regimen say of them.
  public static func audits(_ outcomes: StudyOutcomes) -> PhraseTable {
    var table = PhraseTable(
      name: "dose-rules", title: auditTitle,
      columns: [
        .patient, .init("Date", "Datum", .day), .init("Cycle", "Zyklus", .number), .init("Day", "Tag", .number), .drug,
        .init("Counts", "Werte"), .init("Given", "Gegeben", .number, unit: .percentSign),
        .init("Rule set", "Regelwerk"), .init("It says", "Aussage"), .init("Rule", "Regel"),
      ])
    table.rows = audited(outcomes).map { row($0.audit, $0.set, $0.patient) }
    guard !table.rows.isEmpty else { return table }
    table.footnotes = [auditScope, ReportInfo.noticePhrase]
    return table
  }

  static let auditTitle = Phrase(
    "Administrations and what the rule sets say of the counts before them",
    "Gaben und was die Regelwerke zu den Werten davor sagen")

  static let auditScope = Phrase(
    "Counts of the day or of the three days before it. Given is in percent of the plan. The rule sets were written for different diseases and combinations; none is for maintenance in sarcoma. They are shown side by side and none is recommended.",
    "Werte des Tages oder der drei Tage davor. „Gegeben“ in Prozent des Plans. Die Regelwerke wurden für verschiedene Erkrankungen und Kombinationen geschrieben; keiner ist für eine Erhaltung beim Sarkom. Sie stehen nebeneinander, und keiner wird empfohlen."
  )

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
  public static func laboratoryDoubts(_ outcomes: StudyOutcomes) -> PhraseTable {
    var table = PhraseTable(
      name: "laboratory-doubts",
      title: Phrase(
        "Laboratory values that dose rules cannot use", "Laborwerte, die für Dosisregeln nicht verwendbar sind"),
      columns: [
        .patient, .init("Where", "Fundstelle"), .init("Date", "Datum", .day),
        .init("Value as recorded", "Wert wie dokumentiert"), .init("Why", "Grund"),
      ])
    for outcome in outcomes.patients.sorted(by: { $0.patient.id < $1.patient.id }) {
      let patient = outcome.patient
      table.rows += LaboratoryRecord(patient).doubts.map { doubt in
        let places = doubt.entries.map { entry in
          outcomes.places[.entry(entry, of: patient.id)].map { "\($0.file):\($0.line)" } ?? entry
        }
        return [
          .same(patient.id), .same(places.joined(separator: ", ")), doubt.day.map { .init(.day($0)) } ?? .blank,
          .words(doubt.phrase), .words(doubt.problem.phrase),
        ]
      }
    }
    guard !table.rows.isEmpty else { return table }
    table.footnotes = [
      Phrase(
        "What these values were is not known to any rule: a count in doubt is not replaced by an older one. `verlauf check` lists them as warnings.",
        "Was diese Werte waren, ist keiner Regel bekannt: ein zweifelhafter Wert wird nicht durch einen älteren ersetzt. `verlauf check` führt sie als Warnungen auf."
      )
    ]
    return table
  }

  private static func row(_ audit: AdministrationAudit, _ set: RuleSet, _ patient: String) -> [PhraseTable.Cell] {
    let counts = Analyte.allCases.compactMap { analyte -> Phrase? in
      let name = analyte.phrase
      if audit.doubtful.contains(analyte) {
        return Phrase("\(analyte.rawValue) not usable", "\(name) nicht verwendbar")
      }
      return audit.observations.values[analyte]?.today.map { value in
        Phrase("\(analyte.rawValue) \(value.text)", "\(name) \(Phrase(printed: value.text))")
      }
    }.joined(separator: ", ")
    return [
      .same(patient), .init(.day(audit.administration.date)), .number(audit.administration.cycle),
      .number(audit.administration.day), .same(audit.administration.drug), .words(counts),
      .number(audit.givenPercent), .same(set.id), .words(saying(audit)), .same(audit.decision.decidedBy),
    ]
  }

  /// `full dose`, `75 % or stricter`, `full dose of 56.25 mg/m² (phase)`.
  static func saying(_ audit: AdministrationAudit) -> Phrase {
    let isOpen = !audit.decision.open.isEmpty && audit.decision.outcome != .undecided
    var words = saying(audit.decision.outcome)
    if let dose = audit.ofPhase, case .give = audit.decision.outcome {
      words = Phrase("\(words) of \(phrase(dose)) (phase)", "\(words) von \(phrase(dose)) (Phase)")
    }
    return isOpen ? Phrase("\(words) or stricter", "\(words) oder strenger") : words
  }

  /// A decision in words, without a dose that it is of.
  private static func saying(_ outcome: RuleDecision.Outcome) -> Phrase {
    switch outcome {
    case .give(let percent):
      percent == 100
        ? Phrase("full dose", "volle Dosis") : Phrase.number(percent) + Phrase(same: " %")
    case .giveDose(let dose): phrase(dose)
    case .hold: Phrase("hold this dose", "diese Gabe aussetzen")
    case .delay(let days):
      Phrase("delay the cycle", "Zyklus verschieben")
        + (days.map { Phrase(" (at most \($0) d)", " (höchstens \(Phrase.days($0)))") } ?? Phrase.none)
    case .stop: Phrase("stop", "beenden")
    case .undecided: Phrase("not decided", "nicht entschieden")
    }
  }
}
