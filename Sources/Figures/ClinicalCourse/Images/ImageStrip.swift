// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Outcomes
import Plain

/// The row of pictures above the lane of a patient, each joined to its time.
struct ImageStrip: Sendable {
  let frame: CourseFrame
  let layout: CourseLayout
  let panels: [ImagePanel]
  private let width: Double
  private let pictureHeight: Double
  private let lines: Int

  /// The height from the panels to the lane, in which lines lead from each to its time.
  private static let fan = 12.0

  init(frame: CourseFrame, layout: CourseLayout, items: [ImageChoice.Item], width: Double) {
    self.frame = frame
    self.layout = layout
    self.width = width
    let (height, scale) = Self.room(items, width: width)
    let lines = items.map { ImagePanel.lines($0, in: layout, frame.words, width: width) }.max() ?? 1
    (pictureHeight, self.lines) = (height, lines)
    panels = items.map {
      ImagePanel(
        item: $0, layout: layout, words: frame.words, width: width, height: height, lines: lines,
        pointsAMillimetre: scale)
    }
  }

  /// The row of a lane; nil for one without pictures.
  init?(frame: CourseFrame, index: Int, choice: ImageChoice) {
    guard !choice.shown[index].isEmpty else { return nil }
    self.init(frame: frame, layout: frame.layouts[index], items: choice.shown[index], width: choice.panelWidth)
  }

  /// The height of the pictures of a patient in panels of a width, and their common scale in points a millimetre.
  static func room(_ items: [ImageChoice.Item], width: Double) -> (height: Double, scale: Double?) {
    let height = width * min(1.3, max(0.5, items.map(ImagePanel.aspect).max() ?? 1))
    let sizes = items.compactMap(ImagePanel.millimetres)
    guard sizes.count == items.count, !sizes.isEmpty else { return (height, nil) }
    return (height, sizes.map { min(width / $0.width, height / $0.height) }.min())
  }

  /// The height of panels and lines, in points; 0 without panels.
  var height: Double { panels.isEmpty ? 0 : ImagePanel.height(ofPicture: pictureHeight, lines: lines) + Self.fan }

  /// The panels from a height on, with lines that end at their times, each down to the ground of its moment.
  func nodes(top: Double, ground: (CourseLayout.Moment) -> Double) -> [Scene.Node] {
    guard !panels.isEmpty else { return [] }
    let middles = PanelPlacing.middles(
      panels.map { frame.x($0.item.moment.place.day) }, width: width, gap: ImageChoice.gap,
      within: frame.imageRange)
    let foot = top + ImagePanel.height(ofPicture: pictureHeight, lines: lines)
    var leaders: [Scene.Node] = []
    var faces: [Scene.Node] = []
    for (panel, middle) in zip(panels, middles) {
      let place = panel.item.moment.place
      let x = frame.x(place.day)
      leaders.append(leader(Point(middle, foot), Point(x, foot + Self.fan * 0.7)))
      leaders.append(leader(Point(x, foot + Self.fan * 0.7), Point(x, ground(panel.item.moment))))
      if let whisker = frame.whisker(place, y: foot + Self.fan * 0.7, markWidth: CourseFrame.leaderWidth) {
        leaders.append(whisker)
      }
      faces.append(
        panel.node(at: Point(middle - width / 2, top), link: frame.options.link(to: panel.item.moment.entry.id)))
    }
    return leaders + faces
  }

  private func leader(_ from: Point, _ to: Point) -> Scene.Node {
    .line(Scene.Line(from: from, to: to, stroke: Stroke(.text, width: 0.5), cssClass: "pole"))
  }
}

extension CourseFrame {
  /// Where panels may stand, in points: from the labels to the edge; over the whole width where labels stand above.
  var imageRange: ClosedRange<Double> {
    let left = labelsAbove ? Self.margin : axis.scale.start - 4
    return left...max(left + 1, options.width - Self.margin)
  }
}
