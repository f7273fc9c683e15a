import Course
import Regimens
public import Statistics

/// A share of a cohort, of which some patients may be undecided.
public struct CohortProportion: Sendable, Hashable {
  /// Patients of whom it is true.
  public var yes: Int
  /// Patients of whom the record does not decide it (bounds, follow-up, no assessment).
  public var undecided: Int
  /// All patients.
  public var total: Int
  /// How the interval is made.
  public var method: BinomialMethod
  /// Its level.
  public var level: Double

  /// A share.
  public init(yes: Int, undecided: Int, total: Int, method: BinomialMethod, level: Double) {
    self.yes = yes
    self.undecided = undecided
    self.total = total
    self.method = method
    self.level = level
  }

  /// The share if all undecided patients count as no, or as yes.
  public func share(undecidedAsYes: Bool) -> Double? {
    total > 0 ? Double(yes + (undecidedAsYes ? undecided : 0)) / Double(total) : nil
  }

  /// The interval if all undecided patients count as no, or as yes.
  public func interval(undecidedAsYes: Bool) -> ConfidenceInterval? {
    method.interval(successes: yes + (undecidedAsYes ? undecided : 0), trials: total, level: level)
  }
}

extension CohortOutcomes {
  private func share(_ values: [Bool?]) -> CohortProportion {
    CohortProportion(
      yes: values.filter { $0 == true }.count, undecided: values.filter { $0 == nil }.count, total: values.count,
      method: options.proportion, level: options.level)
  }

  /// Objective response: best response CR or PR. Patients without a judged response are undecided, and count as no in the
  /// usual rate.
  public var objectiveResponse: CohortProportion {
    share(members.map { $0.best.map { [.complete, .partial].contains($0.value.response) } })
  }

  /// Disease control: best response CR, PR, SD or non-CR/non-PD.
  public var diseaseControl: CohortProportion {
    share(
      members.map {
        $0.best.map { [.complete, .partial, .stable, .nonCompleteNonProgressive].contains($0.value.response) }
      })
  }

  /// Alive and free of progression at `months`: the record decides, or leaves open, each patient.
  public func progressionFree(at months: Double) -> CohortProportion {
    share(members.map { $0.times[.progressionFree]?.isFree(at: months) ?? nil })
  }

  /// Growth modulation index at or above `options.growthThreshold`; nil for anchors that are no line.
  ///
  /// A censored index whose lower bound is below the threshold is undecided; nothing is made up for it.
  public var growthModulation: CohortProportion? {
    let indices = members.compactMap(\.growthIndex)
    guard !indices.isEmpty else { return nil }
    return share(
      indices.map { index in
        if let low = index.value.lower, low >= options.growthThreshold { return true }
        if let high = index.value.upper, high < options.growthThreshold { return false }
        return nil
      })
  }

  /// P(index ≥ threshold) with censored indices treated as right-censored ratios (interval-censored by Turnbull where they
  /// are bounds); nil for anchors that are no line.
  public var growthModulationEstimate: (survival: ClosedRange<Double>, median: (earliest: Double, latest: Double)?)? {
    let observations = members.compactMap(\.growthIndex).compactMap { index -> IntervalSample.Observation? in
      let low = max(0, index.value.lower ?? 0)
      guard let high = index.value.upper else { return .after(low) }
      return low == high ? .exactly(low) : .init(left: low, right: high, includesLeft: true)
    }
    guard let sample = try? IntervalSample(observations) else { return nil }
    let curve = Turnbull(sample)
    // At or above the threshold: just before it.
    let just = options.growthThreshold.nextDown
    return (curve.survival(at: just), curve.quantile(0.5))
  }
}
