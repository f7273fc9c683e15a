// SPDX-License-Identifier: Apache-2.0

package import Dosing
package import Notation

extension RuleSet: Described {
  package static let notation = Record<RuleSet>(
    "rule-set", title: "a rule set", "Rules on dose modification from one text.",
    blank: { RuleSet(id: "", name: "", drugs: [], authority: "", version: "", date: "") },
    [
      .required("rules", \.id, .kebab, "Identifier."), .required("name", \.name, .text, "Name for people."),
      .required("drugs", \.drugs, Form<String>.text.oneOrMore, "Generic names."),
      .optional("form", \.form, .text, "The form of the substance that its doses are of, where the drug has several."),
      .required("authority", \.authority, .text, "Who issued it."),
      .required("version", \.version, .text, "Its version."),
      .required(
        "date", \.date, Form.text.described(.pattern("^[0-9]{4}(-[0-9]{2}){0,2}$", "2019-05")),
        "Of the text, or when it was read."),
      .optional("for", \.scope, .text, "For which disease, combination, days."),
      .optional(
        "applies", \.appliesWhen, .condition,
        "For which patients, a condition: `body surface >= 1.0 m2`; `not moderate hepatic impairment` is for all of whom that is not told."
      ),
      .optional("planned", \.plannedDose, .dose, "The planned dose that it is for: `100 mg/m2`; without it any."),
      .flag(
        "of last dose", \.sharesAreOfLastDose, "Its percentages are of the dose given last, not of the planned one."),
      .with("re-escalation", \.reEscalation, .words(), absent: .notStated, "Whether a dose may be raised again."),
      .many("levels", \.levels, Form.dosesByDrug.list(of: "doses by drug"), "Dose levels, the full dose first."),
      .optional("below", \.belowLevels, .text, "What comes below the last level."),
      .parts("rows", \.rows, "The rules.") { row, set, item, log in
        log.check(id: row.id, isNew: !set.rows.contains { $0.id == row.id }, item)
        if let drug = row.drug { log.check([drug], of: set.drugs, item.mark(of: "drug")) }
      },
      .parts("events", \.events, "Events that change later doses for good.") { event, set, item, log in
        log.check(id: event.id, isNew: !(set.events.map(\.id) + set.rows.map(\.id)).contains(event.id), item)
      },
      .note(\.note), .sources(\.sources),
    ],
    finish: { set, mapping in
      let log = mapping.log
      for level in set.levels { log.check(level.keys, of: set.drugs, mapping.mark("levels")) }
      if set.rows.isEmpty, set.events.isEmpty, !log.problems.contains(where: { $0.severity == .error }) {
        log.error(mapping.mark, "a rule set without rules", expected: "`rows:` or `events:`")
      }
    })
}

extension ProblemLog {
  /// Tells of an id that another rule of the set has.
  fileprivate func check(id: String, isNew: Bool, _ item: Item) {
    guard !isNew else { return }
    error(
      item.mark(of: "id"), "the id \(ProblemLog.quoted(id)) is there twice", expected: "an id of its own")
  }
}

extension RuleSet.Row: Described {
  package static let notation = Record<RuleSet.Row>(
    "rule-row", title: "a rule", "When something is so, then do that.",
    blank: { RuleSet.Row(id: "", condition: .fact(""), action: .hold) },
    [
      .required("id", \.id, .kebab, "Identifier in the set."),
      .with("on", \.days, .ruleDays, absent: .any, "`any day`, `day 1`, `days 8, 15` or `later days`."),
      .required(
        "when", \.condition, .condition, "Condition: `neutrophils < 0.5 10^9/L or platelets < 50 10^9/L`."),
      .required(
        "then", \.action, .action, "`dose 75 %`, `level down`, `hold`, `delay up to 21 d`, `stop`, `not determined`."),
      .optional("until", \.until, .condition, "Condition for going on."),
      .many(
        "next", \.nextPercents, Form<Double>.amount("%", in: 1...200, "75 %").oneOrMore,
        "The doses after this one, if it is tolerated."),
      .optional("drug", \.drug, .text, "The one drug of several that it concerns."),
      .flag("permanent", \.isPermanent, "Later cycles keep it."),
      .optional("words", \.words, .text, "What the text says, in own words."), .sources(\.sources),
    ])
}

extension RuleSet.Event: Described {
  package static let notation = Record<RuleSet.Event>(
    "rule-event", title: "an event", "Something since the last dose that changes later doses for good.",
    blank: { RuleSet.Event(id: "", condition: .fact(""), first: .hold, again: .hold) },
    [
      .required("id", \.id, .kebab, "Identifier in the set."), .required("when", \.condition, .condition, "Condition."),
      .optional(
        "again when", \.conditionAgain, .condition,
        "Condition of every further one, where it is another: `ALT > 3 ULN`."),
      .required("first", \.first, .action, "What the first leads to."),
      Field(
        KeyTable.Key("again", .text, "What every further one leads to; without it the same."),
        read: { event, mapping in
          event.again = mapping.value("again", .action) ?? event.first
          return true
        },
        write: { event, writer in event.again == event.first ? nil : Form.action.write(event.again, writer) }),
      .with(
        "interrupts", \.interrupts, .words(), absent: .never,
        "Whether treatment waits before it goes on: `never`, `again` (from the second one on), `always`."),
      .optional("until", \.until, .condition, "Condition for going on."),
      .optional("words", \.words, .text, "What the text says, in own words."), .sources(\.sources),
    ])
}
