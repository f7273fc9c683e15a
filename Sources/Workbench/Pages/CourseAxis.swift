// SPDX-License-Identifier: Apache-2.0

import Chronology
import Plain

/// The common axis of the rows of a record, in months from the diagnosis.
struct CourseAxis {
  /// From the earliest to the latest month that a bound names.
  let range: ClosedRange<Double>

  init?(_ sheet: PatientSheet) {
    var months: [Double] = [0]
    for (_, entry) in sheet.entries {
      guard let spans = sheet.spans(entry) else { continue }
      for bounds in [spans.start, spans.end].compactMap(\.self) {
        months += [bounds.lower, bounds.upper].compactMap { $0?.months }
      }
    }
    guard let low = months.min(), let high = months.max(), high > low else { return nil }
    range = low...high
  }

  /// What the axis shows.
  var label: String {
    "\(Numbers.text(range.lowerBound, decimals: 0))–\(Numbers.text(range.upperBound, decimals: 0)) mo"
  }

  /// From the earliest to the latest possible time, with what is certain solid. A bound that is not known reaches to the edge.
  func bar(_ spans: (start: LengthBounds, end: LengthBounds?)?) -> Markup {
    guard let spans, spans.start.lower != nil || spans.start.upper != nil else { return .nothing }
    let end = spans.end ?? spans.start
    let may = (place(spans.start.lower?.months, range.lowerBound), place(end.upper?.months, range.upperBound))
    let certain = (place(spans.start.upper?.months, range.upperBound), place(end.lower?.months, range.lowerBound))
    func number(_ value: Double) -> String { Numbers.short(value) }
    return .element(
      "svg",
      ["class": "bounds", "viewBox": "0 0 100 10", "preserveAspectRatio": "none", "aria-hidden": "true"],
      .element("line", ["class": "tick", "x1": "0", "y1": "5", "x2": "100", "y2": "5"]),
      .element(
        "rect",
        [
          "class": "may-span", "x": number(may.0), "y": "3", "height": "4",
          "width": number(max(0.8, may.1 - may.0)),
        ]),
      certain.1 > certain.0
        ? .element(
          "rect",
          [
            "class": "sure-span", "x": number(certain.0), "y": "2", "width": number(certain.1 - certain.0),
            "height": "6",
          ])
        : .nothing)
  }

  private func place(_ months: Double?, _ edge: Double) -> Double {
    100 * ((months ?? edge) - range.lowerBound) / (range.upperBound - range.lowerBound)
  }
}
