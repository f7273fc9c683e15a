// SPDX-License-Identifier: Apache-2.0

import Plain

/// The words of a typed time, one after the other: a span, an order, an event; or a cycle.
struct TimeWords {
  private var words: [String]
  private var index = 0
  /// A name that no event has.
  private(set) var unknownName: String?
  /// What is asked where several readings exist.
  private(set) var question: Phrase?

  init(_ text: String) {
    // A number stands apart from its unit, and `<` from its number.
    var spaced = ""
    var previous: Character = " "
    for character in text {
      let isBreak =
        (previous.isNumber && character.isLetter) || "<>≤≥~".contains(previous)
        || (character == "½" && !previous.isNumber)
      if isBreak { spaced.append(" ") }
      spaced.append(character)
      previous = character
    }
    words = spaced.split(separator: " ").map(String.init)
  }

  private var word: String? { index < words.count ? words[index].lowercased() : nil }
  private var isAtEnd: Bool { index >= words.count }

  private mutating func take(_ options: [String: String]) -> String? {
    // Two words first: `mehr als`.
    if index + 1 < words.count, let value = options["\(words[index].lowercased()) \(words[index + 1].lowercased())"] {
      index += 2
      return value
    }
    guard let word, let value = options[word] else { return nil }
    index += 1
    return value
  }

  private mutating func skip(_ fillers: Set<String>) { while let word, fillers.contains(word) { index += 1 } }

  // MARK: tables

  private static let kinds = [
    "about": "about ", "etwa": "about ", "ca.": "about ", "ca": "about ", "circa": "about ", "ungefähr": "about ",
    "~": "about ",
    "rund": "about ", "nearly": "nearly ", "almost": "nearly ", "knapp": "nearly ", "fast": "nearly ",
    "more than": "more than ", "mehr als": "more than ", "über": "more than ", "over": "more than ", ">": "more than ",
    "less than": "less than ", "weniger als": "less than ", "unter": "less than ", "<": "less than ",
    "exactly": "exactly ", "genau": "exactly ", "within": "within ", "innerhalb von": "within ", "binnen": "within ",
    "at least": "at least ", "mindestens": "at least ", "at most": "at most ", "höchstens": "at most ",
    "up to": "at most ",
  ]
  private static let units = [
    "d": "d", "day": "d", "days": "d", "tag": "d", "tage": "d", "tagen": "d", "wk": "wk", "week": "wk", "weeks": "wk",
    "wo": "wk",
    "wo.": "wk", "woche": "wk", "wochen": "wk", "mo": "mo", "month": "mo", "months": "mo", "monat": "mo",
    "monate": "mo",
    "monaten": "mo", "mon.": "mo", "mon": "mo", "y": "y", "yr": "y", "year": "y", "years": "y", "jahr": "y",
    "jahre": "y",
    "jahren": "y", "j.": "y", "j": "y",
  ]
  private static let orders = [
    "after": "after", "nach": "after", "later than": "after", "before": "before", "vor": "before", "at": "at",
    "bei": "at",
    "zum": "at", "zur": "at", "am": "at", "during": "during", "während": "during", "unter": "during", "in": "during",
    "im": "during",
  ]
  private static let edges = [
    "start": "start of ", "start of": "start of ", "beginn": "start of ", "begin of": "start of ",
    "beginning of": "start of ",
    "anfang": "start of ", "first": "start of ", "erster": "start of ", "ersten": "start of ", "erstem": "start of ",
    "end": "end of ",
    "end of": "end of ", "ende": "end of ", "abschluss": "end of ", "last": "end of ", "letzter": "end of ",
    "letzten": "end of ",
    "letztem": "end of ",
  ]
  private static let fillers: Set = ["the", "of", "dem", "der", "des", "den", "von", "die", "das", "zu"]
  private static let numbers = [
    "ein": "1", "eine": "1", "einem": "1", "einen": "1", "einer": "1", "one": "1", "a": "1", "zwei": "2", "two": "2",
    "drei": "3",
    "three": "3", "vier": "4", "four": "4", "fünf": "5", "five": "5", "sechs": "6", "six": "6", "sieben": "7",
    "seven": "7",
    "acht": "8", "eight": "8", "neun": "9", "nine": "9", "zehn": "10", "ten": "10", "elf": "11", "zwölf": "12",
    "twelve": "12",
  ]

  // MARK: reading

  /// All that the words may mean, as the notation has it.
  mutating func candidates(_ names: EventNames) -> [String] {
    let start = index
    if let cycles = cycle(names) { return cycles }
    index = start
    guard let span = span() else {
      index = start
      return order(nil, names)
    }
    skip(Self.fillers)
    if isAtEnd { return alone(span, names) }
    return order(span, names)
  }

  /// A length of time where the words say nothing else.
  mutating func spanAlone() -> String? { span().flatMap { isAtEnd ? $0 : nil } }

  private mutating func span() -> String? {
    skip(["seit"])
    let kind = take(Self.kinds) ?? ""
    guard var number = number() else { return nil }
    if let word, ["-", "–", "bis", "to"].contains(word) {
      index += 1
      guard let second = self.number() else { return nil }
      number += "-" + second
    }
    guard let word, let unit = Self.units[word] else { return nil }
    index += 1
    return "\(kind)\(number) \(unit)"
  }

