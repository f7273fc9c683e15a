// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain
import Report
import Review

/// The next dose of a patient as named rule sets have it, side by side: what each says, from what, and what is not known. It proposes nothing and changes nothing.
struct DosePage {
  let pages: StudyPages
  let state: StudyState
  let place: StudyState.Place

  private var visit: Visit { pages.visit }
  private var outcome: PatientOutcomes { place.outcome }
  private var library: RegimenLibrary { state.outcomes.library }

  /// What is asked: a day and a therapy. They come in a form, since an address holds no date.
  private struct Question {
    var day: String
    var therapy: String
  }

  func answer() -> Answer {
    let judging = RecordJudging(outcome, library)
    // The last day on which a dose is recorded; without one, the last day of the record.
    let last = outcome.therapies.flatMap(\.therapy.administrations).map(\.date).max() ?? judging.lastDay
    let question = Question(
      day: visit.form["day"]?.trimmed ?? last?.description ?? "", therapy: visit.form["therapy"] ?? "")
    guard !outcome.therapies.isEmpty else { return page(question, [callout("warning", visit(Words.noTherapy))]) }
    guard !question.day.isEmpty else { return page(question, [callout("warning", visit(Words.noExactDay))]) }
    guard let day = Self.day(question.day) else {
      return page(question, [callout("error", visit(Words.notADay))], status: 422)
    }
    let found: RecordedDay
    do throws(RecordedDayProblem) {
      found = try judging.reader.read(
        on: day, therapy: question.therapy.isEmpty ? nil : question.therapy, dayOfCycle: nil)
    } catch {
      return page(question, [callout(pages.isForm ? "error" : "warning", "\(error)")], status: pages.isForm ? 422 : 200)
    }
    return page(question, content(found, judging))
  }

  /// A day, as charts write it; nil for what is no one day.
  private static func day(_ text: String) -> Day? {
    guard let bounds = (try? StatedDate(parsing: TypedTime.day(text) ?? text))?.bounds, bounds.isExact else {
      return nil
    }
    return bounds.earliest
  }

  // MARK: the page

  private func page(_ question: Question, _ content: [Markup], status: Int = 200) -> Answer {
    let layout = pages.layout(state, .study)
    return layout.page(
      "\(visit(Words.dose)) · \(place.position)", status: status,
      [
        layout.head("\(visit(Words.patient)) \(outcome.patient.id): \(visit(Words.dose))", visit.text(Words.doseAbout)),
        // Before any number, and as large as one.
        .element("p", ["class": "callout warning notice", "role": "note"], visit.text(Words.doseNotice)),
        .element("div", ["class": "stack"], [form(question)] + content),
        .element("p", ["class": "noprint"], visit.link(.patient(place.part), class: "button", visit.text(Words.back))),
      ])
  }

  private func callout(_ kind: String, _ words: String) -> Markup {
    .element("p", ["class": "callout \(kind)", "role": kind == "error" ? "alert" : "status"], .lines(words))
  }

  private func form(_ question: Question) -> Markup {
    let options = [("", visit(Words.anyTherapy))] + outcome.therapies.map { ($0.entry.id, $0.name) }
    return visit.form(
      to: .dose(place.part), class: "panel in row noprint",
      [
        .element(
          "div", .element("label", ["for": "day"], visit.text(Words.dayOfDose)),
          .element("input", ["type": "text", "name": "day", "id": "day", "value": question.day, "autocomplete": "off"])),
        .element(
          "div", .element("label", ["for": "therapy"], visit.text(Words.treatment)),
          .element(
            "select", ["name": "therapy", "id": "therapy"],
            options.map { id, name in
              id == question.therapy
                ? .element("option", ["value": id, "selected": "selected"], .text(name))
                : .element("option", ["value": id], .text(name))
            })),
        .element("button", ["class": "primary"], visit.text(Words.workOut)),
      ])
  }

