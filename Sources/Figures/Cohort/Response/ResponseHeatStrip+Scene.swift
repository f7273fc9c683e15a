// SPDX-License-Identifier: Apache-2.0

public import Drawing
import Course
import Plain

extension ResponseHeatStrip {
  /// The figure as a scene of the width chosen.
  public func scene(_ options: FigureOptions = FigureOptions()) -> Scene {
    HeatStripDrawing(strip: self, page: Page(options), rows: sortedRows).scene()
  }
}

/// Lays cells out on a page.
private struct HeatStripDrawing {
  let strip: ResponseHeatStrip
  let page: Page
  let rows: [ResponseHeatStrip.Row]

  private var pitch: Double { rows.count <= 15 ? 13 : rows.count <= 60 ? 8.6 : 6.6 }
  private var nameStyle: TextStyle { TextStyle(size: max(5, min(page.options.size, pitch - 1.4))) }
  private static let bestGap = 4.0

  private var names: Double { rows.map { TextMeasure.width(of: $0.patient, style: nameStyle) }.max() ?? 0 }

  /// The width of a cell.
  private var cell: Double {
    let room = page.right - Page.margin - names - 4 - Self.bestGap
    return max(0.5, min(28, room / Double(strip.columns.count + 1)))
  }

  /// The letters in cells; nothing where they could not be read.
  private var letters: TextStyle? {
    let unit = TextMeasure.width(of: "PD", style: TextStyle(size: 1))
    let size = min(page.options.size, pitch * 0.78, (cell - 1) / unit)
    return size >= 5 ? TextStyle(size: size) : nil
  }

  func scene() -> Scene {
    let title = page.title(strip.title)
    let left = Page.margin + names + 4
    let first = left + cell + Self.bestGap
    let right = first + cell * Double(strip.columns.count)
    var y = title.bottom
    var nodes = title.nodes
    let head = page.horizontalTitle(strip.columnTitle, from: first, to: right, top: y)
    nodes += head.nodes
    y = head.bottom + 1
    nodes += columnLabels(first: first, left: left, top: y)
    y += page.small.size * 1.3
    for row in rows {
      nodes.append(draw(row, left: left, first: first, top: y))
      y += pitch
    }
    let legend = page.legend(legendItems, left: Page.margin, top: y + 5)
    nodes += legend.nodes
    let notes = page.notes(strip.notes, top: legend.bottom + 1)
    return page.scene(nodes + notes.nodes, bottom: notes.bottom, title: sceneTitle, summary: summary)
  }

  /// Names of the columns, every n-th where all would touch, and the heading of the best responses.
  private func columnLabels(first: Double, left: Double, top: Double) -> [Scene.Node] {
    let style = page.small
    func text(_ words: String, _ x: Double) -> Scene.Text {
      Scene.Text(words, at: Point(x, top + style.ascent), anchor: .middle, style: style)
    }
    let best = text(page.say(Phrase("Best", "Best.")), left + cell / 2)
    var nodes: [Scene.Node] = []
    var texts: [Scene.Text] = []
    for step in 1...max(1, strip.columns.count) {
      texts = stride(from: 0, to: strip.columns.count, by: step).map { index in
        text(strip.columns[index], first + (Double(index) + 0.5) * cell)
      }
      let boxes = texts.map(\.box)
      let keepApart = zip([best.box] + boxes, boxes).allSatisfy { $0.right + 1.5 <= $1.x }
      if keepApart, boxes.last.map({ $0.right <= page.width - 1 }) ?? true { break }
    }
    // A first label wider than its cell may meet the heading beside it: the heading is the lesser loss.
    if texts.first.map({ $0.box.x > best.box.right + 1 }) ?? true { nodes.append(.text(best)) }
    return nodes + texts.filter { $0.box.right <= page.width }.map { .text($0) }
  }

