// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain
import Review
import Store

/// Rows from a spreadsheet: pasted, then shown as they were understood, then saved as one revision.
struct PastePage {
  let pages: StudyPages
  let state: StudyState
  let place: StudyState.Place

  private var visit: Visit { pages.visit }
  private var patient: Patient.ID { place.outcome.patient.id }

  func answer() async throws -> Answer {
    let table = visit.form["table"].flatMap { PastedRows.Table(rawValue: $0) } ?? .laboratory
    let text = visit.form["rows"] ?? ""
    guard pages.isForm, !text.trimmed.isEmpty else { return page(table, text, nil) }
    var chosen: [Int: String] = [:]
    for (name, value) in visit.form.pairs where name.hasPrefix("column.") {
      if let index = Int(name.dropFirst("column.".count)) { chosen[index] = value }
    }
    // Other heads, or another table, begin anew.
    if visit.form["of"] != table.rawValue { chosen = [:] }
    guard var rows = PastedRows(text, table, chosen: chosen) else { return page(table, text, nil) }
    try await rows.check(patient, pages.store, at: state.revision)
    let isPart = visit.form["action"] == "good" && !rows.good.isEmpty
    guard isPart || (visit.form["action"] == "save" && rows.isClear) else { return page(table, text, rows) }
    do {
      _ = try await pages.store.save(rows.edits(patient), by: visit.session.author)
      guard isPart else { return Answer.see(.patient(place.part), "told=saved") }
      return page(table, rows.rest, nil, saved: rows.good.count)
    } catch {
      return page(table, text, rows, problem: error.description)
    }
  }

  private func page(
    _ table: PastedRows.Table, _ text: String, _ rows: PastedRows?, problem: String? = nil, saved: Int? = nil
  ) -> Answer {
    let layout = pages.layout(state, .study)
    let isWrong = problem != nil || (rows != nil && visit.form["action"] == "save")
    return layout.page(
      "\(visit(Words.paste)) · \(place.position)", status: isWrong ? 422 : 200,
      [
        layout.head("\(visit(Words.patient)) \(patient): \(visit(Words.paste))", visit.text(Words.pasteHelp)),
        visit.form(
          to: .paste(place.part), class: "stack",
          [
            problem.map { .element("p", ["class": "callout error", "role": "alert"], .lines($0)) } ?? .nothing,
            saved.map { .element("p", ["class": "callout good", "role": "status"], visit.text(Words.savedSome($0))) }
              ?? .nothing,
            .element(
              "div", ["class": "panel in stack"],
              .element(
                "div", .element("label", ["for": "table"], visit.text(Words.table)),
                .element(
                  "select", ["name": "table", "id": "table"],
                  PastedRows.Table.allCases.map { own in
                    own == table
                      ? .element("option", ["value": own.rawValue, "selected": "selected"], visit.text(own.phrase))
                      : .element("option", ["value": own.rawValue], visit.text(own.phrase))
                  })),
              .element(
                "dl", ["class": "hint", "id": "h-rows"],
                PastedRows.Table.allCases.map { own in
                  .group([
                    .element("dt", visit.text(own.phrase)),
                    .element("dd", meanings(own)),
                  ])
                }),
              .element(
                "div", .element("label", ["for": "rows"], visit.text(Words.pasted)),
                .element(
                  "textarea",
                  ["name": "rows", "id": "rows", "rows": "8", "spellcheck": "false", "aria-describedby": "h-rows"],
                  .preformatted(text))),
              .element(
                "button", ["name": "action", "value": "read", "class": rows == nil ? "primary" : ""],
                visit.text(Words.readIt))),
            rows.map { understood($0) } ?? .nothing,
            .element("p", visit.link(.patient(place.part), class: "button", visit.text(Words.cancel))),
          ]),
      ])
  }

  private func meanings(_ table: PastedRows.Table) -> Markup {
    .group(
      table.meanings(visit.language).enumerated().map { index, own in
        .group([
          index == 0 ? "" : " · ", .element("code", .text(own.column)),
          own.isNeeded ? .text(" (\(visit(Words.required)))") : .nothing, ": ",
          FieldHelp.markup(own.words.hasSuffix(".") ? String(own.words.dropLast()) : own.words),
        ])
      })
  }

  private func understood(_ rows: PastedRows) -> Markup {
    let heads = rows.heads.enumerated().map { index, head in
      Markup.element(
        "div", .element("label", ["for": "c\(index)"], .text(head.isEmpty ? "\(index + 1)" : head)),
        .element(
          "select", ["name": "column.\(index)", "id": "c\(index)"],
          ([""] + rows.table.columns).map { column in
            let label = Markup.text(column.isEmpty ? visit(Words.leaveOut) : column)
            return column == rows.columns[index] ?? ""
              ? .element("option", ["value": column, "selected": "selected"], label)
              : .element("option", ["value": column], label)
          }))
    }
    let used = rows.table.columns.filter { column in rows.columns.contains { $0 == column } }
    let body = rows.rows.map { row in
      Markup.element(
        "tr",
        [.element("th", ["scope": "row"], .text("\(row.number)"))]
          + used.map { column in
            .element(
              "td", .text(row.cells[column] ?? ""),
              row.pasted[column].map { .element("span", ["class": "sub"], .text("\(visit(Words.pasted)): \($0)")) }
                ?? .nothing)
          } + [.element("td", verdict(row))])
    }
    let words: Markup =
      rows.isClear
      ? .element(
        "button", ["name": "action", "value": "save", "class": "primary"], visit.text(Words.saveAll(rows.new.count)))
      : .group([
        .element(
          "p", ["class": "callout warning"],
          visit.text(rows.rows.isEmpty ? Words.nothingPasted : Words.notAllUnderstood)),
        rows.good.isEmpty
          ? .nothing
          : .element("button", ["name": "action", "value": "good"], visit.text(Words.saveGood(rows.good.count))),
      ])
    return Layout.panel(
      "understood", visit(Words.understood), .nothing,
      .element(
        "div", ["class": "in stack"],
        .element("input", ["type": "hidden", "name": "of", "value": rows.table.rawValue]),
        .element("div", ["class": "fields"], heads)),
      Pieces.table(visit(Words.understood), head: [visit(Words.row)] + used + [visit(Words.toldOfRow)], body),
      .element("div", ["class": "in"], words))
  }

  /// Read without doubt, with a warning, or not understood: by a word, never by colour alone.
  private func verdict(_ row: PastedRows.Row) -> Markup {
    // A row that is there already is told so, unless something is wrong with it.
    if row.problems.isEmpty, row.isThere { return .element("span", ["class": "dim"], visit.text(Words.isThere)) }
    if let told = Pieces.told(problems: row.problems, warnings: row.warnings, visit) { return told }
    return .element("span", "✓")
  }
}
