// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
import Plain

/// Reads a record for a day of treatment.
public struct RecordedDayReader {
  private let patient: Patient
  private let timeline: PatientTimeline
  private let library: RegimenLibrary
  private let laboratory: LaboratoryRecord
  /// Days that a value may be old on the day of treatment.
  private let window: Int

  /// A reader of a patient's record.
  ///
  /// - Parameters:
  ///   - timeline: the record, resolved in time.
  ///   - library: drugs, regimens and rule sets.
  ///   - window: days that a laboratory value may be old on the day of treatment; older ones are told and not used.
  public init(_ timeline: PatientTimeline, library: RegimenLibrary, window: Int) {
    patient = timeline.patient
    self.timeline = timeline
    self.library = library
    self.window = window
    laboratory = LaboratoryRecord(timeline.patient)
  }

  /// What the record has for a day.
  ///
  /// - Parameters:
  ///   - day: the day of treatment.
  ///   - id: the therapy, where several may be going on.
  ///   - stated: the day of the cycle, where a person says it; else it follows from the administrations.
  public func read(
    on day: Day, therapy id: Entry.ID? = nil, dayOfCycle stated: Int? = nil
  ) throws(RecordedDayProblem) -> RecordedDay {
    let own = try therapy(on: day, id)
    var found = RecordedDay(
      day: day, therapy: own, drugs: [], cycle: nil, dayOfCycle: nil, nextDue: nil, size: nil, facts: [],
      questions: [])
    if !own.isCertain {
      found.questions.append(
        "Whether \(own.entry.id) is being given on \(day) is not certain: \(times(of: own.entry)).")
    } else if let reason = own.therapy.stopReason.value, let end = timeline.end(of: own.entry.id),
      timeline.bounds(of: end).earliest == day
    {
      found.questions.append("\(own.entry.id) was stopped on this day: \(reason).")
    }
    let rows = own.therapy.administrations.enumerated().map { (index: $0.offset, row: $0.element) }
      .sorted { $0.row.date < $1.row.date }
    let place = place(own, rows.map(\.row), day, stated, &found)
    let size = readSize(&found)
    for name in own.therapy.drugs {
      found.drugs.append(readDrug(name, own, rows, place, day, &found))
    }
    readLaboratory(own, rows.map(\.row), day, &found)
    found.facts += size
    return found
  }

  // MARK: therapy and day of the cycle

  private func therapy(on day: Day, _ id: Entry.ID?) throws(RecordedDayProblem) -> PatientTimeline.TherapyOnDay {
    let all = timeline.treatments
    if let id {
      guard let own = all.first(where: { $0.entry.id == id }) else {
        throw .unknownTherapy(id, known: all.map(\.entry.id))
      }
      guard let running = timeline.therapies(on: day).first(where: { $0.entry.id == id }) else {
        throw .noTherapy(day, known: ["\(id) (\(own.therapy.name), \(times(of: own.entry)))"])
      }
      return running
    }
    let running = timeline.therapies(on: day)
    let certain = running.filter(\.isCertain)
    if certain.count == 1 { return certain[0] }
    guard let first = running.first else {
      throw .noTherapy(day, known: all.map { "\($0.entry.id) (\($0.therapy.name), \(times(of: $0.entry)))" })
    }
    guard running.count == 1 else { throw .several(day, running.map(\.entry.id)) }
    return first
  }

  private func times(of entry: Entry) -> String {
    func words(_ event: EventID?, _ name: String) -> String {
      guard let bounds = event.map(timeline.bounds) else { return "\(name) not determined" }
      switch (bounds.earliest, bounds.latest) {
      case (nil, nil): return "\(name) not determined"
      case (let day?, nil): return "\(name) \(day) or later"
      case (nil, let day?): return "\(name) \(day) or before"
      case (let one?, let other?): return one == other ? "\(name) \(one)" : "\(name) between \(one) and \(other)"
      }
    }
    return words(timeline.start(of: entry.id), "from") + ", "
      + (entry.isOngoing && timeline.end(of: entry.id) == nil
        ? "ongoing, and the study has no data cut-off"
          + (timeline.lastRecordDay.map { "; the record reaches to \($0)" } ?? "")
        : words(timeline.end(of: entry.id), "until"))
  }

