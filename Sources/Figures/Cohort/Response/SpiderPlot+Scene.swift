// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Plain
import Course
import Foundation

extension SpiderPlot {
  /// The figure as a scene of the width chosen.
  public func scene(_ options: FigureOptions = FigureOptions()) -> Scene {
    SpiderDrawing(plot: self, page: Page(options)).scene()
  }
}

/// Lays lines out on a page.
private struct SpiderDrawing {
  let plot: SpiderPlot
  let page: Page

  private var size: Double { page.options.size }
  private var height: Double { page.isNarrow ? 150 : 215 }
  private var isCrowded: Bool { plot.lines.count > 12 }
  private var markSize: Double { isCrowded ? 2.8 : 4.2 }
  private var markStroke: Double { isCrowded ? 0.55 : 0.8 }

  private func ink(_ index: Int) -> Ink {
    plot.lines[index].best.map { ResponseLook($0, page.options.print).line } ?? page.options.ink(ofLine: index)
  }

  private func shape(_ index: Int) -> Shape {
    plot.lines[index].best.map { ResponseLook($0, page.options.print).shape } ?? .circle
  }

  /// The name at the end of a line, with the number where the end lies beyond the axis.
  private func label(_ index: Int, _ axis: ChangeAxis) -> String {
    let line = plot.lines[index]
    guard let last = line.course.last, last.change > axis.ceiling else { return line.patient }
    return "\(line.patient) (\(Percent.signed(last.change, in: page.options.language)))"
  }

  func scene() -> Scene {
    let title = page.title(plot.title)
    let courses = plot.lines.map(\.course)
    let axis = ChangeAxis(
      page, title: plot.valueTitle, values: courses.flatMap { $0.map(\.change) }, thresholds: plot.thresholds,
      ceiling: plot.ceiling, from: title.bottom + 4 + height, to: title.bottom + 4)
    // Lines that leave through the ceiling have room beside their tips.
    let ending = plot.lines.filter { ($0.course.last?.change ?? 0) <= axis.ceiling }
    let names = ending.map { TextMeasure.width(of: $0.patient, style: nameStyle) }.max() ?? 0
    let left = axis.width
    let right = page.right - min(names + 6, page.width * 0.2)
    let times = courses.flatMap { $0.map(\.time) }
    let (first, last) = (min(0, times.min() ?? 0), max(times.max() ?? 1, 0.001))
    let time = LinearScale(first...last, from: left + 2, to: right)
    func at(_ assessment: SpiderPlot.Assessment) -> Point {
      Point(time.position(of: assessment.time), axis.position(of: assessment.change))
    }
    var nodes = title.nodes + axis.nodes(from: left, to: right)
    let zero = axis.position(of: 0)
    nodes.append(page.line(Point(left, zero), Point(right, zero), page.axisStroke))
    var placing = LabelPlacing(
      within: Box(x: left + 2, y: axis.scale.end - 3, width: page.right - left - 2, height: height + 6))
    placing.clearance = 0.4
    for course in courses {
      for piece in pieces(course, axis) {
        placing.add(piece.map { Point(time.position(of: $0.time), axis.position(of: $0.change)) })
      }
    }
    placing.add([Point(left, zero), Point(right, zero)])
    // Where marks lie: names keep off them altogether.
    for assessment in courses.flatMap({ $0 }) where assessment.time > 0 && assessment.change <= axis.ceiling {
      let (place, half) = (at(assessment), markSize * (isCrowded ? 0.35 : 0.6))
      placing.taken.append(Box(x: place.x - half, y: place.y - half, width: 2 * half, height: 2 * half))
    }
    var labels: [Scene.Node] = []
    var unnamed: [String] = []
    for index in plot.lines.indices {
      nodes.append(line(index, axis, at))
      // The end that can be seen: where the line leaves the figure, if it does.
      guard let seen = pieces(courses[index], axis).last?.last, !plot.lines[index].patient.isEmpty else { continue }
      let end = at(.init(time: seen.time, change: seen.change))
      let isRinged = courses[index].last.map { $0.hasNewLesion && $0.change <= axis.ceiling } ?? false
      if let label = name(label(index, axis), at: end, isRinged, ink(index).forLetters, &placing) {
        labels += label
      } else {
        unnamed.append(plot.lines[index].patient)
      }
    }
    nodes += labels
    var y = axis.scale.start
    nodes.append(page.line(Point(left, y), Point(right, y), page.axisStroke))
    y += 5
    for tick in ticks(last, time) {
      let x = time.position(of: tick)
      nodes.append(page.line(Point(x, axis.scale.start), Point(x, axis.scale.start + 3), page.axisStroke))
      let text = Scene.Text(
        page.number(tick, decimals: 2), at: Point(x, y + page.label.ascent), anchor: .middle, style: page.label)
      nodes.append(.text(text))
    }
    y += page.label.size + 2
    let words = page.horizontalTitle(plot.timeTitle, from: left, to: right, top: y)
    nodes += words.nodes
    let legend = page.legend(legendItems(axis), left: Page.margin, top: words.bottom + 5)
    nodes += legend.nodes
    var notes = plot.notes
    if !unnamed.isEmpty {
      let who =
        unnamed.count > 24
        ? Phrase(
          "\(unnamed.count) of \(plot.lines.count) patients", "\(unnamed.count) von \(plot.lines.count) Patienten")
        : Phrase(same: unnamed.joined(separator: ", "))
      notes.insert(
        page.say(Phrase("Without a name for want of room: \(who).", "Ohne Namen mangels Platz: \(who).")), at: 0)
    }
    let foot = page.notes(notes, top: legend.bottom + 1)
    return page.scene(nodes + foot.nodes, bottom: foot.bottom, title: sceneTitle, summary: summary)
  }

