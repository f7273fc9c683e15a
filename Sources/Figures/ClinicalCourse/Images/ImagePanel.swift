// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Plain

/// One picture of a figure with its letter, modality, response, time, marks and scale bar.
struct ImagePanel: Sendable {
  let item: ImageChoice.Item
  let layout: CourseLayout
  let words: CourseWords
  /// The room of the picture, in points.
  let width: Double
  let height: Double
  /// The lines of text above the picture, 1 to 3: as many as the panel of its row that needs most.
  let lines: Int
  /// Points a millimetre, the same for all panels of a patient; nil where a pixel's size is not known of all.
  let pointsAMillimetre: Double?

  private static let letterStyle = TextStyle(size: 7.5, weight: .bold)
  private static let headStyle = TextStyle(size: 6)
  private static let responseStyle = TextStyle(size: 6, weight: .bold)
  private static let timeStyle = TextStyle(size: 5.6, ink: Ink(0x333333))
  private static let line = 8.6
  private static let markSize = 5.6

  /// The height of a panel with its texts.
  static func height(ofPicture height: Double, lines: Int) -> Double { Double(lines) * line + 1 + height }

  /// How many lines of text a panel needs in a width.
  static func lines(_ item: ImageChoice.Item, in layout: CourseLayout, _ words: CourseWords, width: Double) -> Int {
    let response = responseWidth(item)
    let time = time(item, in: layout, words).map { TextMeasure.width(of: $0, style: timeStyle) } ?? 0
    if response == 0, time == 0 { return 1 }
    return response + (response > 0 && time > 0 ? 4 : 0) + time <= width ? 2 : 3
  }

  private static func responseWidth(_ item: ImageChoice.Item) -> Double {
    ResponseLabel(item.moment)?.width(markSize: markSize, style: responseStyle) ?? 0
  }

  private static func time(_ item: ImageChoice.Item, in layout: CourseLayout, _ words: CourseWords) -> String? {
    AssessmentCard.time(item.moment, layout).map { words.say($0.time) }
  }

  /// The size of a picture in the patient, in mm; nil where the size of a pixel is not known.
  static func millimetres(_ item: ImageChoice.Item) -> (width: Double, height: Double)? {
    item.image.spacing.map { (Double(item.picture.width) * $0.across, Double(item.picture.height) * $0.down) }
  }

  /// Height over width as it is in the patient; where that is not known, as it is in pixels.
  static func aspect(_ item: ImageChoice.Item) -> Double {
    if let size = millimetres(item), size.width > 0 { return size.height / size.width }
    return Double(item.picture.height) / Double(max(1, item.picture.width))
  }

  /// Where the pixels lie within a room whose upper left corner is at a place.
  func pictureBox(at corner: Point) -> Box {
    var size: (width: Double, height: Double)
    if let scale = pointsAMillimetre, let own = Self.millimetres(item) {
      size = (own.width * scale, own.height * scale)
    } else {
      let aspect = Self.aspect(item)
      size = (width, width * aspect)
      if size.height > height { size = (height / aspect, height) }
    }
    return Box(
      x: corner.x + (width - size.width) / 2, y: corner.y + (height - size.height) / 2, width: size.width,
      height: size.height)
  }

  /// `CT, axial`, as much of it as finds room beside the letter; the whole is in the caption.
  private var head: String {
    let modality = item.modality.map(words.say) ?? "–"
    let full = item.image.plane.map { "\(modality), \(words.say($0.phrase))" } ?? modality
    let room = width - TextMeasure.width(of: item.letter, style: Self.letterStyle) - 3
    return TextMeasure.width(of: full, style: Self.headStyle) <= room
      ? full : TextMeasure.shortened(modality, width: room, style: Self.headStyle)
  }

  /// The panel with its upper left corner at a place.
  func node(at corner: Point, link: String?) -> Scene.Node {
    let letterWidth = TextMeasure.width(of: item.letter, style: Self.letterStyle)
    let middle = corner.y + Self.line / 2
    var nodes: [Scene.Node] = [
      .text(Scene.Text(item.letter, middle: Point(corner.x, middle), anchor: .start, style: Self.letterStyle)),
      .text(
        Scene.Text(head, middle: Point(corner.x + letterWidth + 3, middle), anchor: .start, style: Self.headStyle)),
    ]
    let room = Box(x: corner.x, y: corner.y + Double(lines) * Self.line + 1, width: width, height: height)
    let picture = pictureBox(at: Point(room.x, room.y))
    nodes += [
      .rect(Scene.Rectangle(room, fill: .solid(.black), cssClass: "panel-ground")),
      .picture(
        Scene.Picture(
          picture, png: item.picture.png, width: item.picture.width, height: item.picture.height, cssClass: "scan")),
    ]
    nodes += item.image.marks.flatMap { ImageMarkDrawing.nodes($0, of: item, in: picture) }
    nodes += scale(at: Point(room.x, room.y))?.nodes ?? []
    nodes += judgement(Point(corner.x, corner.y + Self.line))
    return .group(
      Scene.Group(
        title: words.title(of: item.moment, in: layout), summary: item.image.shows, role: link == nil ? "img" : nil,
        cssClass: "image-panel", link: link, nodes: nodes))
  }

  /// Response and time, beside each other where they fit.
  private func judgement(_ corner: Point) -> [Scene.Node] {
    var nodes: [Scene.Node] = []
    var place = Point(corner.x, corner.y + Self.line / 2)
    if let response = ResponseLabel(item.moment) {
      nodes += response.nodes(at: place, markSize: Self.markSize, style: Self.responseStyle)
      if Self.lines(item, in: layout, words, width: width) == 3 {
        place.y += Self.line
      } else {
        place.x += Self.responseWidth(item) + 4
      }
    }
    // A time that is wider than its panel is in the caption.
    if let text = Self.time(item, in: layout, words),
      place.x + TextMeasure.width(of: text, style: Self.timeStyle) <= corner.x + width + ImageChoice.gap - 1
    {
      nodes.append(.text(Scene.Text(text, middle: place, anchor: .start, style: Self.timeStyle)))
    }
    return nodes
  }

  // MARK: scale

  /// The scale bar of the panel with its corner at a place; nil where there is none.
  func scale(at corner: Point = .zero) -> ImageScale? {
    let room = Box(x: corner.x, y: corner.y, width: width, height: height)
    return ImageScale(item, picture: pictureBox(at: corner), room: room)
  }

  /// The dots per inch in print.
  func dotsPerInch(at corner: Point = .zero) -> Double {
    Scene.Picture(
      pictureBox(at: corner), png: [], width: item.picture.width, height: item.picture.height
    ).dotsPerInch
  }
}

extension AssessmentImage.Plane {
  /// The plane, for people.
  var phrase: Phrase {
    switch self {
    case .axial: Phrase("axial", "axial")
    case .coronal: Phrase("coronal", "koronar")
    case .sagittal: Phrase("sagittal", "sagittal")
    case .oblique: Phrase("oblique", "schräg")
    case .projection: Phrase("projection", "Projektion")
    }
  }
}
