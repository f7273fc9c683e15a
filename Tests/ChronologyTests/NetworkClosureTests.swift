// SPDX-License-Identifier: Apache-2.0

import Chronology
import Testing
import VerlaufTesting

/// The sparse network against the full closure, on random courses.
@Suite struct NetworkClosureTests {
  typealias Constraint = FullClosure.Constraint

  /// What a random course is made of. Statements may give several constraints, as "nothing is after the cut-off" does.
  struct Mixture {
    var dates: Int
    var differences: Int
    var datesFirst: Bool
    var wideStatements: Bool
  }

  static let mixtures = [
    Mixture(dates: 0, differences: 14, datesFirst: true, wideStatements: false),
    Mixture(dates: 3, differences: 14, datesFirst: true, wideStatements: false),
    Mixture(dates: 8, differences: 10, datesFirst: true, wideStatements: true),
    Mixture(dates: 6, differences: 14, datesFirst: false, wideStatements: true),
    Mixture(dates: 12, differences: 20, datesFirst: false, wideStatements: false),
  ]

  static func random(_ mixture: Mixture, events: Int, _ generator: inout SeededGenerator) -> [Constraint] {
    // Around one true course, so that long paths form before the first contradiction; some are wrong by more than their width.
    let truth = [0] + (0..<events).map { _ in Int.random(in: 100...200, using: &generator) }
    func constraint(from: Int, to: Int, isExact: Bool) -> Constraint {
      let slip = Int.random(in: 0..<6, using: &generator) == 0 ? Int.random(in: -20...20, using: &generator) : 0
      let length = truth[to] - truth[from] + slip
      if isExact { return Constraint(from: from, to: to, low: length, high: length, statement: 0) }
      let low = length - Int.random(in: 0...15, using: &generator)
      let high = length + Int.random(in: 0...15, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: return Constraint(from: from, to: to, low: low, high: nil, statement: 0)
      case 1: return Constraint(from: from, to: to, low: nil, high: high, statement: 0)
      default: return Constraint(from: from, to: to, low: low, high: high, statement: 0)
      }
    }
    var all: [Constraint] = []
    for _ in 0..<mixture.dates {
      let event = Int.random(in: 1...events, using: &generator)
      all.append(constraint(from: 0, to: event, isExact: Int.random(in: 0..<3, using: &generator) > 0))
    }
    for _ in 0..<mixture.differences {
      let from = Int.random(in: 1...events, using: &generator)
      let to = Int.random(in: 1...events, using: &generator)
      let isExact = Int.random(in: 0..<4, using: &generator) == 0
      if from != to { all.append(constraint(from: from, to: to, isExact: isExact)) }
    }
    if !mixture.datesFirst { all.shuffle(using: &generator) }
    for index in all.indices {
      all[index].statement = mixture.wideStatements ? Int.random(in: 0...(all.count / 2), using: &generator) : index
    }
    return all
  }

  func add(_ constraint: Constraint, to network: inout TemporalNetwork) -> Conflict? {
    network.constrain(
      from: EventID(index: constraint.from), to: EventID(index: constraint.to),
      LengthBounds(lower: constraint.low.map(TimeLength.days), upper: constraint.high.map(TimeLength.days)),
      statement: StatementID(index: constraint.statement))
  }

  func ticks(_ days: Int?) -> TimeLength? { days.map(TimeLength.days) }

  @Test(arguments: mixtures.indices) func allBoundsAreThoseOfTheFullClosure(mixture: Int) {
    var generator = SeededGenerator(seed: UInt64(100 + mixture))
    var rejected = 0
    var bounded = 0
    for _ in 0..<150 {
      let events = Int.random(in: 2...9, using: &generator)
      var network = TemporalNetwork()
      for event in 1...events { _ = network.addEvent("e\(event)") }
      var closure = FullClosure(events: events)
      for constraint in Self.random(Self.mixtures[mixture], events: events, &generator) {
        let conflict = add(constraint, to: &network)
        #expect((conflict == nil) == closure.add(constraint))
        if conflict != nil { rejected += 1 }
        // Asked for after each constraint: what was kept of earlier answers must not show.
        for from in 0...events {
          for to in 0...events {
            let bounds = network.bounds(from: EventID(index: from), to: EventID(index: to))
            #expect(bounds.upper == ticks(closure.distance[from][to]))
            #expect(bounds.lower == ticks(closure.distance[to][from].map { -$0 }))
            if bounds.upper != nil, from != to { bounded += 1 }
          }
        }
      }
    }
    #expect(rejected > 50 && bounded > 5_000)
  }

