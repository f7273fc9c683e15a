// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology
public import Course

/// The account of one drug of one therapy, from its recorded administrations.
public struct TherapyAccount: Sendable, Hashable {
  /// The therapy's entry.
  public var therapy: Entry.ID
  /// The drug.
  public var drug: String
  /// The plan that it is measured against.
  public var plan: AccountPlan
  /// Where that plan is from: a regimen of the library, or the plan of the record.
  public var planName: String { planPhrase.english }
  /// The same in every language.
  public var planPhrase: Phrase
  /// The account.
  public var account: DoseAccount

  /// Accounts of every drug of a therapy with recorded administrations and a plan in the same unit. The plan of the record comes
  /// before that of the regimen that the therapy names.
  ///
  /// - Parameters:
  ///   - entry: the entry of the therapy.
  ///   - therapy: the therapy.
  ///   - library: its regimens.
  ///   - ended: the last day on which it can have been given; nil where that is not known.
  ///   - until: the day until which it surely went on; nil where that is not known.
  ///   - mayGoOnUntil: the day until which it may have gone on, where no end is stated; nil where one is.
  public static func of(
    _ entry: Entry, _ therapy: Therapy, library: RegimenLibrary, ended: Day? = nil, until: Day? = nil,
    mayGoOnUntil: Day? = nil
  ) -> [TherapyAccount] {
    guard !therapy.administrations.isEmpty else { return [] }
    return therapy.drugs.compactMap { drug in
      let own = therapy.administrations.filter { $0.drug == drug }
      guard !own.isEmpty, let (plan, name) = plan(drug, therapy, library),
        own.allSatisfy({ $0.dose.map { $0.unit == plan.dose.unit } ?? true }), dailyGap(own, plan) == nil,
        let account = DoseAccount(
          plan: plan, cycles: cycles(own), ended: ended?.number, stated: therapy.cycles.value, until: until?.number,
          mayGoOnUntil: mayGoOnUntil?.number,
          begunByOthers: begun(by: therapy.administrations.filter { $0.drug != drug }),
          isDue: { cycle, day in
            // A phase that holds in the cycle and has other days says that nothing was given on this one.
            let phases = therapy.phases.filter { library.isSame($0.drug, drug) }
            return phases.isEmpty
              || phases.contains { phase in
                phase.holds(in: cycle) && (day.map { phase.days.isEmpty || phase.days.contains($0) } ?? true)
              }
          })
      else { return nil }
      return TherapyAccount(therapy: entry.id, drug: drug, plan: plan, planPhrase: name, account: account)
    }
  }

  /// The cycles of rows, each with its day 1.
  private static func begun(by rows: [Administration]) -> [Int: Int] {
    Dictionary(cycles(rows).compactMap { own in own.number.map { ($0, own.startDay) } }, uniquingKeysWith: min)
  }

  /// A drug with recorded administrations that has no account, and why.
  public struct Gap: Sendable, Hashable {
    /// The drug.
    public var drug: String
    /// Why: `no dose, days and cycle are planned, and no regimen of the library is named`.
    public var why: String { reason.english }
    /// The same in every language.
    public var reason: Phrase
    /// The rows that stand in the way; none where the plan is missing.
    public var rows: [Administration]
  }

  /// The drugs of a therapy that have no account though it has recorded administrations. One drug of a combination without a row is one of them: nobody says that it was left out.
  public static func gaps(_ entry: Entry, _ therapy: Therapy, library: RegimenLibrary) -> [Gap] {
    let accounts = Set(of(entry, therapy, library: library).map(\.drug))
    let begun = Set(therapy.administrations.map(\.cycle))
    return therapy.drugs.filter { drug in
      guard !accounts.contains(drug), !begun.isEmpty else { return false }
      if therapy.administrations.contains(where: { $0.drug == drug }) { return true }
      // A drug whose phases hold in none of the cycles with rows was not due in them.
      let phases = therapy.phases.filter { library.isSame($0.drug, drug) }
      return phases.isEmpty || phases.contains { phase in begun.contains { phase.holds(in: $0) } }
    }.map { drug in
      let own = therapy.administrations.filter { $0.drug == drug }
      if own.isEmpty {
        return Gap(
          drug: drug,
          reason: Phrase(
            "it has no row, and other drugs of the therapy have: what was given of it is not known",
            "es hat keine Zeile, andere Mittel der Therapie haben welche: was davon gegeben wurde, ist nicht bekannt"),
          rows: [])
      }
      guard let (plan, _) = plan(drug, therapy, library) else {
        let named =
          therapy.regimen.map {
            Phrase("; the regimen `\($0)` has none of it", "; das Regime `\($0)` enthält es nicht")
          } ?? Phrase(", and no regimen is named", ", und kein Regime genannt")
        return Gap(
          drug: drug,
          reason: Phrase(
            "no dose with days and cycle, given once a day, is planned (`planned:`)",
            "keine Dosis mit Tagen und Zyklus, einmal täglich, ist geplant (`planned:`)") + named, rows: [])
      }
      let others = own.filter { $0.dose.map { $0.unit != plan.dose.unit } ?? false }
      if let first = others.first, let dose = first.dose {
        let more =
          others.count > 1
          ? Phrase(" and \(others.count - 1) more", " und \(others.count - 1) weitere") : .none
        return Gap(
          drug: drug,
          reason: Phrase(
            "\(Posology(dose).phrase) on \(first.date)\(more) cannot be set against a plan in \(plan.dose.unit.printed)",
            "\(Posology(dose).phrase) am \(first.date)\(more): mit einem Plan in \(plan.dose.unit.printed) nicht vergleichbar"
          ),
          rows: others)
      }
      if let why = dailyGap(own, plan) { return Gap(drug: drug, reason: why, rows: []) }
      return Gap(
        drug: drug,
        reason: Phrase(
          "the cycles of its rows do not follow each other in time",
          "die Zyklen seiner Zeilen folgen zeitlich nicht aufeinander"),
        rows: [])
    }
  }

