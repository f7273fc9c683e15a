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
  let response: ResponseLabel?
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
    response = ResponseLabel(moment)
    region = (assessment?.region.value).map {
      TextBlock(words.say(.organ($0)), width: 46, style: Self.smallStyle)
    }
    let told = Self.time(moment, layout)
    time = told.map { words.say($0.time) }
    isSinceMaintenance = told?.isSinceMaintenance
  }

  /// The time after the start of maintenance (M) or the diagnosis (D); nil where neither is known.
  ///
  /// Where maintenance is the anchor of the axis, as the axis has it. Elsewhere after the one from which it is known better, of maintenance where both are as good: a time
  /// of bounds that fit a diagnosis years before says nothing of what maintenance has done.
  static func time(_ moment: CourseLayout.Moment, _ layout: CourseLayout) -> (
    time: Phrase, isSinceMaintenance: Bool
  )? {
    let (maintenance, diagnosis) = (moment.sinceMaintenance, moment.sinceDiagnosis)
    if layout.countsFromMaintenance, let length = maintenance, length.width != nil {
      if (length.lower ?? .zero) >= .zero { return (after(length), true) }
      if (length.upper ?? .zero) <= .zero { return (before(-length), true) }
    }
    func tells(_ length: LengthBounds?) -> LengthBounds? {
      length.flatMap { ($0.isKnown || $0.isExact) && ($0.lower ?? .zero) >= .zero ? $0 : nil }
    }
    if let length = maintenance, let width = length.width, (length.lower ?? .zero) >= .zero,
      tells(length) != nil || tells(diagnosis)?.width.map({ width <= $0 }) ?? false
    {
      return (after(length), true)
    }
    return tells(diagnosis).map {
      (Phrase("D + \($0.phrase())", "D + \($0.phrase())"), false)
    }
  }

  private static func after(_ length: LengthBounds) -> Phrase {
    Phrase("M + \(length.phrase())", "E + \(length.phrase())")
  }

  private static func before(_ length: LengthBounds) -> Phrase {
    Phrase("M − \(length.phrase())", "E − \(length.phrase())")
  }

  private var chipWidth: Double { TextMeasure.width(of: modality, style: Self.chipStyle) + 4 }

  private var headWidth: Double {
    guard let response else { return chipWidth }
    return chipWidth + 2 + response.width(markSize: Self.markSize, style: Self.letterStyle)
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
      nodes += response.nodes(at: Point(chip.right + 2, middle), markSize: Self.markSize, style: Self.letterStyle)
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
