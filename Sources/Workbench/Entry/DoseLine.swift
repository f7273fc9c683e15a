// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Plain

/// A dose phase in one line, as a chart has it: `900 mg/m² d1, 8 q21d c1-3`, `Gemcitabin 900 mg/m² Tag 1 und 8, alle 3 Wochen, ab Zyklus 4, wegen Neutropenie`.
///
/// Read from front to back, and every word must have a meaning: a word that has none is told, and nothing of the line is taken.
struct DoseLine {
  /// The fields of the phase, by their keys: `dose`, `days`, `reason.words`.
  var fields: [String: String] = [:]
  /// What has a meaning and no field: `i.v.`
  var leftOut: [String] = []
  /// Whether it is a drug given in support, and its fields are those of one.
  var isSupport = false
  var words: [String]
  var index = 0

  /// A line that is not understood: the word at which it ends to be.
  struct Problem: Error { let phrase: Phrase }

  /// Reads a line of a therapy of some drugs: what only supports is in support, unless it is one of these.
  init(_ line: String, of drugs: [String] = []) throws(Problem) {
    words = []
    words = Self.words(takeBlocks(line))
    if let name = supportiveName(but: drugs) {
      isSupport = true
      try support(name)
      return
    }
    try drug()
    try dose()
    while index < words.count { try part() }
    // What was left out was not given.
    if let omitted = fields["omitted"]?.split(separator: "\n"), let days = fields["days"]?.split(separator: "\n") {
      let given = days.filter { !omitted.contains($0) }
      // A phase without days would be one whose days nobody states, and its dose would look as if it had been given.
      guard !given.isEmpty else {
        throw Problem(
          phrase: Phrase(
            "Every day of this line was omitted, so that nothing was given: leave the line out, and record the omitted dose under Doses by cycle.",
            "Jeder Tag dieser Zeile wurde ausgelassen, es wurde also nichts gegeben: die Zeile weglassen und die ausgelassene Gabe unter „Gaben nach Zyklen“ dokumentieren."
          ))
      }
      fields["days"] = given.joined(separator: "\n")
    }
  }