  /// Where in its cycle the day lies.
  private struct Place {
    var cycle: Int?
    var day: Int?
    /// Days by which this cycle began late, or is late now.
    var delay: Double?
    /// Days by which the cycles until then began late, by their numbers.
    var delays: [Int: Double] = [:]
    /// Whether toxicity made them late, by their numbers; without a reason in the record it is not known.
    var isForToxicity: [Int: Bool] = [:]
  }

  /// Whether toxicity made a cycle late, by the reason of the rows that it began with.
  private func isForToxicity(_ cycle: Int, _ rows: [Administration]) -> Bool? {
    let own = rows.filter { $0.cycle == cycle }
    guard let first = own.map(\.date).min() else { return nil }
    let reasons = Set(own.filter { $0.date == first }.compactMap(\.reason))
    if !reasons.isDisjoint(with: [.haematotoxicity, .toxicity]) { return true }
    // Another way of computing a dose makes nothing late.
    return reasons == [.preference] ? false : nil
  }

  private func place(
    _ own: PatientTimeline.TherapyOnDay, _ rows: [Administration], _ day: Day, _ stated: Int?,
    _ found: inout RecordedDay
  ) -> Place {
    let plans = own.therapy.drugs.compactMap { TherapyAccount.plan($0, own.therapy, library)?.0.pattern }
    let length = Set(plans.map(\.cycleDays)).count == 1 ? plans.first?.cycleDays : nil
    let due = Set(plans.flatMap(\.days)).sorted()
    let starts = TherapyAccount.cycles(rows.filter { $0.date <= day }).map(\.startDay)
    let numbers = Set(rows.filter { $0.date <= day }.map(\.cycle)).sorted()
    func delay(of index: Int) -> Double? {
      guard index > 0 else { return index == 0 ? 0 : nil }
      return length.map { Double(max(0, starts[index] - starts[index - 1] - $0)) }
    }
    let delays = Dictionary(
      uniqueKeysWithValues: zip(numbers, numbers.indices).compactMap { number, index in
        delay(of: index).map { (number, $0) }
      })
    var late = delays.filter { $0.value > 0 }
    let isForToxicity = Dictionary(
      uniqueKeysWithValues: late.keys.compactMap { cycle in
        self.isForToxicity(cycle, rows.filter { $0.date <= day }).map { (cycle, $0) }
      })
    defer {
      setNextDue(&found, starts.last, length, due, day)
      tellDelays(late, isForToxicity, own, rows, &found)
    }
    if let today = rows.first(where: { $0.date == day }) {
      found.cycle = today.cycle
      found.dayOfCycle = stated ?? today.day
      return Place(
        cycle: today.cycle, day: found.dayOfCycle, delay: delays[today.cycle], delays: delays,
        isForToxicity: isForToxicity)
    }
    guard let start = starts.last, let cycle = numbers.last else {
      found.dayOfCycle = stated
      // What is taken every day has no day of a cycle.
      let isDaily = !own.therapy.phases.isEmpty && own.therapy.phases.allSatisfy { $0.days.count > 5 }
      if stated == nil, !isDaily {
        found.questions.append(
          "No administration before \(day) is recorded: the day of the cycle is not known (--day).")
      }
      return Place(cycle: nil, day: stated, delay: nil)
    }
    let offset = day.number - start + 1
    if let length, !plans.isEmpty, plans.allSatisfy({ Self.isDaily($0.days) }) {
      return dailyPlace(day, stated, (start, cycle, length), delays, isForToxicity, &found)
    }
    guard let length, !due.isEmpty else {
      found.dayOfCycle = stated
      found.cycle = cycle
      if stated == nil {
        found.questions.append("No cycle length is planned: the day of the cycle is not known (--day).")
      }
      return Place(cycle: cycle, day: stated, delay: nil)
    }
    if stated == 1 || (stated == nil && offset > length) {
      let days = offset - 1 - length
      if days > 0 { late[cycle + 1] = Double(days) }
      if days > length {
        found.questions.append("The last cycle began \(offset - 1) d before: is every administration recorded?")
      }
      found.cycle = cycle + 1
      found.dayOfCycle = 1
      return Place(
        cycle: cycle + 1, day: 1, delay: Double(max(0, days)), delays: delays, isForToxicity: isForToxicity)
    }
    found.cycle = cycle
    let own = rows.filter { $0.cycle == cycle && $0.date < day }.map(\.day)
    let last = due.last { $0 <= offset }
    found.dayOfCycle = stated ?? last.flatMap { own.contains($0) ? nil : $0 }
    if stated == nil, let last {
      if own.contains(last) {
        found.questions.append("Day \(offset) of cycle \(cycle): no dose is due on it (\(CyclePattern.text(due))).")
      } else if last < offset {
        found.questions.append(
          "Day \(offset) of cycle \(cycle): taken for day \(last), \(offset - last) d late (--day).")
      }
    }
    return Place(
      cycle: cycle, day: found.dayOfCycle, delay: delays[cycle], delays: delays, isForToxicity: isForToxicity)
  }

