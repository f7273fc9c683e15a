// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// A form of a sheet as a piece of a page: a label, one line of help, the field with what was typed, and what is wrong with it or follows from it, in this order.
struct FormView {
  let visit: Visit
  let sheet: FormSheet
  let problems: FormProblems
  /// What follows from the times, by field.
  var readings: [String: Markup] = [:]
  /// Where the form is sent, to come back to the place of a button.
  var address = ""
  /// Words that may be chosen, by key: ids of therapies for `of`, regimens of the library.
  var choices: [String: [String]] = [:]
  /// What the words mean, by key and word.
  var meanings: [String: [String: String]] = [:]
  /// The keys that stand open; others are folded while they are empty.
  var open: Set<String> = []

  /// Keys that stand first, behind the first of the table, and those that stand last.
  private static let times = ["when", "ends", "lasts", "ongoing"]
  private static let last = ["source", "note"]

  /// All fields.
  var body: [Markup] {
    let fields = FormSheet.fields(sheet.table, "", without: sheet.without)
    let first = fields.prefix(1)
    // What does not last has one time.
    let own = Self.times.filter { $0 == "when" || open.contains("ends") || hasValue($0) || !problems.of($0).isEmpty }
    let times = own.compactMap { key in fields.first { $0.name == key } }
    let last = Self.last.compactMap { key in fields.dropFirst().first { $0.name == key } }
    // What fills others stands before them.
    let early = fields.filter { $0.name == "regimen" && meanings["regimen"] != nil }
    let head: [FormSheet.Field] = Array(first) + early + times
    let named = Set((head + last).map(\.name))
    let rest = fields.filter { !named.contains($0.name) }
    let isOpen: (FormSheet.Field) -> Bool = { field in
      field.key.isRequired || open.contains(field.name) || hasValue(field.name) || !problems.of(field.name).isEmpty
    }
    let shown: [FormSheet.Field] = head + rest.filter(isOpen)
    let folded = rest.filter { !isOpen($0) }
    let more = Markup.element(
      "details", ["class": "more"], .element("summary", .text(more(folded))),
      .element("div", ["class": "stack"], folded.map(view)))
    return [lists] + shown.map(view) + (folded.isEmpty ? [] : [more]) + last.map(view)
  }

  /// The list at the head that links to each field that is wrong.
  var head: Markup {
    let errors = problems.all.filter(\.isError)
    guard !errors.isEmpty else { return .nothing }
    return .element(
      "div", ["class": "callout error", "role": "alert", "tabindex": "-1", "id": "problems"],
      .element("h2", visit.text(Words.formErrors)),
      .element(
        "ul",
        errors.map { one in
          let label = one.name.isEmpty || one.name == "why" ? "" : self.label(one.name) + ": "
          let words = Markup.text(label + one.said(visit.language))
          return .element("li", one.name.isEmpty ? words : .element("a", ["href": "#\(id(one.name))"], words))
        }))
  }

  private func hasValue(_ name: String) -> Bool {
    sheet.values.contains { key, value in (key == name || key.hasPrefix(name + ".")) && !value.trimmed.isEmpty }
  }

  /// `source.1.quote` as a person calls it: `Quote`.
  private func label(_ name: String) -> String {
    if name == Self.doseLines { return visit(Words.doseLines) }
    return name.split(separator: ".").map { part in
      Int(part).map { "\($0)" } ?? FieldWords.label(String(part), visit.language)
    }
    .joined(separator: " ")
  }

  private func id(_ name: String) -> String { name == "why" ? name : "v-" + name.replacing(" ", with: "-") }

  private var lists: Markup {
    .group(
      choices.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { key, words in
        .element(
          "datalist", ["id": "choices-\(key.replacing(" ", with: "-"))"],
          words.map { word in
            meanings[key]?[word].map { .element("option", ["value": word], .text($0)) }
              ?? .element("option", ["value": word])
          })
      })
  }

  // MARK: fields

  private func view(_ field: FormSheet.Field) -> Markup {
    switch field.control.shape {
    case .group(let table): return group(field, table)
    case .groups(let table, _): return groups(field, table)
    case .flag: return flag(field)
    case .line, .lines, .words, .pairs: return line(field)
    }
  }

