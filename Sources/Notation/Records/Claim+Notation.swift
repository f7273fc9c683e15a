// SPDX-License-Identifier: Apache-2.0

package import Course
import Chronology
import Plain

/// One part of what a claim asserts.
struct Part<Value: Sendable>: Sendable {
  let key: KeyTable.Key
  let read: @Sendable (Mapping) -> Value?
  let write: @Sendable (Value, Writer) -> Item?

  /// A part that must be there.
  static func required(_ key: String, _ form: Form<Value>, _ summary: String) -> Part {
    Part(
      key: KeyTable.Key(key, form.schema, required: true, summary), read: { $0.value(key, form) },
      write: { form.write($0, $1) })
  }

  /// A part that may be left out.
  static func optional<Wrapped: Sendable>(_ key: String, _ form: Form<Wrapped>, _ summary: String) -> Part
  where Value == Wrapped? {
    Part(
      key: KeyTable.Key(key, form.schema, summary), read: { .some($0.value(key, form)) },
      write: { value, writer in value.map { form.write($0, writer) } })
  }

  /// A part whose absence means a value.
  static func with(_ key: String, _ form: Form<Value>, absent: Value, _ summary: String) -> Part
  where Value: Equatable {
    Part(
      key: KeyTable.Key(key, form.schema, summary), read: { $0.value(key, form) ?? absent },
      write: { value, writer in value == absent ? nil : form.write(value, writer) })
  }
}

