// SPDX-License-Identifier: Apache-2.0

import Drawing
import Course
import Outcomes

/// What both figures of courses share: the width of labels, the axis, the pitch of lanes, the text below.
struct CourseFrame: Sendable {
  /// How much a lane can show.
  enum Detail: Hashable, Sendable {
    /// Letters, leaders, labels of several lines.
    case full
    /// One line a lane.
    case compact
    /// Lanes too low for a label each.
    case thin
  }

  let options: CourseFigureOptions
  let layouts: [CourseLayout]
  let words: CourseWords
  let detail: Detail
  /// The height of a lane in points; of the lowest possible lane where lanes differ.
  let pitch: Double
  let axis: TimeAxis
  /// Where labels begin and how wide they may be, in points.
  let labelLeft: Double
  let labelWidth: Double
  /// Whether labels stand over their lanes rather than beside them.
  let labelsAbove: Bool

  static let margin = 8.0
  static let labelStyle = TextStyle(size: 7.5, weight: .bold)
  static let tumourStyle = TextStyle(size: 6.5, ink: Ink(0x444444))
  static let noteStyle = TextStyle(size: 6.5, ink: Ink(0x444444))

  /// - Parameter tail: room to the right of the last day, in points.
  init(_ outcomes: StudyOutcomes, _ options: CourseFigureOptions, tail: (Detail) -> Double) {
    self.options = options
    layouts = CourseLayouts.make(outcomes, options)
    words = CourseWords(outcomes)
    let isMeasured = outcomes.patients.contains { $0.therapies.contains(where: \.isMeasured) }
    judgementNote =
      isMeasured ? "Responses are drawn as the source judged them; tables and estimates count the measured ones." : nil
    let count = layouts.count
    let limit = max(60, Length.millimetres(options.laneHeightLimitMillimetres))
    pitch = count <= 12 ? 30 : min(13, limit / Double(max(count, 1)))
    detail = count <= 12 ? .full : pitch >= 6.4 ? .compact : .thin
    labelsAbove = detail == .full && options.widthMillimetres < 120
    labelLeft = Self.margin
    labelWidth = Self.labelWidth(layouts, detail, options.width, above: labelsAbove, pitch: pitch)
    let left = labelsAbove ? Self.margin + 3 : Self.margin + labelWidth + 6
    let lower = layouts.map(\.extent.lowerBound).min() ?? 0
    let upper = layouts.map(\.extent.upperBound).max() ?? 0
    let right = max(left + 40, options.width - Self.margin - tail(detail))
    axis = TimeAxis(
      days: lower...max(upper, lower + 30), unit: options.unit == .months ? .months : .years, from: left, to: right,
      style: TextStyle(size: 7, ink: .axis))
  }

  private static func labelWidth(
    _ layouts: [CourseLayout], _ detail: Detail, _ width: Double, above: Bool, pitch: Double
  ) -> Double {
    if above { return width - 2 * margin }
    switch detail {
    case .full:
      let widest =
        layouts.map { layout in
          max(
            TextMeasure.width(of: heading(layout), style: labelStyle),
            TextMeasure.width(of: CourseWords.tumour(layout.patient), style: tumourStyle))
        }.max() ?? 0
      return min(widest, width * 0.19)
    case .compact, .thin:
      let style = compactStyle(pitch)
      return min(width * 0.25, layouts.map { TextMeasure.width(of: compactLabel($0, style), style: style) }.max() ?? 0)
    }
  }

  private static func compactStyle(_ pitch: Double) -> TextStyle {
    TextStyle(size: max(FigureOptions.smallestText, min(6.5, pitch / 1.3)))
  }

