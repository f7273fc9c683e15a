// SPDX-License-Identifier: Apache-2.0

package import Chronology
package import Figures
package import Marrow
package import Plain
import Report

/// Forecasts as figures: bands over time, a panel a schedule; and all schedules by their dose a week and the probability of low counts.
package enum ForecastFigures {
  /// The most panels of one figure.
  static let mostPanels = 8

  /// What stands at the foot of each: what it rests on, whose device it is not, and how often such models are right.
  private static let notices = [
    Phrase(
      "The effect of gemcitabine on the marrow has no published value and is our own calibration; platelets are not modelled.",
      "Für die Wirkung von Gemcitabin auf das Mark ist kein Wert veröffentlicht, sie ist unsere eigene Kalibrierung; Thrombozyten sind nicht modelliert."
    ), ReportInfo.noticePhrase, PublishedPerformance.hughes2023.shortPhrase,
  ]

  /// The counts of somebody under each schedule, in the language of the reader; its data is for programs where that is English.
  package static func bands(
    _ subject: ForecastSubject, _ forecasts: [CountForecast], begins: Day? = nil, in language: Language = .english
  ) -> DesignPlot {
    let shown = forecasts.prefix(mostPanels)
    // One scale for all, so that panels can be compared by eye.
    let highest = shown.flatMap(\.points).map { $0.band.quantiles[4] }.filter(\.isFinite).max() ?? 10
    let lowest = shown.flatMap(\.points).map { $0.band.quantiles[0] }.filter { $0 > 0 }.min() ?? 0.1
    let top = highest <= 10 ? 10 : highest <= 20 ? 20 : highest <= 50 ? 50 : 100.0
    let bottom = lowest >= 0.1 ? 0.1 : 0.01
    let panels = shown.map { forecast in
      var panel = DesignPlot.Panel(
        title: ForecastWords.schedule(forecast.alternative.name)[language],
        x: .init(Phrase("Day", "Tag")[language], .counts, from: 1),
        y: .init(
          Phrase("Neutrophils, 10⁹/L", "Neutrophile, 10⁹/L")[language], .logarithmic, from: bottom,
          to: max(top, highest)),
        curves: [
          .init(Phrase("median", "Median")[language], points(forecast).map { .init($0.day, $0.band.quantiles[2]) })
        ],
        references: forecast.below.map {
          .init(.y, $0.limit, Numbers.text($0.limit, decimals: 2, in: language))
        })
      panel.ribbons = [
        .init(
          Phrase("middle 90 %", "mittlere 90 %")[language],
          points(forecast).map { .init($0.day, $0.band.quantiles[0], $0.band.quantiles[4]) }),
        .init(
          Phrase("middle 50 %", "mittlere 50 %")[language],
          points(forecast).map { .init($0.day, $0.band.quantiles[1], $0.band.quantiles[3]) }),
      ]
      return panel
    }
    let left = ForecastWords.schedules(forecasts.dropFirst(mostPanels).map(\.alternative.name))
    let caption = Phrase(
      "What schedules would do to the neutrophils \(subject.genitive): the median and the middle 50 and 90 % of what the parameters of the model can be, without the scatter of single counts.",
      "Was Schemata mit den Neutrophilen \(subject.genitive) machen würden: der Median und die mittleren 50 und 90 % dessen, was die Parameter des Modells sein können, ohne die Streuung einzelner Messungen."
    )
    let untold =
      left.english.isEmpty
      ? [] : [Phrase("Not drawn, and in the table: \(left).", "Nicht gezeichnet, und in der Tabelle: \(left).")]
    return DesignPlot(
      title: title(subject, begins)[language], panels: Array(panels), caption: caption[language],
      notes: (untold + notices).map { $0[language] })
  }

  /// Whose counts these are, and from when: a figure without it would be anybody's.
  private static func title(_ subject: ForecastSubject, _ begins: Day?) -> Phrase {
    Phrase("Neutrophils \(subject.genitive)", "Neutrophile \(subject.genitive)")
      + (begins.map(ForecastWords.day).map { Phrase(", day 1 is \($0)", ", Tag 1 ist \($0)") } ?? .none)
  }

  private static func points(_ forecast: CountForecast) -> [(day: Double, band: CountForecast.Band)] {
    forecast.points.map { (($0.time - forecast.start).day, $0.band) }
  }

  /// What lies to the right gives more, what lies above has low counts more often; nothing says which is worth what.
  package static func frontier(
    _ subject: ForecastSubject, _ forecasts: [CountForecast], _ perWeek: [Double?], begins: Day? = nil,
    in language: Language = .english
  ) -> DesignPlot {
    let limits = forecasts.first?.below.map(\.limit) ?? []
    let panels = limits.indices.map { index in
      let limit = Phrase.number(limits[index], decimals: 2)
      return DesignPlot.Panel(
        title: Phrase("Probability of a count below \(limit)", "Wahrscheinlichkeit einer Zahl unter \(limit)")[
          language],
        x: .init(Phrase("Gemcitabine, mg/m² a week", "Gemcitabin, mg/m² je Woche")[language], from: 0),
        y: .init(Phrase("Probability, %", "Wahrscheinlichkeit, %")[language], .percent, from: 0),
        curves: zip(forecasts, perWeek).compactMap { forecast, dose in
          dose.map {
            .init(
              ForecastWords.schedule(forecast.alternative.name)[language],
              [.init($0, forecast.below[index].probability)], isMarked: true)
          }
        })
    }
    let left = ForecastWords.schedules(zip(forecasts, perWeek).filter { $0.1 == nil }.map(\.0.alternative.name))
    let caption = Phrase(
      "Schedules by the planned dose a week and the probability that the neutrophils \(subject.genitive) fall below a limit at some time of the window. Nothing is ranked as best.",
      "Schemata nach der geplanten Dosis je Woche und der Wahrscheinlichkeit, dass die Neutrophilen \(subject.genitive) irgendwann im Zeitraum unter eine Grenze fallen. Nichts wird als das Beste genannt."
    )
    let untold =
      left.english.isEmpty
      ? []
      : [
        Phrase(
          "Not drawn, since the dose is not in mg/m²: \(left).",
          "Nicht gezeichnet, da die Dosis nicht in mg/m² ist: \(left).")
      ]
    return DesignPlot(
      title: title(subject, begins)[language], panels: panels, caption: caption[language],
      notes: (untold + notices).map { $0[language] })
  }
}
