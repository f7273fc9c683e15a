// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course

/// One judged visit.
public struct JudgedVisit: Sendable, Hashable {
  /// The day.
  public var date: Day
  /// The response on it.
  public var response: Response

  /// A visit.
  public init(date: Day, response: Response) {
    self.date = date
    self.response = response
  }
}

/// How the best overall response is taken from the responses at visits.
public struct BestResponseRule: Sendable, Hashable {
  /// Days from the reference date from which stable disease counts (included).
  public var leastStableDays: Int
  /// Whether and how a response must be confirmed; nil where it need not be (randomised trials, by RECIST 1.1).
  public var confirmation: Confirmation?
  /// The last day on which visits count: that of the first dose of another anticancer therapy, before which a visit of the same day is taken
  /// to lie. nil if there was none.
  public var lastDay: Day?
  /// Whether there were targets at baseline. Without any there is no stable disease: what is neither gone nor progressed is
  /// non-CR/non-PD (RECIST 1.1, Table 2), and so is a complete response that is not confirmed.
  public var hasTargets: Bool

  /// How a response is confirmed by a later visit.
  public struct Confirmation: Sendable, Hashable {
    /// Least days between the two visits (included).
    public var days: Int
    /// Visits in between that may be not evaluable.
    public var toleratedNotEvaluable: Int
    /// Whether one visit of stable disease may lie between two partial responses.
    public var toleratesStable: Bool

    /// RECIST 1.1: four weeks; one visit in between may be not evaluable.
    public init(days: Int = 28, toleratedNotEvaluable: Int = 1, toleratesStable: Bool = false) {
      self.days = days
      self.toleratedNotEvaluable = toleratedNotEvaluable
      self.toleratesStable = toleratesStable
    }
  }

  /// Six weeks of stable disease, no confirmation.
  public init(
    leastStableDays: Int = 42, confirmation: Confirmation? = nil, lastDay: Day? = nil, hasTargets: Bool = true
  ) {
    self.leastStableDays = leastStableDays
    self.confirmation = confirmation
    self.lastDay = lastDay
    self.hasTargets = hasTargets
  }

  /// A response with the first day that shows it, and why.
  public struct Best: Sendable, Hashable {
    /// The best response; nil if nothing was assessed.
    public var response: Response?
    /// First visit of that class.
    public var date: Day?
    /// Why.
    public var reason: String
  }

  /// Visits that count: in order, up to the first progression (included) and to the last day.
  public func counted(_ visits: [JudgedVisit]) -> [JudgedVisit] {
    let ordered = visits.sorted { $0.date < $1.date }.filter { visit in lastDay.map { visit.date <= $0 } ?? true }
    guard let progression = ordered.firstIndex(where: { $0.response == .progressive }) else { return ordered }
    return Array(ordered[...progression])
  }

  /// The best response since `reference`, which is the start of treatment or randomisation.
  ///
  /// Order: CR, PR, SD, non-CR/non-PD, PD, NE. A response that is not confirmed, or stable disease, counts as SD if the
  /// visit lies late enough, else the patient is not evaluable unless progression follows.
  public func best(_ visits: [JudgedVisit], reference: Day) -> Best {
    let counted = counted(visits)
    guard !counted.isEmpty else { return Best(response: nil, date: nil, reason: "no visit was assessed") }
    if let found = response(counted, .complete) {
      return Best(
        response: .complete, date: found, reason: confirmation == nil ? "CR on \(found)" : "CR on \(found), confirmed")
    }
    if let found = response(counted, .partial) {
      return Best(
        response: .partial, date: found, reason: confirmation == nil ? "PR on \(found)" : "PR on \(found), confirmed")
    }
    let least = Day(reference.number + leastStableDays)
    if let stable = counted.first(where: { $0.date >= least && [.complete, .partial, .stable].contains($0.response) }) {
      let stay: Response = hasTargets ? .stable : .nonCompleteNonProgressive
      return Best(
        response: stay, date: stable.date,
        reason: stable.response == .stable
          ? "SD on \(stable.date), \(leastStableDays) days or more after \(reference)"
          : "\(stable.response.rawValue) on \(stable.date) is not confirmed: counts as \(stay.rawValue)")
    }
    if let neither = counted.first(where: { $0.date >= least && $0.response == .nonCompleteNonProgressive }) {
      return Best(response: .nonCompleteNonProgressive, date: neither.date, reason: "non-CR/non-PD on \(neither.date)")
    }
    if let progression = counted.first(where: { $0.response == .progressive }) {
      return Best(response: .progressive, date: progression.date, reason: "PD on \(progression.date)")
    }
    return Best(
      response: .notEvaluable, date: counted.first?.date,
      reason: "nothing but visits before \(least) or not evaluable ones")
  }

  /// First visit of an objective response (CR or PR), confirmed if the rule asks for it; nil if there is none.
  public func objectiveResponse(_ visits: [JudgedVisit]) -> Day? {
    let counted = counted(visits)
    return [response(counted, .complete), response(counted, .partial)].compactMap(\.self).min()
  }

  /// First visit that shows disease control: a response, or SD (or non-CR/non-PD) from `leastStableDays` on.
  public func diseaseControl(_ visits: [JudgedVisit], reference: Day) -> Day? {
    let counted = counted(visits)
    let least = Day(reference.number + leastStableDays)
    let stable = counted.first {
      $0.date >= least && [.complete, .partial, .stable, .nonCompleteNonProgressive].contains($0.response)
    }?.date
    return [objectiveResponse(visits), stable].compactMap(\.self).min()
  }

  private func response(_ visits: [JudgedVisit], _ wanted: Response) -> Day? {
    for (index, visit) in visits.enumerated() where visit.response == wanted {
      guard let confirmation else { return visit.date }
      if isConfirmed(index, visits, confirmation) { return visit.date }
    }
    return nil
  }

  /// Whether a later visit confirms the response at `index`, with nothing in between that speaks against it.
  private func isConfirmed(_ index: Int, _ visits: [JudgedVisit], _ rule: Confirmation) -> Bool {
    let first = visits[index]
    var notEvaluable = 0
    var stable = 0
    var sawComplete = false
    for later in visits[(index + 1)...] {
      let isLate = later.date.number - first.date.number >= rule.days
      switch (first.response, later.response) {
      case (_, .complete):
        if isLate { return true }
        sawComplete = true
      case (.partial, .partial):
        // A partial response after a complete one means that the first was in doubt or disease is back.
        if sawComplete { return false }
        if isLate { return true }
      case (.partial, .stable) where rule.toleratesStable && stable == 0: stable += 1
      case (_, .notEvaluable):
        notEvaluable += 1
        if notEvaluable > rule.toleratedNotEvaluable { return false }
      default: return false
      }
    }
    return false
  }
}
