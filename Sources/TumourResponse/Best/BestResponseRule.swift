// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
public import Plain

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
    public var reason: String { why.english }
    /// The same in every language.
    public var why: Phrase

    init(response: Response?, date: Day?, why: Phrase) {
      self.response = response
      self.date = date
      self.why = why
    }
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
    guard !counted.isEmpty else {
      return Best(response: nil, date: nil, why: Phrase("no visit was assessed", "keine Kontrolle wurde beurteilt"))
    }
    if let found = response(counted, .complete) {
      return Best(
        response: .complete, date: found, why: shown(.complete, found))
    }
    if let found = response(counted, .partial) {
      return Best(
        response: .partial, date: found, why: shown(.partial, found))
    }
    let least = Day(reference.number + leastStableDays)
    if let stable = counted.first(where: { $0.date >= least && [.complete, .partial, .stable].contains($0.response) }) {
      let stay: Response = hasTargets ? .stable : .nonCompleteNonProgressive
      return Best(
        response: stay, date: stable.date,
        why: stable.response == .stable
          ? Phrase(
            "SD on \(stable.date), \(leastStableDays) days or more after \(reference)",
            "SD am \(stable.date), \(leastStableDays) Tage oder mehr nach \(reference)")
          : Phrase(
            "\(stable.response.rawValue) on \(stable.date) is not confirmed: counts as \(stay.rawValue)",
            "\(stable.response.rawValue) am \(stable.date) ist nicht bestätigt: gilt als \(stay.rawValue)"))
    }
    if let neither = counted.first(where: { $0.date >= least && $0.response == .nonCompleteNonProgressive }) {
      return Best(
        response: .nonCompleteNonProgressive, date: neither.date,
        why: Phrase("non-CR/non-PD on \(neither.date)", "non-CR/non-PD am \(neither.date)"))
    }
    if let progression = counted.first(where: { $0.response == .progressive }) {
      return Best(
        response: .progressive, date: progression.date,
        why: Phrase("PD on \(progression.date)", "PD am \(progression.date)"))
    }
    return Best(
      response: .notEvaluable, date: counted.first?.date,
      why: Phrase(
        "nothing but visits before \(least) or not evaluable ones",
        "nur Kontrollen vor \(least) oder nicht beurteilbare"))
  }

  private func shown(_ response: Response, _ day: Day) -> Phrase {
    confirmation == nil
      ? Phrase("\(response.rawValue) on \(day)", "\(response.rawValue) am \(day)")
      : Phrase("\(response.rawValue) on \(day), confirmed", "\(response.rawValue) am \(day), bestätigt")
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
