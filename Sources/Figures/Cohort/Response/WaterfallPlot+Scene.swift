// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Plain
import Course

extension WaterfallPlot {
  /// The figure as a scene of the width chosen.
  public func scene(_ options: FigureOptions = FigureOptions()) -> Scene {
    WaterfallDrawing(plot: self, page: Page(options), bars: sortedBars).scene()
  }
}

/// Lays bars out on a page.
private struct WaterfallDrawing {
  let plot: WaterfallPlot
  let page: Page
  let bars: [WaterfallPlot.Bar]

  /// How names and numbers stand.
  private enum Setting {
    case lying, standing, absent
  }

  private var size: Double { page.options.size }
  private var height: Double { page.isNarrow ? 130 : 185 }
  private let markSize = 3.6

  private func setting(_ widest: Double, _ pitch: Double) -> Setting {
    widest + 2 <= pitch ? .lying : pitch + 0.2 >= 5 ? .standing : .absent
  }

  /// Small text, smaller still where bars stand close.
  private func style(_ pitch: Double) -> TextStyle {
    TextStyle(size: max(5, min(page.small.size, pitch)), ink: page.small.ink)
  }

  private func widest(_ words: [String]) -> Double {
    words.map { TextMeasure.width(of: $0, style: page.small) }.max() ?? 0
  }

  private func isCut(_ bar: WaterfallPlot.Bar, _ axis: ChangeAxis) -> Bool { (bar.change ?? 0) > axis.ceiling }

  private func number(_ bar: WaterfallPlot.Bar) -> String { Percent.signed(bar.change ?? 0, in: page.options.language) }

  func scene() -> Scene {
    let title = page.title(plot.title)
    func axis(top: Double) -> ChangeAxis {
      ChangeAxis(
        page, title: plot.valueTitle, values: bars.compactMap(\.change), thresholds: plot.thresholds,
        ceiling: plot.ceiling, from: top + height, to: top)
    }
    let draft = axis(top: 0)
    let left = draft.width
    let area = (left: left, right: page.right)
    let pitch = (area.right - area.left) / Double(max(bars.count, 1))
    // Every bar has its number where all numbers fit; else only those that are cut.
    let all = widest(bars.map(number)) + 2 <= pitch
    let cut = bars.filter { isCut($0, draft) }
    let numbers: Setting = all ? .lying : setting(widest(cut.map(number)), pitch)
    let head: Double
    switch numbers {
    case .lying: head = all || !cut.isEmpty ? page.small.size * 1.4 : 0
    case .standing: head = cut.isEmpty ? 0 : widest(cut.map(number)) + 2
    case .absent: head = 0
    }
    let marks = cut.contains(where: \.hasNewLesion) || bars.first?.hasNewLesion == true ? markSize * 1.8 : 0
    let final = axis(top: title.bottom + 2 + head + marks)
    var nodes = title.nodes + final.nodes(from: area.left, to: area.right)
    for (index, bar) in bars.enumerated() {
      let middle = area.left + (Double(index) + 0.5) * pitch
      nodes += draw(bar, middle: middle, pitch: pitch, final, number: all || isCut(bar, final) ? numbers : .absent)
    }
    let zero = final.position(of: 0)
    nodes.append(page.line(Point(area.left, zero), Point(area.right, zero), page.axisStroke))
    var y = final.scale.start + (all || bars.last?.hasNewLesion == true ? size * 1.5 : 3)
    let names = setting(widest(bars.map(\.patient)), pitch)
    for (index, bar) in bars.enumerated() where names != .absent {
      let middle = area.left + (Double(index) + 0.5) * pitch
      nodes.append(name(bar.patient, middle: middle, top: y, names, pitch))
    }
    switch names {
    case .lying: y += page.small.size * 1.3
    case .standing: y += widest(bars.map(\.patient)) + 3
    case .absent: break
    }
    let count = page.say(Phrase("Patients (n = \(bars.count))", "Patienten (n = \(bars.count))"))
    let words = page.horizontalTitle(count, from: area.left, to: area.right, top: y)
    nodes += words.nodes
    let legend = page.legend(legendItems, left: Page.margin, top: words.bottom + 4)
    nodes += legend.nodes
    let notes = page.notes(notes(numbers == .absent ? cut : []), top: legend.bottom + 1)
    return page.scene(nodes + notes.nodes, bottom: notes.bottom, title: sceneTitle, summary: summary)
  }

