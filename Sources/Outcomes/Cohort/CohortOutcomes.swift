// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course
import Dosing
public import Statistics
import TumourResponse

/// A cohort from one anchor: who is in it, their times, their best responses.
public struct CohortOutcomes: Sendable {
  /// One patient of the cohort.
  public struct Member: Sendable {
    /// The patient.
    public var patient: Patient
    /// The therapy at which time starts; nil for anchors without one.
    public var therapy: TherapyOutcome?
    /// Best response on it (over the line, for a line).
    public var best: Derived<BestResponse>?
    /// Growth modulation index of the line.
    public var growthIndex: Derived<NumberBounds>?
    /// Times by end point.
    public var times: [EndPoint: CohortTime]
    /// The group that the patient is compared in.
    public var group: String?
  }

  /// The study.
  public var study: Study
  /// What was chosen.
  public var options: CohortOptions
  /// Patients who have the anchor.
  public var members: [Member]
  /// Patients who do not, with why.
  public var excluded: [(patient: Patient.ID, reason: String)]

  /// The cohort of `outcomes` by `options`.
  public init(_ outcomes: StudyOutcomes, options: CohortOptions = CohortOptions()) {
    study = outcomes.study
    self.options = options
    members = []
    excluded = []
    for outcome in outcomes.patients {
      switch Self.member(outcome, outcomes.study, options) {
      case .success(let member): members.append(member)
      case .failure(let reason): excluded.append((outcome.patient.id, reason.words))
      }
    }
  }

  private struct Reason: Error { var words: String }

  private static func member(
    _ outcome: PatientOutcomes, _ study: Study, _ options: CohortOptions
  ) -> Result<Member, Reason> {
    let patient = outcome.patient
    let derivation = OutcomeDerivation(patient: patient, study: study, timeline: outcome.timeline)
    var times: [EndPoint: CohortTime] = [:]
    func add(_ endPoint: EndPoint, _ derived: Derived<TimeToEvent>?) {
      guard let value = derived?.value else { return }
      let reason: String =
        switch value.end {
        case .progression: "progression"
        case .death: "death"
        case .stop: "stop of treatment"
        case .censored(let why): why
        }
      times[endPoint] = CohortTime(
        patient: patient.id, length: value.length, isEvent: !value.isCensored, reason: reason)
    }
    let line: LineOutcome?
    let entry: Entry?
    switch options.anchor {
    case .diagnosis:
      guard let derived = outcome.survivalFromDiagnosis else {
        return .failure(Reason(words: "no diagnosis with a time"))
      }
      add(.survival, derived)
      (line, entry) = (nil, nil)
    case .metastasis:
      guard let derived = outcome.survivalFromMetastasis else {
        return .failure(Reason(words: "no metastasis with a time"))
      }
      add(.survival, derived)
      (line, entry) = (nil, nil)
    case .maintenance:
      guard let therapy = outcome.maintenance.first else { return .failure(Reason(words: "no maintenance")) }
      entry = therapy.entry
      line = nil
    case .line(let number):
      line = outcome.lines.first { $0.line.number == number }
      guard let first = line?.line.therapies.first else { return .failure(Reason(words: "no line \(number)")) }
      entry = patient.entry(first)
    case .advancedLine(let number):
      line = outcome.lines.first { $0.line.numberInAdvancedDisease == number }
      guard let first = line?.line.therapies.first else {
        return .failure(Reason(words: "no line \(number) for advanced disease"))
      }
      entry = patient.entry(first)
    }
    let therapy = entry.flatMap { outcome.therapy($0.id) }
    if let entry {
      let through = line?.line.therapies ?? [entry.id]
      add(
        .survival,
        derivation.survival(from: entry, origin: options.anchor.words, id: "survival-from-\(options.anchor.name)"))
      add(.treatmentFailure, therapy?.duration)
      times[.nextTreatment] = derivation.timeToNextTreatment(from: entry, through: through)
      add(.responseDuration, derivation.durationOfResponse(line?.bestResponse ?? therapy?.bestResponse, of: entry))
      if let rule = options.rule {
        for (endPoint, countsDeath) in [(EndPoint.progressionFree, true), (.progression, false)] {
          times[endPoint] = derivation.time(
            by: rule, from: entry, through: through, countsDeath: countsDeath, visitInterval: options.visitIntervalDays)
        }
      } else {
        add(.progressionFree, line?.progressionFreeSurvival ?? therapy?.progressionFreeSurvival)
        add(.progression, line?.timeToProgression ?? therapy?.timeToProgression)
        for endPoint in [EndPoint.progressionFree, .progression] where times[endPoint]?.reason == "progression" {
          times[endPoint]?.lastFree =
            derivation.time(
              by: .ema, from: entry, through: through, countsDeath: false, visitInterval: nil
            ).lastFree
        }
      }
    }
    var best = line?.bestResponse ?? therapy?.bestResponse
    if options.responses == .measured, let entry, let measured = MeasuredCourse(outcome, entry) {
      let rule = options.rule ?? .ema
      let facts = measured.followUp(visitInterval: options.visitIntervalDays)
      for (endPoint, countsDeath) in [(EndPoint.progressionFree, true), (.progression, false)] {
        times[endPoint] = measured.time(rule.time(facts, countsDeath: countsDeath))
      }
      times[.responseDuration] = rule.responseDuration(
        facts, from: BestResponseRule().objectiveResponse(facts.visits)
      ).map(measured.time)
      best = measured.best(title: options.anchor.name)
    }
    let growth = line?.growthModulationIndex
    return .success(
      Member(
        patient: patient, therapy: therapy, best: best, growthIndex: growth,
        times: times, group: group(patient, therapy, options.group)))
  }

  private static func group(
    _ patient: Patient, _ therapy: TherapyOutcome?, _ grouping: CohortOptions.Grouping?
  ) -> String? {
    switch grouping {
    case nil: nil
    case .sex: patient.sex.value?.rawValue ?? "not stated"
    case .histology: patient.diagnosis?.diagnosis.histology ?? "not stated"
    case .therapy: therapy?.therapy.name ?? "none"
    }
  }

  /// Times of an end point, of those who have one.
  public func times(_ endPoint: EndPoint, group: String? = nil) -> [CohortTime] {
    members.filter { group == nil || $0.group == group }.compactMap { $0.times[endPoint] }
  }

  /// Groups in alphabetical order; empty if patients are not compared.
  public var groups: [String] { Array(Set(members.compactMap(\.group))).sorted() }

  /// The estimate of an end point; nil without times.
  public func estimate(
    _ endPoint: EndPoint, group: String? = nil, uncertainty: CohortOptions.Uncertainty? = nil
  ) -> SurvivalEstimate? {
    SurvivalEstimate(
      endPoint, group: group, times: times(endPoint, group: group), uncertainty: uncertainty ?? options.uncertainty,
      scale: options.scale, level: options.level)
  }

  /// Median follow-up by reverse Kaplan-Meier of overall survival, at the middle of uncertain times; nil without times.
  ///
  /// Schemper and Smith, Control Clin Trials 1996;17:343.
  public var followUp: KaplanMeier.Quantile? {
    let observations = times(.survival).map { $0.observation(.midpoint) }
    let sample = try? SurvivalSample(times: observations.map(\.left), events: observations.map { $0.right.isFinite })
    return sample.flatMap { try? KaplanMeier($0.reversed) }?.median(scale: options.scale, level: options.level)
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
    let timed = members.filter { $0.times[endPoint] != nil }
    let observations = timed.compactMap { $0.times[endPoint]?.observation(.midpoint) }
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
