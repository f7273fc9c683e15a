// SPDX-License-Identifier: Apache-2.0

/// The events that are not fixed to one day, and the constraints between them.
///
/// Each event has its tightest bounds against the calendar at hand, with the last edge of the path that gives each. How far two events are apart
/// is found when it is asked for, by Dijkstra's algorithm on reduced lengths (Johnson, J ACM 1977;24:1–13): ``schedule`` is one
/// course that the constraints between the events allow, so that no reduced length is negative. A new constraint changes only what it brings nearer, each
/// event once (Ramalingam & Reps, J Algorithms 1996;21:267–305; Cotton & Maler, SAT 2006).
struct OpenEvents: Sendable {
  /// A constraint between two of these events, by their places here.
  struct Link: Sendable {
    var from: Int
    var to: Int
    var bound: Int
    /// Its number among all edges of the network.
    var edge: Int
  }

  /// Not after this tick; `.max` where open.
  private(set) var latest: [Int] = []
  private(set) var latestEdge: [Int] = []
  /// Not before this tick; `.min` where open.
  private(set) var earliest: [Int] = []
  private(set) var earliestEdge: [Int] = []
  /// Times at which every link holds.
  private var schedule: [Int] = []
  private var links: [Link] = []
  private var lists = EdgeLists()
  /// Links looked at so far: what adding constraints has cost, on any machine.
  private(set) var visits = 0

  var count: Int { latest.count }

  mutating func add() -> Int {
    latest.append(.max)
    earliest.append(.min)
    latestEdge.append(-1)
    earliestEdge.append(-1)
    schedule.append(0)
    lists.addNodes(upTo: count)
    return count - 1
  }

  /// Whether no other event of these bears on one.
  func isAlone(_ event: Int) -> Bool { lists.isAlone(event) }

  /// A time for an event; with those of the others, and of the fixed events, one that all constraints allow. (Times that difference constraints allow are closed
  /// under the earlier, and the later, of two.)
  func possibleTime(of event: Int) -> Int { max(earliest[event], min(latest[event], schedule[event])) }

  // MARK: adding

  /// Adds a constraint that closes no negative cycle.
  mutating func add(_ link: Link) {
    // What the calendar says already better, and will, needs no link.
    if let calendar = throughCalendar(link.from, link.to), calendar < link.bound { return }
    lists.add(from: link.from, to: link.to)
    links.append(link)
    repairSchedule(link)
    if latest[link.from] != .max { lower(link.to, to: latest[link.from] + link.bound, by: link.edge) }
    if earliest[link.to] != .min { raise(link.from, to: earliest[link.to] - link.bound, by: link.edge) }
  }

  /// An event is not after a time, says an edge.
  mutating func lower(_ event: Int, to time: Int, by edge: Int) {
    guard time < latest[event] else { return }
    latest[event] = time
    latestEdge[event] = edge
    var heap = MinimumHeap()
    heap.push(time - schedule[event], event)
    while let (key, near) = heap.pop() {
      guard key == latest[near] - schedule[near] else { continue }
      for number in lists.leaving(near) {
        visits += 1
        let link = links[number]
        let through = latest[near] + link.bound
        guard through < latest[link.to] else { continue }
        latest[link.to] = through
        latestEdge[link.to] = link.edge
        heap.push(through - schedule[link.to], link.to)
      }
    }
  }

  /// An event is not before a time, says an edge.
  mutating func raise(_ event: Int, to time: Int, by edge: Int) {
    guard time > earliest[event] else { return }
    earliest[event] = time
    earliestEdge[event] = edge
    var heap = MinimumHeap()
    heap.push(schedule[event] - time, event)
    while let (key, near) = heap.pop() {
      guard key == schedule[near] - earliest[near] else { continue }
      for number in lists.reaching(near) {
        visits += 1
        let link = links[number]
        let through = earliest[near] - link.bound
        guard through > earliest[link.from] else { continue }
        earliest[link.from] = through
        earliestEdge[link.from] = link.edge
        heap.push(schedule[link.from] - through, link.from)
      }
    }
  }

