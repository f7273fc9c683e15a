// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course
import Dosing
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
    share(members.map { $0.best.flatMap { $0.value.isOne(of: [.complete, .partial]) } })
  }

  /// Of how many patients only the source states that the best response is one of these: no fact of the course, so that who shows a count marks it.
  public func statedOnly(_ responses: [Response]) -> Int {
    members.count { $0.best.map { !$0.value.isShown && $0.value.isOne(of: responses) == true } ?? false }
  }

  /// What counts as disease control: CR, PR, SD, and non-CR/non-PD where it occurs.
  public var controlled: [Response] {
    [.complete, .partial, .stable]
      + (members.contains { $0.best?.value.shown == .nonCompleteNonProgressive } ? [.nonCompleteNonProgressive] : [])
  }

  /// Disease control: a best response of those that ``controlled`` names.
  public var diseaseControl: CohortProportion {
    let controlled = controlled
    return share(members.map { $0.best.flatMap { $0.value.isOne(of: controlled) } })
  }

  /// `disease control (CR + PR + SD)`, with exactly what is counted.
  public var diseaseControlWords: Phrase {
    let counted = controlled.map(\.rawValue).joined(separator: " + ")
    return Phrase("disease control (\(counted))", "Krankheitskontrolle (\(counted))")
  }

  /// Alive and free of progression at `months`: the record decides, or leaves open, each patient.
  public func progressionFree(at months: Double) -> CohortProportion {
    share(members.map { $0.time(.progressionFree)?.isFree(at: months) ?? nil })
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

  /// P(index ≥ threshold) with censored indices as censored ratios; nil for anchors that are no line.
  ///
  /// Kaplan-Meier on the scale of the ratio where every index is exact or right-censored, Turnbull where some are known between
  /// bounds. Censoring on the ratio is informative where the first time and the follow-up hang together (Texier et al. 2018).
  public var growthModulationEstimate: GrowthEstimate? { CohortSummary(self).growthModulationEstimate }

  /// The share of a cohort at or above the threshold of the growth modulation index, by an estimator of survival.
  public struct GrowthEstimate: Sendable, Hashable {
    /// The estimator.
    public var method: String
    /// The share; a range where the estimate leaves it open.
    public var share: ClosedRange<Double>
    /// Its interval.
    public var interval: ConfidenceInterval
    /// The median index; without an upper bound where it may not be reached, nil if it is not.
    public var median: NumberBounds?
  }

  /// The share among those whose index decides it; open patients are left out.
  public var growthModulationDecided: CohortProportion? {
    growthModulation.map {
      CohortProportion(
        yes: $0.yes, undecided: 0, total: $0.total - $0.undecided, method: $0.method, level: $0.level)
    }
  }
}

extension CohortOutcomes.GrowthEstimate {
  /// The estimate of some indices, in their order; nil without any.
  init?(indices: [NumberBounds], _ options: CohortOptions) {
    let observations = indices.map { index -> IntervalSample.Observation in
      let low = max(0, index.lower ?? 0)
      guard let high = index.upper else { return .after(low) }
      return low == high ? .exactly(low) : .init(left: low, right: high, includesLeft: true)
    }
    guard let sample = try? IntervalSample(observations) else { return nil }
    // At or above the threshold: just before it.
    let just = options.growthThreshold.nextDown
    if observations.allSatisfy({ $0.left == $0.right || !$0.right.isFinite }),
      let exact = try? SurvivalSample(times: observations.map(\.left), events: observations.map { $0.right.isFinite }),
      let curve = try? KaplanMeier(exact),
      let found = try? curve.at(just, scale: options.scale, level: options.level)
    {
      let median = curve.median(scale: options.scale, level: options.level, convention: options.quantiles).estimate
      self.init(
        method: "Kaplan-Meier", share: found.survival...found.survival, interval: found.interval,
        median: median.map(NumberBounds.init))
      return
    }
    let curve = Turnbull(sample)
    let ends = sample.ends
    let shares =
      [curve.survival(at: just).lowerBound, curve.survival(at: just).upperBound]
      + ends.compactMap { try? $0.at(just, scale: options.scale, level: options.level).survival }
    let share = (shares.min() ?? 0)...(shares.max() ?? 1)
    let found = curve.quantile(0.5, convention: options.quantiles).map {
      NumberBounds(lower: $0.earliest, upper: $0.latest)
    }
    let medians = ends.map {
      $0.median(scale: options.scale, level: options.level, convention: options.quantiles).estimate.map(
        NumberBounds.init)
    }
    self.init(
      method: "Turnbull", share: share,
      interval: curve.limits(at: just, containing: share, scale: options.scale, level: options.level),
      median: .spanning([found] + medians))
  }
}