  /// Why rows of what is taken day after day are no account: charts often have the first intake only, and a sum of that is none of the drug.
  private static func dailyGap(_ rows: [Administration], _ plan: AccountPlan) -> Phrase? {
    let days = plan.pattern.days
    guard DailySchedule.isTaken(on: days) else { return nil }
    let cycles = Set(rows.map(\.cycle))
    let planned = cycles.count * days.count
    let there = Set(rows.filter { days.contains($0.day) }.map { [$0.cycle, $0.day] }).count
    return there < planned
      ? Phrase(
        "it is taken day after day, and \(there) of \(planned) days of the cycles begun have a row: what was taken on the others is not recorded",
        "es wird Tag für Tag eingenommen, und \(there) von \(planned) Tagen der begonnenen Zyklen haben eine Zeile: was an den übrigen eingenommen wurde, ist nicht dokumentiert"
      )
      : nil
  }

  /// The plan of a drug, and where it is from.
  public static func plan(_ drug: String, _ therapy: Therapy, _ library: RegimenLibrary) -> (AccountPlan, Phrase)? {
    // A row of administrations is one a day: what is planned several times a day cannot be held against it.
    for phase in therapy.planned where phase.drug == drug && phase.timesADay == 1 {
      if let dose = phase.dose.value, let length = phase.cycleLength.value, length.days.count == 1,
        let pattern = CyclePattern(days: phase.days, cycleDays: length.days[0])
      {
        return (
          AccountPlan(dose: dose, pattern: pattern),
          Phrase("plan of the record (\(phase.id))", "Plan der Akte (\(phase.id))")
        )
      }
    }
    guard let regimen = therapy.regimen.flatMap({ library.regimens[$0] }) else { return nil }
    let own = regimen.components.filter { library.isSame($0.drug, drug) && $0.timesADay == 1 }
    // One drug may be given in several parts, with a dose each.
    let days = own.flatMap(\.days).sorted()
    guard let first = own.first, own.allSatisfy({ $0.dose.unit == first.dose.unit }),
      let pattern = CyclePattern(days: days, cycleDays: regimen.cycleDays)
    else { return nil }
    var others: [Int: Double] = [:]
    for part in own where part.dose != first.dose { for day in part.days { others[day] = part.dose.amount } }
    return (
      AccountPlan(dose: first.dose, pattern: pattern, otherAmounts: others),
      Phrase("regimen \(regimen.id)", "Schema \(regimen.id)")
    )
  }

  /// The days and the cycle of a drug: of its plan, else of its phases where they agree, else of the regimen, however often a day it is taken.
  public static func pattern(_ drug: String, _ therapy: Therapy, _ library: RegimenLibrary) -> CyclePattern? {
    if let planned = plan(drug, therapy, library)?.0.pattern { return planned }
    let phases = Set(
      therapy.phases.filter { library.isSame($0.drug, drug) }.map { phase -> CyclePattern? in
        guard let length = phase.cycleLength.value, length.days.count == 1 else { return nil }
        return CyclePattern(days: phase.days, cycleDays: length.days[0])
      })
    if phases.count == 1, let own = phases.first, let own { return own }
    guard let regimen = therapy.regimen.flatMap({ library.regimens[$0] }) else { return nil }
    let days = Set(regimen.components.filter { library.isSame($0.drug, drug) }.flatMap(\.days)).sorted()
    return CyclePattern(days: days, cycleDays: regimen.cycleDays)
  }

  /// Administrations by cycle. The first day of a cycle is that of its earliest row less the day of the cycle that the row names.
  public static func cycles(_ administrations: [Administration]) -> [GivenCycle] {
    Dictionary(grouping: administrations, by: \.cycle).sorted { $0.key < $1.key }.compactMap { number, rows in
      let rows = rows.sorted { $0.date < $1.date }
      guard let first = rows.first else { return nil }
      let start = first.date.number - (first.day - 1)
      return GivenCycle(
        number: number, startDay: start,
        doses: rows.map {
          GivenDose(
            day: $0.date.number - start + 1, amount: $0.dose?.amount ?? 0, plannedDay: $0.day, reason: $0.reason)
        })
    }
  }
}
