// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Notation
import Plain
import Store

/// A form of a part: shown, read again, kept as a draft, saved as a revision, or brought together with what somebody else has saved meanwhile.
struct FormPages {
  let pages: StudyPages
  let state: StudyState
  let form: PartForm
  /// The heading, which may name the patient: it stands in the page alone.
  let heading: String
  /// The title of the page: a kind and a position.
  let title: String
  /// Where one goes when it is saved.
  let done: Address
  /// Whether there may be another of its kind at once.
  var canRepeat = false
  /// How it is called to take it away, and where one goes then; nil where it stays.
  var removes: (words: Phrase, done: Address)?

  var visit: Visit { pages.visit }
  var store: Store { pages.store }
  var author: String { visit.session.author }
  /// Where its draft belongs. Of what is new several may be begun: the second has a number.
  var place: String { Self.place(form.address, draft) }
  /// Which draft of a new form this is; 1 for what is there already.
  private var draft: Int {
    guard form.part == nil else { return 1 }
    return (visit.form["draft"] ?? visit.query["draft"]).flatMap { Int($0) }.map { min(max($0, 1), 999) } ?? 1
  }

  private static func place(_ address: Address, _ draft: Int) -> String {
    draft == 1 ? address.path : "\(address.path)#\(draft)"
  }

  /// The form that a draft belongs to, and which of its drafts it is; nil where there is none.
  static func address(of place: String) -> (form: Address, draft: Int)? {
    let parts = place.split(separator: "#", maxSplits: 1).map(String.init)
    guard let first = parts.first, let form = Address(path: first) else { return nil }
    return (form, parts.count == 2 ? Int(parts[1]) ?? 1 : 1)
  }

  func answer() async throws -> Answer {
    pages.isForm ? try await posted() : try await shown()
  }

  // MARK: shown

  private func shown() async throws -> Answer {
    let drafts = try await store.drafts(of: author).filter { Self.address(of: $0.place)?.form == form.address }
    if form.part != nil || visit.query["draft"] != nil, let draft = drafts.first(where: { $0.place == place }),
      let values = Self.values(draft)
    {
      return page(FormSheet(form.table, without: form.without, values: values), base: draft.base, draft: draft)
    }
    guard form.part == nil else { return page(form.sheet(form.part?.part), base: state.revision) }
    // What is begun anew is empty; what was begun before waits, and nothing that is typed now takes its place.
    let used = Set(drafts.compactMap { Self.address(of: $0.place)?.draft })
    let free = (1...999).first { !used.contains($0) } ?? 999
    return page(form.sheet(nil), base: state.revision, waiting: drafts, number: free)
  }

  /// The fields of a draft; nil where it is none of a form.
  static func values(_ draft: Draft) -> [String: String]? {
    try? JSONDecoder().decode([String: String].self, from: Data(draft.text.utf8))
  }

  /// Drafts that wait: each with what was typed first, and the way to go on with it.
  private func waiting(_ drafts: [Draft]) -> Markup {
    guard !drafts.isEmpty else { return .nothing }
    return .element(
      "div", ["class": "callout note", "role": "status"], .element("p", visit.text(Words.draftsWait)),
      .element(
        "ul",
        drafts.prefix(20).map { draft in
          let number = Self.address(of: draft.place)?.draft ?? 1
          let first = Self.values(draft)?[form.table.keys.first?.name ?? ""] ?? ""
          let words = [first, String(draft.at.prefix(16)).replacing("T", with: " ") + " UTC"].filter { !$0.isEmpty }
          return .element(
            "li",
            visit.link(
              form.address, query: "draft=\(number)", .text("\(visit(Words.goOn)): \(words.joined(separator: ", "))")))
        }))
  }

