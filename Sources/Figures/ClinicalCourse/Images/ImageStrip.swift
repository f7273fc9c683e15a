// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Outcomes
import Plain

/// The rows of pictures above the lane of a patient, each joined to its time: what names no lesion, then a row a lesion, in columns of one assessment each.
struct ImageStrip: Sendable {
  let frame: CourseFrame
  let layout: CourseLayout
  let panels: [ImagePanel]
  private let width: Double
  private let pictureHeight: Double
  private let lines: Int

  /// The height from the panels to the lane, in which lines lead from each to its time.
  private static let fan = 12.0
  /// The height of the line that names the lesion of a row, and of what lies between two rows.
  private static let labelHeight = 9.0
  private static let rowGap = 4.0

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

  private var panelHeight: Double { ImagePanel.height(ofPicture: pictureHeight, lines: lines) }

  /// A row: the name of its lesion, and where its panels begin and end, in points below the first.
  private struct Row {
    var label: String?
    var top: Double
    var foot: Double
  }

  private var rows: [Row] {
    var (rows, y) = ([Row](), 0.0)
    for number in 0...(panels.map(\.item.row).max() ?? 0) {
      let item = panels.first { $0.item.row == number }?.item
      let lesion = item.flatMap { ImageLesion($0, in: layout) }
      if number > 0 { y += Self.rowGap }
      if lesion != nil { y += Self.labelHeight }
      rows.append(Row(label: lesion.map { frame.say($0.label) }, top: y, foot: y + panelHeight))
      y += panelHeight
    }
    return rows
  }

  /// The height of panels and lines, in points; 0 without panels.
  var height: Double { panels.isEmpty ? 0 : (rows.last?.foot ?? 0) + Self.fan }

  /// The panels from a height on, with lines that end at their times, each down to the ground of its moment.
  func nodes(top: Double, ground: (CourseLayout.Moment) -> Double) -> [Scene.Node] {
    guard !panels.isEmpty else { return [] }
    let rows = rows
    let columns = Dictionary(grouping: panels, by: \.item.column).sorted { $0.key < $1.key }.map(\.value)
    let middles = PanelPlacing.middles(
      columns.compactMap(\.first).map { frame.x($0.item.moment.place.day) }, width: width, gap: ImageChoice.gap,
      within: frame.imageRange)
    let foot = top + (rows.last?.foot ?? 0)
    var leaders: [Scene.Node] = []
    var faces: [Scene.Node] = []
    for row in rows {
      guard let label = label(row) else { continue }
      faces.append(
        .text(
          Scene.Text(
            label, middle: Point(frame.imageRange.lowerBound, top + row.top - Self.labelHeight / 2), anchor: .start,
            style: Self.labelStyle, cssClass: "lesion")))
    }
    for (column, middle) in zip(columns, middles) {
      guard let panel = column.first else { continue }
      let place = panel.item.moment.place
      let x = frame.x(place.day)
      leaders.append(leader(Point(middle, foot), Point(x, foot + Self.fan * 0.7)))
      leaders.append(leader(Point(x, foot + Self.fan * 0.7), Point(x, ground(panel.item.moment))))
      if let whisker = frame.whisker(place, y: foot + Self.fan * 0.7, markWidth: CourseFrame.leaderWidth) {
        leaders.append(whisker)
      }
      leaders += stems(column, middle, rows, top)
      for panel in column {
        faces.append(
          panel.node(
            at: Point(middle - width / 2, top + rows[panel.item.row].top),
            link: frame.options.link(to: panel.item.moment.entry.id)))
      }
    }
    return leaders + faces
  }

  private static let labelStyle = TextStyle(size: 6.5, weight: .bold)

  /// The name of a row's lesion, as much of it as finds room; the whole is in the caption.
  private func label(_ row: Row) -> String? {
    row.label.map {
      TextMeasure.shortened(
        $0, width: frame.imageRange.upperBound - frame.imageRange.lowerBound, style: Self.labelStyle)
    }
  }

  /// Lines from a panel down its column to the last row: behind no panel, for the column is that of its assessment alone, and not through the name of a lesion.
  private func stems(_ column: [ImagePanel], _ x: Double, _ rows: [Row], _ top: Double) -> [Scene.Node] {
    guard let first = column.map(\.item.row).min(), first + 1 < rows.count else { return [] }
    var stems: [Scene.Node] = []
    for number in (first + 1)..<rows.count {
      let (above, row) = (rows[number - 1], rows[number])
      let end = column.contains { $0.item.row == number } ? row.top : row.foot
      let edge =
        frame.imageRange.lowerBound + (label(row).map { TextMeasure.width(of: $0, style: Self.labelStyle) } ?? 0)
      if row.label == nil || x > edge + 2 {
        stems.append(leader(Point(x, top + above.foot), Point(x, top + end)))
      } else {
        stems.append(leader(Point(x, top + above.foot), Point(x, top + row.top - Self.labelHeight)))
        if end > row.top { stems.append(leader(Point(x, top + row.top), Point(x, top + end))) }
      }
    }
    return stems
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
