// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
import Plain

// The drugs of a therapy on a day: the doses that may be planned, and those given before.
extension RecordedDayReader {
  func readDrug(
    _ name: String, _ own: PatientTimeline.TherapyOnDay, _ rows: [(index: Int, row: Administration)], _ place: Place,
    _ day: Day, _ found: inout RecordedDay
  ) -> RecordedDrug {
    let drug = library.generic(name) ?? name
    func isMeant(_ other: String) -> Bool { library.isSame(other, name) }
    let before = rows.filter { isMeant($0.row.drug) && $0.row.date < day }
    let given = before.filter { !$0.row.isOmission }
    let plan = TherapyAccount.plan(name, own.therapy, library)
    var result = RecordedDrug(drug: drug, doses: [], observations: Observations(), earlier: [])
    if let due = TherapyAccount.pattern(name, own.therapy, library)?.days, let today = place.day, !due.contains(today) {
      result.notDue = "not due on day \(today) (\(CyclePattern.text(due)))"
    }
    // Of what is taken day after day without rows the phases say which dose was taken since when.
    let past = rows.map(\.row).filter { $0.date < day }
    let phases = given.isEmpty ? phaseSteps(drug, own, before: day, past) : []
    let since =
      given.last?.row.date ?? phases.last?.date ?? start(of: own, drug, past)
      ?? (given.isEmpty ? startOfEqualPhases(drug, own, before: day) : nil)
    let today = observations(drug, own, on: day, since: since, past)
    result.observations = today.known
    result.observations.isBeforeFirstDose = given.isEmpty && isNotBegun(own, on: day)
    // What several drugs share is told once.
    for fact in today.facts where !found.facts.contains(fact) { found.facts.append(fact) }
    // Why a day 8 is late now nobody has written down yet: texts count one that toxicity delayed.
    if place.day == 8, place.lateDays > 0 {
      let word = "day 8 omitted or delayed"
      let reason = rows.first { $0.row.date == day && isMeant($0.row.drug) }?.row.reason
      let isForToxicity: Bool? =
        switch reason {
        case .haematotoxicity, .toxicity: true
        case .preference, .bodySize: false
        case .other, nil: nil
        }
      result.observations.facts[word] = isForToxicity
      result.observations.dayLate = Double(place.lateDays)
      if isForToxicity == nil {
        result.observations.openFacts.insert(word)
        result.observations.possibleFacts.insert(word)
        result.observations.possibilities.append("day 8 is late for toxicity")
      }
      let late = RecordedFact(
        word, "\(place.lateDays) d late now", when: "\(day)", record: nil, sources: [],
        use: isForToxicity == true
          ? .questioned("for toxicity")
          : .notUsed(
            isForToxicity == false
              ? "not for toxicity" : "whether for toxicity is not recorded (--yes or --no \"\(word)\")"))
      if !found.facts.contains(late) { found.facts.append(late) }
    }
    // A day 8 without a row may have been left out for toxicity.
    if place.day != 8, !isTakenDaily(drug, own.therapy),
      TherapyAccount.pattern(name, own.therapy, library)?.days.contains(8) ?? false, let last = given.last?.row,
      let first = given.first(where: { $0.row.cycle == last.cycle && $0.row.day == 1 })?.row,
      day.number - first.date.number > 7,
      !before.contains(where: { $0.row.cycle == last.cycle && $0.row.day == 8 })
    {
      let word = "day 8 omitted or delayed"
      if result.observations.facts[word] == nil { result.observations.openFacts.insert(word) }
      let missing = RecordedFact(
        word, "cycle \(last.cycle) has no row of day 8", when: "\(Day(first.date.number + 7))", record: nil,
        sources: [],
        use: .notUsed("whether it was given, and why not, is not recorded"))
      if !found.facts.contains(missing) { found.facts.append(missing) }
    }
    result.observations.dosesHeldInARow = held(before.map(\.row))
    result.observations.day = place.day
    // A cycle is late once: what its first dose had to bear is not told again of its later days.
    let hasBegun = given.contains { $0.row.cycle == place.cycle }
    result.observations.cycleDelayDays = hasBegun ? place.delay.map { _ in 0 } : place.delay
    if let cycle = place.cycle {
      result.observations.facts[Condition.delayForToxicity] = place.isForToxicity[cycle]
    }
    if given.isEmpty, phases.isEmpty {
      result.sinceOthers = sinceOthers(drug, own, result.observations, on: day, rows.map(\.row))
    }
    if let size = found.size { result.observations.bodySurfaceSquareMetres = try? size.surface(.duBois).squareMetres }
    result.doses = doses(name, own, plan, given.last?.row, place, day, result.observations, &found)
    if result.doses.isEmpty, result.notDue == nil, hasPhaseWithoutDose(name, own, on: day) {
      result.notDue = "not decided: the phase that holds states no dose, so which dose is planned is not known"
    }
    for dose in result.doses {
      if let remark = library.routeRemark(of: dose.posology.dose, drug), !found.questions.contains(remark) {
        found.questions.append("\(remark) Rules for the other way are not for it.")
      }
    }
    if let last = given.last {
      let path = RecordPath.administration(last.index, of: own.entry.id, in: patient.id)
      let dose = last.row.dose.map { Posology($0).printed } ?? ""
      let run = given.reversed().prefix { $0.row.dose == last.row.dose }
      let reason = last.row.reason.map { ", \($0.rawValue)" } ?? ""
      found.facts.append(
        RecordedFact(
          "\(drug), last given",
          "\(dose)\(reason); \(run.count) × since cycle \(run.last?.row.cycle ?? last.row.cycle)",
          when: "\(last.row.date), cycle \(last.row.cycle) d\(last.row.day)", record: path, sources: own.entry.sources))
    }
    let steps = phases.isEmpty ? steps(drug, own, given.map(\.row), rows.map(\.row), place) : phases
    result.earlier = (coursesBefore(drug, own, on: day) + steps + checks(drug, own, steps, until: day, rows.map(\.row)))
      .enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element)
    return result
  }

  /// Days between and after the doses on which something was measured, with what was known on each.
  private func checks(
    _ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, _ steps: [RecordedDrug.GivenStep], until day: Day,
    _ rows: [Administration]
  ) -> [RecordedDrug.GivenStep] {
    // What is taken day after day has been taken since the start, where no row and no phase says when.
    let start = start(of: own, drug, rows)
    guard let first = steps.first?.date ?? start else { return [] }
    let given = Set(steps.map(\.date))
    return Set(laboratory.values.map(\.day)).filter { $0 > first && $0 < day && !given.contains($0) }.sorted().map {
      date in
      let since = steps.last { $0.date < date }?.date ?? start
      var step = RecordedDrug.GivenStep(
        date: date, dose: nil, observations: observations(drug, own, on: date, since: since, rows).known)
      step.isCheck = true
      return step
    }
  }

  /// The doses of the same drug in courses before, and what came after the last of each: what has ended a drug for good, or lowered it, holds in a course that begins anew.
  private func coursesBefore(
    _ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, on day: Day
  ) -> [RecordedDrug.GivenStep] {
    let began = timeline.start(of: own.entry.id).flatMap { timeline.bounds(of: $0).latest } ?? day
    return timeline.treatments.flatMap { entry, therapy -> [RecordedDrug.GivenStep] in
      guard entry.id != own.entry.id, therapy.drugs.contains(where: { library.isSame($0, drug) }),
        let end = endOfCourse(entry, before: began), end <= began
      else { return [] }
      let other = PatientTimeline.TherapyOnDay(entry: entry, therapy: therapy, isCertain: true)
      let rows = therapy.administrations.sorted { $0.date < $1.date }
      let own = doses(of: drug, in: entry, therapy).map(\.step)
      let steps = own.isEmpty ? phaseSteps(drug, other, before: end, rows) : own
      if steps.isEmpty, start(of: other, drug, rows) == nil,
        let step = wholeCourse(drug, other, rows, end, before: began)
      {
        return [step]
      }
      guard let last = steps.last?.date ?? start(of: other, drug, rows) else { return [] }
      // What the last dose led to came after it.
      let after = Day(end.number + 28) < began ? Day(end.number + 28) : began
      let closing = RecordedDrug.GivenStep(
        date: after, dose: nil, observations: observations(drug, other, on: after, since: last, rows).known)
      return steps + checks(drug, other, steps, until: after, rows) + [closing]
    }
  }

  /// When a course before ended; one that nobody ended did so by the beginning of the next.
  private func endOfCourse(_ entry: Entry, before began: Day) -> Day? {
    guard let start = timeline.start(of: entry.id).flatMap({ timeline.bounds(of: $0).latest }), start < began else {
      return nil
    }
    let end = timeline.end(of: entry.id).flatMap { timeline.bounds(of: $0).latest }
    return end.map { min($0, began) } ?? began
  }

  /// A course before of which no dose has a row: the lowest dose that its phases have, and what the record has of the whole of it, each event once.
  private func wholeCourse(
    _ drug: Drug.ID, _ other: PatientTimeline.TherapyOnDay, _ rows: [Administration], _ end: Day, before began: Day
  ) -> RecordedDrug.GivenStep? {
    guard let start = timeline.start(of: other.entry.id).flatMap({ timeline.bounds(of: $0).earliest }) else {
      return nil
    }
    let after = Day(end.number + 28) < began ? Day(end.number + 28) : began
    let phases = other.therapy.phases.filter { library.isSame($0.drug, drug) && $0.dose.value != nil }
    let lowest = phases.min { ($0.dose.value?.amount ?? 0) < ($1.dose.value?.amount ?? 0) }
    // What came on the day of its start came after the first dose.
    let known = observations(drug, other, on: after, since: Day(start.number - 1), rows).known
    return RecordedDrug.GivenStep(
      date: after, dose: lowest?.dose.value, reason: lowest?.reason.value?.code, observations: known)
  }

  /// The doses of a drug that is taken day after day and has no rows, each from the day on which its phase began, with what was known before it. None where a phase has no exact day.
  private func phaseSteps(
    _ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, before day: Day, _ rows: [Administration]
  ) -> [RecordedDrug.GivenStep] {
    var since: Day?
    return phasesBegun(drug, own, rows).filter { $0.date < day }.map { phase, date in
      var known = observations(drug, own, on: date, since: since, rows).known
      known.isBeforeFirstDose = since == nil
      since = date
      return RecordedDrug.GivenStep(
        date: date, dose: phase.dose.value, reason: phase.reason.value?.code, observations: known)
    }
  }

  /// The phases of a drug that is taken day after day and has no rows, in order of the days on which they began. None where one has no exact day.
  private func phasesBegun(
    _ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, _ rows: [Administration]
  ) -> [(phase: DosePhase, date: Day)] {
    guard isTakenDaily(drug, own.therapy), !rows.contains(where: { library.isSame($0.drug, drug) && !$0.isOmission })
    else { return [] }
    let begun = own.therapy.phases.filter { library.isSame($0.drug, drug) }
      .compactMap { phase -> (phase: DosePhase, date: Day)? in
        guard let start = timeline.start(of: phase.id), case let bounds = timeline.bounds(of: start), bounds.isExact,
          let date = bounds.earliest
        else { return nil }
        return (phase, date)
      }
    guard begun.count == own.therapy.phases.count(where: { library.isSame($0.drug, drug) }) else { return [] }
    return begun.sorted { $0.date < $1.date }
  }

  /// Every dose of a drug that was given, or that a phase began with, in order of the days.
  func given(
    _ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, _ rows: [Administration]
  ) -> [(date: Day, dose: Dose?)] {
    let rowsOfDrug = rows.filter { library.isSame($0.drug, drug) && !$0.isOmission }.sorted { $0.date < $1.date }
    return rowsOfDrug.isEmpty
      ? phasesBegun(drug, own, rows).map { ($0.date, $0.phase.dose.value) } : rowsOfDrug.map { ($0.date, $0.dose) }
  }

  /// Doses left out one after another for low counts until now: at least those of which it is recorded, at most those that nothing else explains.
  private func held(_ rows: [Administration]) -> ValueSpan {
    func run(_ isMeant: (Administration) -> Bool) -> Double { Double(rows.reversed().prefix(while: isMeant).count) }
    return ValueSpan(
      from: run { $0.isOmission && $0.reason == .haematotoxicity },
      to: run { $0.isOmission && $0.reason != .preference && $0.reason != .bodySize })
  }

  /// The day on which a drug was first taken, where it is taken day after day and no intake has a row: what happened since then happened under it. Nil for all else.
  func start(of own: PatientTimeline.TherapyOnDay, _ drug: Drug.ID, _ rows: [Administration]) -> Day? {
    guard !rows.contains(where: { library.isSame($0.drug, drug) && !$0.isOmission }), isTakenDaily(drug, own.therapy),
      let start = timeline.start(of: own.entry.id)
    else { return nil }
    return timeline.bounds(of: start).latest
  }

  /// The day on which a therapy began that has phases of a drug, all of one dose, and no row before the day: what came since then came under that dose.
  private func startOfEqualPhases(_ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, before day: Day) -> Day? {
    let doses = own.therapy.phases.filter { library.isSame($0.drug, drug) }.map(\.dose.value)
    guard let first = doses.first, first != nil, doses.allSatisfy({ $0 == first }),
      let start = timeline.start(of: own.entry.id).flatMap({ timeline.bounds(of: $0).latest }), start < day
    else { return nil }
    return start
  }

  /// Whether a therapy begins on a day, or later: nothing of it was given before.
  private func isNotBegun(_ own: PatientTimeline.TherapyOnDay, on day: Day) -> Bool {
    timeline.start(of: own.entry.id).flatMap { timeline.bounds(of: $0).earliest }.map { $0 >= day } ?? false
  }

  /// Whether a drug of a therapy is taken day after day.
  func isTakenDaily(_ drug: Drug.ID, _ therapy: Therapy) -> Bool {
    TherapyAccount.pattern(drug, therapy, library).map { DailySchedule.isTaken(on: $0.days) }
      ?? therapy.phases.contains { library.isSame($0.drug, drug) && $0.isTakenDaily }
  }

  /// What was known before each of the doses given, since the one before it.
  func steps(
    _ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, _ given: [Administration], _ rows: [Administration],
    _ place: Place
  ) -> [RecordedDrug.GivenStep] {
    var since: Day?
    return given.map { row in
      var known = observations(drug, own, on: row.date, since: since, rows).known
      known.day = row.day
      known.dosesHeldInARow = held(rows.filter { library.isSame($0.drug, drug) && $0.date < row.date })
      let isFirst = !given.contains { $0.cycle == row.cycle && $0.date < row.date }
      known.cycleDelayDays = place.delays[row.cycle].map { isFirst ? $0 : 0 }
      known.facts[Condition.delayForToxicity] = place.isForToxicity[row.cycle]
      known.isBeforeFirstDose = since == nil
      var step = RecordedDrug.GivenStep(date: row.date, dose: row.dose, reason: row.reason, observations: known)
      if since == nil { step.sinceOthers = sinceOthers(drug, own, known, on: row.date, rows) }
      since = row.date
      return step
    }
  }

  /// What is known before the first dose of a drug since the first one of the drugs beside it; nil where there was none.
  private func sinceOthers(
    _ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, _ known: Observations, on day: Day, _ rows: [Administration]
  ) -> Observations? {
    guard let first = rows.filter({ !$0.isOmission && $0.date < day }).map(\.date).min() else { return nil }
    var other = observations(drug, own, on: day, since: first, rows).known
    other.day = known.day
    other.cycleDelayDays = known.cycleDelayDays
    other.dosesHeldInARow = known.dosesHeldInARow
    other.bodySurfaceSquareMetres = known.bodySurfaceSquareMetres
    other.facts[Condition.delayForToxicity] = known.facts[Condition.delayForToxicity]
    return other
  }

  /// Every dose given of a drug of a therapy, in order of date, with what was known before it.
  public func doses(
    of drug: Drug.ID, in entry: Entry, _ therapy: Therapy
  ) -> [(administration: Administration, step: RecordedDrug.GivenStep)] {
    let rows = therapy.administrations.sorted { $0.date < $1.date }
    guard let last = rows.last else { return [] }
    let own = PatientTimeline.TherapyOnDay(entry: entry, therapy: therapy, isCertain: true)
    var found = RecordedDay(
      day: last.date, therapy: own, drugs: [], cycle: nil, dayOfCycle: nil, nextDue: nil, size: nil, facts: [],
      questions: [])
    let place = place(own, rows, last.date, nil, &found)
    let given = rows.filter { library.isSame($0.drug, drug) && !$0.isOmission }
    return Array(zip(given, steps(drug, own, given, rows, place)))
  }

  /// The doses that may be planned now: of the phase that holds, else of the plan; and the dose last given where it is another.
  func doses(
    _ name: String, _ own: PatientTimeline.TherapyOnDay, _ plan: (AccountPlan, Phrase)?, _ last: Administration?,
    _ place: Place, _ day: Day, _ known: Observations, _ found: inout RecordedDay
  ) -> [RecordedDrug.PlannedDose] {
    func isMeant(_ other: String) -> Bool { library.isSame(other, name) }
    func posology(_ phase: DosePhase) -> Posology? {
      phase.dose.value.map {
        Posology($0, timesADay: phase.timesADay > 1 || phase.isTakenDaily ? phase.timesADay : nil)
      }
    }
    var doses: [RecordedDrug.PlannedDose] = []
    let whole =
      plan.map { plan in
        Posology(Dose(amount: place.day.map { plan.0.amount(on: $0) } ?? plan.0.dose.amount, unit: plan.0.dose.unit))
      } ?? regimenPart(name, own.therapy)?.0 ?? own.therapy.phases.first { isMeant($0.drug) }.flatMap(posology)
    /// The dose of the plan, where another is below it.
    func full(_ dose: Posology) -> Posology? {
      whole.flatMap { $0.dose.unit == dose.dose.unit && dose.perDay < $0.perDay * (1 - 1e-9) ? $0 : nil }
    }
    let inTime = timeline.phases(of: own.therapy, on: day, isMeant: isMeant)
      .filter { phase in place.day.map { phase.days.isEmpty || phase.days.contains($0) } ?? true }
    // Which cycle it is follows from the administrations; a phase that states its cycles holds in those, whatever their time was thought to be, and in no other.
    let ofCycle =
      place.cycle.map { cycle in
        let stated = own.therapy.phases.filter { phase in
          isMeant(phase.drug) && phase.firstCycle != nil
            && (place.day.map { phase.days.isEmpty || phase.days.contains($0) } ?? true) && phase.holds(in: cycle)
        }
        return stated.isEmpty ? inTime.filter { $0.holds(in: cycle) } : stated
      } ?? inTime
    if ofCycle.isEmpty, !inTime.isEmpty, let cycle = place.cycle {
      found.questions.append(
        "\(name): no phase of cycle \(cycle) is recorded; the dose is that of the plan or the one last given.")
    }
    let phases = ofCycle
    let isOpen = Set(phases.compactMap(posology)).count > 1
    for phase in phases {
      guard let dose = posology(phase), !doses.contains(where: { $0.posology == dose }) else { continue }
      doses.append(.init(posology: dose, origin: "phase \(phase.id)", isLastGiven: false, full: full(dose)))
      found.facts.append(
        RecordedFact(
          "\(library.generic(name) ?? name), dose of the phase", dose.printed,
          when: phase.when.first?.text ?? "its time follows from the course", record: .phase(phase.id, of: patient.id),
          sources: phase.sources, use: isOpen ? .questioned("one of several phases that may hold") : .used))
    }
    if doses.isEmpty, let first = phases.first {
      // A phase that states no dose is one in which another than the planned one may be given, or none.
      found.facts.append(
        RecordedFact(
          "\(library.generic(name) ?? name), dose of the phase", "not stated",
          when: first.when.first?.text ?? "its time follows from the course",
          record: .phase(first.id, of: patient.id), sources: first.sources,
          use: .notUsed("which dose is planned now is not known")))
    } else if doses.isEmpty, let fitted = fittedPart(name, own.therapy, known) {
      // The regimen has another dose for such a patient, or none.
      if let posology = fitted.posology {
        var dose = RecordedDrug.PlannedDose(posology: posology, origin: fitted.words, isLastGiven: false)
        dose.isForPatient = true
        if let whole = regimenPart(name, own.therapy)?.0, whole.dose.unit == posology.dose.unit,
          posology.perDay < whole.perDay
        {
          dose.full = whole
        }
        doses.append(dose)
        found.facts.append(
          RecordedFact("\(library.generic(name) ?? name), planned", posology.printed, when: fitted.words))
      } else {
        found.questions.append("\(name): \(fitted.words).")
      }
    } else if doses.isEmpty, let plan {
      let dose = whole ?? Posology(plan.0.dose)
      doses.append(.init(posology: dose, origin: plan.1.english, isLastGiven: false))
      found.facts.append(
        RecordedFact("\(library.generic(name) ?? name), planned", dose.printed, when: plan.1.english))
    } else if doses.isEmpty, let part = regimenPart(name, own.therapy) {
      doses.append(.init(posology: part.0, origin: part.1, isLastGiven: false))
      found.facts.append(RecordedFact("\(library.generic(name) ?? name), planned", part.0.printed, when: part.1))
    }
    if let last, let dose = last.dose {
      let plannedThen = plan.flatMap { $0.0.dose.unit == dose.unit ? $0.0.amount(on: last.day) : nil }
      let isReduced = plannedThen.map { abs(dose.amount - $0) > 1e-9 * $0 } ?? true
      // A row is one administration: how often a day it was given is that of the plan.
      let now = Posology(dose, timesADay: doses.first?.posology.timesADay)
      if let first = doses.first, first.posology.dose.unit != dose.unit {
        found.questions.append(
          "\(name) was last given as \(now.printed), which cannot be set against \(first.posology.printed).")
      } else if doses.isEmpty || (isReduced && !doses.contains { $0.posology.dose == dose }) {
        doses.append(.init(posology: now, origin: "last given on \(last.date)", isLastGiven: true, full: full(now)))
      }
    }
    if doses.isEmpty { found.questions.append("No dose of \(name) is recorded or planned: percentages only.") }
    return doses
  }

  private func hasPhaseWithoutDose(_ name: String, _ own: PatientTimeline.TherapyOnDay, on day: Day) -> Bool {
    let phases = timeline.phases(of: own.therapy, on: day) { library.isSame($0, name) }
    return !phases.isEmpty && phases.allSatisfy { $0.dose.value == nil }
  }

  /// The dose of the regimen that holds for such a patient, where it is not the one for all: a child has another, some have none. Nil where the dose for all holds.
  private func fittedPart(
    _ name: String, _ therapy: Therapy, _ known: Observations
  ) -> (posology: Posology?, words: String)? {
    guard let regimen = therapy.regimen.flatMap({ library.regimens[$0] }), !regimen.variants.isEmpty else { return nil }
    let drug = library.generic(name) ?? name
    let fitted: Regimen.Fitted
    do {
      fitted = try regimen.fitted(to: known.withWhatGoesOn)
    } catch {
      return (nil, "regimen \(regimen.id): \(error)")
    }
    guard fitted.silences.isEmpty else {
      return (nil, "regimen \(regimen.id) has no dose for such a patient (\(fitted.silences.joined(separator: "; ")))")
    }
    guard let taken = fitted.taken.first(where: { $0.doses[drug] != nil }),
      let part = fitted.regimen.components.first(where: { library.isSame($0.drug, drug) })
    else { return nil }
    return (part.posology, "regimen \(regimen.id) for \(taken.condition)")
  }

  func regimenPart(_ name: String, _ therapy: Therapy) -> (Posology, String)? {
    guard let regimen = therapy.regimen.flatMap({ library.regimens[$0] }),
      let part = regimen.components.first(where: { library.isSame($0.drug, name) })
    else { return nil }
    return (part.posology, "regimen \(regimen.id)")
  }
}
