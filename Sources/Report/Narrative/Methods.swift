// SPDX-License-Identifier: Apache-2.0

public import Plain
import Chronology
import Course
public import Outcomes

/// The methods of a report: what was used to derive its values, fit to be printed.
public enum Methods {
  /// Paragraphs: time, definitions, software.
  public static func paragraphs(_ outcomes: StudyOutcomes) -> [Phrase] {
    [time(outcomes.study)] + definitions(outcomes) + [software]
  }

  static func time(_ study: Study) -> Phrase {
    let rule =
      switch study.definitions.tolerance.plain {
      case .halfLastDigit:
        Phrase(
          "half a unit of its last stated digit each way",
          "eine halbe Einheit der letzten angegebenen Stelle nach beiden Seiten")
      case .exact: Phrase("nothing, as it reads", "nichts, so wie sie dasteht")
      case .fraction(let fraction):
        Phrase("\(Phrase.number(fraction * 100)) % each way", "\(Phrase.number(fraction * 100)) % nach beiden Seiten")
      }
    let units = Phrase.number(study.definitions.tolerance.approximateUnits)
    return Phrase(
      "Times were recorded as stated and not imputed. A plain number was taken to allow \(rule); an approximate one \(units) unit each way; “nearly” and “more than” bound one side. All statements of a patient form a simple temporal network (Dechter R, Meiri I, Pearl J. Artif Intell 1991;49:61-95); its shortest paths give the earliest and latest value of every time and duration. A month is 30.4375 days, a year 365.25 days, a cycle repeated on day 22 has 21 days. A statement that contradicts those before it is set aside and reported.",
      "Zeiten wurden wie angegeben erfasst und nicht imputiert. Eine einfache Zahl lässt zu: \(rule); eine ungefähre: \(units) Einheit nach beiden Seiten; „knapp“ und „mehr als“ begrenzen eine Seite. Alle Zeitangaben eines Patienten bilden ein einfaches zeitliches Netz (Dechter R, Meiri I, Pearl J. Artif Intell 1991;49:61-95); seine kürzesten Wege ergeben den frühesten und spätesten Wert jeder Zeit und Dauer. Ein Monat hat 30,4375 Tage, ein Jahr 365,25 Tage, ein Zyklus mit Wiederholung an Tag 22 hat 21 Tage. Eine Angabe, die den vorangehenden widerspricht, bleibt außer Betracht und wird berichtet."
    )
  }

  /// Each definition in use, once, in words.
  private static func definitions(_ outcomes: StudyOutcomes) -> [Phrase] {
    used(outcomes).map { own in
      Phrase(
        "\(own.namePhrase): \(own.textPhrase) (\(own.sourcePhrase).)",
        "\(own.namePhrase): \(own.textPhrase) (\(own.sourcePhrase).)")
    }
  }

  /// Each definition in use, once.
  static func used(_ outcomes: StudyOutcomes) -> [Definition] {
    var seen = Set<String>()
    return outcomes.patients.prefix(50).flatMap { outcome in
      outcome.traces.map(\.definition).filter { seen.insert($0.name).inserted }
    }
  }

  static let software = Phrase(
    "Values, findings, tables and figures were made by Verlauf \(ReportInfo.version). \(ReportInfo.noticePhrase)",
    "Werte, Prüfung, Tabellen und Abbildungen wurden mit Verlauf \(ReportInfo.version) erstellt. \(ReportInfo.noticePhrase)"
  )
}
