// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// What the words of a source say, as far as a machine reads them for sure: each of one kind, nil where the quote names none or several.
struct QuotedWords {
  private let words: [String]

  init(_ quote: String) {
    words = quote.lowercased().replacing("½", with: " 1/2").split {
      !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "," && $0 != "/"
    }
    .map { String($0.drop { ".,".contains($0) }) }
    .map { word in String(word.reversed().drop { ".,/".contains($0) }.reversed()) }
    .filter { !$0.isEmpty }
  }

  /// `left` or `right`, where a word of the place stands within two words behind it.
  func side(of place: Set<String>) -> String? {
    let named = words.indices.compactMap { index in Self.side(words[index]).map { (index: index, side: $0) } }
    guard Set(named.map(\.side)).count == 1,
      named.contains(where: { words[($0.index + 1)...].prefix(2).contains(where: place.contains) })
    else { return nil }
    return named[0].side
  }

  private static func side(_ word: String) -> String? {
    if ["left", "links", "linke", "linken", "linker", "linkes", "linksseitig"].contains(word) { return "left" }
    return ["right", "rechts", "rechte", "rechten", "rechter", "rechtes", "rechtsseitig"].contains(word) ? "right" : nil
  }

  /// Men and women, not boys of whom a history tells.
  var sex: Sex? {
    only(
      words.compactMap { word in
        ["female", "woman", "frau", "patientin", "weiblich", "weibliche"].contains(word)
          ? .female : ["male", "man", "mann", "männlich", "männlicher"].contains(word) ? .male : nil
      })
  }

  /// `73` of `a 73-year-old`, `73 years old`, `aged 73`.
  var age: Int? {
    only(
      words.indices.compactMap { index in
        guard let number = Int(words[index]), (1...120).contains(number) else { return nil }
        let next = words[(index + 1)...].prefix(2)
        let isBehind = next.first.map { ["year", "years", "jähriger", "jährige", "jährigen"].contains($0) } ?? false
        let isOld = next.last.map { ["old", "alt", "alter"].contains($0) } ?? false
        if isBehind, isOld || (next.first?.hasPrefix("jährig") ?? false) { return number }
        return index > 0 && ["aged", "age"].contains(words[index - 1]) ? number : nil
      })
  }

  /// `4` of `four cycles`, named once; the fourth cycle is none of that, nor is the fourth of six.
  var cycles: Int? {
    let named = words.indices.filter { ["cycles", "cycle", "zyklen", "zyklus"].contains(words[$0]) }
    guard named.count == 1, let place = named.first, place > 0 else { return nil }
    if place > 1,
      ["of", "von", "planned", "geplanten", "another", "further", "weitere", "every"].contains(words[place - 2])
    {
      return nil
    }
    return Self.number(words[place - 1])
  }

  /// `900` of `900 mg/m²`, in mg/m².
  var milligramsPerSquareMetre: Double? {
    guard !namesADoseBefore else { return nil }
    return only(
      words.indices.dropLast().compactMap { index in
        // `mg/m²` and `mg/m2`; a lone `2` belongs to a raised one.
        guard ["mg/m²", "mg/m2", "mg/m", "mg/qm"].contains(words[index + 1]) else { return nil }
        return Self.dose(words[index])
      })
  }

  /// Whether a dose is named from which another came: `reduced by 25 % from 75 mg/m²`.
  private var namesADoseBefore: Bool {
    words.indices.dropLast().contains { index in
      ["from", "von", "statt", "instead", "below", "above", "targeted", "planned", "initial"].contains(words[index])
        && Self.dose(words[index + 1]) != nil
    } || words.contains { ["percent", "prozent", "%"].contains($0) }
  }

  /// A number of a dose, with thousands as English prints them.
  private static func dose(_ word: String) -> Double? {
    let parts = word.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return Double(word) }
    let isGrouped =
      parts.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(\.isASCIIDigit) }
      && (1...3).contains(parts[0].count)
    return isGrouped ? Double(parts.joined()) : nil
  }

  /// The response that it names; nil where a denial or a condition stands beside it.
  var response: Response? {
    guard Self.denials.isDisjoint(with: words) else { return nil }
    return only(
      words.indices.compactMap { index -> Response? in
        let next = index + 1 < words.count ? words[index + 1] : ""
        let isAnswer = ["response", "remission", "regression", "remissions", "responses"].contains(next)
        switch words[index] {
        case "complete" where isAnswer, "komplette" where isAnswer: return .complete
        case "partial" where isAnswer, "partielle" where isAnswer: return .partial
        case "stable" where ["disease", "metastases", "lesions"].contains(next),
          "stabile" where next.hasPrefix("erkrank"):
          return .stable
        case "progressive" where next == "disease", "progression", "progress": return .progressive
        default: return nil
        }
      })
  }

  private static let denials: Set<String> = [
    "no", "not", "without", "never", "neither", "nor", "until", "before", "if", "despite", "kein", "keine", "nicht",
    "ohne", "bis", "vor", "slow", "slowed", "delay", "delayed", "free", "suspected", "possible", "potential", "aiming",
    "initially", "initial", "now", "then", "previously", "after", "prior", "anfangs", "zunächst", "zuletzt", "once",
    "since",
    "could", "can", "may", "might", "would", "should", "lack", "lacking", "other",
  ]

  /// A number in digits or in words up to twelve.
  static func number(_ word: String) -> Int? {
    if let digits = WholeNumber.parse(word) { return digits }
    let english = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    let german = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
    return (english.firstIndex(of: word) ?? german.firstIndex(of: word)).map { $0 + 1 }
  }

  private func only<Value: Hashable>(_ found: [Value]) -> Value? {
    let distinct = Set(found)
    return distinct.count == 1 ? distinct.first : nil
  }
}
