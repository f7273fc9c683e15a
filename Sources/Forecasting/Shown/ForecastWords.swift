// SPDX-License-Identifier: Apache-2.0

import Chronology
import Marrow
import Plain

/// Schedules and days in the language of the reader.
enum ForecastWords {
  /// A schedule as it is written: `1000 mg/m2 d1 repeated d29`, `1000 mg/m2 d1 Wdh. d29`. In German drugs of the models have their German names.
  static func schedule(_ text: String) -> Phrase {
    var german = text.replacing(" repeated ", with: " Wdh. ")
    for (name, own) in [
      (MarrowDrug.gemcitabine.rawValue, "Gemcitabin"), (MarrowDrug.docetaxel.rawValue, "Docetaxel"),
      (MarrowDrug.pegfilgrastim.rawValue, "Pegfilgrastim"),
    ] { german = german.replacing(name, with: own) }
    return Phrase("\(text)", "\(german)")
  }

  /// Schedules, one after the other.
  static func schedules(_ texts: [String]) -> Phrase { texts.map(schedule).joined(separator: "; ") }

  /// A day: `2024-03-04`, `4.3.2024`.
  static func day(_ day: Day) -> Phrase {
    let (year, month, number) = day.civil
    return Phrase("\(day)", "\(number).\(month).\(year)")
  }
}