  private func ticks(_ last: Double, _ time: LinearScale) -> [Double] {
    for count in [9, 7, 5, 4, 3, 2, 1] {
      let ticks = SurvivalPlot.riskTimes(upTo: last, about: count)
      var edge = -Double.infinity
      let keepApart = ticks.allSatisfy { tick in
        let half = TextMeasure.width(of: page.number(tick, decimals: 2), style: page.label) / 2
        defer { edge = time.position(of: tick) + half }
        return time.position(of: tick) - half >= edge + size
      }
      if keepApart { return ticks }
    }
    return [0]
  }

  // MARK: Lines

  /// The parts of a course below the ceiling; where it leaves, it ends on the ceiling.
  private func pieces(_ course: [SpiderPlot.Assessment], _ axis: ChangeAxis) -> [[(time: Double, change: Double)]] {
    var pieces: [[(time: Double, change: Double)]] = [[]]
    var previous: SpiderPlot.Assessment?
    for assessment in course {
      let isBeyond = assessment.change > axis.ceiling
      if let previous, (previous.change > axis.ceiling) != isBeyond {
        let share = (axis.ceiling - previous.change) / (assessment.change - previous.change)
        pieces[pieces.count - 1].append((previous.time + share * (assessment.time - previous.time), axis.ceiling))
        if isBeyond { pieces.append([]) }
      }
      if !isBeyond { pieces[pieces.count - 1].append((assessment.time, assessment.change)) }
      previous = assessment
    }
    return pieces.filter { !$0.isEmpty }
  }

