// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Plain

/// A dose phase in one line, as a chart has it: `900 mg/m² d1, 8 q21d c1-3`, `Gemcitabin 900 mg/m² Tag 1 und 8, alle 3 Wochen, ab Zyklus 4, wegen Neutropenie`.
///
/// Read from front to back, and every word must have a meaning: a word that has none is told, and nothing of the line is taken.
struct DoseLine {
  /// The fields of the phase, by their keys: `dose`, `days`, `reason.words`.
  private(set) var fields: [String: String] = [:]
  private var words: [String]
  private var index = 0

  /// A line that is not understood: the word at which it ends to be.
  struct Problem: Error { let phrase: Phrase }

  init(_ line: String) throws(Problem) {
    words = Self.words(line)
    try drug()
    try dose()
    while index < words.count { try part() }
  }

  /// Parts of a line: numbers apart from what stands at them, marks of lists apart from words.
  private static func words(_ line: String) -> [String] {
    var text = line.replacing("²", with: "2").replacing("–", with: "-").replacing(";", with: " ")
    text = text.replacing(/,\s+/, with: " , ").replacing(/(\d)\s*-\s*(\d)/) { "\($0.output.1)-\($0.output.2)" }
    text = text.replacing(/(\d)(mg|g|µg|mcg|ug|AUC)/) { "\($0.output.1) \($0.output.2)" }
      .replacing(/(AUC)\s*=?\s*(\d)/) { "\($0.output.1) \($0.output.2)" }
    // `d1,8` and `q21d` are two words and three.
    text = text.replacing(/\b([dDcCqQ])(\d)/) { "\($0.output.1) \($0.output.2)" }
    text = text.replacing(/(\d)(d|w|wk|x|×)\b/) { "\($0.output.1) \($0.output.2)" }
    return text.split(separator: " ").map(String.init)
  }

  private var word: String { index < words.count ? words[index].lowercased() : "" }
  private var rest: String { words[min(index, words.count)...].joined(separator: " ").replacing(" ,", with: ",") }

  private mutating func take(_ own: Set<String>) -> Bool {
    guard own.contains(word.hasSuffix(".") ? String(word.dropLast()) : word) else { return false }
    index += 1
    return true
  }

  private func unknown() -> Problem {
    Problem(
      phrase: Phrase(
        "Not understood from here: “\(rest)”. One line is one dose: drug (where there are several), dose with unit, days, cycle length, cycles or start, reason.",
        "Ab hier nicht verstanden: „\(rest)“. Eine Zeile ist eine Dosis: Wirkstoff (bei mehreren), Dosis mit Einheit, Tage, Zykluslänge, Zyklen oder Beginn, Grund."
      ))
  }

  // MARK: parts

  /// Words before the first number, or before `AUC`, are the drug.
  private mutating func drug() throws(Problem) {
    var name: [String] = []
    while index < words.count, word != "auc", !(word.first?.isNumber ?? false) {
      name.append(words[index])
      index += 1
    }
    guard index < words.count else {
      index = 0
      throw unknown()
    }
    if !name.isEmpty { fields["drug"] = name.joined(separator: " ") }
  }

  /// A number with its unit as it is written: what a dose is, its own reader says.
  private mutating func dose() throws(Problem) {
    let start = index
    index = min(words.count, index + 2)
    let text = words[start..<index].joined(separator: " ")
    do {
      _ = try Dose(parsing: text)
    } catch {
      index = start
      if let readings = Quantity.thousandsOrDecimal(text) {
        throw Problem(
          phrase: Phrase(
            "“\(text)” can mean thousands or a decimal: write `\(readings.whole)` or `\(readings.decimal)`.",
            "„\(text)“ kann Tausender oder Dezimale meinen: bitte `\(readings.whole)` oder `\(readings.decimal)` schreiben."
          ))
      }
      throw Problem(
        phrase: Phrase(
          "“\(text)” is no dose: a number with its unit, as in `900 mg/m2`, `800 mg`, `AUC 5`.",
          "„\(text)“ ist keine Dosis: eine Zahl mit Einheit, wie `900 mg/m2`, `800 mg`, `AUC 5`."))
    }
    fields["dose"] = text
  }

  private mutating func part() throws(Problem) {
    if take([",", "(", ")"]) { return }
    if take(["d", "day", "days", "tag", "tage", "an", "on", "am"]) {
      _ = take(["day", "days", "tag", "tage", "tagen"])
      return try list("days", separator: "\n")
    }
    if let often = frequency() { return try set("days", often) }
    if take(["q", "every", "alle", "repeated", "wdh"]) { return try every() }
    if take(["c", "cycle", "cycles", "zyklus", "zyklen", "in"]) {
      _ = take(["cycle", "cycles", "zyklus", "zyklen"])
      return try cycles()
    }
    if take(["from", "ab", "since", "seit"]) {
      if take(["c", "cycle", "zyklus"]) { return try cycles(isOpen: true) }
      return try start()
    }
    if take(["because", "wegen", "due", "aufgrund"]) {
      _ = take(["of", "to", "von"])
      return try reason()
    }
    throw unknown()
  }

