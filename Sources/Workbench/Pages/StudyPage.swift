// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Drawing
import Figures
import Outcomes
import Plain
import Report
import Review
import Store

/// The study: its courses as a way in, what it counts, what a reader needs and nobody has entered, what contradicts.
struct StudyPage {
  let pages: StudyPages
  let state: StudyState

  private var visit: Visit { pages.visit }
  /// So many patients stand on a page.
  private static let onPage = 50

  func answer() async throws -> Answer {
    let layout = pages.layout(state, .study)
    let study = state.study
    let shown = range
    let about = [
      study.centre.value, study.design.value, study.period.value?.text, study.dataCutOff.value.map { "→ \($0.text)" },
    ].compactMap(\.self).joined(separator: " · ")
    let drafts = try await pages.store.drafts(of: visit.session.author)
    return layout.page(
      visit(Words.study),
      [
        layout.head(
          study.title, .text(about),
          visit.link(.newPatient, class: "button", visit.text(Words.addPatient), " ", .element("kbd", "n")),
          visit.link(.studyFacts, class: "button", visit.text(Words.editStudy)),
          visit.link(.double, class: "button", visit.text(Words.double)),
          visit.link(.report, class: "button primary", visit.text(Words.report))),
        try await pages.open.isSecondEntry()
          ? .element("p", ["class": "callout note"], visit.text(Words.doubleBlind)) : .nothing, numbers,
        folder(try await pages.open.sync()), self.drafts(drafts),
        .element(
          "div", ["class": "stack"], await courses(shown), gaps(shown), pager,
          FindingsPage(pages: pages, state: state).first(6), claims),
      ])
  }

  /// What sources claim, each with its verdict and why: it is written in the folder, and read here.
  private var claims: Markup {
    let table = ReportTables.claims(state.review)
    guard !table.rows.isEmpty else { return .nothing }
    return .element(
      "details", ["class": "panel", "id": "claims"],
      .element("summary", .text("\(visit(Words.claims)) (\(table.rows.count))")),
      .element("p", ["class": "in small dim"], visit.text(Words.claimsHelp)),
      TablePanel(table: table, language: visit.language).markup)
  }

  private var range: ArraySlice<StudyState.Place> {
    let page = max(1, visit.query["page"].flatMap { Int($0) } ?? 1)
    let start = min((page - 1) * Self.onPage, max(0, state.patients.count - 1) / Self.onPage * Self.onPage)
    return state.patients[start..<min(start + Self.onPage, state.patients.count)]
  }

  private var pager: Markup {
    guard state.patients.count > Self.onPage else { return .nothing }
    let count = (state.patients.count + Self.onPage - 1) / Self.onPage
    return .element(
      "nav", ["class": "pager", "aria-label": visit(Words.patients)],
      .element(
        "ul", ["class": "row"],
        (1...count).map { .element("li", visit.link(.study, query: "page=\($0)", .text("\($0)"))) }))
  }

  private var numbers: Markup {
    let review = state.review
    let claims = review.claims.count
    return .element(
      "dl", ["class": "strip"],
      Pieces.number(visit(Words.patients), .text("\(state.patients.count)")),
      Pieces.number(
        visit(Words.errors), visit.link(.findings, class: "why", .text("\(review.count(.error))")),
        "+ \(review.count(.warning)) \(visit(Words.warnings)), \(review.count(.note)) \(visit(Words.notes))"),
      Pieces.number(
        visit(Words.settled),
        visit.link(.findings, query: "state=decided", class: "why", .text("\(review.decided.count)"))),
      Pieces.number(visit(Words.entries), .text("\(state.patients.reduce(0) { $0 + $1.summary.entries })")),
      claims == 0
        ? .nothing
        : Pieces.number(
          visit(Words.claims), .element("a", ["class": "why", "href": "#claims"], .text("\(claims)"))))
  }

  private func drafts(_ drafts: [Draft]) -> Markup {
    guard !drafts.isEmpty else { return .nothing }
    return .element(
      "p", ["class": "callout note"], .text("\(visit(Words.drafts)): "),
      .group(
        drafts.prefix(20).compactMap { draft in
          guard let (form, number) = FormPages.address(of: draft.place) else { return nil }
          let isGone = draft.patient.map { state.patient(id: $0) == nil } ?? false
          let words = Markup.text(words(draft, form))
          return .group([
            isGone ? words : visit.link(form, query: "draft=\(number)", words), " ",
          ])
        }))
  }

  /// `Patient 1, Therapy, 2026-11-29 18:20 UTC`
  private func words(_ draft: Draft, _ form: Address) -> String {
    var kind: String?
    if case .newEntry(_, let slug) = form {
      kind = FieldWords.label(slug.replacing("-", with: " "), visit.language)
    }
    return
      ([draft.patient.map { "\(visit(Words.patient)) \($0)" }, kind].compactMap(\.self) + [
        String(draft.at.prefix(16)).replacing("T", with: " ") + " UTC"
      ]).joined(separator: ", ")
  }

