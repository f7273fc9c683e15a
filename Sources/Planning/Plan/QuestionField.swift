// SPDX-License-Identifier: Apache-2.0

package import Plain
import Trials

/// A number that whoever plans a trial may state: what it is called on a command line and in a form, and what it takes.
package enum QuestionField: String, CaseIterable, Sendable {
  case landmark
  case null = "p0"
  case alternative = "p1"
  case alpha, power, scans, deaths
  case perMonth = "per-month"
  case eligible, tolerable, toxic, chance

  /// What it takes, with its unit.
  package var range: NumberRange {
    switch self {
    case .landmark: .months(0.1...120)
    case .null, .alternative, .tolerable, .toxic: .share(0.0001...0.9999)
    case .alpha: .share(0.0001...0.4999)
    case .power: .share(0.01...0.9999)
    case .scans: .months(0.1...36)
    case .deaths: .share(0...1)
    case .perMonth: NumberRange(0.01...1000, "patients")
    case .eligible: .share(0.001...1)
    case .chance: .share(0.001...0.5)
    }
  }

  /// What it is.
  package var phrase: Phrase {
    switch self {
    case .landmark:
      Phrase(
        "Freedom from progression counts at this time from the first dose of maintenance",
        "Progressionsfreiheit zählt zu dieser Zeit nach der ersten Gabe der Erhaltung")
    case .null: Phrase("Rate that is of no interest", "Rate, die nicht genügt (p0)")
    case .alternative: Phrase("Rate worth going on with", "Rate, für die sich Weitermachen lohnt (p1)")
    case .alpha: Phrase("One-sided level, without it 0.05", "Einseitiges Niveau, sonst 0,05")
    case .power: Phrase("Power, without it 0.8", "Power, sonst 0,8")
    case .scans: Phrase("From scan to scan", "Von Bildgebung zu Bildgebung")
    case .deaths:
      Phrase("Share of events that are deaths, without it 0", "Anteil der Todesfälle an den Ereignissen, sonst 0")
    case .perMonth:
      Phrase("Patients who come to maintenance in a month", "Patienten, die in einem Monat zur Erhaltung kommen")
    case .eligible:
      Phrase(
        "Share of patients who do not progress under induction", "Anteil der Patienten ohne Progress unter Induktion")
    case .tolerable:
      Phrase("Rate of dose-limiting toxicity that is accepted", "Rate dosislimitierender Toxizität, die hinnehmbar ist")
    case .toxic: Phrase("Rate that is too high", "Rate, die zu hoch ist")
    case .chance:
      Phrase(
        "Wanted probability to stop at the accepted rate, without it 0.1",
        "Gewünschte Wahrscheinlichkeit, bei hinnehmbarer Rate zu stoppen, sonst 0,1")
    }
  }

  /// Fields of which one says nothing without the other.
  package static let pairs: [(QuestionField, QuestionField)] = [(.null, .alternative), (.tolerable, .toxic)]
  /// Fields that say nothing without another, which comes second.
  package static let needs: [(QuestionField, QuestionField)] = [
    (.alpha, .null), (.power, .null), (.deaths, .scans), (.chance, .tolerable),
  ]

  /// Sets it in a question; nil takes it out.
  package func set(_ value: Double?, in question: inout TrialQuestion) {
    switch self {
    case .landmark: question.landmark = value.map { Months($0) }
    case .null: question.null = value
    case .alternative: question.alternative = value
    case .alpha: question.alpha = value
    case .power: question.power = value
    case .scans: question.scans = value.map { Months($0) }
    case .deaths: question.deaths = value
    case .perMonth: question.perMonth = value
    case .eligible: question.eligible = value
    case .tolerable: question.tolerable = value
    case .toxic: question.toxic = value
    case .chance: question.chance = value
    }
  }
}
