// SPDX-License-Identifier: Apache-2.0

/// A Simple Temporal Network: events, and bounds on the difference of any two (Dechter, Meiri & Pearl, Artif Intell 1991;49:61–95).
///
/// The tightest bounds of every difference are shortest paths. An event that a date fixes before anything else is said of it is a constant: a
/// constraint between two of them holds or does not, and one between it and another event is a bound of that event against the calendar. Events that are
/// not fixed keep these bounds up to date, and the distance between two of them is found when it is asked for.
///
/// A constraint that would close a negative cycle contradicts those before it: it is set aside, explained by a minimal set of statements, and the network stays
/// consistent.
public struct TemporalNetwork: Sendable {
  /// So many contradictions are explained; of more there is only the number: a person will look at these first, and some of the rest go with them.
  public static let mostExplained = 100

  /// Names of the events; index 0 is the calendar (1970-01-01).
  public private(set) var events: [String] = ["1970-01-01"]
  /// Constraints that were set aside, with why: the first ``mostExplained``.
  public private(set) var conflicts: [Conflict] = []
  /// How many constraints were set aside beside those in ``conflicts``.
  public private(set) var furtherConflicts = 0

  /// What is known of an event.
  private enum Place: Sendable {
    case nothing
    /// The tick, and the number of the edge from the calendar; the one to it is the next.
    case fixed(Int, edge: Int)
    /// Its place among the open events.
    case open(Int)
  }

  private var places: [Place] = [.fixed(0, edge: -1)]
  private var open = OpenEvents()
  /// All constraints that were accepted.
  private var edges: [Edge] = []
  private var explainer = Explainer()
  private var cache = DistanceCache()

  /// An empty network.
  public init() {}

  /// Adds an event of which nothing is known yet.
  public mutating func addEvent(_ name: String) -> EventID {
    events.append(name)
    places.append(.nothing)
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
    if from.index == 0, bounds.isExact, let time = bounds.lower, case .nothing = places[to.index] {
      places[to.index] = .fixed(time.ticks, edge: edges.count)
      edges += new
      return nil
    }
    return add(new, statement)
  }

  /// States that an event happened between two calendar days, both included.
  @discardableResult
  public mutating func constrain(_ event: EventID, _ bounds: DayBounds, statement: StatementID) -> Conflict? {
    constrain(
      from: EventID(index: 0), to: event,
      LengthBounds(
        lower: bounds.earliest.map { TimeLength.days($0.number) },
        upper: bounds.latest.map { TimeLength.days($0.number) }),
      statement: statement)
  }

  private mutating func add(_ new: [Edge], _ statement: StatementID) -> Conflict? {
    guard let cycle = cycle(closedBy: new) else {
      for edge in new where edge.from != edge.to { accept(edge) }
      return nil
    }
    guard conflicts.count < Self.mostExplained else {
      furtherConflicts += 1
      return Conflict(cycle: cycle, rejected: statement, isMinimal: false)
    }
    let question = Explainer.Question(
      accepted: edges, new: new, rejected: statement, events: events.count,
      time: { [places, open] event in
        switch places[Int(event)] {
        case .nothing: 0
        case .fixed(let time, _): time
        case .open(let place): open.possibleTime(of: place)
        }
      })
    let conflict = explainer.conflict(cycle, question)
    conflicts.append(conflict)
    return conflict
  }

  private mutating func accept(_ edge: Edge) {
    if !cache.isEmpty || !isKnownUniquelyReferenced(&cache) { cache = DistanceCache() }
    let (from, to) = (openPlace(edge.from), openPlace(edge.to))
    switch (from, to) {
    case (nil, nil): break
    case (nil, let to?):
      if let time = latest(Int(edge.from)) { open.lower(to, to: time + edge.bound, by: edges.count) }
    case (let from?, nil):
      if let time = earliest(Int(edge.to)) { open.raise(from, to: time - edge.bound, by: edges.count) }
    case (let from?, let to?): open.add(OpenEvents.Link(from: from, to: to, bound: edge.bound, edge: edges.count))
    }
    edges.append(edge)
  }

  /// The place of an event among the open ones, from now on if nothing was known of it; nil for one that is fixed.
  private mutating func openPlace(_ event: Int32) -> Int? {
    switch places[Int(event)] {
    case .fixed: return nil
    case .open(let place): return place
    case .nothing:
      let place = open.add()
      places[Int(event)] = .open(place)
      return place
    }
  }

  /// Links between open events looked at so far: what adding constraints has cost.
  var visits: Int { open.visits }

  // MARK: contradictions

  /// The negative cycle that the bounds of one statement would close with what is known, or with each other. One that goes through both bounds
  /// is these two alone.
  private func cycle(closedBy new: [Edge]) -> [Edge]? {
    if new.count == 2, new[0].bound + new[1].bound < 0 { return new }
    for edge in new { if let cycle = cycle(closedBy: edge) { return cycle } }
    return nil
  }

  private func cycle(closedBy edge: Edge) -> [Edge]? {
    if edge.from == edge.to { return edge.bound < 0 ? [edge] : nil }
    let (from, to) = (Int(edge.to), Int(edge.from))
    let byCalendar = throughCalendar(from, to)
    if let byCalendar, byCalendar + edge.bound < 0 { return [edge] + (path(from, to) ?? []) }
    guard case .open(let start) = places[from], case .open(let target) = places[to],
      !open.isAlone(start), !open.isAlone(target), open.mayContradict(from: target, to: start, bound: edge.bound),
      let way = open.shortestWay(from: start, to: target, limit: -edge.bound - 1), way.length + edge.bound < 0
    else { return nil }
    return [edge] + way.edges.map { edges[$0] }
  }