  /// The statements behind a bound give it alone.
  @Test(arguments: mixtures.indices) func theSupportGivesTheBound(mixture: Int) {
    var generator = SeededGenerator(seed: UInt64(200 + mixture))
    for _ in 0..<40 {
      let events = 6
      var network = TemporalNetwork()
      for event in 1...events { _ = network.addEvent("e\(event)") }
      var closure = FullClosure(events: events)
      for constraint in Self.random(Self.mixtures[mixture], events: events, &generator) {
        _ = add(constraint, to: &network)
        _ = closure.add(constraint)
      }
      for from in 0...events {
        for to in 0...events where to != from {
          let support = network.support(from: EventID(index: from), to: EventID(index: to))
          let bounds = network.bounds(from: EventID(index: from), to: EventID(index: to))
          let upper = Set(support.upper.map(\.index))
          let lower = Set(support.lower.map(\.index))
          let byUpper = FullClosure(events: events, closure.accepted.filter { upper.contains($0.statement) })
          let byLower = FullClosure(events: events, closure.accepted.filter { lower.contains($0.statement) })
          #expect(ticks(byUpper.distance[from][to]) == bounds.upper)
          #expect(ticks(byLower.distance[to][from].map { -$0 }) == bounds.lower)
          #expect(support.upper.isEmpty == (bounds.upper == nil) && support.lower.isEmpty == (bounds.lower == nil))
        }
      }
    }
  }

  /// The statements of a conflict contradict each other alone; without any one of them the rest agree; and its cycle is made of bounds that they state.
  @Test(arguments: mixtures.indices) func conflictsAreContradictoryAloneAndMinimal(mixture: Int) {
    var generator = SeededGenerator(seed: UInt64(300 + mixture))
    var seen = 0
    for _ in 0..<200 {
      let events = Int.random(in: 2...9, using: &generator)
      var network = TemporalNetwork()
      for event in 1...events { _ = network.addEvent("e\(event)") }
      var closure = FullClosure(events: events)
      for constraint in Self.random(Self.mixtures[mixture], events: events, &generator) {
        let conflict = add(constraint, to: &network)
        guard !closure.add(constraint), let conflict else { continue }
        seen += 1
        #expect(conflict.isMinimal && conflict.rejected.index == constraint.statement)
        let named = Set(conflict.statements.map(\.index))
        func agree(_ statements: Set<Int>) -> Bool {
          let theirs = closure.accepted.filter { statements.contains($0.statement) }
          return FullClosure(events: events, theirs + (statements.contains(constraint.statement) ? [constraint] : []))
            .isConsistent
        }
        #expect(named.contains(constraint.statement) && !agree(named))
        for statement in named { #expect(agree(named.subtracting([statement]))) }
        check(conflict, closure.accepted + [constraint])
      }
    }
    #expect(seen > 60)
  }

  private func check(_ conflict: Conflict, _ stated: [Constraint]) {
    #expect(conflict.excess > .zero && conflict.cycle.map(\.bound).reduce(.zero, +) == -conflict.excess)
    for (step, next) in zip(conflict.cycle, conflict.cycle.dropFirst() + conflict.cycle.prefix(1)) {
      #expect(step.to == next.from)
      #expect(
        stated.contains { one in
          guard one.statement == step.statement.index else { return false }
          let isUpper = one.from == step.from.index && one.to == step.to.index && ticks(one.high) == step.bound
          let isLower =
            one.to == step.from.index && one.from == step.to.index && ticks(one.low.map { -$0 }) == step.bound
          return isUpper || isLower
        })
    }
  }

  /// Of very many contradictions the first are explained, and the rest are counted.
  @Test func manyContradictionsAreCounted() {
    var network = TemporalNetwork()
    let death = network.addEvent("death")
    let order = StatementID(index: 0)
    network.constrain(death, DayBounds(earliest: Day(100), latest: Day(100)), statement: StatementID(index: 1))
    for row in 0..<250 {
      let event = network.addEvent("row \(row)")
      let day = Day(101 + row)
      network.constrain(event, DayBounds(earliest: day, latest: day), statement: StatementID(index: 2 + row))
      let conflict = network.constrain(
        from: event, to: death, LengthBounds(lower: .zero, upper: nil), statement: order)
      // A row after death, by its days: the order, and two dates.
      #expect(conflict?.excess == .days(1 + row))
      #expect(conflict.map { Set($0.statements.map(\.index)) } == [0, 1, 2 + row])
    }
    #expect(network.conflicts.count == TemporalNetwork.mostExplained)
    #expect(network.furtherConflicts == 250 - TemporalNetwork.mostExplained)
  }

  /// Copies that share what was asked of them differ once one of them changes.
  @Test func copiesDoNotShareAnswers() {
    var one = TemporalNetwork()
    let events = (0..<3).map { one.addEvent("e\($0)") }
    for (index, (first, second)) in zip(events, events.dropFirst()).enumerated() {
      one.constrain(
        from: first, to: second, LengthBounds(lower: .days(1), upper: .days(5)), statement: StatementID(index: index))
    }
    let wide = LengthBounds(lower: .days(2), upper: .days(10))
    var other = one
    #expect(one.bounds(from: events[0], to: events[2]) == wide)
    other.constrain(
      from: events[0], to: events[1], LengthBounds(exactly: .days(1)), statement: StatementID(index: 7))
    #expect(other.bounds(from: events[0], to: events[2]) == LengthBounds(lower: .days(2), upper: .days(6)))
    #expect(one.bounds(from: events[0], to: events[2]) == wide)
  }
}
