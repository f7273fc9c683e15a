// SPDX-License-Identifier: Apache-2.0

/// A drug that is taken day after day: `daily`, `twice daily`, `4 weeks on, 2 off`. It has days of a block of weeks, and no cycle that begins with an infusion.
public struct DailySchedule: Sendable, Hashable {
  /// Days on which it is taken, from the first of the block.
  public var daysOn: Int
  /// Days of the block: those, and the pause.
  public var length: Int
  /// Administrations on each of these days; nil where it is not said.
  public var timesADay: Int?

  /// Whether it pauses.
  public var pauses: Bool { length > daysOn }

  /// Whether days of a cycle are those of what is taken day after day, and not single days of infusions: more than five in a row. No source draws the line; infusions
  /// on five days in a row are common (dacarbazine, ifosfamide), on more they are not.
  public static func isTaken(on days: [Int]) -> Bool {
    days.count > 5 && zip(days, days.dropFirst()).allSatisfy { $1 == $0 + 1 }
  }

  /// Why a block without a pause has a length: no source states one.
  public static let basis = "taken every day; a block of 28 days only counts them"

  /// Reads `daily`, `bid`, `twice daily`, `continuously`, `4 weeks on, 2 off`, `twice daily, 4 weeks on, 2 off`; nil for anything else.
  public init?(parsing text: String) {
    if let times = DoseFrequency.timesADay(text) {
      self.init(daysOn: 28, length: 28, timesADay: times)
      return
    }
    let words = Self.words(text)
    if [["continuously"], ["continuous"], ["kontinuierlich"], ["every", "day"], ["jeden", "tag"]].contains(words) {
      self.init(daysOn: 28, length: 28, timesADay: nil)
      return
    }
    let weeks: Set = ["w", "wk", "week", "weeks", "wochen", "woche"]
    // From behind: the pause, the weeks of treatment, and before them how often a day.
    let plain = words.filter { !weeks.contains($0) && !["then", "dann"].contains($0) }
    guard plain.count >= 4, words.contains(where: weeks.contains), case let last = plain.suffix(4).map(\.self),
      let on = Int(last[0]), ["on", "an"].contains(last[1]), let off = Int(last[2]),
      ["off", "aus", "pause"].contains(last[3]), (1...26).contains(on), (1...26).contains(off)
    else { return nil }
    var times: Int?
    let often = plain.dropLast(4).joined(separator: " ")
    if !often.isEmpty {
      times = DoseFrequency.timesADay(often)
      if times == nil { return nil }
    }
    self.init(daysOn: 7 * on, length: 7 * (on + off), timesADay: times)
  }

  private init(daysOn: Int, length: Int, timesADay: Int?) {
    self.daysOn = daysOn
    self.length = length
    self.timesADay = timesADay
  }

  /// Words and numbers in lower case: `4wk` is 4 and wk, `2x` stays.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    for part in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init) {
      let digits = part.prefix { $0.isNumber }
      let rest = part.dropFirst(digits.count)
      if digits.isEmpty || rest.isEmpty || rest == "x" {
        words.append(part)
      } else {
        words += [String(digits), String(rest)]
      }
    }
    return words
  }
}