/// A kind of claim: the word that names it, its keys, and the way to and from what is asserted.
package struct ClaimKind: Sendable {
  /// The word.
  package let word: String
  /// The keys.
  package let table: KeyTable
  let read: @Sendable (Mapping) -> Assertion?
  /// The parts of an assertion of this kind; nil for one of another.
  let write: @Sendable (Assertion, Writer) -> [Item.Field]?

  private init(
    _ word: String, _ summary: String, _ keys: [KeyTable.Key], read: @escaping @Sendable (Mapping) -> Assertion?,
    write: @escaping @Sendable (Assertion, Writer) -> [(String, Item?)]?
  ) {
    self.word = word
    self.read = read
    self.write = { assertion, writer in
      write(assertion, writer)?.compactMap { key, item in item.map { Item.Field(key, $0) } }
    }
    table = KeyTable(
      name: "claim-" + Identifier.slug(word), title: "a claim `\(word)`", summary: summary,
      keys: [
        KeyTable.Key("claim", .words([word]), required: true, "What is asserted."),
        KeyTable.Key("id", .text, "Name of the claim, unique in the study."),
        KeyTable.Key("patient", .text, "Id of the patient it is about."),
        KeyTable.Key("series", .flag, "`true`: it is about the whole series."),
        KeyTable.Key("study", .text, "It is about another study: who, when."),
      ] + keys + [
        KeyTable.Key("source", Form<[Source]>.claimSources.schema, "Where it is stated."),
        KeyTable.Key("cites", Form<[Int]>.citations.schema, "Numbers of the references that it cites."),
        KeyTable.Key("note", .text, "A note in your words."),
      ])
  }

  private static func claim(_ word: String, _ summary: String, _ assertion: Assertion) -> ClaimKind {
    ClaimKind(word, summary, [], read: { _ in assertion }, write: { other, _ in other == assertion ? [] : nil })
  }

  private static func claim<A: Sendable>(
    _ word: String, _ summary: String, _ a: Part<A>, make: @escaping @Sendable (A) -> Assertion,
    take: @escaping @Sendable (Assertion) -> A?
  ) -> ClaimKind {
    ClaimKind(
      word, summary, [a.key], read: { a.read($0).map(make) },
      write: { assertion, writer in take(assertion).map { [(a.key.name, a.write($0, writer))] } })
  }

  private static func claim<A: Sendable, B: Sendable>(
    _ word: String, _ summary: String, _ a: Part<A>, _ b: Part<B>,
    make: @escaping @Sendable (A, B) -> Assertion, take: @escaping @Sendable (Assertion) -> (A, B)?
  ) -> ClaimKind {
    ClaimKind(
      word, summary, [a.key, b.key],
      read: { mapping in
        let (one, two) = (a.read(mapping), b.read(mapping))
        guard let one, let two else { return nil }
        return make(one, two)
      },
      write: { assertion, writer in
        take(assertion).map { [(a.key.name, a.write($0, writer)), (b.key.name, b.write($1, writer))] }
      })
  }

  private static func claim<A: Sendable, B: Sendable, C: Sendable>(
    _ word: String, _ summary: String, _ a: Part<A>, _ b: Part<B>, _ c: Part<C>,
    make: @escaping @Sendable (A, B, C) -> Assertion, take: @escaping @Sendable (Assertion) -> (A, B, C)?
  ) -> ClaimKind {
    ClaimKind(
      word, summary, [a.key, b.key, c.key],
      read: { mapping in
        let (one, two, three) = (a.read(mapping), b.read(mapping), c.read(mapping))
        guard let one, let two, let three else { return nil }
        return make(one, two, three)
      },
      write: { assertion, writer in
        take(assertion).map {
          [
            (a.key.name, a.write($0, writer)), (b.key.name, b.write($1, writer)), (c.key.name, c.write($2, writer)),
          ]
        }
      })
  }

  private static func claim<A: Sendable, B: Sendable, C: Sendable, D: Sendable>(
    _ word: String, _ summary: String, _ a: Part<A>, _ b: Part<B>, _ c: Part<C>, _ d: Part<D>,
    make: @escaping @Sendable (A, B, C, D) -> Assertion, take: @escaping @Sendable (Assertion) -> (A, B, C, D)?
  ) -> ClaimKind {
    ClaimKind(
      word, summary, [a.key, b.key, c.key, d.key],
      read: { mapping in
        let (one, two, three, four) = (a.read(mapping), b.read(mapping), c.read(mapping), d.read(mapping))
        guard let one, let two, let three, let four else { return nil }
        return make(one, two, three, four)
      },
      write: { assertion, writer in
        take(assertion).map {
          [
            (a.key.name, a.write($0, writer)), (b.key.name, b.write($1, writer)), (c.key.name, c.write($2, writer)),
            (d.key.name, d.write($3, writer)),
          ]
        }
      })
  }

  private static let on = Part<TherapySelector>.required(
    "on", .selector, "The therapies: an entry id, `{intent: maintenance}` or `{drugs: [gemcitabine]}`.")
  private static let lasting = Part<StatedSpan?>.optional("lasting", .span, "How long it held.")

  private static func of(_ what: String, _ kinds: Set<Names.Kind>) -> Part<String> {
    .required("of", .reference(kinds), "Id of \(what).")
  }

  /// The kinds of claim, in the order of the documentation.
  package static let all: [ClaimKind] = first + second + arithmetic + statement

  private static let first: [ClaimKind] = [
    claim(
      "sex", "The patient's sex.", .required("is", Form<Sex>.words(), "The sex."), make: { .sex($0) },
      take: { if case .sex(let sex) = $0 { sex } else { nil } }),
    claim(
      "age", "An age.", .required("is", Form<StatedAge>.ageInYears, "Completed years, and the event."),
      make: { .age(years: $0.years, at: $0.anchor) },
      take: { if case .age(let years, let anchor) = $0 { StatedAge(years: years, anchor: anchor) } else { nil } }),
    claim(
      "diagnosis", "The diagnosis.", .required("is", Form<String>.text, "Histology."),
      .optional("site", Form<String>.text, "Site."), .optional("grade", Form<String>.text, "Grade."),
      make: { .diagnosis(histology: $0, site: $1, grade: $2) },
      take: { if case .diagnosis(let histology, let site, let grade) = $0 { (histology, site, grade) } else { nil } }),
    claim(
      "metastatic sites", "All metastatic sites.",
      .required("sites", Form<[String]>.someTexts, "The organs."), make: { .metastaticSites($0) },
      take: { if case .metastaticSites(let sites) = $0 { sites } else { nil } }),
    claim(
      "treatments", "What was given before a therapy.",
      .required("given", Form<[String]>.someTexts, "Drugs joined by ` + `, `surgery`, `radiation`, `ablation`."),
      .optional(
        "before", Form<String>.reference([.entry, .therapy]), "Id of the therapy before which it was given."),
      make: { .treatments($0, before: $1) },
      take: { if case .treatments(let given, let before) = $0 { (given, before) } else { nil } }),
    claim(
      "duration", "How long an entry or dose phase lasted.", .required("is", Form<StatedSpan>.span, "The duration."),
      of("the entry or phase", []), .with("ongoing", Form<Bool>.flag, absent: false, "It was still going on."),
      make: { .duration($0, of: $1, ongoing: $2) },
      take: { if case .duration(let span, let of, let ongoing) = $0 { (span, of, ongoing) } else { nil } }),
    claim(
      "interval", "The time between two events.", .required("is", Form<StatedSpan>.span, "The time."),
      .required("from", Form<Anchor>.anchor, "An event: `start of gem-doc`."),
      .required("to", Form<Anchor>.anchor, "An event: `death`."), make: { .interval($0, from: $1, to: $2) },
      take: { if case .interval(let span, let from, let to) = $0 { (span, from, to) } else { nil } }),
    claim(
      "response", "The response on therapies.", .required("is", Form<Response>.words(), "The response."), on, lasting,
      .optional("while", Form<String>.reference([.phase]), "Id of the dose phase said to be in force all that time."),
      make: { .response($0, on: $1, lasting: $2, whilePhase: $3) },
      take: {
        if case .response(let response, let on, let lasting, let phase) = $0 {
          (response, on, lasting, phase)
        } else {
          nil
        }
      }),
    claim(
      "response over therapies", "One response, said of several therapies together.",
      .required("is", Form<Response>.words(), "The response."),
      .required("over", .severalTherapies, "Ids of the therapies, in order: `[gem-doc, maintenance]`."),
      make: { .responseOverTherapies($0, over: $1) },
      take: { if case .responseOverTherapies(let response, let over) = $0 { (response, over) } else { nil } }),
    claim(
      "response counts", "How many patients had which response.",
      .required("counts", Form<[Response: Int]>.counts, "Numbers by response: `{PR: 1, SD: 2}`."), on, lasting,
      make: { .responseCounts($0, on: $1, lasting: $2) },
      take: { if case .responseCounts(let counts, let on, let lasting) = $0 { (counts, on, lasting) } else { nil } }),
    claim(
      "dose", "The dose of a phase.", .required("is", Form<Dose>.dose, "The dose."),
      .with("days", Form<[Int]>.days, absent: [], "Days of the cycle."),
      .optional("next day 1", Form<Int>.integer(2...366), "The day that is day 1 of the next cycle."),
      of("the phase", [.phase, .plan]), make: { .dose($0, days: $1, nextDay1: $2, of: $3) },
      take: { if case .dose(let dose, let days, let next, let of) = $0 { (dose, days, next, of) } else { nil } }),
    claim(
      "initial dose range", "Lowest and highest initial dose of the series.",
      .required("lowest", Form<Dose>.dose, "Lowest."), .required("highest", Form<Dose>.dose, "Highest."), on,
      make: { .initialDoseRange(lowest: $0, highest: $1, on: $2) },
      take: { if case .initialDoseRange(let low, let high, let on) = $0 { (low, high, on) } else { nil } }),
    claim(
      "dose change", "By how much a dose was cut.",
      .required("by", Form<StatedFraction>.fraction, "`two-thirds`, `1/2`, `50 %`."),
      .required("from", Form<String>.reference([.phase, .plan]), "Id of the phase before."),
      .required("to", Form<String>.reference([.phase]), "Id of the phase after."),
      make: { .doseChange($0, from: $1, to: $2) },
      take: { if case .doseChange(let by, let from, let to) = $0 { (by, from, to) } else { nil } }),
  ]

  private static let second: [ClaimKind] = [
    claim(
      "dose change from cycle", "From which cycle on a dose was given.",
      .required("cycle", Form<Int>.integer(1...500), "The cycle."), .required("to", Form<Dose>.dose, "The dose."),
      of("the therapy", [.therapy]), make: { .doseChangeFromCycle($0, to: $1, of: $2) },
      take: { if case .doseChangeFromCycle(let cycle, let to, let of) = $0 { (cycle, to, of) } else { nil } }),
    claim(
      "reason", "Why a phase had its dose.", .required("is", Form<String>.text, "The reason."),
      of("the phase", [.phase]), make: { .reason($0, of: $1) },
      take: { if case .reason(let reason, let of) = $0 { (reason, of) } else { nil } }),
    claim(
      "until progression", "Therapy was given until progression.", on, make: { .untilProgression(on: $0) },
      take: { if case .untilProgression(let on) = $0 { on } else { nil } }),
    claim(
      "refractory", "Progression under each of these drugs.",
      .required("to", Form<[String]>.someTexts, "The drugs."), make: { .refractory(to: $0) },
      take: { if case .refractory(let drugs) = $0 { drugs } else { nil } }),
    claim("progressive to at least one line", "Progression under at least one line.", .progressiveToOneLine),
    claim(
      "no serious toxicity", "No serious toxicity on therapies.", on, make: { .noSeriousToxicity(on: $0) },
      take: { if case .noSeriousToxicity(let on) = $0 { on } else { nil } }),
    claim(
      "quality of life", "Quality of life on therapies.", .required("is", Form<String>.text, "The statement."), on,
      make: { .qualityOfLife($0, on: $1) },
      take: { if case .qualityOfLife(let words, let on) = $0 { (words, on) } else { nil } }),
    claim(
      "line", "A therapy is the n-th line.", .required("is", Form<Int>.integer(1...30), "The line."),
      of("the therapy", [.therapy]), make: { .line($0, of: $1) },
      take: { if case .line(let line, let of) = $0 { (line, of) } else { nil } }),
    claim(
      "percentage", "A percentage as printed.", .required("is", Form<String>.percentage, "As printed."),
      .required("of", Form<Int>.integer(1...Int.max).recorded, "Denominator."),
      .required("what", Form<String>.text, "What is counted."),
      make: { .percentage(printed: $0, of: $1, what: $2) },
      take: { if case .percentage(let printed, let of, let what) = $0 { (printed, of, what) } else { nil } }),
    claim(
      "refers to", "The text sends the reader somewhere.",
      .required("is", Form<String>.text, "The place: `Table 2`."),
      .required("for", Form<String>.text, "What is looked for there."), make: { .refersTo($0, topic: $1) },
      take: { if case .refersTo(let place, let topic) = $0 { (place, topic) } else { nil } }),
  ]

  private static let arithmetic: [ClaimKind] = [
    claim(
      "categories", "How many of a number of patients are in which category.",
      .required("what", Form<String>.text, "What is told apart: `sex`."),
      .required("counts", Form<[String: Int]>.tally, "Numbers by category: `{female: 12, male: 11}`."),
      .required("of", .integer(0...1_000_000), "The number of patients."),
      make: { .categories($0, counts: $1, of: $2) },
      take: { if case .categories(let what, let counts, let of) = $0 { (what, counts, of) } else { nil } }),
    claim(
      "number of patients", "How many patients there are of a kind.",
      .required("is", .integer(0...1_000_000), "The number."),
      .required("what", Form<String>.text, "Of which kind: `included`, `evaluable`."),
      make: { .numberOfPatients($0, what: $1) },
      take: { if case .numberOfPatients(let number, let what) = $0 { (number, what) } else { nil } }),
    claim(
      "median", "A median of the series, with its range.", .required("is", .printed, "The median, as printed."),
      .required("what", Form<String>.text, "Of what: `age`, `overall survival from diagnosis`, `follow-up`."),
      .with("range", .printedPair, absent: [], "Lowest and highest: `[34, 78]`."),
      .optional("unit", Form<String>.text, "The unit: `mo`."),
      make: { .median($0, what: $1, range: $2, unit: $3) },
      take: {
        if case .median(let value, let what, let range, let unit) = $0 { (value, what, range, unit) } else { nil }
      }),
    claim(
      "event", "How a patient's time was counted.",
      .required("is", Form<ClaimedEvent>.words(), "What ends the time."),
      .required("counted as", Form<ClaimedEvent.Counted>.words(), "How it was counted."),
      .optional("on", .selector, "For progression: the therapy."),
      make: { .event($0, countedAs: $1, on: $2) },
      take: { if case .event(let event, let counted, let on) = $0 { (event, counted, on) } else { nil } }),
    claim(
      "events", "How many events there were in the series.",
      .required("are", Form<ClaimedEvent>.words(), "What they are."),
      .required("number", .integer(0...1_000_000), "How many."),
      .optional("censored", Form<Int>.integer(0...1_000_000), "How many were censored."),
      .optional("of", Form<Int>.integer(0...1_000_000), "Of how many patients."),
      make: { .events($0, number: $1, censored: $2, of: $3) },
      take: {
        if case .events(let event, let number, let censored, let of) = $0 { (event, number, censored, of) } else { nil }
      }),
    claim(
      "hazard ratio", "A hazard ratio with what it is printed with.", .required("is", .printed, "The ratio."),
      .with("interval", .printedPair, absent: [], "Its limits at 95 %: `[0.45, 0.95]`."),
      .optional("p", Form<PrintedNumber>.printed, "p, as printed."),
      .with("medians", .printedPair, absent: [], "Median of the group, and of the one that it is compared with."),
      make: { .hazardRatio($0, interval: $1, p: $2, medians: $3) },
      take: {
        if case .hazardRatio(let ratio, let interval, let p, let medians) = $0 {
          (ratio, interval, p, medians)
        } else {
          nil
        }
      }),
    claim(
      "change", "A change from a number to another, in percent.",
      .required("what", Form<String>.text, "What changed: `sum of diameters`."),
      .required("from", .printed, "The number before."), .required("to", .printed, "The number after."),
      .required("by", .percent, "`-30 %`."), make: { .change($0, from: $1, to: $2, percent: $3) },
      take: { if case .change(let what, let from, let to, let by) = $0 { (what, from, to, by) } else { nil } }),
    claim(
      "cumulative dose", "The sum of the doses of a therapy or phase.", .required("is", Form<Dose>.dose, "The sum."),
      of("the therapy or phase", [.therapy, .phase]), make: { .cumulativeDose($0, of: $1) },
      take: { if case .cumulativeDose(let dose, let of) = $0 { (dose, of) } else { nil } }),
    claim(
      "fractions", "Total dose, number of fractions and dose of each.",
      .required("total", .gray, "Total dose: `50.4 Gy`."), .required("number", .integer(1...200), "Fractions."),
      .required("each", .gray, "Dose of a fraction: `1.8 Gy`."),
      .optional("of", Form<String>.reference(), "Id of the radiotherapy."),
      make: { .fractions(total: $0, number: $1, each: $2, of: $3) },
      take: {
        if case .fractions(let total, let number, let each, let of) = $0 { (total, number, each, of) } else { nil }
      }),
    claim(
      "dose intensity", "Dose intensity of a phase, relative to its plan.", .required("is", .percent, "`85 %`."),
      of("the phase", [.phase]), make: { .doseIntensity($0, of: $1) },
      take: { if case .doseIntensity(let percent, let of) = $0 { (percent, of) } else { nil } }),
    claim(
      "dose basis", "The weight that doses in mg were computed from.",
      .required("is", Form<String>.text, "The weight in words: `adjusted ideal body weight`."), on,
      make: { .doseBasis($0, on: $1) },
      take: { if case .doseBasis(let words, let on) = $0 { (words, on) } else { nil } }),
    claim(
      "dose in words", "By how much a dose was cut, in words.",
      .required("is", Form<String>.text, "The words: `slightly reduced`."),
      .optional("from", Form<String>.reference([.phase, .plan]), "Id of the phase before; without it, the plan."),
      .required("to", Form<String>.reference([.phase]), "Id of the phase after."),
      make: { .doseInWords($0, from: $1, to: $2) },
      take: { if case .doseInWords(let words, let from, let to) = $0 { (words, from, to) } else { nil } }),
  ]

  private static let statement: [ClaimKind] = [
    claim(
      "longer after response", "Who responded to one therapy had the longer benefit of another.",
      .required("to", Form<TherapySelector>.selector, "The therapy that they responded to."), on,
      make: { .longerAfterResponse(to: $0, on: $1) },
      take: { if case .longerAfterResponse(let to, let on) = $0 { (to, on) } else { nil } }),
    claim(
      "statement", "Recorded and not judged.", .required("is", Form<String>.text, "The statement."),
      make: { .statement($0) }, take: { if case .statement(let words) = $0 { words } else { nil } }),
  ]
}

