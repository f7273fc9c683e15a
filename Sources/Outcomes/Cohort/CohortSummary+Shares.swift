// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain
import Statistics

extension CohortSummary {
  /// A share of which some patients may be undecided.
  private func share(yes: Int, undecided: Int, of total: Int) -> CohortProportion {
    CohortProportion(yes: yes, undecided: undecided, total: total, method: options.proportion, level: options.level)
  }

  /// Whether anybody has a best response.
  public var hasResponses: Bool { !counts.best.isEmpty }

  /// How many have no best response.
  public var withoutResponse: Int { count - counts.best.values.reduce(0, +) }

  /// Whose best response is one of these. Patients without a judged response are undecided where `isOfAll`, else no.
  public func responding(_ responses: [Response], isOfAll: Bool = true) -> CohortProportion {
    var (yes, open) = (0, isOfAll ? withoutResponse : 0)
    for (best, count) in counts.best {
      switch best.isOne(of: responses) {
      case true?: yes += count
      case nil: open += count
      case false?: break
      }
    }
    return share(yes: yes, undecided: open, of: count)
  }

  /// Objective response: best response CR or PR. Patients without a judged response are undecided, and count as no in the
  /// usual rate.
  public var objectiveResponse: CohortProportion { responding([.complete, .partial]) }

  /// Of how many patients only the source states that the best response is one of these: no fact of the course, so that who shows a count marks it.
  public func statedOnly(_ responses: [Response]) -> Int {
    counts.best.reduce(0) { sum, item in
      sum + (!item.key.isShown && item.key.isOne(of: responses) == true ? item.value : 0)
    }
  }

  /// What counts as disease control: CR, PR, SD, and non-CR/non-PD where it occurs.
  public var controlled: [Response] {
    [.complete, .partial, .stable]
      + (counts.best.keys.contains { $0.shown == .nonCompleteNonProgressive } ? [.nonCompleteNonProgressive] : [])
  }

  /// Disease control: a best response of those that ``controlled`` names.
  public var diseaseControl: CohortProportion { responding(controlled) }

  /// `disease control (CR + PR + SD)`, with exactly what is counted.
  public var diseaseControlWords: Phrase {
    let counted = controlled.map(\.rawValue).joined(separator: " + ")
    return Phrase("disease control (\(counted))", "Krankheitskontrolle (\(counted))")
  }

  /// Alive and free of progression at `months`: the record decides, or leaves open, each patient.
  public func progressionFree(at months: Double) -> CohortProportion {
    let times = times(.progressionFree)
    let yes = times.count { $0.isFree(at: months) == true }
    let no = times.count { $0.isFree(at: months) == false }
    return share(yes: yes, undecided: count - yes - no, of: count)
  }

  /// Growth modulation index at or above `options.growthThreshold`; nil for anchors that are no line.
  ///
  /// A censored index whose lower bound is below the threshold is undecided; nothing is made up for it.
  public var growthModulation: CohortProportion? {
    guard !counts.growth.isEmpty else { return nil }
    var (yes, open, total) = (0, 0, 0)
    for (index, count) in counts.growth {
      total += count
      switch index.isAtLeast(options.growthThreshold) {
      case true?: yes += count
      case nil: open += count
      case false?: break
      }
    }
    return share(yes: yes, undecided: open, of: total)
  }

  /// The share among those whose index decides it; open patients are left out.
  public var growthModulationDecided: CohortProportion? {
    growthModulation.map { share(yes: $0.yes, undecided: 0, of: $0.total - $0.undecided) }
  }

  /// P(index ≥ threshold) with censored indices as censored ratios; nil for anchors that are no line.
  ///
  /// Kaplan-Meier on the scale of the ratio where every index is exact or right-censored, Turnbull where some are known between
  /// bounds. Censoring on the ratio is informative where the first time and the follow-up hang together (Texier et al. 2018).
  public var growthModulationEstimate: CohortOutcomes.GrowthEstimate? {
    let sorted = counts.growth.sorted {
      ($0.key.lower ?? -1, $0.key.upper ?? .infinity) < ($1.key.lower ?? -1, $1.key.upper ?? .infinity)
    }
    return CohortOutcomes.GrowthEstimate(
      indices: sorted.flatMap { repeatElement($0.key, count: $0.value) }, options)
  }
}

extension NumberBounds {
  /// Whether the number is so much or more; nil where the bounds leave it open.
  func isAtLeast(_ threshold: Double) -> Bool? {
    if let lower, lower >= threshold { return true }
    if let upper, upper < threshold { return false }
    return nil
  }
}
