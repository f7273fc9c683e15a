// SPDX-License-Identifier: Apache-2.0

/// Puts flags on poles into rows so that no flag covers another and no pole runs through a flag.
///
/// Rows count away from the line on which the poles stand. A flag may lie to the right of its pole, around it, or to the
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

  /// The flags in the order given.
  let placed: [Placed]

  /// How many rows there are.
  var rowCount: Int { (placed.map(\.row).max() ?? -1) + 1 }

  /// What the neighbours in its row leave to a flag, in points.
  func room(beside flag: Placed) -> ClosedRange<Double> {
    let row = placed.filter { $0.row == flag.row }
    let left = row.map(\.right).filter { $0 <= flag.left }.max() ?? -.greatestFiniteMagnitude
    let right = row.map(\.left).filter { $0 >= flag.right }.min() ?? .greatestFiniteMagnitude
    return left...right
  }

  /// Places flags within a range in as few rows as do; `shares` are the parts of a width that may lie to the left of the
  /// pole, the best first. Where none of many trials succeeds, the flags left over go to rows of their own, over poles.
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
    let flags = found ?? Self.greedy(sorted, range, shares, gap)
    let done = Dictionary(zip(order, flags)) { first, _ in first }
    placed = items.indices.compactMap { done[$0] }
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
  ) -> [Placed] {
    var placed: [Placed] = []
    for item in items {
      let top = (placed.map(\.row).max() ?? -1) + 1
      let candidates = (0...top).lazy.flatMap { row in shares.map { flag(item, row: row, share: $0, range) } }
      let chosen = candidates.first { flag in placed.allSatisfy { keepApart(flag, $0, gap) } }
      // A row that is free, whatever poles run through it.
      let free = candidates.first { flag in placed.allSatisfy { $0.row != flag.row || isBeside(flag, $0, gap) } }
      placed.append(chosen ?? free ?? flag(item, row: top, share: shares.first ?? 0, range))
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