  private func content(_ found: RecordedDay, _ judging: RecordJudging) -> [Markup] {
    let surface = found.size.flatMap { size in
      try? size.surface(DoseOrder(Dose(amount: 1, unit: .milligrams)).formula).squareMetres
    }
    let orders = judging.orders(found, surface: surface)
    let decisions = DoseJudging().decisions(of: orders)
    let silent = orders.compactMap { own in own.note.map { (drug: own.drug, why: $0) } }
    let tables = DosingTables.decisions(
      decisions, silent: silent, notes: judging.notes(found, isAsked: true), title: judging.title(found),
      explained: true)
    let drugs = (decisions.map(\.decision.drug) + silent.map(\.drug)).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    return [
      .element("p", ["lang": "en"], .element("strong", .text(judging.title(found)))),
      .group(drugs.map { drug in bySet(drug, tables, decisions.filter { $0.decision.drug == drug }, found) }),
      notes(tables),
      // Files and lines say nothing to whoever has none: sources do.
      Layout.panel(
        "known", visit(Words.whatIsKnown), .nothing, table(DosingTables.record(found, Places()))),
      .group(
        tables.dropFirst(2).map { rules in
          .element("details", ["class": "panel"], .element("summary", visit.text(Words.everyRule)), table(rules))
        }),
    ]
  }

  // MARK: rule sets side by side

  /// What the sets say of a drug, a column each: first where each is from and how sure that is, then what it says.
  private func bySet(_ drug: String, _ tables: [Table], _ decisions: [JudgedDrug], _ found: RecordedDay) -> Markup {
    guard let summary = tables.first, tables.count > 1 else { return .nothing }
    let rows = summary.rows.filter { $0.count > 1 && $0[1].text == drug }
    let origins = tables[1].rows
    var lines: [(head: String, cells: [String])] = []
    for (column, head) in tables[1].columns.enumerated().dropFirst() {
      let cells = rows.map { row in origins.first { $0[0].text == row[0].text }?[column].text ?? "–" }
      if cells.contains(where: { $0 != "–" }) { lines.append((head.head, cells)) }
    }
    for (column, head) in summary.columns.enumerated().dropFirst(2) {
      lines.append((head.head, rows.map { $0[column].text }))
    }
    lines.append((visit(Words.milligrams), decisions.map { milligrams($0, found) }))
    let shown = lines.filter { line in line.cells.contains { !["", "–"].contains($0) } }
    let id = "dose-" + drug.utf8.map { (0x61...0x7A).contains($0) ? String(UnicodeScalar($0)) : "-" }.joined()
    return .element(
      "section", ["class": "panel", "aria-labelledby": id],
      .element("header", .element("h2", ["id": id], .text(drug))),
      Pieces.table(
        drug, class: "dose", head: [visit(Words.ruleSet)] + rows.map { $0[0].text },
        shown.map { line in
          .element(
            "tr", ["lang": "en"],
            [.element("th", ["scope": "row"], .text(line.head))]
              + (0..<rows.count).map { index in
                .element("td", .lines(index < line.cells.count ? line.cells[index] : ""))
              })
        }))
  }

  /// The dose in milligrams with its arithmetic, of a dose by body surface where the record has the size; else what is missing.
  private func milligrams(_ judged: JudgedDrug, _ found: RecordedDay) -> String {
    guard let given = DosingTables.given(judged) else { return "–" }
    var order = DoseOrder(given.dose)
    order.timesADay = given.timesADay
    order.size = found.size
    // The greatest single dose of the regimen and of the drug holds, as for every dose that is computed.
    let regimen = found.therapy.therapy.regimen.flatMap { library.regimens[$0] }
    let parts = regimen?.components.filter { $0.drug == judged.decision.drug } ?? []
    order.surfaceCap = parts.compactMap(\.surfaceCap).min()
    order.greatestMilligrams =
      (parts.map(\.mostMilligrams) + [library.drugs[judged.decision.drug]?.mostMilligrams]).compactMap(\.self).min()
    do throws(DoseProblem) {
      let computed = try order.compute()
      return (computed.steps + computed.remarks).joined(separator: "\n")
    } catch {
      return "\(visit(Words.notDetermined)): \(error)"
    }
  }

  private func notes(_ tables: [Table]) -> Markup {
    let lines = tables.first.map { $0.footnotes } ?? []
    return Layout.panel(
      "notes", visit(Words.doseRemarks), .nothing,
      .element("div", ["class": "in", "lang": "en"], .element("ul", lines.map { .element("li", .text($0)) })))
  }

  private func table(_ table: Table) -> Markup {
    .group([
      Pieces.table(
        table.title, head: table.columns.map(\.head),
        table.rows.map { row in
          .element(
            "tr", ["lang": "en"],
            row.enumerated().map { index, cell in
              index == 0
                ? .element("th", ["scope": "row"], .lines(cell.text)) : .element("td", .lines(cell.text))
            })
        }),
      table.footnotes.isEmpty
        ? .nothing
        : .element("div", ["class": "in small dim", "lang": "en"], table.footnotes.map { .element("p", .text($0)) }),
    ])
  }
}