  private func draw(
    _ bar: WaterfallPlot.Bar, middle: Double, pitch: Double, _ axis: ChangeAxis, number setting: Setting
  ) -> [Scene.Node] {
    let change = bar.change ?? 0
    let width = min(pitch * (pitch > 6 ? 0.76 : 0.86), page.isNarrow ? 34 : 56)
    let (zero, end) = (axis.position(of: 0), axis.position(of: change))
    // No change is a bar too: a line on the axis that can be seen.
    let tall = max(abs(end - zero), 0.8)
    let box = Box(x: middle - width / 2, y: change < 0 ? zero : zero - tall, width: width, height: tall)
    let look = ResponseLook(bar.best, page.options.print)
    var nodes: [Scene.Node] = [
      .rect(
        Scene.Rectangle(
          box, fill: look.patterned, stroke: Stroke(.text, width: pitch > 6 ? 0.4 : min(0.25, pitch * 0.08)),
          cssClass: "bar"))
    ]
    if isCut(bar, axis) { nodes.append(cutMark(box)) }
    let outward = change < 0 ? 1.0 : -1.0
    var edge = change < 0 ? box.bottom : box.y
    if bar.hasNewLesion {
      let place = Point(middle, edge + outward * markSize * 0.95)
      nodes.append(
        .path(
          Scene.Path(
            .diamond, centre: place, size: min(markSize, pitch * 0.75), fill: .solid(.text), cssClass: "new-lesion")))
      edge += outward * markSize * 1.7
    }
    switch setting {
    case .absent: break
    case .standing:
      nodes.append(
        .text(
          Scene.Text(
            number(bar), at: Point(middle + style(pitch).capHeight / 2, edge - 1.5), style: style(pitch), rotation: -90,
            cssClass: "number")))
    case .lying:
      let text = Scene.Text(
        number(bar), middle: Point(middle, edge + outward * (page.small.capHeight / 2 + 1.8)), style: page.small,
        cssClass: "number")
      // A number that meets a threshold would be struck through.
      let ground = Box(x: text.box.x - 0.5, y: text.box.y + 1, width: text.box.width + 1, height: text.box.height - 2)
      nodes.append(.rect(Scene.Rectangle(ground, fill: .solid(.white))))
      nodes.append(.text(text))
    }
    return [
      .group(
        Scene.Group(
          title: "\(bar.patient): \(number(bar)), \(bar.best.letters)"
            + (bar.hasNewLesion ? page.say(Phrase(", new lesion", ", neue Läsion")) : ""),
          cssClass: "patient", nodes: nodes))
    ]
  }

  /// A white slant across a bar that goes on beyond the axis.
  private func cutMark(_ box: Box) -> Scene.Node {
    let y = box.y + min(7, box.height / 2)
    return .path(
      Scene.Path(
        polygon: [
          Point(box.x - 0.5, y + 1.6), Point(box.right + 0.5, y - 1.2), Point(box.right + 0.5, y + 0.6),
          Point(box.x - 0.5, y + 3.4),
        ], fill: .solid(.white), cssClass: "cut"))
  }

  private func name(_ patient: String, middle: Double, top: Double, _ setting: Setting, _ pitch: Double) -> Scene.Node {
    setting == .lying
      ? .text(
        Scene.Text(patient, at: Point(middle, top + page.small.ascent), anchor: .middle, style: page.small))
      : .text(
        Scene.Text(
          patient, at: Point(middle + style(pitch).capHeight / 2, top), anchor: .end, style: style(pitch),
          rotation: -90))
  }

  private var legendItems: [Legend.Item] {
    let occurring = Set(bars.map(\.best))
    var items = Response.allCases.filter(occurring.contains).map { response in
      let look = ResponseLook(response, page.options.print)
      return page.item([page.swatch(look.patterned, stroke: Stroke(.text, width: 0.4))], page.say(look.phrase))
    }
    if bars.contains(where: \.hasNewLesion) {
      items.append(
        page.item(
          [.path(Scene.Path(.diamond, centre: .zero, size: markSize, fill: .solid(.text)))],
          page.say(Phrase("New lesion", "Neue Läsion"))))
    }
    return items
  }

  private func notes(_ unwritten: [WaterfallPlot.Bar]) -> [String] {
    var notes: [String] = []
    if !unwritten.isEmpty {
      notes.append(
        page.say(Phrase("Beyond the axis: ", "Jenseits der Achse: "))
          + unwritten.map { "\($0.patient) (\(number($0)))" }.joined(separator: ", ") + ".")
    }
    let missing = plot.unmeasured.sorted { NaturalOrder.precedes($0.patient, $1.patient) }
    if !missing.isEmpty {
      var reasons: [(reason: String, patients: [String])] = []
      for bar in missing {
        if let index = reasons.firstIndex(where: { $0.reason == bar.unavailable }) {
          reasons[index].patients.append(bar.patient)
        } else {
          reasons.append((bar.unavailable, [bar.patient]))
        }
      }
      let told = reasons.map { reason, patients in
        let several =
          patients.count == 1
          ? reason
          : reason.hasPrefix("has ")
            ? "have " + reason.dropFirst(4) : reason.hasPrefix("hat ") ? "haben " + reason.dropFirst(4) : reason
        return "\(patients.joined(separator: ", ")) \(several)"
      }
      notes.append(page.say(Phrase("Not drawn: ", "Nicht gezeichnet: ")) + told.joined(separator: "; ") + ".")
    }
    return notes + plot.notes
  }

  private var sceneTitle: String {
    page.say(Phrase("Waterfall plot", "Waterfall-Plot")) + (plot.title.isEmpty ? "" : ": \(plot.title)")
  }

  private var summary: String {
    let counts = Response.allCases.compactMap { response -> String? in
      let count = bars.filter { $0.best == response }.count
      return count == 0 ? nil : "\(response.letters) \(count)"
    }
    let (first, last) = (bars.first.map(number) ?? "", bars.last.map(number) ?? "")
    let range = bars.isEmpty ? .none : Phrase(", from \(first) to \(last)", ", von \(first) bis \(last)")
    let (value, best) = (plot.valueTitle, counts.joined(separator: ", "))
    return page.say(
      Phrase(
        "\(value), of \(bars.count) patients\(range). Best response: \(best).",
        "\(value), von \(bars.count) Patienten\(range). Bestes Ansprechen: \(best)."))
  }
}
