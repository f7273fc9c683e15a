// SPDX-License-Identifier: Apache-2.0

import Drawing
import Figures
import Outcomes
import Plain

/// What may be chosen of a report. It stands in the query of the page, so that a link repeats it; there is nothing of a patient in it.
struct ReportSettings: Sendable, Hashable {
  var anchor = ""
  var cohort = ""
  var unit = CourseFigureOptions.Unit.months
  var order = CourseFigureOptions.Order.recorded
  var width = 180
  var print = Palette.Print.colour
  var responses = CohortOptions.Responses.measured

  static let anchors = ["diagnosis", "first-therapy", "maintenance", "metastasis", "line-1", "line-2", "advanced-1"]
  static let cohorts = ["maintenance", "diagnosis", "metastasis", "line-1", "line-2", "advanced-1"]
  static let widths = [180, 85]

  init() {}

  /// What a query says; what it says wrong is left at what it is without.
  init(_ query: FormValues) {
    if let text = query["anchor"], Self.anchors.contains(text) { anchor = text }
    if let text = query["cohort"], Self.cohorts.contains(text) { cohort = text }
    if let value = query["unit"].flatMap({ CourseFigureOptions.Unit(rawValue: $0) }) { unit = value }
    if let value = query["order"].flatMap({ CourseFigureOptions.Order(rawValue: $0) }) { order = value }
    if let value = query["width"].flatMap({ Int($0) }), Self.widths.contains(value) { width = value }
    if query["print"] == "greyscale" { print = .greyscale }
    if let value = query["responses"].flatMap({ CohortOptions.Responses(rawValue: $0) }) { responses = value }
  }

  /// The query that says so.
  var query: String {
    let plain = ReportSettings()
    return [
      anchor.isEmpty ? nil : "anchor=\(anchor)", cohort.isEmpty ? nil : "cohort=\(cohort)",
      unit == plain.unit ? nil : "unit=\(unit.rawValue)", order == plain.order ? nil : "order=\(order.rawValue)",
      width == plain.width ? nil : "width=\(width)", print == .colour ? nil : "print=greyscale",
      responses == plain.responses ? nil : "responses=\(responses.rawValue)",
    ].compactMap(\.self).joined(separator: "&")
  }

  var figureOptions: CourseFigureOptions {
    var options = CourseFigureOptions(
      anchor: anchor.isEmpty ? nil : CourseFigureOptions.Anchor(anchor), unit: unit, order: order,
      widthMillimetres: Double(width))
    options.print = print
    return options
  }

  /// The options of the cohort; nil where all of them are those that suit the study.
  func cohortOptions(_ outcomes: StudyOutcomes) -> CohortOptions? {
    guard !cohort.isEmpty || responses != .measured else { return nil }
    var options = CohortOptions.suiting(outcomes)
    if let anchor = CohortOptions.Anchor(cohort) { options.anchor = anchor }
    options.responses = responses
    return options
  }
}
