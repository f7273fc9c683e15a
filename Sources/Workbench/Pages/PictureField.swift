// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// A field of a page on pictures: its label, its help, what is typed, and what is wrong with it.
struct PictureField {
  let visit: Visit
  let name: String
  let label: String
  let help: Markup
  let typed: String
  let problems: [FormProblems.One]
  /// The words that may be chosen; empty for a text.
  var choices: [String] = []
  /// So many lines of text; 1 for a field on one line.
  var lines = 1

  init(
    _ visit: Visit, _ name: String, _ label: Phrase, help: Phrase? = nil, typed: String, _ problems: FormProblems,
    lines: Int = 1
  ) {
    (self.visit, self.name, self.label, self.typed, self.lines) = (visit, name, visit(label), typed, lines)
    self.help = help.map { FieldHelp.markup(visit($0)) } ?? .nothing
    self.problems = problems.of(name)
  }

  /// A field of the record, as the notation knows it.
  init(_ visit: Visit, _ key: KeyTable.Key, in table: String, typed: String, _ problems: FormProblems) {
    (self.visit, name, self.typed) = (visit, key.name, typed)
    label = FieldWords.label(key.name, visit.language)
    let (words, language) = FieldHelp.said(of: key, in: table, visit.language)
    help = .element("span", ["lang": language.rawValue], FieldHelp.markup(words))
    self.problems = problems.of(key.name)
    switch Control(key.schema).shape {
    case .words(let words): choices = words
    case .lines: lines = 4
    default: break
    }
  }

  var markup: Markup {
    let id = "f-" + name.replacing(" ", with: "-")
    let invalid = problems.contains(where: \.isError) ? "true" : "false"
    let control: Markup
    if !choices.isEmpty {
      control = .element(
        "select", ["name": "v.\(name)", "id": id, "aria-describedby": "h-\(id)", "aria-invalid": invalid],
        ([""] + choices).map { word in
          let words = word.isEmpty ? "–" : FieldWords.value(word, visit.language)
          return word == typed
            ? .element("option", ["value": word, "selected": "selected"], .text(words))
            : .element("option", ["value": word], .text(words))
        })
    } else if lines > 1 {
      control = .element(
        "textarea",
        [
          "name": "v.\(name)", "id": id, "rows": "\(lines)", "aria-describedby": "h-\(id)", "aria-invalid": invalid,
          "spellcheck": "false",
        ], .preformatted(typed))
    } else {
      control = .element(
        "input",
        [
          "type": "text", "name": "v.\(name)", "id": id, "value": typed, "aria-describedby": "h-\(id)",
          "aria-invalid": invalid,
        ])
    }
    return .element(
      "div", ["class": lines > 1 ? "field wide" : "field"], .element("label", ["for": id], .text(label)),
      .element("p", ["class": "hint", "id": "h-\(id)"], help), control,
      .group(
        problems.map {
          .element("div", ["class": "wrong error"], .element("p", .text($0.said(visit.language))))
        }))
  }
}
