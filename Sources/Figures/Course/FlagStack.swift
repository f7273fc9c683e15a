// SPDX-License-Identifier: Apache-2.0

/// Puts flags on poles into rows so that no flag covers another and no pole runs through a flag.
///
/// Where many trials find no such places for all, those that can be placed are, and the others go without: what they say must stand
/// elsewhere. Rows count away from the line on which the poles stand. A flag may lie to the right of its pole, around it, or to the
/// left.
struct FlagStack: Hashable, Sendable {
  /// A flag.
  struct Item: Hashable, Sendable {
    /// Where the pole stands, in points.
    var x: Double
    /// The width of the flag in points.
    var width: Double
  }

  /// Where a flag went.
  struct Placed: Hashable, Sendable {
    var row: Int
    var left: Double
    var right: Double
    var x: Double
  }

  /// The flags in the order given; nil for one without a place.
  let placed: [Placed?]

  /// How many rows there are.
  var rowCount: Int { (placed.compactMap { $0?.row }.max() ?? -1) + 1 }
  /// Whether every flag has a place.
  var isComplete: Bool { !placed.contains { $0 == nil } }

  /// Places flags within a range in as few rows as do; `shares` are the parts of a width that may lie to the left of the
  /// pole, the best first.
  init(_ items: [Item], within range: ClosedRange<Double>, shares: [Double], gap: Double) {
    let order = items.indices.sorted { (items[$0].x, $0) > (items[$1].x, $1) }
    let sorted = order.map { items[$0] }
    var trials = 20_000
    var found: [Placed]?
    var rows = 1
    while found == nil, rows <= items.count, trials > 0 {
      found = Self.search(sorted, [], rows: rows, range, shares, gap, &trials)
      rows += 1
    }
    let flags = found.map { $0.map(Optional.some) } ?? Self.greedy(sorted, range, shares, gap)
    let done = Dictionary(zip(order, flags)) { first, _ in first }
    placed = items.indices.map { done[$0] ?? nil }
  }

  private static func search(
    _ items: [Item], _ placed: [Placed], rows: Int, _ range: ClosedRange<Double>, _ shares: [Double], _ gap: Double,
    _ trials: inout Int
  ) -> [Placed]? {
    guard placed.count < items.count else { return placed }
    for row in 0..<rows {
      for share in shares {
        trials -= 1
        guard trials > 0 else { return nil }
        let flag = flag(items[placed.count], row: row, share: share, range)
        guard placed.allSatisfy({ keepApart(flag, $0, gap) }) else { continue }
        if let rest = search(items, placed + [flag], rows: rows, range, shares, gap, &trials) { return rest }
      }
    }
    return nil
  }

  private static func greedy(
    _ items: [Item], _ range: ClosedRange<Double>, _ shares: [Double], _ gap: Double
  ) -> [Placed?] {
    var placed: [Placed?] = []
    for item in items {
      let done = placed.compactMap(\.self)
      let top = (done.map(\.row).max() ?? -1) + 1
      let candidates = (0...top).lazy.flatMap { row in shares.map { flag(item, row: row, share: $0, range) } }
      placed.append(candidates.first { flag in done.allSatisfy { keepApart(flag, $0, gap) } })
    }
    return placed
  }

  private static func flag(_ item: Item, row: Int, share: Double, _ range: ClosedRange<Double>) -> Placed {
    let left = max(range.lowerBound, min(item.x - item.width * share, range.upperBound - item.width))
    return Placed(row: row, left: left, right: left + item.width, x: item.x)
  }

  private static func isBeside(_ one: Placed, _ other: Placed, _ gap: Double) -> Bool {
    one.right + gap <= other.left || other.right + gap <= one.left
  }

  private static func keepApart(_ one: Placed, _ other: Placed, _ gap: Double) -> Bool {
    if one.row == other.row { return isBeside(one, other, gap) }
    let (low, high) = one.row < other.row ? (one, other) : (other, one)
    if abs(high.x - low.x) < 0.01 { return high.x <= low.left + 0.01 || high.x >= low.right - 0.01 }
    return high.x <= low.left - gap || high.x >= low.right + gap
  }
}
