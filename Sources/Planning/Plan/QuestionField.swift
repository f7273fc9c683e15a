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
  case median
  case historicalEvents = "historical-events"
  case hazardRatio = "hazard-ratio"
  case accrual
  case followUp = "follow-up"
  case dropout, allocation, cutoff, shape, concordance

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
    case .median: .months(0.1...240)
    case .historicalEvents: NumberRange(1...1_000_000, "events")
    case .hazardRatio: NumberRange(0.05...0.99)
    case .accrual: .months(0.5...240)
    case .followUp: .months(0...240)
    case .dropout: .share(0...0.9)
    case .allocation: NumberRange(0.1...10)
    case .cutoff: NumberRange(0.1...10)
    case .shape: NumberRange(0.2...5)
    case .concordance: NumberRange(0...0.95)
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
    case .median:
      Phrase(
        "Median progression-free survival of the control, from the end of induction",
        "Mediane progressionsfreie Zeit der Kontrolle, ab Ende der Induktion")
    case .historicalEvents:
      Phrase("Events behind the control's median", "Ereignisse, auf denen der Median der Kontrolle beruht")
    case .hazardRatio:
      Phrase(
        "Hazard under maintenance over that without it, or before it, worth going on with",
        "Hazard unter Erhaltung durch Hazard ohne sie oder davor, für die sich Weitermachen lohnt")
    case .accrual: Phrase("Time in which patients come in", "Zeit, in der Patienten aufgenommen werden")
    case .followUp: Phrase("Follow-up after the last patient", "Nachbeobachtung nach dem letzten Patienten")
    case .dropout:
      Phrase(
        "Share lost to follow-up within 12 months, without it 0",
        "Anteil, der in 12 Monaten aus der Beobachtung geht, sonst 0")
    case .allocation:
      Phrase("Treated patients for one control, without it 1", "Behandelte auf eine Kontrolle, sonst 1")
    case .cutoff:
      Phrase(
        "Growth modulation index that counts, without it 1.33",
        "Growth Modulation Index, der zählt, sonst 1,33")
    case .shape:
      Phrase(
        "Weibull shape of both times of the index, without it 1",
        "Weibull-Form beider Zeiten des Index, sonst 1")
    case .concordance:
      Phrase(
        "Kendall's tau of both times of a patient, without it 0",
        "Kendalls Tau beider Zeiten eines Patienten, sonst 0")
    }
  }

  /// Fields of which one says nothing without the other.
  package static let pairs: [(QuestionField, QuestionField)] = [(.null, .alternative), (.tolerable, .toxic)]
  /// Fields that say nothing without another, which comes second.
  package static func needs(_ design: DesignKind) -> [(QuestionField, QuestionField)] {
    let first = design.needed.first { $0 != .landmark } ?? .null
    return [
      (.alpha, first), (.power, first), (.deaths, .scans), (.chance, .tolerable), (.historicalEvents, .median),
    ]
  }

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
    case .median: question.median = value.map { Months($0) }
    case .historicalEvents: question.historicalEvents = value
    case .hazardRatio: question.hazardRatio = value
    case .accrual: question.accrual = value.map { Months($0) }
    case .followUp: question.followUp = value.map { Months($0) }
    case .dropout: question.dropout = value
    case .allocation: question.allocation = value
    case .cutoff: question.cutoff = value
    case .shape: question.shape = value
    case .concordance: question.concordance = value
    }
  }

  /// What a question states of it.
  package func value(in question: TrialQuestion) -> Double? {
    switch self {
    case .landmark: question.landmark?.value
    case .null: question.null
    case .alternative: question.alternative
    case .alpha: question.alpha
    case .power: question.power
    case .scans: question.scans?.value
    case .deaths: question.deaths
    case .perMonth: question.perMonth
    case .eligible: question.eligible
    case .tolerable: question.tolerable
    case .toxic: question.toxic
    case .chance: question.chance
    case .median: question.median?.value
    case .historicalEvents: question.historicalEvents
    case .hazardRatio: question.hazardRatio
    case .accrual: question.accrual?.value
    case .followUp: question.followUp?.value
    case .dropout: question.dropout
    case .allocation: question.allocation
    case .cutoff: question.cutoff
    case .shape: question.shape
    case .concordance: question.concordance
    }
  }

  /// Its key in a design file.
  var fileKey: String {
    switch self {
    case .landmark: "landmark_months"
    case .null: "p0_share"
    case .alternative: "p1_share"
    case .alpha: "alpha_share"
    case .power: "power_share"
    case .scans: "scan_interval_months"
    case .deaths: "deaths_share"
    case .perMonth: "accrual_patients_per_month"
    case .eligible: "eligible_share"
    case .tolerable: "tolerable_share"
    case .toxic: "toxic_share"
    case .chance: "toxicity_chance_share"
    case .median: "control_median_months"
    case .historicalEvents: "control_events"
    case .hazardRatio: "hazard_ratio"
    case .accrual: "accrual_duration_months"
    case .followUp: "follow_up_months"
    case .dropout: "dropout_12_months_share"
    case .allocation: "allocation_treated_per_control"
    case .cutoff: "index_cutoff"
    case .shape: "index_shape"
    case .concordance: "index_concordance_tau"
    }
  }
}