  private static func compactLabel(_ layout: CourseLayout, _ style: TextStyle) -> String {
    let id = layout.patient.id + mark(layout)
    return style.size < 6
      ? id : [id, CourseWords.sexAndAge(layout.patient)].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private static func heading(_ layout: CourseLayout) -> String {
    [layout.patient.id + mark(layout), CourseWords.sexAndAge(layout.patient)].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  private static func mark(_ layout: CourseLayout) -> String { layout.hasChosenAnchor ? "" : " †" }

  // MARK: lanes

  /// The x of a day in points.
  func x(_ day: Double) -> Double { axis.position(ofDay: day) }

  /// The lines of a label in full detail.
  private func blocks(_ layout: CourseLayout) -> [TextBlock] {
    [
      TextBlock(Self.heading(layout), width: labelWidth, style: Self.labelStyle),
      TextBlock(CourseWords.tumour(layout.patient), width: labelWidth, style: Self.tumourStyle),
    ].filter { !$0.lines.allSatisfy(\.isEmpty) }
  }

  /// The height of a label in points.
  func labelHeight(_ layout: CourseLayout) -> Double {
    detail == .full ? blocks(layout).reduce(0) { $0 + $1.height } + 1 : pitch
  }

  /// A label: in full detail below `top`, else centred on `middle`; empty where lanes are too low for this one.
  func label(of index: Int, top: Double, middle: Double, link: String?) -> [Scene.Node] {
    let layout = layouts[index]
    var nodes: [Scene.Node] = []
    if detail == .full {
      var y = top
      for block in blocks(layout) {
        nodes += block.nodes(at: Point(labelLeft, y))
        y += block.height + 0.5
      }
    } else {
      let style = Self.compactStyle(pitch)
      let every = max(1, Int((style.size * 1.05 / pitch).rounded(.up)))
      guard index.isMultiple(of: every) else { return [] }
      let text = Self.compactLabel(layout, style)
      let shown = TextMeasure.width(of: text, style: style) <= labelWidth + 0.01 ? text : layout.patient.id
      guard TextMeasure.width(of: shown, style: style) <= labelWidth + 0.01 else { return [] }
      nodes.append(.text(Scene.Text(shown, middle: Point(labelLeft, middle), anchor: .start, style: style)))
    }
    return [.group(Scene.Group(title: words.heading(of: layout.patient), cssClass: "label", link: link, nodes: nodes))]
  }

  /// The line that a course is drawn on: full where treatments cover it or a stretch is known, dashed elsewhere.
  func baseline(_ layout: CourseLayout, y: Double) -> [Scene.Node] {
    let width = detail == .thin ? 0.4 : 0.7
    return layout.gaps.map { gap in
      let stroke = Stroke(.axis, width: width, dashes: gap.isKnown ? [] : [1.6, 1.6])
      return .line(
        Scene.Line(
          from: Point(x(gap.start), y), to: Point(x(gap.end), y), stroke: stroke,
          cssClass: gap.isKnown ? "gap" : "gap gap-unknown"))
    }
  }

  /// The mark of the end of a course that neither death nor the data cut-off ends.
  func lastSeen(_ layout: CourseLayout, y: Double, size: Double) -> [Scene.Node] {
    guard let day = layout.lastSeen else { return [] }
    return [Mark.lastSeen.node(at: Point(x(day), y), size: size)]
  }

  /// The note on whose responses are drawn, where lesions were measured too.
  let judgementNote: String?

  /// The note on what is recorded and not drawn.
  var leftOutNote: String? {
    let left = layouts.flatMap { layout in layout.leftOut.map { "\($0) of patient \(layout.patient.id)" } }
    guard !left.isEmpty else { return nil }
    let shown = left.prefix(5).joined(separator: ", ")
    return "Not drawn, since recorded after death or the data cut-off: \(shown)"
      + (left.count > 5 ? " and \(left.count - 5) more." : ".")
  }

  /// A bar between the outer bounds of its edges, fading over them.
  func bar(_ bar: CourseLayout.Bar, y: Double, height: Double, fill: Fill, cssClass: String) -> Scene.Node {
    let (first, last) = (x(bar.start.day), x(bar.end.day))
    var outerLeft = x(bar.start.earliest)
    var outerRight = bar.isOngoing ? last : x(bar.end.latest)
    var innerLeft = x(bar.start.latest)
    var innerRight = x(bar.end.earliest)
    if !bar.hasKnownLength || innerLeft > innerRight {
      // The hatch says that the length is not known; a third of it stays to be seen.
      let third = (last - first) / 3
      innerLeft = min(innerLeft, first + third)
      innerRight = max(innerRight, last - third)
    }
    if outerRight - outerLeft < 0.5 {
      let centre = (outerLeft + outerRight) / 2
      (outerLeft, outerRight) = (centre - 0.25, centre + 0.25)
    }
    let fade = Scene.Rectangle.Fade(
      left: bar.start.isUncertain ? max(0, innerLeft - outerLeft) : 0,
      right: bar.end.isUncertain && !bar.isOngoing ? max(0, outerRight - innerRight) : 0)
    let box = Box(x: outerLeft, y: y - height / 2, width: outerRight - outerLeft, height: height)
    let stroke = height > 5 ? Stroke(Ink(0x888888), width: 0.4) : nil
    return .rect(Scene.Rectangle(box, fill: fill, stroke: stroke, fade: fade, cssClass: cssClass))
  }

  /// A thin line over the bounds of a mark.
  ///
  /// `room` is what its neighbours leave to it, in points; a whisker that goes on behind a neighbour has no end there.
  func whisker(
    _ place: CourseLayout.Place, y: Double, markWidth: Double,
    room: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  ) -> Scene.Node? {
    let left = max(x(place.earliest), room.lowerBound)
    let right = min(x(place.latest), room.upperBound)
    guard place.isUncertain, right - left > markWidth + 1 else { return nil }
    let stroke = Stroke(Ink(0x444444), width: 0.6)
    let end = 1.6
    var nodes: [Scene.Node] = [.line(Scene.Line(from: Point(left, y), to: Point(right, y), stroke: stroke))]
    for (x, isClipped) in [(left, left > x(place.earliest)), (right, right < x(place.latest))] where !isClipped {
      nodes.append(.line(Scene.Line(from: Point(x, y - end), to: Point(x, y + end), stroke: stroke)))
    }
    return .group(Scene.Group(cssClass: "whisker", nodes: nodes))
  }

  // MARK: below the lanes

  /// `Months since diagnosis`
  var axisTitle: String {
    let anchor =
      switch options.anchor {
      case .diagnosis: "diagnosis"
      case .firstTherapy: "start of the first therapy"
      case .maintenance: "start of maintenance"
      }
    return "\(options.unit == .months ? "Months" : "Years") since \(anchor)"
  }

  /// The note on patients without the anchor.
  var anchorNote: String? {
    let missing = Set(layouts.filter { !$0.hasChosenAnchor }.map(\.anchor)).sorted()
    guard !missing.isEmpty else { return nil }
    let event =
      switch options.anchor {
      case .diagnosis: "diagnosis"
      case .firstTherapy: "systemic therapy"
      case .maintenance: "maintenance"
      }
    return "† No \(event) recorded; time since \(missing.filter { !$0.isEmpty }.joined(separator: " or "))."
  }

  /// Axis, legend and notes below `y`; gives the height of the page.
  func foot(below y: Double, gridTop: Double, legends: [[Legend.Item]], notes: [String])
    -> (back: [Scene.Node], front: [Scene.Node], height: Double)
  {
    let axisNode = axis.node(y: y, title: axisTitle, gridTop: gridTop)
    var bottom = y + axis.height(title: true) + 8
    var front: [Scene.Node] = []
    let width = options.width - 2 * Self.margin
    for items in legends where !items.isEmpty {
      let legend = Legend(items, width: width, style: TextStyle(size: 7))
      front.append(legend.node(at: Point(Self.margin, bottom)))
      bottom += legend.height + 3
    }
    for note in notes where !note.isEmpty {
      let block = TextBlock(note, width: width, style: Self.noteStyle)
      front += block.nodes(at: Point(Self.margin, bottom))
      bottom += block.height + 2
    }
    return ([axisNode], front, bottom + 4)
  }

  /// The entries of a legend for what is uncertain, as far as it occurs.
  func uncertainty(whiskers: Bool) -> [Legend.Item] {
    var items: [Legend.Item] = []
    let bars = layouts.flatMap(\.bars)
    if bars.contains(where: { !$0.hasKnownLength }) {
      items.append(.init(.area(TherapyColours.hatch(TherapyColours.other, spacing: 2.4)), "Length not known"))
    }
    if bars.contains(where: { $0.start.isUncertain || ($0.end.isUncertain && !$0.isOngoing) }) {
      items.append(.init(.fading(.solid(TherapyColours.other)), "Fading edge: time within these bounds"))
    }
    if layouts.contains(where: { $0.gaps.contains { !$0.isKnown } }) {
      items.append(.init(.line(Stroke(.axis, width: 0.7, dashes: [1.6, 1.6])), "Length of interval not known"))
    }
    if whiskers { items.append(.init(.line(Stroke(Ink(0x444444), width: 0.6)), "Bounds of the time of a mark")) }
    return items
  }

  /// How places were chosen, for captions; empty where everything is exact.
  var placingNote: String? {
    let isUncertain = layouts.contains { layout in
      layout.gaps.contains { !$0.isKnown } || layout.bars.contains { !$0.hasKnownLength || $0.start.isUncertain }
        || layout.moments.contains { $0.place.isUncertain }
    }
    guard isUncertain else { return nil }
    return
      "Positions without a stated time show order only: one schedule that agrees with everything stated, with known "
      + "lengths at the middle of their bounds and all else at the earliest. Edges fade over their bounds; hatched bars "
      + "and dashed lines have no known length."
  }
}
