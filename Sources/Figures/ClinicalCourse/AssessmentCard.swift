// SPDX-License-Identifier: Apache-2.0

import Drawing
import Chronology
import Course
import Outcomes
import Plain

/// What a clinical course says of one assessment: modality, response, region, time.
struct AssessmentCard: Sendable {
  /// `MRI`; a dash where it is not stated.
  let modality: String
  let response: Response?
  let region: TextBlock?
  /// `M + 6 mo`
  let time: String?
  /// Whether the time is from the start of maintenance, and not from the diagnosis; nil without a time.
  let isSinceMaintenance: Bool?

  private static let chipStyle = TextStyle(size: 6, weight: .bold)
  private static let letterStyle = TextStyle(size: 6, weight: .bold)
  private static let smallStyle = TextStyle(size: 5.6, ink: Ink(0x333333))
  private static let padding = 2.0
  private static let chipHeight = 8.5
  private static let markSize = 5.6

  init(_ moment: CourseLayout.Moment, in layout: CourseLayout, words: CourseWords) {
    let assessment = moment.assessment
    modality = assessment?.modality.value ?? "–"
    response = assessment?.response.value
    region = (assessment?.region.value).map {
      TextBlock(words.say(.organ($0)), width: 46, style: Self.smallStyle)
    }
    let told = Self.time(moment, layout)
    time = told.map { words.say($0.time) }
    isSinceMaintenance = told?.isSinceMaintenance
  }

  /// The time after the start of maintenance if it is known, else after the diagnosis, else none.
  static func time(_ moment: CourseLayout.Moment, _ layout: CourseLayout) -> (
    time: Phrase, isSinceMaintenance: Bool
  )? {
    if let length = moment.sinceMaintenance, length.isKnown || length.isExact, (length.lower ?? .zero) >= .zero {
      return (Phrase("M + \(length.phrase())", "E + \(length.phrase())"), true)
    }
    if let length = moment.sinceDiagnosis, length.isKnown || length.isExact, (length.lower ?? .zero) >= .zero {
      return (Phrase("D + \(length.phrase())", "D + \(length.phrase())"), false)
    }
    return nil
  }

  private var chipWidth: Double { TextMeasure.width(of: modality, style: Self.chipStyle) + 4 }

  private var headWidth: Double {
    guard let response else { return chipWidth }
    return chipWidth + 2 + Self.markSize * 1.3 + 1.5
      + TextMeasure.width(of: response.letters, style: Self.letterStyle)
  }

  /// The size in points.
  var width: Double {
    max(headWidth, region?.width ?? 0, time.map { TextMeasure.width(of: $0, style: Self.smallStyle) } ?? 0)
      + 2 * Self.padding
  }

  var height: Double {
    Self.chipHeight + (region.map { $0.height + 0.5 } ?? 0) + (time == nil ? 0 : Self.smallStyle.lineHeight) + 2
  }

  /// The card with its bottom left corner at a place in points.
  func node(at corner: Point, title: String, link: String? = nil) -> Scene.Node {
    let top = corner.y - height
    let left = corner.x + Self.padding
    let middle = top + 0.5 + Self.chipHeight / 2
    let chip = Box(x: left, y: top + 0.5, width: chipWidth, height: Self.chipHeight)
    var nodes: [Scene.Node] = [
      .rect(
        Scene.Rectangle(
          Box(x: corner.x + 0.4, y: top, width: width - 0.8, height: height), fill: .solid(.white, opacity: 0.9))),
      .rect(Scene.Rectangle(chip, cornerRadius: 1.6, fill: .solid(.white), stroke: Stroke(.axis, width: 0.5))),
      .text(Scene.Text(modality, middle: chip.centre, style: Self.chipStyle)),
    ]
    if let response {
      let x = chip.right + 2 + Self.markSize * 0.65
      nodes.append(MarkDrawing.node(.response(response), at: Point(x, middle), size: Self.markSize))
      nodes.append(
        .text(
          Scene.Text(
            response.letters, middle: Point(x + Self.markSize * 0.65 + 1.5, middle), anchor: .start,
            style: Self.letterStyle)))
    }
    var y = top + Self.chipHeight + 1
    if let region {
      nodes += region.nodes(at: Point(left, y))
      y += region.height + 0.5
    }
    if let time {
      nodes.append(.text(Scene.Text(time, at: Point(left, y + Self.smallStyle.ascent), style: Self.smallStyle)))
    }
    return .group(
      Scene.Group(title: title, role: link == nil ? "img" : nil, cssClass: "assessment", link: link, nodes: nodes))
  }
}
