// SPDX-License-Identifier: Apache-2.0

/// Ways counted into nodes and links.
struct TransitionFlow: Hashable, Sendable {
  /// What a node stands for.
  enum Kind: Hashable, Sendable {
    case therapy(String)
    case end(TransitionPlot.End)
    /// The place that a link takes in a column which it passes over.
    case pass(from: Int, to: Int)
  }

  /// A block, or a place kept for a ribbon.
  struct Node: Hashable, Sendable {
    let kind: Kind
    let column: Int
    var count = 0

    var name: String {
      switch kind {
      case .therapy(let name): name
      case .end(let end): end.name
      case .pass: ""
      }
    }

    var isPass: Bool {
      guard case .pass = kind else { return false }
      return true
    }

    var isEnd: Bool {
      guard case .end = kind else { return false }
      return true
    }
  }

  /// Patients from one block to another.
  struct Link: Hashable, Sendable {
    /// The node it starts from, the places it passes, and the node it leads to.
    var route: [Int]
    var count: Int
  }

  private(set) var nodes: [Node] = []
  private(set) var links: [Link] = []
  /// How many columns there are, that of the ends included.
  private(set) var columnCount = 0

  init(_ plot: TransitionPlot) {
    var places: [Key: Int] = [:]
    var counts: [Pair: Int] = [:]
    var order: [Pair] = []
    for path in plot.paths where path.count > 0 {
      var ways: [Int] = []
      var last = -1
      for (column, step) in path.steps.enumerated() {
        guard let step else { continue }
        ways.append(node(.therapy(step), column, &places))
        last = column
      }
      if let end = path.end { ways.append(node(.end(end), last + 1, &places)) }
      for index in ways { nodes[index].count += path.count }
      for (from, to) in zip(ways, ways.dropFirst()) {
        let pair = Pair(from: from, to: to)
        if counts[pair] == nil { order.append(pair) }
        counts[pair, default: 0] += path.count
      }
    }
    for pair in order {
      let count = counts[pair] ?? 0
      let between = (nodes[pair.from].column + 1)..<max(nodes[pair.to].column, nodes[pair.from].column + 1)
      let passes = between.map { column in
        nodes.append(Node(kind: .pass(from: pair.from, to: pair.to), column: column, count: count))
        return nodes.count - 1
      }
      links.append(Link(route: [pair.from] + passes + [pair.to], count: count))
    }
    columnCount = (nodes.map(\.column).max() ?? -1) + 1
  }

  private struct Key: Hashable {
    let kind: Kind
    let column: Int
  }

  private struct Pair: Hashable {
    let from: Int
    let to: Int
  }

  private mutating func node(_ kind: Kind, _ column: Int, _ places: inout [Key: Int]) -> Int {
    let key = Key(kind: kind, column: column)
    if let index = places[key] { return index }
    nodes.append(Node(kind: kind, column: column))
    places[key] = nodes.count - 1
    return nodes.count - 1
  }
}
