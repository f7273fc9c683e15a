// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Drawing
import Exchange
import Figures
import Outcomes
import Plain
import Review
import Store

/// The administrations of a therapy in a grid: a row for each, cycles laid out from the plan and then corrected by what was given. Everything works by keyboard and without script.
struct CyclesPage {
  let pages: StudyPages
  let state: StudyState
  let place: StudyState.Place
  let entry: Int

  private var visit: Visit { pages.visit }
  private var outcome: PatientOutcomes { place.outcome }
  private var library: RegimenLibrary { state.outcomes.library }
  private var address: Address { .cycles(place.part, entry) }

  func answer() async throws -> Answer {
    let sheet = try await PatientSheet(place, pages.store, at: state.revision)
    guard let own = sheet.entries.first(where: { $0.part.id == entry })?.entry,
      case .therapy(let therapy) = own.content
    else { throw PageError.notFound }
    var rows = CycleRows(
      patient: outcome.patient.id, therapy: own.id, drugs: therapy.drugs, plans: plans(therapy))
    for phase in therapy.inFull.phases {
      guard let dose = phase.dose.value, let first = phase.firstCycle else { continue }
      rows.byCycle[phase.drug, default: []].append((first...max(first, phase.lastCycle ?? 500), dose))
    }
    guard pages.isForm else {
      try await take(&rows, at: state.revision)
      return page(own, therapy, rows)
    }
    let base = visit.form["base"].flatMap { Int($0) } ?? state.revision
    try await take(&rows, at: base)
    typed(&rows)
    switch visit.form["action"] ?? "save" {
    case "lay":
      guard let layout = layout(therapy) else {
        return page(own, therapy, rows, base: base, problem: visit(Words.layoutNeeds), status: 422)
      }
      // What does not fit is told, and nothing of it is laid out.
      guard rows.rows.count + layout.size <= CycleRows.most else {
        return page(own, therapy, rows, base: base, problem: visit(Words.tooManyCycles), status: 422)
      }
      rows.add(layout)
      return page(own, therapy, rows, base: base)
    case "move":
      guard let cycle = visit.form["moveFrom"].flatMap({ Int($0.trimmed) }),
        let days = visit.form["moveBy"].flatMap({ Int($0.trimmed) }), (-366...366).contains(days)
      else { return page(own, therapy, rows, base: base, problem: visit(Words.moveNeeds), status: 422) }
      rows.move(from: cycle, days: days)
      return page(own, therapy, rows, base: base)
    default: return try await save(own, therapy, &rows, base)
    }
  }

  private func save(_ own: Entry, _ therapy: Therapy, _ rows: inout CycleRows, _ base: Int) async throws -> Answer {
    try await rows.check(pages.store, at: state.revision)
    guard rows.isClear else {
      return page(own, therapy, rows, base: base, problem: visit(Words.rowsNotUnderstood), status: 422)
    }
    guard !rows.changed.isEmpty else { return Answer.see(address, "told=same") }
    do throws(StoreError) {
      _ = try await pages.store.save(rows.edits(base: base), by: visit.session.author, why: visit.form["why"])
      return Answer.see(address, "told=saved")
    } catch {
      let words =
        switch error {
        case .reasonMissing: visit(Words.whyMissing)
        case .conflict: visit(Words.cyclesConflict)
        default: error.description
        }
      return page(own, therapy, rows, base: base, problem: words, status: 422)
    }
  }

  // MARK: what is typed

  private func take(_ rows: inout CycleRows, at revision: Int) async throws {
    let kind = StudyPart.Kind.file(at: StudyPart.Kind.administration.path(nil))?.head
    let head = try await pages.store.parts(of: nil, at: revision).first { $0.part.kind == kind }
    let columns = head.map { StudyParts.cells($0.part.text) } ?? []
    rows.take(try await pages.store.parts(of: outcome.patient.id, at: revision), columns: columns)
  }

