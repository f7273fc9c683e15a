// SPDX-License-Identifier: Apache-2.0

import Chronology

/// Times that can be read in several ways, none of which is chosen.
///
/// That one of several constraints holds is no constraint of a temporal network. Each combination of readings is one, and what holds in all of them that
/// are free of contradiction is known: between any two events the widest of their tightest bounds. These bounds are a network again, the tightest that holds under every
/// reading (the greater of two distances keeps the triangle inequality).
extension PatientTimeline.Builder {
  /// So many combinations of readings are looked at together; of more the times are taken one after another, each beside what the ones before leave.
  static let mostCombinations = 64
  /// So many events are compared each with each; in greater courses only those whose time has several readings with all others. What is not compared stays
  /// as wide as the compared bounds leave it.
  static let mostCompared = 60
  /// So many lengths are asked for at a time: of many events fewer combinations are looked at together.
  static let mostLengths = 40_000

  func addOpenReadings(_ timeline: inout PatientTimeline) {
    var open = timeline.readingPoints.filter { !$0.isChosen }
    let events = timeline.network.events.count
    let pairs = events <= Self.mostCompared ? events * events / 2 : events
    let most = max(4, min(Self.mostCombinations, Self.mostLengths / max(pairs, 1)))
    while !open.isEmpty {
      var group: [ReadingPoint] = []
      var combinations = 1
      while let next = open.first, group.isEmpty || combinations * next.options.count <= most {
        combinations *= next.options.count
        group.append(open.removeFirst())
      }
      addWidest(of: group, &timeline)
    }
  }

  private func addWidest(of group: [ReadingPoint], _ timeline: inout PatientTimeline) {
    // Cycles that a reading names become events before the network is copied.
    for point in group { for option in point.options { addCycles(namedBy: option, owner: point.owner, &timeline) } }
    var networks: [TemporalNetwork] = []
    var possible = group.map { _ in Set<Int>() }
    for choice in combinations(group.map(\.options.count)) {
      var own = timeline
      let before = own.network.conflicts.count + own.network.furtherConflicts
      for (point, option) in zip(group, choice) {
        constrain(point.event, to: point.options[option], owner: point.owner, point.statement, &own)
      }
      guard own.network.conflicts.count + own.network.furtherConflicts == before else { continue }
      networks.append(own.network)
      for (place, option) in choice.enumerated() { possible[place].insert(option) }
    }
    guard !networks.isEmpty else {
      // One of several that cannot be true together is found by taking them one by one; no reading of it can be true, and the first is told as what contradicts.
      if group.count > 1 { return group.forEach { addWidest(of: [$0], &timeline) } }
      for point in group {
        constrain(point.event, to: point.options[0], owner: point.owner, point.statement, &timeline)
      }
      return
    }
    if networks.count == 1 {
      for (point, option) in zip(group, possible) {
        guard let option = option.first else { continue }
        constrain(point.event, to: point.options[option], owner: point.owner, point.statement, &timeline)
      }
      return
    }
    addHull(of: networks, group, &timeline)
  }

  private func addHull(of networks: [TemporalNetwork], _ group: [ReadingPoint], _ timeline: inout PatientTimeline) {
    let count = timeline.network.events.count
    let own = Set(group.map(\.event))
    var tighter: [(from: EventID, to: EventID, bounds: LengthBounds)] = []
    let all = (0..<count).map { EventID(index: $0) }
    // From few events to all: the lengths from one are found together.
    for from in count <= Self.mostCompared ? all : all.filter(own.contains) {
      for to in all where to.index > from.index || (to != from && count > Self.mostCompared && !own.contains(to)) {
        let bounds = networks.map { $0.bounds(from: from, to: to) }
        let (lowers, uppers) = (bounds.compactMap(\.lower), bounds.compactMap(\.upper))
        let widest = LengthBounds(
          lower: lowers.count == bounds.count ? lowers.min() : nil,
          upper: uppers.count == bounds.count ? uppers.max() : nil)
        if widest != timeline.network.bounds(from: from, to: to) { tighter.append((from, to, widest)) }
      }
    }
    for pair in tighter {
      // The statement of the time that is nearest to what it says; any of a group gives its networks.
      let point = group.first { $0.event == pair.from || $0.event == pair.to } ?? group[0]
      constrain(pair.from, pair.to, pair.bounds, point.statement, &timeline)
    }
    for point in group { timeline.openNetworks[point.statement] = networks }
  }

  private func addCycles(namedBy time: StatedTime, owner: Entry.ID, _ timeline: inout PatientTimeline) {
    for anchor in time.anchors where anchor.cycle != nil { _ = event(anchor, &timeline) }
    guard case .cycle(let number, let anchor, let part) = time.form else { return }
    if part != .end { _ = cycleStart(number, of: anchor?.id ?? owner, &timeline) }
    if part != .start { _ = cycleStart(number + 1, of: anchor?.id ?? owner, &timeline) }
  }

  /// All ways to take one of each: places of options.
  private func combinations(_ counts: [Int]) -> [[Int]] {
    counts.reduce([[]]) { all, count in all.flatMap { begun in (0..<count).map { begun + [$0] } } }
  }
}
