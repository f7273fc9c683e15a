// SPDX-License-Identifier: Apache-2.0

import Course
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

  /// Why a median is what it is: every patient's time; nil without an estimate.
  func medianTrace(_ endPoint: EndPoint) -> Trace? {
    guard let estimate = estimate(endPoint) else { return nil }
    let names = CohortNames(patient: "", options: options, study: study)
    let median = estimate.quantile(0.5)
    let inputs = members.compactMap { member in
      member.times[endPoint].map { Trace.Input("patient \(member.patient.id)", $0.value.textWithReason()) }
    }
    let left = leftOut(endPoint)
    return Trace(
      id: names.id(endPoint, isRuled: endPoint.countsProgression),
      title: "Median, \(endPoint.name.prefix(1).lowercased() + endPoint.name.dropFirst()) from \(options.anchor.words)",
      value: "\(median.text) mo", definition: estimate.curve.definition(options), inputs: inputs,
      remarks: ["\(estimate.times.count) patients, \(estimate.eventCount) events."]
        + (left.isEmpty
          ? [] : ["Left out: \(left.map { "\($0.patient) (\($0.reason))" }.joined(separator: ", "))."]))
  }
}

extension SurvivalEstimate.Curve {
  fileprivate func definition(_ options: CohortOptions) -> Definition {
    Definition(
      name: "Median survival time",
      text:
        "The first time by which the estimated share without the event is at most one half. \(name); times known between "
        + "bounds: \(options.uncertainty.rawValue); limits on the \(options.scale.rawValue) scale.",
      source: source)
  }

  private var source: String {
    switch self {
    case .kaplanMeier:
      "Kaplan EL, Meier P. J Am Stat Assoc 1958;53:457-481; Brookmeyer R, Crowley J. Biometrics 1982;38:29-41"
    case .turnbull: "Turnbull BW. J R Stat Soc B 1976;38:290-295"
    }
  }
}