  /// Spellings of charts, as one of each.
  private static func spelled(_ line: String) -> String {
    line.replacing("²", with: "2").replacing("–", with: "-").replacing(";", with: " ")
      .replacing(#/mg\s*/\s*(?:m\^?2|qm)/#, with: "mg/m2")
      .replacing(#/mg\s+(?:pro|per)\s+(?:Tag|day)/#, with: "mg/d")
      .replacing(#/(\d)\s*[x×]\s*/\s*(?:d|Tag|day)\b/#) { "\($0.output.1) x daily" }
      .replacing(#/\b(d|Tag|Tage|day|days)\s*(\d+)/(\d+)/#) { "\($0.output.1) \($0.output.2),\($0.output.3)" }
      .replacing(#/\b(ab|from)\s+(?:dem\s+|the\s+)?(\d+)(?:\.|st|nd|rd|th)?\s+(?:Zyklus|cycle)/#) {
        "\($0.output.1) Zyklus \($0.output.2)"
      }
      .replacing(#/\b[Zz](\d)/#) { "Zyklus \($0.output.1)" }.replacing("wg.", with: "wegen")
  }

  /// `4 Wochen an, 2 Pause` is taken out of a line, and is the days.
  private mutating func takeBlocks(_ line: String) -> String {
    let pattern =
      #/(\d{1,2})\s*(?:Wochen|weeks|Wo\.?)\s*(?:an|on)\s*[,/]?\s*(\d{1,2})\s*(?:Wochen\s*|weeks\s*|Wo\.?\s*)?(?:Pause|aus|off)/#
    guard let match = line.firstMatch(of: pattern) else { return line }
    fields["days"] = "\(match.1) weeks on, \(match.2) off"
    var rest = line
    rest.replaceSubrange(match.range, with: " ")
    return rest
  }

  /// Parts of a line: numbers apart from what stands at them, marks of lists apart from words.
  private static func words(_ line: String) -> [String] {
    var text = spelled(line)
    text = text.replacing(/(\d)\s*(?:bis|to)\s*(\d)/) { "\($0.output.1)-\($0.output.2)" }
    text = text.replacing(/(\d)\+(\d)/) { "\($0.output.1),\($0.output.2)" }
      .replacing(/(\d)\+(\d)/) { "\($0.output.1),\($0.output.2)" }
    text = text.replacing(/,\s+/, with: " , ").replacing(/(\d)\s*-\s*(\d)/) { "\($0.output.1)-\($0.output.2)" }
    text = text.replacing(/(\d)(mg|g|µg|mcg|ug|AUC)/) { "\($0.output.1) \($0.output.2)" }
      .replacing(/(AUC)\s*=?\s*(\d)/) { "\($0.output.1) \($0.output.2)" }
    // `d1,8` and `q21d` are two words and three.
    text = text.replacing(/\b([dDcCqQ])(\d)/) { "\($0.output.1) \($0.output.2)" }
    text = text.replacing(/(\d)(d|w|wk|wo|x|×)\b/) { "\($0.output.1) \($0.output.2)" }
    return text.split(separator: " ").map(String.init)
  }

  var word: String { index < words.count ? words[index].lowercased() : "" }
  var rest: String { words[min(index, words.count)...].joined(separator: " ").replacing(" ,", with: ",") }

  mutating func take(_ own: Set<String>) -> Bool {
    guard own.contains(word.hasSuffix(".") ? String(word.dropLast()) : word) else { return false }
    index += 1
    return true
  }

  func unknown() -> Problem {
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
    var text = words[start..<index].joined(separator: " ")
    // `800 mg/d` is 800 mg, daily.
    var perDay: String?
    for end in ["/d", "/tag", "/day"] where text.lowercased().hasSuffix(end) {
      text = String(text.dropLast(end.count))
      perDay = "daily"
    }
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
    // `mg/m² KOF`, `mg absolut`: what the unit says already.
    let isPerSurface = text.hasSuffix("/m2")
    _ = take(isPerSurface ? ["kof", "bsa"] : text.hasSuffix("mg") ? ["absolut", "abs", "absolute", "total"] : [])
    if let often = perDay { fields["days"] = often }
  }

  static let cycleWords: Set = ["c", "cycle", "cycles", "zyklus", "zyklen"]
  static let dayWords: Set = ["d", "day", "days", "tag", "tage", "tagen"]
  static let omittedWords: Set = [
    "omitted", "ausgelassen", "entfallen", "entfällt", "gestrichen", "weggelassen", "skipped",
  ]
  static let routes: Set = ["i.v", "iv", "p.o", "po", "s.c", "sc", "oral"]

  /// The word at a place ahead, in lower case and without its stop.
  func ahead(_ count: Int) -> String {
    guard words.indices.contains(index + count) else { return "" }
    let word = words[index + count].lowercased()
    return word.hasSuffix(".") ? String(word.dropLast()) : word
  }

  /// Whether something begins here that is no word of a reason.
  private var beginsPart: Bool {
    func isNumber(_ count: Int) -> Bool { ahead(count).first?.isNumber ?? false }
    switch ahead(0) {
    case "q", "every", "alle", "repeated", "wdh", "from", "ab", "since", "seit": return true
    case let word where Self.cycleWords.contains(word) || Self.dayWords.contains(word): return isNumber(1)
    case "nur", "only", "in", "ohne", "without", "an", "on", "am":
      return Self.cycleWords.contains(ahead(1)) || Self.dayWords.contains(ahead(1))
    default: return false
    }
  }

  private mutating func part() throws(Problem) {
    if take([",", "(", ")"]) { return }
    if Self.routes.contains(ahead(0)) {
      leftOut.append(words[index])
      index += 1
      return
    }
    if Int(word) != nil, Self.cycleWords.contains(ahead(1)) {
      throw Problem(
        phrase: Phrase(
          "“\(rest)”: which cycles? As in `cycles 1-\(word)`.", "„\(rest)“: welche Zyklen? Wie `Zyklus 1-\(word)`."))
    }
    if ["nur", "only"].contains(word), Self.cycleWords.contains(ahead(1)) { index += 1 }
    if take(["ohne", "without"]) {
      guard take(Self.dayWords) else { throw unknown() }
      return try list("omitted", separator: "\n")
    }
    if take(["d", "day", "days", "tag", "tage", "an", "on", "am"]) {
      _ = take(Self.dayWords)
      return try list("days", separator: "\n")
    }
    if let often = frequency() { return try set("days", often) }
    if take(["q", "every", "alle", "repeated", "wdh"]) { return try every() }
    if word == "in", Self.cycleWords.contains(ahead(1)) { index += 1 }
    if take(Self.cycleWords) { return try cycles() }
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

  mutating func set(_ key: String, _ value: String) throws(Problem) {
    guard fields[key] == nil else { throw unknown() }
    fields[key] = value
  }

  /// `1, 8 and 15`, `1,8,15`, `1-5`
  mutating func list(_ key: String, separator: String) throws(Problem) {
    var days: [String] = []
    while index < words.count {
      if !days.isEmpty {
        if take([",", "and", "und", "+", "&"]) { continue }
        // `Tag 1, Tag 8` is one list; what was left out is another.
        if Self.dayWords.contains(ahead(0)), ahead(1).first?.isNumber ?? false, !Self.omittedWords.contains(ahead(2)) {
          index += 1
          continue
        }
      }
      let parts = words[index].split(separator: ",", omittingEmptySubsequences: true).map(String.init)
      guard !parts.isEmpty, parts.allSatisfy({ $0.wholeMatch(of: /\d{1,3}(-\d{1,3})?/) != nil }) else { break }
      days += parts
      index += 1
    }
    guard !days.isEmpty else { throw unknown() }
    // `Tag 8 entfallen`
    let isOmitted = key == "omitted" || take(Self.omittedWords)
    try set(isOmitted ? "omitted" : key, days.joined(separator: separator))
  }

  /// `daily`, `2x täglich`, `twice daily`
  mutating func frequency() -> String? {
    let own = [
      (["daily"], "daily"), (["täglich"], "daily"), (["tgl"], "daily"), (["tägl"], "daily"), (["b.i.d"], "twice daily"),
      (["1", "x", "tgl"], "daily"),
      (["2", "x", "tgl"], "twice daily"), (["3", "x", "tgl"], "3 times daily"), (["1", "x", "daily"], "daily"),
      (["2", "x", "daily"], "twice daily"), (["einmal", "täglich"], "daily"), (["once", "daily"], "daily"),
      (["1", "x", "täglich"], "daily"), (["qd"], "daily"), (["twice", "daily"], "twice daily"),
      (["bid"], "twice daily"), (["2", "x", "täglich"], "twice daily"), (["zweimal", "täglich"], "twice daily"),
      (["2", "times", "daily"], "twice daily"), (["3", "x", "täglich"], "3 times daily"),
      (["3", "times", "daily"], "3 times daily"), (["dreimal", "täglich"], "3 times daily"),
    ]
    for (said, often) in own
    where said.indices.allSatisfy({ ahead($0).replacing("×", with: "x") == said[$0] }) {
      index += said.count
      return often
    }
    return nil
  }

  /// `21 d`, `3 weeks`, `21 or 28 Tage`
  private mutating func every() throws(Problem) {
    let days: Set = ["d", "day", "days", "tag", "tage", "tagen"]
    let weeks: Set = ["w", "wk", "wo", "week", "weeks", "woche", "wochen"]
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
  mutating func cycles(isOpen: Bool = false) throws(Problem) {
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

  /// The words up to what begins another part. A number among them that is no grade would be lost in them: it is asked for.
  private mutating func reason() throws(Problem) {
    var said: [String] = []
    while index < words.count, !beginsPart {
      // Behind a comma another part may begin.
      if words[index] == "," {
        index += 1
        if index < words.count, !beginsPart { said.append(",") }
        continue
      }
      let isGrade = said.last.map { ["grad", "grade", "ctc", "ctcae"].contains($0.lowercased()) } ?? false
      guard isGrade || !words[index].contains(where: \.isNumber) || words[index].wholeMatch(of: /G[1-4]/) != nil,
        !Self.omittedWords.contains(ahead(0)), !["reduziert", "reduced"].contains(ahead(0))
      else { throw unknown() }
      said.append(words[index])
      index += 1
    }
    // Whether the reason came in a cycle, or the dose, nobody says.
    guard !said.isEmpty, ahead(0) != "in" else { throw unknown() }
    let text = said.joined(separator: " ").replacing(" ,", with: ",")
    try set("reason.words", text)
    fields["reason.code"] = Self.kind(of: text)
  }

  /// Of what kind a reason is, where its words say so; else a person chooses.
  private static func kind(of reason: String) -> String? {
    let plain = reason.lowercased()
    let counts = [
      "neutropeni", "thrombocytopeni", "thrombozytopeni", "thrombopeni", "leukopeni", "leucopeni", "anaemi", "anemi",
      "anämi", "panzytopeni", "pancytopeni", "hämatotox", "haematotox", "hematotox",
    ]
    if counts.contains(where: plain.contains) { return "haematotoxicity" }
    if ["wunsch", "patient's wish", "preference"].contains(where: plain.contains) { return "preference" }
    let words = plain.replacing(#/ (?:grade?|ctc(?:ae)?) .*/#, with: "")
    let isEvent = plain.contains("toxi") || plain.contains("nebenwirkung") || ToxicityTerms.graded(words) != nil
    return isEvent ? "toxicity" : nil
  }
}
