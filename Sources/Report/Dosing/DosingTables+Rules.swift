// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Dosing
public import Chronology

/// What one rule set says of one drug.
public struct JudgedDrug: Sendable {
  /// The set.
  public var set: RuleSet
  /// The planned dose.
  public var planned: Posology?
  /// What it says.
  public var decision: RuleDecision
  /// What was known.
  public var observations: Observations
  /// Whether the planned dose is the one last given, which may have been reduced for that day only.
  public var isOfLastGiven = false
  /// The dose of the plan, where the planned dose is below it.
  public var fullDose: Posology?
  /// Events that the record shows before the last dose, each with the day of the dose that it came before.
  public var earlierEvents: [(id: RuleSet.Event.ID, before: Day)] = []
  /// How the planned dose became one of the form of the substance that the set speaks of: `1.4 mg/m² of mesylate is 1.23 mg/m² of base`.
  public var conversion: String?
  /// What it takes for granted where that is not known: `late for toxicity`. Another judgement has the other case.
  public var assumption: String?

  /// What of the earlier doses a reader must know: a level that holds, what no rule has read.
  public var remarks: [String] = []

  /// A judgement.
  public init(set: RuleSet, planned: Posology?, decision: RuleDecision, observations: Observations) {
    self.set = set
    self.planned = planned
    self.decision = decision
    self.observations = observations
  }

  /// Whether it says what another dose of the same drug by the same set says already: stop, hold, or the same dose.
  public func saysNoMore(than other: JudgedDrug) -> Bool {
    func dose(_ own: JudgedDrug, _ outcome: RuleDecision.Outcome?) -> Posology? {
      switch outcome {
      case .give(let percent): own.planned?.times(percent: percent)
      case .giveDose(let dose): dose
      default: nil
      }
    }
    func isSame(_ one: RuleDecision.Outcome?, _ another: RuleDecision.Outcome?) -> Bool {
      switch (one, another) {
      case (.give, .give), (.give, .giveDose), (.giveDose, .give), (.giveDose, .giveDose):
        dose(self, one) != nil && dose(self, one) == dose(other, another)
      default: one == another
      }
    }
    return isSame(decision.outcome, other.decision.outcome) && isSame(decision.atMost, other.decision.atMost)
      && isSame(decision.ifEventsCount, other.decision.ifEventsCount)
      && decision.memory.isOffLadder == other.decision.memory.isOffLadder
  }
}

