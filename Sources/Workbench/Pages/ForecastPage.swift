// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Drawing
import Figures
import Forecasting
import Marrow
import Outcomes
import Plain
import Report

/// What schedules would do to the neutrophils of a patient: the command's answer beside a form, or why nothing is said. It changes nothing of the record.
struct ForecastPage {
  let pages: StudyPages
  let state: StudyState
  let place: StudyState.Place

  private var visit: Visit { pages.visit }
  private var patient: Patient { place.outcome.patient }
  private var library: RegimenLibrary { state.outcomes.library }

  /// So many schedules are drawn.
  private static let mostSchedules = 8
  private static let surfaces = 0.2...4.0

  /// A field of the form.
  private enum Field: String, CaseIterable {
    case schedules, surface, begin, rules

    var label: Phrase {
      switch self {
      case .schedules: Words.forecastSchedules
      case .surface: Words.forecastSurface
      case .begin: Words.forecastBegin
      case .rules: Words.forecastRules
      }
    }
  }

  private typealias Problem = (field: Field, words: Phrase)

  func answer() async throws -> Answer {
    let recorded = RecordedSchedules(patient, place.outcome.timeline, library)
    guard pages.isForm else { return page(own(recorded), [], []) }
    let texts = Dictionary(
      Field.allCases.map { ($0, String((visit.form[$0.rawValue] ?? "").prefix(4000)).trimmed) },
      uniquingKeysWith: { first, _ in first })
    var problems: [Problem] = []
    let question = question(texts, recorded, &problems)
    guard problems.isEmpty, let question else { return page(texts, problems, []) }
    do {
      return page(texts, [], shown(try await ForecastAnswer(question, library), question))
    } catch let problem as MarrowProblem {
      return page(texts, [(.schedules, Phrase("\(problem)", "\(problem)"))], [])
    }
  }

  /// What the form begins with: what the record says.
  private func own(_ recorded: RecordedSchedules) -> [Field: String] {
    var surface = ""
    if case .squareMetres(let own) = RecordedSchedules.ownSurface(of: patient) {
      surface = Numbers.text(own, decimals: 2, in: visit.language)
    }
    return [.schedules: recorded.schedules.joined(separator: "\n"), .surface: surface]
  }

