// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
public import Plain

/// The single administrations of a dose phase: what was given in its time, beside what the phase states.
public struct PhaseAccount: Sendable, Hashable {
  /// The rows, omissions among them, in order of date.
  public var rows: [Administration]

  /// Rows of administrations of one drug.
  public init(_ rows: [Administration]) {
    self.rows = rows.sorted { $0.date < $1.date }
  }

  /// The doses that were given and how often, in order of their first time.
  public var doses: [(dose: Dose, count: Int)] {
    var found: [(dose: Dose, count: Int)] = []
    for dose in rows.compactMap(\.dose) {
      if let index = found.firstIndex(where: { $0.dose == dose }) {
        found[index].count += 1
      } else {
        found.append((dose, 1))
      }
    }
    return found
  }

  /// How many days of the plan were left out.
  public var omissions: Int { rows.count { $0.isOmission } }

  /// Days of the cycle on which something was given, ascending.
  public var days: [Int] { Set(rows.filter { !$0.isOmission }.map(\.day)).sorted() }

  /// Days from one day 1 to the next, each length once, ascending.
  public var cycleLengths: [Int] {
    let starts = TherapyAccount.cycles(rows).map(\.startDay)
    return Set(zip(starts, starts.dropFirst()).map { $1 - $0 }).sorted()
  }

  /// The sum of what was given; nil where a row has another unit.
  public func total(_ unit: DoseUnit) -> Double? {
    let given = rows.compactMap(\.dose)
    guard !given.isEmpty, given.allSatisfy({ $0.unit == unit }) else { return nil }
    return given.reduce(0) { $0 + $1.amount }
  }

  /// The mean dose of an administration that took place; nil where a row has another unit.
  public func perAdministration(_ unit: DoseUnit) -> Double? {
    total(unit).map { $0 / Double(rows.count { !$0.isOmission }) }
  }

  /// The mean dose of a cycle that was begun; nil where a row has another unit.
  public func perCycle(_ unit: DoseUnit) -> Double? {
    total(unit).map { $0 / Double(Set(rows.map(\.cycle)).count) }
  }

  /// Whether every row is as a phase states it: its dose, nothing left out.
  public func isAs(_ dose: Dose) -> Bool { omissions == 0 && doses.allSatisfy { $0.dose == dose } }

  /// `1000 mg/m² (7), 750 mg/m² (1), omitted (1)`
  public var words: String { phrase.english }

  /// The same in every language.
  public var phrase: Phrase {
    (doses.map { Posology($0.dose).phrase + Phrase(same: " (\($0.count))") }
      + (omissions > 0 ? [Phrase("omitted (\(omissions))", "ausgelassen (\(omissions))")] : []))
      .joined(separator: ", ")
  }
}

extension DosePhase {
  /// Whether a cycle is one of those that the phase states; where it states none, every one.
  public func holds(in cycle: Int) -> Bool {
    (firstCycle.map { $0 <= cycle } ?? true) && (lastCycle.map { cycle <= $0 } ?? true)
  }
}

extension Therapy {
  /// The dose that the phases of a drug state for a cycle and day; nil where none states its cycles, or several doses are stated.
  public func statedDose(cycle: Int, day: Int, isMeant: (String) -> Bool) -> Dose? {
    let own = phases.filter { phase in
      isMeant(phase.drug) && phase.firstCycle != nil && phase.holds(in: cycle)
        && (phase.days.isEmpty || phase.days.contains(day))
    }
    let doses = Set(own.map(\.dose.value))
    return doses.count == 1 ? doses.first ?? nil : nil
  }

  /// The administrations of a drug, as an account; nil where there are none.
  public func given(_ drug: String, isMeant: (String) -> Bool) -> PhaseAccount? {
    let rows = administrations.filter { isMeant($0.drug) }
    return rows.isEmpty ? nil : PhaseAccount(rows)
  }

  /// The administrations of a dose phase: those of its cycles where it states them, else those of its time. Nil where there are none, or where it is not known which
  /// rows are its own.
  public func given(
    in phase: DosePhase, _ timeline: PatientTimeline, isMeant: (String) -> Bool
  ) -> PhaseAccount? {
    let all = administrations.filter { isMeant($0.drug) }
    let own = phases.filter { isMeant($0.drug) }
    guard !all.isEmpty, let index = own.firstIndex(where: { $0.id == phase.id }) else { return nil }
    let next = index + 1 < own.count ? own[index + 1] : nil
    var rows = all
    func start(_ phase: DosePhase) -> DayBounds? { timeline.start(of: phase.id).map { timeline.bounds(of: $0) } }
    if let first = phase.firstCycle {
      guard let last = phase.lastCycle ?? next?.firstCycle.map({ $0 - 1 }) ?? (next == nil ? .max : nil) else {
        return nil
      }
      rows = all.filter { $0.cycle >= first && $0.cycle <= last }
    } else if own.count > 1 {
      guard index == 0 || start(phase)?.isExact == true, next.map({ start($0)?.isExact == true }) ?? true else {
        return nil
      }
      let from = index == 0 ? nil : start(phase)?.earliest
      let until = next.flatMap { start($0)?.earliest }
      rows = all.filter { row in
        (from.map { row.date >= $0 } ?? true) && (until.map { row.date < $0 } ?? true)
      }
    }
    return rows.isEmpty ? nil : PhaseAccount(rows)
  }
}