  /// Whether days are those of what is taken day after day.
  private static func isDaily(_ days: [Int]) -> Bool {
    days.count > 5 && zip(days, days.dropFirst()).allSatisfy { $1 == $0 + 1 }
  }

  /// What is taken day after day is due on the day itself, or pauses on it, whether each intake has a row or only the first: charts mostly have the first.
  private func dailyPlace(
    _ day: Day, _ stated: Int?, _ last: (start: Int, cycle: Int, length: Int), _ delays: [Int: Double],
    _ isForToxicity: [Int: Bool], _ found: inout RecordedDay
  ) -> Place {
    let offset = day.number - last.start
    let passed = offset / last.length
    found.cycle = last.cycle + passed
    found.dayOfCycle = stated ?? offset % last.length + 1
    if passed > 0, stated == nil {
      found.questions.append(
        "Day \(found.dayOfCycle ?? 1) of cycle \(last.cycle + passed), if no cycle since \(Day(last.start)) began late: rows show none (--day)."
      )
    }
    return Place(
      cycle: found.cycle, day: found.dayOfCycle, delay: passed > 0 ? nil : delays[last.cycle], delays: delays,
      isForToxicity: isForToxicity)
  }

  /// Tells which cycles began late, and whether the record says why: texts count a delay that toxicity caused.
  private func tellDelays(
    _ late: [Int: Double], _ isForToxicity: [Int: Bool], _ own: PatientTimeline.TherapyOnDay, _ rows: [Administration],
    _ found: inout RecordedDay
  ) {
    for (cycle, days) in late.sorted(by: { $0.key < $1.key }) {
      let first = rows.enumerated().filter { $0.element.cycle == cycle && $0.element.date <= found.day }
        .min { $0.element.date < $1.element.date }
      let index = first.flatMap { first in own.therapy.administrations.firstIndex(of: first.element) }
      let use: RecordedFact.Use =
        switch isForToxicity[cycle] {
        case true?: .questioned("for toxicity")
        case false?: .questioned("not for toxicity")
        case nil:
          .notUsed(
            first == nil ? "why is not known" : "why is not recorded (`reason`)")
        }
      found.facts.append(
        RecordedFact(
          "cycle \(cycle), late by", "\(Numbers.text(days)) d",
          when: first.map { "\($0.element.date)" } ?? "\(found.day)",
          record: index.map { .administration($0, of: own.entry.id, in: patient.id) }, sources: own.entry.sources,
          use: use))
    }
  }

  private func setNextDue(_ found: inout RecordedDay, _ start: Int?, _ length: Int?, _ due: [Int], _ day: Day) {
    guard let start, let length, let first = due.first else { return }
    let offset = day.number - start + 1
    if let next = due.first(where: { $0 > offset }) {
      found.nextDue = (Day(start + next - 1), next)
    } else if offset <= length {
      found.nextDue = (Day(start + length + first - 1), first)
    } else if let next = due.dropFirst().first {
      // A cycle that begins on this day.
      found.nextDue = (Day(day.number + next - 1), next)
    } else {
      found.nextDue = (Day(day.number + length), first)
    }
  }

  // MARK: size

  private func readSize(_ found: inout RecordedDay) -> [RecordedFact] {
    var facts: [RecordedFact] = []
    let path = RecordPath.patient(patient.id)
    for (name, value, unit) in [
      ("height", patient.heightCentimetres.value, "cm"), ("weight", patient.weightKilograms.value, "kg"),
    ] {
      if let value {
        facts.append(
          RecordedFact(
            name, "\(Numbers.text(value, decimals: 1)) \(unit)", when: "no day stated", record: path,
            sources: patient.sources, use: .questioned("undated")))
      }
    }
    guard let height = patient.heightCentimetres.value, let weight = patient.weightKilograms.value else {
      found.questions.append("Height and weight are not both recorded: no body surface, no dose in mg.")
      return facts
    }
    let size = BodySize(heightCentimetres: height, weightKilograms: weight, sex: patient.sex.value)
    found.questions += size.questions.map(\.description)
    if size.questions.isEmpty { found.size = size }
    return facts
  }

