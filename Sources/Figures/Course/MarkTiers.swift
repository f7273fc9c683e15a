// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing

/// Marks at their times and nowhere else: those that would cover each other stand over each other.
struct MarkTiers {
  struct Placed {
    let moment: CourseLayout.Moment
    let mark: Mark
    /// Where its time lies, in points.
    let x: Double
    /// How far above the line it stands, in points.
    let rise: Double
  }

  /// The marks in the order of their times.
  private(set) var placed: [Placed] = []
  /// How far the highest stands above the line, in points.
  var height: Double { placed.map(\.rise).max() ?? 0 }

  /// Between two marks of one line, in points.
  private static let gap = 0.4
  /// Of more marks at one time some cover each other.
  private static let most = 6

  /// Places marks of a size; `taken` is where the line itself has no room.
  init(
    _ moments: [(moment: CourseLayout.Moment, mark: Mark)], size: Double, taken: [ClosedRange<Double>],
    x: (Double) -> Double
  ) {
    let step = size * 1.3 + 0.5
    // The line is there, whether a mark finds room on it or not.
    var ends = [-Double.infinity]
    let order = moments.indices.sorted {
      (moments[$0].moment.place.day, $0) < (moments[$1].moment.place.day, $1)
    }
    for index in order {
      let (moment, mark) = moments[index]
      let (middle, half) = (x(moment.place.day), mark.extent(size: size).width / 2)
      let isTaken = taken.contains { $0.overlaps(middle - half...middle + half) }
      let free = ends.indices.first { (!isTaken || $0 > 0) && ends[$0] + Self.gap <= middle - half }
      let tier = free ?? (ends.count < Self.most ? ends.count : ends.indices.min { ends[$0] < ends[$1] } ?? 0)
      if tier == ends.count { ends.append(middle + half) } else { ends[tier] = middle + half }
      placed.append(Placed(moment: moment, mark: mark, x: middle, rise: Double(tier) * step))
    }
  }

  /// How far the mark of an entry stands above the line; nil for one without a mark.
  func rise(of entry: Entry.ID) -> Double? { placed.first { $0.moment.entry.id == entry }?.rise }
}