// MARK: - Forms of claims

extension Form where Value == [Source] {
  static var claimSources: Form { Form<Source>.record.oneOrMore }
}

extension Form where Value == [Int] {
  /// Numbers of references.
  static var citations: Form { Form<Int>.integer(1...99_999, "the number of a reference").listOrOne }
}

extension Form where Value == [String] {
  /// At least two therapies.
  fileprivate static var severalTherapies: Form {
    let ids = Form<String>.reference([.therapy]).listOrOne
    return Form(
      ids.schema,
      read: { item, reader in
        let found = ids.read(item, reader) ?? []
        guard Set(found).count < 2 else { return found }
        if !found.isEmpty {
          reader.log.error(item.mark, "one therapy for `over`", expected: "two or more; of one it is a `response`")
        }
        return nil
      }, write: ids.write)
  }

  /// At least one text.
  fileprivate static var someTexts: Form {
    let texts = Form<String>.text.listOrOne
    return Form(
      texts.schema,
      read: { item, reader in
        let found = texts.read(item, reader) ?? []
        return found.isEmpty ? nil : found
      }, write: texts.write)
  }
}

extension Form where Value == String {
  /// `18.4 %` is kept as the number that was printed; the sign says nothing more.
  fileprivate static var percentage: Form {
    Form(
      .pattern("^[0-9.,]+ ?%$", "18.4 %"),
      text: { text, item, reader in
        let percent = reader.value(text, item, "a number") { text throws(ValueSyntaxError) in
          try Measure(unit: "%").number(parsing: text)
        }
        guard let percent else { return nil }
        guard percent <= 1000 else {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for a percentage", expected: "0 % to 1000 %")
          return nil
        }
        return String(text.filter { $0 != "%" && $0 != " " })
      }, print: { "\($0) %" })
  }
}

