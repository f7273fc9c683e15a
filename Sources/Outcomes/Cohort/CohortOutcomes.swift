// SPDX-License-Identifier: Apache-2.0

public import Course
public import Statistics

/// A cohort from one anchor: who is in it, their times, their best responses.
public struct CohortOutcomes: Sendable {
  /// One patient of the cohort.
  public typealias Member = CohortMember

  /// The outcomes that it is made of.
  public var outcomes: StudyOutcomes
  /// What was chosen.
  public var options: CohortOptions
  /// Patients who have the anchor.
  public var members: [CohortMember]
  /// Patients who do not, with why.
  public var excluded: [(patient: Patient.ID, reason: String)]

  /// The study.
  public var study: Study { outcomes.study }

  /// The cohort of `outcomes` by `options`.
  public init(_ outcomes: StudyOutcomes, options: CohortOptions = CohortOptions()) {
    self.outcomes = outcomes
    self.options = options
    members = []
    excluded = []
    for patient in outcomes.patients {
      do throws(CohortStart.Missing) {
        members.append(try CohortMember(patient, in: outcomes.study, options))
      } catch {
        excluded.append((patient.patient.id, error.words))
      }
    }
  }

  /// Times of an end point that enter estimates, of those who have one.
  public func times(_ endPoint: EndPoint, group: String? = nil) -> [TimeToEvent] {
    members.filter { group == nil || $0.group == group }.compactMap { $0.time(endPoint) }
  }

  /// Times of an end point that enter no estimate because their statements contradict each other, with why.
  public func contradicted(_ endPoint: EndPoint) -> [(patient: Patient.ID, reason: String)] {
    members.compactMap { member in
      guard let time = member.times[endPoint]?.value, !time.isDetermined else { return nil }
      return (member.patient.id, time.end.words)
    }
  }

  /// Whether there are times to progression, and none of them ended by progression: perhaps because nobody recorded any.
  public var recordsNoProgression: Bool {
    let followed = members.filter { $0.times[.progression] != nil }
    return !followed.isEmpty && !followed.contains { $0.outcomes.recordsProgression }
  }

  /// Groups in alphabetical order; empty if patients are not compared.
  public var groups: [String] { Array(Set(members.compactMap(\.group))).sorted() }

  /// The estimate of an end point; nil without times.
  public func estimate(
    _ endPoint: EndPoint, group: String? = nil, uncertainty: CohortOptions.Uncertainty? = nil
  ) -> SurvivalEstimate? {
    SurvivalEstimate(
      endPoint, group: group, times: times(endPoint, group: group), uncertainty: uncertainty ?? options.uncertainty,
      scale: options.scale, level: options.level, convention: options.quantiles)
  }

  /// Median follow-up by reverse Kaplan-Meier of overall survival, at the middle of uncertain times; nil without times.
  ///
  /// Schemper and Smith, Control Clin Trials 1996;17:343.
  public var followUp: KaplanMeier.Quantile? {
    let observations = times(.survival).map { $0.observation(.midpoint) }
    let sample = try? SurvivalSample(times: observations.map(\.left), events: observations.map { $0.right.isFinite })
    return sample.flatMap { try? KaplanMeier($0.reversed) }?.median(
      scale: options.scale, level: options.level, convention: options.quantiles)
  }

  /// Hazard ratios of groups against the first, with the test that hazards are proportional.
  public struct GroupHazards: Sendable, Hashable {
    /// Cox's model with one covariate for each group but the first.
    public var model: CoxModel
    /// Whether hazards are proportional.
    public var proportionality: ProportionalHazardsTest?

    init?(_ sample: SurvivalSample, _ numbers: [Int], _ groups: [String]) {
      let covariates = groups.indices.dropFirst().map { group in
        (name: groups[group], values: numbers.map { $0 == group ? 1.0 : 0 })
      }
      guard let model = try? CoxModel(sample, covariates: covariates) else { return nil }
      self.model = model
      proportionality = try? model.proportionalHazards(sample)
    }
  }

  /// What a comparison of groups gives, or why none is made.
  public enum Comparison: Sendable {
    /// The log-rank test, and hazard ratios against the first group; no model where a group has no event.
    case tested(LogRankTest, GroupHazards?)
    /// Not made; why.
    case withheld(String)
  }

  /// Least patients and events in each group for a test that is not asked for by hand.
  public static let leastForTest = (patients: 10, events: 5)

  /// Compares groups by the log-rank test; nil if patients are not compared.
  public func comparison(_ endPoint: EndPoint) -> Comparison? {
    guard options.group != nil else { return nil }
    let groups = groups
    guard groups.count > 1 else { return .withheld("there is one group only") }
    let small = groups.filter { group in
      let own = times(endPoint, group: group)
      return own.count < Self.leastForTest.patients || own.filter(\.isEvent).count < Self.leastForTest.events
    }
    if !small.isEmpty, !options.testsSmallGroups {
      return .withheld(
        "\(small.joined(separator: ", ")): fewer than \(Self.leastForTest.patients) patients or "
          + "\(Self.leastForTest.events) events; a p-value would say nothing")
    }
    let timed = members.filter { $0.time(endPoint) != nil }
    let observations = timed.compactMap { $0.time(endPoint)?.observation(.midpoint) }
    let numbers = timed.map { member in groups.firstIndex { $0 == member.group } ?? 0 }
    do {
      let sample = try SurvivalSample(times: observations.map(\.left), events: observations.map { $0.right.isFinite })
      return .tested(
        try LogRankTest(sample, groups: numbers, groupCount: groups.count), GroupHazards(sample, numbers, groups))
    } catch {
      return .withheld("\(error)")
    }
  }
}
