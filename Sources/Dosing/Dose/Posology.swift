// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// A dose with how often a day it is given: `100 mg twice daily`. Half of it twice daily and the whole once are the same amount a day and
/// two different orders.
public struct Posology: Sendable, Hashable {
  /// The dose of one administration.
  public var dose: Dose
  /// Administrations a day; nil where it is not said, as for an infusion on a day of the cycle.
  public var timesADay: Int?

  /// A dose and its frequency.
  public init(_ dose: Dose, timesADay: Int? = nil) {
    self.dose = dose
    self.timesADay = timesADay
  }

  /// Amount of a day in the unit of the dose; what states no frequency is given once.
  public var perDay: Double { dose.amount * Double(timesADay ?? 1) }

  /// Reads `100 mg twice daily`, `1000 mg/m2`, `800 mg qd`.
  public init(parsing text: String) throws(ValueSyntaxError) {
    let words = text.split(separator: " ").map(String.init)
    // The frequency is what the longest end of the text says: `mg 2 times daily`, not only `daily`.
    for first in words.indices.dropFirst() {
      if let times = DoseFrequency.timesADay(words[first...].joined(separator: " ")) {
        self.init(try Dose(parsing: words[..<first].joined(separator: " ")), timesADay: times)
        return
      }
    }
    self.init(try Dose(parsing: text))
  }

  /// As it is read: `100 mg twice daily`.
  public var text: String { dose.text + (timesADay.map { " " + DoseFrequency.words($0) } ?? "") }

  /// For print: `100 mg twice daily`, `900 mg/m²`.
  public var printed: String { phrase.english }

  /// The same in every language.
  public var phrase: Phrase {
    dose.phrase + (timesADay.map { Phrase(same: " ") + DoseFrequency.phrase($0) } ?? .none)
  }

  /// So many percent of it, as often.
  public func times(percent: Double) -> Posology {
    Posology(Dose(amount: dose.amount * percent / 100, unit: dose.unit), timesADay: timesADay)
  }
}
