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
    let fault = Fault(
      message: "\(ProblemLog.quoted(text)) for a date",
      expected: "a year, a month, a day, or a day with a time and its zone: `2024-06-10`, `2024-06-10T08:30:00+02:00`")
    let pieces = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = pieces.first else { throw fault }
    let parts = first.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(part) : nil }
    guard numbers.count == parts.count, parts.map(\.utf8.count) == Array([4, 2, 2].prefix(parts.count)),
      (1...3).contains(parts.count), (1880...2100).contains(numbers[0])
    else { throw fault }
    if pieces.count == 2 {
      guard parts.count == 3, pieces[1].wholeMatch(of: time) != nil else { throw fault }
    }
    let date = PartialDate(
      year: numbers[0], month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil)
    // `2017-21` is a season of EDTF, and no month.
    guard (try? StatedDate(parsing: date.text)) != nil, date.month.map({ (1...12).contains($0) }) ?? true,
      date.day != 0
    else { throw fault }
    return date
  }

  private nonisolated(unsafe) static let time =
    #/([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]|:60)?(\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?/#
}
