// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// Words of a narrative: numbers, spans, days and sites as an author writes them. What is stated keeps its number.
enum Wording {
  private static let small = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let units = ["d": "day", "wk": "week", "mo": "month", "y": "year"]

  /// `two`, `13`
  static func number(_ number: Int) -> String { small.indices.contains(number) ? small[number] : "\(number)" }

  /// `two cycles`
  static func count(_ count: Int, _ noun: String) -> String { "\(number(count)) \(noun)\(count == 1 ? "" : "s")" }

  /// `1 month`, `5.5 months`
  static func months(_ text: String) -> String { "\(text) \(text == "1" ? "month" : "months")" }

  /// `a, b and c`
  static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `6 mo` as `six months`, `nearly 5 y` as `nearly five years`, `2½ y` as `2½ years`; what is written otherwise stays.
  static func span(_ text: String) -> String {
    var words = text.trimmed
    for (sign, said) in [("<", "less than "), (">", "more than "), ("~", "about ")] where words.hasPrefix(sign) {
      words = said + words.dropFirst().description.trimmed
    }
    var parts = words.split(separator: " ").map(String.init)
    guard parts.count > 1, let unit = units[parts[parts.count - 1]] else { return words }
    let number = parts[parts.count - 2]
    let isOne = ["1", "½", "0.5"].contains(number)
    parts[parts.count - 1] = isOne ? unit : unit + "s"
    if let whole = Int(number) { parts[parts.count - 2] = Self.number(whole) }
    // A range of plain numbers: `3-4` as `3 to 4`.
    let ends = number.split(separator: "-")
    if ends.count == 2, ends.allSatisfy({ $0.allSatisfy(\.isNumber) }) {
      parts[parts.count - 2] = ends.joined(separator: " to ")
    }
    return parts.joined(separator: " ")
  }

  /// `on 1 December 2019`, `in May 2021`, `in 2019`; `in or about May 2021`; what is less exact as it is written.
  static func date(_ date: StatedDate) -> String {
    guard let day = date.bounds.earliest, !date.isUncertain, !date.isApproximate else {
      let plain = date.text.filter { !"~?%".contains($0) }
      guard let inner = try? StatedDate(parsing: plain), inner.text != date.text, !inner.isApproximate,
        !inner.isUncertain
      else { return "at a time dated \(date.text)" }
      let told = Self.date(inner)
      if date.isUncertain { return "probably \(told)" }
      return "\(told.prefix(3))or about \(told.dropFirst(3))"
    }
    let (year, month, number) = day.civil
    switch date.precision {
    case .day: return "on \(number) \(months[month - 1]) \(year)"
    case .month: return "in \(months[month - 1]) \(year)"
    case .year: return "in \(year)"
    case .season, .unspecified, .interval: return "at a time dated \(period(date.text))"
    }
  }

  /// `2014/2021` as `2014–2021`, `2014/..` as `2014 or later`.
  static func period(_ text: String) -> String {
    let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2 else { return text }
    if ends[1] == ".." || ends[1].isEmpty { return "\(ends[0]) or later" }
    if ends[0] == ".." || ends[0].isEmpty { return "until \(ends[1])" }
    // A dash between parts that hold hyphens has spaces, or the eye loses it.
    let dash = text.contains("-") ? " – " : "–"
    return ends.joined(separator: dash)
  }

  /// The same in every language.
  static func periodPhrase(_ text: String) -> Phrase { Phrase("\(period(text))", "\(GermanWording.period(text))") }

  /// A site with its article: `the right femur`; `bone` and what has one stays.
  static func site(_ site: String) -> String {
    let word = site.lowercased()
    let bare: Set = ["bone", "bones", "soft tissue", "soft tissues", "skin", "unknown", "multiple sites"]
    let opening = word.split(separator: " ").first.map(String.init) ?? ""
    return bare.contains(word) || ["the", "a", "an", "both", "two", "three", "several", "multiple"].contains(opening)
      ? site : "the \(site)"
  }

  /// `the liver and lung`
  static func sites(_ sites: [String]) -> String {
    guard let first = sites.first else { return "a site not stated" }
    return list([site(first)] + sites.dropFirst())
  }

  /// `leiomyosarcoma of the pancreas`, `peri-aortic leiomyosarcoma`.
  static func tumour(_ histology: String, _ site: String?) -> String {
    guard let site else { return histology }
    let last = site.lowercased().split { $0 == " " || $0 == "-" }.last ?? ""
    let isAdjective =
      ["al", "ic", "ary", "eal"].contains { last.hasSuffix($0) } && !["canal", "ovary"].contains(last)
    // `leiomyosarcoma of the uterus` has its site already.
    if histology.lowercased().contains(last) || histology.lowercased().hasSuffix(site.lowercased()) { return histology }
    return isAdjective ? "\(site) \(histology)" : "\(histology) of \(Self.site(site))"
  }

  /// `1,000 mg/m²`, `AUC 5`, with the digits that were stated.
  static func dose(_ dose: Dose) -> String {
    let amount = Numbers.text(dose.amount, decimals: 4)
    return dose.unit == .areaUnderCurve ? "AUC \(amount)" : "\(amount) \(dose.unit.printed)"
  }

  /// Days of a cycle: `days 1, 8 and 15`, `days 1 to 28`.
  static func days(_ days: [Int]) -> String {
    guard let first = days.first, let last = days.last, days.count > 1 else { return "day \(days.first ?? 1)" }
    if days.count > 2, last - first == days.count - 1 { return "days \(first) to \(last)" }
    return "days \(list(days.map(String.init)))"
  }
}
