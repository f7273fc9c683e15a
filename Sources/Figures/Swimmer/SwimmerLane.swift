// SPDX-License-Identifier: Apache-2.0

import Drawing
import Course
import Outcomes
import Plain

/// One patient's lane of a swimmer plot.
struct SwimmerLane {
  let frame: CourseFrame
  let index: Int
  let outcomes: PatientOutcomes?

  static let cutOffStroke = Stroke(.axis, width: 0.9, dashes: [0.9, 0.9])

  private var layout: CourseLayout { frame.layouts[index] }
  private var detail: CourseFrame.Detail { frame.detail }

  /// The height of all tracks of a low lane, of one in a full one.
  private var laneHeight: Double {
    detail == .full ? 11 : detail == .compact ? min(9, frame.pitch * 0.72) : frame.pitch * 0.78
  }
  /// The height of a bar: full lanes grow with their tracks, low ones share theirs.
  private var barHeight: Double {
    detail == .full ? laneHeight : (laneHeight - trackGap * Double(tracks - 1)) / Double(tracks)
  }
  /// Between the tracks of a low lane: never more than a quarter of it in all.
  private var trackGap: Double { min(0.4, laneHeight * 0.25 / Double(tracks)) }
  private var tracks: Int { layout.trackCount }
  /// From one track to the next.
  private var trackPitch: Double {
    detail == .full ? barHeight + (layout.bars.contains(where: \.isMaintenance) ? 5 : 2) : barHeight + trackGap
  }
  /// Where the middle of a bar lies in a lane around `middle`: in a full lane the first track is the lane.
  private func y(of bar: CourseLayout.Bar, _ middle: Double) -> Double {
    let first = detail == .full ? 0 : Double(tracks - 1) / 2
    return middle + (Double(bar.track) - first) * trackPitch
  }
  private var markSize: Double {
    switch detail {
    case .full: 6.5
    case .compact: min(frame.needsRoomForLetters ? 6.25 : CourseFrame.bareMarkSize, frame.pitch * 0.645)
    case .thin: min(4, max(1.6, frame.pitch * 0.9))
    }
  }

  /// Whether any mark shows the bounds of its time.
  static func drawsWhisker(_ frame: CourseFrame) -> Bool {
    guard frame.detail != .thin else { return false }
    return frame.layouts.indices.contains { index in
      let lane = SwimmerLane(frame: frame, index: index, outcomes: nil)
      return lane.layout.moments.contains { moment in
        guard let mark = moment.mark else { return false }
        let isOnBar = frame.detail != .full || lane.isOnLine(moment)
        return frame.whisker(moment.place, y: 0, markWidth: isOnBar ? lane.width(of: mark) : CourseFrame.leaderWidth)
          != nil
      }
    }
  }

  private func width(of mark: Mark) -> Double { mark.extent(size: markSize).width }

  // MARK: drawing

  func draw(top: Double) -> (node: Scene.Node, height: Double) {
    detail == .full ? drawFull(top: top) : drawLow(top: top)
  }

  private var patientLink: String? {
    frame.options.link(outcomes?.survivalFromDiagnosis?.trace.id ?? outcomes?.therapies.first?.duration.trace.id)
  }

  private func group(_ nodes: [Scene.Node]) -> Scene.Node {
    .group(Scene.Group(title: frame.words.heading(of: layout.patient), cssClass: "lane", nodes: nodes))
  }

  /// What stands above a full lane.
  private var above: [CourseLayout.Moment] { layout.moments.filter { !isOnLine($0) && $0.mark != nil } }
  private var limits: ClosedRange<Double> { frame.axis.scale.start - 4...frame.options.width - 2 }
  private var fan: MarkFan {
    let items = above.map { moment in
      let extent = moment.mark?.extent(size: markSize, lettering: .above)
      return MarkFan.Item(x: frame.x(moment.place.day), width: extent?.width ?? 0)
    }
    return MarkFan(items, within: limits, gap: 1)
  }

