// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
public import Outcomes

/// The methods of a report: what was used to derive its values, fit to be printed.
public enum Methods {
  /// Paragraphs: time, definitions, software.
  public static func paragraphs(_ outcomes: StudyOutcomes) -> [String] {
    [time(outcomes.study)] + definitions(outcomes) + [software]
  }

  static func time(_ study: Study) -> String {
    let rule =
      switch study.definitions.tolerance.plain {
      case .halfLastDigit: "half a unit of its last stated digit each way"
      case .exact: "nothing, as it reads"
      case .fraction(let fraction): "\(Numbers.text(fraction * 100)) % each way"
      }
    return
      "Times were recorded as stated and not imputed. A plain number was taken to allow \(rule); an approximate one "
      + "\(Numbers.text(study.definitions.tolerance.approximateUnits)) unit each way; “nearly” and “more than” bound one side. "
      + "All statements of a patient form a simple temporal network (Dechter R, Meiri I, Pearl J. Artif Intell 1991;49:61-95); "
      + "its shortest paths give the earliest and latest value of every time and duration. A month is 30.4375 days, a year 365.25 days, "
      + "a cycle repeated on day 22 has 21 days. A statement that contradicts those before it is set aside and reported."
  }

  /// Each definition in use, once, in words.
  private static func definitions(_ outcomes: StudyOutcomes) -> [String] {
    used(outcomes).map { "\($0.name): \($0.text) (\($0.source).)" }
  }

  /// Each definition in use, once.
  static func used(_ outcomes: StudyOutcomes) -> [Definition] {
    var seen = Set<String>()
    return outcomes.patients.prefix(50).flatMap { outcome in
      outcome.traces.map(\.definition).filter { seen.insert($0.name).inserted }
    }
  }

  static let software =
    "Values, findings, tables and figures were made by Verlauf \(ReportInfo.version). \(ReportInfo.notice)"
}