  /// Puts what the form has over the rows; new rows are numbered in it.
  private func typed(_ rows: inout CycleRows) {
    var new: [Int: [String: String]] = [:]
    for (name, value) in visit.form.pairs {
      let parts = name.split(separator: ".").map(String.init)
      guard parts.count == 3, let number = Int(parts[1]), CycleRows.columns.contains(parts[2]) || parts[2] == "remove"
      else { continue }
      if parts[0] == "n" {
        new[number, default: [:]][parts[2]] = value
      } else if parts[0] == "r", let index = rows.rows.firstIndex(where: { $0.part == number }) {
        if parts[2] == "remove" { rows.rows[index].isRemoved = true } else { rows.rows[index].typed[parts[2]] = value }
      }
    }
    for (_, cells) in new.sorted(by: { $0.key < $1.key }) where cells["remove"] == nil {
      let row = CycleRows.Row(part: nil, typed: cells)
      if !row.isBlank { rows.rows.append(row) }
    }
    rows.sort()
  }

  /// The dose that each drug is planned or stated with, in this order: the phase, the plan of the record, the regimen.
  private func plans(_ therapy: Therapy) -> [String: Dose] {
    var plans: [String: Dose] = [:]
    for drug in therapy.drugs {
      plans[drug] =
        therapy.phases.first { $0.drug == drug && $0.dose.value != nil }?.dose.value
        ?? TherapyAccount.plan(drug, therapy, library)?.0.dose
    }
    return plans
  }

  private func days(_ drug: String, _ therapy: Therapy) -> [Int] {
    let phase = therapy.phases.first { $0.drug == drug && !$0.days.isEmpty }
    if let phase { return (phase.days + phase.omittedDays).sorted() }
    let regimen = therapy.regimen.flatMap { library.regimens[$0] }
    return regimen?.components.filter { library.isSame($0.drug, drug) }.flatMap(\.days).sorted() ?? []
  }

  private func length(_ therapy: Therapy) -> Int? {
    (therapy.cycleLength.value ?? therapy.phases.lazy.compactMap(\.cycleLength.value).first)?.days.first
      ?? therapy.regimen.flatMap { library.regimens[$0]?.cycleDays }
  }

  private func layout(_ therapy: Therapy) -> CycleRows.Layout? {
    func number(_ name: String, _ range: ClosedRange<Int>) -> Int? {
      visit.form[name].flatMap { Int($0.trimmed) }.flatMap { range.contains($0) ? $0 : nil }
    }
    guard let first = number("layFirst", 1...500), let count = number("layCount", 1...100),
      let length = number("layLength", 1...366), let start = CycleRows.day(visit.form["layStart"] ?? "")
    else { return nil }
    let drugs = therapy.drugs.enumerated().compactMap { index, drug -> (String, [Int], String)? in
      let days = (visit.form["layDays.\(index)"] ?? "").split { !$0.isNumber }.compactMap { Int($0) }
        .filter { (1...length).contains($0) }
      let dose = (visit.form["layDose.\(index)"] ?? "").trimmed
      return days.isEmpty || dose.isEmpty ? nil : (drug, days, dose)
    }
    return drugs.isEmpty
      ? nil : CycleRows.Layout(firstCycle: first, count: count, start: start, length: length, drugs: drugs)
  }

  // MARK: the page

  private func page(
    _ own: Entry, _ therapy: Therapy, _ rows: CycleRows, base: Int? = nil, problem: String? = nil, status: Int = 200
  ) -> Answer {
    let layout = pages.layout(state, .study)
    return layout.page(
      "\(visit(Words.cyclesOf)) · \(place.position)", status: status,
      [
        layout.head(
          "\(visit(Words.patient)) \(outcome.patient.id): \(visit(Words.cyclesOf)), \(therapy.name)",
          visit.text(Words.cyclesHelp)),
        problem.map { .element("p", ["class": "callout error", "role": "alert"], .lines($0)) } ?? .nothing,
        visit.form(
          to: address, class: "stack",
          [
            // Enter saves.
            .element(
              "button", ["name": "action", "value": "save", "class": "vh", "tabindex": "-1", "aria-hidden": "true"],
              visit.text(Words.save)),
            .element("input", ["type": "hidden", "name": "base", "value": "\(base ?? state.revision)"]),
            grid(rows), layForm(therapy, rows), moveForm,
            .element(
              "div", ["class": "panel in row"],
              .element(
                "div", .element("label", ["for": "why"], visit.text(Words.why)),
                .element(
                  "p", ["class": "hint", "id": "h-why"], visit.text(Words.whyHelp)),
                .element(
                  "input",
                  [
                    "type": "text", "name": "why", "id": "why", "aria-describedby": "h-why",
                    "value": visit.form["why"] ?? "",
                  ])),
              .element(
                "button", ["name": "action", "value": "save", "class": "primary"], visit.text(Words.save)),
              visit.link(.entry(place.part, entry), class: "button", visit.text(Words.back))),
          ]), .element("div", ["class": "stack"], figures(own), findings(own)),
      ])
  }

