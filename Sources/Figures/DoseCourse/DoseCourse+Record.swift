// SPDX-License-Identifier: Apache-2.0

import Drawing
import Chronology
import Course
import Plain
public import Outcomes
public import Dosing

extension DoseCourse {
  /// The course of a drug of a therapy: from its recorded administrations, else from its dose phases.
  ///
  /// - Returns: nil where neither gives a dose.
  public init?(_ outcome: PatientOutcomes, _ therapy: TherapyOutcome, drug: String, library: RegimenLibrary) {
    let own = therapy.therapy.administrations.filter { $0.drug == drug }
    let phases = therapy.therapy.phases.filter { $0.drug == drug }
    guard let unit = (own.lazy.compactMap(\.dose).first ?? phases.compactMap(\.dose.value).first)?.unit else {
      return nil
    }
    self.init(title: "Patient \(outcome.patient.id), \(drug)", unit: unit.printed)
    planned =
      TherapyAccount.plan(drug, therapy.therapy, library).flatMap { $0.0.dose.unit == unit ? $0.0.dose.amount : nil }
      ?? therapy.therapy.planned.first { $0.drug == drug }?.dose.value?.amount
    guard let origin = outcome.timeline.start(of: therapy.entry.id) else { return nil }
    let end = therapy.duration.value.drawnDays ?? 0
    self.phases = Self.phases(phases, outcome, from: origin, end: end)
    if let first = own.first?.date {
      for given in own where given.dose.map({ $0.unit == unit }) ?? true {
        administrations.append(.init(day: Double(given.date.number - first.number), given: given.dose?.amount ?? 0))
      }
      if administrations.count < own.count {
        undrawn = Undrawn(count: own.count - administrations.count, stated: own.count)
      }
      counts = Self.counts(outcome.patient, from: first)
      addSupport(phases, cycleStarts: TherapyAccount.cycles(own).map { Double($0.startDay - first.number) })
      joinDays()
    } else {
      addNominal(phases, of: therapy)
      // Without single doses the axis begins with the therapy: counts stand on it where its day is known.
      let start = outcome.timeline.bounds(of: origin)
      if let first = start.earliest, start.latest == first {
        counts = Self.counts(outcome.patient, from: first, until: end + Self.afterTherapy)
      } else {
        hasUndrawnCounts = !Self.counts(outcome.patient, from: Day(0)).isEmpty
      }
    }
    guard administrations.contains(where: { $0.given > 0 }) || !bands.isEmpty else { return nil }
  }

  /// Days in a row with one dose that make a stretch and no list of infusions.
  private static let leastDaily = 6

  /// Recorded doses of day after day become one stretch.
  private mutating func joinDays() {
    var rest: [Administration] = []
    var index = 0
    while index < administrations.count {
      let first = administrations[index]
      var end = index
      while end + 1 < administrations.count, administrations[end + 1].given == first.given, first.given > 0,
        abs(administrations[end + 1].day - administrations[end].day - 1) < 0.01
      {
        end += 1
      }
      if end - index + 1 >= Self.leastDaily {
        addBand(Band(from: first.day, to: administrations[end].day + 1, given: first.given))
      } else {
        rest += administrations[index...end]
      }
      index = end + 1
    }
    administrations = rest
  }

  private static func phases(
    _ phases: [DosePhase], _ outcome: PatientOutcomes, from origin: EventID, end: Double
  ) -> [Phase] {
    var found: [Phase] = []
    for phase in phases {
      guard let start = outcome.timeline.start(of: phase.id) else { continue }
      let bounds = outcome.timeline.length(from: origin, to: start)
      let earliest = max(0, bounds.lower?.days ?? 0)
      let latest = max(earliest, min(bounds.upper?.days ?? end, end))
      found.append(Phase(name: phase.id, start: earliest...latest, end: end))
    }
    for index in found.indices.dropLast() {
      found[index].end = max(found[index].middleOfStart, found[index + 1].middleOfStart)
    }
    return found
  }

  /// Administrations on the days that phase and cycle give, from the drawn start of the phase on.
  ///
  /// Cycles that are stated are drawn whole, as the account counts them: where they do not fit between the middles of the bounds, the phase begins
  /// earlier within its own, or goes on.
  private mutating func addNominal(_ phases: [DosePhase], of therapy: TherapyOutcome) {
    var stated = 0
    var limit = Double.infinity
    let expected = expectedStarts(phases)
    for phase in phases.reversed() {
      let cycles = therapy.phases.first { $0.phase.id == phase.id }.flatMap(Self.statedCycles)
      let isDaily = phase.isTakenDaily
      if let cycles, !isDaily { stated += cycles * phase.days.count }
      guard let index = self.phases.firstIndex(where: { $0.name == phase.id }) else { continue }
      let drawn = self.phases[index]
      var start = expected[phase.id] ?? drawn.middleOfStart
      var end = min(drawn.end, limit)
      if let cycles, let cycle = Self.cycle(phase), let last = (phase.days + phase.omittedDays).max() {
        let needed = cycle * Double(cycles - 1) + Double(last)
        start = max(drawn.start.lowerBound, min(start, end - needed))
        end = max(end, start + needed)
        self.phases[index].end = end
        self.phases[index].firstDrawn = start
        addNominal(phase, from: start, to: end, cycles: cycles)
      } else {
        addNominal(phase, from: start, to: end, cycles: nil)
      }
      limit = start
    }
    administrations.sort { $0.day < $1.day }
    bands.sort { $0.from < $1.from }
    let drawn = administrations.count { $0.given > 0 }
    if stated > drawn { undrawn = Undrawn(count: stated - drawn, stated: stated) }
  }

