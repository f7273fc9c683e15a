// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Plain
import Testing

@testable import Drawing
@testable import Figures
import VerlaufTesting

extension CohortSample {
  mutating func heatStrip(columns: Int) -> ResponseHeatStrip {
    let rows = (0..<count).map { index -> ResponseHeatStrip.Row in
      let length = 1 + random.below(columns)
      let isResponder = share() < 0.4
      var cells: [ResponseHeatStrip.Cell?] = (0..<length).map { visit in
        if share() < 0.12 { return nil }
        if share() < 0.05 { return .response(.notEvaluable) }
        return .response(isResponder && visit > 0 ? .partial : .stable)
      }
      if index % 9 == 2 { cells[length - 1] = .response(.complete) }
      if index % 3 == 0 { cells.append(.response(.progressive)) }
      if index % 6 == 0 { cells.append(.death) }
      let responses = cells.compactMap { cell -> Response? in
        guard case .response(let response) = cell else { return nil }
        return response
      }
      return .init(
        patient: "P\(index + 1)", best: responses.min { $0.rank < $1.rank }, cells: Array(cells.prefix(columns)))
    }
    return ResponseHeatStrip(
      title: "Response at each assessment", columns: (1...columns).map { String($0 * 2) }, columnTitle: "Month",
      rows: rows, notes: ["RECIST 1.1. Invented data."])
  }
}

@Suite("Strip of responses") struct ResponseHeatStripTests {
  @Test(arguments: CohortSample.options, [(3, 6), (12, 12), (40, 12), (40, 30), (61, 40)])
  func nothingIsCutOrOverlaps(_ options: FigureOptions, shape: (patients: Int, columns: Int)) {
    var sample = CohortSample(shape.patients)
    expectLegible(sample.heatStrip(columns: shape.columns).scene(options), options)
  }

  @Test func emptyInputIsDrawn() {
    expectLegible(ResponseHeatStrip(columns: [], columnTitle: "", rows: []).scene(), FigureOptions())
    let named = ResponseHeatStrip(
      columns: ["a long name of a visit", "another long name"], columnTitle: "Visit",
      rows: [.init(patient: "1", best: nil, cells: [nil])])
    expectLegible(named.scene(FigureOptions(widthMillimetres: 85)), FigureOptions(widthMillimetres: 85))
  }

  @Test func rowsAreSortedAndCellsLettered() throws {
    let strip = ResponseHeatStrip(
      columns: ["2", "4", "6"], columnTitle: "Month",
      rows: [
        .init(patient: "1", best: .stable, cells: [.response(.stable)]),
        .init(patient: "10", best: .partial, cells: [nil, .response(.partial), .death]),
        .init(
          patient: "2", best: .partial, cells: [.response(.partial), .response(.partial), .response(.progressive)]),
      ])
    let lanes = SceneContents(strip.scene().nodes).groups("patient")
    #expect(lanes.map(\.title) == ["2", "10", "1"])
    let letters = lanes.map { lane in SceneContents(lane.nodes).texts.filter { $0.cssClass == "letters" }.map(\.string)
    }
    #expect(letters == [["PR", "PR", "PR", "PD"], ["PR", "PR", "†"], ["SD", "SD"]])
    let cells = lanes.map { SceneContents($0.nodes).rectangles }
    #expect(cells.map(\.count) == [4, 4, 2])
    #expect(cells[1].filter { $0.cssClass == "not-assessed" }.count == 1)
    // The same visit lies below itself.
    #expect(abs(cells[0][2].box.centre.x - cells[1][2].box.centre.x) < 0.01)
    #expect(strip.csv[2] == ["10", "PR", "not assessed", "PR", "death"])
    #expect(strip.csv[3] == ["1", "SD", "SD", "", ""])
  }

  /// 4.5 : 1 is what WCAG 2.2 asks for letters.
  @Test(arguments: Response.allCases, CohortSample.prints)
  func lettersCanBeRead(_ response: Response, _ print: Palette.Print) {
    let look = ResponseLook(response, print).plain
    #expect(look.fill.contrast(with: look.letters) >= 4.5)
  }
}
