// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Drawing
@testable import Figures
import VerlaufTesting

@Suite struct MarkFanTests {
  /// Random marks, many of one time: none covers another, no leader crosses a mark or another leader, times keep their order.
  @Test(arguments: 1...60, [3, 12, 30])
  func marksKeepApart(_ seed: Int, _ count: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let items = (0..<count).map { _ in
      MarkFan.Item(x: Double(random.below(40)) * 7, width: Double(6 + random.below(6)))
    }
    let fan = MarkFan(items, within: -4...290, gap: 1)
    guard !fan.placed.isEmpty else {
      // Two rows of 294 points hold no more: the widths of all marks with their gaps.
      #expect(items.reduce(0) { $0 + $1.width } > 294)
      return
    }
    let (markHeight, foot) = (10.0, 5.0)
    func box(_ index: Int) -> Box {
      let flag = fan.placed[index]
      let y = -foot - Double(flag.row + 1) * (markHeight + 4)
      return Box(x: flag.centre - items[index].width / 2, y: y, width: items[index].width, height: markHeight)
    }
    for one in items.indices {
      let flag = fan.placed[one]
      #expect(box(one).x >= -4.01 && box(one).right <= 290.01)
      let top = -foot - Double(flag.row) * (markHeight + 4) - 3.5
      let leader = [
        (Point(flag.x, 0), Point(flag.column, -foot)), (Point(flag.column, -foot), Point(flag.column, top)),
      ]
      for other in items.indices where other != one {
        #expect(!box(one).overlaps(box(other), tolerance: 0.01))
        #expect(!leader.contains { LabelPlacing.meets($0.0, $0.1, box(other)) })
        if fan.placed[one].x < fan.placed[other].x { #expect(flag.column < fan.placed[other].column) }
      }
    }
  }

  /// Marks of 8 points at one time stand beside each other around it, under one leader.
  @Test func marksOfOneTimeStandBesideEachOther() {
    let fan = MarkFan(
      [.init(x: 50, width: 8), .init(x: 50, width: 8), .init(x: 90, width: 8)], within: 0...200, gap: 1)
    #expect(fan.placed.map(\.centre) == [45.5, 54.5, 90])
    #expect(fan.placed.map(\.column) == [50, 50, 90])
    #expect(fan.rowCount == 1 && !fan.isShifted)
    let low: [MarkFan.Item] = [.init(x: 10, width: 6), .init(x: 40, width: 6), .init(x: 10, width: 6)]
    #expect(MarkFan.beside(low, within: 0...100) == [7, 40, 13])
    // A letter is covered by nothing; marks without letters by half.
    let near: [MarkFan.Item] = [.init(x: 10, width: 6, hasLetters: true), .init(x: 12, width: 6)]
    #expect(MarkFan.beside(near, within: 0...100) == [8, 14])
    #expect(MarkFan.beside([.init(x: 10, width: 6), .init(x: 12, width: 6)], within: 0...100) == [9.5, 12.5])
  }

  /// A bar from 20 to 60 points, the next from 62, the origin at 0: a mark stays within the stretch that its time lies in; on an end before it, on a
  /// beginning after it.
  @Test func aShiftCrossesNoEdge() {
    let edges = LowMarks.Edges(starts: [0, 20, 62], ends: [60, 90])
    let range = -10.0...200
    #expect(edges.room(at: 58, within: range) == 20...60)
    #expect(edges.room(at: 60, within: range) == 20...60)
    #expect(edges.room(at: 61, within: range) == 60...62)
    #expect(edges.room(at: 62, within: range) == 62...90)
    #expect(edges.room(at: 0, within: range) == 0...20)
    #expect(edges.room(at: 150, within: range) == 90...200)
    // One treatment follows the other without a day between: a mark of that day ends the first.
    #expect(LowMarks.Edges(starts: [20, 60], ends: [60, 90]).room(at: 60, within: range) == 20...60)
  }
}