  private func labelMarkup(_ field: FormSheet.Field) -> Markup {
    .element(
      "label", ["for": id(field.name)], .text(FieldWords.label(field.key.name, visit.language)),
      field.key.isRequired ? .element("span", ["class": "hint"], .text(" (\(visit(Words.required)))")) : .nothing)
  }

  private func help(_ field: FormSheet.Field) -> Markup {
    if field.control.isTime { return visit.text(Words.timeHelp) }
    var help: [Markup] = [said(field)]
    if case .lines = field.control.shape, field.control.isList { help.append(.text(" " + visit(Words.linesHelp))) }
    if field.key.name == "regimen", meanings["regimen"] != nil {
      // What the choice means, and a way to take its doses: nothing is taken by itself.
      help = [visit.text(Words.regimenHelp)]
      if let own = sheet.values[field.name], let meaning = meanings["regimen"]?[own.trimmed] {
        help.append(.group([" ", .element("strong", ["lang": "en"], .text(meaning))]))
      }
    }
    if field.control.isRecorded { help.append(.group([" ", FieldHelp.markup(visit(Words.silenceHelp))])) }
    return .group(help)
  }

  /// What the field is for, in the language of the page where there are words of it.
  private func said(_ field: FormSheet.Field) -> Markup {
    let said = FieldHelp.said(of: field.key, in: field.table, visit.language)
    let words = FieldHelp.markup(said.words)
    return said.language == visit.language ? words : .element("span", ["lang": said.language.rawValue], words)
  }

  /// What a group of fields is for. That a source is where something is stated needs no words.
  private func groupHelp(_ field: FormSheet.Field, _ table: KeyTable) -> Markup {
    guard table.name != "source" || FieldHelp.of(field.key.name, in: field.table) != nil else { return .nothing }
    return .element("p", ["class": "hint"], said(field))
  }

  private func line(_ field: FormSheet.Field) -> Markup {
    let value = sheet.values[field.name] ?? ""
    let own = problems.of(field.name)
    let described =
      ["help-\(id(field.name))"] + (own.isEmpty ? [] : ["wrong-\(id(field.name))"])
      + (field.control.isTime ? ["read-\(id(field.name))"] : [])
    let common = described.joined(separator: " ")
    let invalid = own.contains(where: \.isError) ? "true" : "false"
    let name = "v.\(field.name)"
    let input: Markup
    switch field.control.shape {
    case .words(let words):
      let silent = field.control.isRecorded ? [Silence.notStated, Silence.unknown] : []
      // A value that is none of the words is kept: it is told, not lost.
      let other = value.isEmpty || (words + silent).contains(value) ? [] : [value]
      input = .element(
        "select", ["name": name, "id": id(field.name), "aria-describedby": common, "aria-invalid": invalid],
        [.element("option", ["value": ""], "")]
          + (words + silent + other).map { word in
            let text = Markup.text(FieldWords.value(word, visit.language))
            return word == value
              ? .element("option", ["value": word, "selected": "selected"], text)
              : .element("option", ["value": word], text)
          })
    case .lines, .pairs:
      let count = value.split(whereSeparator: \.isNewline).count
      input = .element(
        "textarea",
        [
          "name": name, "id": id(field.name), "aria-describedby": common, "aria-invalid": invalid,
          "rows": "\(min(12, max(field.control.isTime ? 2 : 1, count + (count > 1 ? 1 : 0))))", "spellcheck": "false",
          "data-time": field.control.isTime ? field.name : "",
        ], .preformatted(value))
    case .line, .flag, .group, .groups:
      if field.control.isProse, value.count > 60 {
        input = .element(
          "textarea",
          [
            "name": name, "id": id(field.name), "aria-describedby": common, "aria-invalid": invalid,
            "rows": "\(min(8, value.count / 60 + 1))",
          ], .preformatted(value))
      } else {
        input = .element(
          "input",
          [
            "type": "text", "name": name, "id": id(field.name), "value": value, "aria-describedby": common,
            "aria-invalid": invalid,
            "list": choices[field.key.name] == nil ? "" : "choices-\(field.key.name.replacing(" ", with: "-"))",
            "placeholder": "", "data-time": field.control.isTime ? field.name : "",
          ])
      }
    }
    let example = field.control.example.map { Markup.text(" \($0)") } ?? .nothing
    let doses: Markup =
      field.name == "regimen" && meanings["regimen"] != nil
      ? .element(
        "button",
        ["name": "action", "value": "doses", "class": "quiet", "formaction": "\(address)#\(id("phases"))"],
        visit.text(Words.takeDoses)) : .nothing
    return .element(
      "div", ["class": field.control.isTime ? "time" : "field"], labelMarkup(field),
      .element("p", ["class": "hint", "id": "help-\(id(field.name))"], help(field), example), input, doses,
      wrong(field.name),
      field.control.isTime
        ? .element(
          "div", ["class": "reading", "id": "read-\(id(field.name))", "role": "status"],
          readings[field.name] ?? .nothing) : .nothing)
  }

