// SPDX-License-Identifier: Apache-2.0

package import Chronology
package import Figures
package import Marrow
import Plain

/// Forecasts as figures: bands over time, a panel a schedule; and all schedules by their dose a week and the probability of low counts.
package enum ForecastFigures {
  /// The most panels of one figure.
  static let mostPanels = 8

  package static func bands(
    _ whose: String, _ forecasts: [CountForecast], _ notice: [String], begins: Day? = nil
  ) -> DesignPlot {
    let shown = forecasts.prefix(mostPanels)
    // One scale for all, so that panels can be compared by eye.
    let highest = shown.flatMap(\.points).map { $0.band.quantiles[4] }.filter(\.isFinite).max() ?? 10
    let lowest = shown.flatMap(\.points).map { $0.band.quantiles[0] }.filter { $0 > 0 }.min() ?? 0.1
    let top = highest <= 10 ? 10 : highest <= 20 ? 20 : highest <= 50 ? 50 : 100.0
    let bottom = lowest >= 0.1 ? 0.1 : 0.01
    let panels = shown.map { forecast in
      var panel = DesignPlot.Panel(
        title: forecast.alternative.name, x: .init("Day", .counts, from: 1),
        y: .init("Neutrophils, 10⁹/L", .logarithmic, from: bottom, to: max(top, highest)),
        curves: [
          .init("median", points(forecast).map { .init($0.day, $0.band.quantiles[2]) })
        ],
        references: forecast.below.map { .init(.y, $0.limit, Numbers.text($0.limit, decimals: 2)) })
      panel.ribbons = [
        .init("middle 90 %", points(forecast).map { .init($0.day, $0.band.quantiles[0], $0.band.quantiles[4]) }),
        .init("middle 50 %", points(forecast).map { .init($0.day, $0.band.quantiles[1], $0.band.quantiles[3]) }),
      ]
      return panel
    }
    let left = forecasts.dropFirst(mostPanels).map(\.alternative.name)
    return DesignPlot(
      title: title(whose, begins), panels: Array(panels),
      caption:
        "What schedules would do to the neutrophils of \(whose): the median and the middle 50 and 90 % of what the parameters of the model can be, without the scatter of single counts.",
      notes: (left.isEmpty ? [] : ["Not drawn, and in the table: \(left.joined(separator: "; "))."]) + notice)
  }

  /// Whose counts these are, and from when: a figure without it would be anybody's.
  private static func title(_ whose: String, _ begins: Day?) -> String {
    "Neutrophils of \(whose)" + (begins.map { ", day 1 is \($0)" } ?? "")
  }

  private static func points(_ forecast: CountForecast) -> [(day: Double, band: CountForecast.Band)] {
    forecast.points.map { (($0.time - forecast.start).day, $0.band) }
  }

  /// What lies to the right gives more, what lies above has low counts more often; nothing says which is worth what.
  package static func frontier(
    _ whose: String, _ forecasts: [CountForecast], _ perWeek: [Double?], _ notice: [String], begins: Day? = nil
  ) -> DesignPlot {
    let limits = forecasts.first?.below.map(\.limit) ?? []
    let panels = limits.indices.map { index in
      DesignPlot.Panel(
        title: "Probability of a count below \(Numbers.text(limits[index], decimals: 2))",
        x: .init("Gemcitabine, mg/m² a week", from: 0), y: .init("Probability, %", .percent, from: 0),
        curves: zip(forecasts, perWeek).compactMap { forecast, dose in
          dose.map {
            .init(forecast.alternative.name, [.init($0, forecast.below[index].probability)], isMarked: true)
          }
        })
    }
    let left = zip(forecasts, perWeek).filter { $0.1 == nil }.map(\.0.alternative.name)
    return DesignPlot(
      title: title(whose, begins), panels: panels,
      caption:
        "Schedules by the planned dose a week and the probability that the neutrophils of \(whose) fall below a limit at some time of the window. Nothing is ranked as best.",
      notes: (left.isEmpty ? [] : ["Not drawn, since the dose is not in mg/m²: \(left.joined(separator: "; "))."])
        + notice)
  }
}