  private mutating func set(_ key: String, _ value: String) throws(Problem) {
    guard fields[key] == nil else { throw unknown() }
    fields[key] = value
  }

  /// `1, 8 and 15`, `1,8,15`, `1-5`
  private mutating func list(_ key: String, separator: String) throws(Problem) {
    var days: [String] = []
    while index < words.count {
      if days.isEmpty == false, take([",", "and", "und", "+", "&", "d"]) { continue }
      let parts = words[index].split(separator: ",", omittingEmptySubsequences: true).map(String.init)
      guard !parts.isEmpty, parts.allSatisfy({ $0.wholeMatch(of: /\d{1,3}(-\d{1,3})?/) != nil }) else { break }
      days += parts
      index += 1
    }
    guard !days.isEmpty else { throw unknown() }
    try set(key, days.joined(separator: separator))
  }

  /// `daily`, `2x täglich`, `twice daily`
  private mutating func frequency() -> String? {
    let own = [
      (["daily"], "daily"), (["täglich"], "daily"), (["einmal", "täglich"], "daily"), (["once", "daily"], "daily"),
      (["1", "x", "täglich"], "daily"), (["qd"], "daily"), (["twice", "daily"], "twice daily"),
      (["bid"], "twice daily"), (["2", "x", "täglich"], "twice daily"), (["zweimal", "täglich"], "twice daily"),
      (["2", "times", "daily"], "twice daily"), (["3", "x", "täglich"], "3 times daily"),
      (["3", "times", "daily"], "3 times daily"), (["dreimal", "täglich"], "3 times daily"),
    ]
    for (said, often) in own
    where words[index...].prefix(said.count).map({ $0.lowercased().replacing("×", with: "x") }) == said {
      index += said.count
      return often
    }
    return nil
  }

  /// `21 d`, `3 weeks`, `21 or 28 Tage`
  private mutating func every() throws(Problem) {
    let days: Set = ["d", "day", "days", "tag", "tage", "tagen"]
    let weeks: Set = ["w", "wk", "week", "weeks", "woche", "wochen"]
    var numbers: [Int] = []
    while let number = Int(word), (1...366).contains(number) {
      numbers.append(number)
      index += 1
      if !take(["or", "oder"]) { break }
    }
    guard !numbers.isEmpty else { throw unknown() }
    let factor: Int
    if take(days) { factor = 1 } else if take(weeks) { factor = 7 } else { throw unknown() }
    try set("every", numbers.map { "\($0 * factor) d" }.joined(separator: " or "))
  }

  /// `4-16`, `16`, `16-`; after `from cycle` it is open.
  private mutating func cycles(isOpen: Bool = false) throws(Problem) {
    guard words.indices.contains(index), words[index].wholeMatch(of: /\d{1,3}(-\d{0,3})?/) != nil else {
      throw unknown()
    }
    var span = words[index]
    index += 1
    if isOpen, !span.contains("-") { span += "-" }
    _ = take(["on", "an"])
    try set("cycles", span)
  }

  /// The time at which the dose began, as it is typed: the form reads it as it reads every time. It goes to the reason, or to the end.
  private mutating func start() throws(Problem) {
    var time: [String] = []
    while index < words.count, !["because", "wegen", "due", "aufgrund"].contains(word) {
      time.append(words[index])
      index += 1
    }
    let text = time.joined(separator: " ").replacing(" ,", with: ",").trimmed
    guard !text.isEmpty else { throw unknown() }
    try set("when", text.hasSuffix(",") ? String(text.dropLast()) : text)
  }

  /// All that follows. Of what kind a reason is, is taken from words that name a count; else the form asks.
  private mutating func reason() throws(Problem) {
    let text = rest
    guard !text.isEmpty else { throw unknown() }
    index = words.count
    try set("reason.words", text)
    let counts = [
      "neutropeni", "thrombocytopeni", "thrombozytopeni", "leukopeni", "leucopeni", "anaemi", "anemi", "anämi",
      "panzytopeni", "pancytopeni",
    ]
    if counts.contains(where: text.lowercased().contains) { fields["reason.code"] = "haematotoxicity" }
  }

  /// The fields of all lines, as phases behind those that a sheet has; or what is wrong, line by line.
  static func phases(_ text: String, after count: Int) -> (fields: [String: String], problems: [Phrase]) {
    var fields: [String: String] = [:]
    var problems: [Phrase] = []
    var number = count
    for line in text.split(whereSeparator: \.isNewline).map({ String($0).trimmed }) where !line.isEmpty {
      do {
        let read = try DoseLine(line)
        number += 1
        for (key, value) in read.fields { fields["phases.\(number).\(key)"] = value }
      } catch {
        problems.append(Phrase("“\(line)”: \(error.phrase)", "„\(line)“: \(error.phrase)"))
      }
    }
    return (problems.isEmpty ? fields : [:], problems)
  }
}