extension Form where Value == PrintedNumber {
  /// A number with its decimals.
  fileprivate static var printed: Form { number("", .quantity("12.1"), "12.1") }
  /// A percentage with its decimals and perhaps its sign.
  fileprivate static var percent: Form { number("%", .pattern("^[-−]?[0-9.]+ ?%$", "-30 %"), "-30 %") }
  /// A dose of radiation.
  fileprivate static var gray: Form { number("Gy", .pattern("^[0-9.]+ ?Gy$", "1.8 Gy"), "1.8 Gy") }

  private static func number(_ unit: String, _ schema: Schema, _ example: String) -> Form {
    Form(
      schema,
      text: { text, item, reader in
        let digits = text.hasSuffix(unit) ? String(text.dropLast(unit.count)).trimmed : text
        let plain = (try? NumberText.plain(digits)) ?? digits
        if text.hasSuffix(unit), let number = PrintedNumber(plain) { return number }
        reader.log.error(item.mark, ProblemLog.quoted(text), expected: "a number such as `\(example)`")
        return nil
      }, print: { unit.isEmpty ? $0.text : "\($0.text) \(unit)" })
  }
}

extension Form where Value == [PrintedNumber] {
  /// Two numbers.
  fileprivate static var printedPair: Form {
    let list = Form<PrintedNumber>.printed.listOrOne
    return Form(
      list.schema,
      read: { item, reader in
        guard let numbers = list.read(item, reader) else { return nil }
        if numbers.count == 2 { return numbers }
        reader.log.error(item.mark, "\(numbers.count) numbers for `\(reader.key)`", expected: "two: `[34, 78]`")
        return nil
      }, write: list.write)
  }
}