  /// Where a phase begins that goes on with the cycles of the one before: as many lengths of its cycles later, within its own bounds. So one cycle stands on one day in the
  /// figures of all drugs of a therapy, whatever phases each of them has.
  private func expectedStarts(_ phases: [DosePhase]) -> [String: Double] {
    var starts: [String: Double] = [:]
    var before: (phase: DosePhase, start: Double)?
    for phase in phases {
      guard let drawn = self.phases.first(where: { $0.name == phase.id }) else {
        before = nil
        continue
      }
      var start = drawn.middleOfStart
      if phase.firstCycle == 1 {
        start = drawn.start.lowerBound
        starts[phase.id] = start
      } else if let own = before, let cycle = Self.cycle(own.phase), let first = phase.firstCycle,
        let last = own.phase.lastCycle, last + 1 == first
      {
        let count = Double(last - (own.phase.firstCycle ?? 1) + 1)
        start = min(max(own.start + count * cycle, drawn.start.lowerBound), drawn.start.upperBound)
        starts[phase.id] = start
      }
      before = (phase, start)
    }
    return starts
  }

  private mutating func addNominal(_ phase: DosePhase, from first: Double, to end: Double, cycles: Int?) {
    guard let dose = phase.dose.value, let cycle = Self.cycle(phase), cycle > 0 else { return }
    var start = first
    var number = phase.firstCycle ?? 1
    let last = cycles.map { number + $0 - 1 } ?? phase.lastCycle ?? .max
    let isDaily = phase.isTakenDaily
    while start < end - 0.5, number <= last, administrations.count < 2000 {
      if isDaily, let first = phase.days.first, let last = phase.days.last {
        addBand(
          Band(
            from: start + Double(first) - 1, to: min(start + Double(last), end), given: dose.amount, isNominal: true))
      }
      for day in phase.days where !isDaily && start + Double(day) - 1 < end {
        administrations.append(.init(day: start + Double(day) - 1, given: dose.amount, isNominal: true))
      }
      for day in phase.omittedDays where start + Double(day) - 1 < end {
        administrations.append(.init(day: start + Double(day) - 1, given: 0, isNominal: true))
      }
      for drug in phase.support {
        // Days behind the last dose are of its cycle too.
        let days = drug.days.map { start + Double($0) - 1 }.filter { $0 < max(end, start + cycle) }
        if let index = support.firstIndex(where: { $0.drug == drug.drug }) {
          support[index].days += days
        } else {
          support.append(.init(drug: drug.drug, days: days, isNominal: true))
        }
      }
      start += cycle
      number += 1
    }
  }

  /// The length of a cycle that is drawn, in days.
  private static func cycle(_ phase: DosePhase) -> Double? {
    phase.cycleLength.value?.bounds.map { Double($0.lowerBound + $0.upperBound) / 2 }
  }

  /// How many cycles of a phase the account counts, where it states them and none was broken off.
  private static func statedCycles(_ outcome: PhaseOutcome) -> Int? {
    guard let last = outcome.phase.lastCycle, let first = outcome.phase.firstCycle, last >= first,
      let sum = outcome.cumulative?.value, sum.lower == sum.upper
    else { return nil }
    return last - first + 1
  }

  /// Supportive drugs of the phases on their days of the recorded cycles.
  private mutating func addSupport(_ phases: [DosePhase], cycleStarts: [Double]) {
    for phase in phases {
      guard let drawn = self.phases.first(where: { $0.name == phase.id }) else { continue }
      for drug in phase.support {
        let days = cycleStarts.filter { $0 >= drawn.middleOfStart - 0.5 && $0 < drawn.end }
          .flatMap { start in drug.days.map { start + Double($0) - 1 } }
        guard !days.isEmpty else { continue }
        if let index = support.firstIndex(where: { $0.drug == drug.drug }) {
          support[index].days += days
        } else {
          support.append(.init(drug: drug.drug, days: days, isNominal: true))
        }
      }
    }
  }

  /// Counts recover for so many days after a therapy.
  private static let afterTherapy = 28.0

  private static func counts(_ patient: Patient, from first: Day, until last: Double = .infinity) -> [Series] {
    let values = LaboratoryRecord(patient).values
    let wanted: [(Analyte, [Series.Threshold])] = [
      (.neutrophils, [.init(value: 1, label: "1.0"), .init(value: 0.5, label: "0.5")]),
      (.platelets, [.init(value: 100, label: "100"), .init(value: 50, label: "50")]),
      (.haemoglobin, [.init(value: 10, label: "10"), .init(value: 8, label: "8")]),
    ]
    return wanted.compactMap { analyte, thresholds in
      let points = values.filter { $0.analyte == analyte }
        .map { Series.Point(day: Double($0.day.number - first.number), value: $0.value) }
        .filter { $0.day >= 0 && $0.day <= last }.sorted { $0.day < $1.day }
      return points.isEmpty
        ? nil
        : Series(
          analyte.phrase.capitalisedFirst + Phrase(same: ", \(analyte.printedUnit)"), points: points,
          thresholds: thresholds)
    }
  }
}

extension TimeToEvent {
  /// The length that a drawing shows: the middle of its bounds, or the one that is known.
  var drawnDays: Double? {
    switch (length.lower?.days, length.upper?.days) {
    case (let lower?, let upper?): (lower + upper) / 2
    case (let lower?, nil): lower
    case (nil, let upper?): upper
    case (nil, nil): nil
    }
  }
}