  // MARK: drugs

  private func readDrug(
    _ name: String, _ own: PatientTimeline.TherapyOnDay, _ rows: [(index: Int, row: Administration)], _ place: Place,
    _ day: Day, _ found: inout RecordedDay
  ) -> RecordedDrug {
    let drug = library.generic(name) ?? name
    func isMeant(_ other: String) -> Bool { library.isSame(other, name) }
    let before = rows.filter { isMeant($0.row.drug) && $0.row.date < day }
    let given = before.filter { !$0.row.isOmission }
    let plan = TherapyAccount.plan(name, own.therapy, library)
    var result = RecordedDrug(drug: drug, doses: [], observations: Observations(), earlier: [], notDue: nil)
    if let due = plan?.0.pattern.days, let today = place.day, !due.contains(today) {
      result.notDue = "not due on day \(today) (\(CyclePattern.text(due)))"
    }
    result.doses = doses(name, own, plan, given.last?.row, place, day, &found)
    let today = observations(drug, own, on: day, since: given.last?.row.date, rows.map(\.row))
    result.observations = today.known
    // What several drugs share is told once.
    for fact in today.facts where !found.facts.contains(fact) { found.facts.append(fact) }
    result.observations.day = place.day
    // A cycle is late once: what its first dose had to bear is not told again of its later days.
    let hasBegun = given.contains { $0.row.cycle == place.cycle }
    result.observations.cycleDelayDays = hasBegun ? place.delay.map { _ in 0 } : place.delay
    if let cycle = place.cycle {
      result.observations.facts[Condition.delayForToxicity] = place.isForToxicity[cycle]
    }
    if let size = found.size { result.observations.bodySurfaceSquareMetres = try? size.surface(.duBois).squareMetres }
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
    result.earlier = steps(drug, own, given.map(\.row), rows.map(\.row), place)
    return result
  }