  // MARK: asking

  /// The tightest bounds of `to − from`.
  public func bounds(from: EventID, to: EventID) -> LengthBounds {
    guard events.indices.contains(from.index), events.indices.contains(to.index) else { return .unbounded }
    if from == to { return LengthBounds(exactly: .zero) }
    var upper = throughCalendar(from.index, to.index)
    var back = throughCalendar(to.index, from.index)
    if case .open(let one) = places[from.index], case .open(let other) = places[to.index],
      !open.isAlone(one), !open.isAlone(other)
    {
      let direct = cache.lengths(from: one, to: other, in: open)
      upper = [upper, direct.there].compactMap(\.self).min()
      back = [back, direct.back].compactMap(\.self).min()
    }
    return LengthBounds(lower: back.map { TimeLength(ticks: -$0) }, upper: upper.map { TimeLength(ticks: $0) })
  }

  /// The bounds of an event, as a length since 1970-01-01, not rounded to days.
  public func timeBounds(of event: EventID) -> LengthBounds { bounds(from: EventID(index: 0), to: event) }

  /// The whole days on which an event can have been.
  public func bounds(of event: EventID) -> DayBounds {
    let bounds = timeBounds(of: event)
    let earliest = bounds.lower.map { Int($0.days.rounded(.up)) }
    let latest = bounds.upper.map { Int($0.days.rounded(.down)) }
    // Within one day there is no whole one: `exactly 6 mo` is 182.625 d, and the event is on one of the two days beside it.
    if let earliest, let latest, earliest > latest {
      return DayBounds(earliest: Day(latest), latest: Day(earliest))
    }
    return DayBounds(earliest: earliest.map { Day($0) }, latest: latest.map { Day($0) })
  }

  /// The statements on the shortest paths behind the lower and the upper bound of `to − from`.
  public func support(from: EventID, to: EventID) -> (lower: [StatementID], upper: [StatementID]) {
    guard events.indices.contains(from.index), events.indices.contains(to.index) else { return ([], []) }
    func statements(_ path: [Edge]?) -> [StatementID] {
      (path ?? []).filter { $0.statement >= 0 }.map { StatementID(index: $0.statement) }
    }
    return (statements(path(to.index, from.index)), statements(path(from.index, to.index)))
  }

  private func latest(_ event: Int) -> Int? {
    switch places[event] {
    case .nothing: nil
    case .fixed(let time, _): time
    case .open(let place): open.latest[place] == .max ? nil : open.latest[place]
    }
  }

  private func earliest(_ event: Int) -> Int? {
    switch places[event] {
    case .nothing: nil
    case .fixed(let time, _): time
    case .open(let place): open.earliest[place] == .min ? nil : open.earliest[place]
    }
  }

  /// The distance by way of the calendar; nil where there is none.
  private func throughCalendar(_ from: Int, _ to: Int) -> Int? {
    guard let earliest = earliest(from), let latest = latest(to) else { return nil }
    return latest - earliest
  }

  // MARK: paths

  /// The edges of a shortest path; nil where there is none. Of two that are equal, the one that needs no date.
  private func path(_ from: Int, _ to: Int) -> [Edge]? {
    if from == to { return [] }
    let byCalendar = throughCalendar(from, to)
    if case .open(let start) = places[from], case .open(let target) = places[to],
      let way = open.shortestWay(from: start, to: target), byCalendar.map({ way.length <= $0 }) ?? true
    {
      return way.edges.map { edges[$0] }
    }
    return byCalendar == nil ? nil : Self.withoutLoops(pathToCalendar(from) + pathFromCalendar(to))
  }

  private func pathToCalendar(_ event: Int) -> [Edge] {
    var path: [Edge] = []
    var event = event
    while event != 0, path.count <= events.count {
      let number: Int? =
        switch places[event] {
        case .nothing: nil
        case .fixed(_, let edge): edge + 1
        case .open(let place): open.earliestEdge[place]
        }
      guard let number, edges.indices.contains(number) else { break }
      path.append(edges[number])
      event = Int(edges[number].to)
    }
    return path
  }

  private func pathFromCalendar(_ event: Int) -> [Edge] {
    var path: [Edge] = []
    var event = event
    while event != 0, path.count <= events.count {
      let number: Int? =
        switch places[event] {
        case .nothing: nil
        case .fixed(_, let edge): edge
        case .open(let place): open.latestEdge[place]
        }
      guard let number, edges.indices.contains(number) else { break }
      path.append(edges[number])
      event = Int(edges[number].from)
    }
    return path.reversed()
  }

  /// A way to the calendar and one from it can share events; what lies between cannot make it shorter.
  private static func withoutLoops(_ path: [Edge]) -> [Edge] {
    guard let start = path.first?.from else { return [] }
    var result: [Edge] = []
    var place: [Int32: Int] = [start: 0]
    for edge in path {
      result.append(edge)
      if let earlier = place[edge.to] {
        for dropped in result[earlier...] where dropped.to != edge.to { place[dropped.to] = nil }
        result.removeSubrange(earlier...)
      } else {
        place[edge.to] = result.count
      }
    }
    return result
  }
}
