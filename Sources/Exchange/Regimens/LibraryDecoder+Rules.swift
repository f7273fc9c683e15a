// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Dosing
import Notation

extension LibraryDecoder {
  static func rules(_ fields: Mapping) -> RuleSet? {
    let id = identifier(fields, "rules")
    let name = fields.text("name")
    let drugs = fields.texts("drugs")
    let authority = fields.text("authority")
    let version = fields.text("version")
    let date = fields.text("date")
    guard let id, let name, let authority, let version, let date else { return nil }
    var set = RuleSet(id: id, name: name, drugs: drugs, authority: authority, version: version, date: date)
    set.form = fields.text("form")
    set.scope = fields.text("for")
    set.appliesWhen = condition(fields, "applies")
    set.reEscalation = fields.word("re-escalation", RuleSet.ReEscalation.self) ?? .notStated
    set.levels = fields.levels("levels")
    for level in set.levels { checkDrugs(level.keys, of: drugs, fields.mark("levels"), fields.log) }
    set.belowLevels = fields.text("below")
    var seen = Set<String>()
    set.rows = fields.list("rows", LibraryTables.ruleRow).compactMap { row($0, drugs: drugs, &seen) }
    set.events = fields.list("events", LibraryTables.ruleEvent).compactMap { event($0, &seen) }
    set.note = fields.text("note")
    set.sources = fields.librarySources()
    if set.rows.isEmpty, set.events.isEmpty, !fields.log.problems.contains(where: { $0.severity == .error }) {
      fields.log.error(fields.mark, "a rule set without rules", expected: "`rows:` or `events:`")
    }
    return set
  }

  private static func row(_ fields: Mapping, drugs: [String], _ seen: inout Set<String>) -> RuleSet.Row? {
    let id = name(fields, &seen)
    let days = days(fields)
    let condition = condition(fields, "when")
    let action = action(fields, "then")
    guard let id, let condition, let action else { return nil }
    var row = RuleSet.Row(id: id, days: days, condition: condition, action: action)
    row.until = LibraryDecoder.condition(fields, "until")
    for item in fields.oneOrMore("next") {
      guard let text = fields.text(of: item) else { continue }
      guard case .percent(let percent) = try? RuleAction(parsing: "dose \(text)") else {
        fields.log.error(item.mark, "\(ProblemLog.quoted(text)) for a later dose", expected: "a percentage: `75 %`")
        continue
      }
      row.nextPercents.append(percent)
    }
    row.drug = fields.text("drug")
    if let drug = row.drug { checkDrugs([drug], of: drugs, fields.mark("drug"), fields.log) }
    row.isPermanent = fields.flag("permanent")
    row.words = fields.text("words")
    row.sources = fields.librarySources()
    return row
  }

  private static func event(_ fields: Mapping, _ seen: inout Set<String>) -> RuleSet.Event? {
    let id = name(fields, &seen)
    let condition = condition(fields, "when")
    let first = action(fields, "first")
    let again = fields.has("again") ? action(fields, "again") : first
    guard let id, let condition, let first, let again else { return nil }
    var event = RuleSet.Event(id: id, condition: condition, first: first, again: again)
    event.interrupts = fields.word("interrupts", RuleSet.Event.Interruption.self) ?? .never
    event.until = LibraryDecoder.condition(fields, "until")
    event.words = fields.text("words")
    event.sources = fields.librarySources()
    return event
  }

  private static func name(_ fields: Mapping, _ seen: inout Set<String>) -> String? {
    guard let id = identifier(fields, "id") else { return nil }
    if !seen.insert(id).inserted {
      fields.log.error(
        fields.mark("id"), "the id \(ProblemLog.quoted(id)) is there twice", expected: "an id of its own")
    }
    return id
  }

  static func condition(_ fields: Mapping, _ key: String) -> Condition? {
    guard let item = fields.item(key), let text = fields.text(of: item) else { return nil }
    do {
      return try Condition(parsing: text)
    } catch {
      tell(error, text, item, fields)
      return nil
    }
  }

  private static func action(_ fields: Mapping, _ key: String) -> RuleAction? {
    guard let item = fields.item(key), let text = fields.text(of: item) else { return nil }
    do {
      return try RuleAction(parsing: text)
    } catch {
      tell(error, text, item, fields)
      return nil
    }
  }

  private static func tell(_ error: RuleSyntaxError, _ text: String, _ item: Notation.Item, _ fields: Mapping) {
    fields.log.error(
      fields.log.text.mark(in: item, text: text, utf8Offset: error.offset), error.found, expected: error.expected,
      suggestion: error.suggestion)
  }

  private static func days(_ fields: Mapping) -> RuleSet.Days {
    guard let item = fields.item("on"), let text = fields.text(of: item) else { return .any }
    if text == "any day" { return .any }
    if text == "later days" { return .later }
    for prefix in ["days ", "day "] where text.hasPrefix(prefix) {
      let numbers = text.dropFirst(prefix.count).split(separator: ",").map { WholeNumber.parse(String($0).trimmed) }
      let days = numbers.compactMap(\.self)
      if days.count == numbers.count, !days.isEmpty, zip(days, days.dropFirst()).allSatisfy(<), days[0] >= 1 {
        return .these(days)
      }
    }
    fields.log.error(
      item.mark, "\(ProblemLog.quoted(text)) for days of treatment",
      expected: "`any day`, `day 1`, `days 8, 15` or `later days`",
      suggestion: fields.log.nearest(to: text, in: ["any day", "later days", "day 1", "day 8"]))
    return .any
  }
}
