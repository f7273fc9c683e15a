// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Plain

/// One drug of one therapy: from its single administrations where there are any, else from its dose phases. Sums and intensities of phases and accounts are those that the other tables have.
struct TherapyDoseDerivation {
  let outcome: PatientOutcomes
  let therapy: TherapyOutcome
  let drug: String
  let library: RegimenLibrary
  let account: TherapyAccount?
  let gap: TherapyAccount.Gap?

  private var rows: [Administration] {
    outcome.counted(therapy).administrations.filter { library.isSame($0.drug, drug) }
  }
  private var phases: [PhaseOutcome] { therapy.phases.filter { library.isSame($0.phase.drug, drug) } }

  func dose() -> TherapyDose {
    let rows = rows
    let phases = phases
    let basis: TherapyDose.Basis = !rows.isEmpty ? .administrations : phases.isEmpty ? .nothing : .phases
    let given: (sums: [TherapyDose.Sum], why: [Phrase], arithmetic: Phrase?)
    let relative: Relative
    switch basis {
    case .administrations: (given, relative) = (sums(rows), ofAccount())
    case .phases: (given, relative) = (sums(phases), ofPhases(phases))
    case .nothing:
      let nothing = Phrase("no dose of it is recorded", "keine Dosis davon ist dokumentiert")
      (given, relative) = (([], [nothing], nil), .init(why: nothing))
    }
    let known = given.sums.filter { ($0.amount.lower ?? 0) > 0 || $0.amount.upper != nil }
    let least = known.isEmpty || known.contains { $0.amount.upper == nil }
    let reason = given.why.isEmpty ? Phrase.none : given.why.joined(separator: "; ")
    let words =
      (known.isEmpty
        ? .notDetermined : known.map(\.phrase).joined(separator: Phrase(" and ", " und ")))
      + (least && !reason.isEmpty ? Phrase(" (\(reason))", " (\(reason))") : .none)
    let percent = relative.percent.map { $0.phrase() + Phrase(same: " %") }
    return TherapyDose(
      therapy: therapy.entry, drug: drug, basis: basis, sums: known, relativePercent: relative.percent,
      plan: relative.plan,
      total: Trace(
        id: id("total-dose"), title: Phrase("Total dose, \(name)", "Gesamtdosis, \(name)"), value: words,
        definition: .therapyDose, inputs: inputs(basis, phases), arithmetic: given.arithmetic,
        notes: basis == .phases && gap != nil ? gapNote : []),
      intensity: Trace(
        id: id("therapy-intensity"),
        title: Phrase(
          "Relative dose intensity of the therapy, \(name)", "Relative Dosisintensität der Therapie, \(name)"),
        value: percent ?? notDetermined(relative.why), definition: .therapyIntensity,
        inputs: inputs(basis, phases)
          + (relative.plan.map { [Trace.Input(Phrase("relative to", "relativ zu"), $0)] } ?? []),
        arithmetic: relative.arithmetic, notes: relative.notes))
  }

  // MARK: words

  private var name: Phrase { Phrase(same: "\(therapy.entry.id): \(drug)") }
  private func id(_ what: String) -> String {
    "\(outcome.patient.id)/\(therapy.entry.id)/\(what)/\(drug.replacing(" ", with: "-"))"
  }
  private func notDetermined(_ why: Phrase) -> Phrase {
    .notDetermined + (why.isEmpty ? .none : Phrase(" (\(why))", " (\(why))"))
  }
  private var gapNote: [Phrase] {
    [
      Phrase(
        "By its phases alone: other drugs of the therapy have rows, and it has none.",
        "Allein nach den Phasen: andere Mittel der Therapie haben Zeilen, es selbst keine.")
    ]
  }

  private func inputs(_ basis: TherapyDose.Basis, _ phases: [PhaseOutcome]) -> [Trace.Input] {
    switch basis {
    case .administrations:
      let own = PhaseAccount(rows)
      return [
        Trace.Input(
          Phrase("single administrations", "einzelne Gaben"), own.phrase,
          record: .entry(therapy.entry.id, of: outcome.patient.id))
      ]
    case .phases:
      return phases.map { phase in
        Trace.Input(
          Phrase(same: phase.phase.id), phase.cumulative?.trace.phrase ?? .notDetermined, sources: phase.phase.sources,
          record: .phase(phase.phase.id, of: outcome.patient.id))
      }
    case .nothing: return []
    }
  }