  private func line(_ index: Int, _ axis: ChangeAxis, _ at: (SpiderPlot.Assessment) -> Point) -> Scene.Node {
    let course = plot.lines[index].course
    let ink = ink(index)
    var nodes: [Scene.Node] = []
    for piece in pieces(course, axis) {
      let points = piece.map { at(.init(time: $0.time, change: $0.change)) }
      nodes.append(
        .polyline(
          Scene.Polyline(points, stroke: Stroke(ink, width: isCrowded ? 0.7 : 1.1, round: true), cssClass: "course")))
      // A tip where the line goes on beyond the axis.
      if let end = piece.last, end.change == axis.ceiling, !course.contains(where: { $0.time == end.time }) {
        let tip = at(.init(time: end.time, change: end.change))
        nodes.append(
          .polyline(
            Scene.Polyline(
              [tip + Point(-2.2, 2.6), tip, tip + Point(2.2, 2.6)], stroke: Stroke(ink, width: 0.8), cssClass: "beyond")
          ))
      }
    }
    for assessment in course where assessment.time > 0 && assessment.change <= axis.ceiling {
      nodes += mark(assessment, at(assessment), shape(index), ink, cssClass: "assessment")
    }
    return .group(Scene.Group(title: plot.lines[index].patient, cssClass: "patient", nodes: nodes))
  }

  private func mark(
    _ assessment: SpiderPlot.Assessment, _ place: Point, _ shape: Shape, _ ink: Ink, cssClass: String? = nil
  ) -> [Scene.Node] {
    var nodes: [Scene.Node] = []
    if assessment.hasNewLesion {
      nodes.append(
        .path(
          Scene.Path(
            .circle, centre: place, size: markSize * 2.1, stroke: Stroke(.text, width: markStroke),
            cssClass: cssClass.map { "\($0)-new-lesion" })))
    }
    nodes.append(
      .path(
        Scene.Path(
          shape, centre: place, size: markSize, fill: .solid(assessment.isProgression ? ink : .white),
          stroke: Stroke(ink, width: markStroke),
          cssClass: cssClass.map { assessment.isProgression ? "\($0)-progression" : $0 })))
    return nodes
  }

  // MARK: Names

  private var nameStyle: TextStyle { isCrowded ? page.small : page.body }

  /// A name beside the end of its line: to the right if it can be, else around it.
  private func name(
    _ words: String, at end: Point, _ isRinged: Bool, _ ink: Ink, _ placing: inout LabelPlacing
  ) -> [Scene.Node]? {
    let wide = TextMeasure.width(of: words, style: nameStyle)
    let tall = nameStyle.ascent + nameStyle.descent
    let gap = markSize * (isRinged ? 1.1 : 0.7) + 1.2
    var candidates: [Box] = []
    for lift in [0, -0.5, 0.5, -0.9, 0.9, -1.3, 1.3] {
      candidates.append(Box(x: end.x + gap, y: end.y + (lift - 0.5) * tall, width: wide, height: tall))
    }
    for side in [-1.0, 1] {
      let y = side < 0 ? end.y - gap - tall : end.y + gap
      candidates += [0, 0.5, 0.8].map { Box(x: end.x - wide * $0, y: y, width: wide, height: tall) }
    }
    candidates.append(Box(x: end.x - gap - wide, y: end.y - tall / 2, width: wide, height: tall))
    var leader: [Scene.Node] = []
    var box = placing.take(candidates, crossing: 2)
    if box == nil, let far = distant(end, wide, tall, &placing) {
      box = far
      let near = Point(min(max(end.x, far.x), far.right), min(max(end.y, far.y), far.bottom))
      leader = [
        .line(Scene.Line(from: end, to: near, stroke: Stroke(.axis, width: 0.4), cssClass: "leader"))
      ]
      placing.barriers.append((end, near))
    }
    guard let box else { return nil }
    // The names of two lines keep apart.
    placing.taken.append(Box(x: box.x - 1.6, y: box.y, width: box.width + 3.2, height: box.height))
    // Lines that run below letters fade, so that both can be read.
    let ground = Box(x: box.x - 0.3, y: box.y + tall * 0.12, width: box.width + 0.6, height: tall * 0.76)
    return leader + [
      .rect(Scene.Rectangle(ground, fill: .solid(.white, opacity: 0.72))),
      .text(
        Scene.Text(
          words, at: Point(box.x, box.y + nameStyle.ascent), style: nameStyle.with(ink: ink), cssClass: "name")),
    ]
  }

