// SPDX-License-Identifier: Apache-2.0

import Course
import Plain
import Statistics

extension CohortOutcomes {
  /// Why the times of the patients, and the medians made of them, are what they are.
  public var traces: [Trace] { members.flatMap(\.traces) + EndPoint.allCases.compactMap(medianTrace) }

  /// The same patients under the study's own rule and under that of every guideline, the chosen one first.
  public var underEveryRule: [CohortOutcomes] {
    [self]
      + ([nil] + CensoringRule.all.map(Optional.some)).filter { $0 != options.rule }.map { rule in
        var options = options
        options.rule = rule
        return CohortOutcomes(outcomes, options: options)
      }
  }

  private func names(_ left: [(patient: Patient.ID, reason: Phrase)]) -> Phrase {
    left.map { Phrase("\($0.patient) (\($0.reason))", "\($0.patient) (\($0.reason))") }.joined(separator: ", ")
  }

  /// Why a median is what it is: every patient's time; nil without an estimate.
  func medianTrace(_ endPoint: EndPoint) -> Trace? {
    guard let estimate = estimate(endPoint) else { return nil }
    let own = CohortNames(patient: "", options: options, study: study)
    let median = estimate.quantile(0.5)
    let inputs = members.compactMap { member in
      member.times[endPoint].map {
        Trace.Input(
          Phrase("patient \(member.patient.id)", "Patient \(member.patient.id)"), $0.value.phraseWithReason())
      }
    }
    let left = leftOut(endPoint)
    return Trace(
      id: own.id(endPoint, isRuled: endPoint.countsProgression),
      title: Phrase(
        "Median, \(endPoint.inSentence) from \(options.anchor.phrase)",
        "Median, \(endPoint.phrase) ab \(options.anchor.phrase)"),
      value: Phrase("\(median.phrase) mo", "\(median.phrase) Mon."), definition: estimate.curve.definition(options),
      inputs: inputs,
      notes: [
        Phrase(
          "\(estimate.times.count) patients, \(estimate.eventCount) events.",
          "\(estimate.times.count) Patienten, \(estimate.eventCount) Ereignisse.")
      ] + (left.isEmpty ? [] : [Phrase("Left out: \(names(left)).", "Ausgelassen: \(names(left)).")]))
  }
}

extension SurvivalEstimate.Curve {
  fileprivate func definition(_ options: CohortOptions) -> Definition {
    Definition(
      name: Phrase("Median survival time", "Mediane Überlebenszeit"),
      text: Phrase(
        "The first time by which the estimated share without the event is at most one half. \(phrase); times known between bounds: \(options.uncertainty.phrase); limits on the \(options.scale.phrase) scale.",
        "Die erste Zeit, bei der der geschätzte Anteil ohne Ereignis höchstens die Hälfte ist. \(phrase); nur zwischen Grenzen bekannte Zeiten: \(options.uncertainty.phrase); Grenzen auf der Skala \(options.scale.phrase)."
      ), source: Phrase(same: source))
  }

  private var source: String {
    switch self {
    case .kaplanMeier:
      "Kaplan EL, Meier P. J Am Stat Assoc 1958;53:457-481; Brookmeyer R, Crowley J. Biometrics 1982;38:29-41"
    case .turnbull: "Turnbull BW. J R Stat Soc B 1976;38:290-295"
    }
  }
}
