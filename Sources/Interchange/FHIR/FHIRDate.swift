// SPDX-License-Identifier: Apache-2.0

import Chronology
import Notation

/// Dates of FHIR: a year, a month, a day, or a day with a time and its zone.
enum FHIRDate {
  /// Why a text is no date.
  struct Fault: Error, Equatable {
    var message: String
    var expected: String
  }

  /// A date as far as it is stated; of a time the day that stands in it, in its own zone.
  static func parse(_ text: String) throws(Fault) -> PartialDate {
    guard let date = read(Array(text.utf8)) else {
      throw Fault(
        message: "\(ProblemLog.quoted(text)) for a date",
        expected:
          "a year, a month, a day, or a day with a time and its zone: `2024-06-10`, `2024-06-10T08:30:00+02:00`")
    }
    return date
  }

  /// The date of a text; nil for one that is none. Each value of a laboratory has one, so that it is read byte by byte.
  static func read(_ bytes: [UInt8]) -> PartialDate? {
    let end = bytes.firstIndex(of: UInt8(ascii: "T")) ?? bytes.count
    guard [4, 7, 10].contains(end), let year = number(bytes[0..<4]), (1880...2100).contains(year) else { return nil }
    var date = PartialDate(year: year, month: nil, day: nil)
    if end > 4 {
      guard bytes[4] == UInt8(ascii: "-"), let month = number(bytes[5..<7]), (1...12).contains(month) else {
        return nil
      }
      date.month = month
    }
    if end > 7 {
      guard bytes[7] == UInt8(ascii: "-"), let day = number(bytes[8..<10]), (1...31).contains(day) else { return nil }
      date.day = day
      // Which days a month has, the calendar says.
      if day > 28, (try? StatedDate(parsing: date.text)) == nil { return nil }
    }
    if end < bytes.count { guard end == 10, isTime(bytes[(end + 1)...]) else { return nil } }
    return date
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      number = 10 * number + Int(digit - 0x30)
    }
    return number
  }

  /// Hours and minutes, perhaps seconds, a fraction of up to nine digits, and a zone: `([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]|:60)?(\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?`.
  private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    func pair(_ most: Int) -> Bool {
      guard rest.count >= 2, let number = number(rest.prefix(2)), number <= most else { return false }
      rest.removeFirst(2)
      return true
    }
    func take(_ sign: UInt8) -> Bool {
      guard rest.first == sign else { return false }
      rest.removeFirst()
      return true
    }
    let (colon, point) = (UInt8(ascii: ":"), UInt8(ascii: "."))
    guard pair(23), take(colon), pair(59) else { return false }
    if take(colon) { guard pair(60) else { return false } }
    if take(point) {
      let count = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
      guard (1...9).contains(count) else { return false }
      rest.removeFirst(count)
    }
    if take(UInt8(ascii: "Z")) { return rest.isEmpty }
    if take(UInt8(ascii: "+")) || take(UInt8(ascii: "-")) {
      guard pair(14), take(colon), pair(59) else { return false }
    }
    return rest.isEmpty
  }
}
