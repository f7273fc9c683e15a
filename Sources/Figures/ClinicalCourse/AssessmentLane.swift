// SPDX-License-Identifier: Apache-2.0

import Drawing
import Course
import Outcomes
import Plain

/// One patient's lane of a clinical course.
struct AssessmentLane {
  let frame: CourseFrame
  let index: Int
  let outcomes: PatientOutcomes?
  /// The pictures above the lane; nil for none, then cards stand there.
  var strip: ImageStrip?

  private var layout: CourseLayout { frame.layouts[index] }
  private var isFull: Bool { frame.detail == .full }
  private var assessments: [CourseLayout.Moment] { layout.moments.filter { $0.kind == .assessment } }
  private var adverseEvents: [CourseLayout.Moment] { layout.moments.filter { $0.kind == .adverseEvent } }
  private var tracks: Int { layout.trackCount }
  private var hasMaintenance: Bool { layout.bars.contains(where: \.isMaintenance) }
  /// The height of a bar: full lanes grow with their tracks, low ones share theirs.
  private var barHeight: Double { isFull ? 6 : frame.pitch * 0.7 / Double(tracks) }
  private var trackPitch: Double { isFull ? barHeight + (hasMaintenance ? 4.5 : 1.5) : barHeight }
  /// In a column marks without letters are smaller, so that bars show between them.
  private var markSize: Double {
    if isFull { return 7 }
    let isNarrow = frame.options.widthMillimetres < 120 && frame.options.adverseEventsFrom == nil
    return min(isNarrow ? CourseFrame.bareMarkSize : 6.25, max(1.6, frame.pitch * 0.645))
  }

  /// Whether the figure draws moments of a kind.
  static func draws(_ kind: CourseLayout.Moment.Kind) -> Bool {
    kind == .assessment || kind == .adverseEvent || kind == .death
  }

  /// Whether any moment shows the bounds of its time.
  static func drawsWhisker(_ frame: CourseFrame) -> Bool {
    frame.detail != .thin
      && frame.layouts.contains { layout in
        layout.moments.contains {
          draws($0.kind) && frame.whisker($0.place, y: 0, markWidth: tickWidth) != nil
        }
      }
  }

  private static let tickWidth = CourseFrame.leaderWidth

  private var cards: [AssessmentCard] { assessments.map { AssessmentCard($0, in: layout, words: frame.words) } }

  private var stack: FlagStack {
    FlagStack(
      isFull && strip == nil ? zip(assessments, cards).map { .init(x: frame.x($0.place.day), width: $1.width) } : [],
      within: frame.axis.scale.start - 4...frame.options.width - 2, shares: [0, 1, 0.5], gap: 1.5)
  }

  // Where cards find no room marks stand for them, with letters as in a swimmer plot.
  private var hasCards: Bool { isFull && strip == nil && stack.isComplete }
  private var fan: (height: Double, nodes: (Double) -> [Scene.Node])? {
    isFull && strip == nil && !hasCards ? responseFan() : nil
  }