  private func page(
    _ sheet: FormSheet, base: Int, problems: FormProblems = FormProblems(), readings: [String: Markup] = [:],
    draft: Draft? = nil, waiting: [Draft] = [], number: Int? = nil, notice: Phrase? = nil, status: Int = 200
  ) -> Answer {
    let layout = pages.layout(state, .study)
    var view = FormView(visit: visit, sheet: sheet, problems: problems)
    view.readings = readings
    view.choices = form.choices
    view.meanings = form.meanings
    view.address = form.address.path
    view.open = form.open
    let isChange = form.part != nil
    let note: Markup =
      draft.map { draft in
        .element(
          "div", ["class": "callout note row", "role": "status"],
          .text("\(draft.at.prefix(16).replacing("T", with: " ")) UTC. \(visit(Words.draftShown))"),
          .element(
            "button", ["name": "action", "value": "discard", "formnovalidate": "formnovalidate"],
            visit.text(Words.discardDraft)))
      } ?? .nothing
    let why: Markup =
      isChange
      ? .element(
        "div", ["class": "field"], .element("label", ["for": "why"], visit.text(Words.why)),
        .element("p", ["class": "hint", "id": "h-why"], visit.text(Words.whyHelp)),
        .element(
          "input",
          [
            "type": "text", "name": "why", "id": "why", "aria-describedby": "h-why", "value": visit.form["why"] ?? "",
            "list": "reasons",
          ]),
        .element(
          "datalist", ["id": "reasons"],
          [
            Phrase("typing slip", "Tippfehler"), Phrase("chart read again", "Akte erneut gelesen"),
            Phrase("new source", "neue Quelle"),
          ].map { .element("option", ["value": visit($0)]) })) : .nothing
    func button(_ value: String, _ phrase: Phrase, class style: String = "", _ key: String? = nil) -> Markup {
      .element(
        "button", ["name": "action", "value": value, "class": style], visit.text(phrase),
        key.map { .group([" ", .element("kbd", .text($0))]) } ?? .nothing)
    }
    return layout.page(
      title, status: status,
      [
        layout.head(heading), view.head,
        notice.map { .element("p", ["class": "callout warning", "role": "alert"], visit.text($0)) } ?? .nothing,
        self.waiting(waiting),
        visit.form(
          to: form.address, class: "panel entry-form",
          [
            // Enter in a field saves: the first button of a form is the one that it presses.
            .element(
              "button", ["name": "action", "value": "save", "class": "vh", "tabindex": "-1", "aria-hidden": "true"],
              visit.text(Words.save)),
            .element("input", ["type": "hidden", "name": "base", "value": "\(base)"]),
            .element("input", ["type": "hidden", "name": "draft", "value": "\(number ?? self.draft)"]), note,
            .element("div", ["class": "in stack"], view.body + [why]),
            .element(
              "div", ["class": "actions"], button("save", Words.save, class: "primary", "Ctrl ⏎"),
              canRepeat ? button("next", Words.saveNext) : .nothing,
              form.draft == nil ? .nothing : button("read", Words.readIt, class: "no-script"),
              button("draft", Words.saveDraft, class: "no-script"),
              visit.link(done, class: "button", visit.text(Words.cancel)),
              isChange ? removes.map { button("remove", $0.words, class: "quiet") } ?? .nothing : .nothing,
              .element("span", ["id": "kept", "class": "small dim", "role": "status"])),
          ]),
      ])
  }

  // MARK: posted

  private func values() -> [String: String] {
    var values: [String: String] = [:]
    for (name, value) in visit.form.pairs where name.hasPrefix("v.") { values[String(name.dropFirst(2))] = value }
    return values
  }

  /// A field has at most so many bytes; what has more is told, and stays in the form.
  private static let longest = 200_000

  private func posted() async throws -> Answer {
    var sheet = FormSheet(form.table, without: form.without, values: values())
    let base = visit.form["base"].flatMap { Int($0) } ?? state.revision
    if let offer = visit.form["take"] {
      FormView.take(offer, &sheet)
      return page(sheet, base: base, readings: readings(sheet))
    }
    let action = visit.form["action"] ?? "save"
    // Lines that nobody has put into the fields yet are neither saved unseen nor lost.
    if let lines = doseLines, ["dose-lines", "save", "next"].contains(action) {
      return try await take(lines, sheet, base)
    }
    switch action {
    case "draft":
      try await keep(sheet, base)
      return visit.form["quiet"] == nil
        ? Answer.see(form.address, "told=draft&draft=\(draft)") : Answer.fragment(visit.text(Words.draftKept))
    case "discard":
      try await store.discard(place, of: author)
      return Answer.see(form.address)
    case "read": return page(sheet, base: base, problems: problems(&sheet), readings: readings(sheet))
    case "remove": return try await remove(sheet, base)
    case "settle":
      try await settle(&sheet)
      return try await save(sheet, base: state.revision, goesOn: false)
    default:
      if action == "doses", let doses = form.doses?(sheet) {
        sheet.values.merge(doses) { own, new in own.trimmed.isEmpty ? new : own }
        return page(sheet, base: base, readings: readings(sheet))
      }
      if action.hasPrefix("more:") {
        let name = String(action.dropFirst("more:".count))
        sheet.values["\(name).\(max(1, sheet.count(name)) + 1)"] = ""
        return page(sheet, base: base)
      }
      return try await save(sheet, base: base, goesOn: action == "next")
    }
  }

  /// Lines of doses that were typed above the phases; nil without any.
  private var doseLines: String? {
    visit.form["dose-lines"].flatMap {
      $0.trimmed.isEmpty || form.table.keys.allSatisfy { $0.name != "phases" } ? nil : $0
    }
  }

