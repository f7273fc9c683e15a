// SPDX-License-Identifier: Apache-2.0

import Chronology
import Testing
import VerlaufTesting

@Suite struct TemporalNetworkTests {
  /// John goes to work: Dechter, Meiri & Pearl 1991, example 1.1 with the choices fixed to going by car (30–40 min)
  /// and Fred by car pool (40–50). Minutes are written as days. Left home 10–20 past, Fred arrived 60–70 past, John arrived
  /// 10–20 before Fred left home... the paper's network of figure 2: x0 = 7:00.
  @Test func tightestBoundsOfATextbookExample() {
    var network = TemporalNetwork()
    let events = (0...4).map { network.addEvent("x\($0)") }
    let add = { (network: inout TemporalNetwork, from: Int, to: Int, low: Int, high: Int) in
      _ = network.constrain(
        from: events[from], to: events[to], LengthBounds(lower: .days(low), upper: .days(high)),
        statement: StatementID(index: 0))
    }
    add(&network, 0, 1, 10, 20)
    add(&network, 1, 2, 30, 40)
    add(&network, 3, 2, 10, 20)
    add(&network, 3, 4, 40, 50)
    add(&network, 0, 4, 60, 70)
    // The minimal network printed in the paper (Table 2): x2 − x0 in [40, 50], x1 − x0 in [10, 20], x3 − x0 in [20, 30].
    #expect(network.bounds(from: events[0], to: events[1]) == LengthBounds(lower: .days(10), upper: .days(20)))
    #expect(network.bounds(from: events[0], to: events[2]) == LengthBounds(lower: .days(40), upper: .days(50)))
    #expect(network.bounds(from: events[0], to: events[3]) == LengthBounds(lower: .days(20), upper: .days(30)))
    #expect(network.bounds(from: events[0], to: events[4]) == LengthBounds(lower: .days(60), upper: .days(70)))
  }

  struct Constraint {
    var from: Int
    var to: Int
    var low: Int
    var high: Int
  }

  func random(_ events: Int, _ count: Int, _ generator: inout SeededGenerator) -> [Constraint] {
    (0..<count).map { _ in
      let from = Int.random(in: 0..<events, using: &generator)
      var to = Int.random(in: 0..<events, using: &generator)
      while to == from { to = Int.random(in: 0..<events, using: &generator) }
      let low = Int.random(in: -4...4, using: &generator)
      return Constraint(from: from, to: to, low: low, high: low + Int.random(in: 0...3, using: &generator))
    }
  }

  func bounds(_ constraint: Constraint) -> LengthBounds {
    LengthBounds(lower: .days(constraint.low), upper: .days(constraint.high))
  }

  func network(_ constraints: [Constraint], events: Int, keeping: Set<Int>? = nil) -> (
    TemporalNetwork, [EventID], [Conflict]
  ) {
    var network = TemporalNetwork()
    let ids = (0..<events).map { network.addEvent("e\($0)") }
    var conflicts: [Conflict] = []
    for (index, constraint) in constraints.enumerated() where keeping?.contains(index) ?? true {
      if let conflict = network.constrain(
        from: ids[constraint.from], to: ids[constraint.to], bounds(constraint), statement: StatementID(index: index))
      {
        conflicts.append(conflict)
      }
    }
    return (network, ids, conflicts)
  }

  /// All assignments of whole days from −12 to 12 to four events, the first at 0: with whole-day bounds the extremes are whole days.
  @Test func boundsEqualBruteForce() {
    var generator = SeededGenerator(seed: 1)
    var compared = 0
    for _ in 0..<60 {
      let constraints = random(4, 6, &generator)
      let (network, ids, conflicts) = network(constraints, events: 4)
      let accepted = constraints.indices.filter { index in !conflicts.contains { $0.rejected.index == index } }
      var least = [Int](repeating: .max, count: 4)
      var most = [Int](repeating: .min, count: 4)
      for code in 0..<(25 * 25 * 25) {
        let times = [0, code % 25 - 12, code / 25 % 25 - 12, code / 625 - 12]
        let isAllowed = accepted.allSatisfy { index in
          let difference = times[constraints[index].to] - times[constraints[index].from]
          return difference >= constraints[index].low && difference <= constraints[index].high
        }
        guard isAllowed else { continue }
        for event in 1..<4 {
          least[event] = min(least[event], times[event])
          most[event] = max(most[event], times[event])
        }
      }
      for event in 1..<4 {
        let derived = network.bounds(from: ids[0], to: ids[event])
        guard let low = derived.lower?.days, let high = derived.upper?.days, abs(low) < 12, abs(high) < 12 else {
          continue
        }
        // Other events may leave the searched window; then the brute force sees less.
        guard
          (1..<4).allSatisfy({ other in
            let bounds = network.bounds(from: ids[0], to: ids[other])
            return bounds.lower != nil && bounds.upper != nil
          })
        else { continue }
        #expect(low == Double(least[event]))
        #expect(high == Double(most[event]))
        compared += 1
      }
    }
    #expect(compared > 60)
  }

