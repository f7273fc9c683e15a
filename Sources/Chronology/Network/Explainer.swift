// SPDX-License-Identifier: Apache-2.0

/// Shrinks a contradiction to statements of which none can be left out.
struct Explainer: Sendable {
  /// So many edges may be looked at for all contradictions of a network, a fraction of a second; what is found after that is not shrunk.
  private var budget = 50_000_000
  private var lists = EdgeLists()

  /// The statements of accepted edges with one that was rejected.
  struct Question {
    var accepted: [Edge]
    var new: [Edge]
    var rejected: StatementID
    var events: Int
    /// A time of each event; all accepted edges hold at these times.
    var time: (Int32) -> Int
  }

  /// A minimal conflict, from a negative cycle through a new edge.
  mutating func conflict(_ cycle: [Edge], _ question: Question) -> Conflict {
    lists.addNodes(upTo: question.events)
    while lists.count < question.accepted.count {
      let edge = question.accepted[lists.count]
      lists.add(from: Int(edge.from), to: Int(edge.to))
    }
    var best = cycle
    var needed = indispensable(in: cycle, question)
    // A statement can give several bounds: without one of the cycle there may still be another cycle, of fewer statements.
    while let candidate = best.first(where: { $0.statement >= 0 && !needed.contains($0.statement) })?.statement {
      guard budget > 0 else { return Conflict(cycle: best, rejected: question.rejected, isMinimal: false) }
      budget -= best.count
      let rest = Set(best.map(\.statement)).subtracting([candidate])
      if let smaller = negativeCycle(of: rest, question) { best = smaller } else { needed.insert(candidate) }
    }
    return Conflict(cycle: best, rejected: question.rejected, isMinimal: true)
  }

  // MARK: what cannot be left out

  /// Statements of a cycle without which no way of its edges closes a new edge, whatever the bounds. In a chain of a thousand spans that are all of them: found in one
  /// walk, where leaving out one after the other would take a thousand.
  private mutating func indispensable(in cycle: [Edge], _ question: Question) -> Set<Int> {
    let statements = Set(cycle.map(\.statement))
    var needed = statements
    for edge in question.new where edge.from != edge.to {
      let isOfCycle = cycle.first == edge
      guard let way = isOfCycle ? Array(cycle.dropFirst()) : anyWay(edge.to, edge.from, of: statements, question)
      else { continue }
      needed.formIntersection(bridges(of: way, statements, question))
    }
    needed.insert(question.rejected.index)
    return needed
  }

  /// Statements of the edges that every way from the start of one to its end goes through: whatever leads round an edge leads to a later event of the way.
  private mutating func bridges(of way: [Edge], _ statements: Set<Int>, _ question: Question) -> Set<Int> {
    var position: [Int32: Int] = [:]
    for (index, edge) in way.enumerated() { position[edge.from] = index }
    if let last = way.last { position[last.to] = way.count }
    var bridges: Set<Int> = []
    var reached: Set<Int32> = []
    var farthest = 0
    for (index, edge) in way.enumerated() {
      var waiting = reached.insert(edge.from).inserted ? [edge.from] : []
      while let event = waiting.popLast() {
        let onWay = position[event].flatMap { $0 < way.count ? way[$0] : nil }
        for number in lists.leaving(Int(event)) {
          budget -= 1
          let edge = question.accepted[number]
          guard statements.contains(edge.statement), edge != onWay else { continue }
          farthest = max(farthest, position[edge.to] ?? 0)
          if reached.insert(edge.to).inserted { waiting.append(edge.to) }
        }
      }
      if farthest <= index { bridges.insert(edge.statement) }
    }
    return bridges
  }

  /// Some way by edges of some statements.
  private mutating func anyWay(_ start: Int32, _ target: Int32, of statements: Set<Int>, _ question: Question)
    -> [Edge]?
  {
    var last: [Int32: Int] = [:]
    var waiting = [start]
    while let event = waiting.popLast(), last[target] == nil {
      for number in lists.leaving(Int(event)) {
        budget -= 1
        let edge = question.accepted[number]
        guard statements.contains(edge.statement), edge.to != start, last[edge.to] == nil else { continue }
        last[edge.to] = number
        waiting.append(edge.to)
      }
    }
    return Self.way(from: start, to: target, last, question.accepted)
  }

  /// The way that the last edges make; nil where they do not reach the target.
  private static func way(from start: Int32, to target: Int32, _ last: [Int32: Int], _ edges: [Edge]) -> [Edge]? {
    var way: [Edge] = []
    var event = target
    while event != start {
      guard let number = last[event] else { return nil }
      way.append(edges[number])
      event = edges[number].from
    }
    return way.reversed()
  }

  // MARK: what is left without one

  /// A negative cycle of some statements and the rejected one. Those accepted agree, so that each goes through a new edge.
  private mutating func negativeCycle(of statements: Set<Int>, _ question: Question) -> [Edge]? {
    let new = question.new
    if new.count == 2, new[0].bound + new[1].bound < 0 { return new }
    for edge in new {
      if let back = way(from: edge.to, to: edge.from, below: -edge.bound, of: statements, question) {
        return [edge] + back
      }
    }
    return nil
  }

  /// The shortest way by edges of some statements, if it is below a length: Dijkstra's algorithm on lengths reduced by a possible course.
  private mutating func way(
    from start: Int32, to target: Int32, below most: Int, of statements: Set<Int>, _ question: Question
  ) -> [Edge]? {
    if start == target { return most > 0 ? [] : nil }
    let edges = question.accepted
    func key(_ event: Int32, _ length: Int) -> Int { length - (question.time(event) - question.time(start)) }
    // Often nothing leads to the target any more.
    var isReached = false
    for number in lists.reaching(Int(target)) {
      budget -= 1
      if statements.contains(edges[number].statement) {
        isReached = true
        break
      }
    }
    guard isReached else { return nil }
    var length: [Int32: Int] = [start: 0]
    var last: [Int32: Int] = [:]
    let limit = key(target, most)
    var heap = MinimumHeap()
    heap.push(0, Int(start))
    while let (least, node) = heap.pop(), least < limit {
      let event = Int32(truncatingIfNeeded: node)
      guard let soFar = length[event], least == key(event, soFar) else { continue }
      if event == target { break }
      for number in lists.leaving(node) {
        budget -= 1
        let edge = edges[number]
        guard statements.contains(edge.statement) else { continue }
        let through = soFar + edge.bound
        guard through < length[edge.to] ?? .max else { continue }
        length[edge.to] = through
        last[edge.to] = number
        heap.push(key(edge.to, through), Int(edge.to))
      }
    }
    guard let found = length[target], found < most else { return nil }
    return Self.way(from: start, to: target, last, edges)
  }
}