  /// Puts lines of doses into phases behind those that have values, for a person to check; nothing is saved but the draft.
  private func take(_ lines: String, _ sheet: FormSheet, _ base: Int) async throws -> Answer {
    var sheet = sheet
    let used = (0...sheet.count("phases")).last { number in
      sheet.values.contains { $0.key.hasPrefix("phases.\(number).") && !$0.value.trimmed.isEmpty }
    }
    let drugs = (sheet.values["therapy"] ?? "").split { "+,\n".contains($0) }.map { String($0).trimmed }
    let supports = (0..<(used ?? 0)).map { sheet.count("phases.\($0 + 1).support") }
    let read = DoseLine.phases(lines, after: used ?? 0, of: drugs, supports: supports)
    sheet.values.merge(read.fields) { $1 }
    try? await keep(sheet, base)
    var problems = FormProblems()
    problems.all = read.problems.map {
      FormProblems.One(name: FormView.doseLines, isError: true, words: "", phrase: $0)
    }
    guard read.problems.isEmpty else {
      return page(sheet, base: base, problems: problems, readings: readings(sheet), status: 422)
    }
    var notice = Words.linesTaken
    if !read.leftOut.isEmpty {
      let words = read.leftOut.joined(separator: ", ")
      notice =
        notice + Phrase(" Left out, since no field has it: \(words).", " Ohne Feld, daher weggelassen: \(words).")
    }
    return page(sheet, base: base, problems: problems, readings: readings(sheet), notice: notice)
  }

  private func keep(_ sheet: FormSheet, _ base: Int) async throws {
    let text = String(decoding: try JSONEncoder().encode(sheet.values), as: UTF8.self)
    try await store.keep(
      Draft(author: author, place: place, part: form.part?.id, patient: form.patient, base: base, text: text))
  }

  /// What is wrong with a sheet; times are put as the notation has them.
  func problems(_ sheet: inout FormSheet) -> FormProblems {
    var problems = FormProblems()
    for (name, value) in sheet.values where value.utf8.count > Self.longest {
      problems.all.append(FormProblems.One(name: name, isError: true, words: "", phrase: Words.tooLong))
    }
    if problems.hasErrors { return problems }
    problems.all += missing(sheet)
    if problems.hasErrors { return problems }
    form.draft?.settleTimes(&sheet, &problems)
    TypedValues.settle(&sheet)
    GradeWords.settle(&sheet, &problems)
    let item = form.complete(sheet.item())
    let read = form.check(item, sheet)
    // A time that is asked for is told once, in our words.
    let asked = Set(problems.all.map(\.name))
    problems.all += read.all.filter { !asked.contains($0.name) }
    return problems
  }

  /// What an entry cannot be without, in words of the form: a form of which nothing is filled in is no entry, whatever its kind allows to leave open.
  private func missing(_ sheet: FormSheet) -> [FormProblems.One] {
    guard form.kind == .entry else { return [] }
    func isEmpty(_ name: String) -> Bool {
      !sheet.values.contains { key, value in (key == name || key.hasPrefix(name + ".")) && !value.trimmed.isEmpty }
    }
    let fields = FormSheet.fields(form.table, "", without: form.without)
    if fields.allSatisfy({ isEmpty($0.name) }) {
      return [FormProblems.One(name: fields.first?.name ?? "", isError: true, words: "", phrase: Words.nothingTyped)]
    }
    let kinds = (0...sheet.count("phases")).map { "phases.\($0).reason" }.filter {
      !isEmpty("\($0).words") && isEmpty("\($0).code")
    }
    return fields.filter { $0.key.isRequired && isEmpty($0.name) && !(form.draft?.standsAlone($0.key) ?? false) }.map {
      FormProblems.One(name: $0.name, isError: true, words: "", phrase: Words.isNeeded)
    } + kinds.map { FormProblems.One(name: "\($0).code", isError: true, words: "", phrase: Words.reasonKind) }
  }

  // MARK: saving

