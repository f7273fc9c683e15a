// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain
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
  public var excluded: [(patient: Patient.ID, reason: Phrase)]

  /// The study.
  public var study: Study { outcomes.study }

  /// The cohort of `outcomes` by `options`.
  public init(_ outcomes: StudyOutcomes, options: CohortOptions = CohortOptions()) {
    self.outcomes = outcomes
    self.options = options
    members = []
    excluded = []
    let found = outcomes.patients.mapOnAllCores { patient in
      Result { () throws(CohortStart.Missing) in
        try CohortMember(patient, in: outcomes.study, outcomes.names, options)
      }
    }
    for (patient, result) in zip(outcomes.patients, found) {
      switch result {
      case .success(let member): members.append(member)
      case .failure(let missing): excluded.append((patient.patient.id, missing.words))
      }
    }
    // The same word in other capitals, or one histology in another language, is the same group, by the spelling that most use.
    let spellings = members.compactMap(\.group).commonSpellings(by: groupKey)
    for index in members.indices {
      members[index].group = members[index].group.flatMap { spellings[groupKey($0)] }
    }
  }

  /// What names of one group have in common.
  private func groupKey(_ name: String) -> String { options.group == .histology ? TumourNames.key(name) : name.nameKey }

  /// Histologies that the record writes in several ways and that count as one, each with its spellings, the one that is shown first.
  public var joinedHistologies: [[String]] {
    let written = members.compactMap { $0.patient.diagnosis?.diagnosis.histology }.filter { !Silence.isMissing($0) }
    let shown = written.commonSpellings(by: TumourNames.key)
    return Dictionary(grouping: Set(written.map(\.nameKey)), by: TumourNames.key).filter { $0.value.count > 1 }
      .compactMap { key, names in
        shown[key].map { first in [first] + names.filter { $0 != first.nameKey }.sorted() }
      }.sorted { $0[0].nameKey < $1[0].nameKey }
  }

  /// Times of an end point that enter estimates, of those who have one.
  public func times(_ endPoint: EndPoint, group: String? = nil) -> [TimeToEvent] {
    members.filter { group == nil || $0.group == group }.compactMap { $0.time(endPoint) }
  }

  /// Times of an end point that enter no estimate because their statements contradict each other, or because nothing bounds them, with why.
  public func leftOut(_ endPoint: EndPoint) -> [(patient: Patient.ID, reason: Phrase)] {
    members.compactMap { member in
      guard let time = member.times[endPoint]?.value, !time.isKnown else { return nil }
      return (member.patient.id, time.isDetermined ? time.phrase() : time.end.phrase)
    }
  }

  /// Patients whose event has no latest time (``TimeToEvent/isWithoutLatest``) and who enter estimates of the end point all the same.
  public func withoutLatest(_ endPoint: EndPoint) -> [Patient.ID] {
    members.filter { $0.time(endPoint).map { $0.isKnown && $0.isWithoutLatest } ?? false }.map(\.patient.id)
  }

  /// Whether there are times to progression, and none of them ended by progression: perhaps because nobody recorded any.
  public var recordsNoProgression: Bool {
    let followed = members.filter { $0.times[.progression] != nil }
    return !followed.isEmpty && !followed.contains { $0.outcomes.recordsProgression }
  }

  /// Groups in the order that was chosen, else by name, the reference first; empty if patients are not compared.
  public var groups: [String] {
    let found = Array(Set(members.compactMap(\.group))).sorted(by: NaturalOrder.precedes)
    func named(_ name: String) -> String? { found.first { groupKey($0) == groupKey(name) } }
    var ordered: [String] = []
    for group in [options.referenceGroup.flatMap(named)] + options.groupOrder.map(named) + found.map(Optional.some) {
      if let group, !ordered.contains(group) { ordered.append(group) }
    }
    return ordered
  }

  /// Groups that the options name and that nobody is in.
  public var unknownGroups: [String] {
    let found = Set(members.compactMap(\.group).map(groupKey))
    return (options.groupOrder + [options.referenceGroup].compactMap(\.self)).filter { !found.contains(groupKey($0)) }
  }

  /// Patients who are in no group because the record does not state it; none if patients are not compared.
  public var ungrouped: [Patient.ID] {
    options.group == nil ? [] : members.filter { $0.group == nil }.map(\.patient.id)
  }

  /// The estimate of an end point; nil without times.
  public func estimate(
    _ endPoint: EndPoint, group: String? = nil, uncertainty: CohortOptions.Uncertainty? = nil
  ) -> SurvivalEstimate? {
    SurvivalEstimate(
      endPoint, group: group, times: times(endPoint, group: group), uncertainty: uncertainty ?? options.uncertainty,
      scale: options.scale, level: options.level, convention: options.quantiles)
  }

  /// Median follow-up by reverse Kaplan-Meier of overall survival; nil without times. Where times are intervals it spans what it is with every time at its earliest and at its latest:
  /// how long somebody was followed of whom no last day is known nobody knows.
  ///
  /// Schemper and Smith, Control Clin Trials 1996;17:343.
  public var followUp: SurvivalEstimate.Quantile? { CohortSummary(self).followUp }

  /// Hazard ratios of groups against the first, with the test that hazards are proportional.
  public struct GroupHazards: Sendable, Hashable {
    /// The hazard ratio of each group but the first, with its limits.
    public var ratios: [(estimate: Double, interval: ConfidenceInterval)] { parts.map { ($0.estimate, $0.interval) } }
    /// Whether hazards are proportional; nil where Cox's likelihood has no maximum to test at.
    public var proportionality: ProportionalHazardsTest?
    private var parts: [Part]

    private struct Part: Sendable, Hashable {
      var estimate: Double
      var interval: ConfidenceInterval
    }

    init(_ sample: SurvivalSample, _ numbers: [Int], _ groups: [String], _ options: CohortOptions) throws(SampleProblem)
    {
      let covariates = groups.indices.dropFirst().map { group in
        (name: groups[group], values: numbers.map { $0 == group ? 1.0 : 0 })
      }
      switch options.hazards {
      case .cox:
        let model = try CoxModel(sample, covariates: covariates)
        parts = model.terms.map { Part(estimate: $0.hazardRatio, interval: $0.interval(level: options.level)) }
        proportionality = try? model.proportionalHazards(sample, factors: [Array(covariates.indices)])
      case .firth:
        let model = try PenalisedCoxModel(sample, covariates: covariates, level: options.level)
        parts = model.terms.map { Part(estimate: $0.hazardRatio, interval: $0.interval) }
        proportionality = try? CoxModel(sample, covariates: covariates).proportionalHazards(sample)
      }
    }
  }

  /// What a comparison of groups gives, or why none is made.
  public enum Comparison: Sendable {
    /// The log-rank test, and hazard ratios against the first group or why there are none.
    case tested(LogRankTest, Result<GroupHazards, SampleProblem>)
    /// Not made; why.
    case withheld(Phrase)
  }

  /// Least patients and events in each group for a test that is not asked for by hand.
  public static let leastForTest = (patients: 10, events: 5)

  /// Compares groups by the log-rank test; nil if patients are not compared. Who is in no group is left out.
  public func comparison(_ endPoint: EndPoint) -> Comparison? { CohortSummary(self).comparison(endPoint) }
}