extension Form where Value == [String: Int] {
  /// Numbers by words.
  fileprivate static var tally: Form {
    Form(
      .map(.integer(0, nil)),
      read: { item, reader in
        guard case .fields(let pairs) = item.content, !pairs.isEmpty else {
          reader.log.error(
            item.mark, "\(item.kind) for counts", expected: "numbers by category: `{female: 12, male: 11}`")
          return nil
        }
        let number = Form<Int>.integer(0...1_000_000, "a number of patients")
        return pairs.reduce(into: [:]) { counts, pair in counts[pair.key] = number.read(pair.value, reader) }
      },
      write: { counts, _ in
        Item(
          content: .fields(
            counts.sorted { NaturalOrder.precedes($0.key, $1.key) }.map {
              Item.Field($0.key, Item(text: String($0.value), .number))
            }))
      })
  }
}

extension Form where Value == [Response: Int] {
  fileprivate static var counts: Form {
    Form(
      .map(.integer(0, nil)),
      read: { item, reader in
        guard case .fields(let pairs) = item.content, !pairs.isEmpty else {
          reader.log.error(item.mark, "\(item.kind) for counts", expected: "numbers by response: `{PR: 1, SD: 2}`")
          return nil
        }
        var counts: [Response: Int] = [:]
        let number = Form<Int>.integer(0...Int.max, "a number of patients")
        for pair in pairs {
          let key = Item(content: .text(pair.key), mark: pair.mark)
          guard let response = Form<Response>.words().read(key, reader), let count = number.read(pair.value, reader)
          else { continue }
          counts[response] = count
        }
        return counts
      },
      write: { counts, _ in
        Item(
          content: .fields(
            Response.allCases.compactMap { response in
              counts[response].map { Item.Field(response.rawValue, Item(text: String($0), .number)) }
            }))
      })
  }
}