extension DosingTables {
  /// What several rule sets say of the same patient, a line each; where explained, also the sources and every rule with its values.
  ///
  /// - Parameters:
  ///   - decisions: by rule set.
  ///   - silent: drugs of which no rule set speaks, and why.
  ///   - title: of the table, where it is not about a drug alone.
  ///   - notes: what a reader must know of the patient and the doses.
  ///   - explained: whether sources and rules are shown.
  public static func decisions(
    _ decisions: [JudgedDrug], silent: [(drug: String, why: String)] = [], notes: [String] = [], title: String? = nil,
    explained: Bool
  ) -> [Table] {
    var summary = Table(
      name: "adaptation", title: title ?? "What the rule sets say",
      columns: [
        "rule set", "drug", "decision", "decided by", "could be stricter", "resumes", "since then",
        .init("share", .number, unit: "%"),
        .init("dose", .amount), .init("times a day", .number), "form", "not read", "in words",
      ])
    for own in decisions {
      let decision = own.decision
      summary.rows.append([
        .words(own.set.id), .words(decision.drug), .words(words(own)), .words(decision.decidedBy),
        .words(decision.applies == .no ? "–" : open(decision)), .words(resumes(own)), .words(lasting(own)),
        .number(decision.percent, or: .blank), .dose(given(own)?.dose), .number(given(own)?.timesADay, or: .blank),
        .words(own.set.form, or: .blank),
        .words(decision.applies == .no ? "" : decision.unread.joined(separator: ", "), or: .blank),
        .words(said(own).map { "\($0.id): \($0.words)" }.joined(separator: "; "), or: .blank),
      ])
    }
    for (drug, why) in silent {
      summary.rows.append([
        "–", .words(drug), .words(why), .none, .none, .none, .none, .blank, .blank, .blank, .blank, .blank, .blank,
      ])
    }
    summary.footnotes = notes
    for own in decisions {
      let conversion = own.conversion.map { "\(own.set.id): \($0)." }
      for line in [conversion].compactMap(\.self) + said(own).map({ "\(own.set.id), \($0.id): \(sentence($0.words))" })
      where !summary.footnotes.contains(line) { summary.footnotes.append(line) }
    }
    for own in decisions where own.decision.applies != .no {
      for line in own.remarks where !summary.footnotes.contains(line) { summary.footnotes.append(line) }
      let without = own.set.withoutLimit(own.observations, drug: own.decision.drug).map(\.rawValue)
      if !without.isEmpty {
        let line =
          "\(without.joined(separator: ", ")): rules go by multiples of the upper limit of normal, which is not known (--limits, as in \"ALT 5-40 U/L\")."
        if !summary.footnotes.contains(line) { summary.footnotes.append(line) }
      }
    }
    for own in decisions where own.decision.applies != .no {
      guard let note = own.set.note else { continue }
      let line = "Note of \(own.set.id): \(sentence(note))"
      if !summary.footnotes.contains(line) { summary.footnotes.append(line) }
    }
    for own in decisions where own.decision.applies == .unknown {
      if let condition = own.set.appliesWhen {
        summary.footnotes.append("\(own.set.id) holds only if \(condition), which is not known here.")
      }
    }
    if decisions.contains(where: { $0.assumption != nil }) {
      summary.footnotes.append(
        "Why a cycle was late is not known: the text counts a delay that toxicity caused. Both outcomes are shown; `reason` of the record, or --yes or --no \"\(Condition.delayForToxicity)\" for the cycle of today, settles it."
      )
    }
    let blind = Set(decisions.filter { !$0.set.readsCounts(of: $0.decision.drug) }.map(\.set.id)).sorted()
    if !blind.isEmpty {
      summary.footnotes.append(
        "No rule reads blood counts in \(blind.joined(separator: ", ")): low counts have no part in what \(blind.count == 1 ? "it says" : "they say")."
      )
    }
    let unread = decisions.filter { !$0.decision.unread.isEmpty && $0.decision.applies != .no }
    for (first, own) in unread.enumerated() {
      func isAlike(_ other: JudgedDrug) -> Bool {
        other.decision.unread == own.decision.unread && other.decision.drug == own.decision.drug
      }
      guard !unread[..<first].contains(where: isAlike) else { continue }
      let names = unread.filter(isAlike).map(\.set.id).reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      summary.footnotes.append(
        "Not read for \(own.decision.drug) by \(names.joined(separator: ", ")): \(own.decision.unread.joined(separator: ", "))."
      )
    }
    for drug in Set(decisions.map(\.decision.drug)).sorted() {
      let answers = decisions.filter { $0.decision.drug == drug && $0.decision.outcome != .undecided }
      if Set(answers.map(decisionWords)).count > 1, Set(answers.map(\.set.id)).count > 1 {
        summary.footnotes.append(
          "The rule sets disagree on \(drug): a rule set must be named wherever a dose is adapted.")
      }
    }
    summary.footnotes.append(disclaimer)
    guard explained else {
      summary.footnotes.append("--explain shows every rule, its values and the sources.")
      return [summary]
    }
    var origins = Table(
      name: "adaptation-sources", title: "Where the rule sets are from",
      columns: ["rule set", "for", "from", "certainty"])
    for set in decisions.map(\.set).reduce(into: [RuleSet](), { if !$0.contains($1) { $0.append($1) } }) {
      origins.rows.append([.words(set.id), .words(set.scope), .words(set.origin), .words(certainty(set))])
    }
    var rules = Table(
      name: "adaptation-rules", title: "Every rule, whether it fired or not",
      columns: ["rule set", "rule", "fired", "condition", "values", "then"])
    for own in decisions where own.decision.applies != .no {
      let (set, decision) = (own.set, own.decision)
      for (row, checked) in zip(set.rows.filter { $0.drug == nil || $0.drug == decision.drug }, decision.rows) {
        rules.rows.append([
          .words(set.id), .words(row.id), .words(checked.isForDay == .no ? "no (other day)" : fired(checked)),
          .words((row.days == .any ? "" : "\(row.days.words): ") + row.condition.description),
          .words(values(row.condition, own.observations)), .words(row.action.words(on: row.days)),
        ])
      }
      for (event, checked) in zip(set.events, decision.events) {
        rules.rows.append([
          .words(set.id), .words(event.id), .words(fired(checked)),
          .words(
            event.condition.description + (event.conditionAgain.map { "; again: \($0.description)" } ?? "")),
          .words(values(event.condition, own.observations)),
          .words("first: \(event.first.words); again: \(event.again.words)"),
        ])
      }
    }
    return [summary, origins, rules]
  }

