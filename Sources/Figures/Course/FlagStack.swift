/// Puts flags on poles into rows so that no flag covers another and no pole runs through a flag.
///
/// Rows count away from the line on which the poles stand. A flag may lie to the right of its pole, around it, or to the
/// left; the first of these that fits in the lowest row is taken, from the rightmost pole to the left.
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

  /// Places flags within a range; `shares` are the parts of a width that may lie to the left of the pole.
  init(_ items: [Item], within range: ClosedRange<Double>, shares: [Double], gap: Double) {
    var done: [Int: Placed] = [:]
    let order = items.indices.sorted { (items[$0].x, $0) > (items[$1].x, $1) }
    for (count, index) in order.enumerated() {
      let others = order.prefix(count).compactMap { done[$0] }
      let waiting = order.dropFirst(count + 1).map { items[$0].x }
      done[index] =
        Self.place(items[index], among: others, sparing: waiting, range, shares, gap)
        ?? Self.place(items[index], among: others, sparing: [], range, shares, gap)
        ?? Self.last(items[index], among: others, range)
    }
    placed = items.indices.compactMap { done[$0] }
  }

  /// The first place that fits, not over poles whose flags are not placed yet.
  private static func place(
    _ item: Item, among others: [Placed], sparing poles: [Double], _ range: ClosedRange<Double>, _ shares: [Double],
    _ gap: Double
  ) -> Placed? {
    let top = (others.map(\.row).max() ?? -1) + 1
    for row in 0...top {
      for share in shares {
        let flag = flag(item, row: row, left: item.x - item.width * share, range)
        guard !poles.contains(where: { $0 > flag.left + 0.01 && $0 < flag.right - 0.01 }) else { continue }
        if others.allSatisfy({ keepApart(flag, $0, gap) }) { return flag }
      }
    }
    return nil
  }

  /// A row of its own.
  private static func last(_ item: Item, among others: [Placed], _ range: ClosedRange<Double>) -> Placed {
    flag(item, row: (others.map(\.row).max() ?? -1) + 1, left: item.x, range)
  }

  private static func flag(_ item: Item, row: Int, left: Double, _ range: ClosedRange<Double>) -> Placed {
    let left = max(range.lowerBound, min(left, range.upperBound - item.width))
    return Placed(row: row, left: left, right: left + item.width, x: item.x)
  }

  private static func keepApart(_ one: Placed, _ other: Placed, _ gap: Double) -> Bool {
    if one.row == other.row { return one.right + gap <= other.left || other.right + gap <= one.left }
    let (low, high) = one.row < other.row ? (one, other) : (other, one)
    return high.x <= low.left + 0.01 || high.x >= low.right - 0.01
  }
}