  /// Moves what a new link asks for. Where its first event can move to a later time alone, as the newest of a chain can, that is all; else its second goes to an earlier
  /// one with all that must: first what moves farthest, so that each event moves once.
  private mutating func repairSchedule(_ new: Link) {
    let first = schedule[new.from] + new.bound
    guard first < schedule[new.to] else { return }
    let later = schedule[new.to] - new.bound
    let few = 16
    let bounds = lists.reaching(new.from).prefix(few + 1).map { links[$0] }
    visits += bounds.count
    if bounds.count <= few, bounds.allSatisfy({ later - schedule[$0.from] <= $0.bound }) {
      schedule[new.from] = later
      return
    }
    var wanted = [new.to: first]
    var heap = MinimumHeap()
    heap.push(first - schedule[new.to], new.to)
    while let (_, event) = heap.pop() {
      guard let time = wanted.removeValue(forKey: event), time < schedule[event] else { continue }
      schedule[event] = time
      for number in lists.leaving(event) {
        visits += 1
        let link = links[number]
        let through = time + link.bound
        guard through < schedule[link.to], through < wanted[link.to] ?? .max else { continue }
        wanted[link.to] = through
        heap.push(through - schedule[link.to], link.to)
      }
    }
  }

  // MARK: asking

  /// How far `to` can be from `from` by their bounds against the calendar; nil where these are open.
  func throughCalendar(_ from: Int, _ to: Int) -> Int? {
    latest[to] == .max || earliest[from] == .min ? nil : latest[to] - earliest[from]
  }

  /// Whether a link can close a negative cycle with other links: not if the schedule holds it as it is.
  func mayContradict(from: Int, to: Int, bound: Int) -> Bool { schedule[to] - schedule[from] > bound }

  /// The shortest way by links, no longer than a limit: its length and the numbers of its edges; nil where there is none, or a shorter one by the calendar.
  func shortestWay(from: Int, to: Int, limit: Int = .max) -> (length: Int, edges: [Int])? {
    var search = Search(start: from, isForward: true, count: count)
    guard let length = run(&search, until: to, limit: limit) else { return nil }
    var edges: [Int] = []
    var event = to
    while event != from, search.lastLink[event] >= 0 {
      let link = links[search.lastLink[event]]
      edges.append(link.edge)
      event = link.from
    }
    return (length, edges.reversed())
  }

  /// How far all events are from one, and it from all, by links alone; ``far`` where there is no way, or a shorter one by the calendar.
  func distances(of event: Int) -> (from: [Int], to: [Int]) {
    var forward = Search(start: event, isForward: true, count: count)
    var backward = Search(start: event, isForward: false, count: count)
    _ = run(&forward)
    _ = run(&backward)
    return (forward.length, backward.length)
  }

  /// The length of a way that there is not.
  static let far = Int.max

  private struct Search {
    let start: Int
    let isForward: Bool
    var length: [Int]
    var lastLink: [Int]

    init(start: Int, isForward: Bool, count: Int) {
      self.start = start
      self.isForward = isForward
      length = Array(repeating: far, count: count)
      lastLink = Array(repeating: -1, count: count)
      length[start] = 0
    }
  }

  /// Dijkstra's algorithm from the start, or against all links towards it. Returns the length to the target.
  private func run(_ search: inout Search, until target: Int? = nil, limit: Int = .max) -> Int? {
    let start = search.start
    // Reduced by the schedule a length differs by the same for all ways between two events.
    let sign = search.isForward ? 1 : -1
    func key(_ event: Int, _ length: Int) -> Int { length - sign * (schedule[event] - schedule[start]) }
    let most = target.flatMap { limit == .max ? nil : key($0, limit) } ?? .max
    var heap = MinimumHeap()
    heap.push(0, start)
    while let (least, event) = heap.pop() {
      let length = search.length[event]
      guard least == key(event, length) else { continue }
      if least > most { return nil }
      if event == target { return length }
      for number in search.isForward ? lists.leaving(event) : lists.reaching(event) {
        let link = links[number]
        let other = search.isForward ? link.to : link.from
        let through = length + link.bound
        guard through < search.length[other] else { continue }
        let calendar = search.isForward ? throughCalendar(start, other) : throughCalendar(other, start)
        if let calendar, calendar < through { continue }
        search.length[other] = through
        search.lastLink[other] = number
        heap.push(key(other, through), other)
      }
    }
    return nil
  }
}