  @Test func neverTighterThanTheTruth() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<200 {
      let truth = (0..<8).map { _ in Int.random(in: 0...2000, using: &generator) }
      var network = TemporalNetwork()
      let ids = truth.indices.map { network.addEvent("e\($0)") }
      for index in 0..<20 {
        let from = Int.random(in: 0..<8, using: &generator)
        let to = Int.random(in: 0..<8, using: &generator)
        let difference = truth[to] - truth[from]
        let conflict = network.constrain(
          from: ids[from], to: ids[to],
          LengthBounds(
            lower: .days(difference - Int.random(in: 0...90, using: &generator)),
            upper: Bool.random(using: &generator) ? .days(difference + Int.random(in: 0...90, using: &generator)) : nil),
          statement: StatementID(index: index))
        #expect(conflict == nil)
      }
      for from in truth.indices {
        for to in truth.indices {
          #expect(network.bounds(from: ids[from], to: ids[to]).contains(.days(truth[to] - truth[from])))
        }
      }
    }
  }

  @Test func addingNeverLoosens() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<40 {
      let constraints = random(6, 12, &generator)
      var network = TemporalNetwork()
      let ids = (0..<6).map { network.addEvent("e\($0)") }
      var before: [LengthBounds] = []
      for (index, constraint) in constraints.enumerated() {
        network.constrain(
          from: ids[constraint.from], to: ids[constraint.to], bounds(constraint), statement: StatementID(index: index))
        let after = ids.flatMap { from in ids.map { network.bounds(from: from, to: $0) } }
        for (old, new) in zip(before, after) { #expect(old.contains(new)) }
        before = after
      }
    }
  }

  @Test func conflictsAreMinimal() {
    var generator = SeededGenerator(seed: 5)
    var seen = 0
    for _ in 0..<150 {
      let constraints = random(5, 10, &generator)
      guard let conflict = network(constraints, events: 5).2.first else { continue }
      seen += 1
      let set = Set(conflict.statements.map(\.index))
      #expect(!network(constraints, events: 5, keeping: set).2.isEmpty)
      for statement in set {
        #expect(network(constraints, events: 5, keeping: set.subtracting([statement])).2.isEmpty)
      }
      #expect(conflict.cycle.map(\.bound).reduce(.zero, +) == -conflict.excess)
      #expect(conflict.excess > .zero)
    }
    #expect(seen > 50)
  }

  @Test func supportSumsToTheBound() throws {
    var network = TemporalNetwork()
    let ids = (0..<4).map { network.addEvent("e\($0)") }
    let lengths = [(0, 1, 10, 20), (1, 2, 5, 6), (0, 3, 0, 100), (2, 3, 1, 2)]
    for (index, length) in lengths.enumerated() {
      network.constrain(
        from: ids[length.0], to: ids[length.1], LengthBounds(lower: .days(length.2), upper: .days(length.3)),
        statement: StatementID(index: index))
    }
    // 10 + 5 + 1 to 20 + 6 + 2 by statements 0, 1 and 3; statement 2 is wider and supports nothing.
    #expect(network.bounds(from: ids[0], to: ids[3]) == LengthBounds(lower: .days(16), upper: .days(28)))
    let support = network.support(from: ids[0], to: ids[3])
    #expect(Set(support.lower.map(\.index)) == [0, 1, 3])
    #expect(Set(support.upper.map(\.index)) == [0, 1, 3])
  }

  @Test func aSecondDateThatDiffersIsAConflictOfTwo() throws {
    var network = TemporalNetwork()
    let event = network.addEvent("surgery")
    let first = try #require(Day(iso: "2020-01-01"))
    network.constrain(event, DayBounds(earliest: first, latest: first), statement: StatementID(index: 7))
    let other = Day(first.number + 5)
    let conflict = network.constrain(event, DayBounds(earliest: other, latest: other), statement: StatementID(index: 8))
    #expect(conflict.map { Set($0.statements.map(\.index)) } == [7, 8])
    #expect(conflict?.excess == .days(5))
    #expect(network.bounds(of: event) == DayBounds(earliest: first, latest: first))
  }
}
