// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Plain

/// The supplementary sheet: pictures that found no room above the time axis, patient by patient.
struct ImageSheet: Sendable {
  let frame: CourseFrame
  let choice: ImageChoice
  let title: Phrase

  /// A page holds so much of rows, in points: 230 mm.
  private static let heightLimit = 652.0

  /// The pages.
  func scenes() -> [Scene] {
    let room = frame.options.width - 2 * CourseFrame.margin
    let columns = max(1, Int((room + ImageChoice.gap) / (80 + ImageChoice.gap)))
    let width = (room - ImageChoice.gap * Double(columns - 1)) / Double(columns)
    var pages: [[Scene.Node]] = [[]]
    var heights: [Double] = []
    var y = CourseFrame.margin
    for (layout, items) in zip(frame.layouts, choice.rest) where !items.isEmpty {
      let (height, scale) = ImageStrip.room(items, width: width)
      let lines = items.map { ImagePanel.lines($0, in: layout, frame.words, width: width) }.max() ?? 1
      let rowHeight = ImagePanel.height(ofPicture: height, lines: lines) + 6
      for start in stride(from: 0, to: items.count, by: columns) {
        let heading = TextBlock(
          frame.words.heading(of: layout.patient), width: room, style: CourseFrame.labelStyle)
        let headHeight = start == 0 ? heading.height + 2 : 0
        if y + headHeight + rowHeight > Self.heightLimit, !(pages.last ?? []).isEmpty {
          heights.append(y)
          pages.append([])
          y = CourseFrame.margin
        }
        if start == 0 {
          pages[pages.count - 1] += heading.nodes(at: Point(CourseFrame.margin, y))
          y += headHeight
        }
        for (column, item) in items[start..<min(items.count, start + columns)].enumerated() {
          let panel = ImagePanel(
            item: item, layout: layout, words: frame.words, width: width, height: height, lines: lines,
            pointsAMillimetre: scale)
          pages[pages.count - 1].append(
            panel.node(
              at: Point(CourseFrame.margin + Double(column) * (width + ImageChoice.gap), y),
              link: frame.options.link(to: item.moment.entry.id)))
        }
        y += rowHeight
      }
    }
    heights.append(y)
    guard choice.rest.contains(where: { !$0.isEmpty }) else { return [] }
    return zip(pages, heights).map { nodes, height in
      let scene = Scene(
        width: frame.options.width, height: height + CourseFrame.margin, title: frame.say(title),
        summary: frame.say(
          Phrase(
            "Supplementary images, patient by patient, in their order in time.",
            "Ergänzende Bilder, Patient für Patient, in zeitlicher Folge.")), nodes: nodes)
      return frame.options.print == .greyscale ? scene.inGreys : scene
    }
  }
}
