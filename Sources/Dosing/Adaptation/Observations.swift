// SPDX-License-Identifier: Apache-2.0

public import Course

/// What is known of a patient on the day of treatment. What is not given is unknown, never normal.
public struct Observations: Sendable, Hashable {
  /// Values by analyte.
  public var values: [Analyte: Values]
  /// Yes/no facts by the words of ``Condition/factWords``.
  public var facts: [String: Bool]
  /// CTCAE grades by the terms of ``Comparison/gradeTerms``.
  public var grades: [String: Int]
  /// Terms of which the grade may be higher than that of ``grades``: `3-4`, or another adverse event without a grade.
  public var leastGrades: Set<String> = []
  /// Terms of adverse events whose grade nobody stated: they are there, and may be of any grade.
  public var ungraded: Set<String> = []
  /// Facts of which the record says something, and not whether they are so: nobody can say that they are absent because they were not told.
  public var openFacts: Set<String> = []
  /// Whether no dose was given yet: nothing is since the last one, and no event can have happened.
  public var isBeforeFirstDose = false
  /// The grades of terms on the day itself, where they are known to be others than the greatest of what began since the last dose: 0 for what is over, and
  /// that of what began before it and goes on.
  public var presentGrades: [String: Int] = [:]
  /// The greatest grade that an event of a term may have which may be since the last dose: of which only the month is known, or of the day of that dose.
  public var possibleGrades: [String: Int] = [:]
  /// The greatest grade that an event of a term may have which may be there on the day itself.
  public var possiblePresentGrades: [String: Int] = [:]
  /// Facts of such events.
  public var possibleFacts: Set<String> = []
  /// Lowest counts, and highest values in upper limits of normal, that such events would have.
  var possibleLowest: [Analyte: ValueSpan] = [:]
  var possibleHighest: [Analyte: ValueSpan] = [:]
  /// Values of the day that may be so instead of the one that is used.
  var possibleToday: [Analyte: ValueSpan] = [:]
  /// What of this may be, in words: `febrile neutropenia (between 2026-01-01 and 2026-01-31) counts since the last dose`.
  public var possibilities: [String] = []
  /// Facts that began before the last dose, or on its day, and go on or may: they count for the dose of today, and not as an event once more.
  public var presentFacts: Set<String> = []
  /// Facts since the last dose that are over: they hold no dose back.
  public var overFacts: Set<String> = []
  /// Adverse events of the treatment with their grades, each with when it began and how long it lasted: what texts ask that speak of days.
  public var courses: [GradedCourse] = []
  /// Whether a fever was told, or an infection of which nobody stated the grade.
  public var isFever = false
  /// The greatest grade of the infections that were told.
  public var infectionGrade: Int?
  /// Doses that were left out one after another for low counts, until now; bounds where it is not recorded why.
  public var dosesHeldInARow: ValueSpan?
  /// Day of the cycle.
  public var day: Int?
  /// Days by which the cycle is late.
  public var cycleDelayDays: Double?
  /// Days by which a later day of the cycle is late.
  public var dayLate: Double?
  /// Body surface in m².
  public var bodySurfaceSquareMetres: Double?
  /// Age in years.
  public var ageYears: Double?

  /// The values of one analyte, in its unit.
  public struct Values: Sendable, Hashable {
    /// On the day of treatment.
    public var today: ValueSpan?
    /// The lowest since the last dose.
    public var nadir: ValueSpan?
    /// The highest since the last dose.
    public var peak: ValueSpan?
    /// What grades say of the highest since the last dose, in upper limits of normal.
    public var peakOverLimit: ValueSpan?
    /// Upper limit of normal.
    public var upperLimit: Double?
    /// Lower limit of normal.
    public var lowerLimit: Double?
    /// All values since the last dose by day, ascending; they give durations.
    public var series: [DayValue]