  private func draw(_ row: ResponseHeatStrip.Row, left: Double, first: Double, top: Double) -> Scene.Node {
    var nodes = [page.text(row.patient, middle: Point(left - 4, top + pitch / 2), nameStyle, .end)]
    if let best = row.best { nodes += draw(.response(best), box(left, top), "best") }
    for (index, cell) in row.cells.prefix(strip.columns.count).enumerated() {
      nodes += draw(cell, box(first + Double(index) * self.cell, top), "cell")
    }
    return .group(Scene.Group(title: row.patient, cssClass: "patient", nodes: nodes))
  }

  private func box(_ x: Double, _ y: Double) -> Box {
    let gap = min(0.8, cell * 0.06)
    return Box(x: x + gap / 2, y: y + 0.4, width: cell - gap, height: pitch - 0.8)
  }

  private func draw(_ cell: ResponseHeatStrip.Cell?, _ box: Box, _ cssClass: String) -> [Scene.Node] {
    let fill: Fill
    var ink = Ink.text
    var stroke: Stroke?
    switch cell {
    case nil:
      fill = .none
      stroke = Stroke(Ink(0xB8B8B8), width: 0.45)
    case .death:
      fill = .solid(.text)
      ink = .white
    case .response(let response):
      let look = ResponseLook(response, page.options.print)
      fill = letters == nil ? look.patterned : .solid(look.plain.fill)
      ink = look.plain.letters
      if look.plain.fill == .white { stroke = Stroke(.axis, width: 0.5) }
    }
    // An outline lies within the cell, so that neighbours do not touch.
    let inner =
      stroke == nil ? box : Box(x: box.x + 0.25, y: box.y + 0.25, width: box.width - 0.5, height: box.height - 0.5)
    var nodes: [Scene.Node] = [
      .rect(Scene.Rectangle(inner, fill: fill, stroke: stroke, cssClass: cell == nil ? "not-assessed" : cssClass))
    ]
    if let letters, let cell {
      nodes.append(page.text(cell.letters, middle: box.centre, letters.with(ink: ink), .middle, "letters"))
    }
    return nodes
  }

  private var legendItems: [Legend.Item] {
    let cells = rows.flatMap { $0.cells.prefix(strip.columns.count) }
    let height = min(pitch - 0.8, page.options.size * 1.25)
    let place = Box(x: -page.swatchWidth / 2, y: -height / 2, width: page.swatchWidth, height: height)
    var items: [Legend.Item] = []
    for response in Response.allCases
    where cells.contains(.response(response)) || rows.contains(where: { $0.best == response }) {
      // The letters stand in the swatch already.
      let name = page.say(ResponseLook(response, page.options.print).phrase)
      let words = letters == nil ? name : name.replacing(" (\(response.letters))", with: "")
      items.append(page.item(swatch(.response(response), place), words))
    }
    if cells.contains(.death) { items.append(page.item(swatch(.death, place), page.say(Phrase("Death", "Tod")))) }
    if cells.contains(nil) {
      items.append(page.item(swatch(nil, place), page.say(Phrase("Not assessed", "Nicht untersucht"))))
    }
    return items
  }

  private func swatch(_ cell: ResponseHeatStrip.Cell?, _ place: Box) -> [Scene.Node] { draw(cell, place, "swatch") }

  private var sceneTitle: String {
    page.say(Phrase("Responses by visit", "Ansprechen nach Kontrolle"))
      + (strip.title.isEmpty ? "" : ": \(strip.title)")
  }

  private var summary: String {
    let counts = Response.allCases.compactMap { response -> String? in
      let count = rows.filter { $0.best == response }.count
      return count == 0 ? nil : "\(response.letters) \(count)"
    }
    let best = counts.joined(separator: ", ")
    return page.say(
      Phrase(
        "\(rows.count) patients at \(strip.columns.count) visits. Best response: \(best).",
        "\(rows.count) \(rows.count == 1 ? "Patient" : "Patienten") bei \(strip.columns.count) Kontrollen. Bestes Ansprechen: \(best)."
      ))
  }
}
