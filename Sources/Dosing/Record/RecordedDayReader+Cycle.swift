// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

// Where in its cycle a day lies, and which cycles began late.
extension RecordedDayReader {
  /// Where in its cycle the day lies.
  struct Place {
    var cycle: Int?
    var day: Int?
    /// Days by which this cycle began late, or is late now.
    var delay: Double?
    /// Days by which the cycles until then began late, by their numbers.
    var delays: [Int: Double] = [:]
    /// Days by which a later day of the cycle is late now.
    var lateDays = 0
    /// Whether toxicity made them late, by their numbers; without a reason in the record it is not known.
    var isForToxicity: [Int: Bool] = [:]
  }

  /// Whether toxicity made a cycle late, by the reason of the rows that it began with.
  func isForToxicity(_ cycle: Int, _ rows: [Administration]) -> Bool? {
    let own = rows.filter { $0.cycle == cycle }
    guard let first = own.map(\.date).min() else { return nil }
    let reasons = Set(own.filter { $0.date == first }.compactMap(\.reason))
    if !reasons.isDisjoint(with: [.haematotoxicity, .toxicity]) { return true }
    // Another way of computing a dose makes nothing late.
    return reasons == [.preference] ? false : nil
  }

  func place(
    _ own: PatientTimeline.TherapyOnDay, _ rows: [Administration], _ day: Day, _ stated: Int?,
    _ found: inout RecordedDay
  ) -> Place {
    let plans = own.therapy.drugs.compactMap { TherapyAccount.pattern($0, own.therapy, library) }
    let length = Set(plans.map(\.cycleDays)).count == 1 ? plans.first?.cycleDays : nil
    let due = Set(plans.flatMap(\.days)).sorted()
    let starts = TherapyAccount.cycles(rows.filter { $0.date <= day }).map(\.startDay)
    let numbers = Set(rows.filter { $0.date <= day }.map(\.cycle)).sorted()
    func delay(of index: Int) -> Double? {
      guard index > 0 else { return index == 0 ? 0 : nil }
      // Cycles without a row between two are none that began late.
      let between = numbers[index] - numbers[index - 1]
      return length.map { Double(max(0, starts[index] - starts[index - 1] - $0 * between)) }
    }
    for (one, next) in zip(numbers, numbers.dropFirst()) where next > one + 1 {
      let gap = next == one + 2 ? "cycle \(one + 1)" : "cycles \(one + 1) to \(next - 1)"
      found.questions.append("No row of \(gap) is recorded: what was given then, and what it led to, is not known.")
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
      tellShortGap(since: rows, due, length, day, &found)
      setNextDue(&found, starts.last, length, due, day)
      tellDelays(late, isForToxicity, own, rows, &found)
    }
    if let today = rows.first(where: { $0.date == day }) {
      found.cycle = today.cycle
      found.dayOfCycle = stated ?? today.day
      var here = Place(
        cycle: today.cycle, day: found.dayOfCycle, delay: delays[today.cycle], delays: delays,
        isForToxicity: isForToxicity)
      if let index = numbers.firstIndex(of: today.cycle), let own = found.dayOfCycle, own > 1 {
        here.lateDays = max(0, day.number - starts[index] + 1 - own)
      }
      return here
    }
    guard let start = starts.last, let cycle = numbers.last else {
      if stated == nil, begins(own, on: day) {
        (found.cycle, found.dayOfCycle) = (1, 1)
        return Place(cycle: 1, day: 1, delay: 0)
      }
      found.dayOfCycle = stated
      // What is taken every day has no day of a cycle.
      let isDaily = !own.therapy.phases.isEmpty && own.therapy.phases.allSatisfy(\.isTakenDaily)
      if stated == nil, !isDaily {
        found.questions.append(
          "No administration before \(day) is recorded: the day of the cycle is not known (--day).")
      }
      return Place(cycle: nil, day: stated, delay: nil)
    }
    let offset = day.number - start + 1
    if let length, !plans.isEmpty, plans.allSatisfy({ DailySchedule.isTaken(on: $0.days) }) {
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
    var here = Place(
      cycle: cycle, day: found.dayOfCycle, delay: delays[cycle], delays: delays, isForToxicity: isForToxicity)
    if let due = found.dayOfCycle, due > 1, due == last { here.lateDays = offset - due }
    return here
  }

  /// Whether a therapy is stated to begin on a day.
  private func begins(_ own: PatientTimeline.TherapyOnDay, on day: Day) -> Bool {
    guard let start = timeline.start(of: own.entry.id), case let bounds = timeline.bounds(of: start) else {
      return false
    }
    return bounds.isExact && bounds.earliest == day
  }

  /// What is taken day after day is due on the day itself, or pauses on it, whether each intake has a row or only the first: charts mostly have the first.
  func dailyPlace(
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
  func tellDelays(
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
            first == nil ? "why is not known" : Self.whyNot(first?.element.reason))
        }
      found.facts.append(
        RecordedFact(
          "cycle \(cycle), late by", "\(Numbers.text(days)) d",
          when: first.map { "\($0.element.date)" } ?? "\(found.day)",
          record: index.map { .administration($0, of: own.entry.id, in: patient.id) }, sources: own.entry.sources,
          use: use))
    }
  }

  /// Why a reason of a row does not say whether toxicity made something late or left it out.
  static func whyNot(_ reason: DoseChangeReason.Code?) -> String {
    reason == nil
      ? "why is not recorded (`reason`)"
      : "recorded is `reason: \(reason?.rawValue ?? "")`, which does not say whether for toxicity"
  }

  func setNextDue(_ found: inout RecordedDay, _ start: Int?, _ length: Int?, _ due: [Int], _ day: Day) {
    guard let start, let length, let first = due.first else { return }
    let offset = day.number - start + 1
    defer { tellShortGap(&found, length, first, day) }
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

  /// Tells where the last dose was late, so that a dose on this day comes sooner after it than the schedule has.
  private func tellShortGap(
    since rows: [Administration], _ due: [Int], _ length: Int?, _ day: Day, _ found: inout RecordedDay
  ) {
    guard let length, let place = found.dayOfCycle, due.contains(place),
      let last = rows.last(where: { $0.date < day && !$0.isOmission }), due.contains(last.day)
    else { return }
    let scheduled = place > last.day ? place - last.day : length + place - last.day
    let passed = day.number - last.date.number
    guard passed < scheduled, passed > 0 else { return }
    found.questions.append(
      "The last dose was given on \(last.date), \(passed) d before, where the schedule has \(scheduled) d between them: \(Day(last.date.number + scheduled)) keeps them. Which holds, the text of the drug says."
    )
  }

  /// Tells where a late dose of this day leaves less time to the next one than the schedule has between them: which of the two holds, the text of the drug says.
  private func tellShortGap(_ found: inout RecordedDay, _ length: Int, _ first: Int, _ day: Day) {
    guard let place = found.dayOfCycle, let next = found.nextDue else { return }
    let scheduled = next.day > place ? next.day - place : length + first - place
    let left = next.date.number - day.number
    guard left < scheduled else { return }
    found.questions.append(
      "The next day of the schedule, \(next.date), is \(left) d after a dose on this day, where the schedule has \(scheduled) d between them: \(Day(day.number + scheduled)) keeps them. Which holds, the text of the drug says."
    )
  }
}
