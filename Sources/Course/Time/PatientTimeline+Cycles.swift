// SPDX-License-Identifier: Apache-2.0

import Chronology
import Plain

/// Cycles as times: where each begins, and what a number of them says of a phase and of a therapy.
extension PatientTimeline.Builder {
  /// The event at which a cycle of a therapy starts, counted from the first day of the phase that it belongs to.
  func cycleStart(_ number: Int, of id: String, _ timeline: inout PatientTimeline) -> EventID? {
    let key = PatientTimeline.CycleKey(therapy: id, number: number)
    if let known = timeline.cycleStarts[key] { return known }
    guard let entry = timeline.patient.entry(id), case .therapy(let stated) = entry.content, number >= 1 else {
      return nil
    }
    let therapy = stated.inFull
    let phase = therapy.phases.last { ($0.firstCycle ?? .max) <= number }
    let base = phase.flatMap { timeline.starts[$0.id] } ?? timeline.starts[id]
    guard let base else { return nil }
    let count = number - (phase?.firstCycle ?? 1)
    let length = phase?.cycleLength.value ?? therapy.cycleLength.value
    let lastDoseDay = phase?.days.last ?? 1
    let event = timeline.network.addEvent("start of cycle \(number) of \(id)")
    timeline.cycleStarts[key] = event
    let delay = delay(of: phase, in: therapy, &timeline).map { LengthBounds(lower: .zero, upper: $0.upper) }
    let lengthText =
      length.map { Phrase(" of \(Self.words($0)) d", " zu \(Self.words($0)) Tagen") }
      ?? Phrase(" of unstated length", " nicht angegebener Länge")
    let sources = (phase?.sources ?? []) + entry.sources
    let place = phase.map { RecordPath.phase($0.id, of: timeline.patient.id) } ?? record(of: entry, timeline)
    let statement = add(
      .phrase(
        Phrase(
          "cycle \(number) of \(id) starts \(count) cycles\(lengthText) after \(phase?.id ?? id)",
          "Zyklus \(number) von \(id) beginnt \(count) \(count == 1 ? "Zyklus" : "Zyklen")\(lengthText) nach \(phase?.id ?? id)"
        )), .stated, sources, place, &timeline)
    constrain(base, event, cycles(count, length, lastDoseDay: lastDoseDay, delay: delay), statement, &timeline)
    timeline.countedCycles.append(
      CountedCycles(
        therapy: id, id: phase?.id ?? id, count: count, length: length, start: base, end: event, delay: delay,
        statement: statement))
    orderCycle(number, event, of: entry, therapy, phase, sources, place, &timeline)
    return event
  }

  /// A named cycle is as far from the named ones before and after it, from the next phase and from the last cycle as the plan of the cycles between them, at least: each of
  /// them may be delayed by itself.
  func orderCycle(
    _ number: Int, _ event: EventID, of entry: Entry, _ therapy: Therapy, _ phase: DosePhase?, _ sources: [Source],
    _ place: RecordPath, _ timeline: inout PatientTimeline
  ) {
    func follow(_ first: Int, _ start: EventID, _ second: Int, _ end: EventID, _ name: Phrase) {
      let least = (first..<second).reduce(0) { $0 + leastDays(ofCycle: $1, in: therapy) }
      let statement = add(
        .phrase(
          Phrase(
            "from cycle \(first) of \(entry.id) to \(name) at least \(least) d, by the plan",
            "von Zyklus \(first) von \(entry.id) bis \(name) nach Plan mindestens \(Phrase.days(least))")), .stated,
        sources,
        place, &timeline)
      constrain(start, end, LengthBounds(lower: .days(least), upper: nil), statement, &timeline)
    }
    let named = timeline.cycleStarts.filter { $0.key.therapy == entry.id && $0.key.number != number }
    if let before = named.filter({ $0.key.number < number }).max(by: { $0.key.number < $1.key.number }) {
      follow(before.key.number, before.value, number, event, Phrase("cycle \(number)", "Zyklus \(number)"))
    }
    if let after = named.filter({ $0.key.number > number }).min(by: { $0.key.number < $1.key.number }) {
      follow(
        number, event, after.key.number, after.value,
        Phrase("cycle \(after.key.number)", "Zyklus \(after.key.number)"))
    }
    let next = therapy.phases.first { $0.drug == phase?.drug && ($0.firstCycle ?? 0) > number }
    if let next, let first = next.firstCycle, let start = timeline.starts[next.id] {
      follow(number, event, first, start, Phrase("the start of \(next.id)", "Beginn von \(next.id)"))
    } else if let last = phase == nil ? therapy.cycles.value : phase?.lastCycle, number <= last,
      let end = timeline.ends[entry.id]
    {
      follow(
        number, event, last, end,
        Phrase(
          "the end of \(entry.id), of \(last) cycles",
          "Ende von \(entry.id) (\(last) \(last == 1 ? "Zyklus" : "Zyklen"))"))
    }
  }

  func leastDays(ofCycle number: Int, in therapy: Therapy) -> Int {
    let phase = therapy.phases.last { ($0.firstCycle ?? .max) <= number }
    let length = phase?.cycleLength.value ?? therapy.cycleLength.value
    return length?.bounds?.lowerBound ?? phase?.days.last ?? 1
  }

