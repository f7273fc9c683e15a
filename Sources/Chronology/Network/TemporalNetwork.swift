// SPDX-License-Identifier: Apache-2.0

/// An event of a network.
public struct EventID: Hashable, Sendable {
  /// Index in ``TemporalNetwork/events``.
  public let index: Int
  /// An event by its index.
  public init(index: Int) { self.index = index }
}

/// The statement that a constraint came from; the caller gives the number.
public struct StatementID: Hashable, Sendable {
  /// The caller's number.
  public let index: Int
  /// A statement by its number.
  public init(index: Int) { self.index = index }
}

/// A Simple Temporal Network: events, and bounds on the difference of any two (Dechter, Meiri & Pearl, Artif Intell 1991;49:61–95).
///
/// The tightest bounds of every difference are kept as shortest paths in a dense matrix that each new constraint updates in O(n²). A
/// constraint that would close a negative cycle contradicts those before it: it is set aside, explained by a minimal set of
/// statements, and the network stays consistent. While every constraint fixes an event to one calendar day, or relates
/// two such events, no matrix is built and each costs O(1).
public struct TemporalNetwork: Sendable {
  /// Names of the events; index 0 is the calendar (1970-01-01).
  public private(set) var events: [String] = ["1970-01-01"]
  /// Constraints that were set aside, with why.
  public private(set) var conflicts: [Conflict] = []

  /// Exact days, while all is exact; nil for an event not yet fixed. Index 0 is the origin.
  private var exactDays: [Int?] = [0]
  /// The statement that fixed each day.
  private var exactStatements: [Int] = [-1]
  /// Constraints between exact days, kept for explaining should a later one contradict them.
  private var edges: [Edge] = []
  private var matrix: DistanceMatrix?

  /// to − from ≤ bound.
  struct Edge: Sendable, Hashable {
    var from: Int
    var to: Int
    var bound: Int
    var statement: Int
  }

  /// An empty network.
  public init() {}

  /// Adds an event of which nothing is known yet.
  public mutating func addEvent(_ name: String) -> EventID {
    events.append(name)
    exactDays.append(nil)
    exactStatements.append(-1)
    matrix?.grow()
    return EventID(index: events.count - 1)
  }

  /// States that `to − from` lies within bounds.
  ///
  /// - Returns: nil where that agrees with all before it; else the conflict, and the constraint is set aside whole.
  @discardableResult
  public mutating func constrain(from: EventID, to: EventID, _ bounds: LengthBounds, statement: StatementID)
    -> Conflict?
  {
    guard events.indices.contains(from.index), events.indices.contains(to.index) else { return nil }
    var new: [Edge] = []
    if let upper = bounds.upper {
      new.append(Edge(from: from.index, to: to.index, bound: upper.ticks, statement: statement.index))
    }
    if let lower = bounds.lower {
      new.append(Edge(from: to.index, to: from.index, bound: -lower.ticks, statement: statement.index))
    }
    return add(new, statement)
  }

  /// States that an event happened between two calendar days, both included.
  @discardableResult
  public mutating func constrain(_ event: EventID, _ bounds: DayBounds, statement: StatementID) -> Conflict? {
    guard events.indices.contains(event.index) else { return nil }
    if matrix == nil, bounds.isExact, let day = bounds.earliest, exactDays[event.index] == nil {
      exactDays[event.index] = day.number
      exactStatements[event.index] = statement.index
      return nil
    }
    return constrain(
      from: EventID(index: 0), to: event,
      LengthBounds(
        lower: bounds.earliest.map { TimeLength.days($0.number) },
        upper: bounds.latest.map { TimeLength.days($0.number) }),
      statement: statement)
  }

  /// Whether a constraint relates two exact days and holds.
  private func holds(_ edge: Edge) -> Bool {
    guard let from = exactDays[edge.from], let to = exactDays[edge.to] else { return false }
    return (to - from) * TimeLength.ticksPerDay <= edge.bound
  }

  private mutating func add(_ new: [Edge], _ statement: StatementID) -> Conflict? {
    if matrix == nil {
      // Between exact days a constraint that holds adds nothing to the bounds.
      if new.allSatisfy(holds) {
        edges += new
        return nil
      }
      buildMatrix()
    }
    guard let cycle = cycle(closedBy: new) else {
      // In place: a copy of the matrix for each statement would cost more than the update.
      for edge in new { _ = matrix?.add(edge) }
      return nil
    }
    let conflict = explain(cycle, rejecting: new, statement)
    conflicts.append(conflict)
    return conflict
  }

  /// The negative cycle that the bounds of one statement would close with what is known, or with each other.
  private func cycle(closedBy new: [Edge]) -> [Edge]? {
    if new.count == 2, new[0].bound + new[1].bound < 0 { return new }
    for edge in new { if let cycle = matrix?.cycle(closedBy: edge) { return cycle } }
    return nil
  }

