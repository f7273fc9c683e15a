// SPDX-License-Identifier: Apache-2.0

import Chronology
import Notation
import Plain

/// A time as a person types it, in English or German or both, read as the notation has it. Where two readings exist none is taken: both are offered.
///
///     TypedTime.read("6 Monate nach Beginn Gem/Doc", names)   // 6 mo after start of gem-doc
struct TypedTime: Equatable, Sendable {
  /// As the notation has it; nil where nothing, or more than one thing, is understood.
  var canonical: String?
  /// What may be meant, where it is not clear.
  var offers: [String] = []
  /// What is wrong, or what is asked.
  var problem: Phrase?

  static func == (one: TypedTime, other: TypedTime) -> Bool {
    one.canonical == other.canonical && one.offers == other.offers && one.problem?.english == other.problem?.english
  }

  /// Reads a text.
  static func read(_ text: String, _ names: EventNames) -> TypedTime {
    let text = text.trimmed
    if let silence = FormSheet.silence[text.lowercased()] { return TypedTime(canonical: silence) }
    // Readings of a time, as the notation writes them.
    if text.isEmpty || text.hasPrefix("{") { return TypedTime(canonical: text) }
    if let date = dottedOrSlashed(text) { return date }
    // `am 05.04.2017`, `im Oktober 2018`: what follows is a date by itself.
    if let space = text.firstIndex(of: " "), ["am", "im", "on", "in"].contains(text[..<space].lowercased()) {
      let rest = String(text[space...]).trimmed
      if rest.contains(where: \.isNumber) {
        if let date = dottedOrSlashed(rest) { return date }
        if let time = try? StatedTime(parsing: rest), time.readings.allSatisfy({ $0.anchors.isEmpty }),
          (try? StatedDate(parsing: rest)) != nil
        {
          return TypedTime(canonical: rest)
        }
      }
    }
    if let time = try? StatedTime(parsing: text), knows(time, names) { return TypedTime(canonical: text) }
    if let vague = vague(text) { return vague }
    var reader = TimeWords(text)
    let candidates = reader.candidates(names)
    let readable = candidates.filter { (try? StatedTime(parsing: $0)) != nil }
    if readable.count == 1 { return TypedTime(canonical: readable[0]) }
    if readable.count > 1 {
      return TypedTime(offers: readable, problem: reader.question ?? Words.which)
    }
    return unread(text, reader, names)
  }

  private static func knows(_ time: StatedTime, _ names: EventNames) -> Bool {
    time.readings.flatMap(\.anchors).allSatisfy { names.event($0.id) != nil }
  }

  /// The day of `12.03.2017`; nil for anything else, and for a date with slashes.
  static func day(_ text: String) -> String? {
    guard !text.contains("/") else { return nil }
    return dottedOrSlashed(text.trimmed)?.canonical
  }

  // MARK: dates

  /// `12.03.2017` is day, month and year (DIN 5008); `03/12/2017` may be either.
  private static func dottedOrSlashed(_ text: String) -> TypedTime? {
    guard let separator = text.first(where: { !$0.isNumber }), separator == "." || separator == "/" else { return nil }
    let parts = text.split(separator: separator, omittingEmptySubsequences: false).map { String($0).trimmed }
    if parts.count == 3, parts[2].count == 2, separator == ".", let day = Int(parts[0]), let month = Int(parts[1]),
      let short = Int(parts[2])
    {
      // Two digits of a year are of either century.
      let days = [2000 + short, 1900 + short].compactMap { Day(year: $0, month: month, day: day)?.description }
      return days.isEmpty ? nil : TypedTime(offers: days, problem: Words.which)
    }
    guard parts.count == 3, parts[2].count == 4, let first = Int(parts[0]), let second = Int(parts[1]),
      let year = Int(parts[2]),
      parts[0].count <= 2, parts[1].count <= 2
    else { return nil }
    let dayFirst = Day(year: year, month: second, day: first)
    let monthFirst = Day(year: year, month: first, day: second)
    if separator == "." {
      if let dayFirst { return TypedTime(canonical: dayFirst.description) }
      return noDay(first, second, year)
    }
    switch (dayFirst, monthFirst) {
    case (let one?, let other?) where one != other:
      return TypedTime(offers: [one.description, other.description], problem: Words.which)
    case (let day?, _), (nil, let day?): return TypedTime(canonical: day.description)
    case (nil, nil): return noDay(first, second, year)
    }
  }

  private static func noDay(_ day: Int, _ month: Int, _ year: Int) -> TypedTime {
    guard (1...12).contains(month) else {
      return TypedTime(problem: Phrase("There is no month \(month).", "Einen Monat \(month) gibt es nicht."))
    }
    let count = Day.count(month: month, year: year)
    let name = (english: months[month - 1].0, german: months[month - 1].1)
    return TypedTime(
      problem: Phrase(
        "\(name.english) \(year) has \(count) days.", "\(name.german) \(year) hat \(count) Tage."))
  }

  private static let months = [
    ("January", "Januar"), ("February", "Februar"), ("March", "März"), ("April", "April"), ("May", "Mai"),
    ("June", "Juni"),
    ("July", "Juli"), ("August", "August"), ("September", "September"), ("October", "Oktober"),
    ("November", "November"),
    ("December", "Dezember"),
  ]

  /// `Anfang 2019` has no fixed length: the year, or a third of it.
  private static func vague(_ text: String) -> TypedTime? {
    let words = text.lowercased().split(separator: " ").map(String.init)
    guard words.count == 2, let year = Int(words[1]), words[1].count == 4 else { return nil }
    let thirds = [
      "anfang": "01/\(year)-04", "early": "01/\(year)-04", "beginning": "01/\(year)-04", "mitte": "05/\(year)-08",
      "mid": "05/\(year)-08", "ende": "09/\(year)-12", "late": "09/\(year)-12", "end": "09/\(year)-12",
    ]
    guard let third = thirds[words[0]] else { return nil }
    return TypedTime(
      offers: ["\(year)", "\(year)-\(third)"],
      problem: Phrase(
        "No fixed length: the whole year, or a third of it?",
        "Keine feste Länge: das ganze Jahr oder ein Drittel davon?"))
  }

  // MARK: what is not read

  private static func unread(_ text: String, _ reader: TimeWords, _ names: EventNames) -> TypedTime {
    if let name = reader.unknownName {
      let nearest = names.nearest(name)
      let known = names.events.map(\.id).prefix(12).joined(separator: ", ")
      return TypedTime(
        offers: nearest.map { near in names.meant(near).map { text.replacing(name, with: $0.id) } } ?? [],
        problem: Phrase(
          "Nothing of this patient is called “\(name)”. There are: \(known).",
          "Nichts bei diesem Patienten heißt „\(name)“. Es gibt: \(known)."))
    }
    do throws(TimeSyntaxError) {
      _ = try StatedTime(parsing: text)
      return TypedTime(canonical: text)
    } catch {
      return TypedTime(
        offers: error.suggestion.map { [$0] } ?? [],
        problem: Phrase(
          "“\(error.found)”: expected \(error.expected).",
          "„\(error.found)“: erwartet: \(ReaderWords.german(error.expected) ?? error.expected)."))
    }
  }
}