  // MARK: sums

  private func sums(_ rows: [Administration]) -> (sums: [TherapyDose.Sum], why: [Phrase], arithmetic: Phrase?) {
    let given = rows.compactMap(\.dose)
    var missing = outcome.missingRows(of: drug, in: therapy, library)
    if missing.isEmpty, let account, account.account.isLeast {
      missing = [account.account.missingWords(Phrase(same: drug))]
    }
    var units: [DoseUnit] = []
    for dose in given where !units.contains(dose.unit) { units.append(dose.unit) }
    // All that was planned was left out.
    if given.isEmpty, let plan = account?.plan.dose.unit { units = [plan] }
    let sums = units.map { unit in
      let sum = given.filter { $0.unit == unit }.reduce(0) { $0 + $1.amount }
      return TherapyDose.Sum(amount: NumberBounds(lower: sum, upper: missing.isEmpty ? sum : nil), unit: unit)
    }
    return (sums, missing, nil)
  }

  private func sums(_ phases: [PhaseOutcome]) -> (sums: [TherapyDose.Sum], why: [Phrase], arithmetic: Phrase?) {
    // What holds at the same time as another is no phase that ends where the next begins, as each sum takes it to be.
    guard Self.followEachOther(phases.map(\.phase)) else { return ([], [Self.notInOrder], nil) }
    var units: [DoseUnit] = []
    for unit in phases.compactMap({ $0.phase.dose.value?.unit }) where !units.contains(unit) { units.append(unit) }
    let unstated = phases.contains { $0.phase.dose.value == nil }
    let sums = units.map { unit in
      var (lower, upper): (Double, Double?) = (0, unstated ? nil : 0)
      for phase in phases where phase.phase.dose.value?.unit == unit {
        let own = phase.cumulative?.value
        lower += own?.lower ?? 0
        upper = own?.upper.flatMap { most in upper.map { $0 + most } }
      }
      return TherapyDose.Sum(amount: NumberBounds(lower: lower, upper: upper), unit: unit)
    }
    let open = phases.filter { $0.cumulative?.value.upper == nil }.map { phase in
      phase.phase.dose.value == nil
        ? Phrase("\(phase.phase.id): dose not stated", "\(phase.phase.id): Dosis nicht angegeben")
        : phase.cumulative.map { Phrase(same: "\(phase.phase.id): ") + $0.trace.phrase }
          ?? Phrase(
            "\(phase.phase.id): days or cycles are not stated", "\(phase.phase.id): Tage oder Zyklen nicht angegeben")
    }
    let parts = phases.compactMap { phase in phase.cumulative.map { $0.value.phrase() } }
    let sum = sums.count == 1 && parts.count == phases.count && parts.count > 1 ? sums[0].phrase : nil
    let all = parts.map { Phrase("(\($0))", "(\($0))") }.joined(separator: " + ")
    return (sums, open, sum.map { Phrase("\(all) = \($0)", "\(all) = \($0)") })
  }

  // MARK: intensity

  private struct Relative {
    var percent: NumberBounds?
    var plan: Phrase?
    var why: Phrase = .none
    var arithmetic: Phrase?
    var notes: [Phrase] = []
  }

  /// Where a sum is a least one, so is the intensity: a row without a dose counts as nothing given in the account.
  private func ofAccount() -> Relative {
    var relative = ofRows()
    if let percent = relative.percent, !outcome.missingRows(of: drug, in: therapy, library).isEmpty {
      relative.percent = NumberBounds(lower: percent.lower, upper: nil)
    }
    return relative
  }