  func draw(top: Double) -> (node: Scene.Node, height: Double) {
    let (cards, stack, hasCards) = (cards, stack, hasCards)
    let fan = fan
    let rowHeights = (0..<stack.rowCount).map { row in
      zip(cards, stack.placed).filter { $1?.row == row }.map { $0.0.height }.max() ?? 0
    }
    let labelHeight = frame.labelHeight(layout)
    let labelRoom = frame.labelsAbove ? labelHeight + 2 : 0
    let cardsHeight = hasCards ? rowHeights.reduce(0) { $0 + $1 + 1.5 } : fan?.height ?? 0
    let events = eventFan
    var middle = top + frame.pitch / 2
    var height = frame.pitch
    if isFull {
      let lead = max(strip.map { $0.height + markSize * 0.65 + tiers.height } ?? cardsHeight + 5, 8)
      middle = top + labelRoom + lead + barHeight / 2
      let bars = Double(tracks - 1) * trackPitch + barHeight / 2 + (hasMaintenance ? 4 : 0)
      let below = middle + bars + eventHeight(events)
      height = max(below - top, frame.labelsAbove ? 0 : labelHeight + 4) + 9
    }

    let link = frame.options.link(outcomes?.survivalFromDiagnosis?.trace.id)
    var nodes = frame.label(of: index, top: top + 2, middle: middle, link: link)
    nodes += frame.baseline(layout, y: middle)
    nodes += layout.bars.map { barNode($0, y(of: $0, middle)) }
    if let strip {
      let tiers = tiers
      nodes += strip.nodes(top: top + labelRoom + 2) { moment in
        middle - (tiers.rise(of: moment.entry.id) ?? 0) - markSize * 0.65 - 0.5
      }
      nodes += tierMarks(tiers, middle)
    } else if hasCards {
      nodes += flags(cards, stack, rowHeights, middle)
    } else if let fan {
      nodes += fan.nodes(middle)
    } else {
      nodes += marks(middle)
    }
    if isFull { nodes += eventNodes(events, middle) }
    nodes += ends(middle)
    let group = Scene.Group(title: frame.words.heading(of: layout.patient), cssClass: "lane", nodes: nodes)
    return (.group(group), height)
  }

  // MARK: parts

  private func y(of bar: CourseLayout.Bar, _ middle: Double) -> Double {
    let first = isFull ? 0 : Double(tracks - 1) / 2
    return middle + (Double(bar.track) - first) * trackPitch
  }

  private func barNode(_ bar: CourseLayout.Bar, _ y: Double) -> Scene.Node {
    let scale = barHeight < 5 ? 0.6 : 1
    var nodes = frame.bar(
      bar, y: y, height: barHeight, fill: frame.look.fill(bar.kind, scale: scale),
      overlay: BarLook.unknown(over: frame.look.ground(bar.kind), scale: scale), cssClass: "bar")
    if bar.isMaintenance {
      let thickness = isFull ? 2.6 : max(0.5, frame.pitch * 0.14)
      nodes += frame.bar(
        bar, y: y + barHeight / 2 + (isFull ? 0.6 : 0) + thickness / 2, height: thickness,
        fill: .solid(BarLook.maintenance), cssClass: "maintenance-bar")
    }
    return .group(
      Scene.Group(
        title: frame.words.title(of: bar, in: layout), cssClass: bar.isMaintenance ? "maintenance" : "therapy",
        link: frame.options.link(to: bar.entry.id)
          ?? frame.options.link(outcomes?.therapy(bar.entry.id)?.duration.trace.id), nodes: nodes))
  }

  /// Responses as lettered marks above the lane; nil where even they find no room.
  private func responseFan() -> (height: Double, nodes: (Double) -> [Scene.Node])? {
    let shown = assessments.filter { $0.mark != nil }
    let size = 6.5
    func mark(_ moment: CourseLayout.Moment) -> Mark { moment.mark ?? .response(.notEvaluable) }
    let widths = shown.map { mark($0).extent(size: size, lettering: .above).width }
    let fan = MarkFan(
      zip(shown, widths).map { .init(x: frame.x($0.place.day), width: $1) },
      within: frame.axis.scale.start - 4...frame.options.width - 2, gap: 1)
    guard !fan.placed.isEmpty else { return nil }
    let row = size * 2.35
    let foot = fan.isShifted ? 5.0 : 0
    return (
      Double(fan.rowCount) * row + foot,
      { middle in
        let ground = middle - barHeight / 2 - 1
        return zip(shown, fan.placed).enumerated().flatMap { number, item -> [Scene.Node] in
          let (moment, flag) = item
          let y = ground - foot - Double(flag.row) * row - 1.5 - size * 0.65
          var nodes: [Scene.Node] = [leader(Point(flag.x, middle), Point(flag.x, ground))]
          if foot > 0 { nodes.append(leader(Point(flag.x, ground), Point(flag.column, ground - foot))) }
          let top = ground - foot - Double(flag.row) * row - 1
          if flag.row > 0 { nodes.append(leader(Point(flag.column, ground - foot), Point(flag.column, top))) }
          if let whisker = frame.whisker(moment.place, y: ground + 0.4, markWidth: Self.tickWidth) {
            nodes.append(whisker)
          }
          nodes.append(
            MarkDrawing.node(
              mark(moment), at: Point(flag.centre, y), size: size, lettering: .above,
              title: frame.words.title(of: moment, in: layout), link: frame.options.link(to: moment.entry.id)))
          return nodes
        }
      }
    )
  }

