// SPDX-License-Identifier: Apache-2.0

import Drawing
import Course
import Outcomes

/// One patient's lane of a clinical course.
struct AssessmentLane {
  let frame: CourseFrame
  let index: Int
  let outcomes: PatientOutcomes?

  static let otherTherapy = Ink(0xC8CDD3)

  private var layout: CourseLayout { frame.layouts[index] }
  private var isFull: Bool { frame.detail == .full }
  private var assessments: [CourseLayout.Moment] { layout.moments.filter { $0.kind == .assessment } }
  private var barHeight: Double { isFull ? 9 : frame.pitch * 0.7 }
  private var markSize: Double { isFull ? 7 : min(6, max(1.6, frame.pitch * 0.5)) }

  /// Whether any assessment shows the bounds of its time.
  static func drawsWhisker(_ frame: CourseFrame) -> Bool {
    frame.detail != .thin
      && frame.layouts.contains { layout in
        layout.moments.contains {
          $0.kind == .assessment && frame.whisker($0.place, y: 0, markWidth: tickWidth) != nil
        }
      }
  }

  private static let tickWidth = 2.0

  func draw(top: Double) -> (node: Scene.Node, height: Double) {
    let cards = assessments.map { AssessmentCard($0, in: layout, words: frame.words) }
    let limit = frame.options.width - 2
    let stack = FlagStack(
      isFull ? zip(assessments, cards).map { .init(x: frame.x($0.place.day), width: $1.width) } : [],
      within: frame.axis.scale.start - 4...limit, shares: [0, 1, 0.5], gap: 1.5)
    let rowHeights = (0..<stack.rowCount).map { row in
      zip(cards, stack.placed).filter { $1.row == row }.map { $0.0.height }.max() ?? 0
    }
    let labelHeight = frame.labelHeight(layout)
    let labelRoom = frame.labelsAbove ? labelHeight + 2 : 0
    let cardsHeight = rowHeights.reduce(0) { $0 + $1 + 1.5 }
    var middle = top + frame.pitch / 2
    var height = frame.pitch
    if isFull {
      let lead = max(cardsHeight + 5, 8)
      middle = top + labelRoom + lead + barHeight / 2
      height = max(middle + barHeight / 2 - top, frame.labelsAbove ? 0 : labelHeight + 4) + 9
    }

    let link = frame.options.link(outcomes?.survivalFromDiagnosis?.trace.id)
    var nodes = frame.label(of: index, top: top + 2, middle: middle, link: link)
    nodes += frame.baseline(layout, y: middle)
    nodes += bars(middle)
    nodes += isFull ? flags(cards, stack, rowHeights, middle) : marks(middle)
    nodes += ends(middle)
    let group = Scene.Group(title: frame.words.heading(of: layout.patient), cssClass: "lane", nodes: nodes)
    return (.group(group), height)
  }

  // MARK: parts

  private func bars(_ y: Double) -> [Scene.Node] {
    layout.bars.filter { !$0.isMaintenance }.map { barNode($0, y) }
      + layout.bars.filter(\.isMaintenance).map { barNode($0, y) }
  }

  private func barNode(_ bar: CourseLayout.Bar, _ y: Double) -> Scene.Node {
    let ink = bar.isMaintenance ? TherapyColours.maintenance : Self.otherTherapy
    let height = bar.isMaintenance ? barHeight : barHeight * 0.4
    let spacing = frame.detail == .thin ? 1.5 : 2.4
    let fill = bar.hasKnownLength ? Fill.solid(ink) : TherapyColours.hatch(ink, spacing: spacing)
    return .group(
      Scene.Group(
        title: frame.words.title(of: bar, in: layout), cssClass: bar.isMaintenance ? "maintenance" : "therapy",
        link: frame.options.link(outcomes?.therapy(bar.entry.id)?.duration.trace.id),
        nodes: [
          frame.bar(bar, y: y, height: height, fill: fill, cssClass: bar.isMaintenance ? "maintenance-bar" : "bar")
        ]))
  }

  private func flags(_ cards: [AssessmentCard], _ stack: FlagStack, _ rowHeights: [Double], _ y: Double) -> [Scene.Node]
  {
    let ground = y - barHeight / 2 - 3
    var poles: [Scene.Node] = []
    var faces: [Scene.Node] = []
    for ((moment, card), flag) in zip(zip(assessments, cards), stack.placed) {
      let bottom = ground - rowHeights.prefix(flag.row).reduce(0) { $0 + $1 + 1.5 }
      let x = frame.x(moment.place.day)
      // At the side of its card a pole is its staff; below the middle it ends.
      let isStaff = x <= flag.left + 0.1 || x >= flag.right - 0.1
      poles.append(
        .line(
          Scene.Line(
            from: Point(x, y + barHeight / 2), to: Point(x, isStaff ? bottom - card.height : bottom),
            stroke: Stroke(.text, width: 0.6), cssClass: "pole")))
      if let whisker = frame.whisker(moment.place, y: ground + 1.5, markWidth: Self.tickWidth) { poles.append(whisker) }
      faces.append(card.node(at: Point(flag.left, bottom), title: frame.words.title(of: moment, in: layout)))
    }
    return poles + faces
  }

  private func marks(_ y: Double) -> [Scene.Node] {
    assessments.flatMap { moment -> [Scene.Node] in
      guard let response = moment.assessment?.response.value else { return [] }
      var nodes: [Scene.Node] = []
      if frame.detail == .compact, let whisker = frame.whisker(moment.place, y: y, markWidth: Self.tickWidth) {
        nodes.append(whisker)
      }
      nodes.append(
        MarkDrawing.node(
          .response(response), at: Point(frame.x(moment.place.day), y), size: markSize,
          title: frame.words.title(of: moment, in: layout)))
      return nodes
    }
  }

  private func ends(_ y: Double) -> [Scene.Node] {
    var nodes: [Scene.Node] = []
    if let day = layout.cutOff {
      let half = isFull ? barHeight * 0.9 : frame.pitch / 2
      nodes.append(
        .line(
          Scene.Line(
            from: Point(frame.x(day), y - half), to: Point(frame.x(day), y + half), stroke: SwimmerLane.cutOffStroke,
            cssClass: "cut-off")))
    }
    nodes += frame.lastSeen(layout, y: y, size: markSize)
    for moment in layout.moments where moment.kind == .death {
      nodes.append(
        Mark.death.node(
          at: Point(frame.x(moment.place.day), y), size: markSize, title: frame.words.title(of: moment, in: layout),
          link: frame.options.link(outcomes?.survivalFromDiagnosis?.trace.id)))
    }
    if let bar = layout.bars.last(where: { $0.isMaintenance && $0.isOngoing }) {
      nodes.append(
        Mark.ongoing.node(
          at: Point(frame.x(bar.end.day) + markSize * 0.62, y), size: markSize * 1.1,
          title: "\(frame.words.name(bar.kind)) is ongoing"))
    }
    return nodes
  }
}
