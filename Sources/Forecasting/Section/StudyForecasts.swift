// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
package import Drawing
import Figures
import Marrow
package import Outcomes
import Plain
package import Report

/// What can be said of the counts of each patient of a study under the schedules of the record, or why nothing: a section of the report.
package struct StudyForecasts: Sendable {
  /// A patient.
  private struct Row {
    var patient: Patient.ID
    var what: Result

    enum Result {
      case forecast(ForecastAnswer, squareMetres: Double?)
      case refused(Phrase)
    }
  }

  private var rows: [Row] = []
  private let growth: StudyGrowth

  /// Forecasts of patients whose gemcitabine goes on, over 28 days from the day 1 that is due.
  ///
  /// A body surface is that of the height and weight of the record (Mosteller); without them a dose per m² is no dose in mg.
  package init(_ outcomes: StudyOutcomes) async throws {
    growth = StudyGrowth(outcomes)
    for outcome in outcomes.patients {
      rows.append(Row(patient: outcome.patient.id, what: try await Self.result(outcome, outcomes.library)))
    }
  }

  private static func result(_ outcome: PatientOutcomes, _ library: RegimenLibrary) async throws -> Row.Result {
    let (patient, timeline) = (outcome.patient, outcome.timeline)
    let goesOn = patient.therapies.contains { entry, therapy in
      timeline.isOngoing(entry) && therapy.drugs.contains { library.isSame($0, MarrowDrug.gemcitabine.rawValue) }
    }
    guard goesOn else {
      return .refused(Phrase("no gemcitabine is recorded as going on", "kein Gemcitabin ist als andauernd erfasst"))
    }
    let recorded = RecordedSchedules(patient, timeline, library)
    guard recorded.hasCounts else { return .refused(ForecastRefusal.noCounts.phrase) }
    var schedules: [MarrowSchedule] = []
    for text in recorded.schedules { schedules.append(try MarrowSchedule(parsing: text, generic: library.generic)) }
    guard !schedules.isEmpty else { return .refused(recorded.refusal.phrase) }
    var question = ForecastQuestion(schedules)
    (question.areOfRecord, question.recorded) = (true, recorded)
    switch RecordedSchedules.ownSurface(of: patient) {
    case .squareMetres(let own): question.squareMetres = own
    case .impossible(let height, let weight):
      return .refused(
        Phrase(
          "nobody has \(Phrase.number(height)) cm and \(Phrase.number(weight)) kg, of which a dose per m² would be computed",
          "niemand hat \(Phrase.number(height)) cm und \(Phrase.number(weight)) kg, aus denen eine Dosis je m² berechnet würde"
        ))
    case .notRecorded: break
    }
    guard question.squareMetres != nil || !schedules.contains(where: \.needsSurface) else {
      return .refused(
        Phrase(
          "doses are per m², and the record has no height and weight",
          "Dosen sind je m², und die Akte hat weder Größe noch Gewicht"))
    }
    do {
      let answer = try await ForecastAnswer(question, library)
      // Bands of the population are no patient's, and the report is of patients.
      if let refusal = answer.refusal { return .refused(refusal.phrase) }
      return answer.forecasts.isEmpty
        ? .refused(ForecastRefusal.noSchedule([]).phrase) : .forecast(answer, squareMetres: question.squareMetres)
    } catch let problem as MarrowProblem {
      return .refused(Phrase("\(problem)", "\(problem)"))
    }
  }

  /// The section: a table of all patients, the bands of those of whom something is said, and how fast lesions grew and shrank where they were measured.
  package func addition(_ options: FigureOptions) -> ReportAddition {
    ReportAddition(
      id: "forecast", title: Phrase("Forecast of counts", "Vorhersage der Zellzahlen"),
      tables: [table] + (growth.isEmpty ? [] : growth.tables),
      figures: figures(options))
  }

  private func figures(_ options: FigureOptions) -> [ReportFigure] {
    rows.compactMap { row -> (Patient.ID, ForecastAnswer)? in
      guard case .forecast(let answer, _) = row.what else { return nil }
      return (row.patient, answer)
    }.enumerated().map { index, own in
      func plot(_ language: Language) -> DesignPlot {
        ForecastFigures.bands(.patient(own.0), own.1.forecasts, begins: own.1.begins, in: language)
      }
      let shown = plot(options.language)
      // Data is for programs, and English in each language.
      return ReportFigure(
        name: "figure-forecast-\(index + 1)", caption: shown.caption, scene: shown.scene(options),
        csv: CSV.text(plot(.english).csv))
    }
  }

  /// Below this a probability is printed as less than a hundredth.
  private static let leastShown = 0.005

  private var table: PhraseTable {
    var table = PhraseTable(
      name: "forecast",
      title: Phrase("Neutrophils under the schedules of the record", "Neutrophile unter den Schemata der Akte"),
      columns: [
        .init(Phrase(same: "Patient")), .init(Phrase("Schedule", "Schema")),
        .init(Phrase("Least count: median", "Tiefste Zahl: Median"), .number, unit: Phrase(same: "10⁹/L")),
        .init(Phrase("Middle 50 %", "Mittlere 50 %")), .init(Phrase("Middle 90 %", "Mittlere 90 %")),
        .init(Phrase("Its day: median", "Ihr Tag: Median"), .number),
        .init(Phrase("P(below 1.0)", "P(unter 1,0)"), .number), .init(Phrase("P(below 0.5)", "P(unter 0,5)"), .number),
        .init(Phrase("Remarks", "Bemerkungen")),
      ])
    for row in rows {
      let patient = PhraseTable.Cell.words(Phrase(same: row.patient))
      switch row.what {
      case .refused(let why):
        table.rows.append(
          [patient, .missing(.notDetermined)] + [PhraseTable.Cell](repeating: .none, count: 6) + [.words(why)])
      case .forecast(let answer, let surface):
        table.rows += answer.forecasts.map { forecast in
          let band = forecast.nadir
          func range(_ limits: ClosedRange<Double>) -> PhraseTable.Cell {
            .init(.range(NumberBounds(lower: limits.lowerBound, upper: limits.upperBound), decimals: 2))
          }
          func probability(_ limit: Double) -> PhraseTable.Cell {
            guard let found = forecast.below.first(where: { $0.limit == limit })?.probability else { return .none }
            // Of so many draws none says that it cannot be.
            return found < Self.leastShown
              ? .words(Phrase("< 0.01", "< 0,01")) : .number(found, decimals: 2)
          }
          return [
            patient, .words(ForecastWords.schedule(forecast.alternative.name)), .number(band.median, decimals: 2),
            range(band.half), range(band.ninety), .number(forecast.nadirDay.median.rounded(.down), decimals: 0),
            probability(1), probability(0.5),
            .words(
              [
                answer.begins.map(ForecastWords.day).map { Phrase("from \($0)", "ab \($0)") },
                surface.map {
                  Phrase(
                    "body surface \(Phrase.number($0, decimals: 2)) m²",
                    "Körperoberfläche \(Phrase.number($0, decimals: 2)) m²")
                },
                answer.progressions.isEmpty
                  ? nil
                  : Phrase(
                    "progression since the last dose: \(answer.progressions.joined(separator: ", "))",
                    "Progress seit der letzten Gabe: \(answer.progressions.joined(separator: ", "))"),
                answer.unread.isEmpty
                  ? nil
                  : Phrase(
                    "recorded since the last dose, not understood as a stop: \(answer.unread.joined(separator: ", "))",
                    "seit der letzten Gabe erfasst, nicht als Ende verstanden: \(answer.unread.joined(separator: ", "))"
                  ),
              ].compactMap { $0 }.joined(separator: "; ")),
          ]
        }
      }
    }
    table.footnotes = [
      Phrase(
        "A model of the marrow fitted to the patient's own counts; bands are of the count itself, without the scatter of single counts, over 28 days or a cycle from the day 1 that is due, if everything is given as planned. The effect of gemcitabine has no published value and is our own calibration; platelets are not modelled; nothing is ranked as best. `verlauf forecast` shows how it was found, other schedules, and a check on the patient's own past.",
        "Ein Modell des Marks, an die eigenen Zellzahlen des Patienten angepasst; Bereiche sind die der Zellzahl selbst, ohne die Streuung einzelner Messungen, über 28 Tage oder einen Zyklus ab dem fälligen Tag 1, wenn alles wie geplant gegeben wird. Für die Wirkung von Gemcitabin ist kein Wert veröffentlicht, sie ist unsere eigene Kalibrierung; Thrombozyten sind nicht modelliert; nichts wird als das Beste genannt. `verlauf forecast` zeigt den Weg dahin, andere Schemata und eine Prüfung an der eigenen Vergangenheit."
      ), PublishedPerformance.hughes2023.phrase, ReportInfo.noticePhrase,
    ]
    return table
  }
}