  private func leader(_ from: Point, _ to: Point) -> Scene.Node {
    .line(Scene.Line(from: from, to: to, stroke: Stroke(.axis, width: 0.4), cssClass: "leader"))
  }

  // MARK: adverse events

  private static let eventSize = 6.5
  private var eventRow: Double { Self.eventSize * 1.16 + 2 }

  private func eventMark(_ moment: CourseLayout.Moment) -> Mark {
    guard case .toxicity(let toxicity) = moment.entry.content else { return .adverseEvent(nil) }
    return .adverseEvent(toxicity.grade.value)
  }

  /// Adverse events below the lane.
  private var eventFan: MarkFan {
    MarkFan(
      isFull
        ? adverseEvents.map { .init(x: frame.x($0.place.day), width: eventMark($0).extent(size: Self.eventSize).width) }
        : [],
      within: frame.axis.scale.start - 4...frame.options.width - 2, gap: 0.8)
  }

  /// The height that they take.
  private func eventHeight(_ fan: MarkFan) -> Double {
    guard isFull, !adverseEvents.isEmpty else { return 0 }
    return Double(max(1, fan.rowCount)) * eventRow + (fan.isShifted ? 4 : 1)
  }

  private func eventNodes(_ fan: MarkFan, _ middle: Double) -> [Scene.Node] {
    let top = middle + Double(tracks - 1) * trackPitch + barHeight / 2 + (hasMaintenance ? 4 : 0)
    let shown = adverseEvents
    guard fan.placed.count == shown.count else {
      // More than two rows hold stand on one line, as in a low lane.
      return frame.lowMarks(shown, of: layout, size: Self.eventSize).placed.map { item in
        MarkDrawing.node(
          item.mark, at: Point(item.x, top + 1 + eventRow / 2), size: Self.eventSize, hidesLetters: !item.showsLetters,
          title: frame.words.title(of: item.moment, in: layout), link: frame.options.link(to: item.moment.entry.id))
      }
    }
    let foot = fan.isShifted ? 4.0 : 1
    return zip(shown, fan.placed).flatMap { moment, flag -> [Scene.Node] in
      let y = top + foot + (Double(flag.row) + 0.5) * eventRow
      var nodes = [
        leader(Point(flag.x, middle + barHeight / 2), Point(flag.x, top)),
        leader(Point(flag.x, top), Point(flag.column, top + foot)),
      ]
      if flag.row > 0 {
        nodes.append(leader(Point(flag.column, top + foot), Point(flag.column, y - Self.eventSize * 0.58)))
      }
      if let whisker = frame.whisker(moment.place, y: top, markWidth: Self.tickWidth) { nodes.append(whisker) }
      nodes.append(
        MarkDrawing.node(
          eventMark(moment), at: Point(flag.centre, y), size: Self.eventSize,
          title: frame.words.title(of: moment, in: layout), link: frame.options.link(to: moment.entry.id)))
      return nodes
    }
  }

