// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
import Statistics

/// Two judgements of the same visits held side by side: two readers, or two criteria.
public struct ReaderComparison: Sendable, Hashable {
  /// One visit judged twice.
  public struct Visit: Sendable, Hashable {
    /// The day.
    public var date: Day
    /// The first judgement; nil if it does not judge this day.
    public var first: Response?
    /// The second judgement.
    public var second: Response?

    /// Whether both judge and differ.
    public var isDisagreement: Bool { first != nil && second != nil && first != second }
  }

  /// All days that either judges, in order.
  public var visits: [Visit]

  /// Compares two lists of judged visits.
  public init(_ first: [JudgedVisit], _ second: [JudgedVisit]) {
    let one = Dictionary(first.map { ($0.date, $0.response) }) { old, _ in old }
    let other = Dictionary(second.map { ($0.date, $0.response) }) { old, _ in old }
    visits = Set(one.keys).union(other.keys).sorted().map { Visit(date: $0, first: one[$0], second: other[$0]) }
  }

  /// Days judged by both.
  public var judgedByBoth: [Visit] { visits.filter { $0.first != nil && $0.second != nil } }
  /// Share of days judged by both on which they agree; nil if there are none.
  public var agreement: Double? {
    let both = judgedByBoth
    return both.isEmpty ? nil : Double(both.filter { !$0.isDisagreement }.count) / Double(both.count)
  }
  /// The first day on which one says progression and the other does not: it moves the date of progression.
  public var firstProgressionDispute: Visit? {
    judgedByBoth.first { $0.isDisagreement && ($0.first == .progressive || $0.second == .progressive) }
  }

  /// Cohen's kappa (Educ Psychol Meas 1960;20:37); nil where chance alone would agree always or nothing was judged twice.
  public var kappa: Double? {
    let pairs: [(first: Response, second: Response)] = judgedByBoth.compactMap { visit in
      guard let first = visit.first, let second = visit.second else { return nil }
      return (first, second)
    }
    return Kappa(pairs)?.value
  }
}