  /// The decisions alone, a line a rule set, for a narrow page: what is open and what lets treatment resume stands below.
  public static func decisionLines(_ decisions: [JudgedDrug], silent: [(drug: String, why: String)] = [], full: Table)
    -> Table
  {
    var table = Table(name: "adaptation", title: full.title, columns: ["decision", "drug", "rule set"])
    for own in decisions {
      let isOpen = !own.decision.open.isEmpty && own.decision.outcome != .undecided
      table.rows.append([
        .words(words(own) + (isOpen ? ", or stricter" : "")), .words(own.decision.drug), .words(own.set.id),
      ])
    }
    for (drug, why) in silent { table.rows.append([.words(why), .words(drug), .none]) }
    for own in decisions {
      let marks = [
        Set(decisions.filter { $0.set.id == own.set.id }.map(\.decision.drug)).count > 1 ? own.decision.drug : nil,
        own.assumption.map { "if \($0)" },
      ].compactMap(\.self)
      let name = own.set.id + (marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))")
      let parts = [
        own.decision.decidedBy.map { "decided by \($0)" },
        own.decision.applies == .no || own.decision.open.isEmpty
          ? nil : "not known: \(own.decision.open.joined(separator: ", "))",
        resumes(own).map { "resumes \($0)" }, lasting(own), undeterminedLater(own),
      ].compactMap(\.self)
      let line = "\(name): \(parts.joined(separator: "; "))."
      if !parts.isEmpty, !table.footnotes.contains(line) { table.footnotes.append(line) }
    }
    table.footnotes += full.footnotes
    return table
  }

  /// What rules that fired, and events that have happened, say in words: what the program does not compute.
  private static func said(_ own: JudgedDrug) -> [(id: String, words: String)] {
    guard own.decision.applies != .no else { return [] }
    let rows = zip(own.set.rows.filter { $0.drug == nil || $0.drug == own.decision.drug }, own.decision.rows)
      .filter { $0.1.truth == .yes && $0.1.isForDay == .yes && $0.0.action != .undetermined }.map(\.0)
    let events = own.set.events.filter { event in
      own.decision.memory.events[event.id] != nil
        || own.decision.events.contains { $0.id == event.id && $0.truth == .yes }
    }
    return rows.compactMap { row in row.words.map { (row.id, $0) } }
      + events.compactMap { event in event.words.map { (event.id, $0) } }
  }

  private static func sentence(_ words: String) -> String { words.hasSuffix(".") ? words : words + "." }

  /// Where treatment waits and no dose would follow even then.
  private static func undeterminedLater(_ own: JudgedDrug) -> String? {
    switch own.decision.outcome {
    case .hold, .delay:
      own.decision.uncovered.isEmpty
        ? nil : "the dose after it is not determined (\(own.decision.uncovered.joined(separator: "; ")))"
    case .give, .giveDose, .stop, .undecided: nil
    }
  }

  /// The decision of a rule set in words.
  private static func words(_ own: JudgedDrug) -> String {
    (own.assumption.map { "if \($0): " } ?? "") + decisionWords(own)
  }

  private static func decisionWords(_ own: JudgedDrug) -> String {
    if own.decision.applies == .no {
      if case .not(let part) = own.set.appliesWhen { return "not for this patient (not with \(part))" }
      return "not for this patient" + (own.set.appliesWhen.map { " (only \($0))" } ?? "")
    }
    if own.decision.applies == .unknown, own.decision.outcome == .undecided {
      return "not decided: whether it applies is not known" + (own.set.appliesWhen.map { " (only \($0))" } ?? "")
    }
    if own.decision.memory.isOffLadder, own.decision.outcome == .undecided {
      let ladder = own.set.levels.compactMap { $0[own.decision.drug].map(text) }.joined(separator: ", ")
      let what = own.planned.map(text) ?? "the dose given"
      return "not decided: \(what) is not on the ladder of this set (\(ladder))"
    }
    let form = own.set.form.map { " of \($0)" } ?? ""
    func words(_ outcome: RuleDecision.Outcome) -> String {
      if case .delay(let days) = outcome, !isOfCycle(own) {
        return "hold this dose" + (days.map { " (at most \($0) d)" } ?? "")
      }
      if outcome == .hold, let day = own.observations.day, isLeftOutForGood(day, own) {
        return "no dose on day \(day), of all later cycles either"
      }
      guard own.isOfLastGiven || own.fullDose != nil, case .give(let percent) = outcome, let planned = own.planned
      else {
        return Self.words(outcome, planned: whole(own, outcome), form: form)
      }
      // It is not the full dose that a full dose is given of.
      let dose = own.isOfLastGiven ? "last given" : "planned now"
      let whole =
        percent < 100
        ? own.fullDose.map { "; of the full \(text($0)) it would be \(text($0.times(percent: percent)))" } : nil
      return (percent == 100 ? "as \(dose)" : "\(Numbers.text(percent)) % of \(dose)")
        + " = \(text(planned.times(percent: percent)))\(form)" + (whole ?? "")
    }
    if own.decision.outcome == .undecided, let why = own.decision.uncovered.first {
      let most = own.decision.atMost.map { "; if released, at most \(words($0))" }
      let ifSo = own.decision.ifEventsCount.map { "; if so, \(words($0))" }
      return "not determined: \(why)" + (ifSo ?? "") + (most ?? "")
    }
    let most = own.decision.atMost.map { outcome in
      switch outcome {
      case .give(let percent) where percent == 100: "; if released, at most \(own.planned.map(text) ?? "the full dose")"
      case .give, .giveDose: "; if released, at most \(words(outcome))"
      default: ": \(words(outcome)) or stricter"
      }
    }
    return words(own.decision.outcome) + (most ?? "") + disregarded(own)
  }

  /// Whether a dose that waits makes the cycle wait: that of its first day does, one that is taken day after day or due on a later day does not.
  private static func isOfCycle(_ own: JudgedDrug) -> Bool {
    (own.observations.day ?? 1) == 1 && own.planned?.timesADay == nil
      && own.set.levels.first?[own.decision.drug]?.timesADay == nil
  }

  /// Whether an event has left a day of the cycle out for good.
  private static func isLeftOutForGood(_ day: Int, _ own: JudgedDrug) -> Bool {
    let memory = own.decision.memory
    return memory.lastingDose != nil && !memory.lastingDays.isEmpty && !memory.lastingDays.contains(day)
      && own.decision.deciders.allSatisfy { memory.events[$0] != nil }
  }

  /// A dose says nothing of what no rule has read: without these words it would read as one for all that is known.
  private static func disregarded(_ own: JudgedDrug) -> String {
    switch own.decision.outcome {
    case .give, .giveDose: break
    case .hold, .delay, .stop, .undecided: return ""
    }
    let unread = own.decision.unread
    guard !unread.isEmpty else { return "" }
    let named = unread.count > 4 ? unread.prefix(3) + ["\(unread.count - 3) more"] : unread[...]
    return ", without regard to \(named.joined(separator: ", "))"
  }

  /// The dose that a share is of: the planned one. Where none is told, a full dose is the full dose of the set.
  private static func whole(_ own: JudgedDrug, _ outcome: RuleDecision.Outcome) -> Posology? {
    guard own.planned == nil, own.conversion == nil, outcome == .give(percent: 100) else { return own.planned }
    return own.set.levels.first?[own.decision.drug]
  }

  /// The dose that is given by a decision, as far as it is one.
  package static func given(_ own: JudgedDrug) -> Posology? {
    switch own.decision.outcome {
    case .give(let percent):
      own.decision.applies == .no ? nil : whole(own, own.decision.outcome)?.times(percent: percent)
    case .giveDose(let dose): dose
    case .hold, .delay, .stop, .undecided: nil
    }
  }

  /// What must be so before treatment goes on, and with which dose.
  private static func resumes(_ own: JudgedDrug) -> String? {
    let next = own.decision.next.map {
      "then \(words($0, planned: own.planned, form: own.set.form.map { " of \($0)" } ?? ""))"
        + (own.decision.nextMayBeStricter ? " or stricter" : "")
    }
    switch own.decision.outcome {
    case .hold, .delay:
      if let day = own.observations.day, isLeftOutForGood(day, own) { return nil }
      let when = own.decision.resumes.map { "when \($0)" } ?? "when a rule for a dose holds; the set names nothing else"
      return [when, next].compactMap(\.self).joined(separator: ", ")
    case .give, .giveDose, .stop, .undecided: return nil
    }
  }

  /// What events have left: since when, which dose, for how long, and whether it may be raised again.
  private static func lasting(_ own: JudgedDrug) -> String? {
    guard own.decision.applies != .no else { return nil }
    let parts = own.decision.memory.events.sorted { $0.key < $1.key }.compactMap { id, count -> String? in
      guard let event = own.set.events.first(where: { $0.id == id }) else { return nil }
      var days = own.earlierEvents.filter { $0.id == id }.map { "before \($0.before)" }
      if !days.isEmpty, own.decision.events.contains(where: { $0.id == id && $0.truth == .yes }) {
        days.append("and since the last dose")
      }
      let action = count > 1 ? event.again : event.first
      var left = action.words
      // Of an earlier event it is of the full dose, which may have been lowered for it; of one of today it is of what is planned now.
      let isEarlier = !days.isEmpty && !own.decision.events.contains { $0.id == id && $0.truth == .yes }
      if isEarlier, case .percent(let percent) = action, percent < 100, let full = own.fullDose {
        left =
          "\(Numbers.text(percent, decimals: 2)) % of the full \(text(full)) = \(text(full.times(percent: percent)))"
      }
      return "\(id)" + (count > 1 ? " (\(count) ×)" : "") + (days.isEmpty ? "" : " \(days.joined(separator: ", "))")
        + ": \(left)"
    }
    let next = own.decision.ifTolerated.map { words(.give(percent: $0), planned: own.fullDose ?? own.planned) }
    let raised = next.isEmpty ? nil : "if it is tolerated, the next dose \(next.joined(separator: ", then "))"
    guard !parts.isEmpty else { return raised }
    return parts.joined(separator: "; ") + "; for all later cycles, raising again \(own.set.reEscalation.rawValue)"
  }

  private static func fired(_ checked: RuleDecision.Checked) -> String {
    checked.truth == .unknown ? "not known" : checked.truth.rawValue
  }

  private static func open(_ decision: RuleDecision) -> String {
    decision.open.isEmpty ? "no" : "if \(decision.open.joined(separator: ", ")) held (not known)"
  }

  /// The values that a condition looked at.
  private static func values(_ condition: Condition, _ observations: Observations) -> String {
    condition.leaves.map { leaf in
      switch leaf {
      case .comparison(let comparison):
        let value = comparison.value(observations).map {
          ($0.text + " " + (comparison.isMultipleOfLimit ? "× ULN" : comparison.subject.unit))
            .split(separator: " ").joined(separator: " ")
        }
        return "\(comparison.subject.words) \(value ?? "not known")"
      case .fact(let word): return "\(word): \(observations.facts[word].map { $0 ? "yes" : "no" } ?? "not known")"
      default: return ""
      }
    }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "; ")
  }

  /// A decision in words.
  public static func words(_ outcome: RuleDecision.Outcome, planned: Posology?, form: String = "") -> String {
    switch outcome {
    case .give(let percent):
      let of = planned.map { " = \(text($0.times(percent: percent)))\(form)" } ?? ""
      return percent == 100 ? "full dose\(of)" : "\(Numbers.text(percent)) %\(of)"
    case .giveDose(let dose): return text(dose) + form
    case .hold: return "hold this dose"
    case .delay(let days): return "delay the cycle" + (days.map { " (at most \($0) d)" } ?? "")
    case .stop: return "stop"
    case .undecided: return "not decided"
    }
  }

  /// CTCAE grades of values, by the version that was stated.
  public static func grades(_ observations: Observations, _ version: CTCAE) -> Table {
    var table = Table(
      name: "ctcae", title: "CTCAE \(version.rawValue) grades of the values",
      columns: ["analyte", "value", "grade", "term or reason"])
    for analyte in Analyte.allCases {
      guard let values = observations.values[analyte], let today = values.today else { continue }
      let reference = CTCAE.Reference(lowerLimit: values.lowerLimit, upperLimit: values.upperLimit)
      var row: [Table.Cell] = [.words(analyte.rawValue), .words("\(today.text) \(analyte.printedUnit)")]
      if let point = today.point {
        do throws(CTCAE.Problem) {
          let grade = try version.grade(analyte, point, reference)
          row += [
            .words(grade.grade == 0 ? "no grade" : "grade \(grade.grade)"), .words("\(grade.term): \(grade.reason)"),
          ]
        } catch {
          row += ["not determined", .words(error.description)]
        }
      } else {
        row += ["not determined", "a bound has no grade of its own"]
      }
      table.rows.append(row)
    }
    return table
  }

  /// `900 mg/m²`, `100 mg twice daily`
  public static func text(_ posology: Posology) -> String {
    text(posology.dose) + (posology.timesADay.map { " " + DoseFrequency.words($0) } ?? "")
  }
}
