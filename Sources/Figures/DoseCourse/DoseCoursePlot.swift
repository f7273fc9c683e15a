// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Chronology
public import Plain
import Course

/// The figure of given doses over time, with blood counts and supportive drugs below on one axis.
public struct DoseCoursePlot: Sendable {
  let course: DoseCourse
  let width: Double
  /// How the drug looks in all figures of the study; nil takes the first colour of the palette.
  let look: TreatmentLook?
  let print: Palette.Print
  /// The language of what is drawn in words.
  let language: Language

  /// The figure of a course, with the look that its drug has in the other figures of the study.
  public init(
    _ course: DoseCourse, look: TreatmentLook? = nil, print: Palette.Print = .colour, language: Language = .english
  ) {
    self.init(course, look: look, print: print, language: language, width: 0)
  }

  private init(
    _ course: DoseCourse, look: TreatmentLook?, print: Palette.Print, language: Language, width: Double
  ) {
    self.course = course
    self.look = look
    self.print = print
    self.language = language
    self.width = width
  }

  private static let doseHeight = 96.0
  private static let countHeight = 58.0
  private static let label = TextStyle(size: 6.5, ink: .axis)
  private static let name = TextStyle(size: 7, weight: .bold)
  private static let countInk = Palette.okabeIto[4].ink
  private static let supportInk = Palette.okabeIto[2].ink

  /// The drawing; its width is in millimetres, at least 60.
  public func scene(widthMillimetres: Double = 180) -> Scene {
    let width = FigureOptions(widthMillimetres: widthMillimetres).width
    let scene = DoseCoursePlot(course, look: look, print: print, language: language, width: width).drawn()
    return print == .greyscale ? scene.inGreys : scene
  }

  /// The course in the unit that its axis counts: weeks up to a year and a half on a page, else months.
  private var axis: (title: String, days: Double) {
    course.lastDay <= 400
      ? (say(Phrase("Weeks from the first dose", "Wochen ab der ersten Gabe")), 7)
      : (
        say(Phrase("Months (30.4375 d) from the first dose", "Monate (30,4375 Tage) ab der ersten Gabe")),
        TimeLength.daysPerMonth
      )
  }

  /// A phrase as the reader reads it.
  private func say(_ phrase: Phrase) -> String { phrase[language] }

  private var left: Double { 40 }
  private var right: Double { width - 26 }
  private var scale: LinearScale { LinearScale(0...(course.lastDay + 4), from: left + 3, to: right) }

  private var givenInk: Ink { look?.line(.colour) ?? Palette.okabeIto[0].ink }

  private func drawn() -> Scene {
    var nodes: [Scene.Node] = []
    var y = 6.0
    let title = TextBlock(course.title, width: width - 8, style: Self.name)
    nodes += title.nodes(at: Point(4, y + 1))
    y += max(14, title.height + 5)
    let bands = phaseLabels(top: y)
    y = bands.bottom + 3
    let doseTop = y
    let doseBottom = doseTop + Self.doseHeight
    let panels = panels(below: doseBottom + 8)
    nodes += shades(from: bands.bottom - 1, to: panels.bottom)
    nodes += bands.nodes + dosePanel(doseTop, doseBottom) + panels.nodes
    let foot = axisAndLegend(below: panels.bottom, gridTop: doseTop)
    var scene = Scene(
      width: width, height: foot.bottom,
      title: say(Phrase("Doses over time: \(course.title)", "Dosen im Verlauf: \(course.title)")),
      summary: course.caption(in: language))
    scene.nodes = foot.grid + nodes + foot.nodes
    return scene
  }

  // MARK: Phases