    /// Values of which nothing is known.
    public init(today: Double? = nil, nadir: Double? = nil, peak: Double? = nil, upperLimit: Double? = nil) {
      self.today = today.map { ValueSpan($0) }
      self.nadir = nadir.map { ValueSpan($0) }
      self.peak = peak.map { ValueSpan($0) }
      self.upperLimit = upperLimit
      lowerLimit = nil
      series = []
    }

    /// A series since the last dose; its last value is that of today, its lowest the nadir.
    public init(series: [DayValue]) {
      self.series = series.sorted { $0.day < $1.day }
      today = self.series.last?.value
      nadir = series.first.map { series.map(\.value).reduce($0.value, ValueSpan.least) }
      peak = series.first.map { series.map(\.value).reduce($0.value, ValueSpan.greatest) }
      upperLimit = nil
      lowerLimit = nil
    }
  }

  /// A value on a day.
  public struct DayValue: Sendable, Hashable {
    /// Day number, any origin.
    public var day: Double
    /// What is known of the value.
    public var value: ValueSpan

    /// A value on a day.
    public init(day: Double, value: Double) {
      self.init(day: day, value: ValueSpan(value))
    }

    /// A value or its bounds on a day.
    public init(day: Double, value: ValueSpan) {
      self.day = day
      self.value = value
    }
  }

  /// What is known of the grade of a term. Any term is an adverse reaction, also one of the blood, and any but that a toxicity that is not of the blood: their grades
  /// are at least the greatest of the others.
  func grade(of term: String) -> ValueSpan? {
    let own = known(term)
    guard Self.sums.contains(term) else { return own }
    let parts = Set(grades.keys).union(possibleGrades.keys).filter { part in
      part != term && part != "adverse reaction" && (part != Self.haematological || term == "adverse reaction")
        && !(term == Self.exceptNausea && Self.nauseaAndVomiting.contains(part))
        && !(Self.sums.contains(part) && part != "non-haematological toxicity")
    }
    let spans = parts.compactMap { known($0) ?? possibleGrades[$0].map { ValueSpan(from: 0, to: Double($0)) } }
    if let own { return spans.reduce(own, ValueSpan.greatest) }
    let greatest = spans.map(\.lower).max() ?? 0
    return greatest > 0 ? ValueSpan(.atLeast, greatest) : nil
  }

  /// What is known of the grade of a term itself.
  private func known(_ term: String) -> ValueSpan? {
    grades[term].map { grade in
      if leastGrades.contains(term) { return ValueSpan(.atLeast, Double(grade)) }
      return ValueSpan(from: Double(grade), to: Double(max(grade, possibleGrades[term] ?? grade)))
    }
  }

  /// The greatest grade that may be since the last dose of a term that is known to be of less; nil where it cannot be more than is known.
  func possibleGrade(_ term: String) -> Int? {
    possibleGrades[term].flatMap { $0 > grades[term] ?? 0 ? $0 : nil }
  }

  /// What is known of a yes/no fact. A fever in neutropenia is a fever, and an infection that gets worse is one, whatever else was denied.
  func fact(_ word: String) -> Bool? {
    if word == "fever or infection", Self.fevers.contains(where: { facts[$0] == true }) { return true }
    return facts[word]
  }

  /// Whether all that is known of a fever or an infection is an infection of grade 1 or 2.
  var isMildInfection: Bool {
    guard let infectionGrade, (1...2).contains(infectionGrade), !isFever else { return false }
    return !presentFacts.contains(Self.feverOrInfection)
      && !Self.fevers.contains { facts[$0] == true || presentFacts.contains($0) }
  }

  /// The fact that a fever or an infection is told by.
  static let feverOrInfection = "fever or infection"
  /// Facts that are a fever or an infection.
  static let fevers: Set = ["febrile neutropenia", "worsening infection"]