  private func flags(_ cards: [AssessmentCard], _ stack: FlagStack, _ rowHeights: [Double], _ y: Double) -> [Scene.Node]
  {
    let ground = y - barHeight / 2 - 3
    var poles: [Scene.Node] = []
    var faces: [Scene.Node] = []
    for ((moment, card), place) in zip(zip(assessments, cards), stack.placed) {
      guard let flag = place else { continue }
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
      faces.append(
        card.node(
          at: Point(flag.left, bottom), title: frame.words.title(of: moment, in: layout),
          link: frame.options.link(to: moment.entry.id)))
    }
    return poles + faces
  }

  private func marks(_ y: Double) -> [Scene.Node] {
    lowMarks.placed.flatMap { item -> [Scene.Node] in
      var nodes: [Scene.Node] = []
      if frame.detail != .thin,
        let whisker = frame.whisker(item.moment.place, y: y, markWidth: item.mark.extent(size: markSize).width)
      {
        nodes.append(whisker)
      }
      nodes.append(
        MarkDrawing.node(
          item.mark, at: Point(item.x, y), size: markSize, hidesLetters: !item.showsLetters,
          title: frame.words.title(of: item.moment, in: layout), link: frame.options.link(to: item.moment.entry.id)))
      return nodes
    }
  }

  private var lowMarks: LowMarks {
    frame.lowMarks(isFull ? assessments : assessments + adverseEvents, of: layout, size: markSize)
  }

  /// The marks of a lane of pictures, each at its time: a panel may stand beside it, and its line would lead to another.
  private var tiers: MarkTiers {
    MarkTiers(
      assessments.compactMap { moment in moment.mark.map { (moment, $0) } }, size: markSize,
      taken: frame.ends(of: layout, size: markSize), x: { frame.x($0) })
  }

  private func tierMarks(_ tiers: MarkTiers, _ middle: Double) -> [Scene.Node] {
    tiers.placed.flatMap { item -> [Scene.Node] in
      let y = middle - item.rise
      let mark = MarkDrawing.node(
        item.mark, at: Point(item.x, y), size: markSize, title: frame.words.title(of: item.moment, in: layout),
        link: frame.options.link(to: item.moment.entry.id))
      let whisker = frame.whisker(item.moment.place, y: y, markWidth: item.mark.extent(size: markSize).width)
      return [whisker, mark].compactMap(\.self)
    }
  }

  /// The marks that stand on one line, near their times where they would cover each other; none where each has a line to its time, or stands at it.
  private var linedMarks: [LowMarks] {
    let responses = !isFull || (strip == nil && !hasCards && fan == nil) ? [lowMarks] : []
    let events =
      isFull && eventFan.placed.count != adverseEvents.count
      ? [frame.lowMarks(adverseEvents, of: layout, size: Self.eventSize)] : []
    return responses + events
  }

  /// Whether a mark goes without its letters.
  var hidesLetters: Bool { linedMarks.contains(where: \.hidesLetters) }

  /// How far a mark stands from its time at most, in points.
  var farthestMoved: Double { linedMarks.map(\.farthestMoved).max() ?? 0 }

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
      if frame.detail != .thin, let whisker = frame.whisker(moment.place, y: y, markWidth: Self.tickWidth) {
        nodes.append(whisker)
      }
      nodes.append(
        Mark.death.node(
          at: Point(frame.x(moment.place.day), y), size: markSize, title: frame.words.title(of: moment, in: layout),
          link: frame.options.link(to: moment.entry.id)
            ?? frame.options.link(outcomes?.survivalFromDiagnosis?.trace.id)))
    }
    for bar in layout.bars where bar.isOngoing {
      nodes.append(
        Mark.ongoing.node(
          at: Point(frame.x(bar.end.day) + markSize * 0.62, self.y(of: bar, y)),
          size: min(markSize * 1.1, max(trackPitch, 3)),
          title: frame.say(
            Phrase("\(frame.words.name(bar.kind)) is ongoing", "\(frame.words.name(bar.kind)) dauert an"))))
    }
    return nodes
  }
}