  /// Bands behind everything, every second one shaded; the edge between two fades over the days between which it lies.
  private func shades(from top: Double, to bottom: Double) -> [Scene.Node] {
    course.phases.enumerated().compactMap { index, phase in
      guard index % 2 == 1 else { return nil }
      let next = index + 1 < course.phases.count ? course.phases[index + 1].start : phase.end...phase.end
      let x = scale.position(of: phase.start.lowerBound)
      let end = max(x, scale.position(of: max(phase.end, next.upperBound)))
      return .rect(
        Scene.Rectangle(
          Box(x: x, y: top, width: end - x, height: bottom - top), fill: .solid(Ink(0xE9EEF4)),
          fade: .init(
            left: scale.position(of: phase.start.upperBound) - x,
            right: end - scale.position(of: max(phase.end, next.lowerBound)))))
    }
  }

  /// Names of phases above the doses, in as many rows as they need.
  private func phaseLabels(top: Double) -> (nodes: [Scene.Node], bottom: Double) {
    var ends: [Double] = []
    var nodes: [Scene.Node] = []
    for phase in course.phases {
      let size = TextMeasure.width(of: phase.name, style: Self.label)
      let wanted = scale.position(of: phase.drawnStart) + 2
      let x = max(left + 2, min(wanted, width - 3 - size))
      let row = ends.firstIndex { $0 + 5 <= x } ?? ends.count
      if row == ends.count { ends.append(0) }
      ends[row] = x + size
      let baseline = top + 7 + Double(row) * 9
      nodes.append(text(phase.name, Point(x, baseline), Self.label.with(ink: .text)))
      let tick = scale.position(of: phase.drawnStart)
      // Under a name that had to move over its tick the tick is short.
      let top = x - 1 < tick && tick < x + size + 1 ? baseline + 1.8 : baseline - 6
      nodes.append(
        .line(Scene.Line(from: Point(tick, top), to: Point(tick, baseline + 2.4), stroke: Stroke(.axis, width: 0.6))))
    }
    return (nodes, top + Double(max(ends.count, 1)) * 9 + 2)
  }

  // MARK: Doses