extension TherapySelector {
  /// Which therapies a claim means, where it names none.
  package static let table = KeyTable(
    name: "selector", title: "a choice of therapies", summary: "Which therapies a claim means: one of the keys.",
    inlineWidth: 400,
    keys: [
      KeyTable.Key("intent", Form<Intent>.words().schema, "All therapies with this intent."),
      KeyTable.Key("drugs", .oneOrMore(.text), "All therapies with exactly these drugs."),
    ])
}

extension Form where Value == TherapySelector {
  fileprivate static var selector: Form {
    let drugs = Form<String>.text.listOrOne
    return Form(
      .either([.identifier, .table("selector")]),
      read: { item, reader in
        if case .text = item.content {
          return Form<String>.reference([.therapy]).read(item, reader).map { .entry($0) }
        }
        guard let choice = Mapping(item, TherapySelector.table, reader) else { return nil }
        let (intent, named) = (choice.value("intent", Form<Intent>.words()), choice.value("drugs", drugs) ?? [])
        if choice.has("intent") == choice.has("drugs") {
          reader.log.error(item.mark, "a choice of therapies", expected: "either `intent` or `drugs`")
          return nil
        }
        return intent.map { .intent($0) } ?? (named.isEmpty ? nil : .drugs(named))
      },
      write: { selector, writer in
        switch selector {
        case .entry(let id): Item(text: id)
        case .intent(let intent):
          Item(content: .fields([Item.Field("intent", Item(text: intent.rawValue))]))
        case .drugs(let names):
          Item(content: .fields([Item.Field("drugs", drugs.write(names, writer))]))
        }
      })
  }
}

