// SPDX-License-Identifier: Apache-2.0

import Chronology
import Drawing
import Plain

/// The marks on the line of a low lane: near their times, beside each other where they would cover each other, letters only where nothing
/// covers them.
struct LowMarks {
  struct Placed {
    let moment: CourseLayout.Moment
    let mark: Mark
    /// Its middle, in points.
    let x: Double
    /// Whether its letters are drawn.
    var showsLetters: Bool
  }

  /// The marks in the order in which they are drawn.
  private(set) var placed: [Placed] = []

  /// How far a mark may stand from its time, in points.
  private static let farthest = 8.0

  /// Where treatments begin, with the origin of the axis, and where they end, in points: a mark that moved across would say something else.
  struct Edges {
    var starts: [Double]
    var ends: [Double]

    /// Where a mark of a time may stand. What falls on an end lies before it, what falls on a beginning after it.
    func room(at x: Double, within range: ClosedRange<Double>) -> ClosedRange<Double> {
      let near = 0.05
      var (lower, upper) = (range.lowerBound, range.upperBound)
      for end in ends {
        if end >= x - near { upper = min(upper, end) } else { lower = max(lower, end) }
      }
      let isOnEnd = ends.contains { abs($0 - x) <= near }
      for start in starts where !(isOnEnd && abs(start - x) <= near) {
        if start <= x + near { lower = max(lower, start) } else { upper = min(upper, start) }
      }
      return min(lower, x)...max(upper, x)
    }
  }

  /// The farthest that a mark stands from its time, in points.
  private(set) var farthestMoved = 0.0

  /// Places marks of a size; `ends` are what is drawn over them later.
  init(
    _ moments: [(moment: CourseLayout.Moment, mark: Mark)], size: Double, x: (Double) -> Double,
    within range: ClosedRange<Double>, edges: Edges, ends: [ClosedRange<Double>]
  ) {
    func width(_ mark: Mark) -> Double { mark.extent(size: size).width }
    // What has letters is drawn last.
    let shown =
      moments.filter { !MarkDrawing.showsLetters($0.mark, size: size) }
      + moments.filter { MarkDrawing.showsLetters($0.mark, size: size) }
    let items = shown.map {
      MarkFan.Item(
        x: x($0.moment.place.day), width: width($0.mark) * 0.95,
        hasLetters: MarkDrawing.showsLetters($0.mark, size: size))
    }
    let spread = MarkFan.beside(items, within: range)
    let places = zip(items, spread).map { item, wished in
      let room = edges.room(at: item.x, within: range)
      let near = item.x + min(max(wished - item.x, -Self.farthest), Self.farthest)
      return min(max(near, room.lowerBound), room.upperBound)
    }
    farthestMoved = zip(items, places).map { abs($1 - $0.x) }.max() ?? 0
    for (number, item) in shown.enumerated() {
      let letters = Self.letters(item.mark, size: size)
      let own = places[number] - letters / 2...places[number] + letters / 2
      let later = shown.indices.dropFirst(number + 1).map {
        places[$0] - width(shown[$0].mark) / 2...places[$0] + width(shown[$0].mark) / 2
      }
      placed.append(
        Placed(
          moment: item.moment, mark: item.mark, x: places[number],
          showsLetters: items[number].hasLetters && !(later + ends).contains { $0.overlaps(own) }))
    }
  }

  /// Whether a mark goes without its letters, because something covers them or they would be too small.
  var hidesLetters: Bool { placed.contains { !$0.showsLetters && MarkDrawing.hasLetters($0.mark) } }

  private static func letters(_ mark: Mark, size: Double) -> Double {
    TextMeasure.width(of: mark.letters ?? "", style: TextStyle(size: size * 0.85, weight: .bold)) + 0.6
  }
}

extension CourseFrame {
  /// Where the marks of the ends of a course lie on the line of a lane, which are drawn over all others.
  func ends(of layout: CourseLayout, size: Double) -> [ClosedRange<Double>] {
    var ends = layout.moments.filter { $0.kind == .death }.map {
      x($0.place.day) - size * 0.75...x($0.place.day) + size * 0.75
    }
    if let last = layout.lastSeen { ends.append(x(last) - size * 0.35...x(last) + size * 0.35) }
    for bar in layout.bars where bar.isOngoing {
      ends.append(x(bar.end.day) - size * 0.2...x(bar.end.day) + size * 1.4)
    }
    return ends
  }

  /// The marks on the line of a lane.
  func lowMarks(_ moments: [CourseLayout.Moment], of layout: CourseLayout, size: Double) -> LowMarks {
    let shown = moments.compactMap { moment in moment.mark.map { (moment: moment, mark: $0) } }
    let range = axis.scale.start...max(axis.scale.start, options.width - 5)
    let edges = LowMarks.Edges(
      starts: [x(0)] + layout.bars.map { x($0.start.day) },
      ends: layout.bars.filter { !$0.isOngoing }.map { x($0.end.day) })
    return LowMarks(shown, size: size, x: { x($0) }, within: range, edges: edges, ends: ends(of: layout, size: size))
  }

  /// The note on marks that stand beside their times; `farthest` is how far, in points.
  func movedNote(_ farthest: Double) -> String? {
    let month = x(TimeLength.daysPerMonth) - x(0)
    guard farthest > 0.4, month > 0 else { return nil }
    let months = (farthest / month * 10).rounded(.up) / 10
    return say(
      Phrase(
        "Marks stand up to \(Phrase.number(months)) mo beside their times where they would cover each other.",
        "Zeichen stehen bis zu \(Phrase.number(months)) Mon. neben ihrer Zeit, wo sie sich sonst verdecken würden."))
  }
}
