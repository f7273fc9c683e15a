// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Chronology
import VerlaufTesting

/// What the network costs in constraints looked at, the same on every machine.
@Suite struct NetworkCostTests {
  /// Events in a chain, each 1 to 3 days after the one before, none with a date.
  private func chain(_ count: Int, order: [Int]? = nil) -> (network: TemporalNetwork, events: [EventID]) {
    var network = TemporalNetwork()
    let events = (0..<count).map { network.addEvent("e\($0)") }
    for index in order ?? Array(0..<(count - 1)) {
      network.constrain(
        from: events[index], to: events[index + 1], LengthBounds(lower: .days(1), upper: .days(3)),
        statement: StatementID(index: index))
    }
    return (network, events)
  }

  /// Told in the order of time, each new event is placed after the one before, which looks at no other: a closure would look at 3000³ times.
  @Test func aChainCostsTheSameForEachEvent() {
    let (network, events) = chain(3_000)
    #expect(network.visits <= 10 * 3_000)
    #expect(
      network.bounds(from: events[0], to: events[2_999]) == LengthBounds(lower: .days(2_999), upper: .days(3 * 2_999)))
  }

  /// In any other order a new constraint moves an event once at most: two bounds, each of which looks at the four links of each event once for the schedule and once for each
  /// end of its bounds.
  @Test func aConstraintLooksAtEachLinkAFewTimes() {
    var generator = SeededGenerator(seed: 4)
    var (network, events) = chain(400, order: Array(0..<399).shuffled(using: &generator))
    for index in 0..<400 {
      let from = Int.random(in: 0..<399, using: &generator)
      let to = Int.random(in: (from + 1)..<400, using: &generator)
      let before = network.visits
      network.constrain(
        from: events[from], to: events[to],
        LengthBounds(lower: .days(to - from), upper: .days(2 * (to - from))),
        statement: StatementID(index: 1000 + index))
      #expect(network.visits - before <= 2 * 3 * 2 * (399 + index + 1))
    }
    #expect(network.conflicts.isEmpty && network.visits > 0)
  }

  /// A date makes every event of the chain known from both sides: it costs each link once and not each pair.
  @Test func aDateCostsEachLink() {
    var (network, events) = chain(1_000)
    let before = network.visits
    network.constrain(events[0], DayBounds(earliest: Day(0), latest: Day(30)), statement: StatementID(index: 5_000))
    #expect((999...(4 * 999)).contains(network.visits - before))
    #expect(network.bounds(of: events[999]) == DayBounds(earliest: Day(999), latest: Day(30 + 3 * 999)))
  }

  /// Dated events beside one that is not: each bounds it, and none is looked at again.
  @Test func exactDaysCostNothing() {
    var network = TemporalNetwork()
    let vague = network.addEvent("vague")
    let events = (0..<2_000).map { network.addEvent("e\($0)") }
    for (index, event) in events.enumerated() {
      let day = Day(18_000 + index)
      network.constrain(event, DayBounds(earliest: day, latest: day), statement: StatementID(index: index))
    }
    let order = LengthBounds(lower: .zero, upper: nil)
    for (index, event) in events.enumerated() {
      network.constrain(from: event, to: vague, order, statement: StatementID(index: 5_000 + index))
      guard index > 0 else { continue }
      network.constrain(from: events[index - 1], to: event, order, statement: StatementID(index: 10_000 + index))
    }
    #expect(network.visits == 0 && network.conflicts.isEmpty)
    #expect(network.bounds(from: events[0], to: events[1_999]) == LengthBounds(exactly: .days(1_999)))
    #expect(network.bounds(of: vague) == DayBounds(earliest: Day(19_999), latest: nil))
  }
}