  private func save(_ typed: FormSheet, base: Int, goesOn: Bool) async throws -> Answer {
    var sheet = typed
    let found = problems(&sheet)
    guard !found.hasErrors else {
      // What was typed stays as it was typed, also for one who leaves the page now.
      try? await keep(typed, base)
      return page(typed, base: base, problems: found, readings: readings(typed), status: 422)
    }
    do {
      let edit: Edit
      if let part = form.part {
        guard let before = try await store.parts(of: form.patient, at: base).first(where: { $0.id == part.id }) else {
          throw PageError.notFound
        }
        let text = try form.text(&sheet, base: before.part)
        let mine = StudyPart(kind: form.kind, patient: form.patient, text: text)
        guard PartFields.differences(try PartFields(before.part), try PartFields(mine)).isEmpty == false else {
          // A part that says the same in another layout is no change.
          try await store.discard(place, of: author)
          return Answer.see(goesOn ? form.address : done, "told=same")
        }
        edit = .replace(part.id, base: base, text: text)
      } else {
        let new = StudyPart(kind: form.kind, patient: form.patient, text: try form.text(&sheet, base: nil))
        // Back after a save, and saved again: what happened twice says so in its note.
        if try await isThere(new) {
          return page(typed, base: base, problems: whole([Words.isRecordedAlready]), status: 422)
        }
        edit = .add(new)
      }
      let saved = try await store.save([edit], by: author, why: visit.form["why"], settling: [place])
      if !saved.isChanged { try await store.discard(place, of: author) }
      if !saved.taken.isEmpty {
        return merged(saved)
      }
      return Answer.see(goesOn ? form.address : done, saved.isChanged ? "told=saved" : "told=same")
    } catch let error as StoreError {
      return try await refused(error, typed, sheet, base)
    } catch let error as PartFields.Unreadable {
      return page(typed, base: base, problems: whole(error.problems.map(ReaderWords.phrase)), status: 422)
    }
  }

  /// Whether the patient has an entry that says the same in every field but its name.
  private func isThere(_ new: StudyPart) async throws -> Bool {
    guard new.kind == .entry, let patient = form.patient else { return false }
    func facts(_ part: StudyPart) -> [String: String]? {
      (try? PartFields(part)).map { fields in
        Dictionary(
          fields.fields.filter { $0.name != "id" && $0.name != PartFields.before && $0.name != PartFields.below }.map {
            ($0.name, $0.text)
          }, uniquingKeysWith: { first, _ in first })
      }
    }
    guard let own = facts(new) else { return false }
    return try await store.parts(of: patient).contains { $0.part.kind == .entry && facts($0.part) == own }
  }

  private func refused(_ error: StoreError, _ typed: FormSheet, _ sheet: FormSheet, _ base: Int) async throws -> Answer
  {
    try? await keep(typed, base)
    switch error {
    case .conflict(let conflicts):
      return try await conflict(conflicts, typed)
    case .reasonMissing:
      var problems = FormProblems()
      problems.all.append(FormProblems.One(name: "why", isError: true, words: "", phrase: Words.whyMissing))
      return page(typed, base: base, problems: problems, status: 422)
    case .unreadable(let problems):
      return page(typed, base: base, problems: whole(problems.map(ReaderWords.phrase)), status: 422)
    case .refused(let words): return page(typed, base: base, problems: whole([Phrase(same: words)]), status: 422)
    default:
      // The disk: nothing was changed, and what was typed is in the form.
      return page(typed, base: base, problems: whole([Phrase(same: error.description)]), status: 507)
    }
  }

  private func whole(_ words: [Phrase]) -> FormProblems {
    var problems = FormProblems()
    problems.all = words.prefix(20).map { FormProblems.One(name: "", isError: true, words: "", phrase: $0) }
    return problems
  }

  /// Says which fields of others stay beside the own ones.
  private func merged(_ saved: Saved) -> Answer {
    let layout = pages.layout(state, .study)
    return layout.page(
      title,
      [
        layout.head(heading),
        .element(
          "div", ["class": "callout good", "role": "status"], .element("p", visit.text(Words.savedNow)),
          .element(
            "p",
            .text(
              visit(Words.takenFromOthers) + ": "
                + saved.taken.values.flatMap { $0 }.sorted().map { FieldWords.label($0, visit.language) }.joined(
                  separator: ", ")))),
        .element("p", visit.link(done, class: "button", visit.text(Words.back))),
      ])
  }

  private func remove(_ sheet: FormSheet, _ base: Int) async throws -> Answer {
    guard let part = form.part, let removes else { throw PageError.notFound }
    do throws(StoreError) {
      _ = try await store.save([.remove(part.id, base: base)], by: author, why: visit.form["why"], settling: [place])
      return Answer.see(removes.done, "told=saved")
    } catch { return try await refused(error, sheet, sheet, base) }
  }

  // MARK: times

  /// What follows from the times of a sheet, by field.
  private func readings(_ sheet: FormSheet) -> [String: Markup] {
    guard form.draft != nil else { return [:] }
    return Dictionary(
      ["when", "ends"].compactMap { name in
        TimeFragment(visit: visit, form: form, sheet: sheet, name: name).markup.map { (name, $0) }
      },
      uniquingKeysWith: { first, _ in first })
  }
}