  /// The same with grades as they are on the day: what is over holds no dose back, though it counts since the last one.
  var present: Observations {
    guard
      !presentGrades.isEmpty || !possibleGrades.isEmpty || !possiblePresentGrades.isEmpty || !presentFacts.isEmpty
        || !overFacts.isEmpty
    else { return self }
    var present = self
    for word in overFacts { present.facts[word] = false }
    for word in presentFacts { present.facts[word] = true }
    for (term, grade) in presentGrades {
      present.grades[term] = grade
      present.leastGrades.remove(term)
      present.ungraded.remove(term)
    }
    present.possibleGrades = possiblePresentGrades
    return present
  }

  /// The same with what goes on from before the last dose: it counts for the dose of today, and not as an event once more.
  var withWhatGoesOn: Observations {
    var worst = self
    for word in presentFacts { worst.facts[word] = true }
    for (term, grade) in presentGrades where grade > worst.grades[term] ?? 0 { worst.grades[term] = grade }
    worst.possibleGrades.merge(possiblePresentGrades) { max($0, $1) }
    return worst
  }

  /// Notes an adverse event of a grade that is known, or known at least.
  mutating func addGrade(_ term: String, _ grade: Int, isLeast: Bool) {
    grades[term] = max(grades[term] ?? 0, grade)
    if isLeast { leastGrades.insert(term) }
  }

  /// Notes an adverse event of a grade that is not known: it is there, so that its term is not of grade 0.
  mutating func addUngraded(_ term: String) {
    grades[term] = max(grades[term] ?? 0, 1)
    leastGrades.insert(term)
    ungraded.insert(term)
  }

  /// What a text leaves out that counts neither nausea nor vomiting.
  static let nauseaAndVomiting: Set = ["nausea", "vomiting"]
  /// The sum of such a text.
  static let exceptNausea = "non-haematological toxicity but nausea"
  /// What adverse events of the blood are graded under: they are adverse reactions, and rules for the blood go by counts.
  static let haematological = "haematological toxicity"

  /// Terms that others are cases of.
  static let sums: Set = ["non-haematological toxicity", exceptNausea, "adverse reaction"]

  /// Nothing is known.
  public init() {
    values = [:]
    facts = [:]
    grades = [:]
  }
}

/// What is known of the truth of a condition.
public enum Truth: String, Sendable, Hashable {
  /// It holds.
  case yes
  /// It does not hold.
  case no
  /// Not known: something is missing.
  case unknown

  init(_ value: Bool) { self = value ? .yes : .no }
}

extension Condition {
  /// Whether it holds for what is known; a missing value matters only where it could change the answer.
  public func truth(_ observations: Observations) -> Truth {
    switch self {
    case .comparison(let comparison): return comparison.truth(observations)
    case .fact(let word): return observations.fact(word).map(Truth.init) ?? .unknown
    case .not(let part):
      switch part.truth(observations) {
      case .yes: return .no
      case .no: return .yes
      case .unknown: return .unknown
      }
    case .all(let parts):
      var result = Truth.yes
      for part in parts {
        switch part.truth(observations) {
        case .no: return .no
        case .unknown: result = .unknown
        case .yes: continue
        }
      }
      return result
    case .any(let parts):
      var result = Truth.no
      for part in parts {
        switch part.truth(observations) {
        case .yes: return .yes
        case .unknown: result = .unknown
        case .no: continue
        }
      }
      return result
    }
  }
}

