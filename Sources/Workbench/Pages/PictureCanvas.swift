// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// A picture with what is drawn on it, in its own pixels. A script of ours draws on it what the fields below say; without script it shows what is saved.
struct PictureCanvas {
  let visit: Visit
  let pixels: Address
  let (width, height): (Int, Int)
  var crop: ImageCrop?
  var marks: [ImageMark] = []
  /// Regions of which something is told.
  var doubts: [ImageCrop] = []
  /// What may be drawn: the names of tools.
  var tools: [Tool]

  enum Tool: String {
    case crop, arrow, circle, line, blank

    var phrase: Phrase {
      switch self {
      case .crop: Words.cropTool
      case .arrow: Words.arrowTool
      case .circle: Words.circleTool
      case .line: Words.lineTool
      case .blank: Words.blankTool
      }
    }
  }

  init(
    _ visit: Visit, _ pixels: Address, width: Int, height: Int, crop: ImageCrop? = nil, marks: [ImageMark] = [],
    doubts: [ImageCrop] = [], tools: [Tool]
  ) {
    (self.visit, self.pixels, self.width, self.height) = (visit, pixels, width, height)
    (self.crop, self.marks, self.doubts, self.tools) = (crop, marks, doubts, tools)
  }

  var markup: Markup {
    .group([
      .element(
        "fieldset", ["class": "script-only"], .element("legend", visit.text(Words.tools)),
        .element("p", ["class": "hint"], visit.text(Words.toolsHelp)),
        .element(
          "div", ["class": "row"],
          tools.enumerated().map { index, tool in
            .element(
              "label", ["class": "choice"],
              Pieces.input("radio", "tool", tool.rawValue, isOn: index == 0, label: visit(tool.phrase)),
              visit.text(tool.phrase))
          })),
      .element(
        "div",
        [
          "class": "canvas", "data-picture": "", "data-label": visit(Words.pictureOf),
          "data-first": visit(Words.placeOne),
          "data-place": visit(Words.placeNow),
        ],
        .element(
          "svg",
          [
            "viewBox": "0 0 \(width) \(height)", "role": "img", "aria-label": visit(Words.pictureOf),
            "preserveAspectRatio": "xMidYMid meet",
          ],
          .element("image", ["href": pixels.path, "width": "\(width)", "height": "\(height)"]),
          .element("g", ["class": "doubts"], doubts.map { rectangle($0, "doubt") }),
          .element("g", ["class": "drawn"], (crop.map { [rectangle($0, "crop")] } ?? []) + marks.map(mark)))),
      .element("p", ["class": "small dim", "id": "canvas-said", "role": "status"]),
    ])
  }

  private func rectangle(_ crop: ImageCrop, _ style: String) -> Markup {
    .element(
      "rect",
      [
        "class": style, "x": "\(crop.corner.x)", "y": "\(crop.corner.y)", "width": "\(crop.width)",
        "height": "\(crop.height)",
      ])
  }

  private func mark(_ mark: ImageMark) -> Markup {
    switch mark {
    case .circle(let centre, let radius):
      .element("circle", ["class": "mark", "cx": "\(centre.x)", "cy": "\(centre.y)", "r": "\(radius)"])
    case .line(let from, let to): line(from, to)
    case .arrow(let from, let to):
      .group([line(from, to), .element("circle", ["class": "tip", "cx": "\(to.x)", "cy": "\(to.y)", "r": "\(tip)"])])
    }
  }

  /// The size of what shows the tip of an arrow.
  private var tip: Int { max(2, max(width, height) / 90) }

  private func line(_ from: ImagePoint, _ to: ImagePoint) -> Markup {
    .element(
      "line", ["class": "mark", "x1": "\(from.x)", "y1": "\(from.y)", "x2": "\(to.x)", "y2": "\(to.y)"])
  }
}
