// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Notation
import Outcomes
import Plain

/// What is said under a time field: how it is read, what it gives, and what it contradicts.
struct TimeFragment {
  let visit: Visit
  let form: PartForm
  let sheet: FormSheet
  let name: String

  /// The piece of the page; nil where nothing was typed.
  var markup: Markup? {
    guard let draft = form.draft else { return nil }
    let lines = (sheet.values[name] ?? "").split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter {
      !$0.isEmpty
    }
    guard !lines.isEmpty else { return nil }
    var pieces: [Markup] = []
    var isClear = true
    let names = draft.names(with: sheet)
    for line in lines {
      let read = TypedTime.read(line, names)
      if let problem = read.problem {
        isClear = false
        pieces.append(
          .element(
            "div", ["class": "callout warning"], .element("p", .text("“\(line)”: \(visit(problem))")),
            .element("div", ["class": "row"], read.offers.map { FormView.offer(name, line, $0) })))
      } else if let canonical = read.canonical {
        pieces.append(pair(Words.readAs, readAs(canonical)))
      }
    }
    guard isClear else { return .group(pieces) }
    var settled = sheet
    var none = FormProblems()
    draft.settleTimes(&settled, &none)
    let own = (settled.values[name] ?? "").split(whereSeparator: \.isNewline).map(String.init)
    guard let text = text(settled),
      let reading = TimeReading(
        draft, text: text, edge: name == "ends" ? .end : .start, lines: own,
        replace: { line, other in
          var changed = settled
          changed.values[name] = own.map { $0 == line ? other : $0 }.joined(separator: "\n")
          return self.text(changed)
        })
    else { return .group(pieces) }
    pieces += gives(reading) + reading.contradictions.map(contradiction)
    return .group(pieces)
  }

  /// A time that can be read in several ways says so.
  private func readAs(_ canonical: String) -> String {
    guard let time = try? StatedTime(parsing: canonical), case .after(let span, let anchor) = time.form,
      anchor.edge == .point, form.draft?.names.event(anchor.id)?.lasts == true
    else { return canonical }
    if span == nil {
      return "\(canonical) – "
        + visit(
          Phrase(
            "not before its start; “after end of \(anchor.id)” if it was over by then",
            "nicht vor seinem Beginn; „nach Ende \(anchor.id)“, wenn es vorbei war"))
    }
    return "\(canonical) – "
      + visit(Phrase("from its start or its end: both are kept open", "ab Beginn oder Ende: beides bleibt offen"))
  }

  private func pair(_ phrase: Phrase, _ text: String) -> Markup {
    .element(
      "p", ["class": "reads"], .element("span", ["class": "dim"], visit.text(phrase)), " ", .element("b", .text(text)))
  }

  private func gives(_ reading: TimeReading) -> [Markup] {
    let from = reading.fromDiagnosis.flatMap {
      $0.lower == nil && $0.upper == nil ? nil : "\(visit.number($0.text())) \(visit(Words.afterDiagnosis))"
    }
    let days = reading.days.flatMap { $0.earliest == nil && $0.latest == nil ? nil : visit.number($0.text) }
    let all = [from, days].compactMap(\.self)
    return [pair(Words.gives, all.isEmpty ? visit(Words.notDetermined) : all.joined(separator: " · "))]
  }

  private func contradiction(_ contradiction: TimeReading.Contradiction) -> Markup {
    let days = visit.number(Numbers.text(contradiction.days, decimals: 1))
    return .element(
      "div", ["class": "callout error"],
      .element("p", .element("b", visit.text(Words.cannotAllBeTrue(contradiction.statements.count, days)))),
      .element(
        "div", ["class": "versus"],
        contradiction.statements.map { statement in
          .element(
            "div", ["class": "stmt", "lang": "en"], .element("p", .text(statement.text)),
            .group(statement.sources.prefix(2).compactMap { $0.quote.map { .element("q", .text($0)) } }))
        }),
      contradiction.waysOut.isEmpty
        ? .nothing
        : .element(
          "div", ["class": "row"], .element("span", ["class": "small"], .text(visit(Words.waysOut) + ":")),
          .group(
            contradiction.waysOut.map { way in
              .group([
                FormView.offer(name, way.line, way.instead),
                .element("span", ["class": "small dim"], visit.text(Words.fits)),
              ])
            })),
      .element("p", ["class": "small"], visit.text(Words.keepBoth)))
  }

  /// The part as it would be saved; where the rest of the form is not complete yet, its kind and its times alone.
  private func text(_ sheet: FormSheet) -> String? {
    var whole = sheet
    let item = form.complete(whole.item())
    if let draft = form.draft, !form.check(item, whole).hasErrors, let text = try? draft.text(item, replacing: nil) {
      return text
    }
    guard let draft = form.draft, case .fields(let fields) = item.content else { return nil }
    let word = draft.kind.word
    var kept = fields.filter { ["id", "when", "ends", "lasts", "ongoing"].contains($0.key) }
    let value = fields.first { $0.key == word }?.value
    kept.insert(Item.Field(word, value ?? Item(text: "…")), at: 0)
    return try? draft.text(Item(content: .fields(kept)), replacing: nil)
  }
}
