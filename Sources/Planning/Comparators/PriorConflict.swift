// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain
import Report
import Statistics
import Trials

/// Whether the series is surprising to a published arm: a prior-data conflict.
///
/// The arm is a prior at full weight, Jeffreys' prior updated by its events: beta(x + ½, n − x + ½). p is the probability, before the series is seen, of a number of its patients
/// with the event that is no likelier than what was seen (Box, J R Stat Soc A 1980;143:383; Evans and Moshonov, Bayesian Anal 2006;1:893). Counts of the arm that print alike and patients whom the
/// record leaves open make it a range.
public struct PriorConflict: Sendable, Hashable {
  /// The arm and its end point: `Bay 2006: objective response`.
  public let comparison: String
  /// The assumption of the arm.
  public let arm: Assumption.ID
  /// Patients of the series with the event, from those who surely had it to those who may have; nil where nothing is compared.
  public let seen: ClosedRange<Int>?
  /// Patients of the series.
  public let patients: Int
  /// p between its bounds; nil where it is not determined.
  public let pValue: ClosedRange<Double>?
  /// The least p that any outcome of so many patients could have had, the largest over the arm's counts.
  public let leastPValue: Double?
  /// Why there is no p; nil where there is one.
  public let reason: String?
  /// The source of the arm.
  public let source: String

  /// Below this p the two are told to be in conflict: a convention, not an error rate of the design.
  public static let level = 0.05
  /// The name and source of the method.
  public static let method =
    "Prior predictive p-value of the number with the event, the arm as a prior beta(x + ½, n − x + ½) at full weight (Box, J R Stat Soc A 1980;143:383; Evans and Moshonov, Bayesian Anal 2006;1:893). Below 0.05 it is called a conflict, by convention; none shown is none proved."

  /// What it says.
  public var verdict: String {
    guard let pValue, let leastPValue else { return Self.notDetermined + (reason ?? "nothing to compare") }
    let verdicts = Self.verdicts(pValue, patients: patients)
    return leastPValue >= Self.level ? verdicts.last ?? "" : verdicts.first ?? ""
  }

  /// How a verdict without p begins.
  static let notDetermined = "not determined: "

  /// What may be said of a p: one verdict, and beside it, where p is not below the level, that no outcome could be.
  static func verdicts(_ p: ClosedRange<Double>?, patients: Int) -> [String] {
    guard let p else { return [] }
    if p.upperBound < level { return ["conflict"] }
    return [
      p.lowerBound < level ? "conflict or not: the record or the arm leaves it open" : "no conflict shown",
      "no outcome of \(patients) \(patients == 1 ? "patient" : "patients") could show a conflict",
    ]
  }

  /// All comparisons of a series with published arms, in the order of the arms.
  public static func all(_ series: SeriesReading, _ comparators: ComparatorReading) -> [PriorConflict] {
    comparators.arms.map { PriorConflict($0, series) }
  }

  private init(_ arm: ComparatorReading.Arm, _ series: SeriesReading) {
    let stated = arm.published.arm
    comparison = "\(stated.name): \(stated.endpointWords)"
    self.arm = arm.id
    source = stated.source
    patients = series.members
    let found = Self.proportion(stated, series.cohort)
    let seen = found.flatMap { $0.undecided < $0.total ? $0.yes...($0.yes + $0.undecided) : nil }
    self.seen = seen
    func problem() -> String? {
      if series.members == 0 {
        return series.patients == 0 ? "the study has no patient" : "no patient of the study has maintenance"
      }
      if stated.rate == nil, stated.counted == nil {
        return stated.medianMonths == nil
          ? "whether its number is of patients with the event or without it is not said"
          : "the arm states a median and no share at a time, nor from when its time counts"
      }
      switch arm.published.events {
      case .notStated: return "of how many patients the arm is, is not stated"
      case .notAttainable:
        if case .otherCount = stated.rateFault {
          return "the arm's number of patients and its printed rate do not agree"
        }
        return "no number of the arm's patients gives its printed rate"
      case .among: break
      }
      if stated.count == nil { return "of how many patients the arm is, is not stated" }
      if found == nil { return "the arm does not say at which time it is" }
      return seen == nil ? "the record leaves every patient open" : nil
    }
    if let reason = problem() {
      (self.reason, pValue, leastPValue) = (reason, nil, nil)
      return
    }
    guard case .among(let events) = arm.published.events, let count = stated.count, let seen, let found,
      let values = Self.pValues(events, of: count, seen, of: found.total)
    else {
      (reason, pValue, leastPValue) = (
        "the numbers of the arm do not fit each other, or there are too many patients", nil, nil
      )
      return
    }
    (reason, pValue, leastPValue) = (nil, values.p, values.least)
  }

  /// The share of the series that an arm's end point is about; nil where the arm does not say when.
  private static func proportion(_ arm: Comparator, _ cohort: CohortOutcomes) -> CohortProportion? {
    switch arm.endpoint {
    case .response: return cohort.objectiveResponse
    case .diseaseControl: return cohort.diseaseControl
    case .progressionFree: return arm.atMonths.map(cohort.progressionFree)
    case .survival:
      return arm.atMonths.map { months in
        let alive = cohort.members.map { $0.time(.survival)?.isFree(at: months) ?? nil }
        return CohortProportion(
          yes: alive.count { $0 == true }, undecided: alive.count { $0 == nil }, total: alive.count,
          method: .clopperPearson, level: cohort.options.level)
      }
    }
  }

  /// p over the counts that an arm can have, which are looked at in steps where they are very many, and over those of the series.
  static func pValues(
    _ events: ClosedRange<Int>, of count: Int, _ seen: ClosedRange<Int>, of patients: Int
  ) -> (p: ClosedRange<Double>, least: Double)? {
    let step = max(1, (events.upperBound - events.lowerBound) / 100)
    let counts = Set(Array(stride(from: events.lowerBound, through: events.upperBound, by: step)) + [events.upperBound])
    var ranges: [ClosedRange<Double>] = []
    var least = 0.0
    for own in counts.sorted() {
      guard let prior = try? BetaPrior(Double(own) + 0.5, Double(count - own) + 0.5),
        let predictive = try? PriorPredictive(prior, patients: patients)
      else { return nil }
      ranges.append(predictive.pValues(seen))
      least = max(least, predictive.leastPValue)
    }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else { return nil }
    return (low...high, least)
  }
}