  /// What was known before each of the doses given, since the one before it.
  private func steps(
    _ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, _ given: [Administration], _ rows: [Administration],
    _ place: Place
  ) -> [RecordedDrug.GivenStep] {
    var since: Day?
    return given.map { row in
      var known = observations(drug, own, on: row.date, since: since, rows).known
      known.day = row.day
      let isFirst = !given.contains { $0.cycle == row.cycle && $0.date < row.date }
      known.cycleDelayDays = place.delays[row.cycle].map { isFirst ? $0 : 0 }
      known.facts[Condition.delayForToxicity] = place.isForToxicity[row.cycle]
      since = row.date
      return RecordedDrug.GivenStep(date: row.date, dose: row.dose, observations: known)
    }
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
  private func doses(
    _ name: String, _ own: PatientTimeline.TherapyOnDay, _ plan: (AccountPlan, String)?, _ last: Administration?,
    _ place: Place, _ day: Day, _ found: inout RecordedDay
  ) -> [RecordedDrug.PlannedDose] {
    func isMeant(_ other: String) -> Bool { library.isSame(other, name) }
    func posology(_ phase: DosePhase) -> Posology? {
      let isDaily = phase.days.count > 5
      return phase.dose.value.map { Posology($0, timesADay: phase.timesADay > 1 || isDaily ? phase.timesADay : nil) }
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
    if doses.isEmpty, let plan {
      let dose = whole ?? Posology(plan.0.dose)
      doses.append(.init(posology: dose, origin: plan.1, isLastGiven: false))
      found.facts.append(
        RecordedFact("\(library.generic(name) ?? name), planned", dose.printed, when: plan.1))
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

  private func regimenPart(_ name: String, _ therapy: Therapy) -> (Posology, String)? {
    guard let regimen = therapy.regimen.flatMap({ library.regimens[$0] }),
      let part = regimen.components.first(where: { library.isSame($0.drug, name) })
    else { return nil }
    return (part.posology, "regimen \(regimen.id)")
  }

  // MARK: what is known

  /// What is known on a day since the last dose of a drug, with each value that is not of the laboratory.
  private func observations(
    _ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, on day: Day, since: Day?, _ rows: [Administration]
  ) -> (known: Observations, facts: [RecordedFact]) {
    var facts: [RecordedFact] = []
    var observations = Observations()
    observations.values = RecordedCounts(laboratory, on: day, since: since, window: window).values
    if let clearance = clearance(on: day, observations) {
      observations.values[.creatinineClearance] = .init(series: [
        .init(day: Double(day.number), value: clearance.value)
      ])
      facts.append(clearance.fact)
    }
    let isDaily =
      TherapyAccount.plan(own.therapy.drugs.first { library.isSame($0, drug) } ?? drug, own.therapy, library)
      .map { Self.isDaily($0.0.pattern.days) }
      ?? own.therapy.phases.contains { library.isSame($0.drug, drug) && $0.isTakenDaily }
    readToxicity(own, on: day, since: since, isDaily: isDaily, &observations, &facts)
    readEvents(on: day, since: since, &observations, &facts)
    for entry in patient.entries {
      guard case .radiotherapy(let radiation) = entry.content, let target = radiation.target.value?.lowercased(),
        target.contains("pelvi") || target.contains("becken"), let start = timeline.start(of: entry.id),
        let latest = timeline.bounds(of: start).latest, latest < day
      else { continue }
      observations.facts["prior pelvic radiotherapy"] = true
      facts.append(
        RecordedFact(
          "prior pelvic radiotherapy", radiation.target.value ?? "", when: "\(latest) or before",
          record: .entry(entry.id, of: patient.id), sources: entry.sources))
    }
    for phase in timeline.phases(of: own.therapy, on: day, isMeant: { library.isSame($0, drug) }) {
      for support in phase.support where GrowthFactorWindow.of(library.generic(support.drug) ?? support.drug) != nil {
        observations.facts["growth factor given"] = true
        facts.append(
          RecordedFact(
            "growth factor given", "\(support.drug) d\(support.days.map(String.init).joined(separator: ", "))",
            when: "phase \(phase.id)", record: .phase(phase.id, of: patient.id), sources: support.sources))
      }
    }
    let dayEight = rows.filter { $0.date < day && $0.day == 8 }.max { $0.date < $1.date }
    if let dayEight, let first = rows.first(where: { $0.cycle == dayEight.cycle && $0.day == 1 }) {
      let isLate = dayEight.isOmission || dayEight.date.number - first.date.number > 7
      // A late day 8 that was given at a lower dose has been acted on: the level is not gone down twice.
      let isActedOn =
        dayEight.dose.flatMap { now in first.dose.map { now.unit == $0.unit && now.amount < $0.amount * (1 - 1e-9) } }
        ?? false
      observations.facts["day 8 omitted or delayed"] = isLate && !isActedOn
      if isLate, isActedOn, let index = own.therapy.administrations.firstIndex(of: dayEight) {
        facts.append(
          RecordedFact(
            "day 8 omitted or delayed", "given late and at a lower dose", when: "\(dayEight.date)",
            record: .administration(index, of: own.entry.id, in: patient.id), sources: own.entry.sources,
            use: .notUsed("the lower dose was given already")))
      }
    }
    return (observations, facts)
  }

  /// The creatinine clearance by Cockcroft and Gault, where the record has a creatinine and what it takes beside, and no clearance of its own. The age has bounds;
  /// height and weight have no day.
  private func clearance(on day: Day, _ observations: Observations) -> (value: ValueSpan, fact: RecordedFact)? {
    guard observations.values[.creatinineClearance]?.today == nil,
      let creatinine = observations.values[.creatinine]?.today?.point, let sex = patient.sex.value,
      let kilograms = patient.weightKilograms.value, let ages = age(on: day)
    else { return nil }
    func clearance(_ age: Int) -> Double? {
      CreatinineClearance(
        ageYears: age, weightKilograms: kilograms, creatinineMilligramsPerDecilitre: creatinine,
        isFemale: sex == .female)?.millilitresPerMinute
    }
    guard let least = clearance(ages.upperBound), let most = clearance(ages.lowerBound),
      Analyte.creatinineClearance.possible.contains(most)
    else { return nil }
    let value = ValueSpan(from: least, to: most)
    let years = ages.lowerBound == ages.upperBound ? "\(ages.lowerBound)" : "\(ages.lowerBound) to \(ages.upperBound)"
    return (
      value,
      RecordedFact(
        Analyte.creatinineClearance.rawValue, "\(value.text) mL/min", when: "\(day)", record: .patient(patient.id),
        sources: patient.sources,
        use: .questioned(
          "by Cockcroft-Gault: creatinine \(Numbers.text(creatinine, decimals: 2)) mg/dL, \(years) years, \(Numbers.text(kilograms, decimals: 1)) kg (undated), \(sex.rawValue)"
        ))
    )
  }

  /// The completed years of the patient on a day, between bounds; nil where the age or its event is not known.
  private func age(on day: Day) -> ClosedRange<Int>? {
    guard let stated = patient.age.value, stated.others.isEmpty, let anchor = stated.anchor,
      let event = timeline.start(of: anchor.id)
    else { return nil }
    let bounds = timeline.bounds(of: event)
    guard let earliest = bounds.earliest, let latest = bounds.latest, latest <= day else { return nil }
    // At the event so many years were completed, and not one more.
    let least = stated.years + Int(Double(day.number - latest.number) / 365.25)
    let most = stated.years + 1 + Int((Double(day.number - earliest.number) / 365.25).rounded(.down))
    return least...max(least, most)
  }

  /// Events and complications since the last dose whose words rules know: they are adverse events that nobody entered as such. Others are told, and not used.
  private func readEvents(
    on day: Day, since: Day?, _ observations: inout Observations, _ facts: inout [RecordedFact]
  ) {
    for entry in patient.entries {
      let words: String
      switch entry.content {
      case .event(let text): words = text
      case .complication(let complication) where !complication.isAbsence: words = complication.term
      default: continue
      }
      guard let event = timeline.start(of: entry.id), case let bounds = timeline.bounds(of: event),
        bounds.earliest.map({ $0 <= day }) ?? true,
        since.map({ since in bounds.latest.map { $0 > since } ?? true }) ?? true
      else { continue }
      var fact = RecordedFact(
        words, "", when: Self.words(bounds), record: .entry(entry.id, of: patient.id), sources: entry.sources,
        use: .notUsed("no rule reads these words; an adverse event is `toxicity: …` with its grade and version"))
      defer { facts.append(fact) }
      let meant = ToxicityTerms.facts(words)
      let term = ToxicityTerms.graded(ToxicityTerms.withoutGrade(words))
      guard !meant.isEmpty || term != nil else { continue }
      let isSince = since.map { since in bounds.earliest.map { $0 > since } ?? false } ?? false
      guard isSince, bounds.latest.map({ $0 <= day }) ?? false else {
        // It may be of this interval: that it was not is not known.
        for word in meant where observations.facts[word] == false { observations.facts[word] = nil }
        if let term { observations.addUngraded(term) }
        fact.use = .notUsed("whether it is since the last dose is not known")
        continue
      }
      for word in meant { observations.facts[word] = true }
      if let term { observations.addUngraded(term) }
      fact.use = .questioned(
        "as \((meant + [term.map { "\($0) without a grade" }].compactMap(\.self)).joined(separator: ", "))")
    }
  }

  private func readToxicity(
    _ own: PatientTimeline.TherapyOnDay, on day: Day, since: Day?, isDaily: Bool, _ observations: inout Observations,
    _ facts: inout [RecordedFact]
  ) {
    var isOpen = false
    var terms: [String: (grade: Int, isLeast: Bool)] = [:]
    func grade(_ term: String, _ grade: Int, isLeast: Bool = false) {
      let known = terms[term]
      // The greatest counts; another one of the same grade that may be higher keeps it open.
      terms[term] = (max(known?.grade ?? 0, grade), (known?.isLeast ?? false) || isLeast)
    }
    for entry in patient.entries {
      guard case .toxicity(let toxicity) = entry.content, toxicity.of.map({ $0 == own.entry.id }) ?? true,
        let event = timeline.start(of: entry.id)
      else { continue }
      let bounds = timeline.bounds(of: event)
      if let earliest = bounds.earliest, earliest > day { continue }
      let grades = toxicity.grade.value
      let version = toxicity.version.value
      var fact = RecordedFact(
        toxicity.term,
        [
          grades.map { "grade \($0)" }, version.map { $0.hasPrefix("CTCAE") ? $0 : "CTCAE \($0)" },
          toxicity.isAbsence ? "absent" : nil,
          toxicity.qualifier.value,
        ].compactMap(\.self).joined(separator: ", "), when: Self.words(bounds),
        record: .entry(entry.id, of: patient.id), sources: entry.sources)
      defer { facts.append(fact) }
      guard let since else {
        fact.use = .notUsed("no dose was given before, so it is of none")
        continue
      }
      guard let earliest = bounds.earliest, let latest = bounds.latest, latest <= day, earliest > since else {
        if let latest = bounds.latest, latest <= since, isDaily, !toxicity.isAbsence,
          mayLast(entry, toxicity, until: day)
        {
          // With what is taken day after day the last dose was yesterday's: an adverse event before it may be going on.
          grade(ToxicityTerms.graded(toxicity.term) ?? "non-haematological toxicity", 0, isLeast: true)
          fact.use = .notUsed("before the last dose (\(since)), and whether it is over is not recorded")
          isOpen = true
        } else if let latest = bounds.latest, latest <= since {
          // For the doses before, it may be an event of a set: what that has left holds on.
          fact.use =
            toxicity.isAbsence
            ? .notUsed("before the last dose (\(since))")
            : .questioned("for events before the last dose (\(since)), not for this day")
        } else {
          // It may be of this interval: what else is known of grades is then a least one.
          fact.use = .notUsed("whether it is since the last dose (\(since)) is not known")
          if !toxicity.isAbsence { isOpen = true }
        }
        continue
      }
      if toxicity.isAbsence {
        if day.number - latest.number > window {
          fact.use = .notUsed("\(day.number - latest.number) d old")
        } else if ToxicityTerms.isAboutAll(toxicity.term) {
          for term in Comparison.gradeTerms { grade(term, 0) }
        } else if let term = ToxicityTerms.denied(toxicity.term) {
          grade(term, 0)
        } else if case let facts = ToxicityTerms.deniedFacts(toxicity.term), !facts.isEmpty {
          for word in facts where observations.facts[word] == nil { observations.facts[word] = false }
        } else {
          fact.use = .notUsed("no rule reads it")
        }
        continue
      }
      let facts = ToxicityTerms.facts(toxicity.term)
      for word in facts { observations.facts[word] = true }
      if ToxicityTerms.isHaematological(toxicity.term) {
        fact.use =
          facts.first.map { .questioned("as \($0)") }
          ?? .notUsed(
            "rules judge blood by counts"
              + (ToxicityTerms.saysMoreThanBlood(toxicity.term)
                ? "; its other words are not read (--yes \"febrile neutropenia\" if it was that)" : ""))
        continue
      }
      let unread =
        ToxicityTerms.graded(toxicity.term) == nil && ToxicityTerms.facts(toxicity.term).isEmpty
        ? "no rule reads these words; " : ""
      /// What a fact of the same words decides is used, though its grade is not.
      func ungraded(_ why: String) -> RecordedFact.Use {
        facts.isEmpty
          ? .notUsed(unread + why) : .questioned("as \(facts.joined(separator: ", ")); no grade is read: \(why)")
      }
      guard let grades, version != nil else {
        fact.use = ungraded(grades == nil ? "no grade is stated" : "no CTCAE version")
        // It is there: of a grade that is not known, and not of none.
        if !ToxicityTerms.isHairLoss(toxicity.term) {
          grade(ToxicityTerms.graded(toxicity.term) ?? "non-haematological toxicity", 1, isLeast: true)
        }
        isOpen = true
        continue
      }
      if ToxicityTerms.isHairLoss(toxicity.term) {
        fact.use = .notUsed("no rule reads it")
        continue
      }
      let isLeast = grades.range.count > 1
      let term = ToxicityTerms.graded(toxicity.term)
      // What is of no term of the rules is still a toxicity that is not of the blood.
      grade(term ?? "non-haematological toxicity", grades.range.lowerBound, isLeast: isLeast || term == nil)
      fact.use =
        isLeast
        ? .questioned("at least grade \(grades.range.lowerBound)")
        : term == nil ? .questioned("as a toxicity that is not of the blood") : .used
    }
    for (term, known) in terms {
      observations.grades[term] = known.grade
      // A grade of 0 beside an event that nobody graded is not known.
      if known.isLeast || (isOpen && known.grade == 0) { observations.leastGrades.insert(term) }
    }
  }

  /// Whether an adverse event may be going on: it has no end by the day, and nothing later of the same term tells of less.
  private func mayLast(_ entry: Entry, _ toxicity: Toxicity, until day: Day) -> Bool {
    if let end = timeline.end(of: entry.id), end != timeline.start(of: entry.id),
      let latest = timeline.bounds(of: end).latest,
      latest <= day
    {
      return false
    }
    guard let start = timeline.start(of: entry.id).flatMap({ timeline.bounds(of: $0).latest }) else { return true }
    return !patient.entries.contains { other in
      guard case .toxicity(let later) = other.content, other.id != entry.id,
        let begun = timeline.start(of: other.id).flatMap({ timeline.bounds(of: $0).earliest }), begun > start,
        begun <= day
      else { return false }
      if later.isAbsence {
        return ToxicityTerms.isAboutAll(later.term)
          || ToxicityTerms.denied(later.term) == ToxicityTerms.graded(toxicity.term)
      }
      return ToxicityTerms.graded(later.term) == ToxicityTerms.graded(toxicity.term)
    }
  }

  // MARK: laboratory

  /// Tells each analyte's latest value, and the lowest and highest since the last dose.
  private func readLaboratory(
    _ own: PatientTimeline.TherapyOnDay, _ rows: [Administration], _ day: Day, _ found: inout RecordedDay
  ) {
    let last = rows.last { !$0.isOmission && $0.date < day }?.date
    for analyte in Analyte.allCases {
      let all = laboratory.values.filter { $0.analyte == analyte && $0.day <= day }
      let doubts = laboratory.doubts.filter { doubt in
        doubt.analyte == analyte && (doubt.bounds.earliest.map { $0 <= day } ?? true)
      }
      let latest = all.max { one, other in one.day < other.day }
      for doubt in doubts {
        // An older value that cannot be used matters no more.
        if let latest, !doubt.mayBe(since: latest.day) { continue }
        found.facts.append(
          RecordedFact(
            analyte.rawValue, doubt.words, when: doubt.day.map { "\($0)" } ?? "no day stated",
            record: doubt.entries.first.map { .entry($0, of: patient.id) },
            sources: doubt.entries.first.flatMap { patient.entry($0)?.sources } ?? [],
            use: .notUsed(doubt.problem.description)))
      }
      guard let latest else { continue }
      let age = day.number - latest.day.number
      var use = RecordedFact.Use.used
      if age > window {
        use = .notUsed("\(age) d old (--oldest \(window))")
      } else if doubts.contains(where: {
        $0.mayBeOfToday(day, since: last, window: window) && $0.mayBe(since: latest.day)
      }) {
        use = .notUsed("another value of these days cannot be used")
      } else if let last, latest.day <= last {
        use = .notUsed("not after the last dose (\(last))")
      } else if latest.relation != nil {
        use = .questioned("a bound")
      }
      func fact(_ name: String, _ value: LaboratoryRecord.Value, _ use: RecordedFact.Use) -> RecordedFact {
        RecordedFact(
          name, "\(value.span.text) \(analyte.printedUnit)", when: "\(value.day)",
          record: .entry(value.entry, of: patient.id), sources: patient.entry(value.entry)?.sources ?? [], use: use)
      }
      found.facts.append(fact(analyte.rawValue, latest, use))
      guard let last else { continue }
      let since = all.filter { $0.day > last }
      if let lowest = since.min(by: { $0.value < $1.value }), lowest != latest {
        found.facts.append(fact("\(analyte.rawValue), lowest since \(last)", lowest, .used))
      }
      if let highest = since.max(by: { $0.value < $1.value }), highest != latest, !Self.isCount(analyte) {
        found.facts.append(fact("\(analyte.rawValue), highest since \(last)", highest, .used))
      }
    }
  }

  private static func isCount(_ analyte: Analyte) -> Bool {
    [.neutrophils, .leukocytes, .lymphocytes, .platelets, .haemoglobin].contains(analyte)
  }

  private static func words(_ bounds: DayBounds) -> String {
    switch (bounds.earliest, bounds.latest) {
    case (nil, nil): "not determined"
    case (let day?, nil): "\(day) or later"
    case (nil, let day?): "\(day) or before"
    case (let one?, let other?): one == other ? "\(one)" : "between \(one) and \(other)"
    }
  }
}