  private func flag(_ field: FormSheet.Field) -> Markup {
    let isOn = sheet.values[field.name].map { $0 == "true" || $0 == "on" } ?? false
    let name = "v.\(field.name)"
    // A browser sends nothing for a box that is not ticked; what is recorded as `false` stays so.
    let other = isOn ? nil : sheet.values[field.name].flatMap { $0.isEmpty ? nil : $0 }
    return .element(
      "div", ["class": "field"], other.map { hidden(field.name, $0) } ?? .nothing,
      .element(
        "label", ["class": "choice", "for": id(field.name)],
        isOn
          ? .element(
            "input", ["type": "checkbox", "name": name, "id": id(field.name), "value": "true", "checked": "checked"])
          : .element("input", ["type": "checkbox", "name": name, "id": id(field.name), "value": "true"]),
        .element(
          "span", .text(FieldWords.label(field.key.name, visit.language)),
          .element("small", ["class": "hint"], " ", said(field)))), wrong(field.name))
  }

  private func group(_ field: FormSheet.Field, _ table: KeyTable) -> Markup {
    .element(
      "fieldset", ["class": "group", "id": id(field.name)],
      [
        .element("legend", .text(FieldWords.label(field.key.name, visit.language))), groupHelp(field, table),
        wrong(field.name), silence(field),
      ] + inner(table, field.name + "."))
  }

  /// Where a whole group may be silent: the word in the place of its fields.
  private func silence(_ field: FormSheet.Field) -> Markup {
    guard field.control.isRecorded else { return .nothing }
    let value = sheet.values[field.name] ?? ""
    return .element(
      "div", ["class": "field"],
      .element("label", ["for": "\(id(field.name))-silent"], visit.text(Words.orNotKnown)),
      .element(
        "select", ["name": "v.\(field.name)", "id": "\(id(field.name))-silent"],
        ["", Silence.notStated, Silence.unknown].map { word in
          let text = Markup.text(FieldWords.value(word, visit.language))
          return word == value
            ? .element("option", ["value": word, "selected": "selected"], text)
            : .element("option", ["value": word], text)
        }))
  }

  private func groups(_ field: FormSheet.Field, _ table: KeyTable) -> Markup {
    let count = max(1, sheet.count(field.name))
    let label = FieldWords.label(field.key.name, visit.language)
    let groups = (1...count).map { number in
      let name = "\(field.name).\(number)"
      let inner = inner(table, name + ".")
      return Markup.element(
        "fieldset", ["class": "group", "id": id(name)],
        [
          .element("legend", .text(count == 1 ? label : "\(label) \(number)")),
          number == 1 ? groupHelp(field, table) : .nothing, wrong(name),
        ] + (sheet.values[name].map { [hidden(name, $0)] } ?? []) + [.element("div", ["class": "fields"], inner)])
    }
    let all =
      groups + [
        wrong(field.name),
        .element(
          "button",
          [
            "name": "action", "value": "more:\(field.name)", "class": "quiet",
            "formaction": "\(address)#\(id("\(field.name).\(count + 1)"))",
          ],
          .text("\(visit(Words.another)): \(label)")),
      ]
    guard field.name == "phases" else {
      return .element("div", ["class": "groups", "id": id(field.name)], all)
    }
    // Where nothing stands in them, the lines say it shorter.
    let isOpen = hasValue(field.name) || problems.all.contains { $0.name.hasPrefix(field.name) }
    return .element(
      "div", ["class": "groups", "id": id(field.name)], lines,
      isOpen
        ? .group(all)
        : .element("details", ["class": "more"], [.element("summary", visit.text(Words.phasesByField))] + all))
  }

  /// The name of the lines of doses above the phases: no field of the document.
  static let doseLines = "dose-lines"

