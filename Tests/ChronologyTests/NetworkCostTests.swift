// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Chronology

/// What the network costs in pairs of events looked at, the same on every machine.
@Suite struct NetworkCostTests {
  /// A network of so many events in a chain, each 1 to 3 days after the one before; no event has a date, so that there is a matrix.
  private func chain(_ count: Int) -> (network: TemporalNetwork, events: [EventID]) {
    var network = TemporalNetwork()
    let events = (0..<count).map { network.addEvent("e\($0)") }
    for (index, (one, next)) in zip(events, events.dropFirst()).enumerated() {
      network.constrain(
        from: one, to: next, LengthBounds(lower: .days(1), upper: .days(3)), statement: StatementID(index: index))
    }
    return (network, events)
  }

  /// Dechter, Meiri & Pearl's all-pairs closure is O(n³); one new edge changes no more than each pair once, so that a constraint (two edges)
  /// looks at 2·n² pairs, and at a row and a column of them to find which. A closure of 40 events would look at 64,000.
  @Test(arguments: [10, 20, 40, 80]) func aConstraintCostsTheSquareOfTheEvents(count: Int) {
    var (network, events) = chain(count)
    var generator = SeededGenerator(seed: UInt64(count))
    let n = count + 1
    for index in 0..<200 {
      let from = Int.random(in: 0..<count, using: &generator)
      let to = Int.random(in: 0..<count, using: &generator)
      guard from != to else { continue }
      let before = network.visits
      network.constrain(
        from: events[from], to: events[to],
        LengthBounds(lower: from < to ? .days(to - from) : nil, upper: from < to ? .days(2 * (to - from) + 1) : nil),
        statement: StatementID(index: 1000 + index))
      #expect(network.visits - before <= 2 * (n * n + 2 * n))
    }
    #expect(network.conflicts.isEmpty)
  }

  /// The worst edge brings every event nearer to every other: it costs each pair, so that the bound above is not idle.
  @Test func theWorstConstraintCostsEveryPair() {
    var (network, events) = chain(41)
    let other = network.addEvent("other")
    let before = network.visits
    // One direction only: all 41 events lie before the new one, through the last of them.
    network.constrain(
      from: events[40], to: other, LengthBounds(lower: nil, upper: .days(5)), statement: StatementID(index: 99))
    #expect(network.visits - before >= 41)
    // A tie from the first to the last of the chain tightens every pair between them.
    let tight = network.visits
    network.constrain(
      from: events[0], to: events[40], LengthBounds(lower: nil, upper: .days(40)), statement: StatementID(index: 100))
    #expect(network.visits - tight >= 20 * 20)
  }

  @Test func exactDaysCostNothing() {
    var network = TemporalNetwork()
    let events = (0..<2_000).map { network.addEvent("e\($0)") }
    for (index, event) in events.enumerated() {
      let day = Day(18_000 + index)
      network.constrain(event, DayBounds(earliest: day, latest: day), statement: StatementID(index: index))
      guard index > 0 else { continue }
      network.constrain(
        from: events[index - 1], to: event, LengthBounds(lower: .zero, upper: nil),
        statement: StatementID(index: 5000 + index))
    }
    #expect(network.visits == 0 && network.conflicts.isEmpty)
    #expect(network.bounds(from: events[0], to: events[1_999]) == LengthBounds(exactly: .days(1_999)))
  }
}
