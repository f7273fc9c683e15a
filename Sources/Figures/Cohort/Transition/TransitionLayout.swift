// SPDX-License-Identifier: Apache-2.0

/// Where blocks and ribbons lie, as heights in points from the top of the columns.
struct TransitionLayout: Sendable {
  let flow: TransitionFlow
  /// The height of one patient in points.
  let unit: Double
  /// The middle of each node.
  private(set) var middles: [Double]
  /// The height of the tallest column.
  private(set) var height = 0.0

  static let gap = 5.0

  /// Places nodes so that neither blocks nor labels touch.
  ///
  /// - Parameters:
  ///   - labels: the height of each node's label in points.
  ///   - limit: the height in points that the columns should not exceed; small units give way first, then the limit.
  init(_ flow: TransitionFlow, labels: [Double], limit: Double) {
    self.flow = flow
    func total(_ unit: Double, _ column: Int) -> Double {
      let slots = flow.nodes.indices.filter { flow.nodes[$0].column == column }.map { index in
        Self.slot(flow.nodes[index], labels[index], unit)
      }
      return slots.reduce(0, +) + Double(max(0, slots.count - 1)) * Self.gap
    }
    var unit = 14.0
    while unit > 1.2, (0..<flow.columnCount).contains(where: { total(unit, $0) > limit }) { unit *= 0.96 }
    self.unit = unit
    middles = Array(repeating: 0, count: flow.nodes.count)
    height = (0..<flow.columnCount).map { total(unit, $0) }.max() ?? 0
    for column in 0..<flow.columnCount { place(column, labels) }
  }

  private static func slot(_ node: TransitionFlow.Node, _ label: Double, _ unit: Double) -> Double {
    max(Double(node.count) * unit, node.isPass ? 0 : label)
  }

  /// The height of a node.
  func height(of node: Int) -> Double { Double(flow.nodes[node].count) * unit }

  /// The top of a node.
  func top(of node: Int) -> Double { middles[node] - height(of: node) / 2 }

  /// Sorts a column by where its patients come from, ends last, and puts each node as near to that as the others allow.
  private mutating func place(_ column: Int, _ labels: [Double]) {
    let indices = flow.nodes.indices.filter { flow.nodes[$0].column == column }
    var wanted: [Int: Double] = [:]
    for index in indices { wanted[index] = source(of: index) }
    func rank(_ node: TransitionFlow.Node) -> Int {
      switch node.kind {
      case .therapy, .pass: 0
      case .end(.alive): 1
      case .end(.lost): 2
      case .end(.dead): 3
      }
    }
    let order = indices.sorted { one, other in
      let (first, second) = (flow.nodes[one], flow.nodes[other])
      if rank(first) != rank(second) { return rank(first) < rank(second) }
      // Therapies that nobody comes to from before stand on top, the most frequent first.
      let (from, to) = (wanted[one] ?? -1, wanted[other] ?? -1)
      if abs(from - to) > 0.001 { return from < to }
      if first.count != second.count { return first.count > second.count }
      return first.name < second.name
    }
    let slots = order.map { Self.slot(flow.nodes[$0], labels[$0], unit) }
    let total = slots.reduce(0, +) + Double(max(0, slots.count - 1)) * Self.gap
    // The middle of each slot if all stood close together from the top.
    var offsets: [Double] = []
    var y = 0.0
    for slot in slots {
      offsets.append(y + slot / 2)
      y += slot + Self.gap
    }
    let free = height - total
    // Moves keep the order: neighbours that would meet move together, by the mean of what they want (pool adjacent
    // violators).
    var blocks: [(sum: Double, weight: Double, count: Int)] = []
    for (index, node) in order.enumerated() {
      let weight = Double(max(1, flow.nodes[node].count))
      let move = (wanted[node] ?? offsets[index] + free / 2) - offsets[index]
      blocks.append((move * weight, weight, 1))
      while blocks.count > 1 {
        let (last, before) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
        guard before.sum / before.weight > last.sum / last.weight else { break }
        blocks.removeLast(2)
        blocks.append((before.sum + last.sum, before.weight + last.weight, before.count + last.count))
      }
    }
    let moves = blocks.flatMap { block in
      Array(repeating: min(max(block.sum / block.weight, 0), max(free, 0)), count: block.count)
    }
    for (index, node) in order.enumerated() { middles[node] = offsets[index] + moves[index] }
  }

  /// The mean height at which the patients of a node come in.
  private func source(of node: Int) -> Double? {
    var sum = 0.0
    var count = 0
    for link in flow.links {
      guard let place = link.route.firstIndex(of: node), place > 0 else { continue }
      sum += middles[link.route[place - 1]] * Double(link.count)
      count += link.count
    }
    return count > 0 ? sum / Double(count) : nil
  }

  /// The top of a link at each node of its route: on the side where it leaves and on the side where it comes in.
  func tops() -> [[(enters: Double, leaves: Double)]] {
    var tops = flow.links.map { $0.route.map { (enters: top(of: $0), leaves: top(of: $0)) } }
    for node in flow.nodes.indices {
      let through = flow.links.indices.compactMap { link -> (link: Int, place: Int)? in
        flow.links[link].route.firstIndex(of: node).map { (link, $0) }
      }
      func stack(_ ends: [(link: Int, place: Int)], step: Int, _ put: (Int, Int, Double) -> Void) {
        let sorted = ends.sorted { one, other in
          let first = middles[flow.links[one.link].route[one.place + step]]
          let second = middles[flow.links[other.link].route[other.place + step]]
          return (first, one.link) < (second, other.link)
        }
        var y = top(of: node)
        for end in sorted {
          put(end.link, end.place, y)
          y += Double(flow.links[end.link].count) * unit
        }
      }
      stack(through.filter { $0.place > 0 }, step: -1) { tops[$0][$1].enters = $2 }
      stack(through.filter { $0.place < flow.links[$0.link].route.count - 1 }, step: 1) { tops[$0][$1].leaves = $2 }
    }
    return tops
  }
}
