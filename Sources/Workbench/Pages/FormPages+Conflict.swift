// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain
import Store

/// Two have changed the same field: what it was, theirs and one's own, and what becomes of it.
extension FormPages {
  func conflict(_ conflicts: [Conflict], _ sheet: FormSheet) async throws -> Answer {
    let layout = pages.layout(state, .study)
    if let gone = conflicts.first(where: { $0.field == nil }) {
      return layout.page(
        visit(Words.conflictTitle), status: 409,
        [
          layout.head(visit(Words.conflictTitle)),
          .element(
            "p", ["class": "callout warning"], .text("\(visit(Words.removedThere)) (\(gone.by), \(gone.revision))")),
          .element("p", visit.link(done, class: "button", visit.text(Words.back))),
        ])
    }
    func card(_ phrase: Phrase, _ who: String, _ text: String?) -> Markup {
      .element(
        "div", ["class": "stmt"],
        .element("p", ["class": "from"], .text(visit(phrase) + (who.isEmpty ? "" : " · \(who)"))),
        .element("pre", text.map { .preformatted($0) } ?? "–"))
    }
    let fields = conflicts.map { conflict in
      let field = conflict.field ?? ""
      func choice(_ value: String, _ phrase: Phrase, _ isOn: Bool) -> Markup {
        let input: Markup =
          isOn
          ? .element("input", ["type": "radio", "name": "settle.\(field)", "value": value, "checked": "checked"])
          : .element("input", ["type": "radio", "name": "settle.\(field)", "value": value, "required": "required"])
        return .element("label", ["class": "choice"], input, visit.text(phrase))
      }
      let isList = form.table.order[field].map { Control(form.table.keys[$0].schema) }
      var both: Markup = .nothing
      if case .lines? = isList?.shape { both = choice("both", Words.takeBoth, false) }
      return Markup.element(
        "fieldset", ["class": "group"], .element("legend", .text(FieldWords.label(field, visit.language))),
        .element(
          "div", ["class": "versus"], card(Words.before, "", conflict.base),
          card(Words.theirs, "\(conflict.by), \(visit(Words.revision)) \(conflict.revision)", conflict.theirs),
          card(Words.yours, author, conflict.mine)),
        choice("theirs", Words.takeTheirs, false), choice("mine", Words.takeYours, false), both)
    }
    let hidden = sheet.values.sorted { $0.key < $1.key }.map { name, value in
      Markup.element("textarea", ["name": "v.\(name)", "hidden": "hidden", "aria-label": name], .preformatted(value))
    }
    return layout.page(
      visit(Words.conflictTitle), status: 409,
      [
        layout.head(visit(Words.conflictTitle), visit.text(Words.conflictHelp)),
        visit.form(
          to: form.address, class: "panel",
          [
            .element("div", ["class": "in stack"], fields),
            .element("div", hidden),
            .element(
              "div", ["class": "in"], .element("label", ["for": "why"], visit.text(Words.why)),
              .element(
                "input",
                ["type": "text", "name": "why", "id": "why", "required": "required", "value": visit.form["why"] ?? ""])),
            .element(
              "div", ["class": "actions"],
              .element("button", ["name": "action", "value": "settle", "class": "primary"], visit.text(Words.settle)),
              visit.link(done, class: "button", visit.text(Words.cancel))),
          ]),
      ])
  }

  /// Puts what was chosen into the sheet: theirs, or both, in the place of the own value. Fields that only they have changed are theirs.
  func settle(_ sheet: inout FormSheet) async throws {
    let now = form.sheet(form.part?.part)
    // The form was opened with an older state; what it does not settle is as it is now where the draft had not changed it.
    guard let draft = try await store.drafts(of: author).first(where: { $0.place == place }), let part = form.part,
      let before = try await store.parts(of: form.patient, at: draft.base).first(where: { $0.id == part.id })
    else { throw PageError.notFound }
    let old = form.sheet(before.part)
    let settled = Set(
      visit.form.pairs.compactMap { $0.name.hasPrefix("settle.") ? String($0.name.dropFirst("settle.".count)) : nil })
    for key in form.table.names where !form.without.contains(key) {
      func own(_ sheet: FormSheet) -> [String: String] {
        sheet.values.filter { ($0.key == key || $0.key.hasPrefix(key + ".")) && !$0.value.trimmed.isEmpty }
      }
      func replace(_ values: [String: String]) {
        for name in own(sheet).keys { sheet.values[name] = nil }
        for (name, value) in values { sheet.values[name] = value }
      }
      if settled.contains(key) {
        switch visit.form["settle.\(key)"] {
        case "theirs": replace(own(now))
        case "both":
          let lines = [now.values[key], sheet.values[key]].compactMap(\.self).flatMap {
            $0.split(whereSeparator: \.isNewline).map(String.init)
          }
          sheet.values[key] = lines.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(
            separator: "\n")
        default: break
        }
      } else if own(sheet) == own(old) {
        replace(own(now))
      }
    }
  }
}
