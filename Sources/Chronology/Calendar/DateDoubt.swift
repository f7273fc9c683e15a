// SPDX-License-Identifier: Apache-2.0

public import Plain

/// Why nobody believes that something of a patient's course happened on a date.
public enum DateDoubt: Hashable, Sendable {
  /// The first or last day of a calendar of spreadsheets, databases or registries, which stands for an unknown date.
  case standsForUnknown
  /// Before any patient of today was treated.
  case tooEarly
  /// Of a year that no calendar of a hospital has: `0020`.
  case noYear
  /// After anything that can have happened.
  case tooLate
  /// After the day on which it is read: a record tells of what has happened.
  case future(today: Day)

  /// In words, after a date: `1900-01-01 …`.
  public var words: String { phrase.english }

  /// The same in every language.
  public var phrase: Phrase {
    switch self {
    case .standsForUnknown:
      Phrase(
        "stands for an unknown date in spreadsheets, databases and registries",
        "steht in Tabellen, Datenbanken und Registern für ein unbekanntes Datum")
    case .tooEarly:
      Phrase(
        "is before \(Self.firstYear), and so before any patient of today was treated",
        "liegt vor \(Self.firstYear), und damit vor der Behandlung jedes heutigen Patienten")
    case .noYear: Phrase("is of a year that cannot be meant", "hat ein Jahr, das nicht gemeint sein kann")
    case .tooLate: Phrase("is after \(Self.lastYear)", "liegt nach \(Self.lastYear)")
    case .future(let today):
      Phrase("is in the future (today is \(today))", "liegt in der Zukunft (heute ist \(today))")
    }
  }

  /// The day on which records are read, which a program sets once when it begins; nil holds no date against it, so that what a library
  /// computes depends on the record alone.
  @TaskLocal public static var today: Day?

  /// The first year that is believed.
  public static let firstYear = 1920
  /// The last year that is believed.
  public static let lastYear = 2100

  /// What is doubtful of a day between bounds; nil where it can be believed.
  init?(_ bounds: DayBounds) {
    let latest = bounds.latest?.civil.year
    let earliest = bounds.earliest?.civil.year
    if bounds.isExact, let day = bounds.earliest, Self.defaults.contains(day.description) {
      self = .standsForUnknown
    } else if let latest, latest < 1000 {
      self = .noYear
    } else if let latest, latest < Self.firstYear {
      self = .tooEarly
    } else if let earliest, earliest > Self.lastYear {
      self = .tooLate
    } else if let earliest = bounds.earliest, let today = Self.today, earliest > Day(today.number + 1) {
      // A day more, for clocks of other parts of the world.
      self = .future(today: today)
    } else {
      return nil
    }
  }

  /// Where calendars begin or end: spreadsheets count from 1900 or 1904, Unix from 1970, SAS from 1960; the others are the least and
  /// greatest dates of databases.
  private static let defaults: Set<String> = [
    "0001-01-01", "1753-01-01", "1800-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1901-01-01", "1904-01-01",
    "1960-01-01", "1970-01-01", "2099-12-31", "2999-12-31", "9999-12-31",
  ]
}

extension DateDoubt {
  /// Whether it holds whenever the record is read. Then the date says nothing of when something was; one in the future may be of a plan.
  var isLasting: Bool { if case .future = self { false } else { true } }
}

extension StatedDate {
  /// Why nobody believes it; nil where it can be.
  public var doubt: DateDoubt? { DateDoubt(bounds) }
  /// Whether it can be believed, whenever it is read; what cannot places nothing in time.
  public var isBelieved: Bool { !(doubt?.isLasting ?? false) }
}

extension Day {
  /// Why nobody believes that something happened on it; nil where it can be.
  public var doubt: DateDoubt? { DateDoubt(DayBounds(earliest: self, latest: self)) }
  /// Whether it can be believed, whenever it is read; what cannot places nothing in time.
  public var isBelieved: Bool { !(doubt?.isLasting ?? false) }
}