  /// How far a mark on the line of the lane stands from its time at most, in points; marks above a lane have leaders.
  var farthestMoved: Double {
    let moments = detail == .full ? (fan.placed.isEmpty ? above : []) : layout.moments.filter { $0.kind != .death }
    return frame.lowMarks(moments, of: layout, size: markSize).farthestMoved
  }

  private func drawFull(top: Double) -> (node: Scene.Node, height: Double) {
    let above = self.above
    let marks = fan
    // More marks than two rows hold lie on the bars, without letters.
    let isFanned = !marks.placed.isEmpty
    let style = outsideStyle
    let obstacles = obstacles(onBars: isFanned ? [] : above)
    let outside = layout.bars.compactMap { bar in
      placeInside(bar, obstacles) == nil ? leaderPlace(bar, obstacles).map { (bar: bar, x: $0) } : nil
    }
    let texts = FlagStack(
      outside.map { .init(x: $0.x, width: TextMeasure.width(of: frame.words.short($0.bar.kind), style: style) + 2) },
      within: limits, shares: [0.5, 0.1, 0.9], gap: 1)

    let markRow = markSize * 2.35
    // Whiskers stand at the feet of leaders, as in a clinical course.
    let hasWhiskers = above.contains {
      frame.whisker($0.place, y: 0, markWidth: CourseFrame.leaderWidth) != nil
    }
    let fan = marks.isShifted || hasWhiskers && isFanned ? 5.0 : 0
    let labelHeight = frame.labelHeight(layout)
    let above0 = frame.labelsAbove ? labelHeight + 1 : 0
    let middle = top + above0 + 4 + Double(marks.rowCount) * markRow + fan + barHeight / 2
    let ground = middle - barHeight / 2
    let textTop =
      middle + Double(tracks - 1) * trackPitch + barHeight / 2 + (layout.bars.contains(where: \.isMaintenance) ? 5 : 2)
    let textRow = style.ascent + style.descent + 0.5
    var bottom = textTop + Double(texts.rowCount) * textRow
    if !frame.labelsAbove { bottom = max(bottom, top + 4 + labelHeight) }

    var nodes = frame.label(of: index, top: top + 3, middle: middle, link: patientLink)
    nodes += frame.baseline(layout, y: middle)
    nodes += cutOff(middle)
    nodes += leaders(marks, ground: ground, fan: fan, markRow: markRow, middle)
    for bar in layout.bars { nodes.append(barNode(bar, y(of: bar, middle), obstacles)) }
    nodes += responses(middle)
    for (item, flag) in zip(outside, texts.placed) {
      guard let flag else { continue }
      let y = textTop + Double(flag.row) * textRow
      let text = Scene.Text(
        frame.words.short(item.bar.kind), at: Point((flag.left + flag.right) / 2, y + style.ascent), anchor: .middle,
        style: style)
      if flag.row > 0 || abs(flag.x - (flag.left + flag.right) / 2) > 1 || item.bar.track < tracks - 1 {
        nodes.append(
          leader(Point(flag.x, self.y(of: item.bar, middle) + barHeight / 2), Point(flag.x, y + 0.5)))
      }
      nodes.append(.text(text))
    }
    for moment in layout.moments where isOnLine(moment) { nodes += momentNode(moment, y: middle, lettering: .none) }
    if !isFanned { nodes += marksOnLine(above, middle) }
    for (number, flag) in marks.placed.enumerated() {
      let y = ground - fan - Double(flag.row) * markRow - 1.5 - markSize * 0.65
      nodes += momentNode(
        above[number], y: y, lettering: .above, x: flag.centre,
        whiskerY: ground - 2)
    }
    nodes += ends(middle)
    return (group(nodes), bottom - top + 5)
  }

