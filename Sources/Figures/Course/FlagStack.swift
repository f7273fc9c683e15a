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

  /// Places flags within a range; `shares` are the parts of a width that may lie to the left of the pole.
  init(_ items: [Item], within range: ClosedRange<Double>, shares: [Double], gap: Double) {
    var done: [Int: Placed] = [:]
    for index in items.indices.sorted(by: { (items[$0].x, $0) > (items[$1].x, $1) }) {
      let item = items[index]
      done[index] = Self.place(item, among: Array(done.values), range, shares, gap)
    }
    placed = items.indices.compactMap { done[$0] }
  }

  private static func place(
    _ item: Item, among others: [Placed], _ range: ClosedRange<Double>, _ shares: [Double], _ gap: Double
  ) -> Placed {
    let top = (others.map(\.row).max() ?? -1) + 1
    for row in 0...top {
      for share in shares {
        let wanted = item.x - item.width * share
        let left = max(range.lowerBound, min(wanted, range.upperBound - item.width))
        let flag = Placed(row: row, left: left, right: left + item.width, x: item.x)
        if others.allSatisfy({ keepApart(flag, $0, gap) }) { return flag }
      }
    }
    let left = max(range.lowerBound, min(item.x, range.upperBound - item.width))
    return Placed(row: top, left: left, right: left + item.width, x: item.x)
  }

  private static func keepApart(_ one: Placed, _ other: Placed, _ gap: Double) -> Bool {
    if one.row == other.row { return one.right + gap <= other.left || other.right + gap <= one.left }
    let (low, high) = one.row < other.row ? (one, other) : (other, one)
    return high.x <= low.left + 0.01 || high.x >= low.right - 0.01
  }
}