  private func folder(_ sync: FolderSync) -> Markup {
    switch sync.state {
    case .none, .same: return .nothing
    case .behind:
      return visit.form(
        to: .writeFolder, class: "callout note row",
        [
          .text(
            visit(
              Phrase(
                "The folder is as it was in revision \(sync.revision ?? 0); the study is at \(state.revision). ",
                "Der Ordner steht auf Revision \(sync.revision ?? 0), die Studie auf \(state.revision). "))),
          .element("button", visit.text(Words.writeFolder)),
        ])
    case .parted: return .element("p", ["class": "callout warning"], visit.text(Words.folderParted))
    }
  }

  // MARK: courses

  private func courses(_ places: ArraySlice<StudyState.Place>) async -> Markup {
    let hasCourse = places.contains { !$0.outcome.therapies.isEmpty }
    guard hasCourse else {
      return Layout.panel(
        "courses", visit(Words.courses), .nothing,
        .element("div", ["class": "in"], .element("p", visit.text(Words.noCourses)), list(places)))
    }
    let (outcomes, language) = (state.outcomes, visit.language)
    // Drawing fifty lanes takes longer than all else of the page.
    let drawn = await pages.open.pictures("swimmer-\(places.startIndex)-\(language.rawValue)", of: state.revision) {
      var shown = outcomes
      shown.patients = places.map(\.outcome)
      shown.study.patients = places.map(\.outcome.patient)
      var options = CourseFigureOptions(linkPrefix: nil)
      options.language = language
      options.patientsPerPage = Self.onPage
      var addresses = places.map { Address.patient($0.part) }[...]
      return SwimmerPlot(shown).pages(options).enumerated().map { index, scene in
        SVGRenderer(idPrefix: "swimmer-\(index)", sizing: .responsive).render(FigureLinks.lanes(scene, &addresses))
      }
    }
    let sheets = drawn.map { svg in
      Markup.element(
        "div", ["class": "sheet", "tabindex": "0", "role": "group", "aria-label": visit(Words.courses)],
        .picture(svg: svg))
    }
    return Layout.panel(
      "courses", visit(Words.courses), visit.text(Words.coursesHelp), .group(sheets))
  }

  private func list(_ places: ArraySlice<StudyState.Place>) -> Markup {
    .element(
      "ul",
      places.map {
        .element("li", visit.link(.patient($0.part), .text("\(visit(Words.patient)) \($0.outcome.patient.id)")))
      })
  }

  // MARK: gaps

  private func gaps(_ places: ArraySlice<StudyState.Place>) -> Markup {
    let rows = places.map { place in
      let facts = Abstraction(place.outcome.patient)
      let open = state.findings(of: place.outcome.patient.id)
      return Markup.element(
        "tr",
        [
          .element(
            "th", ["scope": "row"],
            visit.link(
              .patient(place.part), class: "row-link", .text("\(visit(Words.patient)) \(place.outcome.patient.id)")))
        ]
          + facts.groups.map { .element("td", meter($0)) } + [
            .element(
              "td",
              .group(
                Severity.allCases.compactMap { severity in
                  let count = open.count { $0.severity == severity }
                  guard count > 0 else { return nil }
                  return .group([Pieces.severity(severity, visit, saysWord: false), .text(" \(count) ")])
                }))
          ])
    }
    return Layout.panel(
      "gaps", visit(Words.gaps), visit.text(Words.gapsHelp),
      Pieces.table(
        visit(Words.gaps), class: "matrix",
        head: [visit(Words.patient)] + Abstraction.Kind.allCases.map { visit($0.phrase) } + [visit(Words.findings)],
        Array(rows)))
  }

  private func meter(_ group: Abstraction.Group) -> Markup {
    let total = Double(max(1, group.total))
    let (a, b) = (100 * Double(group.stated) / total, 100 * Double(group.silent) / total)
    func number(_ value: Double) -> String { Numbers.short(value) }
    let words = visit(
      Phrase(
        "\(group.stated) of \(group.total), \(group.silent) silent",
        "\(group.stated) von \(group.total), \(group.silent) schweigt"))
    return .group([
      .text("\(group.stated)/\(group.total)"),
      .element("span", ["class": "vh"], .text(" (\(words))")),
      .element(
        "svg", ["class": "meter", "viewBox": "0 0 100 8", "preserveAspectRatio": "none", "aria-hidden": "true"],
        .element("rect", ["class": "a", "x": "0", "y": "0", "width": number(a), "height": "8"]),
        .element("rect", ["class": "b", "x": number(a), "y": "0.5", "width": number(b), "height": "7"]),
        .element(
          "rect",
          ["class": "c", "x": number(a + b), "y": "0.5", "width": number(max(0, 100 - a - b)), "height": "7"])),
    ])
  }
}
