// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Drawing
@testable import Figures

extension Scene {
  /// Three invented patients: bars with fading ends, every mark, an axis and a legend.
  static func demo(print: Palette.Print = .colour) -> Scene {
    let palette = Palette.okabeIto
    let names = ["Gemcitabine induction", "Gemcitabine maintenance", "Pazopanib", "Best supportive care"]
    let width = Length.millimetres(174)
    let axis = TimeAxis(days: 0...1250, unit: .months, from: 96, to: width - 18)
    var scene = Scene(
      width: width, height: 0, title: "Course of three patients",
      summary: "Swimmer plot of lines of therapy with responses & events.")
    let courses: [(String, [(Double, Double)], [(Mark, Double)])] = [
      (
        "Patient 1\nleiomyosarcoma", [(0, 120), (120, 700), (760, 1010), (1010, 1150)],
        [
          (.response(.stable), 90), (.response(.partial), 250), (.response(.complete), 420), (.surgery, 500),
          (.response(.progressive), 700), (.death, 1150),
        ]
      ),
      (
        "Patient 2\nliposarcoma", [(0, 150), (150, 1250)],
        [(.response(.stable), 130), (.radiation, 330), (.response(.notEvaluable), 600), (.ongoing, 1250)]
      ),
      (
        "Patient 3\nangiosarcoma of the breast, grade 3", [(40, 190), (190, 520), (540, 620), (620, 800)],
        [
          (.response(.partial), 160), (.ablation, 350), (.response(.progressive), 520),
          (.assessment(.ct), 700), (.assessment(.mri), 760), (.assessment(.pet), 830),
        ]
      ),
    ]
    var y = 14.0
    var rows: [Node] = []
    for (index, (name, lines, marks)) in courses.enumerated() {
      let middle = y + 9
      let label = TextBlock(name, width: 80, style: TextStyle(size: 7.5))
      rows += label.nodes(at: Point(88, middle - label.height / 2), anchor: .end)
      for (series, line) in lines.enumerated() {
        let left = axis.position(ofDay: line.0)
        let box = Box(x: left, y: middle - 6, width: axis.position(ofDay: line.1) - left, height: 12)
        let fade = Rectangle.Fade(left: series == 3 ? 12 : 0, right: index == 2 && series == 1 ? 30 : 0)
        let stroke = print == .greyscale ? Stroke(.axis, width: 0.5) : nil
        let fill = palette[series].fill(print)
        rows.append(.rect(Rectangle(box, fill: fill, stroke: stroke, fade: fade, cssClass: "line-\(series)")))
      }
      rows += marks.map { mark, day in
        mark.node(
          at: Point(axis.position(ofDay: day), middle), lettering: .below, clearance: 6,
          title: "\(mark.name), day \(Int(day))",
          link: mark == .death ? "#trace-1" : nil)
      }
      y += max(30, label.height + 8)
    }
    scene.nodes = [axis.node(y: y, title: "Months since first cycle", gridTop: 8)] + rows
    y += axis.height(title: true) + 12
    let items =
      names.enumerated().map { Legend.Item(.area(palette[$0.offset].fill(print)), $0.element) }
      + [
        Legend.Item(.fading(palette[1].fill(print)), "Edge not known exactly"),
        Legend.Item(.line(Stroke(.axis, dashes: [2, 2])), "Data cut-off"),
      ] + Mark.all.map { Legend.Item($0) }
    let legend = Legend(items, title: "Legend", width: width - 24)
    scene.nodes.append(legend.node(at: Point(12, y)))
    scene.height = y + legend.height + 10
    return scene
  }
}
