// SPDX-License-Identifier: Apache-2.0

import Drawing
import Course
import Outcomes

/// One patient's lane of a swimmer plot.
struct SwimmerLane {
  let frame: CourseFrame
  let colours: TherapyColours
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
    detail == .full ? 6.5 : detail == .compact ? min(6, frame.pitch * 0.5) : min(4, max(1.6, frame.pitch * 0.9))
  }

  /// The mark of a moment; an assessment without a response has none in this figure.
  static func mark(_ moment: CourseLayout.Moment) -> Mark? {
    switch moment.kind {
    case .surgery: .surgery
    case .radiation: .radiation
    case .ablation: .ablation
    case .death: .death
    case .newDisease(let disease): .newDisease(disease)
    case .assessment: moment.assessment?.response.value.map { .response($0) }
    }
  }

  /// Whether any mark shows the bounds of its time.
  static func drawsWhisker(_ frame: CourseFrame) -> Bool {
    guard frame.detail != .thin else { return false }
    return frame.layouts.indices.contains { index in
      let lane = SwimmerLane(frame: frame, colours: TherapyColours([]), index: index, outcomes: nil)
      return lane.layout.moments.contains { moment in
        guard let mark = mark(moment) else { return false }
        return frame.whisker(moment.place, y: 0, markWidth: lane.width(of: mark)) != nil
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

  private func drawFull(top: Double) -> (node: Scene.Node, height: Double) {
    let above = layout.moments.filter { !isOnLine($0) && Self.mark($0) != nil }
    let extents = above.map {
      Self.mark($0)?.extent(size: markSize, lettering: .above) ?? Box(x: 0, y: 0, width: 0, height: 0)
    }
    let marks = FlagStack(
      zip(above, extents).map { .init(x: frame.x($0.place.day), width: $1.width) },
      within: frame.axis.scale.start - 4...frame.options.width - 2, shares: [0.5], gap: 1.5)
    let outside = layout.bars.filter { !fitsInside($0) }
    let style = outsideStyle
    let texts = FlagStack(
      outside.map {
        .init(x: centre(of: $0), width: TextMeasure.width(of: frame.words.short($0.kind), style: style) + 2)
      },
      within: frame.axis.scale.start - 4...frame.options.width - 2, shares: [0.5, 0.1, 0.9], gap: 1)

    let markRow = markSize * 2.35
    let labelHeight = frame.labelHeight(layout)
    let above0 = frame.labelsAbove ? labelHeight + 1 : 0
    let middle = top + above0 + 4 + Double(marks.rowCount) * markRow + barHeight / 2
    let textTop =
      middle + Double(tracks - 1) * trackPitch + barHeight / 2 + (layout.bars.contains(where: \.isMaintenance) ? 5 : 2)
    let textRow = style.ascent + style.descent + 0.5
    var bottom = textTop + Double(texts.rowCount) * textRow
    if !frame.labelsAbove { bottom = max(bottom, top + 4 + labelHeight) }

    var nodes = frame.label(of: index, top: top + 3, middle: middle, link: patientLink)
    nodes += frame.baseline(layout, y: middle)
    nodes += cutOff(middle)
    for flag in marks.placed {
      let upper = middle - barHeight / 2 - Double(flag.row) * markRow - 1
      let top = topOfBars(at: flag.x, middle)
      if flag.row > 0 || abs(flag.x - (flag.left + flag.right) / 2) > 1 || top != middle - barHeight / 2 {
        let foot = top ?? middle
        nodes.append(
          .line(Scene.Line(from: Point(flag.x, foot), to: Point(flag.x, upper), stroke: Stroke(.axis, width: 0.4))))
      }
    }
    for bar in layout.bars { nodes.append(barNode(bar, y(of: bar, middle))) }
    nodes += responses(middle)
    for (bar, flag) in zip(outside, texts.placed) {
      let y = textTop + Double(flag.row) * textRow
      let text = Scene.Text(
        frame.words.short(bar.kind), at: Point((flag.left + flag.right) / 2, y + style.ascent), anchor: .middle,
        style: style)
      if flag.row > 0 || abs(flag.x - (flag.left + flag.right) / 2) > 1 {
        nodes.append(
          .line(
            Scene.Line(
              from: Point(flag.x, self.y(of: bar, middle) + barHeight / 2), to: Point(flag.x, y + 0.5),
              stroke: Stroke(.axis, width: 0.4)
            )))
      }
      nodes.append(.text(text))
    }
    for moment in layout.moments where isOnLine(moment) { nodes += momentNode(moment, y: middle, lettering: .none) }
    for (moment, flag) in zip(above, marks.placed) {
      let room = marks.room(beside: flag)
      let y = middle - barHeight / 2 - Double(flag.row) * markRow - 1.5 - markSize * 0.65
      nodes += momentNode(moment, y: y, lettering: .above, x: (flag.left + flag.right) / 2, room: room)
    }
    nodes += ends(middle)
    return (group(nodes), bottom - top + 5)
  }

  private func drawLow(top: Double) -> (node: Scene.Node, height: Double) {
    let middle = top + frame.pitch / 2
    var nodes = frame.label(of: index, top: top, middle: middle, link: patientLink)
    nodes += frame.baseline(layout, y: middle)
    nodes += cutOff(middle)
    for bar in layout.bars { nodes.append(barNode(bar, y(of: bar, middle))) }
    nodes += responses(middle)
    for moment in layout.moments where moment.kind != .death {
      nodes += momentNode(moment, y: middle, lettering: .none)
    }
    nodes += ends(middle)
    return (group(nodes), frame.pitch)
  }

  // MARK: parts

  /// Strips along the upper edge of the bars while a response held.
  private func responses(_ y: Double) -> [Scene.Node] {
    guard frame.options.showsResponses else { return [] }
    let thickness = max(1, laneHeight * 0.22)
    return ResponseSegment.segments(of: layout).map { segment in
      let (first, last) = (frame.x(segment.days.lowerBound), frame.x(segment.days.upperBound))
      let box = Box(x: first, y: y - laneHeight / 2, width: max(0.5, last - first), height: thickness)
      return .rect(
        Scene.Rectangle(
          box, fill: .solid(Mark.response(segment.response).ink), stroke: Stroke(.black, width: 0.35),
          cssClass: "response"))
    }
  }

  private func barNode(_ bar: CourseLayout.Bar, _ y: Double) -> Scene.Node {
    let spacing = detail == .thin ? 1.5 : 3.0
    let fill = colours.fill(of: bar, spacing: spacing)
    var nodes = [frame.bar(bar, y: y, height: barHeight, fill: fill, cssClass: "bar")]
    if bar.isMaintenance {
      let thickness = detail == .full ? 2.2 : max(0.5, frame.pitch * 0.14)
      let stripe = y + barHeight / 2 + (detail == .full ? 0.7 : 0) + thickness / 2
      nodes.append(
        maintenanceStripe(bar, y: stripe, thickness: thickness))
    }
    if let place = placeInside(bar) {
      let text = frame.words.short(bar.kind)
      let middle = Point(place, y)
      if !bar.hasKnownLength {
        // Keeps the letters off the hatch.
        let width = TextMeasure.width(of: text, style: insideStyle) + 2
        let box = Box(
          x: middle.x - width / 2, y: y - insideStyle.size * 0.55, width: width, height: insideStyle.size * 1.1)
        let ground = colours.ink(of: bar.kind).lightened(by: 0.62)
        nodes.append(.rect(Scene.Rectangle(box, cornerRadius: 1, fill: .solid(ground))))
      }
      nodes.append(.text(Scene.Text(text, middle: middle, style: insideStyle)))
    }
    return .group(
      Scene.Group(
        title: frame.words.title(of: bar, in: layout), cssClass: bar.isMaintenance ? "therapy maintenance" : "therapy",
        link: frame.options.link(outcomes?.therapy(bar.entry.id)?.duration.trace.id), nodes: nodes))
  }

  private func maintenanceStripe(_ bar: CourseLayout.Bar, y: Double, thickness: Double) -> Scene.Node {
    frame.bar(bar, y: y, height: thickness, fill: .solid(TherapyColours.maintenance), cssClass: "maintenance-stripe")
  }

  private func momentNode(
    _ moment: CourseLayout.Moment, y: Double, lettering: Mark.Lettering, x: Double? = nil,
    room: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  ) -> [Scene.Node] {
    guard let mark = Self.mark(moment), moment.kind != .death else { return [] }
    let x = x ?? frame.x(moment.place.day)
    let title = frame.words.title(of: moment, in: layout)
    var nodes: [Scene.Node] = []
    if detail != .thin, let whisker = frame.whisker(moment.place, y: y, markWidth: width(of: mark), room: room) {
      nodes.append(whisker)
    }
    nodes.append(MarkDrawing.node(mark, at: Point(x, y), size: markSize, lettering: lettering, title: title))
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
          link: frame.options.link(outcomes?.survivalFromDiagnosis?.trace.id)))
    }
    for bar in layout.bars where bar.isOngoing {
      let size = detail == .full ? 8 : min(markSize * 1.1, trackPitch)
      let at = Point(frame.x(bar.end.day) + size * 0.62, self.y(of: bar, y))
      nodes.append(Mark.ongoing.node(at: at, size: size, title: "\(frame.words.name(bar.kind)) is ongoing"))
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

  private func centre(of bar: CourseLayout.Bar) -> Double { (frame.x(bar.start.day) + frame.x(bar.end.day)) / 2 }

  /// Where the middle of a bar's letters goes so that they fit in it, clear of marks drawn on it.
  private func placeInside(_ bar: CourseLayout.Bar) -> Double? {
    let width = TextMeasure.width(of: frame.words.short(bar.kind), style: insideStyle)
    let (first, last) = (frame.x(bar.start.day), frame.x(bar.end.day))
    guard detail != .thin, barHeight >= insideStyle.size * 1.1, last - first >= width + 3 else { return nil }
    var obstacles: [(Double, Double)] = []
    for moment in layout.moments {
      guard let mark = Self.mark(moment), detail == .compact || moment.kind == .death else { continue }
      let half = self.width(of: mark) * 0.65
      obstacles.append((frame.x(moment.place.day) - half, frame.x(moment.place.day) + half))
    }
    return [(first + last) / 2, first + 2 + width / 2, last - 2 - width / 2].first { middle in
      !obstacles.contains { $0.0 < middle + width / 2 && $0.1 > middle - width / 2 }
    }
  }

  private func fitsInside(_ bar: CourseLayout.Bar) -> Bool { placeInside(bar) != nil }

  /// The upper edge of the bars that a place lies over; nil over none.
  private func topOfBars(at x: Double, _ middle: Double) -> Double? {
    layout.bars.filter { frame.x($0.start.day) <= x && x <= frame.x($0.end.day) }
      .map { y(of: $0, middle) - barHeight / 2 }.min()
  }

  /// Whether a procedure's lozenge has room between the bars.
  private func isOnLine(_ moment: CourseLayout.Moment) -> Bool {
    if moment.kind == .death { return true }
    guard moment.isProcedure, let mark = Self.mark(moment) else { return false }
    let half = width(of: mark) / 2 + 0.5
    let x = frame.x(moment.place.day)
    let meetsBar = layout.bars.contains { frame.x($0.start.day) < x + half && frame.x($0.end.day) > x - half }
    let meetsMark = layout.moments.contains {
      $0.entry.id != moment.entry.id && $0.kind != .assessment && abs(frame.x($0.place.day) - x) < 2 * half
    }
    return !meetsBar && !meetsMark
  }
}
