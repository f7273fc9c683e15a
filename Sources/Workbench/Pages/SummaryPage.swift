// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Figures
import Foundation
import Outcomes
import Plain
import Review
import Store

/// A patient on one page, to be printed for a tumour board: the course, the lines with what came of them, what is open, what is planned. All of it is the record's; nothing is advice.
struct SummaryPage {
  let pages: StudyPages
  let state: StudyState
  let place: StudyState.Place

  private var visit: Visit { pages.visit }
  private var outcome: PatientOutcomes { place.outcome }

  func answer() async throws -> Answer {
    let sheet = try await PatientSheet(place, pages.store, at: state.revision)
    let layout = pages.layout(state, .study)
    let patient = outcome.patient
    let about = [
      patient.sex.value.map { FieldWords.value($0.rawValue, visit.language) }, patient.age.value?.words,
      patient.diagnosis.map { EntryWords($0.entry).value }, patient.diagnosis?.diagnosis.site.value,
    ].compactMap(\.self).joined(separator: " · ")
    let day = String(Date.now.ISO8601Format().prefix(10))
    return layout.page(
      "\(visit(Words.summary)) · \(place.position)",
      [
        layout.head(
          "\(visit(Words.patient)) \(patient.id): \(visit(Words.summary))", .text(about),
          .element("span", ["class": "small dim"], .text("\(day) · \(visit(Words.revision)) \(state.revision)"))),
        .element("div", ["class": "stack"], figure, lines(sheet), words(sheet), questions),
        .element("p", ["class": "small dim"], visit.text(Words.summaryNotice)),
        .element("p", ["class": "noprint"], visit.link(.patient(place.part), class: "button", visit.text(Words.back))),
      ])
  }

  private var figure: Markup {
    guard !outcome.therapies.isEmpty else { return .nothing }
    var one = state.outcomes
    one.patients = [outcome]
    one.study.patients = [outcome.patient]
    return .group(
      SwimmerPlot(one).pages(CourseFigureOptions(linkPrefix: nil)).enumerated().map { index, scene in
        .element(
          "div", ["class": "sheet", "tabindex": "0", "role": "group", "aria-label": visit(Words.course)],
          .picture(svg: SVGRenderer(idPrefix: "summary-\(index)", sizing: .responsive).render(scene)))
      })
  }

  /// The therapies in order of time, each with what came of it; what is not determined says so.
  private func lines(_ sheet: PatientSheet) -> Markup {
    guard !outcome.therapies.isEmpty else { return .nothing }
    let rows = outcome.therapies.map { therapy in
      let start = sheet.spans(therapy.entry).map { visit.number($0.start.text()) } ?? visit(Words.notDetermined)
      return Markup.element(
        "tr",
        [
          .element(
            "th", ["scope": "row"],
            .text(therapy.name + (therapy.isMaintenance ? " (\(FieldWords.value("maintenance", visit.language)))" : ""))
          )
        ]
          + [
            start, visit.number(therapy.duration.trace.value), therapy.bestResponse?.trace.value ?? "–",
            therapy.timeToProgression.map { visit.number($0.trace.value) } ?? "–",
            therapy.therapy.stopReason.value ?? "–",
          ].map { .element("td", .text($0)) })
    }
    return Layout.panel(
      "lines", visit(Words.treatments), .nothing,
      Pieces.table(
        visit(Words.treatments),
        head: [
          Words.treatment, Words.beganAfterDiagnosis, Words.duration, Words.bestResponse, Words.toProgression,
          Words.stoppedFor,
        ].map { visit($0) }, rows))
  }

  /// Decisions and plans as they were entered.
  private func words(_ sheet: PatientSheet) -> Markup {
    let own = outcome.patient.entries.compactMap { entry -> Markup? in
      switch entry.content {
      case .decision, .plan: return .element("li", .text(EntryWords(entry).title(visit.language)))
      default: return nil
      }
    }
    return Layout.panel(
      "plans", visit(Words.plans), .nothing,
      own.isEmpty
        ? .element("p", ["class": "in"], visit.text(Words.noPlans))
        : .element("div", ["class": "in"], .element("ul", own)))
  }

  /// Errors and warnings that are open.
  private var questions: Markup {
    let open = state.findings(of: outcome.patient.id).filter { $0.severity != .note }
    return Layout.panel(
      "questions", visit(Words.openQuestions), .text("\(open.count)"),
      open.isEmpty
        ? .element("p", ["class": "in"], visit.text(Words.noFindings))
        : FindingsPage(pages: pages, state: state).list(open.prefix(30), showsPatient: false))
  }
}
