// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Drawing
@testable import Figures

@Suite struct LegendLayoutTests {
  private let items = Mark.all.map { Legend.Item($0) }

  @Test(arguments: [60.0, 130, 250, 400, 900])
  func staysWithinItsWidthAndHeight(_ width: Double) {
    let legend = Legend(items, title: "Marks and what they mean", width: width)
    let scene = Scene(width: width, height: legend.height, title: "", nodes: [legend.node(at: .zero)])
    #expect(SceneAudit(scene).isClean, "\(SceneAudit(scene))")
  }

  @Test func widerMeansMoreColumnsAndLessHeight() {
    let narrow = Legend(items, width: 130)
    let wide = Legend(items, width: 500)
    #expect(narrow.columnCount == 1)
    #expect(wide.columnCount >= 3)
    #expect(wide.height < narrow.height)
  }

  @Test func anEmptyLegendTakesNoPlace() {
    #expect(Legend([], width: 100).height == 0)
  }
}
