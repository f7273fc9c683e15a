// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

@testable import Drawing
@testable import Figures
import VerlaufTesting

extension TransitionPlot {
  /// Three ways as a small series has them.
  static let small = TransitionPlot(
    title: "Therapies of three patients", columns: ["1st line", "2nd line", "Maintenance", "Later"],
    paths: [
      .init(steps: ["Doxorubicin", "Gemcitabine and docetaxel", "Gemcitabine", "Pazopanib"], end: .dead),
      .init(steps: ["Gemcitabine and docetaxel", nil, "Gemcitabine", "Trabectedin"], end: .dead),
      .init(steps: ["Doxorubicin", "Gemcitabine and docetaxel", "Gemcitabine"], end: .alive),
    ], notes: ["Invented data."])
}

extension CohortSample {
  mutating func transitions() -> TransitionPlot {
    guard count > 3 else { return .small }
    let therapies = [
      ["Doxorubicin", "Doxorubicin and olaratumab", "Gemcitabine and docetaxel", "Paclitaxel"],
      ["Gemcitabine and docetaxel", "Ifosfamide", "Trabectedin"], ["Gemcitabine", "Trabectedin"],
      ["Pazopanib", "Trabectedin", "Eribulin", "Dacarbazine", "Best supportive care"],
    ]
    let paths = (0..<count).map { _ -> TransitionPlot.Path in
      let length = 1 + random.below(4)
      let steps = (0..<length).map { column -> String? in
        if column == 2, share() < 0.4 { return nil }
        let choices = therapies[column]
        return choices[Int(share() * share() * Double(choices.count))]
      }
      let end: TransitionPlot.End = share() < 0.6 ? .dead : share() < 0.75 ? .alive : .lost
      return .init(steps: steps, end: end)
    }
    return TransitionPlot(
      title: "Lines of therapy", columns: ["1st line", "2nd line", "Maintenance", "Later line"], paths: paths,
      notes: ["Numbers of patients in parentheses. Invented data."])
  }
}

@Suite("Transitions between lines of therapy") struct TransitionPlotTests {
  @Test(arguments: CohortSample.options, [3, 12, 40, 400])
  func nothingIsCutOrOverlaps(_ options: FigureOptions, count: Int) {
    var sample = CohortSample(count)
    expectLegible(sample.transitions().scene(options), options)
  }

  @Test func emptyInputIsDrawn() {
    expectLegible(TransitionPlot(columns: [], paths: []).scene(), FigureOptions())
    expectLegible(
      TransitionPlot(columns: ["1st"], paths: [.init(steps: [], end: .lost), .init(steps: [nil, "A"], end: nil)])
        .scene(),
      FigureOptions())
  }

  @Test(arguments: [3, 40])
  func ribbonsAddUpToTheirBlocks(_ count: Int) {
    var sample = CohortSample(count)
    let flow = TransitionFlow(sample.transitions())
    let layout = TransitionLayout(flow, labels: flow.nodes.map { _ in 8 }, limit: 230)
    let tops = layout.tops()
    for (index, node) in flow.nodes.enumerated() {
      let leaving = flow.links.filter { $0.route.dropLast().contains(index) }.map(\.count).reduce(0, +)
      let entering = flow.links.filter { $0.route.dropFirst().contains(index) }.map(\.count).reduce(0, +)
      // Every patient of these samples has an end, so all who come to a therapy leave it.
      #expect(leaving == (node.isEnd ? 0 : node.count))
      #expect(entering <= node.count)
      if node.column > 0, node.isEnd { #expect(entering == node.count) }
      // Ribbons lie side by side within the block.
      let edges = flow.links.indices.compactMap { link -> ClosedRange<Double>? in
        guard let place = flow.links[link].route.dropLast().firstIndex(of: index) else { return nil }
        let top = tops[link][place].leaves
        return top...(top + Double(flow.links[link].count) * layout.unit)
      }.sorted { $0.lowerBound < $1.lowerBound }
      for (one, other) in zip(edges, edges.dropFirst()) { #expect(abs(one.upperBound - other.lowerBound) < 1e-6) }
      if let first = edges.first, let last = edges.last {
        #expect(abs(first.lowerBound - layout.top(of: index)) < 1e-6)
        #expect(abs(last.upperBound - first.lowerBound - layout.height(of: index)) < 1e-6)
      }
    }
  }

  @Test func blocksOfAColumnKeepApartAndStayWithin() {
    var sample = CohortSample(40)
    let flow = TransitionFlow(sample.transitions())
    let layout = TransitionLayout(flow, labels: flow.nodes.map { _ in 12 }, limit: 230)
    for column in 0..<flow.columnCount {
      let spans = flow.nodes.indices.filter { flow.nodes[$0].column == column }
        .map { layout.top(of: $0)...(layout.top(of: $0) + layout.height(of: $0)) }
        .sorted { $0.lowerBound < $1.lowerBound }
      for (one, other) in zip(spans, spans.dropFirst()) {
        #expect(one.upperBound + TransitionLayout.gap <= other.lowerBound + 1e-6)
      }
      #expect((spans.first?.lowerBound ?? 0) >= -1e-6)
      #expect((spans.last?.upperBound ?? 0) <= layout.height + 1e-6)
    }
  }

  @Test func aColumnPassedOverKeepsItsPlace() {
    let flow = TransitionFlow(.small)
    let passing = flow.links.filter { $0.route.count == 3 }
    #expect(passing.count == 1)
    #expect(flow.nodes[passing[0].route[1]].isPass)
    #expect(flow.nodes[passing[0].route[1]].column == 1)
    let table = TransitionPlot.small.csv
    #expect(table.contains(["1st line", "Gemcitabine and docetaxel", "Maintenance", "Gemcitabine", "1"]))
    #expect(table.contains(["1st line", "Doxorubicin", "2nd line", "Gemcitabine and docetaxel", "2"]))
    #expect(table.contains(["Maintenance", "Gemcitabine", "Later", "Alive", "1"]))
    #expect(table.contains(["Later", "Pazopanib", "Outcome", "Dead", "1"]))
  }

  @Test func labelsCarryTheirNumbers() {
    let strings = SceneContents(TransitionPlot.small.scene().nodes).texts.map(\.string).joined(separator: " ")
    for label in ["Doxorubicin\u{A0}(2)", "Gemcitabine\u{A0}(3)", "Dead\u{A0}(2)", "Alive\u{A0}(1)"] {
      #expect(strings.contains(label))
    }
  }

  @Test func shortNamesStayDifferentAndAreExplained() {
    let names = ShortNames(["Gemcitabine and docetaxel", "Docusate", "Doxorubicin", "Ifos"])
    #expect(names.short("Gemcitabine and docetaxel") == "Gem+Doc")
    #expect(names.short("Docusate") == "Docu")
    #expect(names.short("Ifos") == "Ifos")
    #expect(names.footnote == "Doc, docetaxel; Docu, docusate; Dox, doxorubicin; Gem, gemcitabine.")
  }
}