  /// From the time of each mark to its foot: slanting where it stands beside its time, then upright.
  private func leaders(_ marks: MarkFan, ground: Double, fan: Double, markRow: Double, _ middle: Double) -> [Scene.Node]
  {
    var seen: Set<Double> = []
    return marks.placed.flatMap { flag -> [Scene.Node] in
      guard seen.insert(flag.column).inserted else { return [] }
      let upper = ground - fan - Double(flag.row) * markRow - 1
      let top = topOfBars(at: flag.x, middle)
      guard flag.row > 0 || flag.isShifted || top != ground || fan > 0 else { return [] }
      var nodes: [Scene.Node] = []
      if let top, top <= ground {} else { nodes.append(leader(Point(flag.x, top ?? middle), Point(flag.x, ground))) }
      if fan > 0 { nodes.append(leader(Point(flag.x, ground), Point(flag.column, ground - fan))) }
      if upper < ground - fan - 1.01 {
        nodes.append(leader(Point(flag.column, ground - fan), Point(flag.column, upper)))
      }
      return nodes
    }
  }

  private func leader(_ from: Point, _ to: Point) -> Scene.Node {
    .line(Scene.Line(from: from, to: to, stroke: Stroke(.axis, width: 0.4), cssClass: "leader"))
  }

  private func drawLow(top: Double) -> (node: Scene.Node, height: Double) {
    let middle = top + frame.pitch / 2
    var nodes = frame.label(of: index, top: top, middle: middle, link: patientLink)
    nodes += frame.baseline(layout, y: middle)
    nodes += cutOff(middle)
    let moments = layout.moments.filter { $0.kind != .death }
    let obstacles = obstacles(onBars: moments)
    for bar in layout.bars { nodes.append(barNode(bar, y(of: bar, middle), obstacles)) }
    nodes += responses(middle)
    nodes += marksOnLine(moments, middle)
    nodes += ends(middle)
    return (group(nodes), frame.pitch)
  }

  /// Marks at their times on the line of the lane; those of one time beside each other.
  private func marksOnLine(_ moments: [CourseLayout.Moment], _ y: Double) -> [Scene.Node] {
    frame.lowMarks(moments, of: layout, size: markSize).placed.flatMap { item in
      momentNode(item.moment, y: y, lettering: .none, x: item.x, hidesLetters: !item.showsLetters)
    }
  }

  /// Whether a mark of a low lane goes without its letters.
  var hidesLetters: Bool {
    detail != .full
      && frame.lowMarks(layout.moments.filter { $0.kind != .death }, of: layout, size: markSize).hidesLetters
  }

  // MARK: parts

  /// The strip of a response: plain of CR, with standing lines of PR.
  static func strip(_ response: Response) -> Fill {
    let ink = Mark.response(response).ink
    return response == .complete
      ? .solid(ink) : .hatch(Hatch(.vertical, ink: ink, ground: ink.lightened(by: 0.7), spacing: 1.8, lineWidth: 0.9))
  }

  /// Strips along the upper edge of the bars while a response held.
  private func responses(_ y: Double) -> [Scene.Node] {
    guard frame.options.showsResponses else { return [] }
    let thickness = max(1, laneHeight * 0.22)
    return ResponseSegment.segments(of: layout).map { segment in
      let (first, last) = (frame.x(segment.days.lowerBound), frame.x(segment.days.upperBound))
      let box = Box(x: first, y: y - laneHeight / 2, width: max(0.5, last - first), height: thickness)
      return .rect(
        Scene.Rectangle(
          box, fill: Self.strip(segment.response), stroke: Stroke(.black, width: 0.35), cssClass: "response"))
    }
  }