  /// A place farther off, for a leader: the nearest that is free, with as few lines below it as can be.
  private func distant(_ end: Point, _ wide: Double, _ tall: Double, _ placing: inout LabelPlacing) -> Box? {
    for distance in stride(from: 10.0, through: 46, by: 6) {
      let candidates = (0..<24).map { step -> Box in
        let angle = Double(step) / 24 * 2 * .pi
        let (x, y) = (end.x + distance * cos(angle), end.y + distance * sin(angle))
        return Box(x: cos(angle) < 0 ? x - wide : x, y: y - tall / 2, width: wide, height: tall)
      }
      let free = candidates.filter { box in
        let near = Point(min(max(end.x, box.x), box.right), min(max(end.y, box.y), box.bottom))
        // A leader passes no other name and no other mark.
        return !placing.taken.contains { !LabelPlacing.meets(end, end, $0) && LabelPlacing.meets(end, near, $0) }
      }
      if let box = placing.take(free, crossing: distance < 30 ? 2 : 4) { return box }
    }
    return nil
  }

  // MARK: Legend

  private func legendItems(_ axis: ChangeAxis) -> [Legend.Item] {
    var items: [Legend.Item] = []
    let occurring = Set(plot.lines.compactMap(\.best))
    for response in Response.allCases where occurring.contains(response) {
      let look = ResponseLook(response, page.options.print)
      items.append(
        page.item(
          [page.swatch(Stroke(look.line, width: 1.1))] + mark(.init(time: 0, change: 0), .zero, look.shape, look.line),
          page.say(Phrase("Best \(response.letters)", "Bestes \(response.letters)"))))
    }
    let assessments = plot.lines.flatMap(\.assessments)
    let neutral = page.options.print == .colour ? Ink.axis : .text
    if assessments.contains(where: \.isProgression) {
      items.append(
        page.item(
          mark(.init(time: 0, change: 0, isProgression: true), .zero, .circle, neutral),
          page.say(Phrase("filled: progression", "gefüllt: Progress"))))
    }
    if assessments.contains(where: \.hasNewLesion) {
      items.append(
        page.item(
          mark(.init(time: 0, change: 0, hasNewLesion: true), .zero, .circle, neutral),
          page.say(Phrase("new lesion", "neue Läsion"))))
    }
    if assessments.contains(where: { $0.change > axis.ceiling }) {
      items.append(
        page.item(
          [
            .polyline(
              Scene.Polyline([Point(-2.2, 1.3), Point(0, -1.3), Point(2.2, 1.3)], stroke: Stroke(neutral, width: 0.8)))
          ], page.say(Phrase("goes on beyond the axis", "geht jenseits der Achse weiter"))))
    }
    return items
  }

  private var sceneTitle: String {
    page.say(Phrase("Spider plot", "Spider-Plot")) + (plot.title.isEmpty ? "" : ": \(plot.title)")
  }

  private var summary: String {
    let ends =
      plot.lines.count > 12
      ? ""
      : " "
        + plot.lines.compactMap { line in
          line.course.last.map {
            page.say(
              Phrase(
                "\(line.patient) ends at \(Percent.signed($0.change)) after \(Phrase.number($0.time)).",
                "\(line.patient) endet bei \(Percent.signed($0.change, in: .german)) nach \(Phrase.number($0.time))."))
          }
        }.joined(separator: " ")
    let value = plot.valueTitle
    return page.say(
      Phrase(
        "\(value) of \(plot.lines.count) patients. \(plot.timeTitle).\(ends)",
        "\(value), \(plot.lines.count) \(plot.lines.count == 1 ? "Patient" : "Patienten"). \(plot.timeTitle).\(ends)"))
  }
}
