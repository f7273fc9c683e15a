// SPDX-License-Identifier: Apache-2.0

public import Course
public import Outcomes
import Plain
public import Statistics

/// A published arm as it is held beside a cohort: never pooled, with the uncertainty of its own numbers.
public struct PublishedArm: Sendable, Hashable {
  /// The arm as published.
  public var arm: Comparator
  /// Of how many its rate tells: with a response or disease control, and of freedom from progression and survival those without the event.
  public var events: Events
  /// The interval of its rate, as wide as the counts that print as the rate leave it; nil without counts.
  public var interval: ConfidenceInterval?

  /// Of how many of an arm its rate tells.
  public enum Events: Sendable, Hashable {
    /// As stated, or all counts that print as the rate.
    case among(ClosedRange<Int>)
    /// No count prints as the rate, or not the one that is stated.
    case notAttainable
    /// Neither a count nor a rate of so many is stated.
    case notStated
  }

  init(_ arm: Comparator, _ options: CohortOptions) {
    self.init(arm, by: options.proportion, level: options.level)
  }

  /// An arm with the interval of its rate by a method.
  package init(_ arm: Comparator, by method: BinomialMethod = .clopperPearson, level: Double = 0.95) {
    self.arm = arm
    if arm.isUnattainable {
      events = .notAttainable
    } else {
      events = arm.possibleEvents.map(Events.among) ?? .notStated
    }
    if case .among(let events) = events, let count = arm.count {
      func limits(_ successes: Int) -> ConfidenceInterval? {
        method.interval(successes: successes, trials: count, level: level)
      }
      interval = ConfidenceInterval(
        lower: limits(events.lowerBound)?.lower, upper: limits(events.upperBound)?.upper, level: level)
    }
  }

  /// How many had the event itself: of freedom from progression and survival those who progressed or died, at the time of the rate, or in all beside a median; nil where that does not follow.
  var withEvent: ClosedRange<Int>? {
    guard case .among(let counts) = events else { return arm.eventsOfMedian }
    guard arm.countsFree else { return counts }
    return arm.count.flatMap { count in
      counts.upperBound <= count ? (count - counts.upperBound)...(count - counts.lowerBound) : nil
    }
  }

  /// The rate as printed: `18.4 %`.
  var rate: Phrase? { arm.rate.map { .number($0.percent, decimals: $0.decimals) + Phrase(same: " %") } }

  /// Why no rate can be drawn: it cannot be, or of how many is not stated.
  var unavailable: Phrase? {
    guard let count = arm.count else {
      let rate = rate ?? Phrase("rate", "Rate")
      return Phrase("\(rate), n not stated", "\(rate), n nicht angegeben")
    }
    let rate = rate ?? Phrase.none
    return events == .notAttainable
      ? Phrase("\(rate) of \(count) is not attainable", "\(rate) von \(count) ist nicht erreichbar") : nil
  }
}

extension CohortOutcomes {
  /// The published arms of the study, with intervals by the options of the cohort.
  public var publishedArms: [PublishedArm] { study.comparators.map { PublishedArm($0, options) } }
}

extension CohortSummary {
  /// The published arms of the study, with intervals by the options of the cohort.
  public var publishedArms: [PublishedArm] { study.comparators.map { PublishedArm($0, options) } }
}
