// SPDX-License-Identifier: Apache-2.0

/// Places for marks above a lane, each with a leader to its time that crosses no other mark.
///
/// Marks keep the order of their times. They stand in one row, as near to their times as their widths allow; where one row is too short
/// they stand in two, and the leaders of the upper row pass between the marks of the lower. A leader runs slanting from the time to the
/// foot of its column, below all marks, then upright; as columns and times have the same order, no two leaders cross. Marks of one time
/// stand beside each other.
struct MarkFan: Hashable, Sendable {
  /// A mark.
  struct Item: Hashable, Sendable {
    /// Where its time lies, in points.
    var x: Double
    /// How wide it is, in points.
    var width: Double
    /// Whether it has letters that nothing may cover.
    var hasLetters = false
  }

  /// Where a mark went.
  struct Placed: Hashable, Sendable {
    /// Its middle, in points.
    var centre: Double
    /// The foot of its leader's upright part; that of all marks of its time.
    var column: Double
    /// The row, from 0 at the lane.
    var row: Int
    /// Where its time lies, in points.
    var x: Double
    /// Whether a slanting part leads to the column.
    var isShifted: Bool { abs(column - x) > 0.4 }
  }

  /// The marks in the order given; empty where two rows are too short for them.
  let placed: [Placed]

  /// How many rows there are.
  var rowCount: Int { (placed.map(\.row).max() ?? -1) + 1 }
  /// Whether any leader slants.
  var isShifted: Bool { placed.contains(where: \.isShifted) }

  private static let leaderGap = 1.0

  /// Places marks within a range; `gap` is kept between marks of a row, in points.
  init(_ items: [Item], within range: ClosedRange<Double>, gap: Double) {
    let order = items.indices.sorted { (items[$0].x, $0) < (items[$1].x, $1) }
    // Marks of one time are one block.
    var blocks: [[Int]] = []
    for index in order {
      if let last = blocks.last?.last, abs(items[last].x - items[index].x) < 0.25 {
        blocks[blocks.count - 1].append(index)
      } else {
        blocks.append([index])
      }
    }
    let times = blocks.map { block in block.reduce(0) { $0 + items[$1].x } / Double(block.count) }
    let widths = blocks.map { block in block.reduce(0) { $0 + items[$1].width } + gap * Double(block.count - 1) }
    for rows in 1...2 {
      guard let centres = Self.spread(times, widths, rows, range, gap) else { continue }
      var placed = items.map { Placed(centre: 0, column: 0, row: 0, x: $0.x) }
      for (number, block) in blocks.enumerated() {
        var left = centres[number] - widths[number] / 2
        for index in block {
          placed[index].centre = left + items[index].width / 2
          placed[index].column = centres[number]
          placed[index].row = number % rows
          placed[index].x = times[number]
          left += items[index].width + gap
        }
      }
      self.placed = placed
      return
    }
    placed = []
  }

  /// Middles of blocks near their times, so that blocks of a row keep apart and leaders pass; nil where there is no room.
  private static func spread(
    _ times: [Double], _ widths: [Double], _ rows: Int, _ range: ClosedRange<Double>, _ gap: Double
  ) -> [Double]? {
    let count = times.count
    // The least distance of two middles, the first to the left.
    func distance(_ one: Int, _ other: Int) -> Double {
      if one % rows == other % rows { return (widths[one] + widths[other]) / 2 + gap }
      return widths[one % rows < other % rows ? one : other] / 2 + leaderGap
    }
    func pushedRight(_ wished: [Double]) -> [Double] {
      var places = wished
      for index in 0..<count {
        places[index] = max(places[index], range.lowerBound + widths[index] / 2)
        for before in max(0, index - rows)..<index {
          places[index] = max(places[index], places[before] + distance(before, index))
        }
      }
      return places
    }
    func pushedLeft(_ wished: [Double]) -> [Double] {
      var places = wished
      for index in (0..<count).reversed() {
        places[index] = min(places[index], range.upperBound - widths[index] / 2)
        for after in index + 1..<min(count, index + rows + 1) {
          places[index] = min(places[index], places[after] - distance(index, after))
        }
      }
      return places
    }
    let middle = zip(pushedRight(times), pushedLeft(times)).map { ($0 + $1) / 2 }
    let places = pushedLeft(pushedRight(middle))
    let fits = places.indices.allSatisfy { places[$0] - widths[$0] / 2 >= range.lowerBound - 0.01 }
    return fits ? places : nil
  }

  /// Places on the line of a low lane, in the order given: marks of one time stand beside each other, and nothing covers a letter; marks without
  /// letters may cover half of each other. Where the lane is too short for that, marks stay at their times.
  static func beside(_ items: [Item], within range: ClosedRange<Double>) -> [Double] {
    let order = items.indices.sorted { (items[$0].x, $0) < (items[$1].x, $1) }
    let sorted = order.map { items[$0] }
    func distance(_ one: Int, _ other: Int) -> Double {
      let (left, right) = (sorted[one], sorted[other])
      let isWhole = left.hasLetters || right.hasLetters || right.x - left.x < 0.5
      return (left.width + right.width) / 2 * (isWhole ? 1 : 0.5)
    }
    func right(_ wished: [Double]) -> [Double] {
      var places = wished
      for index in places.indices {
        places[index] = max(places[index], range.lowerBound)
        if index > 0 { places[index] = max(places[index], places[index - 1] + distance(index - 1, index)) }
      }
      return places
    }
    func left(_ wished: [Double]) -> [Double] {
      var places = wished
      for index in places.indices.reversed() {
        places[index] = min(places[index], range.upperBound)
        if index + 1 < places.count {
          places[index] = min(places[index], places[index + 1] - distance(index, index + 1))
        }
      }
      return places
    }
    let times = sorted.map(\.x)
    let places = left(right(zip(right(times), left(times)).map { ($0 + $1) / 2 }))
    guard places.allSatisfy({ $0 >= range.lowerBound - 0.01 }) else { return items.map(\.x) }
    var result = times
    for (number, index) in order.enumerated() { result[index] = places[number] }
    return result
  }
}