  private func dosePanel(_ top: Double, _ bottom: Double) -> [Scene.Node] {
    let most = max(
      (course.administrations.map(\.given) + course.bands.map(\.given)).max() ?? 0, course.planned ?? 0, 1)
    let vertical = LinearScale(0...(most * 1.08), from: bottom, to: top)
    var nodes = frame(top, bottom)
    for tick in vertical.ticks(about: 4) {
      let y = vertical.position(of: tick)
      nodes.append(text(Numbers.text(tick, decimals: 2, in: language), middle: Point(left - 3, y), Self.label, .end))
      nodes.append(.line(Scene.Line(from: Point(left - 2, y), to: Point(left, y), stroke: Stroke(.axis, width: 0.6))))
    }
    nodes.append(
      .text(
        Scene.Text(
          say(Phrase("Dose, \(course.unit)", "Dosis, \(course.unit)")), at: Point(9, (top + bottom) / 2),
          anchor: .middle, style: Self.label.with(ink: .text),
          rotation: -90)))
    if let planned = course.planned {
      let y = vertical.position(of: planned)
      nodes.append(
        .line(Scene.Line(from: Point(left, y), to: Point(right, y), stroke: Stroke(.axis, width: 0.7, dashes: [3, 2]))))
      nodes.append(text(say(Phrase("plan", "Plan")), middle: Point(right + 2, y), Self.label, .start))
    }
    for band in course.bands {
      let (x, end) = (scale.position(of: band.from), scale.position(of: band.to))
      let y = vertical.position(of: band.given)
      nodes.append(
        .rect(
          Scene.Rectangle(
            Box(x: x, y: y, width: max(0.8, end - x), height: bottom - y), fill: fill(band.isNominal, givenInk),
            stroke: band.isNominal ? Stroke(givenInk, width: 0.5) : nil)))
    }
    let days = course.administrations.map(\.day)
    let gap = zip(days, days.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min() ?? 7
    let bar = min(5, max(0.8, (scale.position(of: gap) - scale.position(of: 0)) * 0.62))
    for given in course.administrations {
      let x = scale.position(of: given.day)
      guard given.given > 0 else {
        nodes.append(
          .path(
            Scene.Path(
              .circle, centre: Point(x, bottom - 3.2), size: 4, fill: .solid(.white),
              stroke: Stroke(givenInk, width: 0.9))))
        continue
      }
      let y = vertical.position(of: given.given)
      nodes.append(
        .rect(
          Scene.Rectangle(
            Box(x: x - bar / 2, y: y, width: bar, height: bottom - y), fill: fill(given.isNominal, givenInk),
            stroke: given.isNominal ? Stroke(givenInk, width: 0.5) : nil)))
    }
    return nodes
  }

  private func fill(_ isNominal: Bool, _ ink: Ink) -> Fill {
    isNominal ? .hatch(Hatch(.rising, ink: ink, spacing: 2, lineWidth: 0.5)) : .solid(ink)
  }

  // MARK: Support and counts

  private func panels(below top: Double) -> (nodes: [Scene.Node], bottom: Double) {
    var nodes: [Scene.Node] = []
    var y = top
    for drug in course.support {
      nodes.append(text(drug.drug, Point(left + 1, y + 6), Self.label.with(ink: .text)))
      y += 9
      for day in drug.days {
        nodes.append(
          .path(
            Scene.Path(
              .triangleUp, centre: Point(scale.position(of: day), y + 4), size: 4,
              fill: fill(drug.isNominal, Self.supportInk),
              stroke: Stroke(Self.supportInk, width: 0.5))))
      }
      y += 12
    }
    for series in course.counts {
      nodes.append(text(say(series.phrase), Point(left + 1, y + 6), Self.label.with(ink: .text)))
      y += 9
      nodes += panel(series, y, y + Self.countHeight)
      y += Self.countHeight + 7
    }
    if course.counts.isEmpty {
      nodes.append(
        text(say(course.noCounts), Point(left + 1, y + 7), TextStyle(size: 6.5, italic: true, ink: .axis)))
      y += 12
    }
    return (nodes, y)
  }

  private func panel(_ series: DoseCourse.Series, _ top: Double, _ bottom: Double) -> [Scene.Node] {
    let most = max(series.points.map(\.value).max() ?? 1, series.thresholds.map(\.value).max() ?? 0)
    let vertical = LinearScale(0...(most * 1.08), from: bottom, to: top)
    var nodes = frame(top, bottom)
    for tick in vertical.ticks(about: 3) {
      nodes.append(
        text(
          Numbers.text(tick, decimals: 2, in: language), middle: Point(left - 3, vertical.position(of: tick)),
          Self.label, .end))
    }
    var last = Double.infinity
    for threshold in series.thresholds.sorted(by: { $0.value < $1.value }) {
      let y = vertical.position(of: threshold.value)
      nodes.append(
        .line(
          Scene.Line(from: Point(left, y), to: Point(right, y), stroke: Stroke(.axis, width: 0.5, dashes: [1.5, 1.5]))))
      // Labels of near thresholds would overlap: the upper one moves up.
      let place = min(y, last - Self.label.size * 1.15)
      nodes.append(text(say(Phrase(printed: threshold.label)), middle: Point(right + 2, place), Self.label, .start))
      last = place
    }
    let places = series.points.map { Point(scale.position(of: $0.day), vertical.position(of: $0.value)) }
    if places.count > 1 {
      nodes.append(.polyline(Scene.Polyline(places, stroke: Stroke(Self.countInk, width: 0.8, round: true))))
    }
    for place in places {
      nodes.append(.path(Scene.Path(.circle, centre: place, size: 2.6, fill: .solid(Self.countInk))))
    }
    return nodes
  }

  // MARK: Axis and legend

  private func axisAndLegend(below top: Double, gridTop: Double) -> (
    grid: [Scene.Node], nodes: [Scene.Node], bottom: Double
  ) {
    let unit = axis
    let counted = LinearScale(0...(scale.domain.upperBound / unit.days), from: scale.start, to: scale.end)
    var grid: [Scene.Node] = []
    var nodes: [Scene.Node] = []
    for tick in counted.ticks(about: width > 300 ? 10 : 5) {
      let x = counted.position(of: tick)
      grid.append(.line(Scene.Line(from: Point(x, gridTop), to: Point(x, top), stroke: Stroke(.grid, width: 0.5))))
      nodes.append(text(Numbers.text(tick, decimals: 2, in: language), Point(x, top + 9), Self.label, .middle))
    }
    var y = top + 19
    nodes.append(text(unit.title, Point((left + right) / 2, y), Self.label.with(ink: .text), .middle))
    y += 6
    let legend = legend(top: y)
    nodes += legend.nodes
    y = legend.bottom
    return (grid, nodes, y + 4)
  }

  private func legend(top: Double) -> (nodes: [Scene.Node], bottom: Double) {
    var items: [(Scene.Node, String)] = []
    func swatch(_ fill: Fill, _ ink: Ink) -> Scene.Node {
      .rect(Scene.Rectangle(Box(x: 0, y: 0, width: 5, height: 7), fill: fill, stroke: Stroke(ink, width: 0.5)))
    }
    if course.administrations.contains(where: { !$0.isNominal && $0.given > 0 })
      || course.bands.contains(where: { !$0.isNominal })
    {
      items.append((swatch(.solid(givenInk), givenInk), say(Phrase("given", "gegeben"))))
    }
    if course.hasNominalDays {
      items.append(
        (
          swatch(fill(true, givenInk), givenInk),
          say(Phrase("day by phase and cycle, not recorded", "Tag nach Phase und Zyklus, nicht dokumentiert"))
        ))
    }
    if course.administrations.contains(where: { $0.given == 0 }) {
      items.append(
        (
          .path(
            Scene.Path(
              .circle, centre: Point(2.5, 3.5), size: 4, fill: .solid(.white), stroke: Stroke(givenInk, width: 0.9)
            )),
          say(Phrase("omitted", "ausgelassen"))
        ))
    }
    if course.planned != nil {
      items.append(
        (
          .line(
            Scene.Line(from: Point(-2, 3.5), to: Point(7, 3.5), stroke: Stroke(.axis, width: 0.7, dashes: [3, 2]))),
          say(Phrase("planned dose", "geplante Dosis"))
        ))
    }
    if !course.support.isEmpty {
      items.append(
        (
          .path(Scene.Path(.triangleUp, centre: Point(2.5, 3.5), size: 4, fill: .solid(Self.supportInk))),
          say(Phrase("supportive drug", "supportive Substanz"))
        ))
    }
    var nodes: [Scene.Node] = []
    var x = left + 3
    var y = top
    for (mark, name) in items {
      let size = TextMeasure.width(of: name, style: Self.label) + 22
      if x + size > width, x > left + 3 {
        x = left + 3
        y += 11
      }
      nodes.append(.group(Scene.Group(offset: Point(x, y), nodes: [mark])))
      nodes.append(text(name, Point(x + 9, y + 6), Self.label))
      x += size
    }
    if let undrawn = course.undrawn {
      y += 11
      nodes.append(text(say(undrawn.phrase), Point(left + 3, y + 6), Self.label))
    }
    return (nodes, y + 12)
  }

  // MARK: Parts

  private func frame(_ top: Double, _ bottom: Double) -> [Scene.Node] {
    [
      .line(Scene.Line(from: Point(left, top), to: Point(left, bottom), stroke: Stroke(.axis, width: 0.6))),
      .line(Scene.Line(from: Point(left, bottom), to: Point(right, bottom), stroke: Stroke(.axis, width: 0.6))),
    ]
  }

  private func text(_ string: String, _ place: Point, _ style: TextStyle, _ anchor: Scene.Anchor = .start) -> Scene.Node
  {
    .text(Scene.Text(string, at: place, anchor: anchor, style: style))
  }

  private func text(_ string: String, middle: Point, _ style: TextStyle, _ anchor: Scene.Anchor) -> Scene.Node {
    .text(Scene.Text(string, middle: middle, anchor: anchor, style: style))
  }
}
