// SPDX-License-Identifier: Apache-2.0

@testable import Figures
import Testing

@Suite struct PanelPlacingTests {
  /// Two that want 100 and 104, 50 wide with 10 between: their mean of 102 is kept, 72 and 132.
  @Test func neighboursMoveApartEvenly() {
    #expect(PanelPlacing.middles([100, 104], width: 50, gap: 10, within: 0...500) == [72, 132])
    #expect(PanelPlacing.middles([100, 300], width: 50, gap: 10, within: 0...500) == [100, 300])
    // At the edges.
    #expect(PanelPlacing.middles([0, 1], width: 50, gap: 10, within: 0...500) == [25, 85])
    #expect(PanelPlacing.middles([499, 500], width: 50, gap: 10, within: 0...500) == [415, 475])
    #expect(PanelPlacing.middles([], width: 50, gap: 10, within: 0...500).isEmpty)
  }

  /// Never over each other, never outside, in the order of time: 2,000 rows at random, as full as they can be.
  @Test func neverOverlap() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let count = Int.random(in: 1...8, using: &generator)
      let targets = (0..<count).map { _ in Double.random(in: -50...550, using: &generator) }.sorted()
      let middles = PanelPlacing.middles(
        targets, width: 57, gap: 5, within: 0...(Double(count) * 62 - 5 + Double.random(in: 0...80)))
      #expect(zip(middles, middles.dropFirst()).allSatisfy { $1 - $0 >= 62 - 1e-9 })
      #expect((middles.first ?? 30) >= 28.5 - 1e-9)
    }
  }
}
