// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Drawing
@testable import Figures

@Suite struct TimeAxisTests {
  @Test func monthsKeepApartInNiceSteps() {
    let wide = TimeAxis(days: 0...365.25, unit: .months, from: 0, to: 400)
    #expect(wide.ticks.map(\.label) == (0...12).map { "\($0)" })
    let narrow = TimeAxis(days: 0...365.25, unit: .months, from: 0, to: 90)
    #expect(narrow.ticks.map(\.label) == ["0", "3", "6", "9", "12"])
    #expect(abs(wide.position(ofDay: 6 * 30.4375) - 200) < 1e-9)
  }

  @Test func yearsAndDaysCountAlike() {
    #expect(TimeAxis(days: -366...1000, unit: .years, from: 0, to: 300).ticks.map(\.label) == ["−1", "0", "1", "2"])
    #expect(TimeAxis(days: 0...63, unit: .days, from: 0, to: 100).ticks.map(\.label) == ["0", "14", "28", "42", "56"])
  }

  /// 300 million years, as forty chained spans of a million years would be: an axis does not count through their months.
  @Test func anAxisOfAgesHasFewTicks() {
    for last in [4e5, 4e6, 1e8, 1.1e11] {
      let axis = TimeAxis(days: 0...last, unit: .years, from: 0, to: 400)
      #expect(axis.ticks.count <= 40, "\(last) days")
    }
  }

  @Test func labelsNeverOverlapWhateverTheWidth() {
    for width in stride(from: 20.0, to: 600, by: 37) {
      for unit in [TimeAxis.Unit.days, .months, .years] {
        let axis = TimeAxis(days: 0...2000, unit: unit, from: 40, to: 40 + width)
        let scene = Scene(width: width + 80, height: 60, title: "", nodes: [axis.node(y: 20)])
        #expect(SceneAudit(scene).isClean, "\(unit) \(width): \(SceneAudit(scene))")
      }
    }
  }

  @Test func scalesGoBothWaysAndTickRound() {
    let scale = LinearScale(0...1, from: 200, to: 0)
    #expect(scale.position(of: 0.25) == 150)
    #expect(scale.value(at: 150) == 0.25)
    #expect(scale.ticks().count == 6)
    #expect(LinearScale(-83...41, from: 0, to: 1).ticks() == [-50, 0])
    #expect(LinearScale(3...3, from: 10, to: 20).position(of: 3) == 10)
  }
}