  private func ofRows() -> Relative {
    guard let account else {
      return Relative(why: gap?.reason ?? Phrase("no plan to compare with", "kein Plan zum Vergleich"))
    }
    let own = account.account
    guard let percent = own.relative(.perCourse) else {
      return Relative(why: own.missingWords(Phrase(same: drug)))
    }
    let unit = Phrase(same: account.plan.dose.unit.printed)
    var notes =
      own.relative(.doseOnly).map { dose in
        [
          Phrase(
            "Of the dose alone, without time: \(dose.phrase()) %.",
            "Allein nach der Dosis, ohne Zeit: \(dose.phrase()) %.")
        ]
      } ?? []
    if own.isLeast {
      notes.append(own.missingWords(Phrase(same: drug)) + Phrase(same: ": ") + own.missingMeans + Phrase(same: "."))
    }
    let perWeek = own.isLeast ? own.leastPerWeek : own.perWeek
    let (given, planned) = (Phrase.number(perWeek, decimals: 2), Phrase.number(own.plannedPerWeek, decimals: 2))
    let result = percent.phrase()
    return Relative(
      percent: percent, plan: account.planPhrase,
      arithmetic: Phrase(
        "\(given) \(unit)/wk ÷ \(planned) \(unit)/wk = \(result) %",
        "\(given) \(unit)/Wo. ÷ \(planned) \(unit)/Wo. = \(result) %"),
      notes: notes)
  }

  /// A mean over time lies between the least and the greatest of what holds one after the other.
  private func ofPhases(_ phases: [PhaseOutcome]) -> Relative {
    let planned = therapy.therapy.planned.filter { library.isSame($0.drug, drug) }
    if let disputed = phases.compactMap(\.cumulative).first(where: { $0.value.lower == nil && $0.value.upper == nil }) {
      return Relative(why: disputed.trace.phrase)
    }
    if planned.count > 1 {
      return Relative(why: Phrase("several doses of it are planned", "mehrere Dosen davon sind geplant"))
    }
    if planned.isEmpty, phases.count == 1 {
      return Relative(why: Phrase("no plan is recorded", "kein Plan dokumentiert"))
    }
    guard Self.followEachOther(phases.map(\.phase)) else {
      return Relative(why: Self.notInOrder)
    }
    let all = phases.map { $0.relative?.value }
    guard all.allSatisfy({ $0 != nil }), let name = phases.first?.planName else {
      let without = phases.filter { $0.relative == nil }.map(\.phase.id).joined(separator: ", ")
      return Relative(
        why: Phrase(
          "dose, days or cycle of plan or phase are not stated, or in another unit: \(without)",
          "Dosis, Tage oder Zyklus von Plan oder Phase nicht angegeben oder in anderer Einheit: \(without)"))
    }
    let known = all.compactMap(\.self)
    let upper = known.map(\.upper)
    let percent = NumberBounds(
      lower: known.map { $0.lower ?? 0 }.min().map { $0 * 100 },
      upper: upper.contains(nil) ? nil : upper.compactMap(\.self).max().map { $0 * 100 })
    let plan =
      planned.isEmpty
      ? Phrase("first phase (\(name)); no plan is recorded", "erste Phase (\(name)); kein Plan dokumentiert")
      : Phrase("plan of the record (\(name))", "Plan der Akte (\(name))")
    let parts = zip(phases, known).map { phase, own in
      Phrase(same: "\(phase.phase.id) ")
        + NumberBounds(lower: own.lower.map { $0 * 100 }, upper: own.upper.map { $0 * 100 }).phrase()
        + Phrase(same: " %")
    }.joined(separator: ", ")
    return Relative(
      percent: percent, plan: plan, arithmetic: parts,
      notes: phases.count > 1
        ? [
          Phrase(
            "Over the therapy it lies between the least and the greatest of its phases.",
            "Über die Therapie liegt sie zwischen der kleinsten und der größten ihrer Phasen.")
        ] : [])
  }

  private static let notInOrder = Phrase(
    "that its phases follow each other in time is not stated",
    "dass die Phasen zeitlich aufeinander folgen, ist nicht angegeben")

  /// Whether each phase but the first says when it began, and later than the one before, so that no two hold at once.
  private static func followEachOther(_ phases: [DosePhase]) -> Bool {
    zip(phases, phases.dropFirst()).allSatisfy { one, next in
      if let first = next.firstCycle {
        return first > (one.lastCycle ?? one.firstCycle ?? 1)
      }
      return next.when.contains(where: \.isTold)
    }
  }
}