// MARK: - The list of claims

/// Reads and writes a list of claims.
package struct ClaimList {
  /// The names in each patient, by patient.
  let names: [Patient.ID: [String: Names.Kind]]
  /// Patients whose file could not be read: what is said of them is not checked.
  let unread: Set<Patient.ID>
  package let reader: Reader
  private var log: ProblemLog { reader.log }
  private var lines: [String: Int] = [:]
  private var counts: [String: Int] = [:]
  private var claims: [Claim] = []

  package init(_ reader: Reader, names: [Patient.ID: [String: Names.Kind]], unread: Set<Patient.ID> = []) {
    self.reader = reader
    self.names = names
    self.unread = unread
  }

  /// All claims of a document.
  package mutating func read(_ root: Item) -> [Claim] {
    guard case .list(let items) = root.content else {
      log.error(root.mark, "\(root.kind) where the list of claims should stand", expected: "`- claim: …` for each")
      return []
    }
    for item in items { claim(item) }
    return claims
  }

  private mutating func claim(_ item: Item) {
    let words = ClaimKind.all.map(\.word)
    guard case .fields(let all) = item.content else {
      log.error(item.mark, "\(item.kind) where a claim should stand", expected: "`claim: …` and its keys")
      return
    }
    guard let field = all.first(where: { $0.key == "claim" }), case .text(let written) = field.value.content else {
      log.error(item.mark, "a claim without `claim`", expected: "its kind: " + Wording.list(words))
      return
    }
    let word = written.trimmed
    guard let kind = ClaimKind.all.first(where: { $0.word == word }) else {
      let nearest = log.nearest(to: word, in: words)
      log.error(
        field.value.mark, "\(ProblemLog.quoted(word)) for a kind of claim",
        expected: nearest == nil ? Wording.list(words) : nil, suggestion: nearest)
      return
    }
    guard let mapping = Mapping(item, kind.table, reader) else { return }
    let slug = Identifier.slug(word)
    counts[slug, default: 0] += 1
    let id = mapping.name("id") ?? Self.implied(slug, counts[slug, default: 1])
    if let line = lines[id] {
      log.error(
        mapping.mark("id"), "the claim id \(ProblemLog.quoted(id)) is there twice; first in line \(line)")
    }
    lines[id] = mapping.mark("id").line
    let subject = subject(mapping)
    reader.uses = []
    let assertion = kind.read(mapping)
    for use in reader.uses { check(use, subject) }
    if case .initialDoseRange(let lowest, let highest, _) = assertion, lowest.unit == highest.unit,
      lowest.amount > highest.amount
    {
      log.error(mapping.mark("lowest"), "the lowest dose is above the highest")
    }
    let sources = mapping.value("source", .claimSources) ?? []
    let cites = mapping.value("cites", .citations) ?? []
    let note = mapping.value("note", .verbatim)
    guard let subject, let assertion else { return }
    reader.place(.claim(id), mapping.mark)
    claims.append(
      Claim(id: id, subject: subject, assertion: assertion, sources: sources, cites: cites, note: note))
  }

  /// The id of a claim that has none.
  private static func implied(_ slug: String, _ count: Int) -> String { count == 1 ? slug : "\(slug)-\(count)" }

  /// Whom a claim is about: one of three keys.
  private func subject(_ mapping: Mapping) -> Claim.Subject? {
    let given = ["patient", "series", "study"].filter { mapping.has($0) }
    guard let key = given.first, given.count == 1 else {
      log.error(
        given.count > 1 ? mapping.mark(given[1]) : mapping.mark,
        given.isEmpty ? "a claim about nobody" : "`\(given[0])` beside `\(given[1])`",
        expected: "one of `patient: ID`, `series: true` or `study: NAME`")
      return nil
    }
    switch key {
    case "series":
      guard let isSeries = mapping.value("series", .flag) else { return nil }
      if !isSeries {
        log.error(mapping.mark("series"), "`false` for `series`", expected: "`true`, or whom the claim is about")
      }
      return isSeries ? .series : nil
    case "study": return mapping.text("study").map { .literature($0) }
    default:
      guard let patient = mapping.name("patient") else { return nil }
      if names[patient] == nil, !unread.contains(patient) {
        let known = names.keys.sorted(by: NaturalOrder.precedes)
        log.error(
          mapping.mark("patient"), "there is no patient \(ProblemLog.quoted(patient))",
          expected: known.isEmpty || known.count > 12 ? "the name of a file in patients/" : Wording.list(known),
          suggestion: log.nearest(to: patient, in: known.filter { $0.count > 2 }))
      }
      return .patient(patient)
    }
  }

  /// Tells a name that is not there: in its patient; for the series, in any patient; in another study, nothing.
  private func check(_ use: Names.Use, _ subject: Claim.Subject?) {
    switch subject {
    case .patient(let patient):
      guard let known = names[patient] else { return }
      Names.check(use, in: known, of: "in patient `\(patient)`", log: log)
    case .series:
      guard unread.isEmpty, !names.values.contains(where: { $0[use.id] != nil }) else { return }
      let all = names.values.reduce(into: [:]) { all, known in all.merge(known) { first, _ in first } }
      Names.check(use, in: all, of: "in any patient", log: log)
    case .literature, nil: return
    }
  }

  /// Claims as a document; sources of the section that most share do not repeat it only where the form has a place for it: a list has none.
  package static func written(_ claims: [Claim], isWhole: Bool = false) -> Item {
    var counts: [String: Int] = [:]
    let writer = Writer()
    let items = claims.map { claim -> Item in
      guard
        let (kind, parts) = ClaimKind.all.lazy.compactMap({ kind in
          kind.write(claim.assertion, writer).map { (kind, $0) }
        }).first
      else { return Item(content: .empty) }
      let slug = Identifier.slug(kind.word)
      counts[slug, default: 0] += 1
      var fields = [Item.Field("claim", Item(text: kind.word))]
      if isWhole || claim.id != implied(slug, counts[slug, default: 1]) {
        fields.append(Item.Field("id", Item(text: claim.id)))
      }
      switch claim.subject {
      case .patient(let id): fields.append(Item.Field("patient", Item(text: id)))
      case .series: fields.append(Item.Field("series", Item(text: "true", .flag)))
      case .literature(let name): fields.append(Item.Field("study", Item(text: name)))
      }
      fields += parts
      if !claim.sources.isEmpty {
        fields.append(Item.Field("source", Form<[Source]>.claimSources.write(claim.sources, writer)))
      }
      if !claim.cites.isEmpty {
        fields.append(Item.Field("cites", Form<[Int]>.citations.write(claim.cites, writer)))
      }
      if let note = claim.note { fields.append(Item.Field("note", Item(text: note))) }
      return Item(content: .fields(fields))
    }
    return Item(content: .list(items))
  }
}