  private func grid(_ rows: CycleRows) -> Markup {
    guard !rows.rows.isEmpty else { return .element("p", ["class": "panel in"], visit.text(Words.noCycles)) }
    let head =
      CycleRows.columns.map { FieldWords.label($0, visit.language) } + [visit(Words.takeOut), visit(Words.toldOfRow)]
    let body = rows.rows.enumerated().map { index, row -> Markup in
      let name = row.part.map { "r.\($0)" } ?? "n.\(index + 1)"
      let label =
        "\(visit(Words.cycle)) \(row.typed["cycle"] ?? ""), \(visit(Words.dayOfCycle)) \(row.typed["day"] ?? "")"
      func field(_ column: String, _ size: String) -> Markup {
        .element(
          "td",
          .element(
            "input",
            [
              "type": "text", "name": "\(name).\(column)", "value": row.typed[column] ?? "", "size": size,
              "aria-label": "\(FieldWords.label(column, visit.language)), \(label)",
              "aria-invalid": row.problems.isEmpty ? "false" : "true", "spellcheck": "false",
            ]))
      }
      return .element(
        "tr", ["class": row.part == nil ? "new" : ""],
        field("cycle", "3"), field("day", "3"), field("date", "11"), field("drug", "14"), field("dose", "12"),
        .element("td", reason(name, row, label)),
        .element(
          "td", ["class": "remove"],
          Pieces.input(
            "checkbox", "\(name).remove", "true", isOn: row.isRemoved, label: "\(visit(Words.takeOut)), \(label)")),
        .element("td", verdict(row)))
    }
    return .element(
      "div", ["class": "panel"], Pieces.table(visit(Words.cyclesOf), class: "grid", head: head, body))
  }

  private func reason(_ name: String, _ row: CycleRows.Row, _ label: String) -> Markup {
    let value = row.typed["reason"] ?? ""
    let words = DoseChangeReason.Code.allCases.map(\.rawValue)
    let other = value.isEmpty || words.contains(value) ? [] : [value]
    return .element(
      "select", ["name": "\(name).reason", "aria-label": "\(FieldWords.label("reason", visit.language)), \(label)"],
      ([""] + words + other).map { word in
        let text = Markup.text(FieldWords.value(word, visit.language))
        return word == value
          ? .element("option", ["value": word, "selected": "selected"], text)
          : .element("option", ["value": word], text)
      })
  }

  private func verdict(_ row: CycleRows.Row) -> Markup {
    if let told = Pieces.told(problems: row.problems, warnings: row.warnings, visit) { return told }
    return row.part == nil ? .element("span", ["class": "dim"], visit.text(Words.notSaved)) : .nothing
  }

