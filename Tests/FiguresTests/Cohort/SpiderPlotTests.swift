// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Plain
import Testing

@testable import Drawing
@testable import Figures
import VerlaufTesting

extension CohortSample {
  mutating func spider() -> SpiderPlot {
    let lines = (0..<count).map { index -> SpiderPlot.Line in
      var change = 0.0
      var assessments: [SpiderPlot.Assessment] = []
      let drift = count == 3 ? [-14.0, 4, 30][index] : share() * 34 - 20
      let visits = count == 3 ? 6 : 2 + random.below(7)
      for visit in 1...visits {
        let turn = visit > visits - 2 && (count == 3 || share() < 0.7)
        change = max(-100, change + (turn ? 22 : drift) + share() * 10 - 5)
        assessments.append(.init(time: Double(visit) * 2 + share() * 0.4, change: change.rounded()))
      }
      let lowest = assessments.map(\.change).min() ?? 0
      if change > lowest + 20 { assessments[visits - 1].isProgression = true }
      if index % 7 == 1 {
        assessments[visits - 1].hasNewLesion = true
        assessments[visits - 1].isProgression = true
      }
      let best: Response =
        lowest <= -99
        ? .complete : lowest <= -30 ? .partial : (assessments.first?.change ?? 0) > 20 ? .progressive : .stable
      return .init(patient: "P\(index + 1)", best: best, assessments: assessments)
    }
    return SpiderPlot(
      title: "Change of target lesions over time", lines: lines, timeTitle: "Months since the first dose",
      notes: ["RECIST 1.1. Invented data."])
  }
}

@Suite("Spider plot") struct SpiderPlotTests {
  @Test(arguments: CohortSample.options, [3, 12, 40])
  func nothingIsCutOrOverlaps(_ options: FigureOptions, count: Int) {
    var sample = CohortSample(count)
    expectLegible(sample.spider().scene(options), options)
  }

  @Test func emptyInputIsDrawn() {
    expectLegible(SpiderPlot(lines: [], timeTitle: "Months").scene(), FigureOptions())
    expectLegible(
      SpiderPlot(lines: [.init(patient: "1", assessments: [])], timeTitle: "Months").scene(), FigureOptions())
  }

  @Test func linesStartAtBaselineAndLieWhereTheyShould() throws {
    let plot = SpiderPlot(
      lines: [
        .init(
          patient: "A", best: .partial,
          assessments: [
            .init(time: 4, change: 20, isProgression: true, hasNewLesion: true), .init(time: 2, change: -30),
          ])
      ], timeTitle: "Months")
    let scene = plot.scene()
    let points = try #require(polylines(scene.nodes, "course").first?.points)
    try #require(points.count == 3)
    #expect(abs(points[1].x - (points[0].x + points[2].x) / 2) < 0.01)
    let thresholds = SceneContents(scene.nodes).lines.filter { $0.cssClass == "threshold" }.map(\.start.y)
    #expect(thresholds == [points[2].y, points[1].y])
    // Baseline divides +20 from −30 as 2 : 3.
    #expect(abs((points[0].y - points[2].y) * 3 - (points[1].y - points[0].y) * 2) < 0.01)
    #expect(paths(scene.nodes, "assessment-progression").count == 1)
    #expect(paths(scene.nodes, "assessment-new-lesion").count == 1)
    #expect(plot.csv.count == 4)
    #expect(plot.csv[1] == ["A", "PR", "0", "0", "no", "no"])
  }

  @Test func aLineBeyondTheAxisEndsAtItAndTellsItsNumber() throws {
    let plot = SpiderPlot(
      lines: [.init(patient: "A", assessments: [.init(time: 2, change: 50), .init(time: 4, change: 150)])],
      timeTitle: "Months")
    let scene = plot.scene()
    let points = try #require(polylines(scene.nodes, "course").first?.points)
    // From 50 to 150 it passes 100 half-way.
    let unit = points[1].x - points[0].x
    #expect(abs(points[2].x - points[1].x - unit / 2) < 0.01)
    #expect(SceneContents(scene.nodes).strings.contains("A (+150\u{A0}%)"))
    #expect(polylines(scene.nodes, "beyond").count == 1)
  }

  @Test func everyPatientIsNamedInTheFigureOrBelow() {
    var sample = CohortSample(40)
    let plot = sample.spider()
    let scene = plot.scene(FigureOptions(widthMillimetres: 85))
    let contents = SceneContents(scene.nodes)
    let named = contents.texts.filter { $0.cssClass == "name" }.count
    let note = contents.texts.filter { $0.cssClass == nil }.map(\.string).joined(separator: " ")
    let unnamed = note.components(separatedBy: "want of room: ").dropFirst().first?.components(separatedBy: ".").first
    #expect(named + (unnamed?.components(separatedBy: ",").count ?? 0) == 40)
    // A leader takes a name where there is none beside its line.
    #expect(named >= 38)
  }

  /// Names keep apart from each other, and a leader passes no name but its own.
  @Test(arguments: CohortSample.options, [24, 40, 70])
  func namesAndLeadersKeepApart(_ options: FigureOptions, count: Int) {
    var sample = CohortSample(count)
    let contents = SceneContents(sample.spider().scene(options).nodes)
    let names = contents.texts.filter { $0.cssClass == "name" }.map { text -> (name: String, box: Box) in
      let wide = TextMeasure.width(of: text.string, style: text.style)
      return (
        text.string,
        Box(x: text.place.x, y: text.place.y - text.style.capHeight, width: wide, height: text.style.capHeight)
      )
    }
    for (index, one) in names.enumerated() {
      for other in names.dropFirst(index + 1) {
        let wide = Box(x: one.box.x - 1.5, y: one.box.y, width: one.box.width + 3, height: one.box.height)
        #expect(!wide.overlaps(other.box), "\(one.name) \(other.name)")
      }
    }
    for leader in contents.lines where leader.cssClass == "leader" {
      let crossed = names.filter { LabelPlacing.meets(leader.start, leader.end, $0.box) }
      #expect(crossed.count <= 1, "\(crossed.map(\.name))")
    }
  }
}