  /// A number of whole cycles as a length. Their plan is the least: with a delay in all that is stated they took so much longer, without a word on it any time longer. Where no
  /// length is stated the next day 1 comes after the last day of the dose.
  func cycles(_ count: Int, _ length: CycleLength?, lastDoseDay: Int, delay: LengthBounds?) -> LengthBounds {
    if count == 0 { return LengthBounds(exactly: .zero) }
    guard let range = length?.bounds else { return LengthBounds(lower: .days(count * lastDoseDay), upper: nil) }
    return LengthBounds(
      lower: .days(count * range.lowerBound) + (delay?.lower ?? .zero),
      upper: delay?.upper.map { .days(count * range.upperBound) + $0 })
  }

  /// What is stated of the delay of a phase, or of a therapy without phases. Of the delay of a therapy a phase has some part.
  func delay(of phase: DosePhase?, in therapy: Therapy, _ timeline: inout PatientTimeline) -> LengthBounds? {
    if let own = phase == nil ? therapy.delay.value : phase?.delay.value { return limits(of: own, &timeline) }
    guard let whole = therapy.delay.value else { return nil }
    return LengthBounds(lower: .zero, upper: limits(of: whole, &timeline).upper)
  }

  static func words(_ length: CycleLength) -> Phrase { length.days.map(String.init).joined(separator: .or) }

  func addCycles(of entry: Entry, _ therapy: Therapy, _ timeline: inout PatientTimeline) {
    let phases = therapy.phasesInOrder
    for (index, phase) in phases.enumerated() {
      guard let first = phase.firstCycle, let start = timeline.starts[phase.id] else { continue }
      let following = phases[(index + 1)...].first { $0.drug == phase.drug }
      let delay = delay(of: phase, in: therapy, &timeline)
      let place = RecordPath.phase(phase.id, of: timeline.patient.id)
      if let next = following {
        // `5-` before `9-` is cycles 5 to 8.
        let open = next.covers(phase) ? next.firstCycle.map { $0 - 1 } : nil
        guard let last = phase.lastCycle ?? open, last >= first, next.firstCycle == last + 1,
          let end = timeline.ends[phase.id]
        else {
          continue
        }
        let count = last - first + 1
        let length = phase.cycleLength.value
        let statement = add(
          .phrase(
            Phrase(
              "\(phase.id): cycles \(first)–\(last) of \(length.map(Self.words) ?? Phrase(same: "unstated")) d\(Self.words(phase.delay))",
              "\(phase.id): Zyklen \(first)–\(last)\(length.map { Phrase("", " zu \(Self.words($0)) Tagen") } ?? Phrase("", " nicht angegebener Länge"))\(Self.words(phase.delay))"
            )), .stated, phase.sources, place, &timeline)
        let bounds = cycles(count, length, lastDoseDay: phase.days.last ?? 1, delay: delay)
        constrain(start, end, bounds, statement, &timeline)
        timeline.countedCycles.append(
          CountedCycles(
            therapy: entry.id, id: phase.id, count: count, length: length, start: start, end: end, delay: delay,
            statement: statement))
      } else if let last = phase.lastCycle, !entry.isOngoing, let end = timeline.ends[phase.id] {
        let cycles = CountedCycles(
          therapy: entry.id, id: phase.id, count: last - first + 1, length: phase.cycleLength.value, start: start,
          end: end, delay: delay, statement: StatementID(index: -1))
        addLastCycles(cycles, Self.words(phase.delay), phase.sources, place, &timeline)
      }
    }
    if therapy.phases.isEmpty, let count = therapy.cycles.value, !entry.isOngoing,
      let start = timeline.starts[entry.id], let end = timeline.ends[entry.id]
    {
      let cycles = CountedCycles(
        therapy: entry.id, id: entry.id, count: count, length: therapy.cycleLength.value, start: start, end: end,
        delay: delay(of: nil, in: therapy, &timeline), statement: StatementID(index: -1))
      addLastCycles(cycles, Self.words(therapy.delay), entry.sources, record(of: entry, timeline), &timeline)
    }
  }

  /// `, delayed by 2 wk in all`
  static func words(_ delay: Recorded<StatedSpan>) -> Phrase {
    delay.value.map {
      Phrase(", delayed by \($0.text) in all", ", insgesamt um \(Phrase.written($0.text)) verzögert")
    } ?? .none
  }

  /// The last cycle of a therapy may be cut short: it ends at the earliest when that begins.
  func addLastCycles(
    _ cycles: CountedCycles, _ delayed: Phrase, _ sources: [Source], _ record: RecordPath,
    _ timeline: inout PatientTimeline
  ) {
    guard cycles.count > 0 else { return }
    var cycles = cycles
    let length =
      cycles.length.map { Phrase("\(Self.words($0)) d", "zu \(Self.words($0)) Tagen") }
      ?? Phrase("unstated length", "nicht angegebener Länge")
    cycles.statement = add(
      .phrase(
        Phrase(
          "\(cycles.id): \(cycles.count) cycles of \(length)\(delayed)",
          "\(cycles.id): \(cycles.count) \(cycles.count == 1 ? "Zyklus" : "Zyklen") \(length)\(delayed)")), .stated,
      sources,
      record, &timeline)
    timeline.countedCycles.append(cycles)
    guard let range = cycles.length?.bounds else { return }
    constrain(
      cycles.start, cycles.end,
      LengthBounds(
        lower: .days((cycles.count - 1) * range.lowerBound) + (cycles.delay?.lower ?? .zero),
        upper: cycles.delay?.upper.map { .days(cycles.count * range.upperBound) + $0 }),
      cycles.statement, &timeline)
  }
}
