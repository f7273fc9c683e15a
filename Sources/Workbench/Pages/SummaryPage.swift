// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Figures
import Foundation
import Outcomes
import Plain
import Report
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
    let content = SummaryContent(outcome, sheet, state.outcomes.library, visit)
    return layout.page(
      "\(visit(Words.summary)) · \(place.position)",
      [
        layout.head(
          title, .text(content.about.joined(separator: " · ")),
          .element("span", ["class": "small dim"], .text(stamp))),
        .element(
          "div", ["class": "stack"], figure, treatments(content), happenings(content), plans(content), questions),
        .element("p", ["class": "small dim"], visit.text(Words.summaryNotice)),
        .element(
          "p", ["class": "noprint row"],
          visit.link(.summaryDocument(place.part), class: "button", visit.text(Words.asWord)),
          visit.link(.dossier(place.part), class: "button", visit.text(Words.dossier)),
          visit.link(.patient(place.part), class: "button", visit.text(Words.back))),
      ])
  }

  private var title: String { "\(visit(Words.patient)) \(outcome.patient.id): \(visit(Words.summary))" }
  private var stamp: String {
    "\(Date.now.ISO8601Format().prefix(10)) · \(visit(Words.revision)) \(state.revision)"
  }

  /// The same as a Word document, to be worked on.
  func document() async throws -> Answer {
    let sheet = try await PatientSheet(place, pages.store, at: state.revision)
    let content = SummaryContent(outcome, sheet, state.outcomes.library, visit)
    let findings = state.findings(of: outcome.patient.id).filter { $0.severity != .note }
    var parts = SummaryContent.courseParts(outcome, state.outcomes, visit)
    parts.append(.init(visit(Words.treatments), head: content.treatmentHead, rows: content.treatments))
    parts.append(
      .init(visit(Words.whatHappened), head: SummaryContent.happeningHead(visit), rows: content.happeningRows))
    parts.append(
      .init(visit(Words.plans), paragraphs: content.plans.isEmpty ? [visit(Words.noPlans)] : content.plans))
    let open: [String] = findings.isEmpty ? [visit(Words.noFindings)] : findings.prefix(30).map { visit($0.summary) }
    parts.append(.init(visit(Words.openQuestions), paragraphs: open))
    parts.append(.init(visit(Words.noticeHead), paragraphs: [visit(Words.summaryNotice)]))
    let document = WordSheet(
      title: title, subtitle: "\(content.about.joined(separator: " · ")) · \(stamp)", table: visit(Words.table),
      figure: visit(Words.figure),
      parts: parts.filter { !$0.paragraphs.isEmpty || !$0.rows.isEmpty || $0.figure != nil })
    do throws(ReportFormat.Refusal) {
      return .download(
        try document.docx(), type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        name: "patient.docx")
    } catch {
      throw PageError(Phrase("\(error)", "\(error)"), status: 501)
    }
  }

  private var figure: Markup {
    guard !outcome.therapies.isEmpty else { return .nothing }
    var options = CourseFigureOptions(linkPrefix: nil)
    options.language = visit.language
    return .group(
      SwimmerPlot(state.outcomes.of(outcome)).pages(options).enumerated().map {
        index, scene in
        .element(
          "div", ["class": "sheet", "tabindex": "0", "role": "group", "aria-label": visit(Words.course)],
          .picture(svg: SVGRenderer(idPrefix: "summary-\(index)", sizing: .responsive).render(scene)))
      })
  }

  /// The therapies in order of time, each with its doses and what came of it; what is not determined says so.
  private func treatments(_ content: SummaryContent) -> Markup {
    guard !content.treatments.isEmpty else { return .nothing }
    return Layout.panel(
      "lines", visit(Words.treatments), .nothing,
      Pieces.table(visit(Words.treatments), head: content.treatmentHead, content.treatments.map(Pieces.row)))
  }

  /// Diagnosis, metastases, local treatment, toxicity, status: what happened and when.
  private func happenings(_ content: SummaryContent) -> Markup {
    guard !content.happenings.isEmpty else { return .nothing }
    return Layout.panel(
      "happenings", visit(Words.whatHappened), .nothing,
      Pieces.table(
        visit(Words.whatHappened), head: SummaryContent.happeningHead(visit),
        content.happeningRows.map(Pieces.row)))
  }

  /// Decisions and plans as they were entered.
  private func plans(_ content: SummaryContent) -> Markup {
    Layout.panel(
      "plans", visit(Words.plans), .nothing,
      content.plans.isEmpty
        ? .element("p", ["class": "in"], visit.text(Words.noPlans))
        : .element("div", ["class": "in"], .element("ul", content.plans.map { .element("li", .text($0)) })))
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
