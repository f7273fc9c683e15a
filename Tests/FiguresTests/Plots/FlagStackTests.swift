// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Figures
import VerlaufTesting

@Suite struct FlagStackTests {
  @Test(arguments: 1...40, [8, 40])
  func flagsKeepApart(_ seed: Int, _ count: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let items = (0..<count).map { _ in
      FlagStack.Item(x: Double(random.below(300)), width: Double(10 + random.below(50)))
    }
    let stack = FlagStack(items, within: -5...320, shares: [0, 1, 0.5], gap: 1.5)
    #expect(stack.placed.count == items.count)
    for (index, place) in stack.placed.enumerated() {
      guard let one = place else { continue }
      #expect(one.left >= -5 && one.right <= 320 && one.x == items[index].x)
      for (number, place) in stack.placed.enumerated() where number != index {
        guard let other = place else { continue }
        #expect(one.row != other.row || one.right < other.left || other.right < one.left)
        // No pole runs through a flag.
        if one.row > other.row { #expect(one.x <= other.left + 0.02 || one.x >= other.right - 0.02) }
      }
    }
  }

  @Test func flagsThatHaveRoomShareARow() {
    let stack = FlagStack(
      [.init(x: 0, width: 20), .init(x: 30, width: 20), .init(x: 35, width: 20)], within: 0...100, shares: [0], gap: 1)
    #expect(stack.placed.map { $0?.row } == [0, 1, 0])
    #expect(stack.rowCount == 2)
  }
}
