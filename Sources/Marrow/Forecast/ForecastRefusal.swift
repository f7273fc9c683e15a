// SPDX-License-Identifier: Apache-2.0

import Plain

/// Why nothing is said. A refusal is a result: it has its reason, and what would lift it.
public enum ForecastRefusal: Sendable, Hashable, CustomStringConvertible {
  /// No counts of the patient are known: nothing can be said of the counts, and bands of the population are no patient's.
  case noCounts
  /// A record has no schedule that a model here takes; why each that it states is none, in words.
  case noSchedule([String])
  /// A drug of the past or of a schedule has no model with the others.
  case noModel([String])
  /// Growth factor was given, and the model has none of it.
  case growthFactorNotModelled
  /// Pegfilgrastim was given, which has a model, and its days are not known.
  case growthFactorDaysNotKnown
  /// The record says in words that treatment was stopped, paused or changed, and gives it no end.
  case stopped(String)
  /// Another therapy has begun since the last dose.
  case anotherTherapy(String)
  /// What the record states of the marrow takes the patient out of what the model was fitted on.
  case outside(String)
  /// The fit ended at the bounds of the search: the patient is none of the population.
  case atBounds([ParameterKey])
  /// The counts are too far from all that the population and the scatter of counts allow.
  case surprising(IndividualFit.Surprise)
  /// What a record does not tell of the doses before the counts.
  case pastNotKnown(String)
  /// Forecasts of the patient's own past missed what came.
  case pastMissed(outside: Int, of: Int)
  /// The counts lead to several minima, or to none that is believed.
  case notDetermined(String)
  /// The draws are too uneven.
  case uneven(effective: Double, draws: Int)
  /// Both optimisers do not agree.
  case disagreement(Double)

  /// In words.
  public var description: String {
    switch self {
    case .noCounts:
      "no counts of this patient are stated: nothing is said about his or her counts"
    case .noSchedule(let why) where !why.isEmpty:
      "no schedule of the record is one that a model here takes: \(why.joined(separator: "; "))"
    case .noSchedule:
      "the record has no dose phase of gemcitabine alone, with its dose, days and cycle, that a model here takes; schedules can be given on the command line"
    case .noModel(let drugs):
      "no model of \(drugs.joined(separator: " with ")) is here, since no published parameters of it were read"
    case .growthFactorNotModelled:
      "growth factor was given that the model does not have: its counts would be taken for recovery of the marrow"
    case .growthFactorDaysNotKnown:
      "pegfilgrastim is modelled, and on which days it was given is not known: a row for each of its administrations beside those of gemcitabine settles it"
    case .stopped(let words):
      "the record says that treatment was stopped, paused or changed (\(words)): nothing is said of a schedule that goes on; an end of the therapy in the record, or a dose after it, settles it"
    case .anotherTherapy(let name):
      "\(name) has begun since the last dose of gemcitabine: nothing is said of a schedule that goes on; a later day 1 of gemcitabine in the record, or a day before it (--from), is another question"
    case .outside(let why): "\(why): the model was not fitted on such patients"
    case .atBounds(let keys):
      "the fit ended at the bounds of \(keys.map(\.rawValue).joined(separator: ", ")): the counts are none of this population"
    case .surprising(let surprise):
      "the counts are not what patients of this population would have under what was given (χ² \(Numbers.text(surprise.statistic, decimals: 1)) of \(surprise.counts) \(surprise.counts == 1 ? "count" : "counts"), p < \(Numbers.text(IndividualFit.Surprise.least, decimals: 3))): is each in 10⁹/L, on its day, and without a growth factor?"
    case .pastNotKnown(let why): why
    case .pastMissed(let outside, let count):
      "of \(count) counts of this patient's own past \(outside) lie outside of what would have been forecast of them with 90 % on the day 1 of their cycle: the model is none of this patient"
    case .notDetermined(let why): "the parameters are not determined: \(why)"
    case .uneven(let effective, let draws):
      "the draws are worth no more than \(Int(effective)) of \(draws): too few for a probability"
    case .disagreement(let distance):
      "two optimisers end \((distance * 1000).rounded() / 1000) apart: neither is believed"
    }
  }
}
