// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// Reads what a claim asserts, by its kind.
struct ClaimAssertion {
  let fields: Fields
  let references: ClaimReferences

  /// The assertion; nil after telling what is wrong.
  func decode(_ word: String) -> Assertion? {
    switch word {
    case "sex": return fields.word("is", Sex.self).map { .sex($0) }
    case "age": return age()
    case "diagnosis":
      let (site, grade) = (fields.text("site"), fields.text("grade"))
      return fields.text("is").map { .diagnosis(histology: $0, site: site, grade: grade) }
    case "metastatic sites": return nonEmpty(fields.texts("sites")).map { .metastaticSites($0) }
    case "treatments":
      let before = references.id("before", [.entry, .therapy])
      return nonEmpty(fields.texts("given")).map { .treatments($0, before: before) }
    case "duration": return duration()
    case "interval": return interval()
    case "response": return response()
    case "response counts": return responseCounts()
    case "dose": return dose()
    case "initial dose range": return initialDoseRange()
    case "dose change": return doseChange()
    case "dose change from cycle": return doseChangeFromCycle()
    case "reason":
      let phase = references.id("of", [.phase])
      guard let reason = fields.text("is"), let phase else { return nil }
      return .reason(reason, of: phase)
    case "until progression": return selector().map { .untilProgression(on: $0) }
    case "refractory": return nonEmpty(fields.texts("to")).map { .refractory(to: $0) }
    case "progressive to at least one line": return .progressiveToOneLine
    case "no serious toxicity": return selector().map { .noSeriousToxicity(on: $0) }
    case "quality of life":
      let on = selector()
      guard let statement = fields.text("is"), let on else { return nil }
      return .qualityOfLife(statement, on: on)
    case "line":
      let therapy = references.id("of", [.therapy])
      guard let line = fields.integer("is", 1...30), let therapy else { return nil }
      return .line(line, of: therapy)
    case "percentage": return percentage()
    case "refers to":
      let topic = fields.text("for")
      guard let place = fields.text("is"), let topic else { return nil }
      return .refersTo(place, topic: topic)
    default: return fields.text("is").map { .statement($0) }
    }
  }

  private func nonEmpty(_ texts: [String]) -> [String]? { texts.isEmpty ? nil : texts }

  private func age() -> Assertion? {
    guard let item = fields.item("is"), let text = fields.text(of: item), let age = fields.age(text, item) else {
      return nil
    }
    if let anchor = age.anchor {
      references.check(
        anchor.id, at: fields.log.text.mark(in: item, text: text, utf8Offset: anchor.offset), allowsCutOff: true)
    }
    return .age(years: age.years, at: age.anchor)
  }

  private func duration() -> Assertion? {
    let (span, of, ongoing) = (fields.span("is"), references.id("of"), fields.flag("ongoing"))
    guard let span, let of else { return nil }
    return .duration(span, of: of, ongoing: ongoing)
  }

  private func interval() -> Assertion? {
    let (span, from, to) = (fields.span("is"), references.anchor("from"), references.anchor("to"))
    guard let span, let from, let to else { return nil }
    return .interval(span, from: from, to: to)
  }

  private func response() -> Assertion? {
    let (response, on) = (fields.word("is", Response.self), selector())
    let (lasting, phase) = (fields.span("lasting"), references.id("while", [.phase]))
    guard let response, let on else { return nil }
    return .response(response, on: on, lasting: lasting, whilePhase: phase)
  }

  private func responseCounts() -> Assertion? {
    let (on, lasting) = (selector(), fields.span("lasting"))
    guard let item = fields.item("counts") else { return nil }
    guard case .fields(let pairs) = item.content, !pairs.isEmpty else {
      fields.log.error(item.mark, "\(item.kind) for counts", expected: "numbers by response: `{PR: 1, SD: 2}`")
      return nil
    }
    var counts: [Response: Int] = [:]
    for pair in pairs {
      let key = Item(content: .text(pair.key), mark: pair.mark)
      guard let response = fields.word(pair.key, key, Response.self), let text = fields.text(of: pair.value),
        let count = fields.integer(text, pair.value, 0...Int.max, "a number of patients")
      else { continue }
      counts[response] = count
    }
    return on.map { .responseCounts(counts, on: $0, lasting: lasting) }
  }

  private func dose() -> Assertion? {
    let (dose, days, next) = (fields.dose("is"), fields.days("days"), fields.integer("next day 1", 2...366))
    let phase = references.id("of", [.phase, .plan])
    guard let dose, let phase else { return nil }
    return .dose(dose, days: days, nextDay1: next, of: phase)
  }

  private func initialDoseRange() -> Assertion? {
    let (lowest, highest, on) = (fields.dose("lowest"), fields.dose("highest"), selector())
    guard let lowest, let highest, let on else { return nil }
    if lowest.unit == highest.unit, lowest.amount > highest.amount {
      fields.log.error(fields.mark("lowest"), "the lowest dose is above the highest")
    }
    return .initialDoseRange(lowest: lowest, highest: highest, on: on)
  }

  private func doseChange() -> Assertion? {
    let (from, to) = (references.id("from", [.phase, .plan]), references.id("to", [.phase]))
    guard let item = fields.item("by"), let words = fields.text(of: item) else { return nil }
    let fraction = fields.read(words, item, "a fraction", isNamed: true) { text throws(ValueSyntaxError) in
      try StatedFraction(parsing: text)
    }
    guard let fraction, let from, let to else { return nil }
    return .doseChange(fraction, from: from, to: to)
  }

  private func doseChangeFromCycle() -> Assertion? {
    let (cycle, to) = (fields.integer("cycle", 1...500), fields.dose("to"))
    let therapy = references.id("of", [.therapy])
    guard let cycle, let to, let therapy else { return nil }
    return .doseChangeFromCycle(cycle, to: to, of: therapy)
  }

  private func percentage() -> Assertion? {
    let what = fields.text("what")
    let denominator = fields.recordedInteger("of", 1...Int.max)
    guard let item = fields.item("is"), let printed = fields.text(of: item) else { return nil }
    guard let percent = fields.quantity(printed, item, Measure(unit: "%")), let what, fields.has("of") else {
      return nil
    }
    guard percent <= 1000 else {
      fields.log.error(item.mark, "\(ProblemLog.quoted(printed)) for a percentage", expected: "0 % to 1,000 %")
      return nil
    }
    // `18.4 %` is stored as the number that was printed; the sign says nothing more.
    let number = String(printed.filter { $0 != "%" && $0 != " " })
    return .percentage(printed: number, of: denominator.value, what: what)
  }

  /// Which therapies the claim means.
  private func selector() -> TherapySelector? {
    guard let item = fields.item("on") else { return nil }
    if case .text = item.content {
      guard let id = fields.text(of: item) else { return nil }
      references.check(id, at: item.mark, [.therapy])
      return .entry(id)
    }
    guard let choice = fields.fields("on", KeyTables.selector) else { return nil }
    let (intent, drugs) = (choice.word("intent", Intent.self), choice.texts("drugs"))
    if choice.has("intent") == choice.has("drugs") {
      fields.log.error(item.mark, "a choice of therapies", expected: "either `intent` or `drugs`")
      return nil
    }
    return intent.map { .intent($0) } ?? (drugs.isEmpty ? nil : .drugs(drugs))
  }
}
