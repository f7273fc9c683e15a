// SPDX-License-Identifier: Apache-2.0

/// Shortest paths between all events, kept up to date as edges come in, with the first edge of every path.
struct DistanceMatrix: Sendable {
  private var count: Int
  private var capacity: Int
  /// Row-major distances in ticks; `open` where there is no path.
  private var distances: [Int]
  /// Index of the first edge on the shortest path; −1 where there is none.
  private var firstEdge: [Int32]
  private(set) var allEdges: [TemporalNetwork.Edge] = []
  /// Pairs of events that were looked at so far: what adding edges has cost, on any machine.
  private(set) var visits = 0

  private static let open = Int.max / 4

  init(count: Int) {
    self.count = count
    capacity = max(8, count)
    distances = Array(repeating: DistanceMatrix.open, count: capacity * capacity)
    firstEdge = Array(repeating: -1, count: capacity * capacity)
    for index in 0..<capacity { distances[index * capacity + index] = 0 }
  }

  mutating func grow() {
    count += 1
    guard count > capacity else { return }
    var larger = DistanceMatrix(count: capacity * 2)
    for row in 0..<(count - 1) {
      for column in 0..<(count - 1) {
        larger.distances[row * larger.capacity + column] = distances[row * capacity + column]
        larger.firstEdge[row * larger.capacity + column] = firstEdge[row * capacity + column]
      }
    }
    larger.count = count
    larger.allEdges = allEdges
    larger.visits = visits + count * count
    self = larger
  }

  /// The length of the shortest path; nil where there is none.
  func distance(_ from: Int, _ to: Int) -> Int? {
    let distance = distances[from * capacity + to]
    return distance < DistanceMatrix.open / 2 ? distance : nil
  }

  /// The edges of the shortest path; nil where there is none.
  func path(_ from: Int, _ to: Int) -> [TemporalNetwork.Edge]? {
    guard distance(from, to) != nil else { return nil }
    var edges: [TemporalNetwork.Edge] = []
    var node = from
    while node != to {
      let index = firstEdge[node * capacity + to]
      guard index >= 0, edges.count <= count else { return nil }
      let edge = allEdges[Int(index)]
      edges.append(edge)
      node = edge.to
    }
    return edges
  }

  /// The negative cycle that an edge would close; nil where it closes none.
  func cycle(closedBy edge: TemporalNetwork.Edge) -> [TemporalNetwork.Edge]? {
    guard let back = distance(edge.to, edge.from), back + edge.bound < 0 else { return nil }
    return [edge] + (path(edge.to, edge.from) ?? [])
  }

  /// Adds an edge. Returns nil, or the negative cycle that it would close; then nothing is changed.
  mutating func add(_ edge: TemporalNetwork.Edge) -> [TemporalNetwork.Edge]? {
    if let cycle = cycle(closedBy: edge) { return cycle }
    let index = Int32(allEdges.count)
    allEdges.append(edge)
    guard edge.bound < distances[edge.from * capacity + edge.to] else { return nil }
    let open = DistanceMatrix.open / 2
    let toRow = edge.to * capacity
    // Only columns that the edge brings nearer from its own start can improve from anywhere.
    var columns: [Int] = []
    visits += count
    for column in 0..<count {
      let onward = distances[toRow + column]
      if onward < open, edge.bound + onward < distances[edge.from * capacity + column] { columns.append(column) }
    }
    for row in 0..<count {
      visits += 1
      let toEdge = distances[row * capacity + edge.from]
      guard toEdge < open, toEdge + edge.bound < distances[row * capacity + edge.to] || row == edge.from else {
        continue
      }
      visits += columns.count
      let first = row == edge.from ? index : firstEdge[row * capacity + edge.from]
      for column in columns {
        let through = toEdge + edge.bound + distances[toRow + column]
        if through < distances[row * capacity + column] {
          distances[row * capacity + column] = through
          firstEdge[row * capacity + column] = first
        }
      }
    }
    return nil
  }
}