  private func barNode(_ bar: CourseLayout.Bar, _ y: Double, _ obstacles: [ClosedRange<Double>]) -> Scene.Node {
    let scale = barHeight < 5 ? 0.6 : 1
    let ground = frame.look.ground(bar.kind)
    var nodes = frame.bar(
      bar, y: y, height: barHeight, fill: frame.look.fill(bar.kind, scale: scale),
      overlay: BarLook.unknown(over: ground, scale: scale), cssClass: "bar")
    if bar.isMaintenance {
      let thickness = detail == .full ? 2.2 : max(0.5, frame.pitch * 0.14)
      let stripe = y + barHeight / 2 + (detail == .full ? 0.7 : 0) + thickness / 2
      nodes += maintenanceStripe(bar, y: stripe, thickness: thickness)
    }
    if let place = placeInside(bar, obstacles) {
      let text = frame.words.short(bar.kind)
      let middle = Point(place, y)
      if !bar.hasKnownLength || frame.look.isHatched(bar.kind) {
        // Keeps the letters off the hatch.
        let width = TextMeasure.width(of: text, style: insideStyle) + 2
        let box = Box(
          x: middle.x - width / 2, y: y - insideStyle.size * 0.55, width: width, height: insideStyle.size * 1.1)
        nodes.append(.rect(Scene.Rectangle(box, cornerRadius: 1, fill: .solid(ground))))
      }
      nodes.append(.text(Scene.Text(text, middle: middle, style: insideStyle)))
    }
    return .group(
      Scene.Group(
        title: frame.words.title(of: bar, in: layout), cssClass: bar.isMaintenance ? "therapy maintenance" : "therapy",
        link: frame.options.link(to: bar.entry.id)
          ?? frame.options.link(outcomes?.therapy(bar.entry.id)?.duration.trace.id), nodes: nodes))
  }

  private func maintenanceStripe(_ bar: CourseLayout.Bar, y: Double, thickness: Double) -> [Scene.Node] {
    frame.bar(bar, y: y, height: thickness, fill: .solid(BarLook.maintenance), cssClass: "maintenance-stripe")
  }

  private func momentNode(
    _ moment: CourseLayout.Moment, y: Double, lettering: Mark.Lettering, x: Double? = nil, whiskerY: Double? = nil,
    hidesLetters: Bool = false
  ) -> [Scene.Node] {
    guard let mark = moment.mark, moment.kind != .death else { return [] }
    let x = x ?? frame.x(moment.place.day)
    let title = frame.words.title(of: moment, in: layout)
    var nodes: [Scene.Node] = []
    let width = whiskerY == nil ? width(of: mark) : CourseFrame.leaderWidth
    if detail != .thin, let whisker = frame.whisker(moment.place, y: whiskerY ?? y, markWidth: width) {
      nodes.append(whisker)
    }
    nodes.append(
      MarkDrawing.node(
        mark, at: Point(x, y), size: markSize, lettering: lettering, hidesLetters: hidesLetters, title: title,
        link: frame.options.link(to: moment.entry.id)))
    return nodes
  }

  private func ends(_ y: Double) -> [Scene.Node] {
    var nodes: [Scene.Node] = []
    for moment in layout.moments where moment.kind == .death {
      let at = Point(frame.x(moment.place.day), y)
      if detail != .thin, let whisker = frame.whisker(moment.place, y: y, markWidth: width(of: .death)) {
        nodes.append(whisker)
      }
      nodes.append(
        Mark.death.node(
          at: at, size: detail == .full ? 8 : markSize * 1.1, title: frame.words.title(of: moment, in: layout),
          link: frame.options.link(to: moment.entry.id)
            ?? frame.options.link(outcomes?.survivalFromDiagnosis?.trace.id)))
    }
    for bar in layout.bars where bar.isOngoing {
      let size = detail == .full ? 8 : min(markSize * 1.1, trackPitch)
      let at = Point(frame.x(bar.end.day) + size * 0.62, self.y(of: bar, y))
      nodes.append(
        Mark.ongoing.node(
          at: at, size: size,
          title: frame.say(
            Phrase("\(frame.words.name(bar.kind)) is ongoing", "\(frame.words.name(bar.kind)) dauert an"))))
    }
    nodes += frame.lastSeen(layout, y: y, size: detail == .full ? 8 : markSize * 1.1)
    return nodes
  }