  private func question(
    _ texts: [Field: String], _ recorded: RecordedSchedules, _ problems: inout [Problem]
  ) -> ForecastQuestion? {
    let lines = (texts[.schedules] ?? "").split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }
    if lines.isEmpty { problems.append((.schedules, Words.forecastNoSchedule)) }
    if lines.count > Self.mostSchedules { problems.append((.schedules, Words.forecastTooMany)) }
    var schedules: [MarrowSchedule] = []
    for line in lines.prefix(Self.mostSchedules) {
      do throws(MarrowProblem) {
        schedules.append(try MarrowSchedule(parsing: line, generic: library.generic))
      } catch { problems.append((.schedules, Phrase("\(error)", "\(error)"))) }
    }
    var question = ForecastQuestion(schedules)
    question.recorded = recorded
    question.areOfRecord = lines == recorded.schedules
    let surface = texts[.surface] ?? ""
    if !surface.isEmpty {
      if let read = try? Quantity(parsing: surface), ["", "m²", "m2", "m^2", "qm"].contains(read.unit),
        Self.surfaces.contains(read.number)
      {
        question.squareMetres = read.number
      } else {
        problems.append((.surface, Words.forecastNotASurface))
      }
    } else if schedules.contains(where: \.needsSurface) {
      problems.append((.surface, Words.forecastNeedsSurface))
    }
    if let begin = texts[.begin], !begin.isEmpty {
      let bounds = (try? StatedDate(parsing: TypedTime.day(begin) ?? begin))?.bounds
      if let bounds, bounds.isExact, let day = bounds.earliest {
        question.from = day
      } else {
        problems.append((.begin, Words.notADay))
      }
    }
    if let rules = texts[.rules], !rules.isEmpty {
      question.rules = sets.first { $0.id == rules }
    }
    return question
  }

  private var sets: [RuleSet] { library.rules.values.filter(RuleDelivery.canFollow).sorted { $0.id < $1.id } }

  // MARK: the page

  private func page(_ texts: [Field: String], _ problems: [Problem], _ content: [Markup]) -> Answer {
    let layout = pages.layout(state, .study)
    return layout.page(
      "\(visit(Words.forecast)) · \(place.position)", status: problems.isEmpty ? 200 : 422,
      [
        layout.head(
          "\(visit(Words.patient)) \(patient.id): \(visit(Words.forecast))", visit.text(Words.forecastAbout)),
        // Before any number, and as large as one.
        .element("p", ["class": "callout warning notice", "role": "note"], visit.text(Words.forecastNotice)),
        .element("p", ["class": "hint"], visit.text(PublishedPerformance.hughes2023.phrase)),
        .element("div", ["class": "stack"], [form(texts, problems)] + content),
        .element("p", ["class": "noprint"], visit.link(.patient(place.part), class: "button", visit.text(Words.back))),
      ])
  }

  private func form(_ texts: [Field: String], _ problems: [Problem]) -> Markup {
    let schedules = { (said: Said) -> Markup in
      .element(
        "textarea",
        [
          "name": Field.schedules.rawValue, "id": said.id, "rows": "4", "aria-describedby": said.described,
          "aria-invalid": said.isWrong,
        ], .preformatted(texts[.schedules] ?? ""))
    }
    let rules = { (said: Said) -> Markup in
      let choices = [("", visit(Words.noRules))] + sets.map { ($0.id, $0.name) }
      let options = choices.map { id, name -> Markup in
        id == texts[.rules] ?? ""
          ? .element("option", ["value": id, "selected": "selected"], .text(name))
          : .element("option", ["value": id], .text(name))
      }
      return .element("select", ["name": Field.rules.rawValue, "id": said.id], options)
    }
    let fields: [Markup] = [
      input(.schedules, Words.forecastSchedulesHelp, problems, schedules),
      line(.surface, Words.forecastSurfaceHelp, texts, problems),
      line(.begin, Words.forecastBeginHelp, texts, problems), input(.rules, nil, problems, rules),
      .element("div", .element("button", ["class": "primary"], visit.text(Words.workOut))),
    ]
    return visit.form(
      to: .forecast(place.part), class: "panel settings noprint", [.element("div", ["class": "in stack"], fields)])
  }

  private func line(_ field: Field, _ help: Phrase, _ texts: [Field: String], _ problems: [Problem]) -> Markup {
    input(field, help, problems) { said in
      .element(
        "input",
        [
          "type": "text", "name": field.rawValue, "id": said.id, "value": texts[field] ?? "", "autocomplete": "off",
          "aria-describedby": said.described, "aria-invalid": said.isWrong,
        ])
    }
  }

  /// What a control says of itself to who cannot see it.
  private struct Said {
    var id: String
    var described: String
    var isWrong: String
  }

  /// A field with its label, its help and what is wrong with it.
  private func input(
    _ field: Field, _ help: Phrase?, _ problems: [Problem], _ control: (Said) -> Markup
  ) -> Markup {
    let id = "f-\(field.rawValue)"
    let wrong = problems.filter { $0.field == field }.map(\.words)
    let described = (wrong.isEmpty ? [] : ["e-\(id)"]) + (help == nil ? [] : ["h-\(id)"])
    let said = Said(id: id, described: described.joined(separator: " "), isWrong: wrong.isEmpty ? "false" : "true")
    var parts: [Markup] = [.element("label", ["for": id], visit.text(field.label)), control(said)]
    if let help { parts.append(.element("p", ["class": "hint", "id": "h-\(id)"], visit.text(help))) }
    if !wrong.isEmpty {
      parts.append(
        .element(
          "div", ["class": "wrong error", "id": "e-\(id)", "role": "alert"],
          wrong.map { .element("p", visit.text($0)) }))
    }
    return .element("div", parts)
  }

  private func shown(_ answer: ForecastAnswer, _ question: ForecastQuestion) -> [Markup] {
    let remark: [Markup] =
      visit(Words.forecastInEnglish).isEmpty
      ? [] : [.element("p", ["class": "hint"], visit.text(Words.forecastInEnglish))]
    return remark + figures(answer, question) + answer.tables.map { TablePanel(table: $0, language: .english).markup }
  }

  private func figures(_ answer: ForecastAnswer, _ question: ForecastQuestion) -> [Markup] {
    guard !answer.forecasts.isEmpty else { return [] }
    let plots = [
      ForecastFigures.bands(answer.subject, answer.forecasts, begins: answer.begins, in: visit.language),
      ForecastFigures.frontier(
        answer.subject, answer.forecasts, question.schedules.map(ForecastTables.perWeek), begins: answer.begins,
        in: visit.language),
    ]
    return plots.enumerated().map { index, plot in
      .element(
        "figure", ["class": "panel"],
        .element(
          "div",
          ["class": "sheet", "tabindex": "0", "role": "group", "aria-label": "\(visit(Words.figure)) \(index + 1)"],
          .picture(
            svg: SVGRenderer(idPrefix: "c\(index)", sizing: .responsive).render(
              plot.scene(FigureOptions(widthMillimetres: 180, language: visit.language))))),
        .element(
          "figcaption", ["class": "in small"], .element("b", .text("\(visit(Words.figure)) \(index + 1). ")),
          .text(plot.caption)))
    }
  }
}