extension Comparison {
  /// What is known of the value that is compared, in the unit of the threshold; nil where nothing is.
  public func value(_ observations: Observations) -> ValueSpan? {
    switch subject {
    case .analyte(let analyte, let when):
      let known = observations.values[analyte]
      // Febrile neutropenia is one of neutrophils below 1.0 × 10⁹/L (CTCAE v3 to v5), whatever was measured before or after it.
      let febrile =
        analyte == .neutrophils && observations.facts["febrile neutropenia"] == true ? ValueSpan(.less, 1) : nil
      guard known != nil || (when == .nadir && febrile != nil) else { return nil }
      let values = known ?? Observations.Values()
      let value =
        switch when {
        case .today: values.today
        // Today's value is one since the last dose too.
        case .nadir:
          Self.least(values.nadir, febrile).map { ValueSpan.least($0, values.today ?? $0) }
        case .peak: values.peak.map { ValueSpan.greatest($0, values.today ?? $0) }
        }
      guard isMultipleOfLimit else { return value }
      let graded = when == .peak ? values.peakOverLimit : nil
      guard let value, let limit = values.upperLimit, limit > 0 else {
        return graded.map { ValueSpan($0.includesLower ? .atLeast : .more, $0.lower) }
      }
      return graded.map { ValueSpan.greatest($0, value.over(limit)) } ?? value.over(limit)
    case .grade(let term): return observations.grade(of: term)
    case .cycleDelay: return observations.cycleDelayDays.map { ValueSpan($0) }
    case .dosesHeld: return observations.dosesHeldInARow
    case .bodySurface: return observations.bodySurfaceSquareMetres.map { ValueSpan($0) }
    case .age: return observations.ageYears.map { ValueSpan($0) }
    }
  }

  private static func least(_ one: ValueSpan?, _ other: ValueSpan?) -> ValueSpan? {
    guard let one, let other else { return one ?? other }
    return ValueSpan.least(one, other)
  }

  /// Whether it holds.
  public func truth(_ observations: Observations) -> Truth {
    if observations.isBeforeFirstDose, case .analyte(_, let when) = subject, when != .today { return .no }
    if case .grade(let term) = subject, forMoreThanDays != nil || withinDays != nil {
      return courseTruth(term, observations)
    }
    guard let value = value(observations) else { return impliedByToday(observations) ? .yes : .unknown }
    let truth = relation.truth(value, threshold)
    guard let days = forMoreThanDays else {
      return truth == .unknown && impliedByToday(observations) ? .yes : truth
    }
    // A value that never held cannot have held for days.
    guard truth != .no else { return .no }
    guard case .analyte(let analyte, _) = subject, !isMultipleOfLimit,
      let series = observations.values[analyte]?.series, !series.isEmpty
    else { return .unknown }
    return longestRun(series, longerThan: days, orEqual: includesThoseDays)
  }

  /// Whether today's value alone shows it: the lowest since the last dose is at most, the highest at least today's.
  private func impliedByToday(_ observations: Observations) -> Bool {
    guard case .analyte(let analyte, let when) = subject, forMoreThanDays == nil else { return false }
    switch (when, relation) {
    case (.nadir, .less), (.nadir, .atMost), (.peak, .more), (.peak, .atLeast):
      var today = self
      today.subject = .analyte(analyte, .today)
      return today.truth(observations) == .yes
    default: return false
    }
  }

  /// Whether the comparison held for more than so many days: at least between the first and the last value of a run, at most
  /// between its neighbours on either side, where it did not hold. A run that reaches the end of the series may go on, and one that bounds leave
  /// open may be longer than what is known of it.
  private func longestRun(_ series: [Observations.DayValue], longerThan days: Double, orEqual: Bool) -> Truth {
    let truths = series.map { relation.truth($0.value, threshold) }
    var result = Truth.no
    // What certainly held.
    for run in runs(truths, where: { $0 == .yes }) {
      let atLeast = series[run.upperBound].day - series[run.lowerBound].day
      if atLeast > days || (orEqual && atLeast == days) { return .yes }
    }
    // What may have held.
    for run in runs(truths, where: { $0 != .no }) {
      let from = run.lowerBound > 0 ? series[run.lowerBound - 1].day : nil
      let to = run.upperBound + 1 < series.count ? series[run.upperBound + 1].day : nil
      // Between its neighbours a run lasts less than from one to the other.
      if let from, let to, to - from <= days {} else { result = .unknown }
    }
    return result
  }

  private func runs(_ truths: [Truth], where holds: (Truth) -> Bool) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    var index = 0
    while index < truths.count {
      guard holds(truths[index]) else {
        index += 1
        continue
      }
      var end = index
      while end + 1 < truths.count, holds(truths[end + 1]) { end += 1 }
      runs.append(index...end)
      index = end + 1
    }
    return runs
  }
}