  private func cutOff(_ y: Double) -> [Scene.Node] {
    guard let day = layout.cutOff else { return [] }
    let half = detail == .full ? laneHeight * 0.9 : frame.pitch / 2
    let x = frame.x(day)
    return [
      .line(
        Scene.Line(from: Point(x, y - half), to: Point(x, y + half), stroke: Self.cutOffStroke, cssClass: "cut-off"))
    ]
  }

  // MARK: room

  private var insideStyle: TextStyle {
    TextStyle(size: detail == .full ? 6.8 : max(FigureOptions.smallestText, min(6, barHeight * 0.75)))
  }
  private var outsideStyle: TextStyle { TextStyle(size: 6.2) }

  /// Where the middle of a bar's letters goes so that they fit in it, clear of marks drawn on it.
  private func placeInside(_ bar: CourseLayout.Bar, _ obstacles: [ClosedRange<Double>]) -> Double? {
    let width = TextMeasure.width(of: frame.words.short(bar.kind), style: insideStyle)
    let (first, last) = (frame.x(bar.start.day), frame.x(bar.end.day))
    guard detail != .thin, barHeight >= insideStyle.size * 1.1, last - first >= width + 3 else { return nil }
    return [(first + last) / 2, first + 2 + width / 2, last - 2 - width / 2].first { middle in
      !obstacles.contains { $0.overlaps(middle - width / 2...middle + width / 2) }
    }
  }

  /// What is drawn over bars: marks on the line of a lane and its end.
  private func obstacles(onBars moments: [CourseLayout.Moment]) -> [ClosedRange<Double>] {
    func around(_ x: Double, _ width: Double) -> ClosedRange<Double> { x - width * 0.65...x + width * 0.65 }
    var obstacles = frame.lowMarks(moments, of: layout, size: markSize).placed.map { around($0.x, width(of: $0.mark)) }
    for moment in layout.moments where moment.kind == .death || detail == .full && isOnLine(moment) {
      guard let mark = moment.mark else { continue }
      obstacles.append(around(frame.x(moment.place.day), width(of: mark) * 1.25))
    }
    if let last = layout.lastSeen { obstacles.append(around(frame.x(last), markSize * 0.8)) }
    return obstacles
  }

  /// Where a leader leaves a bar to its letters below the lane without crossing the letters of a bar below it; nil where every place does:
  /// then the legend says what it is.
  private func leaderPlace(_ bar: CourseLayout.Bar, _ obstacles: [ClosedRange<Double>]) -> Double? {
    let (first, last) = (frame.x(bar.start.day), frame.x(bar.end.day))
    let below = layout.bars.filter { $0.track > bar.track }.compactMap { other -> (Double, Double)? in
      guard let middle = placeInside(other, obstacles) else { return nil }
      let half = TextMeasure.width(of: frame.words.short(other.kind), style: insideStyle) / 2 + 1
      return (middle - half, middle + half)
    }
    return [0.5, 0.2, 0.8, 0.05, 0.95].map { first + (last - first) * $0 }.first { x in
      !below.contains { $0.0 < x && x < $0.1 }
    }
  }

  /// The upper edge of the bars that a place lies over; nil over none.
  private func topOfBars(at x: Double, _ middle: Double) -> Double? {
    layout.bars.filter { frame.x($0.start.day) <= x && x <= frame.x($0.end.day) }
      .map { y(of: $0, middle) - barHeight / 2 }.min()
  }

  /// Whether a procedure's lozenge has room between the bars.
  private func isOnLine(_ moment: CourseLayout.Moment) -> Bool {
    if moment.kind == .death { return true }
    guard moment.isProcedure, let mark = moment.mark else { return false }
    let half = width(of: mark) / 2 + 0.5
    let x = frame.x(moment.place.day)
    let meetsBar = layout.bars.contains { frame.x($0.start.day) < x + half && frame.x($0.end.day) > x - half }
    let meetsMark = layout.moments.contains {
      $0.entry.id != moment.entry.id && $0.kind != .assessment && abs(frame.x($0.place.day) - x) < 2 * half
    }
    return !meetsBar && !meetsMark
  }
}
