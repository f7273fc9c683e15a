// SPDX-License-Identifier: Apache-2.0

/// The log-rank statistic of the patients at a time of the calendar, with the hypergeometric variance, also of ties.
struct LogRankScore {
  private(set) var events = 0
  private(set) var accrued = 0
  /// (E − O)/√V of treatment; positive is benefit.
  private(set) var z = 0.0

  init(_ patients: [TwoArmSimulation.Patient], at when: Double) {
    // A time of 0 or more is in the order of its bits. The last two say which arm, and whether there is an event: a difference of 1e-15.
    var marks: [UInt64] = []
    marks.reserveCapacity(patients.count)
    var treated = 0
    for patient in patients where patient.entry <= when {
      let followed = min(when - patient.entry, patient.dropout)
      // On the day itself it is seen, whatever the last bits of a sum.
      let isEvent = patient.seen <= followed + 1e-12
      let time = max(0, isEvent ? patient.seen : followed)
      marks.append((time.bitPattern & ~3) | (patient.isTreated ? 2 : 0) | (isEvent ? 1 : 0))
      if isEvent { events += 1 }
      if patient.isTreated { treated += 1 }
    }
    accrued = marks.count
    marks.sort()
    var (score, variance) = (0.0, 0.0)
    var index = 0
    var risk = marks.count
    while index < marks.count {
      // Times nearer than this are one: a multiple of an interval is the same whatever its last bits.
      let end = (Double(bitPattern: marks[index] & ~3) + 1e-9).bitPattern
      var (left, leftTreated, deaths, deathsTreated) = (0, 0, 0, 0)
      while index < marks.count, marks[index] <= end {
        let mark = marks[index]
        left += 1
        if mark & 2 != 0 { leftTreated += 1 }
        if mark & 1 != 0 {
          deaths += 1
          if mark & 2 != 0 { deathsTreated += 1 }
        }
        index += 1
      }
      if deaths > 0 {
        let share = Double(treated) / Double(risk)
        score += Double(deaths) * share - Double(deathsTreated)
        if risk > 1 {
          variance += Double(deaths) * share * (1 - share) * Double(risk - deaths) / Double(risk - 1)
        }
      }
      risk -= left
      treated -= leftTreated
    }
    z = variance > 0 ? score / variance.squareRoot() : 0
  }
}