  private func layForm(_ therapy: Therapy, _ rows: CycleRows) -> Markup {
    let last = rows.rows.compactMap { Int($0.typed["cycle"] ?? "") }.max() ?? 0
    let lastStart = rows.rows.filter { Int($0.typed["cycle"] ?? "") == last }
      .compactMap { row in
        CycleRows.day(row.typed["date"] ?? "").flatMap { date in
          Int(row.typed["day"] ?? "").map { date.number - $0 + 1 }
        }
      }.min()
    let length = length(therapy)
    let start = lastStart.flatMap { start in length.map { Day(start + $0).description } } ?? ""
    // After laying out, the next block begins behind it.
    let isLaid = visit.form["action"] == "lay"
    func value(_ name: String, _ own: String) -> String { isLaid ? own : visit.form[name] ?? own }
    return .element(
      "fieldset", ["class": "group panel in", "id": "lay"], .element("legend", visit.text(Words.layOut)),
      .element("p", ["class": "hint"], visit.text(Words.layOutHelp)),
      .element(
        "div", ["class": "row"], fieldOf("layFirst", Words.firstCycle, value("layFirst", "\(last + 1)"), "4"),
        fieldOf("layCount", Words.howManyCycles, visit.form["layCount"] ?? "1", "4"),
        fieldOf("layStart", Words.dayOne, value("layStart", start), "11"),
        fieldOf("layLength", Words.cycleLength, visit.form["layLength"] ?? length.map(String.init) ?? "", "4")),
      .group(
        therapy.drugs.enumerated().map { index, drug in
          .element(
            "div", ["class": "row"], .element("strong", .text(drug)),
            fieldOf(
              "layDays.\(index)", Words.daysOfCycle,
              visit.form["layDays.\(index)"] ?? days(drug, therapy).map(String.init).joined(separator: ", "), "10"),
            fieldOf(
              "layDose.\(index)", Words.doseOfDay, visit.form["layDose.\(index)"] ?? rows.plans[drug]?.text ?? "", "12")
          )
        }),
      .element(
        "button", ["name": "action", "value": "lay", "formaction": "\(address.path)#lay"], visit.text(Words.layOut)))
  }

  private func fieldOf(_ name: String, _ label: Phrase, _ value: String, _ size: String) -> Markup {
    .element(
      "div", .element("label", ["for": name], visit.text(label)),
      .element(
        "input", ["type": "text", "name": name, "id": name, "value": value, "size": size, "spellcheck": "false"]))
  }

  private var moveForm: Markup {
    .element(
      "fieldset", ["class": "group panel in"], .element("legend", visit.text(Words.moveCycles)),
      .element(
        "div", ["class": "row"], fieldOf("moveFrom", Words.fromCycle, visit.form["moveFrom"] ?? "", "4"),
        fieldOf("moveBy", Words.byDays, visit.form["moveBy"] ?? "", "4"),
        .element("button", ["name": "action", "value": "move"], visit.text(Words.move))))
  }

  private func figures(_ own: Entry) -> Markup {
    guard let therapy = outcome.therapies.first(where: { $0.entry.id == own.id }) else { return .nothing }
    let looks = TreatmentLooks(state.outcomes)
    let courses = therapy.therapy.drugs.compactMap { drug in
      DoseCourse(outcome, therapy, drug: drug, library: library).map { (course: $0, look: looks.look(of: [drug])) }
    }
    guard !courses.isEmpty else { return .nothing }
    return Layout.panel(
      "doses", visit(Words.dosesOverTime), .nothing,
      .group(
        courses.enumerated().map { index, own in
          .element(
            "div", ["class": "sheet", "tabindex": "0", "role": "group", "aria-label": own.course.title],
            .picture(
              svg: SVGRenderer(idPrefix: "doses-\(index)", sizing: .responsive).render(
                DoseCoursePlot(own.course, look: own.look, language: visit.language).scene())))
        }))
  }

  private func findings(_ own: Entry) -> Markup {
    var phases: [DosePhase.ID] = []
    if case .therapy(let therapy) = own.content { phases = (therapy.phases + therapy.planned).map(\.id) }
    func isOfTherapy(_ record: RecordPath?) -> Bool {
      switch record {
      case .entry(let id, _): id == own.id
      case .administration(_, let id, _): id == own.id
      case .phase(let id, _): phases.contains(id)
      default: false
      }
    }
    let open = state.findings(of: outcome.patient.id).filter { $0.evidence.contains { isOfTherapy($0.record) } }
    guard !open.isEmpty else { return .nothing }
    return Layout.panel(
      "findings", visit(Words.findings), .text("\(open.count) \(visit(Words.open))"),
      FindingsPage(pages: pages, state: state).list(open.prefix(50), showsPatient: false))
  }
}
