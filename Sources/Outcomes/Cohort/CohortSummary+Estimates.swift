// SPDX-License-Identifier: Apache-2.0

import Course
import Plain
import Statistics

extension CohortSummary {
  /// The estimate of an end point; nil without times.
  public func estimate(
    _ endPoint: EndPoint, group: String? = nil, uncertainty: CohortOptions.Uncertainty? = nil
  ) -> SurvivalEstimate? {
    estimate(endPoint, group, times(endPoint, group: group), uncertainty)
  }

  /// Progression-free survival by every rule that was not chosen; nil is the study's own rule.
  public var underOtherRules: [(rule: CensoringRule?, estimate: SurvivalEstimate?)] {
    options.otherRules.map { rule in
      let id = (rule ?? .study(study.definitions)).id
      return (rule, estimate(.progressionFree, nil, CountedTimes(counts.byRule[id] ?? [:]), nil))
    }
  }

  private func estimate(
    _ endPoint: EndPoint, _ group: String?, _ times: CountedTimes, _ uncertainty: CohortOptions.Uncertainty?
  ) -> SurvivalEstimate? {
    SurvivalEstimate(
      endPoint, group: group, counted: times, uncertainty: uncertainty ?? options.uncertainty, scale: options.scale,
      level: options.level, convention: options.quantiles)
  }

  /// Median follow-up by reverse Kaplan-Meier of overall survival; nil without times. Where times are intervals it spans what it is with every time at its earliest and at its latest:
  /// how long somebody was followed of whom no last day is known nobody knows.
  ///
  /// Schemper and Smith, Control Clin Trials 1996;17:343.
  public var followUp: SurvivalEstimate.Quantile? {
    let ways: [CohortOptions.Uncertainty] =
      options.uncertainty.isInterval ? [.earliest, .latest] : [options.uncertainty]
    let found = ways.compactMap(followUp)
    guard found.count == ways.count else { return nil }
    let medians = found.map(\.estimate)
    let known = medians.compactMap(\.self)
    let (lower, upper) = (found.map(\.interval.lower), found.map(\.interval.upper))
    func all(_ limits: [Double?]) -> [Double]? { limits.contains { $0 == nil } ? nil : limits.compactMap(\.self) }
    return SurvivalEstimate.Quantile(
      range: known.min().map { NumberBounds(lower: $0, upper: all(medians)?.max()) },
      interval: ConfidenceInterval(lower: all(lower)?.min(), upper: all(upper)?.max(), level: options.level))
  }

  private func followUp(_ uncertainty: CohortOptions.Uncertainty) -> KaplanMeier.Quantile? {
    let times = times(.survival)
    // A death of which no day is known ends what could be followed all the same.
    let sample = try? SurvivalSample(
      times: times.observations(uncertainty).map(\.left), events: times.spread(times.all.map(\.time.isEvent)))
    return sample.flatMap { try? KaplanMeier($0.reversed) }?.median(
      scale: options.scale, level: options.level, convention: options.quantiles)
  }

  /// Cumulative incidences (Aalen-Johansen) at the landmarks, with uncertain times at the middle of their bounds; empty where
  /// nobody died without progression: then one minus progression-free survival says the same.
  public var incidences: [CohortIncidence] {
    let times = times(.progressionFree)
    guard times.all.contains(where: { $0.time.end == .death }) else { return [] }
    let observations = times.all.map(\.time).observations(.midpoint)
    let causes = zip(times.all, observations).map { counted, observation in
      !observation.right.isFinite ? 0 : counted.time.end == .death ? 2 : 1
    }
    guard
      let sample = try? CompetingSample(
        times: times.spread(observations.map(\.left)), causes: times.spread(causes)),
      let curves = try? (1...2).map({ try CumulativeIncidence(sample, cause: $0) })
    else { return [] }
    let last = observations.map(\.left).max() ?? 0
    return options.landmarkMonths.filter { $0 <= last }.map { months in
      func value(_ curve: CumulativeIncidence) -> (Double, ConfidenceInterval) {
        guard let step = curve.at(months) else {
          return (0, ConfidenceInterval(lower: nil, upper: nil, level: options.level))
        }
        return (step.incidence, step.interval(level: options.level))
      }
      return CohortIncidence(months: months, progression: value(curves[0]), death: value(curves[1]))
    }
  }

  /// Compares groups by the log-rank test; nil if patients are not compared. Who is in no group is left out.
  public func comparison(_ endPoint: EndPoint) -> CohortOutcomes.Comparison? {
    guard options.group != nil else { return nil }
    guard groups.count > 1 else { return .withheld(Phrase("there is one group only", "es gibt nur eine Gruppe")) }
    let least = CohortOutcomes.leastForTest
    let small = groups.filter { group in
      let own = times(endPoint, group: group)
      return own.count < least.patients || own.count(where: \.isEvent) < least.events
    }
    if !small.isEmpty, !options.testsSmallGroups {
      return .withheld(
        Phrase(
          "\(small.joined(separator: ", ")): fewer than \(least.patients) patients or \(least.events) events; a p-value would say nothing",
          "\(small.joined(separator: ", ")): weniger als \(least.patients) Patienten oder \(least.events) Ereignisse; ein p-Wert wäre ohne Aussage"
        ))
    }
    // The horizon, and with it the latest time of an event without one, is not asked for: `midpoint` has none.
    var (lefts, events, numbers): ([Double], [Bool], [Int]) = ([], [], [])
    for (index, group) in groups.enumerated() {
      for counted in times(endPoint, group: group).all {
        let observation = counted.time.observation(.midpoint, horizon: 0)
        lefts += repeatElement(observation.left, count: counted.count)
        events += repeatElement(observation.right.isFinite, count: counted.count)
        numbers += repeatElement(index, count: counted.count)
      }
    }
    do throws(SampleProblem) {
      let sample = try SurvivalSample(times: lefts, events: events)
      let test = try LogRankTest(sample, groups: numbers, groupCount: groups.count)
      let hazards = Result { () throws(SampleProblem) in
        try CohortOutcomes.GroupHazards(sample, numbers, groups, options)
      }
      return .tested(test, hazards)
    } catch {
      return .withheld(error.phrase)
    }
  }
}