  private mutating func buildMatrix() {
    var distances = DistanceMatrix(count: events.count)
    for (index, day) in exactDays.enumerated().dropFirst() {
      guard let day else { continue }
      let ticks = day * TimeLength.ticksPerDay
      _ = distances.add(Edge(from: 0, to: index, bound: ticks, statement: exactStatements[index]))
      _ = distances.add(Edge(from: index, to: 0, bound: -ticks, statement: exactStatements[index]))
    }
    for edge in edges { _ = distances.add(edge) }
    matrix = distances
  }

  /// Pairs of events looked at so far by the matrix; 0 while there is none.
  var visits: Int { matrix?.visits ?? 0 }

  // MARK: asking

  /// The tightest bounds of `to − from`.
  public func bounds(from: EventID, to: EventID) -> LengthBounds {
    guard events.indices.contains(from.index), events.indices.contains(to.index) else { return .unbounded }
    if let matrix {
      return LengthBounds(
        lower: matrix.distance(to.index, from.index).map { TimeLength(ticks: -$0) },
        upper: matrix.distance(from.index, to.index).map { TimeLength(ticks: $0) })
    }
    if from == to { return LengthBounds(exactly: .zero) }
    guard let first = exactDays[from.index], let second = exactDays[to.index] else { return .unbounded }
    return LengthBounds(exactly: .days(second - first))
  }

  /// The bounds of an event, as a length since 1970-01-01, not rounded to days.
  public func timeBounds(of event: EventID) -> LengthBounds { bounds(from: EventID(index: 0), to: event) }

  /// The whole days on which an event can have been.
  public func bounds(of event: EventID) -> DayBounds {
    let bounds = timeBounds(of: event)
    return DayBounds(
      earliest: bounds.lower.map { Day(Int(($0.days).rounded(.up))) },
      latest: bounds.upper.map { Day(Int(($0.days).rounded(.down))) })
  }

  /// The statements on the shortest paths behind the lower and the upper bound of `to − from`.
  public func support(from: EventID, to: EventID) -> (lower: [StatementID], upper: [StatementID]) {
    if let matrix {
      let path = { (one: Int, other: Int) in
        (matrix.path(one, other) ?? []).map { StatementID(index: $0.statement) }.filter { $0.index >= 0 }
      }
      return (path(to.index, from.index), path(from.index, to.index))
    }
    let statements = [from.index, to.index].filter { exactDays.indices.contains($0) && $0 != 0 }
      .map { exactStatements[$0] }.filter { $0 >= 0 }.map(StatementID.init(index:))
    return (statements, statements)
  }

  // MARK: explaining

  /// Shrinks a negative cycle to a minimal set of statements and finds the cycle that they make.
  private func explain(_ cycle: [Edge], rejecting new: [Edge], _ rejected: StatementID) -> Conflict {
    let pool = matrix?.allEdges ?? []
    var kept: [Int] = []
    for edge in cycle where !kept.contains(edge.statement) { kept.append(edge.statement) }
    var best = cycle
    // A statement can give two bounds: dropping a whole statement may still leave another negative cycle, a smaller set.
    for statement in kept where statement != rejected.index && statement >= 0 {
      let without = Set(kept).subtracting([statement])
      if let smaller = negativeCycle(of: without, rejected.index, pool, new) {
        best = smaller
        kept = kept.filter { $0 != statement }
      }
    }
    let excess = -best.reduce(0) { $0 + $1.bound }
    var order: [StatementID] = []
    for edge in best where edge.statement >= 0 {
      let id = StatementID(index: edge.statement)
      if !order.contains(id) { order.append(id) }
    }
    return Conflict(
      statements: order, rejected: rejected, excess: TimeLength(ticks: excess),
      cycle: best.map {
        Conflict.Step(
          from: EventID(index: $0.from), to: EventID(index: $0.to), bound: TimeLength(ticks: $0.bound),
          statement: StatementID(index: $0.statement))
      })
  }

  private func negativeCycle(of statements: Set<Int>, _ rejected: Int, _ pool: [Edge], _ new: [Edge]) -> [Edge]? {
    var distances = DistanceMatrix(count: events.count)
    for edge in pool where statements.contains(edge.statement) && edge.statement != rejected {
      if let cycle = distances.add(edge) { return cycle }
    }
    guard statements.contains(rejected) else { return nil }
    for edge in pool where edge.statement == rejected { if let cycle = distances.add(edge) { return cycle } }
    for edge in new { if let cycle = distances.add(edge) { return cycle } }
    return nil
  }
}

/// Statements that cannot all be true.
public struct Conflict: Hashable, Sendable {
  /// A minimal set: without any one of them the rest agree. In the order of the cycle; includes the rejected one.
  public let statements: [StatementID]
  /// The one that came last and was set aside.
  public let rejected: StatementID
  /// By how much they miss each other.
  public let excess: TimeLength
  /// The negative cycle: each step bounds `to − from` from above, and the bounds sum to less than zero.
  public let cycle: [Step]

  /// One step of the cycle.
  public struct Step: Hashable, Sendable {
    /// From this event
    public let from: EventID
    /// to this one
    public let to: EventID
    /// it takes at most this (a negative number: at least, backwards),
    public let bound: TimeLength
    /// says this statement.
    public let statement: StatementID
  }
}