  private mutating func number() -> String? {
    guard let word else { return nil }
    if let known = Self.numbers[word] {
      index += 1
      return known
    }
    let text = word.replacing(",", with: ".").replacing("–", with: "-")
    guard let first = text.first, first.isNumber,
      text.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" })
    else { return nil }
    index += 1
    // `2 ½`
    if self.word == "½" {
      index += 1
      return text + "½"
    }
    return text
  }

  private mutating func order(_ span: String?, _ names: EventNames) -> [String] {
    // `Ende Gem/Doc` is a place in time as it stands.
    guard let order = take(Self.orders) ?? (span == nil && word.map { Self.edges[$0] != nil } == true ? "at" : nil)
    else { return [] }
    guard span == nil || order == "after" || order == "before" else { return [] }
    let lead = span.map { "\($0) \(order) " } ?? "\(order) "
    return events(names).map { lead + $0 }
  }

  /// The event at the end, with its edge; several where the name or the edge may mean more than one.
  private mutating func events(_ names: EventNames) -> [String] {
    skip(Self.fillers)
    let edge = take(Self.edges)
    skip(Self.fillers)
    // `2 Wochen nach Ende Zyklus 3 Gem/Doc`
    let start = index
    if let edge, let cycle = cycleNumber() {
      skip(Self.fillers)
      let name = words[index...].joined(separator: " ")
      let meant = (name.isEmpty ? names.events : names.meant(name)).filter { !$0.drugs.isEmpty }
      if meant.isEmpty { unknownName = name }
      return meant.map { "\(edge)cycle \(cycle.number) of \($0.id)" }
    }
    index = start
    let name = words[index...].joined(separator: " ")
    guard !name.isEmpty else { return [] }
    let meant = names.meant(name)
    if meant.isEmpty { unknownName = name }
    return meant.map { event in (event.lasts ? edge ?? "" : "") + event.id }
  }

  /// `im 16. Zyklus`, `during cycle 16 of maintenance`, `Beginn 4. Zyklus Gem/Doc`, `vor Zyklus 4`, `nach 3 Zyklen`
  private mutating func cycle(_ names: EventNames) -> [String]? {
    let order = take(Self.orders)
    skip(Self.fillers)
    let edge = take(Self.edges)
    skip(Self.fillers)
    guard let cycle = cycleNumber() else { return nil }
    skip(Self.fillers)
    let name = words[index...].joined(separator: " ")
    let (number, parts) = (cycle.number, Self.parts(order, edge, isCount: cycle.isCount))
    guard !name.isEmpty else {
      // What lies before or after a cycle needs the therapy that it is of; what lies in one may be of its own.
      let own = parts.filter { !$0.hasPrefix("after") && !$0.hasPrefix("before") }.map { "\($0) cycle \(number)" }
      return own
        + names.events.filter { !$0.drugs.isEmpty }.flatMap { event in
          parts.map { "\($0) cycle \(number) of \(event.id)" }
        }
    }
    let meant = names.meant(name).filter { !$0.drugs.isEmpty }
    if meant.isEmpty { unknownName = name }
    return meant.flatMap { event in parts.map { "\($0) cycle \(number) of \(event.id)" } }
  }

  /// The places that words before a cycle may mean. A look after the third cycle is at its end or later: both are offered.
  ///
  /// - Parameter isCount: whether cycles were counted (`nach 3 Zyklen`), so that nothing is said of a place within one.
  private static func parts(_ order: String?, _ edge: String?, isCount: Bool) -> [String] {
    switch (order, edge) {
    case ("after", nil): return ["end of", "after end of"]
    case ("before", nil): return ["before start of"]
    case ("after", let edge?): return ["after \(edge.trimmed)"]
    case ("before", let edge?): return ["before \(edge.trimmed)"]
    case (_, let edge?): return [edge.trimmed]
    case (_, nil): return isCount ? ["during", "end of"] : ["during"]
    }
  }

  private static let cycleWords: Set = ["cycle", "zyklus", "zykl.", "kurs"]
  private static let manyCycles: Set = ["cycles", "zyklen", "kurse", "kursen"]

  private mutating func cycleNumber() -> (number: Int, isCount: Bool)? {
    guard let word else { return nil }
    if Self.cycleWords.contains(word) {
      guard index + 1 < words.count, let number = Int(words[index + 1]) else { return nil }
      index += 2
      return (number, false)
    }
    let digits = Self.numbers[word] ?? String(word.prefix { $0.isNumber })
    guard let number = Int(digits), number > 0 else { return nil }
    // `16.`, `16 th` (the letters stand apart by now).
    var next = index + 1
    let rest = Self.numbers[word] == nil ? word.dropFirst(digits.count) : ""
    guard rest.isEmpty || rest == "." else { return nil }
    if next < words.count, ["st", "nd", "rd", "th"].contains(words[next].lowercased()) { next += 1 }
    guard next < words.count else { return nil }
    let isCount = Self.manyCycles.contains(words[next].lowercased())
    guard isCount || Self.cycleWords.contains(words[next].lowercased()) else { return nil }
    index = next + 1
    return (number, isCount)
  }

  /// A span of which nobody says from when.
  private mutating func alone(_ span: String, _ names: EventNames) -> [String] {
    question = Phrase("\(span) from when?", "\(span) ab wann?")
    var found = ["\(span) after diagnosis"].filter { _ in names.event("diagnosis") != nil }
    for therapy in names.events.filter({ !$0.drugs.isEmpty }).suffix(2) {
      found += ["\(span) after start of \(therapy.id)", "\(span) after end of \(therapy.id)"]
    }
    return found
  }
}