  /// Where doses are typed as a chart has them.
  private var lines: Markup {
    let name = Self.doseLines
    let own = problems.of(name)
    // What was taken stands in the fields.
    let typed = own.contains(where: \.isError) ? visit.form[name] ?? "" : ""
    return .element(
      "div", ["class": "field"], .element("label", ["for": id(name)], visit.text(Words.doseLines)),
      .element("p", ["class": "hint", "id": "help-\(id(name))"], FieldHelp.markup(visit(Words.doseLinesHelp))),
      .element(
        "textarea",
        [
          "name": name, "id": id(name), "rows": "2", "spellcheck": "false",
          "aria-describedby": "help-\(id(name))" + (own.isEmpty ? "" : " wrong-\(id(name))"),
          "aria-invalid": own.contains(where: \.isError) ? "true" : "false",
        ], .preformatted(typed)),
      .element(
        "button",
        ["name": "action", "value": name, "class": "quiet", "formaction": "\(address)#\(id("phases"))"],
        visit.text(Words.takeLines)), wrong(name))
  }

  /// What is folded, by its first names: `More: Support, Every, Delay …`.
  private func more(_ fields: [FormSheet.Field]) -> String {
    let names = fields.map { FieldWords.label($0.key.name, visit.language) }
    let order = names.filter { $0 == FieldWords.label("support", visit.language) } + names
    let shown = order.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return "\(visit(Words.more)): \(shown.prefix(4).joined(separator: ", "))\(shown.count > 4 ? " …" : "")"
  }

  /// The fields of a group: those that charts mostly say, and the others folded while they are empty.
  private func inner(_ table: KeyTable, _ prefix: String) -> [Markup] {
    let fields = FormSheet.fields(table, prefix)
    let isOpen: (FormSheet.Field) -> Bool = { field in
      let isMain = Self.main[table.name]?.contains(field.key.name) ?? (field.key.name != "source")
      return isMain || field.key.isRequired || hasValue(field.name)
        || problems.all.contains { $0.name == field.name || $0.name.hasPrefix(field.name + ".") }
    }
    let folded = fields.filter { !isOpen($0) }
    guard !folded.isEmpty else { return fields.map(view) }
    return fields.filter(isOpen).map(view) + [
      .element(
        "details", ["class": "more"], .element("summary", .text(more(folded))),
        .element("div", ["class": "stack"], folded.map(view)))
    ]
  }

  /// What charts mostly say of records within records.
  private static let main: [String: Set<String>] = [
    "phase": ["drug", "dose", "days", "omitted", "cycles", "reason"], "support": ["drug", "dose", "days"],
    "image": ["file", "shows", "marks", "crop", "rights", "cleared", "show"],
  ]

  private func hidden(_ name: String, _ value: String) -> Markup {
    .element("textarea", ["name": "v.\(name)", "hidden": "hidden", "aria-label": name], .preformatted(value))
  }

  private func wrong(_ name: String) -> Markup {
    let own = problems.of(name)
    guard !own.isEmpty else { return .nothing }
    return .element(
      "div", ["class": "wrong \(own.contains(where: \.isError) ? "error" : "warning")", "id": "wrong-\(id(name))"],
      own.map { one in
        .element(
          "div", .element("p", .text(one.said(visit.language))),
          one.offers.isEmpty
            ? .nothing
            : .element(
              "div", ["class": "row"], one.offers.prefix(8).map { FormView.offer(name, one.line, $0) }))
      })
  }

  /// A button that puts a text into a field, without script too.
  static func offer(_ name: String, _ line: String?, _ text: String) -> Markup {
    .element(
      "button",
      [
        "name": "take", "value": "\(name)|\(line ?? "")|\(text)", "class": "offer", "data-field": name,
        "data-line": line ?? "", "data-text": text,
      ],
      .text(text))
  }

  /// Puts what an offer says into a sheet.
  static func take(_ offer: String, _ sheet: inout FormSheet) {
    let parts = offer.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { return }
    let (name, line, text) = (parts[0], parts[1], parts[2])
    guard !line.isEmpty, let value = sheet.values[name] else {
      sheet.values[name] = text
      return
    }
    sheet.values[name] = value.split(whereSeparator: \.isNewline).map { String($0).trimmed == line ? text : String($0) }
      .joined(separator: "\n")
  }
}
