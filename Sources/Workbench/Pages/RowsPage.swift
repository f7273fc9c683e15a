// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain
import Store

/// The rows of a table of a patient, corrected in place: laboratory values or lesions.
struct RowsPage {
  let pages: StudyPages
  let state: StudyState
  let place: StudyState.Place
  let table: PastedRows.Table

  private var visit: Visit { pages.visit }
  private var patient: Patient.ID { place.outcome.patient.id }
  private var address: Address { table.page(of: place.part) ?? .patient(place.part) }
  private var number: Int {
    (visit.form["page"] ?? visit.query["page"]).flatMap { Int($0) }.map { min(max(1, $0), 100_000) } ?? 1
  }

  func answer() async throws -> Answer {
    guard pages.isForm else {
      return page(try await TableRows(patient, table, pages.store, at: state.revision, page: number))
    }
    let base = visit.form["base"].flatMap { Int($0) } ?? state.revision
    // The rows as they were when the page was opened.
    var rows = try await TableRows(patient, table, pages.store, at: base, page: number)
    typed(&rows)
    guard !rows.changed.isEmpty else { return Answer.see(address, "told=same") }
    try await rows.check(pages.store, at: state.revision)
    guard rows.isClear else { return page(rows, base: base, problem: visit(Words.rowsNotUnderstood)) }
    do {
      _ = try await pages.store.save(rows.edits(base: base), by: visit.session.author, why: visit.form["why"])
      return Answer.see(address, "told=saved")
    } catch {
      if case .reasonMissing = error { return page(rows, base: base, problem: visit(Words.whyMissing)) }
      return page(rows, base: base, problem: error.description)
    }
  }

  /// Takes over what the form says, by the number of the part; what the form does not have stays.
  private func typed(_ rows: inout TableRows) {
    for index in rows.rows.indices {
      guard let part = rows.rows[index].part else { continue }
      for column in rows.columns {
        if let value = visit.form["r.\(part).\(column)"] { rows.rows[index].typed[column] = value }
      }
      rows.rows[index].isRemoved = visit.form["r.\(part).remove"] == "true"
    }
    var new = TableRows.Row(part: nil, typed: [:])
    for column in rows.columns { new.typed[column] = visit.form["n.1.\(column)"] ?? "" }
    if !new.isBlank { rows.rows.append(new) }
  }

  // MARK: the page

  private func page(_ rows: TableRows, base: Int? = nil, problem: String? = nil) -> Answer {
    let layout = pages.layout(state, .study)
    let count = (rows.total + TableRows.onPage - 1) / TableRows.onPage
    let pager: Markup =
      count < 2
      ? .nothing
      : .element(
        "nav", ["class": "pager", "aria-label": visit(table.phrase)],
        .element(
          "ul", ["class": "row"],
          (1...count).map { .element("li", visit.link(address, query: "page=\($0)", .text("\($0)"))) }))
    let why: Markup = .element(
      "div", .element("label", ["for": "why"], visit.text(Words.why)),
      .element("p", ["class": "hint", "id": "h-why"], visit.text(Words.whyHelp)),
      .element(
        "input",
        ["type": "text", "name": "why", "id": "why", "aria-describedby": "h-why", "value": visit.form["why"] ?? ""]))
    let actions: Markup = .element(
      "div", ["class": "panel in row"], why,
      .element("button", ["class": "primary"], visit.text(Words.save)),
      visit.link(.patient(place.part), class: "button", visit.text(Words.back)))
    return layout.page(
      "\(visit(table.phrase)) · \(place.position)", status: problem == nil ? 200 : 422,
      [
        layout.head(
          "\(visit(Words.patient)) \(patient): \(visit(table.phrase))", visit.text(Words.rowsHelp),
          visit.link(.paste(place.part), class: "button", visit.text(Words.paste))),
        problem.map { .element("p", ["class": "callout error", "role": "alert"], .lines($0)) } ?? .nothing,
        visit.form(
          to: address, class: "stack",
          [
            .element("input", ["type": "hidden", "name": "base", "value": "\(base ?? state.revision)"]),
            .element("input", ["type": "hidden", "name": "page", "value": "\(number)"]), grid(rows), pager,
            pages.store.isReadOnly ? .nothing : actions,
          ]),
      ])
  }

  private func grid(_ rows: TableRows) -> Markup {
    let head =
      rows.columns.map { FieldWords.label($0, visit.language) } + [visit(Words.takeOut), visit(Words.toldOfRow)]
    var shown = rows.rows
    if !shown.contains(where: { $0.part == nil }) { shown.append(TableRows.Row(part: nil, typed: [:])) }
    let body = shown.enumerated().map { index, row -> Markup in
      let name = row.part.map { "r.\($0)" } ?? "n.1"
      let label = row.part == nil ? visit(Words.newRow) : "\(visit(Words.row)) \(index + 1)"
      let fields = rows.columns.map { column -> Markup in
        .element(
          "td",
          .element(
            "input",
            [
              "type": "text", "name": "\(name).\(column)", "value": row.typed[column] ?? "",
              "size": "\(max(6, min(24, (rows.rows.compactMap { $0.typed[column]?.count }.max() ?? 6) + 1)))",
              "aria-label": "\(FieldWords.label(column, visit.language)), \(label)",
              "aria-invalid": row.told.problems.isEmpty ? "false" : "true", "spellcheck": "false",
            ]))
      }
      let remove: Markup =
        row.part == nil
        ? .text(visit(Words.newRow))
        : Pieces.input(
          "checkbox", "\(name).remove", "true", isOn: row.isRemoved, label: "\(visit(Words.takeOut)), \(label)")
      return .element(
        "tr", ["class": row.part == nil ? "new" : ""],
        fields + [
          .element("td", ["class": "remove"], remove),
          .element("td", Pieces.told(problems: row.told.problems, warnings: row.told.warnings, visit) ?? .nothing),
        ])
    }
    return .element("div", ["class": "panel"], Pieces.table(visit(table.phrase), class: "grid", head: head, body))
  }
}
